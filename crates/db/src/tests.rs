use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use model::{IssueId, ProjectId};

use crate::{Db, Dialect, Durability, Error, Migration, SchemaState};

const STEPS: &[Migration] = &[
    Migration {
        name: "0001_things",
        sql: "{sequence} thing_id 10000\n\
              create table thing (id {id}, name text not null unique, note text, flag boolean not null);\n\
              create table part (thing_id bigint not null references thing (id), number bigint not null, \
              primary key (thing_id, number));",
    },
    Migration {
        name: "0002_more",
        sql: "alter table thing add column weight bigint;",
    },
];

struct Fixture {
    db: Db,
    _folder: tempfile::TempDir,
}

static N_DATABASES: AtomicU32 = AtomicU32::new(0);

/// Returns an empty database, on PostgreSQL if `TEST_POSTGRES` names one.
async fn empty() -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    let db = match std::env::var("TEST_POSTGRES") {
        Ok(url) if !url.is_empty() => {
            let number = N_DATABASES.fetch_add(1, Ordering::SeqCst);
            let name = format!("db_test_{}_{number}", std::process::id());
            let server = Db::open_postgres(&url).await.unwrap();
            server
                .run_alone(&format!("drop database if exists {name}"))
                .await
                .unwrap();
            server
                .run_alone(&format!("create database {name} template template0"))
                .await
                .unwrap();
            let (server_url, _) = url.rsplit_once('/').unwrap();
            Db::open_postgres(&format!("{server_url}/{name}"))
                .await
                .unwrap()
        }
        _ => Db::open_sqlite(&folder.path().join("db.sqlite"), Durability::Process).unwrap(),
    };
    Fixture {
        db,
        _folder: folder,
    }
}

async fn migrated() -> Fixture {
    let fixture = empty().await;
    fixture.db.migrate(STEPS).await.unwrap();
    fixture
}

async fn insert(db: &Db, name: &str) -> crate::Result<i64> {
    let mut tx = db.write().await?;
    let id = tx.next_id("thing_id").await?;
    tx.execute(
        "insert into thing (id, name, note, flag) values ($1, $2, $3, $4)",
        &[id.into(), name.into(), None::<&str>.into(), true.into()],
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

async fn names(db: &Db) -> Vec<String> {
    let mut tx = db.read().await.unwrap();
    tx.rows("select name from thing order by name", &[], |row| {
        row.take()
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn values_come_back_as_they_went_in() {
    let Fixture { db, _folder } = migrated().await;
    let text = "Ünïcödé 🦀 'quotes' \r\n\t";
    let id = insert(&db, text).await.unwrap();
    assert_eq!(id, 10000);
    let mut tx = db.read().await.unwrap();
    let found = tx
        .one(
            "select id, name, note, flag, weight from thing where id = $1",
            &[IssueId(id).into()],
            |row| {
                let id: ProjectId = row.take()?;
                let name: String = row.take()?;
                let note: Option<String> = row.take()?;
                let flag: bool = row.take()?;
                let weight: Option<i64> = row.take()?;
                Ok((id, name, note, flag, weight))
            },
        )
        .await
        .unwrap();
    assert_eq!(found, (ProjectId(10000), text.to_owned(), None, true, None));
    let count: i64 = tx
        .one("select count(*) from thing", &[], |row| row.take())
        .await
        .unwrap();
    assert_eq!(count, 1);
    let is_one_of = tx.dialect().is_one_of("id", 1);
    let sql = format!("select id from thing where {is_one_of}");
    let ids: Vec<i64> = tx
        .rows(&sql, &[vec![1, id].into()], |row| row.take())
        .await
        .unwrap();
    assert_eq!(ids, [id]);
}

#[tokio::test]
async fn parameters_are_bound_by_their_numbers() {
    let Fixture { db, _folder } = migrated().await;
    let id = insert(&db, "one").await.unwrap();
    let mut tx = db.read().await.unwrap();
    let sql = "select name from thing where name = $2 and id = $1 and $2 <> ''";
    let found = tx
        .opt(sql, &[id.into(), "one".into()], |row| row.take::<String>())
        .await
        .unwrap();
    assert_eq!(found.as_deref(), Some("one"));
}

#[tokio::test]
async fn a_dropped_change_leaves_no_trace() {
    let Fixture { db, _folder } = migrated().await;
    insert(&db, "kept").await.unwrap();
    {
        let mut tx = db.write().await.unwrap();
        tx.execute(
            "insert into thing (id, name, flag) values (1, 'dropped', false)",
            &[],
        )
        .await
        .unwrap();
    }
    // The connection is good for the next change.
    insert(&db, "next").await.unwrap();
    assert_eq!(names(&db).await, ["kept", "next"]);
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let Fixture { db, _folder } = migrated().await;
    let mut tx = db.read().await.unwrap();
    assert!(tx.execute("delete from thing", &[]).await.is_err());
}

#[tokio::test]
async fn a_refusing_constraint_is_known_by_its_columns() {
    let Fixture { db, _folder } = migrated().await;
    let id = insert(&db, "same").await.unwrap();
    let error = insert(&db, "same").await.unwrap_err();
    assert!(error.is_unique("thing.name"), "{error:?}");

    let mut tx = db.write().await.unwrap();
    let sql = "insert into part (thing_id, number) values ($1, 7)";
    tx.execute(sql, &[id.into()]).await.unwrap();
    let error = tx.execute(sql, &[id.into()]).await.unwrap_err();
    assert!(error.is_unique("part.thing_id,number"), "{error:?}");
    drop(tx);

    let mut tx = db.write().await.unwrap();
    let error = tx.execute(sql, &[5.into()]).await.unwrap_err();
    assert!(error.is_foreign_key(), "{error:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn changes_that_come_at_once_are_all_kept() {
    let Fixture { db, _folder } = migrated().await;
    let mut tasks = Vec::new();
    for task in 0..16 {
        let db = db.clone();
        tasks.push(tokio::spawn(async move {
            for n in 0..20 {
                insert(&db, &format!("{task} {n}")).await.unwrap();
                // Some give up in the middle of a change, which must not touch the others'.
                let mut tx = db.write().await.unwrap();
                let name = format!("given up {task} {n}");
                tx.execute(
                    "insert into thing (id, name, flag) values (-1, $1, true)",
                    &[name.into()],
                )
                .await
                .unwrap();
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let names = names(&db).await;
    assert_eq!(names.len(), 16 * 20);
    assert!(names.iter().all(|name| !name.starts_with("given up")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_change_whose_author_went_away_while_it_committed_is_whole() {
    let Fixture { db, _folder } = migrated().await;
    for n in 0..50 {
        let db = db.clone();
        let task = tokio::spawn(async move { insert(&db, &format!("{n}")).await });
        tokio::time::sleep(std::time::Duration::from_micros(n * 20)).await;
        task.abort();
        let _ = task.await;
    }
    // Whatever was kept, the next change works and ids stay unique.
    insert(&db, "last").await.unwrap();
    assert!(names(&db).await.contains(&"last".to_owned()));
}

#[tokio::test]
async fn the_schema_is_brought_up_to_date_once() {
    let Fixture { db, _folder } = empty().await;
    assert_eq!(
        db.schema_state(STEPS).await.unwrap(),
        SchemaState::Behind(vec!["0001_things", "0002_more"])
    );
    db.migrate(&STEPS[..1]).await.unwrap();
    assert_eq!(
        db.schema_state(STEPS).await.unwrap(),
        SchemaState::Behind(vec!["0002_more"])
    );
    db.migrate(STEPS).await.unwrap();
    db.migrate(STEPS).await.unwrap();
    assert_eq!(db.schema_state(STEPS).await.unwrap(), SchemaState::Current);
}

#[tokio::test]
async fn a_failed_step_is_undone() {
    let Fixture { db, _folder } = empty().await;
    let broken = Migration {
        name: "0003_broken",
        sql: "create table half (id {id});\nnonsense;",
    };
    let error = db.migrate(&[broken]).await.unwrap_err().to_string();
    assert!(error.contains("0003_broken"), "{error}");
    let fixed = Migration {
        name: "0003_broken",
        sql: "create table half (id {id});",
    };
    db.migrate(&[fixed]).await.unwrap();
}

#[tokio::test]
async fn an_older_program_leaves_a_newer_schema_alone() {
    let Fixture { db, _folder } = migrated().await;
    let error = db.migrate(&STEPS[..1]).await.unwrap_err().to_string();
    assert!(
        error.contains("newer version") && error.contains("0002_more"),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nodes_that_start_at_once_migrate_once() {
    let Fixture { db, _folder } = empty().await;
    let db = Arc::new(db);
    let starts: Vec<_> = (0..6)
        .map(|_| {
            tokio::spawn({
                let db = Arc::clone(&db);
                async move { db.migrate(STEPS).await }
            })
        })
        .collect();
    for start in starts {
        start.await.unwrap().unwrap();
    }
    assert_eq!(db.schema_state(STEPS).await.unwrap(), SchemaState::Current);
}

#[tokio::test]
async fn a_scan_reads_and_leaves_the_transaction_usable() {
    let Fixture { db, _folder } = migrated().await;
    insert(&db, "one").await.unwrap();
    let mut tx = db.read().await.unwrap();
    let found: Vec<String> = tx
        .scan(
            "select name from thing where flag = $1".to_owned(),
            vec![true.into()],
            |row| row.take(),
        )
        .await
        .unwrap();
    assert_eq!(found, ["one"]);
    let n: i64 = tx
        .one("select count(*) from thing", &[], |row| row.take())
        .await
        .unwrap();
    assert_eq!(n, 1);
}

#[tokio::test]
async fn an_endless_scan_is_stopped() {
    let Fixture { db, _folder } = migrated().await;
    if db.dialect() == Dialect::Postgres {
        return; // There the limit is the client's own clock; see `Tx::scan`.
    }
    let mut tx = db.read().await.unwrap();
    let endless =
        "with recursive n (i) as (select 1 union all select i + 1 from n) select max(i) from n";
    let error = tx
        .scan_for(
            std::time::Duration::from_millis(50),
            endless.to_owned(),
            vec![],
            |row| row.take::<i64>(),
        )
        .await;
    assert!(matches!(error, Err(Error::TooLong)), "{error:?}");
}

/// SQLite plans a statement anew on each use unless it is told to keep its plans: twelve times the work.
#[test]
fn cached_statements_keep_their_plan() {
    let folder = tempfile::tempdir().unwrap();
    let connection =
        crate::sqlite::connect(&folder.path().join("db.sqlite"), Durability::Process).unwrap();
    connection
        .execute_batch("create table t (id integer primary key, a text, b text); create index t_a on t (a, b);")
        .unwrap();
    for n in 0..100 {
        let mut statement = connection
            .prepare_cached("select id from t where a = $1 and b > $2")
            .unwrap();
        let _: Vec<i64> = statement
            .query_map((n.to_string(), "x"), |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(
            statement.get_status(rusqlite::StatementStatus::RePrepare),
            0,
            "use {n}"
        );
    }
}

#[tokio::test]
async fn a_transaction_in_which_a_statement_failed_goes_no_further() {
    let fixture = migrated().await;
    let db = &fixture.db;
    insert(db, "one").await.unwrap();
    let mut tx = db.write().await.unwrap();
    let sql = "insert into thing (id, name, flag) values ($1, $2, $3)";
    tx.execute(sql, &[1.into(), "two".into(), true.into()])
        .await
        .unwrap();
    let twice = tx
        .execute(sql, &[2.into(), "two".into(), true.into()])
        .await;
    assert!(twice.unwrap_err().is_unique("thing.name"));
    // Whoever ignores that learns it here, on both engines, instead of losing the first half.
    let more = tx
        .execute(sql, &[3.into(), "three".into(), true.into()])
        .await;
    more.unwrap_err();
    tx.commit().await.unwrap_err();
    assert_eq!(names(db).await, ["one"]);
    insert(db, "four").await.unwrap();
}

#[tokio::test]
async fn postgres_ends_a_statement_that_nobody_waits_for() {
    let fixture = migrated().await;
    if fixture.db.dialect() == Dialect::Sqlite {
        return;
    }
    let mut tx = fixture.db.read().await.unwrap();
    let limit: String = tx
        .one("show statement_timeout", &[], |row| row.take())
        .await
        .unwrap();
    assert_eq!(limit, "30s");
}
