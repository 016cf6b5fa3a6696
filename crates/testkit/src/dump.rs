//! All that is stored, as text.

use base::App;
use db::Dialect;

/// What says what happened, and what ids are taken from.
const LEFT_OUT: [&str; 6] = [
    "audit",
    "config_version",
    "event",
    "login",
    "sequence",
    "session",
];

pub async fn dump(app: &App) -> Vec<String> {
    let mut tx = app.db.read().await.unwrap();
    let tables = match app.db.dialect() {
        Dialect::Sqlite => {
            "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by 1"
        }
        Dialect::Postgres => {
            "select cast(table_name as text) from information_schema.tables
             where table_schema = 'public' order by 1"
        }
    };
    let tables: Vec<String> = tx.rows(tables, &[], |row| row.take()).await.unwrap();
    let mut lines = Vec::new();
    for table in tables {
        if LEFT_OUT.contains(&table.as_str()) {
            continue;
        }
        let sql = match app.db.dialect() {
            Dialect::Postgres => {
                format!("select cast(row_to_json(t) as text) from {table} t order by 1")
            }
            Dialect::Sqlite => {
                let sql = format!("select name from pragma_table_info('{table}') order by cid");
                let columns: Vec<String> = tx.rows(&sql, &[], |row| row.take()).await.unwrap();
                let quoted = columns
                    .iter()
                    .map(|column| format!("'{column}=' || quote(\"{column}\")"));
                let quoted = quoted.collect::<Vec<_>>().join(" || ' ' || ");
                format!("select {quoted} from {table} order by 1")
            }
        };
        let rows: Vec<String> = tx.rows(&sql, &[], |row| row.take()).await.unwrap();
        lines.extend(rows.into_iter().map(|row| format!("{table}: {row}")));
    }
    lines
}
