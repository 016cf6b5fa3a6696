//! The versions of a project with their progress, and the form that adds one.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::guard;
use base::http::{Path, Query};
use base::page::{FieldErrors, Form, PageCx, Pager, Shell, UserPage, field};
use model::VersionId;
use model::permission::may::AdministerProjects;
use projects::version::{self, Version, VersionInput, today};
use projects::{Catalog, StatusCategory, catalog};
use serde::Deserialize;

use super::store::{self, Which};
use super::{Head, Progress, viewed};
use crate::query::{Sight, sight_of};

/// How many versions a page shows.
const PAGE_SIZE: i64 = 50;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    status: String,
    contains: String,
    start: String,
}

impl Asked {
    fn which(&self) -> Which {
        match self.status.as_str() {
            "unreleased" => Which::Unreleased,
            "released" => Which::Released,
            "archived" => Which::Archived,
            _ => Which::InUse,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    name: String,
    description: String,
    start_date: String,
    release_date: String,
}

#[derive(Template)]
#[template(path = "project_versions.html")]
struct List<'a> {
    page: &'a PageCx,
    head: Head,
    contains: &'a str,
    status: &'static str,
    choices: [field::Choice; 4],
    is_filtered: bool,
    releases: Vec<Release>,
    start: i64,
    pager: Pager,
    form: &'a Sent,
    errors: &'a FieldErrors,
}

/// A version as lists show it.
pub struct Release {
    pub id: VersionId,
    pub name: String,
    pub address: String,
    pub description: String,
    pub is_released: bool,
    pub is_archived: bool,
    pub is_overdue: bool,
    pub start_date: Option<String>,
    pub release_date: Option<String>,
    pub(super) progress: Progress,
    /// What moves it up and down among those shown with it.
    up: Option<Step>,
    down: Option<Step>,
}

/// A change of the order: the version of this address comes to stand after that one.
#[derive(Clone)]
struct Step {
    address: String,
    after: VersionId,
}

/// Offers to change places with those above and below. The list has the last in their order first.
fn offer_steps(releases: &mut [Release]) {
    let mut above: Option<&mut Release> = None;
    for one in releases {
        if let Some(above) = above {
            // Down is where the one below comes to stand above.
            let step = Step {
                address: one.address.clone(),
                after: above.id,
            };
            above.down = Some(step.clone());
            one.up = Some(step);
        }
        above = Some(one);
    }
}

pub async fn show(page: PageCx, path: Path<String>, asked: Query<Asked>) -> Result<Response> {
    listed(
        &page,
        path,
        &asked.0,
        &Sent::default(),
        &FieldErrors::none(),
    )
    .await
}

async fn listed(
    page: &PageCx,
    Path(key): Path<String>,
    asked: &Asked,
    form: &Sent,
    errors: &FieldErrors,
) -> Result<Response> {
    let start = asked.start.parse().unwrap_or(0).max(0);
    let contains = asked.contains.trim();
    let which = asked.which();
    let mut tx = page.read().await?;
    let project = viewed(page, &mut tx, &key).await?;
    let part = (start, PAGE_SIZE);
    let (ids, total) = store::versions(&mut tx, project.id, which, contains, part).await?;
    let sight = sight_of(page, &mut tx).await?.within(&[project.id.0]);
    let head = Head::new(page, &project, "Versions");
    let mut releases = releases_of(page, &mut tx, &head, &sight, &ids).await?;
    if head.is_administered && contains.is_empty() {
        offer_steps(&mut releases);
    }
    let status = match which {
        Which::InUse => "all",
        Which::Unreleased => "unreleased",
        Which::Released => "released",
        Which::Archived => "archived",
    };
    let query = [("status", status), ("contains", contains)];
    let list = List {
        page,
        contains,
        status,
        choices: [
            field::Choice::new("all", "In use"),
            field::Choice::new("unreleased", "Unreleased"),
            field::Choice::new("released", "Released"),
            field::Choice::new("archived", "Archived"),
        ],
        is_filtered: !contains.is_empty() || which != Which::InUse,
        releases,
        start,
        pager: Pager::new(&head.at(page, "versions"), &query, start, PAGE_SIZE, total),
        form,
        errors,
        head,
    };
    let shell = Shell::plain("Versions");
    page.answer_form(&shell, &list, errors)
}

/// Returns versions with their progress, in the order of their ids given.
pub(super) async fn releases_of(
    page: &PageCx,
    tx: &mut db::Tx,
    head: &Head,
    sight: &Sight,
    ids: &[VersionId],
) -> Result<Vec<Release>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let versions = version::by_ids(tx, ids).await?;
    let counts = store::by_version(tx, sight, ids).await?;
    let catalog = catalog(page, tx).await?;
    let today = today(page).to_string();
    let find = |id: &VersionId| versions.iter().find(|known| known.id == *id);
    let release = |version: &Version| {
        let address = head.at(page, &format!("versions/{}", version.id));
        let counts = counts.get(&version.id).map(Vec::as_slice);
        let progress = progress(&catalog, counts.unwrap_or_default());
        Release::new(version, address, progress, &today)
    };
    Ok(ids.iter().filter_map(find).map(release).collect())
}

impl Release {
    fn new(version: &Version, address: String, progress: Progress, today: &str) -> Self {
        let due = version.release_date.as_deref();
        Self {
            id: version.id,
            name: version.name.clone(),
            address,
            description: version.description.clone().unwrap_or_default(),
            is_released: version.is_released,
            is_archived: version.is_archived,
            // Days are written so that their texts compare as they do.
            is_overdue: !version.is_released && due.is_some_and(|day| day < today),
            start_date: version.start_date.clone(),
            release_date: version.release_date.clone(),
            progress,
            up: None,
            down: None,
        }
    }
}

fn progress(catalog: &Catalog, counts: &[(model::StatusId, i64)]) -> Progress {
    let mut progress = Progress::default();
    for (status, n_issues) in counts {
        let category = catalog.status(*status).map(|known| known.category);
        match category {
            Some(StatusCategory::Done) => progress.done += n_issues,
            Some(StatusCategory::Indeterminate) => progress.doing += n_issues,
            Some(StatusCategory::New | StatusCategory::Undefined) | None => {
                progress.waiting += n_issues;
            }
        }
    }
    progress
}

pub async fn add(
    page: UserPage,
    Path(key): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Response> {
    let mut tx = page.write().await?;
    let project = guard::project::<AdministerProjects>(&page, &mut tx, &key).await?;
    let input = VersionInput {
        name: Some(form.name.clone()),
        description: Some(form.description.clone()),
        start_date: Some(Some(form.start_date.clone())),
        release_date: Some(Some(form.release_date.clone())),
        ..VersionInput::default()
    };
    let made = version::create(&page, &mut tx, &project, input).await;
    let made = match FieldErrors::catch(made)? {
        Ok(made) => made,
        Err(errors) => {
            drop(tx);
            return listed(&page, Path(key), &Asked::default(), &form, &errors).await;
        }
    };
    tx.commit().await?;
    let head = Head::new(&page, &project, "Versions");
    let text = format!("Version {} was added.", made.name);
    page.done(&head.path("versions"), &text)
}
