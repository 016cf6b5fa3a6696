//! Where a redirect leads says what is wrong with the address, or who stands before Jira.

use reqwest::Url;
use reqwest::header::LOCATION;

use super::Context;
use super::body::printable;
use crate::error::Error;
use crate::transport::Answer;

/// Words in the address of a login page.
const LOGIN_WORDS: [&str; 14] = [
    "login",
    "logon",
    "signin",
    "sign-in",
    "sign_in",
    "sso",
    "saml",
    "oauth",
    "openid",
    "oidc",
    "adfs",
    "authorize",
    "auth/realms",
    "idp",
];

/// Returns which error a redirect is.
pub fn judge(context: &Context<'_>, answer: &Answer) -> Error {
    let operation = context.operation();
    let base = context.base.url();
    let to = answer
        .header(LOCATION)
        .and_then(|location| base.join(&operation.path).ok()?.join(location).ok());
    let Some(to) = to else {
        return Error::Refused {
            operation,
            status: answer.status,
            messages: Vec::new(),
        };
    };
    let rest_path = operation
        .path
        .strip_prefix(context.base.context_path())
        .unwrap_or(&operation.path);
    let base_url = to
        .path()
        .trim_end_matches('/')
        .strip_suffix(rest_path.trim_end_matches('/'))
        .map(|context_path| format!("{}{context_path}", origin(&to)));
    let is_https_now = base.scheme() == "http" && to.scheme() == "https";
    if is_https_now && to.host_str() == base.host_str() && base_url.is_some() {
        return Error::RedirectToHttps {
            operation,
            to: without_query(&to),
            base_url,
        };
    }
    // Judged without what it repeats of the request, which may have such words in it.
    let place = format!("{}{}", to.host_str().unwrap_or_default(), to.path()).to_lowercase();
    let is_login = LOGIN_WORDS.iter().any(|word| place.contains(word))
        || to.query_pairs().any(|(name, _)| name == "SAMLRequest");
    if base_url.is_none() && is_login {
        return Error::RedirectToLogin {
            operation,
            to: without_query(&to),
        };
    }
    Error::RedirectElsewhere {
        operation,
        to: without_query(&to),
        base_url,
    }
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// A redirect's query may hold tokens.
fn without_query(url: &Url) -> String {
    printable(&format!("{}{}", origin(url), url.path()))
}
