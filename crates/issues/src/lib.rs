//! What the work is about: issues, what is said of them, where they lead, how they move on.
//!
//! Not here: finding issues, which is in `search`; and who may do what, which is in `policy` and
//! `base::guard`. [`read`] is how issues are read, by whoever shows them. One folder a resource; each
//! opens with its title page.

pub mod archive;
pub mod attachment;
pub mod comment;
pub mod component;
pub mod custom_field;
pub mod duration;
pub mod field;
pub mod form;
mod history;
pub mod issue;
pub mod issue_link;
pub mod issue_type;
pub mod link_type;
pub mod many;
pub mod meta;
pub mod notify;
pub mod planning;
pub mod property;
pub mod read;
pub mod remote_link;
pub mod screen;
pub mod subtask;
pub mod text;
pub mod transition;
pub mod version;
mod view;
pub mod viewed;
pub mod vote;
pub mod watch;
pub mod worklog;

#[cfg(test)]
mod tests;

use base::Error;
use base::route::Routes;

/// Returns the routes of this area.
#[must_use]
pub fn routes() -> Routes {
    field::routes()
        .and(custom_field::routes())
        .and(issue::routes())
        .and(attachment::routes())
        .and(comment::routes())
        .and(archive::routes())
        .and(subtask::routes())
        .and(notify::routes())
        .and(remote_link::routes())
        .and(transition::routes())
        .and(component::routes())
        .and(version::routes())
        .and(link_type::routes())
        .and(issue_link::routes())
        .and(issue_type::routes())
        .and(vote::routes())
        .and(watch::routes())
        .and(worklog::routes())
        .and(property::routes())
        .and(meta::routes())
        .and(screen::routes())
        .and(form::routes())
        .and(view::routes())
}

/// Turns a reference to something that was deleted while this change was made into another try of the
/// change, which then finds it gone.
fn again(error: db::Error) -> Error {
    if error.is_foreign_key() {
        Error::Retry
    } else {
        error.into()
    }
}
