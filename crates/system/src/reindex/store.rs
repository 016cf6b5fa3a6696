//! The SQL of reindex tasks.

use db::{Result, Row, Tx};
use model::{Timestamp, UserId};

/// A reindex as it is stored.
pub struct Task {
    pub id: i64,
    /// Its type, as it was asked for.
    pub kind: String,
    pub submitted_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, detail, submitted_at, finished_at";

fn read(row: &mut Row<'_>) -> Result<Task> {
    Ok(Task {
        id: row.take()?,
        kind: row.take()?,
        submitted_at: row.take()?,
        finished_at: row.take()?,
    })
}

pub async fn insert(tx: &mut Tx, task: &Task, actor: Option<UserId>) -> Result<()> {
    tx.execute(
        "insert into background_task
             (id, kind, actor_id, submitted_at, started_at, progress, detail)
         values ($1, 'reindex', $2, $3, $3, 0, $4)",
        &[
            task.id.into(),
            actor.into(),
            task.submitted_at.into(),
            (&task.kind).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Returns the task of this id, or the last one.
pub async fn task(tx: &mut Tx, id: Option<i64>) -> Result<Option<Task>> {
    let sql = format!(
        "select {COLUMNS} from background_task
         where kind = 'reindex' and (id = $1 or $1 = 0) order by id desc limit 1"
    );
    tx.opt(&sql, &[id.unwrap_or(0).into()], read).await
}

pub async fn unfinished(tx: &mut Tx) -> Result<Option<Task>> {
    let sql = format!(
        "select {COLUMNS} from background_task
         where kind = 'reindex' and finished_at is null order by id desc limit 1"
    );
    tx.opt(&sql, &[], read).await
}

pub async fn finish(tx: &mut Tx, now: Timestamp) -> Result<()> {
    tx.execute(
        "update background_task set finished_at = $1, progress = 100
         where kind = 'reindex' and finished_at is null",
        &[now.into()],
    )
    .await?;
    Ok(())
}
