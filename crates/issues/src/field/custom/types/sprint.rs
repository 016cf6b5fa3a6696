//! The sprints that an issue is and was in. What is set is the one that is not closed.

use base::{Cx, Tx, messages};
use model::{IssueId, SprintId};
use serde_json::Value;

use crate::field::custom::kind::{Asked, Holds, Own, Planned, SET, Shown, Target, Type, software};
use crate::field::custom::{CustomField, Step};
use crate::planning::{self, Sprint};

/// Jira Sprint Field.
pub const TYPE: Type = Type {
    key: software!("gh-sprint"),
    name: "Jira Sprint Field",
    description: "The sprints that the issue is or was in.",
    searchers: &[software!("gh-sprint-searcher")],
    schema: ("array", Some("string")),
    holds: Holds::Own(&OfSprints),
    is_list: false,
    operations: SET,
    is_offered: false,
};

#[derive(Debug)]
struct OfSprints;

impl Own for OfSprints {
    fn read<'a>(
        &'a self,
        _: &'a Cx,
        tx: &'a mut db::Tx,
        _: &'a CustomField,
        issues: &'a [IssueId],
    ) -> Asked<'a, Vec<(IssueId, Shown)>> {
        Box::pin(async move {
            let sprints = planning::sprints_of(tx, issues).await?;
            let shown = sprints.into_iter().map(|(id, sprints)| {
                let texts: Vec<String> = sprints.iter().map(Sprint::in_issue).collect();
                (id, Shown::plain(texts))
            });
            Ok(shown.collect())
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
            // A number; some clients send it as text.
            let wanted = match steps.into_iter().next_back().map(|step| step.value) {
                None | Some(Value::Null) => None,
                Some(Value::String(id)) if id.is_empty() => None,
                Some(Value::String(id)) => Some(id),
                Some(Value::Number(id)) => Some(id.to_string()),
                Some(_) => return Ok(Err(messages::NOT_A_NUMBER.to_owned())),
            };
            planning::plan_sprint(cx, tx, &field.key(), target, wanted.as_deref()).await
        })
    }

    fn write<'a>(
        &'a self,
        _: &'a Cx,
        tx: &'a mut Tx,
        _: &'a CustomField,
        issue: IssueId,
        planned: Planned,
    ) -> Asked<'a, ()> {
        Box::pin(async move {
            let sprint = planned.data.as_i64().map(SprintId);
            planning::write_sprint(tx, issue, sprint).await
        })
    }
}
