//! The SQL of histories.

use std::collections::HashMap;
use std::fmt::Write as _;

use db::{Param, Tx};
use model::{ChangeId, IssueId, Timestamp, UserId};

use super::{Item, Side};

/// How many rows one statement inserts: both engines limit the parameters of a statement.
const ROWS: usize = 1000;

/// An entry of a history.
pub struct ChangeRow {
    pub id: ChangeId,
    pub author: Option<UserId>,
    pub created_at: Timestamp,
    pub items: Vec<ItemRow>,
}

/// A field that an entry says was changed.
pub struct ItemRow {
    pub field: String,
    pub is_custom: bool,
    pub from: Side,
    pub to: Side,
}

pub async fn insert(
    tx: &mut Tx,
    id: ChangeId,
    issue: IssueId,
    author: Option<UserId>,
    at: Timestamp,
) -> db::Result<()> {
    tx.execute(
        "insert into issue_change (id, issue_id, author_id, created_at) values ($1, $2, $3, $4)",
        &[id.into(), issue.into(), author.into(), at.into()],
    )
    .await?;
    Ok(())
}

/// Inserts several entries of one author.
pub async fn insert_each(
    tx: &mut Tx,
    ids: &[ChangeId],
    issues: &[IssueId],
    author: Option<UserId>,
    at: Timestamp,
) -> db::Result<()> {
    let pairs: Vec<_> = ids.iter().zip(issues).collect();
    for pairs in pairs.chunks(ROWS) {
        let mut sql =
            String::from("insert into issue_change (author_id, created_at, id, issue_id) values ");
        let mut params: Vec<Param<'_>> = vec![author.into(), at.into()];
        for (id, issue) in pairs {
            let comma = if params.len() == 2 { "" } else { ", " };
            params.extend([(**id).into(), (**issue).into()]);
            let n = params.len();
            let _ = write!(sql, "{comma}($1, $2, ${}, ${n})", n - 1);
        }
        tx.execute(&sql, &params).await?;
    }
    Ok(())
}

/// An item to be written, with its entry, its issue and its place in the entry.
pub struct NewItem<'a> {
    pub change: ChangeId,
    pub issue: IssueId,
    pub position: i64,
    pub item: &'a Item,
}

/// Inserts items of entries that are made at a time. Each knows since when what it replaces had been there:
/// since an earlier entry gave it, or else since the issue's creation. Issues know since when they have their
/// status.
pub async fn insert_items(tx: &mut Tx, at: Timestamp, items: &[NewItem<'_>]) -> db::Result<()> {
    for items in items.chunks(ROWS) {
        let mut sql = String::from(
            "insert into issue_change_item
                 (created_at, change_id, position, issue_id, field, is_custom, old_value, old_text,
                  new_value, new_text, project_id, since_at)
             values ",
        );
        let mut params: Vec<Param<'_>> = Vec::with_capacity(1 + items.len() * 9);
        params.push(at.into());
        for new in items {
            let n = params.len();
            let comma = if n == 1 { "" } else { ", " };
            let [
                change,
                position,
                issue,
                field,
                is_custom,
                old,
                old_text,
                value,
                text,
            ] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(|k| n + k);
            let _ = write!(
                sql,
                "{comma}($1, ${change}, ${position}, ${issue}, ${field}, ${is_custom}, ${old},
                    ${old_text}, ${value}, ${text},
                    (select i.project_id from issue i where i.id = ${issue}),
                    coalesce((select max(p.created_at) from issue_change_item p
                              where p.issue_id = ${issue} and p.field = ${field} and p.is_custom = ${is_custom}
                                  and p.new_value is not distinct from ${old}),
                             (select i.created_at from issue i where i.id = ${issue})))",
            );
            params.extend([
                new.change.into(),
                new.position.into(),
                new.issue.into(),
                new.item.field.as_str().into(),
                new.item.field.is_custom().into(),
                new.item.from.value.as_deref().into(),
                new.item.from.text.as_deref().into(),
                new.item.to.value.as_deref().into(),
                new.item.to.text.as_deref().into(),
            ]);
        }
        tx.execute(&sql, &params).await?;
    }
    let moved = items.iter().filter(|new| new.item.field.is_status());
    let moved: Vec<i64> = moved.map(|new| new.issue.0).collect();
    if moved.is_empty() {
        return Ok(());
    }
    // The clock may have been put back since the last change, which is the later one all the same.
    let sql = format!(
        "update issue
         set status_since_at = case when status_since_at > $1 then status_since_at else $1 end
         where {}",
        tx.dialect().is_one_of("id", 2)
    );
    tx.execute(&sql, &[at.into(), moved.into()]).await?;
    Ok(())
}

/// Returns the histories of issues, each the oldest entry first.
pub async fn of_issues(
    tx: &mut Tx,
    ids: &[IssueId],
) -> db::Result<HashMap<IssueId, Vec<ChangeRow>>> {
    let condition = tx.dialect().is_one_of("c.issue_id", 1);
    read(tx, &condition, ids.iter().map(|id| id.0).collect()).await
}

/// Returns the entries of these ids, which are of one history, the oldest first.
pub async fn by_ids(tx: &mut Tx, ids: Vec<i64>) -> db::Result<Vec<ChangeRow>> {
    let condition = tx.dialect().is_one_of("c.id", 1);
    let histories = read(tx, &condition, ids).await?;
    Ok(histories.into_values().flatten().collect())
}

async fn read(
    tx: &mut Tx,
    condition: &str,
    ids: Vec<i64>,
) -> db::Result<HashMap<IssueId, Vec<ChangeRow>>> {
    let sql = format!(
        "select c.issue_id, c.id, c.author_id, c.created_at,
                n.field, n.is_custom, n.old_value, n.old_text, n.new_value, n.new_text
         from issue_change c join issue_change_item n on n.change_id = c.id
         where {condition}
         order by c.issue_id, c.created_at, c.id, n.position"
    );
    let rows = tx
        .rows(&sql, &[ids.into()], |row| {
            let issue: IssueId = row.take()?;
            let change = ChangeRow {
                id: row.take()?,
                author: row.take()?,
                created_at: row.take()?,
                items: Vec::new(),
            };
            let item = ItemRow {
                field: row.take()?,
                is_custom: row.take()?,
                from: read_side(row)?,
                to: read_side(row)?,
            };
            Ok((issue, change, item))
        })
        .await?;
    let mut histories: HashMap<IssueId, Vec<ChangeRow>> = HashMap::new();
    for (issue, change, item) in rows {
        let history = histories.entry(issue).or_default();
        if history.last().map(|last| last.id) != Some(change.id) {
            history.push(change);
        }
        if let Some(last) = history.last_mut() {
            last.items.push(item);
        }
    }
    Ok(histories)
}

fn read_side(row: &mut db::Row<'_>) -> db::Result<Side> {
    Ok(Side {
        value: row.take()?,
        text: row.take()?,
    })
}
