//! What has changed since: the plan that would put right again what was applied, and what is recorded and not
//! there any more.

use serde::Serialize;

use crate::error::Error;
use crate::gitlab_part::Gitlab;
use crate::observe::observe;
use crate::observed::{Observed, same};
use crate::parties::Parties;
use crate::plan::{self, Notice, Plan};
use crate::record::{Record, State};

/// What has changed since.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Status {
    /// What would put it right again; empty, if all is as it was applied.
    pub drift: Plan,
    /// What is recorded and was changed by somebody else, or begun and not ended.
    pub notices: Vec<Notice>,
    /// Since when GitLab has had the credential, if it has one.
    pub credential_since: Option<String>,
}

impl Status {
    /// Returns whether all is as it was applied.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.drift.is_empty() && self.drift.refusals.is_empty() && self.notices.is_empty()
    }
}

/// Compares what is there with what was applied.
///
/// # Errors
/// When nothing was applied, or Jira or GitLab cannot be asked.
pub async fn status<G: Gitlab>(parties: &Parties<'_, G>, record: &Record) -> Result<Status, Error> {
    let spec = record.spec.as_ref().ok_or(Error::NoRecord)?;
    let observed = observe(parties, spec, record).await?;
    Ok(Status {
        drift: plan::make(spec, &observed, record),
        notices: notices(record, &observed),
        credential_since: record
            .credential
            .as_ref()
            .filter(|made| made.state == State::Done)
            .map(|made| made.since.clone()),
    })
}

fn notices(record: &Record, observed: &Observed) -> Vec<Notice> {
    let mut notices = Vec::new();
    if record.rotation.is_some() {
        notices.push(Notice::new(
            "rotation-begun",
            "a rotation was begun and not ended",
            "Rotate again: it goes on where it stopped.",
        ));
    }
    for made in &record.grants {
        let Some(scheme) = observed.scheme(&made.scheme) else {
            notices.push(Notice::new(
                "scheme-gone",
                format!("the permission scheme “{}” is gone", made.scheme_name),
                "",
            ));
            continue;
        };
        let is_wanted = record.spec.as_ref().is_some_and(|spec| {
            same(&spec.group.name, &made.group)
                && spec.wanted_permissions().contains(&made.permission)
        });
        if !is_wanted && scheme.grant_to(&made.permission, &made.group).is_some() {
            notices.push(Notice::new(
                "grant-left",
                format!(
                    "{} was granted to {} in “{}” by an earlier specification and is not wanted any more",
                    crate::rights::name(&made.permission),
                    made.group,
                    made.scheme_name
                ),
                "Take it out of the scheme, or revoke and apply again.",
            ));
        }
    }
    for made in &record.assigned {
        let project = observed
            .projects
            .iter()
            .find(|project| project.key == made.project);
        let used = project.and_then(|project| project.scheme.as_deref());
        if let Some(used) = used
            && used != made.scheme
            && made.state == State::Done
        {
            notices.push(Notice::new(
                "scheme-exchanged",
                format!(
                    "project {} was given another permission scheme since",
                    made.project
                ),
                "",
            ));
        }
    }
    notices.dedup();
    notices
}
