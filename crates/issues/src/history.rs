//! What happened to an issue: one entry for each edit, with the fields it changed.
//!
//! Written by whatever changes an issue ([`record`]), read with the issue (`expand=changelog`).

mod store;
mod wire;

use base::{Cx, Result, Tx};
use model::{ChangeId, IssueId};

pub(crate) use store::{ChangeRow, of_issues};
pub(crate) use wire::Changelog;

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The field, as the reference's history calls it.
    pub field: &'static str,
    /// What it was.
    pub from: Side,
    /// What it is.
    pub to: Side,
}

/// What a field was or is: an id or key where it has one, and a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The id or key.
    pub value: Option<String>,
    /// The text people read.
    pub text: Option<String>,
}

impl Side {
    /// Returns a side that is a text only.
    pub fn text(text: Option<impl Into<String>>) -> Self {
        Self {
            value: None,
            text: text.map(Into::into),
        }
    }

    /// Returns a side with an id or key, if there is one.
    pub fn named(value: Option<(impl ToString, impl Into<String>)>) -> Self {
        match value {
            Some((value, text)) => Self {
                value: Some(value.to_string()),
                text: Some(text.into()),
            },
            None => Self::default(),
        }
    }
}

impl Item {
    /// Returns the change of a field, or nothing if it stays as it was.
    pub fn between(field: &'static str, from: Side, to: Side) -> Option<Self> {
        (from != to).then_some(Self { field, from, to })
    }
}

/// Writes an entry into the issue's history, unless nothing changed.
///
/// # Errors
/// When the database refuses.
pub async fn record(cx: &Cx, tx: &mut Tx, issue: IssueId, items: &[Item]) -> Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    let id = ChangeId(tx.next_id("issue_change_id").await?);
    store::insert(tx, id, issue, cx.user_id(), cx.now()).await?;
    store::insert_items(tx, id, items).await?;
    Ok(())
}
