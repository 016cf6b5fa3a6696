//! Issues that the caller was found to see.

use base::guard::{Granted, IssueRef};
use model::IssueId;

/// Ids of issues that the caller may see. Whoever makes one answers for that: reading does not ask again.
#[derive(Clone, Debug, Default)]
pub struct Found(Vec<IssueId>);

impl Found {
    /// Takes over the ids a search has found. Only for ids that come from SQL with the caller's
    /// `guard::visible` in it.
    #[must_use]
    pub fn by_visible_search(ids: Vec<IssueId>) -> Self {
        Self(ids)
    }

    /// Takes over an issue for which the caller holds any permission; each of them includes seeing it.
    #[must_use]
    pub fn one<P>(issue: &Granted<IssueRef, P>) -> Self {
        Self(vec![issue.id])
    }

    /// Takes over issues that an administrator's webhooks are told of, whoever may see them: they are
    /// configured to be told of all. Only for what is read without a user.
    #[must_use]
    pub fn for_webhooks(ids: Vec<IssueId>) -> Self {
        Self(ids)
    }

    /// Returns the ids, in the order found.
    #[must_use]
    pub fn ids(&self) -> &[IssueId] {
        &self.0
    }
}
