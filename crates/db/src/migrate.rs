//! Brings a database's schema to the program's: forward only, one transaction a step.

use crate::{Db, Dialect, Error, OpenError, Result, Tx};

/// How often a start tries again after another node's change to the same rows.
const TRIES: usize = 20;

/// One step of the schema. Its text is written for both engines; see `migrations/README.md`.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// The file's name without its ending: `0001_accounts`.
    pub name: &'static str,
    /// The statements.
    pub sql: &'static str,
}

/// How a stored schema compares with the program's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaState {
    /// All steps were taken.
    Current,
    /// These steps are still to be taken.
    Behind(Vec<&'static str>),
    /// A newer program wrote this database: these steps are not known here.
    Ahead(Vec<String>),
}

pub(crate) async fn run(db: &Db, migrations: &[Migration]) -> std::result::Result<(), OpenError> {
    let mut tries = 0;
    loop {
        match run_once(db, migrations).await {
            Ok(()) => return Ok(()),
            Err(Error::Retry) if tries < TRIES => {
                tries += 1;
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
            Err(error) => {
                return Err(OpenError(format!(
                    "the schema could not be brought up to date: {error}"
                )));
            }
        }
    }
}

async fn run_once(db: &Db, migrations: &[Migration]) -> Result<()> {
    if let SchemaState::Ahead(unknown) = state(db, migrations).await? {
        return Err(Error::Engine(format!(
            "a newer version of Bailiwick wrote this database (it has {}); run that version, or restore a backup",
            unknown.join(", ")
        )));
    }
    for migration in migrations {
        let mut tx = db.write().await?;
        if db.dialect() == Dialect::Postgres {
            // A step on much data, and waiting for another node's, take as long as they take.
            tx.execute("set local statement_timeout = 0", &[]).await?;
        }
        // Inserting the row first makes other nodes wait here until this step is committed.
        let first = tx
            .execute(
                "insert into migration (name) values ($1) on conflict do nothing",
                &[migration.name.into()],
            )
            .await?;
        if first == 0 {
            continue;
        }
        let sql = db.dialect().migration(migration.sql);
        tx.execute_script(&sql)
            .await
            .map_err(|error| Error::Engine(format!("{}: {error}", migration.name)))?;
        tx.commit().await?;
        tracing::info!(step = migration.name, "schema");
    }
    Ok(())
}

pub(crate) async fn state(db: &Db, migrations: &[Migration]) -> Result<SchemaState> {
    make_table(db).await?;
    let mut tx = db.read().await?;
    let taken: Vec<String> = tx
        .rows("select name from migration order by name", &[], |row| {
            row.take()
        })
        .await?;
    let unknown: Vec<String> = taken
        .iter()
        .filter(|name| {
            !migrations
                .iter()
                .any(|migration| migration.name == name.as_str())
        })
        .cloned()
        .collect();
    if !unknown.is_empty() {
        return Ok(SchemaState::Ahead(unknown));
    }
    let missing: Vec<&'static str> = migrations
        .iter()
        .map(|migration| migration.name)
        .filter(|name| !taken.iter().any(|taken| taken == name))
        .collect();
    Ok(if missing.is_empty() {
        SchemaState::Current
    } else {
        SchemaState::Behind(missing)
    })
}

async fn make_table(db: &Db) -> Result<()> {
    if has_table(&mut db.read().await?).await? {
        return Ok(());
    }
    match create_table(db).await {
        // PostgreSQL looks and makes in two steps, `if not exists` or not: of nodes that start at once
        // all but one can be refused, by either of two codes, once that one has committed.
        Err(_) if has_table(&mut db.read().await?).await? => Ok(()),
        done => done,
    }
}

async fn create_table(db: &Db) -> Result<()> {
    let mut tx = db.write().await?;
    tx.execute_script(
        "create table if not exists migration (name text not null primary key);
         create table if not exists sequence (name text not null primary key, next bigint not null);",
    )
    .await?;
    tx.commit().await
}

async fn has_table(tx: &mut Tx) -> Result<bool> {
    let catalog = match tx.dialect() {
        Dialect::Sqlite => {
            "select count(*) from sqlite_schema where type = 'table' and name = 'migration'"
        }
        Dialect::Postgres => "select count(*) from pg_class where oid = to_regclass('migration')",
    };
    Ok(tx.one(catalog, &[], |row| row.take::<i64>()).await? > 0)
}
