//! Anonymizing a user who has left: nothing tells any more who they were, and what they did stays.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /user/anonymization` | system administrator | what would be done; 400 with what stands against it |
//! | `POST /user/anonymization` | system administrator | 202; `newOwnerKey` takes over what they lead |
//! | `GET`, `POST /user/anonymization/rerun` | system administrator | the same once more |
//! | `GET /user/anonymization/progress` | system administrator | `taskId`, or the last one |
//! | `DELETE /user/anonymization/unlock` | system administrator | 404: none is ever left behind |
//!
//! Name, full name and address are replaced, in the histories of issues and in the audit log, too; the
//! password, sessions, tokens, and what was kept with them go; they are deactivated. Their key says
//! nothing and stays, and with it all that refers to them. What people have written about them in texts
//! stays as well. It is one transaction, done when the answer comes. Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ONE: &str = "/rest/api/2/user/anonymization";
    const AGAIN: &str = "/rest/api/2/user/anonymization/rerun";
    const SYSTEM: Needs = Needs::Global("SYSTEM_ADMIN");
    Routes::of("accounts/anonymization")
        .get(ONE, SYSTEM, rest::validate)
        .post(ONE, SYSTEM, rest::begin)
        .get(AGAIN, SYSTEM, rest::validate)
        .post(AGAIN, SYSTEM, rest::begin_again)
        .get(
            "/rest/api/2/user/anonymization/progress",
            SYSTEM,
            rest::progress,
        )
        .delete(
            "/rest/api/2/user/anonymization/unlock",
            SYSTEM,
            rest::unlock,
        )
}
