//! What logging work means: the worklog, the time spent and the estimate change together.

use std::collections::HashMap;

use base::error::Problems;
use base::guard::{self, Granted, IssueRef};
use base::{Cx, Error, Result, Tx, messages, text};
use model::permission::may::{BrowseProjects, WorkOnIssues};
use model::{IssueId, ProjectPermission, Timestamp, WorklogId};
use projects::catalog;
use serde_json::json;

use super::adjust::Adjust;
use super::store::{self, Entry, WorklogRow};
use super::wire::{GivenWorklog, SHOWN};
use crate::comment::{self, Audience};
use crate::history::{Item, Side};
use crate::issue::ops::save;
use crate::issue::store::{Values, lock};
use crate::{again, duration};

/// Returns the first worklogs of issues that were found to be seen, as far as they are for the caller, and
/// how many there are in all.
///
/// # Errors
/// When the database cannot be read.
pub async fn first_of_issues(
    cx: &Cx,
    tx: &mut db::Tx,
    issues: &[IssueId],
) -> Result<HashMap<IssueId, (Vec<WorklogRow>, i64)>> {
    let mut worklogs: HashMap<IssueId, (Vec<WorklogRow>, i64)> = HashMap::new();
    for (row, total) in store::first_of_issues(tx, issues, cx.user_id(), SHOWN).await? {
        let (rows, n) = worklogs.entry(row.issue).or_default();
        rows.push(row);
        *n = total;
    }
    Ok(worklogs)
}

/// Returns a worklog of an issue, if it is for the caller.
///
/// # Errors
/// Not found.
pub async fn find<P>(
    cx: &Cx,
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, P>,
    id: &str,
) -> Result<WorklogRow> {
    let found = match WorklogId::parse(id) {
        Some(id) => store::find(tx, issue.id, id, cx.user_id()).await?,
        None => None,
    };
    found.ok_or_else(|| messages::no_such_worklog(id))
}

/// Logs the work that comes with making or changing an issue.
///
/// # Errors
/// As [`create`]; Forbidden.
pub async fn create_all(
    cx: &Cx,
    tx: &mut Tx,
    issue: IssueId,
    given: &[GivenWorklog],
) -> Result<()> {
    if given.is_empty() {
        return Ok(());
    }
    let issue = guard::issue_by_id::<WorkOnIssues>(cx, tx, issue).await?;
    for given in given {
        create(cx, tx, &issue, given, Adjust::Auto, Problems::default()).await?;
    }
    Ok(())
}

/// Logs work. `problems` are those found in reading how the estimate is to be adjusted.
///
/// # Errors
/// Invalid, with all that is wrong.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, WorkOnIssues>,
    given: &GivenWorklog,
    adjust: Adjust,
    problems: Problems,
) -> Result<WorklogId> {
    let old = locked(tx, issue.id).await?;
    let blank = Entry {
        body: String::new(),
        audience: Audience::default(),
        started_at: cx.now(),
        seconds: 0,
    };
    let entry = changed(cx, tx, issue, &blank, given, problems).await?;
    let id = WorklogId(tx.next_id("worklog_id").await?);
    store::insert(tx, id, issue.id, cx.user_id(), &entry, cx.now())
        .await
        .map_err(again)?;
    let new = worked(&old, entry.seconds, adjust)?;
    settle(cx, tx, issue, (&old, &new), id).await?;
    event(cx, tx, "worklog_created", issue, id).await?;
    Ok(id)
}

/// Changes a worklog. What is not given stays.
///
/// # Errors
/// Invalid, with all that is wrong; Not found; Forbidden without the permission for one's own or all.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, BrowseProjects>,
    id: &str,
    given: &GivenWorklog,
    (adjust, problems): (Adjust, Problems),
) -> Result<WorklogId> {
    let old = locked(tx, issue.id).await?;
    let row = find(cx, tx, issue, id).await?;
    let (all, own) = (
        ProjectPermission::EditAllWorklogs,
        ProjectPermission::EditOwnWorklogs,
    );
    check_may(cx, issue, &row, all, own)?;
    let before = Entry {
        body: row.body.clone(),
        audience: row.audience(),
        started_at: row.started_at,
        seconds: row.seconds,
    };
    let after = changed(cx, tx, issue, &before, given, problems).await?;
    if after == before && adjust == Adjust::Auto {
        return Ok(row.id);
    }
    store::update(tx, row.id, cx.user_id(), &after, cx.now())
        .await
        .map_err(again)?;
    let new = worked(&old, after.seconds - before.seconds, adjust)?;
    settle(cx, tx, issue, (&old, &new), row.id).await?;
    event(cx, tx, "worklog_updated", issue, row.id).await?;
    Ok(row.id)
}

/// Deletes a worklog.
///
/// # Errors
/// Invalid, if the estimate cannot be adjusted so; Not found; Forbidden without the permission for one's
/// own or all.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, BrowseProjects>,
    id: &str,
    (adjust, problems): (Adjust, Problems),
) -> Result<()> {
    let old = locked(tx, issue.id).await?;
    let row = find(cx, tx, issue, id).await?;
    let (all, own) = (
        ProjectPermission::DeleteAllWorklogs,
        ProjectPermission::DeleteOwnWorklogs,
    );
    check_may(cx, issue, &row, all, own)?;
    problems.check()?;
    store::delete(tx, row.id, cx.now()).await?;
    let new = worked(&old, -row.seconds, adjust)?;
    settle(cx, tx, issue, (&old, &new), row.id).await?;
    event(cx, tx, "worklog_deleted", issue, row.id).await
}

async fn locked(tx: &mut Tx, issue: IssueId) -> Result<Values> {
    lock(tx, issue).await?.ok_or_else(messages::no_such_issue)
}

/// Returns the issue's times after so many more seconds of work.
fn worked(old: &Values, seconds: i64, adjust: Adjust) -> Result<Values> {
    let mut new = old.clone();
    let spent = old.time_spent.unwrap_or(0).saturating_add(seconds).max(0);
    let remaining = adjust.after(old.remaining_estimate, seconds);
    let sum = spent.saturating_add(remaining.unwrap_or(0));
    if !duration::is_storable(sum) {
        return Err(Error::invalid_field(
            "timeLogged",
            messages::DURATION_NOT_VALID,
        ));
    }
    new.time_spent = Some(spent);
    new.remaining_estimate = remaining;
    Ok(new)
}

/// Stores the issue's times, with the worklog in its history.
async fn settle<P>(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, P>,
    times: (&Values, &Values),
    id: WorklogId,
) -> Result<()> {
    let catalog = catalog(cx, tx).await?;
    // The reference writes the id on the side of what was, whatever happened to the worklog.
    let item = Item {
        field: "WorklogId".into(),
        from: Side::named(Some((id, id.to_string()))),
        to: Side::default(),
    };
    save(cx, tx, issue, &catalog, times, vec![item]).await
}

/// Returns the entry with what is given in the place of what it was.
async fn changed<P>(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, P>,
    before: &Entry,
    given: &GivenWorklog,
    mut problems: Problems,
) -> Result<Entry> {
    let mut after = before.clone();
    match (given.time_spent.as_deref(), given.time_spent_seconds) {
        (Some(_), Some(_)) => problems.field("timeLogged", messages::TIME_TWICE),
        (Some(text), None) => match duration::parse(text) {
            Some(seconds) => after.seconds = seconds,
            None if text::is_blank(text) => {
                problems.field("timeLogged", messages::TIME_SPENT_MISSING);
            }
            None => problems.field("timeLogged", messages::DURATION_NOT_VALID),
        },
        (None, Some(seconds)) if duration::is_storable(seconds) => after.seconds = seconds,
        (None, Some(_)) => problems.field("timeLogged", messages::DURATION_NOT_VALID),
        (None, None) => {}
    }
    if after.seconds == 0 {
        problems.field("timeLogged", messages::TIME_SPENT_MISSING);
    }
    if let Some(body) = &given.comment {
        if text::is_longer(body, text::MAX_LONG_TEXT) {
            problems.field("comment", messages::text_too_long());
        }
        after.body.clone_from(body);
    }
    if let Some(text) = &given.started {
        match started(text) {
            Some(at) => after.started_at = at,
            None => problems.field("started", messages::STARTED_NOT_VALID),
        }
    }
    problems.check()?;
    match &given.visibility {
        Some(Some(visibility)) => {
            after.audience = comment::audience(cx, tx, issue, visibility).await?;
        }
        Some(None) => after.audience = Audience::default(),
        None => {}
    }
    Ok(after)
}

/// Reads `2024-03-09T13:34:56.789+0000`. What follows is not looked at: the Python client writes the
/// offset twice.
fn started(text: &str) -> Option<Timestamp> {
    let text = text.get(..28)?;
    let time = jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S.%f%z", text).ok()?;
    Some(Timestamp(time.to_timestamp().ok()?.as_millisecond()))
}

fn check_may(
    cx: &Cx,
    issue: &Granted<IssueRef, BrowseProjects>,
    row: &WorklogRow,
    all: ProjectPermission,
    own: ProjectPermission,
) -> Result<()> {
    let is_own = row.author.is_some() && row.author == cx.user_id();
    if guard::may_on_issue(cx, issue, all) || is_own && guard::may_on_issue(cx, issue, own) {
        return Ok(());
    }
    cx.signed_in()?;
    let lacking = if is_own { own } else { all };
    Err(messages::no_issue_permission(
        lacking.name(),
        &issue.key.to_string(),
    ))
}

async fn event<P>(
    cx: &Cx,
    tx: &mut Tx,
    kind: &'static str,
    issue: &Granted<IssueRef, P>,
    id: WorklogId,
) -> Result<()> {
    tx.event(cx, kind, &json!({ "issue": issue.id.0, "worklog": id.0 }))
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_work_began() {
        let check = |text: &str, expected: Option<&str>| {
            let read = started(text).map(Timestamp::to_jira);
            assert_eq!(read.as_deref(), expected, "{text:?}");
        };
        let same = "2026-08-14T11:32:14.223+0000";
        check(same, Some(same));
        check("2026-08-14T13:32:14.223+0200", Some(same));
        check("2026-08-14T11:32:14.223+0000+0200", Some(same));
        for text in [
            "",
            "2026-08-14",
            "2026-02-30T11:32:14.223+0000",
            "é",
            "x".repeat(28).as_str(),
        ] {
            check(text, None);
        }
    }
}
