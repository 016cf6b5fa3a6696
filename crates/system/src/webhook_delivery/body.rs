//! What is told: the thing an event happened to, in the form in which the reference tells it.
//!
//! Issues are told with all that everybody sees who sees them; comments and worklogs for a group or a role
//! are told to nobody (D-058).

use std::collections::HashMap;

use base::expand::Expand;
use base::icon::AvatarUrls;
use base::refs::{Users, users_by_ids};
use base::{Cx, Error, Result, Urls};
use issues::field::FieldSet;
use issues::read::{self, Found};
use model::{IssueId, ProjectId, UserId};
use projects::version::{self, VersionFull};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::happening::{Happening, Subject, number_of, snapshots};
use super::store::{self, LinkTypeRow, Named};

/// What is sent, and what the variables of an address stand for.
pub struct Body {
    pub text: String,
    pub variables: Vec<(&'static str, String)>,
}

/// What is told of, read at once.
pub struct World {
    issues: HashMap<i64, Value>,
    /// Those of them that are still there, each with its key.
    present: Vec<(IssueId, String)>,
    worklogs: HashMap<i64, Value>,
    versions: HashMap<i64, Value>,
    projects: HashMap<i64, Named>,
    link_types: Vec<LinkTypeRow>,
    users: Users,
    /// The ids of users who are named by their keys.
    keyed: Vec<UserId>,
    urls: Urls,
}

impl World {
    /// Reads it.
    pub async fn read(cx: &Cx, tx: &mut db::Tx, happenings: &[Happening]) -> Result<Self> {
        let mut issues: Vec<i64> = happenings.iter().filter_map(|one| one.issue).collect();
        issues.sort_unstable();
        issues.dedup();
        let found = Found::for_webhooks(issues.into_iter().map(IssueId).collect());
        let expand = Expand::parse(Some("changelog"));
        let read = read::issues_by_ids(cx, tx, &found, FieldSet::all(), &expand).await?;
        let mut issues = HashMap::new();
        for issue in &read {
            let issue = value(issue)?;
            if let Some(id) = number_of(&issue) {
                issues.insert(id, issue);
            }
        }
        let present = issues.iter().map(|(id, issue): (&i64, &Value)| {
            let key = issue["key"].as_str().unwrap_or_default();
            (IssueId(*id), key.to_owned())
        });
        let present: Vec<(IssueId, String)> = present.collect();
        // What is gone is told as it was, what was done to it before included.
        for payload in store::gone(tx).await? {
            for snapshot in snapshots(&serde_json::from_str(&payload).unwrap_or_default()) {
                if let Some(id) = number_of(&snapshot) {
                    issues.entry(id).or_insert(snapshot);
                }
            }
        }
        let subjects = || happenings.iter().map(|one| &one.subject);
        let worklogs = subjects().filter_map(|subject| match subject {
            Subject::Worklog(id) => Some(*id),
            _ => None,
        });
        let worklogs: Vec<i64> = worklogs.collect();
        let worklogs = if worklogs.is_empty() {
            HashMap::new()
        } else {
            let told = issues::worklog::told(cx, tx, worklogs).await?;
            let told = told.iter().map(|(id, one)| Ok((*id, value(one)?)));
            told.collect::<Result<_>>()?
        };
        let projects = subjects().filter_map(|subject| match subject {
            Subject::Project { id, .. } => Some(*id),
            Subject::Version { project, .. } => Some(*project),
            _ => None,
        });
        let projects: Vec<i64> = projects.collect();
        let versions = versions(cx, tx, &projects).await?;
        let projects = store::projects(tx, projects).await?;
        let keys = subjects().filter_map(|subject| match subject {
            Subject::User { key } => Some(key.clone()),
            _ => None,
        });
        let keys: Vec<String> = keys.collect();
        let keyed = store::users_by_keys(tx, &keys).await?;
        let actors = happenings.iter().filter_map(|one| one.actor);
        let users = users_by_ids(tx, actors.chain(keyed.iter().copied())).await?;
        Ok(Self {
            issues,
            present,
            worklogs,
            versions,
            projects: projects.into_iter().map(|one| (one.id, one)).collect(),
            link_types: store::link_types(tx).await?,
            users,
            keyed,
            urls: cx.urls().clone(),
        })
    }

    /// Returns the issues that are still there, each with its key.
    pub fn issue_keys(&self) -> &[(IssueId, String)] {
        &self.present
    }

    /// Returns what is told; nothing, if it is gone since or for some only.
    pub fn body(&self, happening: &Happening) -> Option<Body> {
        let mut body = Map::new();
        let mut put = |name: &str, value: Value| {
            body.insert(name.to_owned(), value);
        };
        let actor = happening.actor.and_then(|id| self.users.get(id));
        let mut variables = Vec::new();
        if let Some(actor) = actor {
            variables.push(("modifiedUser.key", actor.key.clone()));
            variables.push(("modifiedUser.name", actor.name.clone()));
        }
        put("timestamp", happening.at.into());
        put("webhookEvent", happening.name.clone().into());
        let user = actor.and_then(|actor| value(actor.short(&self.urls)).ok());
        let issue = happening.issue.and_then(|id| self.issues.get(&id));
        if let Some(issue) = issue {
            issue_variables(issue, &mut variables);
        }
        match &happening.subject {
            Subject::Issue {
                type_name,
                change,
                comment,
            } => {
                let issue = issue?;
                let shown = match comment {
                    Some(id) => Some(comment_of(issue, *id)?),
                    None => None,
                };
                put("issue_event_type_name", (*type_name).into());
                put("user", user.unwrap_or_default());
                put("issue", plain(issue));
                if let Some(changelog) = change.and_then(|id| changelog_of(issue, id)) {
                    put("changelog", changelog);
                }
                if let Some(comment) = shown {
                    put("comment", comment);
                }
            }
            Subject::GoneIssue(snapshot) => {
                issue_variables(snapshot, &mut variables);
                put("user", user.unwrap_or_default());
                put("issue", plain(snapshot));
            }
            Subject::Comment(id) => {
                variables.push(("comment.id", id.to_string()));
                let issue = issue?;
                let comment = if happening.name == "comment_deleted" {
                    json!({ "id": id.to_string() })
                } else {
                    comment_of(issue, *id)?
                };
                put("comment", comment);
                put("issue", short(issue));
            }
            Subject::Worklog(id) => {
                variables.push(("worklog.id", id.to_string()));
                let worklog = match self.worklogs.get(id) {
                    Some(worklog) => worklog.clone(),
                    None if happening.name == "worklog_deleted" => {
                        let issue = happening.issue.unwrap_or_default();
                        json!({ "id": id.to_string(), "issueId": issue.to_string() })
                    }
                    None => return None,
                };
                put("worklog", worklog);
            }
            Subject::Link {
                id,
                kind,
                source,
                destination,
            } => {
                put("issueLink", self.link(*id, *kind, *source, *destination));
            }
            Subject::Project { id, key } => {
                variables.push(("project.id", id.to_string()));
                variables.push(("project.key", key.clone()));
                put("project", self.project(*id, key));
            }
            Subject::Version { id, project, into } => {
                variables.push(("version.id", id.to_string()));
                variables.push(("project.id", project.to_string()));
                if let Some(project) = self.projects.get(project) {
                    variables.push(("project.key", project.key.clone()));
                }
                put("version", self.version(*id, *project));
                if let Some(into) = into {
                    put("mergedTo", self.version(*into, *project));
                }
            }
            Subject::User { key } => put("user", self.user(key)),
        }
        Some(Body {
            text: Value::Object(body).to_string(),
            variables,
        })
    }

    fn link(&self, id: i64, kind: i64, source: i64, destination: i64) -> Value {
        let kind = self.link_types.iter().find(|known| known.id == kind);
        json!({
            "id": id,
            "sourceIssueId": source,
            "destinationIssueId": destination,
            "issueLinkType": kind.map(|kind| json!({
                "id": kind.id,
                "name": kind.name,
                "outwardName": kind.outward,
                "inwardName": kind.inward,
                "isSubTaskLinkType": false,
                "isSystemLinkType": false,
            })),
        })
    }

    fn project(&self, id: i64, key: &str) -> Value {
        let known = self.projects.get(&id);
        json!({
            "self": self.urls.api(&format!("project/{id}")),
            "id": id,
            "key": known.map_or(key, |known| known.key.as_str()),
            "name": known.map(|known| &known.name),
            "avatarUrls": AvatarUrls::of_project(&self.urls, ProjectId(id)),
        })
    }

    fn version(&self, id: i64, project: i64) -> Value {
        self.versions.get(&id).cloned().unwrap_or_else(|| {
            json!({
                "self": self.urls.api(&format!("version/{id}")),
                "id": id.to_string(),
                "projectId": project,
            })
        })
    }

    fn user(&self, key: &str) -> Value {
        let mut users = self.keyed.iter().filter_map(|id| self.users.get(*id));
        let user = users.find(|user| user.key == key);
        user.and_then(|user| value(user.short(&self.urls)).ok())
            .unwrap_or_else(|| json!({ "key": key }))
    }
}

async fn versions(cx: &Cx, tx: &mut db::Tx, projects: &[i64]) -> Result<HashMap<i64, Value>> {
    let projects: Vec<ProjectId> = projects.iter().map(|id| ProjectId(*id)).collect();
    if projects.is_empty() {
        return Ok(HashMap::new());
    }
    let now = jiff::Timestamp::from_millisecond(cx.now().0).unwrap_or_default();
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let versions = version::of_projects(tx, &projects).await?;
    let versions = versions.iter().map(|one| {
        let shown = VersionFull::new(one, today, cx.urls());
        Ok((one.id.0, value(shown)?))
    });
    versions.collect()
}

fn value(shown: impl Serialize) -> Result<Value> {
    serde_json::to_value(shown).map_err(|error| Error::internal("the body of a webhook", error))
}

/// Returns an issue without what it could be expanded by.
fn plain(issue: &Value) -> Value {
    let mut issue = issue.clone();
    if let Some(members) = issue.as_object_mut() {
        members.shift_remove("expand");
        members.shift_remove("changelog");
    }
    issue
}

/// Returns an issue as it stands beside a comment.
fn short(issue: &Value) -> Value {
    let fields = &issue["fields"];
    let mut shown = Map::new();
    for name in [
        "summary",
        "issuetype",
        "project",
        "assignee",
        "priority",
        "status",
    ] {
        shown.insert(name.to_owned(), fields[name].clone());
    }
    json!({ "id": issue["id"], "self": issue["self"], "key": issue["key"], "fields": shown })
}

fn comment_of(issue: &Value, id: i64) -> Option<Value> {
    let id = id.to_string();
    let comments = issue["fields"]["comment"]["comments"].as_array()?;
    let comment = comments.iter().find(|comment| comment["id"] == id)?;
    Some(comment.clone())
}

fn changelog_of(issue: &Value, id: i64) -> Option<Value> {
    let id = id.to_string();
    let entries = issue["changelog"]["histories"].as_array()?;
    let entry = entries.iter().find(|entry| entry["id"] == id)?;
    Some(json!({ "id": id, "items": entry["items"] }))
}

fn issue_variables(issue: &Value, variables: &mut Vec<(&'static str, String)>) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let project = &issue["fields"]["project"];
    variables.push(("issue.id", text(&issue["id"])));
    variables.push(("issue.key", text(&issue["key"])));
    variables.push(("project.id", text(&project["id"])));
    variables.push(("project.key", text(&project["key"])));
}
