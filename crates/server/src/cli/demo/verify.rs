//! Proves the credentials: as GitLab's user, the requests that GitLab makes.

use ::connect::gitlab_part::Credential;
use ::connect::report::Silent;
use ::connect::spec::Spec;
use ::connect::verify::{self, Outcome, VerifyOptions};
use jira_client::{Client, Secret};

use super::credentials::Credentials;
use super::setup;
use crate::cli::Failure;

/// Tests the connection and what may be read, by password and by token; and, unless that was done before,
/// comments on the issue, links it and moves it.
///
/// # Errors
/// When anything does not work: the text names the check.
pub async fn verify(
    admin: &Client,
    spec: &Spec,
    credentials: &Credentials,
    issue: &str,
    tries_writing: bool,
) -> Result<(), Failure> {
    let token = Credential::Token(Secret::new(credentials.gitlab.token.as_str()));
    for (credential, smoke) in [
        (setup::password(credentials), tries_writing),
        (token, false),
    ] {
        let options = VerifyOptions {
            issue: Some(issue.to_owned()),
            smoke,
        };
        let found = verify::verify(admin, spec, &credential, &options, &Silent).await?;
        // More rights than were asked for are a warning elsewhere; here nobody else has granted any.
        let wrong = found
            .checks
            .iter()
            .find(|check| matches!(check.outcome, Outcome::Failed | Outcome::Warned));
        if let Some(check) = wrong {
            return Err(Failure(format!(
                "verification failed: {}: {}",
                check.name, check.detail
            )));
        }
    }
    Ok(())
}
