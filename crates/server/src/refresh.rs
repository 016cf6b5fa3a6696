//! Takes over, a moment later at most, what other processes on the same database have changed.

use std::sync::Arc;
use std::time::Duration;

use base::App;

/// How long another process's change may go unnoticed here.
const EVERY: Duration = Duration::from_millis(500);

/// Looks for changes until the task is dropped.
pub async fn run(app: Arc<App>) {
    loop {
        tokio::time::sleep(EVERY).await;
        if let Err(error) = app.refresh().await {
            tracing::warn!(
                ?error,
                "other processes' changes could not be read; trying again"
            );
        }
    }
}
