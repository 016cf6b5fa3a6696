//! Who sees a filter, and whom it may be shared with.

use serde_json::{Value, json};
use testkit::{Client, TestApp};

use super::{FILTER, save, share};

async fn sees(client: &Client, id: &str) -> bool {
    match client.get(&format!("{FILTER}/{id}")).await.status {
        200 => true,
        400 | 401 => false,
        status => panic!("{status}"),
    }
}

/// Makes a project that only the members of its role see.
async fn closed_project(app: &TestApp, key: &str) -> String {
    let id = app.project(key).await;
    let admin = app.admin();
    let scheme = json!({
        "name": format!("Closed {key}"),
        "permissions": [
            { "holder": { "type": "projectRole", "parameter": "10002" }, "permission": "BROWSE_PROJECTS" },
        ],
    });
    let scheme = admin
        .post("/rest/api/2/permissionscheme", scheme)
        .await
        .expect(201);
    let path = format!("/rest/api/2/project/{key}/permissionscheme");
    let scheme = json!({ "id": scheme["id"] });
    admin.put(&path, scheme).await.expect(200);
    id
}

async fn add_to_role(app: &TestApp, project: &str, name: &str) {
    let path = format!("/rest/api/2/project/{project}/role/10002");
    let user = json!({ "user": [name] });
    app.admin().post(&path, user).await.expect(200);
}

#[tokio::test]
async fn each_share_shows_the_filter_to_whom_it_names() {
    let app = TestApp::new().await;
    let project = closed_project(&app, "SEC").await;
    let (fred, jane, carl) = (
        app.member("fred").await,
        app.member("jane").await,
        app.member("carl").await,
    );
    for name in ["fred", "jane"] {
        add_to_role(&app, "SEC", name).await;
    }
    let admin = app.admin();
    admin
        .post("/rest/api/2/group", json!({ "name": "devs" }))
        .await
        .expect(201);
    for name in ["fred", "jane"] {
        let path = "/rest/api/2/group/user?groupname=devs";
        admin.post(path, json!({ "name": name })).await.expect(201);
    }
    let jane_key = jane.get("/rest/api/2/myself").await.expect(200)["key"].take();
    let nobody = app.anonymous();
    let shares = [
        json!({ "type": "group", "groupname": "DEVS" }),
        json!({ "type": "project", "projectId": project }),
        json!({ "type": "projectRole", "projectId": project, "projectRoleId": 10002 }),
        json!({ "type": "user", "userKey": jane_key }),
    ];
    for (n, with) in shares.iter().enumerate() {
        let id = save(&fred, &format!("Filter {n}"), "").await;
        assert!(!sees(&jane, &id).await, "{with}");
        let shared = share(&fred, &id, with.clone()).await;
        assert!(sees(&jane, &id).await, "{with}");
        assert!(!sees(&carl, &id).await, "{with}");
        assert!(!sees(&nobody, &id).await, "{with}");
        let path = format!("{FILTER}/{id}/permission");
        assert_eq!(jane.get(&path).await.expect(200), shared);
        let one = format!("{path}/{}", shared[0]["id"]);
        assert_eq!(jane.get(&one).await.expect(200), shared[0]);
        // Seeing is not editing.
        assert_eq!(jane.delete(&one).await.status, 400);
        assert_eq!(
            jane.post(&path, json!({ "type": "global" })).await.status,
            400
        );
        assert_eq!(fred.delete(&one).await.status, 204);
        assert!(!sees(&jane, &id).await, "{with}");
        fred.delete(&one).await.expect(404);
        fred.get(&one).await.expect(404);
    }
    let id = save(&fred, "Anyone's", "").await;
    share(&fred, &id, json!({ "type": "authenticated" })).await;
    assert!(sees(&carl, &id).await);
    assert!(!sees(&nobody, &id).await);
    // With everybody means instead of with anyone in particular.
    let shared = share(&fred, &id, json!({ "type": "global" })).await;
    let global = json!([{ "id": shared[0]["id"], "type": "global", "view": true, "edit": false }]);
    assert_eq!(shared, global);
    assert!(sees(&nobody, &id).await);
    app.done().await;
}

#[tokio::test]
async fn a_share_is_shown_with_what_the_viewer_may_know() {
    let app = TestApp::new().await;
    let project = closed_project(&app, "SEC").await;
    let (fred, jane) = (app.member("fred").await, app.member("jane").await);
    add_to_role(&app, "SEC", "fred").await;
    let id = save(&fred, "Mine", "").await;
    share(&fred, &id, json!({ "type": "authenticated" })).await;
    let role = json!({ "type": "projectRole", "projectId": project, "projectRoleId": "10002", "edit": true });
    let shared = share(&fred, &id, role.clone()).await;
    let expected = json!({
        "id": shared[1]["id"],
        "type": "project",
        "project": {
            "self": format!("http://jira.test/rest/api/2/project/{project}"),
            "id": project,
            "key": "SEC",
            "name": "Project SEC",
            "projectTypeKey": "software",
            "avatarUrls": shared[1]["project"]["avatarUrls"],
        },
        "role": {
            "self": "http://jira.test/rest/api/2/project/SEC/role/10002",
            "name": "Administrators",
            "id": 10002,
            "description": "People who administer a project.",
        },
        "view": true,
        "edit": true,
    });
    assert_eq!(shared[1].to_string(), expected.to_string());
    let seen = jane
        .get(&format!("{FILTER}/{id}/permission"))
        .await
        .expect(200);
    assert_eq!(
        seen[1],
        json!({ "id": shared[1]["id"], "type": "project-unknown", "view": true, "edit": true })
    );
    // The same again is the same share, with what is new of it.
    let mut role = role;
    role["edit"] = json!(false);
    let again = share(&fred, &id, role).await;
    assert_eq!(again.as_array().unwrap().len(), 2);
    assert_eq!(
        (&again[1]["id"], &again[1]["edit"]),
        (&shared[1]["id"], &json!(false))
    );
    app.done().await;
}

#[tokio::test]
async fn editors_change_a_filter_and_do_not_delete_it() {
    let app = TestApp::new().await;
    let (fred, jane) = (app.member("fred").await, app.member("jane").await);
    let key = jane.get("/rest/api/2/myself").await.expect(200)["key"].take();
    let id = save(&fred, "Ours", "").await;
    share(
        &fred,
        &id,
        json!({ "type": "user", "userKey": key, "view": true, "edit": true }),
    )
    .await;
    let path = format!("{FILTER}/{id}");
    let changed = jane
        .put(&path, json!({ "jql": "assignee = currentUser()" }))
        .await
        .expect(200);
    assert_eq!(changed["owner"]["name"], "fred");
    assert_eq!(changed["editable"], true);
    assert_eq!(jane.delete(&path).await.status, 400);
    share(&jane, &id, json!({ "type": "authenticated" })).await;
    assert_eq!(fred.delete(&path).await.status, 204);
    app.done().await;
}

#[tokio::test]
async fn one_shares_with_what_one_has_part_in_only() {
    let app = TestApp::new().await;
    let project = closed_project(&app, "SEC").await;
    let (fred, outside) = (app.member("fred").await, app.stranger("sam").await);
    let id = save(&fred, "Mine", "").await;
    let path = format!("{FILTER}/{id}/permission");
    let dump = app.dump().await;
    let missing = "It does not exist, or you do not have permission to share with it.";
    for (with, field) in [
        (
            json!({ "type": "group", "groupname": "jira-administrators" }),
            "groupname",
        ),
        (
            json!({ "type": "group", "groupname": "ghosts" }),
            "groupname",
        ),
        (json!({ "type": "group" }), "groupname"),
        (
            json!({ "type": "project", "projectId": project }),
            "projectId",
        ),
        (
            json!({ "type": "project", "projectId": "99999" }),
            "projectId",
        ),
        (json!({ "type": "project" }), "projectId"),
        (
            json!({ "type": "projectRole", "projectId": project, "projectRoleId": "10002" }),
            "projectId",
        ),
        (json!({ "type": "user", "userKey": "ghost" }), "userKey"),
        (json!({ "type": "user" }), "userKey"),
    ] {
        let refused = fred.post(&path, with.clone()).await;
        assert_eq!(
            (refused.status, refused.error(field)),
            (400, missing),
            "{with}"
        );
    }
    let open = app.project("OPS").await;
    let dump_with_project = app.dump().await;
    assert_ne!(dump, dump_with_project);
    for (role, field) in [
        ("10002", "projectRoleId"),
        ("99999", "projectRoleId"),
        ("x", "projectRoleId"),
    ] {
        let with = json!({ "type": "projectRole", "projectId": open, "projectRoleId": role });
        assert_eq!(fred.post(&path, with).await.error(field), missing, "{role}");
    }
    let refuse = async |with: Value, field: &str| {
        let refused = fred.post(&path, with.clone()).await;
        assert_eq!(refused.status, 400, "{with}");
        assert_ne!(refused.error(field), "", "{with}");
    };
    refuse(json!({}), "type").await;
    refuse(json!({ "type": "planet" }), "type").await;
    refuse(json!({ "type": "global", "edit": true }), "edit").await;
    refuse(json!({ "type": "authenticated", "edit": true }), "edit").await;
    refuse(json!({ "type": "global", "view": false }), "view").await;
    for body in [
        json!({ "type": 1 }),
        json!({ "type": "user", "userKey": "a\0" }),
        json!([]),
    ] {
        fred.post(&path, body).await.expect(400);
    }
    app.anonymous()
        .post(&path, json!({ "type": "global" }))
        .await
        .expect(401);
    app.anonymous().get(&path).await.expect(401);
    outside.get(&path).await;
    assert_eq!(app.dump().await, dump_with_project);

    // Nobody shares without the global permission, nor by default.
    let cx = base::Cx::internal(app.app(), "test");
    let mut tx = cx.write().await.unwrap();
    tx.change_policy().await.unwrap();
    let sql = "delete from global_grant where permission = 'CREATE_SHARED_OBJECTS'";
    tx.execute(sql, &[]).await.unwrap();
    tx.commit().await.unwrap();
    let refused = fred.post(&path, json!({ "type": "global" })).await;
    assert_eq!(refused.status, 400);
    assert_eq!(
        refused.messages(),
        "You do not have permission to share. All shares are invalid."
    );
    let scope = json!({ "scope": "AUTHENTICATED" });
    let refused = fred
        .put("/rest/api/2/filter/defaultShareScope", scope)
        .await;
    assert_eq!(refused.status, 400);
    app.done().await;
}

#[tokio::test]
async fn shares_end_with_what_they_are_to_and_filters_with_their_owners() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    app.member("leaver").await;
    admin
        .post("/rest/api/2/group", json!({ "name": "devs" }))
        .await
        .expect(201);
    let id = save(&admin, "Everything", "").await;
    share(&admin, &id, json!({ "type": "group", "groupname": "devs" })).await;
    let leaver = app.client("leaver", testkit::PASSWORD);
    let key = leaver.get("/rest/api/2/myself").await.expect(200)["key"].take();
    share(&admin, &id, json!({ "type": "user", "userKey": key })).await;
    let theirs = save(&leaver, "Theirs", "").await;
    share(&leaver, &theirs, json!({ "type": "authenticated" })).await;
    assert!(sees(&fred, &theirs).await);
    admin
        .delete("/rest/api/2/group?groupname=devs")
        .await
        .expect(200);
    admin
        .delete("/rest/api/2/user?username=leaver")
        .await
        .expect(204);
    let shares = admin
        .get(&format!("{FILTER}/{id}/permission"))
        .await
        .expect(200);
    assert_eq!(shares, json!([]));
    assert!(!sees(&fred, &theirs).await);
    app.done().await;
}
