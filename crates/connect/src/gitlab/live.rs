//! Has GitLab itself call Jira, with the credential it keeps: the one check that goes the whole way.
//!
//! GitLab has no test over REST. Its GraphQL API lists the projects of Jira, which it asks Jira for at that
//! moment; nothing is written anywhere.

use reqwest::Method;
use serde_json::{Value, json};

use super::call::{self, is_blocked, short};
use super::client::GitLab;
use super::error::{Error, Reason};
use crate::gitlab_part::{GitlabTarget, TargetCheck, TargetKind};

const QUERY: &str = "query($path: ID!) { project(fullPath: $path) { services(type: JIRA_SERVICE) { nodes { \
                     ... on JiraService { projects { nodes { key name } } } } } } }";

impl GitLab {
    /// Has GitLab call Jira from a project, or from a project of the group that inherits the integration.
    /// Needs Maintainer.
    ///
    /// # Errors
    /// When GitLab does not answer or does not accept the token; that Jira refuses GitLab is an outcome.
    pub async fn call_jira(&self, target: &GitlabTarget) -> Result<TargetCheck, Error> {
        let through = match target.kind {
            TargetKind::Project => self.target(target).await?.path,
            TargetKind::Group => match self.heir(&target.path).await? {
                Some(project) => project,
                None => {
                    return Ok(not_possible(
                        "no project of the group has inherited the integration yet",
                    ));
                }
            },
        };
        let body = json!({ "query": QUERY, "variables": { "path": through } });
        let answer = call::send(self, Method::POST, &["graphql"], &[], Some(&body)).await;
        match answer {
            Ok(answer) => Ok(read(&through, &answer.json()?)),
            Err(error) if error.reason == Reason::NotFound => {
                Ok(not_possible("this GitLab has no GraphQL API"))
            }
            Err(error) => Err(error),
        }
    }

    /// Returns a project of the group that has its integration.
    async fn heir(&self, group: &str) -> Result<Option<String>, Error> {
        // A handful is enough: all that inherit are set alike.
        for project in self.projects_in(group).await?.into_iter().take(5) {
            let target = GitlabTarget {
                kind: TargetKind::Project,
                path: project.id.to_string(),
            };
            let integration = self.integration(&target).await?;
            if integration.is_some_and(|it| it.active && it.inherited != Some(false)) {
                return Ok(Some(project.path));
            }
        }
        Ok(None)
    }
}

fn not_possible(why: &str) -> TargetCheck {
    TargetCheck::NotPossible {
        detail: why.to_owned(),
    }
}

fn read(through: &str, answer: &Value) -> TargetCheck {
    let errors: Vec<&str> = answer["errors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|error| error["message"].as_str())
        .collect();
    if errors
        .iter()
        .any(|text| text.contains("doesn't exist on type") || text.contains("No such type"))
    {
        return not_possible("this version of GitLab can no longer be asked for Jira's projects");
    }
    if !errors.is_empty() {
        let detail = short(&without_tags(&errors.join("; ")));
        let remedy = remedy(&detail).to_owned();
        return TargetCheck::Failed { detail, remedy };
    }
    let node = &answer["data"]["project"]["services"]["nodes"][0];
    match node["projects"]["nodes"].as_array() {
        Some(projects) => TargetCheck::Passed {
            detail: seen(through, projects),
        },
        None if node.is_object() => TargetCheck::Failed {
            // Versions that hide the cause answer nothing at all.
            detail: "GitLab could not list Jira's projects and does not say why".to_owned(),
            remedy: remedy("").to_owned(),
        },
        None => not_possible("GitLab shows this token no integration to ask through"),
    }
}

/// Says what GitLab saw, by the first few keys.
fn seen(through: &str, projects: &[Value]) -> String {
    const SHOWN: usize = 10;
    let keys: Vec<String> = projects
        .iter()
        .filter_map(|project| project["key"].as_str())
        .take(SHOWN)
        .map(short)
        .collect();
    let more = if projects.len() > SHOWN { ", …" } else { "" };
    format!(
        "GitLab project {through} called Jira and sees {} of its projects: {}{more}",
        projects.len(),
        keys.join(", "),
    )
}

/// Returns what to do about GitLab's sentence; the sentences are those of its sources.
fn remedy(text: &str) -> &'static str {
    let text = text.to_ascii_lowercase();
    if is_blocked(&text) {
        return "have an administrator of GitLab add Jira's host to the allowlist: Admin > Settings > \
                Network > Outbound requests; it takes up to a minute to apply";
    }
    if text.contains("are not valid") {
        return "Jira refused the name and password, or the token, that GitLab keeps: set it again \
                (connect rotate); if it is right, the user may be locked by CAPTCHA (connect doctor)";
    }
    if text.contains("not allowed to access") {
        return "Jira knows the user but refuses it: check that it may sign in, and whether an allow-list \
                of addresses leaves GitLab's out";
    }
    if text.contains("ssl") || text.contains("certificate") {
        return "GitLab does not trust Jira's certificate: install its certificate authority in GitLab \
                (trusted-certs), or have Jira's server send its whole chain";
    }
    if text.contains("timeout") {
        return "GitLab waits in vain for Jira: look for a firewall between them";
    }
    if text.contains("connection error") {
        return "GitLab cannot connect to Jira: check the address, the port and the firewall as seen from \
                GitLab's machine";
    }
    if text.contains("url") && text.contains("not valid") {
        return "GitLab cannot resolve Jira's host name: use one that GitLab's machine knows";
    }
    if text.contains("permission") || text.contains("don't exist") {
        return "use the token of somebody who is Maintainer or Owner of the GitLab project";
    }
    "GitLab's log integrations_json.log has the cause; `bailiwick connect doctor` looks for the usual ones"
}

/// GitLab's sentences hold links to its help.
fn without_tags(text: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    plain
}
