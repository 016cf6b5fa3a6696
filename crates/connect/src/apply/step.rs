//! The steps about user, group, application access and GitLab.

use jira_client::{ApplicationRoleChange, NewUser, OrAbsent as _, UserChange, UserRef};

use super::Run;
use crate::error::Error;
use crate::gitlab_part::{Credential, Gitlab, GitlabTarget};
use crate::observed::same;
use crate::password;
use crate::record::{AccessMade, Made, State, TargetMade};
use crate::spec::CredentialKind;

impl<G: Gitlab> Run<'_, G> {
    pub(super) async fn create_group(&mut self) -> Result<(), Error> {
        let name = &self.spec.group.name;
        let refused = |source| Error::jira(format!("make the group {name}"), source);
        let is_ours = self.file.record.made_group(name);
        self.file.record.group = made(name, State::Intended);
        self.file.save()?;
        match self.parties.admin.create_group(name).await {
            Ok(_) => {}
            Err(error) if is_taken(&error) => {
                if !self.parties.admin.has_group(name).await.map_err(refused)? {
                    return Err(refused(error));
                }
                // Somebody was faster; then it is theirs.
                if !is_ours {
                    self.file.record.group = None;
                    return Ok(());
                }
            }
            Err(error) => return Err(refused(error)),
        }
        self.file.record.group = made(name, State::Done);
        Ok(())
    }

    pub(super) async fn create_user(&mut self) -> Result<(), Error> {
        let user = &self.spec.user;
        let password = self.first_password()?;
        let refused = |source| Error::jira(format!("make the user {}", user.name), source);
        let is_ours = self.file.record.made_user(&user.name);
        self.file.record.user = made(&user.name, State::Intended);
        self.file.save()?;
        let new = NewUser {
            name: user.name.clone(),
            password: Some(password.clone()),
            email_address: user.email.clone(),
            display_name: user.display_name.clone(),
            // Which application is a step of its own: a user without one can do nothing yet.
            application_keys: Some(Vec::new()),
            notification: false,
        };
        if let Err(error) = self.parties.admin.create_user(&new).await {
            let name = UserRef::Name(&user.name);
            let is_there = is_taken(&error)
                && self
                    .parties
                    .admin
                    .user(name)
                    .await
                    .or_absent()
                    .map_err(refused)?
                    .is_some();
            if is_there && !is_ours {
                self.file.record.user = None;
                return Err(Error::Changed(format!(
                    "somebody has made a user {} since the plan was made",
                    user.name
                )));
            }
            return Err(refused(error));
        }
        self.file.record.user = made(&user.name, State::Done);
        self.password = Some(password);
        Ok(())
    }

    /// Returns the password a new user is made with: the one GitLab will have, if it is to have one.
    fn first_password(&mut self) -> Result<jira_client::Secret, Error> {
        if self.spec.credential.kind == CredentialKind::Token {
            return password::generate();
        }
        if let Some(Credential::Password { password, .. }) = &self.parties.credential {
            return Ok(password.clone());
        }
        self.new_password()
    }

    pub(super) async fn activate_user(&mut self) -> Result<(), Error> {
        let name = &self.spec.user.name;
        let change = UserChange {
            active: Some(true),
            ..UserChange::default()
        };
        let done = self
            .parties
            .admin
            .update_user(UserRef::Name(name), &change)
            .await;
        done.map_err(|source| Error::jira(format!("activate the user {name}"), source))?;
        Ok(())
    }

    pub(super) async fn add_member(&mut self) -> Result<(), Error> {
        let user = &self.spec.user.name;
        let group = &self.spec.group.name;
        let refused = |source| Error::jira(format!("put {user} into {group}"), source);
        let is_ours = self.file.record.member.is_some();
        self.file.record.member = made(group, State::Intended);
        self.file.save()?;
        match self.parties.admin.add_to_group(group, user).await {
            Ok(()) => {}
            Err(error) if is_taken(&error) => {
                let found = self.parties.admin.user(UserRef::Name(user)).await;
                let found = found.map_err(refused)?;
                if !found.group_names().iter().any(|name| same(name, group)) {
                    return Err(refused(error));
                }
                if !is_ours {
                    self.file.record.member = None;
                    return Ok(());
                }
            }
            Err(error) => return Err(refused(error)),
        }
        self.file.record.member = made(group, State::Done);
        Ok(())
    }

    pub(super) async fn group_access(&mut self, application: &str) -> Result<(), Error> {
        let group = &self.spec.group.name;
        let admin = self.parties.admin;
        let refused = |source| Error::jira(format!("let {group} use {application}"), source);
        // The list is replaced as a whole, so it is read just before.
        let role = admin.application_role(application).await.map_err(refused)?;
        let is_ours = self.file.record.access.is_some();
        let is_there = role.groups.iter().any(|name| same(name, group));
        if is_there && !is_ours {
            return Ok(());
        }
        self.file.record.access = access(application, Some(group), State::Intended);
        if !is_there {
            self.file.save()?;
            let mut groups = role.groups;
            groups.push(group.clone());
            let change = ApplicationRoleChange {
                groups,
                default_groups: role.default_groups,
            };
            let set = admin.set_application_role(application, &change).await;
            set.map_err(refused)?;
        }
        self.file.record.access = access(application, Some(group), State::Done);
        Ok(())
    }

    pub(super) async fn default_access(&mut self, application: &str) -> Result<(), Error> {
        let user = &self.spec.user.name;
        self.file.record.access = access(application, None, State::Intended);
        self.file.save()?;
        let given = self
            .parties
            .admin
            .add_user_to_application(user, application)
            .await;
        given.map_err(|source| Error::jira(format!("let {user} use {application}"), source))?;
        self.file.record.access = access(application, None, State::Done);
        Ok(())
    }

    pub(super) async fn put_target(&mut self, target: &GitlabTarget) -> Result<(), Error> {
        let refused = |source| Error::Gitlab {
            target: target.name(),
            source,
        };
        let credential = self
            .credential
            .clone()
            .or_else(|| self.parties.credential.clone());
        let Some(credential) = credential else {
            return Err(Error::Changed(
                "there is no credential to hand over".to_owned(),
            ));
        };
        let known = self
            .file
            .record
            .targets
            .iter_mut()
            .find(|made| made.target == *target);
        match known {
            Some(known) => known.state = State::Intended,
            None => {
                let before = self.parties.gitlab.observe(target).await.map_err(refused)?;
                self.file.record.targets.push(TargetMade {
                    target: target.clone(),
                    was_active: before.active,
                    before: before.settings,
                    state: State::Intended,
                });
            }
        }
        self.file.save()?;
        let settings = self.spec.wanted_settings(credential.kind());
        let put = self
            .parties
            .gitlab
            .put(target, &settings, &credential)
            .await;
        put.map_err(refused)?;
        let made = self
            .file
            .record
            .targets
            .iter_mut()
            .find(|made| made.target == *target);
        if let Some(made) = made {
            made.state = State::Done;
        }
        self.credential = Some(credential);
        Ok(())
    }
}

fn made(name: &str, state: State) -> Option<Made> {
    Some(Made {
        name: name.to_owned(),
        state,
    })
}

fn access(application: &str, group: Option<&str>, state: State) -> Option<AccessMade> {
    Some(AccessMade {
        application: application.to_owned(),
        group: group.map(str::to_owned),
        state,
    })
}

/// Returns whether a refusal may mean that it is there already.
pub(crate) fn is_taken(error: &jira_client::Error) -> bool {
    matches!(
        error,
        jira_client::Error::Invalid { .. } | jira_client::Error::Conflict { .. }
    )
}
