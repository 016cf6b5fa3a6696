//! The handlers for clients who keep a copy of all worklogs: what changed, what is gone, the worklogs.

use std::collections::HashMap;

use base::guard::{self, FieldFacts};
use base::http::{Body, Json, Query};
use base::{Cx, Result, messages};
use model::{IssueId, ProjectPermission};
use schemars::JsonSchema;
use serde::Deserialize;

use super::store::{self, Place};
use super::wire::{Changed, Changes, GivenIds, Worklog};

/// How many are answered at once.
const MOST: usize = 1000;
/// What happened in this last time is not told yet: a change that began before another one may be
/// committed after it.
const SETTLING_MILLISECONDS: i64 = 60_000;

#[derive(Deserialize, JsonSchema)]
pub struct Asked {
    since: Option<i64>,
}

pub async fn updated(cx: Cx, Query(asked): Query<Asked>) -> Result<Json<Changes>> {
    cx.signed_in()?;
    let mut tx = cx.read().await?;
    let span = span(&cx, &asked);
    let rows = store::updated(&mut tx, span, limit(), cx.user_id()).await?;
    let (rows, is_last) = match first(rows, |row| row.1) {
        Page::Rows(rows, is_last) => (rows, is_last),
        // More than a page at one moment: all of it, since the next page begins after it.
        Page::Moment(at) => {
            let moment = (at - 1, at);
            let rows = store::updated(&mut tx, moment, i64::MAX, cx.user_id()).await?;
            (rows, false)
        }
    };
    let until = rows.last().map_or(span.0, |row| row.1);
    let issues: Vec<IssueId> = rows.iter().map(|(_, _, place)| place.issue).collect();
    let fields = guard::field_facts(&cx, &mut tx, &issues).await?;
    let seen = rows
        .iter()
        .filter(|(_, _, place)| may_see(&cx, place, &fields));
    let values = seen.map(|(id, at, _)| Changed {
        worklog_id: *id,
        updated_time: *at,
    });
    let values = values.collect();
    Ok(Json(changes(
        &cx,
        "updated",
        values,
        (span.0, until),
        is_last,
    )))
}

pub async fn deleted(cx: Cx, Query(asked): Query<Asked>) -> Result<Json<Changes>> {
    cx.signed_in()?;
    let mut tx = cx.read().await?;
    let span = span(&cx, &asked);
    let rows = store::deleted(&mut tx, span, limit()).await?;
    let (rows, is_last) = match first(rows, |row| row.1) {
        Page::Rows(rows, is_last) => (rows, is_last),
        Page::Moment(at) => (
            store::deleted(&mut tx, (at - 1, at), i64::MAX).await?,
            false,
        ),
    };
    let until = rows.last().map_or(span.0, |row| row.1);
    let values = rows.iter().map(|(id, at)| Changed {
        worklog_id: *id,
        updated_time: *at,
    });
    let values = values.collect();
    Ok(Json(changes(
        &cx,
        "deleted",
        values,
        (span.0, until),
        is_last,
    )))
}

pub async fn list(cx: Cx, Body(given): Body<GivenIds>) -> Result<Json<Vec<Worklog>>> {
    cx.signed_in()?;
    let ids = given.ids.ok_or_else(messages::worklog_ids_missing)?;
    if ids.len() > MOST {
        return Err(messages::too_many_worklogs(MOST));
    }
    let mut tx = cx.read().await?;
    let rows = store::by_ids(&mut tx, ids, cx.user_id()).await?;
    let issues: Vec<IssueId> = rows.iter().map(|(_, place)| place.issue).collect();
    let fields = guard::field_facts(&cx, &mut tx, &issues).await?;
    let seen = rows
        .into_iter()
        .filter(|(_, place)| may_see(&cx, place, &fields));
    let rows: Vec<_> = seen.map(|(row, _)| row).collect();
    super::rest::shown(&cx, &mut tx, &rows).await.map(Json)
}

/// Returns the worklogs of these ids that are for everybody who sees their issues, as webhooks tell of them.
///
/// # Errors
/// When the database cannot be read.
pub async fn told(cx: &Cx, tx: &mut db::Tx, ids: Vec<i64>) -> Result<Vec<(i64, Worklog)>> {
    let rows = store::by_ids(tx, ids, None).await?;
    let rows: Vec<_> = rows.into_iter().map(|(row, _)| row).collect();
    let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let shown = super::rest::shown(cx, tx, &rows).await?;
    Ok(ids.into_iter().zip(shown).collect())
}

fn limit() -> i64 {
    // One more than is answered tells whether there are more.
    i64::try_from(MOST + 1).unwrap_or(i64::MAX)
}

fn may_see(cx: &Cx, place: &Place, fields: &HashMap<IssueId, FieldFacts>) -> bool {
    let browse = ProjectPermission::BrowseProjects;
    guard::may(
        cx,
        place.project,
        &place.facts(fields.get(&place.issue)),
        browse,
    )
}

/// Returns after which moment and until which is asked.
fn span(cx: &Cx, asked: &Asked) -> (i64, i64) {
    let since = asked.since.unwrap_or(0).max(0);
    (since, cx.now().0.saturating_sub(SETTLING_MILLISECONDS))
}

/// A page of changes.
#[derive(Debug, PartialEq, Eq)]
enum Page<T> {
    /// Its rows, and whether they are the last.
    Rows(Vec<T>, bool),
    /// More rows than a page has, all of this moment.
    Moment(i64),
}

/// Returns the page that rows make, of which there is one too many if more follow. A page ends between two
/// moments, since the next one begins after the moment this one ends with.
fn first<T>(mut rows: Vec<T>, at: impl Fn(&T) -> i64) -> Page<T> {
    let Some(over) = rows.get(MOST).map(&at) else {
        return Page::Rows(rows, true);
    };
    let n_before = rows.iter().take_while(|row| at(row) < over).count();
    if n_before == 0 {
        return Page::Moment(over);
    }
    rows.truncate(n_before);
    Page::Rows(rows, false)
}

fn changes(
    cx: &Cx,
    what: &str,
    values: Vec<Changed>,
    (since, until): (i64, i64),
    is_last: bool,
) -> Changes {
    let url = |since: i64| cx.urls().api(&format!("worklog/{what}?since={since}"));
    Changes {
        values,
        since,
        until,
        self_url: url(since),
        next_page: (!is_last).then(|| url(until)),
        last_page: is_last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_ends_between_two_moments() {
        let check = |times: Vec<i64>, n: usize, is_last: bool| match first(times, |at| *at) {
            Page::Rows(rows, last) => assert_eq!((rows.len(), last), (n, is_last)),
            Page::Moment(at) => panic!("all at {at}"),
        };
        check(vec![1, 2, 2], 3, true);
        check((0..1000).collect(), 1000, true);
        check((0..1001).collect(), 1000, false);
        let mut times: Vec<i64> = (0..990).collect();
        times.extend([990; 11]);
        check(times, 990, false);
        // What does not fit is one moment's, and is read whole.
        assert_eq!(first(vec![7; 1001], |at| *at), Page::Moment(7));
    }
}
