//! An event as schemes know it.

use model::{ChangeId, CommentId, IssueId, Timestamp, UserId, WorklogId};
use serde_json::Value;

use super::store::EventRow;

/// The events of notification schemes, by their numbers.
pub mod scheme_event {
    pub const CREATED: i64 = 1;
    pub const UPDATED: i64 = 2;
    pub const ASSIGNED: i64 = 3;
    pub const RESOLVED: i64 = 4;
    pub const CLOSED: i64 = 5;
    pub const COMMENTED: i64 = 6;
    pub const REOPENED: i64 = 7;
    pub const MOVED: i64 = 9;
    pub const WORK_LOGGED: i64 = 10;
    pub const GENERIC: i64 = 13;
    pub const COMMENT_EDITED: i64 = 14;
    pub const WORKLOG_UPDATED: i64 = 15;
}

/// The status whose issues are closed, not only resolved.
pub const CLOSED_STATUS: &str = "6";
/// The fields that logging work changes: the worklog itself is told of.
const OF_WORKLOGS: [&str; 2] = ["timespent", "WorklogId"];
/// The fields that moving an issue changes.
const OF_MOVES: [&str; 2] = ["Key", "project"];

/// Something that happened to an issue.
#[derive(Clone, Debug)]
pub struct Happening {
    /// The issue.
    pub issue: IssueId,
    /// Who did it.
    pub actor: Option<UserId>,
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Created,
    Changed {
        change: Option<ChangeId>,
        fields: Vec<String>,
    },
    Commented {
        comment: CommentId,
        is_new: bool,
    },
    Worked {
        worklog: WorklogId,
        is_new: bool,
    },
}

/// Returns what happened, if people may be told of it.
pub fn of_event(event: &EventRow) -> Option<Happening> {
    let payload: Value = serde_json::from_str(&event.payload).unwrap_or_default();
    let number = |name: &str| payload[name].as_i64();
    let issue = IssueId(number("issue")?);
    let kind = event.kind.as_str();
    let what = match kind {
        "issue_created" => What::Created,
        "issue_updated" => {
            let fields = payload["fields"].as_array().cloned().unwrap_or_default();
            let fields: Vec<String> = fields
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect();
            if fields
                .iter()
                .any(|field| OF_WORKLOGS.contains(&field.as_str()))
            {
                return None;
            }
            What::Changed {
                change: number("change").map(ChangeId),
                fields,
            }
        }
        "comment_created" | "comment_updated" => What::Commented {
            comment: CommentId(number("comment")?),
            is_new: kind == "comment_created",
        },
        "worklog_created" | "worklog_updated" => What::Worked {
            worklog: WorklogId(number("worklog")?),
            is_new: kind == "worklog_created",
        },
        _ => return None,
    };
    Some(Happening {
        issue,
        actor: event.actor,
        at: event.at,
        what,
    })
}

/// Returns the scheme's event for a change: `to` tells what a field became.
pub fn of_change<'a>(fields: &[String], to: impl Fn(&str) -> Option<&'a str>) -> i64 {
    let has = |name: &str| fields.iter().any(|field| field == name);
    if OF_MOVES.iter().any(|field| has(field)) {
        return scheme_event::MOVED;
    }
    if has("status") {
        return match (has("resolution"), to("resolution")) {
            (true, Some(_)) if to("status") == Some(CLOSED_STATUS) => scheme_event::CLOSED,
            (true, Some(_)) => scheme_event::RESOLVED,
            (true, None) => scheme_event::REOPENED,
            (false, _) if to("status") == Some(CLOSED_STATUS) => scheme_event::CLOSED,
            (false, _) => scheme_event::GENERIC,
        };
    }
    if fields.iter().all(|field| field == "assignee") && !fields.is_empty() {
        return scheme_event::ASSIGNED;
    }
    scheme_event::UPDATED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_the_schemes_events() {
        let kind = |fields: &[&str], status: Option<&'static str>, resolution| {
            let fields: Vec<String> = fields.iter().map(|&field| field.to_owned()).collect();
            of_change(&fields, |field| match field {
                "status" => status,
                "resolution" => resolution,
                _ => None,
            })
        };
        for (fields, status, resolution, expected) in [
            (&["assignee"][..], None, None, scheme_event::ASSIGNED),
            (&["assignee", "summary"], None, None, scheme_event::UPDATED),
            (&["labels"], None, None, scheme_event::UPDATED),
            (&["status"], Some("3"), None, scheme_event::GENERIC),
            (
                &["status", "resolution"],
                Some("5"),
                Some("1"),
                scheme_event::RESOLVED,
            ),
            (
                &["status", "resolution"],
                Some("6"),
                Some("1"),
                scheme_event::CLOSED,
            ),
            (&["status"], Some("6"), None, scheme_event::CLOSED),
            (
                &["status", "resolution"],
                Some("4"),
                None,
                scheme_event::REOPENED,
            ),
            (
                &["Key", "project", "status"],
                Some("4"),
                None,
                scheme_event::MOVED,
            ),
            (&[], None, None, scheme_event::UPDATED),
        ] {
            assert_eq!(kind(fields, status, resolution), expected, "{fields:?}");
        }
    }
}
