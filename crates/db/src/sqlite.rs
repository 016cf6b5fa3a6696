//! SQLite: readers of their own, and one writer that commits what is waiting together.
//!
//! A change runs on the writer connection as a savepoint inside an open transaction. When it is done
//! it joins the list of those waiting for the commit, and the commit thread queues for the
//! connection behind the changes that are already waiting for it. So under load many changes share one
//! synchronization of the disk, alone each has its own, and a reply always follows the commit that carries it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard, oneshot};

use crate::{Error, OpenError, Result};

/// How long a change waits for another process that is writing.
const BUSY: Duration = Duration::from_secs(5);
/// Readers that are kept open. More are opened under load and closed again after it.
const READERS_KEPT: usize = 8;
/// Prepared statements each connection keeps.
const STATEMENTS_KEPT: usize = 256;

/// Whether a commit waits until the disk has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Each acknowledged change survives a power cut. The only one for real data.
    Full,
    /// For tests: a change survives the end of the process, not the loss of power.
    Process,
}

#[derive(Clone)]
pub(crate) struct Sqlite {
    file: Arc<PathBuf>,
    durability: Durability,
    readers: Arc<Mutex<Vec<Connection>>>,
    writer: Arc<AsyncMutex<Writer>>,
    commits: Commits,
}

impl Sqlite {
    pub(crate) fn open(
        file: &Path,
        durability: Durability,
    ) -> std::result::Result<Self, OpenError> {
        make_private(file).map_err(|error| {
            OpenError(format!(
                "cannot make the database {}: {error}",
                file.display()
            ))
        })?;
        let connection = connect(file, durability).map_err(|error| {
            OpenError(format!(
                "cannot open the database {}: {error}",
                file.display()
            ))
        })?;
        let writer = Arc::new(AsyncMutex::new(Writer {
            connection,
            open: false,
            waiting: Vec::new(),
            failed: None,
        }));
        let commits = Commits::start(Arc::downgrade(&writer))
            .map_err(|error| OpenError(format!("cannot start the commit thread: {error}")))?;
        Ok(Self {
            file: Arc::new(file.to_owned()),
            durability,
            readers: Arc::default(),
            writer,
            commits,
        })
    }

    pub(crate) fn reader(&self) -> Result<Reader> {
        let kept = self
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let connection = match kept {
            Some(connection) => connection,
            None => {
                let connection = connect(&self.file, self.durability)?;
                connection.pragma_update(None, "query_only", true)?;
                connection
            }
        };
        connection.prepare_cached("begin")?.execute(())?;
        Ok(Reader {
            connection: Some(connection),
            home: Arc::clone(&self.readers),
        })
    }

    pub(crate) async fn writer(&self) -> Result<WriteTx> {
        let mut writer = Arc::clone(&self.writer).lock_owned().await;
        if let Some(reason) = &writer.failed {
            return Err(Error::Storage(reason.clone()));
        }
        if let Err(error) = writer.begin() {
            drop(writer);
            // A transaction that was opened all the same must not stay open.
            self.commits.request();
            return Err(error);
        }
        Ok(WriteTx {
            writer: Some(writer),
            commits: self.commits.clone(),
        })
    }
}

/// Makes the file, readable by its owner only; SQLite gives the files beside it the same mode.
fn make_private(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let made = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file);
    match made {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map(drop),
    }
}

pub(crate) fn connect(file: &Path, durability: Durability) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(
        file,
        OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(BUSY)?;
    // Without it SQLite plans each use of a cached statement anew.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    let synchronous = match durability {
        Durability::Full => "full",
        Durability::Process => "off",
    };
    connection.pragma_update(None, "synchronous", synchronous)?;
    // 4 MiB a connection, and no memory map, which would count the file once for each of them.
    connection.pragma_update(None, "cache_size", -4000)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    Ok(connection)
}

/// A connection that reads one moment's state.
pub(crate) struct Reader {
    /// Absent only while a scan has it on another thread.
    connection: Option<Connection>,
    home: Arc<Mutex<Vec<Connection>>>,
}

impl Reader {
    pub(crate) fn connection(&self) -> Result<&Connection> {
        self.connection
            .as_ref()
            .ok_or_else(|| Error::Engine("the connection is scanning".to_owned()))
    }

    /// Runs `work` on a thread that may block, with the connection.
    pub(crate) async fn scan<T, F>(&mut self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    {
        let mut connection = self
            .connection
            .take()
            .ok_or_else(|| Error::Engine("the connection is scanning".to_owned()))?;
        let (connection, result) = tokio::task::spawn_blocking(move || {
            let result = work(&mut connection);
            (connection, result)
        })
        .await
        .map_err(|error| Error::Engine(error.to_string()))?;
        self.connection = Some(connection);
        result
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        let ended = connection
            .prepare_cached("rollback")
            .and_then(|mut end| end.execute(()))
            .is_ok();
        let mut readers = self.home.lock().unwrap_or_else(PoisonError::into_inner);
        if ended && readers.len() < READERS_KEPT {
            readers.push(connection);
        }
    }
}

/// The one connection that writes.
pub(crate) struct Writer {
    connection: Connection,
    /// Whether a transaction is open on the connection.
    open: bool,
    /// Those whose changes are in the open transaction.
    waiting: Vec<oneshot::Sender<Result<()>>>,
    /// Why nothing may be written any more.
    failed: Option<String>,
}

impl Writer {
    fn begin(&mut self) -> Result<()> {
        if !self.open {
            self.connection
                .prepare_cached("begin immediate")?
                .execute(())?;
            self.open = true;
        }
        self.connection
            .prepare_cached("savepoint change")?
            .execute(())?;
        Ok(())
    }

    fn keep_change(&mut self) -> Result<()> {
        self.connection
            .prepare_cached("release change")?
            .execute(())?;
        Ok(())
    }

    fn undo_change(&mut self) {
        let undone = self
            .connection
            .execute_batch("rollback to change; release change");
        if let Err(error) = undone {
            // The engine has already rolled back everything (disk full, for one): those whose changes
            // were in it must hear of it.
            tracing::error!(%error, "a change could not be undone by itself");
            self.fail_all(&error.to_string());
        }
    }

    /// Commits the open transaction and tells everybody who is in it.
    fn commit(&mut self) {
        if !self.open {
            return;
        }
        match self
            .connection
            .prepare_cached("commit")
            .and_then(|mut commit| commit.execute(()))
        {
            Ok(_) => {
                self.open = false;
                for waiting in self.waiting.drain(..) {
                    // Whoever went away meanwhile needs no answer.
                    let _ = waiting.send(Ok(()));
                }
            }
            Err(error) => {
                tracing::error!(%error, "commit failed");
                // After a failed synchronization the pages in memory say nothing about the disk: only
                // a restart, which reads it again, may write.
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::SystemIoFailure) {
                    self.failed = Some(format!("a commit failed ({error}); restart needed"));
                }
                self.fail_all(&error.to_string());
            }
        }
    }

    fn fail_all(&mut self, reason: &str) {
        if !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("rollback")
        {
            self.failed = Some(format!("a rollback failed ({error}); restart needed"));
        }
        self.open = false;
        for waiting in self.waiting.drain(..) {
            let _ = waiting.send(Err(Error::Storage(reason.to_owned())));
        }
    }
}

/// A change being made. Dropped before it is committed, it is undone.
pub(crate) struct WriteTx {
    writer: Option<OwnedMutexGuard<Writer>>,
    commits: Commits,
}

impl WriteTx {
    pub(crate) fn connection(&self) -> Result<&Connection> {
        match &self.writer {
            Some(writer) => Ok(&writer.connection),
            None => Err(over()),
        }
    }

    pub(crate) async fn commit(mut self) -> Result<()> {
        // What cannot be kept is undone by `drop`.
        self.writer
            .as_mut()
            .map_or_else(|| Err(over()), |writer| writer.keep_change())?;
        let mut writer = self.writer.take().ok_or_else(over)?;
        let (sender, receiver) = oneshot::channel();
        writer.waiting.push(sender);
        drop(writer);
        self.commits.request();
        receiver
            .await
            .map_err(|_| Error::Storage("the commit thread ended".to_owned()))?
    }
}

impl Drop for WriteTx {
    fn drop(&mut self) {
        if let Some(mut writer) = self.writer.take() {
            writer.undo_change();
            // Others may be waiting in the same transaction with their request already answered by a
            // commit that found this change in its way; asking again costs nothing.
            drop(writer);
            self.commits.request();
        }
    }
}

fn over() -> Error {
    Error::Engine("the transaction is over".to_owned())
}

/// Asks the commit thread to commit.
#[derive(Clone)]
struct Commits {
    thread: mpsc::Sender<()>,
    /// Whether a request is on its way that the thread has not taken yet.
    asked: Arc<AtomicBool>,
}

impl Commits {
    fn start(writer: std::sync::Weak<AsyncMutex<Writer>>) -> std::io::Result<Self> {
        let (sender, requests) = mpsc::channel();
        let asked = Arc::new(AtomicBool::new(false));
        let taken = Arc::clone(&asked);
        std::thread::Builder::new()
            .name("commit".to_owned())
            .spawn(move || {
                while requests.recv().is_ok() {
                    // Cleared before the lock is taken: a change that ends after this asks again.
                    taken.store(false, Ordering::SeqCst);
                    let Some(writer) = writer.upgrade() else {
                        return;
                    };
                    writer.blocking_lock().commit();
                }
            })?;
        Ok(Self {
            thread: sender,
            asked,
        })
    }

    fn request(&self) {
        if !self.asked.swap(true, Ordering::SeqCst) {
            // The thread lives as long as the writer; without it the waiting sender is dropped and
            // the caller hears of it.
            let _ = self.thread.send(());
        }
    }
}
