//! The style sheet and the script that all pages share.
//!
//! Their addresses hold a hash of their content, so that a browser may keep them for ever. Any hash is
//! answered: while nodes are being updated, one may be asked for what another's page names.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::http::{Path, Query};
use crate::route::{Needs, Routes};
use crate::{Result, messages};

struct Asset {
    name: &'static str,
    content_type: &'static str,
    content: &'static str,
    hash: u64,
}

const CSS: Asset = asset(
    "bailiwick.css",
    "text/css; charset=utf-8",
    include_str!("../../assets/bailiwick.css"),
);
const JS: Asset = asset(
    "bailiwick.js",
    "text/javascript; charset=utf-8",
    include_str!("../../assets/bailiwick.js"),
);
/// Forms of issues in dialogs and in place.
const FORMS: Asset = asset(
    "forms.js",
    "text/javascript; charset=utf-8",
    include_str!("../../assets/forms.js"),
);
/// Lists of issues: the search page and those near it.
const SEARCH_CSS: Asset = asset(
    "search.css",
    "text/css; charset=utf-8",
    include_str!("../../assets/search.css"),
);
/// The comfort of the search page.
const SEARCH_JS: Asset = asset(
    "search.js",
    "text/javascript; charset=utf-8",
    include_str!("../../assets/search.js"),
);
/// The search in the top bar.
const QUICK: Asset = asset(
    "quick.js",
    "text/javascript; charset=utf-8",
    include_str!("../../assets/quick.js"),
);
/// The classes in the HTML that `markup` makes, for pages that show such texts.
const MARKUP: Asset = asset("markup.css", "text/css; charset=utf-8", markup::STYLE);
/// The keyboard shortcuts of all pages.
const SHORTCUTS: Asset = asset(
    "shortcuts.js",
    "text/javascript; charset=utf-8",
    include_str!("../../assets/shortcuts.js"),
);
/// The page of an issue.
const ISSUE_CSS: Asset = asset(
    "issue.css",
    "text/css; charset=utf-8",
    include_str!("../../assets/issue.css"),
);
/// The comfort of the page of an issue.
const ISSUE_JS: Asset = asset(
    "issue.js",
    "text/javascript; charset=utf-8",
    include_str!("../../assets/issue.js"),
);
const ALL: &[Asset] = &[
    CSS, JS, FORMS, SEARCH_CSS, SEARCH_JS, QUICK, MARKUP, SHORTCUTS, ISSUE_CSS, ISSUE_JS,
];

const fn asset(name: &'static str, content_type: &'static str, content: &'static str) -> Asset {
    Asset {
        name,
        content_type,
        content,
        hash: fnv(content.as_bytes()),
    }
}

/// FNV-1a: tells one version from another, nothing more.
const fn fnv(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        i += 1;
    }
    hash
}

impl Asset {
    fn path(&self) -> String {
        format!("/assets/{}?v={}", self.name, self.version())
    }

    fn version(&self) -> String {
        format!("{:016x}", self.hash)
    }
}

/// Returns the address of the style sheet, without the context path.
#[must_use]
pub fn css_path() -> String {
    CSS.path()
}

/// Returns the address of the script, without the context path.
#[must_use]
pub fn js_path() -> String {
    JS.path()
}

/// Returns the address of the script for forms of issues, without the context path.
#[must_use]
pub fn forms_path() -> String {
    FORMS.path()
}

/// Returns the address of the script of the search in the top bar, without the context path.
#[must_use]
pub fn quick_path() -> String {
    QUICK.path()
}

/// Returns the address of a style sheet or script that only some pages have, without the context path.
#[must_use]
pub fn path_of(name: &str) -> Option<String> {
    let known = ALL.iter().find(|asset| asset.name == name);
    known.map(Asset::path)
}

/// Returns the address of the keyboard shortcuts, without the context path.
#[must_use]
pub fn shortcuts_path() -> String {
    SHORTCUTS.path()
}

/// Returns the routes.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("base/page").page("/assets/{file}", Needs::Nothing, get)
}

#[derive(Deserialize)]
struct Asked {
    v: Option<String>,
}

async fn get(
    headers: HeaderMap,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let asset = ALL
        .iter()
        .find(|asset| asset.name == name)
        .ok_or_else(messages::no_such_resource)?;
    // What was asked for under another hash than its own is not kept.
    let keep = if asked.v.is_some_and(|version| version == asset.version()) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let tag = format!("\"{}\"", asset.version());
    let is_known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|known| known.to_str().ok())
        // Compressed it has the weak form of the tag.
        .is_some_and(|known| known.trim_start_matches("W/") == tag);
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let content_type = HeaderValue::from_static(asset.content_type);
        ([(header::CONTENT_TYPE, content_type)], asset.content).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    // The same for everybody, unlike what the server says of other answers.
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}
