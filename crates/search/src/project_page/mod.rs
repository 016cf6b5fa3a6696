//! The pages of projects for those who work in them.
//!
//! | page | permission | what it is |
//! |---|---|---|
//! | `/projects`, `/secure/BrowseProjects.jspa` | what one may see | all projects, searched and filtered |
//! | `/projects/{key}`, `/projects/{key}/summary` | to see the project | what is open, what is due, what moved; `selectedItem` names another page |
//! | `/projects/{key}/issues` | to see the project | leads to the search |
//! | `/projects/{key}/versions` | to see the project | versions with their progress; adding one for its administrators |
//! | `/projects/{key}/versions/{id}` | to see the project | a version, its issues; released and put away by administrators |
//! | `/projects/{key}/versions/{id}/edit`, `…/release`, `…/delete` | project administrator | what is asked before each |
//! | `/projects/{key}/components` | to see the project | components with their open issues; adding one for administrators |
//! | `/projects/{key}/components/{id}/edit`, `…/delete` | project administrator | what is asked before each |
//! | `/projects/{key}/people` | to see the project | the lead, and roles as far as the caller may know them |
//!
//! Old addresses (`/secure/ViewIssue.jspa?key=`, `/secure/BrowseProject.jspa?id=`, `/browse/KEY/fixforversion/ID`) lead
//! to these, and so do those of versions and components below `/plugins/servlet/project-config`. What is counted and listed is what the caller sees: the condition is part of each statement. Settings are
//! below `/plugins/servlet/project-config`. Quirks: none.

mod component_edit;
mod components;
mod list;
mod old;
mod people;
mod release;
mod releases;
mod store;
mod summary;
mod version_delete;
mod version_edit;
mod version_release;

#[cfg(test)]
mod tests;

use axum::response::Response;
use base::guard::{self, Granted, ProjectRef, View};
use base::http::{Path, Query};
use base::icon::AvatarUrls;
use base::page::PageCx;
use base::refs::UserRef;
use base::route::{Needs, Routes};
use base::urls::encode;
use base::{Actor, Result, messages};
use jiff::tz::TimeZone;
use model::{AvatarId, IssueKey, ProjectId, Timestamp};
use serde::Deserialize;

/// Returns the routes of these pages.
#[must_use]
pub fn routes() -> Routes {
    const BROWSE: Needs = Needs::Project("BROWSE_PROJECTS");
    const VERSIONS: &str = "/projects/{key}/versions";
    const VERSION: &str = "/projects/{key}/versions/{id}";
    const COMPONENTS: &str = "/projects/{key}/components";
    const ADMIN: Needs = Needs::ProjectAdmin;
    const VERSION_EDIT: &str = "/projects/{key}/versions/{id}/edit";
    const VERSION_RELEASE: &str = "/projects/{key}/versions/{id}/release";
    const VERSION_DELETE: &str = "/projects/{key}/versions/{id}/delete";
    const COMPONENT_EDIT: &str = "/projects/{key}/components/{id}/edit";
    const COMPONENT_DELETE: &str = "/projects/{key}/components/{id}/delete";
    Routes::of("search/project_page")
        .page("/projects", Needs::Nothing, list::show)
        .page("/secure/BrowseProjects.jspa", Needs::Nothing, list::show)
        .page("/projects/{key}", BROWSE, selected)
        .page("/projects/{key}/summary", BROWSE, summary::show)
        .page("/projects/{key}/issues", BROWSE, issues)
        .page("/projects/{key}/issues/{issueKey}", BROWSE, issue)
        .page(VERSIONS, BROWSE, releases::show)
        .form(VERSIONS, Needs::ProjectAdmin, releases::add)
        .page(VERSION, BROWSE, release::show)
        .form(VERSION, Needs::ProjectAdmin, release::change)
        .page(COMPONENTS, BROWSE, components::show)
        .form(COMPONENTS, Needs::ProjectAdmin, components::add)
        .page(VERSION_EDIT, ADMIN, version_edit::show)
        .form(VERSION_EDIT, ADMIN, version_edit::change)
        .page(VERSION_RELEASE, ADMIN, version_release::show)
        .form(VERSION_RELEASE, ADMIN, version_release::change)
        .page(VERSION_DELETE, ADMIN, version_delete::show)
        .form(VERSION_DELETE, ADMIN, version_delete::remove)
        .page(COMPONENT_EDIT, ADMIN, component_edit::show)
        .form(COMPONENT_EDIT, ADMIN, component_edit::change)
        .page(COMPONENT_DELETE, ADMIN, component_edit::confirm)
        .form(COMPONENT_DELETE, ADMIN, component_edit::remove)
        .page("/projects/{key}/people", BROWSE, people::show)
        .page("/browse/{key}/fixforversion/{id}", BROWSE, old::version)
        .page("/browse/{key}/component/{id}", BROWSE, old::component)
        .page(
            "/secure/ViewIssue.jspa",
            Needs::Issue("BROWSE_PROJECTS"),
            old::issue,
        )
        .page(
            "/plugins/servlet/project-config/{projectKey}/versions",
            ADMIN,
            old::versions,
        )
        .page(
            "/plugins/servlet/project-config/{projectKey}/administer-versions",
            ADMIN,
            old::versions,
        )
        .page(
            "/plugins/servlet/project-config/{projectKey}/components",
            ADMIN,
            old::components,
        )
        .page(
            "/plugins/servlet/project-config/{projectKey}/administer-components",
            ADMIN,
            old::components,
        )
        .page("/secure/BrowseProject.jspa", BROWSE, old::project)
        .page("/secure/ViewProject.jspa", BROWSE, old::project)
}

/// What the pages of one project have above them.
struct Head {
    key: String,
    name: String,
    picture: String,
    is_archived: bool,
    is_administered: bool,
    /// The label of the page that this is.
    tab: &'static str,
    /// The pages: label, address.
    tabs: Vec<(&'static str, String)>,
}

impl Head {
    fn new(page: &PageCx, project: &ProjectRef, tab: &'static str) -> Self {
        let key = project.key.to_string();
        let path = |part: &str| page.link(&format!("/projects/{}/{part}", encode(&key)));
        let tabs = [
            ("Summary", "summary"),
            ("Issues", "issues"),
            ("Versions", "versions"),
            ("Components", "components"),
            ("People", "people"),
        ];
        Self {
            tabs: tabs.map(|(label, part)| (label, path(part))).into(),
            name: project.name.clone(),
            picture: picture(page, project.id, &key, project.avatar),
            is_archived: project.is_archived,
            is_administered: guard::administers(page, project.id),
            tab,
            key,
        }
    }

    /// Returns the page's address below the project's.
    fn at(&self, page: &PageCx, part: &str) -> String {
        page.link(&self.path(part))
    }

    /// Returns the same without the context path.
    fn path(&self, part: &str) -> String {
        format!("/projects/{}/{part}", encode(&self.key))
    }

    /// Returns a link to the search for issues of this project that a condition finds.
    fn search(&self, page: &PageCx, condition: &str) -> String {
        let and = if condition.is_empty() { "" } else { " AND " };
        let jql = format!("project = {}{and}{condition}", quoted(&self.key));
        page.link(&format!("/issues/?jql={}", encode(&jql)))
    }
}

/// Returns the address of a project's picture: the one chosen, or the first letters of its key.
fn picture(page: &PageCx, id: ProjectId, key: &str, avatar: Option<AvatarId>) -> String {
    let urls = AvatarUrls::of_project(page.urls(), id).with(avatar);
    match avatar {
        Some(_) => urls.large,
        None => {
            let initials: String = key.chars().take(2).collect();
            format!("{}&initials={}", urls.large, encode(&initials))
        }
    }
}

/// Returns the address of a user's picture: the one chosen, or their initials.
fn face(page: &PageCx, user: &UserRef) -> String {
    match user.avatar {
        Some(_) => user.pictures(page.urls()).small,
        None => page.avatar(&user.key, &user.display_name),
    }
}

/// Returns a text as a value in JQL.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Returns how many hundredths of a whole a part is.
fn percent(part: i64, whole: i64) -> i64 {
    if whole == 0 { 0 } else { part * 100 / whole }
}

/// How much of something is done.
#[derive(Clone, Copy, Debug, Default)]
struct Progress {
    done: i64,
    doing: i64,
    waiting: i64,
}

impl Progress {
    fn total(&self) -> i64 {
        self.done + self.doing + self.waiting
    }

    fn done_percent(&self) -> i64 {
        percent(self.done, self.total())
    }

    fn doing_percent(&self) -> i64 {
        percent(self.doing, self.total())
    }
}

/// A moment as people read it, and as machines do.
struct When {
    shown: String,
    machine: String,
}

impl When {
    fn new(page: &PageCx, at: Timestamp) -> Self {
        let zone = match &page.actor {
            Actor::User(user) => TimeZone::get(&user.time_zone).unwrap_or(TimeZone::UTC),
            Actor::Anonymous | Actor::Internal(_) => TimeZone::UTC,
        };
        let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::MAX);
        Self {
            shown: at.to_zoned(zone).strftime("%d/%b/%y %-I:%M %p").to_string(),
            machine: at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }
}

/// Returns the project of a page's address, if the caller may know of it.
async fn viewed(page: &PageCx, tx: &mut db::Tx, key: &str) -> Result<Granted<ProjectRef, View>> {
    guard::project_to_view(page, tx, key).await
}

/// What the reference's address of a project's page says.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Selected {
    selected_item: String,
}

/// Shows the page that the reference's address names by its module.
async fn selected(
    page: PageCx,
    path: Path<String>,
    Query(asked): Query<Selected>,
    versions: Query<releases::Asked>,
    components: Query<components::Asked>,
) -> Result<Response> {
    let module = asked.selected_item.rsplit(':').next().unwrap_or_default();
    match module {
        "release-page" | "releases-page" => releases::show(page, path, versions).await,
        "components-page" | "components-panel" => components::show(page, path, components).await,
        "project-issue-navigator" | "issues-panel" => issues(page, path).await,
        _ => summary::show(page, path).await,
    }
}

async fn issues(page: PageCx, Path(key): Path<String>) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = viewed(&page, &mut tx, &key).await?;
    let jql = format!(
        "project = {} AND resolution = Unresolved ORDER BY priority DESC, updated DESC",
        quoted(project.key.as_str())
    );
    page.redirect(&format!("/issues/?jql={}", encode(&jql)))
}

/// The reference's address of an issue beside the list of a project's issues.
async fn issue(page: PageCx, Path((key, issue)): Path<(String, String)>) -> Result<Response> {
    let mut tx = page.read().await?;
    viewed(&page, &mut tx, &key).await?;
    let issue = IssueKey::parse(&issue).ok_or_else(messages::no_such_issue)?;
    page.redirect(&format!("/browse/{issue}"))
}
