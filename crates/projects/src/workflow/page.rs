//! The pages of workflows: the list of all of them, one with its statuses and transitions, and the forms that
//! make, copy, change and delete one.

mod rule;
mod status;
mod transition;
mod view;

#[cfg(test)]
mod tests;

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::field::Choice;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, Form, PageCx, Shell, field};
use base::route::{Needs, Routes};
use base::urls::encode;
use serde::Deserialize;

use super::ops::{self, Start};
use super::{SYSTEM, Workflow};
use crate::catalog::{Catalog, catalog};
use crate::form_page::FormPage;

const LIST: &str = "/secure/admin/workflows/ListWorkflows.jspa";

pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    const ADD: &str = "/secure/admin/workflows/AddNewWorkflow.jspa";
    const COPY: &str = "/secure/admin/workflows/CloneWorkflow.jspa";
    const EDIT: &str = "/secure/admin/workflows/EditWorkflow.jspa";
    const DELETE: &str = "/secure/admin/workflows/DeleteWorkflow.jspa";
    const ADD_STATUS: &str = "/secure/admin/workflows/AddWorkflowStep.jspa";
    const ADD_TRANSITION: &str = "/secure/admin/workflows/AddWorkflowTransition.jspa";
    const EDIT_TRANSITION: &str = "/secure/admin/workflows/EditWorkflowTransition.jspa";
    const DELETE_TRANSITION: &str = "/secure/admin/workflows/DeleteWorkflowTransitions.jspa";
    const ADD_RULE: &str = "/secure/admin/workflows/AddWorkflowTransitionRule.jspa";
    Routes::of("projects/workflow")
        .page(LIST, ADMIN, list)
        .page(ADD, ADMIN, show_add)
        .form(ADD, ADMIN, add)
        .page(COPY, ADMIN, show_copy)
        .form(COPY, ADMIN, copy)
        .page(EDIT, ADMIN, show_edit)
        .form(EDIT, ADMIN, edit)
        .page(DELETE, ADMIN, show_delete)
        .form(DELETE, ADMIN, delete)
        .page(
            "/secure/admin/workflows/ViewWorkflowSteps.jspa",
            ADMIN,
            view::view,
        )
        .page(ADD_STATUS, ADMIN, status::show_add)
        .form(ADD_STATUS, ADMIN, status::add)
        .form(
            "/secure/admin/workflows/EditWorkflowStep.jspa",
            ADMIN,
            status::edit,
        )
        .form(
            "/secure/admin/workflows/DeleteWorkflowStep.jspa",
            ADMIN,
            status::remove,
        )
        .page(
            "/secure/admin/workflows/ViewWorkflowTransition.jspa",
            ADMIN,
            rule::view,
        )
        .page(ADD_TRANSITION, ADMIN, transition::show_add)
        .form(ADD_TRANSITION, ADMIN, transition::add)
        .page(EDIT_TRANSITION, ADMIN, transition::show_edit)
        .form(EDIT_TRANSITION, ADMIN, transition::edit)
        .page(DELETE_TRANSITION, ADMIN, transition::show_delete)
        .form(DELETE_TRANSITION, ADMIN, transition::delete)
        .page(ADD_RULE, ADMIN, rule::show_add)
        .form(ADD_RULE, ADMIN, rule::add)
        .form(
            "/secure/admin/workflows/DeleteWorkflowTransitionRule.jspa",
            ADMIN,
            rule::remove,
        )
}

const fn shell(title: &str) -> Shell<'_> {
    Shell::admin(title, Section::Issues, "Workflows")
}

/// Returns the address of a workflow's page.
fn address(workflow: &str) -> String {
    let name = encode(workflow);
    format!("/secure/admin/workflows/ViewWorkflowSteps.jspa?workflowName={name}")
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    workflow_name: String,
    name: String,
    description: String,
    initial_status: String,
}

struct ListRow<'a> {
    id: i64,
    name: &'a str,
    query: String,
    description: &'a str,
    n_statuses: usize,
    n_transitions: usize,
    is_used: bool,
    is_fixed: bool,
}

#[derive(Template)]
#[template(path = "workflow_list.html")]
struct List<'a> {
    page: &'a PageCx,
    rows: Vec<ListRow<'a>>,
}

async fn list(page: AdminPage) -> Result<Response> {
    let catalog = catalog(&page, &mut page.read().await?).await?;
    let row = |workflow: &'_ Workflow| -> (bool, bool) {
        (ops::is_used(&catalog, workflow.id), workflow.id == SYSTEM)
    };
    let rows = catalog.workflows.iter().map(|workflow| {
        let (is_used, is_fixed) = row(workflow);
        ListRow {
            id: workflow.id.0,
            name: &workflow.name,
            query: encode(&workflow.name),
            description: &workflow.description,
            n_statuses: workflow.steps.len(),
            n_transitions: workflow.transitions.len(),
            is_used,
            is_fixed,
        }
    });
    let main = List {
        page: &page,
        rows: rows.collect(),
    };
    page.render(&shell("Workflows"), &main)
}

/// Returns the statuses to choose from: all, or those of a workflow.
fn status_choices(catalog: &Catalog, of: Option<&Workflow>) -> Vec<Choice> {
    let all = catalog.statuses.iter();
    let all = all.filter(|status| of.is_none_or(|known| known.step(status.id).is_some()));
    all.map(|status| Choice::new(status.id.to_string(), &status.name))
        .collect()
}

async fn show_add(page: AdminPage) -> Result<Response> {
    add_form(&page, &Sent::default(), &FieldErrors::none()).await
}

async fn add_form(page: &AdminPage, form: &Sent, errors: &FieldErrors) -> Result<Response> {
    let catalog = catalog(page, &mut page.read().await?).await?;
    let choices = status_choices(&catalog, None);
    FormPage {
        page,
        title: "Add workflow",
        text: "It begins with one status. Add the others, and the transitions between them, afterwards.",
        action: "/secure/admin/workflows/AddNewWorkflow.jspa",
        hidden: &[],
        fields: vec![
            field::text("name", "Name")
                .value(&form.name)
                .errors(errors)
                .required()
                .autofocus(),
            field::textarea("description", "Description")
                .value(&form.description)
                .errors(errors),
            field::select("initialStatus", "Status of new issues", &choices)
                .value(&form.initial_status)
                .errors(errors)
                .required(),
        ],
        errors,
        submit: "Add",
        is_danger: false,
        back: LIST,
    }
    .answer(&shell("Add workflow"))
}

async fn add(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let what = (form.name.as_str(), form.description.as_str());
    let start = Start::Status(&form.initial_status);
    let done = ops::create(&page, &mut tx, admin, what, start).await;
    match FieldErrors::catch(done)? {
        Ok(made) => {
            tx.commit().await?;
            page.done(&address(&made.name), &format!("{} was added.", made.name))
        }
        Err(errors) => {
            drop(tx);
            add_form(&page, &form, &errors).await
        }
    }
}

async fn show_copy(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    let catalog = catalog(&page, &mut page.read().await?).await?;
    let original = ops::find(&catalog, &asked.workflow_name)?;
    let form = Sent {
        workflow_name: original.name.clone(),
        name: format!("Copy of {}", original.name),
        description: original.description.clone(),
        ..Sent::default()
    };
    copy_form(&page, &form, &FieldErrors::none())
}

fn copy_form(page: &AdminPage, form: &Sent, errors: &FieldErrors) -> Result<Response> {
    FormPage {
        page,
        title: "Copy workflow",
        text: "",
        action: "/secure/admin/workflows/CloneWorkflow.jspa",
        hidden: &[("workflowName", &form.workflow_name)],
        fields: vec![
            field::text("name", "Name")
                .value(&form.name)
                .errors(errors)
                .required()
                .autofocus(),
            field::textarea("description", "Description")
                .value(&form.description)
                .errors(errors),
        ],
        errors,
        submit: "Copy",
        is_danger: false,
        back: LIST,
    }
    .answer(&shell("Copy workflow"))
}

async fn copy(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let what = (form.name.as_str(), form.description.as_str());
    let start = Start::Copy(&form.workflow_name);
    let done = ops::create(&page, &mut tx, admin, what, start).await;
    match FieldErrors::catch(done)? {
        Ok(made) => {
            tx.commit().await?;
            page.done(&address(&made.name), &format!("{} was added.", made.name))
        }
        Err(errors) => copy_form(&page, &form, &errors),
    }
}

async fn show_edit(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    let known = catalog(&page, &mut page.read().await?).await?;
    let workflow = ops::find(&known, &asked.workflow_name)?;
    let form = Sent {
        workflow_name: workflow.name.clone(),
        name: workflow.name.clone(),
        description: workflow.description.clone(),
        initial_status: workflow.initial.to_string(),
    };
    edit_form(&page, &form, &FieldErrors::none()).await
}

async fn edit_form(page: &AdminPage, form: &Sent, errors: &FieldErrors) -> Result<Response> {
    let catalog = catalog(page, &mut page.read().await?).await?;
    let workflow = ops::find(&catalog, &form.workflow_name)?;
    let choices = status_choices(&catalog, Some(workflow));
    FormPage {
        page,
        title: "Edit workflow",
        text: "",
        action: "/secure/admin/workflows/EditWorkflow.jspa",
        hidden: &[("workflowName", &form.workflow_name)],
        fields: vec![
            field::text("name", "Name")
                .value(&form.name)
                .errors(errors)
                .required()
                .autofocus(),
            field::textarea("description", "Description")
                .value(&form.description)
                .errors(errors),
            field::select("initialStatus", "Status of new issues", &choices)
                .value(&form.initial_status)
                .errors(errors)
                .required(),
        ],
        errors,
        submit: "Update",
        is_danger: false,
        back: &address(&workflow.name),
    }
    .answer(&shell("Edit workflow"))
}

async fn edit(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let what = (
        form.name.as_str(),
        form.description.as_str(),
        form.initial_status.as_str(),
    );
    let done = ops::edit(&page, &mut tx, admin, &form.workflow_name, what).await;
    match FieldErrors::catch(done)? {
        Ok(after) => {
            tx.commit().await?;
            page.done(
                &address(&after.name),
                &format!("{} was updated.", after.name),
            )
        }
        Err(errors) => {
            drop(tx);
            edit_form(&page, &form, &errors).await
        }
    }
}

async fn show_delete(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    delete_form(&page, &asked, &FieldErrors::none()).await
}

async fn delete_form(page: &AdminPage, form: &Sent, errors: &FieldErrors) -> Result<Response> {
    let catalog = catalog(page, &mut page.read().await?).await?;
    let workflow = ops::find(&catalog, &form.workflow_name)?;
    FormPage {
        page,
        title: "Delete workflow",
        text: &format!(
            "You are about to delete the workflow {}. This cannot be undone.",
            workflow.name
        ),
        action: "/secure/admin/workflows/DeleteWorkflow.jspa",
        hidden: &[("workflowName", &workflow.name)],
        fields: Vec::new(),
        errors,
        submit: "Delete",
        is_danger: true,
        back: LIST,
    }
    .answer(&shell("Delete workflow"))
}

async fn delete(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let done = ops::delete(&page, &mut tx, admin, &form.workflow_name).await;
    match FieldErrors::catch(done)? {
        Ok(()) => {
            tx.commit().await?;
            page.done(LIST, &format!("{} was deleted.", form.workflow_name))
        }
        Err(errors) => {
            drop(tx);
            delete_form(&page, &form, &errors).await
        }
    }
}
