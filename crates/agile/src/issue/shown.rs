//! What an issue shows on a board besides its fields: the sprint it is in, those it was in, its epic.

use base::http::QueryPairs;
use base::{Cx, Result};
use issues::planning::{self, Epic, State};
use issues::read::{Found, Planned};
use model::IssueId;
use serde::Serialize;
use serde_json::Value;

use crate::board::wire::EpicBean;
use crate::sprint::wire::SprintBean;

/// The members, in their order.
const MEMBERS: [&str; 4] = ["flagged", "sprint", "closedSprints", "epic"];

/// Reads the members that are asked for, of all issues at once; an issue without a sprint or an epic does not
/// have the member.
pub async fn planned(
    cx: &Cx,
    tx: &mut db::Tx,
    found: &Found,
    pairs: &QueryPairs,
) -> Result<Planned> {
    let asked = asked(pairs);
    let has = |name: &str| asked.contains(&name);
    let ids = found.ids();
    let mut planned = Planned::new();
    if has("flagged") {
        // Nothing is flagged where there is no field to flag it with.
        for id in ids {
            planned
                .entry(*id)
                .or_default()
                .push(("flagged", Value::Bool(false)));
        }
    }
    if has("sprint") || has("closedSprints") {
        for (id, sprints) in planning::sprints_of(tx, ids).await? {
            let is_over = |closed: bool| {
                let fitting = sprints
                    .iter()
                    .filter(move |known| (known.state == State::Closed) == closed);
                let beans = fitting.map(|known| value(&SprintBean::new(known, cx.urls())));
                beans.collect::<Vec<Value>>()
            };
            let members = planned.entry(id).or_default();
            if has("sprint") {
                members.extend(is_over(false).pop().map(|sprint| ("sprint", sprint)));
            }
            let closed = is_over(true);
            if has("closedSprints") && !closed.is_empty() {
                members.push(("closedSprints", Value::Array(closed)));
            }
        }
    }
    if has("epic") {
        let epics = planning::epic_of_each(cx, tx, ids).await?;
        let of_epics: Vec<IssueId> = epics.values().map(|epic| epic.id).collect();
        let known = planning::epics_of(tx, &of_epics).await?;
        let none = Epic::default();
        for (id, seen) in epics {
            let epic = known.get(&seen.id).unwrap_or(&none);
            let bean = EpicBean::new(seen.id, seen.key, seen.summary, epic, cx.urls());
            planned.entry(id).or_default().push(("epic", value(&bean)));
        }
    }
    Ok(planned)
}

fn value(bean: &impl Serialize) -> Value {
    // Our own types: there is nothing in them that JSON could not hold.
    serde_json::to_value(bean).unwrap_or_default()
}

/// Returns the members asked for: all, unless fields are named.
fn asked(pairs: &QueryPairs) -> Vec<&'static str> {
    let names = pairs.all("fields").flat_map(|value| value.split(','));
    let names: Vec<&str> = names
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let is_narrowed = names.iter().any(|name| !name.starts_with('-'));
    let is_asked = |member: &&str| {
        let is_named = names
            .iter()
            .any(|name| name == member || *name == "*all" || *name == "*navigable");
        let is_left_out = names
            .iter()
            .any(|name| name.strip_prefix('-') == Some(*member));
        (is_named || !is_narrowed) && !is_left_out
    };
    MEMBERS.into_iter().filter(is_asked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for() {
        let check = |fields: &str| {
            let pairs = vec![("fields".to_owned(), fields.to_owned())];
            asked(&QueryPairs(pairs)).join(" ")
        };
        assert_eq!(check(""), "flagged sprint closedSprints epic");
        assert_eq!(check("*all,-epic"), "flagged sprint closedSprints");
        assert_eq!(check("summary, epic"), "epic");
        assert_eq!(check("summary"), "");
        assert_eq!(check("-sprint"), "flagged closedSprints epic");
    }
}
