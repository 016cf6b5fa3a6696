//! The index of words: how it is, and having it made anew.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `POST /reindex` | Jira administrator | 202; the one under way, if there is one |
//! | `GET /reindex`, `GET /reindex/progress` | Jira administrator | `taskId`, or the last one |
//! | `POST /reindex/issue` | Jira administrator | 202; `issueId`, done when answered |
//! | `POST /reindex/request` | Jira administrator | `[]`: none ever waits |
//! | `GET /reindex/request/{requestId}`, `/bulk` | Jira administrator | 404, `[]` |
//! | `GET /index/summary` | Jira administrator | |
//! | `GET /index-snapshot`, `/isRunning` | system administrator | none (D-056) |
//!
//! The index is a part of the database and written with each change; a reindex makes all of it anew beside
//! everything else, whatever its `type`. The program does it ([`issues::text::rebuild`]) and then calls
//! [`note_finished`]. Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use ops::{is_waiting, note_finished};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    const SYSTEM: Needs = Needs::Global("SYSTEM_ADMIN");
    Routes::of("system/reindex")
        .post("/rest/api/2/reindex", ADMIN, rest::begin)
        .get("/rest/api/2/reindex", ADMIN, rest::get)
        .get("/rest/api/2/reindex/progress", ADMIN, rest::get)
        .post("/rest/api/2/reindex/issue", ADMIN, rest::reindex_issues)
        .post("/rest/api/2/reindex/request", ADMIN, rest::run_requests)
        .get(
            "/rest/api/2/reindex/request/bulk",
            ADMIN,
            rest::list_requests,
        )
        .get(
            "/rest/api/2/reindex/request/{requestId}",
            ADMIN,
            rest::get_request,
        )
        .get("/rest/api/2/index/summary", ADMIN, rest::summary)
        .get("/rest/api/2/index-snapshot", SYSTEM, rest::list_snapshots)
        .get(
            "/rest/api/2/index-snapshot/isRunning",
            SYSTEM,
            rest::is_snapshot_running,
        )
}
