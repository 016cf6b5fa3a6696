//! One thing done to an issue of many: what bulk changes do to each, with the permissions that the thing needs
//! alone.

use base::error::Problems;
use base::guard;
use base::{Cx, Result, Tx};
use model::permission::may::{
    AddComments, BrowseProjects, DeleteIssues, EditIssues, TransitionIssues,
};
use serde_json::{Map, Value};

use crate::comment::{self, GivenComment};
use crate::issue::{GivenIssue, given, ops};
use crate::{transition, watch};

/// Something to be done to an issue.
#[derive(Clone, Debug)]
pub enum Deed {
    /// Change fields: what to set, and what to do with those that hold several things, as the API has it.
    Edit {
        /// What to set.
        fields: Map<String, Value>,
        /// What to add and to remove.
        update: Map<String, Value>,
    },
    /// Take the step of this number.
    Move(String),
    /// Comment on it.
    Comment(String),
    /// Watch it.
    Watch,
    /// Watch it no longer.
    Unwatch,
    /// Delete it, with its sub-tasks.
    Delete,
}

/// Does something to an issue.
///
/// # Errors
/// As doing it alone.
pub async fn act(cx: &Cx, tx: &mut Tx, issue: &str, deed: &Deed) -> Result<()> {
    let mut problems = Problems::default();
    match deed {
        Deed::Edit { fields, update } => {
            let given = GivenIssue {
                fields: Some(fields.clone()),
                update: Some(update.clone()),
            };
            let given = given::read(given, &mut problems);
            let issue = guard::issue::<EditIssues>(cx, tx, issue).await?;
            ops::edit(cx, tx, &issue, given, problems).await
        }
        Deed::Move(step) => {
            let issue = guard::issue::<TransitionIssues>(cx, tx, issue).await?;
            let given = given::Given::default();
            transition::transition(cx, tx, &issue, step, given, problems).await
        }
        Deed::Comment(body) => {
            let issue = guard::issue::<AddComments>(cx, tx, issue).await?;
            let given = GivenComment {
                body: Some(body.clone()),
                visibility: None,
            };
            comment::create(cx, tx, &issue, &given).await?;
            Ok(())
        }
        Deed::Watch => {
            let issue = guard::issue::<BrowseProjects>(cx, tx, issue).await?;
            watch::ops::add(cx, tx, &issue, None).await
        }
        Deed::Unwatch => {
            let issue = guard::issue::<BrowseProjects>(cx, tx, issue).await?;
            let name = &cx.signed_in()?.name;
            watch::ops::remove(cx, tx, &issue, name).await
        }
        Deed::Delete => {
            let issue = guard::issue::<DeleteIssues>(cx, tx, issue).await?;
            ops::delete(cx, tx, &issue, true).await
        }
    }
}
