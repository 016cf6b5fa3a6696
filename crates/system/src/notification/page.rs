//! The page that ends mail: of an issue, or all. Opened from a mail, without signing in.

use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use base::http::Query;
use base::page::{PageCx, Shell};
use base::{Result, messages};
use serde::Deserialize;

use super::signature::{self, Signed};
use super::store;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Link {
    user: String,
    issue: String,
    signature: String,
}

/// What a form sends, or a mail program that was told to unsubscribe by one click.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    action: String,
    #[serde(rename = "List-Unsubscribe")]
    one_click: String,
}

#[derive(Template)]
#[template(path = "unsubscribe.html")]
struct Page<'a> {
    page: &'a PageCx,
    link: &'a Link,
    /// The issue's key, if it is still there.
    key: Option<String>,
    is_issue_ended: bool,
    is_all_ended: bool,
    done: &'static str,
}

const SHELL: Shell<'static> = Shell::plain("Notification mail");

/// Asks, and changes nothing: scanners of mail follow links.
pub async fn show(page: PageCx, Query(link): Query<Link>) -> Result<Response> {
    let signed = verified(&page, &link).await?;
    answer(&page, &link, &signed, "").await
}

/// Does what a button says. No token of a form is asked: a mail program has none, and nobody can make
/// somebody else's browser send a signature that they do not know.
pub async fn change(page: PageCx, Query(link): Query<Link>, body: Bytes) -> Result<Response> {
    let sent: Sent = serde_urlencoded::from_bytes(&body)
        .map_err(|error| messages::bad_form(&error.to_string()))?;
    let signed = verified(&page, &link).await?;
    let is_one_click = sent.one_click.eq_ignore_ascii_case("One-Click");
    let action = match sent.action.as_str() {
        "" if is_one_click => "issue",
        action => action,
    };
    let mut tx = page.write().await?;
    let done = match action {
        "issue" => {
            store::mute_issue(&mut tx, signed.user, signed.issue, page.now()).await?;
            "You get no more mail of this issue."
        }
        "all" => {
            store::mute_all(&mut tx, signed.user, page.now()).await?;
            "You get no more mail of any issue."
        }
        "resume" => {
            store::unmute(&mut tx, signed.user, signed.issue).await?;
            "You get mail again."
        }
        _ => return Err(messages::no_such_action()),
    };
    tx.commit().await?;
    answer(&page, &link, &signed, done).await
}

async fn verified(page: &PageCx, link: &Link) -> Result<Signed> {
    signature::verified(page, &link.user, &link.issue, &link.signature).await
}

async fn answer(
    page: &PageCx,
    link: &Link,
    signed: &Signed,
    done: &'static str,
) -> Result<Response> {
    let mut tx = page.read().await?;
    let (key, is_issue_ended, is_all_ended) =
        store::state(&mut tx, signed.user, signed.issue).await?;
    let main = Page {
        page,
        link,
        key,
        is_issue_ended,
        is_all_ended,
        done,
    };
    page.render(&SHELL, &main)
}
