//! What the program does by itself while it serves: takes over what other processes have changed, and
//! sweeps away what has ended.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base::App;
use system::housekeeping;

/// How long another process's change may go unnoticed here.
const REFRESH: Duration = Duration::from_millis(500);
/// How long what has ended may stay.
const SWEEP: Duration = Duration::from_secs(3600);

/// Works until the task is dropped.
pub async fn run(app: Arc<App>) {
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
            if let Err(error) = housekeeping::sweep(&app).await {
                tracing::warn!(?error, "housekeeping failed; trying again in an hour");
            }
        }
    }
}
