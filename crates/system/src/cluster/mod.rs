//! The processes that serve from one database.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /cluster/nodes` | system administrator | those that have said that they serve |
//! | `DELETE /cluster/node/{nodeId}` | system administrator | 400 while it is not offline |
//! | `PUT /cluster/node/{nodeId}/offline` | system administrator | 400 while it serves |
//! | `GET /cluster/zdu/state` | system administrator | always `STABLE` (D-057) |
//! | `GET /rest/api/2/upgrade` | Jira administrator | 404: there never was an upgrade task |
//! | `POST /rest/api/2/upgrade` | Jira administrator | 200: none waits |
//! | `POST /rest/api/2/licenseValidator` | Jira administrator | none is needed |
//!
//! Nodes are equal and share all they have; a process says every [`PULSE`] that it serves ([`beat`]), and
//! what has said so for a while no more counts as not alive. Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use std::time::Duration;

use base::route::{Needs, Routes};

pub use ops::{beat, leave};

/// How often a process says that it serves.
pub const PULSE: Duration = Duration::from_secs(30);

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    const SYSTEM: Needs = Needs::Global("SYSTEM_ADMIN");
    Routes::of("system/cluster")
        .get("/rest/api/2/cluster/nodes", SYSTEM, rest::list)
        .delete("/rest/api/2/cluster/node/{nodeId}", SYSTEM, rest::delete)
        .put(
            "/rest/api/2/cluster/node/{nodeId}/offline",
            SYSTEM,
            rest::set_offline,
        )
        .get("/rest/api/2/cluster/zdu/state", SYSTEM, rest::get_state)
        .get("/rest/api/2/upgrade", ADMIN, rest::get_upgrade)
        .post("/rest/api/2/upgrade", ADMIN, rest::upgrade)
        .post("/rest/api/2/licenseValidator", ADMIN, rest::check_license)
}
