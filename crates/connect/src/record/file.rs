//! The record as a file: replaced as a whole, and worked with by one process at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::{Record, VERSION};
use crate::error::Error;

/// The record of one user of one Jira, locked while it is worked with.
#[derive(Debug)]
pub struct RecordFile {
    /// What it says.
    pub record: Record,
    path: PathBuf,
    lock: File,
}

/// Returns where the record of a user of a Jira lies in a folder.
#[must_use]
pub fn path_in(folder: &Path, jira_url: &str, username: &str) -> PathBuf {
    let url = jira_url.trim_end_matches('/');
    let name = username.to_lowercase();
    let hash = Sha256::digest(format!("{url}\n{name}"));
    let hash: String = hash
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let readable: String = url
        .split("://")
        .last()
        .unwrap_or_default()
        .chars()
        .chain(['-'])
        .chain(name.chars())
        .map(|char| {
            if char.is_ascii_alphanumeric() {
                char
            } else {
                '-'
            }
        })
        .take(80)
        .collect();
    folder.join(format!("{readable}-{hash}.json"))
}

/// Reads the record at a place without working with it; none if there is no file.
///
/// # Errors
/// When it cannot be read or is of another version.
pub fn read(path: &Path) -> Result<Option<Record>, Error> {
    let refuse = |detail: String| Error::Record {
        path: path.to_owned(),
        detail,
    };
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(refuse(format!("cannot be read: {error}"))),
    };
    let value: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| refuse(format!("is damaged: {error}")))?;
    let version = value.get("version").and_then(serde_json::Value::as_u64);
    if version != Some(u64::from(VERSION)) {
        let is = version.map_or_else(|| "none".to_owned(), |version| version.to_string());
        return Err(refuse(format!(
            "is of version {is}; this program reads version {VERSION}"
        )));
    }
    serde_json::from_value(value)
        .map(Some)
        .map_err(|error| refuse(format!("is damaged: {error}")))
}

impl RecordFile {
    /// Opens the record of a user of a Jira in a folder, which is made if it is not there. Without a
    /// record it begins with an empty one; nothing is written yet.
    ///
    /// # Errors
    /// When another process works with it, or it cannot be read.
    pub fn open(folder: &Path, jira_url: &str, username: &str) -> Result<Self, Error> {
        let path = path_in(folder, jira_url, username);
        let refuse = |doing: &str, error: &io::Error| Error::Record {
            path: path.clone(),
            detail: format!("{doing}: {error}"),
        };
        let mut folders = fs::DirBuilder::new();
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        // Who has which rights where is nobody else's business, nor is who may hold the lock.
        #[cfg(unix)]
        {
            use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
            folders.mode(0o700);
            options.mode(0o600);
        }
        let made = folders.recursive(true).create(folder);
        made.map_err(|error| refuse("its folder cannot be made", &error))?;
        let lock_path = path.with_extension("lock");
        let lock = options
            .open(&lock_path)
            .map_err(|error| refuse("cannot be locked", &error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Busy { path: lock_path }),
            Err(TryLockError::Error(error)) => return Err(refuse("cannot be locked", &error)),
        }
        let record = read(&path)?.unwrap_or_else(|| Record::empty(jira_url, username));
        Ok(Self { record, path, lock })
    }

    /// Returns where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes it: afterwards the file holds either what it held before or all of this, even if the
    /// machine stops meanwhile.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self) -> Result<(), Error> {
        self.write().map_err(|error| Error::Record {
            path: self.path.clone(),
            detail: format!("cannot be written: {error}"),
        })
    }

    fn write(&self) -> io::Result<()> {
        let new = self.path.with_extension("new");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let mut file = options.open(&new)?;
        file.write_all(&serde_json::to_vec_pretty(&self.record)?)?;
        file.sync_all()?;
        fs::rename(&new, &self.path)?;
        // The new name is not sure to be there after a power cut until its folder is written.
        match self.path.parent() {
            Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
            _ => Ok(()),
        }
    }

    /// Removes the file: nothing is left of what it told of.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(self) -> Result<(), Error> {
        let gone = match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
        gone.map_err(|error| Error::Record {
            path: self.path.clone(),
            detail: format!("cannot be removed: {error}"),
        })?;
        // Not an error: an empty file that locks nothing is in nobody's way.
        let _ = fs::remove_file(self.path.with_extension("lock"));
        drop(self.lock);
        Ok(())
    }
}
