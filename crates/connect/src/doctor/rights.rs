//! Checks of what GitLab's user may do in each project, and of the projects' keys.

use jira_client::{Error, Method, Search};

use super::facts::Facts;
use super::{Outcome, Verdict, fail, ok, skipped, verdict, warn};
use crate::rights;

/// May it see the project at all?
pub async fn browse(facts: &Facts<'_>) -> Verdict {
    has(facts, &["BROWSE_PROJECTS"], Outcome::Fail)
}

/// May it comment?
pub async fn comment(facts: &Facts<'_>) -> Verdict {
    has(facts, &["ADD_COMMENTS"], Outcome::Fail)
}

/// May it link?
pub async fn link(facts: &Facts<'_>) -> Verdict {
    let verdict = has(facts, &["LINK_ISSUES"], Outcome::Fail);
    if verdict.outcome == Outcome::Fail {
        return Verdict {
            remedy: format!(
                "{} If the grant is there, issue linking is off (System > Issue linking).",
                verdict.remedy
            ),
            ..verdict
        };
    }
    verdict
}

/// May it close?
pub async fn close(facts: &Facts<'_>) -> Verdict {
    let verdict = has(facts, &["TRANSITION_ISSUES"], Outcome::Fail);
    if verdict.outcome != Outcome::Ok {
        return verdict;
    }
    // Workflows may ask for these two; many do not.
    let also = has(facts, &["RESOLVE_ISSUES", "CLOSE_ISSUES"], Outcome::Warn);
    if also.outcome == Outcome::Ok {
        verdict
    } else {
        also
    }
}

/// Would an issue made from a vulnerability lack a required field?
pub async fn create(facts: &Facts<'_>) -> Verdict {
    let wanted = facts.subject.permissions.iter();
    if !wanted.into_iter().any(|key| key == "CREATE_ISSUES") {
        return skipped("GitLab is not to create issues (--permission CREATE_ISSUES)");
    }
    let verdict = has(facts, &["CREATE_ISSUES"], Outcome::Fail);
    if verdict.outcome != Outcome::Ok {
        return verdict;
    }
    let client = match facts.signed_in() {
        Ok(client) => client,
        Err(verdict) => return verdict,
    };
    let keys = facts.subject.projects.join(",");
    let path = format!(
        "/rest/api/2/issue/createmeta?projectKeys={keys}&expand=projects.issuetypes.fields"
    );
    let meta = match client.send(Method::GET, &path, None).await {
        Ok(meta) => meta,
        Err(error) => return skipped(error.to_string()),
    };
    let mut lacking = Vec::new();
    for project in meta["projects"].as_array().into_iter().flatten() {
        let types = project["issuetypes"].as_array().into_iter().flatten();
        let types = types.filter(|kind| kind["subtask"] != true);
        let mut by_type = Vec::new();
        for kind in types {
            let fields = required(&kind["fields"]);
            if fields.is_empty() {
                by_type.clear();
                break;
            }
            by_type.push(format!(
                "{} needs {}",
                kind["name"].as_str().unwrap_or_default(),
                fields.join(", ")
            ));
        }
        if !by_type.is_empty() {
            let key = project["key"].as_str().unwrap_or_default();
            lacking.push(format!("in {key} {}", by_type.join("; ")));
        }
    }
    if lacking.is_empty() {
        return ok("there is an issue type that needs no more than GitLab sends");
    }
    fail(
        lacking.join("; "),
        "GitLab sends project, type, summary and description only. Give it an issue type with a field \
         configuration in which nothing else is required.",
    )
}

/// Returns the required fields that GitLab does not send and Jira does not fill in.
fn required(fields: &serde_json::Value) -> Vec<String> {
    const SENT: [&str; 5] = ["project", "issuetype", "summary", "description", "reporter"];
    let fields = fields.as_object().into_iter().flatten();
    fields
        .filter(|(id, field)| {
            field["required"] == true
                && field["hasDefaultValue"] != true
                && !SENT.contains(&id.as_str())
        })
        .map(|(id, field)| field["name"].as_str().unwrap_or(id).to_owned())
        .collect()
}

/// Does a search for the project work as GitLab writes it: the key without quotes?
pub async fn search(facts: &Facts<'_>) -> Verdict {
    let client = match facts.signed_in() {
        Ok(client) => client,
        Err(verdict) => return verdict,
    };
    if facts.subject.projects.is_empty() {
        return skipped("no project of Jira was named");
    }
    let by = |jql: String| Search {
        jql,
        max_results: Some(1),
        ..Search::default()
    };
    for key in facts.subject.projects {
        let plain = client.search(&by(format!("project = {key}"))).await;
        let Err(Error::Invalid { messages, .. }) = plain else {
            if let Err(error) = plain {
                return fail(error.to_string(), error.remedy());
            }
            continue;
        };
        let said = messages.join(" ");
        let quoted = client.search(&by(format!("project = \"{key}\""))).await;
        if quoted.is_ok() {
            return fail(
                format!("{key} is a reserved word of Jira's query language: {said}"),
                "GitLab writes keys without quotes, so its issue list cannot show this project. Change the \
                 project's key; mentions and comments work all the same.",
            );
        }
        return fail(
            format!("the user cannot search in {key}: {said}"),
            "The key is wrong, or the user lacks Browse Projects there.",
        );
    }
    ok("each project can be searched as GitLab does")
}

/// Would GitLab recognize the keys in texts?
pub async fn project_keys(facts: &Facts<'_>) -> Verdict {
    let strange: Vec<&str> = facts
        .subject
        .projects
        .iter()
        .map(String::as_str)
        .filter(|key| !is_recognized(key))
        .collect();
    let has_regex = facts
        .integrations()
        .any(|(_, integration)| integration.settings().issue_regex.is_some());
    if !strange.is_empty() && !has_regex {
        return fail(
            format!("GitLab does not take {} for keys", strange.join(", ")),
            "GitLab recognizes two or more capital letters, digits and underscores that begin with a \
             letter. Set jira_issue_regex (in the file: gitlab.issue-regex).",
        );
    }
    match facts.subject.issue {
        Some(issue) if issue != issue.to_uppercase() => warn(
            format!("{issue} is in small letters"),
            "GitLab recognizes keys in capital letters only: write them so in commits.",
        ),
        _ => ok("GitLab recognizes the keys; in commits they must be in capital letters"),
    }
}

fn is_recognized(key: &str) -> bool {
    let mut chars = key.chars();
    chars.next().is_some_and(|first| first.is_ascii_uppercase())
        && key.len() >= 2
        && key != "CVE"
        && chars.all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Tells whether GitLab's user has the permissions in every project.
fn has(facts: &Facts<'_>, keys: &[&str], otherwise: Outcome) -> Verdict {
    if let Err(verdict) = facts.signed_in() {
        return verdict;
    }
    if facts.permissions.is_empty() {
        return skipped("no project of Jira was named");
    }
    let names: Vec<&str> = keys.iter().map(|key| rights::name(key)).collect();
    let mut lacking = Vec::new();
    for (project, permissions) in &facts.permissions {
        match permissions {
            Ok(permissions) => {
                let missing: Vec<&str> = keys
                    .iter()
                    .filter(|key| {
                        !permissions
                            .get(**key)
                            .is_some_and(|permission| permission.have_permission)
                    })
                    .map(|key| rights::name(key))
                    .collect();
                if !missing.is_empty() {
                    lacking.push(format!("{} in {project}", missing.join(", ")));
                }
            }
            // Whoever may not browse a project is told that there is none.
            Err(error) => lacking.push(format!("{} in {project} ({error})", names.join(", "))),
        }
    }
    if lacking.is_empty() {
        return ok(format!("{} in each project", names.join(" and ")));
    }
    verdict(
        otherwise,
        format!("{} lacks {}", facts.subject.username, lacking.join("; ")),
        "Grant it in the permission scheme that the project uses: `bailiwick connect gitlab` plans and \
         does that.",
    )
}
