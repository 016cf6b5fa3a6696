//! The forms that rename and delete a level.

use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::field::Choice;
use base::page::{AdminPage, FieldErrors, Form};
use base::route::Routes;
use model::SecurityLevelId;
use serde::Deserialize;

use super::{ADMIN, Confirm, Named, address};
use crate::security::ops::{self, Instead};
use crate::security::store;

/// What the form calls no level at all.
const NO_LEVEL: &str = "none";

pub fn routes() -> Routes {
    const EDIT: &str = "/secure/admin/EditSecurityLevel.jspa";
    const DELETE: &str = "/secure/admin/DeleteIssueSecurityLevel.jspa";
    Routes::of("projects/security")
        .page(
            "/secure/admin/EditSecurityLevel!default.jspa",
            ADMIN,
            show_edit,
        )
        .page(EDIT, ADMIN, show_edit)
        .form(EDIT, ADMIN, edit)
        .page(
            "/secure/admin/DeleteIssueSecurityLevel!default.jspa",
            ADMIN,
            show_delete,
        )
        .page(DELETE, ADMIN, show_delete)
        .form(DELETE, ADMIN, delete)
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    level_id: String,
    name: String,
    description: String,
}

async fn to_edit(page: &AdminPage, sent: &Sent, errors: &FieldErrors) -> Result<Response> {
    let (scheme, level) = ops::required_level(&mut page.read().await?, &sent.level_id).await?;
    let id = level.id.to_string();
    let form = Named {
        page,
        title: "Edit security level",
        text: "",
        action: "/secure/admin/EditSecurityLevel.jspa",
        button: "Update",
        about: Some(("levelId", &id)),
        name: &sent.name,
        description: &sent.description,
        cancel: &address(scheme.id),
        errors,
    };
    form.respond(page)
}

async fn show_edit(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    let (_, level) = ops::required_level(&mut page.read().await?, &asked.level_id).await?;
    let sent = Sent {
        level_id: asked.level_id,
        name: level.name,
        description: level.description,
    };
    to_edit(&page, &sent, &FieldErrors::none()).await
}

async fn edit(page: AdminPage, Form(sent): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let (id, name, text) = (&sent.level_id, sent.name.trim(), &sent.description);
    let done = ops::update_level(&page, &mut tx, admin, id, name, text).await;
    let level = match FieldErrors::catch(done)? {
        Ok(level) => level,
        Err(errors) => {
            drop(tx);
            return to_edit(&page, &sent, &errors.renamed("levels", "name")).await;
        }
    };
    tx.commit().await?;
    let text = format!("Security level {} was updated.", level.name);
    page.done(&address(level.scheme), &text)
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Gone {
    level_id: String,
    swap_level: String,
}

async fn to_delete(page: &AdminPage, sent: &Gone, errors: &FieldErrors) -> Result<Response> {
    let mut tx = page.read().await?;
    let (scheme, level) = ops::required_level(&mut tx, &sent.level_id).await?;
    let n_issues = store::n_issues(&mut tx, &level).await?;
    let mut choices = vec![
        Choice::new("", "Choose"),
        Choice::new(NO_LEVEL, "No level: all who browse the project see them"),
    ];
    let levels = store::levels_of(&mut tx, scheme.id).await?;
    let others = levels.into_iter().filter(|other| other.id != level.id);
    choices.extend(others.map(|other| Choice::new(other.id.to_string(), other.name)));
    let text = if n_issues == 0 {
        format!(
            "You are about to delete {}. No issue has this level.",
            level.name
        )
    } else {
        format!(
            "You are about to delete {}. Issues that have it: {n_issues}.",
            level.name
        )
    };
    let id = level.id.to_string();
    let label = "What these issues get instead";
    let form = Confirm {
        page,
        title: "Delete security level",
        text: &text,
        action: "/secure/admin/DeleteIssueSecurityLevel.jspa",
        button: "Delete",
        about: &[("levelId", &id)],
        choice: (n_issues > 0).then_some(("swapLevel", label, choices.as_slice())),
        chosen: &sent.swap_level,
        cancel: &address(scheme.id),
        errors,
    };
    form.respond(page)
}

async fn show_delete(page: AdminPage, Query(asked): Query<Gone>) -> Result<Response> {
    to_delete(&page, &asked, &FieldErrors::none()).await
}

async fn delete(page: AdminPage, Form(sent): Form<Gone>) -> Result<Response> {
    let mut tx = page.write().await?;
    let instead = match sent.swap_level.as_str() {
        NO_LEVEL => Some(Instead::NoLevel),
        id => SecurityLevelId::parse(id).map(Instead::Level),
    };
    let admin = page.administrator();
    let done = ops::delete_level(&page, &mut tx, admin, &sent.level_id, instead).await;
    let (scheme, level) = match FieldErrors::catch(done)? {
        Ok(gone) => gone,
        Err(errors) => {
            drop(tx);
            return to_delete(&page, &sent, &errors).await;
        }
    };
    tx.commit().await?;
    let text = format!("Security level {} was deleted.", level.name);
    page.done(&address(scheme.id), &text)
}
