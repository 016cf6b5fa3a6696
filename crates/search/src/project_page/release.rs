//! One version: how far it is, what is in it; releasing it and putting it away.

use askama::Template;
use axum::response::Response;
use base::guard::{self, Granted, ProjectRef};
use base::http::{Path, Query};
use base::page::{FieldErrors, Form, PageCx, Pager, Shell, UserPage};
use base::refs::users_by_ids;
use base::urls::encode;
use base::{Result, messages};
use issues::version::n_unresolved;
use model::permission::may::AdministerProjects;
use projects::catalog;
use projects::version::{self, MoveInput, Version, VersionInput};
use serde::Deserialize;

use super::releases::{Release, releases_of};
use super::summary::{Issue, shown};
use super::{Head, quoted, store, viewed};
use crate::query::sight_of;

/// How many issues a page shows.
const PAGE_SIZE: i64 = 50;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    start: String,
}

#[derive(Template)]
#[template(path = "project_version.html")]
struct Page<'a> {
    page: &'a PageCx,
    head: Head,
    one: Release,
    issues: Vec<Issue>,
    pager: Pager,
    all: String,
    /// The parts of the progress: label, how many, where they are.
    parts: [(&'static str, i64, String); 3],
    /// Whether releasing it has to ask what becomes of what is not done.
    asks: bool,
}

pub async fn show(
    page: PageCx,
    Path((key, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let start = asked.start.parse().unwrap_or(0).max(0);
    let mut tx = page.read().await?;
    let project = viewed(&page, &mut tx, &key).await?;
    let found = version::find(&page, &mut tx, &id).await?;
    if found.project != project.id {
        return Err(messages::no_such_version(&id));
    }
    let sight = sight_of(&page, &mut tx).await?.within(&[project.id.0]);
    let head = Head::new(&page, &project, "Versions");
    let mut one = releases_of(&page, &mut tx, &head, &sight, &[found.id]).await?;
    let one = one.pop().ok_or_else(|| messages::no_such_version(&id))?;
    let rows = store::of_version(&mut tx, &sight, found.id, (start, PAGE_SIZE)).await?;
    let users = users_by_ids(&mut tx, rows.iter().filter_map(|row| row.assignee)).await?;
    let catalog = catalog(&page, &mut tx).await?;
    let fix = format!("fixVersion = {}", quoted(&found.name));
    let of = |category: &str| head.search(&page, &format!("{fix} AND statusCategory = {category}"));
    let progress = one.progress;
    let asks = head.is_administered && n_unresolved(&mut tx, found.id).await? > 0;
    let main = Page {
        page: &page,
        issues: shown(&page, &project, rows, &catalog, &users),
        pager: Pager::new(&one.address, &[], start, PAGE_SIZE, progress.total()),
        all: head.search(&page, &fix),
        parts: [
            ("done", progress.done, of("Done")),
            ("in progress", progress.doing, of("\"In Progress\"")),
            ("to do", progress.waiting, of("\"To Do\"")),
        ],
        asks,
        one,
        head,
    };
    page.render(&Shell::plain(&found.name), &main)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    action: String,
    /// The version to stand after, and which list that was said of.
    after: String,
    status: String,
    start: String,
}

/// Returns a version of the project of a page's address, with proof that the caller administers the project.
pub(super) async fn to_change(
    page: &PageCx,
    tx: &mut db::Tx,
    key: &str,
    id: &str,
) -> Result<(Granted<ProjectRef, AdministerProjects>, Version)> {
    let project = guard::project::<AdministerProjects>(page, tx, key).await?;
    let found = version::find(page, tx, id).await?;
    if found.project != project.id {
        return Err(messages::no_such_version(id));
    }
    Ok((project, found))
}

pub async fn change(
    page: UserPage,
    Path((key, id)): Path<(String, String)>,
    Form(form): Form<Sent>,
) -> Result<Response> {
    let mut tx = page.write().await?;
    let (project, found) = to_change(&page, &mut tx, &key, &id).await?;
    let head = Head::new(&page, &project, "Versions");
    if form.action == "move" {
        let to = MoveInput {
            after: Some(form.after),
            position: None,
        };
        version::move_to(&page, &mut tx, &project, &found, &to).await?;
        tx.commit().await?;
        let (status, start) = (encode(&form.status), encode(&form.start));
        let list = head.path(&format!("versions?status={status}&start={start}"));
        return page.done(&list, "The order was changed.");
    }
    let (input, done) = asked_for(&page, &form.action, &found)?;
    // The name and days stay, so nothing can be wrong beside a field.
    let changed = version::update(&page, &mut tx, &project, &found, input).await;
    let changed = FieldErrors::catch(changed)?.map_err(|_| messages::no_such_version(&id))?;
    tx.commit().await?;
    let text = format!("Version {} was {done}.", changed.name);
    page.done(&head.path(&format!("versions/{}", changed.id)), &text)
}

/// Returns the day that becomes a version's when it is released today: released before its day, or without one,
/// today is its day.
pub(super) fn day_of_release(page: &PageCx, version: &Version) -> Option<String> {
    let today = version::today(page).to_string();
    let is_early = version.release_date.as_ref().is_none_or(|day| *day > today);
    let has_begun = version.start_date.as_ref().is_none_or(|day| *day <= today);
    (is_early && has_begun).then_some(today)
}

/// Returns the change that a button asks for, and what is said when it was made.
fn asked_for(
    page: &PageCx,
    action: &str,
    version: &Version,
) -> Result<(VersionInput, &'static str)> {
    let mut input = VersionInput::default();
    let done = match action {
        "release" => {
            input.released = Some(true);
            input.release_date = day_of_release(page, version).map(Some);
            "released"
        }
        "unrelease" => {
            input.released = Some(false);
            "taken back to unreleased"
        }
        "archive" => {
            input.archived = Some(true);
            "archived"
        }
        "unarchive" => {
            input.archived = Some(false);
            "taken out of the archive"
        }
        _ => return Err(messages::no_such_action()),
    };
    Ok((input, done))
}
