//! Epics, and the issues that are part of them.

use std::collections::HashMap;

use base::guard::{self, Granted, IssueRef};
use base::{Cx, Result, Tx, messages};
use model::permission::may::{BrowseProjects, EditIssues};
use model::{IssueId, ProjectPermission};

use super::{EPIC_TYPE, changed, store};
use crate::field::custom::{Planned, Target};
use crate::history::{Item, Name, Side};

/// What an epic has in the custom fields of epics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epic {
    /// Its short name.
    pub name: Option<String>,
    /// The number of its color, from 1.
    pub color: i64,
    /// Whether it was marked as done, whatever the status of the issue.
    pub is_done: bool,
}

impl Default for Epic {
    fn default() -> Self {
        Self {
            name: None,
            color: 1,
            is_done: false,
        }
    }
}

/// Returns what the epics among these issues have; those that have nothing are left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn epics_of(tx: &mut db::Tx, ids: &[IssueId]) -> Result<HashMap<IssueId, Epic>> {
    Ok(store::epics(tx, ids).await?)
}

/// Returns the epics that issues are part of, with their keys, as far as the caller sees them.
///
/// # Errors
/// When the database cannot be read.
pub async fn epic_of_each(
    cx: &Cx,
    tx: &mut db::Tx,
    ids: &[IssueId],
) -> Result<HashMap<IssueId, SeenEpic>> {
    let rows = store::epics_of_issues(tx, ids).await?;
    let is_seen = |row: &store::EpicOfIssue| {
        guard::may(
            cx,
            row.project,
            &row.facts(),
            ProjectPermission::BrowseProjects,
        )
    };
    let rows = rows.into_iter().filter(is_seen);
    Ok(rows
        .map(|row| {
            let epic = SeenEpic {
                id: row.epic,
                key: row.key,
                summary: row.summary,
            };
            (row.issue, epic)
        })
        .collect())
}

/// The epic of an issue.
#[derive(Clone, Debug)]
pub struct SeenEpic {
    /// The epic.
    pub id: IssueId,
    /// Its key.
    pub key: String,
    /// Its summary.
    pub summary: String,
}

/// Makes issues part of an epic, or of none.
///
/// # Errors
/// Invalid, if one is an epic or a sub-task, or what they are to be part of is no epic.
pub async fn link_to_epic(
    cx: &Cx,
    tx: &mut Tx,
    issues: &[Granted<IssueRef, EditIssues>],
    to: Option<&IssueRef>,
) -> Result<()> {
    if to.is_some_and(|epic| epic.issue_type != EPIC_TYPE) {
        return Err(messages::not_an_epic());
    }
    let ids: Vec<IssueId> = issues.iter().map(|issue| issue.id).collect();
    let old = store::epic_links(tx, &ids).await?;
    let mut changes: Vec<(IssueId, Vec<Item>)> = Vec::new();
    let mut of_epics: Vec<(IssueId, Item)> = Vec::new();
    for issue in issues {
        let Some(row) = old.iter().find(|row| row.issue == issue.id) else {
            continue;
        };
        if to.is_some() && (issue.issue_type == EPIC_TYPE || row.is_subtask) {
            return Err(messages::cannot_have_epic(&issue.key.to_string()));
        }
        let from = row.epic.clone();
        let to = to.map(|epic| (epic.id, epic.key.to_string()));
        let child = || Side::named(Some((issue.id, issue.key.to_string())));
        let item = Item::between(
            Name::custom("Epic Link"),
            Side::named(from.clone()),
            Side::named(to.clone()),
        );
        let Some(item) = item else {
            continue;
        };
        changes.push((issue.id, vec![item]));
        let gone = from.map(|(epic, _)| (epic, child(), Side::default()));
        let come = to.map(|(epic, _)| (epic, Side::default(), child()));
        for (epic, from, to) in gone.into_iter().chain(come) {
            of_epics.push((
                epic,
                Item {
                    field: Name::custom("Epic Child"),
                    from,
                    to,
                },
            ));
        }
    }
    let moved: Vec<IssueId> = changes.iter().map(|(id, _)| *id).collect();
    if moved.is_empty() {
        return Ok(());
    }
    store::set_epic_links(tx, &moved, to.map(|epic| epic.id)).await?;
    for (epic, item) in of_epics {
        match changes.iter_mut().find(|(id, _)| *id == epic) {
            Some((_, items)) => items.push(item),
            None => changes.push((epic, vec![item])),
        }
    }
    changed(cx, tx, &changes).await
}

/// Finds out what making an issue part of an epic, or of none, by an edit comes to.
///
/// # Errors
/// When the database cannot be read.
pub async fn plan_epic_link(
    cx: &Cx,
    tx: &mut Tx,
    field: &str,
    target: Target,
    wanted: Option<&str>,
) -> Result<std::result::Result<Planned, String>> {
    let old = match target.issue {
        Some(issue) => store::epic_links(tx, &[issue]).await?.pop(),
        None => None,
    };
    let old = old.and_then(|row| row.epic);
    let new = match wanted {
        None => None,
        Some(key) => match guard::issue::<BrowseProjects>(cx, tx, key).await {
            Ok(epic) if epic.issue_type == EPIC_TYPE => Some((epic.id, epic.key.to_string())),
            Ok(_) | Err(base::Error::NotFound(_)) => {
                return Ok(Err(messages::EPIC_LINK_NOT_VALID.to_owned()));
            }
            Err(error) => return Err(error),
        },
    };
    let catalog = projects::catalog(cx, tx).await?;
    let kind = catalog.issue_type(target.issue_type);
    let is_subtask = kind.is_some_and(|kind| kind.is_subtask);
    if new.is_some() && (is_subtask || target.issue_type == EPIC_TYPE) {
        return Ok(Err(messages::cannot_be_set(field)));
    }
    let data = new.as_ref().map(|(id, _)| id.0).into();
    let item = Item::between(
        Name::custom("Epic Link"),
        Side::named(old),
        Side::named(new),
    );
    Ok(Ok(Planned {
        data,
        items: item.into_iter().collect(),
    }))
}

/// Makes an issue part of an epic, or of none, with the history of the epics and not its own.
///
/// # Errors
/// When the database refuses.
pub async fn write_epic_link(
    cx: &Cx,
    tx: &mut Tx,
    issue: IssueId,
    epic: Option<IssueId>,
) -> Result<()> {
    let old = store::epic_links(tx, &[issue]).await?.pop();
    let Some(old) = old else {
        return Ok(());
    };
    let before = old.epic.map(|(id, _)| id);
    if before == epic {
        return Ok(());
    }
    store::set_epic_links(tx, &[issue], epic).await?;
    let child = || Side::named(Some((issue, old.key.clone())));
    let gone = before.map(|id| (id, child(), Side::default()));
    let come = epic.map(|id| (id, Side::default(), child()));
    let items = gone.into_iter().chain(come).map(|(id, from, to)| {
        let field = Name::custom("Epic Child");
        (id, vec![Item { field, from, to }])
    });
    changed(cx, tx, &items.collect::<Vec<_>>()).await
}
