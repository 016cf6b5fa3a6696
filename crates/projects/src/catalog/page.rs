//! The pages of issue types, statuses, priorities and resolutions: a list each, and a form for name and
//! description.

#[cfg(test)]
mod tests;

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, Form, PageCx, Shell, field};
use base::route::{Needs, Routes};
use serde::Deserialize;

use super::ops::{self, Kind};
use super::{Catalog, catalog};

pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    Routes::of("projects/catalog")
        .page("/secure/admin/ViewIssueTypes.jspa", ADMIN, list_types)
        .page("/secure/admin/EditIssueType!default.jspa", ADMIN, show_type)
        .page("/secure/admin/EditIssueType.jspa", ADMIN, show_type)
        .form("/secure/admin/EditIssueType.jspa", ADMIN, edit_type)
        .page("/secure/admin/ViewStatuses.jspa", ADMIN, list_statuses)
        .page("/secure/admin/EditStatus!default.jspa", ADMIN, show_status)
        .page("/secure/admin/EditStatus.jspa", ADMIN, show_status)
        .form("/secure/admin/EditStatus.jspa", ADMIN, edit_status)
        .page(
            "/secure/admin/AddStatus!default.jspa",
            ADMIN,
            super::new_status::show,
        )
        .form(
            "/secure/admin/AddStatus.jspa",
            ADMIN,
            super::new_status::add,
        )
        .page("/secure/admin/ViewPriorities.jspa", ADMIN, list_priorities)
        .page(
            "/secure/admin/EditPriority!default.jspa",
            ADMIN,
            show_priority,
        )
        .page("/secure/admin/EditPriority.jspa", ADMIN, show_priority)
        .form("/secure/admin/EditPriority.jspa", ADMIN, edit_priority)
        .page(
            "/secure/admin/ViewResolutions.jspa",
            ADMIN,
            list_resolutions,
        )
        .page(
            "/secure/admin/EditResolution!default.jspa",
            ADMIN,
            show_resolution,
        )
        .page("/secure/admin/EditResolution.jspa", ADMIN, show_resolution)
        .form("/secure/admin/EditResolution.jspa", ADMIN, edit_resolution)
}

/// What the pages of a list call it and its parts.
struct Words {
    title: &'static str,
    text: &'static str,
    /// What the column beside the name is called.
    column: &'static str,
    list: &'static str,
    form: &'static str,
    form_title: &'static str,
    /// Where one is added; empty where none is.
    add: &'static str,
}

fn words(kind: Kind) -> Words {
    match kind {
        Kind::IssueType => Words {
            title: "Issue types",
            text: "What kinds of issues there are. A project's issue type scheme says which of them it has.",
            column: "Type",
            list: "/secure/admin/ViewIssueTypes.jspa",
            form: "/secure/admin/EditIssueType",
            form_title: "Edit issue type",
            add: "",
        },
        Kind::Status => Words {
            title: "Statuses",
            text: "Where an issue is on its way. The category says whether that is before, during or after the work.",
            column: "Category",
            list: "/secure/admin/ViewStatuses.jspa",
            form: "/secure/admin/EditStatus",
            form_title: "Edit status",
            add: "/secure/admin/AddStatus!default.jspa",
        },
        Kind::Priority => Words {
            title: "Priorities",
            text: "How urgent an issue is, the most urgent first.",
            column: "Default",
            list: "/secure/admin/ViewPriorities.jspa",
            form: "/secure/admin/EditPriority",
            form_title: "Edit priority",
            add: "",
        },
        Kind::Resolution => Words {
            title: "Resolutions",
            text: "How an issue came to its end.",
            column: "Default",
            list: "/secure/admin/ViewResolutions.jspa",
            form: "/secure/admin/EditResolution",
            form_title: "Edit resolution",
            add: "",
        },
    }
}

struct Row {
    id: i64,
    name: String,
    description: String,
    note: &'static str,
}

#[derive(Template)]
#[template(path = "catalog_list.html")]
struct List<'a> {
    page: &'a PageCx,
    words: &'a Words,
    rows: Vec<Row>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    id: String,
    name: String,
    description: String,
}

#[derive(Template)]
#[template(path = "catalog_form.html")]
struct Edit<'a> {
    page: &'a PageCx,
    words: &'a Words,
    form: &'a Sent,
    errors: &'a FieldErrors,
}

async fn list(page: AdminPage, kind: Kind) -> Result<Response> {
    let catalog = catalog(&page, &mut page.read().await?).await?;
    let notes = notes(kind, &catalog);
    let entries = kind.entries(&catalog).into_iter().zip(notes);
    let rows = entries.map(|(entry, note)| Row {
        id: entry.id,
        name: entry.name,
        description: entry.description,
        note,
    });
    let words = words(kind);
    let shell = Shell::admin(words.title, Section::Issues, words.title);
    let list = List {
        page: &page,
        words: &words,
        rows: rows.collect(),
    };
    page.render(&shell, &list)
}

fn notes(kind: Kind, catalog: &Catalog) -> Vec<&'static str> {
    let default = |is_default: bool| if is_default { "Default" } else { "" };
    match kind {
        Kind::IssueType => {
            let note = |is_subtask| if is_subtask { "Sub-Task" } else { "Standard" };
            let all = catalog.issue_types.iter();
            all.map(|one| note(one.is_subtask)).collect()
        }
        Kind::Status => {
            let all = catalog.statuses.iter();
            all.map(|one| one.category.name()).collect()
        }
        Kind::Priority => {
            let all = catalog.priorities.iter();
            all.map(|one| default(one.is_default)).collect()
        }
        Kind::Resolution => {
            let all = catalog.resolutions.iter();
            all.map(|one| default(one.is_default)).collect()
        }
    }
}

async fn show(page: AdminPage, kind: Kind, asked: Sent) -> Result<Response> {
    let catalog = catalog(&page, &mut page.read().await?).await?;
    let entry = ops::find(&catalog, kind, &asked.id)?;
    let form = Sent {
        id: asked.id,
        name: entry.name,
        description: entry.description,
    };
    let words = words(kind);
    let shell = Shell::admin(words.form_title, Section::Issues, words.title);
    let errors = &FieldErrors::none();
    let (page, words, form) = (&page, &words, &form);
    page.render(
        &shell,
        &Edit {
            page,
            words,
            form,
            errors,
        },
    )
}

async fn edit(page: AdminPage, kind: Kind, form: Sent) -> Result<Response> {
    let words = words(kind);
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let (id, name, text) = (&form.id, form.name.trim(), &form.description);
    let done = ops::change(&page, &mut tx, admin, kind, id, name, text).await;
    let entry = match FieldErrors::catch(done)? {
        Ok(entry) => entry,
        Err(errors) => {
            let shell = Shell::admin(words.form_title, Section::Issues, words.title);
            let (form, errors) = (&form, &errors);
            let words = &words;
            return page.refuse(
                &shell,
                &Edit {
                    page: &page,
                    words,
                    form,
                    errors,
                },
            );
        }
    };
    tx.commit().await?;
    page.done(words.list, &format!("{} was updated.", entry.name))
}

async fn list_types(page: AdminPage) -> Result<Response> {
    list(page, Kind::IssueType).await
}

async fn show_type(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    show(page, Kind::IssueType, asked).await
}

async fn edit_type(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    edit(page, Kind::IssueType, form).await
}

async fn list_statuses(page: AdminPage) -> Result<Response> {
    list(page, Kind::Status).await
}

async fn show_status(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    show(page, Kind::Status, asked).await
}

async fn edit_status(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    edit(page, Kind::Status, form).await
}

async fn list_priorities(page: AdminPage) -> Result<Response> {
    list(page, Kind::Priority).await
}

async fn show_priority(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    show(page, Kind::Priority, asked).await
}

async fn edit_priority(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    edit(page, Kind::Priority, form).await
}

async fn list_resolutions(page: AdminPage) -> Result<Response> {
    list(page, Kind::Resolution).await
}

async fn show_resolution(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    show(page, Kind::Resolution, asked).await
}

async fn edit_resolution(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    edit(page, Kind::Resolution, form).await
}
