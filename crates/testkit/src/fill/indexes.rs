//! The indexes of the tables that get many rows: they are made anew behind the rows, which takes a fraction of
//! the time that keeping them takes row by row.

use db::{Dialect, Tx};

const TABLES: &str = "('issue', 'issue_change', 'issue_change_item', 'issue_comment', 'issue_label', \
    'issue_component', 'issue_fix_version', 'remote_link', 'issue_link', 'issue_watch')";

/// Drops those that nothing but speed depends on; returns the statements that make them again.
pub async fn drop_all(tx: &mut Tx) -> db::Result<Vec<String>> {
    let listed = match tx.dialect() {
        Dialect::Sqlite => format!(
            "select name, sql from sqlite_schema
             where type = 'index' and sql like 'create index%' and tbl_name in {TABLES}"
        ),
        Dialect::Postgres => format!(
            "select cast(indexname as text), indexdef from pg_indexes
             where schemaname = current_schema() and indexdef like 'CREATE INDEX%'
                 and tablename in {TABLES}"
        ),
    };
    let indexes: Vec<(String, String)> = tx
        .rows(&listed, &[], |row| Ok((row.take()?, row.take()?)))
        .await?;
    let mut statements = Vec::with_capacity(indexes.len());
    for (name, statement) in indexes {
        tx.execute(&format!("drop index {name}"), &[]).await?;
        statements.push(statement);
    }
    Ok(statements)
}

/// Makes them again.
pub async fn make_all(tx: &mut Tx, statements: &[String]) -> db::Result<()> {
    for statement in statements {
        tx.execute(statement, &[]).await?;
    }
    Ok(())
}
