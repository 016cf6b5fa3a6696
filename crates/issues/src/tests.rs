//! What the tests of this area share: the policy as each of them needs it.

use base::Cx;
use serde_json::{Value, json};
use testkit::TestApp;

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

/// Grants a permission of the default scheme to a holder without a parameter.
pub async fn grant(app: &TestApp, permission: &str, holder: &str) {
    let sql = format!(
        "insert into permission_grant (id, scheme_id, permission, holder)
         select coalesce(max(id), 0) + 1000, 0, '{permission}', '{holder}' from permission_grant"
    );
    configure(app, &[&sql]).await;
}

/// Grants a permission of the default scheme to members and administrators, and not to strangers.
pub async fn grant_members(app: &TestApp, permission: &str) {
    let sql = format!(
        "insert into permission_grant (id, scheme_id, permission, holder, group_id)
         select 7000 + g.id, 0, '{permission}', 'group', g.id from user_group g where g.id in (1, 2)"
    );
    configure(app, &[&sql]).await;
}

/// Shows the projects of the default scheme to administrators only.
pub async fn hide(app: &TestApp) {
    revoke(app, "BROWSE_PROJECTS").await;
    configure(
        app,
        &[
            "insert into permission_grant (id, scheme_id, permission, holder, group_id)
           values (900, 0, 'BROWSE_PROJECTS', 'group', 1)",
        ],
    )
    .await;
}

/// Gives a project a security scheme whose level 910 is for administrators and 911 for the reporter.
pub async fn secure(app: &TestApp, project: &str) {
    let of_project = format!("update project set security_scheme_id = 900 where key = '{project}'");
    configure(
        app,
        &[
            "insert into security_scheme (id, name, lower_name, description) values (900, 'S', 's', '')",
            "insert into security_level (id, scheme_id, name, description)
             values (910, 900, 'Secret', 'For few.'), (911, 900, 'Mine', '')",
            "insert into security_grant (id, level_id, holder, group_id) values (920, 910, 'group', 1)",
            "insert into security_grant (id, level_id, holder) values (921, 911, 'reporter')",
            &of_project,
        ],
    )
    .await;
    grant(app, "SET_ISSUE_SECURITY", "applicationRole").await;
}

/// Returns the body that makes an issue of OPS with these fields besides a type and a summary.
pub fn task(fields: impl Into<Value>) -> Value {
    let mut all = json!({
        "project": { "key": "OPS" },
        "issuetype": { "name": "Task" },
        "summary": "a task",
    });
    for (name, value) in fields.into().as_object().cloned().unwrap_or_default() {
        all[name] = value;
    }
    json!({ "fields": all })
}

/// Returns the names of an object's members, in their order.
pub fn members(value: &Value) -> Vec<&str> {
    let object = value.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

/// Returns the histories of an issue: the fields each changed.
pub async fn history(app: &TestApp, key: &str) -> Vec<Vec<String>> {
    let path = format!("/rest/api/2/issue/{key}?fields=summary&expand=changelog");
    let issue = app.admin().get(&path).await.expect(200);
    let histories = issue["changelog"]["histories"].as_array().unwrap();
    let fields = |entry: &Value| {
        let items = entry["items"].as_array().unwrap().iter();
        items
            .map(|item| item["field"].as_str().unwrap().to_owned())
            .collect()
    };
    histories.iter().map(fields).collect()
}
