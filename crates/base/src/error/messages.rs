//! The texts of refusals, each with its status. A handler names one and never writes its own.
//!
//! Where the reference's wording is known and clients compare it, it is kept; the area files say so.

mod accounts;
mod agile;
mod fields;
mod files;
mod filters;
mod issues;
mod kinds;
mod mail;
mod pages;
mod projects;
mod search;
mod settings;
mod system;
mod tracker;
mod workflow;

pub use accounts::*;
pub use agile::*;
pub use fields::*;
pub use files::*;
pub use filters::*;
pub use issues::*;
pub use kinds::*;
pub use mail::*;
pub use pages::*;
pub use projects::*;
pub use search::*;
pub use settings::*;
pub use system::*;
pub use tracker::*;
pub use workflow::*;

use super::Error;

/// 405.
pub const METHOD_NOT_ALLOWED: &str = "This resource does not support that method.";
/// 503, after several tries.
pub const TRY_AGAIN: &str = "Other changes were in the way. Nothing was done; please try again.";

/// Returns the text of a 500: what the administrator needs to find the line in the log.
#[must_use]
pub fn internal(reference: &str) -> String {
    format!("Internal server error. The server's log says more under the reference {reference}.")
}

/// 401 for anonymous callers. The reference's wording, which is widely quoted.
#[must_use]
pub fn not_signed_in() -> Error {
    Error::Unauthorized(
        "You are not authenticated. Authentication required to perform this operation.".to_owned(),
    )
}

/// 403 for what only Jira administrators may do.
#[must_use]
pub fn not_an_administrator() -> Error {
    Error::Forbidden(
        "You must have the global permission 'Jira Administrators' to do this.".to_owned(),
    )
}

/// 403 for what a global permission is needed for.
#[must_use]
pub fn no_global_permission(name: &str) -> Error {
    Error::Forbidden(format!(
        "You must have the global permission '{name}' to do this."
    ))
}

/// 404 for an address that leads nowhere.
#[must_use]
pub fn no_such_resource() -> Error {
    Error::NotFound("There is nothing at this address.".to_owned())
}

/// 503: the database cannot be reached or cannot write.
#[must_use]
pub fn storage_unavailable() -> Error {
    Error::Busy(
        "The database is not available. Nothing was done; please try again later.".to_owned(),
    )
}

/// 503: a search took too long.
#[must_use]
pub fn query_too_long() -> Error {
    Error::Busy("The search took too long and was stopped. Please narrow it down.".to_owned())
}

/// 400 for a body that is not JSON, or not of the shape needed.
#[must_use]
pub fn bad_json(problem: &str) -> Error {
    Error::invalid(format!(
        "The request body is not the JSON expected here: {problem}"
    ))
}

/// 400 for text with a NUL character, which cannot be stored.
#[must_use]
pub fn nul_character() -> Error {
    Error::invalid("The request contains a NUL character, which no text can hold.")
}

/// 400 for a query parameter of the wrong kind.
#[must_use]
pub fn bad_query(problem: &str) -> Error {
    Error::invalid(format!(
        "The query parameters are not understood: {problem}"
    ))
}

/// 400 for a parameter that must be there.
#[must_use]
pub fn missing_parameter(name: &str) -> Error {
    Error::invalid(format!("The parameter '{name}' is required."))
}

/// 400 for a negative number.
#[must_use]
pub fn negative_parameter(name: &str) -> Error {
    Error::invalid(format!("The parameter '{name}' must not be negative."))
}

/// 413.
#[must_use]
pub fn body_too_large(most: usize) -> Error {
    Error::TooLarge(format!(
        "The request body is too large. It may have {most} bytes."
    ))
}

/// 414.
#[must_use]
pub fn address_too_long(most: usize) -> Error {
    Error::AddressTooLong(format!(
        "The address is too long. It may have {most} bytes; send a long query as the body of a POST."
    ))
}

/// 415 for a body that says it is not JSON.
#[must_use]
pub fn not_json() -> Error {
    Error::UnsupportedMediaType("The request body must be sent as application/json.".to_owned())
}

/// 403 for a change that a page of another site seems to have sent.
#[must_use]
pub fn xsrf() -> Error {
    Error::Forbidden(XSRF.to_owned())
}

const XSRF: &str = "XSRF check failed";

/// The text for a one-line field that is too long.
#[must_use]
pub fn line_too_long(name: &str, most: usize) -> String {
    format!("{name} must not be longer than {most} characters.")
}

/// The text for a field of several lines that is too long.
#[must_use]
pub fn text_too_long() -> String {
    "The entered text is too long. It exceeds the allowed limit of 32,767 characters.".to_owned()
}

/// The text for a set-up code that is not the one printed.
pub const WRONG_SETUP_CODE: &str =
    "The set-up code is not the one the server printed when it started.";
/// The text for two passwords that should be the same.
pub const PASSWORDS_DIFFER: &str = "The two passwords are not the same.";
