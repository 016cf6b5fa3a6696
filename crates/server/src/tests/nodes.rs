//! Two processes on one database.

use serde_json::json;
use testkit::{PASSWORD, TestApp};

#[tokio::test]
async fn what_one_node_changes_the_other_takes_over() {
    let one = TestApp::new().await;
    let other = one.second_node().await;
    one.project("OPS").await;
    one.member("fred").await;
    let key = one.issue("OPS", "seen by both").await;
    let path = format!("/rest/api/2/issue/{key}");

    // The other node compiled its policy before the project existed.
    other.app().refresh().await.unwrap();
    let fred_there = other.client("fred", PASSWORD);
    fred_there.get(&path).await.expect(200);

    // A right taken away on one node.
    let scheme = json!({ "name": "Nobody", "permissions": [] });
    let scheme = one
        .admin()
        .post("/rest/api/2/permissionscheme", scheme)
        .await
        .expect(201);
    one.admin()
        .put(
            "/rest/api/2/project/OPS/permissionscheme",
            json!({ "id": scheme["id"] }),
        )
        .await
        .expect(200);
    one.client("fred", PASSWORD).get(&path).await.expect(404);
    other.app().refresh().await.unwrap();
    fred_there.get(&path).await.expect(404);

    // A credential taken away on one node, which the other one remembers.
    one.admin()
        .put(
            "/rest/api/2/user/password?username=fred",
            json!({ "password": "another" }),
        )
        .await
        .expect(204);
    one.client("fred", PASSWORD)
        .get("/rest/api/2/myself")
        .await
        .expect(401);
    other.app().refresh().await.unwrap();
    fred_there.get("/rest/api/2/myself").await.expect(401);
    one.done().await;
}

#[tokio::test]
async fn a_credential_is_forgotten_at_once_where_it_is_changed() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    fred.get("/rest/api/2/myself").await.expect(200);

    app.admin()
        .put(
            "/rest/api/2/user/password?username=fred",
            json!({ "password": "another" }),
        )
        .await
        .expect(204);
    fred.get("/rest/api/2/myself").await.expect(401);
    let fred = app.client("fred", "another");
    fred.get("/rest/api/2/myself").await.expect(200);

    app.admin()
        .put(
            "/rest/api/2/user?username=fred",
            json!({ "name": "frederic" }),
        )
        .await
        .expect(200);
    fred.get("/rest/api/2/myself").await.expect(401);
    let fred = app.client("frederic", "another");
    fred.get("/rest/api/2/myself").await.expect(200);

    let path = "/rest/api/2/group/user?groupname=jira-software-users&username=frederic";
    app.admin().delete(path).await.expect(200);
    fred.get("/rest/api/2/myself").await.expect(401);
    let path = "/rest/api/2/group/user?groupname=jira-software-users";
    app.admin()
        .post(path, json!({ "name": "frederic" }))
        .await
        .expect(201);
    fred.get("/rest/api/2/myself").await.expect(200);

    app.admin()
        .put(
            "/rest/api/2/user?username=frederic",
            json!({ "active": false }),
        )
        .await
        .expect(200);
    fred.get("/rest/api/2/myself").await.expect(401);
    app.done().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn issues_created_at_once_on_two_nodes_have_numbers_of_their_own() {
    let one = TestApp::new().await;
    one.project("OPS").await;
    let other = one.second_node().await;
    let mut creating = Vec::new();
    for n in 0..40 {
        let admin = if n % 2 == 0 {
            one.admin()
        } else {
            other.admin()
        };
        creating.push(tokio::spawn(async move {
            let issue = json!({ "fields": {
                "project": { "key": "OPS" }, "issuetype": { "name": "Task" }, "summary": format!("number {n}"),
            }});
            let made = admin.post("/rest/api/2/issue", issue).await.expect(201);
            made["key"].as_str().unwrap().to_owned()
        }));
    }
    let mut keys = Vec::new();
    for task in creating {
        keys.push(task.await.unwrap());
    }
    keys.sort_by_key(|key| key["OPS-".len()..].parse::<i64>().unwrap());
    let expected: Vec<String> = (1..=40).map(|n| format!("OPS-{n}")).collect();
    assert_eq!(keys, expected);
    one.done().await;
}
