//! The SQL of users.

use base::Result;
use base::messages::Traces;
use base::password::HashedPassword;
use base::refs::UserRef;
use base::text;
use db::{Row, Tx};
use model::{GroupId, SessionId, Timestamp, UserId};

/// A user as it is stored, without the password.
#[derive(Clone, Debug)]
pub struct User {
    /// What other things show of them.
    pub user: UserRef,
    /// The language they read.
    pub locale: String,
}

/// What [`read`] reads, in its order.
pub const COLUMNS: &str =
    "u.id, u.key, u.name, u.email, u.display_name, u.active, u.time_zone, u.avatar_id, u.locale";

pub fn read(row: &mut Row<'_>) -> db::Result<User> {
    Ok(User {
        user: UserRef {
            id: row.take()?,
            key: row.take()?,
            name: row.take()?,
            email: row.take()?,
            display_name: row.take()?,
            active: row.take()?,
            time_zone: row.take()?,
            avatar: row.take()?,
        },
        locale: row.take()?,
    })
}

pub async fn by_name(tx: &mut Tx, name: &str) -> Result<Option<User>> {
    let sql = format!("select {COLUMNS} from app_user u where u.lower_name = $1");
    Ok(tx.opt(&sql, &[text::fold(name).into()], read).await?)
}

pub async fn by_key(tx: &mut Tx, key: &str) -> Result<Option<User>> {
    let sql = format!("select {COLUMNS} from app_user u where u.key = $1");
    Ok(tx.opt(&sql, &[key.into()], read).await?)
}

pub async fn by_id(tx: &mut Tx, id: UserId) -> Result<Option<User>> {
    let sql = format!("select {COLUMNS} from app_user u where u.id = $1");
    Ok(tx.opt(&sql, &[id.into()], read).await?)
}

pub async fn insert(
    tx: &mut Tx,
    new: &User,
    password: Option<&HashedPassword>,
    now: Timestamp,
) -> db::Result<()> {
    let user = &new.user;
    tx.execute(
        "insert into app_user
             (id, key, name, lower_name, email, lower_email, display_name, lower_display_name,
              active, time_zone, locale, password_hash, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)",
        &[
            user.id.into(),
            (&user.key).into(),
            (&user.name).into(),
            text::fold(&user.name).into(),
            (&user.email).into(),
            text::fold(&user.email).into(),
            (&user.display_name).into(),
            text::fold(&user.display_name).into(),
            user.active.into(),
            (&user.time_zone).into(),
            (&new.locale).into(),
            password.map(HashedPassword::as_stored).into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, user: &UserRef, now: Timestamp) -> db::Result<()> {
    tx.execute(
        "update app_user
         set name = $1, lower_name = $2, email = $3, lower_email = $4, display_name = $5,
             lower_display_name = $6, active = $7, updated_at = $8
         where id = $9",
        &[
            (&user.name).into(),
            text::fold(&user.name).into(),
            (&user.email).into(),
            text::fold(&user.email).into(),
            (&user.display_name).into(),
            text::fold(&user.display_name).into(),
            user.active.into(),
            now.into(),
            user.id.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn set_password(
    tx: &mut Tx,
    user: UserId,
    password: &HashedPassword,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(
        "update app_user set password_hash = $1, updated_at = $2 where id = $3",
        &[password.as_stored().into(), now.into(), user.into()],
    )
    .await?;
    Ok(())
}

/// Ends the user's sessions, all but one.
pub async fn end_sessions(tx: &mut Tx, user: UserId, spare: Option<SessionId>) -> db::Result<()> {
    let spare = spare.map_or(0, |session| session.0);
    tx.execute(
        "delete from session where user_id = $1 and id <> $2",
        &[user.into(), spare.into()],
    )
    .await?;
    Ok(())
}

/// Sets the count of failed sign-ins to nothing; returns whether there were any.
pub async fn reset_failed_logins(tx: &mut Tx, user: UserId) -> db::Result<bool> {
    let n_changed = tx
        .execute(
            "update login set n_failed = 0, last_failed_at = null
             where user_id = $1 and n_failed > 0",
            &[user.into()],
        )
        .await?;
    Ok(n_changed > 0)
}

/// Deletes the user with all that is theirs alone; a foreign key refuses it while others refer to
/// them.
pub async fn delete(tx: &mut Tx, user: UserId) -> db::Result<()> {
    tx.execute("delete from app_user where id = $1", &[user.into()])
        .await?;
    Ok(())
}

pub async fn groups_of(tx: &mut Tx, user: UserId) -> Result<Vec<(GroupId, String)>> {
    Ok(tx
        .rows(
            "select g.id, g.name from membership m join user_group g on g.id = m.group_id
             where m.user_id = $1 order by g.lower_name",
            &[user.into()],
            |row| Ok((row.take()?, row.take()?)),
        )
        .await?)
}

/// Returns the key and the name of the applications that the user has.
pub async fn applications_of(tx: &mut Tx, user: UserId) -> Result<Vec<(String, String)>> {
    Ok(tx
        .rows(
            "select r.key, r.name from application_role r
             where exists (
                 select 1 from application_role_group g
                 join membership m on m.group_id = g.group_id
                 where g.role_key = r.key and m.user_id = $1
             )
             order by r.key",
            &[user.into()],
            |row| Ok((row.take()?, row.take()?)),
        )
        .await?)
}

/// Returns the keys of the first projects that the user leads.
pub async fn projects_led(tx: &mut Tx, user: UserId) -> Result<Vec<String>> {
    Ok(tx
        .rows(
            "select key from project where lead_id = $1 order by key limit 20",
            &[user.into()],
            |row| row.take(),
        )
        .await?)
}

/// Returns what refers to the user and would be wrong without them.
pub async fn traces(tx: &mut Tx, user: UserId) -> Result<Traces> {
    Ok(tx
        .one(
            "select
                 (select count(*) from project where lead_id = $1),
                 (select count(*) from issue where reporter_id = $1 or creator_id = $1),
                 (select count(*) from issue where assignee_id = $1),
                 (select count(*) from issue_comment where author_id = $1 or update_author_id = $1),
                 (select count(*) from worklog where author_id = $1 or update_author_id = $1),
                 (select count(*) from component where lead_id = $1),
                 (select count(*) from issue_change where author_id = $1)",
            &[user.into()],
            |row| {
                Ok(Traces {
                    projects: row.take()?,
                    reported: row.take()?,
                    assigned: row.take()?,
                    comments: row.take()?,
                    worklogs: row.take()?,
                    components: row.take()?,
                    edits: row.take()?,
                })
            },
        )
        .await?)
}
