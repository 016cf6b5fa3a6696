//! `bailiwick serve`: the server, for real work.

use std::path::PathBuf;
use std::sync::Arc;

use accounts::setup::NewAdmin;
use base::guard;
use clap::Args;

use super::start::{self, Started};
use super::{Failure, say, start_log};
use crate::background::Background;
use crate::config::Options;
use crate::listen;

/// Run the server
///
/// The first start makes the database. The first administrator is made on the set-up page (the server
/// prints the code that the page asks for) or right here:
///
///   BAILIWICK_ADMIN_PASSWORD=… bailiwick serve --data DIR --admin-username ada
///
/// Stops on SIGTERM or Ctrl-C, after the requests it has begun.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Serve {
    #[command(flatten)]
    options: Options,

    /// Make this user the first administrator, if there is none yet. Needs a password, by the variable
    /// BAILIWICK_ADMIN_PASSWORD or a file
    #[arg(long, value_name = "NAME", env = "BAILIWICK_ADMIN_USERNAME")]
    admin_username: Option<String>,

    /// File whose first line is the first administrator's password
    #[arg(long, value_name = "FILE", env = "BAILIWICK_ADMIN_PASSWORD_FILE")]
    admin_password_file: Option<PathBuf>,

    /// The first administrator's address. [default: NAME@localhost]
    #[arg(long, value_name = "ADDRESS", env = "BAILIWICK_ADMIN_EMAIL")]
    admin_email: Option<String>,
}

impl Serve {
    /// Runs the command.
    ///
    /// # Errors
    /// When the server cannot start.
    pub async fn run(self) -> Result<(), Failure> {
        start_log("info");
        let admin = self.administrator()?;
        let config = self.options.resolve()?;
        let data = config
            .data
            .clone()
            .unwrap_or_else(|| PathBuf::from("bailiwick-data"));
        if config.database_url.is_none() {
            start::make_private_folder(&data)?;
        }
        let code = base::secret::random().map_err(|_| Failure("no randomness".to_owned()))?;
        let code: String = code
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(20)
            .collect();
        let Started {
            server,
            listener,
            address,
        } = start::start(&config, &data, Some(code.clone())).await?;
        let app = Arc::clone(server.app());
        if let Some(admin) = &admin
            && start::first_administrator(&app, admin).await?
        {
            say(&format!("The first administrator is {}.", admin.name));
        }
        let url = app.settings.urls.base().to_owned();
        let mut tx = app
            .db
            .read()
            .await
            .map_err(|error| Failure(error.to_string()))?;
        let is_first_run = guard::is_first_run(&mut tx)
            .await
            .map_err(|_| Failure("the database cannot be read".to_owned()))?;
        drop(tx);
        if is_first_run {
            say(&format!(
                "There is no administrator yet. Make one at {url}/ with the set-up code {code}"
            ));
        }
        tracing::info!(%address, url, "serving");
        let background = Background::start(app, config.smtp.clone());
        listen::serve(server, listener, listen::stop_signal()).await;
        background.stop().await;
        Ok(())
    }

    fn administrator(&self) -> Result<Option<NewAdmin>, Failure> {
        let Some(name) = &self.admin_username else {
            return Ok(None);
        };
        let password = match &self.admin_password_file {
            Some(file) => {
                let text = std::fs::read_to_string(file)
                    .map_err(|error| Failure(format!("cannot read {}: {error}", file.display())))?;
                text.lines().next().unwrap_or_default().to_owned()
            }
            None => std::env::var("BAILIWICK_ADMIN_PASSWORD").unwrap_or_default(),
        };
        if password.is_empty() {
            return Err(Failure(format!(
                "no password for the administrator {name}: set BAILIWICK_ADMIN_PASSWORD or give --admin-password-file"
            )));
        }
        Ok(Some(NewAdmin {
            name: name.clone(),
            display_name: name.clone(),
            email: self
                .admin_email
                .clone()
                .unwrap_or_else(|| format!("{name}@localhost.localdomain")),
            password,
        }))
    }
}
