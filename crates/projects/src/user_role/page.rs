//! *View project roles* and *Edit project roles* of a user: projects down, roles across.

use std::collections::BTreeSet;

use askama::Template;
use axum::response::Response;
use base::http::Query;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, FormPairs, PageCx, Pager, Shell, field};
use base::refs::{UserRef, user_by_name};
use base::urls::encode;
use base::{Result, messages};
use model::{ProjectId, RoleId};
use serde::Deserialize;

use super::ops::{self, Place};
use super::store::{self, Filter, Listed, Membership};
use crate::role::{self, Role};

pub const VIEW: &str = "/secure/admin/user/ViewUserProjectRoles!default.jspa";
pub const EDIT: &str = "/secure/admin/user/EditUserProjectRoles!default.jspa";
/// How many projects a page shows.
const PAGE_SIZE: i64 = 20;
// D-022: what is ticked, and what was when the form was made.
const BOX: &str = "role";
const BEFORE: &str = "had";

/// Whose roles, and in which projects.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    name: String,
    filter: String,
    start: String,
}

/// A project and how the user is in each of its roles.
struct Row {
    project: Listed,
    cells: Vec<Cell>,
}

struct Cell {
    /// What its box sends.
    value: String,
    /// What its box is called.
    label: String,
    /// Whether the user is in the role directly.
    is_direct: bool,
    /// Whether its box is ticked: as it is, or as it was sent.
    is_ticked: bool,
    /// The groups through which they are.
    groups: Vec<String>,
}

/// What both pages show.
struct Table {
    user: UserRef,
    /// The name as a part of an address.
    encoded: String,
    roles: Vec<Role>,
    rows: Vec<Row>,
    pager: Pager,
    /// Whether this is the beginning of the list.
    is_first: bool,
}

#[derive(Template)]
#[template(path = "user_role_view.html")]
struct View<'a> {
    page: &'a PageCx,
    table: &'a Table,
    filter: &'a str,
}

#[derive(Template)]
#[template(path = "user_role_edit.html")]
struct Edit<'a> {
    page: &'a PageCx,
    table: &'a Table,
    filter: &'a str,
    start: &'a str,
    errors: &'a FieldErrors,
}

const fn shell(title: &str) -> Shell<'_> {
    Shell::admin(title, Section::UserManagement, "Users")
}

pub async fn view(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let table = table(&page, &asked, VIEW, None).await?;
    let view = View {
        page: &page,
        table: &table,
        filter: asked.filter.trim(),
    };
    page.render(&shell("Project roles of a user"), &view)
}

pub async fn edit(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    edit_form(&page, &asked, None, &FieldErrors::none()).await
}

async fn edit_form(
    page: &AdminPage,
    asked: &Asked,
    sent: Option<&FormPairs>,
    errors: &FieldErrors,
) -> Result<Response> {
    let table = table(page, asked, EDIT, sent).await?;
    let edit = Edit {
        page,
        table: &table,
        filter: asked.filter.trim(),
        start: &asked.start,
        errors,
    };
    let shell = shell("Edit project roles of a user");
    page.answer_form(&shell, &edit, errors)
}

pub async fn update(page: AdminPage, form: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    let user = user(&mut tx, form.first("name")).await?;
    let done = match (places(&form, BOX), places(&form, BEFORE)) {
        (Some(ticked), Some(before)) => {
            let added = ticked.difference(&before).copied().collect();
            let removed = before.difference(&ticked).copied().collect();
            ops::change(
                &page,
                &mut tx,
                page.administrator(),
                &user,
                &added,
                &removed,
            )
            .await
        }
        _ => Err(messages::role_place_is_gone()),
    };
    let n_changed = match FieldErrors::catch(done)? {
        Ok(n_changed) => n_changed,
        Err(errors) => {
            drop(tx);
            let asked = Asked {
                name: user.name,
                filter: form.first("filter").to_owned(),
                start: form.first("start").to_owned(),
            };
            return edit_form(&page, &asked, Some(&form), &errors).await;
        }
    };
    tx.commit().await?;
    let text = if n_changed == 0 {
        format!("The project roles of {} are as they were.", user.name)
    } else {
        format!("The project roles of {} were changed.", user.name)
    };
    page.done(&format!("{VIEW}?name={}", encode(&user.name)), &text)
}

async fn user(tx: &mut db::Tx, name: &str) -> Result<UserRef> {
    if name.is_empty() {
        return Err(messages::missing_parameter("name"));
    }
    let found = user_by_name(tx, name).await?;
    found.ok_or_else(|| messages::no_such_user(name))
}

/// Returns the places that boxes name, or none if one is no place.
fn places(form: &FormPairs, name: &str) -> Option<BTreeSet<Place>> {
    form.all(name).map(place).collect()
}

fn place(value: &str) -> Option<Place> {
    let (project, role) = value.split_once('_')?;
    Some((ProjectId::parse(project)?, RoleId::parse(role)?))
}

/// Returns a page of the table; ticked as it was sent, if something was.
async fn table(
    page: &AdminPage,
    asked: &Asked,
    path: &str,
    sent: Option<&FormPairs>,
) -> Result<Table> {
    let mut tx = page.read().await?;
    let user = user(&mut tx, &asked.name).await?;
    let filter = Filter {
        text: asked.filter.trim(),
        with_all: path == EDIT,
    };
    let start = asked.start.parse().unwrap_or(0).max(0);
    let (projects, total) = store::projects(&mut tx, user.id, &filter, start, PAGE_SIZE).await?;
    let memberships = store::memberships(&mut tx, user.id, &projects).await?;
    let roles = role::store::all(&mut tx).await?;
    let rows = projects.into_iter().map(|project| Row {
        cells: roles
            .iter()
            .map(|role| cell(&project, role, &memberships, sent))
            .collect(),
        project,
    });
    let query = [("name", user.name.as_str()), ("filter", filter.text)];
    Ok(Table {
        rows: rows.collect(),
        pager: Pager::new(&page.link(path), &query, start, PAGE_SIZE, total),
        encoded: encode(&user.name),
        is_first: start == 0,
        roles,
        user,
    })
}

fn cell(
    project: &Listed,
    role: &Role,
    memberships: &[Membership],
    sent: Option<&FormPairs>,
) -> Cell {
    let here = || {
        let all = memberships.iter();
        all.filter(|one| one.project == project.id && one.role == role.id)
    };
    let value = format!("{}_{}", project.id, role.id);
    let is_direct = here().any(|one| one.group.is_none());
    Cell {
        is_ticked: sent.map_or(is_direct, |form| form.all(BOX).any(|one| one == value)),
        is_direct,
        groups: here().filter_map(|one| one.group.clone()).collect(),
        label: format!("{} in {}", role.name, project.name),
        value,
    }
}
