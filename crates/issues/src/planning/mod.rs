//! Where issues stand in a plan: their rank, the epic they are part of, the sprints they were and are in.
//!
//! Facts of issues, and so here: making, showing and finding issues need them. Boards and the life of
//! sprints are in `agile`, which calls what changes these facts for many issues at once ([`rank_issues`],
//! [`put_into_sprint`], [`link_to_epic`]); whoever calls holds the permission for each issue.
//!
//! An issue has one rank among all there are. It is in one sprint at most that is not closed; the closed
//! ones stay. Sub-tasks go where their issue goes, and have no epic of their own.

mod epic;
mod rank;
mod sprint;
mod store;

pub use epic::{Epic, SeenEpic, epic_of_each, epics_of, link_to_epic};
pub(crate) use epic::{plan_epic_link, write_epic_link};
pub use rank::Rank;
pub use sprint::{Destination, Sprint, State, all_of_sprint_to, put_into_sprint, sprints_of};
pub(crate) use sprint::{plan_sprint, write_sprint};
pub use store::{SPRINT_COLUMNS, read_sprint};
pub(crate) use store::{follow_parent, sprints_to_join};

use std::collections::HashMap;

use base::guard::{Granted, IssueRef};
use base::{Cx, Result, Tx, messages};
use model::permission::may::ScheduleIssues;
use model::{IssueId, IssueTypeId};

use crate::history::{self, Item, Name, Side};

/// The issue type that is an epic.
pub const EPIC_TYPE: IssueTypeId = IssueTypeId(10_000);
/// The type of the custom field with an epic's name.
pub const EPIC_NAME: &str = "com.pyxis.greenhopper.jira:gh-epic-label";
/// The same, with its color.
pub const EPIC_COLOR: &str = "com.pyxis.greenhopper.jira:gh-epic-color";
/// The same, with how far it is.
pub const EPIC_STATUS: &str = "com.pyxis.greenhopper.jira:gh-epic-status";
/// The type of the custom field with an issue's rank.
pub const RANK: &str = "com.pyxis.greenhopper.jira:gh-lexo-rank";
/// How many issues one request may rank or move.
pub const MOST: usize = 50;

/// Where to rank issues.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// Directly before an issue.
    Before(IssueId),
    /// Directly after an issue.
    After(IssueId),
}

impl Place {
    fn issue(self) -> IssueId {
        match self {
            Self::Before(id) | Self::After(id) => id,
        }
    }
}

/// Ranks issues before or after another one, in the order given. Ranks between the neighbors are used as
/// long as there are any; then the ranks of some issues around are spread evenly, no more than it takes.
///
/// # Errors
/// Invalid, if an issue is to be ranked by itself; not found, if the other issue was deleted.
pub async fn rank_issues(
    cx: &Cx,
    tx: &mut Tx,
    issues: &[Granted<IssueRef, ScheduleIssues>],
    place: Place,
) -> Result<()> {
    let moved: Vec<IssueId> = issues.iter().map(|issue| issue.id).collect();
    if moved.contains(&place.issue()) {
        return Err(messages::ranked_by_itself());
    }
    // Its row stays locked: whoever spreads ranks around it waits, and then finds it where it is.
    let anchor = store::lock_rank(tx, place.issue())
        .await?
        .ok_or_else(messages::no_such_issue)?;
    let old = store::ranks(tx, &moved).await?;
    let neighbor = store::neighbors(
        tx,
        place.issue(),
        anchor,
        &moved,
        1,
        matches!(place, Place::After(_)),
    )
    .await?;
    let neighbor = neighbor.first().map(|(_, rank)| *rank);
    let (low, high) = match place {
        Place::Before(_) => (neighbor, Some(anchor)),
        Place::After(_) => (
            Some(anchor),
            Some(neighbor.unwrap_or_else(|| anchor.next_step())),
        ),
    };
    // After the last one is anywhere after it.
    let end = high.filter(|_| neighbor.is_some() || matches!(place, Place::Before(_)));
    let in_place =
        |rank: &Rank| low.is_none_or(|low| low < *rank) && end.is_none_or(|end| *rank < end);
    let now: Vec<Rank> = moved.iter().filter_map(|id| old.get(id).copied()).collect();
    if now.len() == moved.len() && now.is_sorted_by(|a, b| a < b) && now.iter().all(in_place) {
        return Ok(());
    }
    let new: Vec<(IssueId, Rank)> = match rank::between(low, high, moved.len()) {
        Some(ranks) => moved.iter().copied().zip(ranks).collect(),
        None => spread(tx, place, anchor, &moved).await?,
    };
    store::set_ranks(tx, &new).await?;
    let changes = new
        .iter()
        .filter(|(id, _)| moved.contains(id))
        .map(|(id, rank)| {
            let is_higher = old.get(id).is_none_or(|old| rank < old);
            let text = if is_higher {
                "Ranked higher"
            } else {
                "Ranked lower"
            };
            let side = |text: &str| Side {
                value: Some(String::new()),
                text: Some(text.to_owned()),
            };
            (
                *id,
                vec![Item {
                    field: Name::custom("Rank"),
                    from: side(""),
                    to: side(text),
                }],
            )
        });
    changed(cx, tx, &changes.collect::<Vec<_>>()).await
}

/// Returns new ranks for the issues moved and for those around their place: as few as make room.
async fn spread(
    tx: &mut Tx,
    place: Place,
    anchor: Rank,
    moved: &[IssueId],
) -> Result<Vec<(IssueId, Rank)>> {
    let id = place.issue();
    // Each try reads twice as many; of new issues a few dozen make room for any number of digits.
    let mut n_around = 32;
    loop {
        let mut before = store::neighbors(tx, id, anchor, moved, n_around + 1, false).await?;
        let mut after = store::neighbors(tx, id, anchor, moved, n_around + 1, true).await?;
        let whole = before.len() <= n_around && after.len() <= n_around;
        let low = (before.len() > n_around).then(|| before.pop()).flatten();
        let high = (after.len() > n_around).then(|| after.pop()).flatten();
        let last = after.last().map_or(anchor, |(_, rank)| *rank);
        let high = high.map_or_else(|| last.next_step(), |(_, rank)| rank);
        let before = before.into_iter().rev().map(|(id, _)| id);
        let after = after.into_iter().map(|(id, _)| id);
        let middle: Vec<IssueId> = match place {
            Place::Before(_) => moved.iter().copied().chain([id]).collect(),
            Place::After(_) => [id].into_iter().chain(moved.iter().copied()).collect(),
        };
        let all: Vec<IssueId> = before.chain(middle).chain(after).collect();
        let ranks = rank::between(low.map(|(_, rank)| rank), Some(high), all.len());
        if let Some(ranks) = ranks {
            return Ok(all.into_iter().zip(ranks).collect());
        }
        if whole {
            return Err(base::Error::internal(
                "ranking",
                "there is no room among all ranks",
            ));
        }
        n_around *= 2;
    }
}

/// Notes changes of many issues: when, in the history of each, and as one event.
async fn changed(cx: &Cx, tx: &mut Tx, changes: &[(IssueId, Vec<Item>)]) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let ids: Vec<IssueId> = changes.iter().map(|(id, _)| *id).collect();
    store::touch(tx, &ids, cx.now()).await?;
    history::record_each(cx, tx, changes).await?;
    let mut fields: Vec<&str> = Vec::new();
    for item in changes.iter().flat_map(|(_, items)| items) {
        if !fields.contains(&item.field.as_str()) {
            fields.push(item.field.as_str());
        }
    }
    let issues: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let payload = serde_json::json!({ "issues": issues, "fields": fields });
    tx.event(cx, "issues_updated", &payload).await
}

/// Returns the ranks of issues.
///
/// # Errors
/// When the database cannot be read.
pub async fn ranks_of(tx: &mut db::Tx, ids: &[IssueId]) -> Result<HashMap<IssueId, Rank>> {
    Ok(store::ranks(tx, ids).await?)
}
