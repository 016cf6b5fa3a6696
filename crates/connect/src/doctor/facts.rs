//! What several checks need to know, asked once.

use std::collections::BTreeMap;

use jira_client::{Client, MyPermission, PermissionScope, ServerInfo, User};

use super::{Subject, Verdict, skipped};
use crate::gitlab::{self, Integration, Target};
use crate::gitlab_part::GitlabTarget;
use crate::parties::client_as;

/// The caller's permissions in a project, or why they could not be read.
pub(crate) type Permissions = Result<BTreeMap<String, MyPermission>, jira_client::Error>;

/// What is known.
pub(crate) struct Facts<'a> {
    /// What is examined.
    pub subject: Subject<'a>,
    /// What the server says about itself to nobody in particular.
    pub server: Result<ServerInfo, jira_client::Error>,
    /// Jira as GitLab's user, if the credential can be sent.
    pub user: Option<Client>,
    /// Who Jira takes GitLab for; none without a credential, or when nobody answers.
    pub me: Option<Result<User, jira_client::Error>>,
    /// What GitLab's user may do, by project.
    pub permissions: Vec<(&'a str, Permissions)>,
    /// GitLab's side, by project or group.
    pub targets: Vec<Seen<'a>>,
}

/// A project or group of GitLab, as it was seen.
pub(crate) struct Seen<'a> {
    /// Which.
    pub target: &'a GitlabTarget,
    /// Itself.
    pub place: Result<Target, gitlab::Error>,
    /// Its integration, none if it was never set.
    pub integration: Result<Option<Integration>, gitlab::Error>,
}

impl<'a> Facts<'a> {
    /// Asks.
    pub async fn gather(subject: Subject<'a>) -> Self {
        let server = subject.jira.server_info().await;
        let mut user = None;
        let mut me = None;
        if let (Some(credential), Ok(_)) = (subject.credential, &server)
            && let Ok(client) = client_as(subject.jira, credential)
        {
            me = Some(client.myself().await);
            user = Some(client);
        }
        let mut permissions = Vec::new();
        if let (Some(client), Some(Ok(_))) = (&user, &me) {
            for project in subject.projects {
                let scope = PermissionScope::Project(project);
                permissions.push((project.as_str(), client.my_permissions(scope, None).await));
            }
        }
        let mut targets = Vec::new();
        if let Some(gitlab) = subject.gitlab {
            for target in subject.targets {
                targets.push(Seen {
                    target,
                    place: gitlab.target(target).await,
                    integration: gitlab.integration(target).await,
                });
            }
        }
        Self {
            subject,
            server,
            user,
            me,
            permissions,
            targets,
        }
    }

    /// Returns Jira as GitLab's user, or why a check that needs that is skipped.
    pub fn signed_in(&self) -> Result<&Client, Verdict> {
        match (&self.server, &self.user, &self.me) {
            (Err(_), ..) => Err(skipped("Jira is not reached")),
            (Ok(_), Some(client), Some(Ok(_))) => Ok(client),
            (Ok(_), _, Some(Err(_))) => Err(skipped("Jira does not accept the credential")),
            _ => Err(skipped("the credential that GitLab has was not given")),
        }
    }

    /// Returns the active integrations that could be read.
    pub fn integrations(&self) -> impl Iterator<Item = (&GitlabTarget, &Integration)> {
        self.targets.iter().filter_map(|seen| {
            let integration = seen.integration.as_ref().ok()?.as_ref()?;
            integration.active.then_some((seen.target, integration))
        })
    }

    /// Returns why a check of GitLab's side is skipped, if it is.
    pub fn without_gitlab(&self) -> Option<Verdict> {
        if self.subject.gitlab.is_none() {
            return Some(skipped("no GitLab was named"));
        }
        if self.targets.is_empty() {
            return Some(skipped("no project or group of GitLab was named"));
        }
        None
    }
}
