use serde_json::json;
use testkit::{PASSWORD, TestApp};

use super::sweep;

const HOUR: i64 = 3600;

#[tokio::test]
async fn what_has_ended_goes_and_the_rest_stays() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let sign_in = json!({ "username": "fred", "password": PASSWORD });
    app.anonymous()
        .post("/rest/auth/1/session", sign_in)
        .await
        .expect(200);
    let tokens = "/rest/pat/latest/tokens";
    let short = json!({ "name": "short", "expirationDuration": 1 });
    fred.post(tokens, short).await.expect(201);
    fred.post(tokens, json!({ "name": "forever" }))
        .await
        .expect(201);

    app.advance(HOUR);
    assert_eq!(sweep(app.app()).await.unwrap(), 0);
    app.advance(30 * HOUR);
    assert_eq!(sweep(app.app()).await.unwrap(), 2);
    let left = fred.get(tokens).await.expect(200);
    assert_eq!(left.as_array().unwrap().len(), 1);
    assert_eq!(left[0]["name"], "forever");

    app.advance(7 * 24 * HOUR);
    assert!(
        sweep(app.app()).await.unwrap() > 0,
        "the events are old now"
    );
    app.done().await;
}
