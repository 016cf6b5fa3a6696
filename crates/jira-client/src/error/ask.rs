//! Questions that callers ask about errors.

use super::{Error, Operation, UnreachableCause};

impl Error {
    /// Returns whether the thing asked for is not there, as far as the caller may know.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::NotFound { .. })
    }

    /// Returns whether the credential was refused. The client will not send it again.
    #[must_use]
    pub fn is_credential_refused(&self) -> bool {
        matches!(
            self,
            Self::WrongPassword { .. }
                | Self::InvalidToken { .. }
                | Self::CredentialIgnored { .. }
                | Self::Captcha { .. }
                | Self::LoginNotAllowed { .. }
        )
    }

    /// Returns whether it is not known if a change was made: the request may have arrived.
    #[must_use]
    pub fn may_have_been_done(&self) -> bool {
        match self {
            Self::Unreachable { cause, .. } => matches!(
                cause,
                UnreachableCause::AnswerTimeout | UnreachableCause::Broken
            ),
            Self::Unavailable { .. }
            | Self::Server { .. }
            | Self::TooLarge { .. }
            | Self::NotUnderstood { .. } => true,
            Self::Html { status, .. } => *status < 400 || *status >= 500,
            _ => false,
        }
    }

    /// Returns what was asked for, where that says something.
    #[must_use]
    pub fn operation(&self) -> Option<&Operation> {
        match self {
            Self::RedirectToHttps { operation, .. }
            | Self::RedirectToLogin { operation, .. }
            | Self::RedirectElsewhere { operation, .. }
            | Self::Html { operation, .. }
            | Self::WrongContextPath { operation, .. }
            | Self::NotSupported { operation, .. }
            | Self::AuthenticationRequired { operation, .. }
            | Self::SecureSessionRequired { operation }
            | Self::RefusedByProxy { operation, .. }
            | Self::Xsrf { operation }
            | Self::MissingPermission { operation, .. }
            | Self::NotFound { operation, .. }
            | Self::Invalid { operation, .. }
            | Self::Conflict { operation, .. }
            | Self::ReadOnlyDirectory { operation, .. }
            | Self::RateLimited { operation, .. }
            | Self::Unavailable { operation, .. }
            | Self::Server { operation, .. }
            | Self::Refused { operation, .. }
            | Self::TooLarge { operation, .. }
            | Self::NotUnderstood { operation, .. } => Some(operation),
            _ => None,
        }
    }
}
