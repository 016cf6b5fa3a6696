//! The issue security scheme of a project: what it is, and the choice of another one, which asks what
//! becomes of the levels that the project's issues have.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::guard::{self, Granted, ProjectRef, View};
use base::http::{Path, Query};
use base::page::field::Choice;
use base::page::{AdminPage, FieldErrors, FormPairs, PageCx, Shell, field};
use base::route::{Needs, Routes};
use base::urls::encode;
use base::{Result, messages};
use model::SecurityLevelId;
use model::permission::may::AdministerProjects;
use serde::Deserialize;

use super::ADMIN;
use super::scheme::{InLevel, levels};
use crate::security::ops::{self, Move};
use crate::security::{Level, Scheme, store};

/// What the forms call no scheme, as the reference's do.
const NO_SCHEME: &str = "-1";

pub fn routes() -> Routes {
    const CHOOSE: &str = "/secure/project/SelectProjectIssueSecurityScheme.jspa";
    Routes::of("projects/security")
        .page(
            "/plugins/servlet/project-config/{projectKey}/issuesecurity",
            Needs::ProjectAdmin,
            show,
        )
        .page(
            "/secure/project/SelectProjectIssueSecurityScheme!default.jspa",
            ADMIN,
            show_choice,
        )
        .page(CHOOSE, ADMIN, show_choice)
        .form(CHOOSE, ADMIN, choose)
}

#[derive(Template)]
#[template(path = "security_of_project.html")]
struct OfProject<'a> {
    page: &'a PageCx,
    project: &'a ProjectRef,
    scheme: Option<&'a Scheme>,
    levels: Vec<InLevel>,
}

async fn show(page: PageCx, Path(key): Path<String>) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = guard::project::<AdministerProjects>(&page, &mut tx, &key).await?;
    let scheme = match project.security_scheme {
        Some(id) => store::by_id(&mut tx, id).await?,
        None => None,
    };
    let main = OfProject {
        page: &page,
        project: &project,
        levels: match &scheme {
            Some(scheme) => levels(&mut tx, scheme).await?,
            None => Vec::new(),
        },
        scheme: scheme.as_ref(),
    };
    let key = project.key.to_string();
    page.render(&shell("Issue security", &key, &project), &main)
}

fn shell<'a>(title: &'a str, key: &'a str, project: &'a ProjectRef) -> Shell<'a> {
    Shell::project(title, key, &project.name, "Issue security")
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    project_id: String,
}

#[derive(Template)]
#[template(path = "security_choose.html")]
struct Page<'a> {
    page: &'a PageCx,
    project: &'a ProjectRef,
    choices: &'a [Choice],
    chosen: &'a str,
    /// What is to be said of the project's issues before it is saved.
    moving: Option<Moving<'a>>,
    errors: &'a FieldErrors,
}

/// The second step: for the issues of each level, which level they get.
struct Moving<'a> {
    scheme: &'a str,
    questions: Vec<Question>,
    levels: Vec<Choice>,
}

struct Question {
    field: String,
    label: String,
    chosen: String,
}

async fn show_choice(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let project = {
        let mut tx = page.read().await?;
        guard::project_to_view(&page, &mut tx, &asked.project_id).await?
    };
    let present = project.security_scheme;
    let present = present.map_or_else(|| NO_SCHEME.to_owned(), |id| id.to_string());
    form(&page, &project, &present, None, &FieldErrors::none()).await
}

async fn form(
    page: &AdminPage,
    project: &ProjectRef,
    chosen: &str,
    moving: Option<Moving<'_>>,
    errors: &FieldErrors,
) -> Result<Response> {
    let mut choices = vec![Choice::new(NO_SCHEME, "None")];
    if moving.is_none() {
        let schemes = store::all(&mut page.read().await?).await?;
        let schemes = schemes.into_iter();
        choices.extend(schemes.map(|scheme| Choice::new(scheme.id.to_string(), scheme.name)));
    }
    let main = Page {
        page,
        project,
        choices: &choices,
        chosen,
        moving,
        errors,
    };
    let key = project.key.to_string();
    let shell = shell("Choose issue security scheme", &key, project);
    page.answer_form(&shell, &main, errors)
}

async fn choose(page: AdminPage, sent: FormPairs) -> Result<Response> {
    let chosen = sent.first("schemeId");
    let mut tx = page.write().await?;
    let project = guard::project_to_view(&page, &mut tx, sent.first("projectId")).await?;
    let scheme = match chosen {
        NO_SCHEME => None,
        id => match ops::find(&mut tx, id).await? {
            Some(scheme) => Some(scheme),
            None => {
                drop(tx);
                let mut problems = Problems::default();
                problems.field("schemeId", messages::scheme_unknown(id));
                return form(&page, &project, chosen, None, &problems.into()).await;
            }
        },
    };
    let present = project.security_scheme;
    let is_new = present != scheme.as_ref().map(|scheme| scheme.id);
    let issues = store::issues_by_level(&mut tx, project.id).await?;
    let changes_issues = issues
        .iter()
        .any(|(level, _)| level.is_some() || scheme.is_some());
    if is_new && changes_issues {
        let moves: Option<Vec<Move>> = issues
            .iter()
            .map(|(from, _)| answer(&sent, *from))
            .collect();
        let errors = match moves {
            None if sent.has("confirmed") => {
                let mut problems = Problems::default();
                problems.message(messages::LEVEL_MOVE_MISSING);
                problems.into()
            }
            None => FieldErrors::none(),
            Some(moves) => {
                let admin = page.administrator();
                let scheme = scheme.as_ref();
                let done = ops::associate(&page, &mut tx, admin, &project, scheme, &moves).await;
                match FieldErrors::catch(done)? {
                    Ok(()) => {
                        tx.commit().await?;
                        return done_with(&page, &project, scheme);
                    }
                    Err(errors) => errors,
                }
            }
        };
        drop(tx);
        let mut tx = page.read().await?;
        let moving = moving(&mut tx, &project, scheme.as_ref(), &issues, &sent).await?;
        drop(tx);
        return form(&page, &project, chosen, Some(moving), &errors).await;
    }
    let admin = page.administrator();
    ops::associate(&page, &mut tx, admin, &project, scheme.as_ref(), &[]).await?;
    tx.commit().await?;
    done_with(&page, &project, scheme.as_ref())
}

fn done_with(
    page: &AdminPage,
    project: &Granted<ProjectRef, View>,
    scheme: Option<&Scheme>,
) -> Result<Response> {
    let key = encode(project.key.as_str());
    let path = format!("/plugins/servlet/project-config/{key}/issuesecurity");
    let uses = scheme.map_or("no issue security scheme", |scheme| &scheme.name);
    page.done(&path, &format!("{} now uses {uses}.", project.name))
}

/// Returns the name of the field for the issues of a level, or of those without one.
fn field_of(from: Option<SecurityLevelId>) -> String {
    match from {
        Some(level) => format!("level_{level}"),
        None => "level_none".to_owned(),
    }
}

/// Returns what the form says of the issues of a level.
fn answer(sent: &FormPairs, from: Option<SecurityLevelId>) -> Option<Move> {
    let to = match sent.first(&field_of(from)) {
        NO_SCHEME => None,
        text => Some(SecurityLevelId::parse(text)?),
    };
    Some(Move { from, to })
}

async fn moving<'a>(
    tx: &mut db::Tx,
    project: &ProjectRef,
    scheme: Option<&'a Scheme>,
    issues: &[(Option<SecurityLevelId>, i64)],
    sent: &FormPairs,
) -> Result<Moving<'a>> {
    let before = match project.security_scheme {
        Some(id) => store::levels_of(tx, id).await?,
        None => Vec::new(),
    };
    let after = match scheme {
        Some(scheme) => store::levels_of(tx, scheme.id).await?,
        None => Vec::new(),
    };
    let question = |(from, n_issues): &(Option<SecurityLevelId>, i64)| {
        let known = before.iter().find(|level| Some(level.id) == *from);
        let field = field_of(*from);
        // What has no level keeps none, and a level of the same name is probably meant.
        let same = |level: &&Level| known.is_some_and(|known| known.name == level.name);
        let likely = match from {
            None => NO_SCHEME.to_owned(),
            Some(_) => after
                .iter()
                .find(same)
                .map_or_else(String::new, |level| level.id.to_string()),
        };
        let typed = sent.first(&field);
        Question {
            label: match known {
                Some(level) => format!("Issues with level {} ({n_issues})", level.name),
                None => format!("Issues without a level ({n_issues})"),
            },
            chosen: if typed.is_empty() {
                likely
            } else {
                typed.to_owned()
            },
            field,
        }
    };
    let mut choices = vec![
        Choice::new("", "Choose"),
        Choice::new(NO_SCHEME, "No level: all who browse the project see them"),
    ];
    choices.extend(
        after
            .iter()
            .map(|level| Choice::new(level.id.to_string(), &level.name)),
    );
    Ok(Moving {
        scheme: scheme.map_or("no issue security scheme", |scheme| &scheme.name),
        questions: issues.iter().map(question).collect(),
        levels: choices,
    })
}
