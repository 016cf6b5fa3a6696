//! The form that deletes a project. Its key is to be typed: there is no way back.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::guard::{self, ProjectRef};
use base::http::Query;
use base::page::{AdminPage, FieldErrors, Form, PageCx, Shell, field};
use base::{Result, messages};
use serde::Deserialize;

use crate::project::{ops, store};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    pid: String,
    key: String,
}

#[derive(Template)]
#[template(path = "project_delete.html")]
struct Page<'a> {
    page: &'a PageCx,
    project: &'a ProjectRef,
    n_issues: i64,
    form: &'a Sent,
    errors: &'a FieldErrors,
}

pub async fn show(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    let sent = Sent {
        pid: asked.pid,
        key: String::new(),
    };
    form(&page, &sent, &FieldErrors::none()).await
}

async fn form(page: &AdminPage, sent: &Sent, errors: &FieldErrors) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = guard::project_to_view(page, &mut tx, &sent.pid).await?;
    let main = Page {
        page,
        project: &project,
        n_issues: store::n_issues(&mut tx, project.id).await?,
        form: sent,
        errors,
    };
    let key = project.key.to_string();
    let shell = Shell::project("Delete project", &key, &project.name, "Summary");
    page.answer_form(&shell, &main, errors)
}

pub async fn delete(page: AdminPage, Form(sent): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let project = guard::project_to_view(&page, &mut tx, &sent.pid).await?;
    if !sent.key.trim().eq_ignore_ascii_case(project.key.as_str()) {
        drop(tx);
        let mut problems = Problems::default();
        problems.field(
            "key",
            messages::project_key_to_confirm(project.key.as_str()),
        );
        return form(&page, &sent, &problems.into()).await;
    }
    ops::delete(&page, &mut tx, page.administrator(), &project).await?;
    tx.commit().await?;
    page.done(
        super::LIST,
        &format!("Project {} was deleted.", project.name),
    )
}
