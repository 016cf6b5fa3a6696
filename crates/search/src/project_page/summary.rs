//! The summary of a project: what it is, what is open, what is due, what moved last.

use std::collections::HashMap;

use askama::Template;
use axum::response::Response;
use base::Result;
use base::guard::ProjectRef;
use base::http::Path;
use base::icon;
use base::page::{PageCx, Shell};
use base::refs::{Users, users_by_ids};
use base::urls::encode;
use model::{PriorityId, StatusId, UserId};
use projects::{Catalog, StatusCategory, catalog};

use super::releases::{Release, releases_of};
use super::store::{self, About, IssueRow, Tally};
use super::{Head, When, face, percent, quoted, viewed};
use crate::query::sight_of;

/// How many issues that moved last are shown.
const LATEST: i64 = 10;
/// How many versions that are due are shown.
const DUE: i64 = 5;
/// How many assignees are shown: those with the most open issues.
const ASSIGNEES: usize = 10;

#[derive(Template)]
#[template(path = "project_overview.html")]
struct Summary<'a> {
    page: &'a PageCx,
    head: Head,
    about: &'a About,
    is_link: bool,
    lead: Option<Lead>,
    n_open: i64,
    open: String,
    parts: Vec<Part>,
    due: Vec<Release>,
    issues: Vec<Issue>,
    all: String,
}

struct Lead {
    name: String,
    address: String,
    picture: String,
}

/// One way to count open issues.
struct Part {
    id: &'static str,
    title: &'static str,
    counts: Vec<Count>,
    n_more: usize,
}

/// How many issues something has.
struct Count {
    name: String,
    address: String,
    n_issues: i64,
    percent: i64,
}

/// An issue in a list.
pub struct Issue {
    pub key: String,
    pub address: String,
    pub summary: String,
    pub type_name: String,
    pub icon: Option<String>,
    pub status: String,
    pub color: &'static str,
    pub assignee: String,
    pub is_resolved: bool,
    pub updated: When,
}

pub async fn show(page: PageCx, Path(key): Path<String>) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = viewed(&page, &mut tx, &key).await?;
    let about = store::about(&mut tx, project.id)
        .await?
        .ok_or_else(|| base::messages::no_such_project(&key))?;
    let sight = sight_of(&page, &mut tx).await?.within(&[project.id.0]);
    let tallies = store::open(&mut tx, &sight).await?;
    let latest = store::latest(&mut tx, &sight, LATEST).await?;
    let due = store::due(&mut tx, project.id, DUE).await?;
    let head = Head::new(&page, &project, "Summary");
    let due = releases_of(&page, &mut tx, &head, &sight, &due).await?;
    let catalog = catalog(&page, &mut tx).await?;
    let people = tallies.iter().filter_map(|tally| tally.assignee);
    let people = people.chain(latest.iter().filter_map(|issue| issue.assignee));
    let users = users_by_ids(&mut tx, people.chain([project.lead])).await?;
    let main = Summary {
        page: &page,
        is_link: about.url.starts_with("https://") || about.url.starts_with("http://"),
        lead: users.get(project.lead).map(|user| Lead {
            name: user.display_name.clone(),
            address: profile(&page, &user.name),
            picture: face(&page, user),
        }),
        n_open: tallies.iter().map(|tally| tally.n_issues).sum(),
        open: head.search(&page, "resolution = Unresolved"),
        parts: parts(&page, &head, &tallies, &catalog, &users),
        due,
        issues: shown(&page, &project, latest, &catalog, &users),
        all: head.search(&page, ""),
        about: &about,
        head,
    };
    page.render(&Shell::plain(&project.name), &main)
}

fn profile(page: &PageCx, name: &str) -> String {
    page.link(&format!("/secure/ViewProfile.jspa?name={}", encode(name)))
}

fn parts(
    page: &PageCx,
    head: &Head,
    tallies: &[Tally],
    catalog: &Catalog,
    users: &Users,
) -> Vec<Part> {
    let mut statuses: HashMap<StatusId, i64> = HashMap::new();
    let mut priorities: HashMap<Option<PriorityId>, i64> = HashMap::new();
    let mut assignees: HashMap<Option<UserId>, i64> = HashMap::new();
    for tally in tallies {
        *statuses.entry(tally.status).or_default() += tally.n_issues;
        *priorities.entry(tally.priority).or_default() += tally.n_issues;
        *assignees.entry(tally.assignee).or_default() += tally.n_issues;
    }
    let total: i64 = statuses.values().sum();
    let count = |name: &str, condition: String, n_issues: i64| Count {
        name: name.to_owned(),
        address: head.search(page, &format!("resolution = Unresolved AND {condition}")),
        n_issues,
        percent: percent(n_issues, total),
    };
    let by_status = catalog.statuses.iter().filter_map(|known| {
        let n_issues = statuses.get(&known.id)?;
        let condition = format!("status = {}", quoted(&known.name));
        Some(count(&known.name, condition, *n_issues))
    });
    let by_priority = catalog.priorities.iter().filter_map(|known| {
        let n_issues = priorities.get(&Some(known.id))?;
        let condition = format!("priority = {}", quoted(&known.name));
        Some(count(&known.name, condition, *n_issues))
    });
    let without = priorities
        .get(&None)
        .map(|n_issues| count("None", "priority is EMPTY".to_owned(), *n_issues));
    let mut people: Vec<(Option<UserId>, i64)> = assignees.into_iter().collect();
    people.sort_by_key(|(id, n_issues)| (std::cmp::Reverse(*n_issues), *id));
    let n_more = people.len().saturating_sub(ASSIGNEES);
    let by_assignee = people.iter().take(ASSIGNEES).filter_map(|(id, n_issues)| {
        let Some(id) = id else {
            return Some(count(
                "Unassigned",
                "assignee is EMPTY".to_owned(),
                *n_issues,
            ));
        };
        let user = users.get(*id)?;
        let condition = format!("assignee = {}", quoted(&user.name));
        Some(count(&user.display_name, condition, *n_issues))
    });
    let part = |id, title, counts, n_more| Part {
        id,
        title,
        counts,
        n_more,
    };
    vec![
        part("by_status", "By status", by_status.collect(), 0),
        part(
            "by_priority",
            "By priority",
            by_priority.chain(without).collect(),
            0,
        ),
        part("by_assignee", "By assignee", by_assignee.collect(), n_more),
    ]
}

/// Returns issues as lists show them.
pub fn shown(
    page: &PageCx,
    project: &ProjectRef,
    rows: Vec<IssueRow>,
    catalog: &Catalog,
    users: &Users,
) -> Vec<Issue> {
    let issue = |row: IssueRow| {
        let key = format!("{}-{}", project.key, row.number);
        let kind = catalog.issue_type(row.issue_type);
        let status = catalog.status(row.status);
        Issue {
            address: page.link(&format!("/browse/{key}")),
            key,
            summary: row.summary,
            type_name: kind.map_or_else(String::new, |kind| kind.name.clone()),
            icon: kind.map(|kind| icon::of_issue_type(page.urls(), kind.avatar, &kind.icon)),
            status: status.map_or_else(String::new, |status| status.name.clone()),
            color: status.map_or("", |status| color(status.category)),
            assignee: row
                .assignee
                .and_then(|id| users.get(id))
                .map_or_else(String::new, |user| user.display_name.clone()),
            is_resolved: row.is_resolved,
            updated: When::new(page, row.updated_at),
        }
    };
    rows.into_iter().map(issue).collect()
}

/// Returns the class that lozenges of a category have.
fn color(category: StatusCategory) -> &'static str {
    match category {
        StatusCategory::Done => "good",
        StatusCategory::Indeterminate => "info",
        StatusCategory::Undefined | StatusCategory::New => "",
    }
}
