//! The SQL of links in mail, and of addresses that were shown to be somebody's.

use base::Result;
use base::refs::UserRef;
use base::text;
use db::{Row, Tx};
use model::{MailId, MailLinkId, Timestamp, UserId};

use super::Purpose;
use crate::user::store as user_store;

/// A link to be stored.
pub struct NewLink<'a> {
    pub id: MailLinkId,
    pub purpose: Purpose,
    pub user: &'a UserRef,
    pub secret_hash: &'a str,
    pub mail: MailId,
    pub expires_at: Timestamp,
}

/// A link with its user as they are now.
pub struct Link {
    pub id: MailLinkId,
    pub purpose: String,
    pub lower_email: String,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
    pub user: UserRef,
}

pub async fn insert(tx: &mut Tx, link: &NewLink<'_>, now: Timestamp) -> Result<()> {
    tx.execute(
        "insert into mail_link
             (id, purpose, user_id, lower_email, secret_hash, mail_id, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            link.id.into(),
            link.purpose.as_stored().into(),
            link.user.id.into(),
            text::fold(&link.user.email).into(),
            link.secret_hash.into(),
            link.mail.into(),
            now.into(),
            link.expires_at.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn by_secret(tx: &mut Tx, secret_hash: &str) -> Result<Option<Link>> {
    let sql = format!(
        "select l.id, l.purpose, l.lower_email, l.expires_at, l.used_at, {}
         from mail_link l join app_user u on u.id = l.user_id
         where l.secret_hash = $1",
        user_store::COLUMNS
    );
    let read = |row: &mut Row<'_>| {
        Ok(Link {
            id: row.take()?,
            purpose: row.take()?,
            lower_email: row.take()?,
            expires_at: row.take()?,
            used_at: row.take()?,
            user: user_store::read(row)?.user,
        })
    };
    Ok(tx.opt(&sql, &[secret_hash.into()], read).await?)
}

/// Uses a link up; returns whether it was not yet.
pub async fn use_up(tx: &mut Tx, link: MailLinkId, now: Timestamp) -> Result<bool> {
    let n_changed = tx
        .execute(
            "update mail_link set used_at = $1 where id = $2 and used_at is null",
            &[now.into(), link.into()],
        )
        .await?;
    Ok(n_changed == 1)
}

/// Ends the links with which the user's password could be set.
pub async fn end_of(tx: &mut Tx, user: UserId, now: Timestamp) -> Result<()> {
    tx.execute(
        "update mail_link set used_at = $1
         where user_id = $2 and purpose <> 'verify' and used_at is null",
        &[now.into(), user.into()],
    )
    .await?;
    Ok(())
}

/// Returns the mail that still keeps a link with which the user's password could be set.
pub async fn mail_with_password_links(tx: &mut Tx, user: UserId) -> Result<Vec<MailId>> {
    Ok(tx
        .rows(
            "select m.id from mail_link l join mail m on m.id = l.mail_id
             where l.user_id = $1 and l.purpose <> 'verify' and m.link is not null",
            &[user.into()],
            |row| row.take(),
        )
        .await?)
}

/// Returns the mail whose link is too old and still kept.
pub async fn mail_with_ended_links(tx: &mut Tx, now: Timestamp) -> Result<Vec<MailId>> {
    Ok(tx
        .rows(
            "select m.id from mail_link l join mail m on m.id = l.mail_id
             where l.expires_at <= $1 and m.link is not null limit 10000",
            &[now.into()],
            |row| row.take(),
        )
        .await?)
}

pub async fn delete_ended_before(tx: &mut Tx, moment: Timestamp) -> Result<u64> {
    Ok(tx
        .execute(
            "delete from mail_link where expires_at < $1",
            &[moment.into()],
        )
        .await?)
}

/// A user and how many password links they were sent since some moment.
pub struct Forgetful {
    pub user: UserRef,
    pub n_links: i64,
}

/// Returns the users, at most `most`, who may sign in and have this name or address.
pub async fn forgetful(
    tx: &mut Tx,
    lower_text: &str,
    since: Timestamp,
    most: i64,
) -> Result<Vec<Forgetful>> {
    let sql = format!(
        "select {}, (
             select count(*) from mail_link l
             where l.user_id = u.id and l.purpose = 'password' and l.created_at > $1
         )
         from app_user u
         where (u.lower_name = $2 or u.lower_email = $2) and u.active
         order by u.id limit $3",
        user_store::COLUMNS
    );
    Ok(tx
        .rows(
            &sql,
            &[since.into(), lower_text.into(), most.into()],
            |row| {
                Ok(Forgetful {
                    user: user_store::read(row)?.user,
                    n_links: row.take()?,
                })
            },
        )
        .await?)
}

/// Returns when the user has shown that the address they have is theirs.
pub async fn verified_at(tx: &mut Tx, user: &UserRef) -> Result<Option<Timestamp>> {
    Ok(tx
        .opt(
            "select verified_at from verified_email where user_id = $1 and lower_email = $2",
            &[user.id.into(), text::fold(&user.email).into()],
            |row| row.take(),
        )
        .await?)
}

pub async fn verified(tx: &mut Tx, user: &UserRef, now: Timestamp) -> Result<()> {
    tx.execute(
        "insert into verified_email (user_id, lower_email, verified_at) values ($1, $2, $3)
         on conflict (user_id) do update
         set lower_email = excluded.lower_email, verified_at = excluded.verified_at",
        &[user.id.into(), text::fold(&user.email).into(), now.into()],
    )
    .await?;
    Ok(())
}
