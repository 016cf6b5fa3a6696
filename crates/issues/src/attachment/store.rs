//! The SQL of attachments.

use std::collections::HashMap;
use std::fmt::Write as _;

use db::{Param, Result, Tx};
use model::{AttachmentId, IssueId, Timestamp, UserId};

/// An attachment.
#[derive(Clone, Debug)]
pub struct AttachmentRow {
    pub id: AttachmentId,
    pub issue: IssueId,
    pub author: Option<UserId>,
    pub name: String,
    pub mime_type: String,
    pub size: i64,
    pub has_thumbnail: bool,
    pub created_at: Timestamp,
}

const COLUMNS: &str = "id, issue_id, author_id, name, mime_type, size, has_thumbnail, created_at";

/// Inserts attachments, with one statement.
pub async fn insert(tx: &mut Tx, rows: &[AttachmentRow]) -> Result<()> {
    let mut sql = format!("insert into attachment ({COLUMNS}) values ");
    let mut params: Vec<Param<'_>> = Vec::new();
    for row in rows {
        let comma = if params.is_empty() { "" } else { ", " };
        let n = params.len();
        let places: Vec<String> = (n + 1..=n + 8).map(|place| format!("${place}")).collect();
        let _ = write!(sql, "{comma}({})", places.join(", "));
        params.extend([
            row.id.into(),
            row.issue.into(),
            row.author.into(),
            (&row.name).into(),
            (&row.mime_type).into(),
            row.size.into(),
            row.has_thumbnail.into(),
            row.created_at.into(),
        ]);
    }
    tx.execute(&sql, &params).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: AttachmentId) -> Result<Option<AttachmentRow>> {
    let sql = format!("select {COLUMNS} from attachment where id = $1");
    tx.opt(&sql, &[id.into()], read).await
}

/// Returns the attachments of these ids, in their order.
pub async fn by_ids(tx: &mut Tx, ids: Vec<i64>) -> Result<Vec<AttachmentRow>> {
    let sql = format!(
        "select {COLUMNS} from attachment where {} order by id",
        tx.dialect().is_one_of("id", 1)
    );
    tx.rows(&sql, &[ids.into()], read).await
}

/// Returns the attachments of issues, each the oldest first.
pub async fn of_issues(
    tx: &mut Tx,
    ids: &[IssueId],
) -> Result<HashMap<IssueId, Vec<AttachmentRow>>> {
    let sql = format!(
        "select {COLUMNS} from attachment where {} order by issue_id, id",
        tx.dialect().is_one_of("issue_id", 1)
    );
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let mut found: HashMap<IssueId, Vec<AttachmentRow>> = HashMap::new();
    for row in tx.rows(&sql, &[ids.into()], read).await? {
        found.entry(row.issue).or_default().push(row);
    }
    Ok(found)
}

/// Deletes an attachment; returns whether it was there.
pub async fn delete(tx: &mut Tx, id: AttachmentId) -> Result<bool> {
    let n_deleted = tx
        .execute("delete from attachment where id = $1", &[id.into()])
        .await?;
    Ok(n_deleted > 0)
}

fn read(row: &mut db::Row<'_>) -> Result<AttachmentRow> {
    Ok(AttachmentRow {
        id: row.take()?,
        issue: row.take()?,
        author: row.take()?,
        name: row.take()?,
        mime_type: row.take()?,
        size: row.take()?,
        has_thumbnail: row.take()?,
        created_at: row.take()?,
    })
}
