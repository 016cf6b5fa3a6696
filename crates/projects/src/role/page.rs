//! The pages of project roles: the list with the form for a new one, the forms that change and delete one,
//! and who is in a role when a project is new.

pub mod members;

#[cfg(test)]
mod tests;

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::http::Query;
use base::page::field::Choice;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, Form, FormPairs, PageCx, Shell, field};
use base::route::{Needs, Routes};
use base::{Result, messages};
use serde::Deserialize;

use self::members::{Added, Shown};
use super::actor::{self, Place};
use super::{Role, ops, store};

const LIST: &str = "/secure/project/ViewProjectRoles.jspa";

pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    const EDIT: &str = "/secure/project/EditProjectRole.jspa";
    const DELETE: &str = "/secure/project/DeleteProjectRole.jspa";
    const MEMBERS: &str = "/secure/project/ViewDefaultProjectRoleActors.jspa";
    Routes::of("projects/role")
        .page(LIST, ADMIN, list)
        .page("/secure/project/ViewProjectRoles!default.jspa", ADMIN, list)
        .form("/secure/project/AddProjectRole.jspa", ADMIN, add)
        .page(
            "/secure/project/EditProjectRole!default.jspa",
            ADMIN,
            show_edit,
        )
        .page(EDIT, ADMIN, show_edit)
        .form(EDIT, ADMIN, edit)
        .page(
            "/secure/project/DeleteProjectRole!default.jspa",
            ADMIN,
            show_delete,
        )
        .page(DELETE, ADMIN, show_delete)
        .form(DELETE, ADMIN, delete)
        .page(MEMBERS, ADMIN, show_members)
        .form(MEMBERS, ADMIN, change_members)
}

const fn shell(title: &str) -> Shell<'_> {
    Shell::admin(title, Section::System, "Project roles")
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    id: String,
    name: String,
    description: String,
    swap: String,
}

#[derive(Template)]
#[template(path = "role_list.html")]
struct List<'a> {
    page: &'a PageCx,
    roles: &'a [Role],
    form: &'a Sent,
    errors: &'a FieldErrors,
}

async fn list(page: AdminPage) -> Result<Response> {
    list_with(&page, &Sent::default(), &FieldErrors::none()).await
}

async fn list_with(page: &AdminPage, form: &Sent, errors: &FieldErrors) -> Result<Response> {
    let roles = store::all(&mut page.read().await?).await?;
    let list = List {
        page,
        roles: &roles,
        form,
        errors,
    };
    page.answer_form(&shell("Project roles"), &list, errors)
}

async fn add(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let (name, text) = (form.name.trim(), &form.description);
    let made = ops::create(&page, &mut tx, page.administrator(), name, text).await;
    if let Err(errors) = FieldErrors::catch(made)? {
        drop(tx);
        return list_with(&page, &form, &errors.beside("name")).await;
    }
    tx.commit().await?;
    page.done(LIST, &format!("Project role {name} was added."))
}

#[derive(Template)]
#[template(path = "role_edit.html")]
struct Edit<'a> {
    page: &'a PageCx,
    form: &'a Sent,
    errors: &'a FieldErrors,
}

async fn show_edit(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    let role = ops::find(&mut page.read().await?, &asked.id).await?;
    let form = Sent {
        id: role.id.to_string(),
        name: role.name,
        description: role.description,
        ..Sent::default()
    };
    let (form, errors) = (&form, &FieldErrors::none());
    let page = &page;
    page.render(&shell("Edit project role"), &Edit { page, form, errors })
}

async fn edit(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let (name, text) = (form.name.trim(), form.description.as_str());
    let done = ops::change(&page, &mut tx, admin, &form.id, Some(name), Some(text)).await;
    if let Err(errors) = FieldErrors::catch(done)? {
        let (page, form, errors) = (&page, &form, &errors.beside("name"));
        return page.refuse(&shell("Edit project role"), &Edit { page, form, errors });
    }
    tx.commit().await?;
    page.done(LIST, &format!("Project role {name} was updated."))
}

#[derive(Template)]
#[template(path = "role_delete.html")]
struct Delete<'a> {
    page: &'a PageCx,
    role: &'a Role,
    is_used: bool,
    choices: &'a [Choice],
    swap: &'a str,
    errors: &'a FieldErrors,
}

async fn show_delete(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    delete_form(&page, &asked, &FieldErrors::none()).await
}

async fn delete_form(page: &AdminPage, form: &Sent, errors: &FieldErrors) -> Result<Response> {
    let mut tx = page.read().await?;
    let role = ops::find(&mut tx, &form.id).await?;
    let others = store::all(&mut tx).await?.into_iter();
    let none = Choice::new("", "None");
    let others = others
        .filter(|other| other.id != role.id)
        .map(|other| Choice::new(other.id.to_string(), other.name));
    let choices: Vec<Choice> = std::iter::once(none).chain(others).collect();
    let is_used = store::is_used(&mut tx, role.id).await?;
    // Only what shall take its place can be wrong, where that is asked for.
    let errors = if is_used {
        &errors.clone().beside("swap")
    } else {
        errors
    };
    let main = Delete {
        page,
        role: &role,
        is_used,
        choices: &choices,
        swap: &form.swap,
        errors,
    };
    page.answer_form(&shell("Delete project role"), &main, errors)
}

async fn delete(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let role = ops::find(&mut tx, &form.id).await?;
    if form.swap.is_empty() && store::is_used(&mut tx, role.id).await? {
        drop(tx);
        let mut problems = Problems::default();
        problems.field("swap", messages::role_swap_missing(&role.name));
        return delete_form(&page, &form, &problems.into()).await;
    }
    let admin = page.administrator();
    let done = ops::delete(&page, &mut tx, admin, &form.id, Some(&form.swap)).await;
    if let Err(errors) = FieldErrors::catch(done)? {
        drop(tx);
        return delete_form(&page, &form, &errors).await;
    }
    tx.commit().await?;
    page.done(LIST, &format!("Project role {} was deleted.", role.name))
}

#[derive(Template)]
#[template(path = "role_members.html")]
struct Members<'a> {
    page: &'a PageCx,
    role: &'a Role,
    members: Vec<Shown>,
    action: &'a str,
    added: &'a Added,
    errors: &'a FieldErrors,
}

const MEMBERS_ACTION: &str = "/secure/project/ViewDefaultProjectRoleActors.jspa";

async fn show_members(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    members_form(&page, &asked.id, &Added::default(), &FieldErrors::none()).await
}

async fn members_form(
    page: &AdminPage,
    id: &str,
    added: &Added,
    errors: &FieldErrors,
) -> Result<Response> {
    let mut tx = page.read().await?;
    let role = ops::find(&mut tx, id).await?;
    let actors = store::actors_of(&mut tx, None, role.id).await?;
    let main = Members {
        page,
        members: members::shown(&mut tx, &actors).await?,
        role: &role,
        action: MEMBERS_ACTION,
        added,
        errors,
    };
    page.answer_form(&shell("Default members"), &main, errors)
}

async fn change_members(page: AdminPage, form: FormPairs) -> Result<Response> {
    let id = form.first("id");
    let place = Place::default_members(page.administrator());
    let mut tx = page.write().await?;
    let role = ops::find(&mut tx, id).await?;
    let text = if let Some(member) = members::removed(&form) {
        let refusal = messages::actor_is_no_default;
        actor::remove(&page, &mut tx, &place, &role, member, refusal).await?;
        "One default member was removed."
    } else {
        let added = Added::of(&form);
        let done = members::add(&page, &mut tx, &place, &role, &added).await;
        if let Err(errors) = FieldErrors::catch(done)? {
            drop(tx);
            return members_form(&page, id, &added, &errors).await;
        }
        "The default members were added."
    };
    tx.commit().await?;
    page.done(&format!("{MEMBERS_ACTION}?id={}", role.id), text)
}
