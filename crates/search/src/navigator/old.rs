//! Addresses of searches from before there was `/issues/`.

use axum::response::Response;
use base::Result;
use base::http::QueryPairs;
use base::page::PageCx;
use base::urls::encode;

use super::text;

/// What could be asked for field by field, and what a query calls it.
const FIELDS: [(&str, &str); 6] = [
    ("pid", "project"),
    ("type", "issuetype"),
    ("status", "status"),
    ("priority", "priority"),
    ("resolution", "resolution"),
    ("component", "component"),
];

/// Leads to the search that is meant.
pub async fn navigator(page: PageCx, asked: QueryPairs) -> Result<Response> {
    let jql = asked.first("jqlQuery").or_else(|| asked.first("jql"));
    let filter = asked.first("requestId").or_else(|| asked.first("filter"));
    let filter = filter.filter(|id| !id.is_empty());
    let path = match (jql, filter) {
        (Some(jql), _) => format!("/issues/?jql={}", encode(jql)),
        (None, Some(filter)) => format!("/issues/?filter={}", encode(filter)),
        (None, None) => match by_fields(&asked) {
            jql if jql.is_empty() => "/issues/".to_owned(),
            jql => format!("/issues/?jql={}", encode(&jql)),
        },
    };
    page.redirect(&path)
}

fn by_fields(asked: &QueryPairs) -> String {
    let mut clauses = Vec::new();
    for (name, field) in FIELDS {
        let values = asked.all(name).filter(|value| !value.is_empty());
        // `-1` stood for those without a value.
        let values = values.map(|value| match value {
            "-1" => "EMPTY".to_owned(),
            value => text::value(value),
        });
        let values: Vec<String> = values.collect();
        match values.as_slice() {
            [] => {}
            [one] if one == "EMPTY" => clauses.push(format!("{field} is EMPTY")),
            [one] => clauses.push(format!("{field} = {one}")),
            several => clauses.push(format!("{field} in ({})", several.join(", "))),
        }
    }
    if let Some(words) = asked
        .first("query")
        .filter(|words| !words.trim().is_empty())
    {
        clauses.push(format!("text ~ {}", text::quoted(words.trim())));
    }
    clauses.join(" AND ")
}
