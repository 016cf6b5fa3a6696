//! One request to GitLab: waiting where GitLab asks for it, and reading what comes back.

use std::error::Error as _;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use reqwest::{Method, Response, StatusCode, Url};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::client::GitLab;
use super::error::{Error, Reason};

/// How often a request is made that GitLab has no time for. All requests of this client may be repeated:
/// they read, or set the same again.
const ATTEMPTS: u32 = 4;
/// The longest wait that GitLab may ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// The largest answer that is read: the settings of one integration have some kilobytes.
const LARGEST_ANSWER: usize = 4 * 1024 * 1024;
/// The longest text of GitLab that is shown.
const LONGEST_TEXT: usize = 600;

/// An answer below 400.
pub struct Answer {
    request: String,
    body: Vec<u8>,
}

impl Answer {
    /// Reads the JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|error| {
            Error::new(
                Reason::NotGitLab,
                &self.request,
                format!("the answer is not what GitLab documents ({error})"),
            )
        })
    }
}

/// What GitLab says when it refuses: one of two shapes.
#[derive(Default, Deserialize)]
struct Refusal {
    message: Option<Value>,
    error: Option<Value>,
    error_description: Option<String>,
}

/// Asks GitLab, again when it is busy.
pub async fn send(
    gitlab: &GitLab,
    method: Method,
    path: &[&str],
    query: &[(&str, &str)],
    body: Option<&Value>,
) -> Result<Answer, Error> {
    let url = gitlab.url(path, query);
    let request = describe(&method, path);
    let mut attempt = 1;
    loop {
        let mut builder = gitlab
            .http
            .request(method.clone(), url.clone())
            .header("PRIVATE-TOKEN", gitlab.token_header());
        if let Some(body) = body {
            builder = builder.json(body);
        }
        let response = builder
            .send()
            .await
            .map_err(|error| no_answer(&request, &error))?;
        let status = response.status();
        let is_busy =
            status == StatusCode::TOO_MANY_REQUESTS || matches!(status.as_u16(), 502..=504);
        if is_busy && attempt < ATTEMPTS {
            tokio::time::sleep(wait(&response, attempt)).await;
            attempt += 1;
            continue;
        }
        return read(&request, &url, response).await;
    }
}

fn describe(method: &Method, path: &[&str]) -> String {
    let path: Vec<String> = path.iter().map(|part| part.replace('/', "%2F")).collect();
    format!("{method} /{}", path.join("/"))
}

/// Returns how long to wait: as long as GitLab says, or a little longer each time.
fn wait(response: &Response, attempt: u32) -> Duration {
    let asked = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.trim().parse().ok())
        .map(Duration::from_secs);
    asked
        .unwrap_or_else(|| Duration::from_millis(500 * u64::from(attempt)))
        .min(LONGEST_WAIT)
}

async fn read(request: &str, url: &Url, mut response: Response) -> Result<Answer, Error> {
    let status = response.status();
    if status.is_redirection() {
        return Err(redirected(request, url, &response));
    }
    let is_json = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.to_ascii_lowercase().contains("json"));
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| no_answer(request, &error))?
    {
        if body.len() + chunk.len() > LARGEST_ANSWER {
            let text = "the answer is too large";
            return Err(Error::new(Reason::NotGitLab, request, text));
        }
        body.extend_from_slice(&chunk);
    }
    if status.is_success() {
        if !is_json && status != StatusCode::NO_CONTENT {
            let text = "a page came back instead of JSON";
            return Err(Error::new(Reason::NotGitLab, request, text));
        }
        return Ok(Answer {
            request: request.to_owned(),
            body,
        });
    }
    Err(refused(request, status, is_json, &body))
}

fn redirected(request: &str, url: &Url, response: &Response) -> Error {
    let to = response
        .headers()
        .get(LOCATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|to| url.join(to).ok());
    let text = match to {
        // Where to, but not with what: the query may hold a ticket of somebody's single sign-on.
        Some(mut to) => {
            to.set_query(None);
            to.set_fragment(None);
            let _ = to.set_username("");
            let _ = to.set_password(None);
            format!("it sends everybody on to {to}")
        }
        None => "it sends everybody on to another address".to_owned(),
    };
    Error::new(Reason::NotGitLab, request, text)
}

fn refused(request: &str, status: StatusCode, is_json: bool, body: &[u8]) -> Error {
    let refusal: Refusal = serde_json::from_slice(body).unwrap_or_default();
    let code = refusal
        .error
        .as_ref()
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let text = if is_json {
        [
            refusal.message.as_ref().map(flat),
            refusal.error_description,
            refusal.error.as_ref().map(flat),
        ]
        .into_iter()
        .flatten()
        .find(|text| !text.is_empty())
        .unwrap_or_else(|| status.to_string())
    } else {
        status.to_string()
    };
    let text = short(&text);
    let reason = match status.as_u16() {
        _ if is_blocked(&text) => Reason::LocalAddress,
        401 if text.contains("expired") => Reason::TokenExpired,
        401 if text.contains("revoked") => Reason::TokenRevoked,
        401 if !is_json => Reason::NotGitLab,
        401 => Reason::TokenRefused,
        403 if code == "insufficient_scope" => Reason::TokenScope,
        403 => Reason::Forbidden,
        // No such route: GitLab answers for a missing project or group with their names.
        404 if code == "404 Not Found" && request.contains("/groups/") => Reason::NoGroupApi,
        404 if !is_json => Reason::NotGitLab,
        404 => Reason::NotFound,
        429 => Reason::TooMany,
        400..=499 => Reason::Refused,
        _ => Reason::Broken,
    };
    Error::new(reason, request, text)
}

/// Tells whether GitLab says that it does not send requests to such an address.
pub fn is_blocked(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.contains("is blocked")
        || text.contains("requests to the local network are not allowed")
        || text.contains("requests to localhost are not allowed")
}

/// Returns the message as one line: it may be a text, a list, or lists by field.
fn flat(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(flat).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => fields
            .iter()
            .map(|(field, value)| format!("{field} {}", flat(value)))
            .collect::<Vec<_>>()
            .join("; "),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Returns the text without control characters, which a terminal would obey, and not too long.
pub fn short(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(LONGEST_TEXT)
        .collect();
    text.trim().trim_end_matches('.').to_owned()
}

fn no_answer(request: &str, error: &reqwest::Error) -> Error {
    let mut causes = Vec::new();
    let mut cause = error.source();
    while let Some(inner) = cause {
        causes.push(inner.to_string());
        cause = inner.source();
    }
    let text = causes.pop().unwrap_or_else(|| "no connection".to_owned());
    let all = causes.join(" ") + &text;
    let reason = if error.is_timeout() {
        Reason::TimedOut
    } else if all.to_ascii_lowercase().contains("certificate") {
        Reason::Certificate
    } else {
        Reason::NoAnswer
    };
    Error::new(reason, request, short(&text))
}
