//! The types a project can have. They are fixed, and change nothing but what clients show.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/project/type` | sign-in | |
//! | `GET /rest/api/2/project/type/{projectTypeKey}` | sign-in | |
//! | `GET /rest/api/2/project/type/{projectTypeKey}/accessible` | sign-in | all are |
//!
//! Quirks: none.

use base::http::{Json, Path};
use base::page::field::Choice;
use base::route::{Needs, Routes};
use base::{Cx, Result, messages};
use schemars::JsonSchema;
use serde::Serialize;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ONE: &str = "/rest/api/2/project/type/{projectTypeKey}";
    Routes::of("projects/project_type")
        .get("/rest/api/2/project/type", Needs::SignIn, list)
        .get(ONE, Needs::SignIn, get)
        .get(
            "/rest/api/2/project/type/{projectTypeKey}/accessible",
            Needs::SignIn,
            get,
        )
}

/// Returns the key of the type, if there is such a type.
#[must_use]
pub fn find(key: &str) -> Option<&'static str> {
    TYPES
        .iter()
        .find(|known| known.key == key)
        .map(|known| known.key)
}

/// Returns the types as a form offers them.
#[must_use]
pub fn choices() -> Vec<Choice> {
    TYPES
        .iter()
        .map(|known| Choice::new(known.key, known.formatted_key))
        .collect()
}

/// A type of projects; the icon is an SVG in base64.
#[derive(Clone, Copy, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct ProjectType {
    key: &'static str,
    formatted_key: &'static str,
    #[serde(rename = "descriptionI18nKey")]
    description_key: &'static str,
    icon: &'static str,
    color: &'static str,
}

const TYPES: [ProjectType; 2] = [
    ProjectType {
        key: "business",
        formatted_key: "Business",
        description_key: "jira.project.type.business.description",
        icon: "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAzMiAzMiI+\
               PGNpcmNsZSBjeD0iMTYiIGN5PSIxNiIgcj0iMTYiIGZpbGw9IiMxZDZmNDIiLz48L3N2Zz4=",
        color: "#1d6f42",
    },
    ProjectType {
        key: "software",
        formatted_key: "Software",
        description_key: "jira.project.type.software.description",
        icon: "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAzMiAzMiI+\
               PGNpcmNsZSBjeD0iMTYiIGN5PSIxNiIgcj0iMTYiIGZpbGw9IiMxNDUzOWEiLz48L3N2Zz4=",
        color: "#14539a",
    },
];

async fn list(cx: Cx) -> Result<Json<[ProjectType; 2]>> {
    cx.signed_in()?;
    Ok(Json(TYPES))
}

async fn get(cx: Cx, Path(key): Path<String>) -> Result<Json<ProjectType>> {
    cx.signed_in()?;
    TYPES
        .into_iter()
        .find(|known| known.key == key)
        .map(Json)
        .ok_or_else(|| messages::no_such_project_type(&key))
}

#[cfg(test)]
mod tests {
    use testkit::TestApp;

    #[tokio::test]
    async fn there_are_two_types() {
        let app = TestApp::new().await;
        let fred = app.member("fred").await;
        let types = fred.get("/rest/api/2/project/type").await.expect(200);
        assert_eq!(types[0]["key"], "business");
        assert_eq!(types[1]["formattedKey"], "Software");
        let path = "/rest/api/2/project/type/software";
        assert_eq!(fred.get(path).await.expect(200), types[1]);
        fred.get(&format!("{path}/accessible")).await.expect(200);
        fred.get("/rest/api/2/project/type/other").await.expect(404);
        app.anonymous().get(path).await.expect(401);
        app.anonymous()
            .get("/rest/api/2/project/type")
            .await
            .expect(401);
        app.done().await;
    }
}
