mod change;
mod comment;
mod create;

use serde_json::Value;
use testkit::{Reply, TestApp};

/// The text between two others.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text
        .split_once(from)
        .unwrap_or_else(|| panic!("no {from} in {text}"));
    rest.split_once(to).unwrap().0
}

/// The error beside a field.
fn error(reply: &Reply, id: &str) -> String {
    let from = format!("<p class=\"error\" id=\"{id}-error\">");
    between(&reply.text, &from, "</p>").to_owned()
}

/// The stamp of a field.
fn stamp(reply: &Reply, field: &str) -> String {
    let from = format!("name=\"was_{field}\" value=\"");
    between(&reply.text, &from, "\"").to_owned()
}

async fn fields(app: &TestApp, key: &str) -> Value {
    let path = format!("/rest/api/2/issue/{key}");
    app.admin().get(&path).await.expect(200)["fields"].clone()
}
