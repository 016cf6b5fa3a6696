//! Voters and watchers.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::guard::{self, Granted, IssueRef};
use base::http::Query;
use base::page::{FieldErrors, Form, FormPairs, PageCx, Shell, UserPage, field};
use base::refs::users_by_ids;
use base::route::{Needs, Routes};
use base::{Error, Result, messages};
use model::UserId;
use model::permission::may::{BrowseProjects, ViewVotersAndWatchers};
use serde::Deserialize;

use super::may::May;
use super::value::Person;
use crate::{vote, watch};

pub fn routes() -> Routes {
    const VIEW: Needs = Needs::Issue("VIEW_VOTERS_AND_WATCHERS");
    const MANAGE: Needs = Needs::Issue("MANAGE_WATCHERS");
    Routes::of("issues/view")
        .form("/secure/VoteOrWatchIssue.jspa", super::BROWSE, toggle)
        .page("/secure/ViewVoters!default.jspa", VIEW, show_voters)
        .page("/secure/ManageWatchers!default.jspa", VIEW, show_watchers)
        .form("/secure/ManageWatchers!startWatchers.jspa", MANAGE, start)
        .form("/secure/ManageWatchers!stopWatchers.jspa", MANAGE, stop)
}

/// What the buttons send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    id: String,
    vote: String,
    watch: String,
}

/// Which issue, and who is to watch it.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    id: String,
    user_names: String,
}

async fn toggle(page: UserPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let issue = guard::issue::<BrowseProjects>(&page, &mut tx, &form.id).await?;
    let name = page.signed_in()?.name.clone();
    let mut text = "";
    match form.vote.as_str() {
        "vote" => {
            vote::ops::vote(&page, &mut tx, &issue).await?;
            text = "You voted for this issue.";
        }
        "unvote" => {
            vote::ops::unvote(&page, &mut tx, &issue).await?;
            text = "You took your vote back.";
        }
        _ => {}
    }
    match form.watch.as_str() {
        "watch" => {
            watch::ops::add(&page, &mut tx, &issue, None).await?;
            text = "You watch this issue now.";
        }
        "unwatch" => {
            watch::ops::remove(&page, &mut tx, &issue, &name).await?;
            text = "You do not watch this issue any more.";
        }
        _ => {}
    }
    tx.commit().await?;
    let path = format!("/browse/{}", issue.key);
    if text.is_empty() {
        page.redirect(&path)
    } else {
        page.done(&path, text)
    }
}

#[derive(Template)]
#[template(path = "issue_voters.html")]
struct Voters<'a> {
    page: &'a PageCx,
    key: &'a str,
    people: &'a [Person],
}

#[derive(Template)]
#[template(path = "issue_watchers.html")]
struct Watchers<'a> {
    page: &'a PageCx,
    key: &'a str,
    form: &'a Asked,
    people: &'a [Person],
    may: &'a May,
    is_watching: bool,
    errors: &'a FieldErrors,
}

async fn people(page: &PageCx, tx: &mut db::Tx, ids: &[UserId]) -> Result<Vec<Person>> {
    let users = users_by_ids(tx, ids.iter().copied()).await?;
    let people = ids
        .iter()
        .filter_map(|id| Person::of(page, &users, Some(*id)));
    Ok(people.collect())
}

async fn show_voters(page: PageCx, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = page.read().await?;
    let issue = guard::issue::<ViewVotersAndWatchers>(&page, &mut tx, &asked.id).await?;
    let ids = vote::store::of_issue(&mut tx, issue.id).await?;
    let main = Voters {
        page: &page,
        key: &issue.key.to_string(),
        people: &people(&page, &mut tx, &ids).await?,
    };
    page.render(&Shell::plain("Voters"), &main)
}

async fn show_watchers(page: PageCx, Query(form): Query<Asked>) -> Result<Response> {
    let mut tx = page.read().await?;
    let issue = guard::issue::<ViewVotersAndWatchers>(&page, &mut tx, &form.id).await?;
    watchers(&page, &mut tx, &issue.browsed(), &form, FieldErrors::none()).await
}

async fn watchers(
    page: &PageCx,
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, BrowseProjects>,
    form: &Asked,
    errors: FieldErrors,
) -> Result<Response> {
    let ids = watch::store::of_issue(tx, issue.id).await?;
    let may = May::read(page, tx, issue).await?;
    // Who manages them without seeing them adds, and sees nobody.
    let shown = if may.view_people { &ids[..] } else { &[] };
    let main = Watchers {
        page,
        key: &issue.key.to_string(),
        form,
        people: &people(page, tx, shown).await?,
        may: &may,
        is_watching: page.user_id().is_some_and(|id| ids.contains(&id)),
        errors: &errors,
    };
    let shell = Shell::plain("Watchers");
    page.answer_form(&shell, &main, &errors)
}

async fn start(page: UserPage, Form(form): Form<Asked>) -> Result<Response> {
    let mut tx = page.write().await?;
    let issue = guard::issue::<BrowseProjects>(&page, &mut tx, &form.id).await?;
    let names = form.user_names.split(',').map(str::trim);
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    let mut problems = Problems::default();
    if names.is_empty() {
        // Whoever may not add others is told so before what is missing.
        manages(&page, &mut tx, &issue).await?;
        problems.field("userNames", messages::NO_USER_CHOSEN);
    }
    for name in &names {
        match watch::ops::add(&page, &mut tx, &issue, Some(name)).await {
            Ok(()) => {}
            Err(Error::NotFound(text)) => problems.field("userNames", text),
            Err(Error::Invalid(refused)) => {
                for text in refused.messages {
                    problems.field("userNames", text);
                }
            }
            Err(error) => return Err(error),
        }
    }
    if !problems.is_empty() {
        drop(tx);
        let mut tx = page.read().await?;
        return watchers(&page, &mut tx, &issue, &form, problems.into()).await;
    }
    tx.commit().await?;
    let path = format!("/secure/ManageWatchers!default.jspa?id={}", issue.id);
    page.done(&path, "The watchers were added.")
}

async fn manages(
    page: &PageCx,
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, BrowseProjects>,
) -> Result<()> {
    if May::read(page, tx, issue).await?.manage_watchers {
        return Ok(());
    }
    let lacking = model::ProjectPermission::ManageWatchers.name();
    Err(messages::no_issue_permission(
        lacking,
        &issue.key.to_string(),
    ))
}

async fn stop(page: UserPage, form: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    let issue = guard::issue::<BrowseProjects>(&page, &mut tx, form.first("id")).await?;
    if !form.has("userNames") {
        manages(&page, &mut tx, &issue).await?;
    }
    for name in form.all("userNames") {
        watch::ops::remove(&page, &mut tx, &issue, name).await?;
    }
    tx.commit().await?;
    let path = format!("/secure/ManageWatchers!default.jspa?id={}", issue.id);
    page.done(&path, "The watchers were removed.")
}
