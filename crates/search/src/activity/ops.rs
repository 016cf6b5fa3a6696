//! Which happenings a feed tells of.

use base::expand::Expand;
use base::paging::Paging;
use base::{Cx, Error, Result};
use issues::field::FieldSet;
use issues::read;
use serde_json::Value;

use super::streams::Streams;
use crate::query::{self, Validation};

/// How many issues are read for each entry asked for, where not all that happens to an issue is told.
const SPARE: i64 = 4;
/// How much is said in brief, and how much of a value in it, in characters.
const MAX_BRIEF: usize = 240;
const MAX_VALUE: usize = 60;

/// Something that happened.
#[derive(Debug)]
pub struct Happening {
    /// What it is called among all.
    pub id: String,
    /// When, in milliseconds.
    pub at: i64,
    /// Who did it: username and display name.
    pub name: String,
    pub display_name: String,
    pub what: What,
    pub key: String,
    pub summary: String,
    /// What is said about it.
    pub said: Said,
}

/// What is said about what happened.
#[derive(Debug)]
pub enum Said {
    Nothing,
    /// As it was written, and as HTML of ours.
    Comment {
        text: String,
        html: String,
    },
    Changes(Vec<Change>),
}

/// What became of a field.
#[derive(Debug)]
pub struct Change {
    field: String,
    from: String,
    to: String,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Created,
    Commented,
    Moved,
    Changed,
}

impl What {
    /// Returns it as a sentence says it, between who did it and the issue.
    #[must_use]
    pub fn done(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Commented => "commented on",
            Self::Moved => "changed the status of",
            Self::Changed => "updated",
        }
    }
}

impl Happening {
    /// Returns the address of what it happened to, without the context path.
    #[must_use]
    pub fn path(&self) -> String {
        let key = &self.key;
        match self.id.strip_prefix("comment-") {
            Some(id) => format!("/browse/{key}?focusedCommentId={id}#comment-{id}"),
            None => format!("/browse/{key}"),
        }
    }

    /// Returns what is said about it as HTML that is safe to put into a page; empty, if nothing is said.
    #[must_use]
    pub fn html(&self) -> String {
        match &self.said {
            Said::Nothing => String::new(),
            Said::Comment { html, .. } => html.clone(),
            Said::Changes(changes) => {
                let items: String = changes.iter().map(Change::html).collect();
                format!("<ul>{items}</ul>")
            }
        }
    }

    /// Returns the beginning of what is said about it, as a text of one line.
    #[must_use]
    pub fn brief(&self) -> String {
        match &self.said {
            Said::Nothing => String::new(),
            Said::Comment { text, .. } => cut(&markup::to_text(text), MAX_BRIEF),
            Said::Changes(changes) => {
                let items: Vec<String> = changes.iter().map(Change::brief).collect();
                cut(&items.join("; "), MAX_BRIEF)
            }
        }
    }
}

impl Change {
    fn html(&self) -> String {
        let [field, from, to] =
            [&self.field, &self.from, &self.to].map(|text| base::text::escape_html(text));
        match (from.as_str(), to.as_str()) {
            (_, "") => format!("<li>{field}: no longer {from}</li>"),
            ("", _) => format!("<li>{field}: {to}</li>"),
            _ => format!("<li>{field}: {to} (was {from})</li>"),
        }
    }

    fn brief(&self) -> String {
        let [from, to] = [&self.from, &self.to].map(|text| cut(text, MAX_VALUE));
        let field = &self.field;
        match (from.as_str(), to.as_str()) {
            (_, "") => format!("{field}: no longer {from}"),
            ("", _) => format!("{field}: {to}"),
            _ => format!("{field}: {from} → {to}"),
        }
    }
}

/// Returns the beginning of a text, in one line.
fn cut(text: &str, most: usize) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if let Some((end, _)) = line.char_indices().nth(most) {
            line.truncate(end);
            line.push('…');
            break;
        }
    }
    line
}

/// Returns the newest happenings that are asked for, the newest first.
///
/// # Errors
/// When the database cannot be read; Busy, if it takes too long.
pub async fn newest(cx: &Cx, tx: &mut db::Tx, asked: &Streams) -> Result<Vec<Happening>> {
    find(
        cx,
        tx,
        asked,
        &Expand::parse(Some("changelog,renderedFields")),
    )
    .await
}

/// Returns the same without the HTML of comments.
///
/// # Errors
/// As [`newest`].
pub async fn newest_in_brief(cx: &Cx, tx: &mut db::Tx, asked: &Streams) -> Result<Vec<Happening>> {
    find(cx, tx, asked, &Expand::parse(Some("changelog"))).await
}

async fn find(
    cx: &Cx,
    tx: &mut db::Tx,
    asked: &Streams,
    expand: &Expand,
) -> Result<Vec<Happening>> {
    let is_narrow =
        !asked.users.is_empty() || !asked.but_users.is_empty() || asked.before.is_some();
    let n_issues = i64::try_from(asked.max_results).unwrap_or(1);
    let paging = Paging {
        start_at: 0,
        max_results: if is_narrow {
            n_issues * SPARE
        } else {
            n_issues
        },
    };
    let jql = format!("{} ORDER BY updated DESC", asked.jql);
    // What is not there is not told of: a feed of it is empty.
    let outcome = query::find(cx, tx, jql.trim(), Validation::Off, paging).await?;
    let fields = FieldSet::parse(["summary,creator,created,comment"], FieldSet::NONE);
    let issues = read::issues_by_ids(cx, tx, &outcome.found, fields, expand).await?;
    let mut all = Vec::new();
    for issue in &issues {
        let issue =
            serde_json::to_value(issue).map_err(|error| Error::internal("a feed", error))?;
        take(&issue, &mut all);
    }
    all.retain(|one| asked.tells(&one.name, one.at));
    all.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.id.cmp(&a.id)));
    all.truncate(asked.max_results);
    Ok(all)
}

fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    value
        .pointer(path)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn list<'a>(value: &'a Value, path: &str) -> &'a [Value] {
    let found = value.pointer(path).and_then(Value::as_array);
    found.map_or(&[], Vec::as_slice)
}

/// Takes what happened to an issue out of what the API says of it.
fn take(issue: &Value, all: &mut Vec<Happening>) {
    let one = |id: String, by: &Value, at: &str, what: What, said: Said| Happening {
        id,
        at: moment(at),
        name: text(by, "/name").to_owned(),
        display_name: text(by, "/displayName").to_owned(),
        what,
        key: text(issue, "/key").to_owned(),
        summary: text(issue, "/fields/summary").to_owned(),
        said,
    };
    let id = text(issue, "/id");
    let nobody = Value::Null;
    let creator = issue.pointer("/fields/creator").unwrap_or(&nobody);
    let created = text(issue, "/fields/created");
    all.push(one(
        format!("issue-{id}"),
        creator,
        created,
        What::Created,
        Said::Nothing,
    ));
    let rendered = list(issue, "/renderedFields/comment/comments");
    for (i, comment) in list(issue, "/fields/comment/comments").iter().enumerate() {
        let id = format!("comment-{}", text(comment, "/id"));
        let author = comment.get("author").unwrap_or(&nobody);
        let html = rendered.get(i).map_or("", |one| text(one, "/body"));
        let said = Said::Comment {
            text: text(comment, "/body").to_owned(),
            html: html.to_owned(),
        };
        all.push(one(
            id,
            author,
            text(comment, "/created"),
            What::Commented,
            said,
        ));
    }
    for change in list(issue, "/changelog/histories") {
        let items = list(change, "/items");
        let is_moved = items.iter().any(|item| text(item, "/field") == "status");
        let what = if is_moved { What::Moved } else { What::Changed };
        let id = format!("change-{}", text(change, "/id"));
        let author = change.get("author").unwrap_or(&nobody);
        let said = Said::Changes(items.iter().map(told).collect());
        all.push(one(id, author, text(change, "/created"), what, said));
    }
}

/// Reads what became of a field.
fn told(item: &Value) -> Change {
    let own = |path: &str| text(item, path).to_owned();
    Change {
        field: own("/field"),
        from: own("/fromString"),
        to: own("/toString"),
    }
}

/// Reads a moment as the API writes it: `2026-08-14T11:32:00.000+0000`.
fn moment(text: &str) -> i64 {
    let read = jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%.f%z", text);
    let read = read.and_then(|parts| parts.to_timestamp());
    read.map_or(0, |at| at.as_millisecond())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn moments_are_read_as_they_are_written() {
        let at = model::Timestamp(1_709_991_296_789);
        assert_eq!(moment(&at.to_jira()), at.0);
        assert_eq!(moment("never"), 0);
    }

    #[test]
    fn changes_are_escaped() {
        let item = json!({"field": "<b>", "fromString": null, "toString": "a & <i>"});
        assert_eq!(told(&item).html(), "<li>&lt;b&gt;: a &amp; &lt;i&gt;</li>");
        assert_eq!(told(&item).brief(), "<b>: a & <i>");
        assert_eq!(cut(" one\ntwo  three", 7), "one two…");
        assert_eq!(cut("ä ö", 3), "ä ö");
    }
}
