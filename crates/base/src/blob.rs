//! Files that people upload, kept outside of the database: in a folder, or in a bucket of a service that
//! speaks S3 ([`Blobs`]).
//!
//! Here and not in an area, because attachments (`issues`) and pictures (`system`) both need it. The order
//! is what makes it safe to be killed at any time:
//!
//! 1. [`create`] commits a row that says that the file may be there, and belongs to nothing;
//! 2. [`Writing::finish`] returns when the disk (or the service) has the file;
//! 3. [`keep`] ties the row to what the file is for, in that thing's own transaction.
//!
//! Whatever deletes the thing leaves a row that belongs to nothing: the row outlives the reference, the file
//! never the row. [`discard`] removes such files at once, [`sweep`] those that were left, a day later.

mod store;
mod target;

use std::sync::Arc;

use bytes::Bytes;
use db::Tx;
use futures_util::stream::{BoxStream, StreamExt as _};
use model::{AttachmentId, AvatarId, BlobId, Timestamp};
use object_store::buffered::BufWriter;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt as _};
use tokio::io::AsyncWriteExt as _;

use crate::{Cx, Error, Result, messages, secret};

pub use target::Blobs;

/// How many files one sweep removes at most.
const SWEPT: i64 = 10_000;
/// How old a file nobody refers to must be before it is swept away, in seconds: no upload takes so long.
const GRACE: i64 = 24 * 3600;

/// What a file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An attachment.
    Attachment(AttachmentId),
    /// A picture.
    Avatar(AvatarId),
    /// A picture that is still to be cropped, by its id.
    Draft(i64),
}

/// A stored file: its row and its name in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its row.
    pub id: BlobId,
    /// Its name in the store. It tells nothing and is never used again.
    pub name: String,
}

/// A file that is being written.
pub struct Writing {
    stored: Stored,
    size: u64,
    writer: BufWriter,
}

/// Begins a file; `part` says what it will be of its owner: `content`, `thumbnail`, `48`.
///
/// # Errors
/// When the database cannot be written.
pub async fn create(cx: &Cx, part: &str) -> Result<Writing> {
    let mut name = secret::hash(&secret::random()?);
    name.truncate(32);
    let mut tx = cx.write().await?;
    let id = BlobId(tx.next_id("blob_id").await?);
    store::insert(&mut tx, id, &name, part, cx.now()).await?;
    tx.commit().await?;
    let blobs = &cx.app.settings.blobs;
    Ok(Writing {
        writer: BufWriter::with_capacity(blobs.store(), blobs.place(&name), blobs.chunk())
            .with_max_concurrency(1),
        stored: Stored { id, name },
        size: 0,
    })
}

impl Writing {
    /// Returns how many bytes were given so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the file as it will be.
    #[must_use]
    pub fn stored(&self) -> &Stored {
        &self.stored
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// Busy, when the store cannot be written.
    pub async fn write(&mut self, bytes: Bytes) -> Result<()> {
        self.size = self
            .size
            .saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        self.writer.put(bytes).await.map_err(|error| failed(&error))
    }

    /// Ends the file; returns when it is there for good.
    ///
    /// # Errors
    /// Busy, when the store cannot be written.
    pub async fn finish(mut self) -> Result<Stored> {
        self.writer
            .shutdown()
            .await
            .map_err(|error| failed(&error))?;
        Ok(self.stored)
    }

    /// Gives the file up.
    pub async fn give_up(mut self, cx: &Cx) {
        // Before anything was sent there is nothing to take back, which is no failure here.
        let _ = self.writer.abort().await;
        discard(cx, vec![self.stored]).await;
    }
}

/// Writes a whole file that is small enough to be in memory.
///
/// # Errors
/// As [`create`] and [`Writing::finish`].
pub async fn write_whole(cx: &Cx, part: &str, bytes: Vec<u8>) -> Result<Stored> {
    let mut writing = create(cx, part).await?;
    if let Err(error) = writing.write(bytes.into()).await {
        writing.give_up(cx).await;
        return Err(error);
    }
    writing.finish().await
}

/// Ties files to what they are for, with one statement.
///
/// # Errors
/// When the database cannot be written, or a file was given up meanwhile.
pub async fn keep(tx: &mut Tx, files: &[(BlobId, Owner)]) -> Result<()> {
    let kept = store::set_owners(tx, files).await?;
    if kept == u64::try_from(files.len()).unwrap_or(u64::MAX) {
        return Ok(());
    }
    Err(Error::Internal(
        "a file is gone before it was kept".to_owned(),
    ))
}

/// Returns the files of an owner with their parts.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_owner(tx: &mut Tx, owner: Owner) -> Result<Vec<(String, Stored)>> {
    Ok(store::of_owner(tx, owner).await?)
}

/// Returns one file of an owner.
///
/// # Errors
/// When the database cannot be read.
pub async fn part_of(tx: &mut Tx, owner: Owner, part: &str) -> Result<Option<Stored>> {
    let files = store::of_owner(tx, owner).await?;
    Ok(files
        .into_iter()
        .find(|(known, _)| known == part)
        .map(|(_, stored)| stored))
}

/// Returns a file's bytes, all of them: only of files that are known to be small.
///
/// # Errors
/// Not found, if the store has lost it; Busy, when the store cannot be read.
pub async fn read(cx: &Cx, file: &Stored) -> Result<Bytes> {
    let blobs = &cx.app.settings.blobs;
    let found = blobs.store().get(&blobs.place(&file.name)).await;
    let found = found.map_err(|error| unreadable(&error))?;
    found.bytes().await.map_err(|error| unreadable(&error))
}

/// The bytes of a file, as they come.
pub type Stream = BoxStream<'static, std::io::Result<Bytes>>;

/// Returns a part of a file's bytes, from one position up to, but not including, another.
///
/// # Errors
/// As [`read`].
pub async fn stream(cx: &Cx, file: &Stored, from: u64, to: u64) -> Result<Stream> {
    let blobs = &cx.app.settings.blobs;
    if from >= to {
        return Ok(futures_util::stream::empty().boxed());
    }
    let options = GetOptions {
        range: Some(GetRange::Bounded(from..to)),
        ..GetOptions::default()
    };
    let found = blobs
        .store()
        .get_opts(&blobs.place(&file.name), options)
        .await;
    let found = found.map_err(|error| unreadable(&error))?;
    Ok(found
        .into_stream()
        .map(|chunk| chunk.map_err(std::io::Error::other))
        .boxed())
}

/// Removes files that belong to nothing any more, and then their rows. What cannot be removed now is
/// swept away later: whoever asked has what they asked for.
pub async fn discard(cx: &Cx, files: Vec<Stored>) {
    if files.is_empty() {
        return;
    }
    if let Err(error) = remove(cx, files).await {
        tracing::warn!(?error, "files could not be removed; trying again in a day");
    }
}

/// Removes what nobody has referred to for a day; returns how many files that were.
///
/// # Errors
/// When the database or the store refuses.
pub async fn sweep(cx: &Cx, now: Timestamp) -> Result<u64> {
    let mut tx = cx.read().await?;
    let loose = store::loose_before(&mut tx, now.plus_seconds(-GRACE), SWEPT).await?;
    drop(tx);
    if loose.is_empty() {
        return Ok(0);
    }
    remove(cx, loose).await
}

async fn remove(cx: &Cx, files: Vec<Stored>) -> Result<u64> {
    let blobs = &cx.app.settings.blobs;
    let mut gone = Vec::with_capacity(files.len());
    for file in &files {
        blobs.remove_unfinished(&file.name).await;
        match blobs.store().delete(&blobs.place(&file.name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => gone.push(file.id.0),
            Err(error) => tracing::warn!(%error, "a file could not be removed"),
        }
    }
    let mut tx = cx.write().await?;
    let n_gone = store::delete_loose(&mut tx, gone).await?;
    tx.commit().await?;
    Ok(n_gone)
}

fn failed(error: &dyn std::fmt::Display) -> Error {
    tracing::error!(%error, "files cannot be written");
    messages::storage_unavailable()
}

fn unreadable(error: &object_store::Error) -> Error {
    tracing::error!(%error, "a file cannot be read");
    match error {
        object_store::Error::NotFound { .. } => messages::file_is_lost(),
        _ => messages::storage_unavailable(),
    }
}

/// Where a file of this name is within the store: in one of 256 folders, none of which grows too large.
fn within(prefix: &Path, name: &str) -> Path {
    let folder = name.get(..2).unwrap_or("__");
    prefix.clone().join(folder).join(name)
}

/// The store as the program sees it.
pub(crate) type Store = Arc<dyn ObjectStore>;
