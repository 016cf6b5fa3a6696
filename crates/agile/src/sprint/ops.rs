//! What making, changing and deleting sprints means.

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::guard::{self, Granted, IssueRef};
use base::{Cx, Error, Result, Tx, messages, text};
use issues::planning::{self, Destination, MOST, Sprint, State};
use model::permission::may::{EditIssues, ScheduleIssues};
use model::{BoardId, GlobalPermission, ProjectId, ProjectPermission, SprintId, Timestamp};
use search::filter::Viewer;
use search::query;
use serde_json::json;

use super::store;
use super::wire::GivenSprint;
use crate::board::ops::{self as boards, Kind};
use crate::board::store as board_store;

/// The longest goal.
const MAX_GOAL: usize = 1000;
/// The query for what is not done, and in no sprint that is not closed.
pub const BACKLOG: &str = "(Sprint is EMPTY OR Sprint not in (openSprints(), futureSprints())) \
                           AND statusCategory != Done";

/// Returns the query for the issues of a sprint.
pub fn within(id: SprintId) -> String {
    format!("Sprint = {id}")
}

/// Returns the sprint.
///
/// # Errors
/// Not found, if the caller does not see it; Unauthorized, if they are nobody.
pub async fn see(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Sprint> {
    let ids: Vec<i64> = SprintId::parse(id).into_iter().map(|id| id.0).collect();
    let found = seen(cx, tx, &ids, false).await?.pop();
    found.ok_or_else(messages::no_such_sprint)
}

async fn seen(cx: &Cx, tx: &mut db::Tx, ids: &[i64], is_locked: bool) -> Result<Vec<Sprint>> {
    let sight = query::sight_of(cx, tx).await?;
    let found = store::seen(tx, &Viewer::of(cx), &sight, ids, is_locked).await?;
    if found.is_empty() {
        cx.signed_in()?;
    }
    Ok(found)
}

/// A sprint, locked, and in which ways the caller may change it.
#[derive(Debug)]
pub struct Managed {
    sprint: Sprint,
    rights: Rights,
}

/// In which ways somebody may change a sprint.
#[derive(Clone, Copy, Debug)]
struct Rights {
    all: bool,
    start_and_stop: bool,
    name_and_goal: bool,
}

impl Managed {
    /// Returns the sprint, if the caller may change all of it.
    ///
    /// # Errors
    /// Forbidden.
    pub fn whole(self) -> Result<Sprint> {
        if self.rights.all {
            Ok(self.sprint)
        } else {
            Err(messages::no_sprint_permission())
        }
    }
}

/// Returns the sprints of these ids, all of which the caller must see, with what they may do.
///
/// # Errors
/// Not found, if they do not see one; Unauthorized, if they are nobody.
pub async fn managed(cx: &Cx, tx: &mut Tx, ids: &[SprintId]) -> Result<Vec<Managed>> {
    cx.signed_in()?;
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let found = seen(cx, tx, &numbers, true).await?;
    let mut all = Vec::new();
    // One sprint, or the two that are swapped.
    for id in ids {
        let sprint = found.iter().find(|sprint| sprint.id == *id).cloned();
        let sprint = sprint.ok_or_else(messages::no_such_sprint)?;
        let projects = match sprint.board {
            Some(board) => projects_of_board(cx, tx, board).await?,
            None => store::projects_in(tx, sprint.id).await?,
        };
        let rights = rights(cx, &projects);
        all.push(Managed { sprint, rights });
    }
    Ok(all)
}

/// Returns one sprint with what the caller may do.
///
/// # Errors
/// As [`managed`].
pub async fn managed_one(cx: &Cx, tx: &mut Tx, id: &str) -> Result<Managed> {
    cx.signed_in()?;
    let id = SprintId::parse(id).ok_or_else(messages::no_such_sprint)?;
    let found = managed(cx, tx, &[id]).await?.pop();
    found.ok_or_else(messages::no_such_sprint)
}

/// Returns the projects in which somebody must hold a permission: those a board's filter names, or all.
async fn projects_of_board(cx: &Cx, tx: &mut Tx, board: BoardId) -> Result<Vec<ProjectId>> {
    let jql = board_store::jql_of(tx, board).await?.unwrap_or_default();
    match boards::projects_named(cx, tx, &jql).await? {
        Some(projects) => Ok(projects),
        None => Ok(store::all_projects(tx).await?),
    }
}

fn rights(cx: &Cx, projects: &[ProjectId]) -> Rights {
    let is_administrator = guard::has_global(cx, GlobalPermission::Administer);
    let everywhere = |permission| {
        let holds = |project: &ProjectId| guard::has_in_project(cx, *project, permission);
        // In no project at all nobody holds anything.
        projects.iter().all(holds) && (is_administrator || !projects.is_empty())
    };
    let all = everywhere(ProjectPermission::ManageSprints);
    Rights {
        all,
        start_and_stop: all || everywhere(ProjectPermission::StartStopSprints),
        name_and_goal: all || everywhere(ProjectPermission::EditSprintNameAndGoal),
    }
}

/// Makes a future sprint on a board.
///
/// # Errors
/// Invalid, with all that is wrong; not found, if the caller does not see the board.
pub async fn create(cx: &Cx, tx: &mut Tx, given: &GivenSprint) -> Result<Sprint> {
    cx.signed_in()?;
    let Some(board) = &given.origin_board_id else {
        return Err(Error::invalid_field(
            "originBoardId",
            messages::SPRINT_BOARD_NEEDED,
        ));
    };
    let board = boards::see(cx, tx, &board.text()).await?;
    if board.kind == Kind::Kanban {
        return Err(messages::board_has_no_sprints());
    }
    let projects = projects_of_board(cx, tx, board.id).await?;
    if !rights(cx, &projects).all {
        return Err(messages::no_sprint_permission());
    }
    let mut sprint = Sprint {
        id: SprintId(0),
        board: Some(board.id),
        name: String::new(),
        goal: None,
        state: State::Future,
        position: 0,
        start_at: None,
        end_at: None,
        activated_at: None,
        completed_at: None,
        is_synced: false,
    };
    take(cx, &mut sprint, given, true)?;
    sprint.id = SprintId(tx.next_id("sprint_id").await?);
    sprint.position = sprint.id.0;
    store::insert(tx, &sprint).await?;
    told(
        cx,
        tx,
        "Sprint created",
        "sprint_created",
        &sprint,
        Vec::new(),
    )
    .await?;
    Ok(sprint)
}

/// Changes a sprint: what is left out goes, if it is replaced, and stays otherwise.
///
/// # Errors
/// Invalid, with all that is wrong; Forbidden, if the caller may not change this of it.
pub async fn change(
    cx: &Cx,
    tx: &mut Tx,
    managed: Managed,
    given: &GivenSprint,
    replaces: bool,
) -> Result<Sprint> {
    let Managed {
        sprint: old,
        rights,
    } = managed;
    if !(rights.start_and_stop || rights.name_and_goal) {
        return Err(messages::no_sprint_permission());
    }
    if old.state == State::Closed {
        return Err(messages::sprint_not_changeable());
    }
    let mut new = old.clone();
    take(cx, &mut new, given, replaces)?;
    let state = given.state.as_deref().filter(|word| !word.is_empty());
    let state = state.map(|word| {
        let state = State::find(word);
        state.ok_or_else(|| Error::invalid_field("state", messages::SPRINT_STATE_NOT_VALID))
    });
    step(&mut new, state.transpose()?.unwrap_or(old.state), cx.now())?;
    let dates = (old.start_at, old.end_at) != (new.start_at, new.end_at);
    let words = old.name != new.name || old.goal != new.goal;
    let is_fine = rights.all
        || (!dates || rights.start_and_stop && old.state != new.state)
            && (old.state == new.state || rights.start_and_stop)
            && (!words || rights.name_and_goal)
            && old.is_synced == new.is_synced;
    if !is_fine {
        return Err(messages::no_sprint_permission());
    }
    let is_administrator = guard::has_global(cx, GlobalPermission::Administer);
    if (dates && old.is_synced || old.is_synced != new.is_synced) && !is_administrator {
        return Err(messages::sprint_is_synced());
    }
    store::update(tx, &new).await?;
    let changes = [
        Change::between("Name", Some(&old.name), Some(&new.name)),
        Change::between("State", Some(old.state.word()), Some(new.state.word())),
    ];
    let event = match (old.state, new.state) {
        (State::Future, State::Active) => "sprint_started",
        (State::Active, State::Closed) => "sprint_closed",
        _ => "sprint_updated",
    };
    let changes = changes.into_iter().flatten().collect();
    told(cx, tx, "Sprint updated", event, &new, changes).await?;
    Ok(new)
}

/// Takes over what is given, but for the state.
fn take(cx: &Cx, sprint: &mut Sprint, given: &GivenSprint, replaces: bool) -> Result<()> {
    let mut problems = Problems::default();
    match given.name.as_deref().map(str::trim) {
        None if !replaces => {}
        name => {
            let name = name.unwrap_or_default();
            if text::is_blank(name)
                || text::is_longer(name, text::MAX_LINE)
                || text::has_control(name)
            {
                problems.field("name", messages::SPRINT_NAME_NOT_VALID);
            }
            name.clone_into(&mut sprint.name);
        }
    }
    let goal = given.goal.clone().or_else(|| replaces.then_some(None));
    if let Some(goal) = goal {
        if goal
            .as_deref()
            .is_some_and(|goal| text::is_longer(goal, MAX_GOAL))
        {
            problems.field("goal", messages::SPRINT_GOAL_TOO_LONG);
        }
        sprint.goal = goal.filter(|goal| !goal.is_empty());
    }
    let mut date = |field: &str, given: &Option<Option<String>>, into: &mut Option<Timestamp>| {
        let Some(given) = given.clone().or_else(|| replaces.then_some(None)) else {
            return;
        };
        let given = given.filter(|text| !text.is_empty());
        let read = given.as_deref().map(moment);
        if read == Some(None) {
            problems.field(field, messages::SPRINT_DATE_NOT_VALID);
        }
        *into = read.flatten();
    };
    date("startDate", &given.start_date, &mut sprint.start_at);
    date("endDate", &given.end_date, &mut sprint.end_at);
    if let (Some(start), Some(end)) = (sprint.start_at, sprint.end_at)
        && end <= start
    {
        problems.field("endDate", messages::SPRINT_ENDS_FIRST);
    }
    // D-038: nobody would begin or end it.
    if given.auto_start_stop == Some(true) {
        problems.field("autoStartStop", messages::SPRINT_NOT_AUTOMATIC);
    }
    problems.check()?;
    if let Some(synced) = given.synced {
        if synced && !sprint.is_synced && !guard::has_global(cx, GlobalPermission::Administer) {
            return Err(messages::sprint_is_synced());
        }
        sprint.is_synced = synced;
    }
    Ok(())
}

/// Reads a moment with an offset.
fn moment(text: &str) -> Option<Timestamp> {
    let moment: jiff::Timestamp = text.parse().ok()?;
    Some(Timestamp(moment.as_millisecond()))
}

/// Takes the step to another state.
fn step(sprint: &mut Sprint, to: State, now: Timestamp) -> Result<()> {
    match (sprint.state, to) {
        (from, to) if from == to => {}
        (State::Future, State::Active) => {
            if sprint.start_at.is_none() || sprint.end_at.is_none() {
                return Err(Error::invalid_field("state", messages::SPRINT_DATES_NEEDED));
            }
            sprint.activated_at = Some(now);
        }
        (State::Active, State::Closed) => sprint.completed_at = Some(now),
        _ => return Err(Error::invalid_field("state", messages::SPRINT_STATE_STEP)),
    }
    sprint.state = to;
    Ok(())
}

/// Deletes a future sprint; its issues go to the backlog.
///
/// # Errors
/// Invalid, if it was begun or is synced.
pub async fn delete(cx: &Cx, tx: &mut Tx, managed: Managed) -> Result<()> {
    let sprint = managed.whole()?;
    if sprint.state != State::Future || sprint.is_synced {
        return Err(messages::sprint_not_deletable());
    }
    planning::all_of_sprint_to(cx, tx, &sprint, Destination::Backlog).await?;
    store::delete(tx, sprint.id).await?;
    told(
        cx,
        tx,
        "Sprint deleted",
        "sprint_deleted",
        &sprint,
        Vec::new(),
    )
    .await
}

/// Puts each of two sprints in the place of the other.
///
/// # Errors
/// Invalid, if they are in different states.
pub async fn swap(cx: &Cx, tx: &mut Tx, ids: [SprintId; 2]) -> Result<()> {
    let mut sprints = managed(cx, tx, &ids).await?.into_iter();
    let (Some(one), Some(other)) = (sprints.next(), sprints.next()) else {
        return Err(messages::no_such_sprint());
    };
    let (mut one, mut other) = (one.whole()?, other.whole()?);
    if one.state != other.state {
        return Err(messages::sprints_not_swappable());
    }
    if one.id == other.id {
        return Ok(());
    }
    std::mem::swap(&mut one.position, &mut other.position);
    store::update(tx, &one).await?;
    store::update(tx, &other).await?;
    told(
        cx,
        tx,
        "Sprints swapped",
        "sprint_updated",
        &one,
        Vec::new(),
    )
    .await
}

/// Takes sprints out of step with others: these, or all.
///
/// # Errors
/// Not found, if one is not there.
pub async fn unmap(cx: &Cx, tx: &mut Tx, ids: Option<&[i64]>) -> Result<()> {
    guard::administrator(cx)?;
    if let Some(ids) = ids {
        let mut distinct = ids.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        if seen(cx, tx, &distinct, true).await?.len() < distinct.len() {
            return Err(messages::no_such_sprint());
        }
    }
    store::unmap(tx, ids).await?;
    let payload = json!({ "sprints": ids });
    tx.event(cx, "sprints_unmapped", &payload).await
}

/// Moves issues into a sprint, or into none.
///
/// # Errors
/// Invalid, if one is not there or cannot go there; Forbidden, if it may not be moved by the caller.
pub async fn move_issues(
    cx: &Cx,
    tx: &mut Tx,
    issues: Option<&[String]>,
    to: Destination<'_>,
) -> Result<()> {
    let issues = given_issues::<EditIssues>(cx, tx, issues).await?;
    for issue in &issues {
        issue.also::<ScheduleIssues>(cx)?;
    }
    planning::put_into_sprint(cx, tx, &issues, to).await
}

/// Returns the issues of a request, each once, with proof that the caller may do `P` with every one.
///
/// # Errors
/// Invalid, if there are none, too many, or one that the caller does not see; Forbidden, if they may not.
pub async fn given_issues<P: model::permission::may::ProjectRight>(
    cx: &Cx,
    tx: &mut Tx,
    given: Option<&[String]>,
) -> Result<Vec<Granted<IssueRef, P>>> {
    cx.signed_in()?;
    let given = given.filter(|given| !given.is_empty());
    let given = given.ok_or_else(messages::issues_missing)?;
    if given.len() > MOST {
        return Err(messages::too_many_issues_to_move(MOST));
    }
    let mut issues: Vec<Granted<IssueRef, P>> = Vec::new();
    let found = guard::issues::<P>(cx, tx, given).await?;
    for (issue, text) in found.into_iter().zip(given) {
        match issue {
            Ok(issue) if issues.iter().any(|known| known.id == issue.id) => {}
            Ok(issue) => issues.push(issue),
            Err(Error::NotFound(_)) => return Err(messages::no_such_issue_in_list(text)),
            Err(error) => return Err(error),
        }
    }
    Ok(issues)
}

async fn told(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    event: &'static str,
    sprint: &Sprint,
    changes: Vec<Change>,
) -> Result<()> {
    let object = Object {
        kind: "SPRINT",
        id: sprint.id.to_string(),
        name: &sprint.name,
    };
    let entry = Entry {
        category: "sprints",
        summary,
        object,
        changes,
    };
    tx.audit(cx, entry).await?;
    tx.event(cx, event, &json!({ "sprint": sprint.id.0 })).await
}
