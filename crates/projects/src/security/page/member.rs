//! The forms that put somebody into a level and take them out of it.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::http::{Query, QueryPairs};
use base::page::{AdminPage, FieldErrors, Form, FormPairs, PageCx, field};
use base::route::Routes;
use base::{Result, messages};
use serde::Deserialize;

use super::{ADMIN, Confirm, address, shell};
use crate::holder::form::{Choices, HolderForm};
use crate::security::{Level, Scheme, ops};

pub fn routes() -> Routes {
    const ADD: &str = "/secure/admin/AddIssueSecurity.jspa";
    const REMOVE: &str = "/secure/admin/DeleteIssueSecurity.jspa";
    Routes::of("projects/security")
        .page("/secure/admin/AddIssueSecurity!default.jspa", ADMIN, show)
        .page(ADD, ADMIN, show)
        .form(ADD, ADMIN, add)
        .page(
            "/secure/admin/DeleteIssueSecurity!default.jspa",
            ADMIN,
            show_remove,
        )
        .page(REMOVE, ADMIN, show_remove)
        .form(REMOVE, ADMIN, remove)
}

#[derive(Template)]
#[template(path = "security_member.html")]
struct Page<'a> {
    page: &'a PageCx,
    scheme: &'a Scheme,
    level: &'a Level,
    choices: &'a Choices,
    holder: &'a HolderForm,
    errors: &'a FieldErrors,
}

async fn show(page: AdminPage, query: QueryPairs) -> Result<Response> {
    let level = query.first("security").unwrap_or_default();
    let holder = HolderForm::of_query(&query);
    form(&page, level, &holder, &FieldErrors::none()).await
}

async fn form(
    page: &AdminPage,
    level: &str,
    holder: &HolderForm,
    errors: &FieldErrors,
) -> Result<Response> {
    let mut tx = page.read().await?;
    let (scheme, level) = ops::required_level(&mut tx, level).await?;
    let main = Page {
        page,
        scheme: &scheme,
        level: &level,
        choices: &Choices::read(&mut tx).await?,
        holder,
        errors,
    };
    let shell = shell("Add to security level");
    page.answer_form(&shell, &main, errors)
}

async fn add(page: AdminPage, sent: FormPairs) -> Result<Response> {
    let level = sent.first("security");
    let holder = HolderForm::of_form(&sent);
    let mut tx = page.write().await?;
    // What is not there is said before what is wrong with the fields.
    ops::required_level(&mut tx, level).await?;
    let mut problems = Problems::default();
    let Some(wanted) = holder.read(&mut tx, &mut problems).await? else {
        drop(tx);
        return form(&page, level, &holder, &problems.into()).await;
    };
    let admin = page.administrator();
    let done = ops::add_member(&page, &mut tx, admin, level, &wanted).await;
    let (scheme, level) = match FieldErrors::catch(done)? {
        Ok(added) => added,
        Err(errors) => {
            drop(tx);
            return form(&page, level, &holder, &errors).await;
        }
    };
    tx.commit().await?;
    let text = format!("Added to the security level {}.", level.name);
    page.done(&address(scheme.id), &text)
}

/// The member a page is about.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    scheme_id: String,
    id: String,
}

async fn show_remove(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = page.read().await?;
    let scheme = ops::required(&mut tx, &asked.scheme_id).await?;
    let levels = super::scheme::levels(&mut tx, &scheme).await?;
    let found = levels.iter().find_map(|one| {
        let member = one.members.iter().find(|(id, _)| *id == asked.id)?;
        Some((&one.level, &member.1))
    });
    let (level, member) = found.ok_or_else(|| messages::no_such_level_member(&asked.id))?;
    let text = format!(
        "{member} would no longer be in {}, and no longer see its issues unless in it otherwise.",
        level.name
    );
    let scheme_id = scheme.id.to_string();
    let form = Confirm {
        page: &page,
        title: "Remove from security level",
        text: &text,
        action: "/secure/admin/DeleteIssueSecurity.jspa",
        button: "Remove",
        about: &[("schemeId", &scheme_id), ("id", &asked.id)],
        choice: None,
        chosen: "",
        cancel: &address(scheme.id),
        errors: &FieldErrors::none(),
    };
    form.respond(&page)
}

async fn remove(page: AdminPage, Form(sent): Form<Asked>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let scheme = ops::remove_member(&page, &mut tx, admin, &sent.scheme_id, &sent.id).await?;
    tx.commit().await?;
    page.done(&address(scheme.id), "Removed from the security level.")
}
