//! The pages of workflow schemes: the list of all of them, the forms that make, change, publish and delete one,
//! and the choice of a project's.

#[cfg(test)]
mod tests;

use askama::Template;
use axum::response::Response;
use base::Result;
use base::guard;
use base::http::Query;
use base::page::field::Choice;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, Form, FormPairs, PageCx, Pager, Shell, field};
use base::route::{Needs, Routes};
use base::urls::encode;
use serde::Deserialize;

use super::ops::{self, Target, Wanted};
use super::{DEFAULT, Mapping, WorkflowScheme, store};
use crate::catalog::{Catalog, catalog};
use crate::form_page::FormPage;
use crate::workflow::OF_NEW_PROJECTS;

const LIST: &str = "/secure/admin/ViewWorkflowSchemes.jspa";
/// How many schemes a page shows.
const PAGE_SIZE: i64 = 50;

pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    let routes = Routes::of("projects/workflow_scheme").page(LIST, ADMIN, list);
    routes
        .page(
            "/secure/admin/AddWorkflowScheme!default.jspa",
            ADMIN,
            show_add,
        )
        .form("/secure/admin/AddWorkflowScheme.jspa", ADMIN, add)
        .page(
            "/secure/admin/EditWorkflowScheme!default.jspa",
            ADMIN,
            show_edit,
        )
        .form("/secure/admin/EditWorkflowScheme.jspa", ADMIN, edit)
        .page(
            "/secure/admin/DeleteWorkflowScheme!default.jspa",
            ADMIN,
            show_delete,
        )
        .form("/secure/admin/DeleteWorkflowScheme.jspa", ADMIN, delete)
        .page(
            "/secure/admin/PublishDraftWorkflowScheme!default.jspa",
            ADMIN,
            show_publish,
        )
        .form(
            "/secure/admin/PublishDraftWorkflowScheme.jspa",
            ADMIN,
            publish,
        )
        .page(
            "/secure/admin/DiscardDraftWorkflowScheme!default.jspa",
            ADMIN,
            show_discard,
        )
        .form(
            "/secure/admin/DiscardDraftWorkflowScheme.jspa",
            ADMIN,
            discard,
        )
        .page(
            "/secure/project/SelectProjectWorkflowScheme!default.jspa",
            ADMIN,
            show_select,
        )
        .form(
            "/secure/project/SelectProjectWorkflowScheme.jspa",
            ADMIN,
            select,
        )
}

const fn shell(title: &str) -> Shell<'_> {
    Shell::admin(title, Section::Issues, "Workflow schemes")
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    scheme_id: String,
    project_id: String,
    start: String,
}

struct Row<'a> {
    id: i64,
    name: &'a str,
    description: &'a str,
    workflows: String,
    draft: Option<String>,
    n_projects: i64,
    is_fixed: bool,
}

#[derive(Template)]
#[template(path = "workflow_scheme_list.html")]
struct List<'a> {
    page: &'a PageCx,
    rows: Vec<Row<'a>>,
    pager: Pager,
}

async fn list(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let start = asked.start.parse().unwrap_or(0).max(0);
    let mut tx = page.read().await?;
    let catalog = catalog(&page, &mut tx).await?;
    let uses = store::uses(&mut tx).await?;
    let mut schemes: Vec<&WorkflowScheme> = catalog.workflow_schemes.iter().collect();
    schemes.sort_by_key(|scheme| base::text::fold(&scheme.name));
    let total = i64::try_from(schemes.len()).unwrap_or(i64::MAX);
    let shown = schemes
        .into_iter()
        .skip(usize::try_from(start).unwrap_or(usize::MAX))
        .take(usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX));
    let rows = shown.map(|scheme| Row {
        id: scheme.id.0,
        name: &scheme.name,
        description: &scheme.description,
        workflows: in_words(&scheme.current, &catalog),
        draft: scheme
            .draft
            .as_ref()
            .map(|draft| in_words(&draft.mapping, &catalog)),
        n_projects: uses.get(&scheme.id).copied().unwrap_or(0),
        is_fixed: scheme.id == DEFAULT,
    });
    let main = List {
        page: &page,
        rows: rows.collect(),
        pager: Pager::new(&page.link(LIST), &[], start, PAGE_SIZE, total),
    };
    page.render(&shell("Workflow schemes"), &main)
}

fn in_words(mapping: &Mapping, catalog: &Catalog) -> String {
    let mut names: Vec<&str> = Vec::new();
    for id in mapping.workflows() {
        let name = catalog.workflow(id).map_or("", |known| known.name.as_str());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// What the forms of a scheme send: its name, its description, and a workflow for each type.
#[derive(Default)]
struct Sent {
    scheme_id: String,
    name: String,
    description: String,
    default: String,
    /// Ids of types, names of workflows; an empty one is the default.
    types: Vec<(String, String)>,
}

impl Sent {
    fn read(form: &FormPairs) -> Self {
        let types = form.0.iter().filter_map(|(name, value)| {
            let id = name.strip_prefix("type_")?;
            Some((id.to_owned(), value.clone()))
        });
        Self {
            scheme_id: form.first("schemeId").to_owned(),
            name: form.first("name").to_owned(),
            description: form.first("description").to_owned(),
            default: form.first("defaultWorkflow").to_owned(),
            types: types.collect(),
        }
    }

    fn of(scheme: &WorkflowScheme, catalog: &Catalog) -> Self {
        let mapping = scheme
            .draft
            .as_ref()
            .map_or(&scheme.current, |draft| &draft.mapping);
        let name = |id| {
            let known = catalog.workflow(id);
            known.map_or_else(String::new, |known| known.name.clone())
        };
        Self {
            scheme_id: scheme.id.to_string(),
            name: scheme.name.clone(),
            description: scheme.description.clone(),
            default: name(mapping.default),
            types: mapping
                .types
                .iter()
                .map(|(issue_type, workflow)| (issue_type.to_string(), name(*workflow)))
                .collect(),
        }
    }

    fn wanted(&self) -> Wanted {
        let types = self.types.iter();
        Wanted {
            name: Some(self.name.clone()),
            description: Some(self.description.clone()),
            default: Some(self.default.clone()),
            types: Some(
                types
                    .filter(|(_, name)| !name.is_empty())
                    .cloned()
                    .collect(),
            ),
        }
    }

    fn workflow_of(&self, id: &str) -> &str {
        let mut types = self.types.iter();
        types
            .find(|(known, _)| known == id)
            .map_or("", |(_, name)| name)
    }
}

/// The two forms about a scheme.
struct Words {
    title: &'static str,
    text: &'static str,
    action: &'static str,
    submit: &'static str,
}

const ADD: Words = Words {
    title: "Add workflow scheme",
    text: "",
    action: "/secure/admin/AddWorkflowScheme.jspa",
    submit: "Add",
};
const EDIT: Words = Words {
    title: "Edit workflow scheme",
    text: "While projects use the scheme, other workflows go to its draft, which is published afterwards.",
    action: "/secure/admin/EditWorkflowScheme.jspa",
    submit: "Update",
};

async fn show_add(page: AdminPage) -> Result<Response> {
    let catalog = catalog(&page, &mut page.read().await?).await?;
    let default = catalog.workflow(OF_NEW_PROJECTS);
    let form = Sent {
        default: default.map_or_else(String::new, |known| known.name.clone()),
        ..Sent::default()
    };
    show(&page, &catalog, &ADD, &form, &FieldErrors::none())
}

async fn show_edit(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let catalog = catalog(&page, &mut page.read().await?).await?;
    let form = Sent::of(ops::find(&catalog, &asked.scheme_id)?, &catalog);
    show(&page, &catalog, &EDIT, &form, &FieldErrors::none())
}

fn show(
    page: &AdminPage,
    catalog: &Catalog,
    words: &Words,
    form: &Sent,
    errors: &FieldErrors,
) -> Result<Response> {
    let all = catalog.workflows.iter();
    let workflows: Vec<Choice> = all
        .map(|known| Choice::new(&known.name, &known.name))
        .collect();
    let mut or_default = vec![Choice::new("", "The workflow of other issue types")];
    or_default.extend(workflows.iter().cloned());
    let types: Vec<(String, String, &str)> = catalog
        .issue_types
        .iter()
        .map(|known| {
            let id = known.id.to_string();
            (format!("type_{id}"), id, known.name.as_str())
        })
        .collect();
    let mut fields = vec![
        field::text("name", "Name")
            .value(&form.name)
            .errors(errors)
            .required()
            .autofocus(),
        field::textarea("description", "Description")
            .value(&form.description)
            .errors(errors),
        field::select(
            "defaultWorkflow",
            "Workflow of other issue types",
            &workflows,
        )
        .value(&form.default)
        .errors(errors)
        .required(),
    ];
    for (name, id, label) in &types {
        let value = form.workflow_of(id);
        fields.push(
            field::select(name, label, &or_default)
                .value(value)
                .errors(errors),
        );
    }
    FormPage {
        page,
        title: words.title,
        text: words.text,
        action: words.action,
        hidden: &[("schemeId", &form.scheme_id)],
        fields,
        errors,
        submit: words.submit,
        is_danger: false,
        back: LIST,
    }
    .answer(&shell(words.title))
}

async fn add(page: AdminPage, form: FormPairs) -> Result<Response> {
    let form = Sent::read(&form);
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let done = ops::create(&page, &mut tx, admin, &form.wanted()).await;
    match FieldErrors::catch(done)? {
        Ok(scheme) => {
            tx.commit().await?;
            page.done(LIST, &format!("{} was added.", scheme.name))
        }
        Err(errors) => {
            drop(tx);
            let catalog = catalog(&page, &mut page.read().await?).await?;
            show(&page, &catalog, &ADD, &form, &as_on_the_form(errors))
        }
    }
}

async fn edit(page: AdminPage, form: FormPairs) -> Result<Response> {
    let form = Sent::read(&form);
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let (id, target) = (&form.scheme_id, Target::SchemeOrDraft);
    let done = ops::update(&page, &mut tx, admin, id, target, &form.wanted()).await;
    match FieldErrors::catch(done)? {
        Ok(changed) => {
            tx.commit().await?;
            let text = if changed.scheme.draft.is_some() {
                format!(
                    "The draft of {} was updated. Publish it next.",
                    changed.scheme.name
                )
            } else {
                format!("{} was updated.", changed.scheme.name)
            };
            page.done(LIST, &text)
        }
        Err(errors) => {
            drop(tx);
            let catalog = catalog(&page, &mut page.read().await?).await?;
            show(&page, &catalog, &EDIT, &form, &as_on_the_form(errors))
        }
    }
}

/// Returns the errors under the name of the form's field.
fn as_on_the_form(errors: FieldErrors) -> FieldErrors {
    errors.renamed("workflow", "defaultWorkflow")
}

/// A question whether something is to be done to a scheme.
struct Question {
    title: &'static str,
    text: &'static str,
    action: &'static str,
    submit: &'static str,
    is_danger: bool,
}

const DELETE: Question = Question {
    title: "Delete workflow scheme",
    text: "You are about to delete this scheme. This cannot be undone.",
    action: "/secure/admin/DeleteWorkflowScheme.jspa",
    submit: "Delete",
    is_danger: true,
};
const PUBLISH: Question = Question {
    title: "Publish draft",
    text: "What the draft says takes the scheme's place, for all issues of its projects. No issue gets another status by it.",
    action: "/secure/admin/PublishDraftWorkflowScheme.jspa",
    submit: "Publish",
    is_danger: false,
};
const DISCARD: Question = Question {
    title: "Discard draft",
    text: "The draft is thrown away, and the scheme stays as it is.",
    action: "/secure/admin/DiscardDraftWorkflowScheme.jspa",
    submit: "Discard",
    is_danger: true,
};

async fn show_delete(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    ask(&page, &DELETE, &asked, &FieldErrors::none()).await
}

async fn show_publish(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    ask(&page, &PUBLISH, &asked, &FieldErrors::none()).await
}

async fn show_discard(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    ask(&page, &DISCARD, &asked, &FieldErrors::none()).await
}

async fn ask(
    page: &AdminPage,
    question: &Question,
    asked: &Asked,
    errors: &FieldErrors,
) -> Result<Response> {
    let catalog = catalog(page, &mut page.read().await?).await?;
    let scheme = ops::find(&catalog, &asked.scheme_id)?;
    FormPage {
        page,
        title: question.title,
        text: &format!("{}: {}", scheme.name, question.text),
        action: question.action,
        hidden: &[("schemeId", &asked.scheme_id)],
        fields: Vec::new(),
        errors,
        submit: question.submit,
        is_danger: question.is_danger,
        back: LIST,
    }
    .answer(&shell(question.title))
}

async fn delete(page: AdminPage, Form(form): Form<Asked>) -> Result<Response> {
    let mut tx = page.write().await?;
    let done = ops::delete(&page, &mut tx, page.administrator(), &form.scheme_id).await;
    finish(&page, tx, &DELETE, &form, done, "The scheme was deleted.").await
}

async fn publish(page: AdminPage, Form(form): Form<Asked>) -> Result<Response> {
    let mut tx = page.write().await?;
    let done = ops::publish(&page, &mut tx, page.administrator(), &form.scheme_id).await;
    let done = done.map(|_| ());
    finish(&page, tx, &PUBLISH, &form, done, "The draft was published.").await
}

async fn discard(page: AdminPage, Form(form): Form<Asked>) -> Result<Response> {
    let mut tx = page.write().await?;
    let done = ops::delete_draft(&page, &mut tx, page.administrator(), &form.scheme_id).await;
    finish(&page, tx, &DISCARD, &form, done, "The draft was discarded.").await
}

async fn finish(
    page: &AdminPage,
    tx: base::Tx,
    question: &Question,
    form: &Asked,
    done: Result<()>,
    text: &str,
) -> Result<Response> {
    match FieldErrors::catch(done)? {
        Ok(()) => {
            tx.commit().await?;
            page.done(LIST, text)
        }
        Err(errors) => {
            drop(tx);
            ask(page, question, form, &errors).await
        }
    }
}

async fn show_select(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
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

async fn select(page: AdminPage, Form(form): Form<Asked>) -> Result<Response> {
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
