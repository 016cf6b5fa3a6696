//! Looks for the known troubles between GitLab and Jira, and says of each what was seen, why, and what to do.
//!
//! One function a trouble, in the list [`CHECKS`], each named by the symptom that people see in GitLab.
//! What several of them need is read once, in `facts`. Nothing is changed anywhere, and no password is
//! sent that was refused before.

mod address;
mod credential;
mod facts;
mod gitlab_side;
mod issue;
mod rights;
#[cfg(test)]
mod tests;

use std::pin::Pin;

use jira_client::Client;
use serde::Serialize;

use crate::gitlab::GitLab;
use crate::gitlab_part::GitlabTarget;

use facts::Facts;

/// What is examined. What is none is not known, and the checks that need it are skipped.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// Jira, as nobody.
    pub jira: &'a Client,
    /// The credential that GitLab has.
    pub credential: Option<&'a crate::gitlab_part::Credential>,
    /// Jira, as an administrator.
    pub admin: Option<&'a Client>,
    /// The name of the user that GitLab is.
    pub username: &'a str,
    /// The keys of the projects that GitLab works with.
    pub projects: &'a [String],
    /// The permissions that it needs there.
    pub permissions: &'a [String],
    /// An issue that gives trouble.
    pub issue: Option<&'a str>,
    /// GitLab.
    pub gitlab: Option<&'a GitLab>,
    /// The projects and groups of GitLab.
    pub targets: &'a [GitlabTarget],
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// All is well.
    Ok,
    /// It works, or may work, and one should know.
    Warn,
    /// This is a cause of trouble.
    Fail,
    /// It could not be looked at.
    Skipped,
}

/// What a check has found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The check's name, which stays.
    pub id: &'static str,
    /// What people see in GitLab when this is the trouble.
    pub symptom: &'static str,
    /// How it ended.
    pub outcome: Outcome,
    /// What was seen; of a skipped one, why it was skipped.
    pub detail: String,
    /// What to do.
    pub remedy: String,
}

/// What a check returns: its finding without name and symptom.
pub(crate) struct Verdict {
    outcome: Outcome,
    detail: String,
    remedy: String,
}

pub(crate) fn ok(detail: impl Into<String>) -> Verdict {
    verdict(Outcome::Ok, detail, "")
}

pub(crate) fn warn(detail: impl Into<String>, remedy: impl Into<String>) -> Verdict {
    verdict(Outcome::Warn, detail, remedy)
}

pub(crate) fn fail(detail: impl Into<String>, remedy: impl Into<String>) -> Verdict {
    verdict(Outcome::Fail, detail, remedy)
}

pub(crate) fn skipped(why: impl Into<String>) -> Verdict {
    verdict(Outcome::Skipped, why, "")
}

fn verdict(outcome: Outcome, detail: impl Into<String>, remedy: impl Into<String>) -> Verdict {
    Verdict {
        outcome,
        detail: detail.into(),
        remedy: remedy.into(),
    }
}

type Examination<'a> = Pin<Box<dyn Future<Output = Verdict> + Send + 'a>>;

/// A check: its name, the symptom, and the function.
pub struct Check {
    /// Its name.
    pub id: &'static str,
    /// What people see in GitLab.
    pub symptom: &'static str,
    run: for<'a> fn(&'a Facts<'a>) -> Examination<'a>,
}

macro_rules! check {
    ($id:literal, $symptom:literal, $function:path) => {
        Check {
            id: $id,
            symptom: $symptom,
            run: |facts| Box::pin($function(facts)),
        }
    };
}

/// All checks, in the order in which one cause hides the next.
pub const CHECKS: &[Check] = &[
    check!(
        "address",
        "unexpected token at '<!DOCTYPE html>'",
        address::answers
    ),
    check!(
        "certificate",
        "certificate verify failed",
        address::certificate
    ),
    check!(
        "single-sign-on",
        "a redirect to a page to sign in",
        address::single_sign_on
    ),
    check!(
        "base-url",
        "links lead elsewhere, or each push adds a comment",
        address::base_url
    ),
    check!(
        "context-path",
        "import of Jira's users finds nobody",
        address::context_path
    ),
    check!(
        "credential",
        "401, the credentials for accessing Jira are not valid",
        credential::accepted
    ),
    check!(
        "captcha",
        "401 or 403 although the password is right",
        credential::captcha
    ),
    check!(
        "wrong-credential",
        "connection successful with a wrong password",
        credential::wrong_one_is_refused
    ),
    check!("expiry", "worked until today", credential::expiry),
    check!(
        "browse",
        "403, not allowed to access the data; 404 on an issue",
        rights::browse
    ),
    check!("comment", "no comment in Jira", rights::comment),
    check!(
        "link",
        "issue link missing, No Link Issue Permission",
        rights::link
    ),
    check!("close", "the issue is not closed", rights::close),
    check!(
        "create",
        "cannot create an issue: Components is required",
        rights::create
    ),
    check!(
        "search",
        "the value 'X' does not exist for the field 'project'",
        rights::search
    ),
    check!(
        "project-key",
        "a key in a commit is not recognized",
        rights::project_keys
    ),
    check!("issue", "404 on /rest/api/2/issue/KEY", issue::visible),
    check!(
        "transition",
        "transition refused, or nothing happens on Closes KEY",
        issue::transitions
    ),
    check!(
        "due-date",
        "500, undefined method 'duedate'",
        issue::due_date
    ),
    check!("gitlab-token", "GitLab's API refuses", gitlab_side::token),
    check!(
        "gitlab-version",
        "the test passes with a wrong password",
        gitlab_side::version
    ),
    check!(
        "gitlab-settings",
        "nothing happens at all",
        gitlab_side::settings
    ),
    check!("gitlab-events", "no comment, no link", gitlab_side::events),
    check!(
        "gitlab-tracker",
        "references and comments stopped",
        gitlab_side::tracker
    ),
    check!(
        "gitlab-transition-ids",
        "the issue is not closed",
        gitlab_side::transition_ids
    ),
    check!(
        "gitlab-same",
        "works in some GitLab projects only",
        gitlab_side::same_everywhere
    ),
    check!(
        "gitlab-local-address",
        "Url is blocked",
        gitlab_side::local_address
    ),
    check!(
        "gitlab-calls-jira",
        "an error occurred while requesting data from Jira",
        gitlab_side::live
    ),
];

/// Makes all checks, one after the other, and tells each finding as it is made.
pub async fn examine(subject: Subject<'_>, mut tell: impl FnMut(&Finding)) -> Vec<Finding> {
    let facts = Facts::gather(subject).await;
    let mut findings = Vec::new();
    for check in CHECKS {
        let verdict = (check.run)(&facts).await;
        let finding = Finding {
            id: check.id,
            symptom: check.symptom,
            outcome: verdict.outcome,
            detail: verdict.detail,
            remedy: verdict.remedy,
        };
        tell(&finding);
        findings.push(finding);
    }
    findings
}
