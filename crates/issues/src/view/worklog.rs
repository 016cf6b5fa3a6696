//! The forms of the work log.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::guard::{self, Granted, IssueRef};
use base::http::Query;
use base::page::field::Choice;
use base::page::{FieldErrors, Form, PageCx, Shell, UserPage, field};
use base::refs::users_by_ids;
use base::route::{Needs, Routes};
use base::{Result, messages};
use jiff::tz::TimeZone;
use model::permission::may::{BrowseProjects, WorkOnIssues};
use model::{ProjectPermission, Timestamp, UserId};
use serde::Deserialize;

use super::comment::{choices, level_of, visibility, with_line_ends};
use super::may::May;
use crate::duration;
use crate::worklog::{self, Adjust, Asked, GivenWorklog, WorklogRow};

pub fn routes() -> Routes {
    const WORK: Needs = Needs::Issue("WORK_ON_ISSUES");
    const EDIT: Needs = Needs::Issue("EDIT_OWN_WORKLOGS");
    const DELETE: Needs = Needs::Issue("DELETE_OWN_WORKLOGS");
    Routes::of("issues/view")
        .page("/secure/CreateWorklog!default.jspa", WORK, show_create)
        .form("/secure/CreateWorklog.jspa", WORK, create)
        .page("/secure/UpdateWorklog!default.jspa", EDIT, show_update)
        .form("/secure/UpdateWorklog.jspa", EDIT, update)
        .page("/secure/DeleteWorklog!default.jspa", DELETE, show_delete)
        .form("/secure/DeleteWorklog.jspa", DELETE, delete)
}

/// What says which work is meant, and what its form holds.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    id: String,
    worklog_id: String,
    time_logged: String,
    start_date: String,
    comment: String,
    comment_level: String,
    adjust_estimate: String,
    new_estimate: String,
    adjustment_amount: String,
}

impl Sent {
    fn asked(&self) -> Asked {
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Asked {
            adjust_estimate: filled(&self.adjust_estimate),
            new_estimate: filled(&self.new_estimate),
            reduce_by: filled(&self.adjustment_amount),
            increase_by: filled(&self.adjustment_amount),
        }
    }
}

#[derive(Template)]
#[template(path = "issue_worklog_form.html")]
struct WorklogForm<'a> {
    page: &'a PageCx,
    key: &'a str,
    title: &'a str,
    action: &'a str,
    button: &'a str,
    /// What an amount by hand does to the estimate.
    amount: &'a str,
    /// Whether the form only takes work away.
    deletes: bool,
    form: &'a Sent,
    adjustments: &'a [Choice],
    audiences: &'a [Choice],
    errors: &'a FieldErrors,
}

/// The three forms: title, address, button.
#[derive(Clone, Copy)]
enum What {
    Create,
    Update,
    Delete,
}

impl What {
    fn title(self) -> &'static str {
        match self {
            Self::Create => "Log work",
            Self::Update => "Edit work",
            Self::Delete => "Delete work",
        }
    }

    fn action(self) -> &'static str {
        match self {
            Self::Create => "/secure/CreateWorklog.jspa",
            Self::Update => "/secure/UpdateWorklog.jspa",
            Self::Delete => "/secure/DeleteWorklog.jspa",
        }
    }

    fn button(self) -> &'static str {
        match self {
            Self::Create => "Log",
            Self::Update => "Save",
            Self::Delete => "Delete",
        }
    }
}

/// Answers with the form, as it is shown first or after a refusal.
async fn answer(
    page: &PageCx,
    issue: &IssueRef,
    what: What,
    form: &Sent,
    errors: FieldErrors,
) -> Result<Response> {
    let mut tx = page.read().await?;
    let audiences = choices(page, &mut tx, issue, &form.comment_level).await?;
    let by_hand = match what {
        What::Delete => "Increase it by",
        What::Create | What::Update => "Reduce it by",
    };
    let adjustments = [
        Choice::new("auto", "Adjust it automatically"),
        Choice::new("leave", "Leave it as it is"),
        Choice::new("new", "Set it to"),
        Choice::new("manual", by_hand),
    ];
    let is_first = errors.is_empty();
    let main = WorklogForm {
        page,
        key: &issue.key.to_string(),
        title: what.title(),
        action: what.action(),
        button: what.button(),
        amount: by_hand,
        deletes: matches!(what, What::Delete),
        form,
        adjustments: &adjustments,
        audiences: &audiences,
        errors: &errors,
    };
    let shell = Shell::plain(what.title());
    if is_first {
        page.render(&shell, &main)
    } else {
        page.refuse(&shell, &main)
    }
}

/// Sorts what came of it, each refusal beside the field of the form that it is about.
fn caught<T>(result: Result<T>) -> Result<std::result::Result<T, FieldErrors>> {
    let caught = FieldErrors::catch(result)?;
    Ok(caught.map_err(|errors| {
        errors
            .renamed("started", "startDate")
            .renamed("reduceBy", "adjustmentAmount")
            .renamed("increaseBy", "adjustmentAmount")
            .beside("commentLevel")
    }))
}

/// How a browser writes a moment.
const LOCAL: &str = "%Y-%m-%dT%H:%M";

/// Returns the caller's time zone.
async fn zone(page: &PageCx, tx: &mut db::Tx) -> Result<TimeZone> {
    let users = users_by_ids(tx, page.user_id()).await?;
    let user = page.user_id().and_then(|id| users.get(id));
    Ok(user.map_or(TimeZone::UTC, base::refs::UserRef::zone))
}

fn local(at: Timestamp, zone: &TimeZone) -> String {
    let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::MAX);
    moment.to_zoned(zone.clone()).strftime(LOCAL).to_string()
}

/// Returns a moment of the form as the API has it; what is none is refused there.
fn started(text: &str, zone: &TimeZone) -> String {
    // The second is how the reference's own form writes it.
    let read = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%b/%y %I:%M %p"]
        .iter()
        .find_map(|form| jiff::civil::DateTime::strptime(form, text.trim()).ok());
    let zoned = read.and_then(|civil| civil.to_zoned(zone.clone()).ok());
    zoned.map_or_else(
        || text.to_owned(),
        |zoned| Timestamp(zoned.timestamp().as_millisecond()).to_jira(),
    )
}

fn path(key: &str, id: impl std::fmt::Display) -> String {
    let tab = "com.atlassian.jira.plugin.system.issuetabpanels:worklog-tabpanel";
    format!("/browse/{key}?focusedWorklogId={id}&page={tab}#worklog-{id}")
}

async fn show_create(page: UserPage, Query(mut form): Query<Sent>) -> Result<Response> {
    let mut tx = page.read().await?;
    let issue = guard::issue::<WorkOnIssues>(&page, &mut tx, &form.id).await?;
    if form.start_date.is_empty() {
        form.start_date = local(page.now(), &zone(&page, &mut tx).await?);
    }
    drop(tx);
    answer(&page, &issue, What::Create, &form, FieldErrors::none()).await
}

async fn create(page: UserPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut problems = Problems::default();
    let adjust = Adjust::reducing(&form.asked(), &mut problems);
    let mut tx = page.write().await?;
    let issue = guard::issue::<WorkOnIssues>(&page, &mut tx, &form.id).await?;
    let zone = zone(&page, &mut tx).await?;
    let given = GivenWorklog {
        comment: Some(form.comment.clone()),
        started: (!form.start_date.is_empty()).then(|| started(&form.start_date, &zone)),
        time_spent: Some(form.time_logged.clone()),
        time_spent_seconds: None,
        visibility: visibility(&form.comment_level).map(Some),
    };
    let done = worklog::create(&page, &mut tx, &issue, &given, adjust, problems).await;
    match caught(done)? {
        Ok(id) => {
            tx.commit().await?;
            page.done(&path(&issue.key.to_string(), id), "Your work was logged.")
        }
        Err(errors) => {
            drop(tx);
            answer(&page, &issue, What::Create, &form, errors).await
        }
    }
}

async fn found(
    page: &PageCx,
    tx: &mut db::Tx,
    form: &Sent,
) -> Result<(Granted<IssueRef, BrowseProjects>, WorklogRow, May)> {
    let issue = guard::issue::<BrowseProjects>(page, tx, &form.id).await?;
    let row = worklog::find(page, tx, &issue, &form.worklog_id).await?;
    let may = May::read(page, tx, &issue).await?;
    Ok((issue, row, may))
}

/// Fills the form with the work as it is.
fn fill(form: &mut Sent, row: &WorklogRow, zone: &TimeZone) {
    form.time_logged = duration::short(row.seconds);
    form.start_date = local(row.started_at, zone);
    form.comment.clone_from(&row.body);
    form.comment_level = level_of(row.group.as_ref(), row.role.as_ref());
}

async fn show_update(page: UserPage, Query(form): Query<Sent>) -> Result<Response> {
    let lacking = ProjectPermission::EditAllWorklogs;
    show_found(&page, form, What::Update, May::edit_worklog, lacking).await
}

async fn show_delete(page: UserPage, Query(form): Query<Sent>) -> Result<Response> {
    let lacking = ProjectPermission::DeleteAllWorklogs;
    show_found(&page, form, What::Delete, May::delete_worklog, lacking).await
}

/// Shows the work as it is, to who may do `what` with it; `lacking` is the permission for everybody's.
async fn show_found(
    page: &UserPage,
    mut form: Sent,
    what: What,
    may_do: fn(&May, Option<UserId>) -> bool,
    lacking: ProjectPermission,
) -> Result<Response> {
    let mut tx = page.read().await?;
    let (issue, row, may) = found(page, &mut tx, &form).await?;
    if !may_do(&may, row.author) {
        return Err(messages::no_issue_permission(
            lacking.name(),
            &issue.key.to_string(),
        ));
    }
    let zone = zone(page, &mut tx).await?;
    drop(tx);
    fill(&mut form, &row, &zone);
    answer(page, &issue, what, &form, FieldErrors::none()).await
}

async fn update(page: UserPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut problems = Problems::default();
    let adjust = Adjust::reducing(&form.asked(), &mut problems);
    let mut tx = page.write().await?;
    let (issue, row, _) = found(&page, &mut tx, &form).await?;
    let zone = zone(&page, &mut tx).await?;
    // The form has no seconds: a moment that was not touched stays to the millisecond.
    let is_same = form.start_date.is_empty() || form.start_date == local(row.started_at, &zone);
    let before = level_of(row.group.as_ref(), row.role.as_ref());
    let given = GivenWorklog {
        comment: Some(with_line_ends(&form.comment, &row.body)),
        started: (!is_same).then(|| started(&form.start_date, &zone)),
        time_spent: Some(form.time_logged.clone()),
        time_spent_seconds: None,
        visibility: (before != form.comment_level).then(|| visibility(&form.comment_level)),
    };
    let adjusted = (adjust, problems);
    let done = worklog::update(&page, &mut tx, &issue, &form.worklog_id, &given, adjusted).await;
    match caught(done)? {
        Ok(id) => {
            tx.commit().await?;
            page.done(&path(&issue.key.to_string(), id), "The work was changed.")
        }
        Err(errors) => {
            drop(tx);
            answer(&page, &issue, What::Update, &form, errors).await
        }
    }
}

async fn delete(page: UserPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut problems = Problems::default();
    let adjust = Adjust::increasing(&form.asked(), &mut problems);
    let mut tx = page.write().await?;
    let issue = guard::issue::<BrowseProjects>(&page, &mut tx, &form.id).await?;
    let adjusted = (adjust, problems);
    let done = worklog::delete(&page, &mut tx, &issue, &form.worklog_id, adjusted).await;
    match caught(done)? {
        Ok(()) => {
            tx.commit().await?;
            page.done(&format!("/browse/{}", issue.key), "The work was deleted.")
        }
        Err(errors) => {
            drop(tx);
            answer(&page, &issue, What::Delete, &form, errors).await
        }
    }
}
