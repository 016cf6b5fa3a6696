//! SQLite and PostgreSQL behind one seam: transactions, parameters, rows, migrations.
//!
//! Not here: any table. What is stored, and the SQL for it, is in the `store.rs` files of the areas
//! and in `migrations/`. Start with [`Db`] (open, read, write) and [`Tx`] (what a statement runs in);
//! where the engines differ, [`Dialect`] says how and why.

mod constraint;
mod dialect;
mod error;
mod migrate;
mod postgres;
mod sqlite;
mod tx;
mod value;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub use constraint::Constraint;
pub use dialect::Dialect;
pub use error::{Error, OpenError};
pub use migrate::{Migration, SchemaState};
pub use sqlite::Durability;
pub use tx::Tx;
pub use value::{FromCell, Param, Row};

/// The result of a statement.
pub type Result<T> = std::result::Result<T, Error>;

/// An open database. Cloning it is cheap and gives a handle on the same one.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    /// How many statements its transactions have run.
    n_statements: Arc<AtomicU64>,
}

#[derive(Clone)]
enum Engine {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Db {
    /// Opens the SQLite database in `file`, making it if it is not there.
    ///
    /// # Errors
    /// When the file cannot be opened or is not a database; the text names the file.
    pub fn open_sqlite(
        file: &Path,
        durability: Durability,
    ) -> std::result::Result<Self, OpenError> {
        Ok(Self {
            engine: Engine::Sqlite(sqlite::Sqlite::open(file, durability)?),
            n_statements: Arc::default(),
        })
    }

    /// Connects to the PostgreSQL database at `url` (`postgres://user@host/name`).
    ///
    /// # Errors
    /// When the URL is not one or no connection can be made; the text never holds the password.
    pub async fn open_postgres(url: &str) -> std::result::Result<Self, OpenError> {
        Ok(Self {
            engine: Engine::Postgres(postgres::Postgres::open(url).await?),
            n_statements: Arc::default(),
        })
    }

    /// Returns which engine this is, for the few statements that must differ.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.engine {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Starts reading. On SQLite all that is read through it is of one moment; on PostgreSQL each
    /// statement sees what was committed before it, which saves two round trips.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn read(&self) -> Result<Tx> {
        match &self.engine {
            Engine::Sqlite(sqlite) => Ok(self.counted(Tx::sqlite_read(sqlite.reader()?))),
            Engine::Postgres(postgres) => {
                Ok(self.counted(Tx::postgres_read(postgres.connection().await?)))
            }
        }
    }

    /// Starts a transaction that may write. Dropped without [`Tx::commit`], it leaves no trace.
    ///
    /// # Errors
    /// When no connection can be had, or an earlier write failed in a way that needs a restart.
    pub async fn write(&self) -> Result<Tx> {
        match &self.engine {
            Engine::Sqlite(sqlite) => Ok(self.counted(Tx::sqlite_write(sqlite.writer().await?))),
            Engine::Postgres(postgres) => {
                Ok(self.counted(Tx::postgres_write(postgres.transaction().await?)))
            }
        }
    }

    /// Returns how many statements were run since it was opened: for tests that a page asks no more of
    /// them the longer it is.
    #[must_use]
    pub fn n_statements(&self) -> u64 {
        self.n_statements.load(Ordering::Relaxed)
    }

    fn counted(&self, mut tx: Tx) -> Tx {
        tx.n_statements = Arc::clone(&self.n_statements);
        tx
    }

    /// Runs one statement outside any transaction, as making a database needs. PostgreSQL only.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn run_alone(&self, sql: &str) -> Result<()> {
        match &self.engine {
            Engine::Sqlite(_) => Err(Error::Engine("only for PostgreSQL".to_owned())),
            Engine::Postgres(postgres) => {
                Ok(postgres.connection().await?.batch_execute(sql).await?)
            }
        }
    }

    /// Brings the schema to the newest of `migrations`, each step in a transaction of its own.
    ///
    /// # Errors
    /// When the database was written by a newer program, or a step fails (it is then undone).
    pub async fn migrate(&self, migrations: &[Migration]) -> std::result::Result<(), OpenError> {
        migrate::run(self, migrations).await
    }

    /// Returns how the stored schema compares with `migrations`, changing nothing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn schema_state(&self, migrations: &[Migration]) -> Result<SchemaState> {
        migrate::state(self, migrations).await
    }
}
