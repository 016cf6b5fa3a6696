use serde_json::{Value, json};
use testkit::TestApp;

const LIST: &str = "/rest/api/2/notificationscheme";
const OF_OPS: &str = "/rest/api/2/project/OPS/notificationscheme";

fn default() -> Value {
    json!({
        "expand": "notificationSchemeEvents,user,group,projectRole,field,all", "id": 10000,
        "self": "http://jira.test/rest/api/2/notificationscheme/10000",
        "name": "Default Notification Scheme",
        "description": "Assignee, reporter and watchers are told of everything.",
    })
}

#[tokio::test]
async fn a_new_project_has_the_default_scheme() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let boss = app.jira_admin("boss").await;
    assert_eq!(boss.get(OF_OPS).await.expect(200), default());
    assert_eq!(
        boss.get(LIST).await.expect(200),
        json!({
            "self": "http://jira.test/rest/api/2/notificationscheme?expand=&maxResults=50&startAt=0",
            "maxResults": 50, "startAt": 0, "total": 1, "isLast": true, "values": [default()],
        })
    );
    let path = format!("{LIST}/10000?expand=notificationSchemeEvents");
    let scheme = boss.get(&path).await.expect(200);
    let events = scheme["notificationSchemeEvents"].as_array().unwrap();
    assert_eq!(events.len(), 17);
    assert_eq!(
        events[0],
        json!({
            "event": { "id": 1, "name": "Issue Created", "description": "An issue was created." },
            "notifications": [
                { "id": 10000, "notificationType": "CurrentAssignee" },
                { "id": 10001, "notificationType": "Reporter" },
                { "id": 10002, "notificationType": "AllWatchers" },
            ],
        })
    );
    app.done().await;
}

#[tokio::test]
async fn whom_a_scheme_names_is_shown_when_asked_for() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let cx = app.cx_of(testkit::ADMIN).await;
    let mut tx = cx.write().await.unwrap();
    for (id, kind, column, value) in [
        (
            1_i64,
            "Group",
            "group_id",
            "(select id from user_group where name = 'jira-administrators')",
        ),
        (
            2,
            "User",
            "user_id",
            "(select id from app_user where name = 'admin')",
        ),
        (3, "ProjectRole", "role_id", "10002"),
        (4, "EmailAddress", "parameter", "'all@example.com'"),
    ] {
        let sql = format!(
            "insert into notification (id, scheme_id, event_id, kind, {column}) values ($1, 10000, 13, $2, {value})"
        );
        tx.execute(&sql, &[id.into(), kind.into()]).await.unwrap();
    }
    tx.commit().await.unwrap();
    let admin = app.admin();
    let scheme = admin.get(&format!("{OF_OPS}?expand=all")).await.expect(200);
    let told = &scheme["notificationSchemeEvents"][16]["notifications"];
    assert_eq!(told[0]["group"]["name"], "jira-administrators");
    assert_eq!(
        (&told[0]["parameter"], &told[0]["expand"]),
        (&json!("jira-administrators"), &json!("group"))
    );
    assert_eq!(told[1]["user"]["name"], "admin");
    assert_eq!(told[2]["projectRole"]["name"], "Administrators");
    assert_eq!(told[3]["emailAddress"], "all@example.com");
    let scheme = admin
        .get(&format!("{OF_OPS}?expand=group"))
        .await
        .expect(200);
    let told = &scheme["notificationSchemeEvents"][16]["notifications"];
    assert!(told[0].get("group").is_some() && told[1].get("user").is_none());
    app.done().await;
}

#[tokio::test]
async fn schemes_are_for_those_who_administer_a_project_with_it() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    let one = format!("{LIST}/10000");
    fred.get(OF_OPS).await.expect(403);
    fred.get(&one).await.expect(404);
    assert_eq!(fred.get(LIST).await.expect(200)["total"], 0);
    for path in [LIST, &one, OF_OPS] {
        app.anonymous().get(path).await.expect(401);
    }
    let role = json!({ "user": ["fred"] });
    admin
        .post("/rest/api/2/project/OPS/role/10002", role)
        .await
        .expect(200);
    fred.get(OF_OPS).await.expect(200);
    fred.get(&one).await.expect(200);
    assert_eq!(fred.get(LIST).await.expect(200)["total"], 1);
    for id in ["77", "x"] {
        admin.get(&format!("{LIST}/{id}")).await.expect(404);
    }
    let path = "/rest/api/2/project/OPS";
    let reply = admin.put(path, json!({ "notificationScheme": 77 })).await;
    assert!(reply.error("notificationScheme").contains("77"));
    reply.expect(400);
    fred.put(path, json!({ "notificationScheme": 10000 }))
        .await
        .expect(200);
    app.done().await;
}
