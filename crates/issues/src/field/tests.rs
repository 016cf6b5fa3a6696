use serde_json::json;
use testkit::TestApp;

use crate::tests::members;

#[tokio::test]
async fn the_list_of_fields() {
    let app = TestApp::new().await;
    let fields = app.anonymous().get("/rest/api/2/field").await.expect(200);
    let fields = fields.as_array().unwrap();
    assert_eq!(
        fields[0],
        json!({
            "id": "issuetype", "name": "Issue Type", "custom": false, "orderable": true,
            "navigable": true, "searchable": true, "clauseNames": ["issuetype", "type"],
            "schema": { "type": "issuetype", "system": "issuetype" },
        })
    );
    assert_eq!(
        members(&fields[0]),
        [
            "id",
            "name",
            "custom",
            "orderable",
            "navigable",
            "searchable",
            "clauseNames",
            "schema"
        ]
    );
    let labels = fields.iter().find(|field| field["id"] == "labels").unwrap();
    assert_eq!(
        labels["schema"],
        json!({ "type": "array", "items": "string", "system": "labels" })
    );
    let key = fields
        .iter()
        .find(|field| field["id"] == "issuekey")
        .unwrap();
    assert!(key.get("schema").is_none());
    assert!(fields.iter().all(|field| field["id"] != "parent"));
    app.done().await;
}
