use serde_json::{Value, json};
use testkit::{Client, TestApp};

async fn names(client: &Client, path: &str) -> Vec<String> {
    let found = client.get(path).await.expect(200);
    let found = found.as_array().unwrap();
    found
        .iter()
        .map(|user| user["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_word_finds_names_addresses_and_full_names() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let jane = json!({ "name": "jd", "emailAddress": "office@example.com", "displayName": "Jane van Dorn" });
    app.admin().post("/rest/api/2/user", jane).await.expect(201);
    for (word, expected) in [
        ("fr", vec!["fred"]),
        ("FRED@EXAMPLE", vec!["fred"]),
        ("test", vec!["fred"]),
        ("off", vec!["jd"]),
        ("dorn", vec!["jd"]),
        ("jane+van", vec!["jd"]),
        ("ane", vec![]),
        ("a", vec!["admin"]),
        ("_", vec![]),
        ("nobody", vec![]),
    ] {
        let path = format!("/rest/api/2/user/search?username={word}");
        assert_eq!(names(&fred, &path).await, expected, "{word}");
    }
    //
    for everybody in ["%27%27", "%22%22", ".", "%25"] {
        let path = format!("/rest/api/2/user/search?username={everybody}");
        assert_eq!(names(&fred, &path).await, ["admin", "fred", "jd"]);
    }
    let all = "/rest/api/2/user/search?username=.";
    assert_eq!(
        names(&fred, &format!("{all}&startAt=1&maxResults=1")).await,
        ["fred"]
    );
    assert!(
        names(&fred, &format!("{all}&maxResults=0"))
            .await
            .is_empty()
    );
    app.admin()
        .put("/rest/api/2/user?username=jd", json!({ "active": false }))
        .await
        .expect(200);
    assert_eq!(names(&fred, all).await, ["admin", "fred"]);
    assert_eq!(
        names(&fred, &format!("{all}&includeInactive=true"))
            .await
            .len(),
        3
    );
    assert_eq!(
        names(
            &fred,
            &format!("{all}&includeInactive=true&includeActive=false")
        )
        .await,
        ["jd"]
    );
    for path in [
        "/rest/api/2/user/search",
        "/rest/api/2/user/search?username=",
        "/rest/api/2/user/search?username=.&startAt=-1",
        "/rest/api/2/user/search?username=.&maxResults=x",
        "/rest/api/2/user/search?username=a%00b",
    ] {
        fred.get(path).await.expect(400);
    }
    app.done().await;
}

#[tokio::test]
async fn a_user_in_a_list() {
    let app = TestApp::new().await;
    let found = app
        .admin()
        .get("/rest/api/2/user/search?username=admin")
        .await;
    let expected = json!([{
        "self": "http://jira.test/rest/api/2/user?username=admin",
        "key": "JIRAUSER10000",
        "name": "admin",
        "emailAddress": "admin@example.com",
        "avatarUrls": {
            "48x48": "http://jira.test/secure/useravatar?ownerId=JIRAUSER10000",
            "24x24": "http://jira.test/secure/useravatar?size=small&ownerId=JIRAUSER10000",
            "16x16": "http://jira.test/secure/useravatar?size=xsmall&ownerId=JIRAUSER10000",
            "32x32": "http://jira.test/secure/useravatar?size=medium&ownerId=JIRAUSER10000",
        },
        "displayName": "Ada Admin",
        "active": true,
        "deleted": false,
        "timeZone": "Etc/UTC",
        "locale": "en_US",
    }]);
    assert_eq!(found.text, expected.to_string());
    app.done().await;
}

#[tokio::test]
async fn the_picker_shows_what_matched() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let picked = fred
        .get("/rest/api/2/user/picker?query=fre&showAvatar=true")
        .await;
    let expected = json!({
        "users": [{
            "name": "fred",
            "key": "JIRAUSER10001",
            "html": "<strong>Fre</strong>d Test - <strong>fre</strong>d@example.com (<strong>fre</strong>d)",
            "displayName": "Fred Test",
            "avatarUrl": "http://jira.test/secure/useravatar?size=xsmall&ownerId=JIRAUSER10001",
        }],
        "total": 1,
        "header": "Showing 1 of 1 matching users",
    });
    assert_eq!(picked.text, expected.to_string());
    let path = "/rest/api/2/user/picker?query=&exclude=x&exclude=ADMIN&maxResults=1";
    let picked = fred.get(path).await.expect(200);
    assert_eq!(
        (&picked["total"], &picked["users"][0]["name"]),
        (&json!(1), &json!("fred"))
    );
    assert!(picked["users"][0].get("avatarUrl").is_none());
    fred.get("/rest/api/2/user/picker?maxResults=x")
        .await
        .expect(400);
    app.done().await;
}

#[tokio::test]
async fn without_browse_users_nobody_is_found() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    admin
        .post("/rest/api/2/group", json!({ "name": "guests" }))
        .await
        .expect(201);
    let guest = app.stranger("guest").await;
    admin
        .post(
            "/rest/api/2/group/user?groupname=guests",
            json!({ "name": "guest" }),
        )
        .await
        .expect(201);
    let groups = json!({ "groups": ["jira-administrators", "jira-software-users", "guests"] });
    admin
        .put("/rest/api/2/applicationrole/jira-software", groups)
        .await
        .expect(200);
    for name in ["admin", "nobody", "."] {
        let path = format!("/rest/api/2/user/search?username={name}");
        assert!(names(&guest, &path).await.is_empty());
        let path = format!("/rest/api/2/user/picker?query={name}");
        assert_eq!(guest.get(&path).await.expect(200)["total"], 0);
        let path = format!("/rest/api/2/user/viewissue/search?username={name}&projectKey=OPS");
        assert!(names(&guest, &path).await.is_empty());
    }
    for path in [
        "search?username=a",
        "picker?query=a",
        "assignable/search?project=OPS",
        "assignable/multiProjectSearch?projectKeys=OPS",
        "viewissue/search?username=a&projectKey=OPS",
        "permission/search?permissions=BROWSE&projectKey=OPS",
    ] {
        app.anonymous()
            .get(&format!("/rest/api/2/user/{path}"))
            .await
            .expect(401);
    }
    app.done().await;
}

#[tokio::test]
async fn who_may_be_assigned() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let issue = app.issue("OPS", "s").await;
    let fred = app.member("fred").await;
    for path in [
        "search?project=OPS",
        "search?project=ops",
        &format!("search?issueKey={issue}"),
        "multiProjectSearch?projectKeys=OPS,OPS",
    ] {
        let path = format!("/rest/api/2/user/assignable/{path}");
        assert_eq!(names(&fred, &path).await, ["admin", "fred"], "{path}");
        assert_eq!(names(&fred, &format!("{path}&username=fr")).await, ["fred"]);
        assert_eq!(
            names(&fred, &format!("{path}&maxResults=1")).await,
            ["admin"]
        );
        assert_eq!(names(&fred, &format!("{path}&startAt=1")).await, ["fred"]);
    }
    app.admin()
        .put("/rest/api/2/user?username=fred", json!({ "active": false }))
        .await
        .expect(200);
    let path = "/rest/api/2/user/assignable/search?project=OPS";
    assert_eq!(names(&app.admin(), path).await, ["admin"]);
    for (path, status) in [
        ("search", 400),
        ("search?project=NO", 404),
        ("search?issueKey=OPS-99", 404),
        ("multiProjectSearch", 400),
        ("multiProjectSearch?projectKeys=OPS,NO", 404),
    ] {
        let path = format!("/rest/api/2/user/assignable/{path}");
        app.admin().get(&path).await.expect(status);
    }
    app.done().await;
}

/// Makes a permission scheme with these grants (permission, holder) and gives it to the project.
async fn with_scheme(app: &TestApp, project: &str, grants: &[(&str, Value)]) {
    let grants: Vec<Value> = grants
        .iter()
        .map(|(permission, holder)| json!({ "permission": permission, "holder": holder }))
        .collect();
    let scheme = json!({ "name": format!("{project} scheme"), "permissions": grants });
    let scheme = app
        .admin()
        .post("/rest/api/2/permissionscheme", scheme)
        .await
        .expect(201);
    let path = format!("/rest/api/2/project/{project}/permissionscheme");
    app.admin()
        .put(&path, json!({ "id": scheme["id"] }))
        .await
        .expect(200);
}

#[tokio::test]
async fn permissions_decide_who_is_found() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let issue = app.issue("OPS", "s").await;
    let (fred, jane) = (app.member("fred").await, app.member("jane").await);
    let user = |key: &str| json!({ "type": "user", "parameter": key });
    let (admin, fred_key) = ("JIRAUSER10000", "JIRAUSER10001");
    with_scheme(
        &app,
        "OPS",
        &[
            ("BROWSE_PROJECTS", user(fred_key)),
            ("BROWSE_PROJECTS", user(admin)),
            ("ASSIGN_ISSUES", user(fred_key)),
            ("ASSIGNABLE_USER", user(admin)),
            ("ADD_COMMENTS", user(fred_key)),
        ],
    )
    .await;
    let path = format!("/rest/api/2/user/assignable/search?issueKey={issue}");
    assert_eq!(names(&fred, &path).await, ["admin"]);
    app.admin().get(&path).await.expect(403);
    jane.get(&path).await.expect(404);
    jane.get("/rest/api/2/user/assignable/search?project=OPS")
        .await
        .expect(404);

    for place in [format!("issueKey={issue}"), "projectKey=OPS".to_owned()] {
        let viewers = format!("/rest/api/2/user/viewissue/search?{place}");
        assert_eq!(
            names(&fred, &format!("{viewers}&username=f")).await,
            ["fred"]
        );
        assert!(
            names(&fred, &format!("{viewers}&username=jane"))
                .await
                .is_empty()
        );
        assert!(names(&fred, &viewers).await.is_empty());
        jane.get(&format!("{viewers}&username=f")).await.expect(404);

        let permitted = format!("/rest/api/2/user/permission/search?{place}");
        let both = format!("{permitted}&permissions=BROWSE,ADD_COMMENTS");
        assert_eq!(names(&app.admin(), &both).await, ["fred"]);
        assert!(
            names(&app.admin(), &format!("{both}&username=a"))
                .await
                .is_empty()
        );
        fred.get(&both).await.expect(403);
        jane.get(&both).await.expect(404);
        app.admin()
            .get(&format!("{permitted}&permissions=NO_SUCH"))
            .await
            .expect(400);
        app.admin().get(&permitted).await.expect(400);
    }
    app.admin()
        .get("/rest/api/2/user/viewissue/search?username=a")
        .await
        .expect(400);
    app.admin()
        .get("/rest/api/2/user/permission/search?permissions=BROWSE")
        .await
        .expect(400);
    app.done().await;
}

#[tokio::test]
async fn yes_and_no_are_read_as_python_writes_them() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let admin = app.admin();
    admin
        .put("/rest/api/2/user?username=fred", json!({ "active": false }))
        .await
        .expect(200);
    for (query, n) in [
        ("includeActive=True&includeInactive=False", 0),
        ("includeActive=True&includeInactive=True", 1),
    ] {
        let path = format!("/rest/api/2/user/search?username=fred&{query}");
        let found = admin.get(&path).await.expect(200);
        assert_eq!(found.as_array().unwrap().len(), n, "{query}");
    }
    app.done().await;
}

#[tokio::test]
async fn all_users_come_in_parts() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    app.member("ann").await;
    let mut path = "/rest/api/2/user/list?maxResults=2".to_owned();
    let first = fred.get(&path).await.expect(200);
    assert_eq!(first["self"], format!("http://jira.test{path}"));
    assert_eq!(
        (&first["isLast"], &first["maxResults"]),
        (&json!(false), &json!(2))
    );
    let mut names = Vec::new();
    loop {
        let part = fred.get(&path).await.expect(200);
        for user in part["values"].as_array().unwrap() {
            names.push(user["name"].as_str().unwrap().to_owned());
        }
        let Some(next) = part["nextPage"].as_str() else {
            assert_eq!(
                (&part["isLast"], &part["nextCursor"]),
                (&json!(true), &Value::Null)
            );
            break;
        };
        assert!(next.ends_with(&format!("&cursor={}", part["nextCursor"].as_str().unwrap())));
        path = next.strip_prefix("http://jira.test").unwrap().to_owned();
    }
    assert_eq!(names, ["admin", "fred", "ann"]);
    fred.get("/rest/api/2/user/list?cursor=x").await.expect(400);
    fred.get("/rest/api/2/user/list?maxResults=-1")
        .await
        .expect(400);
    app.anonymous()
        .get("/rest/api/2/user/list")
        .await
        .expect(401);
    app.done().await;
}

#[tokio::test]
async fn users_and_groups_are_picked_at_once() {
    const PATH: &str = "/rest/api/2/groupuserpicker?query=ad";
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let picked = fred
        .get(&format!("{PATH}&showAvatar=true"))
        .await
        .expect(200);
    assert_eq!(picked["users"]["users"][0]["name"], "admin");
    assert!(picked["users"]["users"][0]["avatarUrl"].is_string());
    assert_eq!(picked["users"]["header"], "Showing 1 of 1 matching users");
    assert_eq!(picked["groups"]["groups"][0]["name"], "jira-administrators");
    assert_eq!(picked["groups"]["header"], "Showing 1 of 1 matching groups");
    app.anonymous().get(PATH).await.expect(401);
    fred.get(&format!("{PATH}&maxResults=x")).await.expect(400);
    // CVE-2019-8449: without Browse Users nobody is found, and nobody told why.
    let stranger = app.stranger("eve").await;
    for path in ["groupuserpicker?query=ad", "groupuserpicker?query=zz"] {
        let picked = stranger.get(&format!("/rest/api/2/{path}")).await;
        if picked.status == 200 {
            assert_eq!(picked.body["users"]["total"], 0);
            assert_eq!(picked.body["groups"]["total"], 0);
        }
    }
    app.done().await;
}

#[tokio::test]
async fn nobody_is_there_twice() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let (count, list) = (
        "/rest/api/2/user/duplicated/count?flush=true",
        "/rest/api/2/user/duplicated/list",
    );
    assert_eq!(
        app.admin().get(count).await.expect(200),
        json!({ "count": 0 })
    );
    assert_eq!(app.admin().get(list).await.expect(200), json!({}));
    for path in [count, list] {
        fred.get(path).await.expect(403);
        app.anonymous().get(path).await.expect(401);
    }
    let settings = "/rest/api/2/user/a11y/personal-settings";
    assert_eq!(fred.get(settings).await.expect(200), json!([]));
    app.anonymous().get(settings).await.expect(401);
    app.done().await;
}
