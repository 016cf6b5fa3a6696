//! What `serve` and `demo` do first: take the port, open the database, bring its schema up to date.

use std::net::SocketAddr;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::Path;
use std::sync::Arc;

use accounts::setup::{NewAdmin, create_first_administrator};
use base::app::{PasswordCost, Settings};
use base::blob::Blobs;
use base::schema::MIGRATIONS;
use base::{App, Cx, Error, Urls, guard};
use db::{Db, Durability};
use model::Timestamp;
use tokio::net::TcpListener;

use super::Failure;
use crate::Server;
use crate::config::Config;

/// A server that is about to serve.
pub struct Started {
    pub server: Arc<Server>,
    pub listener: TcpListener,
    /// The address it really listens on.
    pub address: SocketAddr,
}

/// Starts a server with its data in the folder `data`, which is there.
///
/// # Errors
/// When the port is taken, the database cannot be opened, or a setting means nothing.
pub async fn start(
    config: &Config,
    data: &Path,
    setup_code: Option<String>,
) -> Result<Started, Failure> {
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| Failure(format!("cannot listen on {}: {error}", config.listen)))?;
    let address = listener
        .local_addr()
        .map_err(|error| Failure(format!("cannot listen: {error}")))?;
    let base_url = config
        .base_url
        .clone()
        .unwrap_or_else(|| default_base_url(address));
    let settings = Settings {
        urls: Urls::parse(&base_url).map_err(Failure)?,
        reported_version: config.reported_version,
        title: config.title.clone(),
        password_cost: PasswordCost::Full,
        setup_code,
        sends_mail: config.smtp.is_some(),
        blobs: blobs(config.attachments.as_deref(), data)?,
        max_attachment: config.max_attachment,
    };
    let db = open(config.database_url.as_deref(), data).await?;
    db.migrate(MIGRATIONS)
        .await
        .map_err(|error| Failure(error.to_string()))?;
    let app = App::open(db, settings, Arc::new(now))
        .await
        .map_err(|error| explain(&error))?;
    Ok(Started {
        server: Arc::new(Server::new(app)),
        listener,
        address,
    })
}

/// Makes the first administrator, if there is none yet; returns whether it did.
///
/// # Errors
/// When the name or password is not valid, or the database refuses.
pub async fn first_administrator(app: &Arc<App>, admin: &NewAdmin) -> Result<bool, Failure> {
    let cx = Cx::internal(app, "command line");
    let made = async {
        let mut tx = cx.write().await?;
        let first_run = match guard::first_run(&cx, &mut tx).await {
            Ok(first_run) => first_run,
            Err(Error::NotFound(_)) => return Ok(false),
            Err(error) => return Err(error),
        };
        create_first_administrator(&cx, &mut tx, first_run, admin).await?;
        tx.commit().await?;
        Ok(true)
    };
    made.await.map_err(|error: Error| explain(&error))
}

/// Makes a folder that only its owner can read, if it is not there.
///
/// # Errors
/// When it cannot be made.
pub fn make_private_folder(folder: &Path) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| {
        Failure(format!(
            "cannot use the data folder {}: {error}",
            folder.display()
        ))
    };
    if !folder.exists() {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(cannot)?;
    }
    let is_folder = std::fs::metadata(folder).map_err(cannot)?;
    if !is_folder.is_dir() {
        return Err(Failure(format!("{} is not a folder", folder.display())));
    }
    if is_folder.permissions().mode() & 0o007 != 0 {
        tracing::warn!(folder = %folder.display(), "other users of this machine can read the data folder");
    }
    Ok(())
}

async fn open(database_url: Option<&str>, data: &Path) -> Result<Db, Failure> {
    let opened = match database_url {
        Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            Db::open_postgres(url).await
        }
        // The URL is not repeated: it may hold a password.
        Some(_) => {
            return Err(Failure(
                "the database URL must start with postgres://".to_owned(),
            ));
        }
        None => Db::open_sqlite(&data.join("bailiwick.sqlite"), Durability::Full),
    };
    opened.map_err(|error| Failure(error.to_string()))
}

/// Opens the place for attachments.
fn blobs(place: Option<&str>, data: &Path) -> Result<Blobs, Failure> {
    let opened = match place {
        None => Blobs::folder(&data.join("attachments")),
        Some(url) if url.contains("://") => Blobs::s3(url, std::env::vars()),
        Some(folder) => Blobs::folder(Path::new(folder)),
    };
    opened.map_err(Failure)
}

/// Returns the URL at which clients on this machine reach the address.
fn default_base_url(address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        tracing::warn!(
            "links will say localhost; give --base-url with the address that clients use"
        );
        return format!("http://localhost:{}", address.port());
    }
    format!("http://{address}")
}

fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

/// Returns the refusal as a line for the terminal.
fn explain(error: &Error) -> Failure {
    let text = match error {
        Error::Invalid(problems) => {
            let fields = problems
                .fields
                .iter()
                .map(|(field, text)| format!("{field}: {text}"));
            problems
                .messages
                .iter()
                .cloned()
                .chain(fields)
                .collect::<Vec<_>>()
                .join(" ")
        }
        Error::Unauthorized(text)
        | Error::Forbidden(text)
        | Error::NotFound(text)
        | Error::Busy(text)
        | Error::Internal(text) => text.clone(),
        other => format!("{other:?}"),
    };
    Failure(text)
}
