//! The SQL of links between issues.

use db::Tx;
use model::{IssueId, IssueLinkId, LinkTypeId, Timestamp};

/// A link as it is stored.
#[derive(Clone, Copy, Debug)]
pub struct LinkRow {
    pub id: IssueLinkId,
    pub link_type: LinkTypeId,
    pub source: IssueId,
    pub destination: IssueId,
}

const COLUMNS: &str = "l.id, l.type_id, l.source_id, l.destination_id";

fn read(row: &mut db::Row<'_>) -> db::Result<LinkRow> {
    Ok(LinkRow {
        id: row.take()?,
        link_type: row.take()?,
        source: row.take()?,
        destination: row.take()?,
    })
}

/// Returns the links that begin or end at one of the issues, each once.
pub async fn of_issues(tx: &mut Tx, issues: &[IssueId]) -> db::Result<Vec<LinkRow>> {
    // Two halves, each with its index; `or` would read the whole table.
    let sql = format!(
        "select {COLUMNS} from issue_link l where {}
         union
         select {COLUMNS} from issue_link l where {}
         order by 1",
        tx.dialect().is_one_of("l.source_id", 1),
        tx.dialect().is_one_of("l.destination_id", 1)
    );
    let issues: Vec<i64> = issues.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[issues.into()], read).await
}

pub async fn by_id(tx: &mut Tx, id: IssueLinkId) -> db::Result<Option<LinkRow>> {
    let sql = format!("select {COLUMNS} from issue_link l where l.id = $1");
    tx.opt(&sql, &[id.into()], read).await
}

/// Returns whether the link is new.
pub async fn insert(tx: &mut Tx, link: LinkRow, at: Timestamp) -> db::Result<bool> {
    let n_new = tx
        .execute(
            "insert into issue_link (id, type_id, source_id, destination_id, created_at)
             values ($1, $2, $3, $4, $5)
             on conflict (source_id, destination_id, type_id) do nothing",
            &[
                link.id.into(),
                link.link_type.into(),
                link.source.into(),
                link.destination.into(),
                at.into(),
            ],
        )
        .await?;
    Ok(n_new > 0)
}

/// Returns whether the link was there.
pub async fn delete(tx: &mut Tx, id: IssueLinkId) -> db::Result<bool> {
    let n_gone = tx
        .execute("delete from issue_link where id = $1", &[id.into()])
        .await?;
    Ok(n_gone > 0)
}
