//! Saved filters inside of queries: `filter = "Open bugs"` stands for the filter's own query.
//!
//! Every filter that a query leads to is read before binding, as far as the caller sees it; binding then puts
//! its condition in place of the clause, read as the caller's own: `currentUser()` in it is whoever
//! searches. What is wrong inside of a filter finds nothing and is not told, as in the reference; that filters
//! lead in a circle, or to too much, is.

use std::collections::{BTreeSet, HashMap};

use base::text::fold;
use base::{Cx, Result, messages};
use jql::{Query, Value};

use super::names::Wanted;
use crate::filter::store::{Viewer, named};

/// How many filters may stand inside of one another.
pub const MAX_NESTED: usize = 8;
/// How many filters a query may lead to.
const MAX_FILTERS: usize = 500;

/// The filters that a query leads to.
#[derive(Debug, Default)]
pub struct Saved {
    by_name: HashMap<String, Vec<i64>>,
    filters: HashMap<i64, SavedFilter>,
}

/// One of them.
#[derive(Debug)]
pub struct SavedFilter {
    /// Its name.
    pub name: String,
    /// Its query.
    pub query: Query,
}

impl Saved {
    /// Returns the filters that a value means: of this name, or else of this id; a number is an id first.
    #[must_use]
    pub fn find(&self, value: &Value) -> Vec<i64> {
        let by_name = || self.by_name.get(&fold(&value.text)).cloned();
        let by_id = || {
            let id: i64 = value.text.parse().ok()?;
            self.filters.contains_key(&id).then(|| vec![id])
        };
        let found = if value.number().is_some() {
            by_id().or_else(by_name)
        } else {
            by_name().or_else(by_id)
        };
        found.unwrap_or_default()
    }

    /// Returns the filter of this id.
    #[must_use]
    pub fn get(&self, id: i64) -> Option<&SavedFilter> {
        self.filters.get(&id)
    }
}

/// Reads the filters that a query names, those that they name, and so on, and adds the names in their
/// queries to those wanted.
///
/// # Errors
/// Invalid, if they are too many.
pub async fn load(cx: &Cx, tx: &mut db::Tx, wanted: &mut Wanted) -> Result<Saved> {
    let mut saved = Saved::default();
    let mut known: BTreeSet<String> = BTreeSet::new();
    // One query a level of nesting, and the levels are few: which filters a filter names is in its text only.
    // One more level than binding follows, so that it finds out what goes too deep.
    for _ in 0..=MAX_NESTED {
        let new: Vec<String> = wanted.filters.difference(&known).cloned().collect();
        if new.is_empty() {
            break;
        }
        let ids: Vec<i64> = new.iter().filter_map(|text| text.parse().ok()).collect();
        let names = new.iter().map(|text| fold(text)).collect();
        for filter in named(tx, &Viewer::of(cx), &ids, names).await? {
            let id = filter.id.0;
            if saved.filters.contains_key(&id) {
                continue;
            }
            if saved.filters.len() == MAX_FILTERS {
                let problems = vec![messages::jql_filters_too_large()];
                return Err(messages::bad_jql(problems));
            }
            // It was understood when it was saved. A later version may not: then nobody can name it.
            let Ok(query) = jql::parse(&filter.jql).into_result() else {
                continue;
            };
            wanted.take(&query);
            let ids = saved.by_name.entry(fold(&filter.name)).or_default();
            ids.push(id);
            let name = filter.name;
            saved.filters.insert(id, SavedFilter { name, query });
        }
        known.extend(new);
    }
    Ok(saved)
}
