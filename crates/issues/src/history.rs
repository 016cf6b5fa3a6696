//! What happened to an issue: one entry for each edit, with the fields it changed.
//!
//! Written by whatever changes an issue ([`record`]), read with the issue (`expand=changelog`).

mod store;
mod wire;

use base::{Cx, Result, Tx};
use model::{ChangeId, IssueId};

pub(crate) use store::{ChangeRow, ItemRow, by_ids, of_issues};
pub(crate) use wire::Changelog;

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The field, as the reference's history calls it.
    pub field: Name,
    /// What it was.
    pub from: Side,
    /// What it is.
    pub to: Side,
}

/// What a history calls a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A field that every issue has.
    System(&'static str),
    /// A custom field, by its name.
    Custom(String),
}

impl Name {
    /// Returns the name of a custom field.
    #[must_use]
    pub fn custom(name: &str) -> Self {
        Self::Custom(name.to_owned())
    }

    /// Returns the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::System(name) => name,
            Self::Custom(name) => name,
        }
    }

    /// Returns whether it is the status.
    #[must_use]
    pub fn is_status(&self) -> bool {
        *self == Self::System("status")
    }

    /// Returns whether it is a custom field's.
    #[must_use]
    pub fn is_custom(&self) -> bool {
        matches!(self, Self::Custom(_))
    }
}

impl From<&'static str> for Name {
    fn from(name: &'static str) -> Self {
        Self::System(name)
    }
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
    /// Returns the change back.
    pub fn reversed(self) -> Self {
        Self {
            from: self.to,
            to: self.from,
            ..self
        }
    }

    /// Returns the change of a field, or nothing if it stays as it was.
    pub fn between(field: impl Into<Name>, from: Side, to: Side) -> Option<Self> {
        (from != to).then(|| Self {
            field: field.into(),
            from,
            to,
        })
    }
}

/// Writes an entry into the history of each issue, with a constant number of statements a thousand items.
///
/// # Errors
/// When the database refuses.
pub async fn record_each(cx: &Cx, tx: &mut Tx, changes: &[(IssueId, Vec<Item>)]) -> Result<()> {
    let ids = tx.next_ids("issue_change_id", changes.len()).await?;
    let ids: Vec<ChangeId> = ids.into_iter().map(ChangeId).collect();
    let issues: Vec<IssueId> = changes.iter().map(|(issue, _)| *issue).collect();
    store::insert_each(tx, &ids, &issues, cx.user_id(), cx.now()).await?;
    let items = ids.iter().zip(changes);
    let items = items.flat_map(|(id, (issue, items))| new_items(*id, *issue, items));
    store::insert_items(tx, cx.now(), &items.collect::<Vec<_>>()).await?;
    Ok(())
}

/// Writes an entry into the issue's history, unless nothing changed; returns which it is.
///
/// # Errors
/// When the database refuses.
pub async fn record(
    cx: &Cx,
    tx: &mut Tx,
    issue: IssueId,
    items: &[Item],
) -> Result<Option<ChangeId>> {
    if items.is_empty() {
        return Ok(None);
    }
    let id = ChangeId(tx.next_id("issue_change_id").await?);
    store::insert(tx, id, issue, cx.user_id(), cx.now()).await?;
    let items: Vec<_> = new_items(id, issue, items).collect();
    store::insert_items(tx, cx.now(), &items).await?;
    Ok(Some(id))
}

fn new_items(
    change: ChangeId,
    issue: IssueId,
    items: &[Item],
) -> impl Iterator<Item = store::NewItem<'_>> {
    (1_i64..)
        .zip(items)
        .map(move |(position, item)| store::NewItem {
            change,
            issue,
            position,
            item,
        })
}
