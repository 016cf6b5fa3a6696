//! Passwords: hashed with argon2id, compared, never kept.
//!
//! A hash is work and memory on purpose, so it is made off the threads that answer requests, and
//! only a few at a time: see [`Turn`]. Who may sign in with a password is not decided here.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::app::PasswordCost;
use crate::{Error, Result};

/// The longest password, in characters.
pub const MAX_PASSWORD: usize = 128;
/// How many passwords are hashed at a time: each takes 19 MiB and a processor.
const AT_ONCE: usize = 2;

/// Makes and compares the hashes of passwords.
pub struct Passwords {
    cost: PasswordCost,
    turns: Arc<Semaphore>,
}

/// A password's hash, as it is stored. It does not show itself in a log.
#[derive(Clone)]
pub struct HashedPassword(String);

/// The right to do the work of one hash, for which others wait until it is dropped.
pub struct Turn {
    cost: PasswordCost,
    permit: Arc<OwnedSemaphorePermit>,
}

impl HashedPassword {
    /// Returns the hash as it is stored.
    #[must_use]
    pub fn as_stored(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for HashedPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HashedPassword")
    }
}

impl Passwords {
    pub(crate) fn new(cost: PasswordCost) -> Self {
        Self {
            cost,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Waits until there is time for one more hash.
    ///
    /// # Errors
    /// Never in practice: the server does not close its own queue.
    pub async fn turn(&self) -> Result<Turn> {
        let permit = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(|error| Error::internal("password", error))?;
        Ok(Turn {
            cost: self.cost,
            permit: Arc::new(permit),
        })
    }

    /// Returns the hash of a password. Not to be called within a transaction that others wait for.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub async fn hash(&self, password: &str) -> Result<HashedPassword> {
        let Turn { cost, permit } = self.turn().await?;
        let password = password.to_owned();
        let hash = off_thread(permit, move || {
            let hash = argon2(cost)?.hash_password(password.as_bytes());
            hash.map_err(|error| Error::internal("password", error))
        });
        Ok(HashedPassword(hash.await?.to_string()))
    }
}

impl Turn {
    /// Returns whether the password is the one that was hashed. Without a hash it is not, which
    /// takes as long: how long the answer takes does not tell whether there is such a user.
    ///
    /// # Errors
    /// When what is stored is no hash.
    pub async fn is_right(&self, password: &str, stored: Option<String>) -> Result<bool> {
        let cost = self.cost;
        let password = password.to_owned();
        off_thread(Arc::clone(&self.permit), move || {
            let argon2 = argon2(cost)?;
            let internal = |error| Error::internal("password", error);
            let Some(stored) = stored else {
                argon2
                    .hash_password(password.as_bytes())
                    .map_err(internal)?;
                return Ok(false);
            };
            let stored =
                PasswordHash::new(&stored).map_err(|error| Error::internal("password", error))?;
            match argon2.verify_password(password.as_bytes(), &stored) {
                Ok(()) => Ok(true),
                Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(internal(error)),
            }
        })
        .await
    }
}

fn argon2(cost: PasswordCost) -> Result<Argon2<'static>> {
    let (memory, passes) = match cost {
        PasswordCost::Full => (Params::DEFAULT_M_COST, Params::DEFAULT_T_COST),
        PasswordCost::Test => (Params::MIN_M_COST, Params::MIN_T_COST),
    };
    let params =
        Params::new(memory, passes, 1, None).map_err(|error| Error::internal("password", error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Runs the work where it holds nobody up. The permit goes with it: whoever asked may go away, but
/// the work goes on and counts.
async fn off_thread<T: Send + 'static>(
    permit: Arc<OwnedSemaphorePermit>,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(move || {
        let result = work();
        drop(permit);
        result
    });
    done.await
        .map_err(|error| Error::internal("password", error))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_right_password_and_no_other() {
        let passwords = Passwords::new(PasswordCost::Test);
        let hash = passwords.hash("pässword").await.unwrap();
        assert!(
            hash.as_stored().starts_with("$argon2id$v=19$"),
            "{}",
            hash.as_stored()
        );
        for (password, is_right) in [("pässword", true), ("password", false), ("", false)] {
            let turn = passwords.turn().await.unwrap();
            let stored = Some(hash.as_stored().to_owned());
            assert_eq!(turn.is_right(password, stored).await.unwrap(), is_right);
        }
        let turn = passwords.turn().await.unwrap();
        assert!(!turn.is_right("pässword", None).await.unwrap());
        assert_eq!(format!("{hash:?}"), "HashedPassword");
    }
}
