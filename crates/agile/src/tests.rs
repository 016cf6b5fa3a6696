//! What the tests of this area share: boards, sprints and epics.

use base::Cx;
use serde_json::{Value, json};
use testkit::{Client, TestApp};

/// Where this area is.
pub const AGILE: &str = "/rest/agile/1.0";

/// Returns the names of an object's members, in their order.
pub fn members(value: &Value) -> Vec<&str> {
    let object = value.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

/// Saves a filter that all who sign in see; returns its id.
pub async fn filter(client: &Client, jql: &str) -> i64 {
    let id = private_filter(client, jql).await;
    let path = format!("/rest/api/2/filter/{id}/permission");
    let share = json!({ "type": "authenticated" });
    client.post(&path, share).await.expect(201);
    id
}

/// Saves a filter that nobody else sees; returns its id.
pub async fn private_filter(client: &Client, jql: &str) -> i64 {
    let given = json!({ "name": format!("Filter {jql}"), "jql": jql });
    let made = client.post("/rest/api/2/filter", given).await.expect(200);
    made["id"].as_str().unwrap().parse().unwrap()
}

/// Makes a board of a filter; returns its id.
pub async fn board_of(client: &Client, name: &str, kind: &str, filter: i64) -> i64 {
    let given = json!({ "name": name, "type": kind, "filterId": filter });
    let made = client.post(&format!("{AGILE}/board"), given).await;
    made.expect(201)["id"].as_i64().unwrap()
}

/// Makes a board with sprints of a project; returns its id.
pub async fn board(app: &TestApp, project: &str) -> i64 {
    let admin = app.admin();
    let filter = filter(&admin, &format!("project = {project} ORDER BY Rank")).await;
    board_of(&admin, &format!("{project} board"), "scrum", filter).await
}

/// Makes a future sprint; returns its id.
pub async fn sprint(app: &TestApp, board: i64, name: &str) -> i64 {
    let given = json!({ "name": name, "originBoardId": board });
    let made = app.admin().post(&format!("{AGILE}/sprint"), given).await;
    made.expect(201)["id"].as_i64().unwrap()
}

/// Starts a sprint.
pub async fn start(app: &TestApp, sprint: i64) {
    let given = json!({
        "state": "active",
        "startDate": "2024-03-01T12:00:00.000Z",
        "endDate": "2024-03-15T12:00:00.000Z",
    });
    let path = format!("{AGILE}/sprint/{sprint}");
    app.admin().post(&path, given).await.expect(200);
}

/// Moves issues into a sprint.
pub async fn fill(app: &TestApp, sprint: i64, issues: &[&str]) {
    let path = format!("{AGILE}/sprint/{sprint}/issue");
    let given = json!({ "issues": issues });
    app.admin().post(&path, given).await.expect(204);
}

/// Makes an issue of a type; returns its key.
pub async fn issue_of(app: &TestApp, fields: Value) -> String {
    let given = json!({ "fields": fields });
    let made = app.admin().post("/rest/api/2/issue", given).await;
    made.expect(201)["key"].as_str().unwrap().to_owned()
}

/// Makes an epic; returns its key.
pub async fn epic(app: &TestApp, project: &str, name: &str) -> String {
    let fields = json!({
        "project": { "key": project },
        "issuetype": { "name": "Epic" },
        "summary": format!("All about {name}"),
        "customfield_10104": name,
    });
    issue_of(app, fields).await
}

/// Returns the keys of the issues in a list.
pub async fn keys(client: &Client, path: &str) -> Vec<String> {
    let found = client.get(path).await.expect(200);
    let issues = found["issues"].as_array().expect("issues").iter();
    issues
        .map(|issue| issue["key"].as_str().unwrap().to_owned())
        .collect()
}

/// Returns the keys of a project's issues in the order of rank.
pub async fn ranked(app: &TestApp, project: &str) -> Vec<String> {
    let jql = format!("project={project} ORDER BY Rank ASC").replace(' ', "%20");
    keys(&app.admin(), &format!("/rest/api/2/search?jql={jql}")).await
}

/// Returns the last entry of an issue's history, each item as field, from, to.
pub async fn last_change(app: &TestApp, key: &str) -> Vec<Value> {
    let path = format!("/rest/api/2/issue/{key}?fields=summary&expand=changelog");
    let issue = app.admin().get(&path).await.expect(200);
    let histories = issue["changelog"]["histories"].as_array().unwrap();
    histories.last().unwrap()["items"]
        .as_array()
        .unwrap()
        .clone()
}

/// Changes the configuration with statements of the test's own.
pub async fn configure(app: &TestApp, statements: &[&str]) {
    let cx = Cx::internal(app.app(), "test");
    let mut tx = cx.write().await.unwrap();
    tx.change_policy().await.unwrap();
    for sql in statements {
        tx.execute(sql, &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Takes a permission of the default scheme away from everybody.
pub async fn revoke(app: &TestApp, permission: &str) {
    let sql =
        format!("delete from permission_grant where scheme_id = 0 and permission = '{permission}'");
    configure(app, &[&sql]).await;
}

/// Shows the projects of the default scheme to administrators only.
pub async fn hide(app: &TestApp) {
    revoke(app, "BROWSE_PROJECTS").await;
    let grant = "insert into permission_grant (id, scheme_id, permission, holder, group_id)
                 values (900, 0, 'BROWSE_PROJECTS', 'group', 1)";
    configure(app, &[grant]).await;
}
