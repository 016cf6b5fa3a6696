//! Credentials that were found right a short while ago.
//!
//! Checking a password costs tens of milliseconds by design, and some clients send it with every request.
//! So the process remembers, for a short time and under a hash keyed with a secret that dies with it,
//! that a credential belongs to somebody; and forgets it at once when anything about them changes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use model::{Timestamp, UserId};
use policy::Subject;
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};

use crate::cx::SignedIn;
use crate::{Error, Result};

/// How many credentials are remembered: a few hundred bytes each.
const REMEMBERED: usize = 10_000;
/// For how many seconds.
const SECONDS: i64 = 300;

/// A credential's hash under this process's secret.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

/// Who a credential belongs to. Only [`crate::guard::signed_in`] makes it, so that nobody has groups
/// that were not read for them.
#[derive(Clone)]
pub struct Known {
    pub(crate) user: Arc<SignedIn>,
    /// What the policy needs to know of them.
    pub(crate) subject: Arc<Subject>,
}

impl Known {
    /// Returns the user, and how they signed in.
    #[must_use]
    pub fn user(&self) -> &SignedIn {
        &self.user
    }
}

#[derive(Clone)]
struct Entry {
    known: Known,
    until: Timestamp,
}

/// The credentials remembered.
pub struct Credentials {
    secret: [u8; 32],
    entries: Cache<Fingerprint, Entry>,
    /// Moves with every forgetting: what was read before it must not be remembered after it.
    generation: AtomicU64,
}

/// The moment a look-up began, to be shown when its result is remembered.
#[derive(Clone, Copy)]
pub struct Generation(u64);

impl Credentials {
    pub(crate) fn new() -> Result<Self> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|error| Error::internal("no randomness", error))?;
        Ok(Self {
            secret,
            entries: Cache::new(REMEMBERED),
            generation: AtomicU64::new(0),
        })
    }

    /// Returns the hash under which a credential is remembered. `kind` keeps a password apart from a
    /// token of the same text.
    #[must_use]
    pub fn fingerprint(&self, kind: &str, parts: [&str; 2]) -> Fingerprint {
        let mut hash = Sha256::new();
        hash.update(self.secret);
        for part in [kind, parts[0], parts[1]] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        hash.update(self.secret);
        Fingerprint(hash.finalize().into())
    }

    /// Returns who the credential belongs to, if that is still remembered.
    #[must_use]
    pub fn recall(&self, fingerprint: Fingerprint, now: Timestamp) -> Option<Known> {
        let entry = self.entries.get(&fingerprint)?;
        (now < entry.until).then_some(entry.known)
    }

    /// Returns the present generation, to be taken before the database is asked.
    #[must_use]
    pub fn generation(&self) -> Generation {
        Generation(self.generation.load(Ordering::Acquire))
    }

    /// Remembers a credential, unless something was forgotten since `since` or it ends before.
    pub fn remember(
        &self,
        fingerprint: Fingerprint,
        known: Known,
        now: Timestamp,
        ends: Option<Timestamp>,
        since: Generation,
    ) {
        let longest = now.plus_seconds(SECONDS);
        let until = ends.map_or(longest, |ends| ends.min(longest));
        self.entries.insert(fingerprint, Entry { known, until });
        // Looked at after the insertion: a forgetting in between has either seen the entry or moved this.
        if self.generation.load(Ordering::Acquire) != since.0 {
            self.entries.remove(&fingerprint);
        }
    }

    /// Forgets all credentials of a user.
    pub fn forget(&self, user: UserId) {
        self.generation.fetch_add(1, Ordering::AcqRel);
        self.entries.retain(|_, entry| entry.known.user.id != user);
    }

    /// Forgets everything.
    pub fn forget_all(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
        self.entries.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cx::Credential;

    fn known(user: i64) -> Known {
        Known {
            user: Arc::new(SignedIn {
                id: UserId(user),
                key: "key".to_owned(),
                name: "name".to_owned(),
                display_name: "Name".to_owned(),
                time_zone: "UTC".to_owned(),
                by: Credential::Password,
            }),
            subject: Arc::new(Subject::user(UserId(user), true, Vec::new(), Vec::new())),
        }
    }

    const NOW: Timestamp = Timestamp(1_000_000);

    #[test]
    fn a_credential_is_remembered_for_a_while() {
        let credentials = Credentials::new().unwrap();
        let print = credentials.fingerprint("basic", ["fred", "secret"]);
        assert!(credentials.recall(print, NOW).is_none());
        credentials.remember(print, known(1), NOW, None, credentials.generation());
        assert!(
            credentials
                .recall(print, NOW.plus_seconds(SECONDS - 1))
                .is_some()
        );
        assert!(
            credentials
                .recall(print, NOW.plus_seconds(SECONDS))
                .is_none()
        );

        let ends = NOW.plus_seconds(10);
        credentials.remember(print, known(1), NOW, Some(ends), credentials.generation());
        assert!(credentials.recall(print, ends).is_none());
    }

    #[test]
    fn what_was_read_before_a_forgetting_is_not_remembered_after_it() {
        let credentials = Credentials::new().unwrap();
        let print = credentials.fingerprint("basic", ["fred", "old"]);
        let since = credentials.generation();
        // Meanwhile the password is changed.
        credentials.forget(UserId(1));
        credentials.remember(print, known(1), NOW, None, since);
        assert!(credentials.recall(print, NOW).is_none());
    }

    #[test]
    fn only_the_user_concerned_is_forgotten() {
        let credentials = Credentials::new().unwrap();
        let fred = credentials.fingerprint("basic", ["fred", "x"]);
        let jane = credentials.fingerprint("basic", ["jane", "x"]);
        credentials.remember(fred, known(1), NOW, None, credentials.generation());
        credentials.remember(jane, known(2), NOW, None, credentials.generation());
        credentials.forget(UserId(1));
        assert!(credentials.recall(fred, NOW).is_none());
        assert!(credentials.recall(jane, NOW).is_some());
        credentials.forget_all();
        assert!(credentials.recall(jane, NOW).is_none());
    }

    #[test]
    fn parts_of_a_credential_do_not_run_into_one_another() {
        let credentials = Credentials::new().unwrap();
        let print = |kind, parts| credentials.fingerprint(kind, parts);
        assert!(print("basic", ["a", "bc"]) != print("basic", ["ab", "c"]));
        assert!(print("basic", ["", "x"]) != print("token", ["", "x"]));
        // Another process has another secret.
        assert!(
            print("basic", ["a", "b"])
                != Credentials::new().unwrap().fingerprint("basic", ["a", "b"])
        );
    }
}
