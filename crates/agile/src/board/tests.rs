use serde_json::{Value, json};
use testkit::TestApp;

use crate::tests::{
    AGILE, board, board_of, epic, fill, filter, hide, issue_of, keys, members, private_filter,
    sprint, start,
};

#[tokio::test]
async fn a_board_is_made_shown_listed_and_deleted() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let id = filter(&admin, "project = OPS ORDER BY Rank").await;
    let path = format!("{AGILE}/board");
    let given = json!({ "name": " OPS board ", "type": "scrum", "filterId": id, "x": 1 });
    let made = admin.post(&path, given).await.expect(201);
    let expected = json!({
        "id": 1, "self": "http://jira.test/rest/agile/1.0/board/1", "name": "OPS board",
        "type": "scrum",
    });
    assert_eq!(made, expected);
    assert_eq!(members(&made), ["id", "self", "name", "type"]);
    assert_eq!(admin.get(&format!("{path}/1")).await.expect(200), expected);
    let page = admin.get(&path).await.expect(200);
    assert_eq!(
        members(&page),
        ["maxResults", "startAt", "total", "isLast", "values"]
    );
    assert_eq!(
        page,
        json!({ "maxResults": 50, "startAt": 0, "total": 1, "isLast": true, "values": [expected] })
    );
    // The filter stays as long as the board does.
    let of_filter = format!("/rest/api/2/filter/{id}");
    let refused = admin.delete(&of_filter).await;
    assert_eq!(refused.status, 400);
    assert_eq!(
        refused.messages(),
        "The filter is used by a board and cannot be deleted before it."
    );
    admin.delete(&format!("{path}/1")).await.expect(204);
    admin.get(&format!("{path}/1")).await.expect(404);
    admin.delete(&of_filter).await.expect(204);
    app.done().await;
}

#[tokio::test]
async fn a_board_that_cannot_be_made() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    let secret = private_filter(&app.admin(), "project = OPS").await;
    let path = format!("{AGILE}/board");
    let before = app.fingerprint().await;
    let refused = fred.post(&path, json!({})).await;
    assert_eq!(refused.status, 400);
    assert_eq!(
        members(&refused.body["errors"]),
        ["name", "type", "filterId"]
    );
    let long = "x".repeat(255);
    for (given, field) in [
        (
            json!({ "name": long, "type": "scrum", "filterId": secret }),
            "name",
        ),
        (
            json!({ "name": "a", "type": "waterfall", "filterId": secret }),
            "type",
        ),
        (
            json!({ "name": "a", "type": "scrum", "filterId": 1 }),
            "filterId",
        ),
        (
            json!({ "name": "a", "type": "scrum", "filterId": "x" }),
            "filterId",
        ),
        // Somebody else's filter is no other than one that is not there.
        (
            json!({ "name": "a", "type": "scrum", "filterId": secret }),
            "filterId",
        ),
    ] {
        let refused = fred.post(&path, given.clone()).await;
        assert_eq!(refused.status, 400, "{given}");
        assert_ne!(refused.error(field), "", "{given}");
    }
    fred.post(&path, json!({ "name": "a\u{0}" }))
        .await
        .expect(400);
    fred.post(&path, json!({ "name": 5 })).await.expect(400);
    app.anonymous().post(&path, json!({})).await.expect(401);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn boards_are_seen_as_their_filters_are() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let shared = board(&app, "OPS").await;
    let own = private_filter(&fred, "project = OPS").await;
    let own = board_of(&fred, "Fred's", "kanban", own).await;
    let list = format!("{AGILE}/board");
    let ids = async |client: &testkit::Client, query: &str| -> Vec<i64> {
        let page = client.get(&format!("{list}?{query}")).await.expect(200);
        let boards = page["values"].as_array().unwrap().iter();
        let ids: Vec<i64> = boards.map(|board| board["id"].as_i64().unwrap()).collect();
        assert_eq!(page["total"], json!(ids.len()));
        ids
    };
    assert_eq!(ids(&fred, "").await, [own, shared]);
    assert_eq!(ids(&admin, "").await, [shared]);
    assert_eq!(ids(&app.anonymous(), "").await, Vec::<i64>::new());
    assert_eq!(ids(&fred, "type=kanban").await, [own]);
    assert_eq!(ids(&fred, "type=scrum,kanban").await, [own, shared]);
    assert_eq!(ids(&fred, "name=OPS").await, [shared]);
    assert_eq!(ids(&fred, "projectKeyOrId=OPS").await, [own, shared]);
    fred.get(&format!("{list}?type=waterfall"))
        .await
        .expect(400);
    fred.get(&format!("{list}?startAt=-1")).await.expect(400);
    fred.get(&format!("{list}?projectKeyOrId=NONE"))
        .await
        .expect(404);
    for path in [
        "",
        "/configuration",
        "/issue",
        "/backlog",
        "/epic",
        "/sprint",
        "/project",
    ] {
        let path = format!("{list}/{own}{path}");
        let refused = admin.get(&path).await;
        assert_eq!(refused.status, 404, "{path}");
        assert_eq!(
            refused.text,
            admin.get(&path.replace(&own.to_string(), "99")).await.text
        );
        app.anonymous().get(&path).await.expect(401);
    }
    // Seeing is not owning; administering Jira is.
    let refused = fred.delete(&format!("{list}/{shared}")).await;
    assert_eq!(refused.status, 403);
    fred.delete(&format!("{list}/{own}")).await.expect(204);
    app.done().await;
}

#[tokio::test]
async fn boards_of_a_project() {
    let app = TestApp::new().await;
    for key in ["OPS", "WEB"] {
        app.project(key).await;
    }
    let admin = app.admin();
    let mut boards = Vec::new();
    for (name, jql) in [
        ("a", "project = OPS"),
        ("b", "project in (OPS, WEB) and assignee = currentUser()"),
        ("c", "project = OPS or project = WEB"),
        ("d", "project = OPS or reporter = admin"),
        ("e", "status = Done"),
    ] {
        let filter = filter(&admin, jql).await;
        boards.push(board_of(&admin, name, "scrum", filter).await);
    }
    let names = async |query: &str| -> String {
        let path = format!("{AGILE}/board?{query}");
        let page = admin.get(&path).await.expect(200);
        let boards = page["values"].as_array().unwrap().iter();
        boards
            .map(|board| board["name"].as_str().unwrap())
            .collect()
    };
    assert_eq!(names("projectKeyOrId=OPS").await, "abc");
    assert_eq!(names("projectKeyOrId=WEB").await, "bc");
    assert_eq!(
        names("projectKeyOrId=OPS&maxResults=1&startAt=1").await,
        "b"
    );
    let projects = async |board: i64| -> Value {
        let path = format!("{AGILE}/board/{board}/project");
        admin.get(&path).await.expect(200)
    };
    let both = projects(boards[1]).await;
    assert_eq!(both["total"], 2);
    assert_eq!(both["values"][0]["key"], "OPS");
    assert_eq!(
        members(&both["values"][0]),
        ["self", "id", "key", "name", "projectTypeKey", "avatarUrls"]
    );
    assert_eq!(projects(boards[3]).await["total"], 0);
    // Whoever may not know one of the projects is told of none.
    let fred = app.member("fred").await;
    hide(&app).await;
    let path = format!("{AGILE}/board/{}/project", boards[1]);
    assert_eq!(fred.get(&path).await.expect(200)["total"], 0);
    app.done().await;
}

#[tokio::test]
async fn how_boards_are_set_up() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let scrum = board(&app, "OPS").await;
    let path = format!("{AGILE}/board/{scrum}/configuration");
    let status =
        |id: &str| json!({ "id": id, "self": format!("http://jira.test/rest/api/2/status/{id}") });
    let shown = admin.get(&path).await.expect(200);
    assert_eq!(
        shown,
        json!({
            "id": scrum,
            "name": "OPS board",
            "type": "scrum",
            "self": format!("http://jira.test{path}"),
            "filter": { "id": "10000", "self": "http://jira.test/rest/api/2/filter/10000" },
            "columnConfig": {
                "columns": [
                    { "name": "To Do", "statuses": [status("10000")] },
                    { "name": "In Progress", "statuses": [status("3")] },
                    { "name": "Done", "statuses": [status("10001")] },
                ],
                "constraintType": "none",
            },
            "estimation": {
                "type": "field",
                "field": { "fieldId": "customfield_10107", "displayName": "Story Points" },
            },
            "ranking": { "rankCustomFieldId": 10106 },
        })
    );
    let filter = filter(&admin, "project = OPS").await;
    let kanban = board_of(&admin, "flow", "kanban", filter).await;
    let path = format!("{AGILE}/board/{kanban}/configuration");
    let shown = admin.get(&path).await.expect(200);
    assert_eq!(
        members(&shown),
        [
            "id",
            "name",
            "type",
            "self",
            "filter",
            "subQuery",
            "columnConfig",
            "ranking"
        ]
    );
    app.done().await;
}

#[tokio::test]
async fn the_issues_of_a_board() {
    let app = TestApp::new().await;
    for key in ["OPS", "WEB"] {
        app.project(key).await;
    }
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let scrum = board(&app, "OPS").await;
    for n in 1..=4 {
        app.issue("OPS", &format!("task {n}")).await;
    }
    app.issue("WEB", "elsewhere").await;
    let of_board = format!("{AGILE}/board/{scrum}/issue");
    let page = admin.get(&of_board).await.expect(200);
    assert_eq!(
        members(&page),
        ["expand", "startAt", "maxResults", "total", "issues"]
    );
    assert_eq!(
        (&page["expand"], &page["total"]),
        (&json!("schema,names"), &json!(4))
    );
    let first = &page["issues"][0];
    assert_eq!(first["self"], "http://jira.test/rest/agile/1.0/issue/10000");
    assert_eq!(first["fields"]["flagged"], false);
    assert_eq!(
        keys(&fred, &of_board).await,
        ["OPS-1", "OPS-2", "OPS-3", "OPS-4"]
    );
    assert_eq!(
        keys(
            &fred,
            &format!("{of_board}?jql=key%3EOPS-1%20order%20by%20key%20desc&maxResults=2")
        )
        .await,
        ["OPS-4", "OPS-3"]
    );
    admin
        .get(&format!("{of_board}?jql=nonsense%3D1"))
        .await
        .expect(400);
    admin.get(&format!("{of_board}?jql=%3D")).await.expect(400);
    admin
        .get(&format!("{of_board}?maxResults=x"))
        .await
        .expect(400);

    // What is planned or done is not in the backlog; what was planned in a closed sprint is.
    let (one, two) = (
        sprint(&app, scrum, "One").await,
        sprint(&app, scrum, "Two").await,
    );
    fill(&app, one, &["OPS-1"]).await;
    fill(&app, two, &["OPS-2"]).await;
    start(&app, one).await;
    let done = json!({ "transition": { "id": "31" } });
    admin
        .post("/rest/api/2/issue/OPS-3/transitions", done)
        .await
        .expect(204);
    let backlog = format!("{AGILE}/board/{scrum}/backlog");
    assert_eq!(keys(&fred, &backlog).await, ["OPS-4"]);
    let of_sprint = format!("{AGILE}/board/{scrum}/sprint/{one}/issue");
    assert_eq!(keys(&fred, &of_sprint).await, ["OPS-1"]);
    let path = format!("{AGILE}/sprint/{one}");
    admin
        .post(&path, json!({ "state": "closed" }))
        .await
        .expect(200);
    assert_eq!(keys(&fred, &backlog).await, ["OPS-1", "OPS-4"]);

    // Who sees the board does not see more of its issues than elsewhere.
    hide(&app).await;
    assert_eq!(fred.get(&of_board).await.expect(200)["total"], 0);
    assert_eq!(fred.get(&backlog).await.expect(200)["total"], 0);
    app.done().await;
}

#[tokio::test]
async fn the_sprints_of_a_board() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let (scrum, path) = (board(&app, "OPS").await, format!("{AGILE}/board/1/sprint"));
    let empty = admin.get(&path).await.expect(200);
    assert_eq!(
        empty,
        json!({ "maxResults": 50, "startAt": 0, "isLast": true, "values": [] })
    );
    assert_eq!(
        members(&empty),
        ["maxResults", "startAt", "isLast", "values"]
    );
    for name in ["One", "Two", "Three"] {
        sprint(&app, scrum, name).await;
    }
    start(&app, 2).await;
    let names = async |query: &str| -> Vec<String> {
        let page = admin.get(&format!("{path}?{query}")).await.expect(200);
        let sprints = page["values"].as_array().unwrap().iter();
        sprints
            .map(|sprint| sprint["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names("").await, ["Two", "One", "Three"]);
    assert_eq!(names("state=future").await, ["One", "Three"]);
    assert_eq!(names("state=active,closed").await, ["Two"]);
    assert_eq!(names("maxResults=1&startAt=1").await, ["One"]);
    let page = admin.get(&format!("{path}?maxResults=2")).await.expect(200);
    assert_eq!(page["isLast"], false);
    admin.get(&format!("{path}?state=over")).await.expect(400);
    let filter = filter(&admin, "project = OPS").await;
    let kanban = board_of(&admin, "flow", "kanban", filter).await;
    let refused = admin.get(&format!("{AGILE}/board/{kanban}/sprint")).await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.messages(), "The board does not support sprints");
    app.done().await;
}

#[tokio::test]
async fn epics_and_versions_of_a_board() {
    let app = TestApp::new().await;
    let project = app.project("OPS").await;
    let admin = app.admin();
    let scrum = board(&app, "OPS").await;
    let (one, two) = (
        epic(&app, "OPS", "One").await,
        epic(&app, "OPS", "Two").await,
    );
    let task = app.issue("OPS", "a task").await;
    let free = app.issue("OPS", "a free task").await;
    let path = format!("{AGILE}/epic/{one}");
    admin
        .post(&format!("{path}/issue"), json!({ "issues": [task] }))
        .await
        .expect(204);
    admin.post(&path, json!({ "done": true })).await.expect(200);
    let names = async |query: &str| -> Vec<String> {
        let path = format!("{AGILE}/board/{scrum}/epic?{query}");
        let page = admin.get(&path).await.expect(200);
        assert_eq!(
            members(&page),
            ["maxResults", "startAt", "isLast", "values"]
        );
        let epics = page["values"].as_array().unwrap().iter();
        epics
            .map(|epic| epic["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names("").await, ["One", "Two"]);
    assert_eq!(names("done=true").await, ["One"]);
    assert_eq!(names("done=false").await, ["Two"]);
    let of = |epic: &str| format!("{AGILE}/board/{scrum}/epic/{epic}/issue");
    assert_eq!(keys(&admin, &of(&one)).await, std::slice::from_ref(&task));
    assert_eq!(keys(&admin, &of(&two)).await, Vec::<String>::new());
    assert_eq!(keys(&admin, &of("none")).await, [free]);
    admin.get(&of(&task)).await.expect(404);

    for (name, released) in [("1.0", true), ("2.0", false)] {
        let given = json!({
            "name": name, "projectId": project.parse::<i64>().unwrap(), "released": released,
            "releaseDate": "2024-02-01",
        });
        admin.post("/rest/api/2/version", given).await.expect(201);
    }
    let path = format!("{AGILE}/board/{scrum}/version");
    let page = admin.get(&path).await.expect(200);
    assert_eq!(page["values"].as_array().unwrap().len(), 2);
    assert_eq!(
        page["values"][0],
        json!({
            "self": "http://jira.test/rest/api/2/version/10000", "id": 10000,
            "projectId": project.parse::<i64>().unwrap(), "name": "1.0", "archived": false,
            "released": true, "releaseDate": "2024-02-01T00:00:00.000Z",
        })
    );
    let page = admin
        .get(&format!("{path}?released=false"))
        .await
        .expect(200);
    assert_eq!(page["values"][0]["name"], "2.0");
    app.done().await;
}

#[tokio::test]
async fn a_kanban_board_leaves_out_what_was_released() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let given = json!({ "name": "1.0", "project": "OPS", "released": true });
    admin.post("/rest/api/2/version", given).await.expect(201);
    let fields = json!({
        "project": { "key": "OPS" }, "issuetype": { "name": "Task" }, "summary": "released",
        "fixVersions": [{ "name": "1.0" }],
    });
    issue_of(&app, fields).await;
    app.issue("OPS", "not released").await;
    let filter = filter(&admin, "project = OPS").await;
    let kanban = board_of(&admin, "flow", "kanban", filter).await;
    assert_eq!(
        keys(&admin, &format!("{AGILE}/board/{kanban}/issue")).await,
        ["OPS-2"]
    );
    app.done().await;
}

#[tokio::test]
async fn the_setting_of_a_board() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let scrum = board(&app, "OPS").await;
    let path = format!("{AGILE}/board/{scrum}/settings/refined-velocity");
    admin.get(&path).await.expect(404);
    admin.put(&path, json!({})).await.expect(400);
    admin.put(&path, json!({ "value": true })).await.expect(201);
    admin
        .put(&path, json!({ "value": false }))
        .await
        .expect(200);
    assert_eq!(fred.get(&path).await.expect(200), json!({ "value": false }));
    fred.put(&path, json!({ "value": true })).await.expect(403);
    app.done().await;
}
