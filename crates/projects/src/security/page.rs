//! The pages of issue security: all schemes with their levels, and the one of a project with who is in it.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::guard::{self, ProjectRef};
use base::http::Path;
use base::page::menu::Section;
use base::page::{AdminPage, PageCx, Shell};
use base::route::{Needs, Routes};
use model::permission::may::AdministerProjects;

use super::{Level, Scheme, store};
use crate::holder;

pub fn routes() -> Routes {
    Routes::of("projects/security")
        .get(
            "/secure/admin/ViewIssueSecuritySchemes.jspa",
            Needs::Global("ADMINISTER"),
            list,
        )
        .get(
            "/secure/admin/ViewIssueSecuritySchemes!default.jspa",
            Needs::Global("ADMINISTER"),
            list,
        )
        .get(
            "/plugins/servlet/project-config/{projectKey}/issuesecurity",
            Needs::ProjectAdmin,
            of_project,
        )
}

#[derive(Template)]
#[template(path = "security_list.html")]
struct List<'a> {
    page: &'a PageCx,
    listed: Vec<Listed>,
}

struct Listed {
    scheme: Scheme,
    levels: Vec<Level>,
    n_projects: i64,
}

impl Listed {
    fn is_default(&self, level: &Level) -> bool {
        self.scheme.default_level == Some(level.id)
    }
}

async fn list(page: AdminPage) -> Result<Response> {
    let mut tx = page.read().await?;
    let schemes = store::all(&mut tx).await?;
    let levels = store::all_levels(&mut tx).await?;
    let uses = store::n_projects(&mut tx).await?;
    let listed = schemes.into_iter().map(|scheme| {
        let of_scheme = levels.iter().filter(|level| level.scheme == scheme.id);
        let uses = uses.iter().find(|(id, _)| *id == scheme.id);
        Listed {
            levels: of_scheme.cloned().collect(),
            n_projects: uses.map_or(0, |(_, n_projects)| *n_projects),
            scheme,
        }
    });
    let main = List {
        page: &page,
        listed: listed.collect(),
    };
    let title = "Issue security schemes";
    page.render(&Shell::admin(title, Section::Issues, title), &main)
}

#[derive(Template)]
#[template(path = "security_of_project.html")]
struct OfProject<'a> {
    project: &'a ProjectRef,
    scheme: Option<&'a Scheme>,
    levels: Vec<Shown>,
}

struct Shown {
    level: Level,
    is_default: bool,
    holders: Vec<String>,
}

async fn of_project(page: PageCx, Path(key): Path<String>) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = guard::project::<AdministerProjects>(&page, &mut tx, &key).await?;
    let scheme = match project.security_scheme {
        Some(id) => store::by_id(&mut tx, id).await?,
        None => None,
    };
    let mut levels = Vec::new();
    if let Some(scheme) = &scheme {
        let holders = store::holders_of(&mut tx, scheme.id).await?;
        let names = holder::names(&mut tx, holders.iter().map(|(_, holder)| holder)).await?;
        for level in store::levels_of(&mut tx, scheme.id).await? {
            let of_level = holders.iter().filter(|(id, _)| *id == level.id);
            levels.push(Shown {
                is_default: scheme.default_level == Some(level.id),
                holders: of_level.map(|(_, holder)| names.in_words(holder)).collect(),
                level,
            });
        }
    }
    let main = OfProject {
        project: &project,
        scheme: scheme.as_ref(),
        levels,
    };
    let key = project.key.to_string();
    let shell = Shell::project("Issue security", &key, &project.name, "Issue security");
    page.render(&shell, &main)
}
