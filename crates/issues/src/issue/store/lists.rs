//! The SQL of what issues hold several of: components and versions.

use std::collections::HashSet;

use db::Tx;
use model::{IssueId, Timestamp};

/// A field that holds several things of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Component,
    AffectedVersion,
    FixVersion,
}

impl Kind {
    /// Returns the field's id.
    pub fn field(self) -> &'static str {
        match self {
            Self::Component => "components",
            Self::AffectedVersion => "versions",
            Self::FixVersion => "fixVersions",
        }
    }

    /// Returns what the reference's history calls the field.
    pub fn in_history(self) -> &'static str {
        match self {
            Self::Component => "Component",
            Self::AffectedVersion => "Version",
            Self::FixVersion => "Fix Version",
        }
    }

    fn table(self) -> &'static str {
        match self {
            Self::Component => "issue_component",
            Self::AffectedVersion => "issue_affected_version",
            Self::FixVersion => "issue_fix_version",
        }
    }

    fn column(self) -> &'static str {
        match self {
            Self::Component => "component_id",
            Self::AffectedVersion | Self::FixVersion => "version_id",
        }
    }

    /// The table of the things themselves.
    fn things(self) -> &'static str {
        match self {
            Self::Component => "component",
            Self::AffectedVersion | Self::FixVersion => "version",
        }
    }
}

/// Returns the ids of what an issue holds, sorted.
pub async fn things_of(tx: &mut Tx, kind: Kind, issue: IssueId) -> db::Result<Vec<i64>> {
    let (table, column) = (kind.table(), kind.column());
    let sql = format!("select {column} from {table} where issue_id = $1 order by {column}");
    tx.rows(&sql, &[issue.into()], |row| row.take()).await
}

/// Replaces what an issue holds. What was deleted meanwhile is left out.
pub async fn set_things(tx: &mut Tx, kind: Kind, issue: IssueId, ids: &[i64]) -> db::Result<()> {
    let (table, column, things) = (kind.table(), kind.column(), kind.things());
    tx.execute(
        &format!("delete from {table} where issue_id = $1"),
        &[issue.into()],
    )
    .await?;
    if ids.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "insert into {table} (issue_id, {column}) select $1, t.id from {things} t where {}",
        tx.dialect().is_one_of("t.id", 2)
    );
    tx.execute(&sql, &[issue.into(), ids.to_vec().into()])
        .await?;
    Ok(())
}

/// Returns how many issues hold a thing.
pub async fn n_with(tx: &mut Tx, kind: Kind, id: i64) -> db::Result<i64> {
    let (table, column) = (kind.table(), kind.column());
    let sql = format!("select count(*) from {table} where {column} = $1");
    tx.one(&sql, &[id.into()], |row| row.take()).await
}

/// Returns how many of the issues that are to be fixed in a version have no resolution.
pub async fn n_unresolved(tx: &mut Tx, version: i64) -> db::Result<i64> {
    tx.one(
        "select count(*) from issue_fix_version f join issue i on i.id = f.issue_id
         where f.version_id = $1 and i.resolution_id is null",
        &[version.into()],
        |row| row.take(),
    )
    .await
}

/// Which of the issues that hold a thing are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holders {
    All,
    /// Those without a resolution.
    Unresolved,
}

impl Holders {
    /// Returns the condition on the issues of a table.
    fn sql(self, table: &str) -> String {
        match self {
            Self::All => String::new(),
            Self::Unresolved => format!(
                " and exists (select 1 from issue i
                     where i.id = {table}.issue_id and i.resolution_id is null)"
            ),
        }
    }
}

/// Returns the issues that hold a thing, and those of them that hold another one, too.
pub async fn with(
    tx: &mut Tx,
    kind: Kind,
    (id, holders): (i64, Holders),
    other: Option<i64>,
) -> db::Result<(Vec<IssueId>, HashSet<IssueId>)> {
    let (table, column) = (kind.table(), kind.column());
    let sql = format!(
        "select issue_id from {table} where {column} = $1{} order by issue_id",
        holders.sql(table)
    );
    let holders = tx.rows(&sql, &[id.into()], |row| row.take()).await?;
    let others = match other {
        Some(other) => tx.rows(&sql, &[other.into()], |row| row.take()).await?,
        None => Vec::new(),
    };
    Ok((holders, others.into_iter().collect()))
}

/// Takes a thing from issues that hold it and gives them another one, if there is one.
pub async fn swap(
    tx: &mut Tx,
    kind: Kind,
    (id, holders): (i64, Holders),
    other: Option<i64>,
    at: Timestamp,
) -> db::Result<()> {
    let (table, column) = (kind.table(), kind.column());
    let which = holders.sql("t");
    tx.execute(
        &format!(
            "update issue set updated_at = $2
             where id in (select t.issue_id from {table} t where t.{column} = $1{which})"
        ),
        &[id.into(), at.into()],
    )
    .await?;
    if let Some(other) = other {
        tx.execute(
            &format!(
                "insert into {table} (issue_id, {column})
                 select t.issue_id, $2 from {table} t where t.{column} = $1{which}
                 on conflict (issue_id, {column}) do nothing"
            ),
            &[id.into(), other.into()],
        )
        .await?;
    }
    tx.execute(
        &format!(
            "delete from {table} where {column} = $1{}",
            holders.sql(table)
        ),
        &[id.into()],
    )
    .await?;
    Ok(())
}
