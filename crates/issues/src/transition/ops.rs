//! What taking a step means.

use base::error::Problems;
use base::guard::{self, Granted, IssueRef};
use base::{Cx, Result, Tx, messages};
use model::permission::may::{AddComments, TransitionIssues};
use model::{IssueTypeId, ProjectPermission, ResolutionId, StatusId, WorkflowSchemeId};
use policy::IssueFacts;
use projects::screen::{Screen, screens};
use projects::workflow::{About, Assignee, Effect};
use projects::{Catalog, StatusCategory, Transition, catalog};

use crate::field::custom::{Changes, Target};
use crate::issue::given::{Given, Named, Person};
use crate::issue::ops::{Lists, apply_on_screen, assignee, resolution, save};
use crate::issue::store::{self, Values};
use crate::{comment, issue_link, screen, worklog};

/// Returns the steps an issue in the status can take, asked by this caller.
pub fn available<'a>(
    cx: &'a Cx,
    catalog: &'a Catalog,
    (scheme, issue_type): (WorkflowSchemeId, IssueTypeId),
    status: StatusId,
    about: About<'a>,
) -> impl Iterator<Item = &'a Transition> {
    catalog
        .workflow_of(scheme, issue_type)
        .into_iter()
        .flat_map(move |workflow| workflow.available(cx, status, about))
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
    mut given: Given,
    mut problems: Problems,
) -> Result<()> {
    let old = store::lock(tx, issue.id)
        .await?
        .ok_or_else(messages::no_such_issue)?;
    let catalog = catalog(cx, tx).await?;
    let facts = IssueFacts {
        reporter: old.reporter,
        assignee: old.assignee,
        ..issue.facts()
    };
    let about = About {
        project: issue.project,
        facts: &facts,
    };
    let follows = (issue.workflow_scheme, old.issue_type);
    let step = available(cx, &catalog, follows, old.status, about)
        .find(|step| step.number.to_string() == id);
    let Some(step) = step else {
        let status = catalog.status(old.status);
        let status = status.map_or("", |status| &status.name);
        return Err(messages::transition_not_available(id, status));
    };
    let screens = screens(cx, tx).await?;
    let screen = step.screen.and_then(|id| screens.get(id));
    let resolution = given.resolution.take();
    let mut new = after(
        cx,
        &catalog,
        step,
        &old,
        (screen, resolution),
        &mut problems,
    );
    let comments = std::mem::take(&mut given.comments);
    let links = std::mem::take(&mut given.links);
    let worklogs = std::mem::take(&mut given.worklogs);
    let custom = std::mem::take(&mut given.custom);
    let mut lists = Lists::default();
    if let Some(screen) = screen {
        refuse_others(screen, &given.named, &mut problems);
        let values = (&old, new);
        (new, lists) =
            apply_on_screen(cx, tx, issue, &catalog, values, given, &mut problems).await?;
    } else {
        refuse_all_others(&given.named, &mut problems);
        if let Some(wanted) = &given.assignee {
            assign(cx, tx, issue, wanted, &mut new, &mut problems).await?;
        }
    }
    for function in &step.functions {
        if let Some(Effect::Assign(to)) = function.effect() {
            assign_to(cx, tx, issue, to, &mut new).await?;
        }
    }
    // What is not on the screen was refused already; a step without one takes no custom field.
    let target = Target::of(issue, new.issue_type);
    let custom = Changes::take(cx, tx, target, custom, &mut problems).await?;
    problems.check()?;
    lists.store(tx, issue.id).await?;
    let mut items = lists.items();
    items.extend(custom.items());
    custom.store(cx, tx, issue.id).await?;
    save(cx, tx, issue, &catalog, (&old, &new), items).await?;
    if !comments.is_empty() {
        let issue = issue.also::<AddComments>(cx)?;
        for given in &comments {
            comment::create(cx, tx, &issue, given).await?;
        }
    }
    worklog::create_all(cx, tx, issue.id, &worklogs).await?;
    issue_link::create_all(cx, tx, issue.id, &links).await
}

/// Without a screen a step takes a resolution, an assignee and comments, and nothing else.
fn refuse_all_others(given: &[String], problems: &mut Problems) {
    const TAKEN: [&str; 3] = ["resolution", "assignee", "comment"];
    for field in given {
        if !TAKEN.contains(&field.as_str()) {
            problems.field(field, messages::cannot_be_set(field));
        }
    }
}

/// With a screen it takes what is on it, and comments.
fn refuse_others(screen: &Screen, given: &[String], problems: &mut Problems) {
    for field in given {
        if field != "comment" && !screen::is_on_own(screen, field) {
            problems.field(field, messages::cannot_be_set(field));
        }
    }
}

/// Returns whether a step lets a resolution be chosen: its properties may name those it does, or does not.
pub fn offers(step: &Transition, resolution: ResolutionId) -> bool {
    let names = |key| {
        let ids = step.property(key)?.split(',');
        Some(ids.map(str::trim).any(|id| id == resolution.to_string()))
    };
    names("jira.field.resolution.include").unwrap_or(true)
        && !names("jira.field.resolution.exclude").unwrap_or(false)
}

/// Returns what the issue holds after the step.
fn after(
    cx: &Cx,
    catalog: &Catalog,
    step: &Transition,
    old: &Values,
    (screen, given): (Option<&Screen>, Option<Option<Named>>),
    problems: &mut Problems,
) -> Values {
    let category = |status| catalog.status(status).map(|status| status.category);
    let mut new = old.clone();
    new.status = step.to;
    if category(old.status) != category(new.status) {
        new.status_category_changed_at = cx.now();
    }
    let is_done = category(step.to) == Some(StatusCategory::Done);
    for function in &step.functions {
        if let Some(Effect::Resolution(resolution)) = function.effect() {
            // One that was deleted since is none.
            new.resolution = resolution.filter(|id| catalog.resolution(*id).is_some());
        }
    }
    let is_asked = match screen {
        Some(screen) => screen.has("resolution"),
        None => is_done,
    };
    match &given {
        // The screen asks for one: without an answer it is the usual one.
        None if is_asked && screen.is_some() && new.resolution.is_none() => {
            let usual = catalog.resolutions.iter().find(|known| known.is_default);
            match usual.filter(|known| offers(step, known.id)) {
                Some(usual) => new.resolution = Some(usual.id),
                None => problems.field("resolution", messages::RESOLUTION_REQUIRED),
            }
        }
        None => {}
        // That it is not on the screen is said by who asks the screen.
        Some(_) if !is_asked => {
            problems.field("resolution", messages::cannot_be_set("resolution"));
        }
        Some(None) => problems.field("resolution", messages::RESOLUTION_NOT_VALID),
        Some(Some(wanted)) => match resolution(wanted, catalog) {
            Ok(known) if offers(step, known.id) => new.resolution = Some(known.id),
            Ok(_) => problems.field("resolution", messages::RESOLUTION_NOT_VALID),
            Err(problem) => problems.field("resolution", problem),
        },
    }
    if new.resolution != old.resolution {
        new.resolved_at = new.resolution.map(|_| cx.now());
    }
    new
}

/// Makes somebody the assignee, as a post function says; one who may not be it changes nothing.
async fn assign_to(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, TransitionIssues>,
    to: Assignee,
    new: &mut Values,
) -> Result<()> {
    let user = match to {
        Assignee::Caller => cx.user_id(),
        Assignee::Reporter => new.reporter,
        Assignee::Lead => store::defaults(tx, issue.project)
            .await?
            .map(|defaults| defaults.lead),
        Assignee::Nobody => {
            new.assignee = None;
            return Ok(());
        }
    };
    if let Some(user) = user {
        let subject = guard::subject_of(tx, user).await?;
        if guard::may_be_assigned(cx, &subject, issue) {
            new.assignee = Some(user);
        }
    }
    Ok(())
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
