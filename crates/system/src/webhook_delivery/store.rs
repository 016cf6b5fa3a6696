//! The SQL of deliveries.

use std::sync::Arc;

use base::{App, Cx, Result};
use db::Tx;
use model::{Timestamp, UserId};

use super::send::{Delivery, Told};
use crate::webhook::Secret;

/// An event that has yet to be made deliveries of.
pub struct EventRow {
    pub id: i64,
    pub at: Timestamp,
    pub kind: String,
    pub actor: Option<UserId>,
    pub payload: String,
}

/// A delivery to be made.
pub struct NewDelivery {
    pub webhook: i64,
    pub identifier: String,
    pub event: String,
    pub url: String,
    pub body: Option<String>,
}

pub async fn is_there_work(tx: &mut Tx, now: Timestamp) -> db::Result<bool> {
    tx.one(
        "select exists (select 1 from event where for_webhooks)
             or exists (select 1 from webhook_delivery d join webhook w on w.id = d.webhook_id
                        where d.next_try_at <= $1 and w.enabled)",
        &[now.into()],
        |row| row.take(),
    )
    .await
}

/// Takes the lease, or keeps it; returns whether this process has it.
pub async fn lease(
    app: &Arc<App>,
    process: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool> {
    let cx = Cx::internal(app, "webhooks");
    let mut tx = cx.write().await?;
    let n_changed = tx
        .execute(
            "update webhook_worker set leased_by = $1, lease_until = $2
             where id = 1 and (leased_by = $1 or lease_until <= $3)",
            &[process.into(), until.into(), now.into()],
        )
        .await?;
    tx.commit().await?;
    Ok(n_changed == 1)
}

/// Gives the lease back.
pub async fn release(app: &Arc<App>, process: &str) -> Result<()> {
    let cx = Cx::internal(app, "webhooks");
    let mut tx = cx.write().await?;
    tx.execute(
        "update webhook_worker set leased_by = '', lease_until = 0 where id = 1 and leased_by = $1",
        &[process.into()],
    )
    .await?;
    tx.commit().await
}

/// Returns whether this process has the lease, which nobody else gets until the transaction ends.
pub async fn still_leased(tx: &mut Tx, process: &str, now: Timestamp) -> db::Result<bool> {
    let n_changed = tx
        .execute(
            "update webhook_worker set leased_by = $1
             where id = 1 and leased_by = $1 and lease_until > $2",
            &[process.into(), now.into()],
        )
        .await?;
    Ok(n_changed == 1)
}

pub async fn events(tx: &mut Tx, most: i64) -> db::Result<Vec<EventRow>> {
    tx.rows(
        "select id, at, kind, actor_id, payload from event where for_webhooks order by id limit $1",
        &[most.into()],
        |row| {
            Ok(EventRow {
                id: row.take()?,
                at: row.take()?,
                kind: row.take()?,
                actor: row.take()?,
                payload: row.take()?,
            })
        },
    )
    .await
}

/// Returns what events say of issues that are gone.
pub async fn gone(tx: &mut Tx) -> db::Result<Vec<String>> {
    tx.rows(
        "select payload from event where for_webhooks and kind = 'issue_deleted' order by id",
        &[],
        |row| row.take(),
    )
    .await
}

pub async fn mark_done(tx: &mut Tx, events: Vec<i64>) -> db::Result<()> {
    let sql = format!(
        "update event set for_webhooks = false where {}",
        tx.dialect().is_one_of("id", 1)
    );
    tx.execute(&sql, &[events.into()]).await?;
    Ok(())
}

/// Stores deliveries, to be sent at once; those to a webhook that was deleted meanwhile are left out.
pub async fn insert(tx: &mut Tx, new: &[NewDelivery], now: Timestamp) -> db::Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let ids = tx.next_ids("webhook_delivery_id", new.len()).await?;
    for (id, new) in ids.into_iter().zip(new) {
        // A statement each: bodies may be large, and there are as many as there are requests to come.
        tx.execute(
            "insert into webhook_delivery
                 (id, webhook_id, identifier, event, url, body, created_at, attempts, next_try_at)
             select cast($1 as bigint), id, cast($2 as text), cast($3 as text), cast($4 as text),
                    cast($5 as text), cast($6 as bigint), 0, cast($6 as bigint)
             from webhook where id = $7",
            &[
                id.into(),
                (&new.identifier).into(),
                (&new.event).into(),
                (&new.url).into(),
                new.body.as_deref().into(),
                now.into(),
                new.webhook.into(),
            ],
        )
        .await?;
    }
    Ok(())
}

/// Returns the webhooks whose first delivery is due.
pub async fn due(tx: &mut Tx, now: Timestamp) -> db::Result<Vec<i64>> {
    tx.rows(
        "select d.webhook_id from webhook_delivery d join webhook w on w.id = d.webhook_id
         where w.enabled and d.next_try_at <= $1
             and d.id = (select min(e.id) from webhook_delivery e
                         where e.webhook_id = d.webhook_id and e.next_try_at is not null)
         order by d.webhook_id",
        &[now.into()],
        |row| row.take(),
    )
    .await
}

/// Returns the first delivery of a webhook, if it is due.
pub async fn first(tx: &mut Tx, webhook: i64, now: Timestamp) -> db::Result<Option<Delivery>> {
    tx.opt(
        "select d.id, d.identifier, d.url, d.body, d.attempts, w.secret
         from webhook_delivery d join webhook w on w.id = d.webhook_id
         where w.enabled and d.next_try_at <= $2
             and d.id = (select min(e.id) from webhook_delivery e
                         where e.webhook_id = $1 and e.next_try_at is not null)",
        &[webhook.into(), now.into()],
        |row| {
            Ok(Delivery {
                id: row.take()?,
                identifier: row.take()?,
                url: row.take()?,
                body: row.take()?,
                attempts: row.take()?,
                secret: row.take::<Option<String>>()?.map(Secret),
            })
        },
    )
    .await
}

/// Notes what came of a try. The body goes with the last one.
pub async fn note(
    tx: &mut Tx,
    delivery: &Delivery,
    told: &Told,
    next_try: Option<Timestamp>,
    now: Timestamp,
) -> db::Result<()> {
    let delivered_at = told.is_taken().then_some(now);
    tx.execute(
        "update webhook_delivery
         set attempts = attempts + 1, status = $1, last_error = $2, next_try_at = $3, delivered_at = $4,
             body = case when $5 then body end
         where id = $6",
        &[
            told.status.map(i64::from).into(),
            told.error.as_deref().into(),
            next_try.into(),
            delivered_at.into(),
            next_try.is_some().into(),
            delivery.id.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete_over_before(tx: &mut Tx, moment: Timestamp) -> db::Result<u64> {
    tx.execute(
        "delete from webhook_delivery where created_at < $1 and next_try_at is null",
        &[moment.into()],
    )
    .await
}

/// What an event's payload names by its number.
pub struct Named {
    pub id: i64,
    pub key: String,
    pub name: String,
}

/// Returns projects by their numbers.
pub async fn projects(tx: &mut Tx, ids: Vec<i64>) -> db::Result<Vec<Named>> {
    let sql = format!(
        "select id, key, name from project where {}",
        tx.dialect().is_one_of("id", 1)
    );
    tx.rows(&sql, &[ids.into()], |row| {
        Ok(Named {
            id: row.take()?,
            key: row.take()?,
            name: row.take()?,
        })
    })
    .await
}

/// A type of links.
pub struct LinkTypeRow {
    pub id: i64,
    pub name: String,
    pub inward: String,
    pub outward: String,
}

/// Returns all types of links: there are few.
pub async fn link_types(tx: &mut Tx) -> db::Result<Vec<LinkTypeRow>> {
    tx.rows(
        "select id, name, inward, outward from issue_link_type",
        &[],
        |row| {
            Ok(LinkTypeRow {
                id: row.take()?,
                name: row.take()?,
                inward: row.take()?,
                outward: row.take()?,
            })
        },
    )
    .await
}

/// Returns the numbers of users by their keys.
pub async fn users_by_keys(tx: &mut Tx, keys: &[String]) -> db::Result<Vec<UserId>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=keys.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "select id from app_user where key in ({})",
        places.join(", ")
    );
    let params: Vec<db::Param<'_>> = keys.iter().map(Into::into).collect();
    tx.rows(&sql, &params, |row| row.take()).await
}
