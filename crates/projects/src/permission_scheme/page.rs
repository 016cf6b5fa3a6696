//! The pages of permission schemes: the list, and the forms that make, rename, copy and delete one.

mod choose;
mod grant;
mod of_project;
mod remove;
mod scheme;

#[cfg(test)]
mod tests;

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, Form, PageCx, Pager, Shell, field};
use base::route::{Needs, Routes};
use serde::Deserialize;

use super::preview::{self, Preview, Where};
use super::store::{self, Listed};
use super::{DEFAULT_SCHEME, Scheme, grants, ops};

const LIST: &str = "/secure/admin/ViewPermissionSchemes.jspa";
/// What the side bar calls these pages.
const ITEM: &str = "Permission schemes";
/// How many schemes a page shows.
const PAGE_SIZE: i64 = 50;

pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    const ADD: &str = "/secure/admin/AddPermissionScheme.jspa";
    const EDIT: &str = "/secure/admin/EditPermissionScheme.jspa";
    const COPY: &str = "/secure/admin/CopyPermissionScheme.jspa";
    const DELETE: &str = "/secure/admin/DeletePermissionScheme.jspa";
    const SCHEME: &str = "/secure/admin/EditPermissions.jspa";
    const GRANT: &str = "/secure/admin/AddPermission.jspa";
    const REMOVE: &str = "/secure/admin/DeletePermission.jspa";
    const CHOOSE: &str = "/secure/project/SelectProjectPermissionScheme.jspa";
    Routes::of("projects/permission_scheme")
        .page(LIST, ADMIN, list)
        .page(
            "/secure/admin/ViewPermissionSchemes!default.jspa",
            ADMIN,
            list,
        )
        .page(
            "/secure/admin/AddPermissionScheme!default.jspa",
            ADMIN,
            show_add,
        )
        .page(ADD, ADMIN, show_add)
        .form(ADD, ADMIN, add)
        .page(
            "/secure/admin/EditPermissionScheme!default.jspa",
            ADMIN,
            show_edit,
        )
        .page(EDIT, ADMIN, show_edit)
        .form(EDIT, ADMIN, edit)
        .page(
            "/secure/admin/CopyPermissionScheme!default.jspa",
            ADMIN,
            show_copy,
        )
        .page(COPY, ADMIN, show_copy)
        .form(COPY, ADMIN, copy)
        .page(
            "/secure/admin/DeletePermissionScheme!default.jspa",
            ADMIN,
            show_delete,
        )
        .page(DELETE, ADMIN, show_delete)
        .form(DELETE, ADMIN, delete)
        .page(
            "/secure/admin/EditPermissions!default.jspa",
            ADMIN,
            scheme::show,
        )
        .page(SCHEME, ADMIN, scheme::show)
        .form(SCHEME, ADMIN, scheme::set_extended)
        .page(
            "/secure/admin/AddPermission!default.jspa",
            ADMIN,
            grant::show,
        )
        .page(GRANT, ADMIN, grant::show)
        .form(GRANT, ADMIN, grant::add)
        .page(
            "/secure/admin/DeletePermission!default.jspa",
            ADMIN,
            remove::show,
        )
        .page(REMOVE, ADMIN, remove::show)
        .form(REMOVE, ADMIN, remove::remove)
        .page(
            "/secure/project/SelectProjectPermissionScheme!default.jspa",
            ADMIN,
            choose::show,
        )
        .page(
            "/plugins/servlet/project-config/{projectKey}/permissions",
            Needs::ProjectAdmin,
            of_project::show,
        )
        .page(CHOOSE, ADMIN, choose::show)
        .form(CHOOSE, ADMIN, choose::choose)
}

const fn shell(title: &str) -> Shell<'_> {
    Shell::admin(title, Section::Issues, ITEM)
}

/// Returns the address of a scheme's own page.
fn address(scheme: &Scheme) -> String {
    format!(
        "/secure/admin/EditPermissions!default.jspa?schemeId={}",
        scheme.id
    )
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
#[template(path = "permission_scheme_list.html")]
struct List<'a> {
    page: &'a PageCx,
    filter: &'a str,
    listed: &'a [Listed],
    pager: Pager,
}

async fn list(page: AdminPage, Query(asked): Query<Filter>) -> Result<Response> {
    let start = asked.start.parse().unwrap_or(0).max(0);
    let mut tx = page.read().await?;
    let filter = asked.filter.trim();
    let (listed, total) = store::page(&mut tx, filter, start, PAGE_SIZE).await?;
    let query = [("filter", filter)];
    let list = List {
        page: &page,
        filter,
        listed: &listed,
        pager: Pager::new(&page.link(LIST), &query, start, PAGE_SIZE, total),
    };
    page.render(&shell("Permission schemes"), &list)
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    scheme_id: String,
    name: String,
    description: String,
}

/// The form of name and description: for a new scheme, an existing one, a copy.
#[derive(Template)]
#[template(path = "permission_scheme_form.html")]
struct Named<'a> {
    page: &'a PageCx,
    title: &'a str,
    text: &'a str,
    action: &'a str,
    button: &'a str,
    form: &'a Sent,
    errors: &'a FieldErrors,
}

impl<'a> Named<'a> {
    fn to_add(page: &'a PageCx, form: &'a Sent, errors: &'a FieldErrors) -> Self {
        Self {
            page,
            title: "Add permission scheme",
            text: "A new scheme grants nothing. Give it permissions on its own page, then choose it for projects.",
            action: "/secure/admin/AddPermissionScheme.jspa",
            button: "Add",
            form,
            errors,
        }
    }

    fn to_edit(page: &'a PageCx, form: &'a Sent, errors: &'a FieldErrors) -> Self {
        Self {
            page,
            title: "Edit permission scheme",
            text: "",
            action: "/secure/admin/EditPermissionScheme.jspa",
            button: "Update",
            form,
            errors,
        }
    }

    fn to_copy(page: &'a PageCx, form: &'a Sent, errors: &'a FieldErrors) -> Self {
        Self {
            page,
            title: "Copy permission scheme",
            text: "The copy has the same grants; no project uses it until you choose it for one.",
            action: "/secure/admin/CopyPermissionScheme.jspa",
            button: "Copy",
            form,
            errors,
        }
    }

    fn shell(&self) -> Shell<'a> {
        shell(self.title)
    }
}

async fn show_add(page: AdminPage) -> Result<Response> {
    let (form, errors) = (Sent::default(), FieldErrors::none());
    let form = Named::to_add(&page, &form, &errors);
    page.render(&form.shell(), &form)
}

async fn add(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let name = form.name.trim();
    let made = ops::create(&page, &mut tx, admin, name, &form.description, Vec::new()).await;
    match FieldErrors::catch(made)? {
        Ok(_) => {}
        Err(errors) => {
            let form = Named::to_add(&page, &form, &errors);
            return page.refuse(&form.shell(), &form);
        }
    }
    tx.commit().await?;
    page.done(LIST, &format!("Permission scheme {name} was added."))
}

async fn show_edit(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let scheme = ops::required(&mut page.read().await?, &asked.scheme_id).await?;
    let form = Sent {
        scheme_id: scheme.id.to_string(),
        name: scheme.name,
        description: scheme.description,
    };
    let errors = FieldErrors::none();
    let form = Named::to_edit(&page, &form, &errors);
    page.render(&form.shell(), &form)
}

async fn edit(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let name = Some(form.name.trim());
    let description = Some(form.description.as_str());
    let id = &form.scheme_id;
    let done = ops::update(&page, &mut tx, admin, id, name, description, None).await;
    let scheme = match FieldErrors::catch(done)? {
        Ok(scheme) => scheme,
        Err(errors) => {
            let form = Named::to_edit(&page, &form, &errors);
            return page.refuse(&form.shell(), &form);
        }
    };
    tx.commit().await?;
    page.done(
        LIST,
        &format!("Permission scheme {} was updated.", scheme.name),
    )
}

async fn show_copy(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let scheme = ops::required(&mut page.read().await?, &asked.scheme_id).await?;
    let form = Sent {
        scheme_id: scheme.id.to_string(),
        name: format!("Copy of {}", scheme.name),
        description: scheme.description,
    };
    let errors = FieldErrors::none();
    let form = Named::to_copy(&page, &form, &errors);
    page.render(&form.shell(), &form)
}

async fn copy(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let (id, name, text) = (&form.scheme_id, form.name.trim(), &form.description);
    let done = ops::copy(&page, &mut tx, admin, id, name, text).await;
    let scheme = match FieldErrors::catch(done)? {
        Ok(scheme) => scheme,
        Err(errors) => {
            let form = Named::to_copy(&page, &form, &errors);
            return page.refuse(&form.shell(), &form);
        }
    };
    tx.commit().await?;
    page.done(
        LIST,
        &format!("Permission scheme {} was added.", scheme.name),
    )
}

#[derive(Template)]
#[template(path = "permission_scheme_delete.html")]
struct Delete<'a> {
    page: &'a PageCx,
    scheme: &'a Scheme,
    is_default: bool,
    projects: &'a [(String, String)],
    n_projects: i64,
    preview: &'a Preview,
    errors: &'a FieldErrors,
}

impl Delete<'_> {
    fn n_more(&self) -> i64 {
        self.n_projects - i64::try_from(self.projects.len()).unwrap_or(0)
    }
}

async fn show_delete(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    delete_form(&page, &asked.scheme_id, &FieldErrors::none()).await
}

async fn delete_form(page: &AdminPage, id: &str, errors: &FieldErrors) -> Result<Response> {
    let mut tx = page.read().await?;
    let scheme = ops::required(&mut tx, id).await?;
    let (projects, n_projects) = store::projects_of(&mut tx, scheme.id, 20).await?;
    let before = grants::of(&mut tx, scheme.id).await?;
    let after = grants::of(&mut tx, DEFAULT_SCHEME).await?;
    let preview = preview::of(&mut tx, Where::Scheme(scheme.id), &before, &after).await?;
    let form = Delete {
        page,
        scheme: &scheme,
        is_default: scheme.id == DEFAULT_SCHEME,
        projects: &projects,
        n_projects,
        preview: &preview,
        errors,
    };
    page.answer_form(&shell("Delete permission scheme"), &form, errors)
}

async fn delete(page: AdminPage, Form(form): Form<Asked>) -> Result<Response> {
    let mut tx = page.write().await?;
    let scheme = ops::required(&mut tx, &form.scheme_id).await?;
    let done = ops::delete(&page, &mut tx, page.administrator(), &form.scheme_id).await;
    if let Err(errors) = FieldErrors::catch(done)? {
        drop(tx);
        return delete_form(&page, &form.scheme_id, &errors).await;
    }
    tx.commit().await?;
    page.done(
        LIST,
        &format!("Permission scheme {} was deleted.", scheme.name),
    )
}
