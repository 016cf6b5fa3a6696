//! `startAt` and `maxResults`: one page of a list.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{Result, messages};

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// How many entries come before it.
    pub start_at: i64,
    /// How many entries it has at most.
    pub max_results: i64,
}

impl Paging {
    /// Returns the page asked for: `default` entries where the caller does not say, never more than `most`.
    ///
    /// # Errors
    /// Invalid, if a number is negative.
    pub fn new(
        start_at: Option<i64>,
        max_results: Option<i64>,
        default: i64,
        most: i64,
    ) -> Result<Self> {
        let start_at = start_at.unwrap_or(0);
        if start_at < 0 {
            return Err(messages::negative_parameter("startAt"));
        }
        let max_results = max_results.unwrap_or(default);
        if max_results < 0 {
            return Err(messages::negative_parameter("maxResults"));
        }
        Ok(Self {
            start_at,
            max_results: max_results.min(most),
        })
    }
}

/// One page, in the form most lists of the API have.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Page_of_{T}")]
pub struct Page<T> {
    /// The link to this page.
    #[serde(rename = "self")]
    pub self_url: String,
    /// The link to the page after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page: Option<String>,
    /// How many entries were asked for.
    pub max_results: i64,
    /// How many entries come before.
    pub start_at: i64,
    /// How many entries there are in all.
    pub total: i64,
    /// Whether no entries come after.
    pub is_last: bool,
    /// The entries.
    pub values: Vec<T>,
}

impl<T> Page<T> {
    /// Returns the page with its links; `url` is the list's, with a query but without the paging.
    #[must_use]
    pub fn new(url: &str, paging: Paging, total: i64, values: Vec<T>) -> Self {
        let end = paging
            .start_at
            .saturating_add(i64::try_from(values.len()).unwrap_or(i64::MAX));
        let page = |start: i64| format!("{url}&maxResults={}&startAt={start}", paging.max_results);
        let is_last = end >= total;
        Self {
            self_url: page(paging.start_at),
            next_page: (!is_last && end > paging.start_at).then(|| page(end)),
            max_results: paging.max_results,
            start_at: paging.start_at,
            total,
            is_last,
            values,
        }
    }
}
