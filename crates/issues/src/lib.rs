//! What the work is about: issues, what is said of them, where they lead, how they move on.
//!
//! Not here: finding issues, which is in `search`; and who may do what, which is in `policy` and
//! `base::guard`. [`read`] is how issues are read, by whoever shows them. One folder a resource; each
//! opens with its title page.

pub mod comment;
pub mod field;
mod history;
pub mod issue;
pub mod read;
pub mod remote_link;
pub mod transition;

#[cfg(test)]
mod tests;

use base::Error;
use base::route::Routes;

/// Returns the routes of this area.
#[must_use]
pub fn routes() -> Routes {
    field::routes()
        .and(issue::routes())
        .and(comment::routes())
        .and(remote_link::routes())
        .and(transition::routes())
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
