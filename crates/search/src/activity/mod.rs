//! What happens, as a feed that readers subscribe to.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /activity` | none: tells of issues that the caller may browse | `streams`, `maxResults` |
//! | `GET /plugins/servlet/streams` | the same | the older address |
//!
//! `streams` may come several times: `key IS OPS`, `issue-key IS OPS-1`, `user IS fred`, `activity IS …`,
//! `update-date AFTER 1700000000000` (or `BEFORE`, `BETWEEN` two); each with `IS_NOT` for all but those, and
//! with several values. All of them must hold. An unknown one is ignored, as the reference does.
//!
//! Each happening touches its issue, so the newest are found in the issues that were updated last; they are
//! read as an issue's page reads them: comments only to whom they are shown. A user's profile ([`crate::profile`]) tells
//! their newest in brief.

mod atom;
mod ops;
mod rest;
mod streams;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use ops::{Happening, newest_in_brief};
pub(crate) use streams::Streams;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("search/activity")
        .page("/activity", Needs::Nothing, rest::get)
        .page("/plugins/servlet/streams", Needs::Nothing, rest::get)
}
