//! The pages of issue security schemes: the list, and the forms that make, rename and delete one.

mod level;
mod member;
mod project;
mod scheme;
#[cfg(test)]
mod tests;

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::field::Choice;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, Form, PageCx, Pager, Shell, field};
use base::route::{Needs, Routes};
use model::SecuritySchemeId;
use serde::Deserialize;

use super::ops::{self, NewScheme};
use super::{Level, Scheme, store};

const LIST: &str = "/secure/admin/ViewIssueSecuritySchemes.jspa";
/// What the side bar calls these pages.
const ITEM: &str = "Issue security schemes";
/// How many schemes a page shows.
const PAGE_SIZE: i64 = 50;
const ADMIN: Needs = Needs::Global("ADMINISTER");

pub fn routes() -> Routes {
    const ADD: &str = "/secure/admin/AddIssueSecurityScheme.jspa";
    const EDIT: &str = "/secure/admin/EditIssueSecurityScheme.jspa";
    const DELETE: &str = "/secure/admin/DeleteIssueSecurityScheme.jspa";
    Routes::of("projects/security")
        .page(LIST, ADMIN, list)
        .page(
            "/secure/admin/ViewIssueSecuritySchemes!default.jspa",
            ADMIN,
            list,
        )
        .page(
            "/secure/admin/AddIssueSecurityScheme!default.jspa",
            ADMIN,
            show_add,
        )
        .page(ADD, ADMIN, show_add)
        .form(ADD, ADMIN, add)
        .page(
            "/secure/admin/EditIssueSecurityScheme!default.jspa",
            ADMIN,
            show_edit,
        )
        .page(EDIT, ADMIN, show_edit)
        .form(EDIT, ADMIN, edit)
        .page(
            "/secure/admin/DeleteIssueSecurityScheme!default.jspa",
            ADMIN,
            show_delete,
        )
        .page(DELETE, ADMIN, show_delete)
        .form(DELETE, ADMIN, delete)
        .and(scheme::routes())
        .and(level::routes())
        .and(member::routes())
        .and(project::routes())
}

const fn shell(title: &str) -> Shell<'_> {
    Shell::admin(title, Section::Issues, ITEM)
}

/// Returns the address of a scheme's own page.
fn address(id: SecuritySchemeId) -> String {
    format!("/secure/admin/EditIssueSecurities!default.jspa?schemeId={id}")
}

/// The scheme a page is about.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    scheme_id: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    filter: String,
    start: String,
}

#[derive(Template)]
#[template(path = "security_list.html")]
struct List<'a> {
    page: &'a PageCx,
    filter: &'a str,
    listed: Vec<Listed>,
    pager: Pager,
}

struct Listed {
    scheme: Scheme,
    levels: Vec<Level>,
    n_projects: i64,
}

impl Listed {
    fn is_default(&self, level: &Level) -> bool {
        self.scheme.default_level == Some(level.id)
    }
}

async fn list(page: AdminPage, Query(asked): Query<Filter>) -> Result<Response> {
    let start = asked.start.parse().unwrap_or(0).max(0);
    let filter = asked.filter.trim();
    let mut tx = page.read().await?;
    let (schemes, total) = store::page(&mut tx, filter, start, PAGE_SIZE).await?;
    let ids: Vec<SecuritySchemeId> = schemes.iter().map(|(scheme, _)| scheme.id).collect();
    let levels = store::levels_of_all(&mut tx, &ids).await?;
    let listed = schemes.into_iter().map(|(scheme, n_projects)| {
        let of_scheme = levels.iter().filter(|level| level.scheme == scheme.id);
        Listed {
            levels: of_scheme.cloned().collect(),
            n_projects,
            scheme,
        }
    });
    let query = [("filter", filter)];
    let main = List {
        page: &page,
        filter,
        listed: listed.collect(),
        pager: Pager::new(&page.link(LIST), &query, start, PAGE_SIZE, total),
    };
    page.render(&shell(ITEM), &main)
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    scheme_id: String,
    name: String,
    description: String,
}

/// The form of name and description: of a scheme or a level, new or not.
#[derive(Template)]
#[template(path = "security_form.html")]
struct Named<'a> {
    page: &'a PageCx,
    title: &'a str,
    text: &'a str,
    action: &'a str,
    button: &'a str,
    /// What it is about: the name of a hidden field and its value.
    about: Option<(&'a str, &'a str)>,
    name: &'a str,
    description: &'a str,
    cancel: &'a str,
    errors: &'a FieldErrors,
}

impl Named<'_> {
    fn respond(&self, page: &AdminPage) -> Result<Response> {
        page.answer_form(&shell(self.title), self, self.errors)
    }
}

/// The question before something is deleted.
#[derive(Template)]
#[template(path = "security_confirm.html")]
struct Confirm<'a> {
    page: &'a PageCx,
    title: &'a str,
    text: &'a str,
    action: &'a str,
    button: &'a str,
    about: &'a [(&'a str, &'a str)],
    /// What is to be chosen first: name, label, choices.
    choice: Option<(&'a str, &'a str, &'a [Choice])>,
    chosen: &'a str,
    cancel: &'a str,
    errors: &'a FieldErrors,
}

impl Confirm<'_> {
    fn respond(&self, page: &AdminPage) -> Result<Response> {
        page.answer_form(&shell(self.title), self, self.errors)
    }
}

fn to_add(page: &AdminPage, sent: &Sent, errors: &FieldErrors) -> Result<Response> {
    let form = Named {
        page,
        title: "Add issue security scheme",
        text: "Give it levels next, and choose it for projects after that.",
        action: "/secure/admin/AddIssueSecurityScheme.jspa",
        button: "Add",
        about: None,
        name: &sent.name,
        description: &sent.description,
        cancel: LIST,
        errors,
    };
    form.respond(page)
}

async fn show_add(page: AdminPage) -> Result<Response> {
    to_add(&page, &Sent::default(), &FieldErrors::none())
}

async fn add(page: AdminPage, Form(sent): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let new = NewScheme {
        name: sent.name.trim().to_owned(),
        description: sent.description.clone(),
        ..NewScheme::default()
    };
    let made = ops::create(&page, &mut tx, page.administrator(), new).await;
    let scheme = match FieldErrors::catch(made)? {
        Ok(scheme) => scheme,
        Err(errors) => return to_add(&page, &sent, &errors),
    };
    tx.commit().await?;
    let text = format!("Issue security scheme {} was added.", scheme.name);
    page.done(&address(scheme.id), &text)
}

fn to_edit(page: &AdminPage, sent: &Sent, errors: &FieldErrors) -> Result<Response> {
    let form = Named {
        page,
        title: "Edit issue security scheme",
        text: "",
        action: "/secure/admin/EditIssueSecurityScheme.jspa",
        button: "Update",
        about: Some(("schemeId", &sent.scheme_id)),
        name: &sent.name,
        description: &sent.description,
        cancel: LIST,
        errors,
    };
    form.respond(page)
}

async fn show_edit(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let scheme = ops::required(&mut page.read().await?, &asked.scheme_id).await?;
    let sent = Sent {
        scheme_id: scheme.id.to_string(),
        name: scheme.name,
        description: scheme.description,
    };
    to_edit(&page, &sent, &FieldErrors::none())
}

async fn edit(page: AdminPage, Form(sent): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let (id, name, text) = (&sent.scheme_id, sent.name.trim(), &sent.description);
    let done = ops::update(&page, &mut tx, admin, id, name, text).await;
    let scheme = match FieldErrors::catch(done)? {
        Ok(scheme) => scheme,
        Err(errors) => return to_edit(&page, &sent, &errors),
    };
    tx.commit().await?;
    let text = format!("Issue security scheme {} was updated.", scheme.name);
    page.done(&address(scheme.id), &text)
}

async fn to_delete(page: &AdminPage, id: &str, errors: &FieldErrors) -> Result<Response> {
    let scheme = ops::required(&mut page.read().await?, id).await?;
    let id = scheme.id.to_string();
    let text = format!(
        "You are about to delete {} with its levels. This is possible while no project uses it, and cannot be undone.",
        scheme.name
    );
    let form = Confirm {
        page,
        title: "Delete issue security scheme",
        text: &text,
        action: "/secure/admin/DeleteIssueSecurityScheme.jspa",
        button: "Delete",
        about: &[("schemeId", &id)],
        choice: None,
        chosen: "",
        cancel: LIST,
        errors,
    };
    form.respond(page)
}

async fn show_delete(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    to_delete(&page, &asked.scheme_id, &FieldErrors::none()).await
}

async fn delete(page: AdminPage, Form(sent): Form<Asked>) -> Result<Response> {
    let mut tx = page.write().await?;
    let done = ops::delete(&page, &mut tx, page.administrator(), &sent.scheme_id).await;
    let scheme = match FieldErrors::catch(done)? {
        Ok(scheme) => scheme,
        Err(errors) => {
            drop(tx);
            return to_delete(&page, &sent.scheme_id, &errors).await;
        }
    };
    tx.commit().await?;
    let text = format!("Issue security scheme {} was deleted.", scheme.name);
    page.done(LIST, &text)
}
