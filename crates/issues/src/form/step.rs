//! A transition, with the fields that its screen asks for.

use axum::response::Response;
use base::error::Problems;
use base::guard::{self, Granted, IssueRef};
use base::http::QueryPairs;
use base::page::{FieldErrors, FormPairs, PageCx, UserPage};
use base::urls::encode;
use base::{Result, messages};
use model::ProjectPermission;
use model::permission::may::TransitionIssues;
use projects::catalog;
use projects::screen::screens;
use projects::workflow::About as AboutIssue;

use super::comment;
use super::field::Place;
use super::fields::Fields;
use super::page::{About, FormPage, done, issue_of, meta_of};
use super::sprint;
use crate::field::Field;
use crate::issue::{given, store};
use crate::meta::transition_meta;
use crate::transition::{available, transition};

/// A transition that can be taken, with the fields it asks for.
struct Step {
    number: String,
    name: String,
    to: String,
    fields: Fields,
}

pub async fn show(page: PageCx, QueryPairs(asked): QueryPairs) -> Result<Response> {
    let asked = FormPairs(asked);
    let mut tx = page.read().await?;
    let issue = guard::issue::<TransitionIssues>(&page, &mut tx, issue_of(&asked)).await?;
    let about = About::read(&page, &mut tx, &issue).await?;
    let step = read(&page, &mut tx, &issue, &about, asked.first("action")).await?;
    form(&page, &issue, &about, &step, &FieldErrors::none(), false)
}

/// A bookmark, or a link of the reference's pages: it performed the transition at once, which no GET does here.
pub async fn dispatch(page: PageCx, QueryPairs(asked): QueryPairs) -> Result<Response> {
    let asked = FormPairs(asked);
    let mut tx = page.read().await?;
    guard::issue::<TransitionIssues>(&page, &mut tx, issue_of(&asked)).await?;
    page.redirect(&format!(
        "/secure/CommentAssignIssue!default.jspa?id={}&action={}",
        encode(issue_of(&asked)),
        encode(asked.first("action"))
    ))
}

pub async fn take(page: UserPage, sent: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    let issue = guard::issue::<TransitionIssues>(&page, &mut tx, issue_of(&sent)).await?;
    store::lock(&mut tx, issue.id)
        .await?
        .ok_or_else(messages::no_such_issue)?;
    let about = About::read(&page, &mut tx, &issue).await?;
    let mut step = read(&page, &mut tx, &issue, &about, sent.first("action")).await?;
    step.fields.fill(&sent);
    comment::check(&page, &issue, &step.fields, &sent)?;
    let mut problems = Problems::default();
    let wanted = step.fields.differing(&sent, &mut problems);
    let wanted = given::read(wanted, &mut problems);
    let taken = transition(&page, &mut tx, &issue, &step.number, wanted, problems).await;
    match FieldErrors::catch(taken)? {
        Ok(()) => {}
        Err(errors) => {
            let errors = errors.with_id("timetracking", "timetracking_originalestimate");
            return form(&page, &issue, &about, &step, &errors, true);
        }
    }
    tx.commit().await?;
    done(
        &page,
        &sent,
        &about.path(),
        &format!("{} is now in the status {}.", about.key, step.to),
    )
}

async fn read(
    page: &PageCx,
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, TransitionIssues>,
    about: &About,
    action: &str,
) -> Result<Step> {
    let catalog = catalog(page, tx).await?;
    let facts = issue.facts();
    let asked = AboutIssue {
        project: issue.project,
        facts: &facts,
    };
    let follows = (issue.workflow_scheme, issue.issue_type);
    let step = available(page, &catalog, follows, issue.status, asked)
        .find(|step| step.number.to_string() == action);
    let Some(step) = step else {
        let status = catalog
            .status(issue.status)
            .map_or("", |status| &status.name);
        return Err(messages::transition_not_available(action, status));
    };
    let mut metas: Vec<_> = Vec::new();
    for map in transition_meta(page, tx, issue, &[step]).await? {
        metas.extend(map.0);
    }
    let has_comment = metas
        .iter()
        .any(|meta| meta.field_id == Field::Comment.id());
    if !has_comment && guard::may_on_issue(page, issue, ProjectPermission::AddComments) {
        metas.push(meta_of(Field::Comment));
    }
    let screens = screens(page, tx).await?;
    let screen = step.screen.and_then(|id| screens.get(id));
    let may_be = guard::may_on_issue(page, issue, ProjectPermission::AssignableUser);
    let place = Place::Of(about.key.clone(), may_be);
    let to = catalog.status(step.to).map_or("", |status| &status.name);
    let fields = Fields::new(page, metas, screen, &about.has, &place);
    let is_part = about.has.get("parent").is_some();
    let may = !is_part && guard::may_on_issue(page, issue, ProjectPermission::ScheduleIssues);
    let fields = sprint::offered(page, tx, fields.without("attachment"), may).await?;
    let mut fields = comment::offered(page, tx, fields, issue).await?;
    if let Some(usual) = catalog.resolutions.iter().find(|known| known.is_default) {
        fields.suggest("resolution", &usual.id.to_string());
    }
    Ok(Step {
        number: step.number.to_string(),
        name: step.name.clone(),
        to: to.to_owned(),
        fields,
    })
}

fn form(
    page: &PageCx,
    issue: &Granted<IssueRef, TransitionIssues>,
    about: &About,
    step: &Step,
    errors: &FieldErrors,
    is_refused: bool,
) -> Result<Response> {
    let form = FormPage {
        page,
        title: &step.name,
        kind: "step",
        issue: about,
        action: "/secure/CommentAssignIssue.jspa",
        hidden: &[
            ("id", issue.id.to_string()),
            ("action", step.number.clone()),
        ],
        fields: step.fields.shown(errors),
        errors,
        submit: &step.name,
        note: &format!("The issue goes into the status {}.", step.to),
    };
    if is_refused {
        form.refuse()
    } else {
        form.show()
    }
}
