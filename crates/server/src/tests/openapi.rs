//! `compat/openapi.json` is the contract as it was last agreed to; here it is held against the code.
//! `UPDATE_EXPECT=1` writes it anew; read the difference as a client would.

use std::path::PathBuf;

use serde_json::Value;
use testkit::TestApp;

use super::differences;
use crate::openapi::document;

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../compat/openapi.json")
}

#[test]
fn the_contract_is_the_one_that_is_checked_in() {
    let drawn = document(crate::routes().list());
    let drawn = serde_json::to_string_pretty(&drawn).unwrap() + "\n";
    if std::env::var("UPDATE_EXPECT").is_ok() {
        std::fs::write(file(), &drawn).unwrap();
    }
    let expected = std::fs::read_to_string(file()).unwrap();
    assert!(
        expected == drawn,
        "compat/openapi.json differs; UPDATE_EXPECT=1 writes it anew:\n{}",
        differences(&expected, &drawn)
    );
}

#[test]
fn every_operation_of_the_api_is_in_it_and_every_reference_leads_somewhere() {
    let routes = crate::routes();
    let document = Value::Object(document(routes.list()));
    for route in routes
        .list()
        .iter()
        .filter(|it| it.path.starts_with("/rest/"))
    {
        let method = route.method.as_str().to_lowercase();
        let operation = &document["paths"][route.path][method.as_str()];
        assert!(
            operation["responses"]
                .as_object()
                .is_some_and(|answers| answers.len() > 1),
            "{method} {} has no answer",
            route.path
        );
    }
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 100);
    for reference in references {
        let pointer = reference.trim_start_matches('#');
        assert!(
            document.pointer(pointer).is_some(),
            "{reference} leads nowhere"
        );
    }
}

fn collect<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                references.push(reference);
            }
            members
                .values()
                .for_each(|member| collect(member, references));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}

#[tokio::test]
async fn it_is_served_with_the_servers_own_address_and_as_a_page() {
    let app = TestApp::new().await;
    let served = app.anonymous().get("/rest/api/2/openapi.json").await;
    let served = served.expect(200);
    let here = app
        .anonymous()
        .get("/rest/api/2/serverInfo")
        .await
        .expect(200);
    assert_eq!(served["servers"][0]["url"], here["baseUrl"]);
    let page = app.browser().get("/docs/api").await;
    assert_eq!(page.status, 200);
    assert!(
        page.text
            .contains("GET /rest/api/2/issue/{issueIdOrKey}</code>")
    );
    app.done().await;
}
