//! The user's personal access tokens that this program makes, told from others by their names; and the
//! fingerprints by which a record knows a secret again without holding it.

use jira_client::{Client, CreatedToken, NewToken, Secret};
use sha2::{Digest as _, Sha256};

use crate::error::Error;

/// The name of the token GitLab signs in with.
pub(crate) const NAME: &str = "GitLab (bailiwick connect)";
/// The name of a token that is only good while a password is exchanged.
pub(crate) const BRIDGE: &str = "GitLab (bailiwick connect, while the password changes)";

/// Makes a token for the user the client is signed in as.
pub(crate) async fn create(
    user: &Client,
    name: &str,
    days: Option<u32>,
) -> Result<CreatedToken, Error> {
    let new = NewToken {
        name: name.to_owned(),
        expires_after_days: days,
    };
    let made = user.create_token(&new).await;
    made.map_err(|source| Error::jira("make a personal access token", source))
}

/// Revokes every token this program made for the user but the one that is in use.
pub(crate) async fn revoke_others(user: &Client, in_use: Option<&str>) -> Result<(), Error> {
    let refused = |source| Error::jira("revoke tokens that are not used any more", source);
    let tokens = user.tokens().await.map_err(refused)?;
    for token in tokens {
        let is_ours = token.name == NAME || token.name == BRIDGE;
        if is_ours && in_use != Some(token.id.as_str()) {
            match user.revoke_token(&token.id).await {
                Err(error) if !error.is_not_found() => return Err(refused(error)),
                _ => {}
            }
        }
    }
    Ok(())
}

/// Returns what a secret made by this program is known by: 48 bits of a hash of more than 200 random ones,
/// from which nothing can be told.
pub(crate) fn fingerprint(secret: &Secret) -> String {
    let hash = Sha256::digest(secret.expose());
    hash.iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
