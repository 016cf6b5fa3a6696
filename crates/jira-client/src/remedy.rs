//! What to do about each error, in a sentence or two for whoever runs the program.

use crate::error::{Error, HtmlKind, Operation, TlsFault, UnreachableCause};

impl Error {
    /// Returns what to do about it.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::BadUrl { .. } => {
                "Give the address as in a browser's address bar on Jira's start \
                page, up to and without /secure: https://jira.example.com or \
                https://example.com/jira."
                    .to_owned()
            }
            Self::BadArgument { .. } => "Correct what was given; nothing was sent.".to_owned(),
            Self::Unreachable { cause, .. } => unreachable_host(*cause),
            Self::Tls { fault, .. } => tls(*fault),
            Self::RedirectToHttps { base_url, to, .. } => {
                format!(
                    "Use {} as Jira's address: redirects are not followed, so that no credential \
                     goes over the network in the clear.",
                    base_url.as_ref().unwrap_or(to)
                )
            }
            Self::RedirectToLogin { .. } => "A single sign-on stands before Jira's REST API. Let \
                requests to /rest/ through to Jira itself, or use an address of Jira behind the \
                sign-on, and a personal access token or a user with a local password."
                .to_owned(),
            Self::RedirectElsewhere { base_url, to, .. } => match base_url {
                Some(base_url) => format!("Use {base_url} as Jira's address."),
                None => format!(
                    "Open Jira's address in a browser and see why it leads to {to}; then use the \
                     address that Jira itself has (System > General configuration > Base URL)."
                ),
            },
            Self::Html { kind, status, .. } => html(*kind, *status),
            Self::WrongContextPath { suggestion, .. } | Self::NotJira { suggestion, .. } => {
                match suggestion {
                    Some(found) => format!("Jira answers at {found}: use that address."),
                    None => "Check the address, its context path above all: it is what stands in \
                        the browser before /secure or /browse, such as https://example.com/jira."
                        .to_owned(),
                }
            }
            Self::NotSupported { operation, .. } => not_supported(operation),
            Self::AuthenticationRequired { .. } => {
                "Give a username with a password, or a personal access token.".to_owned()
            }
            Self::WrongPassword { username, .. } => format!(
                "Check the password of {username} by signing in to Jira in a browser. It was sent \
                 once and will not be sent again; three wrong ones in a row lock the user behind a \
                 CAPTCHA. A user of a single sign-on has no password here: use a personal access \
                 token."
            ),
            Self::InvalidToken { .. } => "Make a new personal access token in Jira (profile > \
                Personal access tokens) and use it. Tokens exist from Jira 8.14 on; on an older \
                one use a username and password."
                .to_owned(),
            Self::CredentialIgnored { .. } => {
                "The token is wrong or expired, or Jira is too old for \
                tokens (before 8.14), or a proxy takes the Authorization header away. Make a new \
                token, or use a username and password."
                    .to_owned()
            }
            Self::Captcha {
                username,
                login_url,
            } => captcha(username, login_url.as_deref()),
            Self::LoginNotAllowed { username } => format!(
                "Give {username} access to an application: add the user to a group that is listed \
                 under Administration > Applications > Application access, and see that the user \
                 is active."
            ),
            Self::SecureSessionRequired { .. } => {
                "Do this in Jira's administration pages, or turn \
                secure administrator sessions off for this address (jira.websudo.is.disabled)."
                    .to_owned()
            }
            Self::RefusedByProxy { .. } => {
                "A proxy or firewall before Jira wants a login of its own \
                or does not let this machine through. Ask whoever runs it, or use an address that \
                leads to Jira directly."
                    .to_owned()
            }
            Self::Xsrf { .. } => {
                "Jira took the request for one of a browser on another site. Check \
                that the address is Jira's base URL, and that no proxy removes the header \
                X-Atlassian-Token or changes the User-Agent."
                    .to_owned()
            }
            Self::MissingPermission { operation, .. } => missing_permission(operation),
            Self::NotFound { operation, .. } => not_found(operation),
            Self::Invalid { .. } => "Correct what the message names and try again.".to_owned(),
            Self::Conflict { .. } => {
                "See what is there now and try again: somebody else changed it, \
                or it is in a state that does not allow this."
                    .to_owned()
            }
            Self::ReadOnlyDirectory { .. } => {
                "Users and groups come from a directory that Jira may \
                only read (LDAP, Crowd). Make the change there, or put an internal directory, \
                writable, first in Administration > User management > User directories."
                    .to_owned()
            }
            Self::RateLimited {
                retry_after_seconds,
                ..
            } => format!(
                "{} Or have the user exempted: Administration > System > Rate limiting.",
                wait(*retry_after_seconds)
            ),
            Self::Unavailable {
                retry_after_seconds,
                ..
            } => format!(
                "{} If it stays so, Jira is down or starting, or the proxy before it points to the \
                 wrong place.",
                wait(*retry_after_seconds)
            ),
            Self::Server { .. } => {
                "Look into Jira's log (atlassian-jira.log) at this time; the cause \
                stands there."
                    .to_owned()
            }
            Self::Refused { .. } => {
                "The server did not say why in a form that is known; look into its log.".to_owned()
            }
            Self::TooLarge { .. } => "Ask for less at a time, or raise the limit.".to_owned(),
            Self::NotUnderstood { .. } => {
                "Check that the address is Jira's and that no proxy changes \
                the answers. If so, this version of Jira answers in an unknown way: please report \
                its version and the operation."
                    .to_owned()
            }
        }
    }
}

fn unreachable_host(cause: UnreachableCause) -> String {
    match cause {
        UnreachableCause::NameNotFound => {
            "Check the spelling of the host's name, and that this machine can look it up."
        }
        UnreachableCause::Refused => {
            "Check the port in the address, and that the server is running."
        }
        UnreachableCause::ConnectTimeout | UnreachableCause::Other => {
            "Check the address, and that no firewall stands between; if a proxy is needed, set it."
        }
        UnreachableCause::AnswerTimeout | UnreachableCause::Broken => {
            "Try again, or with a longer timeout. Whether a change was made is not known: look \
             before repeating it."
        }
    }
    .to_owned()
}

fn tls(fault: TlsFault) -> String {
    match fault {
        TlsFault::Expired => "Have the server's certificate renewed.",
        TlsFault::NotValidYet => "Check the clocks of this machine and the server.",
        TlsFault::UnknownIssuer => {
            "If the certificate is of a private authority, give that authority's certificate (PEM) \
             as an extra CA file. If not, the server leaves out intermediate certificates: have \
             the full chain installed there."
        }
        TlsFault::NameMismatch => {
            "Use the host name that the certificate is for, or have one issued for this name."
        }
        TlsFault::Revoked | TlsFault::BadCertificate => {
            "Have the server's certificate replaced; a certificate authority's own certificate \
             cannot stand for a server."
        }
        TlsFault::ClientCertificateWanted => {
            "Use an address of Jira that does not ask for client certificates."
        }
        TlsFault::NotTls => {
            "The port does not speak TLS: use http:// or the port that https is on."
        }
        TlsFault::Other => "Check that the server speaks TLS 1.2 or 1.3.",
    }
    .to_owned()
}

fn html(kind: HtmlKind, status: u16) -> String {
    match kind {
        HtmlKind::Login => {
            "A login page stands before Jira's REST API. Let requests to /rest/ through to Jira \
             itself, or use an address behind the sign-on."
        }
        HtmlKind::Jira => {
            "The address leads to a page of Jira's, not to its REST API: check the context path, or \
             look into Jira's log if the page speaks of an error."
        }
        HtmlKind::Other if status >= 500 => {
            "A proxy before Jira answers in its place: see whether Jira is running, then look at \
             the proxy."
        }
        HtmlKind::Other => {
            "Something else than Jira answers: check the address and its context path."
        }
    }
    .to_owned()
}

fn captcha(username: &str, login_url: Option<&str>) -> String {
    let place = login_url.map_or_else(|| "in a browser".to_owned(), |url| format!("at {url}"));
    format!(
        "Sign in as {username} {place} and solve the CAPTCHA, or let an administrator choose \
         “Reset failed login count” for the user (Administration > User management). The password \
         may be right. A personal access token is never stopped by a CAPTCHA."
    )
}

fn not_supported(operation: &Operation) -> String {
    if operation.path.contains("/rest/pat/") {
        "Personal access tokens exist from Jira 8.14 on: use a username and password, or update."
            .to_owned()
    } else {
        "Do this in Jira's administration pages, or update Jira.".to_owned()
    }
}

fn missing_permission(operation: &Operation) -> String {
    let who = operation.caller.as_deref().unwrap_or("an anonymous caller");
    if operation.needs.is_empty() {
        format!("Give {who} the permission, or use the credential of somebody who has it.")
    } else {
        format!(
            "It needs {}, which {who} does not have: grant it, or use the credential of somebody \
             who has it.",
            operation.needs
        )
    }
}

fn not_found(operation: &Operation) -> String {
    let who = operation.caller.as_deref().unwrap_or("an anonymous caller");
    let needs = if operation.needs.is_empty() {
        String::new()
    } else {
        format!(" ({})", operation.needs)
    };
    format!(
        "Check the spelling, and that {who} may see it{needs}: Jira does not tell what is missing \
         from what is hidden."
    )
}

fn wait(seconds: Option<u64>) -> String {
    seconds.map_or_else(
        || "Wait a little and try again.".to_owned(),
        |seconds| format!("Wait {seconds} seconds and try again."),
    )
}
