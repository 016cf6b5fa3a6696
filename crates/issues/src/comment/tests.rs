use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::tests::{configure, grant, hide, history, members, revoke, task};

const LIST: &str = "/rest/api/2/issue/OPS-1/comment";

async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "talk").await;
    app
}

async fn say(client: &Client, body: &str) -> String {
    let comment = client.post(LIST, json!({ "body": body })).await.expect(201);
    comment["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn somebody_comments() {
    let app = world().await;
    let fred = app.member("fred").await;
    app.advance(60);
    let comment = fred
        .post(LIST, json!({ "body": "Hello" }))
        .await
        .expect(201);
    let id = app.admin().get("/rest/api/2/issue/OPS-1").await.expect(200)["id"].clone();
    let id = id.as_str().unwrap();
    let fred_short = json!({
        "self": "http://jira.test/rest/api/2/user?username=fred",
        "name": "fred",
        "key": comment["author"]["key"],
        "emailAddress": "fred@example.com",
        "avatarUrls": comment["author"]["avatarUrls"],
        "displayName": "Fred Test",
        "active": true,
        "timeZone": comment["author"]["timeZone"],
    });
    assert_eq!(
        comment,
        json!({
            "self": format!("http://jira.test/rest/api/2/issue/{id}/comment/10000"),
            "id": "10000",
            "author": fred_short,
            "body": "Hello",
            "updateAuthor": fred_short,
            "created": "2024-03-01T12:01:00.000+0000",
            "updated": "2024-03-01T12:01:00.000+0000",
        })
    );
    assert_eq!(
        members(&comment),
        [
            "self",
            "id",
            "author",
            "body",
            "updateAuthor",
            "created",
            "updated"
        ]
    );
    let list = app.admin().get(LIST).await.expect(200);
    assert_eq!(
        list,
        json!({ "startAt": 0, "maxResults": 1_048_576, "total": 1, "comments": [comment] })
    );
    assert_eq!(
        members(&list),
        ["startAt", "maxResults", "total", "comments"]
    );
    let one = app.admin().get(&format!("{LIST}/10000")).await.expect(200);
    assert_eq!(one, comment);
    let issue = app.admin().get("/rest/api/2/issue/OPS-1").await.expect(200);
    assert_eq!(issue["fields"]["updated"], "2024-03-01T12:01:00.000+0000");
    assert_eq!(issue["fields"]["comment"]["comments"], json!([comment]));
    assert_eq!(
        members(&issue["fields"]["comment"]),
        ["comments", "maxResults", "total", "startAt"]
    );
    app.done().await;
}

#[tokio::test]
async fn bodies_come_back_byte_for_byte() {
    let app = world().await;
    let admin = app.admin();
    for body in [
        " \tblanks around \r\n\r\nCRLF\n",
        "𝒳 😀 e\u{301} \u{202e}rtl",
        "[a|https://gl/x] in [b|c]:{quote}PROJ-1 <b>&amp;\"'\\{quote}",
        "\u{1}\u{7f}\u{feff}",
    ] {
        let id = say(&admin, body).await;
        let comment = admin.get(&format!("{LIST}/{id}")).await.expect(200);
        assert_eq!(comment["body"], body);
    }
    app.done().await;
}

#[tokio::test]
async fn what_is_no_comment_is_refused() {
    let app = world().await;
    let admin = app.admin();
    for body in [
        json!({}),
        json!({ "body": null }),
        json!({ "body": "" }),
        json!({ "body": " \n\t" }),
    ] {
        let reply = admin.post(LIST, body).await;
        assert_eq!(reply.error("comment"), "Comment body can not be empty!");
        assert_eq!(reply.status, 400);
    }
    let reply = admin
        .post(LIST, json!({ "body": "é".repeat(32_768) }))
        .await;
    assert!(reply.error("comment").contains("32,767"), "{}", reply.text);
    admin
        .post(LIST, json!({ "body": "é".repeat(32_767) }))
        .await
        .expect(201);
    for body in [
        &b"{\"body\": 7}"[..],
        b"{\"body\": \"a\\u0000b\"}",
        b"{\"body\": ",
        b"[]",
    ] {
        let headers = [("content-type", "application/json")];
        let reply = admin.raw("POST", LIST, &headers, body.to_vec()).await;
        assert_eq!(reply.status, 400, "{}", reply.text);
    }
    for path in ["OPS-2", "OPS-x", "0", "99999999999999999999"] {
        let path = format!("/rest/api/2/issue/{path}/comment");
        let reply = admin.post(&path, json!({ "body": "x" })).await;
        assert_eq!(reply.messages(), "Issue Does Not Exist");
        assert_eq!(reply.status, 404);
    }
    assert_eq!(admin.get(LIST).await.expect(200)["total"], 1);
    app.done().await;
}

#[tokio::test]
async fn pages_and_order() {
    let app = world().await;
    let admin = app.admin();
    for body in ["a", "b", "c"] {
        say(&admin, body).await;
        app.advance(1);
    }
    let bodies = |list: &Value| -> Vec<String> {
        let comments = list["comments"].as_array().unwrap().iter();
        comments
            .map(|comment| comment["body"].as_str().unwrap().to_owned())
            .collect()
    };
    for (query, expected) in [
        ("", "abc"),
        ("?orderBy=created", "abc"),
        ("?orderBy=-created", "cba"),
        ("?startAt=1&maxResults=1", "b"),
        ("?maxResults=0", ""),
        ("?startAt=7", ""),
    ] {
        let list = admin.get(&format!("{LIST}{query}")).await.expect(200);
        assert_eq!(bodies(&list).concat(), expected, "{query}");
        assert_eq!(list["total"], 3);
    }
    for query in ["?startAt=-1", "?maxResults=x", "?orderBy=body"] {
        admin.get(&format!("{LIST}{query}")).await.expect(400);
    }
    let rendered = admin
        .get(&format!("{LIST}?expand=renderedBody&maxResults=1"))
        .await
        .expect(200);
    assert_eq!(rendered["comments"][0]["renderedBody"], "<p>a</p>");
    app.done().await;
}

#[tokio::test]
async fn one_changes_and_deletes_ones_own() {
    let app = world().await;
    let (fred, jane) = (app.member("fred").await, app.member("jane").await);
    let id = say(&fred, "one").await;
    let path = format!("{LIST}/{id}");
    app.advance(60);
    let changed = fred.put(&path, json!({ "body": "two" })).await.expect(200);
    assert_eq!(changed["body"], "two");
    assert_eq!(changed["created"], "2024-03-01T12:00:00.000+0000");
    assert_eq!(changed["updated"], "2024-03-01T12:01:00.000+0000");
    app.advance(60);
    let same = fred.put(&path, json!({ "body": "two" })).await.expect(200);
    assert_eq!(same["updated"], "2024-03-01T12:01:00.000+0000");

    let reply = jane.put(&path, json!({ "body": "three" })).await;
    assert_eq!(reply.status, 403, "{}", reply.text);
    assert_eq!(jane.delete(&path).await.status, 403);
    // The administrator holds the permissions for all comments through the role Administrators.
    let admin = app.admin();
    let changed = admin.put(&path, json!({ "body": "by admin" })).await;
    let changed = changed.expect(200);
    assert_eq!(changed["author"]["name"], "fred");
    assert_eq!(changed["updateAuthor"]["name"], "admin");

    revoke(&app, "EDIT_OWN_COMMENTS").await;
    revoke(&app, "DELETE_OWN_COMMENTS").await;
    assert_eq!(fred.put(&path, json!({ "body": "x" })).await.status, 403);
    assert_eq!(fred.delete(&path).await.status, 403);
    grant(&app, "DELETE_OWN_COMMENTS", "applicationRole").await;
    fred.delete(&path).await.expect(204);
    let reply = fred.delete(&path).await;
    assert_eq!(reply.status, 404);
    assert_eq!(
        reply.messages(),
        format!("Can not find a comment for the id: {id}.")
    );
    assert_eq!(history(&app, "OPS-1").await.len(), 0);
    app.done().await;
}

#[tokio::test]
async fn a_comment_belongs_to_its_issue() {
    let app = world().await;
    app.issue("OPS", "other").await;
    let admin = app.admin();
    let id = say(&admin, "here").await;
    let path = format!("/rest/api/2/issue/OPS-2/comment/{id}");
    admin.get(&path).await.expect(404);
    admin.put(&path, json!({ "body": "x" })).await.expect(404);
    admin.delete(&path).await.expect(404);
    admin.get(&format!("{LIST}/x")).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn who_may_not() {
    let app = world().await;
    let fred = app.member("fred").await;
    let nobody = app.anonymous();
    let id = say(&fred, "x").await;
    let path = format!("{LIST}/{id}");
    nobody.get(LIST).await.expect(401);
    nobody.post(LIST, json!({ "body": "x" })).await.expect(401);
    nobody.delete(&path).await.expect(401);
    revoke(&app, "ADD_COMMENTS").await;
    let reply = fred.post(LIST, json!({ "body": "x" })).await;
    assert_eq!(reply.status, 403);
    assert_eq!(
        reply.messages(),
        "You do not have the permission 'Add Comments' for issue 'OPS-1'."
    );
    hide(&app).await;
    for reply in [
        fred.get(LIST).await,
        fred.get(&path).await,
        fred.post(LIST, json!({ "body": "x" })).await,
        fred.put(&path, json!({ "body": "x" })).await,
        fred.delete(&path).await,
    ] {
        assert_eq!(reply.status, 404);
        assert_eq!(reply.messages(), "Issue Does Not Exist");
    }
    app.done().await;
}

#[tokio::test]
async fn comments_for_a_group_are_seen_by_it_only() {
    let app = world().await;
    let (fred, admin) = (app.member("fred").await, app.admin());
    let visibility = json!({ "type": "group", "value": "jira-administrators" });
    let secret = admin
        .post(LIST, json!({ "body": "secret", "visibility": visibility }))
        .await
        .expect(201);
    assert_eq!(secret["visibility"], visibility);
    assert_eq!(members(&secret).last(), Some(&"visibility"));
    let path = format!("{LIST}/{}", secret["id"].as_str().unwrap());
    say(&admin, "open").await;

    assert_eq!(admin.get(LIST).await.expect(200)["total"], 2);
    let list = fred.get(LIST).await.expect(200);
    assert_eq!(list["total"], 1);
    assert_eq!(list["comments"][0]["body"], "open");
    let expanded = "/rest/api/2/issue/OPS-1?expand=renderedFields,changelog";
    let issue = fred.get(expanded).await;
    assert!(!issue.text.contains("secret"), "{}", issue.text);
    assert_eq!(issue.body["fields"]["comment"]["total"], 1);
    assert_eq!(
        issue.body["renderedFields"]["comment"]["comments"][0]["body"],
        "<p>open</p>"
    );
    grant(&app, "EDIT_ALL_COMMENTS", "applicationRole").await;
    grant(&app, "DELETE_ALL_COMMENTS", "applicationRole").await;
    fred.get(&path).await.expect(404);
    fred.put(&path, json!({ "body": "x" })).await.expect(404);
    fred.delete(&path).await.expect(404);

    // A change that does not speak of it leaves the visibility; null takes it away.
    let kept = admin
        .put(&path, json!({ "body": "still" }))
        .await
        .expect(200);
    assert_eq!(kept["visibility"], visibility);
    let opened = admin
        .put(&path, json!({ "body": "still", "visibility": null }))
        .await
        .expect(200);
    assert!(opened.get("visibility").is_none());
    fred.get(&path).await.expect(200);
    app.done().await;
}

#[tokio::test]
async fn comments_for_a_role_are_seen_by_it_only() {
    let app = world().await;
    let fred = app.member("fred").await;
    let visibility = json!({ "type": "role", "value": "administrators" });
    let comment = app
        .admin()
        .post(LIST, json!({ "body": "secret", "visibility": visibility }))
        .await
        .expect(201);
    assert_eq!(
        comment["visibility"],
        json!({ "type": "role", "value": "Administrators" })
    );
    assert_eq!(fred.get(LIST).await.expect(200)["total"], 0);
    // In the role in another project: that is no help.
    app.project("OTHER").await;
    let of = |project: &str| {
        format!(
            "insert into role_actor (id, role_id, project_id, user_id)
             select 9000 + p.id, 10002, p.id, u.id from project p, app_user u
             where p.key = '{project}' and u.name = 'fred'"
        )
    };
    configure(&app, &[&of("OTHER")]).await;
    assert_eq!(fred.get(LIST).await.expect(200)["total"], 0);
    configure(&app, &[&of("OPS")]).await;
    assert_eq!(fred.get(LIST).await.expect(200)["total"], 1);
    app.done().await;
}

#[tokio::test]
async fn one_speaks_only_to_groups_one_is_in() {
    let app = world().await;
    let fred = app.member("fred").await;
    let try_to = |kind: &str, value: &str| json!({ "body": "x", "visibility": { "type": kind, "value": value } });
    // Whether a group exists is not told.
    for name in ["jira-administrators", "no-such-group"] {
        let reply = fred.post(LIST, try_to("group", name)).await;
        assert_eq!(
            reply.error("commentLevel"),
            format!("You are currently not a member of the group: {name}.")
        );
    }
    for name in ["Administrators", "No such role", ""] {
        let reply = fred.post(LIST, try_to("role", name)).await;
        assert_eq!(reply.status, 400);
        assert!(reply.error("commentLevel").contains("project role"));
    }
    let reply = fred.post(LIST, try_to("team", "x")).await;
    assert_eq!(reply.status, 400);
    fred.post(LIST, try_to("group", "jira-software-users"))
        .await
        .expect(201);
    app.done().await;
}

#[tokio::test]
async fn comments_come_with_edits_and_new_issues() {
    let app = world().await;
    let fred = app.member("fred").await;
    let update = json!({ "update": { "comment": [{ "add": { "body": "with the edit" } }] } });
    fred.put("/rest/api/2/issue/OPS-1", update.clone())
        .await
        .expect(204);
    assert_eq!(fred.get(LIST).await.expect(200)["total"], 1);
    assert_eq!(history(&app, "OPS-1").await.len(), 0);
    let mut new = task(json!({}));
    new["update"] = update["update"].clone();
    fred.post("/rest/api/2/issue", new).await.expect(201);
    let list = fred.get("/rest/api/2/issue/OPS-2/comment").await;
    assert_eq!(list.expect(200)["total"], 1);
    app.done().await;
}
