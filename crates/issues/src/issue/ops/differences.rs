//! What an edit changed, field by field, as the history has it.

use base::refs::Users;
use model::{SecurityLevelId, UserId};
use projects::Catalog;

use super::super::store::Values;
use crate::history::{Item, Side};

/// Returns the fields that differ, as the history has them.
pub fn differences(
    old: &Values,
    new: &Values,
    catalog: &Catalog,
    people: &Users,
    levels: &[(SecurityLevelId, String)],
) -> Vec<Item> {
    let issue_type = |values: &Values| {
        let known = catalog.issue_type(values.issue_type);
        Side::named(known.map(|known| (known.id, known.name.clone())))
    };
    let status = |values: &Values| {
        let known = catalog.status(values.status);
        Side::named(known.map(|known| (known.id, known.name.clone())))
    };
    let priority = |values: &Values| {
        let known = values.priority.and_then(|id| catalog.priority(id));
        Side::named(known.map(|known| (known.id, known.name.clone())))
    };
    let resolution = |values: &Values| {
        let known = values.resolution.and_then(|id| catalog.resolution(id));
        Side::named(known.map(|known| (known.id, known.name.clone())))
    };
    let person = |id: Option<UserId>| {
        let known = id.and_then(|id| people.get(id));
        Side::named(known.map(|user| (user.key.clone(), user.display_name.clone())))
    };
    let level = |values: &Values| {
        let known = levels.iter().find(|(id, _)| Some(*id) == values.level);
        Side::named(known.map(|(id, name)| (id, name.clone())))
    };
    // The reference stores a moment for a day.
    let day = |values: &Values| {
        let day = values.due_date.as_deref();
        Side::named(day.map(|day| (day.to_owned(), format!("{day} 00:00:00.0"))))
    };
    let text = |text: &Option<String>| Side::text(text.as_deref());
    // Times are told in seconds, on both sides.
    let time = |seconds: Option<i64>| Side::named(seconds.map(|n| (n, n.to_string())));
    [
        Item::between("issuetype", issue_type(old), issue_type(new)),
        Item::between(
            "summary",
            Side::text(Some(&old.summary)),
            Side::text(Some(&new.summary)),
        ),
        Item::between(
            "description",
            text(&old.description),
            text(&new.description),
        ),
        Item::between(
            "environment",
            text(&old.environment),
            text(&new.environment),
        ),
        Item::between("duedate", day(old), day(new)),
        Item::between("priority", priority(old), priority(new)),
        Item::between("assignee", person(old.assignee), person(new.assignee)),
        Item::between("reporter", person(old.reporter), person(new.reporter)),
        Item::between("security", level(old), level(new)),
        Item::between("resolution", resolution(old), resolution(new)),
        Item::between("status", status(old), status(new)),
        Item::between(
            "timeoriginalestimate",
            time(old.original_estimate),
            time(new.original_estimate),
        ),
        Item::between(
            "timeestimate",
            time(old.remaining_estimate),
            time(new.remaining_estimate),
        ),
        Item::between("timespent", time(old.time_spent), time(new.time_spent)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
