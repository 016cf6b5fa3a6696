//! The SQL of the mail queue's page.

use base::Result;
use base::text;
use db::{Dialect, Param, Row, Tx};
use model::{MailId, Timestamp, UserId};

/// Which mail is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// All.
    #[default]
    All,
    /// What is still tried.
    Waiting,
    /// What was sent.
    Sent,
    /// What was given up.
    Failed,
}

/// A piece of mail.
#[derive(Clone, Debug)]
pub struct Mail {
    pub id: MailId,
    pub to: String,
    pub subject: String,
    pub created_at: Timestamp,
    pub attempts: i64,
    pub next_try_at: Option<Timestamp>,
    pub retry_until: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub last_error: Option<String>,
    pub lease_until: Option<Timestamp>,
    pub message_id: String,
    pub user: Option<UserId>,
    pub body: String,
    pub link: Option<String>,
    /// Whether its text is for its recipient only: what is said of issues is not for all administrators.
    pub is_private: bool,
}

const COLUMNS: &str =
    "id, recipient, subject, created_at, attempts, next_try_at, retry_until, sent_at,
             last_error, lease_until, message_id, user_id, body, link, headers is not null";

fn read(row: &mut Row<'_>) -> db::Result<Mail> {
    Ok(Mail {
        id: row.take()?,
        to: row.take()?,
        subject: row.take()?,
        created_at: row.take()?,
        attempts: row.take()?,
        next_try_at: row.take()?,
        retry_until: row.take()?,
        sent_at: row.take()?,
        last_error: row.take()?,
        lease_until: row.take()?,
        message_id: row.take()?,
        user: row.take()?,
        body: row.take()?,
        link: row.take()?,
        is_private: row.take()?,
    })
}

/// Returns one part of the mail wanted, the newest first, and how much there is.
pub async fn page(
    tx: &mut Tx,
    wanted: Wanted,
    recipient: &str,
    now: Timestamp,
    (start, size): (i64, i64),
) -> Result<(Vec<Mail>, i64)> {
    let mut params: Vec<Param<'_>> = vec![Dialect::like_pattern(&text::fold(recipient)).into()];
    let mut condition = tx.dialect().contains("lower_recipient", 1);
    condition.push_str(match wanted {
        Wanted::All => "",
        Wanted::Sent => " and sent_at is not null",
        Wanted::Waiting => " and sent_at is null and next_try_at is not null and retry_until > $2",
        Wanted::Failed => " and sent_at is null and (next_try_at is null or retry_until <= $2)",
    });
    if matches!(wanted, Wanted::Waiting | Wanted::Failed) {
        params.push(now.into());
    }
    let sql = format!("select count(*) from mail where {condition}");
    let total = tx.one(&sql, &params, |row| row.take()).await?;
    let (limit, offset) = (params.len() + 1, params.len() + 2);
    params.push(size.into());
    params.push(start.into());
    let sql = format!(
        "select {COLUMNS} from mail where {condition}
         order by id desc limit ${limit} offset ${offset}"
    );
    Ok((tx.rows(&sql, &params, read).await?, total))
}

pub async fn by_id(tx: &mut Tx, id: MailId) -> Result<Option<Mail>> {
    let sql = format!("select {COLUMNS} from mail where id = $1");
    Ok(tx.opt(&sql, &[id.into()], read).await?)
}

/// Deletes a piece of mail, unless it is being sent; returns whether it did.
pub async fn delete(tx: &mut Tx, id: MailId, now: Timestamp) -> Result<bool> {
    let n_deleted = tx
        .execute(
            "delete from mail where id = $1 and (lease_until is null or lease_until <= $2)",
            &[id.into(), now.into()],
        )
        .await?;
    Ok(n_deleted == 1)
}
