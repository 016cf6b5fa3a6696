//! Where an issue stands among all others. It is changed by ranking the issue, not by an edit.

use base::{Cx, Tx, messages};
use model::IssueId;

use crate::field::custom::kind::{Asked, Holds, Own, Planned, Shown, Target, Type, software};
use crate::field::custom::{CustomField, Step};
use crate::planning;

/// Global Rank.
pub const TYPE: Type = Type {
    key: software!("gh-lexo-rank"),
    name: "Global Rank",
    description: "Where the issue stands among the others.",
    searchers: &[software!("gh-lexo-rank-searcher")],
    schema: ("any", None),
    holds: Holds::Own(&Ranked),
    is_list: false,
    operations: &[],
    is_offered: false,
};

#[derive(Debug)]
struct Ranked;

impl Own for Ranked {
    fn read<'a>(
        &'a self,
        _: &'a Cx,
        tx: &'a mut db::Tx,
        _: &'a CustomField,
        issues: &'a [IssueId],
    ) -> Asked<'a, Vec<(IssueId, Shown)>> {
        Box::pin(async move {
            let ranks = planning::ranks_of(tx, issues).await?;
            Ok(ranks
                .into_iter()
                .map(|(id, rank)| (id, Shown::plain(rank.to_string())))
                .collect())
        })
    }

    fn plan<'a>(
        &'a self,
        _: &'a Cx,
        _: &'a mut Tx,
        field: &'a CustomField,
        _: Target,
        _: Vec<Step>,
    ) -> Asked<'a, Result<Planned, String>> {
        Box::pin(async move { Ok(Err(messages::cannot_be_set(&field.key()))) })
    }

    fn write<'a>(
        &'a self,
        _: &'a Cx,
        _: &'a mut Tx,
        _: &'a CustomField,
        _: IssueId,
        _: Planned,
    ) -> Asked<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}
