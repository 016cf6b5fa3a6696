//! The choice of a project's scheme.

use axum::response::Response;
use base::Result;
use base::guard;
use base::http::Query;
use base::page::field::Choice;
use base::page::{AdminPage, FieldErrors, Form, Shell, field};
use base::urls::encode;

use super::Asked;
use crate::catalog::catalog;
use crate::form_page::FormPage;
use crate::workflow_scheme::ops;

/// Asks which scheme a project is to have.
pub async fn show(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    select_form(&page, &asked, &FieldErrors::none()).await
}

async fn select_form(page: &AdminPage, form: &Asked, errors: &FieldErrors) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = guard::project_to_view(page, &mut tx, &form.project_id).await?;
    let catalog = catalog(page, &mut tx).await?;
    let mut choices: Vec<Choice> = catalog
        .workflow_schemes
        .iter()
        .map(|scheme| Choice::new(scheme.id.to_string(), &scheme.name))
        .collect();
    choices.sort_by_key(|choice| base::text::fold(&choice.label));
    let present = project.workflow_scheme.to_string();
    let chosen = if form.scheme_id.is_empty() {
        &present
    } else {
        &form.scheme_id
    };
    let (key, id) = (project.key.to_string(), project.id.to_string());
    FormPage {
        page,
        title: "Choose workflow scheme",
        text: "No issue gets another status by it: the workflows have to have the statuses that the project's issues are in.",
        action: "/secure/project/SelectProjectWorkflowScheme.jspa",
        hidden: &[("projectId", &id)],
        fields: vec![
            field::select("schemeId", "Workflow scheme", &choices)
                .value(chosen)
                .errors(errors)
                .required(),
        ],
        errors,
        submit: "Choose",
        is_danger: false,
        back: &summary_of(&key),
    }
    .answer(&Shell::project(
        "Choose workflow scheme",
        &key,
        &project.name,
        "Summary",
    ))
}

/// Gives it to the project.
pub async fn select(page: AdminPage, Form(form): Form<Asked>) -> Result<Response> {
    let mut tx = page.write().await?;
    let project = guard::project_to_view(&page, &mut tx, &form.project_id).await?;
    let admin = page.administrator();
    let done = ops::assign(&page, &mut tx, admin, &project, &form.scheme_id).await;
    // A scheme that is not there was not chosen from the list: that is a fault of the field.
    let done = match done {
        Err(base::Error::NotFound(text)) => Err(base::Error::invalid_field("schemeId", text)),
        other => other,
    };
    match FieldErrors::catch(done)? {
        Ok(scheme) => {
            tx.commit().await?;
            let text = format!("{} now uses {}.", project.name, scheme.name);
            page.done(&summary_of(project.key.as_str()), &text)
        }
        Err(errors) => {
            drop(tx);
            select_form(&page, &form, &errors).await
        }
    }
}

fn summary_of(key: &str) -> String {
    format!("/plugins/servlet/project-config/{}/summary", encode(key))
}
