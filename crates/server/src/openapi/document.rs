//! How the document is written.

use std::collections::BTreeMap;

use base::contract::Schemas;
use base::route::{Contract, Needs, Route};
use serde_json::{Map, Value, json};

/// Returns the document for a list of routes. It says nothing of the server's address.
#[must_use]
pub fn document(routes: &[Route]) -> Map<String, Value> {
    let mut schemas = Schemas::default();
    let refusal = schemas.refusal();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    let mut ids: BTreeMap<String, u32> = BTreeMap::new();
    for route in routes {
        let Some(contract) = &route.contract else {
            continue;
        };
        let mut id = operation_id(route, contract);
        let n_same = ids.entry(id.clone()).or_default();
        *n_same += 1;
        if *n_same > 1 {
            id = format!("{id}_{n_same}");
        }
        let mut operation = operation(route, contract, &mut schemas, &id);
        operation["responses"]["4XX"] = json!({
            "description": "A refusal, which says why.",
            "content": {"application/json": {"schema": refusal}},
        });
        paths
            .entry(route.path)
            .or_default()
            .insert(route.method.as_str().to_lowercase(), operation);
    }
    let mut document = Map::new();
    document.insert("openapi".to_owned(), "3.1.0".into());
    document.insert(
        "info".to_owned(),
        json!({
            "title": "Bailiwick",
            "description": "The REST API of Jira Server, as this server serves it.",
            "version": env!("CARGO_PKG_VERSION"),
        }),
    );
    document.insert("paths".to_owned(), json!(paths));
    document.insert(
        "components".to_owned(),
        json!({
            "schemas": schemas.into_named(),
            "securitySchemes": {
                "password": {"type": "http", "scheme": "basic"},
                "token": {"type": "http", "scheme": "bearer", "description": "A personal access token."},
                "session": {"type": "apiKey", "in": "cookie", "name": "JSESSIONID"},
            },
        }),
    );
    document
}

fn operation(route: &Route, contract: &Contract, schemas: &mut Schemas, id: &str) -> Value {
    let mut described = schemas.describe(contract.describe);
    for name in contract.texts {
        described.takes_text(name);
    }
    let mut parameters: Vec<Value> = variables(route.path)
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}))
        .collect();
    parameters.append(&mut described.parameters);
    let mut operation = json!({
        "operationId": id,
        "tags": [route.module],
        "description": permission(route.needs),
        "parameters": parameters,
    });
    if let Some(body) = described.body {
        operation["requestBody"] = body;
    }
    operation["responses"] = Value::Object(described.answers);
    operation["security"] = if route.needs == Needs::Nothing {
        json!([{}, {"password": []}, {"token": []}, {"session": []}])
    } else {
        json!([{"password": []}, {"token": []}, {"session": []}])
    };
    operation
}

/// Returns the handler's path in the code without what all of them have in theirs.
fn operation_id(route: &Route, contract: &Contract) -> String {
    let path = contract.handler.split('<').next().unwrap_or_default();
    let parts: Vec<&str> = path.split("::").filter(|part| *part != "rest").collect();
    if parts.iter().any(|part| part.starts_with('{')) {
        let method = route.method.as_str().to_lowercase();
        return format!("{}.{method}", route.module.replace('/', "."));
    }
    parts.join(".")
}

/// Returns the names of a path's variable parts.
fn variables(path: &str) -> impl Iterator<Item = &str> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn permission(needs: Needs) -> String {
    match needs {
        Needs::Nothing => "For everybody.".to_owned(),
        Needs::SignIn => "For everybody who is signed in.".to_owned(),
        Needs::Global(key) => format!("Needs the global permission {key}."),
        Needs::Project(key) => format!("Needs the permission {key} in the project."),
        Needs::Issue(key) => format!("Needs the permission {key} for the issue."),
        Needs::ProjectAdmin => {
            "Needs ADMINISTER_PROJECTS in the project, or ADMINISTER.".to_owned()
        }
    }
}
