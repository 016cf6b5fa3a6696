//! Suggested issues over HTTP.

use base::urls::encode;
use serde_json::{Value, json};
use testkit::{Client, TestApp};

async fn pick(client: &Client, query: &str) -> Value {
    let path = format!("/rest/api/2/issue/picker?{query}");
    client.get(&path).await.expect(200)
}

/// Returns the keys of a section's issues, in order.
fn keys(picked: &Value, section: usize) -> Vec<String> {
    let issues = picked["sections"][section]["issues"].as_array().unwrap();
    let key = |issue: &Value| issue["key"].as_str().unwrap().to_owned();
    issues.iter().map(key).collect()
}

async fn issue(client: &Client, fields: Value) -> String {
    let body = json!({ "fields": fields });
    let made = client.post("/rest/api/2/issue", body).await.expect(201);
    made["key"].as_str().unwrap().to_owned()
}

fn task(project: &str, summary: &str) -> Value {
    json!({
        "project": { "key": project },
        "issuetype": { "name": "Task" },
        "summary": summary,
    })
}

#[tokio::test]
async fn issues_are_suggested() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    issue(&admin, task("OPS", "Boiler leaks <here>")).await;
    app.advance(60);
    let second = issue(&admin, task("OPS", "Roof leaking")).await;
    app.advance(60);
    let mut part = task("OPS", "Buy tar");
    part["issuetype"] = json!({ "name": "Sub-task" });
    part["parent"] = json!({ "key": second });
    let part = issue(&admin, part).await;

    let picked = pick(&admin, "query=boiler").await;
    assert_eq!(
        serde_json::to_string(&picked).unwrap(),
        "{\"sections\":[{\"label\":\"History Search\",\"sub\":\"Showing 1 of 1 matching issues\",\
         \"id\":\"hs\",\"issues\":[{\"key\":\"OPS-1\",\"keyHtml\":\"OPS-1\",\
         \"img\":\"/secure/viewavatar?size=xsmall&avatarId=10318&avatarType=issuetype\",\
         \"summary\":\"<strong>Boiler</strong> leaks &lt;here&gt;\",\
         \"summaryText\":\"Boiler leaks <here>\"}]}]}"
    );
    // Without words everything, the last changed first; by words, by key, by number.
    let found = |query: &'static str| {
        let admin = app.admin();
        async move { keys(&pick(&admin, query).await, 0) }
    };
    assert_eq!(found("").await, ["OPS-3", "OPS-2", "OPS-1"]);
    assert_eq!(found("query=leak").await, ["OPS-2", "OPS-1"]);
    assert_eq!(found("query=ops-2").await, ["OPS-2"]);
    assert_eq!(
        found("query=1&currentIssueKey=OPS-2").await,
        ["OPS-1"],
        "a number is one of the current project"
    );
    assert_eq!(found("showSubTasks=false").await, ["OPS-2", "OPS-1"]);
    assert_eq!(
        found("currentIssueKey=OPS-3&showSubTaskParent=false").await,
        ["OPS-1"]
    );
    assert_eq!(part, "OPS-3");
    // Nothing that is typed is a query.
    for typed in ["\"", "*", "x\" OR key = OPS-1", "AND", "\\", "a:b", "+"] {
        let picked = pick(&admin, &format!("query={}", encode(typed))).await;
        assert_eq!(keys(&picked, 0), Vec::<String>::new(), "{typed}");
        assert_eq!(
            picked["sections"][0]["msg"], "No matching issues found",
            "{typed}"
        );
    }

    let jql = encode("project = OPS and summary ~ 'leak*' ORDER BY key ASC");
    let picked = pick(&admin, &format!("currentJQL={jql}&query=roof")).await;
    assert_eq!(picked["sections"][1]["label"], "Current Search");
    assert_eq!(picked["sections"][1]["id"], "cs");
    assert_eq!(keys(&picked, 1), ["OPS-2"]);
    let picked = pick(&admin, &format!("currentJQL={jql}")).await;
    assert_eq!(keys(&picked, 1), ["OPS-1", "OPS-2"]);
    let picked = pick(&admin, "currentJQL=").await;
    assert_eq!(keys(&picked, 1), ["OPS-3", "OPS-2", "OPS-1"]);
    // One that says nothing finds nothing.
    for jql in ["project = ", "nix = 1"] {
        let picked = pick(&admin, &format!("currentJQL={}", encode(jql))).await;
        assert_eq!(keys(&picked, 1), Vec::<String>::new(), "{jql}");
    }
    app.done().await;
}

#[tokio::test]
async fn only_what_may_be_seen_is_suggested() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    issue(&app.admin(), task("OPS", "Boiler leaks")).await;
    let jo = app.member("jo").await;
    let picked = pick(&jo, "query=boiler&currentJQL=").await;
    // Jo sees it and had nothing to do with it.
    assert_eq!(keys(&picked, 0), Vec::<String>::new());
    assert_eq!(keys(&picked, 1), ["OPS-1"]);
    let comment = json!({ "body": "Which one?" });
    jo.post("/rest/api/2/issue/OPS-1/comment", comment)
        .await
        .expect(201);
    assert_eq!(keys(&pick(&jo, "query=boiler").await, 0), ["OPS-1"]);

    for query in [
        "query=boiler",
        "query=OPS-1",
        "",
        "query=1&currentProjectId=10000",
    ] {
        let picked = pick(&app.anonymous(), &format!("{query}&currentJQL=")).await;
        assert_eq!(keys(&picked, 0), Vec::<String>::new());
        assert_eq!(keys(&picked, 1), Vec::<String>::new(), "{query}");
        assert_eq!(
            picked["sections"][1]["sub"],
            "Showing 0 of 0 matching issues"
        );
    }
    app.done().await;
}
