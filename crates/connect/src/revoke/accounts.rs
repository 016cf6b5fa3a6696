//! Taking back the user and the group.

use jira_client::{OrAbsent as _, UserChange, UserRef};

use super::{Run, line};
use crate::apply::is_taken;
use crate::error::Error;
use crate::gitlab_part::Gitlab;
use crate::observed::same;

impl<G: Gitlab> Run<'_, G> {
    /// Deletes the user; one who has written something is deactivated.
    pub(super) async fn user(&mut self) -> Result<(), Error> {
        let Some(made) = self.file.record.user.clone() else {
            return Ok(());
        };
        let admin = self.parties.admin;
        let name = UserRef::Name(&made.name);
        let refused = |source| Error::jira(format!("delete the user {}", made.name), source);
        let (id, line) = line::user(&made.name);
        self.begin(&id, &line)?;
        match admin.delete_user(name).await {
            Ok(()) => {}
            Err(error) if error.is_not_found() => {}
            Err(error) if is_taken(&error) => {
                let change = UserChange {
                    active: Some(false),
                    ..UserChange::default()
                };
                admin.update_user(name, &change).await.map_err(refused)?;
                let text = format!(
                    "the user {} is deactivated, not deleted: Jira keeps who has written something ({error})",
                    made.name
                );
                self.leave("user-deactivated", text, "");
                return Ok(());
            }
            Err(error) => return Err(refused(error)),
        }
        self.end(&id, &line);
        self.file.record.user = None;
        self.credential_is_gone();
        Ok(())
    }

    /// Deletes the group, unless others use it.
    pub(super) async fn group(&mut self) -> Result<(), Error> {
        let Some(made) = self.file.record.group.clone() else {
            return Ok(());
        };
        let admin = self.parties.admin;
        let name = &made.name;
        let refused = |source| Error::jira(format!("delete the group {name}"), source);
        let members = admin
            .all_group_members(name, true)
            .await
            .or_absent()
            .map_err(refused)?;
        let members: Vec<String> = members
            .into_iter()
            .flatten()
            .map(|member| member.name)
            .filter(|member| !same(member, &self.file.record.username))
            .collect();
        let schemes = self.schemes_naming(name).await?;
        if !members.is_empty() || !schemes.is_empty() {
            let text = format!(
                "the group {name} stays, for it came to other uses: {}",
                members
                    .into_iter()
                    .chain(schemes)
                    .collect::<Vec<_>>()
                    .join(", ")
            );
            self.leave(
                "group-left",
                text,
                "Delete it, when they do not need it any more.",
            );
            // It is theirs now.
            self.file.record.group = None;
            return Ok(());
        }
        let (id, line) = line::group(name);
        self.begin(&id, &line)?;
        admin
            .delete_group(name, None)
            .await
            .or_absent_or_taken()
            .map_err(refused)?;
        self.end(&id, &line);
        self.file.record.group = None;
        Ok(())
    }
}

trait OrGone {
    fn or_absent_or_taken(self) -> Result<(), jira_client::Error>;
}

impl OrGone for Result<(), jira_client::Error> {
    /// Jira says 400 or 404 for a group that is not there.
    fn or_absent_or_taken(self) -> Self {
        match self {
            Err(error) if error.is_not_found() => Ok(()),
            Err(jira_client::Error::Invalid { messages, .. })
                if messages.iter().any(|text| text.contains("does not exist")) =>
            {
                Ok(())
            }
            other => other,
        }
    }
}
