use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::tests::{configure, hide, history, members, revoke};

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

/// Puts OPS under the system's own workflow.
async fn classic(app: &TestApp) {
    configure(
        app,
        &[
            "update project set workflow_scheme_id = 0",
            "update issue set status_id = 1",
        ],
    )
    .await;
}

async fn ids(client: &Client) -> Vec<String> {
    let list = client.get(PATH).await.expect(200);
    let list = list["transitions"].as_array().unwrap().iter();
    list.map(|step| step["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn conditions_say_who_may_take_a_step() {
    let app = world().await;
    classic(&app).await;
    let (fred, gina) = (app.member("fred").await, app.member("gina").await);
    // Only the assignee starts progress.
    assert_eq!(ids(&fred).await, ["5", "2"]);
    let body = json!({ "transition": { "id": "4" } });
    let reply = fred.post(PATH, body).await;
    assert!(reply.messages().contains("not available"), "{}", reply.text);
    reply.expect(400);
    let path = format!("{ONE}/assignee");
    fred.put(&path, json!({ "name": "fred" })).await.expect(204);
    assert_eq!(ids(&fred).await, ["4", "5", "2"]);
    assert_eq!(ids(&gina).await, ["5", "2"]);
    let issue = fred.get(&format!("{ONE}?expand=transitions")).await;
    let issue = issue.expect(200);
    assert_eq!(issue["transitions"].as_array().unwrap().len(), 3);
    take(&fred, "4").await;
    assert_eq!(fields(&fred).await["status"]["id"], "3");
    assert_eq!(ids(&fred).await, ["301", "5", "2"]);
    // Who may not resolve issues is not offered to.
    revoke(&app, "RESOLVE_ISSUES").await;
    assert_eq!(ids(&fred).await, ["301"]);
    let body = json!({ "transition": { "id": "5" } });
    fred.post(PATH, body).await.expect(400);
    app.done().await;
}

#[tokio::test]
async fn what_a_status_forbids_and_its_types_follow() {
    let app = world().await;
    classic(&app).await;
    let fred = app.member("fred").await;
    // Another type has the same workflow here, so that it can be had.
    let body = json!({ "fields": { "issuetype": { "name": "Bug" } } });
    fred.put(ONE, body.clone()).await.expect(204);
    configure(
        &app,
        &[
            "insert into workflow_scheme_type (scheme_id, is_draft, issue_type_id, workflow_id)
           values (0, false, 10002, 10000)",
        ],
    )
    .await;
    let back = json!({ "fields": { "issuetype": { "name": "Task" } } });
    let reply = fred.put(ONE, back).await;
    assert!(!reply.error("issuetype").is_empty());
    reply.expect(400);
    let meta = fred.get(&format!("{ONE}/editmeta")).await.expect(200);
    let types = meta["fields"]["issuetype"]["allowedValues"]
        .as_array()
        .unwrap();
    assert!(types.iter().all(|one| one["name"] != "Task"));
    let made = fred
        .post("/rest/api/2/issue", crate::tests::task(json!({})))
        .await;
    let made = made.expect(201);
    let task = format!("/rest/api/2/issue/{}", made["key"].as_str().unwrap());
    let task = fred.get(&task).await.expect(200);
    assert_eq!(task["fields"]["status"]["name"], "To Do");
    let statuses = fred
        .get("/rest/api/2/project/OPS/statuses")
        .await
        .expect(200);
    let n_statuses = |name: &str| {
        let all = statuses.as_array().unwrap();
        let of = all.iter().find(|one| one["name"] == name).unwrap();
        of["statuses"].as_array().unwrap().len()
    };
    assert_eq!((n_statuses("Task"), n_statuses("Bug")), (3, 5));

    // Nothing is edited in Closed.
    configure(&app, &["update issue set status_id = 6 where number = 1"]).await;
    let reply = fred.put(ONE, json!({ "fields": { "summary": "x" } })).await;
    assert_eq!(
        reply.messages(),
        "Issues in the status 'Closed' cannot be edited."
    );
    reply.expect(400);
    let path = format!("{ONE}/assignee");
    fred.put(&path, json!({ "name": "fred" })).await.expect(400);
    let meta = fred.get(&format!("{ONE}/editmeta")).await.expect(200);
    assert_eq!(meta["fields"], json!({}));
    take(&fred, "3").await;
    assert_eq!(fields(&fred).await["status"]["name"], "Reopened");
    fred.put(ONE, json!({ "fields": { "summary": "x" } }))
        .await
        .expect(204);
    app.done().await;
}

#[tokio::test]
async fn post_functions_set_resolution_and_assignee() {
    let app = world().await;
    let fred = app.member("fred").await;
    configure(
        &app,
        &[
            "insert into workflow_rule (id, workflow_id, number, kind, rule, argument) values
             (900, 10000, 21, 'function', 'assign', 'caller'),
             (901, 10000, 31, 'function', 'assign', 'nobody'),
             (902, 10000, 11, 'function', 'of-the-future', ''),
             (903, 10000, 11, 'condition', 'in-role', '10002')",
        ],
    )
    .await;
    // A role's condition: only administrators of the project go back.
    assert_eq!(ids(&fred).await, ["21", "31"]);
    assert_eq!(ids(&app.admin()).await, ["11", "21", "31"]);
    take(&fred, "21").await;
    assert_eq!(fields(&fred).await["assignee"]["name"], "fred");
    take(&fred, "31").await;
    let done = fields(&fred).await;
    assert_eq!(done["assignee"], Value::Null);
    assert_eq!(done["resolution"]["name"], "Done");
    // A condition that is not known holds for nobody.
    configure(
        &app,
        &[
            "insert into workflow_rule (id, workflow_id, number, kind, rule, argument)
           values (904, 10000, 21, 'condition', 'of-the-future', '')",
        ],
    )
    .await;
    assert_eq!(ids(&app.admin()).await, ["11", "31"]);
    app.done().await;
}

#[tokio::test]
async fn a_screen_says_what_a_step_takes() {
    let app = world().await;
    classic(&app).await;
    let fred = app.member("fred").await;
    let path = format!("{PATH}?transitionId=5&expand=transitions.fields");
    let list = fred.get(&path).await.expect(200);
    let step = &list["transitions"][0];
    assert_eq!(members(step), ["id", "name", "to", "fields"]);
    assert_eq!(
        members(&step["fields"]),
        ["resolution", "fixVersions", "assignee", "worklog"]
    );
    let resolution = &step["fields"]["resolution"];
    assert_eq!(resolution["required"], true);
    assert_eq!(resolution["operations"], json!(["set"]));
    assert_eq!(resolution["allowedValues"].as_array().unwrap().len(), 4);
    for (fields, field) in [
        (json!({ "summary": "x" }), "summary"),
        (json!({ "issuetype": { "name": "Bug" } }), "issuetype"),
        (json!({ "resolution": null }), "resolution"),
        (json!({ "resolution": { "name": "none" } }), "resolution"),
        (
            json!({ "fixVersions": [{ "name": "none" }] }),
            "fixVersions",
        ),
        (json!({ "assignee": { "name": "none" } }), "assignee"),
    ] {
        let body = json!({ "transition": { "id": "5" }, "fields": fields });
        let reply = fred.post(PATH, body).await;
        assert!(!reply.error(field).is_empty(), "{fields}: {}", reply.text);
        reply.expect(400);
    }
    assert_eq!(history(&app, "OPS-1").await.len(), 0);
    let version = json!({ "name": "1.0", "project": "OPS" });
    let admin = app.admin();
    admin.post("/rest/api/2/version", version).await.expect(201);
    let body = json!({
        "transition": { "id": "5" },
        "fields": { "assignee": { "name": "fred" }, "fixVersions": [{ "name": "1.0" }] },
        "update": { "worklog": [{ "add": { "timeSpent": "1h" } }], "comment": [{ "add": { "body": "so" } }] },
    });
    fred.post(PATH, body).await.expect(204);
    let done = fields(&fred).await;
    assert_eq!(done["status"]["name"], "Resolved");
    // Nobody named one: it is the usual one.
    assert_eq!(done["resolution"]["name"], "Done");
    assert_eq!(done["fixVersions"][0]["name"], "1.0");
    assert_eq!(done["assignee"]["name"], "fred");
    assert_eq!(done["timespent"], 3600);
    assert_eq!(done["comment"]["total"], 1);
    // Closing has the other screen: it takes an assignee, and keeps the resolution.
    let body = json!({ "transition": { "id": "701" }, "fields": { "resolution": { "name": "Duplicate" } } });
    fred.post(PATH, body).await.expect(400);
    let body = json!({ "transition": { "id": "701" }, "fields": { "assignee": null } });
    fred.post(PATH, body).await.expect(204);
    let closed = fields(&fred).await;
    assert_eq!(closed["resolution"]["name"], "Done");
    assert_eq!(closed["assignee"], Value::Null);
    app.done().await;
}

#[tokio::test]
async fn properties_say_which_resolutions_a_step_takes() {
    let app = world().await;
    configure(
        &app,
        &[
            "update workflow_transition set screen_id = 3 where workflow_id = 10000 and number = 31",
            "delete from workflow_rule where workflow_id = 10000 and number = 31",
        ],
    )
    .await;
    let admin = app.admin();
    let path = |key: &str| {
        format!(
            "/rest/api/2/workflow/transitions/31/properties?workflowName=Software%20Simplified%20Workflow&key=jira.field.resolution.{key}"
        )
    };
    let body = json!({ "value": "10001, 10002" });
    admin.post(&path("include"), body).await.expect(200);
    let body = json!({ "value": "10002" });
    admin.post(&path("exclude"), body).await.expect(200);
    let fred = app.member("fred").await;
    let list = fred
        .get(&format!("{PATH}?transitionId=31&expand=transitions.fields"))
        .await
        .expect(200);
    let offered = &list["transitions"][0]["fields"]["resolution"]["allowedValues"];
    assert_eq!(offered.as_array().unwrap().len(), 1);
    assert_eq!(offered[0]["id"], "10001");
    for fields in [json!({}), json!({ "resolution": { "id": "10002" } })] {
        let body = json!({ "transition": { "id": "31" }, "fields": fields });
        let reply = fred.post(PATH, body).await;
        assert!(!reply.error("resolution").is_empty());
        reply.expect(400);
    }
    let body =
        json!({ "transition": { "id": "31" }, "fields": { "resolution": { "id": "10001" } } });
    fred.post(PATH, body).await.expect(204);
    assert_eq!(fields(&fred).await["resolution"]["id"], "10001");
    app.done().await;
}
