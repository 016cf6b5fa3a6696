//! Where the settings come from: flags, then environment, then the configuration file, then defaults.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;

use crate::cli::Failure;
use crate::mail::Smtp;

/// The settings that `serve` and `demo` share. Each has a flag, a variable and a key in the file.
#[derive(Args, Clone, Default)]
pub struct Options {
    /// Folder for the data: the SQLite database and what belongs to it
    #[arg(long, value_name = "DIR", env = "BAILIWICK_DATA")]
    pub data: Option<PathBuf>,

    /// PostgreSQL database instead of SQLite, such as postgres://user@host/name. A password is better
    /// given by the variable than by the flag, which other users of the machine can see
    #[arg(
        long,
        value_name = "URL",
        env = "BAILIWICK_DATABASE_URL",
        hide_env_values = true
    )]
    pub database_url: Option<String>,

    /// Where clients reach this server, context path included; all links in answers start with it.
    /// [default: http:// and the listen address]
    #[arg(long, value_name = "URL", env = "BAILIWICK_BASE_URL")]
    pub base_url: Option<String>,

    /// Address and port to listen on; port 0 takes a free one. [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS", env = "BAILIWICK_LISTEN")]
    pub listen: Option<String>,

    /// Name of the instance. [default: Bailiwick]
    #[arg(long, env = "BAILIWICK_TITLE")]
    pub title: Option<String>,

    /// Jira version that clients are told they talk to, such as 8.20, 9.12 or 10.3: some behave by it.
    /// [default: 8.20.7]
    #[arg(long, value_name = "VERSION", env = "BAILIWICK_REPORTED_VERSION")]
    pub reported_version: Option<String>,

    /// Server that mail is handed to: smtp://user:password@host:587 (with STARTTLS; ?tls=none without),
    /// or smtps://host (TLS from the start). Without one, mail waits on the administrator's page. A
    /// password is better given by the variable than by the flag
    #[arg(
        long,
        value_name = "URL",
        env = "BAILIWICK_SMTP_URL",
        hide_env_values = true
    )]
    pub smtp_url: Option<String>,

    /// Address that mail comes from, such as jira@example.com
    #[arg(long, value_name = "ADDRESS", env = "BAILIWICK_MAIL_FROM")]
    pub mail_from: Option<String>,

    /// Where attachments and uploaded pictures are kept: a folder, or s3://bucket/prefix with the
    /// variables AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT. Several nodes
    /// need the same folder or bucket. [default: attachments in the data folder]
    #[arg(long, value_name = "PLACE", env = "BAILIWICK_ATTACHMENTS")]
    pub attachments: Option<String>,

    /// Largest file that may be attached, in bytes. [default: 10485760]
    #[arg(long, value_name = "BYTES", env = "BAILIWICK_MAX_ATTACHMENT")]
    pub max_attachment: Option<u64>,

    /// Configuration file (TOML) with the same names: data, database-url, base-url, listen, title,
    /// reported-version, smtp-url, mail-from, attachments, max-attachment
    #[arg(long, value_name = "FILE", env = "BAILIWICK_CONFIG")]
    pub config: Option<PathBuf>,
}

/// The same in a file.
#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    data: Option<PathBuf>,
    database_url: Option<String>,
    base_url: Option<String>,
    listen: Option<String>,
    title: Option<String>,
    reported_version: Option<String>,
    smtp_url: Option<String>,
    mail_from: Option<String>,
    attachments: Option<String>,
    max_attachment: Option<u64>,
}

/// The settings, checked.
#[derive(Clone)]
pub struct Config {
    /// The folder for the data, if one was named.
    pub data: Option<PathBuf>,
    /// The PostgreSQL database, if one was named.
    pub database_url: Option<String>,
    /// Where clients reach this server, if that was said.
    pub base_url: Option<String>,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The name of the instance.
    pub title: String,
    /// The version that clients are told.
    pub reported_version: (u32, u32, u32),
    /// Where mail is handed to, if a server was named.
    pub smtp: Option<Smtp>,
    /// Where attachments are kept, if that was said.
    pub attachments: Option<String>,
    /// The largest file that may be attached, in bytes.
    pub max_attachment: u64,
}

/// The reference's default.
const MAX_ATTACHMENT: u64 = 10 * 1024 * 1024;

impl Options {
    /// Returns the settings, with those of the file where neither flag nor variable says anything.
    ///
    /// # Errors
    /// When the file cannot be read or a value means nothing; the text names it.
    pub fn resolve(self) -> Result<Config, Failure> {
        let file = match &self.config {
            Some(path) => read(path)?,
            None => File::default(),
        };
        let listen = self
            .listen
            .or(file.listen)
            .unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let version = self
            .reported_version
            .or(file.reported_version)
            .unwrap_or_else(|| "8.20.7".to_owned());
        Ok(Config {
            data: self.data.or(file.data),
            database_url: self.database_url.or(file.database_url),
            base_url: self.base_url.or(file.base_url),
            listen: parse_address(&listen)?,
            title: self
                .title
                .or(file.title)
                .unwrap_or_else(|| "Bailiwick".to_owned()),
            reported_version: parse_version(&version)?,
            smtp: Smtp::configured(
                self.smtp_url.or(file.smtp_url).as_deref(),
                self.mail_from.or(file.mail_from).as_deref(),
            )
            .map_err(Failure)?,
            attachments: self.attachments.or(file.attachments),
            max_attachment: self
                .max_attachment
                .or(file.max_attachment)
                .unwrap_or(MAX_ATTACHMENT),
        })
    }
}

fn read(path: &Path) -> Result<File, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure(format!(
            "cannot read the configuration file {}: {error}",
            path.display()
        ))
    })?;
    toml::from_str(&text).map_err(|error| {
        Failure(format!(
            "the configuration file {}: {}",
            path.display(),
            error.message()
        ))
    })
}

fn parse_address(text: &str) -> Result<SocketAddr, Failure> {
    let address = text
        .strip_prefix("localhost:")
        .map_or_else(|| text.to_owned(), |port| format!("127.0.0.1:{port}"));
    address.parse().map_err(|_| {
        Failure(format!(
            "{text:?} is not an address with a port, such as 127.0.0.1:8080 or [::1]:8080"
        ))
    })
}

/// Reads a version of two or three numbers. The third one of 8.20 is that of the default; of others it is
/// the first there was.
fn parse_version(text: &str) -> Result<(u32, u32, u32), Failure> {
    let parts: Option<Vec<u32>> = text
        .split('.')
        .map(|part| part.parse().ok().filter(|number| *number < 1000))
        .collect();
    match parts.as_deref() {
        Some(&[8, 20]) => Ok((8, 20, 7)),
        Some(&[major, minor]) if major < 100 => Ok((major, minor, 0)),
        Some(&[major, minor, patch]) if major < 100 => Ok((major, minor, patch)),
        _ => Err(Failure(format!(
            "{text:?} is not a version of two or three numbers, such as 9.12 or 8.20.7"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bailiwick.toml");
        std::fs::write(
            &path,
            "listen = \"127.0.0.1:1\"\ntitle = \"From the file\"\n",
        )
        .unwrap();
        let options = Options {
            listen: Some("127.0.0.1:2".to_owned()),
            config: Some(path.clone()),
            ..Options::default()
        };
        let config = options.resolve().unwrap();
        assert_eq!(config.listen.port(), 2);
        assert_eq!(config.title, "From the file");
        assert_eq!(config.reported_version, (8, 20, 7));

        std::fs::write(&path, "lissen = 1\n").unwrap();
        let options = Options {
            config: Some(path),
            ..Options::default()
        };
        assert!(
            options
                .resolve()
                .err()
                .unwrap()
                .to_string()
                .contains("unknown field `lissen`")
        );
    }

    #[test]
    fn nonsense_is_named() {
        for (text, fine) in [
            ("9.12.0", true),
            ("9.12", true),
            ("9", false),
            ("9.12.x", false),
            ("9.12.0.1", false),
            ("-1.0.0", false),
        ] {
            assert_eq!(parse_version(text).is_ok(), fine, "{text}");
        }
        for (text, version) in [
            ("8.20", (8, 20, 7)),
            ("8.20.1", (8, 20, 1)),
            ("9.12", (9, 12, 0)),
            ("10.3", (10, 3, 0)),
        ] {
            assert_eq!(parse_version(text).ok(), Some(version), "{text}");
        }
        for (text, fine) in [
            ("localhost:80", true),
            ("[::1]:80", true),
            ("80", false),
            ("example:80", false),
        ] {
            assert_eq!(parse_address(text).is_ok(), fine, "{text}");
        }
    }
}
