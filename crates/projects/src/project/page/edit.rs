//! The form of a project's details. Its key stays; its schemes have forms of their own.

use askama::Template;
use axum::response::Response;
use base::guard::{self, ProjectRef};
use base::http::Query;
use base::page::field::Choice;
use base::page::{FieldErrors, Form, PageCx, Shell, UserPage, field};
use base::refs::users_by_ids;
use base::{Cx, Result};
use model::permission::may::AdministerProjects;
use serde::Deserialize;

use super::as_on_the_form;
use crate::project::fields::Fields;
use crate::project::{ops, store};
use crate::project_type;

/// The project a page is about.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub pid: String,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    pid: String,
    name: String,
    url: String,
    description: String,
    lead: String,
    assignee_type: String,
    project_type: String,
}

#[derive(Template)]
#[template(path = "project_edit.html")]
struct Page<'a> {
    page: &'a PageCx,
    project: &'a ProjectRef,
    form: &'a Sent,
    assignees: &'a [Choice],
    /// Empty for who may not change it.
    types: &'a [Choice],
    errors: &'a FieldErrors,
}

pub async fn show(page: PageCx, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = page.read().await?;
    let found = guard::project::<AdministerProjects>(&page, &mut tx, &asked.pid).await?;
    let project = store::by_id(&mut tx, found.id).await?;
    let users = users_by_ids(&mut tx, [project.lead]).await?;
    let lead = users.get(project.lead);
    let sent = Sent {
        pid: asked.pid,
        name: project.name,
        url: project.url,
        description: project.description,
        lead: lead.map_or_else(String::new, |user| user.name.clone()),
        assignee_type: project.assignee_type,
        project_type: project.type_key,
    };
    drop(tx);
    form(&page, &found, &sent, &FieldErrors::none())
}

fn form(
    page: &PageCx,
    project: &ProjectRef,
    sent: &Sent,
    errors: &FieldErrors,
) -> Result<Response> {
    let types = if page.is_administrator() {
        project_type::choices()
    } else {
        Vec::new()
    };
    let main = Page {
        page,
        project,
        form: sent,
        assignees: &[
            Choice::new("PROJECT_LEAD", "Project lead"),
            Choice::new("UNASSIGNED", "Unassigned"),
        ],
        types: &types,
        errors,
    };
    let key = project.key.to_string();
    let shell = Shell::project("Edit project", &key, &project.name, "Summary");
    page.answer_form(&shell, &main, errors)
}

pub async fn edit(page: UserPage, Form(sent): Form<Sent>) -> Result<Response> {
    let cx: &Cx = &page;
    let mut tx = page.write().await?;
    let found = guard::project::<AdministerProjects>(cx, &mut tx, &sent.pid).await?;
    let said = |text: &str| Some(text.trim().to_owned());
    let fields = Fields {
        name: said(&sent.name),
        url: said(&sent.url),
        description: Some(sent.description.clone()),
        lead: said(&sent.lead),
        assignee_type: said(&sent.assignee_type),
        type_key: said(&sent.project_type).filter(|key| !key.is_empty()),
        ..Fields::default()
    };
    let done = ops::edit(cx, &mut tx, &found, &fields).await;
    let project = match FieldErrors::catch(done)? {
        Ok(project) => project,
        Err(errors) => {
            drop(tx);
            return form(&page, &found, &sent, &as_on_the_form(errors));
        }
    };
    tx.commit().await?;
    page.done(
        &super::summary_of(&project.key),
        &format!("Project {} was updated.", project.name),
    )
}
