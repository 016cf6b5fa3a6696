//! Deleting the issue.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::guard;
use base::http::Query;
use base::page::{Form, PageCx, Shell, UserPage};
use base::route::{Needs, Routes};
use base::urls::encode;
use model::permission::may::DeleteIssues;
use serde::Deserialize;

use crate::issue;

const TITLE: &str = "Delete issue";

pub fn routes() -> Routes {
    const DELETE: Needs = Needs::Issue("DELETE_ISSUES");
    Routes::of("issues/view")
        .page("/secure/DeleteIssue!default.jspa", DELETE, show)
        .form("/secure/DeleteIssue.jspa", DELETE, delete)
}

/// Which issue.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    id: String,
}

#[derive(Template)]
#[template(path = "issue_delete.html")]
struct DeleteForm<'a> {
    page: &'a PageCx,
    key: &'a str,
    id: &'a str,
    /// How many sub-tasks go with it.
    n_subtasks: usize,
}

async fn show(page: UserPage, Query(form): Query<Sent>) -> Result<Response> {
    let mut tx = page.read().await?;
    let issue = guard::issue::<DeleteIssues>(&page, &mut tx, &form.id).await?;
    // All of them go, also those that the caller does not see.
    let n_subtasks = issue::store::subtasks(&mut tx, issue.id).await?.len();
    let main = DeleteForm {
        page: &page,
        key: &issue.key.to_string(),
        id: &form.id,
        n_subtasks,
    };
    page.render(&Shell::plain(TITLE), &main)
}

async fn delete(page: UserPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let issue = guard::issue::<DeleteIssues>(&page, &mut tx, &form.id).await?;
    issue::ops::delete(&page, &mut tx, &issue, true).await?;
    tx.commit().await?;
    let jql = format!("project = \"{}\" ORDER BY created DESC", issue.key.project);
    let path = format!("/issues/?jql={}", encode(&jql));
    page.done(&path, &format!("{} was deleted.", issue.key))
}
