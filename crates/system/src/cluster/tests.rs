use serde_json::json;
use testkit::TestApp;

use super::{beat, leave};

const NODES: &str = "/rest/api/2/cluster/nodes";

#[tokio::test]
async fn those_that_serve_are_told() {
    let app = TestApp::new().await;
    let admin = app.admin();
    assert_eq!(admin.get(NODES).await.expect(200), json!([]));
    beat(app.app(), "one").await.unwrap();
    beat(app.app(), "two").await.unwrap();
    let nodes = admin.get(NODES).await.expect(200);
    assert_eq!(
        nodes[0],
        json!({
            "nodeId": "one", "state": "ACTIVE", "timestamp": 1_709_294_400_000_i64,
            "nodeBuildNumber": 820_007, "nodeVersion": "8.20.7", "alive": true,
        })
    );
    let (offline, one) = (
        "/rest/api/2/cluster/node/one/offline",
        "/rest/api/2/cluster/node/one",
    );
    admin.put(offline, json!({})).await.expect(400);
    admin.delete(one).await.expect(400);
    app.advance(121);
    beat(app.app(), "two").await.unwrap();
    let nodes = admin.get(NODES).await.expect(200);
    assert_eq!(
        (&nodes[0]["alive"], &nodes[1]["alive"]),
        (&json!(false), &json!(true))
    );
    admin.delete(one).await.expect(400);
    admin.put(offline, json!({})).await.expect(200);
    assert_eq!(admin.get(NODES).await.expect(200)[0]["state"], "OFFLINE");
    admin.delete(one).await.expect(204);
    admin.delete(one).await.expect(404);
    admin.put(offline, json!({})).await.expect(404);
    leave(app.app(), "two").await.unwrap();
    assert_eq!(admin.get(NODES).await.expect(200), json!([]));
    app.done().await;
}

#[tokio::test]
async fn what_a_server_of_ones_own_has_not_is_told_so() {
    let app = TestApp::new().await;
    let (admin, boss, fred) = (
        app.admin(),
        app.jira_admin("boss").await,
        app.member("fred").await,
    );
    let state = admin.get("/rest/api/2/cluster/zdu/state").await.expect(200);
    assert_eq!(
        state,
        json!({ "state": "STABLE", "build": { "buildNumber": 820_007, "version": "8.20.7" } })
    );
    boss.get("/rest/api/2/upgrade").await.expect(404);
    boss.post("/rest/api/2/upgrade", json!({}))
        .await
        .expect(200);
    let license = boss
        .post("/rest/api/2/licenseValidator", json!("AAAB"))
        .await
        .expect(200);
    assert_eq!(license["licenseString"], "AAAB");
    assert!(
        license["errors"]["license"]
            .as_str()
            .unwrap()
            .contains("no license")
    );
    let long = vec![b'x'; 10_001];
    boss.raw("POST", "/rest/api/2/licenseValidator", &[], long)
        .await
        .expect(413);
    for path in [NODES, "/rest/api/2/cluster/zdu/state"] {
        boss.get(path).await.expect(403);
        app.anonymous().get(path).await.expect(401);
    }
    fred.get("/rest/api/2/upgrade").await.expect(403);
    fred.post("/rest/api/2/upgrade", json!({}))
        .await
        .expect(403);
    fred.post("/rest/api/2/licenseValidator", json!("x"))
        .await
        .expect(403);
    app.done().await;
}
