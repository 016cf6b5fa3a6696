//! Checks of an issue that gives trouble, as GitLab's user.

use jira_client::{IssueQuery, OrAbsent as _, Search};

use super::facts::Facts;
use super::{Verdict, fail, ok, skipped, warn};

/// Does GitLab's user see the issue? If not: is it not there, or not for them?
pub async fn visible(facts: &Facts<'_>) -> Verdict {
    let Some(key) = facts.subject.issue else {
        return skipped("no issue was named (--smoke KEY)");
    };
    let client = match facts.signed_in() {
        Ok(client) => client,
        Err(verdict) => return verdict,
    };
    let query = IssueQuery {
        fields: Some(&["summary"]),
        expand: &[],
    };
    match client.issue(key, query).await.or_absent() {
        Ok(Some(issue)) => {
            let url = facts.subject.jira.base_url();
            match &issue.self_url {
                Some(link) if !link.starts_with(&format!("{url}/")) => fail(
                    format!("{key} is seen, but says that it is at {link}"),
                    "GitLab sends its next requests, with the credential, to that address. Correct Jira's \
                     base URL or the proxy before it.",
                ),
                _ => ok(format!("{} sees {}", facts.subject.username, issue.key)),
            }
        }
        Ok(None) => hidden(facts, key).await,
        Err(error) => fail(error.to_string(), error.remedy()),
    }
}

/// Asks an administrator whether an issue that GitLab's user does not see is there.
async fn hidden(facts: &Facts<'_>, key: &str) -> Verdict {
    let Some(admin) = facts.subject.admin else {
        return fail(
            format!(
                "{} gets 404 for {key}: it is not there, or not for this user",
                facts.subject.username
            ),
            "With an administrator's credential (--jira-user) this check tells which of both.",
        );
    };
    match admin.issue(key, IssueQuery::default()).await.or_absent() {
        Ok(Some(_)) => fail(
            format!(
                "{key} is there, but {} may not see it",
                facts.subject.username
            ),
            "Grant Browse Projects in its project; if that is granted, the issue has a security level that \
             GitLab's user must be a member of.",
        ),
        Ok(None) => fail(
            format!("there is no issue {key}, or the administrator does not see it either"),
            "Check the key; an issue that was moved has another one.",
        ),
        Err(error) => fail(error.to_string(), error.remedy()),
    }
}

/// Could GitLab close the issue now?
pub async fn transitions(facts: &Facts<'_>) -> Verdict {
    let Some(key) = facts.subject.issue else {
        return skipped("no issue was named (--smoke KEY)");
    };
    let client = match facts.signed_in() {
        Ok(client) => client,
        Err(verdict) => return verdict,
    };
    let query = IssueQuery {
        fields: Some(&["status", "resolution"]),
        expand: &[],
    };
    let issue = match client.issue(key, query).await {
        Ok(issue) => issue,
        Err(error) => return skipped(error.to_string()),
    };
    if issue.is_resolved() {
        return warn(
            format!("{key} has a resolution: GitLab leaves it alone"),
            "Clear the resolution when an issue is opened again (a post function of the workflow).",
        );
    }
    let transitions = match client.transitions(key).await {
        Ok(transitions) => transitions,
        Err(error) => return fail(error.to_string(), error.remedy()),
    };
    let status = issue.status().unwrap_or("its status").to_owned();
    let listed: Vec<String> = transitions
        .iter()
        .map(|transition| format!("{} {}", transition.id, transition.name))
        .collect();
    let done = transitions
        .iter()
        .find(|transition| transition.category() == Some("done"));
    let Some(done) = done else {
        let there = if listed.is_empty() {
            "none".to_owned()
        } else {
            listed.join(", ")
        };
        return fail(
            format!("from {status} no transition leads to done for this user; there are: {there}"),
            "Without any: grant Transition Issues, and look at the workflow's conditions (only the \
             assignee?). Otherwise add one that leads to done, or list the ids of the way there \
             (gitlab.transitions).",
        );
    };
    let fields = done.fields.iter().flatten();
    let required: Vec<&str> = fields
        .filter(|(id, field)| {
            field["required"] == true
                && field["hasDefaultValue"] != true
                && id.as_str() != "resolution"
        })
        .map(|(id, _)| id.as_str())
        .collect();
    if !required.is_empty() {
        return fail(
            format!("\"{}\" asks for {}", done.name, required.join(", ")),
            "GitLab sends no fields with a transition: take them off its screen, or make them optional.",
        );
    }
    ok(format!(
        "from {status} by \"{}\" ({}); there are: {}",
        done.name,
        done.id,
        listed.join(", ")
    ))
}

/// Does an issue lack the member `duedate`, over which GitLab's issue page fails?
pub async fn due_date(facts: &Facts<'_>) -> Verdict {
    let client = match facts.signed_in() {
        Ok(client) => client,
        Err(verdict) => return verdict,
    };
    let key = match facts.subject.issue {
        Some(key) => key.to_owned(),
        None => match any_issue(facts, client).await {
            Some(key) => key,
            None => return skipped("there is no issue to look at"),
        },
    };
    match client.issue(&key, IssueQuery::default()).await {
        Ok(issue) if issue.fields.contains_key("duedate") => {
            ok(format!("{key} has the field Due date, filled or not"))
        }
        Ok(_) => warn(
            format!("{key} comes without the field Due date"),
            "GitLab's page of a Jira issue (Premium) fails on that. Show the field again in the project's \
             field configuration.",
        ),
        Err(error) => skipped(error.to_string()),
    }
}

async fn any_issue(facts: &Facts<'_>, client: &jira_client::Client) -> Option<String> {
    let project = facts.subject.projects.first()?;
    let search = Search {
        jql: format!("project = \"{project}\" order by created desc"),
        max_results: Some(1),
        ..Search::default()
    };
    let found = client.search(&search).await.ok()?;
    found.issues.into_iter().next().map(|issue| issue.key)
}
