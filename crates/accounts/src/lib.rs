//! Who there is: users, groups, application roles, sessions, access tokens.
//!
//! Not here: what they may do, which is in `policy` and `base::guard`, and project roles, which are
//! in `projects`. One folder (or file) a resource; each opens with its title page.

pub mod anonymization;
pub mod application_role;
pub mod authenticate;
pub mod directory;
pub mod forgotten;
pub mod global_permission;
pub mod group;
pub mod invite;
pub mod login_page;
pub mod mail_link;
pub mod myself;
pub mod password_policy;
pub mod preference;
pub mod profile;
pub mod session;
pub mod setup;
pub mod token;
pub mod user;
pub mod user_property;
pub mod user_search;
pub mod websudo;

use base::route::Routes;

/// Returns the routes of this area.
#[must_use]
pub fn routes() -> Routes {
    anonymization::routes()
        .and(application_role::routes())
        .and(directory::routes())
        .and(forgotten::routes())
        .and(global_permission::routes())
        .and(group::routes())
        .and(invite::routes())
        .and(login_page::routes())
        .and(mail_link::routes())
        .and(myself::routes())
        .and(password_policy::routes())
        .and(preference::routes())
        .and(profile::routes())
        .and(session::routes())
        .and(token::routes())
        .and(user::routes())
        .and(user_property::routes())
        .and(user_search::routes())
        .and(websudo::routes())
}
