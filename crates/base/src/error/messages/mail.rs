//! Texts about mail and its links.

use crate::Error;

/// The text where somebody wants to sign in again and does not say who they are.
pub const NOBODY_NAMED: &str = "You must specify a username or an email address.";
/// The text for an invitation of nobody.
pub const NOBODY_INVITED: &str = "You must specify at least one email address.";
/// The text for a link that was used.
pub const LINK_USED: &str = "This link has been used already, or your password was changed since it was \
                             sent. Each link is good for one time.";
/// The text for a link that is too old.
pub const LINK_ENDED: &str = "This link is too old: links are good for 24 hours.";
/// The text for a link that is not known.
pub const LINK_UNKNOWN: &str = "This link is not valid. Was the address copied as a whole? A newer email \
                                address or username of the account also makes it invalid.";

/// The text for too many people invited at once.
#[must_use]
pub fn too_many_invited(most: usize) -> String {
    format!("You can invite {most} people at a time.")
}

/// The text for addresses that are none.
#[must_use]
pub fn addresses_not_valid(addresses: &[&str]) -> String {
    format!("These are no email addresses: {}", addresses.join(", "))
}

/// The text for addresses of people who have an account.
#[must_use]
pub fn addresses_taken(addresses: &[String]) -> String {
    format!(
        "These people have an account already: {}",
        addresses.join(", ")
    )
}

/// 429 where somebody asks for links again and again.
#[must_use]
pub fn too_many_requests(seconds: u32) -> Error {
    Error::TooMany(
        format!("That was asked too often. Please wait {seconds} seconds."),
        seconds,
    )
}

/// 404.
#[must_use]
pub fn no_such_mail() -> Error {
    Error::NotFound("There is no such mail in the queue.".to_owned())
}

/// 409.
#[must_use]
pub fn mail_cannot_be_sent() -> Error {
    Error::Conflict(
        "This mail cannot be sent again: it was sent, is being sent, or its link is not good any more."
            .to_owned(),
    )
}

/// 409.
#[must_use]
pub fn mail_is_being_sent() -> Error {
    Error::Conflict("This mail is being sent at this moment. Please try again.".to_owned())
}
/// The text where a link to choose a password is to be sent to an account that is not active.
pub const LINK_FOR_INACTIVE: &str =
    "The account is not active, so a link to choose a password would not work. Activate it first.";

/// 404 for a link to end notification mail that was not made here, or was changed.
#[must_use]
pub fn unsubscribe_link_invalid() -> Error {
    Error::NotFound("This link is not complete. Follow it from the mail once more.".to_owned())
}

/// The text for a form of mail that there is not.
pub const MAIL_FORMAT_UNKNOWN: &str = "Choose HTML and text, or text only.";
