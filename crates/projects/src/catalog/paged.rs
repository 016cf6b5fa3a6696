//! Pages of the catalog's lists: what is asked for, and the page. The lists are in memory, so there is
//! nothing for the database to leave out.

use base::http::QueryPairs;
use base::paging::{Page, Paging};
use base::text::fold;
use base::urls::encode;
use base::{Cx, Result, guard, messages};
use model::ProjectId;

/// The parameters of the query.
pub const PAGED: &[&str] = &["startAt", "maxResults", "query", "projectIds"];

/// What of a list is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    paging: Paging,
    query: String,
    project_ids: Vec<String>,
}

impl Asked {
    /// Reads it from the query parameters.
    ///
    /// # Errors
    /// Invalid, for numbers that are none.
    pub fn parse(pairs: &QueryPairs) -> Result<Self> {
        let number = |name: &str| match pairs.first(name).filter(|text| !text.is_empty()) {
            Some(text) => text
                .parse::<i64>()
                .map(Some)
                .map_err(|error| messages::bad_query(&format!("{name}: {error}"))),
            None => Ok(None),
        };
        Ok(Self {
            paging: Paging::new(number("startAt")?, number("maxResults")?, 100, 1000)?,
            query: pairs.first("query").unwrap_or_default().to_owned(),
            project_ids: listed(pairs, "projectIds"),
        })
    }

    /// Returns those of the projects asked for that the caller may know of, if any were named.
    pub fn projects(&self, cx: &Cx) -> Option<Vec<ProjectId>> {
        if self.project_ids.is_empty() {
            return None;
        }
        let visible = guard::viewable_projects(cx);
        let ids = self
            .project_ids
            .iter()
            .filter_map(|id| ProjectId::parse(id));
        Some(ids.filter(|id| visible.has(*id)).collect())
    }

    /// Returns whether a name contains what is looked for, upper and lower case alike.
    pub fn is_named(&self, name: &str) -> bool {
        fold(name).contains(&fold(self.query.trim()))
    }

    /// Returns the page of a list of which only what was asked for is left.
    pub fn page<T>(&self, resource: &str, all: Vec<T>, cx: &Cx) -> Page<T> {
        let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let start = usize::try_from(self.paging.start_at).unwrap_or(usize::MAX);
        let size = usize::try_from(self.paging.max_results).unwrap_or(usize::MAX);
        let shown = all.into_iter().skip(start).take(size).collect();
        let mut url = format!("{resource}/page?query={}", encode(&self.query));
        for id in &self.project_ids {
            url.push_str("&projectIds=");
            url.push_str(&encode(id));
        }
        Page::new(&cx.urls().api(&url), self.paging, total, shown)
    }
}

/// Returns the values of a parameter that may be given several times, or once with commas.
pub fn listed(pairs: &QueryPairs, name: &str) -> Vec<String> {
    let texts = pairs.all(name).flat_map(|text| text.split(','));
    let texts = texts.map(str::trim).filter(|text| !text.is_empty());
    texts.map(str::to_owned).collect()
}
