//! One page of a list.

use serde::Deserialize;

/// One page of a list, in the shape that most paged calls answer with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// Where in the list it begins, counted from 0.
    #[serde(default)]
    pub start_at: u64,
    /// How many entries a page has at most. The server may have lowered what was asked for.
    #[serde(default)]
    pub max_results: u64,
    /// How many entries the list has, if the server counts.
    pub total: Option<u64>,
    /// Whether it is the last page, if the server says so.
    pub is_last: Option<bool>,
    /// The entries.
    #[serde(default = "Vec::new")]
    pub values: Vec<T>,
}

impl<T> Page<T> {
    /// Returns where the next page begins, or none after the last.
    #[must_use]
    pub fn next_start(&self) -> Option<u64> {
        let n_values = self.values.len() as u64;
        let next = self.start_at + n_values;
        let is_last = self
            .is_last
            .unwrap_or_else(|| self.total.is_some_and(|total| next >= total));
        (!is_last && n_values > 0).then_some(next)
    }
}
