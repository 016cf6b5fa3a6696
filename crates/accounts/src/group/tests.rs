use serde_json::{Value, json};
use testkit::TestApp;

const GROUP: &str = "/rest/api/2/group";

#[tokio::test]
async fn an_administrator_makes_and_deletes_a_group() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let made = admin
        .post(GROUP, json!({ "name": "devs & co", "unknown": 1 }))
        .await;
    let expected = json!({
        "name": "devs & co",
        "self": "http://jira.test/rest/api/2/group?groupname=devs%20%26%20co",
        "users": { "size": 0, "items": [], "max-results": 50, "start-index": 0, "end-index": 0 },
        "expand": "users",
    });
    assert_eq!(made.text, expected.to_string());
    assert_eq!(made.expect(201), expected);
    let read = admin.get("/rest/api/2/group?groupname=DEVS+%26+CO").await;
    assert_eq!(read.expect(200), expected);
    let gone = admin
        .delete("/rest/api/2/group?groupname=devs+%26+co")
        .await;
    assert_eq!((gone.status, gone.text.as_str()), (200, ""));
    let read = admin.get("/rest/api/2/group?groupname=devs+%26+co").await;
    assert_eq!(
        read.expect(404),
        json!({ "errorMessages": ["The group named 'devs & co' does not exist."], "errors": {} })
    );
    app.done().await;
}

#[tokio::test]
async fn names_that_are_refused() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let check = async |body: Value, text: &str| {
        let refused = admin.post(GROUP, body).await.expect(400);
        assert_eq!(
            refused,
            json!({ "errorMessages": [], "errors": { "name": text } })
        );
    };
    check(json!({}), "You must specify a group name.").await;
    check(json!({ "name": "  " }), "You must specify a group name.").await;
    let not_valid =
        "A group name has at most 255 characters, no control characters and no blanks at its ends.";
    check(json!({ "name": "ä".repeat(256) }), not_valid).await;
    check(json!({ "name": " devs" }), not_valid).await;
    check(json!({ "name": "de\nvs" }), not_valid).await;
    admin
        .post(GROUP, json!({ "name": "ä".repeat(255) }))
        .await
        .expect(201);
    let taken = "A group or user with this name already exists.";
    check(json!({ "name": "JIRA-Administrators" }), taken).await;
    for body in [json!({ "name": 1 }), json!({ "name": "a\0b" }), json!([])] {
        admin.post(GROUP, body).await.expect(400);
    }
    admin
        .raw(
            "POST",
            GROUP,
            &[("content-type", "application/json")],
            b"{".to_vec(),
        )
        .await
        .expect(400);
    admin
        .raw(
            "POST",
            GROUP,
            &[("content-type", "text/plain")],
            b"{}".to_vec(),
        )
        .await
        .expect(415);
    app.done().await;
}

#[tokio::test]
async fn members_come_and_go() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.member("fred").await;
    admin
        .post(GROUP, json!({ "name": "devs" }))
        .await
        .expect(201);
    let path = "/rest/api/2/group/user?groupname=devs";
    let added = admin
        .post(path, json!({ "name": "FRED" }))
        .await
        .expect(201);
    assert_eq!(added["users"]["size"], 1);
    let again = admin
        .post(path, json!({ "name": "fred" }))
        .await
        .expect(400);
    assert_eq!(
        again["errorMessages"][0],
        "Cannot add user. 'fred' is already a member of 'devs'"
    );
    let unknown = admin
        .post(path, json!({ "name": "jane" }))
        .await
        .expect(404);
    assert_eq!(
        unknown["errorMessages"][0],
        "The user named 'jane' does not exist"
    );
    admin.post(path, json!({})).await.expect(400);
    admin
        .post("/rest/api/2/group/user", json!({ "name": "fred" }))
        .await
        .expect(400);
    admin
        .post(
            "/rest/api/2/group/user?groupname=x",
            json!({ "name": "fred" }),
        )
        .await
        .expect(404);

    let members = admin
        .get("/rest/api/2/group/member?groupname=devs&maxResults=500")
        .await;
    let expected = json!({
        "self": "http://jira.test/rest/api/2/group/member?includeInactiveUsers=false&groupname=devs&maxResults=50&startAt=0",
        "maxResults": 50,
        "startAt": 0,
        "total": 1,
        "isLast": true,
        "values": [{
            "self": "http://jira.test/rest/api/2/user?username=fred",
            "name": "fred",
            "key": "JIRAUSER10001",
            "emailAddress": "fred@example.com",
            "avatarUrls": {
                "48x48": "http://jira.test/secure/useravatar?ownerId=JIRAUSER10001",
                "24x24": "http://jira.test/secure/useravatar?size=small&ownerId=JIRAUSER10001",
                "16x16": "http://jira.test/secure/useravatar?size=xsmall&ownerId=JIRAUSER10001",
                "32x32": "http://jira.test/secure/useravatar?size=medium&ownerId=JIRAUSER10001",
            },
            "displayName": "Fred Test",
            "active": true,
            "timeZone": "Etc/UTC",
        }],
    });
    assert_eq!(members.text, expected.to_string());
    let expanded = admin
        .get("/rest/api/2/group?groupname=devs&expand=users")
        .await
        .expect(200);
    assert_eq!(expanded["users"]["items"], expected["values"]);
    let url = "/rest/api/2/group?groupname=devs&expand=users";
    let range = admin.get(&format!("{url}[0:49]")).await.expect(200);
    assert_eq!(range, expanded);
    let behind = admin.get(&format!("{url}[1:1000]")).await.expect(200);
    assert_eq!(
        (&behind["users"]["size"], &behind["users"]["items"]),
        (&json!(1), &json!([]))
    );
    assert_eq!(behind["users"]["start-index"], 1);
    let page = "/rest/api/2/group/member?groupname=devs&startAt=-1";
    admin.get(page).await.expect(400);

    let edit = json!({ "active": false });
    admin
        .put("/rest/api/2/user?username=fred", edit)
        .await
        .expect(200);
    let active = admin
        .get("/rest/api/2/group/member?groupname=devs")
        .await
        .expect(200);
    assert_eq!(active["total"], 0);
    let all = "/rest/api/2/group/member?groupname=devs&includeInactiveUsers=true";
    assert_eq!(admin.get(all).await.expect(200)["total"], 1);

    let gone = "/rest/api/2/group/user?groupname=devs&username=fred";
    admin.delete(gone).await.expect(200);
    admin.delete(gone).await.expect(400);
    app.done().await;
}

#[tokio::test]
async fn others_may_not() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    for (client, status) in [(app.anonymous(), 401), (fred, 403)] {
        client
            .get("/rest/api/2/group?groupname=x")
            .await
            .expect(status);
        client
            .post(GROUP, json!({ "name": "x" }))
            .await
            .expect(status);
        client
            .delete("/rest/api/2/group?groupname=x")
            .await
            .expect(status);
        client
            .get("/rest/api/2/group/member?groupname=x")
            .await
            .expect(status);
        let path = "/rest/api/2/group/user?groupname=x&username=y";
        client
            .post(path, json!({ "name": "y" }))
            .await
            .expect(status);
        client.delete(path).await.expect(status);
    }
    app.done().await;
}

#[tokio::test]
async fn somebody_always_administers() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let path = "/rest/api/2/group/user?groupname=jira-administrators&username=admin";
    admin.delete(path).await.expect(400);
    admin
        .delete("/rest/api/2/group?groupname=jira-administrators")
        .await
        .expect(400);
    admin
        .get("/rest/api/2/group?groupname=jira-administrators")
        .await
        .expect(200);
    app.done().await;
}

#[tokio::test]
async fn only_system_administrators_make_system_administrators() {
    let app = TestApp::new().await;
    let boss = app.jira_admin("boss").await;
    let path = "/rest/api/2/group/user?groupname=jira-administrators";
    boss.post(path, json!({ "name": "boss" })).await.expect(403);
    boss.delete(&format!("{path}&username=admin"))
        .await
        .expect(403);
    boss.delete("/rest/api/2/group?groupname=jira-administrators")
        .await
        .expect(403);
    let path = "/rest/api/2/group/user?groupname=test-admins";
    app.member("fred").await;
    boss.post(path, json!({ "name": "fred" })).await.expect(201);
    app.admin()
        .post(
            "/rest/api/2/group/user?groupname=jira-administrators",
            json!({ "name": "fred" }),
        )
        .await
        .expect(201);
    app.done().await;
}

#[tokio::test]
async fn the_picker_shows_what_matched() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let picked = fred.get("/rest/api/2/groups/picker?query=ADMIN").await;
    let expected = json!({
        "header": "Showing 1 of 1 matching groups",
        "total": 1,
        "groups": [{
            "name": "jira-administrators",
            "html": "jira-<strong>admin</strong>istrators",
            "labels": [],
        }],
    });
    assert_eq!(picked.text, expected.to_string());
    let picked = fred
        .get("/rest/api/2/groups/picker?maxResults=1&exclude=jira-administrators")
        .await;
    assert_eq!(
        picked.expect(200)["groups"][0]["name"],
        "jira-software-users"
    );
    let wild = fred
        .get("/rest/api/2/groups/picker?query=%25")
        .await
        .expect(200);
    assert_eq!(wild["total"], 0);
    app.anonymous()
        .get("/rest/api/2/groups/picker?query=a")
        .await
        .expect(401);
    app.done().await;
}

#[tokio::test]
async fn membership_counts_at_once() {
    let app = TestApp::new().await;
    let fred = app.stranger("fred").await;
    fred.get("/rest/api/2/myself").await.expect(401);
    let path = "/rest/api/2/group/user?groupname=jira-software-users";
    app.admin()
        .post(path, json!({ "name": "fred" }))
        .await
        .expect(201);
    fred.get("/rest/api/2/myself").await.expect(200);
    app.admin()
        .delete(&format!("{path}&username=fred"))
        .await
        .expect(200);
    fred.get("/rest/api/2/myself").await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn comments_only_the_group_could_see_need_another_one() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.project("OPS").await;
    app.issue("OPS", "s").await;
    for name in ["devs", "ops"] {
        admin.post(GROUP, json!({ "name": name })).await.expect(201);
    }
    let cx = base::Cx::internal(app.app(), "test");
    let mut tx = cx.write().await.unwrap();
    let sql = "insert into issue_comment (id, issue_id, body, group_id, created_at, updated_at)
               select 1, i.id, 'x', g.id, 0, 0 from issue i cross join user_group g where g.name = 'devs'";
    tx.execute(sql, &[]).await.unwrap();
    tx.commit().await.unwrap();
    for swap in ["", "&swapGroup=DEVS", "&swapGroup="] {
        let path = format!("/rest/api/2/group?groupname=devs{swap}");
        let refused = admin.delete(&path).await.expect(400);
        assert!(refused["errors"]["swapGroup"].is_string(), "{refused}");
    }
    admin
        .delete("/rest/api/2/group?groupname=devs&swapGroup=x")
        .await
        .expect(404);
    admin
        .delete("/rest/api/2/group?groupname=devs&swapGroup=ops")
        .await
        .expect(200);
    let mut tx = app.app().db.read().await.unwrap();
    let sql = "select g.name from issue_comment c join user_group g on g.id = c.group_id";
    let group: String = tx.one(sql, &[], |row| row.take()).await.unwrap();
    assert_eq!(group, "ops");
    drop(tx);
    app.done().await;
}
