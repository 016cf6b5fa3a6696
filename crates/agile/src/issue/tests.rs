use serde_json::{Value, json};
use testkit::TestApp;

use crate::tests::{
    AGILE, board, board_of, epic, fill, filter, hide, issue_of, last_change, members, ranked,
    revoke, sprint, start,
};

const RANK: &str = "/rest/agile/1.0/issue/rank";

#[tokio::test]
async fn issues_are_ranked() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    for n in 1..=5 {
        app.issue("OPS", &format!("task {n}")).await;
    }
    let rank = async |issues: &[&str], place: &str, other: &str| {
        let mut given = json!({ "issues": issues, "rankCustomFieldId": 10106 });
        given[place] = json!(other);
        fred.put(RANK, given).await.expect(204);
        let keys = ranked(&app, "OPS").await;
        keys.iter().map(|key| &key[4..]).collect::<String>()
    };
    assert_eq!(rank(&["OPS-5"], "rankBeforeIssue", "OPS-1").await, "51234");
    assert_eq!(
        last_change(&app, "OPS-5").await,
        [json!({
            "field": "Rank", "fieldtype": "custom", "from": "", "fromString": "",
            "to": "", "toString": "Ranked higher",
        })]
    );
    assert_eq!(
        rank(&["OPS-1", "10002"], "rankAfterIssue", "OPS-4").await,
        "52413"
    );
    assert_eq!(
        last_change(&app, "OPS-1").await[0]["toString"],
        "Ranked lower"
    );
    // In the order given.
    assert_eq!(
        rank(&["OPS-3", "OPS-2", "OPS-5"], "rankBeforeIssue", "OPS-1").await,
        "43251"
    );
    assert_eq!(rank(&["OPS-4"], "rankAfterIssue", "OPS-1").await, "32514");
    // A new one is the last of all.
    app.issue("OPS", "task 6").await;
    assert_eq!(rank(&["OPS-6"], "rankAfterIssue", "OPS-4").await, "325146");
    let changes = "/rest/api/2/issue/OPS-6?expand=changelog";
    let untouched = fred.get(changes).await.expect(200);
    assert_eq!(untouched["changelog"]["total"], 0, "it was there already");
    app.done().await;
}

#[tokio::test]
async fn there_is_always_room() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    for n in 1..=3 {
        app.issue("OPS", &format!("task {n}")).await;
    }
    // Two take turns in one place, which halves the room each time.
    for n in 0..150 {
        let (one, other) = if n % 2 == 0 {
            ("OPS-2", "OPS-3")
        } else {
            ("OPS-3", "OPS-2")
        };
        let given = json!({ "issues": [one], "rankBeforeIssue": other });
        fred.put(RANK, given).await.expect(204);
        assert_eq!(ranked(&app, "OPS").await, ["OPS-1", one, other], "{n}");
    }
    app.done().await;
}

#[tokio::test]
async fn ranks_that_cannot_be() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    for n in 1..=2 {
        app.issue("OPS", &format!("task {n}")).await;
    }
    let before = app.fingerprint().await;
    let many: Vec<String> = (0..51).map(|n| n.to_string()).collect();
    for given in [
        json!({}),
        json!({ "issues": ["OPS-1"] }),
        json!({ "issues": [], "rankBeforeIssue": "OPS-2" }),
        json!({ "issues": many, "rankBeforeIssue": "OPS-2" }),
        json!({ "issues": ["OPS-1"], "rankBeforeIssue": "OPS-1" }),
        json!({ "issues": ["OPS-1"], "rankBeforeIssue": "OPS-2", "rankAfterIssue": "OPS-2" }),
        json!({ "issues": ["OPS-1"], "rankBeforeIssue": "OPS-9" }),
        json!({ "issues": ["OPS-9"], "rankBeforeIssue": "OPS-1" }),
        json!({ "issues": ["OPS-2"], "rankBeforeIssue": "OPS-1", "rankCustomFieldId": 7 }),
        json!({ "issues": [5], "rankBeforeIssue": "OPS-1" }),
    ] {
        let refused = fred.put(RANK, given.clone()).await;
        assert_eq!(refused.status, 400, "{given}");
    }
    let given = json!({ "issues": ["OPS-2"], "rankBeforeIssue": "OPS-1" });
    app.anonymous().put(RANK, given.clone()).await.expect(401);
    revoke(&app, "SCHEDULE_ISSUES").await;
    fred.put(RANK, given.clone()).await.expect(403);
    hide(&app).await;
    fred.put(RANK, given).await.expect(400);
    assert_eq!(ranked(&app, "OPS").await, ["OPS-1", "OPS-2"]);
    let after = app.fingerprint().await;
    let count =
        |all: &[(String, i64)]| all.iter().find(|(name, _)| name == "issue_change").cloned();
    assert_eq!(count(&before), count(&after));
    app.done().await;
}

#[tokio::test]
async fn an_issue_as_boards_see_it() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let board = board(&app, "OPS").await;
    let epic = epic(&app, "OPS", "Billing").await;
    let task = app.issue("OPS", "a task").await;
    let path = format!("{AGILE}/issue/{task}");
    let bare = fred.get(&path).await.expect(200);
    assert_eq!(bare["self"], "http://jira.test/rest/agile/1.0/issue/10001");
    assert_eq!(bare["fields"]["flagged"], false);
    for member in ["sprint", "closedSprints", "epic"] {
        assert!(bare["fields"].get(member).is_none(), "{member}");
    }
    let (one, two) = (
        sprint(&app, board, "One").await,
        sprint(&app, board, "Two").await,
    );
    fill(&app, one, &[&task]).await;
    start(&app, one).await;
    let closed = json!({ "state": "closed" });
    admin
        .post(&format!("{AGILE}/sprint/{one}"), closed)
        .await
        .expect(200);
    fill(&app, two, &[&task]).await;
    admin
        .post(
            &format!("{AGILE}/epic/{epic}/issue"),
            json!({ "issues": [task] }),
        )
        .await
        .expect(204);
    let shown = fred.get(&path).await.expect(200);
    let fields = &shown["fields"];
    assert_eq!(fields["sprint"]["name"], "Two");
    assert_eq!(
        members(&fields["sprint"]),
        [
            "id",
            "self",
            "state",
            "name",
            "originBoardId",
            "synced",
            "autoStartStop"
        ]
    );
    assert_eq!(fields["closedSprints"].as_array().unwrap().len(), 1);
    assert_eq!(fields["closedSprints"][0]["state"], "closed");
    assert_eq!(
        fields["epic"],
        json!({
            "id": 10000, "key": "OPS-1", "self": "http://jira.test/rest/agile/1.0/epic/10000",
            "name": "Billing", "summary": "All about Billing", "color": { "key": "color_1" },
            "done": false,
        })
    );
    let narrow = fred
        .get(&format!("{path}?fields=summary,epic"))
        .await
        .expect(200);
    assert_eq!(members(&narrow["fields"]), ["epic", "summary"]);
    let narrow = fred.get(&format!("{path}?fields=status")).await.expect(200);
    assert_eq!(members(&narrow["fields"]), ["status"]);
    app.anonymous().get(&path).await.expect(401);
    fred.get(&format!("{AGILE}/issue/OPS-9")).await.expect(404);
    hide(&app).await;
    fred.get(&path).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn issues_are_estimated() {
    let app = TestApp::new().await;
    for key in ["OPS", "WEB"] {
        app.project(key).await;
    }
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let scrum = board(&app, "OPS").await;
    let story = |project: &str| json!({ "project": { "key": project }, "issuetype": { "name": "Story" }, "summary": "s" });
    let here = issue_of(&app, story("OPS")).await;
    let elsewhere = issue_of(&app, story("WEB")).await;
    let of = |issue: &str, board: i64| format!("{AGILE}/issue/{issue}/estimation?boardId={board}");
    let estimate = |value: Value| json!({ "fieldId": "customfield_10107", "value": value });
    let path = of(&here, scrum);
    assert_eq!(fred.get(&path).await.expect(200), estimate(json!(null)));
    for (given, value) in [
        (json!("8.0"), json!(8.0)),
        (json!(3), json!(3.0)),
        (json!(null), json!(null)),
    ] {
        let shown = fred.put(&path, json!({ "value": given })).await.expect(200);
        assert_eq!(shown, estimate(value.clone()));
        assert_eq!(fred.get(&path).await.expect(200), estimate(value));
    }
    for wrong in [json!("many"), json!([1]), json!(true), json!(1e300)] {
        let refused = fred.put(&path, json!({ "value": wrong })).await;
        assert_eq!(refused.status, 400, "{wrong}");
    }
    fred.get(&format!("{AGILE}/issue/{here}/estimation"))
        .await
        .expect(400);
    fred.get(&of(&elsewhere, scrum)).await.expect(404);
    fred.get(&of(&here, 99)).await.expect(404);
    fred.get(&of("OPS-9", scrum)).await.expect(404);
    let kanban = filter(&admin, "project = OPS").await;
    let kanban = board_of(&admin, "flow", "kanban", kanban).await;
    fred.get(&of(&here, kanban)).await.expect(400);
    revoke(&app, "EDIT_ISSUES").await;
    fred.put(&path, json!({ "value": 5 })).await.expect(403);
    app.done().await;
}

#[tokio::test]
async fn searches_know_sprints() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let board = board(&app, "OPS").await;
    for n in 1..=4 {
        app.issue("OPS", &format!("task {n}")).await;
    }
    let names = ["Closed", "Open", "Planned"];
    let mut sprints = Vec::new();
    for name in names {
        sprints.push(sprint(&app, board, name).await);
    }
    fill(&app, sprints[0], &["OPS-1"]).await;
    fill(&app, sprints[1], &["OPS-2"]).await;
    fill(&app, sprints[2], &["OPS-3"]).await;
    start(&app, sprints[0]).await;
    start(&app, sprints[1]).await;
    let closed = json!({ "state": "closed" });
    admin
        .post(&format!("{AGILE}/sprint/{}", sprints[0]), closed)
        .await
        .expect(200);
    let found = async |jql: &str| -> String {
        let jql = jql.replace(' ', "%20").replace('=', "%3D");
        let path = format!("/rest/api/2/search?jql={jql}%20order%20by%20key");
        let keys = crate::tests::keys(&fred, &path).await;
        keys.iter().map(|key| &key[4..]).collect()
    };
    assert_eq!(found("Sprint = Open").await, "2");
    assert_eq!(found(&format!("sprint = {}", sprints[2])).await, "3");
    assert_eq!(found("Sprint in openSprints()").await, "2");
    assert_eq!(found("Sprint in futureSprints()").await, "3");
    assert_eq!(found("Sprint in closedSprints()").await, "1");
    assert_eq!(found("Sprint in (Closed, Planned)").await, "13");
    assert_eq!(found("Sprint not in openSprints()").await, "13");
    assert_eq!(found("Sprint is EMPTY").await, "4");
    assert_eq!(found("Sprint is not EMPTY").await, "123");
    fred.get("/rest/api/2/search?jql=Sprint%3DNone")
        .await
        .expect(400);
    hide(&app).await;
    // What its issues and its board no longer show is not there; this board is seen by all.
    fred.get("/rest/api/2/search?jql=Sprint%3DOpen")
        .await
        .expect(200);
    admin
        .delete(&format!("{AGILE}/board/{board}"))
        .await
        .expect(204);
    fred.get("/rest/api/2/search?jql=Sprint%3DOpen")
        .await
        .expect(400);
    app.done().await;
}
