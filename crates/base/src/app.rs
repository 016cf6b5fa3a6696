//! What lives as long as the process: the database, the settings, the compiled policy, the clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use arc_swap::{ArcSwap, ArcSwapOption};
use db::Db;
use model::Timestamp;
use policy::Policy;

use crate::attempts::Attempts;
use crate::blob::Blobs;
use crate::credentials::Credentials;
use crate::guard;
use crate::password::Passwords;
use crate::picture::Pictures;
use crate::remembered::Memory;
use crate::{Result, Urls};

/// What the administrator decided before the start. It does not show itself in a log: there is a
/// secret in it.
#[derive(Clone)]
pub struct Settings {
    /// Where this server is reached: every `self` link starts with it.
    pub urls: Urls,
    /// The version of the reference product that clients are told (D-005), such as `8.20.7`.
    pub reported_version: (u32, u32, u32),
    /// The name shown for the instance.
    pub title: String,
    /// How much work a password's hash is.
    pub password_cost: PasswordCost,
    /// What the set-up page asks for, so that only who sees the server's terminal can use it; without
    /// one the page is closed.
    pub setup_code: Option<String>,
    /// Whether mail is sent. Otherwise it waits, and administrators hand its links over themselves.
    pub sends_mail: bool,
    /// Where files that people upload are kept.
    pub blobs: Blobs,
    /// The largest file that may be attached, in bytes.
    pub max_attachment: u64,
}

/// How much work a password's hash is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordCost {
    /// argon2id with 19 MiB and two passes: what OWASP asks for at least.
    Full,
    /// As little as argon2id allows: for tests, which sign in thousands of times.
    Test,
}

/// Tells the time; tests bring their own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What lives as long as the process.
pub struct App {
    /// The database.
    pub db: Db,
    /// What the administrator decided before the start.
    pub settings: Settings,
    /// Credentials found right a short while ago.
    pub credentials: Credentials,
    /// Makes and compares the hashes of passwords.
    pub passwords: Passwords,
    /// Failed sign-ins of the last minute.
    pub attempts: Attempts,
    /// Makes thumbnails and avatars.
    pub pictures: Pictures,
    policy: ArcSwap<Policy>,
    policy_version: AtomicI64,
    pub(crate) memory: Memory,
    accounts_version: AtomicI64,
    /// What callers are told who would change something while nothing is changed.
    read_only: ArcSwapOption<String>,
    /// Whether something was changed, or may have been, that is not taken over yet.
    behind: AtomicBool,
    /// Held while the policy is being compiled, so that an older one never replaces a newer one.
    compiling: tokio::sync::Mutex<()>,
    clock: Clock,
}

impl App {
    /// Opens the application on a database whose schema is up to date.
    ///
    /// # Errors
    /// When the configuration cannot be read.
    pub async fn open(db: Db, settings: Settings, clock: Clock) -> Result<Arc<Self>> {
        let app = Arc::new(Self {
            db,
            credentials: Credentials::new()?,
            passwords: Passwords::new(settings.password_cost),
            attempts: Attempts::default(),
            pictures: Pictures::default(),
            settings,
            policy: ArcSwap::from_pointee(Policy::compile(policy::Config::default())),
            policy_version: AtomicI64::new(0),
            memory: Memory::default(),
            accounts_version: AtomicI64::new(0),
            read_only: ArcSwapOption::empty(),
            behind: AtomicBool::new(false),
            compiling: tokio::sync::Mutex::default(),
            clock,
        });
        app.refresh().await?;
        Ok(app)
    }

    /// Returns the time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Returns the policy in force.
    #[must_use]
    pub fn policy(&self) -> Arc<Policy> {
        self.policy.load_full()
    }

    /// Returns what callers are told who would change something, if nothing is changed for now.
    #[must_use]
    pub fn read_only(&self) -> Option<Arc<String>> {
        self.read_only.load_full()
    }

    /// Returns the version of the policy in force.
    pub(crate) fn policy_version(&self) -> i64 {
        self.policy_version.load(Ordering::Acquire)
    }

    /// Takes over what this or another process has changed since the last time: compiles the policy
    /// anew and forgets remembered credentials, each only if its version has moved.
    ///
    /// # Errors
    /// When the configuration cannot be read; [`Self::catch_up`] tries again then.
    pub async fn refresh(&self) -> Result<()> {
        let _one_at_a_time = self.compiling.lock().await;
        let done = self.take_over().await;
        self.behind.store(done.is_err(), Ordering::Release);
        done
    }

    /// Refreshes, if the last refresh failed or one is due. Before every request: nobody is answered
    /// by a policy of which it is known that it may not be true any more.
    ///
    /// # Errors
    /// As [`Self::refresh`].
    pub async fn catch_up(&self) -> Result<()> {
        if self.behind.load(Ordering::Acquire) {
            self.refresh().await
        } else {
            Ok(())
        }
    }

    /// Notes that a change was committed which is to be taken over.
    pub(crate) fn fall_behind(&self) {
        self.behind.store(true, Ordering::Release);
    }

    async fn take_over(&self) -> Result<()> {
        let mut tx = self.db.read().await?;
        let mut versions = guard::load::versions(&mut tx).await?;
        if versions.accounts != self.accounts_version.load(Ordering::Acquire) {
            self.credentials.forget_all();
            self.accounts_version
                .store(versions.accounts, Ordering::Release);
        }
        while versions.policy != self.policy_version() {
            let config = guard::load::config(&mut tx).await?;
            let read_only = guard::load::read_only(&mut tx).await?;
            // PostgreSQL shows each statement what was committed before it: half of a change may have
            // been read, and the other half not.
            let now = guard::load::versions(&mut tx).await?;
            if now.policy == versions.policy {
                self.policy.store(Arc::new(Policy::compile(config)));
                self.read_only.store(read_only.map(Arc::new));
                self.policy_version
                    .store(versions.policy, Ordering::Release);
            }
            versions = now;
        }
        Ok(())
    }

    /// Notes that this process has itself taken note of a change of accounts, so that [`Self::refresh`]
    /// does not forget everybody for it.
    pub(crate) fn accounts_seen(&self, version: i64) {
        // Only the step from the version before: if another process was faster in between, all must go.
        let _ = self.accounts_version.compare_exchange(
            version - 1,
            version,
            Ordering::AcqRel,
            Ordering::Acquire,
        );
    }
}
