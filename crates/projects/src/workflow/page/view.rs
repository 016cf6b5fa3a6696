//! The page of one workflow: its statuses and transitions.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::{AdminPage, FieldErrors, PageCx};
use base::urls::encode;

use super::{Sent, shell};
use crate::catalog::{Catalog, catalog};
use crate::screen::{Screens, screens};
use crate::workflow::{SYSTEM, Transition, Workflow, ops};

struct StepRow {
    id: String,
    name: String,
    is_initial: bool,
    is_editable: bool,
    transitions: Vec<(i64, String)>,
}

/// A transition in words.
pub struct TransitionRow {
    pub number: i64,
    pub name: String,
    pub from: String,
    pub to: String,
    pub screen: String,
}

impl TransitionRow {
    /// Says it.
    pub fn new(transition: &Transition, catalog: &Catalog, screens: &Screens) -> Self {
        let name = |id| catalog.status(id).map_or("", |status| status.name.as_str());
        let from: Vec<&str> = transition.from.iter().map(|id| name(*id)).collect();
        let screen = transition.screen.and_then(|id| screens.get(id));
        Self {
            number: transition.number,
            name: transition.name.clone(),
            from: if from.is_empty() {
                "Any status".to_owned()
            } else {
                from.join(", ")
            },
            to: name(transition.to).to_owned(),
            screen: screen.map_or_else(String::new, |screen| screen.name.clone()),
        }
    }
}

#[derive(Template)]
#[template(path = "workflow_view.html")]
struct View<'a> {
    page: &'a PageCx,
    workflow: &'a Workflow,
    query: String,
    steps: Vec<StepRow>,
    transitions: Vec<TransitionRow>,
    is_used: bool,
    is_fixed: bool,
    errors: &'a FieldErrors,
}

/// Shows it.
pub async fn view(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    show_view(&page, &asked.workflow_name, &FieldErrors::none()).await
}

/// Shows it with what was refused.
pub async fn show_view(page: &AdminPage, name: &str, errors: &FieldErrors) -> Result<Response> {
    let mut tx = page.read().await?;
    let catalog = catalog(page, &mut tx).await?;
    let screens = screens(page, &mut tx).await?;
    let workflow = ops::find(&catalog, name)?;
    let steps = workflow.steps.iter().map(|step| StepRow {
        id: step.status.to_string(),
        name: catalog
            .status(step.status)
            .map_or_else(String::new, |status| status.name.clone()),
        is_initial: workflow.initial == step.status,
        is_editable: step.is_editable,
        transitions: workflow
            .from_status(step.status)
            .map(|known| (known.number, known.name.clone()))
            .collect(),
    });
    let transitions = workflow.transitions.iter();
    let main = View {
        page,
        workflow,
        query: encode(&workflow.name),
        steps: steps.collect(),
        transitions: transitions
            .map(|known| TransitionRow::new(known, &catalog, &screens))
            .collect(),
        is_used: ops::is_used(&catalog, workflow.id),
        is_fixed: workflow.id == SYSTEM,
        errors,
    };
    let shell = shell(&workflow.name);
    page.answer_form(&shell, &main, errors)
}
