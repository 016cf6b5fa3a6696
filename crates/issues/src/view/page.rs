//! The page of an issue.

use askama::Template;
use axum::response::Response;
use base::http::{Path, Query};
use base::page::field;
use base::page::{PageCx, Shell};
use base::urls::encode;
use base::{Result, guard};
use model::permission::may::BrowseProjects;
use model::{IssueId, IssueKey, ProjectKey};

use super::activity::{Asked, What};
use super::show::View;
use super::value::Value;
use crate::viewed;

#[derive(Template)]
#[template(path = "issue_view.html")]
struct Main<'a> {
    page: &'a PageCx,
    view: &'a View,
}

pub async fn get(
    page: PageCx,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    if let Some(project) = project_of(&key) {
        return page.redirect(&format!("/projects/{}/summary", encode(&project)));
    }
    let mut tx = page.read().await?;
    let issue = guard::issue::<BrowseProjects>(&page, &mut tx, &key).await?;
    let known = issue.key.to_string();
    if known != key {
        let query = page.path().split_once('?');
        let query = query.map(|(_, query)| format!("?{query}"));
        return page.redirect(&format!("/browse/{known}{}", query.unwrap_or_default()));
    }
    let view = View::read(&page, &mut tx, &issue, &asked).await?;
    let last = match page.user_id() {
        Some(user) => viewed::last(&mut tx, user, issue.id).await?,
        None => None,
    };
    drop(tx);
    note(&page, issue.id, last).await;
    let title = format!("[{}] {}", view.key, view.summary);
    let main = Main {
        page: &page,
        view: &view,
    };
    page.render(&Shell::plain(&title), &main)
}

/// Returns the key of a project, if it is one that was asked for.
fn project_of(key: &str) -> Option<String> {
    if IssueKey::parse(key).is_some() || IssueId::parse(key).is_some() {
        return None;
    }
    let upper = key.to_ascii_uppercase();
    ProjectKey::parse(&upper).map(|key| key.to_string())
}

/// How long, in milliseconds, looking at an issue again says nothing new.
const SAME_LOOK: i64 = 60_000;

/// Notes that the reader looks at the issue. If it cannot be noted, they see it all the same.
async fn note(page: &PageCx, issue: IssueId, last: Option<model::Timestamp>) {
    let Some(user) = page.user_id() else {
        return;
    };
    if last.is_some_and(|last| page.now().0 - last.0 < SAME_LOOK) {
        return;
    }
    let noted = async {
        let mut tx = page.write().await?;
        viewed::note(&mut tx, user, issue, page.now()).await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::debug!(?error, "what was looked at is not noted");
    }
}
