//! Making an issue.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use base::error::Problems;
use base::guard;
use base::page::field::{self, Choice};
use base::page::{FieldErrors, FormPairs, PageCx, Shell, cookie};
use base::urls::encode;
use base::{Actor, Result};
use model::ProjectPermission;
use projects::screen::{self, screens};
use serde_json::{Value, json};

use super::field::Place;
use super::fields::{Fields, Shown};
use super::page::{Creator, done};
use super::sprint;
use super::start::{self, Found, Kind};
use crate::issue::{given, ops};
use crate::meta::create_meta;

/// How long an address may be that keeps what was typed for the next issue.
const MAX_ADDRESS: usize = 4000;
/// What the next issue does not take over.
const NOT_KEPT: [&str; 8] = [
    "summary",
    "description",
    "environment",
    "comment",
    "atl_token",
    "dialog",
    "reload",
    "attachment",
];

#[derive(Template)]
#[template(path = "issue_create.html")]
struct Page<'a> {
    page: &'a PageCx,
    kind: &'a Kind,
    project: &'a str,
    issue_type: &'a str,
    action: &'static str,
    parent: String,
    is_another: bool,
    projects: &'a [Choice],
    fields: Shown<'a>,
    errors: &'a FieldErrors,
    cancel: String,
}

impl Page<'_> {
    /// Returns whether all projects fit a list; otherwise another one is chosen on a page of its own.
    fn is_listed(&self) -> bool {
        self.projects.len() > 1 && self.projects.len() < start::MOST_PROJECTS
    }
}

/// Shows the form, filled in by the address.
///
/// # Errors
/// When the database cannot be read.
pub async fn show(
    page: &PageCx,
    tx: &mut db::Tx,
    kind: &Kind,
    asked: &FormPairs,
) -> Result<Response> {
    let mut fields = read(page, tx, kind).await?;
    fields.prefill(asked);
    respond(page, tx, kind, &fields, (asked, &FieldErrors::none())).await
}

pub async fn create(Creator(page): Creator, sent: FormPairs) -> Result<Response> {
    let mut tx = page.read().await?;
    let kind = match start::find(&page, &mut tx, &sent, ("", "")).await? {
        Found::Kind(kind) => kind,
        Found::Open(_) => return start_again(&page, &sent),
    };
    let mut fields = read(&page, &mut tx, &kind).await?;
    fields.fill(&sent);
    if sent.has("reload") {
        return respond(
            &page,
            &mut tx,
            &kind,
            &fields,
            (&sent, &FieldErrors::none()),
        )
        .await;
    }
    drop(tx);
    let mut problems = Problems::default();
    let wanted = kind.wanted(fields.given());
    let wanted = given::read(wanted, &mut problems);
    let mut tx = page.write().await?;
    let made = ops::create(&page, &mut tx, wanted, problems).await;
    let key = match FieldErrors::catch(made)? {
        Ok((_, key)) => key.to_string(),
        Err(errors) => {
            drop(tx);
            let errors = errors
                .renamed("project", "pid")
                .renamed("parent", "issuetype");
            let errors = errors.with_id("timetracking", "timetracking_originalestimate");
            let mut tx = page.read().await?;
            return respond(&page, &mut tx, &kind, &fields, (&sent, &errors)).await;
        }
    };
    tx.commit().await?;
    let mut response = if sent.has("another") && !sent.has("dialog") {
        page.done(&next(&sent, &kind), &format!("Issue {key} was created."))?
    } else if sent.has("dialog") {
        // The script says it, where somebody is and stays.
        let mut response = page.redirect(&format!("/browse/{key}"))?;
        *response.status_mut() = StatusCode::CREATED;
        response
    } else {
        done(
            &page,
            &sent,
            &format!("/browse/{key}"),
            &format!("Issue {key} was created."),
        )?
    };
    let last = format!("{}-{}", kind.project.id, kind.issue_type.id);
    let more = "; HttpOnly; Max-Age=31536000";
    let last: HeaderValue = cookie::set(page.urls(), start::LAST, &last, more)?;
    response.headers_mut().append(header::SET_COOKIE, last);
    Ok(response)
}

impl Kind {
    /// Adds what kind of issue is wanted.
    fn wanted(&self, mut given: crate::issue::GivenIssue) -> crate::issue::GivenIssue {
        let fields = given.fields.get_or_insert_default();
        let id = |id: String| json!({ "id": id });
        fields.insert("project".to_owned(), id(self.project.id.to_string()));
        fields.insert("issuetype".to_owned(), id(self.issue_type.id.to_string()));
        if let Some(parent) = &self.parent {
            fields.insert("parent".to_owned(), id(parent.id.to_string()));
        }
        given
    }
}

/// A type that the project does not have, or a project that was closed meanwhile: both are chosen anew, and what was
/// typed is kept as far as an address can.
fn start_again(page: &PageCx, sent: &FormPairs) -> Result<Response> {
    let address = address(
        "/secure/CreateIssue!default.jspa",
        sent,
        &["atl_token", "dialog"],
    );
    page.redirect(&address)
}

fn address(path: &str, sent: &FormPairs, left_out: &[&str]) -> String {
    let kept = sent
        .0
        .iter()
        .filter(|(name, value)| !value.is_empty() && !left_out.contains(&name.as_str()));
    let mut address = path.to_owned();
    for (name, value) in kept {
        let glue = if address.contains('?') { '&' } else { '?' };
        let pair = format!("{glue}{}={}", encode(name), encode(value));
        if address.len() + pair.len() <= MAX_ADDRESS {
            address.push_str(&pair);
        }
    }
    address
}

/// Returns where the next issue is made, with what it takes over.
fn next(sent: &FormPairs, kind: &Kind) -> String {
    let path = if kind.parent.is_some() {
        "/secure/CreateSubTaskIssue.jspa"
    } else {
        "/secure/CreateIssueDetails!init.jspa"
    };
    address(path, sent, &NOT_KEPT)
}

async fn read(page: &PageCx, tx: &mut db::Tx, kind: &Kind) -> Result<Fields> {
    let metas = create_meta(page, tx, &kind.project, &kind.issue_type).await?;
    let screens = screens(page, tx).await?;
    let has = match &page.actor {
        Actor::User(user) => json!({ "reporter": { "name": user.name } }),
        Actor::Anonymous | Actor::Internal(_) => Value::Null,
    };
    let (project, may) = (kind.project.id, ProjectPermission::AssignableUser);
    let place = Place::New(
        kind.project.key.to_string(),
        guard::has_in_project(page, project, may),
    );
    let fields = Fields::new(page, metas, screens.get(screen::DEFAULT), &has, &place);
    let fields = fields.without("issuetype");
    // A part is as secret as the whole, and planned with it.
    let is_part = kind.parent.is_some();
    let may = !is_part && guard::has_in_project(page, project, ProjectPermission::ScheduleIssues);
    let fields = sprint::offered(page, tx, fields, may).await?;
    Ok(if is_part {
        fields.without("security")
    } else {
        fields
    })
}

async fn respond(
    page: &PageCx,
    tx: &mut db::Tx,
    kind: &Kind,
    fields: &Fields,
    (sent, errors): (&FormPairs, &FieldErrors),
) -> Result<Response> {
    let projects = start::projects(page, tx).await?;
    let (title, action) = match kind.parent {
        Some(_) => ("Create sub-task", "/secure/CreateSubTaskIssueDetails.jspa"),
        None => ("Create issue", "/secure/CreateIssueDetails.jspa"),
    };
    let main = Page {
        page,
        kind,
        project: &kind.project.id.to_string(),
        issue_type: &kind.issue_type.id.to_string(),
        action,
        parent: kind
            .parent
            .as_ref()
            .map(|parent| parent.key.to_string())
            .unwrap_or_default(),
        is_another: sent.has("another"),
        projects: &projects,
        fields: fields.shown(errors),
        errors,
        cancel: match &kind.parent {
            Some(parent) => format!("/browse/{}", parent.key),
            None => "/".to_owned(),
        },
    };
    let shell = Shell::plain(title);
    page.answer_form(&shell, &main, errors)
}
