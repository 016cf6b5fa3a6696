//! Which issues somebody looked at last: what the fields `lastViewed` and `issueHistory()` of queries know.
//!
//! Only the user themselves can ask for it. The page of an issue notes it; reading an issue by REST does
//! not, as in the reference.

use base::Tx;
use model::{IssueId, Timestamp, UserId};

mod store;
#[cfg(test)]
mod tests;

/// How many issues are remembered of a user.
const MOST: i64 = 50;

/// Returns when a user looked at an issue last.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn last(
    tx: &mut db::Tx,
    user: UserId,
    issue: IssueId,
) -> db::Result<Option<Timestamp>> {
    store::last(tx, user, issue).await
}

/// Notes that a user looks at an issue, and forgets what they looked at longest ago.
///
/// # Errors
/// When the database refuses, also because one of them is gone.
pub async fn note(tx: &mut Tx, user: UserId, issue: IssueId, at: Timestamp) -> db::Result<()> {
    store::upsert(tx, user, issue, at).await?;
    store::forget_all_but(tx, user, MOST).await
}
