//! What many issues hold in place of something that goes: a component or a version.

use std::collections::BTreeMap;

use base::{Cx, Result, Tx};
use model::IssueId;
use serde_json::json;

use super::super::store::{self, Holders, Kind};
use crate::history::{self, Item, Side};

/// Something that goes, and what takes its place: ids and names.
#[derive(Clone, Copy, Debug)]
pub struct Replaced<'a> {
    pub kind: Kind,
    pub old: (i64, &'a str),
    pub new: Option<(i64, &'a str)>,
    /// Which of the issues that hold it are meant.
    pub holders: Holders,
}

/// Takes things from the issues that hold them, with an entry in the history of each. The number of
/// statements does not grow with the issues, but for the size of a statement.
///
/// # Errors
/// When the database refuses.
pub async fn replace(cx: &Cx, tx: &mut Tx, all: &[Replaced<'_>]) -> Result<()> {
    let mut items: BTreeMap<IssueId, Vec<Item>> = BTreeMap::new();
    let mut fields = Vec::new();
    for replaced in all {
        let Replaced {
            kind,
            old,
            new,
            holders: which,
        } = *replaced;
        let other = new.map(|(id, _)| id);
        let (holders, have_other) = store::with(tx, kind, (old.0, which), other).await?;
        if holders.is_empty() {
            continue;
        }
        store::swap(tx, kind, (old.0, which), other, cx.now()).await?;
        let field = kind.in_history();
        fields.push(field);
        for issue in holders {
            let of_issue = items.entry(issue).or_default();
            of_issue.push(Item {
                field: field.into(),
                from: Side::named(Some(old)),
                to: Side::default(),
            });
            if new.is_some() && !have_other.contains(&issue) {
                of_issue.push(Item {
                    field: field.into(),
                    from: Side::default(),
                    to: Side::named(new),
                });
            }
        }
    }
    if items.is_empty() {
        return Ok(());
    }
    let items: Vec<_> = items.into_iter().collect();
    history::record_each(cx, tx, &items).await?;
    let issues: Vec<i64> = items.iter().map(|(issue, _)| issue.0).collect();
    let payload = json!({ "issues": issues, "fields": fields });
    tx.event(cx, "issues_updated", &payload).await
}
