//! What can go wrong with a statement, sorted by what the caller can do about it.

use crate::Constraint;

/// A failed statement or transaction.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A stored rule (unique, foreign key, not null, check) refused the change.
    #[error("constraint: {0}")]
    Constraint(Constraint),
    /// Another transaction was in the way; nothing was done, the same transaction may be run again.
    #[error("the transaction was in the way of another one")]
    Retry,
    /// No connection could be had.
    #[error("database unavailable: {0}")]
    Unavailable(String),
    /// A row was asked for that is not there.
    #[error("no row")]
    NoRow,
    /// A cell does not hold what the statement's reader expects: a mistake in the program.
    #[error("column {column}: {problem}")]
    Decode {
        /// The column's position, from 0.
        column: usize,
        /// What was found instead.
        problem: String,
    },
    /// A scan ran longer than it may.
    #[error("the query took too long")]
    TooLong,
    /// A write could not be made durable; the program must be restarted before it writes again.
    #[error("storage failed: {0}")]
    Storage(String),
    /// Anything else the engine says.
    #[error("{0}")]
    Engine(String),
}

impl Error {
    /// Returns whether a unique rule on exactly these columns refused the change, named as
    /// `table.column` or `table.column,column`.
    #[must_use]
    pub fn is_unique(&self, columns: &str) -> bool {
        matches!(self, Self::Constraint(Constraint::Unique(name)) if name == columns)
    }

    /// Returns whether the change would leave a reference to a row that is not there.
    #[must_use]
    pub fn is_foreign_key(&self) -> bool {
        matches!(self, Self::Constraint(Constraint::ForeignKey))
    }
}

/// A database that could not be opened. The text is one line for the administrator.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct OpenError(pub String);

impl From<Error> for OpenError {
    fn from(error: Error) -> Self {
        Self(format!("database: {error}"))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let rusqlite::Error::SqliteFailure(code, message) = &error else {
            return Self::Engine(error.to_string());
        };
        match code.code {
            ErrorCode::ConstraintViolation => Self::Constraint(Constraint::from_sqlite(
                code.extended_code,
                message.as_deref(),
            )),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Retry,
            ErrorCode::OperationInterrupted => Self::TooLong,
            ErrorCode::DiskFull | ErrorCode::SystemIoFailure => Self::Storage(error.to_string()),
            _ => Self::Engine(error.to_string()),
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(db) = error.as_db_error() else {
            use std::error::Error as _;
            let cause = error.source();
            let is_io = cause.is_some_and(|cause| cause.is::<std::io::Error>());
            let text = match cause {
                Some(cause) => format!("{error}: {cause}"),
                None => error.to_string(),
            };
            return if error.is_closed() {
                Self::Unavailable("the connection was closed".to_owned())
            } else if is_io {
                Self::Unavailable(text)
            } else {
                Self::Engine(text)
            };
        };
        match db.code().code() {
            // Serialization failure and deadlock: both leave nothing behind.
            "40001" | "40P01" => Self::Retry,
            "57014" => Self::TooLong,
            code if code.starts_with("57P") || code.starts_with("08") || code == "53300" => {
                Self::Unavailable(db.message().to_owned())
            }
            code if code.starts_with("23") => Self::Constraint(Constraint::from_postgres(db)),
            code => Self::Engine(format!("{code}: {}", db.message())),
        }
    }
}

impl From<deadpool_postgres::PoolError> for Error {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(error) => match Self::from(error) {
                Self::Engine(text) => Self::Unavailable(text),
                other => other,
            },
            other => Self::Unavailable(other.to_string()),
        }
    }
}
