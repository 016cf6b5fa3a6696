//! Who there is: users, groups, application roles, sessions, access tokens.
//!
//! Not here: what they may do, which is in `policy` and `base::guard`, and project roles, which are in
//! `projects`. One folder (or file) a resource; each opens with its title page.

pub mod group;

use base::route::Routes;

/// Returns the routes of this area.
#[must_use]
pub fn routes() -> Routes {
    group::routes()
}
