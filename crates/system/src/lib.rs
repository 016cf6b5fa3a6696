//! The instance itself: what it is, its settings as clients read them, its set-up, its pictures.
//!
//! Not here: anything that people track or are.

pub mod admin_search;
pub mod application_property;
pub mod audit;
pub mod avatar;
pub mod bookmark;
pub mod cluster;
pub mod home;
pub mod housekeeping;
pub mod mail_queue;
pub mod notification;
pub mod permission_helper;
pub mod picture;
pub mod read_only;
pub mod reindex;
pub mod server_info;
pub mod setup;
pub mod webhook;
pub mod webhook_delivery;

use base::route::Routes;

/// Returns the routes of this area.
#[must_use]
pub fn routes() -> Routes {
    server_info::routes()
        .and(base::page::asset::routes())
        .and(admin_search::routes())
        .and(application_property::routes())
        .and(bookmark::routes())
        .and(cluster::routes())
        .and(read_only::routes())
        .and(reindex::routes())
        .and(home::routes())
        .and(mail_queue::routes())
        .and(notification::routes())
        .and(setup::routes())
        .and(webhook::routes())
        .and(picture::routes())
        .and(avatar::routes())
        .and(audit::routes())
        .and(permission_helper::routes())
}
