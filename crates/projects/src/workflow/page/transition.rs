//! The forms that make, change and delete a transition.

use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::field::Choice;
use base::page::{AdminPage, FieldErrors, Form, FormPairs, field};
use model::ScreenId;
use serde::Deserialize;

use super::{address, shell, status_choices};
use crate::catalog::catalog;
use crate::form_page::FormPage;
use crate::screen::screens;
use crate::workflow::ops::{self, Wanted};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    workflow_name: String,
    workflow_transition: String,
}

/// Which of the two forms it is.
#[derive(Clone, Copy)]
struct Words {
    title: &'static str,
    action: &'static str,
    submit: &'static str,
}

const ADD: Words = Words {
    title: "Add transition",
    action: "/secure/admin/workflows/AddWorkflowTransition.jspa",
    submit: "Add",
};
const EDIT: Words = Words {
    title: "Edit transition",
    action: "/secure/admin/workflows/EditWorkflowTransition.jspa",
    submit: "Update",
};

pub async fn show_add(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    show(&page, ADD, &asked, &Wanted::default(), &FieldErrors::none()).await
}

pub async fn show_edit(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let catalog = catalog(&page, &mut page.read().await?).await?;
    let workflow = ops::find(&catalog, &asked.workflow_name)?;
    let transition = ops::find_transition(workflow, &asked.workflow_transition)?;
    let form = Wanted {
        name: transition.name.clone(),
        description: transition.description.clone(),
        from: transition.from.iter().map(ToString::to_string).collect(),
        to: transition.to.to_string(),
        screen: transition
            .screen
            .map_or_else(String::new, |id| id.to_string()),
    };
    show(&page, EDIT, &asked, &form, &FieldErrors::none()).await
}

async fn show(
    page: &AdminPage,
    words: Words,
    asked: &Asked,
    form: &Wanted,
    errors: &FieldErrors,
) -> Result<Response> {
    let mut tx = page.read().await?;
    let catalog = catalog(page, &mut tx).await?;
    let screens = screens(page, &mut tx).await?;
    let workflow = ops::find(&catalog, &asked.workflow_name)?;
    let statuses = status_choices(&catalog, Some(workflow));
    let mut screen_choices = vec![Choice::new("", "None")];
    let all = screens.0.iter();
    screen_choices.extend(all.map(|one| Choice::new(one.id.to_string(), &one.name)));
    FormPage {
        page,
        title: words.title,
        text: "",
        action: words.action,
        hidden: &[
            ("workflowName", &workflow.name),
            ("workflowTransition", &asked.workflow_transition),
        ],
        fields: vec![
            field::text("name", "Name")
                .value(&form.name)
                .max(60)
                .errors(errors)
                .required()
                .autofocus(),
            field::textarea("description", "Description")
                .value(&form.description)
                .errors(errors),
            field::select("from", "From", &statuses)
                .multiple()
                .chosen(&form.from)
                .hint("Choose none for a transition from any status.")
                .errors(errors),
            field::select("to", "To", &statuses)
                .value(&form.to)
                .errors(errors)
                .required(),
            field::select("screen", "Screen", &screen_choices)
                .value(&form.screen)
                .hint("It asks for fields on the way.")
                .errors(errors),
        ],
        errors,
        submit: words.submit,
        is_danger: false,
        back: &address(&workflow.name),
    }
    .answer(&shell(words.title))
}

pub async fn add(page: AdminPage, form: FormPairs) -> Result<Response> {
    save(page, ADD, &form).await
}

pub async fn edit(page: AdminPage, form: FormPairs) -> Result<Response> {
    save(page, EDIT, &form).await
}

async fn save(page: AdminPage, words: Words, form: &FormPairs) -> Result<Response> {
    let asked = Asked {
        workflow_name: form.first("workflowName").to_owned(),
        workflow_transition: form.first("workflowTransition").to_owned(),
    };
    let wanted = Wanted {
        name: form.first("name").to_owned(),
        description: form.first("description").to_owned(),
        from: form.all("from").map(str::to_owned).collect(),
        to: form.first("to").to_owned(),
        screen: form.first("screen").to_owned(),
    };
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let screens = screens(&page, &mut tx).await?;
    let screens: Vec<ScreenId> = screens.0.iter().map(|screen| screen.id).collect();
    let id = asked.workflow_transition.as_str();
    let id = (words.action == EDIT.action).then_some(id);
    let at = (asked.workflow_name.as_str(), id);
    let done = ops::save_transition(&page, &mut tx, admin, at, &wanted, &screens).await;
    match FieldErrors::catch(done)? {
        Ok(saved) => {
            tx.commit().await?;
            let text = format!("The transition {} was saved.", saved.name);
            page.done(&address(&asked.workflow_name), &text)
        }
        Err(errors) => {
            drop(tx);
            show(&page, words, &asked, &wanted, &errors).await
        }
    }
}

pub async fn show_delete(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    delete_form(&page, &asked, &FieldErrors::none()).await
}

async fn delete_form(page: &AdminPage, asked: &Asked, errors: &FieldErrors) -> Result<Response> {
    let catalog = catalog(page, &mut page.read().await?).await?;
    let workflow = ops::find(&catalog, &asked.workflow_name)?;
    let transition = ops::find_transition(workflow, &asked.workflow_transition)?;
    FormPage {
        page,
        title: "Delete transition",
        text: &format!(
            "You are about to delete the transition {} of {}.",
            transition.name, workflow.name
        ),
        action: "/secure/admin/workflows/DeleteWorkflowTransitions.jspa",
        hidden: &[
            ("workflowName", &workflow.name),
            ("workflowTransition", &asked.workflow_transition),
        ],
        fields: Vec::new(),
        errors,
        submit: "Delete",
        is_danger: true,
        back: &address(&workflow.name),
    }
    .answer(&shell("Delete transition"))
}

pub async fn delete(page: AdminPage, Form(form): Form<Asked>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let at = (
        form.workflow_name.as_str(),
        form.workflow_transition.as_str(),
    );
    let done = ops::delete_transition(&page, &mut tx, admin, at).await;
    match FieldErrors::catch(done)? {
        Ok(()) => {
            tx.commit().await?;
            page.done(&address(&form.workflow_name), "The transition was deleted.")
        }
        Err(errors) => {
            drop(tx);
            delete_form(&page, &form, &errors).await
        }
    }
}
