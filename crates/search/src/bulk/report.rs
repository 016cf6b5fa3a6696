//! What came of a bulk change, kept for a day: so that its page can be loaded again, and nothing is done twice.
//!
//! Kept as a file that belongs to nothing, which is swept away a day later as every such file is. Its address
//! cannot be guessed, and it is shown to nobody but whoever made the change.

use base::blob::{self, Stored};
use base::{Cx, Error, Result};
use model::UserId;
use serde::{Deserialize, Serialize};

use super::store;

/// What the file is, among all that are kept.
pub const PART: &str = "bulk-report";

/// What came of a bulk change.
#[derive(Debug, Deserialize, Serialize)]
pub struct Report {
    user: i64,
    /// What was to be done.
    pub told: Vec<String>,
    /// The keys of the issues that it was done to.
    pub done: Vec<String>,
    pub refused: Vec<Refused>,
    pub is_deletion: bool,
}

/// An issue that it was not done to.
#[derive(Debug, Deserialize, Serialize)]
pub struct Refused {
    pub key: String,
    pub summary: String,
    pub reason: String,
}

impl Report {
    pub fn new(user: UserId, told: Vec<String>) -> Self {
        Self {
            user: user.0,
            told,
            done: Vec::new(),
            refused: Vec::new(),
            is_deletion: false,
        }
    }

    /// Returns how much was done, in a sentence.
    pub fn outcome(&self) -> String {
        let n_done = self.done.len();
        let issues = if n_done == 1 { "issue" } else { "issues" };
        let refused = match self.refused.len() {
            0 => String::new(),
            n_refused => format!(", refused for {n_refused}"),
        };
        format!("Done to {n_done} {issues}{refused}.")
    }
}

/// Keeps a report and returns its name.
///
/// # Errors
/// Busy, when the store cannot be written.
pub async fn keep(cx: &Cx, report: &Report) -> Result<String> {
    let bytes = serde_json::to_vec(report).map_err(|error| Error::internal("report", error))?;
    Ok(blob::write_whole(cx, PART, bytes).await?.name)
}

/// Returns the report of this name, if it is the caller's and was not swept away yet.
///
/// # Errors
/// Busy, when the store cannot be read.
pub async fn find(cx: &Cx, name: &str) -> Result<Option<Report>> {
    let mut tx = cx.read().await?;
    let found: Option<Stored> = store::report(&mut tx, name).await?;
    drop(tx);
    let Some(found) = found else {
        return Ok(None);
    };
    let bytes = match blob::read(cx, &found).await {
        Ok(bytes) => bytes,
        Err(Error::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let report: Report =
        serde_json::from_slice(&bytes).map_err(|error| Error::internal("report", error))?;
    let is_own = cx.user_id().is_some_and(|user| user.0 == report.user);
    Ok(Some(report).filter(|_| is_own))
}
