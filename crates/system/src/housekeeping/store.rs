//! The SQL of housekeeping.

use db::{Result, Tx};
use model::Timestamp;

pub async fn delete_sessions_unused_since(tx: &mut Tx, moment: Timestamp) -> Result<u64> {
    tx.execute("delete from session where used_at < $1", &[moment.into()])
        .await
}

pub async fn delete_tokens_ended_before(tx: &mut Tx, moment: Timestamp) -> Result<u64> {
    tx.execute(
        "delete from access_token where expires_at < $1",
        &[moment.into()],
    )
    .await
}

pub async fn delete_events_before(tx: &mut Tx, moment: Timestamp) -> Result<u64> {
    tx.execute(
        "delete from event where at < $1 and not for_webhooks",
        &[moment.into()],
    )
    .await
}

pub async fn delete_avatar_drafts_before(tx: &mut Tx, moment: Timestamp) -> Result<u64> {
    tx.execute(
        "delete from avatar_draft where created_at < $1",
        &[moment.into()],
    )
    .await
}
