//! The client as the rest of this crate wants it.

use super::client::GitLab;
use super::error::{Error, Reason};
use super::settings::{Difference, differences};
use crate::gitlab_part::{
    Credential, Gitlab, GitlabTarget, ObservedTarget, Settings, TargetCheck, TargetError,
};

impl Gitlab for GitLab {
    async fn observe(&self, target: &GitlabTarget) -> Result<ObservedTarget, TargetError> {
        let told = |error: Error| tell(&error);
        let found = match self.integration(target).await {
            // Some versions answer the same for both, so the target itself is asked for.
            Err(error) if error.reason == Reason::NotFound => {
                self.target(target).await.map_err(told)?;
                return Err(told(error));
            }
            found => found.map_err(told)?,
        };
        Ok(ObservedTarget {
            target: target.clone(),
            active: found.as_ref().is_some_and(|found| found.active),
            inherited: found
                .as_ref()
                .is_some_and(|found| found.inherited == Some(true)),
            settings: found.map(|found| found.settings()),
        })
    }

    async fn put(
        &self,
        target: &GitlabTarget,
        settings: &Settings,
        credential: &Credential,
    ) -> Result<(), TargetError> {
        let stored = self
            .set_integration(target, settings, credential)
            .await
            .map_err(|error| tell(&error))?;
        let mut fields: Vec<String> = differences(settings, &stored.settings())
            .iter()
            .map(describe)
            .collect();
        if !stored.active {
            fields.push("active is false".to_owned());
        }
        if fields.is_empty() {
            return Ok(());
        }
        Err(TargetError {
            message: format!(
                "what was set is not what GitLab now has: {}",
                fields.join("; "),
            ),
            remedy: "look at Settings > Integrations > Jira issues in GitLab: somebody may have changed it \
                     at this moment, or this version of GitLab does not take the field"
                .to_owned(),
        })
    }

    async fn check(&self, target: &GitlabTarget) -> Result<TargetCheck, TargetError> {
        self.call_jira(target).await.map_err(|error| tell(&error))
    }

    async fn disable(&self, target: &GitlabTarget) -> Result<(), TargetError> {
        let found = self.integration(target).await;
        match found.map_err(|error| tell(&error))? {
            Some(found) if found.active => self
                .remove_integration(target)
                .await
                .map_err(|error| tell(&error)),
            _ => Ok(()),
        }
    }
}

fn describe(difference: &Difference) -> String {
    format!(
        "{} is {} instead of {}",
        difference.field, difference.is, difference.wanted
    )
}

fn tell(error: &Error) -> TargetError {
    TargetError {
        message: error.what(),
        remedy: error.remedy().to_owned(),
    }
}
