//! What taking a step means.

use base::error::Problems;
use base::guard::{self, Granted, IssueRef};
use base::{Cx, Result, Tx, messages};
use model::permission::may::{AddComments, TransitionIssues};
use model::{ProjectPermission, StatusId, WorkflowId};
use projects::{Catalog, StatusCategory, Transition, catalog};

use crate::comment;
use crate::issue::given::{Given, Person};
use crate::issue::ops::{assignee, resolution, save};
use crate::issue::store::{self, Values};

/// Returns the steps of a workflow from a status.
pub fn available(
    catalog: &Catalog,
    workflow: WorkflowId,
    status: StatusId,
) -> impl Iterator<Item = &Transition> {
    catalog
        .workflow(workflow)
        .into_iter()
        .flat_map(move |workflow| workflow.from_status(status))
}

/// Takes a step. `problems` are those found in reading what is wanted besides.
///
/// # Errors
/// Invalid, if the issue cannot take the step from where it is, or a field cannot be set with it.
pub async fn transition(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, TransitionIssues>,
    id: &str,
    given: Given,
    mut problems: Problems,
) -> Result<()> {
    let old = store::lock(tx, issue.id)
        .await?
        .ok_or_else(messages::no_such_issue)?;
    let catalog = catalog(cx, tx).await?;
    let Some(step) =
        available(&catalog, issue.workflow, old.status).find(|step| step.number.to_string() == id)
    else {
        let status = catalog.status(old.status);
        let status = status.map_or("", |status| &status.name);
        return Err(messages::transition_not_available(id, status));
    };
    refuse_others(&given, &mut problems);
    let mut new = after(cx, &catalog, step, &old, &given, &mut problems);
    if let Some(wanted) = &given.assignee {
        assign(cx, tx, issue, wanted, &mut new, &mut problems).await?;
    }
    problems.check()?;
    save(cx, tx, issue, &catalog, (&old, &new), Vec::new()).await?;
    if !given.comments.is_empty() {
        let issue = issue.also::<AddComments>(cx)?;
        for given in &given.comments {
            comment::create(cx, tx, &issue, given).await?;
        }
    }
    Ok(())
}

/// A step sets the resolution and the assignee, and nothing else.
fn refuse_others(given: &Given, problems: &mut Problems) {
    let others = [
        ("project", given.project.is_some()),
        ("issuetype", given.issue_type.is_some()),
        ("parent", given.parent.is_some()),
        ("summary", given.summary.is_some()),
        ("description", given.description.is_some()),
        ("environment", given.environment.is_some()),
        ("duedate", given.due_date.is_some()),
        ("priority", given.priority.is_some()),
        ("security", given.security.is_some()),
        ("reporter", given.reporter.is_some()),
        ("labels", !given.lists.labels.is_empty()),
        ("components", !given.lists.components.is_empty()),
        ("versions", !given.lists.versions.is_empty()),
        ("fixVersions", !given.lists.fix_versions.is_empty()),
        ("worklog", !given.worklogs.is_empty()),
        ("timetracking", given.time.is_given()),
        ("issuelinks", !given.links.is_empty()),
    ];
    let custom = given.custom.iter();
    let custom: Vec<String> = custom.map(|(id, _)| format!("customfield_{id}")).collect();
    let others = others.into_iter();
    for (field, is_given) in others.chain(custom.iter().map(|key| (key.as_str(), true))) {
        if is_given {
            problems.field(field, messages::cannot_be_set(field));
        }
    }
}

/// Returns what the issue holds after the step.
fn after(
    cx: &Cx,
    catalog: &Catalog,
    step: &Transition,
    old: &Values,
    given: &Given,
    problems: &mut Problems,
) -> Values {
    let category = |status| catalog.status(status).map(|status| status.category);
    let mut new = old.clone();
    new.status = step.to;
    if category(old.status) != category(new.status) {
        new.status_category_changed_at = cx.now();
    }
    let is_done = category(step.to) == Some(StatusCategory::Done);
    new.resolution = step.resolution;
    match &given.resolution {
        None => {}
        Some(_) if !is_done => {
            problems.field("resolution", messages::cannot_be_set("resolution"));
        }
        Some(None) => problems.field("resolution", messages::RESOLUTION_NOT_VALID),
        Some(Some(wanted)) => match resolution(wanted, catalog) {
            Ok(known) => new.resolution = Some(known.id),
            Err(problem) => problems.field("resolution", problem),
        },
    }
    if new.resolution != old.resolution {
        new.resolved_at = new.resolution.map(|_| cx.now());
    }
    new
}

async fn assign(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, TransitionIssues>,
    wanted: &Person,
    new: &mut Values,
    problems: &mut Problems,
) -> Result<()> {
    if !guard::may_on_issue(cx, issue, ProjectPermission::AssignIssues) {
        problems.field("assignee", messages::cannot_be_set("assignee"));
        return Ok(());
    }
    match assignee(cx, tx, issue, wanted, None).await? {
        Ok(assignee) => new.assignee = assignee,
        Err(problem) => problems.field("assignee", problem),
    }
    Ok(())
}
