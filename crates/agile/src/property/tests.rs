use serde_json::json;
use testkit::TestApp;

use crate::tests::{AGILE, board, sprint};

#[tokio::test]
async fn properties_of_boards_and_sprints() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let board = board(&app, "OPS").await;
    let sprint = sprint(&app, board, "One").await;
    for of in [format!("board/{board}"), format!("sprint/{sprint}")] {
        let all = format!("{AGILE}/{of}/properties");
        let one = format!("{all}/a%20b");
        assert_eq!(fred.get(&all).await.expect(200), json!({ "keys": [] }));
        fred.get(&one).await.expect(404);
        admin.put(&one, json!({ "x": [1, null] })).await.expect(201);
        admin.put(&one, json!(5)).await.expect(200);
        let keys = json!({ "keys": [{ "self": format!("http://jira.test{one}"), "key": "a b" }] });
        assert_eq!(fred.get(&all).await.expect(200), keys);
        assert_eq!(
            fred.get(&one).await.expect(200),
            json!({ "key": "a b", "value": 5 })
        );
        // Seeing is not changing.
        fred.put(&one, json!(6)).await.expect(403);
        fred.delete(&one).await.expect(403);
        app.anonymous().put(&one, json!(6)).await.expect(401);
        app.anonymous().get(&all).await.expect(401);
        let long = format!("{all}/{}", "x".repeat(256));
        admin.put(&long, json!(1)).await.expect(400);
        admin.put(&one, json!("x".repeat(32_769))).await.expect(400);
        admin.raw("PUT", &one, &[], Vec::new()).await.expect(400);
        admin.delete(&one).await.expect(204);
        admin.delete(&one).await.expect(404);
    }
    admin
        .get(&format!("{AGILE}/board/99/properties"))
        .await
        .expect(404);
    admin
        .get(&format!("{AGILE}/sprint/99/properties"))
        .await
        .expect(404);
    app.done().await;
}
