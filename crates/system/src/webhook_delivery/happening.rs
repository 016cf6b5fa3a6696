//! What an event may be told as: its kind and what its payload names, in the words of webhooks.

use model::UserId;
use serde_json::Value;

use super::store::EventRow;

/// One thing that a webhook may be told of. An event may be several.
pub struct Happening {
    /// The name that webhooks register for.
    pub name: String,
    /// The issue concerned.
    pub issue: Option<i64>,
    /// What else is named: comments, worklogs and so on.
    pub subject: Subject,
    /// When.
    pub at: i64,
    /// Who did it.
    pub actor: Option<UserId>,
}

/// What it happened to.
pub enum Subject {
    Issue {
        type_name: &'static str,
        change: Option<i64>,
        comment: Option<i64>,
    },
    GoneIssue(Value),
    Comment(i64),
    Worklog(i64),
    Link {
        id: i64,
        kind: i64,
        source: i64,
        destination: i64,
    },
    Project {
        id: i64,
        key: String,
    },
    Version {
        id: i64,
        project: i64,
        into: Option<i64>,
    },
    User {
        key: String,
    },
}

/// Returns what webhooks may be told of an event; of most they are told nothing.
pub fn happenings(event: &EventRow) -> Vec<Happening> {
    let payload: Value = serde_json::from_str(&event.payload).unwrap_or_default();
    let number = |name: &str| payload[name].as_i64();
    let word = |name: &str| payload[name].as_str().unwrap_or_default().to_owned();
    let issue = number("issue");
    let one = |name: &str, issue: Option<i64>, subject: Subject| Happening {
        name: name.to_owned(),
        issue,
        subject,
        at: event.at.0,
        actor: event.actor,
    };
    let updated = |issue: i64, type_name, comment| {
        let change = number("change");
        let subject = Subject::Issue {
            type_name,
            change,
            comment,
        };
        one("jira:issue_updated", Some(issue), subject)
    };
    let kind = event.kind.as_str();
    match (kind, issue) {
        ("issue_created", Some(id)) => {
            let subject = Subject::Issue {
                type_name: "issue_created",
                change: None,
                comment: None,
            };
            vec![one("jira:issue_created", Some(id), subject)]
        }
        ("issue_updated", Some(id)) => vec![updated(id, type_of_change(&payload), None)],
        ("issues_updated", _) => {
            let ids = payload["issues"].as_array().cloned().unwrap_or_default();
            let ids = ids.iter().filter_map(Value::as_i64);
            ids.map(|id| updated(id, "issue_updated", None)).collect()
        }
        ("issue_deleted", _) => {
            let gone = snapshots(&payload).into_iter().map(|snapshot| {
                let id = number_of(&snapshot);
                one("jira:issue_deleted", id, Subject::GoneIssue(snapshot))
            });
            gone.collect()
        }
        ("comment_created" | "comment_updated" | "comment_deleted", Some(id)) => {
            let comment = number("comment").unwrap_or_default();
            let (type_name, shown) = match kind {
                "comment_created" => ("issue_commented", Some(comment)),
                "comment_updated" => ("issue_comment_edited", Some(comment)),
                _ => ("issue_comment_deleted", None),
            };
            vec![
                one(kind, issue, Subject::Comment(comment)),
                updated(id, type_name, shown),
            ]
        }
        ("worklog_created" | "worklog_updated" | "worklog_deleted", Some(_)) => {
            let worklog = number("worklog").unwrap_or_default();
            vec![one(kind, issue, Subject::Worklog(worklog))]
        }
        ("issue_link_created" | "issue_link_deleted", _) => {
            let name = kind.replace("issue_link", "issuelink");
            let source = number("source").unwrap_or_default();
            let subject = Subject::Link {
                id: number("link").unwrap_or_default(),
                kind: number("linkType").unwrap_or_default(),
                source,
                destination: number("destination").unwrap_or_default(),
            };
            vec![one(&name, Some(source), subject)]
        }
        (
            "project_created" | "project_updated" | "project_deleted" | "project_archived"
            | "project_restored",
            _,
        ) => {
            let id = number("project").unwrap_or_default();
            let key = word("key");
            vec![one(kind, None, Subject::Project { id, key })]
        }
        (kind, _) if kind.starts_with("version_") => {
            let subject = Subject::Version {
                id: number("version").unwrap_or_default(),
                project: number("project").unwrap_or_default(),
                into: number("into"),
            };
            vec![one(&format!("jira:{kind}"), None, subject)]
        }
        ("user_created" | "user_updated" | "user_deleted", _) => {
            vec![one(kind, None, Subject::User { key: word("user") })]
        }
        _ => Vec::new(),
    }
}

fn type_of_change(payload: &Value) -> &'static str {
    let fields = payload["fields"].as_array().cloned().unwrap_or_default();
    let fields: Vec<&str> = fields.iter().filter_map(Value::as_str).collect();
    match fields.as_slice() {
        ["assignee"] => "issue_assigned",
        fields if fields.contains(&"status") => "issue_generic",
        _ => "issue_updated",
    }
}

/// Returns the issues that an event says are gone, as they were.
pub fn snapshots(payload: &Value) -> Vec<Value> {
    payload["snapshots"].as_array().cloned().unwrap_or_default()
}

/// Returns the number of an issue, as it is written in its JSON.
pub fn number_of(issue: &Value) -> Option<i64> {
    issue["id"].as_str()?.parse().ok()
}
