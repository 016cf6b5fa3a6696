use serde_json::json;
use testkit::TestApp;

use crate::tests::{hide, members, revoke};

const ONE: &str = "/rest/api/2/issue/OPS-1";
const PATH: &str = "/rest/api/2/issue/OPS-1/votes";

async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "wanted").await;
    app
}

#[tokio::test]
async fn one_votes_once_and_takes_it_back() {
    let app = world().await;
    let (fred, wilma) = (app.member("fred").await, app.member("wilma").await);
    let updated = fred.get(ONE).await.expect(200)["fields"]["updated"].clone();
    app.advance(60);
    // Clients send a JSON content type with nothing.
    fred.raw(
        "POST",
        PATH,
        &[("content-type", "application/json")],
        Vec::new(),
    )
    .await
    .expect(204);
    fred.raw("POST", PATH, &[], Vec::new()).await.expect(204);
    app.advance(1);
    wilma.raw("POST", PATH, &[], Vec::new()).await.expect(204);
    let votes = fred.get(PATH).await.expect(200);
    assert_eq!(members(&votes), ["self", "votes", "hasVoted", "voters"]);
    assert_eq!(
        votes["self"],
        "http://jira.test/rest/api/2/issue/OPS-1/votes"
    );
    assert_eq!(
        (&votes["votes"], &votes["hasVoted"]),
        (&json!(2), &json!(true))
    );
    assert_eq!(votes["voters"][0]["name"], "fred");
    assert_eq!(votes["voters"][1]["name"], "wilma");
    let issue = app.admin().get(ONE).await.expect(200);
    assert_eq!(
        issue["fields"]["votes"],
        json!({ "self": "http://jira.test/rest/api/2/issue/OPS-1/votes", "votes": 2, "hasVoted": false })
    );
    assert_eq!(issue["fields"]["updated"], updated);
    fred.delete(PATH).await.expect(204);
    fred.delete(PATH).await.expect(204);
    let votes = fred.get(PATH).await.expect(200);
    assert_eq!(
        (&votes["votes"], &votes["hasVoted"]),
        (&json!(1), &json!(false))
    );
    app.done().await;
}

#[tokio::test]
async fn some_have_no_say() {
    let app = world().await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let before = app.fingerprint().await;
    for method in ["POST", "DELETE"] {
        let reply = admin.raw(method, PATH, &[], Vec::new()).await;
        assert_eq!(
            reply.messages(),
            "You cannot vote for an issue you have reported."
        );
        reply.expect(404);
        app.anonymous()
            .raw(method, PATH, &[], Vec::new())
            .await
            .expect(401);
        fred.raw(method, "/rest/api/2/issue/OPS-7/votes", &[], Vec::new())
            .await
            .expect(404);
    }
    app.anonymous().get(PATH).await.expect(401);
    assert_eq!(app.fingerprint().await, before);
    fred.raw("POST", PATH, &[], Vec::new()).await.expect(204);
    let done = json!({ "transition": { "id": "31" } });
    admin
        .post(&format!("{ONE}/transitions"), done)
        .await
        .expect(204);
    for method in ["POST", "DELETE"] {
        let reply = fred.raw(method, PATH, &[], Vec::new()).await;
        assert_eq!(
            reply.messages(),
            "You cannot vote or change your vote on resolved issues."
        );
        reply.expect(404);
    }
    assert_eq!(fred.get(PATH).await.expect(200)["votes"], 1);
    hide(&app).await;
    fred.get(PATH).await.expect(404);
    fred.raw("POST", PATH, &[], Vec::new()).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn names_are_for_those_who_may_view_them() {
    let app = world().await;
    let fred = app.member("fred").await;
    fred.raw("POST", PATH, &[], Vec::new()).await.expect(204);
    revoke(&app, "VIEW_VOTERS_AND_WATCHERS").await;
    let votes = fred.get(PATH).await.expect(200);
    assert_eq!((&votes["votes"], &votes["voters"]), (&json!(1), &json!([])));
    assert_eq!(votes["hasVoted"], true);
    app.done().await;
}
