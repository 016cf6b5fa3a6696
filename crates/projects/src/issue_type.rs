//! Issue types.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issuetype` | sign-in, or a project open to anyone | |
//! | `GET /rest/api/2/issuetype/{id}` | the same | |
//!
//! Every type is used in every project, so who sees one project sees them all. Quirks: none.

use base::http::{Json, Path};
use base::route::{Needs, Routes};
use base::{Cx, Result, messages};
use model::IssueTypeId;

use crate::catalog::{self, IssueTypeShort, catalog};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("projects/issue_type")
        .get("/rest/api/2/issuetype", Needs::SignIn, list)
        .get("/rest/api/2/issuetype/{id}", Needs::SignIn, get)
}

async fn list(cx: Cx) -> Result<Json<Vec<IssueTypeShort>>> {
    catalog::may_see(&cx)?;
    let catalog = catalog(&cx, &mut cx.read().await?).await?;
    Ok(Json(
        catalog
            .issue_types
            .iter()
            .map(|known| known.short(cx.urls()))
            .collect(),
    ))
}

async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<IssueTypeShort>> {
    catalog::may_see(&cx)?;
    let catalog = catalog(&cx, &mut cx.read().await?).await?;
    catalog
        .issue_types
        .iter()
        .find(|known| Some(known.id) == IssueTypeId::parse(&id))
        .map(|known| Json(known.short(cx.urls())))
        .ok_or_else(|| messages::no_such_issue_type(&id))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use testkit::TestApp;

    #[tokio::test]
    async fn types_are_listed_in_the_order_and_shape_of_the_reference() {
        let app = TestApp::new().await;
        let fred = app.member("fred").await;
        let types = fred.get("/rest/api/2/issuetype").await.expect(200);
        let names: Vec<_> = types
            .as_array()
            .unwrap()
            .iter()
            .map(|known| known["name"].clone())
            .collect();
        assert_eq!(names, ["Task", "Sub-task", "Story", "Bug", "Epic"]);
        let reply = fred.get("/rest/api/2/issuetype/10004").await;
        let keys: Vec<_> = reply.body.as_object().unwrap().keys().cloned().collect();
        assert_eq!(
            keys,
            ["self", "id", "description", "iconUrl", "name", "subtask"]
        );
        let bug = reply.expect(200);
        assert_eq!(
            (&bug["name"], &bug["subtask"]),
            (&json!("Bug"), &json!(false))
        );
        app.done().await;
    }

    #[tokio::test]
    async fn unknown_ids_lead_nowhere_and_nobody_must_sign_in() {
        let app = TestApp::new().await;
        for id in ["1", "abc", "-1", "99999999999999999999"] {
            let reply = app
                .admin()
                .get(&format!("/rest/api/2/issuetype/{id}"))
                .await;
            assert_eq!(reply.status, 404, "{id}");
        }
        app.anonymous()
            .get("/rest/api/2/issuetype")
            .await
            .expect(401);
        app.anonymous()
            .get("/rest/api/2/issuetype/10004")
            .await
            .expect(401);
        app.done().await;
    }

    #[tokio::test]
    async fn whoever_sees_a_public_project_sees_the_types() {
        let app = TestApp::new().await;
        app.project("OPS").await;
        let grant = json!({"holder": {"type": "anyone"}, "permission": "BROWSE_PROJECTS"});
        app.admin()
            .post("/rest/api/2/permissionscheme/0/permission", grant)
            .await
            .expect(201);
        app.anonymous()
            .get("/rest/api/2/issuetype")
            .await
            .expect(200);
        app.done().await;
    }
}
