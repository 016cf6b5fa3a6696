//! Labels that begin as somebody has typed, for the fields whose metadata name these addresses.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/1.0/labels/suggest` | sign-in | of issues that the caller sees |
//! | `GET /rest/api/1.0/labels/{issueId}/suggest` | BROWSE_PROJECTS | without those that the issue has |
//!
//! Quirks: none.

use base::guard;
use base::http::{Json, Path, Query};
use base::route::{Needs, Routes};
use base::{Cx, Result, text};
use model::permission::may::BrowseProjects;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::autocomplete::labels_beginning;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("search/label")
        .get("/rest/api/1.0/labels/suggest", Needs::SignIn, suggest)
        .get(
            "/rest/api/1.0/labels/{issueId}/suggest",
            Needs::Issue("BROWSE_PROJECTS"),
            suggest_for,
        )
}

/// What somebody has typed.
#[derive(Deserialize, JsonSchema)]
struct Written {
    query: Option<String>,
}

/// What fits.
#[derive(JsonSchema, Serialize)]
struct Suggested {
    token: String,
    suggestions: Vec<Suggestion>,
}

/// A label, and the same with what was typed set strong.
#[derive(JsonSchema, Serialize)]
struct Suggestion {
    label: String,
    html: String,
}

async fn suggest(cx: Cx, Query(written): Query<Written>) -> Result<Json<Suggested>> {
    cx.signed_in()?;
    let mut tx = cx.read().await?;
    let typed = written.query.unwrap_or_default();
    let labels = labels_beginning(&cx, &mut tx, &typed, None).await?;
    Ok(Json(suggested(typed, labels)))
}

async fn suggest_for(
    cx: Cx,
    Path(issue): Path<String>,
    Query(written): Query<Written>,
) -> Result<Json<Suggested>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let typed = written.query.unwrap_or_default();
    let labels = labels_beginning(&cx, &mut tx, &typed, Some(issue.id)).await?;
    Ok(Json(suggested(typed, labels)))
}

fn suggested(typed: String, labels: Vec<String>) -> Suggested {
    let suggestions = labels.into_iter().map(|label| Suggestion {
        html: text::highlight(&label, &typed),
        label,
    });
    Suggested {
        suggestions: suggestions.collect(),
        token: typed,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use testkit::TestApp;

    #[tokio::test]
    async fn labels_of_issues_one_sees_are_suggested() {
        let app = TestApp::new().await;
        let admin = app.admin();
        let project =
            json!({ "key": "LAB", "name": "Lab", "projectTypeKey": "software", "lead": "admin" });
        admin.post("/rest/api/2/project", project).await.expect(201);
        for labels in [json!(["open", "Other"]), json!(["open", "opera&a"])] {
            let new = json!({ "fields": {
                "project": { "key": "LAB" }, "issuetype": { "name": "Task" }, "summary": "x", "labels": labels,
            } });
            admin.post("/rest/api/2/issue", new).await.expect(201);
        }
        let all = admin
            .get("/rest/api/1.0/labels/suggest?query=OP")
            .await
            .expect(200);
        let expected = json!({ "token": "OP", "suggestions": [
            { "label": "open", "html": "<strong>op</strong>en" },
            { "label": "opera&a", "html": "<strong>op</strong>era&amp;a" },
        ] });
        assert_eq!(all, expected);
        let others = admin
            .get("/rest/api/1.0/labels/LAB-1/suggest?query=op")
            .await
            .expect(200);
        assert_eq!(others["suggestions"][0]["label"], "opera&a");
        assert_eq!(others["suggestions"][1], json!(null));

        let nobody = app.anonymous();
        nobody
            .get("/rest/api/1.0/labels/suggest?query=op")
            .await
            .expect(401);
        admin
            .get("/rest/api/1.0/labels/LAB-9/suggest")
            .await
            .expect(404);
        app.done().await;
    }
}
