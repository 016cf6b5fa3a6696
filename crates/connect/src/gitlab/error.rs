//! What can go wrong between here and GitLab, each with what to do about it.

use std::fmt;

/// Why GitLab did not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The address is none.
    BadUrl,
    /// The address would send the token over the network for everybody to read.
    PlainHttp,
    /// Nobody answered.
    NoAnswer,
    /// It took too long.
    TimedOut,
    /// The server's certificate is not trusted.
    Certificate,
    /// It was somebody else: a proxy, a page to sign in, another path.
    NotGitLab,
    /// GitLab does not know the token.
    TokenRefused,
    /// The token's last day is over.
    TokenExpired,
    /// Somebody has revoked the token.
    TokenRevoked,
    /// The token may not be used for this.
    TokenScope,
    /// The token's owner may not do this.
    Forbidden,
    /// There is no such project or group, or the token's owner does not see it.
    NotFound,
    /// This GitLab has no API for the integrations of groups.
    NoGroupApi,
    /// GitLab does not send requests to such an address.
    LocalAddress,
    /// GitLab does not take the settings.
    Refused,
    /// Too many requests, even after waiting.
    TooMany,
    /// GitLab itself is in trouble.
    Broken,
}

/// A request to GitLab that failed. Shown, it is what happened and then what to do; it never holds a
/// secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Why.
    pub reason: Reason,
    /// The request, such as `PUT /projects/group%2Fproject/integrations/jira`.
    pub request: String,
    /// What was said: GitLab's own words where it said any.
    pub text: String,
}

impl Error {
    pub(super) fn new(reason: Reason, request: &str, text: impl Into<String>) -> Self {
        Self {
            reason,
            request: request.to_owned(),
            text: text.into(),
        }
    }

    /// Returns what to do about it.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self.reason {
            Reason::BadUrl => {
                "give the address of GitLab's front page, such as https://gitlab.example.com"
            }
            Reason::PlainHttp => {
                "use https; if the network between here and GitLab is yours alone, allow plain http"
            }
            Reason::NoAnswer => {
                "check the address, and that this machine reaches it (name resolution, firewall, VPN)"
            }
            Reason::TimedOut => {
                "try again; if it stays so, ask whoever runs GitLab whether it is overloaded"
            }
            Reason::Certificate => {
                "install the certificate authority of GitLab's certificate on this machine, or have \
                 GitLab's server send its whole chain"
            }
            Reason::NotGitLab => {
                "give the address of GitLab itself, with its path if it has one; a proxy that asks for a \
                 sign-in of its own must let /api/v4 through"
            }
            Reason::TokenRefused => {
                "make a token in GitLab (Preferences > Access tokens, or the project's or group's \
                 Settings > Access tokens) with the scope api and the role Maintainer"
            }
            Reason::TokenExpired => "make a new token in GitLab with the scope api",
            Reason::TokenRevoked => {
                "make a new token in GitLab with the scope api, and find out who revoked this one"
            }
            Reason::TokenScope => "make a token that has the scope api; read_api is not enough",
            Reason::Forbidden => {
                "use the token of somebody who is Maintainer or Owner of the project or group"
            }
            Reason::NotFound => {
                "check the path (group/project, as in the address of its page) and that the token's \
                 owner is a member"
            }
            Reason::NoGroupApi => {
                "upgrade GitLab, name the projects one by one, or set the group's integration on its page \
                 Settings > Integrations > Jira issues"
            }
            Reason::LocalAddress => {
                "have an administrator of GitLab allow it: Admin > Settings > Network > Outbound requests, \
                 add Jira's host to the allowlist, or by API: PUT /api/v4/application/settings with \
                 outbound_local_requests_whitelist (or, for all addresses, \
                 allow_local_requests_from_web_hooks_and_services=true). It takes up to a minute to apply; \
                 then run this again. GitLab.com never reaches a private address"
            }
            Reason::Refused => {
                "check that the Jira address is one that GitLab can resolve and reach, and that addresses \
                 of a local network are allowed (Admin > Settings > Network > Outbound requests): many \
                 versions of GitLab name no cause when their check of the address fails"
            }
            Reason::TooMany => "wait a few minutes and run this again: it goes on where it was",
            Reason::Broken => {
                "try again; GitLab's administrator finds the cause in its log by the time"
            }
        }
    }

    /// Returns whether it was the token: another one is needed, the same one again is no use.
    #[must_use]
    pub fn is_credential(&self) -> bool {
        matches!(
            self.reason,
            Reason::TokenRefused | Reason::TokenExpired | Reason::TokenRevoked | Reason::TokenScope
        )
    }
}

impl Error {
    /// Returns what happened, without what to do about it.
    #[must_use]
    pub fn what(&self) -> String {
        let what = match self.reason {
            Reason::BadUrl => "this is no address of a GitLab",
            Reason::PlainHttp => "the token would cross the network unprotected",
            Reason::NoAnswer => "GitLab does not answer",
            Reason::TimedOut => "GitLab takes too long to answer",
            Reason::Certificate => "GitLab's certificate is not trusted",
            Reason::NotGitLab => "what answers is not GitLab's API",
            Reason::TokenRefused => "GitLab does not accept the token",
            Reason::TokenExpired => "the GitLab token has expired",
            Reason::TokenRevoked => "the GitLab token was revoked",
            Reason::TokenScope => "the GitLab token lacks a scope",
            Reason::Forbidden => "the owner of the GitLab token may not do this",
            Reason::NotFound => "GitLab has no such project or group, or does not show it",
            Reason::NoGroupApi => "this GitLab has no API for the integrations of a group",
            Reason::LocalAddress => "GitLab refuses to send requests to Jira's address",
            Reason::Refused => "GitLab does not take these settings",
            Reason::TooMany => "GitLab accepts no more requests for now",
            Reason::Broken => "GitLab has failed",
        };
        let mut text = what.to_owned();
        if !self.request.is_empty() {
            text += &format!(" ({})", self.request);
        }
        if !self.text.is_empty() {
            text += &format!(": {}", self.text);
        }
        text
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. What to do: {}", self.what(), self.remedy())
    }
}

impl std::error::Error for Error {}
