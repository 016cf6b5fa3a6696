//! Names for the stored rules that refused a change, the same on both engines.
//!
//! SQLite reports a unique rule by its table and columns, PostgreSQL by a constraint's name and a detail
//! that quotes columns and values. Both become `table.column,column`.

use std::fmt;

/// The rule that refused a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// Two rows may not share these values: `table.column,column`.
    Unique(String),
    /// A row refers to one that is not there. SQLite does not say which.
    ForeignKey,
    /// A column must have a value, or fails a check.
    Other(String),
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unique(name) => write!(f, "unique {name}"),
            Self::ForeignKey => f.write_str("foreign key"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl Constraint {
    pub(crate) fn from_sqlite(extended_code: i32, message: Option<&str>) -> Self {
        use rusqlite::ffi;
        let message = message.unwrap_or_default();
        match extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
                // "UNIQUE constraint failed: issue.project_id, issue.number"
                let columns = message
                    .split_once(": ")
                    .map_or(message, |(_, columns)| columns);
                Self::Unique(join_columns(columns.split(", ")))
            }
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Self::ForeignKey,
            _ => Self::Other(message.to_owned()),
        }
    }

    pub(crate) fn from_postgres(error: &tokio_postgres::error::DbError) -> Self {
        match error.code().code() {
            "23505" => {
                // "Key (project_id, number)=(10000, 7) already exists."
                let columns = error
                    .detail()
                    .and_then(|detail| detail.strip_prefix("Key ("))
                    .and_then(|detail| detail.split_once(")=("))
                    .map_or("", |(columns, _)| columns);
                Self::Unique(format!(
                    "{}.{}",
                    error.table().unwrap_or_default(),
                    columns.replace(", ", ",")
                ))
            }
            "23503" => Self::ForeignKey,
            _ => Self::Other(error.message().to_owned()),
        }
    }
}

/// Turns `t.a`, `t.b` into `t.a,b`.
fn join_columns<'a>(columns: impl Iterator<Item = &'a str>) -> String {
    let mut name = String::new();
    for column in columns {
        if name.is_empty() {
            name.push_str(column);
        } else {
            name.push(',');
            name.push_str(column.rsplit_once('.').map_or(column, |(_, column)| column));
        }
    }
    name
}
