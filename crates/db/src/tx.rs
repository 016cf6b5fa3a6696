//! What statements run in.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use deadpool_postgres::Object;
use rusqlite::Connection;
use tokio_postgres::types::ToSql;

use crate::postgres::PgTx;
use crate::sqlite::{Reader, WriteTx};
use crate::{Dialect, Error, Param, Result, Row};

/// How long a scan may take.
const SCAN: Duration = Duration::from_secs(20);
/// After how many steps of SQLite's machine a scan looks at the clock.
const SCAN_STEPS: i32 = 100_000;

/// A transaction that reads, or reads and writes. See [`Db::read`](crate::Db::read) and
/// [`Db::write`](crate::Db::write).
pub struct Tx {
    on: On,
    /// Whether a statement of a transaction that writes has failed. SQLite would go on as if nothing
    /// had been, PostgreSQL would even call its commit a success.
    failed: bool,
    /// Where statements are counted.
    pub(crate) n_statements: Arc<AtomicU64>,
}

enum On {
    SqliteRead(Reader),
    SqliteWrite(WriteTx),
    PostgresRead(Box<Object>),
    PostgresWrite(PgTx),
}

impl Tx {
    fn on(on: On) -> Self {
        Self {
            on,
            failed: false,
            n_statements: Arc::default(),
        }
    }

    pub(crate) fn sqlite_read(reader: Reader) -> Self {
        Self::on(On::SqliteRead(reader))
    }

    pub(crate) fn sqlite_write(writer: WriteTx) -> Self {
        Self::on(On::SqliteWrite(writer))
    }

    pub(crate) fn postgres_read(connection: Object) -> Self {
        Self::on(On::PostgresRead(Box::new(connection)))
    }

    pub(crate) fn postgres_write(transaction: PgTx) -> Self {
        Self::on(On::PostgresWrite(transaction))
    }

    /// Returns which engine this is, for the few statements that must differ.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.on {
            On::SqliteRead(_) | On::SqliteWrite(_) => Dialect::Sqlite,
            On::PostgresRead(_) | On::PostgresWrite(_) => Dialect::Postgres,
        }
    }

    /// Returns all rows of a query.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn rows<T: Send>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        mut read: impl FnMut(&mut Row<'_>) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
        if let Some(connection) = self.sqlite() {
            let rows = sqlite_rows(connection?, sql, params, read);
            return self.noted(rows);
        }
        let rows = postgres_rows(self.postgres()?, sql, params).await;
        self.noted(rows)?
            .iter()
            .map(|row| read(&mut Row::postgres(row)))
            .collect()
    }

    /// Returns the first row of a query, if there is one.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn opt<T: Send>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        mut read: impl FnMut(&mut Row<'_>) -> Result<T> + Send,
    ) -> Result<Option<T>> {
        if let Some(connection) = self.sqlite() {
            let row = sqlite_first(connection?, sql, params, read);
            return self.noted(row);
        }
        let rows = postgres_rows(self.postgres()?, sql, params).await;
        self.noted(rows)?
            .first()
            .map(|row| read(&mut Row::postgres(row)))
            .transpose()
    }

    /// Returns the first row of a query that always has one (a count, a `returning` clause).
    ///
    /// # Errors
    /// [`Error::NoRow`] if there is none after all.
    pub async fn one<T: Send>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        read: impl FnMut(&mut Row<'_>) -> Result<T> + Send,
    ) -> Result<T> {
        self.opt(sql, params, read).await?.ok_or(Error::NoRow)
    }

    /// Returns all rows of a query that may read many: on a thread of its own, and for a limited time.
    /// The statement is planned with the values it is given.
    ///
    /// # Errors
    /// [`Error::TooLong`] when the time is up.
    pub async fn scan<T: Send + 'static>(
        &mut self,
        sql: String,
        params: Vec<Param<'static>>,
        read: impl FnMut(&mut Row<'_>) -> Result<T> + Send + 'static,
    ) -> Result<Vec<T>> {
        self.scan_for(SCAN, sql, params, read).await
    }

    /// [`Self::scan`] with a limit of its own.
    pub(crate) async fn scan_for<T: Send + 'static>(
        &mut self,
        limit: Duration,
        sql: String,
        params: Vec<Param<'static>>,
        mut read: impl FnMut(&mut Row<'_>) -> Result<T> + Send + 'static,
    ) -> Result<Vec<T>> {
        if let On::SqliteRead(reader) = &mut self.on {
            let scan = move |connection: &mut Connection| {
                let start = Instant::now();
                connection.progress_handler(SCAN_STEPS, Some(move || start.elapsed() > limit))?;
                let rows = connection
                    .prepare(&sql)
                    .map_err(Error::from)
                    .and_then(|mut statement| sqlite_collect(&mut statement, &params, read));
                connection.progress_handler(0, None::<fn() -> bool>)?;
                rows
            };
            return reader.scan(scan).await;
        }
        if let Some(connection) = self.sqlite() {
            let rows = sqlite_rows(connection?, &sql, &params, read);
            return self.noted(rows);
        }
        let rows = tokio::time::timeout(limit, postgres_rows_once(self.postgres()?, &sql, &params))
            .await
            .unwrap_or(Err(Error::TooLong));
        self.noted(rows)?
            .iter()
            .map(|row| read(&mut Row::postgres(row)))
            .collect()
    }

    /// Runs a statement that returns nothing; returns how many rows it changed.
    ///
    /// # Errors
    /// See [`Error`]. After an error the transaction can only be dropped.
    pub async fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        let changed = match self.dialect() {
            Dialect::Sqlite => sqlite_execute(self.sqlite_for_writing()?, sql, params),
            Dialect::Postgres => postgres_execute(self.postgres_for_writing()?, sql, params).await,
        };
        self.noted(changed)
    }

    /// Returns the next id of a sequence, which a migration has made.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn next_id(&mut self, sequence: &str) -> Result<i64> {
        let sql = self.dialect().next_id();
        self.one(sql, &[sequence.into()], |row| row.take()).await
    }

    /// Returns the next `n` ids of a sequence, with one statement.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn next_ids(&mut self, sequence: &str, n: usize) -> Result<Vec<i64>> {
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        let sql = self.dialect().next_ids();
        let params = [sequence.into(), n.into()];
        let found: Vec<i64> = self.rows(sql, &params, |row| row.take()).await?;
        Ok(match (self.dialect(), found.first()) {
            (Dialect::Sqlite, Some(first)) => (*first..first.saturating_add(n)).collect(),
            _ => found,
        })
    }

    /// Runs several statements without parameters: for migrations.
    pub(crate) async fn execute_script(&mut self, sql: &str) -> Result<()> {
        let done = match self.dialect() {
            Dialect::Sqlite => self
                .sqlite_for_writing()?
                .execute_batch(sql)
                .map_err(Error::from),
            Dialect::Postgres => self
                .postgres_for_writing()?
                .batch_execute(sql)
                .await
                .map_err(Error::from),
        };
        self.noted(done)
    }

    /// Makes the changes last; returns when the disk has them.
    ///
    /// # Errors
    /// When the commit fails: nothing was changed then.
    pub async fn commit(self) -> Result<()> {
        self.go_on()?;
        match self.on {
            On::SqliteWrite(writer) => writer.commit().await,
            On::PostgresWrite(transaction) => transaction.commit().await,
            On::SqliteRead(_) | On::PostgresRead(_) => Ok(()),
        }
    }

    // What these return is shared between threads while a statement runs, which SQLite's connections
    // cannot be: so the engines part before the first `await`.

    fn sqlite(&self) -> Option<Result<&Connection>> {
        match &self.on {
            On::SqliteRead(reader) => Some(reader.connection()),
            On::SqliteWrite(writer) => Some(self.go_on().and_then(|()| writer.connection())),
            On::PostgresRead(_) | On::PostgresWrite(_) => None,
        }
    }

    fn sqlite_for_writing(&self) -> Result<&Connection> {
        self.go_on()?;
        match &self.on {
            On::SqliteWrite(writer) => writer.connection(),
            On::SqliteRead(_) | On::PostgresRead(_) | On::PostgresWrite(_) => Err(read_only()),
        }
    }

    fn postgres(&self) -> Result<&Object> {
        self.go_on()?;
        match &self.on {
            On::PostgresRead(connection) => Ok(connection),
            On::PostgresWrite(transaction) => transaction.connection(),
            On::SqliteRead(_) | On::SqliteWrite(_) => {
                Err(Error::Engine("this is SQLite".to_owned()))
            }
        }
    }

    fn postgres_for_writing(&self) -> Result<&Object> {
        self.go_on()?;
        match &self.on {
            On::PostgresWrite(transaction) => transaction.connection(),
            On::PostgresRead(_) | On::SqliteRead(_) | On::SqliteWrite(_) => Err(read_only()),
        }
    }

    fn go_on(&self) -> Result<()> {
        if self.failed {
            let text = "a statement has failed: the transaction can only be dropped";
            return Err(Error::Engine(text.to_owned()));
        }
        Ok(())
    }

    /// Notes a failure, if what was done may have left a change half made.
    fn noted<T>(&mut self, done: Result<T>) -> Result<T> {
        let writes = matches!(self.on, On::SqliteWrite(_) | On::PostgresWrite(_));
        self.failed |= writes && done.is_err();
        self.n_statements.fetch_add(1, Ordering::Relaxed);
        done
    }
}

fn sqlite_execute(connection: &Connection, sql: &str, params: &[Param<'_>]) -> Result<u64> {
    let mut statement = connection.prepare_cached(sql)?;
    bind(&mut statement, params)?;
    let changed = statement.raw_execute()?;
    Ok(u64::try_from(changed).unwrap_or(u64::MAX))
}

async fn postgres_execute(connection: &Object, sql: &str, params: &[Param<'_>]) -> Result<u64> {
    let statement = connection.prepare_cached(sql).await?;
    Ok(connection.execute(&statement, &references(params)).await?)
}

/// Runs a statement that is not kept: each search has a text of its own, and the server plans it with
/// the values.
async fn postgres_rows_once(
    connection: &Object,
    sql: &str,
    params: &[Param<'_>],
) -> Result<Vec<tokio_postgres::Row>> {
    let statement = connection.prepare(sql).await?;
    Ok(connection.query(&statement, &references(params)).await?)
}

async fn postgres_rows(
    connection: &Object,
    sql: &str,
    params: &[Param<'_>],
) -> Result<Vec<tokio_postgres::Row>> {
    let statement = connection.prepare_cached(sql).await?;
    Ok(connection.query(&statement, &references(params)).await?)
}

fn read_only() -> Error {
    Error::Engine("this transaction only reads".to_owned())
}

fn references<'a>(params: &'a [Param<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    params
        .iter()
        .map(|param| param as &(dyn ToSql + Sync))
        .collect()
}

/// Binds `$1`, `$2`, … to the parameters of these numbers. SQLite takes `$2` for a name and would number
/// it by its first appearance in the text.
fn bind(statement: &mut rusqlite::Statement<'_>, params: &[Param<'_>]) -> Result<()> {
    let wrong = |name: &str| Error::Engine(format!("no parameter for {name}"));
    let n_named = statement.parameter_count();
    if n_named != params.len() {
        return Err(Error::Engine(format!(
            "{n_named} parameters in the text, {} given",
            params.len()
        )));
    }
    for index in 1..=n_named {
        let name = statement.parameter_name(index).unwrap_or_default();
        let number: usize = name
            .strip_prefix('$')
            .and_then(|n| n.parse().ok())
            .ok_or_else(|| wrong(name))?;
        let param = number
            .checked_sub(1)
            .and_then(|at| params.get(at))
            .ok_or_else(|| wrong(name))?;
        statement.raw_bind_parameter(index, param)?;
    }
    Ok(())
}

fn sqlite_rows<T>(
    connection: &Connection,
    sql: &str,
    params: &[Param<'_>],
    read: impl FnMut(&mut Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    sqlite_collect(&mut *connection.prepare_cached(sql)?, params, read)
}

fn sqlite_collect<T>(
    statement: &mut rusqlite::Statement<'_>,
    params: &[Param<'_>],
    mut read: impl FnMut(&mut Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    bind(statement, params)?;
    let mut rows = statement.raw_query();
    let mut result = Vec::new();
    while let Some(row) = rows.next()? {
        result.push(read(&mut Row::sqlite(row))?);
    }
    Ok(result)
}

fn sqlite_first<T>(
    connection: &Connection,
    sql: &str,
    params: &[Param<'_>],
    mut read: impl FnMut(&mut Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    bind(&mut statement, params)?;
    let mut rows = statement.raw_query();
    let row = rows
        .next()?
        .map(|row| read(&mut Row::sqlite(row)))
        .transpose()?;
    // Stepped to its end, so that an `insert … returning` is finished before it is reset.
    while rows.next()?.is_some() {}
    Ok(row)
}
