//! What linking to a page elsewhere means.

use base::error::Problems;
use base::guard::{Granted, IssueRef};
use base::{Cx, Error, Result, Tx, messages, text};
use model::RemoteLinkId;
use model::permission::may::LinkIssues;
use serde_json::json;

use super::store::{self, Content, LinkRow};
use crate::again;
use crate::comment::touch_issue;
use crate::history::{self, Item, Side};

/// The longest title. Longer than other lines, since GitLab puts a word before titles of 255 characters.
const MAX_TITLE: usize = 1_000;

/// What setting a link did.
pub enum Set {
    /// There was none; this is it.
    Created(RemoteLinkId),
    /// There was one, which is now as given.
    Updated(RemoteLinkId),
}

/// Returns a link of an issue.
///
/// # Errors
/// Not found.
pub async fn find<P>(tx: &mut db::Tx, issue: &Granted<IssueRef, P>, id: &str) -> Result<LinkRow> {
    let found = match RemoteLinkId::parse(id) {
        Some(id) => store::find(tx, issue.id, id).await?,
        None => None,
    };
    found.ok_or_else(|| messages::no_such_remote_link(id))
}

/// Returns the link of an issue that has this global id.
///
/// # Errors
/// Not found.
pub async fn find_by_global_id<P>(
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, P>,
    global_id: &str,
) -> Result<LinkRow> {
    store::find_by_global_id(tx, issue.id, global_id)
        .await?
        .ok_or_else(|| messages::no_such_global_id(global_id))
}

/// Adds a link, or replaces the one that has its global id.
///
/// # Errors
/// Invalid, if its address or title is missing or cannot be one.
pub async fn set(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, LinkIssues>,
    content: Content,
) -> Result<Set> {
    check(&content)?;
    let known = match &content.global_id {
        Some(global_id) => store::find_by_global_id(tx, issue.id, global_id).await?,
        None => None,
    };
    if let Some(known) = known {
        replace(cx, tx, issue, &known, &content).await?;
        return Ok(Set::Updated(known.id));
    }
    if !touch_issue(tx, issue.id, cx.now()).await? {
        return Err(messages::no_such_issue());
    }
    let id = RemoteLinkId(tx.next_id("remote_link_id").await?);
    store::insert(tx, id, issue.id, &content)
        .await
        .map_err(|error| match error {
            // Somebody was faster: another try finds their link and replaces it.
            error if error.is_unique("remote_link.issue_id,global_id") => Error::Retry,
            error => again(error),
        })?;
    note(cx, tx, issue, id, (None, Some(&content))).await?;
    Ok(Set::Created(id))
}

/// Replaces a link.
///
/// # Errors
/// As [`set`]; Not found; Invalid, if another link has the global id.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, LinkIssues>,
    id: &str,
    content: Content,
) -> Result<()> {
    let known = find(tx, issue, id).await?;
    check(&content)?;
    replace(cx, tx, issue, &known, &content).await
}

async fn replace(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, LinkIssues>,
    known: &LinkRow,
    content: &Content,
) -> Result<()> {
    if known.content == *content {
        return Ok(());
    }
    if !touch_issue(tx, issue.id, cx.now()).await? {
        return Err(messages::no_such_issue());
    }
    store::update(tx, known.id, content)
        .await
        .map_err(|error| match error {
            error if error.is_unique("remote_link.issue_id,global_id") => {
                messages::global_id_taken()
            }
            error => error.into(),
        })?;
    note(
        cx,
        tx,
        issue,
        known.id,
        (Some(&known.content), Some(content)),
    )
    .await
}

/// Deletes a link.
///
/// # Errors
/// When the database refuses.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, LinkIssues>,
    link: &LinkRow,
) -> Result<()> {
    if !touch_issue(tx, issue.id, cx.now()).await? {
        return Err(messages::no_such_issue());
    }
    store::delete(tx, link.id).await?;
    note(cx, tx, issue, link.id, (Some(&link.content), None)).await
}

fn check(content: &Content) -> Result<()> {
    let mut problems = Problems::default();
    if text::is_blank(&content.url) {
        problems.field("url", messages::required_member("url"));
    } else if !is_web_address(&content.url) {
        problems.field("url", messages::not_a_web_address("url"));
    }
    if text::is_blank(&content.title) {
        problems.field("title", messages::required_member("title"));
    } else if text::is_longer(&content.title, MAX_TITLE) {
        problems.field("title", messages::line_too_long("title", MAX_TITLE));
    }
    let lines = [
        ("globalId", &content.global_id),
        ("relationship", &content.relationship),
        ("application.type", &content.application_type),
        ("application.name", &content.application_name),
        ("icon.title", &content.icon_title),
        ("status.icon.title", &content.status_icon_title),
    ];
    for (name, line) in lines {
        if line
            .as_deref()
            .is_some_and(|line| text::is_longer(line, text::MAX_LINE))
        {
            problems.field(name, messages::line_too_long(name, text::MAX_LINE));
        }
    }
    if content
        .summary
        .as_deref()
        .is_some_and(|summary| text::is_longer(summary, text::MAX_LONG_TEXT))
    {
        problems.field("summary", messages::text_too_long());
    }
    let addresses = [
        ("icon.url16x16", &content.icon_url),
        ("status.icon.url16x16", &content.status_icon_url),
        ("status.icon.link", &content.status_icon_link),
    ];
    for (name, address) in addresses {
        if address
            .as_deref()
            .is_some_and(|address| !is_web_address(address))
        {
            problems.field(name, messages::not_a_web_address(name));
        }
    }
    problems.check()
}

/// Returns whether a browser that is sent there ends up on a web page: `javascript:` and its like would
/// act with the rights of whoever clicks.
fn is_web_address(url: &str) -> bool {
    let starts_with = |scheme: &str| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    (starts_with("http://") || starts_with("https://"))
        && !text::has_control(url)
        && !text::is_longer(url, text::MAX_LONG_TEXT)
}

/// Notes what became of a link in the issue's history and for others.
async fn note(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, LinkIssues>,
    id: RemoteLinkId,
    (from, to): (Option<&Content>, Option<&Content>),
) -> Result<()> {
    let side = |content: Option<&Content>| Side::named(content.map(|link| (id, sentence(link))));
    let item = Item {
        field: "RemoteIssueLink".into(),
        from: side(from),
        to: side(to),
    };
    history::record(cx, tx, issue.id, &[item]).await?;
    let kind = match (from, to) {
        (None, _) => "remote_link_created",
        (Some(_), Some(_)) => "remote_link_updated",
        (Some(_), None) => "remote_link_deleted",
    };
    tx.event(cx, kind, &json!({ "issue": issue.id.0, "link": id.0 }))
        .await
}

/// What the history says of a link, in the reference's words.
fn sentence(link: &Content) -> String {
    let application = link.application_name.as_deref().unwrap_or("Web Link");
    format!("This issue links to \"{} ({application})\"", link.title)
}
