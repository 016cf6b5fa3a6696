//! A change: rows, history, audit entry and event, which commit together or not at all.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use model::UserId;

use crate::{App, Cx, Result, guard};

/// A transaction that writes. What must be told or forgotten when it commits is noted in it, and done
/// before [`Tx::commit`] returns. Dropped without a commit, it leaves no trace.
pub struct Tx {
    db: db::Tx,
    app: Arc<App>,
    policy_changed: bool,
    accounts: Forget,
}

enum Forget {
    Nobody,
    Users(Vec<UserId>, i64),
    Everybody,
}

impl Tx {
    pub(crate) async fn begin(cx: &Cx) -> Result<Self> {
        Ok(Self {
            db: cx.app.db.write().await?,
            app: Arc::clone(&cx.app),
            policy_changed: false,
            accounts: Forget::Nobody,
        })
    }

    /// Announces a change of what the policy is compiled from (projects, schemes, roles, global
    /// permissions, levels). Called before anything else: it makes such changes wait for one another,
    /// so that a rule like "one group must keep this permission" is checked against what is true.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn change_policy(&mut self) -> Result<()> {
        guard::load::bump(&mut self.db, "policy").await?;
        self.policy_changed = true;
        Ok(())
    }

    /// Announces that something about a user changes which a remembered credential depends on:
    /// password, name, groups, whether they are active. Called before the change.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn change_account(&mut self, user: UserId) -> Result<()> {
        let version = guard::load::bump(&mut self.db, "accounts").await?;
        match &mut self.accounts {
            Forget::Nobody => self.accounts = Forget::Users(vec![user], version),
            // More than one step of the version: the comparison in `accounts_seen` fails then, and the
            // next refresh forgets everybody, which is merely slower.
            Forget::Users(users, last) => {
                users.push(user);
                *last = version;
            }
            Forget::Everybody => {}
        }
        Ok(())
    }

    /// Announces a change that may concern every user: a group deleted, application access changed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn change_accounts(&mut self) -> Result<()> {
        guard::load::bump(&mut self.db, "accounts").await?;
        self.accounts = Forget::Everybody;
        Ok(())
    }

    /// Makes the change last. When this returns, the disk has it and this process acts by it, or
    /// refuses to act until it can.
    ///
    /// # Errors
    /// When the commit fails: nothing was changed then. Never because of what follows the commit.
    pub async fn commit(self) -> Result<()> {
        if !self.policy_changed && matches!(self.accounts, Forget::Nobody) {
            return Ok(self.db.commit().await?);
        }
        // On a task of its own: whoever asked may go away between the commit and what must follow it.
        let done = tokio::spawn(self.commit_and_follow());
        done.await
            .map_err(|error| crate::Error::internal("commit", error))?
    }

    async fn commit_and_follow(self) -> Result<()> {
        self.db.commit().await?;
        if self.policy_changed {
            self.app.fall_behind();
        }
        match self.accounts {
            Forget::Nobody => {}
            Forget::Users(users, version) => {
                for user in users {
                    self.app.credentials.forget(user);
                }
                self.app.accounts_seen(version);
            }
            Forget::Everybody => self.app.credentials.forget_all(),
        }
        if self.policy_changed
            && let Err(error) = self.app.refresh().await
        {
            // The change is made: whoever were told otherwise would make it twice.
            tracing::error!(
                ?error,
                "a change was committed and cannot be taken over yet"
            );
        }
        Ok(())
    }
}

impl Deref for Tx {
    type Target = db::Tx;

    fn deref(&self) -> &db::Tx {
        &self.db
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut db::Tx {
        &mut self.db
    }
}
