//! What a user's name, address and password may be.

use base::error::Problems;
use base::password::MAX_PASSWORD;
use base::{messages, text};

// The keys under `errors` are those of the reference's forms, the only ones there is evidence of.
pub const USERNAME: &str = "username";
pub const FULL_NAME: &str = "fullname";
pub const EMAIL: &str = "email";

pub fn check_name(name: &str, problems: &mut Problems) {
    if text::is_blank(name) {
        problems.field(USERNAME, messages::USERNAME_MISSING);
    } else if text::is_longer(name, text::MAX_LINE)
        || name.trim() != name
        || name.contains(['<', '>', '&'])
        || text::has_control(name)
    {
        problems.field(USERNAME, messages::USERNAME_NOT_VALID);
    }
}

pub fn check_display_name(name: &str, problems: &mut Problems) {
    if text::is_blank(name) {
        problems.field(FULL_NAME, messages::FULL_NAME_MISSING);
    } else if text::is_longer(name, text::MAX_LINE) || text::has_control(name) {
        problems.field(FULL_NAME, messages::FULL_NAME_NOT_VALID);
    }
}

pub fn check_email(email: &str, problems: &mut Problems) {
    if text::is_blank(email) {
        problems.field(EMAIL, messages::EMAIL_MISSING);
    } else if !is_email(email) {
        problems.field(EMAIL, messages::EMAIL_NOT_VALID);
    }
}

/// Returns why the password may not be used, if it may not. There is no rule but its length.
#[must_use]
pub fn refuse_password(password: &str) -> Option<String> {
    if password.is_empty() {
        Some(messages::PASSWORD_MISSING.to_owned())
    } else if text::is_longer(password, MAX_PASSWORD) {
        Some(messages::password_too_long(MAX_PASSWORD))
    } else {
        None
    }
}

/// Returns whether this could be an address. Only mail that arrives proves more.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let is_fine = |c: char| !c.is_whitespace() && !c.is_control() && !"@<>()[],;:\\\"".contains(c);
    !text::is_longer(text, text::MAX_LINE)
        && !local.is_empty()
        && !domain.is_empty()
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && text.chars().filter(|&c| c == '@').count() == 1
        && local.chars().all(is_fine)
        && domain.chars().all(is_fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for text in ["a@b", "fred+jira@example.com", "bob@münchen.example"] {
            assert!(is_email(text), "{text}");
        }
        for text in [
            "",
            "a",
            "@",
            "a@",
            "@b",
            "a b@c",
            "a@b@c",
            "a@b.",
            "a@.b",
            "a<b@c",
            "Fred <f@x>",
        ] {
            assert!(!is_email(text), "{text}");
        }
        assert!(!is_email(&format!("{}@b", "a".repeat(254))));
    }
}
