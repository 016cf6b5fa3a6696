//! Searches by custom fields, and what people in custom fields see.

use base::Cx;
use serde_json::{Value, json};
use testkit::{Client, TestApp};

use super::found;

/// Makes a field of a type; returns its number.
async fn field(app: &TestApp, name: &str, kind: &str, more: Value) -> i64 {
    let kind = format!("com.atlassian.jira.plugin.system.customfieldtypes:{kind}");
    let mut body = json!({ "name": name, "type": kind });
    for (member, value) in more.as_object().cloned().unwrap_or_default() {
        body[member] = value;
    }
    let made = app
        .admin()
        .post("/rest/api/2/field", body)
        .await
        .expect(201);
    made["schema"]["customId"].as_i64().unwrap()
}

/// Makes an issue of OPS with these fields.
async fn issue(app: &TestApp, fields: Value) -> String {
    let mut all =
        json!({ "project": { "key": "OPS" }, "issuetype": { "name": "Task" }, "summary": "x" });
    for (name, value) in fields.as_object().cloned().unwrap_or_default() {
        all[name] = value;
    }
    let body = json!({ "fields": all });
    let made = app
        .admin()
        .post("/rest/api/2/issue", body)
        .await
        .expect(201);
    made["key"].as_str().unwrap().to_owned()
}

async fn configure(app: &TestApp, statements: &[&str]) {
    let cx = Cx::internal(app.app(), "test");
    let mut tx = cx.write().await.unwrap();
    tx.change_policy().await.unwrap();
    for sql in statements {
        tx.execute(sql, &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn problem(client: &Client, jql: &str) -> String {
    let body = json!({ "jql": jql });
    let reply = client.post("/rest/api/2/search", body).await;
    assert_eq!(reply.status, 400, "{jql}: {}", reply.text);
    reply.messages()
}

#[tokio::test]
async fn fields_of_every_kind_by_name_and_number() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.member("fred").await;
    let admin = app.admin();
    let none = || json!({});
    let note = field(&app, "Release Note", "textarea", none()).await;
    let when = field(&app, "Moment", "datetime", none()).await;
    let who = field(&app, "Who", "multiuserpicker", none()).await;
    let team = field(&app, "Team", "grouppicker", none()).await;
    let seen = field(&app, "Seen In", "multiversion", none()).await;
    let words = field(&app, "Words", "labels", none()).await;
    let place = field(&app, "Place", "cascadingselect", none()).await;
    let home = field(&app, "Home", "project", none()).await;
    let link = field(&app, "Link", "url", none()).await;
    let id = |number: i64| format!("customfield_{number}");
    let context = format!("select id from custom_field_context where field_id = {place}");
    let option = |id: i64, parent: &str, value: &str| {
        format!("insert into custom_field_option (id, context_id, parent_id, position, value, is_disabled)
                 select {id}, c.id, {parent}, 0, '{value}', false from ({context}) c")
    };
    configure(
        &app,
        &[
            &option(701, "null", "Up"),
            &option(702, "null", "Down"),
            &option(703, "701", "Left"),
        ],
    )
    .await;
    for name in ["1.0", "2.0"] {
        let version = json!({ "name": name, "project": "OPS" });
        admin.post("/rest/api/2/version", version).await.expect(201);
    }
    issue(&app, json!({
        (id(note)): "Fixed the *parser*, at last", (id(when)): "2024-03-01T12:00:00.000+0000",
        (id(who)): [{ "name": "fred" }, { "name": "admin" }], (id(team)): { "name": "jira-administrators" },
        (id(seen)): [{ "name": "1.0" }], (id(words)): ["Alpha"], (id(home)): { "key": "OPS" },
        (id(place)): { "id": "701", "child": { "id": "703" } }, (id(link)): "https://x.test/A",
    })).await;
    issue(
        &app,
        json!({
            (id(when)): "2024-02-01T12:00:00.000+0000", (id(who)): [{ "name": "fred" }],
            (id(seen)): [{ "name": "2.0" }], (id(place)): { "id": "701" },
        }),
    )
    .await;
    issue(&app, json!({})).await;
    for (jql, expected) in [
        ("\"release note\" ~ \"PARSER\"", "OPS-1"),
        ("\"Release Note\" ~ 'fixed last'", "OPS-1"),
        ("\"Release Note\" !~ parser", ""),
        ("\"Release Note\" is EMPTY", "OPS-2 OPS-3"),
        ("Moment > 2024-02-15", "OPS-1"),
        ("Moment <= \"2024-02-01 12:00\"", "OPS-2"),
        ("Moment < startOfDay()", "OPS-2"),
        ("Who = currentUser()", "OPS-1"),
        ("Who in (fred)", "OPS-1 OPS-2"),
        ("Who != admin", "OPS-2"),
        ("Who in membersOf(jira-administrators)", "OPS-1"),
        ("Team = jira-administrators", "OPS-1"),
        ("\"Seen In\" < '2.0'", "OPS-1"),
        ("\"Seen In\" in unreleasedVersions()", "OPS-1 OPS-2"),
        ("\"Seen In\" not in ('1.0')", "OPS-2"),
        ("Words = ALPHA", "OPS-1"),
        ("Home = ops", "OPS-1"),
        ("Link = \"https://x.test/a\"", "OPS-1"),
        ("Place = Up", "OPS-1 OPS-2"),
        ("Place = 'Left'", "OPS-1"),
        ("Place in cascadeOption(Up)", "OPS-1 OPS-2"),
        ("Place in cascadeOption(Up, 'Left')", "OPS-1"),
        ("Place in cascadeOption(Up, none)", "OPS-2"),
        ("Place not in cascadeOption(Up, none)", "OPS-1"),
        ("Place in (cascadeOption(Up, none), 'Left')", "OPS-1 OPS-2"),
        ("Place is not EMPTY", "OPS-1 OPS-2"),
        ("\"Epic Name\" is EMPTY", ""),
    ] {
        let keys = found(&admin, &format!("{jql} order by key")).await;
        assert_eq!(keys.join(" "), expected, "{jql}");
    }
    let by_number = found(&admin, &format!("cf[{note}] ~ parser")).await;
    assert_eq!(by_number, ["OPS-1"]);
    let sorted = found(&admin, "project = OPS order by Moment").await;
    assert_eq!(sorted, ["OPS-1", "OPS-2", "OPS-3"]);
    for (jql, text) in [
        (
            "cf[99999] = 1",
            "Field 'cf[99999]' does not exist or you do not have permission to view it.",
        ),
        (
            "Place = Nowhere",
            "The value 'Nowhere' does not exist for the field 'Place'.",
        ),
        (
            "Place in cascadeOption(Down, 'Left')",
            "The value 'Left' does not exist for the field 'Place'.",
        ),
        ("Place > Up", "operator '>'"),
        ("\"Release Note\" = x", "operator '='"),
        ("Moment was EMPTY", "history"),
        (
            "Home = NOPE",
            "The value 'NOPE' does not exist for the field 'Home'.",
        ),
    ] {
        let told = problem(&admin, jql).await;
        assert!(
            told.to_lowercase().contains(&text.to_lowercase()),
            "{jql}: {told}"
        );
    }
    let names = admin
        .get("/rest/api/2/search?expand=names&fields=summary,customfield_10104")
        .await
        .expect(200);
    assert_eq!(names["names"]["customfield_10104"], "Epic Name");
    app.done().await;
}

#[tokio::test]
async fn one_name_for_several_fields_and_for_hidden_ones() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let one = field(&app, "Weight", "float", json!({})).await;
    let other = field(
        &app,
        "WEIGHT",
        "textfield",
        json!({ "projectIds": [10000] }),
    )
    .await;
    let secret = field(&app, "Secret", "float", json!({ "projectIds": [10000] })).await;
    issue(&app, json!({ (format!("customfield_{one}")): 2 })).await;
    issue(&app, json!({ (format!("customfield_{other}")): "2" })).await;
    assert_eq!(found(&admin, "weight = 2").await, ["OPS-1"]);
    assert_eq!(found(&admin, "weight ~ 2").await, ["OPS-2"]);
    assert_eq!(
        found(&admin, "weight is not EMPTY order by key").await,
        ["OPS-1", "OPS-2"]
    );
    let data = admin
        .get("/rest/api/2/jql/autocompletedata")
        .await
        .expect(200);
    let named = |name: &str| {
        let all = data["visibleFieldNames"].as_array().unwrap().iter();
        all.filter(|entry| entry["displayName"] == name)
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        named(&format!("Weight - cf[{one}]")),
        [
            json!({ "value": format!("cf[{one}]"), "displayName": format!("Weight - cf[{one}]"), "orderable": "true",
                 "searchable": "true", "cfid": format!("cf[{one}]"),
                 "operators": ["=", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "is not"],
                 "types": ["java.lang.Number"] })
        ]
    );
    let path =
        "/rest/api/2/jql/autocompletedata/suggestions?fieldName=%22Epic%20Status%22&fieldValue=to";
    let begun = fred.get(path).await.expect(200);
    assert_eq!(begun["results"][0]["displayName"], "<b>To</b> Do");
    assert_eq!(
        found(&fred, "Secret is EMPTY order by key").await,
        ["OPS-1", "OPS-2"]
    );
    configure(
        &app,
        &[
            "delete from permission_grant where scheme_id = 0 and permission = 'BROWSE_PROJECTS'",
            "insert into permission_grant (id, scheme_id, permission, holder, group_id)
         values (900, 0, 'BROWSE_PROJECTS', 'group', 1)",
        ],
    )
    .await;
    for name in ["Secret".to_owned(), format!("cf[{secret}]")] {
        let told = problem(&fred, &format!("{name} is EMPTY")).await;
        assert_eq!(
            told,
            format!("Field '{name}' does not exist or you do not have permission to view it.")
        );
    }
    assert_eq!(
        found(&admin, "Secret is EMPTY order by key").await,
        ["OPS-1", "OPS-2"]
    );
    app.done().await;
}

#[tokio::test]
async fn who_is_in_a_field_sees_the_issue() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let (admin, fred, wilma) = (
        app.admin(),
        app.member("fred").await,
        app.member("wilma").await,
    );
    let who = field(&app, "Who", "userpicker", json!({})).await;
    let team = field(&app, "Team", "multigrouppicker", json!({})).await;
    admin
        .post("/rest/api/2/group", json!({ "name": "crew" }))
        .await
        .expect(201);
    admin
        .post(
            "/rest/api/2/group/user?groupname=crew",
            json!({ "name": "wilma" }),
        )
        .await
        .expect(201);
    issue(
        &app,
        json!({ (format!("customfield_{who}")): { "name": "fred" } }),
    )
    .await;
    issue(
        &app,
        json!({ (format!("customfield_{team}")): [{ "name": "crew" }] }),
    )
    .await;
    issue(&app, json!({})).await;
    configure(
        &app,
        &[
            "delete from permission_grant where scheme_id = 0 and permission = 'BROWSE_PROJECTS'",
            "insert into permission_grant (id, scheme_id, permission, holder, group_id)
         values (900, 0, 'BROWSE_PROJECTS', 'group', 1)",
        ],
    )
    .await;
    assert!(found(&fred, "order by key").await.is_empty());
    for (kind, number) in [("userCustomField", who), ("groupCustomField", team)] {
        let grant = json!({ "holder": { "type": kind, "parameter": format!("customfield_{number}") },
                            "permission": "BROWSE_PROJECTS" });
        admin
            .post("/rest/api/2/permissionscheme/0/permission", grant)
            .await
            .expect(201);
    }
    assert_eq!(found(&fred, "order by key").await, ["OPS-1"]);
    assert_eq!(found(&wilma, "order by key").await, ["OPS-2"]);
    fred.get("/rest/api/2/issue/OPS-1").await.expect(200);
    fred.get("/rest/api/2/issue/OPS-2").await.expect(404);
    wilma.get("/rest/api/2/issue/OPS-2").await.expect(200);
    wilma.get("/rest/api/2/issue/OPS-1").await.expect(404);
    let gone = json!({ "fields": { (format!("customfield_{who}")): null } });
    admin.put("/rest/api/2/issue/OPS-1", gone).await.expect(204);
    fred.get("/rest/api/2/issue/OPS-1").await.expect(404);
    assert!(found(&fred, "").await.is_empty());
    // The field cannot go while something is granted by it.
    let refused = admin
        .delete(&format!("/rest/api/2/customFields?ids={who}"))
        .await;
    assert_eq!(refused.status, 400);
    app.done().await;
}
