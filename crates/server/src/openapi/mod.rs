//! The OpenAPI document: what each operation takes and answers, written from the types of its handler.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/openapi.json` | — | ours |
//! | `GET /docs/api` | — | the same, to read |
//!
//! `compat/openapi.json` is the document as it is checked in, so that a change of the contract is seen.

mod document;
mod page;

use std::sync::OnceLock;

use base::Cx;
use base::http::Json;
use base::route::{Needs, Routes};
use serde_json::{Map, Value, json};

pub use document::document;

const PAGE: &str = "/docs/api";
const DOCUMENT: &str = "/rest/api/2/openapi.json";

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("server/openapi")
        .get(DOCUMENT, Needs::Nothing, get)
        .page(PAGE, Needs::Nothing, page::show)
}

/// Returns the document of this server's routes, which are the same for as long as it runs.
fn of_this_server() -> &'static Map<String, Value> {
    static DRAWN: OnceLock<Map<String, Value>> = OnceLock::new();
    DRAWN.get_or_init(|| document(crate::routes().list()))
}

async fn get(cx: Cx) -> Json<Map<String, Value>> {
    let mut document = of_this_server().clone();
    document.insert("servers".to_owned(), json!([{"url": cx.urls().base()}]));
    Json(document)
}
