//! Texts about pages and their forms.

use crate::Error;
use crate::error::Problems;

/// 400 for a form that cannot be read.
#[must_use]
pub fn bad_form(problem: &str) -> Error {
    Error::invalid(format!("The form is not understood: {problem}"))
}

/// 415 for a body that no form sends.
#[must_use]
pub fn not_a_form() -> Error {
    Error::UnsupportedMediaType(
        "The form must be sent as application/x-www-form-urlencoded.".to_owned(),
    )
}

/// 400 for a button that a form does not have.
#[must_use]
pub fn no_such_action() -> Error {
    Error::invalid("The form has no such button.")
}

/// Returns whether a refusal is that of [`super::xsrf`].
#[must_use]
pub fn is_xsrf(problems: &Problems) -> bool {
    matches!(problems.messages.as_slice(), [text] if text == super::XSRF)
}

/// The text where a sign-in form was wrong: the same for every reason.
pub const LOGIN_FORM_REFUSED: &str =
    "Sorry, your username and password are incorrect - please try again.";
/// The text for a wrong password where administrators confirm who they are.
pub const WEBSUDO_REFUSED: &str = "The password is not right.";
/// What a token that never ends is called.
pub const NO_EXPIRY: &str = "No expiry";
