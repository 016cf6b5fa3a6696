//! The pages of workflow schemes: the list of all of them, the forms that make, change, publish and delete one,
//! and the choice of a project's.

mod question;
mod select;

#[cfg(test)]
mod tests;

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::field::Choice;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, FormPairs, PageCx, Pager, Shell, field};
use base::route::{Needs, Routes};
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
            question::show_delete,
        )
        .form(
            "/secure/admin/DeleteWorkflowScheme.jspa",
            ADMIN,
            question::delete,
        )
        .page(
            "/secure/admin/PublishDraftWorkflowScheme!default.jspa",
            ADMIN,
            question::show_publish,
        )
        .form(
            "/secure/admin/PublishDraftWorkflowScheme.jspa",
            ADMIN,
            question::publish,
        )
        .page(
            "/secure/admin/DiscardDraftWorkflowScheme!default.jspa",
            ADMIN,
            question::show_discard,
        )
        .form(
            "/secure/admin/DiscardDraftWorkflowScheme.jspa",
            ADMIN,
            question::discard,
        )
        .page(
            "/secure/project/SelectProjectWorkflowScheme!default.jspa",
            ADMIN,
            select::show,
        )
        .form(
            "/secure/project/SelectProjectWorkflowScheme.jspa",
            ADMIN,
            select::select,
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
