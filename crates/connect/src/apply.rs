//! Carries a plan out. Before each request the record says what is intended, so a run that is killed at any
//! point is taken up by the next: names are looked up again before anything is made, what is there is used,
//! and what is half made is completed.

mod credential;
mod scheme;
mod step;

pub(crate) use step::is_taken;

use std::collections::HashMap;

use jira_client::{Grant, Secret};

use crate::error::Error;
use crate::gitlab_part::{Credential, Gitlab};
use crate::parties::Parties;
use crate::plan::{Action, Change, Plan};
use crate::record::{RecordFile, State};
use crate::report::{Event, StepState};
use crate::spec::Spec;

/// What came of it.
#[derive(Debug, Default)]
pub struct Applied {
    /// What GitLab signs in with now, if this run made or used it.
    pub credential: Option<Credential>,
    /// How many changes were made.
    pub n_done: usize,
}

/// A run under way.
pub(crate) struct Run<'a, G> {
    parties: &'a Parties<'a, G>,
    spec: &'a Spec,
    file: &'a mut RecordFile,
    /// The user's password, once this run has set it.
    password: Option<Secret>,
    /// What GitLab is given.
    credential: Option<Credential>,
    /// The grants of the schemes looked at in this run.
    grants: HashMap<String, Vec<Grant>>,
}

/// Carries out a plan that was made with this specification.
///
/// # Errors
/// With the first refusal. What was done is recorded, and running again goes on.
pub async fn apply<G: Gitlab>(
    parties: &Parties<'_, G>,
    spec: &Spec,
    plan: &Plan,
    file: &mut RecordFile,
) -> Result<Applied, Error> {
    if !plan.refusals.is_empty() {
        return Err(Error::Refused(plan.refusals.clone()));
    }
    let is_news = file.record.spec.as_ref() != Some(spec);
    if plan.is_empty() {
        // The same is there; only what is wanted may be put in other words.
        if is_news && !file.record.is_empty() {
            file.record.spec = Some(spec.clone());
            file.save()?;
        }
        return Ok(Applied::default());
    }
    file.record.spec = Some(spec.clone());
    let mut run = Run {
        parties,
        spec,
        file,
        password: None,
        credential: None,
        grants: HashMap::new(),
    };
    let result = run.all(&plan.changes).await;
    // Also after a refusal: what was done before it is known now.
    let saved = run.file.save();
    let n_done = result?;
    saved?;
    Ok(Applied {
        credential: run.credential,
        n_done,
    })
}

impl<G: Gitlab> Run<'_, G> {
    async fn all(&mut self, changes: &[Change]) -> Result<usize, Error> {
        let total = changes.len();
        for (idx, change) in changes.iter().enumerate() {
            let tell = |state| {
                self.parties.report.event(&Event::Step {
                    id: &change.id,
                    line: &change.line,
                    number: idx + 1,
                    total,
                    state,
                });
            };
            tell(StepState::Started);
            self.file.record.log(&change.id, State::Intended);
            self.perform(&change.action).await?;
            self.file.record.log(&change.id, State::Done);
            tell(StepState::Done);
        }
        self.settle_credential().await?;
        Ok(total)
    }

    async fn perform(&mut self, action: &Action) -> Result<(), Error> {
        match action {
            Action::CreateGroup => self.create_group().await,
            Action::CreateUser => self.create_user().await,
            Action::ActivateUser => self.activate_user().await,
            Action::AddMember => self.add_member().await,
            Action::GroupAccess { application } => self.group_access(application).await,
            Action::DefaultAccess { application } => self.default_access(application).await,
            Action::Grant {
                scheme,
                name,
                permission,
            } => self.grant(scheme, name, permission).await,
            Action::Copy { source, name } => self.copy(source, name).await,
            Action::Assign {
                project,
                source,
                name,
            } => self.assign(project, source, name).await,
            Action::Credential => self.make_credential().await,
            Action::PutTarget { target } => self.put_target(target).await,
            // Plans of what is taken back are carried out by `revoke`.
            Action::Undo => Ok(()),
        }
    }
}
