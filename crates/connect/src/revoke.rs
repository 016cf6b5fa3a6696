//! Takes back what was made, and nothing else. What was there before stays; what somebody else has come to rely
//! on since (a copied scheme used by a further project, other members in the group) stays too, and is named.
//!
//! GitLab comes first, so that it does not keep calling with a credential that is no good; then what the user
//! may, then the user and the group. Each thing is looked up before it is removed and taken out of the record
//! after it is gone, so an interrupted run is taken up by the next.

mod accounts;
mod line;
mod schemes;

use jira_client::{ApplicationRoleChange, OrAbsent as _};

use crate::apply::is_taken;
use crate::error::Error;
use crate::gitlab_part::{Credential, Gitlab};
use crate::observed::{Person, same};
use crate::parties::Parties;
use crate::plan::Notice;
use crate::record::{Record, RecordFile, State};
use crate::report::{Event, StepState};
use crate::spec::CredentialKind;
use crate::token;

pub use line::{plan, plan_for};

/// How to take back.
#[derive(Clone, Copy, Debug, Default)]
pub struct RevokeOptions {
    /// Leaves GitLab alone: it is gone, or cannot be reached any more.
    pub without_gitlab: bool,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Revoked {
    /// How many things were taken back.
    pub n_done: usize,
    /// What was left, and why.
    pub left: Vec<Notice>,
}

/// Returns who is in the group besides GitLab's user: they lose what it was granted.
///
/// # Errors
/// When Jira cannot be asked.
pub async fn members<G: Gitlab>(
    parties: &Parties<'_, G>,
    record: &Record,
) -> Result<Vec<Person>, Error> {
    let groups = record.grants.iter().map(|made| made.group.as_str());
    let spec = record.spec.as_ref().map(|spec| spec.group.name.as_str());
    let Some(group) = groups.chain(spec).next() else {
        return Ok(Vec::new());
    };
    let found = parties
        .admin
        .all_group_members(group, false)
        .await
        .or_absent();
    let found = found.map_err(|source| Error::jira(format!("read the group {group}"), source))?;
    let others = found
        .into_iter()
        .flatten()
        .filter(|user| !same(&user.name, &record.username));
    Ok(others
        .map(|user| Person {
            name: user.name,
            display_name: user.display_name,
            active: user.active,
            ..Person::default()
        })
        .collect())
}

struct Run<'a, G> {
    parties: &'a Parties<'a, G>,
    file: &'a mut RecordFile,
    revoked: Revoked,
    total: usize,
}

/// Takes back everything in the record. At the end the record is empty, but for a user who could only be
/// deactivated; the caller removes an empty one.
///
/// # Errors
/// When nothing is recorded, or with the first refusal.
pub async fn revoke<G: Gitlab>(
    parties: &Parties<'_, G>,
    file: &mut RecordFile,
    options: RevokeOptions,
) -> Result<Revoked, Error> {
    if file.record.is_empty() {
        return Err(Error::NoRecord);
    }
    let total = plan(&file.record).changes.len();
    let mut run = Run {
        parties,
        file,
        revoked: Revoked::default(),
        total,
    };
    let result = run.all(options).await;
    let saved = run.file.save();
    result?;
    saved?;
    Ok(run.revoked)
}

impl<G: Gitlab> Run<'_, G> {
    async fn all(&mut self, options: RevokeOptions) -> Result<(), Error> {
        self.targets(options).await?;
        self.token().await?;
        self.access().await?;
        self.member().await?;
        self.assignments().await?;
        self.copies().await?;
        self.grants().await?;
        self.user().await?;
        self.group().await?;
        self.file.record.credential = None;
        self.file.record.rotation = None;
        Ok(())
    }

    /// Says and records that something is being taken back.
    fn begin(&mut self, id: &str, line: &str) -> Result<(), Error> {
        self.tell(id, line, StepState::Started);
        self.file.record.log(id, State::Intended);
        self.file.save()
    }

    fn end(&mut self, id: &str, line: &str) {
        self.file.record.log(id, State::Done);
        self.tell(id, line, StepState::Done);
        self.revoked.n_done += 1;
    }

    fn tell(&self, id: &str, line: &str, state: StepState) {
        self.parties.report.event(&Event::Step {
            id,
            line,
            number: self.revoked.n_done + 1,
            total: self.total,
            state,
        });
    }

    fn leave(&mut self, code: &'static str, text: String, remedy: &str) {
        self.revoked.left.push(Notice::new(code, text, remedy));
    }

    async fn targets(&mut self, options: RevokeOptions) -> Result<(), Error> {
        while let Some(made) = self.file.record.targets.first().cloned() {
            let name = made.target.name();
            if options.without_gitlab {
                let text = format!("GitLab {name} still has the Jira issues integration");
                self.leave(
                    "target-left",
                    text,
                    "Switch it off there: its calls fail from now on.",
                );
            } else {
                let (id, line) = line::target(&made);
                self.begin(&id, &line)?;
                let disabled = self.parties.gitlab.disable(&made.target).await;
                disabled.map_err(|source| Error::Gitlab {
                    target: name.clone(),
                    source,
                })?;
                self.end(&id, &line);
                if let Some(before) = made.before.as_ref().filter(|_| made.was_active) {
                    let text = format!(
                        "GitLab {name} had the integration before, with {} as {}; GitLab tells nobody \
                         the password, so it is switched off now",
                        before.url,
                        before.username.as_deref().unwrap_or("a token's user"),
                    );
                    self.leave(
                        "target-was-active",
                        text,
                        "Set it up again, if it is to go on as before.",
                    );
                }
            }
            self.file.record.targets.remove(0);
        }
        Ok(())
    }

    /// Revokes the token of a user who stays. One who is deleted takes the tokens along.
    async fn token(&mut self) -> Result<(), Error> {
        let recorded = self.file.record.credential.clone();
        let username = self.file.record.username.clone();
        let is_token = |kind| kind == CredentialKind::Token;
        let Some(recorded) = recorded.filter(|made| made.made && is_token(made.kind)) else {
            return Ok(());
        };
        if self.file.record.made_user(&username) {
            return Ok(());
        }
        let (id, line) = line::token(&username);
        self.begin(&id, &line)?;
        let user = match &self.parties.credential {
            Some(at_hand) => Some(self.parties.jira_as(at_hand)?),
            None => None,
        };
        let is_done = match &user {
            None => false,
            Some(user) => match user.myself().await {
                Ok(_) => {
                    // The own token last: with it the others are revoked.
                    token::revoke_others(user, recorded.token.as_deref()).await?;
                    if let (Some(Credential::Token(_)), Some(token)) =
                        (&self.parties.credential, &recorded.token)
                    {
                        let gone = user.revoke_token(&token.as_str().into()).await;
                        gone.or_absent().map_err(|source| {
                            Error::jira("revoke the personal access token", source)
                        })?;
                    } else {
                        token::revoke_others(user, None).await?;
                    }
                    true
                }
                Err(error) if error.is_credential_refused() => false,
                Err(source) => return Err(Error::jira("sign in as GitLab's user", source)),
            },
        };
        if is_done {
            self.end(&id, &line);
            self.credential_is_gone();
        } else {
            let text = format!(
                "the personal access token “{}” of {username} is still good: only {username} can revoke it",
                token::NAME
            );
            self.leave("token-left", text, "Revoke it in the user's profile.");
        }
        Ok(())
    }

    /// Notes that the credential is good no more, so that the next run does not look for it if this one is killed.
    fn credential_is_gone(&mut self) {
        if let Some(made) = &mut self.file.record.credential {
            made.made = false;
            made.state = State::Intended;
        }
    }

    async fn access(&mut self) -> Result<(), Error> {
        let Some(made) = self.file.record.access.clone() else {
            return Ok(());
        };
        let admin = self.parties.admin;
        let application = &made.application;
        let (id, line) = line::access(&made, &self.file.record.username);
        self.begin(&id, &line)?;
        let refused = |source| Error::jira(format!("change who may use {application}"), source);
        match &made.group {
            Some(group) => {
                let role = admin.application_role(application).await;
                if let Some(role) = role.or_absent().map_err(refused)?
                    && role.groups.iter().any(|name| same(name, group))
                {
                    let without = |groups: Vec<String>| {
                        groups
                            .into_iter()
                            .filter(|name| !same(name, group))
                            .collect()
                    };
                    let change = ApplicationRoleChange {
                        groups: without(role.groups),
                        default_groups: without(role.default_groups),
                    };
                    let set = admin.set_application_role(application, &change).await;
                    set.map_err(refused)?;
                }
            }
            None if !self.file.record.made_user(&self.file.record.username) => {
                let user = &self.file.record.username;
                let gone = admin.remove_user_from_application(user, application).await;
                match gone {
                    Err(error) if !is_taken(&error) && !error.is_not_found() => {
                        return Err(refused(error));
                    }
                    _ => {}
                }
            }
            // A user who is deleted leaves every group.
            None => {}
        }
        self.end(&id, &line);
        self.file.record.access = None;
        Ok(())
    }

    async fn member(&mut self) -> Result<(), Error> {
        let Some(made) = self.file.record.member.clone() else {
            return Ok(());
        };
        let user = self.file.record.username.clone();
        let (id, line) = line::member(&user, &made.name);
        self.begin(&id, &line)?;
        match self
            .parties
            .admin
            .remove_from_group(&made.name, &user)
            .await
        {
            // Not in it any more, or one of both is gone.
            Err(error) if !is_taken(&error) && !error.is_not_found() => {
                return Err(Error::jira(
                    format!("take {user} out of {}", made.name),
                    error,
                ));
            }
            _ => {}
        }
        self.end(&id, &line);
        self.file.record.member = None;
        Ok(())
    }
}
