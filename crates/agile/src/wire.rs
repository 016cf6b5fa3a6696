//! What the resources of this area have in common as JSON: pages, lists of issues to move.

use base::Urls;
use base::paging::Paging;
use issues::read::Issue;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A page of a list. Some lists of the reference say how many entries there are in all, others do not.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    max_results: i64,
    start_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<i64>,
    is_last: bool,
    values: Vec<T>,
}

impl<T> Page<T> {
    /// Returns a page of a list that is counted.
    pub fn counted(paging: Paging, total: i64, values: Vec<T>) -> Self {
        let end = paging.start_at.saturating_add(length(&values));
        Self {
            max_results: paging.max_results,
            start_at: paging.start_at,
            total: Some(total),
            is_last: end >= total,
            values,
        }
    }

    /// Returns a page of a list that is not counted; it was read with one entry too many, if there are more.
    pub fn cut(paging: Paging, mut values: Vec<T>) -> Self {
        let is_last = length(&values) <= paging.max_results;
        values.truncate(usize::try_from(paging.max_results).unwrap_or(usize::MAX));
        Self {
            max_results: paging.max_results,
            start_at: paging.start_at,
            total: None,
            is_last,
            values,
        }
    }
}

fn length<T>(values: &[T]) -> i64 {
    i64::try_from(values.len()).unwrap_or(i64::MAX)
}

/// A page of issues.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Issues {
    expand: &'static str,
    start_at: i64,
    max_results: i64,
    total: i64,
    issues: Vec<Issue>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warning_messages: Vec<String>,
}

impl Issues {
    pub fn new(paging: Paging, total: i64, issues: Vec<Issue>, warnings: Vec<String>) -> Self {
        Self {
            expand: "schema,names",
            start_at: paging.start_at,
            max_results: paging.max_results,
            total,
            issues,
            warning_messages: warnings,
        }
    }
}

/// Issues to be moved, by keys or ids.
#[derive(Deserialize, JsonSchema)]
pub struct GivenIssues {
    pub issues: Option<Vec<String>>,
}

/// Returns the link to a resource of this area.
pub fn link(urls: &Urls, resource: &str) -> String {
    urls.page(&format!("/rest/agile/1.0/{resource}"))
}
