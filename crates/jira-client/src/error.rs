//! Every way a call can fail, each with what a person needs to know. What to do is in `remedy.rs`, which
//! answer is which error in `diagnose.rs`.

mod absent;
mod ask;
mod cause;
mod text;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use absent::OrAbsent;
pub use cause::{HtmlKind, TlsFault, UnreachableCause};
use text::{by, fields_said, said, titled, wait};

/// What every call returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What was asked for: part of most errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// In words, like `read the user`.
    pub what: &'static str,
    /// The method, like `GET`.
    pub method: String,
    /// The path below the host, without its query.
    pub path: String,
    /// The permission that the operation needs, in words; empty if none is known.
    pub needs: &'static str,
    /// Whose credential was sent, if it has a name: a username, or `a token`.
    pub caller: Option<String>,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} ({} {})", self.what, self.method, self.path)
    }
}

/// Why a call failed. [`Error::remedy`] says what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address of the server cannot be used.
    #[error("the address of Jira cannot be used: {reason}")]
    BadUrl {
        /// What is wrong with it.
        reason: String,
    },

    /// An argument, or a setting of the client, cannot be sent. Nothing was.
    #[error("{detail}")]
    BadArgument {
        /// What is wrong with it.
        detail: String,
    },

    /// No connection, or none that lasted.
    #[error("cannot reach {host}: {cause}")]
    Unreachable {
        /// The host and port.
        host: String,
        /// What kept it from being reached.
        cause: UnreachableCause,
        /// What the operating system or the network said.
        detail: String,
    },

    /// The server's certificate is not trusted, or TLS did not come about.
    #[error("the TLS connection to {host} failed: {fault}")]
    Tls {
        /// The host and port.
        host: String,
        /// What is wrong.
        fault: TlsFault,
        /// What the TLS library said.
        detail: String,
    },

    /// The same address, but by https.
    #[error("{operation}: the server wants https and redirects to {to}")]
    RedirectToHttps {
        /// What was asked for.
        operation: Arc<Operation>,
        /// Where to, without a query.
        to: String,
        /// The address of Jira, as far as it can be told from that.
        base_url: Option<String>,
    },

    /// A redirect to a login page, mostly of a single sign-on.
    #[error("{operation}: the server redirects to a login page at {to}")]
    RedirectToLogin {
        /// What was asked for.
        operation: Arc<Operation>,
        /// Where to, without a query.
        to: String,
    },

    /// A redirect to anywhere else, such as to another host or under a context path.
    #[error("{operation}: the server redirects to {to}")]
    RedirectElsewhere {
        /// What was asked for.
        operation: Arc<Operation>,
        /// Where to, without a query.
        to: String,
        /// The address of Jira, as far as it can be told from that.
        base_url: Option<String>,
    },

    /// A page for people where data was due.
    #[error("{operation}: the answer ({status}) is {kind}{}", titled(.title))]
    Html {
        /// What was asked for.
        operation: Arc<Operation>,
        /// The status of the answer.
        status: u16,
        /// What kind of page it is.
        kind: HtmlKind,
        /// The page's title.
        title: Option<String>,
    },

    /// There is a server, but the REST API is not at this address.
    #[error(
        "{operation}: there is no REST API at {base_url}{}",
        if *.is_jira { ", although Jira answers there" } else { "" }
    )]
    WrongContextPath {
        /// What was asked for.
        operation: Arc<Operation>,
        /// The address that was given.
        base_url: String,
        /// Whether the answer has marks of Jira.
        is_jira: bool,
        /// An address where Jira was found to answer.
        suggestion: Option<String>,
    },

    /// There is a server, and it is not Jira.
    #[error("what answers at {base_url} is not Jira")]
    NotJira {
        /// The address that was given.
        base_url: String,
        /// What was seen.
        detail: String,
        /// An address where Jira was found to answer.
        suggestion: Option<String>,
    },

    /// The server does not know the operation: it is older or newer, or lacks a part.
    #[error("{operation}: this server does not know the operation")]
    NotSupported {
        /// What was asked for.
        operation: Arc<Operation>,
        /// The status of the answer.
        status: u16,
    },

    /// Nobody is signed in, and the operation is not for everybody.
    #[error("{operation}: the server wants to know who asks")]
    AuthenticationRequired {
        /// What was asked for.
        operation: Arc<Operation>,
        /// What the server said.
        messages: Vec<String>,
    },

    /// The name or the password is wrong.
    #[error("Jira refused the username or password of {username}")]
    WrongPassword {
        /// The name that was sent.
        username: String,
        /// What the server said.
        messages: Vec<String>,
    },

    /// The token is wrong, expired or revoked.
    #[error("Jira refused the token: it is wrong, expired or revoked")]
    InvalidToken {
        /// What the server said.
        messages: Vec<String>,
    },

    /// The server answered as to somebody unknown although a credential was sent: old versions do so with
    /// a bad token.
    #[error("Jira ignored the credential of {caller} and answered as to nobody")]
    CredentialIgnored {
        /// Whose credential was sent.
        caller: String,
    },

    /// Too many failed logins: the password is not even looked at until the CAPTCHA is solved.
    #[error("Jira wants a CAPTCHA solved before {username} may sign in by password again")]
    Captcha {
        /// The name that was sent.
        username: String,
        /// Where to sign in with the CAPTCHA.
        login_url: Option<String>,
    },

    /// The credential is right, but this user may not sign in.
    #[error("Jira knows {username}, who may not sign in: the user has no access to an application")]
    LoginNotAllowed {
        /// Whose credential was sent.
        username: String,
    },

    /// The credential is right, but the operation wants the password confirmed in a browser.
    #[error("{operation}: Jira wants a secure administrator session, which a program cannot have")]
    SecureSessionRequired {
        /// What was asked for.
        operation: Arc<Operation>,
    },

    /// Something between here and Jira refused the request.
    #[error("{operation}: refused with status {status} before it reached Jira{}", by(.server))]
    RefusedByProxy {
        /// What was asked for.
        operation: Arc<Operation>,
        /// The status of the answer.
        status: u16,
        /// What the answer says about who gave it.
        server: Option<String>,
    },

    /// The protection against cross-site requests refused the request.
    #[error("{operation}: Jira's XSRF check refused the request")]
    Xsrf {
        /// What was asked for.
        operation: Arc<Operation>,
    },

    /// The caller may not do this.
    #[error("{operation}: not permitted{}", said(.messages))]
    MissingPermission {
        /// What was asked for.
        operation: Arc<Operation>,
        /// What the server said.
        messages: Vec<String>,
    },

    /// It does not exist, or the caller may not see it. Jira does not tell which.
    #[error("{operation}: not found{}", said(.messages))]
    NotFound {
        /// What was asked for.
        operation: Arc<Operation>,
        /// What the server said.
        messages: Vec<String>,
    },

    /// The server checked what was sent and did not accept it.
    #[error("{operation}: not accepted{}{}", said(.messages), fields_said(.fields))]
    Invalid {
        /// What was asked for.
        operation: Arc<Operation>,
        /// What is wrong with the whole.
        messages: Vec<String>,
        /// What is wrong with single fields, by their names.
        fields: BTreeMap<String, String>,
    },

    /// Something else is in the way: another change, a state that forbids it.
    #[error("{operation}: in conflict with what is there{}{}", said(.messages), fields_said(.fields))]
    Conflict {
        /// What was asked for.
        operation: Arc<Operation>,
        /// What the server said.
        messages: Vec<String>,
        /// What it said about single fields.
        fields: BTreeMap<String, String>,
    },

    /// The user directory cannot be written by Jira.
    #[error("{operation}: the user directory is read-only{}", said(.messages))]
    ReadOnlyDirectory {
        /// What was asked for.
        operation: Arc<Operation>,
        /// What the server said.
        messages: Vec<String>,
    },

    /// Too many requests.
    #[error("{operation}: too many requests{}", wait(.retry_after_seconds))]
    RateLimited {
        /// What was asked for.
        operation: Arc<Operation>,
        /// How long the server wants to be left alone.
        retry_after_seconds: Option<u64>,
    },

    /// The server, or a proxy before it, has no answer at the moment (502, 503, 504).
    #[error("{operation}: the server is not available at the moment (status {status})")]
    Unavailable {
        /// What was asked for.
        operation: Arc<Operation>,
        /// The status of the answer.
        status: u16,
        /// How long the server wants to be left alone.
        retry_after_seconds: Option<u64>,
    },

    /// The server failed.
    #[error("{operation}: the server failed with status {status}{}", said(.messages))]
    Server {
        /// What was asked for.
        operation: Arc<Operation>,
        /// The status of the answer.
        status: u16,
        /// What the server said.
        messages: Vec<String>,
    },

    /// A refusal of another kind.
    #[error("{operation}: refused with status {status}{}", said(.messages))]
    Refused {
        /// What was asked for.
        operation: Arc<Operation>,
        /// The status of the answer.
        status: u16,
        /// What the server said.
        messages: Vec<String>,
    },

    /// More than the client is willing to read.
    #[error("{operation}: the answer is larger than {limit} bytes")]
    TooLarge {
        /// What was asked for.
        operation: Arc<Operation>,
        /// The limit.
        limit: usize,
    },

    /// The answer is data, but not what was due.
    #[error("{operation}: the answer (status {status}) was not understood: {detail}")]
    NotUnderstood {
        /// What was asked for.
        operation: Arc<Operation>,
        /// The status of the answer.
        status: u16,
        /// What is wrong with it; nothing of the answer itself, which may hold secrets.
        detail: String,
    },
}
