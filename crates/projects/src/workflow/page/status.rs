//! The forms about the statuses of a workflow.

use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::{AdminPage, FieldErrors, Form, field};
use serde::Deserialize;

use super::view::show_view;
use super::{address, shell, status_choices};
use crate::catalog::catalog;
use crate::form_page::FormPage;
use crate::workflow::ops;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    workflow_name: String,
    status: String,
    editable: String,
}

pub async fn show_add(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    add_form(&page, &asked, &FieldErrors::none()).await
}

async fn add_form(page: &AdminPage, form: &Sent, errors: &FieldErrors) -> Result<Response> {
    let catalog = catalog(page, &mut page.read().await?).await?;
    let workflow = ops::find(&catalog, &form.workflow_name)?;
    let mut choices = status_choices(&catalog, None);
    let own = status_choices(&catalog, Some(workflow));
    choices.retain(|choice| own.iter().all(|known| known.value != choice.value));
    FormPage {
        page,
        title: "Add status",
        text: "No issue comes here before a transition leads here.",
        action: "/secure/admin/workflows/AddWorkflowStep.jspa",
        hidden: &[("workflowName", &workflow.name)],
        fields: vec![
            field::select("status", "Status", &choices)
                .value(&form.status)
                .errors(errors)
                .required(),
        ],
        errors,
        submit: "Add",
        is_danger: false,
        back: &address(&workflow.name),
    }
    .answer(&shell("Add status"))
}

pub async fn add(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let name = &form.workflow_name;
    let done = ops::add_status(&page, &mut tx, admin, name, &form.status).await;
    match FieldErrors::catch(done)? {
        Ok(()) => {
            tx.commit().await?;
            page.done(&address(name), "The status was added.")
        }
        Err(errors) => {
            drop(tx);
            add_form(&page, &form, &errors).await
        }
    }
}

pub async fn edit(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let name = &form.workflow_name;
    let what = (form.status.as_str(), form.editable == "true");
    let done = ops::set_editable(&page, &mut tx, admin, name, what).await;
    match FieldErrors::catch(done)? {
        Ok(()) => {
            tx.commit().await?;
            page.done(&address(name), "The status was updated.")
        }
        Err(errors) => {
            drop(tx);
            show_view(&page, name, &errors).await
        }
    }
}

pub async fn remove(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let name = &form.workflow_name;
    let done = ops::remove_status(&page, &mut tx, admin, name, &form.status).await;
    match FieldErrors::catch(done)? {
        Ok(()) => {
            tx.commit().await?;
            page.done(&address(name), "The status was removed.")
        }
        Err(errors) => {
            drop(tx);
            show_view(&page, name, &errors).await
        }
    }
}
