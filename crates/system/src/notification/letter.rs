//! What people are told: subject, text, HTML, lines of the head.

use askama::Template;
use base::mail::{Letter, host};
use base::urls::encode;
use base::{Cx, Error, Result, Urls};
use markup::Links;

use super::happening::{Happening, What, scheme_event};
use super::recipient::{To, Told};
use super::signature::{self, Key};
use super::store::{ItemRow, SaidRow};
use super::world::World;

/// The longest subject, in characters.
const MAX_SUBJECT: usize = 200;
/// The longest text of a comment or description, in characters: who wants more of it follows the link.
const MAX_TEXT: usize = 20_000;

/// What a mail says, for its template.
#[derive(Template)]
#[template(path = "notification.html")]
struct Shown<'a> {
    parts: &'a [Part],
    key: String,
    summary: &'a str,
    project: &'a str,
    status: &'a str,
    link: &'a str,
    reason: &'a str,
    unsubscribe: Option<&'a str>,
}

/// One thing that happened.
struct Part {
    /// `Fred Test commented on`.
    deed: String,
    /// What was said, as text and as HTML.
    text: String,
    html: String,
    /// The fields that changed: name, before, after.
    fields: Vec<(String, String, String)>,
}

/// Returns the mail for one person.
///
/// # Errors
/// When it cannot be written.
pub fn letter(cx: &Cx, world: &World, told: &Told<'_>, key: &Key) -> Result<Letter> {
    let row = world.rows.get(&told.issue.id);
    let row = row.ok_or_else(|| Error::Internal("mail about an issue unread".to_owned()))?;
    let summary = one_line(&row.summary);
    let link = cx.urls().page(&format!("/browse/{}", told.issue.key));
    let who = told
        .actor
        .as_ref()
        .map_or("Somebody", |user| &user.display_name);
    let parts = told.parts.iter();
    let parts: Vec<Part> = parts
        .map(|(one, event)| part(cx, world, one, *event, who, row.description.as_deref()))
        .collect();
    let unsubscribe = match &told.to {
        To::User { user, .. } => {
            let path = signature::path(key, user.id, told.issue.id)?;
            Some(cx.urls().page(&path))
        }
        To::Address(_) => None,
    };
    let status = world.catalog.status(row.status);
    let shown = Shown {
        parts: &parts,
        key: told.issue.key.to_string(),
        summary: &summary,
        project: &row.project_name,
        status: status.map_or("", |status| &status.name),
        link: &link,
        reason: told.reason,
        unsubscribe: unsubscribe.as_deref(),
    };
    let (to, wants_html) = match &told.to {
        To::User { user, wants_html } => (user.email.clone(), *wants_html),
        To::Address(address) => (address.clone(), true),
    };
    let html = wants_html
        .then(|| shown.render())
        .transpose()
        .map_err(|error| Error::internal("mail", error))?;
    let subject = format!("[JIRA] ({}) {summary}", told.issue.key);
    Ok(Letter {
        to,
        subject: subject.chars().take(MAX_SUBJECT).collect(),
        text: text(&shown),
        html,
        headers: headers(cx, told, unsubscribe.as_deref()),
    })
}

/// Returns the lines of the head: what puts the mail of an issue together (it answers a message that was
/// never sent, the same for all), and what ends it with one click (RFC 2369, RFC 8058).
fn headers(cx: &Cx, told: &Told<'_>, unsubscribe: Option<&str>) -> Vec<(String, String)> {
    let host = host(cx.urls().origin());
    let thread = format!("<issue-{}@{host}>", told.issue.id);
    let line = |name: &str, value: String| (name.to_owned(), value);
    let mut lines = vec![
        line("In-Reply-To", thread.clone()),
        line("References", thread),
        line("Precedence", "bulk".to_owned()),
    ];
    if let Some(address) = unsubscribe {
        lines.push(line("List-Unsubscribe", format!("<{address}>")));
        let one_click = "List-Unsubscribe=One-Click".to_owned();
        lines.push(line("List-Unsubscribe-Post", one_click));
    }
    lines
}

fn part(
    cx: &Cx,
    world: &World,
    one: &Happening,
    event: i64,
    who: &str,
    description: Option<&str>,
) -> Part {
    let verb = match event {
        scheme_event::CREATED => "created",
        scheme_event::ASSIGNED => "assigned",
        scheme_event::RESOLVED => "resolved",
        scheme_event::CLOSED => "closed",
        scheme_event::REOPENED => "reopened",
        scheme_event::MOVED => "moved",
        scheme_event::COMMENTED => "commented on",
        scheme_event::COMMENT_EDITED => "changed a comment on",
        scheme_event::WORK_LOGGED => "logged work on",
        scheme_event::WORKLOG_UPDATED => "changed a work log of",
        _ => "changed",
    };
    let said = |said: Option<&SaidRow>| said.map_or(String::new(), |said| said.body.clone());
    let mut fields = Vec::new();
    let body = match &one.what {
        What::Created => description.unwrap_or_default().to_owned(),
        What::Changed { change, .. } => {
            fields = world.items_of(*change).iter().map(changed).collect();
            String::new()
        }
        What::Commented { comment, .. } => said(world.comments.get(&comment.0)),
        What::Worked { worklog, .. } => {
            let found = world.worklogs.get(&worklog.0);
            if let Some(found) = found {
                let spent = issues::duration::words(found.seconds);
                fields.push(("Time spent".to_owned(), String::new(), spent));
            }
            said(found)
        }
    };
    let body = shortened(&body);
    Part {
        deed: format!("{who} {verb}"),
        text: markup::to_text(&body),
        html: markup::to_html(&body, &People(cx.urls())),
        fields,
    }
}

fn changed(item: &ItemRow) -> (String, String, String) {
    let field = match item.field.as_str() {
        "duedate" => "Due date",
        "issuetype" => "Issue type",
        "timeoriginalestimate" => "Original estimate",
        "timeestimate" => "Remaining estimate",
        field => field,
    };
    let mut letters = field.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
    let name = format!("{}{}", first.unwrap_or_default(), letters.as_str());
    let text = |value: Option<&String>| value.map_or(String::new(), |text| shortened(text));
    (
        name,
        text(item.old_text.as_ref()),
        text(item.new_text.as_ref()),
    )
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Returns a text without line ends and other signs that no line of a head may have.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

fn text(shown: &Shown<'_>) -> String {
    let mut text = String::new();
    for part in shown.parts {
        text.push_str(&format!(
            "{} {}: {}\n\n",
            part.deed, shown.key, shown.summary
        ));
        for (name, before, after) in &part.fields {
            let before = if before.is_empty() {
                String::new()
            } else {
                format!("{before} → ")
            };
            let after = if after.is_empty() { "(none)" } else { after };
            text.push_str(&format!("{name}: {before}{after}\n"));
        }
        if !part.fields.is_empty() {
            text.push('\n');
        }
        if !part.text.trim().is_empty() {
            text.push_str(part.text.trim_end());
            text.push_str("\n\n");
        }
    }
    text.push_str(shown.link);
    text.push_str("\n\n-- \n");
    text.push_str(&format!("You are told because {}.\n", shown.reason));
    if let Some(address) = shown.unsubscribe {
        text.push_str(&format!(
            "No more mail of this issue, or none at all: {address}\n"
        ));
    }
    text
}

/// Knows where people's profiles are, and nothing else: a mail tells nothing of other issues.
struct People<'a>(&'a Urls);

impl Links for People<'_> {
    fn mention(&self, name: &str) -> Option<(String, String)> {
        let page = format!("/secure/ViewProfile.jspa?name={}", encode(name));
        Some((self.0.page(&page), name.to_owned()))
    }
}
