//! The sprints of issues.

use std::collections::{BTreeMap, HashMap};

use base::guard::{self, Granted, IssueRef};
use base::{Cx, Result, Tx, messages};
use model::permission::may::{EditIssues, ScheduleIssues};
use model::{BoardId, IssueId, ProjectPermission, SprintId, Timestamp};

use super::{changed, store};
use crate::field::custom::{Planned, Target};
use crate::history::{Item, Name, Side};

/// How far a sprint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Planned.
    Future,
    /// Running.
    Active,
    /// Over.
    Closed,
}

impl State {
    /// All states, in the order in which sprints are listed.
    pub const ALL: [Self; 3] = [Self::Closed, Self::Active, Self::Future];

    /// Returns the word it is stored and told with.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Future => "future",
            Self::Active => "active",
            Self::Closed => "closed",
        }
    }

    /// Returns the state of this name, whatever its case.
    #[must_use]
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|state| state.word().eq_ignore_ascii_case(word))
    }
}

/// A sprint.
#[derive(Clone, Debug)]
pub struct Sprint {
    /// Its id.
    pub id: SprintId,
    /// The board it was made on, while there is one.
    pub board: Option<BoardId>,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub goal: Option<String>,
    /// How far it is.
    pub state: State,
    /// Its place among the others.
    pub position: i64,
    /// When it is to begin.
    pub start_at: Option<Timestamp>,
    /// When it is to end.
    pub end_at: Option<Timestamp>,
    /// When it was begun.
    pub activated_at: Option<Timestamp>,
    /// When it was closed.
    pub completed_at: Option<Timestamp>,
    /// Whether a plan of several teams keeps it in step with others.
    pub is_synced: bool,
}

impl Sprint {
    /// Returns the form that an issue's Sprint field has: Java's, which clients take apart.
    #[must_use]
    pub fn in_issue(&self) -> String {
        let at = |at: Option<Timestamp>| {
            at.map_or_else(
                || "<null>".to_owned(),
                |at| at.to_jira().replace("+0000", "Z"),
            )
        };
        let board = self
            .board
            .map_or_else(|| "<null>".to_owned(), |id| id.to_string());
        format!(
            "com.atlassian.greenhopper.service.sprint.Sprint@{:x}[id={},rapidViewId={board},state={},name={},\
             startDate={},endDate={},completeDate={},activatedDate={},sequence={},goal={},\
             autoStartStop=false,synced={}]",
            // Java shows an object's hash here; ours is at least the same each time.
            self.id.0.wrapping_mul(2_654_435_761) & 0x7fff_ffff,
            self.id,
            self.state.word().to_ascii_uppercase(),
            self.name,
            at(self.start_at),
            at(self.end_at),
            at(self.completed_at),
            at(self.activated_at),
            self.position,
            self.goal.as_deref().unwrap_or("<null>"),
            self.is_synced,
        )
    }
}

/// Where issues go.
#[derive(Clone, Copy, Debug)]
pub enum Destination<'a> {
    /// Into a sprint that is not closed.
    Sprint(&'a Sprint),
    /// Into none.
    Backlog,
}

/// Returns the sprints of issues, each issue's in their order.
///
/// # Errors
/// When the database cannot be read.
pub async fn sprints_of(tx: &mut db::Tx, ids: &[IssueId]) -> Result<HashMap<IssueId, Vec<Sprint>>> {
    let mut sprints: HashMap<IssueId, Vec<Sprint>> = HashMap::new();
    for (issue, sprint) in store::sprints_of(tx, ids).await? {
        sprints.entry(issue).or_default().push(sprint);
    }
    Ok(sprints)
}

/// Moves issues, with their sub-tasks, into a sprint or into the backlog.
///
/// # Errors
/// Invalid, if the sprint is closed, or for a sub-task, which goes where its issue goes.
pub async fn put_into_sprint(
    cx: &Cx,
    tx: &mut Tx,
    issues: &[Granted<IssueRef, EditIssues>],
    to: Destination<'_>,
) -> Result<()> {
    if let Destination::Sprint(sprint) = to
        && sprint.state == State::Closed
    {
        return Err(messages::sprint_is_closed());
    }
    let ids: Vec<IssueId> = issues.iter().map(|issue| issue.id).collect();
    let family = store::family(tx, &ids).await?;
    if let Some((id, _)) = family.iter().find(|(id, parent)| {
        ids.contains(id) && parent.is_some_and(|parent| !ids.contains(&parent))
    }) {
        let key = issues
            .iter()
            .find(|issue| issue.id == *id)
            .map(|issue| issue.key.to_string());
        return Err(messages::subtask_has_no_sprint(&key.unwrap_or_default()));
    }
    let family: Vec<IssueId> = family.into_iter().map(|(id, _)| id).collect();
    move_all(cx, tx, &family, to).await
}

/// Moves all issues of a sprint that is not closed.
///
/// # Errors
/// When the database refuses.
pub async fn all_of_sprint_to(
    cx: &Cx,
    tx: &mut Tx,
    sprint: &Sprint,
    to: Destination<'_>,
) -> Result<()> {
    let issues = store::issues_in(tx, sprint.id).await?;
    move_all(cx, tx, &issues, to).await
}

async fn move_all(cx: &Cx, tx: &mut Tx, ids: &[IssueId], to: Destination<'_>) -> Result<()> {
    let mut before: BTreeMap<IssueId, Vec<Sprint>> = BTreeMap::new();
    for (issue, sprint) in store::sprints_of(tx, ids).await? {
        before.entry(issue).or_default().push(sprint);
    }
    let none = Vec::new();
    let mut changes = Vec::new();
    for id in ids {
        let old = before.get(id).unwrap_or(&none);
        let mut new: Vec<&Sprint> = old
            .iter()
            .filter(|known| known.state == State::Closed)
            .collect();
        if let Destination::Sprint(sprint) = to {
            new.push(sprint);
        }
        let old: Vec<&Sprint> = old.iter().collect();
        if let Some(item) = Item::between(Name::custom("Sprint"), side(&old), side(&new)) {
            changes.push((*id, vec![item]));
        }
    }
    let moved: Vec<IssueId> = changes.iter().map(|(id, _)| *id).collect();
    if moved.is_empty() {
        return Ok(());
    }
    store::leave_open_sprints(tx, &moved).await?;
    if let Destination::Sprint(sprint) = to {
        store::join_sprint(tx, &moved, sprint.id).await?;
    }
    changed(cx, tx, &changes).await
}

/// Finds out what putting an issue into a sprint, or into none, by an edit comes to.
///
/// # Errors
/// When the database cannot be read.
pub async fn plan_sprint(
    cx: &Cx,
    tx: &mut Tx,
    field: &str,
    target: Target,
    wanted: Option<&str>,
) -> Result<std::result::Result<Planned, String>> {
    let refused = || Ok(Err(messages::cannot_be_set(field)));
    let catalog = projects::catalog(cx, tx).await?;
    let kind = catalog.issue_type(target.issue_type);
    let old: Vec<Sprint> = match target.issue {
        Some(issue) => {
            let sprints = store::sprints_of(tx, &[issue]).await?;
            sprints.into_iter().map(|(_, sprint)| sprint).collect()
        }
        None => Vec::new(),
    };
    let new = match wanted {
        None => None,
        Some(id) => {
            let found = match SprintId::parse(id) {
                Some(id) => store::sprint_to_join(cx, tx, id).await?,
                None => None,
            };
            match found {
                Some(sprint) if sprint.state != State::Closed => Some(sprint),
                _ => return Ok(Err(messages::SPRINT_NOT_VALID.to_owned())),
            }
        }
    };
    let closed = old.iter().filter(|known| known.state == State::Closed);
    let after: Vec<&Sprint> = closed.chain(&new).collect();
    let before: Vec<&Sprint> = old.iter().collect();
    let item = Item::between(Name::custom("Sprint"), side(&before), side(&after));
    if item.is_some() {
        // A part is where the whole is.
        let is_subtask = kind.is_some_and(|kind| kind.is_subtask);
        let may = match target.issue {
            Some(issue) => guard::issue_by_id::<ScheduleIssues>(cx, tx, issue)
                .await
                .is_ok(),
            None => guard::has_in_project(cx, target.project, ProjectPermission::ScheduleIssues),
        };
        if is_subtask || !may {
            return refused();
        }
    }
    Ok(Ok(Planned {
        data: new.map(|sprint| sprint.id.0).into(),
        items: item.into_iter().collect(),
    }))
}

/// Puts an issue with its sub-tasks into a sprint, or into none, without the history of the issue itself.
///
/// # Errors
/// When the database refuses.
pub async fn write_sprint(tx: &mut Tx, issue: IssueId, to: Option<SprintId>) -> Result<()> {
    let family = store::family(tx, &[issue]).await?;
    let family: Vec<IssueId> = family.into_iter().map(|(id, _)| id).collect();
    store::leave_open_sprints(tx, &family).await?;
    if let Some(sprint) = to {
        store::join_sprint(tx, &family, sprint).await?;
    }
    Ok(())
}

/// Sprints as a history has them: ids, and names.
fn side(sprints: &[&Sprint]) -> Side {
    let ids: Vec<String> = sprints.iter().map(|sprint| sprint.id.to_string()).collect();
    let names: Vec<&str> = sprints.iter().map(|sprint| sprint.name.as_str()).collect();
    Side {
        value: Some(ids.join(", ")),
        text: Some(names.join(", ")),
    }
}
