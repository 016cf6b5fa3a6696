use serde_json::json;
use testkit::{PASSWORD, TestApp};

const MYSELF: &str = "/rest/api/2/myself";

#[tokio::test]
async fn the_caller_as_the_reference_shows_them() {
    let app = TestApp::new().await;
    let myself = app.admin().get(MYSELF).await;
    let expected = json!({
        "self": "http://jira.test/rest/api/2/user?username=admin",
        "key": "JIRAUSER10000",
        "name": "admin",
        "emailAddress": "admin@example.com",
        "avatarUrls": {
            "48x48": "http://jira.test/secure/useravatar?ownerId=JIRAUSER10000",
            "24x24": "http://jira.test/secure/useravatar?size=small&ownerId=JIRAUSER10000",
            "16x16": "http://jira.test/secure/useravatar?size=xsmall&ownerId=JIRAUSER10000",
            "32x32": "http://jira.test/secure/useravatar?size=medium&ownerId=JIRAUSER10000",
        },
        "displayName": "Ada Admin",
        "active": true,
        "deleted": false,
        "timeZone": "Etc/UTC",
        "locale": "en_US",
        "groups": { "size": 2, "items": [] },
        "applicationRoles": { "size": 1, "items": [] },
        "expand": "groups,applicationRoles",
    });
    assert_eq!(myself.text, expected.to_string());
    let expanded = app
        .admin()
        .get("/rest/api/2/myself?expand=groups")
        .await
        .expect(200);
    assert_eq!(
        expanded["groups"]["items"][0]["name"],
        "jira-administrators"
    );
    assert_eq!(expanded["applicationRoles"]["items"], json!([]));
    app.anonymous().get(MYSELF).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn users_change_what_is_theirs() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let edit = json!({ "displayName": "Fred F", "emailAddress": "f@x", "name": "boss", "password": PASSWORD });
    let changed = fred.put(MYSELF, edit).await.expect(200);
    assert_eq!(changed["displayName"], "Fred F");
    assert_eq!(changed["emailAddress"], "f@x");
    assert_eq!(changed["name"], "fred");
    for password in [json!(null), json!("wrong")] {
        let refused = fred
            .put(MYSELF, json!({ "displayName": "x", "password": password }))
            .await;
        assert_eq!(refused.error("password"), "The password is not right.");
        refused.expect(400);
    }
    let refused = fred
        .put(
            MYSELF,
            json!({ "displayName": "", "emailAddress": "x", "password": PASSWORD }),
        )
        .await;
    assert_eq!(refused.error("fullname"), "You must specify a full name.");
    assert_eq!(
        refused.error("email"),
        "You must specify a valid email address."
    );
    assert_eq!(fred.get(MYSELF).await.expect(200)["displayName"], "Fred F");
    app.anonymous().put(MYSELF, json!({})).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn users_change_their_password() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let path = "/rest/api/2/myself/password";
    for body in [
        json!({ "password": "new" }),
        json!({ "password": "new", "currentPassword": "wrong" }),
        json!({ "currentPassword": PASSWORD }),
        json!({ "password": "a".repeat(129), "currentPassword": PASSWORD }),
    ] {
        fred.put(path, body).await.expect(400);
    }
    let body = json!({ "password": "new", "currentPassword": PASSWORD });
    let changed = fred.put(path, body.clone()).await;
    assert_eq!((changed.status, changed.text.as_str()), (204, ""));
    fred.get(MYSELF).await.expect(401);
    app.client("fred", "new").get(MYSELF).await.expect(200);
    app.anonymous().put(path, body).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn guessing_the_current_password_is_slowed_down() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let body = json!({ "password": "new", "currentPassword": "wrong" });
    for _ in 0..10 {
        fred.put("/rest/api/2/myself/password", body.clone())
            .await
            .expect(400);
    }
    fred.put("/rest/api/2/myself/password", body)
        .await
        .expect(429);
    app.done().await;
}
