//! The forms that change a component and delete it.

use askama::Template;
use axum::response::Response;
use base::guard::{self, Granted, ProjectRef};
use base::http::Path;
use base::page::{FieldErrors, Form, PageCx, Shell, UserPage, field};
use base::refs::users_by_ids;
use base::{Result, messages};
use issues::component as held;
use model::permission::may::AdministerProjects;
use projects::component::{self, Component, ComponentInput};
use serde::Deserialize;

use super::Head;
use super::components::{Sent, choices};

#[derive(Template)]
#[template(path = "project_component_edit.html")]
struct Edit<'a> {
    page: &'a PageCx,
    head: Head,
    name: &'a str,
    address: String,
    choices: [field::Choice; 4],
    form: &'a Sent,
    errors: &'a FieldErrors,
}

/// Returns a component of the project of a page's address, with proof that the caller administers the project.
async fn to_change(
    page: &PageCx,
    tx: &mut db::Tx,
    key: &str,
    id: &str,
) -> Result<(Granted<ProjectRef, AdministerProjects>, Component)> {
    let project = guard::project::<AdministerProjects>(page, tx, key).await?;
    let found = component::find(page, tx, id).await?;
    if found.project != project.id {
        return Err(messages::no_such_component(id));
    }
    Ok((project, found))
}

pub async fn show(page: PageCx, Path((key, id)): Path<(String, String)>) -> Result<Response> {
    let mut tx = page.read().await?;
    let (project, found) = to_change(&page, &mut tx, &key, &id).await?;
    let users = users_by_ids(&mut tx, found.lead).await?;
    let lead = found.lead.and_then(|id| users.get(id));
    let form = Sent {
        name: found.name.clone(),
        description: found.description.clone().unwrap_or_default(),
        lead: lead.map(|user| user.name.clone()).unwrap_or_default(),
        assignee_type: found.assignee_type.word().to_owned(),
    };
    shown(&page, &project, &found, &form, &FieldErrors::none())
}

fn shown(
    page: &PageCx,
    project: &ProjectRef,
    found: &Component,
    form: &Sent,
    errors: &FieldErrors,
) -> Result<Response> {
    let head = Head::new(page, project, "Components");
    let main = Edit {
        page,
        name: &found.name,
        address: head.at(page, &format!("components/{}", found.id)),
        choices: choices(),
        form,
        errors,
        head,
    };
    let shell = Shell::plain("Edit component");
    page.answer_form(&shell, &main, errors)
}

pub async fn change(
    page: UserPage,
    Path((key, id)): Path<(String, String)>,
    Form(form): Form<Sent>,
) -> Result<Response> {
    let mut tx = page.write().await?;
    let (project, found) = to_change(&page, &mut tx, &key, &id).await?;
    let input = ComponentInput {
        name: Some(form.name.clone()),
        description: Some(form.description.clone()),
        lead_user_name: Some(form.lead.trim().to_owned()),
        assignee_type: Some(form.assignee_type.clone()),
        ..ComponentInput::default()
    };
    let changed = component::update(&page, &mut tx, &project, &found, input).await;
    let changed = match FieldErrors::catch(changed)? {
        Ok(changed) => changed,
        Err(errors) => {
            let errors = errors.renamed("leadUserName", "lead");
            return shown(&page, &project, &found, &form, &errors);
        }
    };
    tx.commit().await?;
    let head = Head::new(&page, &project, "Components");
    let text = format!("Component {} was changed.", changed.name);
    page.done(&head.path("components"), &text)
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Deletion {
    move_issues_to: String,
}

#[derive(Template)]
#[template(path = "project_component_delete.html")]
struct Delete<'a> {
    page: &'a PageCx,
    head: Head,
    name: &'a str,
    address: String,
    n_issues: i64,
    choices: Vec<field::Choice>,
    form: &'a Deletion,
    errors: &'a FieldErrors,
}

pub async fn confirm(page: PageCx, Path((key, id)): Path<(String, String)>) -> Result<Response> {
    let mut tx = page.read().await?;
    let (project, found) = to_change(&page, &mut tx, &key, &id).await?;
    let (form, errors) = (Deletion::default(), FieldErrors::none());
    asked(&page, &mut tx, (&project, &found), (&form, &errors)).await
}

async fn asked(
    page: &PageCx,
    tx: &mut db::Tx,
    (project, found): (&ProjectRef, &Component),
    (form, errors): (&Deletion, &FieldErrors),
) -> Result<Response> {
    let head = Head::new(page, project, "Components");
    let mut choices = vec![field::Choice::new("", "Take the component away")];
    let all = component::of_project(tx, project.id).await?;
    let others = all.iter();
    let others = others.filter(|one| one.id != found.id && !one.is_archived);
    let to = |one: &Component| {
        let label = format!("Move to {}", one.name);
        field::Choice::new(one.id.to_string(), label)
    };
    choices.extend(others.map(to));
    let main = Delete {
        page,
        name: &found.name,
        address: head.at(page, &format!("components/{}", found.id)),
        n_issues: held::n_issues(tx, found.id).await?,
        choices,
        form,
        errors,
        head,
    };
    let shell = Shell::plain("Delete component");
    page.answer_form(&shell, &main, errors)
}

pub async fn remove(
    page: UserPage,
    Path((key, id)): Path<(String, String)>,
    Form(form): Form<Deletion>,
) -> Result<Response> {
    let mut tx = page.write().await?;
    let (project, found) = to_change(&page, &mut tx, &key, &id).await?;
    let to = Some(form.move_issues_to.as_str()).filter(|id| !id.is_empty());
    let deleted = held::delete(&page, &mut tx, &project, &found, to).await;
    if let Err(errors) = FieldErrors::catch(deleted)? {
        drop(tx);
        let mut tx = page.read().await?;
        return asked(&page, &mut tx, (&project, &found), (&form, &errors)).await;
    }
    tx.commit().await?;
    let head = Head::new(&page, &project, "Components");
    let text = format!("Component {} was deleted.", found.name);
    page.done(&head.path("components"), &text)
}
