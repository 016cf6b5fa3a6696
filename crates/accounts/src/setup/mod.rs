//! The first administrator, made before anybody could have the permission to make one.
//!
//! No routes: the set-up page, the command line, the demo and the tests call
//! [`create_first_administrator`], each with the proof that the instance has no administrator yet.

#[cfg(test)]
mod tests;

use base::error::Problems;
use base::guard::FirstRun;
use base::refs::{self, UserRef};
use base::{Cx, Result, Tx, messages};

use crate::group::Group;
use crate::user::{self, NewUser};

/// The groups the first administrator is in: one to administer, one to be like everybody else.
const GROUPS: [&str; 2] = ["jira-administrators", "jira-software-users"];

/// The first administrator. It does not show the password in a log.
#[derive(Clone)]
pub struct NewAdmin {
    /// The name they will sign in with.
    pub name: String,
    /// The name they will be shown with.
    pub display_name: String,
    /// Their address.
    pub email: String,
    /// Their password. There is no default one.
    pub password: String,
}

impl std::fmt::Debug for NewAdmin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewAdmin")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Makes the first administrator.
///
/// # Errors
/// Invalid, if something about them is missing or not valid.
pub async fn create_first_administrator(
    cx: &Cx,
    tx: &mut Tx,
    _: FirstRun,
    admin: &NewAdmin,
) -> Result<UserRef> {
    check(admin)?;
    // Within the transaction, as nobody waits for it yet.
    let password = cx.app.passwords.hash(&admin.password).await?;
    let new = NewUser {
        name: &admin.name,
        email: &admin.email,
        display_name: &admin.display_name,
        password: Some(password),
    };
    let mut groups = Vec::new();
    for name in GROUPS {
        let (id, name) = refs::group_by_name(tx, name)
            .await?
            .ok_or_else(|| messages::no_such_group(name))?;
        groups.push(Group { id, name });
    }
    Ok(user::ops::insert(cx, tx, &new, &groups).await?.user)
}

fn check(admin: &NewAdmin) -> Result<()> {
    let mut problems = Problems::default();
    user::rules::check_name(&admin.name, &mut problems);
    user::rules::check_display_name(&admin.display_name, &mut problems);
    user::rules::check_email(&admin.email, &mut problems);
    if let Some(reason) = user::rules::refuse_password(&admin.password) {
        problems.field("password", reason);
    }
    problems.check()
}
