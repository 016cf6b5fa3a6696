//! Where files are kept: what the administrator has configured.

use std::path::{Path as Folder, PathBuf};
use std::sync::Arc;

use object_store::ObjectStore;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;

use super::{Store, within};

/// How much of a file is in memory while it is written to a folder.
const CHUNK: usize = 256 * 1024;
/// The same for S3, whose parts may not be smaller.
const S3_CHUNK: usize = 5 * 1024 * 1024;

/// Where files are kept. Cloning it is cheap and gives the same place.
#[derive(Clone, Debug)]
pub struct Blobs {
    store: Store,
    prefix: Path,
    chunk: usize,
    /// The folder, if it is one.
    root: Option<PathBuf>,
    /// The memory, if it is there.
    memory: Option<Arc<InMemory>>,
}

impl Blobs {
    /// Returns the place that is a folder, which is made if it is not there. What is written is on the
    /// disk before anybody is told so.
    ///
    /// # Errors
    /// When the folder cannot be used; the text names it.
    pub fn folder(folder: &Folder) -> Result<Self, String> {
        use std::os::unix::fs::DirBuilderExt as _;
        let cannot = |error: &dyn std::fmt::Display| {
            format!(
                "cannot use the folder for attachments {}: {error}",
                folder.display()
            )
        };
        // Files may be secret: nobody else on the machine reads them.
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|error| cannot(&error))?;
        let store = LocalFileSystem::new_with_prefix(folder)
            .map_err(|error| cannot(&error))?
            .with_fsync(true);
        Ok(Self {
            root: Some(folder.to_owned()),
            ..Self::new(Arc::new(store), Path::default(), CHUNK)
        })
    }

    /// Returns the place that is a bucket, as `s3://bucket/prefix`. Of the variables those that begin with
    /// `AWS_` say where the service is and who asks.
    ///
    /// # Errors
    /// When the address or a variable means nothing, or there is no credential.
    pub fn s3(
        url: &str,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, String> {
        let rest = url
            .strip_prefix("s3://")
            .ok_or("the place for attachments must be a folder or s3://bucket/prefix")?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() || bucket.contains(['@', '?', '#']) {
            return Err("the place for attachments names no bucket: s3://bucket/prefix".to_owned());
        }
        let mut builder = AmazonS3Builder::new().with_bucket_name(bucket);
        let mut has_credential = false;
        for (name, value) in variables {
            let name = name.to_ascii_lowercase();
            if !name.starts_with("aws_") {
                continue;
            }
            if let Ok(key) = name.parse::<AmazonS3ConfigKey>() {
                has_credential |= matches!(
                    name.as_str(),
                    "aws_access_key_id"
                        | "aws_web_identity_token_file"
                        | "aws_container_credentials_relative_uri"
                        | "aws_container_credentials_full_uri"
                );
                builder = builder.with_config(key, value);
            }
        }
        // Without one the client would look for it at an address of the network, unasked.
        if !has_credential {
            return Err(
                "attachments in S3 need a credential: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
                    .to_owned(),
            );
        }
        // Once for the process; another part of it may have done so before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let store = builder
            .build()
            .map_err(|error| format!("attachments in S3: {error}"))?;
        let prefix = Path::parse(prefix.trim_end_matches('/'))
            .map_err(|error| format!("attachments in S3: {error}"))?;
        Ok(Self::new(Arc::new(store), prefix, S3_CHUNK))
    }

    /// Returns a place in memory: for tests.
    #[must_use]
    pub fn memory() -> Self {
        Self::in_memory(Arc::new(InMemory::new()))
    }

    /// Returns a place of its own with the same files, if this one is in memory, or else this one: for tests.
    #[must_use]
    pub fn fork(&self) -> Self {
        match &self.memory {
            Some(memory) => Self::in_memory(Arc::new(memory.fork())),
            None => self.clone(),
        }
    }

    fn in_memory(memory: Arc<InMemory>) -> Self {
        Self {
            memory: Some(Arc::clone(&memory)),
            ..Self::new(memory, Path::default(), CHUNK)
        }
    }

    fn new(store: Arc<dyn ObjectStore>, prefix: Path, chunk: usize) -> Self {
        Self {
            store,
            prefix,
            chunk,
            root: None,
            memory: None,
        }
    }

    pub(super) fn store(&self) -> Store {
        Arc::clone(&self.store)
    }

    pub(super) fn place(&self, name: &str) -> Path {
        within(&self.prefix, name)
    }

    /// Removes what a killed process has left of a file in a folder: the store writes beside the file's place
    /// first, under the name with `#1`, and knows nothing of it afterwards.
    pub(super) async fn remove_unfinished(&self, name: &str) {
        let Some(root) = &self.root else {
            return;
        };
        let place = self.place(name);
        let unfinished = root.join(format!("{place}#1"));
        // Nearly always there is none.
        let _ = tokio::fs::remove_file(unfinished).await;
    }

    pub(super) fn chunk(&self) -> usize {
        self.chunk
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(names: &[&str]) -> Vec<(String, String)> {
        let value = |name: &&str| ((*name).to_owned(), "us-east-1".to_owned());
        names.iter().map(value).collect()
    }

    #[test]
    fn a_bucket_needs_a_name_and_a_credential() {
        let full = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"];
        assert!(Blobs::s3("s3://files/bailiwick", variables(&full)).is_ok());
        assert!(Blobs::s3("s3://files", variables(&full)).is_ok());
        for url in [
            "s3://",
            "s3:///x",
            "s3://user:password@files",
            "http://files",
        ] {
            assert!(Blobs::s3(url, variables(&full)).is_err(), "{url}");
        }
        let refused = Blobs::s3("s3://files", variables(&["AWS_REGION", "PATH"])).unwrap_err();
        assert!(refused.contains("AWS_ACCESS_KEY_ID"), "{refused}");
    }

    #[test]
    fn a_file_has_a_folder_of_its_first_letters() {
        let place = within(&Path::from("x"), "abcdef");
        assert_eq!(place.as_ref(), "x/ab/abcdef");
    }
}
