//! The pages of projects: the list of all of them, the summary of one, and the forms that make, change and
//! delete one.

mod create;
mod delete;
mod edit;

#[cfg(test)]
mod tests;

use askama::Template;
use axum::response::Response;
use base::Result;
use base::guard;
use base::http::{Path, Query};
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, PageCx, Pager, Shell, field};
use base::refs::users_by_ids;
use base::route::{Needs, Routes};
use base::urls::encode;
use model::permission::may::AdministerProjects;
use serde::Deserialize;

use super::Project;
use super::store::{self, Listed};
use crate::catalog::catalog;
use crate::offer::offers;
use crate::permission_scheme;
use crate::security;

const LIST: &str = "/secure/project/ViewProjects.jspa";
/// How many projects a page shows.
const PAGE_SIZE: i64 = 50;

pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    const ADD: &str = "/secure/admin/AddProject.jspa";
    const EDIT: &str = "/secure/project/EditProject.jspa";
    const DELETE: &str = "/secure/project/DeleteProject.jspa";
    Routes::of("projects/project")
        .page(LIST, ADMIN, list)
        .page("/secure/project/ViewProjects!default.jspa", ADMIN, list)
        .page(
            "/plugins/servlet/project-config/{projectKey}",
            Needs::ProjectAdmin,
            summary,
        )
        .page(
            "/plugins/servlet/project-config/{projectKey}/summary",
            Needs::ProjectAdmin,
            summary,
        )
        .page("/secure/admin/AddProject!default.jspa", ADMIN, create::show)
        .page(ADD, ADMIN, create::show)
        .form(ADD, ADMIN, create::create)
        .page(
            "/secure/project/EditProject!default.jspa",
            Needs::ProjectAdmin,
            edit::show,
        )
        .page(EDIT, Needs::ProjectAdmin, edit::show)
        .form(EDIT, Needs::ProjectAdmin, edit::edit)
        .page(
            "/secure/project/DeleteProject!default.jspa",
            ADMIN,
            delete::show,
        )
        .page(DELETE, ADMIN, delete::show)
        .form(DELETE, ADMIN, delete::delete)
}

/// Returns the address of a project's summary.
fn summary_of(key: &str) -> String {
    format!("/plugins/servlet/project-config/{}/summary", encode(key))
}

/// Returns the errors under the names of the forms' fields: the API's begin with `project`.
fn as_on_the_form(errors: FieldErrors) -> FieldErrors {
    errors
        .renamed("projectKey", "key")
        .renamed("projectName", "name")
        .renamed("projectLead", "lead")
        .renamed("projectDescription", "description")
        .renamed("projectUrl", "url")
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Filter {
    filter: String,
    scheme_id: String,
    start: String,
}

#[derive(Template)]
#[template(path = "project_list.html")]
struct List<'a> {
    page: &'a PageCx,
    filter: &'a str,
    scheme: Option<&'a permission_scheme::Scheme>,
    is_filtered: bool,
    listed: &'a [Listed],
    pager: Pager,
}

async fn list(page: AdminPage, Query(asked): Query<Filter>) -> Result<Response> {
    let start = asked.start.parse().unwrap_or(0).max(0);
    let filter = asked.filter.trim();
    let mut tx = page.read().await?;
    let scheme = permission_scheme::find(&mut tx, &asked.scheme_id).await?;
    let of = scheme.as_ref().map(|scheme| scheme.id);
    let (listed, total) = store::page(&mut tx, filter, of, start, PAGE_SIZE).await?;
    let scheme_id = scheme.as_ref().map(|scheme| scheme.id.to_string());
    let mut query = vec![("filter", filter)];
    if let Some(id) = &scheme_id {
        query.push(("schemeId", id));
    }
    let list = List {
        page: &page,
        filter,
        scheme: scheme.as_ref(),
        is_filtered: !filter.is_empty() || scheme_id.is_some(),
        listed: &listed,
        pager: Pager::new(&page.link(LIST), &query, start, PAGE_SIZE, total),
    };
    let shell = Shell::admin("Projects", Section::Projects, "Projects");
    page.render(&shell, &list)
}

#[derive(Template)]
#[template(path = "project_summary.html")]
struct Summary<'a> {
    page: &'a PageCx,
    project: &'a Project,
    lead: String,
    scheme_id: String,
    scheme: &'a str,
    security: &'a str,
    workflow: &'a str,
    types: Vec<&'a str>,
}

async fn summary(page: PageCx, Path(key): Path<String>) -> Result<Response> {
    let mut tx = page.read().await?;
    let found = guard::project::<AdministerProjects>(&page, &mut tx, &key).await?;
    let project = store::by_id(&mut tx, found.id).await?;
    let users = users_by_ids(&mut tx, [project.lead]).await?;
    let lead = users.get(project.lead);
    let scheme_id = found.permission_scheme.to_string();
    let scheme = permission_scheme::find(&mut tx, &scheme_id).await?;
    let security = match found.security_scheme {
        Some(id) => security::find(&mut tx, &id.to_string()).await?,
        None => None,
    };
    let catalog = catalog(&page, &mut tx).await?;
    let offers = offers(&page, &mut tx).await?;
    let workflow = catalog.workflow_scheme(found.workflow_scheme);
    let main = Summary {
        page: &page,
        lead: lead.map_or_else(String::new, |user| {
            format!("{} ({})", user.display_name, user.name)
        }),
        scheme: scheme.as_ref().map_or("", |scheme| &scheme.name),
        scheme_id,
        security: security.as_ref().map_or("", |scheme| &scheme.name),
        workflow: workflow.map_or("", |scheme| &scheme.name),
        types: offers
            .offer(&catalog, project.id)
            .types
            .iter()
            .map(|known| known.name.as_str())
            .collect(),
        project: &project,
    };
    let shell = Shell::project("Summary", &project.key, &project.name, "Summary");
    page.render(&shell, &main)
}
