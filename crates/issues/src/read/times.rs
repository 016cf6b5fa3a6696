//! What an issue shows of estimates and of the time spent: its own, and with its sub-tasks.

use serde::Serialize;

use super::page::Page;
use super::store::{IssueRow, RelatedRow, Times};
use crate::field::Field;

/// Returns the sub-tasks of an issue that the caller may see.
pub fn subtasks<'a>(page: &'a Page, issue: &IssueRow) -> impl Iterator<Item = &'a RelatedRow> {
    let ids = page.subtasks.get(&issue.id).map_or(&[][..], Vec::as_slice);
    ids.iter().filter_map(|id| page.related.get(id))
}

/// Returns the times of an issue with those of its sub-tasks.
pub fn aggregate(page: &Page, issue: &IssueRow) -> Times {
    let sum = |a: Option<i64>, b: Option<i64>| match (a, b) {
        (Some(a), Some(b)) => Some(a.saturating_add(b)),
        (a, b) => a.or(b),
    };
    subtasks(page, issue).fold(issue.times, |all, row| Times {
        original: sum(all.original, row.times.original),
        remaining: sum(all.remaining, row.times.remaining),
        spent: sum(all.spent, row.times.spent),
    })
}

/// Returns the seconds a field of time holds.
pub fn seconds(page: &Page, issue: &IssueRow, field: Field) -> Option<i64> {
    match field {
        Field::TimeSpent => issue.times.spent,
        Field::TimeEstimate => issue.times.remaining,
        Field::TimeOriginalEstimate => issue.times.original,
        Field::AggregateTimeSpent => aggregate(page, issue).spent,
        Field::AggregateTimeEstimate => aggregate(page, issue).remaining,
        Field::AggregateTimeOriginalEstimate => aggregate(page, issue).original,
        _ => None,
    }
}

/// Returns how much of the first estimate is spent, in percent; -1 without one.
pub fn work_ratio(times: Times) -> i64 {
    match times.original {
        Some(original) if original > 0 => times.spent.unwrap_or(0).saturating_mul(100) / original,
        _ => -1,
    }
}

/// How much of the work is done.
#[derive(Serialize)]
pub struct Progress {
    progress: i64,
    total: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<i64>,
}

impl Progress {
    pub fn new(times: Times) -> Self {
        let progress = times.spent.unwrap_or(0);
        let total = progress.saturating_add(times.remaining.unwrap_or(0));
        Self {
            progress,
            total,
            percent: (total > 0).then(|| progress.saturating_mul(100) / total),
        }
    }
}

/// The times of an issue, for people and in seconds.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeTracking {
    #[serde(skip_serializing_if = "Option::is_none")]
    original_estimate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remaining_estimate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_spent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    original_estimate_seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remaining_estimate_seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_spent_seconds: Option<i64>,
}

impl TimeTracking {
    /// Returns the times, told as `tell` tells them.
    pub fn new(times: Times, tell: fn(i64) -> String) -> Self {
        Self {
            original_estimate: times.original.map(tell),
            remaining_estimate: times.remaining.map(tell),
            time_spent: times.spent.map(tell),
            original_estimate_seconds: times.original,
            remaining_estimate_seconds: times.remaining,
            time_spent_seconds: times.spent,
        }
    }
}
