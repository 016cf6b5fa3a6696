//! The page of one scheme: what is granted to whom, in six sections, and what is probably not meant.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::{AdminPage, Form, PageCx};
use base::urls::encode;
use model::permission::Category;
use model::{PermissionSchemeId, ProjectPermission};
use policy::{Grant, Holder};
use serde::Deserialize;

use super::{Asked, address, shell};
use crate::holder::{self, Names};
use crate::permission_scheme::warnings::{Warning, warnings};
use crate::permission_scheme::{Scheme, grants, ops, store};

/// How many projects the page names.
const MAX_PROJECTS: i64 = 20;

#[derive(Template)]
#[template(path = "permission_scheme_page.html")]
struct Page<'a> {
    page: &'a PageCx,
    scheme: &'a Scheme,
    projects: &'a [(String, String)],
    n_projects: i64,
    sections: Vec<Section>,
    warnings: Vec<Told>,
    extended: bool,
    is_empty: bool,
}

/// A section of the page.
pub struct Section {
    pub title: &'static str,
    pub rows: Vec<Row>,
}

/// A permission and whom it is granted to.
pub struct Row {
    pub permission: ProjectPermission,
    /// By type of holder.
    pub holders: Vec<(&'static str, Vec<String>)>,
}

/// A warning in words, with a link to what helps.
struct Told {
    text: String,
    remedy: &'static str,
    link: Option<(String, String)>,
}

pub async fn show(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = page.read().await?;
    let scheme = ops::required(&mut tx, &asked.scheme_id).await?;
    let (projects, n_projects) = store::projects_of(&mut tx, scheme.id, MAX_PROJECTS).await?;
    let granted = grants::of(&mut tx, scheme.id).await?;
    let names = holder::names(&mut tx, granted.iter().map(|grant| &grant.holder)).await?;
    let found = warnings(&granted, n_projects);
    let main = Page {
        page: &page,
        scheme: &scheme,
        projects: &projects,
        n_projects,
        sections: sections(&granted, &names),
        warnings: found
            .iter()
            .map(|warning| told(warning, scheme.id, &names))
            .collect(),
        extended: store::has_extended_administration(&mut tx, scheme.id).await?,
        is_empty: granted.is_empty(),
    };
    page.render(&shell(&scheme.name), &main)
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Extended {
    scheme_id: String,
    extended: Option<String>,
}

/// Saves the tick *Extended project administration*.
pub async fn set_extended(page: AdminPage, Form(form): Form<Extended>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let extended = form.extended.is_some();
    ops::set_extended_administration(&page, &mut tx, admin, &form.scheme_id, extended).await?;
    let scheme = ops::required(&mut tx, &form.scheme_id).await?;
    tx.commit().await?;
    let text = if extended {
        "Extended project administration is on."
    } else {
        "Extended project administration is off."
    };
    page.done(&address(&scheme), text)
}

/// Returns the six sections with whom each permission is granted to. Also for a project's own page.
pub fn sections(granted: &[Grant], names: &Names) -> Vec<Section> {
    let mut granted: Vec<&Grant> = granted.iter().collect();
    granted.sort_by_key(|grant| (grant.permission, rank(&grant.holder), grant.id));
    let row = |permission: ProjectPermission| {
        let mut holders: Vec<(&'static str, Vec<String>)> = Vec::new();
        for grant in granted
            .iter()
            .filter(|grant| grant.permission == permission)
        {
            let (label, name) = (holder::label(&grant.holder), names.shown(&grant.holder));
            match holders.iter_mut().find(|(known, _)| *known == label) {
                Some((_, list)) => list.push(name),
                None => holders.push((label, vec![name])),
            }
        }
        Row {
            permission,
            holders,
        }
    };
    let section = |category: &Category| {
        let all = ProjectPermission::ALL.iter().copied();
        Section {
            title: category.title(),
            rows: all
                .filter(|known| known.category() == *category)
                .map(row)
                .collect(),
        }
    };
    Category::ALL.iter().map(section).collect()
}

/// The order of the types of holders, as the form *Grant permission* has them.
fn rank(holder: &Holder) -> usize {
    match holder {
        Holder::Role(_) => 0,
        Holder::Group(_) => 1,
        Holder::LoggedIn | Holder::Application(_) => 2,
        Holder::UserField(_) => 3,
        Holder::GroupField(_) => 4,
        Holder::ProjectLead => 5,
        Holder::Reporter | Holder::ReporterWithCreate => 6,
        Holder::Assignee | Holder::AssigneeWithAssignable => 7,
        Holder::User(_) => 8,
        Holder::Anyone => 9,
    }
}

fn told(warning: &Warning, scheme: PermissionSchemeId, names: &Names) -> Told {
    let grant_browse = |holder: Option<&Holder>| {
        let mut path = format!(
            "/secure/admin/AddPermission!default.jspa?schemeId={scheme}&permissions=BROWSE_PROJECTS"
        );
        for (name, value) in holder
            .map(|holder| fields(holder, names))
            .unwrap_or_default()
        {
            path.push_str(&format!("&{name}={}", encode(&value)));
        }
        path
    };
    match warning {
        Warning::Unused => Told {
            text: "No project uses this scheme, so nothing in it counts for anybody.".to_owned(),
            remedy: "Choose it for the projects it is meant for.",
            link: Some((
                "Choose a project".to_owned(),
                "/secure/project/ViewProjects.jspa".to_owned(),
            )),
        },
        Warning::NobodyBrowses => Told {
            text: "Nobody holds Browse Projects in this scheme, so nobody sees an issue of its projects."
                .to_owned(),
            remedy: "Grant it to all who work in these projects.",
            link: Some(("Grant Browse Projects".to_owned(), grant_browse(None))),
        },
        Warning::Blind {
            holder,
            permissions,
        } => {
            let who = names.in_words(holder);
            let what = match permissions.as_slice() {
                [ProjectPermission::AdministerProjects] => "may administer projects".to_owned(),
                [one] => format!("holds {}", one.name()),
                [first, more @ ..] => format!("holds {} and {} more", first.name(), more.len()),
                [] => String::new(),
            };
            Told {
                text: format!(
                    "{who} {what} but may not browse: without Browse Projects, an issue can be neither seen nor changed."
                ),
                remedy: "Grant it, unless all of them browse through another holder.",
                link: Some((
                    format!("Grant Browse Projects to {who}"),
                    grant_browse(Some(holder)),
                )),
            }
        }
        Warning::VisibleToAll { holder } => Told {
            text: format!(
                "Browse Projects is granted to {}, which only an issue can tell: every signed-in user sees that these projects exist, though not all issues.",
                names.in_words(holder)
            ),
            remedy: "Grant Browse Projects to groups or project roles instead, if the projects' names are not for all.",
            link: Some((
                "See whom Browse Projects is granted to".to_owned(),
                format!("/secure/admin/DeletePermission!default.jspa?schemeId={scheme}&permissions=BROWSE_PROJECTS"),
            )),
        },
    }
}

/// Returns what fills the form *Grant permission* with this holder.
fn fields(holder: &Holder, names: &Names) -> Vec<(&'static str, String)> {
    match holder {
        Holder::Group(id) => vec![
            ("type", "group".to_owned()),
            (
                "group",
                names.groups.name(*id).unwrap_or_default().to_owned(),
            ),
        ],
        Holder::User(id) => vec![
            ("type", "user".to_owned()),
            (
                "user",
                names
                    .users
                    .get(*id)
                    .map_or_else(String::new, |user| user.name.clone()),
            ),
        ],
        Holder::Role(id) => vec![
            ("type", "projectrole".to_owned()),
            ("projectrole", id.to_string()),
        ],
        Holder::LoggedIn => vec![("type", "applicationRole".to_owned())],
        Holder::Application(key) => vec![
            ("type", "applicationRole".to_owned()),
            ("applicationRole", key.clone()),
        ],
        Holder::ProjectLead => vec![("type", "lead".to_owned())],
        Holder::Anyone => vec![("type", "anyone".to_owned())],
        _ => Vec::new(),
    }
}
