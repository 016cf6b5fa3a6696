//! The page of a project's permissions: what its scheme grants, to be read.

use askama::Template;
use axum::response::Response;
use base::guard::{self, ProjectRef};
use base::http::Path;
use base::page::{PageCx, Shell};
use base::{Result, messages};
use model::permission::may::AdministerProjects;

use super::scheme::{Section, sections};
use crate::holder;
use crate::permission_scheme::{Scheme, grants, store};

#[derive(Template)]
#[template(path = "permission_scheme_of_project.html")]
struct Page<'a> {
    page: &'a PageCx,
    project: &'a ProjectRef,
    scheme: &'a Scheme,
    n_projects: i64,
    sections: Vec<Section>,
}

pub async fn show(page: PageCx, Path(key): Path<String>) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = guard::project::<AdministerProjects>(&page, &mut tx, &key).await?;
    let id = project.permission_scheme;
    let scheme = store::by_id(&mut tx, id).await?;
    let scheme = scheme.ok_or_else(|| messages::no_such_permission_scheme(&id.to_string()))?;
    let granted = grants::of(&mut tx, id).await?;
    let names = holder::names(&mut tx, granted.iter().map(|grant| &grant.holder)).await?;
    let (_, n_projects) = store::projects_of(&mut tx, id, 1).await?;
    let main = Page {
        page: &page,
        project: &project,
        scheme: &scheme,
        n_projects,
        sections: sections(&granted, &names),
    };
    let key = project.key.to_string();
    let shell = Shell::project("Permissions", &key, &project.name, "Permissions");
    page.render(&shell, &main)
}
