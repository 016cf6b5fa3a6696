//! What making, changing and deleting a workflow means. A change holds at once, for all issues that follow it.

use base::audit::{Change, Entry, Object};
use base::guard::Global;
use base::text::{self, fold};
use base::{Cx, Error, Remembered as _, Result, Tx, messages};
use model::permission::may::global::Administer;
use model::{ScreenId, StatusId, WorkflowId};
use serde_json::json;

use super::condition::{self, Argument};
use super::{Assignee, OF_NEW_PROJECTS, SYSTEM, Step, Transition, Workflow, function, store};
use crate::catalog::Catalog;

/// The first number given to a transition, and by how much the next is higher: as the reference numbers them.
const FIRST: i64 = 11;
const STRIDE: i64 = 10;

/// Whether a property may be there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It must not.
    Create,
    /// It may.
    Set,
}

/// A transition as it is wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub name: String,
    pub description: String,
    /// Ids of statuses; none at all is any.
    pub from: Vec<String>,
    /// The id of a status.
    pub to: String,
    /// The id of a screen, or nothing.
    pub screen: String,
}

/// A rule as it is wanted: its key, and what it is about.
#[derive(Clone, Copy, Debug)]
pub enum WantedRule<'a> {
    Condition(&'a str, &'a str),
    Function(&'a str, &'a str),
}

/// Returns the workflow of this name.
///
/// # Errors
/// Not found.
pub fn find<'a>(catalog: &'a Catalog, name: &str) -> Result<&'a Workflow> {
    catalog
        .workflow_named(name)
        .ok_or_else(|| messages::no_such_workflow(name))
}

/// Returns the transition of this id.
///
/// # Errors
/// Not found.
pub fn find_transition<'a>(workflow: &'a Workflow, id: &str) -> Result<&'a Transition> {
    let number: Option<i64> = id.parse().ok();
    number
        .and_then(|number| workflow.transition(number))
        .ok_or_else(|| messages::no_such_transition(id, &workflow.name))
}

/// Makes a workflow: a copy of another one, or one with a single status.
///
/// # Errors
/// Invalid, if the name is not one or is taken, or there is no such status; Not found for the original.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (name, description): (&str, &str),
    start: Start<'_>,
) -> Result<Workflow> {
    tx.change_policy().await?;
    let catalog = Catalog::read(tx).await?;
    let name = checked_name(&catalog, None, name)?;
    let description = checked_description(description)?;
    let id = WorkflowId(tx.next_id("workflow_id").await?);
    let made = match start {
        Start::Copy(original) => Workflow {
            id,
            name,
            description,
            ..find(&catalog, original)?.clone()
        },
        Start::Status(status) => {
            let status = find_status(&catalog, "initialStatus", status)?;
            Workflow {
                id,
                name,
                description,
                initial: status,
                updated_at: None,
                updated_by: None,
                steps: vec![Step {
                    status,
                    is_editable: true,
                }],
                transitions: Vec::new(),
            }
        }
    };
    store::save(tx, &made, cx.now(), cx.user_id()).await?;
    if let Start::Copy(original) = start {
        store::copy_transitions(tx, find(&catalog, original)?.id, id).await?;
    }
    let change = Change::between("Name", None, Some(&made.name));
    record(cx, tx, "Workflow created", &made, change).await?;
    Ok(made)
}

/// What a new workflow starts from.
#[derive(Clone, Copy, Debug)]
pub enum Start<'a> {
    /// Another workflow, by its name.
    Copy(&'a str),
    /// A status, by its id.
    Status(&'a str),
}

/// Gives a workflow another name, description and first status.
///
/// # Errors
/// Not found; Invalid.
pub async fn edit(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    workflow: &str,
    (name, description, initial): (&str, &str, &str),
) -> Result<Workflow> {
    let (catalog, before) = begin(tx, workflow).await?;
    let after = Workflow {
        name: checked_name(&catalog, Some(before.id), name)?,
        description: checked_description(description)?,
        initial: own_status(&catalog, &before, "initialStatus", initial)?,
        ..before.clone()
    };
    store::save(tx, &after, cx.now(), cx.user_id()).await?;
    let change = Change::between("Name", Some(&before.name), Some(&after.name));
    record(cx, tx, "Workflow updated", &after, change).await?;
    Ok(after)
}

/// Deletes a workflow that no scheme uses.
///
/// # Errors
/// Not found; Invalid.
pub async fn delete(cx: &Cx, tx: &mut Tx, _: Global<Administer>, workflow: &str) -> Result<()> {
    let (catalog, before) = begin(tx, workflow).await?;
    if before.id == OF_NEW_PROJECTS {
        return Err(messages::workflow_is_needed(&before.name));
    }
    if is_used(&catalog, before.id) {
        return Err(messages::workflow_in_use(&before.name));
    }
    store::delete(tx, before.id).await?;
    let change = Change::between("Name", Some(&before.name), None);
    record(cx, tx, "Workflow deleted", &before, change).await
}

/// Returns whether a scheme names the workflow, or its draft does.
#[must_use]
pub fn is_used(catalog: &Catalog, id: WorkflowId) -> bool {
    catalog.workflow_schemes.iter().any(|scheme| {
        let draft = scheme.draft.as_ref().map(|draft| &draft.mapping);
        let mut all = std::iter::once(&scheme.current).chain(draft);
        all.any(|mapping| mapping.workflows().any(|known| known == id))
    })
}

/// Adds a status to a workflow.
///
/// # Errors
/// Not found; Invalid, if there is no such status or the workflow has it.
pub async fn add_status(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    workflow: &str,
    status: &str,
) -> Result<()> {
    let (catalog, mut after) = begin(tx, workflow).await?;
    let status = find_status(&catalog, "status", status)?;
    if after.step(status).is_some() {
        return Err(Error::invalid_field(
            "status",
            messages::WORKFLOW_HAS_STATUS,
        ));
    }
    after.steps.push(Step {
        status,
        is_editable: true,
    });
    store::save(tx, &after, cx.now(), cx.user_id()).await?;
    let change = Change::between("Status", None, Some(name_of(&catalog, status)));
    record(cx, tx, "Workflow status added", &after, change).await
}

/// Says whether issues in a status can be edited.
///
/// # Errors
/// Not found; Invalid.
pub async fn set_editable(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    workflow: &str,
    (status, is_editable): (&str, bool),
) -> Result<()> {
    let (catalog, mut after) = begin(tx, workflow).await?;
    let status = own_status(&catalog, &after, "status", status)?;
    let Some(step) = after.steps.iter_mut().find(|step| step.status == status) else {
        return Ok(());
    };
    let word = |is_editable: bool| if is_editable { "yes" } else { "no" };
    let change = Change::between(
        "Issues can be edited",
        Some(word(step.is_editable)),
        Some(word(is_editable)),
    );
    step.is_editable = is_editable;
    store::save(tx, &after, cx.now(), cx.user_id()).await?;
    record(cx, tx, "Workflow status updated", &after, change).await
}

/// Takes a status out of a workflow.
///
/// # Errors
/// Not found; Invalid, while issues have it, begin in it, or transitions start from it or lead to it.
pub async fn remove_status(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    workflow: &str,
    status: &str,
) -> Result<()> {
    let (catalog, mut after) = begin(tx, workflow).await?;
    let status = own_status(&catalog, &after, "status", status)?;
    let mut transitions = after.transitions.iter();
    if after.initial == status
        || transitions.any(|known| known.to == status || known.from.contains(&status))
    {
        let name = name_of(&catalog, status);
        return Err(messages::workflow_status_has_transitions(name));
    }
    let issues = store::issues_in_status(tx, status).await?;
    let follow = |found: &&(_, _, i64)| {
        let workflow = catalog.workflow_of(found.0, found.1);
        workflow.is_some_and(|known| known.id == after.id)
    };
    let n_issues: i64 = issues.iter().filter(follow).map(|found| found.2).sum();
    if n_issues > 0 {
        let name = name_of(&catalog, status);
        return Err(messages::workflow_status_has_issues(n_issues, name));
    }
    after.steps.retain(|step| step.status != status);
    store::save(tx, &after, cx.now(), cx.user_id()).await?;
    let change = Change::between("Status", Some(name_of(&catalog, status)), None);
    record(cx, tx, "Workflow status removed", &after, change).await
}

/// Makes a transition, or changes the one of this number.
///
/// # Errors
/// Not found; Invalid, with all that is wrong.
pub async fn save_transition(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (workflow, id): (&str, Option<&str>),
    wanted: &Wanted,
    screens: &[ScreenId],
) -> Result<Transition> {
    let (catalog, workflow) = begin(tx, workflow).await?;
    let mut transition = match id {
        Some(id) => find_transition(&workflow, id)?.clone(),
        None => Transition {
            number: next_number(&workflow),
            name: String::new(),
            description: String::new(),
            from: Vec::new(),
            to: workflow.initial,
            screen: None,
            conditions: Vec::new(),
            functions: Vec::new(),
            properties: Vec::new(),
        },
    };
    let before = id.map(|_| transition.name.clone());
    let name = wanted.name.trim();
    if name.is_empty() || text::is_longer(name, 60) || text::has_control(name) {
        return Err(Error::invalid_field("name", messages::TRANSITION_NAME));
    }
    name.clone_into(&mut transition.name);
    transition.description = checked_description(&wanted.description)?;
    transition.from.clear();
    for from in &wanted.from {
        let status = own_status(&catalog, &workflow, "from", from)?;
        transition.from.push(status);
    }
    transition.to = own_status(&catalog, &workflow, "to", &wanted.to)?;
    transition.screen = match ScreenId::parse(&wanted.screen) {
        Some(screen) if screens.contains(&screen) => Some(screen),
        _ if wanted.screen.is_empty() => None,
        _ => return Err(Error::invalid_field("screen", messages::SCREEN_UNKNOWN)),
    };
    let position = transition.number;
    store::save_transition(tx, workflow.id, &transition, position).await?;
    store::save(tx, &workflow, cx.now(), cx.user_id()).await?;
    let summary = if before.is_some() {
        "Workflow transition updated"
    } else {
        "Workflow transition created"
    };
    let change = Change::between("Transition", before.as_deref(), Some(&transition.name));
    record(cx, tx, summary, &workflow, change).await?;
    Ok(transition)
}

/// Deletes a transition.
///
/// # Errors
/// Not found; Invalid.
pub async fn delete_transition(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (workflow, id): (&str, &str),
) -> Result<()> {
    let (_, workflow) = begin(tx, workflow).await?;
    let gone = find_transition(&workflow, id)?;
    store::delete_transition(tx, workflow.id, gone.number).await?;
    store::save(tx, &workflow, cx.now(), cx.user_id()).await?;
    let change = Change::between("Transition", Some(&gone.name), None);
    record(cx, tx, "Workflow transition deleted", &workflow, change).await
}

/// Adds a condition or a post function to a transition. `is_known` says whether what it is about is there, for
/// roles and groups.
///
/// # Errors
/// Not found; Invalid.
pub async fn add_rule(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (workflow, id): (&str, &str),
    wanted: WantedRule<'_>,
    is_known: impl Fn(Argument, &str) -> bool,
) -> Result<()> {
    let (catalog, workflow) = begin(tx, workflow).await?;
    let transition = find_transition(&workflow, id)?;
    let (kind, key, argument, about) = match wanted {
        WantedRule::Condition(key, argument) => {
            let known = condition::find(key).map(|kind| kind.argument);
            ("condition", key, argument, known)
        }
        WantedRule::Function(key, argument) => {
            let known = function::find(key).map(|kind| kind.argument);
            ("function", key, argument, known)
        }
    };
    let Some(about) = about else {
        return Err(Error::invalid_field("rule", messages::RULE_UNKNOWN));
    };
    let is_fine = match about {
        Argument::Nothing => true,
        Argument::Permission => model::ProjectPermission::from_key(argument).is_some(),
        Argument::Resolution => catalog
            .resolutions
            .iter()
            .any(|known| known.id.to_string() == argument),
        Argument::Assignee => Assignee::from_key(argument).is_some(),
        Argument::Role | Argument::Group => is_known(about, argument),
    };
    if !is_fine {
        return Err(Error::invalid_field("argument", messages::RULE_ARGUMENT));
    }
    let argument = if about == Argument::Nothing {
        ""
    } else {
        argument
    };
    let id = tx.next_id("workflow_rule_id").await?;
    let rule = [(id, transition.number, kind, key, argument)];
    store::insert_rules(tx, workflow.id, &rule).await?;
    store::save(tx, &workflow, cx.now(), cx.user_id()).await?;
    let said = format!("{}: {key} {argument}", transition.name);
    let change = Change::between("Rule", None, Some(said.trim_end()));
    record(cx, tx, "Workflow rule added", &workflow, change).await
}

/// Takes a condition or a post function away.
///
/// # Errors
/// Not found; Invalid.
pub async fn delete_rule(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (workflow, id): (&str, &str),
    rule: &str,
) -> Result<()> {
    let (_, workflow) = begin(tx, workflow).await?;
    let transition = find_transition(&workflow, id)?;
    let rule: i64 = rule.parse().unwrap_or(0);
    let conditions = transition.conditions.iter().map(|known| known.id);
    let mut known = conditions.chain(transition.functions.iter().map(|known| known.id));
    if !known.any(|id| id == rule) {
        return Err(messages::no_such_rule());
    }
    store::delete_rule(tx, workflow.id, rule).await?;
    store::save(tx, &workflow, cx.now(), cx.user_id()).await?;
    let change = Change::between("Rule", Some(&transition.name), None);
    record(cx, tx, "Workflow rule removed", &workflow, change).await
}

/// Gives a transition a property; returns whether that changed anything.
///
/// # Errors
/// Not found; Invalid.
pub async fn set_property(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (workflow, id): (&str, &str),
    (key, value): (&str, &str),
    how: How,
) -> Result<bool> {
    check_key(key)?;
    if text::is_longer(value, text::MAX_LONG_TEXT) {
        return Err(Error::invalid_field("value", messages::text_too_long()));
    }
    let (_, workflow) = begin(tx, workflow).await?;
    let transition = find_transition(&workflow, id)?;
    let before = transition.property(key);
    if how == How::Create && before.is_some() {
        return Err(messages::transition_property_exists(key));
    }
    if before == Some(value) {
        return Ok(false);
    }
    store::set_property(tx, (workflow.id, transition.number), key, value).await?;
    store::save(tx, &workflow, cx.now(), cx.user_id()).await?;
    let change = Change::between("Property", before, Some(value));
    record(
        cx,
        tx,
        "Workflow transition property set",
        &workflow,
        change,
    )
    .await?;
    Ok(true)
}

/// Takes a property away; returns whether it was there.
///
/// # Errors
/// Not found, for the workflow or the transition; Invalid.
pub async fn delete_property(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (workflow, id): (&str, &str),
    key: &str,
) -> Result<bool> {
    check_key(key)?;
    let (_, workflow) = begin(tx, workflow).await?;
    let transition = find_transition(&workflow, id)?;
    let Some(before) = transition.property(key) else {
        return Ok(false);
    };
    store::delete_property(tx, (workflow.id, transition.number), key).await?;
    store::save(tx, &workflow, cx.now(), cx.user_id()).await?;
    let change = Change::between("Property", Some(before), None);
    let summary = "Workflow transition property deleted";
    record(cx, tx, summary, &workflow, change).await?;
    Ok(true)
}

/// Keys that begin with `jira.` are the reference's, who lets only some of them be set.
fn check_key(key: &str) -> Result<()> {
    const OPEN: [&str; 4] = [
        "jira.i18n.",
        "jira.permission.",
        "jira.field.",
        "jira.issue.",
    ];
    let is_fine = !key.is_empty()
        && !text::is_longer(key, text::MAX_LINE)
        && !key.contains(char::is_whitespace)
        && !text::has_control(key)
        && (!key.starts_with("jira.") || OPEN.iter().any(|open| key.starts_with(open)));
    if is_fine {
        Ok(())
    } else {
        Err(messages::transition_property_key())
    }
}

/// Locks and returns a workflow that may be changed.
async fn begin(tx: &mut Tx, name: &str) -> Result<(Catalog, Workflow)> {
    tx.change_policy().await?;
    let catalog = Catalog::read(tx).await?;
    let workflow = find(&catalog, name)?.clone();
    if workflow.id == SYSTEM {
        return Err(messages::workflow_is_fixed(&workflow.name));
    }
    Ok((catalog, workflow))
}

fn next_number(workflow: &Workflow) -> i64 {
    let highest = workflow.transitions.iter().map(|known| known.number).max();
    highest.map_or(FIRST, |highest| {
        (highest - FIRST).div_euclid(STRIDE) * STRIDE + FIRST + STRIDE
    })
}

fn find_status(catalog: &Catalog, field: &str, id: &str) -> Result<StatusId> {
    let found = StatusId::parse(id).and_then(|id| catalog.status(id));
    found
        .map(|known| known.id)
        .ok_or_else(|| Error::invalid_field(field, messages::STATUS_UNKNOWN))
}

fn own_status(catalog: &Catalog, workflow: &Workflow, field: &str, id: &str) -> Result<StatusId> {
    let status = find_status(catalog, field, id)?;
    workflow
        .step(status)
        .map(|step| step.status)
        .ok_or_else(|| Error::invalid_field(field, messages::STATUS_UNKNOWN))
}

fn name_of(catalog: &Catalog, status: StatusId) -> &str {
    catalog.status(status).map_or("", |known| &known.name)
}

fn checked_name(catalog: &Catalog, own: Option<WorkflowId>, name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || text::is_longer(name, text::MAX_LINE) || text::has_control(name) {
        return Err(messages::workflow_name());
    }
    let folded = fold(name);
    let mut all = catalog.workflows.iter();
    if all.any(|known| Some(known.id) != own && fold(&known.name) == folded) {
        return Err(messages::workflow_exists(name));
    }
    Ok(name.to_owned())
}

fn checked_description(description: &str) -> Result<String> {
    if text::is_longer(description, text::MAX_LONG_TEXT) {
        let problem = messages::text_too_long();
        return Err(Error::invalid_field("description", problem));
    }
    Ok(description.to_owned())
}

async fn record(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    workflow: &Workflow,
    change: Option<Change>,
) -> Result<()> {
    let entry = Entry {
        category: "workflows",
        summary,
        object: Object {
            kind: "WORKFLOW",
            id: workflow.id.to_string(),
            name: &workflow.name,
        },
        changes: change.into_iter().collect(),
    };
    tx.audit(cx, entry).await?;
    let payload = json!({ "workflow": workflow.id.0 });
    tx.event(cx, "workflow_changed", &payload).await
}
