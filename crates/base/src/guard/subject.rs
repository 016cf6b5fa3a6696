//! What the policy needs to know of a user.

use std::sync::Arc;

use model::UserId;
use policy::Subject;

use crate::credentials::Known;
use crate::{App, Result, SignedIn};

/// Returns a user whose credential was found right, with the groups they are in now. This alone
/// makes the context of a user, and only `accounts::authenticate` and tests have a reason to ask.
///
/// # Errors
/// When the database cannot be read.
pub async fn signed_in(tx: &mut db::Tx, user: SignedIn) -> Result<Known> {
    let subject = subject_of(tx, user.id).await?;
    Ok(Known {
        user: Arc::new(user),
        subject: Arc::new(subject),
    })
}

/// Returns whether they may sign in at all.
#[must_use]
pub fn may_log_in(app: &App, known: &Known) -> bool {
    app.policy().may_log_in(&known.subject)
}

/// Returns the user as the policy sees them; an unknown one has no groups and is inactive.
///
/// # Errors
/// When the database cannot be read.
pub async fn subject_of(tx: &mut db::Tx, user: UserId) -> Result<Subject> {
    let active = tx
        .opt(
            "select active from app_user where id = $1",
            &[user.into()],
            |row| row.take::<bool>(),
        )
        .await?
        .unwrap_or(false);
    let groups = tx
        .rows(
            "select group_id from membership where user_id = $1",
            &[user.into()],
            |row| row.take(),
        )
        .await?;
    let applications = tx
        .rows(
            "select distinct r.role_key from application_role_group r
             join membership m on m.group_id = r.group_id
             where m.user_id = $1",
            &[user.into()],
            |row| row.take(),
        )
        .await?;
    Ok(Subject::user(user, active, groups, applications))
}
