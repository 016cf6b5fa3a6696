//! Texts about projects, roles and schemes.

use crate::Error;

/// 404 for a project that is not there or not to be seen. The reference's wording, which clients match.
#[must_use]
pub fn no_such_project(key: &str) -> Error {
    Error::NotFound(format!("No project could be found with key '{key}'."))
}

/// 404 for a project named by its id.
#[must_use]
pub fn no_such_project_id(id: &str) -> Error {
    Error::NotFound(format!("No project could be found with id '{id}'."))
}

/// 403 for a project that may be seen, but not this done in it.
#[must_use]
pub fn no_project_permission(name: &str) -> Error {
    Error::Forbidden(format!(
        "You do not have the permission '{name}' in this project."
    ))
}
