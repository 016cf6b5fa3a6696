//! The demo's projects and issues.

use jira_client::{Client, Method, OrAbsent as _, Search};
use serde_json::{Map, json};

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
pub async fn ensure(admin: &Client, log: &Log) -> Result<(Vec<String>, Vec<String>), Failure> {
    let mut keys = Vec::new();
    for (key, name, description) in PROJECTS {
        if admin.project(key).await.or_absent()?.is_none() {
            let project = json!({
                "key": key, "name": name, "description": description,
                "projectTypeKey": "software", "lead": "admin",
            });
            admin
                .send(Method::POST, "/rest/api/2/project", Some(&project))
                .await?;
            log.did(&format!("project {key}"));
        }
        keys.push(key.to_owned());
    }
    let mut issues = Vec::new();
    for key in &keys {
        let search = Search {
            jql: format!("project={key} order by key asc"),
            max_results: Some(1000),
            fields: Some(vec!["summary".to_owned()]),
            ..Search::default()
        };
        let there = admin.search(&search).await?.issues;
        for (_, kind, summary, description) in ISSUES.iter().filter(|(project, ..)| project == key)
        {
            let known = there
                .iter()
                .find(|issue| issue.fields.get("summary").is_some_and(|is| is == summary));
            if let Some(known) = known {
                issues.push(known.key.clone());
                continue;
            }
            let fields = Map::from_iter([
                ("project".to_owned(), json!({ "key": key })),
                ("issuetype".to_owned(), json!({ "name": kind })),
                ("summary".to_owned(), json!(summary)),
                ("description".to_owned(), json!(description)),
            ]);
            let made = admin.create_issue(&fields).await?.key;
            log.did(&format!("issue {made}"));
            issues.push(made);
        }
    }
    Ok((keys, issues))
}
