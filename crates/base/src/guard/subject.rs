//! What the policy needs to know of a user.

use model::UserId;
use policy::Subject;

use crate::Result;

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
