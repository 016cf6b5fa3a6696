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
    /// What is said about it, as HTML of ours.
    pub html: String,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Created,
    Commented,
    Moved,
    Changed,
}

/// Returns the newest happenings that are asked for, the newest first.
///
/// # Errors
/// When the database cannot be read; Busy, if it takes too long.
pub async fn newest(cx: &Cx, tx: &mut db::Tx, asked: &Streams) -> Result<Vec<Happening>> {
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
    let expand = Expand::parse(Some("changelog,renderedFields"));
    let issues = read::issues_by_ids(cx, tx, &outcome.found, fields, &expand).await?;
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
    let one = |id: String, by: &Value, at: &str, what: What, html: String| Happening {
        id,
        at: moment(at),
        name: text(by, "/name").to_owned(),
        display_name: text(by, "/displayName").to_owned(),
        what,
        key: text(issue, "/key").to_owned(),
        summary: text(issue, "/fields/summary").to_owned(),
        html,
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
        String::new(),
    ));
    let rendered = list(issue, "/renderedFields/comment/comments");
    for (comment, rendered) in list(issue, "/fields/comment/comments").iter().zip(rendered) {
        let id = format!("comment-{}", text(comment, "/id"));
        let author = comment.get("author").unwrap_or(&nobody);
        let html = text(rendered, "/body").to_owned();
        all.push(one(
            id,
            author,
            text(comment, "/created"),
            What::Commented,
            html,
        ));
    }
    for change in list(issue, "/changelog/histories") {
        let items = list(change, "/items");
        let is_moved = items.iter().any(|item| text(item, "/field") == "status");
        let what = if is_moved { What::Moved } else { What::Changed };
        let id = format!("change-{}", text(change, "/id"));
        let author = change.get("author").unwrap_or(&nobody);
        let html = items.iter().map(told).collect::<String>();
        let html = format!("<ul>{html}</ul>");
        all.push(one(id, author, text(change, "/created"), what, html));
    }
}

/// Writes what became of a field.
fn told(item: &Value) -> String {
    let escaped = |path: &str| base::text::escape_html(text(item, path));
    let (field, from, to) = (
        escaped("/field"),
        escaped("/fromString"),
        escaped("/toString"),
    );
    match (from.as_str(), to.as_str()) {
        (_, "") => format!("<li>{field}: no longer {from}</li>"),
        ("", _) => format!("<li>{field}: {to}</li>"),
        _ => format!("<li>{field}: {to} (was {from})</li>"),
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
        assert_eq!(told(&item), "<li>&lt;b&gt;: a &amp; &lt;i&gt;</li>");
    }
}
