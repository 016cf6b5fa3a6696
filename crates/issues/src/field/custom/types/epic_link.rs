//! The epic that an issue is part of, by its key.

use base::{Cx, Tx, messages};
use model::IssueId;
use serde_json::Value;

use crate::field::custom::kind::{Asked, Holds, Own, Planned, SET, Shown, Target, Type, software};
use crate::field::custom::{CustomField, Step};
use crate::planning;

/// Epic Link Relationship.
pub const TYPE: Type = Type {
    key: software!("gh-epic-link"),
    name: "Epic Link Relationship",
    description: "The epic that the issue belongs to.",
    searchers: &[software!("gh-epic-link-searcher")],
    schema: ("any", None),
    holds: Holds::Own(&EpicLink),
    is_list: false,
    operations: SET,
    is_offered: false,
};

#[derive(Debug)]
struct EpicLink;

impl Own for EpicLink {
    fn read<'a>(
        &'a self,
        cx: &'a Cx,
        tx: &'a mut db::Tx,
        _: &'a CustomField,
        issues: &'a [IssueId],
    ) -> Asked<'a, Vec<(IssueId, Shown)>> {
        Box::pin(async move {
            let epics = planning::epic_of_each(cx, tx, issues).await?;
            Ok(epics
                .into_iter()
                .map(|(id, epic)| (id, Shown::plain(epic.key)))
                .collect())
        })
    }

    fn plan<'a>(
        &'a self,
        cx: &'a Cx,
        tx: &'a mut Tx,
        field: &'a CustomField,
        target: Target,
        steps: Vec<Step>,
    ) -> Asked<'a, Result<Planned, String>> {
        Box::pin(async move {
            let wanted = match steps.into_iter().next_back().map(|step| step.value) {
                None | Some(Value::Null) => None,
                Some(Value::String(key)) if key.is_empty() => None,
                Some(Value::String(key)) => Some(key),
                Some(_) => return Ok(Err(messages::NOT_A_STRING.to_owned())),
            };
            planning::plan_epic_link(cx, tx, &field.key(), target, wanted.as_deref()).await
        })
    }

    fn write<'a>(
        &'a self,
        cx: &'a Cx,
        tx: &'a mut Tx,
        _: &'a CustomField,
        issue: IssueId,
        planned: Planned,
    ) -> Asked<'a, ()> {
        Box::pin(async move {
            let epic = planned.data.as_i64().map(IssueId);
            planning::write_epic_link(cx, tx, issue, epic).await
        })
    }
}
