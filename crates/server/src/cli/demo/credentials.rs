//! The demo's credentials, kept beside its data. Only the demo keeps passwords.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use ::connect::password;
use serde::{Deserialize, Serialize};

use crate::cli::Failure;

const FILE: &str = "demo-credentials.json";

/// What the demo has handed out.
#[derive(Deserialize, Serialize)]
pub struct Credentials {
    /// The administrator.
    pub admin: Admin,
    /// What goes into GitLab.
    pub gitlab: GitLab,
}

/// The administrator.
#[derive(Deserialize, Serialize)]
pub struct Admin {
    /// Their name.
    pub username: String,
    /// Their password.
    pub password: String,
}

/// What goes into GitLab, and what stands behind it.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GitLab {
    /// The user's name.
    pub username: String,
    /// The user's password.
    pub password: String,
    /// A personal access token; empty until it is made.
    pub token: String,
    /// The group that holds the permissions.
    pub group: String,
    /// The scheme that grants them.
    pub permission_scheme: String,
}

impl Credentials {
    /// Returns the credentials of an earlier run on this data, or new ones, which are stored before
    /// anything is made with them: a run that is interrupted can be taken up again.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn load_or_make(data: &Path) -> Result<Self, Failure> {
        let file = data.join(FILE);
        match std::fs::read_to_string(&file) {
            Ok(text) => serde_json::from_str(&text)
                .map_err(|error| Failure(format!("{} is damaged: {error}", file.display()))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let credentials = Self::make()?;
                credentials.store(data)?;
                Ok(credentials)
            }
            Err(error) => Err(Failure(format!("cannot read {}: {error}", file.display()))),
        }
    }

    fn make() -> Result<Self, Failure> {
        let password =
            || -> Result<String, Failure> { Ok(password::generate()?.expose().to_owned()) };
        Ok(Self {
            admin: Admin {
                username: "admin".to_owned(),
                password: password()?,
            },
            gitlab: GitLab {
                username: "gitlab".to_owned(),
                password: password()?,
                token: String::new(),
                group: "gitlab-developers".to_owned(),
                permission_scheme: "GitLab permission scheme".to_owned(),
            },
        })
    }

    /// Stores the credentials, readable by their owner only; the file is replaced as a whole.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn store(&self, data: &Path) -> Result<(), Failure> {
        let write = || -> std::io::Result<()> {
            let new = data.join(format!("{FILE}.new"));
            let mut file = std::fs::OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&new)?;
            file.write_all(&serde_json::to_vec_pretty(self)?)?;
            file.sync_all()?;
            std::fs::rename(&new, data.join(FILE))
        };
        write().map_err(|error| {
            Failure(format!(
                "cannot write {}: {error}",
                data.join(FILE).display()
            ))
        })
    }
}
