//! What making, changing and deleting a workflow scheme means.
//!
//! Each change reads the schemes as they are now, under the lock of [`Tx::change_policy`], works out what the
//! scheme is to be, and writes it whole.

use base::audit::{Change, Entry, Object};
use base::guard::{Global, Granted, ProjectRef, View};
use base::text::{self, fold};
use base::{Cx, Error, Remembered as _, Result, Tx, messages};
use model::permission::may::global::Administer;
use model::{IssueTypeId, WorkflowId, WorkflowSchemeId};
use serde_json::json;

use super::{DEFAULT, Draft, Mapping, WorkflowScheme, store};
use crate::catalog::Catalog;
use crate::workflow;

/// Which of the two a change is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The scheme itself, if no project uses it.
    Scheme,
    /// The scheme itself if no project uses it, otherwise its draft, made if there is none.
    SchemeOrDraft,
    /// The draft, made if there is none.
    Draft,
}

impl Target {
    /// Returns the one that `updateDraftIfNeeded` means.
    pub fn asked(update_draft_if_needed: bool) -> Self {
        if update_draft_if_needed {
            Self::SchemeOrDraft
        } else {
            Self::Scheme
        }
    }
}

/// A scheme to be made, or what is to become of one: what is not given stays.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub name: Option<String>,
    pub description: Option<String>,
    /// The name of a workflow.
    pub default: Option<String>,
    /// Ids of issue types and names of workflows.
    pub types: Option<Vec<(String, String)>>,
}

/// A scheme after a change, and whether it was the draft that changed.
pub struct Changed {
    pub scheme: WorkflowScheme,
    pub is_draft: bool,
}

/// Returns the scheme of this id.
///
/// # Errors
/// Not found.
pub fn find<'a>(catalog: &'a Catalog, id: &str) -> Result<&'a WorkflowScheme> {
    WorkflowSchemeId::parse(id)
        .and_then(|id| catalog.workflow_scheme(id))
        .ok_or_else(|| messages::no_such_workflow_scheme(id))
}

/// Returns the workflow of this name.
///
/// # Errors
/// Invalid, if there is none.
pub fn workflow_named(catalog: &Catalog, name: &str) -> Result<WorkflowId> {
    let found = catalog.workflow_named(name);
    found
        .map(|workflow| workflow.id)
        .ok_or_else(|| messages::workflow_unknown(name))
}

/// Returns the issue type of this id.
///
/// # Errors
/// Not found.
pub fn issue_type(catalog: &Catalog, id: &str) -> Result<IssueTypeId> {
    let found = IssueTypeId::parse(id).and_then(|id| catalog.issue_type(id));
    found
        .map(|known| known.id)
        .ok_or_else(|| messages::no_such_issue_type(id))
}

/// Makes a scheme.
///
/// # Errors
/// Invalid, if its name is not one or is taken, or names are of nothing.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    wanted: &Wanted,
) -> Result<WorkflowScheme> {
    tx.change_policy().await?;
    let catalog = Catalog::read(tx).await?;
    let mut scheme = WorkflowScheme {
        id: WorkflowSchemeId(0),
        name: String::new(),
        description: String::new(),
        current: Mapping {
            default: workflow::SYSTEM,
            types: Default::default(),
        },
        draft: None,
    };
    scheme.name = checked_name(&catalog, None, wanted.name.as_deref().unwrap_or_default())?;
    scheme.description = checked_description(wanted.description.as_deref().unwrap_or_default())?;
    apply(&catalog, &mut scheme.current, wanted)?;
    scheme.id = WorkflowSchemeId(tx.next_id("workflow_scheme_id").await?);
    store::insert(tx, &scheme).await?;
    record(cx, tx, "Workflow scheme created", None, &scheme, &catalog).await?;
    Ok(scheme)
}

/// Changes a scheme, or its draft, by what is given.
///
/// # Errors
/// As [`change`].
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    admin: Global<Administer>,
    id: &str,
    target: Target,
    wanted: &Wanted,
) -> Result<Changed> {
    let mut changed = change(cx, tx, admin, id, target, |catalog, mapping| {
        apply(catalog, mapping, wanted)
    })
    .await?;
    // A draft has its scheme's name.
    if target == Target::Draft || (wanted.name.is_none() && wanted.description.is_none()) {
        return Ok(changed);
    }
    if changed.scheme.id == DEFAULT {
        return Err(messages::workflow_scheme_default());
    }
    let catalog = Catalog::read(tx).await?;
    let before = changed.scheme.clone();
    if let Some(name) = &wanted.name {
        changed.scheme.name = checked_name(&catalog, Some(before.id), name)?;
    }
    if let Some(description) = &wanted.description {
        changed.scheme.description = checked_description(description)?;
    }
    if changed.scheme != before {
        store::update(tx, &changed.scheme).await?;
        let scheme = &changed.scheme;
        record(
            cx,
            tx,
            "Workflow scheme updated",
            Some(&before),
            scheme,
            &catalog,
        )
        .await?;
    }
    Ok(changed)
}

/// Changes what a scheme says, or its draft.
///
/// # Errors
/// Not found; Invalid, if projects use the scheme and the draft is not to be changed instead, for the default
/// scheme, and what `edit` finds wrong.
pub async fn change(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
    target: Target,
    edit: impl FnOnce(&Catalog, &mut Mapping) -> Result<()>,
) -> Result<Changed> {
    tx.change_policy().await?;
    let catalog = Catalog::read(tx).await?;
    let before = find(&catalog, id)?;
    let mut scheme = before.clone();
    let is_active = store::n_projects(tx, scheme.id).await? > 0;
    let draft = scheme.draft.as_ref().map(|draft| draft.mapping.clone());
    let is_for_draft = target == Target::Draft || (target == Target::SchemeOrDraft && is_active);
    let old = match draft {
        Some(draft) if is_for_draft => draft,
        _ => scheme.current.clone(),
    };
    let mut new = old.clone();
    edit(&catalog, &mut new)?;
    let is_new_draft = is_for_draft && scheme.draft.is_none();
    if new == old && !is_new_draft {
        return Ok(Changed {
            scheme,
            is_draft: is_for_draft,
        });
    }
    if scheme.id == DEFAULT {
        return Err(messages::workflow_scheme_default());
    }
    if is_for_draft {
        if !is_active {
            return Err(messages::workflow_scheme_not_active());
        }
        scheme.draft = Some(Draft {
            mapping: new,
            updated_at: cx.now(),
            updated_by: cx.user_id(),
        });
    } else if is_active {
        return Err(messages::workflow_scheme_active());
    } else {
        scheme.current = new;
    }
    store::update(tx, &scheme).await?;
    let summary = if is_for_draft {
        "Workflow scheme draft updated"
    } else {
        "Workflow scheme updated"
    };
    record(cx, tx, summary, Some(before), &scheme, &catalog).await?;
    Ok(Changed {
        scheme,
        is_draft: is_for_draft,
    })
}

/// Makes a draft of a scheme that projects use.
///
/// # Errors
/// Not found; Invalid, if there is one or no project uses the scheme.
pub async fn create_draft(
    cx: &Cx,
    tx: &mut Tx,
    admin: Global<Administer>,
    id: &str,
) -> Result<WorkflowScheme> {
    tx.change_policy().await?;
    let catalog = Catalog::read(tx).await?;
    if find(&catalog, id)?.draft.is_some() {
        return Err(messages::workflow_scheme_draft_exists());
    }
    let changed = change(cx, tx, admin, id, Target::Draft, |_, _| Ok(())).await?;
    Ok(changed.scheme)
}

/// Throws a scheme's draft away.
///
/// # Errors
/// Not found, if there is no scheme or no draft.
pub async fn delete_draft(cx: &Cx, tx: &mut Tx, _: Global<Administer>, id: &str) -> Result<()> {
    tx.change_policy().await?;
    let catalog = Catalog::read(tx).await?;
    let before = find(&catalog, id)?;
    let mut scheme = before.clone();
    if scheme.draft.take().is_none() {
        return Err(messages::no_workflow_scheme_draft(id));
    }
    store::update(tx, &scheme).await?;
    let summary = "Workflow scheme draft discarded";
    record(cx, tx, summary, Some(before), &scheme, &catalog).await
}

/// Puts a draft in its scheme's place.
///
/// # Errors
/// Not found; Invalid, while issues have statuses that their new workflow lacks.
pub async fn publish(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
) -> Result<WorkflowScheme> {
    tx.change_policy().await?;
    let catalog = Catalog::read(tx).await?;
    let before = find(&catalog, id)?;
    let mut scheme = before.clone();
    let draft = scheme.draft.take();
    scheme.current = draft
        .ok_or_else(|| messages::no_workflow_scheme_draft(id))?
        .mapping;
    let occurrences = store::occurrences(tx, Some(scheme.id), None).await?;
    check_statuses(&catalog, &scheme.current, &occurrences)?;
    store::update(tx, &scheme).await?;
    let summary = "Workflow scheme draft published";
    record(cx, tx, summary, Some(before), &scheme, &catalog).await?;
    Ok(scheme)
}

/// Deletes a scheme that no project uses.
///
/// # Errors
/// Not found; Invalid, if projects use it.
pub async fn delete(cx: &Cx, tx: &mut Tx, _: Global<Administer>, id: &str) -> Result<()> {
    tx.change_policy().await?;
    let catalog = Catalog::read(tx).await?;
    let scheme = find(&catalog, id)?;
    if scheme.id == DEFAULT {
        return Err(messages::workflow_scheme_default());
    }
    if store::n_projects(tx, scheme.id).await? > 0 {
        return Err(messages::workflow_scheme_in_use());
    }
    store::delete(tx, scheme.id).await?;
    record(
        cx,
        tx,
        "Workflow scheme deleted",
        Some(scheme),
        scheme,
        &catalog,
    )
    .await
}

/// Gives a project another scheme.
///
/// # Errors
/// Not found; Invalid, while issues have statuses that their new workflow lacks.
pub async fn assign(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    project: &Granted<ProjectRef, View>,
    id: &str,
) -> Result<WorkflowScheme> {
    tx.change_policy().await?;
    let catalog = Catalog::read(tx).await?;
    let scheme = find(&catalog, id)?;
    let occurrences = store::occurrences(tx, None, Some(project.id)).await?;
    check_statuses(&catalog, &scheme.current, &occurrences)?;
    store::set_of_project(tx, project.id, scheme.id).await?;
    let entry = Entry {
        category: "projects",
        summary: "Workflow scheme added to project",
        object: Object {
            kind: "PROJECT",
            id: project.id.to_string(),
            name: &project.name,
        },
        changes: Change::between("Workflow scheme", None, Some(&scheme.name))
            .into_iter()
            .collect(),
    };
    tx.audit(cx, entry).await?;
    let payload = json!({ "project": project.id.0, "scheme": scheme.id.0 });
    tx.event(cx, "project_updated", &payload).await?;
    Ok(scheme.clone())
}

/// Makes the scheme of a new project, in the transaction that makes the project; the project's entry in the audit
/// log stands for both.
///
/// # Errors
/// When the database refuses.
pub async fn create_for_project(tx: &mut Tx, project_key: &str) -> Result<WorkflowSchemeId> {
    let catalog = Catalog::read(tx).await?;
    let name = name_for_project(project_key);
    let is_taken = |name: &str| name_taken(&catalog, None, name);
    let mut free = name.clone();
    let mut number = 2;
    while is_taken(&free) {
        free = format!("{name} {number}");
        number += 1;
    }
    let scheme = WorkflowScheme {
        id: WorkflowSchemeId(tx.next_id("workflow_scheme_id").await?),
        name: free,
        description: String::new(),
        current: Mapping {
            default: workflow::OF_NEW_PROJECTS,
            types: Default::default(),
        },
        draft: None,
    };
    store::insert(tx, &scheme).await?;
    Ok(scheme.id)
}

/// Deletes the scheme that was made for a project with the project, unless others use it or it was given
/// another name.
///
/// # Errors
/// When the database refuses.
pub async fn delete_with_project(
    tx: &mut Tx,
    project_key: &str,
    id: WorkflowSchemeId,
) -> Result<()> {
    let catalog = Catalog::read(tx).await?;
    let Some(scheme) = catalog.workflow_scheme(id) else {
        return Ok(());
    };
    let is_own = scheme.id != DEFAULT && scheme.name.starts_with(&name_for_project(project_key));
    if is_own && store::n_projects(tx, id).await? == 0 {
        store::delete(tx, id).await?;
    }
    Ok(())
}

// The Python client's own tests look for this name.
fn name_for_project(project_key: &str) -> String {
    format!("{project_key}: Software Simplified Workflow Scheme")
}

fn apply(catalog: &Catalog, mapping: &mut Mapping, wanted: &Wanted) -> Result<()> {
    if let Some(name) = &wanted.default {
        mapping.default = workflow_named(catalog, name)?;
    }
    if let Some(types) = &wanted.types {
        mapping.types.clear();
        for (id, workflow) in types {
            let known = IssueTypeId::parse(id).and_then(|id| catalog.issue_type(id));
            let known = known.ok_or_else(|| messages::scheme_type_unknown(id))?;
            let workflow = workflow_named(catalog, workflow)?;
            mapping.types.insert(known.id, workflow);
        }
    }
    Ok(())
}

/// Refuses what would leave issues in statuses that their workflow lacks.
fn check_statuses(
    catalog: &Catalog,
    mapping: &Mapping,
    occurrences: &[store::Occurrence],
) -> Result<()> {
    let mut problems = base::error::Problems::default();
    for found in occurrences {
        let Some(workflow) = catalog.workflow(mapping.workflow_of(found.issue_type)) else {
            continue;
        };
        if workflow.step(found.status).is_some() {
            continue;
        }
        let issue_type = catalog.issue_type(found.issue_type);
        let status = catalog.status(found.status);
        problems.message(messages::status_not_in_workflow(
            found.n_issues,
            issue_type.map_or("", |known| &known.name),
            status.map_or("", |known| &known.name),
            &workflow.name,
        ));
    }
    problems.check()
}

fn name_taken(catalog: &Catalog, own: Option<WorkflowSchemeId>, name: &str) -> bool {
    let name = fold(name);
    let mut all = catalog.workflow_schemes.iter();
    all.any(|known| Some(known.id) != own && fold(&known.name) == name)
}

fn checked_name(catalog: &Catalog, own: Option<WorkflowSchemeId>, name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || text::is_longer(name, text::MAX_LINE) || text::has_control(name) {
        return Err(messages::workflow_scheme_name());
    }
    if name_taken(catalog, own, name) {
        return Err(messages::workflow_scheme_exists(name));
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
    before: Option<&WorkflowScheme>,
    after: &WorkflowScheme,
    catalog: &Catalog,
) -> Result<()> {
    let said = |mapping: &Mapping| in_words(mapping, catalog);
    let draft = |scheme: &WorkflowScheme| scheme.draft.as_ref().map(|draft| said(&draft.mapping));
    let old = before.map(|known| (said(&known.current), draft(known)));
    let (old, old_draft) = old.map_or((None, None), |(current, draft)| (Some(current), draft));
    let changes = [
        Change::between(
            "Name",
            before.map(|known| known.name.as_str()),
            Some(&after.name),
        ),
        Change::between(
            "Description",
            before.map(|known| known.description.as_str()),
            Some(&after.description),
        ),
        Change::between("Workflows", old.as_deref(), Some(&said(&after.current))),
        Change::between("Draft", old_draft.as_deref(), draft(after).as_deref()),
    ];
    let entry = Entry {
        category: "workflows",
        summary,
        object: Object {
            kind: "SCHEME",
            id: after.id.to_string(),
            name: &after.name,
        },
        changes: changes.into_iter().flatten().collect(),
    };
    tx.audit(cx, entry).await?;
    let payload = json!({ "scheme": after.id.0 });
    tx.event(cx, "workflow_scheme_changed", &payload).await
}

/// Returns what a mapping says: the default workflow, then each type's.
fn in_words(mapping: &Mapping, catalog: &Catalog) -> String {
    let name = |id| catalog.workflow(id).map_or("", |known| known.name.as_str());
    let mut words = name(mapping.default).to_owned();
    for (issue_type, workflow) in &mapping.types {
        let issue_type = catalog.issue_type(*issue_type);
        let issue_type = issue_type.map_or("", |known| known.name.as_str());
        words.push_str(&format!(", {issue_type}: {}", name(*workflow)));
    }
    words
}
