//! The audit log: who changed what, from where, and what it was before.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /auditing/view` | Jira administrator | the page; filtered and in parts |
//! | `GET /secure/admin/AuditLog.jspa` | the same | an old address of it |
//! | `GET /auditing/export.csv` | the same | what the filter lets through, all of it |
//! | `GET /auditing/export.json` | the same | |
//! | `GET /rest/api/2/auditing/record` | the same | `offset`, `limit`, `filter`, `from`, `to` |
//! | `POST /rest/api/2/auditing/record` | the same | 201; as done by the caller, now |
//!
//! Entries are written by [`base::audit`], in the transaction of the change itself; nothing here changes
//! or deletes one. Quirks: none.

mod export;
mod filter;
mod page;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};
use model::{Timestamp, UserId};

/// An entry as it is stored.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its number.
    pub id: i64,
    /// When it happened.
    pub at: Timestamp,
    /// The immutable key of who did it, if they are still there.
    pub actor_key: Option<String>,
    /// What they were called.
    pub actor_name: String,
    /// The address the request came from.
    pub address: Option<String>,
    /// What kind of thing was changed.
    pub category: String,
    /// What was done.
    pub summary: String,
    /// What was changed: its kind.
    pub object_kind: String,
    /// Its id or key.
    pub object_id: String,
    /// What it was called.
    pub object_name: String,
    /// What it was before and is now, as JSON.
    pub changes: String,
}

/// Which entries are asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Found anywhere in the entry; lower case.
    pub text: String,
    /// The category, empty for all.
    pub category: String,
    /// Who did it.
    pub author: Option<Author>,
    /// The first moment.
    pub from: Option<Timestamp>,
    /// The moment after the last one.
    pub before: Option<Timestamp>,
}

/// Who did it.
#[derive(Clone, Debug)]
pub enum Author {
    /// A user there is, whatever they were called then.
    User(UserId),
    /// A name nobody has now: a deleted user, or the program itself.
    Name(String),
}

const ADMIN: Needs = Needs::Global("ADMINISTER");

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("system/audit")
        .page("/auditing/view", ADMIN, page::show)
        .page("/secure/admin/AuditLog.jspa", ADMIN, page::show_old)
        .page("/auditing/export.csv", ADMIN, export::csv)
        .page("/auditing/export.json", ADMIN, export::json)
        .get("/rest/api/2/auditing/record", ADMIN, rest::list)
        .post("/rest/api/2/auditing/record", ADMIN, rest::add)
}
