//! What the program does by itself while it serves: takes over what other processes have changed, sweeps
//! away what has ended, and sends mail.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base::App;
use system::housekeeping;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::mail::{self, Smtp};

/// How long another process's change may go unnoticed here.
const REFRESH: Duration = Duration::from_millis(500);
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
            let sending = async {
                match smtp {
                    Some(smtp) => mail::run(&app, smtp, stopped).await,
                    None => {
                        let _ = stopped.wait_for(|is_over| *is_over).await;
                    }
                }
            };
            tokio::select! {
                () = keep_up(&app) => {}
                () = sending => {}
                () = complete_text_index(&app) => {}
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

/// Gives the issues of an older database their words, and ends never.
async fn complete_text_index(app: &Arc<App>) {
    if let Err(error) = issues::text::rebuild(app).await {
        tracing::warn!(
            ?error,
            "the text index is not complete; trying again at the next start"
        );
    }
    std::future::pending::<()>().await;
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
