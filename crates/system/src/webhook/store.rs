//! The SQL of webhooks.

use base::paging::Paging;
use db::{Result, Row, Tx};
use model::Timestamp;

use super::{Secret, Webhook};

const COLUMNS: &str = "w.id, w.name, w.url, w.events, w.jql, w.exclude_body, w.enabled, w.secret, \
                       w.created_at, w.updated_at, w.updated_by";

fn read(row: &mut Row<'_>) -> Result<Webhook> {
    Ok(Webhook {
        id: row.take()?,
        name: row.take()?,
        url: row.take()?,
        // Written by this program; should it ever not be readable, it is told of nothing.
        events: serde_json::from_str(&row.take::<String>()?).unwrap_or_default(),
        jql: row.take()?,
        exclude_body: row.take()?,
        enabled: row.take()?,
        secret: row.take::<Option<String>>()?.map(Secret),
        created_at: row.take()?,
        updated_at: row.take()?,
        updated_by: row.take()?,
    })
}

pub async fn count(tx: &mut Tx) -> Result<i64> {
    tx.one("select count(*) from webhook", &[], |row| row.take())
        .await
}

pub async fn list(tx: &mut Tx, paging: Paging) -> Result<Vec<Webhook>> {
    let sql = format!("select {COLUMNS} from webhook w order by w.id limit $1 offset $2");
    tx.rows(
        &sql,
        &[paging.max_results.into(), paging.start_at.into()],
        read,
    )
    .await
}

pub async fn enabled(tx: &mut Tx) -> Result<Vec<Webhook>> {
    let sql = format!("select {COLUMNS} from webhook w where w.enabled order by w.id");
    tx.rows(&sql, &[], read).await
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Webhook>> {
    let sql = format!("select {COLUMNS} from webhook w where w.id = $1");
    tx.opt(&sql, &[id.into()], read).await
}

pub async fn insert(tx: &mut Tx, webhook: &Webhook) -> Result<()> {
    let secret = webhook.secret.as_ref().map(|secret| secret.0.as_str());
    tx.execute(
        "insert into webhook
             (id, name, url, events, jql, exclude_body, enabled, secret, created_at, updated_at, updated_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &[
            webhook.id.into(),
            (&webhook.name).into(),
            (&webhook.url).into(),
            events(webhook).into(),
            (&webhook.jql).into(),
            webhook.exclude_body.into(),
            webhook.enabled.into(),
            secret.into(),
            webhook.created_at.into(),
            webhook.updated_at.into(),
            webhook.updated_by.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, webhook: &Webhook) -> Result<()> {
    let secret = webhook.secret.as_ref().map(|secret| secret.0.as_str());
    tx.execute(
        "update webhook
         set name = $1, url = $2, events = $3, jql = $4, exclude_body = $5, enabled = $6, secret = $7,
             updated_at = $8, updated_by = $9
         where id = $10",
        &[
            (&webhook.name).into(),
            (&webhook.url).into(),
            events(webhook).into(),
            (&webhook.jql).into(),
            webhook.exclude_body.into(),
            webhook.enabled.into(),
            secret.into(),
            webhook.updated_at.into(),
            webhook.updated_by.into(),
            webhook.id.into(),
        ],
    )
    .await?;
    Ok(())
}

fn events(webhook: &Webhook) -> String {
    serde_json::Value::from(webhook.events.clone()).to_string()
}

/// Returns whether there was one; what was to be told to it goes with it.
pub async fn delete(tx: &mut Tx, id: i64) -> Result<bool> {
    let n_gone = tx
        .execute("delete from webhook where id = $1", &[id.into()])
        .await?;
    Ok(n_gone > 0)
}

/// A delivery as people see it.
pub struct Delivery {
    pub event: String,
    pub url: String,
    pub created_at: Timestamp,
    pub attempts: i64,
    pub next_try_at: Option<Timestamp>,
    pub delivered_at: Option<Timestamp>,
    pub status: Option<i64>,
    pub last_error: Option<String>,
}

/// Returns the last deliveries of a webhook, the newest first.
pub async fn deliveries(tx: &mut Tx, webhook: i64, most: i64) -> Result<Vec<Delivery>> {
    tx.rows(
        "select event, url, created_at, attempts, next_try_at, delivered_at, status, last_error
         from webhook_delivery where webhook_id = $1 order by id desc limit $2",
        &[webhook.into(), most.into()],
        |row| {
            Ok(Delivery {
                event: row.take()?,
                url: row.take()?,
                created_at: row.take()?,
                attempts: row.take()?,
                next_try_at: row.take()?,
                delivered_at: row.take()?,
                status: row.take()?,
                last_error: row.take()?,
            })
        },
    )
    .await
}

/// How many deliveries came to what end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub delivered: i64,
    pub given_up: i64,
    /// When the oldest of them was made.
    pub since: Option<Timestamp>,
}

/// Counts the deliveries of a webhook that are still known.
pub async fn counts(tx: &mut Tx, webhook: i64) -> Result<Counts> {
    tx.one(
        "select
             (select count(*) from webhook_delivery
              where webhook_id = $1 and delivered_at is not null),
             (select count(*) from webhook_delivery
              where webhook_id = $1 and delivered_at is null and next_try_at is null),
             (select min(created_at) from webhook_delivery where webhook_id = $1)",
        &[webhook.into()],
        |row| {
            Ok(Counts {
                delivered: row.take()?,
                given_up: row.take()?,
                since: row.take()?,
            })
        },
    )
    .await
}
