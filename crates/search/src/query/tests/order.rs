//! Orders that know how they are written and what they mean.

use std::cmp::Ordering;

use super::world::{COMPONENTS, Issue, LABELS, PROJECTS, Random, Tracked, USERS};

/// The fields to order by, and whether the largest comes first.
pub struct Order(Vec<(&'static str, bool)>);

const KEYS: [&str; 30] = [
    "Note",
    "cf[802]",
    "Kickoff",
    "Risk",
    "Owner",
    "Tags",
    "component",
    "fixVersion",
    "affectedVersion",
    "votes",
    "watchers",
    "timespent",
    "originalEstimate",
    "workratio",
    "created",
    "updated",
    "resolved",
    "due",
    "key",
    "project",
    "issuetype",
    "status",
    "statusCategory",
    "priority",
    "resolution",
    "assignee",
    "reporter",
    "labels",
    "summary",
    "description",
];

impl Order {
    pub fn random(random: &mut Random) -> Self {
        let keys = (0..random.below(3)).map(|_| (random.pick(&KEYS), random.chance(5)));
        Self(keys.collect())
    }

    /// Returns whether nothing is said of the order.
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    pub fn jql(&self) -> String {
        let mut jql = String::new();
        for (key_idx, (key, descending)) in self.0.iter().enumerate() {
            jql += if key_idx == 0 { " ORDER BY " } else { ", " };
            jql += key;
            jql += if *descending { " DESC" } else { " ASC" };
        }
        jql
    }

    /// Compares by each field in turn, issues without a value last; then by id in the direction of the last.
    pub fn compare(&self, one: &Issue, other: &Issue) -> Ordering {
        for &(key, descending) in &self.0 {
            let found = match (value(one, key), value(other, key)) {
                (Some(one), Some(other)) if descending => other.cmp(&one),
                (Some(one), Some(other)) => one.cmp(&other),
                (one, other) => one.is_none().cmp(&other.is_none()),
            };
            if found != Ordering::Equal {
                return found;
            }
        }
        let descending = self.0.last().is_none_or(|(_, descending)| *descending);
        if descending {
            other.id.cmp(&one.id)
        } else {
            one.id.cmp(&other.id)
        }
    }
}

/// Returns what an issue is ordered by: numbers before they are compared as texts.
fn value(issue: &Issue, key: &str) -> Option<(i64, String)> {
    let number = |n: i64| (n, String::new());
    let place = |idx: usize| number(i64::try_from(idx).unwrap());
    // As both engines do it: ASCII letters without case, then bytes.
    let text = |text: &str| (0, text.to_ascii_lowercase());
    let now = |field| issue.now(field);
    match key {
        "created" => Some(number(issue.created)),
        "updated" => Some(number(issue.updated)),
        "resolved" => issue.resolved.map(number),
        "due" => issue.due.map(place),
        "key" => Some((
            i64::try_from(issue.project).unwrap() * 10_000 + issue.number,
            String::new(),
        )),
        "project" => Some(text(PROJECTS[issue.project])),
        // Task, Sub-task, Bug stand in this order; so do the statuses and their categories.
        "issuetype" => Some(place(issue.kind)),
        "status" | "statusCategory" => now(Tracked::Status).map(place),
        // The first is the highest.
        "priority" => now(Tracked::Priority).map(|p| number(-i64::try_from(p).unwrap())),
        "resolution" => now(Tracked::Resolution).map(place),
        "assignee" => now(Tracked::Assignee).map(|user| text(USERS[user])),
        "reporter" => now(Tracked::Reporter).map(|user| text(USERS[user])),
        "labels" => {
            let labels = issue.labels.iter();
            labels.map(|label| text(LABELS[*label])).min()
        }
        "component" => {
            let components = issue.components.iter();
            components.map(|idx| text(COMPONENTS[*idx])).min()
        }
        "fixVersion" => issue.fix_versions.iter().min().map(|idx| place(*idx)),
        "affectedVersion" => issue.affected_versions.iter().min().map(|idx| place(*idx)),
        // Custom texts are put into lower case by the program, all letters of them.
        "Note" => issue.note.as_ref().map(|note| (0, note.to_lowercase())),
        "cf[802]" => issue.size.map(number),
        "Kickoff" => issue.start.map(place),
        "Risk" => issue.risk.map(place),
        "Owner" => issue.owner.map(|user| text(USERS[user])),
        "Tags" => issue.tags.iter().min().map(|idx| place(*idx)),
        "votes" => Some(place(issue.voters.len())),
        "watchers" => Some(place(issue.watchers.len())),
        "timespent" => issue.spent.map(number),
        "originalEstimate" => issue.original.map(number),
        "workratio" => issue.work_ratio().map(number),
        "summary" => Some(text(&issue.summary)),
        "description" => issue.description.as_deref().map(text),
        other => panic!("{other}"),
    }
}
