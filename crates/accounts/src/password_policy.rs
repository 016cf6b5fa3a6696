//! What a password must be like: anything of a length that can be stored.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /password/policy` | none | sentences, none without a policy |
//! | `POST /password/policy/createUser` | none | what is wrong with `password` |
//! | `POST /password/policy/updateUser` | none | what is wrong with `newPassword` |
//!
//! No user is looked up here, so nobody learns who there is.

use base::http::{Body, Json, Query};
use base::route::{Needs, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::user::rules::refuse_password;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("accounts/password_policy")
        .get("/rest/api/2/password/policy", Needs::Nothing, get)
        .post(
            "/rest/api/2/password/policy/createUser",
            Needs::Nothing,
            check_new,
        )
        .post(
            "/rest/api/2/password/policy/updateUser",
            Needs::Nothing,
            check_update,
        )
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Asked {
    #[serde(default, rename = "hasOldPassword")]
    _has_old_password: bool,
}

#[derive(Deserialize, JsonSchema)]
struct New {
    password: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Update {
    new_password: Option<String>,
}

async fn get(_: Query<Asked>) -> Json<[String; 0]> {
    Json([])
}

async fn check_new(Body(new): Body<New>) -> Json<Vec<String>> {
    Json(reasons(new.password.as_deref()))
}

async fn check_update(Body(update): Body<Update>) -> Json<Vec<String>> {
    Json(reasons(update.new_password.as_deref()))
}

fn reasons(password: Option<&str>) -> Vec<String> {
    refuse_password(password.unwrap_or_default())
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use testkit::TestApp;

    #[tokio::test]
    async fn only_the_length_matters() {
        let app = TestApp::new().await;
        let nobody = app.anonymous();
        let policy = nobody
            .get("/rest/api/2/password/policy?hasOldPassword=true")
            .await;
        assert_eq!(policy.expect(200), json!([]));
        for (path, member) in [("createUser", "password"), ("updateUser", "newPassword")] {
            let path = format!("/rest/api/2/password/policy/{path}");
            let check = async |password: &str| {
                let body = json!({ "username": "fred", member: password });
                nobody.post(&path, body).await.expect(200)
            };
            assert_eq!(check("x").await, json!([]));
            assert_eq!(check(&"ä".repeat(128)).await, json!([]));
            assert_eq!(
                check(&"ä".repeat(129)).await,
                json!(["A password must not be longer than 128 characters."])
            );
            assert_eq!(check("").await, json!(["You must specify a password."]));
        }
        app.done().await;
    }
}
