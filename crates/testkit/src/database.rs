//! A database for one test.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use base::schema::MIGRATIONS;
use db::{Db, Durability};
use tempfile::TempDir;

/// A database for one test, gone after it.
pub struct Database {
    db: Db,
    _folder: Option<Arc<TempDir>>,
}

static N_DATABASES: AtomicU32 = AtomicU32::new(0);

impl Database {
    pub async fn fresh() -> Self {
        let database = match std::env::var("TEST_POSTGRES") {
            Ok(url) if !url.is_empty() => Self::postgres(&url).await,
            _ => Self::sqlite(),
        };
        database.db.migrate(MIGRATIONS).await.unwrap();
        database
    }

    pub async fn fresh_sqlite() -> Self {
        let database = Self::sqlite();
        database.db.migrate(MIGRATIONS).await.unwrap();
        database
    }

    /// Returns a copy, which goes its own way. SQLite only.
    pub fn copy(&self) -> Self {
        let from = self
            ._folder
            .as_ref()
            .expect("only SQLite databases are copied")
            .path();
        let folder = TempDir::new().unwrap();
        // Nobody writes meanwhile, so the log beside the database belongs to it.
        for name in ["test.sqlite", "test.sqlite-wal"] {
            if from.join(name).exists() {
                std::fs::copy(from.join(name), folder.path().join(name)).unwrap();
            }
        }
        let db = Db::open_sqlite(&folder.path().join("test.sqlite"), Durability::Process).unwrap();
        Self {
            db,
            _folder: Some(Arc::new(folder)),
        }
    }

    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Returns a further handle on the same database.
    pub fn shared(&self) -> Self {
        Self {
            db: self.db.clone(),
            _folder: self._folder.clone(),
        }
    }

    fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let db = Db::open_sqlite(&folder.path().join("test.sqlite"), Durability::Process).unwrap();
        Self {
            db,
            _folder: Some(Arc::new(folder)),
        }
    }

    async fn postgres(url: &str) -> Self {
        // Processes run side by side, tests within one too.
        let number = N_DATABASES.fetch_add(1, Ordering::SeqCst);
        let name = format!("bailiwick_test_{}_{number}", std::process::id());
        let server = Db::open_postgres(url).await.unwrap();
        server
            .run_alone(&format!("drop database if exists {name}"))
            .await
            .unwrap();
        server
            .run_alone(&format!("create database {name} template template0"))
            .await
            .unwrap();
        let (server_url, _) = url.rsplit_once('/').unwrap();
        Self {
            db: Db::open_postgres(&format!("{server_url}/{name}"))
                .await
                .unwrap(),
            _folder: None,
        }
    }
}
