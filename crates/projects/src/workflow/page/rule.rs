//! The page of one transition, and the forms about its conditions and post functions.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::field::Choice;
use base::page::{AdminPage, FieldErrors, Form, PageCx, field};
use base::refs;
use base::urls::encode;
use model::permission::ProjectPermission;
use model::{GroupId, ResolutionId};
use serde::Deserialize;

use super::shell;
use super::view::TransitionRow;
use crate::catalog::{Catalog, catalog};
use crate::form_page::FormPage;
use crate::role::{self, Role};
use crate::screen::screens;
use crate::workflow::condition::{self, Argument};
use crate::workflow::ops::{self, WantedRule};
use crate::workflow::{Assignee, SYSTEM, Transition, Workflow, function};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    workflow_name: String,
    workflow_transition: String,
    /// `condition` or `function`.
    kind: String,
    rule: String,
    argument: String,
    id: String,
}

/// Returns the address of a transition's page.
fn address(form: &Sent) -> String {
    let (workflow, transition) = (
        encode(&form.workflow_name),
        encode(&form.workflow_transition),
    );
    format!(
        "/secure/admin/workflows/ViewWorkflowTransition.jspa?workflowName={workflow}&workflowTransition={transition}"
    )
}

/// Conditions, or post functions.
struct RuleSection {
    title: &'static str,
    text: &'static str,
    kind: &'static str,
    rules: Vec<(i64, String)>,
    kinds: Vec<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "workflow_transition.html")]
struct View<'a> {
    page: &'a PageCx,
    workflow: &'a Workflow,
    transition: &'a Transition,
    query: String,
    row: TransitionRow,
    sections: [RuleSection; 2],
    is_fixed: bool,
}

/// What rules are about, by name.
struct Named<'a> {
    catalog: &'a Catalog,
    roles: &'a [Role],
    groups: refs::GroupsRef,
}

impl Named<'_> {
    fn words(&self, label: &str, about: Argument, argument: &str) -> String {
        let name = match about {
            Argument::Nothing => return label.to_owned(),
            Argument::Permission => {
                ProjectPermission::from_key(argument).map_or(argument, |known| known.name())
            }
            Argument::Role => {
                let known = self.roles.iter().find(|one| one.id.to_string() == argument);
                known.map_or(argument, |known| &known.name)
            }
            Argument::Group => {
                let id = GroupId::parse(argument);
                id.and_then(|id| self.groups.name(id)).unwrap_or(argument)
            }
            Argument::Resolution => {
                let id = ResolutionId::parse(argument);
                let known = id.and_then(|id| self.catalog.resolution(id));
                known.map_or(argument, |known| &known.name)
            }
            Argument::Assignee => {
                Assignee::from_key(argument).map_or(argument, |known| known.label())
            }
        };
        format!("{label}: {name}")
    }
}

pub async fn view(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    let mut tx = page.read().await?;
    let catalog = catalog(&page, &mut tx).await?;
    let screens = screens(&page, &mut tx).await?;
    let workflow = ops::find(&catalog, &asked.workflow_name)?;
    let transition = ops::find_transition(workflow, &asked.workflow_transition)?;
    let roles = role::store::all(&mut tx).await?;
    let of_groups = transition.conditions.iter().filter(|rule| {
        let kind = rule.kind;
        kind.is_some_and(|kind| kind.argument == Argument::Group)
    });
    let groups = of_groups.filter_map(|rule| GroupId::parse(&rule.argument));
    let named = Named {
        catalog: &catalog,
        roles: &roles,
        groups: refs::groups_by_ids(&mut tx, groups).await?,
    };
    let unknown = ("Not known to this version", Argument::Nothing);
    let conditions = transition.conditions.iter().map(|rule| {
        let (label, about) = rule
            .kind
            .map_or(unknown, |kind| (kind.label, kind.argument));
        (rule.id, named.words(label, about, &rule.argument))
    });
    let functions = transition.functions.iter().map(|rule| {
        let (label, about) = rule
            .kind
            .map_or(unknown, |kind| (kind.label, kind.argument));
        (rule.id, named.words(label, about, &rule.argument))
    });
    let main = View {
        page: &page,
        workflow,
        transition,
        query: encode(&workflow.name),
        row: TransitionRow::new(transition, &catalog, &screens),
        sections: [
            RuleSection {
                title: "Conditions",
                text: "Who may take the transition: those for whom all of these hold.",
                kind: "condition",
                rules: conditions.collect(),
                kinds: condition::ALL
                    .iter()
                    .map(|kind| (kind.key, kind.label))
                    .collect(),
            },
            RuleSection {
                title: "Post functions",
                text: "What the transition does besides.",
                kind: "function",
                rules: functions.collect(),
                kinds: function::ALL
                    .iter()
                    .map(|kind| (kind.key, kind.label))
                    .collect(),
            },
        ],
        is_fixed: workflow.id == SYSTEM,
    };
    page.render(&shell(&transition.name), &main)
}

/// Returns the label of a rule, and what it is about.
fn find(kind: &str, rule: &str) -> Option<(&'static str, Argument)> {
    match kind {
        "condition" => condition::find(rule).map(|known| (known.label, known.argument)),
        "function" => function::find(rule).map(|known| (known.label, known.argument)),
        _ => None,
    }
}

pub async fn show_add(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    add_form(&page, &asked, &FieldErrors::none()).await
}

async fn add_form(page: &AdminPage, form: &Sent, errors: &FieldErrors) -> Result<Response> {
    let mut tx = page.read().await?;
    let catalog = catalog(page, &mut tx).await?;
    let workflow = ops::find(&catalog, &form.workflow_name)?;
    let transition = ops::find_transition(workflow, &form.workflow_transition)?;
    let (title, about) = find(&form.kind, &form.rule).unwrap_or(("Add", Argument::Nothing));
    let choices: Vec<Choice> = match about {
        Argument::Nothing | Argument::Group => Vec::new(),
        Argument::Permission => ProjectPermission::ALL
            .iter()
            .map(|one| Choice::new(one.key(), one.name()))
            .collect(),
        Argument::Role => role::store::all(&mut tx)
            .await?
            .into_iter()
            .map(|one| Choice::new(one.id.to_string(), one.name))
            .collect(),
        Argument::Resolution => catalog
            .resolutions
            .iter()
            .map(|one| Choice::new(one.id.to_string(), &one.name))
            .collect(),
        Argument::Assignee => Assignee::ALL
            .iter()
            .map(|one| Choice::new(one.key(), one.label()))
            .collect(),
    };
    let argument = match about {
        Argument::Nothing => None,
        Argument::Group => Some(field::text("argument", "Group").picker("groups").required()),
        Argument::Permission => Some(field::select("argument", "Permission", &choices)),
        Argument::Role => Some(field::select("argument", "Project role", &choices)),
        Argument::Resolution => Some(field::select("argument", "Resolution", &choices)),
        Argument::Assignee => Some(field::select("argument", "Assignee", &choices)),
    };
    let argument = argument.map(|field| field.value(&form.argument).errors(errors));
    FormPage {
        page,
        title,
        text: &format!("{} of {}.", transition.name, workflow.name),
        action: "/secure/admin/workflows/AddWorkflowTransitionRule.jspa",
        hidden: &[
            ("workflowName", &form.workflow_name),
            ("workflowTransition", &form.workflow_transition),
            ("kind", &form.kind),
            ("rule", &form.rule),
        ],
        fields: argument.into_iter().collect(),
        errors,
        submit: "Add",
        is_danger: false,
        back: &address(form),
    }
    .answer(&shell(title))
}

pub async fn add(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let roles = role::store::all(&mut tx).await?;
    // A group is typed by its name and stored by its id: names can change.
    let about = find(&form.kind, &form.rule).map(|known| known.1);
    let argument = if about == Some(Argument::Group) {
        let group = refs::group_by_name(&mut tx, &form.argument).await?;
        group.map_or_else(String::new, |(id, _)| id.to_string())
    } else {
        form.argument.clone()
    };
    let rule = if form.kind == "condition" {
        WantedRule::Condition(&form.rule, &argument)
    } else {
        WantedRule::Function(&form.rule, &argument)
    };
    let is_known = |about, argument: &str| match about {
        Argument::Role => roles.iter().any(|role| role.id.to_string() == argument),
        _ => !argument.is_empty(),
    };
    let at = (
        form.workflow_name.as_str(),
        form.workflow_transition.as_str(),
    );
    let done = ops::add_rule(&page, &mut tx, admin, at, rule, is_known).await;
    match FieldErrors::catch(done)? {
        Ok(()) => {
            tx.commit().await?;
            page.done(&address(&form), "The rule was added.")
        }
        Err(errors) => {
            drop(tx);
            add_form(&page, &form, &errors).await
        }
    }
}

pub async fn remove(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let at = (
        form.workflow_name.as_str(),
        form.workflow_transition.as_str(),
    );
    ops::delete_rule(&page, &mut tx, admin, at, &form.id).await?;
    tx.commit().await?;
    page.done(&address(&form), "The rule was removed.")
}
