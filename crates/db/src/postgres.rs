//! PostgreSQL: a pool of connections, each statement prepared once on each of them.

use std::str::FromStr;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use tokio_postgres::NoTls;
use tokio_postgres::config::SslMode;

use crate::{Error, OpenError, Result};

const CONNECTIONS: usize = 16;
const CONNECT: Duration = Duration::from_secs(5);
/// How long a statement may take, waiting for locks included. The server sees to it, as nobody here is
/// left to when whoever asked has gone away; a connection that is still busy would be handed to others.
///
/// Compiling a statement to machine code pays off after seconds; a search would wait for it longer than it runs.
const STATEMENT: &str = "-c statement_timeout=30s -c jit=off";
/// How long a request waits for a free connection before it is told that the server is busy.
const WAIT: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub(crate) struct Postgres {
    pool: Pool,
}

impl Postgres {
    pub(crate) async fn open(url: &str) -> std::result::Result<Self, OpenError> {
        let mut config = tokio_postgres::Config::from_str(url)
            .map_err(|error| OpenError(format!("the database URL is not understood: {error}")))?;
        if config.get_ssl_mode() == SslMode::Require {
            return Err(OpenError(
                "the database URL asks for TLS (sslmode=require), which is not built in yet; \
                 use a local server or a tunnel"
                    .to_owned(),
            ));
        }
        config.connect_timeout(CONNECT);
        config.application_name("bailiwick");
        // What the administrator says in the URL counts more.
        let options = config.get_options().unwrap_or_default();
        let options = format!("{STATEMENT} {options}");
        config.options(options.trim_end());
        let place = describe(&config);
        let manager = Manager::from_config(
            config,
            NoTls,
            ManagerConfig {
                recycling_method: RecyclingMethod::Fast,
            },
        );
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(WAIT))
            .create_timeout(Some(CONNECT))
            .build()
            .map_err(|error| OpenError(error.to_string()))?;
        let postgres = Self { pool };
        // One connection now, so that an unreachable server is a clear error at start.
        let _reached = postgres.connection().await.map_err(|error| {
            OpenError(format!(
                "cannot reach the PostgreSQL database {place}: {error}"
            ))
        })?;
        Ok(postgres)
    }

    pub(crate) async fn connection(&self) -> Result<Object> {
        Ok(self.pool.get().await?)
    }

    pub(crate) async fn transaction(&self) -> Result<PgTx> {
        let connection = self.connection().await?;
        connection.batch_execute("begin").await?;
        Ok(PgTx {
            connection: Some(connection),
        })
    }
}

/// Returns where the database is, without user or password.
fn describe(config: &tokio_postgres::Config) -> String {
    let host = match config.get_hosts().first() {
        // An `@` in a password that was not written as `%40` leaves the password's end here.
        Some(tokio_postgres::config::Host::Tcp(host)) => {
            host.rsplit('@').next().unwrap_or_default().to_owned()
        }
        #[cfg(unix)]
        Some(tokio_postgres::config::Host::Unix(path)) => path.display().to_string(),
        None => "localhost".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    format!(
        "{} at {host}:{port}",
        config.get_dbname().unwrap_or("(unnamed)")
    )
}

/// A transaction. Dropped before it is committed, it is rolled back before the connection is used again.
pub(crate) struct PgTx {
    connection: Option<Object>,
}

impl PgTx {
    pub(crate) fn connection(&self) -> Result<&Object> {
        self.connection
            .as_ref()
            .ok_or_else(|| Error::Engine("the transaction is over".to_owned()))
    }

    pub(crate) async fn commit(mut self) -> Result<()> {
        // The connection stays in place until the server has answered, so that a caller who goes
        // away meanwhile leaves the rollback to `drop`.
        let done = self.connection()?.batch_execute("commit").await;
        if done.is_ok() {
            self.connection = None;
        }
        Ok(done?)
    }
}

impl Drop for PgTx {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => {
                runtime.spawn(async move {
                    if connection.batch_execute("rollback").await.is_err() {
                        drop(Object::take(connection));
                    }
                });
            }
            Err(_) => drop(Object::take(connection)),
        }
    }
}
