//! The document as a page to read.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::page::{PageCx, Shell};
use serde_json::{Map, Value};

#[derive(Template)]
#[template(path = "openapi.html")]
struct Reading<'a> {
    page: &'a PageCx,
    resources: Vec<Resource<'a>>,
    schemas: Vec<Named<'a>>,
}

/// The operations of a folder.
struct Resource<'a> {
    name: &'a str,
    operations: Vec<Shown<'a>>,
}

struct Shown<'a> {
    method: String,
    path: &'a str,
    permission: &'a str,
    parameters: Vec<Parameter<'a>>,
    /// The schema of the request's body.
    body: Option<String>,
    answers: Vec<Answer<'a>>,
}

struct Parameter<'a> {
    name: &'a str,
    place: &'a str,
    kind: String,
    text: &'a str,
}

struct Answer<'a> {
    status: &'a str,
    text: &'a str,
    schema: Option<String>,
}

struct Named<'a> {
    name: &'a str,
    schema: String,
}

pub async fn show(page: PageCx) -> Result<Response> {
    let document = super::of_this_server();
    let mut resources: Vec<Resource<'_>> = Vec::new();
    for (path, methods) in members(&document["paths"]) {
        for (method, operation) in members(methods) {
            let name = operation["tags"][0].as_str().unwrap_or_default();
            let shown = Shown::new(method, path, operation);
            match resources.iter_mut().find(|known| known.name == name) {
                Some(known) => known.operations.push(shown),
                None => resources.push(Resource {
                    name,
                    operations: vec![shown],
                }),
            }
        }
    }
    resources.sort_by_key(|resource| resource.name);
    let schemas = members(&document["components"]["schemas"]).map(|(name, schema)| Named {
        name,
        schema: pretty(schema),
    });
    let reading = Reading {
        page: &page,
        resources,
        schemas: schemas.collect(),
    };
    page.render(&Shell::plain("REST API"), &reading)
}

impl<'a> Shown<'a> {
    fn new(method: &str, path: &'a str, operation: &'a Value) -> Self {
        let parameters = operation["parameters"]
            .as_array()
            .map_or(&[][..], Vec::as_slice);
        Self {
            method: method.to_uppercase(),
            path,
            permission: operation["description"].as_str().unwrap_or_default(),
            parameters: parameters.iter().map(Parameter::new).collect(),
            body: body(&operation["requestBody"]),
            answers: members(&operation["responses"])
                .map(|(status, answer)| Answer {
                    status,
                    text: answer["description"].as_str().unwrap_or_default(),
                    schema: body(answer),
                })
                .collect(),
        }
    }
}

impl<'a> Parameter<'a> {
    fn new(parameter: &'a Value) -> Self {
        let schema = &parameter["schema"];
        Self {
            name: parameter["name"].as_str().unwrap_or_default(),
            place: parameter["in"].as_str().unwrap_or_default(),
            kind: schema["type"]
                .as_str()
                .map_or_else(|| schema.to_string(), str::to_owned),
            text: parameter["description"].as_str().unwrap_or_default(),
        }
    }
}

/// Returns the schema of a body, if there is one.
fn body(of: &Value) -> Option<String> {
    let schema = of
        .get("content")?
        .as_object()?
        .values()
        .next()?
        .get("schema")?;
    Some(pretty(schema))
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value
        .as_object()
        .into_iter()
        .flat_map(Map::iter)
        .map(|(name, value)| (name.as_str(), value))
}
