//! What the program does by itself while it serves: takes over what other processes have changed, sweeps
//! away what has ended, makes the index anew when somebody asks for it, makes mail of what happens, sends
//! it, and tells webhooks.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base::App;
use system::{cluster, housekeeping, notification, reindex, webhook_delivery};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::mail::{self, Smtp};

/// How long another process's change may go unnoticed here.
const REFRESH: Duration = Duration::from_millis(500);
/// How often it is looked whether the index is to be made anew.
const INDEX: Duration = Duration::from_secs(2);
/// How long what has ended may stay.
const SWEEP: Duration = Duration::from_secs(3600);

/// How long mail that is being handed over at the end may take: what is broken off may arrive twice.
const FINISH: Duration = Duration::from_secs(10);

/// What the program does by itself, on a task of its own.
pub struct Background {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Background {
    /// Starts it. Without a mail server, mail waits in its queue.
    pub fn start(app: Arc<App>, smtp: Option<Smtp>) -> Self {
        let (stop, mut stopped) = watch::channel(false);
        let task = tokio::spawn(async move {
            let node = node_name();
            let hooks = stopped.clone();
            let news = stopped.clone();
            let mails = async {
                match smtp {
                    Some(smtp) => {
                        tokio::join!(
                            mail::run(&app, smtp, stopped),
                            notification::run(&app, news)
                        );
                    }
                    None => {
                        let _ = stopped.wait_for(|is_over| *is_over).await;
                    }
                }
            };
            let telling = async {
                match webhook_delivery::Sender::new() {
                    Ok(sender) => webhook_delivery::run(&app, &node, &sender, hooks).await,
                    Err(error) => tracing::error!(%error, "webhooks are not told"),
                }
            };
            let sending = async { tokio::join!(mails, telling) };
            tokio::select! {
                () = keep_up(&app) => {}
                ((), ()) = sending => {}
                () = complete_text_index(&app) => {}
                () = pulse(&app, &node) => {}
            }
            if let Err(error) = cluster::leave(&app, &node).await {
                tracing::warn!(?error, "this node could not say that it serves no more");
            }
        });
        Self { stop, task }
    }

    /// Ends it, after the mail that is being sent.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        if tokio::time::timeout(FINISH, &mut self.task).await.is_err() {
            self.task.abort();
        }
    }
}

/// Gives the issues of an older database their words, and all issues new ones when somebody asks for that.
async fn complete_text_index(app: &Arc<App>) {
    loop {
        if let Err(error) = complete_once(app).await {
            tracing::warn!(?error, "the text index is not complete; trying again");
        }
        tokio::time::sleep(INDEX).await;
    }
}

async fn complete_once(app: &Arc<App>) -> base::Result<()> {
    if reindex::is_waiting(app).await? {
        issues::text::rebuild(app).await?;
        reindex::note_finished(app).await?;
    }
    Ok(())
}

/// Says again and again that this process serves.
async fn pulse(app: &Arc<App>, node: &str) {
    loop {
        if let Err(error) = cluster::beat(app, node).await {
            tracing::warn!(?error, "this node could not say that it serves");
        }
        tokio::time::sleep(cluster::PULSE).await;
    }
}

/// Returns a name that no other process has, and that people can tell from others.
fn node_name() -> String {
    let secret = base::secret::random().unwrap_or_else(|_| std::process::id().to_string());
    let short: String = secret
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(8)
        .collect();
    format!("node-{}", short.to_lowercase())
}

async fn keep_up(app: &Arc<App>) {
    let mut swept = Instant::now();
    loop {
        tokio::time::sleep(REFRESH).await;
        if let Err(error) = app.refresh().await {
            tracing::warn!(
                ?error,
                "other processes' changes could not be read; trying again"
            );
        }
        if swept.elapsed() >= SWEEP {
            swept = Instant::now();
            if let Err(error) = housekeeping::sweep(app).await {
                tracing::warn!(?error, "housekeeping failed; trying again in an hour");
            }
        }
    }
}
