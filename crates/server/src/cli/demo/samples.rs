//! The demo's projects and issues.

use serde_json::{Value, json};

use super::rest::Rest;
use super::setup::Log;
use crate::cli::Failure;

const PROJECTS: [(&str, &str, &str); 2] = [
    ("DEMO", "Demo project", "Something to try things on."),
    (
        "OPS",
        "Operations",
        "A second project, so that permissions can differ.",
    ),
];

const ISSUES: [(&str, &str, &str, &str); 7] = [
    (
        "DEMO",
        "Task",
        "Mention me in a commit",
        "Write *DEMO-1* into a commit message and push it.",
    ),
    (
        "DEMO",
        "Story",
        "Close me from a merge request",
        "Write \"Closes DEMO-2\" into a merge request.",
    ),
    (
        "DEMO",
        "Bug",
        "The login page forgets the username",
        "h3. Steps\n# Sign in\n# Sign out\n# Look at the field",
    ),
    (
        "DEMO",
        "Task",
        "Write down who may do what",
        "See the [permission scheme|https://example.com/schemes].",
    ),
    (
        "OPS",
        "Task",
        "Renew the certificate",
        "It ends next month.",
    ),
    (
        "OPS",
        "Bug",
        "The backup has not run since Sunday",
        "{code}\n2 errors\n{code}",
    ),
    (
        "OPS",
        "Epic",
        "Move to the new machines",
        "All of them, one by one.",
    ),
];

/// Makes the projects and issues that are not there; returns the keys of all.
///
/// # Errors
/// When the server refuses.
pub async fn ensure(admin: &Rest, log: &mut Log) -> Result<(Vec<String>, Vec<String>), Failure> {
    let mut keys = Vec::new();
    for (key, name, description) in PROJECTS {
        match admin.get(&format!("/rest/api/2/project/{key}")).await {
            Ok(_) => {}
            Err(refused) if refused.is_not_found() => {
                let project = json!({
                    "key": key, "name": name, "description": description,
                    "projectTypeKey": "software", "lead": "admin",
                });
                admin.post("/rest/api/2/project", &project).await?;
                log.did(&format!("project {key}"));
            }
            Err(refused) => return Err(refused.into()),
        }
        keys.push(key.to_owned());
    }
    let mut issues = Vec::new();
    for key in &keys {
        let samples: Vec<_> = ISSUES
            .iter()
            .filter(|(project, ..)| project == key)
            .collect();
        let jql = format!(
            "/rest/api/2/search?jql=project%3D{key}+order+by+key+asc&maxResults=1000&fields=summary"
        );
        let found = admin.get(&jql).await?;
        let there: Vec<(&str, &str)> = found["issues"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|issue| {
                Some((issue["key"].as_str()?, issue["fields"]["summary"].as_str()?))
            })
            .collect();
        for (project, kind, summary, description) in samples {
            if let Some((known, _)) = there.iter().find(|(_, known)| known == summary) {
                issues.push((*known).to_owned());
                continue;
            }
            let issue = json!({ "fields": {
                "project": { "key": project },
                "issuetype": { "name": kind },
                "summary": summary,
                "description": description,
            }});
            let made: Value = admin.post("/rest/api/2/issue", &issue).await?;
            let made = made["key"]
                .as_str()
                .ok_or_else(|| Failure("an issue without a key".to_owned()))?;
            log.did(&format!("issue {made}"));
            issues.push(made.to_owned());
        }
    }
    Ok((keys, issues))
}
