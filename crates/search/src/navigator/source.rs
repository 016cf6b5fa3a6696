//! What is searched: a query as it was written, a saved filter, or one of those that everybody has.

use base::{Cx, Result};

use crate::filter::{self, Filter};

/// A search that everybody has, under a number of the reference.
#[derive(Debug)]
pub struct Builtin {
    /// Its number in addresses: `filter=-1`.
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// What it finds.
    pub jql: &'static str,
    /// Whether it is about whoever has signed in.
    pub is_personal: bool,
}

/// The searches that everybody has.
pub const BUILTIN: [Builtin; 9] = [
    builtin(
        "-1",
        "My open issues",
        "assignee = currentUser() AND resolution = Unresolved ORDER BY updated DESC",
        true,
    ),
    builtin(
        "-2",
        "Reported by me",
        "reporter = currentUser() ORDER BY created DESC",
        true,
    ),
    builtin(
        "-3",
        "Viewed recently",
        "issuekey in issueHistory() ORDER BY lastViewed DESC",
        true,
    ),
    builtin("-4", "All issues", "ORDER BY created DESC", false),
    builtin(
        "-5",
        "Open issues",
        "resolution = Unresolved ORDER BY priority DESC, updated DESC",
        false,
    ),
    builtin(
        "-9",
        "Done issues",
        "statusCategory = Done ORDER BY updated DESC",
        false,
    ),
    builtin(
        "-6",
        "Created recently",
        "created >= -1w ORDER BY created DESC",
        false,
    ),
    builtin(
        "-7",
        "Resolved recently",
        "resolutiondate >= -1w ORDER BY updated DESC",
        false,
    ),
    builtin(
        "-8",
        "Updated recently",
        "updated >= -1w ORDER BY updated DESC",
        false,
    ),
];

const fn builtin(
    id: &'static str,
    name: &'static str,
    jql: &'static str,
    is_personal: bool,
) -> Builtin {
    Builtin {
        id,
        name,
        jql,
        is_personal,
    }
}

/// Returns the searches that this caller is offered.
pub fn offered(cx: &Cx) -> impl Iterator<Item = &'static Builtin> {
    let is_somebody = cx.user_id().is_some();
    BUILTIN
        .iter()
        .filter(move |one| is_somebody || !one.is_personal)
}

/// What is searched.
#[derive(Debug)]
pub struct Source {
    /// The query.
    pub jql: String,
    /// The saved filter it is, or was before it was changed.
    pub filter: Option<Filter>,
    /// The one of everybody's searches that it is.
    pub builtin: Option<&'static Builtin>,
}

impl Source {
    /// Returns what is meant by a query and the number of a filter, either of which may be missing: the query
    /// counts. With neither, one's open issues; all of them to nobody.
    ///
    /// # Errors
    /// Invalid, if the caller does not see the filter; Unauthorized, if they see nothing at all.
    pub async fn of(
        cx: &Cx,
        tx: &mut db::Tx,
        jql: Option<&str>,
        filter: Option<&str>,
    ) -> Result<Self> {
        let filter = filter.map(str::trim).filter(|id| !id.is_empty());
        let filter = match (jql, filter) {
            (None, None) => Some(if cx.user_id().is_some() { "-1" } else { "-4" }),
            (_, filter) => filter,
        };
        let Some(id) = filter else {
            return Ok(Self::query(jql.unwrap_or_default()));
        };
        if let Some(builtin) = BUILTIN.iter().find(|one| one.id == id) {
            let is_it = jql.is_none_or(|jql| jql.trim() == builtin.jql);
            return Ok(Self {
                builtin: is_it.then_some(builtin),
                ..Self::query(jql.unwrap_or(builtin.jql))
            });
        }
        let filter = filter::get(cx, tx, id).await?;
        Ok(Self {
            jql: jql.unwrap_or(&filter.jql).to_owned(),
            filter: Some(filter),
            builtin: None,
        })
    }

    fn query(jql: &str) -> Self {
        Self {
            jql: jql.to_owned(),
            filter: None,
            builtin: None,
        }
    }

    /// Returns whether a saved filter is no longer what is searched.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        let filter = self.filter.as_ref();
        filter.is_some_and(|filter| filter.jql.trim() != self.jql.trim())
    }

    /// Returns the address of this search, from the issue at `start`.
    #[must_use]
    pub fn path(&self, start: i64) -> String {
        let mut path = self.path_with(&self.jql);
        if start > 0 {
            path.push_str(&format!("&startIndex={start}"));
        }
        path
    }

    /// Returns the address of a search by another query; what was a saved filter is one that was changed.
    #[must_use]
    pub fn path_with(&self, jql: &str) -> String {
        let encoded = base::urls::encode(jql);
        match (&self.filter, self.builtin) {
            (Some(filter), _) if filter.jql == jql => format!("/issues/?filter={}", filter.id),
            (Some(filter), _) => format!("/issues/?filter={}&jql={encoded}", filter.id),
            (None, Some(builtin)) if builtin.jql == jql => {
                format!("/issues/?filter={}", builtin.id)
            }
            (None, _) => format!("/issues/?jql={encoded}"),
        }
    }
}
