//! Texts about JQL.

use crate::Error;

/// 400 with every finding about a query.
#[must_use]
pub fn bad_jql(messages: Vec<String>) -> Error {
    Error::Invalid(crate::error::Problems {
        messages,
        fields: Vec::new(),
    })
}
