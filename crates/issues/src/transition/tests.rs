use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::tests::{hide, history, members, revoke};

const ONE: &str = "/rest/api/2/issue/OPS-1";
const PATH: &str = "/rest/api/2/issue/OPS-1/transitions";

async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "moving").await;
    app
}

async fn fields(client: &Client) -> Value {
    client.get(ONE).await.expect(200)["fields"].clone()
}

async fn take(client: &Client, id: &str) {
    client
        .post(PATH, json!({ "transition": { "id": id } }))
        .await
        .expect(204);
}

#[tokio::test]
async fn the_steps_of_the_default_workflow() {
    let app = world().await;
    let fred = app.member("fred").await;
    let list = fred.get(PATH).await.expect(200);
    assert_eq!(members(&list), ["expand", "transitions"]);
    assert_eq!(list["expand"], "transitions");
    let steps = list["transitions"].as_array().unwrap();
    let ids: Vec<&Value> = steps.iter().map(|step| &step["id"]).collect();
    assert_eq!(ids, ["11", "21", "31"]);
    assert_eq!(members(&steps[2]), ["id", "name", "to"]);
    assert_eq!(
        steps[2]["to"]["statusCategory"],
        json!({
            "self": "http://jira.test/rest/api/2/statuscategory/3",
            "id": 3, "key": "done", "colorName": "green", "name": "Done",
        })
    );
    let one = fred
        .get(&format!("{PATH}?transitionId=31&expand=transitions.fields"))
        .await
        .expect(200);
    assert_eq!(one["transitions"].as_array().unwrap().len(), 1);
    assert_eq!(one["transitions"][0]["fields"], json!({}));
    let none = fred.get(&format!("{PATH}?transitionId=x")).await;
    assert_eq!(none.expect(200)["transitions"], json!([]));
    let issue = fred.get(&format!("{ONE}?expand=transitions")).await;
    assert_eq!(issue.expect(200)["transitions"], list["transitions"]);
    app.done().await;
}

#[tokio::test]
async fn done_sets_a_resolution_and_going_back_takes_it_away() {
    let app = world().await;
    let fred = app.member("fred").await;
    app.advance(60);
    take(&fred, "31").await;
    let done = fields(&fred).await;
    assert_eq!(done["status"]["name"], "Done");
    assert_eq!(
        done["resolution"],
        json!({
            "self": "http://jira.test/rest/api/2/resolution/10000",
            "id": "10000",
            "description": done["resolution"]["description"],
            "name": "Done",
        })
    );
    assert_eq!(done["resolutiondate"], "2024-03-01T12:01:00.000+0000");
    assert_eq!(done["updated"], "2024-03-01T12:01:00.000+0000");
    let issue = fred
        .get(&format!("{ONE}?expand=changelog"))
        .await
        .expect(200);
    assert_eq!(
        issue["changelog"]["histories"][0]["items"],
        json!([
            { "field": "resolution", "fieldtype": "jira", "from": null, "fromString": null,
              "to": "10000", "toString": "Done" },
            { "field": "status", "fieldtype": "jira", "from": "10000", "fromString": "To Do",
              "to": "10001", "toString": "Done" },
        ])
    );
    // The same step again changes nothing.
    app.advance(60);
    take(&fred, "31").await;
    let again = fields(&fred).await;
    assert_eq!(again["resolutiondate"], "2024-03-01T12:01:00.000+0000");
    assert_eq!(again["updated"], "2024-03-01T12:01:00.000+0000");
    assert_eq!(history(&app, "OPS-1").await.len(), 1);

    take(&fred, "11").await;
    let back = fields(&fred).await;
    assert_eq!(back["status"]["name"], "To Do");
    assert_eq!(back["resolution"], Value::Null);
    assert_eq!(back["resolutiondate"], Value::Null);
    assert_eq!(history(&app, "OPS-1").await[1], ["resolution", "status"]);
    take(&fred, "21").await;
    assert_eq!(history(&app, "OPS-1").await[2], ["status"]);
    app.done().await;
}

#[tokio::test]
async fn a_step_with_fields_and_a_comment() {
    let app = world().await;
    let fred = app.member("fred").await;
    let body = json!({
        "transition": { "id": 31, "name": "ignored" },
        "fields": { "resolution": { "name": "won't do" }, "assignee": { "name": "fred" } },
        "update": { "comment": [{ "add": { "body": "no" } }] },
        "historyMetadata": {},
    });
    fred.post(PATH, body).await.expect(204);
    let fields = fields(&fred).await;
    assert_eq!(fields["resolution"]["id"], "10001");
    assert_eq!(fields["assignee"]["name"], "fred");
    assert_eq!(fields["comment"]["comments"][0]["body"], "no");
    app.done().await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_as_a_whole() {
    let app = world().await;
    let fred = app.member("fred").await;
    for body in [
        json!({}),
        json!({ "transition": {} }),
        json!({ "transition": null }),
        json!({ "transition": { "id": null } }),
    ] {
        let reply = fred.post(PATH, body).await;
        assert_eq!(reply.status, 400);
        assert_eq!(reply.messages(), "Missing 'transition' identifier");
    }
    for id in [json!("7"), json!(7), json!("x"), json!("031"), json!("")] {
        let reply = fred.post(PATH, json!({ "transition": { "id": id } })).await;
        assert_eq!(reply.status, 400, "{id}");
        assert!(reply.messages().contains("not available"), "{}", reply.text);
    }
    for (id, fields, field) in [
        (
            "31",
            json!({ "resolution": { "name": "none" } }),
            "resolution",
        ),
        ("31", json!({ "resolution": null }), "resolution"),
        (
            "21",
            json!({ "resolution": { "name": "Done" } }),
            "resolution",
        ),
        ("31", json!({ "summary": "x" }), "summary"),
        ("31", json!({ "labels": ["x"] }), "labels"),
        ("31", json!({ "nonsense": 1 }), "nonsense"),
        ("31", json!({ "assignee": { "name": "none" } }), "assignee"),
    ] {
        let body = json!({ "transition": { "id": id }, "fields": fields });
        let reply = fred.post(PATH, body).await;
        assert_eq!(reply.status, 400, "{fields}");
        assert!(!reply.error(field).is_empty(), "{fields}: {}", reply.text);
    }
    let blank = json!({ "transition": { "id": "31" }, "update": { "comment": [{ "add": { "body": "" } }] } });
    fred.post(PATH, blank).await.expect(400);
    assert_eq!(fields(&fred).await["status"]["name"], "To Do");
    assert_eq!(history(&app, "OPS-1").await.len(), 0);
    app.done().await;
}

#[tokio::test]
async fn who_may_not() {
    let app = world().await;
    let fred = app.member("fred").await;
    let body = json!({ "transition": { "id": "31" } });
    app.anonymous().get(PATH).await.expect(401);
    app.anonymous().post(PATH, body.clone()).await.expect(401);
    revoke(&app, "TRANSITION_ISSUES").await;
    assert_eq!(
        fred.get(PATH).await.expect(200),
        json!({ "expand": "transitions", "transitions": [] })
    );
    let reply = fred.post(PATH, body.clone()).await;
    assert_eq!(reply.status, 403);
    assert!(reply.messages().contains("'Transition Issues'"));
    hide(&app).await;
    fred.get(PATH).await.expect(404);
    fred.post(PATH, body).await.expect(404);
    app.done().await;
}
