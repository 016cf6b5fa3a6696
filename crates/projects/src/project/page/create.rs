//! The form *Create project*.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::page::field::Choice;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, Form, PageCx, Shell, field};
use base::{Result, messages};
use serde::Deserialize;

use super::as_on_the_form;
use crate::permission_scheme::{self, DEFAULT_SCHEME};
use crate::project::fields::Fields;
use crate::project::ops;
use crate::project_type;

const SHELL: Shell<'static> = Shell::admin("Create project", Section::Projects, "Projects");

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    name: String,
    key: String,
    lead: String,
    description: String,
    project_type: String,
    permission_scheme: String,
}

#[derive(Template)]
#[template(path = "project_create.html")]
struct Page<'a> {
    page: &'a PageCx,
    form: &'a Sent,
    types: &'a [Choice],
    schemes: &'a [Choice],
    errors: &'a FieldErrors,
}

pub async fn show(page: AdminPage) -> Result<Response> {
    let sent = Sent {
        lead: page.signed_in()?.name.clone(),
        project_type: "software".to_owned(),
        permission_scheme: DEFAULT_SCHEME.to_string(),
        ..Sent::default()
    };
    form(&page, &sent, &FieldErrors::none()).await
}

async fn form(page: &AdminPage, sent: &Sent, errors: &FieldErrors) -> Result<Response> {
    let schemes = permission_scheme::store::all(&mut page.read().await?, None).await?;
    let schemes: Vec<Choice> = schemes
        .into_iter()
        .map(|scheme| Choice::new(scheme.id.to_string(), scheme.name))
        .collect();
    let main = Page {
        page,
        form: sent,
        types: &project_type::choices(),
        schemes: &schemes,
        errors,
    };
    page.answer_form(&SHELL, &main, errors)
}

/// Makes the project. Without a key, one is suggested and nothing made yet: a key is for good.
pub async fn create(page: AdminPage, Form(mut sent): Form<Sent>) -> Result<Response> {
    sent.name = sent.name.trim().to_owned();
    sent.key = sent.key.trim().to_uppercase();
    if sent.key.is_empty() {
        let suggested = ops::suggest_key(&mut page.read().await?, &sent.name).await?;
        if let Some(key) = suggested {
            sent.key = key;
            let mut problems = Problems::default();
            problems.field("key", messages::PROJECT_KEY_SUGGESTED);
            return form(&page, &sent, &problems.into()).await;
        }
    }
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let fields = Fields {
        key: Some(sent.key.clone()),
        name: Some(sent.name.clone()),
        description: Some(sent.description.clone()),
        lead: Some(sent.lead.trim().to_owned()),
        type_key: said(&sent.project_type),
        permission_scheme: said(&sent.permission_scheme),
        ..Fields::default()
    };
    let mut tx = page.write().await?;
    let made = ops::create(&page, &mut tx, page.administrator(), &fields).await;
    let project = match FieldErrors::catch(made)? {
        Ok(project) => project,
        Err(errors) => {
            drop(tx);
            return form(&page, &sent, &as_on_the_form(errors)).await;
        }
    };
    tx.commit().await?;
    page.done(
        &super::summary_of(&project.key),
        &format!("Project {} was created.", project.name),
    )
}
