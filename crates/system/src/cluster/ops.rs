//! What a node says of itself, and what is done about those that say nothing any more.

use std::sync::Arc;

use base::audit::{Entry, Object};
use base::guard::Global;
use base::{App, Cx, Result, Tx, messages};
use model::Timestamp;
use model::permission::may::global::SystemAdmin;

use super::store::{self, NodeRow};

/// After how many seconds without a word a node counts as not alive: several pulses.
const SILENCE: i64 = 120;
/// After how many seconds nobody needs to know of it any more.
const FORGET: i64 = 24 * 3600;

/// Says that this process serves.
///
/// # Errors
/// When the database refuses.
pub async fn beat(app: &Arc<App>, node: &str) -> Result<()> {
    let cx = Cx::internal(app, "node");
    let mut tx = cx.write().await?;
    store::beat(&mut tx, node, cx.now()).await?;
    store::forget_before(&mut tx, cx.now().plus_seconds(-FORGET)).await?;
    tx.commit().await
}

/// Says that this process serves no more.
///
/// # Errors
/// When the database refuses.
pub async fn leave(app: &Arc<App>, node: &str) -> Result<()> {
    let cx = Cx::internal(app, "node");
    let mut tx = cx.write().await?;
    store::delete(&mut tx, node).await?;
    tx.commit().await
}

/// Returns whether a node has said lately that it serves.
pub fn is_alive(node: &NodeRow, now: Timestamp) -> bool {
    node.alive_at > now.plus_seconds(-SILENCE)
}

/// Notes that a node does not serve any more.
///
/// # Errors
/// Not found; Invalid, if it does.
pub async fn set_offline(cx: &Cx, tx: &mut Tx, _: Global<SystemAdmin>, id: &str) -> Result<()> {
    let node = find(tx, id).await?;
    if is_alive(&node, cx.now()) {
        return Err(messages::node_is_alive(id));
    }
    store::set_offline(tx, id).await?;
    note(cx, tx, "Node set offline", id).await
}

/// Forgets a node.
///
/// # Errors
/// Not found; Invalid, if it is not offline.
pub async fn delete(cx: &Cx, tx: &mut Tx, _: Global<SystemAdmin>, id: &str) -> Result<()> {
    if !find(tx, id).await?.is_offline {
        return Err(messages::node_is_not_offline(id));
    }
    store::delete(tx, id).await?;
    note(cx, tx, "Node removed", id).await
}

async fn find(tx: &mut Tx, id: &str) -> Result<NodeRow> {
    let nodes = store::list(tx).await?;
    nodes
        .into_iter()
        .find(|node| node.id == id)
        .ok_or_else(|| messages::no_such_node(id))
}

async fn note(cx: &Cx, tx: &mut Tx, summary: &str, id: &str) -> Result<()> {
    let entry = Entry {
        category: "system",
        summary,
        object: Object {
            kind: "NODE",
            id: id.to_owned(),
            name: id,
        },
        changes: Vec::new(),
    };
    tx.audit(cx, entry).await
}
