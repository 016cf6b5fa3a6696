//! The SQL of the mail queue.

use std::fmt::Write as _;

use db::{Param, Result, Tx};
use model::{MailId, Timestamp};

use super::letter::Row;
use super::{Leased, Mail, Secret};
use crate::text;

pub async fn insert(
    tx: &mut Tx,
    id: MailId,
    mail: &Mail<'_>,
    message_id: &str,
    retry_until: Timestamp,
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        "insert into mail
             (id, recipient, lower_recipient, subject, body, link, user_id, message_id, created_at,
              attempts, next_try_at, retry_until, in_transmission, n_unknown)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $9, $10, false, 0)",
        &[
            id.into(),
            mail.to.into(),
            text::fold(mail.to).into(),
            mail.subject.into(),
            mail.text.into(),
            mail.link.as_ref().map(|link| link.0.as_str()).into(),
            mail.about.into(),
            message_id.into(),
            now.into(),
            retry_until.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Inserts the same mail for several addresses.
pub async fn insert_each(
    tx: &mut Tx,
    each: &[(MailId, &str, String)],
    (subject, body): (&str, &str),
    retry_until: Timestamp,
    now: Timestamp,
) -> Result<()> {
    /// How many rows one statement inserts: both engines limit the parameters of a statement.
    const ROWS: usize = 1000;
    for rows in each.chunks(ROWS) {
        let mut sql = String::from(
            "insert into mail
                 (subject, body, created_at, next_try_at, retry_until, attempts, in_transmission,
                  n_unknown, id, recipient, lower_recipient, message_id)
             values ",
        );
        let mut params: Vec<Param<'_>> =
            vec![subject.into(), body.into(), now.into(), retry_until.into()];
        for (id, address, message_id) in rows {
            let n = params.len();
            let comma = if n == 4 { "" } else { ", " };
            // Writing to a string does not fail.
            let _ = write!(
                sql,
                "{comma}($1, $2, $3, $3, $4, 0, false, 0, ${}, ${}, ${}, ${})",
                n + 1,
                n + 2,
                n + 3,
                n + 4
            );
            params.push((*id).into());
            params.push((*address).into());
            params.push(text::fold(address).into());
            params.push(message_id.into());
        }
        tx.execute(&sql, &params).await?;
    }
    Ok(())
}

pub async fn is_due(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let due = tx
        .opt(
            "select id from mail
             where sent_at is null and next_try_at <= $1 and retry_until > $1
                 and (lease_until is null or lease_until <= $1)
             limit 1",
            &[now.into()],
            |row| row.take::<MailId>(),
        )
        .await?;
    Ok(due.is_some())
}

/// Takes note of processes that died while they handed a text over. What was repeated often enough is
/// given up.
pub async fn hold_unknown(tx: &mut Tx, most: i64, now: Timestamp) -> Result<()> {
    tx.execute(
        "update mail
         set n_unknown = n_unknown + 1, in_transmission = false, leased_by = null, lease_until = null,
             last_error = 'The server stopped while it was sending this: it may have arrived.',
             next_try_at = case when n_unknown < $1 then next_try_at end
         where sent_at is null and next_try_at is not null and in_transmission and lease_until <= $2",
        &[most.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Takes the mail that has waited longest. The conditions stand twice: on PostgreSQL two processes may
/// find the same row, and the second one to lock it looks at the outer conditions again.
pub async fn lease(
    tx: &mut Tx,
    process: &str,
    until: Timestamp,
    now: Timestamp,
) -> Result<Option<Leased>> {
    tx.opt(
        "update mail set leased_by = $1, lease_until = $2, attempts = attempts + 1
         where id = (
                 select id from mail
                 where sent_at is null and next_try_at <= $3 and retry_until > $3
                     and (lease_until is null or lease_until <= $3)
                 order by next_try_at, id limit 1
             )
             and sent_at is null and next_try_at <= $3 and retry_until > $3
             and (lease_until is null or lease_until <= $3)
         returning id, recipient, subject, body, link, html, headers, message_id, created_at,
             attempts",
        &[process.into(), until.into(), now.into()],
        |row| {
            Ok(Leased {
                id: row.take()?,
                to: row.take()?,
                subject: row.take()?,
                text: row.take()?,
                link: row.take::<Option<String>>()?.map(Secret),
                html: row.take()?,
                headers: headers(row.take::<Option<String>>()?),
                message_id: row.take()?,
                created_at: row.take()?,
                attempt: row.take()?,
            })
        },
    )
    .await
}

/// Reads the lines of a head as they were stored.
fn headers(stored: Option<String>) -> Vec<(String, String)> {
    let read = stored.map(|text| serde_json::from_str(&text).unwrap_or_default());
    read.unwrap_or_default()
}

/// Inserts mail of which each row is its own.
pub async fn insert_letters(
    tx: &mut Tx,
    rows: &[Row<'_>],
    retry_until: Timestamp,
    now: Timestamp,
) -> Result<()> {
    /// How many rows one statement inserts: both engines limit the parameters of a statement.
    const ROWS: usize = 500;
    for rows in rows.chunks(ROWS) {
        let mut sql = String::from(
            "insert into mail
                 (created_at, next_try_at, retry_until, attempts, in_transmission, n_unknown, id,
                  recipient, lower_recipient, subject, body, html, headers, message_id)
             values ",
        );
        let mut params: Vec<Param<'_>> = vec![now.into(), retry_until.into()];
        for row in rows {
            let n = params.len();
            let comma = if n == 2 { "" } else { ", " };
            let places: Vec<String> = (1..=8).map(|place| format!("${}", n + place)).collect();
            // Writing to a string does not fail.
            let _ = write!(
                sql,
                "{comma}($1, $1, $2, 0, false, 0, {})",
                places.join(", ")
            );
            params.extend([
                row.id.into(),
                (&row.letter.to).into(),
                text::fold(&row.letter.to).into(),
                (&row.letter.subject).into(),
                (&row.text).into(),
                row.letter.html.as_deref().into(),
                (&row.headers).into(),
                (&row.message_id).into(),
            ]);
        }
        tx.execute(&sql, &params).await?;
    }
    Ok(())
}

pub async fn transmits(tx: &mut Tx, mail: MailId, process: &str) -> Result<bool> {
    let n_changed = tx
        .execute(
            "update mail set in_transmission = true where id = $1 and leased_by = $2",
            &[mail.into(), process.into()],
        )
        .await?;
    Ok(n_changed == 1)
}

pub async fn sent(tx: &mut Tx, mail: MailId, process: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "update mail
         set sent_at = $1, link = null, next_try_at = null, last_error = null,
             in_transmission = false, leased_by = null, lease_until = null
         where id = $2 and leased_by = $3",
        &[now.into(), mail.into(), process.into()],
    )
    .await?;
    Ok(())
}

pub async fn failed(
    tx: &mut Tx,
    mail: MailId,
    process: &str,
    error: &str,
    next: Option<Timestamp>,
    unknown: i64,
) -> Result<()> {
    tx.execute(
        "update mail
         set last_error = $1, next_try_at = $2, n_unknown = n_unknown + $3, in_transmission = false,
             leased_by = null, lease_until = null
         where id = $4 and leased_by = $5",
        &[
            error.into(),
            next.into(),
            unknown.into(),
            mail.into(),
            process.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn give_up_unknown(tx: &mut Tx, mail: MailId, most: i64) -> Result<()> {
    tx.execute(
        "update mail set next_try_at = null where id = $1 and n_unknown > $2",
        &[mail.into(), most.into()],
    )
    .await?;
    Ok(())
}

/// Returns whether there is such a piece of mail that can be sent: not sent, not being sent, and with
/// its link if it had one.
pub async fn send_now(
    tx: &mut Tx,
    mail: MailId,
    retry_until: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    let n_changed = tx
        .execute(
            "update mail
             set next_try_at = $1, n_unknown = 0, lease_until = null, leased_by = null,
                 in_transmission = false,
                 retry_until = case when link is null then $2 else retry_until end
             where id = $3 and sent_at is null and (lease_until is null or lease_until <= $1)
                 and (retry_until > $1 or (link is null and body not like '%{link}%'))",
            &[now.into(), retry_until.into(), mail.into()],
        )
        .await?;
    Ok(n_changed == 1)
}

pub async fn forget_links(tx: &mut Tx, mails: Vec<i64>) -> Result<()> {
    let sql = format!(
        "update mail set link = null, next_try_at = null where link is not null and {}",
        tx.dialect().is_one_of("id", 1)
    );
    tx.execute(&sql, &[mails.into()]).await?;
    Ok(())
}

pub async fn delete_before(tx: &mut Tx, moment: Timestamp) -> Result<u64> {
    tx.execute(
        "delete from mail where created_at < $1 and (lease_until is null or lease_until < $1)",
        &[moment.into()],
    )
    .await
}
