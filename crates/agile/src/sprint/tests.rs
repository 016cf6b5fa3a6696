use serde_json::{Value, json};
use testkit::TestApp;

use crate::tests::{
    AGILE, board, board_of, configure, fill, filter, hide, issue_of, keys, last_change, members,
    private_filter, revoke, sprint, start,
};

const SPRINT: &str = "/rest/agile/1.0/sprint";

async fn world() -> (TestApp, i64) {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let id = board(&app, "OPS").await;
    (app, id)
}

#[tokio::test]
async fn a_sprint_is_planned_started_and_closed() {
    let (app, board) = world().await;
    let admin = app.admin();
    let given = json!({
        "name": "  Sprint 1 ", "originBoardId": board, "goal": "all of it",
        "startDate": "2015-04-11T15:22:00.000+10:00", "endDate": "2015-04-20T01:22:00.000+10:00",
    });
    let made = admin.post(SPRINT, given).await.expect(201);
    let mut expected = json!({
        "id": 1, "self": "http://jira.test/rest/agile/1.0/sprint/1", "state": "future",
        "name": "Sprint 1", "startDate": "2015-04-11T05:22:00.000Z",
        "endDate": "2015-04-19T15:22:00.000Z", "originBoardId": board, "goal": "all of it",
        "synced": false, "autoStartStop": false,
    });
    assert_eq!(made, expected);
    assert_eq!(
        members(&made)[..7],
        [
            "id",
            "self",
            "state",
            "name",
            "startDate",
            "endDate",
            "originBoardId"
        ]
    );
    let path = format!("{SPRINT}/1");
    assert_eq!(admin.get(&path).await.expect(200), expected);
    app.advance(60);
    let started = admin
        .post(&path, json!({ "state": "active" }))
        .await
        .expect(200);
    expected["state"] = json!("active");
    expected["activatedDate"] = json!("2024-03-01T12:01:00.000Z");
    assert_eq!(started, expected);
    app.advance(60);
    let closed = admin
        .post(&path, json!({ "state": "closed" }))
        .await
        .expect(200);
    expected["state"] = json!("closed");
    expected["completeDate"] = json!("2024-03-01T12:02:00.000Z");
    assert_eq!(closed, expected);
    let refused = admin.post(&path, json!({ "name": "Other" })).await;
    assert_eq!(refused.status, 400);
    assert_eq!(
        refused.messages(),
        "A sprint that is closed cannot be changed."
    );
    admin.delete(&path).await.expect(400);
    app.done().await;
}

#[tokio::test]
async fn what_is_left_out_goes_or_stays() {
    let (app, board) = world().await;
    let admin = app.admin();
    let given = json!({
        "name": "One", "originBoardId": board, "goal": "g",
        "startDate": "2024-01-01T00:00:00.000+0000", "endDate": "2024-01-02T00:00:00Z",
    });
    admin.post(SPRINT, given).await.expect(201);
    let path = format!("{SPRINT}/1");
    let partly = admin
        .post(&path, json!({ "name": "Two" }))
        .await
        .expect(200);
    assert_eq!(
        (&partly["name"], &partly["goal"]),
        (&json!("Two"), &json!("g"))
    );
    assert_eq!(partly["endDate"], "2024-01-02T00:00:00.000Z");
    let partly = admin.post(&path, json!({ "goal": "" })).await.expect(200);
    assert!(partly.get("goal").is_none());
    let fully = admin
        .put(&path, json!({ "name": "Three", "state": "future" }))
        .await
        .expect(200);
    assert!(fully.get("startDate").is_none() && fully.get("endDate").is_none());
    let refused = admin.put(&path, json!({ "state": "future" })).await;
    assert_eq!(refused.status, 400);
    assert_ne!(refused.error("name"), "");
    app.done().await;
}

#[tokio::test]
async fn what_sprints_cannot_be() {
    let (app, board) = world().await;
    let admin = app.admin();
    let kanban = filter(&admin, "project = OPS").await;
    let kanban = board_of(&admin, "flow", "kanban", kanban).await;
    let before = app.fingerprint().await;
    let with = |name: &str, value: Value| {
        let mut given = json!({ "name": "One", "originBoardId": board });
        given[name] = value;
        given
    };
    for (given, field) in [
        (json!({ "name": "One" }), "originBoardId"),
        (with("name", json!(" ")), "name"),
        (with("name", json!("x".repeat(256))), "name"),
        (with("goal", json!("x".repeat(1001))), "goal"),
        (with("startDate", json!("tomorrow")), "startDate"),
        (with("endDate", json!("2024-02-30T00:00:00Z")), "endDate"),
        (with("autoStartStop", json!(true)), "autoStartStop"),
    ] {
        let refused = admin.post(SPRINT, given.clone()).await;
        assert_eq!(refused.status, 400, "{given}");
        assert_ne!(refused.error(field), "", "{given}: {}", refused.text);
    }
    let mut given = with("startDate", json!("2024-01-02T00:00:00Z"));
    given["endDate"] = json!("2024-01-01T00:00:00Z");
    assert_ne!(admin.post(SPRINT, given).await.error("endDate"), "");
    admin.post(SPRINT, with("name", json!(5))).await.expect(400);
    admin
        .post(SPRINT, with("name", json!("a\u{0}")))
        .await
        .expect(400);
    admin
        .post(SPRINT, with("originBoardId", json!(99)))
        .await
        .expect(404);
    let refused = admin
        .post(SPRINT, with("originBoardId", json!(kanban)))
        .await;
    assert_eq!(refused.messages(), "The board does not support sprints");
    assert_eq!(app.fingerprint().await, before);

    let path = format!("{SPRINT}/{}", sprint(&app, board, "One").await);
    for given in [
        json!({ "state": "closed" }),
        json!({ "state": "active" }),
        json!({ "state": "over" }),
        json!({ "state": "active", "startDate": "2024-01-01T00:00:00Z" }),
    ] {
        let refused = admin.post(&path, given.clone()).await;
        assert_eq!(refused.status, 400, "{given}");
        assert_ne!(refused.error("state"), "", "{given}");
    }
    start(&app, 1).await;
    admin
        .post(&path, json!({ "state": "future" }))
        .await
        .expect(400);
    admin.delete(&path).await.expect(400);
    app.done().await;
}

#[tokio::test]
async fn issues_move_in_and_out() {
    let (app, board) = world().await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    for n in 1..=3 {
        app.issue("OPS", &format!("task {n}")).await;
    }
    let subtask = json!({
        "project": { "key": "OPS" }, "issuetype": { "name": "Sub-task" }, "summary": "part",
        "parent": { "key": "OPS-1" },
    });
    issue_of(&app, subtask.clone()).await;
    let (one, two) = (
        sprint(&app, board, "One").await,
        sprint(&app, board, "Two").await,
    );
    app.advance(60);
    // By keys and ids, each once, and with sub-tasks.
    let path = format!("{SPRINT}/{one}/issue");
    let given = json!({ "issues": ["OPS-1", "10000", "OPS-2"] });
    fred.post(&path, given).await.expect(204);
    assert_eq!(keys(&fred, &path).await, ["OPS-1", "OPS-2", "OPS-4"]);
    assert_eq!(
        last_change(&app, "OPS-1").await,
        [json!({
            "field": "Sprint", "fieldtype": "custom", "from": "", "fromString": "",
            "to": "1", "toString": "One",
        })]
    );
    let updated = admin
        .get("/rest/api/2/issue/OPS-1?fields=updated")
        .await
        .expect(200);
    assert_eq!(updated["fields"]["updated"], "2024-03-01T12:01:00.000+0000");
    // A new part goes where the whole is.
    issue_of(&app, subtask).await;
    assert_eq!(
        keys(&fred, &path).await,
        ["OPS-1", "OPS-2", "OPS-4", "OPS-5"]
    );
    // In one open sprint only.
    fill(&app, two, &["OPS-1"]).await;
    assert_eq!(keys(&fred, &path).await, ["OPS-2"]);
    let change = last_change(&app, "OPS-1").await;
    assert_eq!(
        (&change[0]["from"], &change[0]["to"]),
        (&json!("1"), &json!("2"))
    );
    // Closed ones stay.
    start(&app, two).await;
    admin
        .post(&format!("{SPRINT}/{two}"), json!({ "state": "closed" }))
        .await
        .expect(200);
    fill(&app, one, &["OPS-1"]).await;
    let change = last_change(&app, "OPS-1").await;
    assert_eq!(
        (&change[0]["from"], &change[0]["to"]),
        (&json!("2"), &json!("2, 1"))
    );
    assert_eq!(change[0]["toString"], "Two, One");
    let backlog = format!("{AGILE}/backlog/issue");
    fred.post(&backlog, json!({ "issues": ["OPS-1", "OPS-3"] }))
        .await
        .expect(204);
    assert_eq!(keys(&fred, &path).await, ["OPS-2"]);
    assert_eq!(
        keys(&fred, &format!("{SPRINT}/{two}/issue")).await,
        ["OPS-1", "OPS-4", "OPS-5"]
    );
    // A deleted sprint leaves its issues in the backlog.
    admin.delete(&format!("{SPRINT}/{one}")).await.expect(204);
    admin.get(&path).await.expect(404);
    let change = last_change(&app, "OPS-2").await;
    assert_eq!(
        (&change[0]["from"], &change[0]["to"]),
        (&json!("1"), &json!(""))
    );
    app.done().await;
}

#[tokio::test]
async fn issues_that_cannot_move() {
    let (app, board) = world().await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    app.issue("OPS", "a task").await;
    let subtask = json!({
        "project": { "key": "OPS" }, "issuetype": { "name": "Sub-task" }, "summary": "part",
        "parent": { "key": "OPS-1" },
    });
    issue_of(&app, subtask).await;
    let one = sprint(&app, board, "One").await;
    let path = format!("{SPRINT}/{one}/issue");
    let before = app.fingerprint().await;
    let many: Vec<String> = (0..51).map(|n| n.to_string()).collect();
    for given in [
        json!({}),
        json!({ "issues": [] }),
        json!({ "issues": "OPS-1" }),
        json!({ "issues": many }),
        json!({ "issues": ["OPS-1", "OPS-9"] }),
        json!({ "issues": ["OPS-1", "no key"] }),
        // A part stays with the whole.
        json!({ "issues": ["OPS-2"] }),
    ] {
        let refused = fred.post(&path, given.clone()).await;
        assert_eq!(refused.status, 400, "{given}");
    }
    fred.post(
        &format!("{SPRINT}/99/issue"),
        json!({ "issues": ["OPS-1"] }),
    )
    .await
    .expect(404);
    app.anonymous()
        .post(&path, json!({ "issues": ["OPS-1"] }))
        .await
        .expect(401);
    assert_eq!(app.fingerprint().await, before);
    revoke(&app, "SCHEDULE_ISSUES").await;
    fred.post(&path, json!({ "issues": ["OPS-1"] }))
        .await
        .expect(403);
    fred.post(
        &format!("{AGILE}/backlog/issue"),
        json!({ "issues": ["OPS-1"] }),
    )
    .await
    .expect(403);
    hide(&app).await;
    // What one may not see is not there.
    let refused = fred.post(&path, json!({ "issues": ["OPS-1"] })).await;
    assert_eq!(refused.status, 400);
    let unknown = fred.post(&path, json!({ "issues": ["OPS-9"] })).await;
    assert_eq!(refused.text.replace("OPS-1", "OPS-9"), unknown.text);
    start(&app, one).await;
    admin
        .post(&format!("{SPRINT}/{one}"), json!({ "state": "closed" }))
        .await
        .expect(200);
    app.done().await;
}

#[tokio::test]
async fn who_sees_and_who_manages_sprints() {
    let (app, board) = world().await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let secret = private_filter(&admin, "project = OPS and status = Done").await;
    let secret = board_of(&admin, "secret", "scrum", secret).await;
    let (seen, unseen) = (
        sprint(&app, board, "Seen").await,
        sprint(&app, secret, "Unseen").await,
    );
    fred.get(&format!("{SPRINT}/{seen}")).await.expect(200);
    let hidden = fred.get(&format!("{SPRINT}/{unseen}")).await;
    assert_eq!(hidden.status, 404);
    assert_eq!(hidden.text, fred.get(&format!("{SPRINT}/99")).await.text);
    app.anonymous()
        .get(&format!("{SPRINT}/{seen}"))
        .await
        .expect(401);
    // An issue in it that they see shows it.
    let task = app.issue("OPS", "a task").await;
    fill(&app, unseen, &[&task]).await;
    fred.get(&format!("{SPRINT}/{unseen}")).await.expect(200);
    assert_eq!(
        keys(&fred, "/rest/api/2/search?jql=Sprint%3DUnseen").await,
        [task]
    );

    // Seeing is not managing.
    let path = format!("{SPRINT}/{seen}");
    let made = json!({ "name": "Mine", "originBoardId": board });
    fred.post(SPRINT, made.clone()).await.expect(403);
    fred.post(&path, json!({ "name": "Mine" }))
        .await
        .expect(403);
    fred.delete(&path).await.expect(403);
    fred.post(
        &format!("{path}/swap"),
        json!({ "sprintToSwapWith": unseen }),
    )
    .await
    .expect(403);
    let grant = |id: i64, permission: &str| {
        format!(
            "insert into permission_grant (id, scheme_id, permission, holder)
             values ({id}, 0, '{permission}', 'applicationRole')"
        )
    };
    configure(&app, &[&grant(801, "EDIT_SPRINT_NAME_AND_GOAL_PERMISSION")]).await;
    fred.post(&path, json!({ "name": "Ours", "goal": "g" }))
        .await
        .expect(200);
    let dates = json!({ "startDate": "2024-01-01T00:00:00Z", "endDate": "2024-01-02T00:00:00Z" });
    fred.post(&path, dates.clone()).await.expect(403);
    configure(&app, &[&grant(802, "START_STOP_SPRINTS_PERMISSION")]).await;
    fred.post(&path, dates.clone()).await.expect(403);
    let mut starting = dates;
    starting["state"] = json!("active");
    fred.post(&path, starting).await.expect(200);
    fred.post(SPRINT, made.clone()).await.expect(403);
    configure(&app, &[&grant(803, "MANAGE_SPRINTS_PERMISSION")]).await;
    fred.post(SPRINT, made).await.expect(201);
    // A board that does not say which projects it is about is about all.
    app.project("WEB").await;
    let vague = filter(&fred, "status = Done").await;
    let vague = board_of(&fred, "vague", "scrum", vague).await;
    let made = json!({ "name": "Vague", "originBoardId": vague });
    fred.post(SPRINT, made.clone()).await.expect(201);
    configure(
        &app,
        &[
            "insert into permission_scheme (id, name, lower_name, description, has_extended_administration)
             values (700, 'Other', 'other', '', false)",
            "update project set permission_scheme_id = 700 where key = 'WEB'",
        ],
    )
    .await;
    fred.post(SPRINT, made).await.expect(403);
    app.done().await;
}

#[tokio::test]
async fn a_sprint_outlives_its_board() {
    let (app, board) = world().await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let task = app.issue("OPS", "a task").await;
    let one = sprint(&app, board, "One").await;
    fill(&app, one, &[&task]).await;
    admin
        .delete(&format!("{AGILE}/board/{board}"))
        .await
        .expect(204);
    let path = format!("{SPRINT}/{one}");
    let shown = fred.get(&path).await.expect(200);
    assert!(shown.get("originBoardId").is_none());
    fred.post(&path, json!({ "name": "x" })).await.expect(403);
    admin
        .post(&path, json!({ "name": "Two" }))
        .await
        .expect(200);
    app.done().await;
}

#[tokio::test]
async fn sprints_change_places_and_leave_step() {
    let (app, board) = world().await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let (one, two) = (
        sprint(&app, board, "One").await,
        sprint(&app, board, "Two").await,
    );
    let swap = format!("{SPRINT}/{one}/swap");
    admin
        .post(&swap, json!({ "sprintToSwapWith": two }))
        .await
        .expect(204);
    let page = admin
        .get(&format!("{AGILE}/board/{board}/sprint"))
        .await
        .expect(200);
    assert_eq!(page["values"][0]["name"], "Two");
    admin.post(&swap, json!({})).await.expect(400);
    admin
        .post(&swap, json!({ "sprintToSwapWith": 99 }))
        .await
        .expect(404);
    start(&app, two).await;
    admin
        .post(&swap, json!({ "sprintToSwapWith": two }))
        .await
        .expect(400);

    let path = format!("{SPRINT}/{one}");
    let synced = admin
        .post(&path, json!({ "synced": true }))
        .await
        .expect(200);
    assert_eq!(synced["synced"], true);
    admin.delete(&path).await.expect(400);
    let unmap = format!("{SPRINT}/unmap");
    fred.put(&unmap, json!({ "sprintIds": [one] }))
        .await
        .expect(403);
    app.anonymous()
        .put(&unmap, json!({ "sprintIds": [one] }))
        .await
        .expect(401);
    admin
        .put(&unmap, json!({ "sprintIds": [one, 99] }))
        .await
        .expect(404);
    assert_eq!(admin.get(&path).await.expect(200)["synced"], true);
    admin
        .put(&unmap, json!({ "sprintIds": [one] }))
        .await
        .expect(204);
    assert_eq!(admin.get(&path).await.expect(200)["synced"], false);
    admin
        .post(&path, json!({ "synced": true }))
        .await
        .expect(200);
    admin
        .put(&format!("{SPRINT}/unmap-all"), json!({}))
        .await
        .expect(204);
    assert_eq!(admin.get(&path).await.expect(200)["synced"], false);
    admin.delete(&path).await.expect(204);
    app.done().await;
}
