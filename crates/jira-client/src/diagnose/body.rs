//! What the body of an answer is: Jira's data, a page, something else; and what it says.

use std::collections::BTreeMap;

use reqwest::header::CONTENT_TYPE;
use serde_json::Value;

use crate::error::HtmlKind;
use crate::secret::Secret;
use crate::transport::Answer;

/// The longest message that is passed on.
const MESSAGE_CHARS: usize = 500;
/// How many messages are passed on.
const MESSAGES: usize = 20;
/// How much of a page is looked at.
const PAGE_BYTES: usize = 256 * 1024;

/// What a body is.
pub enum Shape {
    /// Nothing.
    Empty,
    /// An error in one of Jira's shapes; whether it says that there is no such address.
    Jira(bool),
    /// A page for people.
    Html(Page),
    /// Anything else.
    Other,
}

/// A page for people.
pub struct Page {
    /// What kind.
    pub kind: HtmlKind,
    /// Its title.
    pub title: Option<String>,
}

/// What the server said to a request it did not do.
#[derive(Default)]
pub struct Refusal {
    /// What is wrong with the whole.
    pub messages: Vec<String>,
    /// What is wrong with single fields.
    pub fields: BTreeMap<String, String>,
    /// The text of a short body, whatever it is.
    pub text: String,
    /// Whether the body is no data: a page, a line of text, nothing.
    pub is_page: bool,
}

/// Returns whether an answer can only come from Jira: it is data in one of its shapes, or has its headers
/// and data.
pub fn is_jira_data(answer: &Answer) -> bool {
    match shape(answer) {
        Shape::Jira(_) => true,
        Shape::Other | Shape::Empty => has_jira_headers(answer),
        Shape::Html(_) => false,
    }
}

/// Returns whether an answer has headers that Jira adds.
pub fn has_jira_headers(answer: &Answer) -> bool {
    const MARKS: [&str; 6] = [
        "x-arequestid",
        "x-asessionid",
        "x-ausername",
        "x-anodeid",
        "x-asen",
        "x-seraph-loginreason",
    ];
    MARKS.iter().any(|mark| answer.headers.contains_key(*mark))
}

/// Returns what the body is.
pub fn shape(answer: &Answer) -> Shape {
    let body = answer.body.trim_ascii();
    if body.is_empty() {
        return Shape::Empty;
    }
    if body.starts_with(b"{")
        && let Ok(Value::Object(data)) = serde_json::from_slice(body)
    {
        // Of a server without Jira's REST module: `{"message":"null for uri: …","status-code":404}`.
        let is_plain = data.contains_key("message") && data.contains_key("status-code");
        if is_plain {
            let message = data.get("message").and_then(Value::as_str);
            return Shape::Jira(message.is_some_and(|text| text.contains("for uri")));
        }
        if data.contains_key("errorMessages") || data.get("errors").is_some_and(Value::is_object) {
            return Shape::Jira(false);
        }
        return Shape::Other;
    }
    let is_html = answer.header(CONTENT_TYPE).is_some_and(is_html_type)
        || starts_with_ignoring_case(body, b"<!doctype html")
        || starts_with_ignoring_case(body, b"<html");
    if is_html && !body.starts_with(b"[") {
        Shape::Html(page(answer, body))
    } else {
        Shape::Other
    }
}

fn is_html_type(content_type: &str) -> bool {
    let content_type = content_type.to_ascii_lowercase();
    content_type.starts_with("text/html") || content_type.starts_with("application/xhtml")
}

fn starts_with_ignoring_case(body: &[u8], start: &[u8]) -> bool {
    body.get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
}

fn page(answer: &Answer, body: &[u8]) -> Page {
    let text = String::from_utf8_lossy(body.get(..PAGE_BYTES).unwrap_or(body));
    let lower = text.to_ascii_lowercase();
    let title = title(&text, &lower);
    let has = |mark: &str| lower.contains(mark);
    let is_login = [
        "os_username",
        "samlrequest",
        "type=\"password\"",
        "type='password'",
    ]
    .into_iter()
    .any(has)
        || title.as_ref().is_some_and(|title| {
            let title = title.to_lowercase();
            ["log in", "login", "sign in", "single sign-on"]
                .iter()
                .any(|mark| title.contains(mark))
        });
    let is_jira = has_jira_headers(answer)
        || [
            "ajs-base-url",
            "ajs-version-number",
            "id=\"jira\"",
            "content=\"jira\"",
        ]
        .into_iter()
        .any(has);
    let kind = if is_login {
        HtmlKind::Login
    } else if is_jira {
        HtmlKind::Jira
    } else {
        HtmlKind::Other
    };
    Page { kind, title }
}

/// Returns the title of a page. `lower` is the same text with its ASCII letters lowered, so that positions
/// agree.
fn title(text: &str, lower: &str) -> Option<String> {
    let open = lower.find("<title")?;
    let start = open + lower.get(open..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find("</title")?;
    let title = text.get(start..end)?;
    let words: Vec<&str> = title.split_whitespace().collect();
    let title = printable(&words.join(" "));
    (!title.is_empty()).then_some(title)
}

/// Returns a text fit for a terminal: one line, no control characters, not too long.
pub fn printable(text: &str) -> String {
    let mut chars = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut printable: String = chars.by_ref().take(MESSAGE_CHARS).collect();
    if chars.next().is_some() {
        printable.push('…');
    }
    printable.trim().to_owned()
}

impl Refusal {
    /// Reads what an answer says, in any of the shapes Jira has used.
    pub fn read(answer: &Answer) -> Self {
        let Ok(Value::Object(data)) = serde_json::from_slice::<Value>(&answer.body) else {
            let text = String::from_utf8_lossy(answer.body.get(..4096).unwrap_or(&answer.body));
            return Self {
                text: text.into_owned(),
                is_page: true,
                ..Self::default()
            };
        };
        let mut refusal = Self::default();
        let texts = |value: &Value| -> Vec<String> {
            match value {
                Value::String(text) => vec![text.clone()],
                Value::Array(list) => list
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
                _ => Vec::new(),
            }
        };
        for member in ["errorMessages", "message", "errorMessage"] {
            if let Some(value) = data.get(member) {
                refusal.messages.extend(texts(value));
            }
        }
        if let Some(Value::Object(fields)) = data.get("errors") {
            for (name, value) in fields.iter().take(MESSAGES) {
                let text = texts(value).join(" ");
                refusal.fields.insert(printable(name), printable(&text));
            }
        }
        refusal.messages.truncate(MESSAGES);
        for message in &mut refusal.messages {
            *message = printable(message);
        }
        refusal.messages.retain(|message| !message.is_empty());
        refusal.text = refusal.messages.join(" ");
        refusal
    }

    /// Takes a secret out, should the server have repeated it.
    pub fn scrub(&mut self, secret: &Secret) {
        secret.scrub(&mut self.text);
        for message in self.messages.iter_mut().chain(self.fields.values_mut()) {
            secret.scrub(message);
        }
    }

    /// Returns whether it says that a user directory cannot be written. There is no status or code for that;
    /// the texts of all versions have these words (in English, which Jira answers in unless its default
    /// language is another).
    pub fn is_about_read_only_directory(&self) -> bool {
        if self.is_page {
            return false;
        }
        self.messages
            .iter()
            .chain(self.fields.values())
            .any(|message| {
                let message = message.to_lowercase();
                let is_read_only = message.contains("read-only") || message.contains("read only");
                is_read_only && message.contains("director")
            })
    }
}
