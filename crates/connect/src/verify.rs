//! Shows that the credential works: as GitLab's user, the requests GitLab makes, and on request a comment, a
//! remote link and a transition on an issue that the caller names.

mod check;
mod read;
mod smoke;

use jira_client::Client;
use serde::Serialize;

use crate::error::Error;
use crate::gitlab_part::{Credential, Gitlab, GitlabTarget, TargetCheck};
use crate::parties::client_as;
use crate::report::Report;
use crate::spec::{Projects, Spec};

use check::Checks;
pub use check::{Check, Outcome};

/// What is looked at.
#[derive(Clone, Debug, Default)]
pub struct VerifyOptions {
    /// The issue to read: one of the newest, if none is named.
    pub issue: Option<String>,
    /// Whether to write: a comment, a remote link and a transition on the issue named.
    pub smoke: bool,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Verification {
    /// The checks, in order.
    pub checks: Vec<Check>,
}

impl Verification {
    /// Returns whether nothing failed.
    #[must_use]
    pub fn is_good(&self) -> bool {
        let mut checks = self.checks.iter();
        checks.all(|check| check.outcome != Outcome::Failed)
    }
}

/// Checks a credential. A refusal by Jira is the outcome of a check, not an error.
///
/// # Errors
/// When the credential cannot be sent at all.
pub async fn verify(
    admin: &Client,
    spec: &Spec,
    credential: &Credential,
    options: &VerifyOptions,
    report: &dyn Report,
) -> Result<Verification, Error> {
    let user = client_as(admin, credential)?;
    let seat = Seat {
        user: &user,
        admin,
        spec,
    };
    let mut checks = Checks::new(report);
    // A refused credential is not sent again: what follows would say the same each time.
    if read::server(seat, &mut checks).await && read::myself(seat, &mut checks).await {
        let keys = read::projects(seat, &mut checks).await;
        let newest = read::search(seat, &mut checks).await;
        for key in &keys {
            read::permissions(seat, &mut checks, key).await;
        }
        let issue = options.issue.clone().or(newest);
        match issue {
            None => checks.skip("read an issue", "there is none in these projects"),
            Some(key) => {
                let issue = read::issue(seat, &mut checks, &key).await;
                match (issue, options.smoke, &options.issue) {
                    (Some(issue), true, Some(_)) => smoke::run(seat, &mut checks, &issue).await,
                    (Some(_), true, None) => checks.skip(
                        "write to an issue",
                        "no issue was named: name one that may be written to",
                    ),
                    _ => {}
                }
            }
        }
    }
    Ok(checks.into())
}

/// Makes GitLab itself call Jira from each project and group that has the credential.
pub async fn verify_targets<G: Gitlab>(
    gitlab: &G,
    targets: &[GitlabTarget],
    report: &dyn Report,
) -> Verification {
    let mut checks = Checks::new(report);
    for target in targets {
        let name = format!("GitLab {} calls Jira", target.name());
        checks.start();
        match gitlab.check(target).await {
            Ok(TargetCheck::Passed { detail }) => checks.pass(&name, &detail),
            Ok(TargetCheck::NotPossible { detail }) => checks.skip(&name, &detail),
            Ok(TargetCheck::Failed { detail, remedy }) => checks.fail(&name, &detail, &remedy),
            Err(error) => checks.fail(&name, &error.message, &error.remedy),
        }
    }
    checks.into()
}

/// Where the checks look from.
#[derive(Clone, Copy)]
struct Seat<'a> {
    /// GitLab's user.
    user: &'a Client,
    /// The administrator, who cleans up what the user may not.
    admin: &'a Client,
    spec: &'a Spec,
}

impl Seat<'_> {
    fn keys(&self) -> Option<&[String]> {
        match &self.spec.jira.projects {
            Projects::All => None,
            Projects::Keys(keys) => Some(keys),
        }
    }
}
