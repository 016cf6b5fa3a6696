//! Which answer is which error: the table of what Jira, proxies and login pages answer with.

mod body;
mod redirect;

use std::sync::Arc;

use reqwest::header::{RETRY_AFTER, SERVER};

use crate::base_url::BaseUrl;
use crate::builder::Credential;
use crate::error::{Error, HtmlKind, Operation, Result};
use crate::retry;
use crate::secret::Secret;
use crate::transport::Answer;
use body::{Refusal, Shape};

pub use body::is_jira_data;

/// What an answer is judged by.
pub struct Context<'a> {
    /// What was asked for.
    pub operation: &'a Arc<Operation>,
    /// The server's address.
    pub base: &'a BaseUrl,
    /// Who asked.
    pub credential: &'a Credential,
    /// Secrets that were in the body.
    pub secrets: &'a [&'a Secret],
    /// Whether the server has answered as Jira does before.
    pub is_known_to_be_jira: bool,
}

/// Returns the error that an answer is, if it is one.
pub fn judge(context: &Context<'_>, answer: &Answer) -> Result<()> {
    match answer.status {
        300..=399 => Err(redirect::judge(context, answer)),
        401 | 403 => Err(refused(context, answer)),
        _ if is_ignored(context, answer) => Err(Error::CredentialIgnored {
            caller: context.caller(),
        }),
        200..=299 => match body::shape(answer) {
            Shape::Html(page) => Err(Error::Html {
                operation: context.operation(),
                status: answer.status,
                kind: page.kind,
                title: page.title,
            }),
            Shape::Empty | Shape::Jira(_) | Shape::Other => Ok(()),
        },
        _ => Err(failed(context, answer)),
    }
}

/// Returns whether an answer shows that the credential was accepted.
pub fn accepts_credential(answer: &Answer, is_success: bool) -> bool {
    let is_named = answer
        .header("x-ausername")
        .is_some_and(|name| name != "anonymous");
    is_named || login_reasons(answer, "OK") || is_success
}

/// A credential was sent, and the server answered as to nobody.
fn is_ignored(context: &Context<'_>, answer: &Answer) -> bool {
    let sent = !matches!(context.credential, Credential::Anonymous);
    sent && answer.status < 500 && answer.header("x-ausername") == Some("anonymous")
}

/// 401 and 403: who asks is not known, or may not.
fn refused(context: &Context<'_>, answer: &Answer) -> Error {
    let refusal = context.refusal(answer);
    let denied = answer
        .header("x-authentication-denied-reason")
        .unwrap_or_default();
    if denied.contains("CAPTCHA")
        || login_reasons(answer, "AUTHENTICATION_DENIED")
        || (answer.status == 403 && refusal.messages == ["Login denied"])
    {
        let login_url = denied
            .split(';')
            .find_map(|part| part.trim().strip_prefix("login-url="))
            .map(body::printable)
            .filter(|url| !url.is_empty());
        return Error::Captcha {
            username: context.caller(),
            login_url,
        };
    }
    if login_reasons(answer, "AUTHORISATION_FAILED") {
        return Error::LoginNotAllowed {
            username: context.caller(),
        };
    }
    if login_reasons(answer, "AUTHENTICATED_FAILED") {
        return context.wrong_credential(refusal);
    }
    let is_jira = context.is_known_to_be_jira
        || body::has_jira_headers(answer)
        || matches!(body::shape(answer), Shape::Jira(_));
    if !is_jira && refusal.is_page {
        return Error::RefusedByProxy {
            operation: context.operation(),
            status: answer.status,
            server: answer.header(SERVER).map(body::printable),
        };
    }
    if answer.status == 401 {
        if login_reasons(answer, "OK") {
            return Error::SecureSessionRequired {
                operation: context.operation(),
            };
        }
        return context.wrong_credential(refusal);
    }
    if refusal.text.contains("XSRF check failed") {
        return Error::Xsrf {
            operation: context.operation(),
        };
    }
    if refusal.is_about_read_only_directory() {
        return context.read_only(refusal);
    }
    Error::MissingPermission {
        operation: context.operation(),
        messages: refusal.messages,
    }
}

/// Everything else from 400 on.
fn failed(context: &Context<'_>, answer: &Answer) -> Error {
    let operation = context.operation();
    let status = answer.status;
    let retry_after_seconds = answer
        .header(RETRY_AFTER)
        .and_then(|text| retry::retry_after(text, std::time::SystemTime::now()))
        .map(|wait| wait.as_secs());
    match status {
        407 => {
            return Error::RefusedByProxy {
                operation,
                status,
                server: answer.header(SERVER).map(body::printable),
            };
        }
        429 => {
            return Error::RateLimited {
                operation,
                retry_after_seconds,
            };
        }
        502..=504 => {
            return Error::Unavailable {
                operation,
                status,
                retry_after_seconds,
            };
        }
        _ => {}
    }
    let shape = body::shape(answer);
    let refusal = context.refusal(answer);
    if status != 404 && refusal.is_about_read_only_directory() {
        return context.read_only(refusal);
    }
    match (status, shape) {
        (404, Shape::Jira(true)) => Error::NotSupported { operation, status },
        (404 | 410, Shape::Jira(false)) => Error::NotFound {
            operation,
            messages: refusal.messages,
        },
        (404, _) => not_there(context, answer),
        (405, _) => Error::NotSupported { operation, status },
        (409 | 412, _) => Error::Conflict {
            operation,
            messages: refusal.messages,
            fields: refusal.fields,
        },
        (400, Shape::Jira(_)) => Error::Invalid {
            operation,
            messages: refusal.messages,
            fields: refusal.fields,
        },
        (400..=499, Shape::Html(page)) => Error::Html {
            operation,
            status,
            kind: page.kind,
            title: page.title,
        },
        (500.., Shape::Html(page)) if page.kind == HtmlKind::Other => Error::Html {
            operation,
            status,
            kind: page.kind,
            title: page.title,
        },
        (500.., _) => Error::Server {
            operation,
            status,
            messages: refusal.messages,
        },
        _ => Error::Refused {
            operation,
            status,
            messages: refusal.messages,
        },
    }
}

/// 404, not in the shape in which Jira says that a thing does not exist.
fn not_there(context: &Context<'_>, answer: &Answer) -> Error {
    let is_jira = body::has_jira_headers(answer)
        || matches!(body::shape(answer), Shape::Html(page) if page.kind == HtmlKind::Jira);
    // The core of the API is in every Jira. Parts of it may be missing only where the rest was seen.
    let is_core = context
        .operation
        .path
        .strip_prefix(context.base.context_path())
        .is_some_and(|path| path.starts_with("/rest/api/"));
    if context.is_known_to_be_jira || (is_jira && !is_core) {
        return Error::NotSupported {
            operation: context.operation(),
            status: answer.status,
        };
    }
    Error::WrongContextPath {
        operation: context.operation(),
        base_url: context.base.as_str().to_owned(),
        is_jira,
        suggestion: None,
    }
}

fn login_reasons(answer: &Answer, reason: &str) -> bool {
    answer
        .headers
        .get_all("x-seraph-loginreason")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|value| value.trim() == reason)
}

impl Context<'_> {
    fn operation(&self) -> Arc<Operation> {
        Arc::clone(self.operation)
    }

    fn caller(&self) -> String {
        self.credential
            .caller()
            .unwrap_or_else(|| "nobody".to_owned())
    }

    /// Reads what the server said, with every secret it may have repeated taken out.
    fn refusal(&self, answer: &Answer) -> Refusal {
        let mut refusal = Refusal::read(answer);
        for secret in self
            .credential
            .secret()
            .into_iter()
            .chain(self.secrets.iter().copied())
        {
            refusal.scrub(secret);
        }
        refusal
    }

    fn wrong_credential(&self, refusal: Refusal) -> Error {
        let messages = refusal.messages;
        match self.credential {
            Credential::Basic { username, .. } => Error::WrongPassword {
                username: username.clone(),
                messages,
            },
            Credential::Bearer(_) => Error::InvalidToken { messages },
            Credential::Anonymous => Error::AuthenticationRequired {
                operation: self.operation(),
                messages,
            },
        }
    }

    fn read_only(&self, refusal: Refusal) -> Error {
        let mut messages = refusal.messages;
        messages.extend(refusal.fields.into_values());
        Error::ReadOnlyDirectory {
            operation: self.operation(),
            messages,
        }
    }
}
