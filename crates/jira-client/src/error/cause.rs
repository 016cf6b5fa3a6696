//! Finer kinds of some errors.

use std::fmt;

/// What kept a server from being reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnreachableCause {
    /// The name has no address.
    NameNotFound,
    /// Nobody listens there.
    Refused,
    /// No connection in time.
    ConnectTimeout,
    /// A connection, but no answer in time. Whether a change was made is not known.
    AnswerTimeout,
    /// The connection broke. Whether a change was made is not known.
    Broken,
    /// Anything else that kept a connection from coming about.
    Other,
}

impl fmt::Display for UnreachableCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NameNotFound => "the name of the host is not known",
            Self::Refused => "the connection was refused",
            Self::ConnectTimeout => "no connection in time",
            Self::AnswerTimeout => "no answer in time",
            Self::Broken => "the connection broke before the answer was complete",
            Self::Other => "no connection",
        })
    }
}

/// What is wrong with a TLS connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TlsFault {
    /// The certificate has expired.
    Expired,
    /// The certificate is not valid yet; mostly a clock is wrong.
    NotValidYet,
    /// Nobody who is trusted here has signed it: a private authority, or an incomplete chain.
    UnknownIssuer,
    /// It is for another name.
    NameMismatch,
    /// It was revoked.
    Revoked,
    /// It is wrong in another way.
    BadCertificate,
    /// The server wants a certificate of the client.
    ClientCertificateWanted,
    /// What answers does not speak TLS.
    NotTls,
    /// Anything else.
    Other,
}

impl fmt::Display for TlsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Expired => "its certificate has expired",
            Self::NotValidYet => "its certificate is not valid yet",
            Self::UnknownIssuer => "its certificate is signed by nobody who is trusted here",
            Self::NameMismatch => "its certificate is for another name",
            Self::Revoked => "its certificate was revoked",
            Self::BadCertificate => "its certificate is not acceptable",
            Self::ClientCertificateWanted => "it wants a certificate of the client",
            Self::NotTls => "what answers does not speak TLS",
            Self::Other => "the two sides did not come to terms",
        })
    }
}

/// What kind of page came in place of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HtmlKind {
    /// A login page: Jira's own, or one of a single sign-on.
    Login,
    /// Another page of Jira.
    Jira,
    /// A page of something before Jira, such as a proxy.
    Other,
}

impl fmt::Display for HtmlKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Login => "a login page",
            Self::Jira => "a page of Jira's, not data",
            Self::Other => "a page that is not Jira's",
        })
    }
}
