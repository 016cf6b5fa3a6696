//! Texts about issues and what belongs to them.

use crate::Error;

/// 404 for an issue that is not there or not to be seen. The reference's wording.
#[must_use]
pub fn no_such_issue() -> Error {
    Error::NotFound("Issue Does Not Exist".to_owned())
}

/// 403 for an issue that may be seen, but not this done with it.
#[must_use]
pub fn no_issue_permission(name: &str, key: &str) -> Error {
    Error::Forbidden(format!(
        "You do not have the permission '{name}' for issue '{key}'."
    ))
}

/// 403. The reference's wording, which GitLab's documentation tells people to look for.
#[must_use]
pub fn no_link_permission(key: &str) -> Error {
    Error::Forbidden(format!("No Link Issue Permission for issue '{key}'"))
}
