//! Doing something to many issues.

use base::{Cx, Error, Result, messages};
use issues::many::{self, Deed};

/// How often an issue is tried whose transaction was in the way of others.
const TRIES: usize = 5;

/// Whether what is done is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It is only found out what would come of it.
    Preview,
    /// It is done.
    Perform,
}

/// What came of an issue: nothing, or the reason why not.
pub type Came = std::result::Result<(), String>;

/// Does something to each of these issues, each in a transaction of its own, and returns what came of it.
///
/// # Errors
/// What is no issue's own fault, before anything was done.
pub async fn each(cx: &Cx, keys: &[String], deed: &Deed, mode: Mode) -> Result<Vec<Came>> {
    let mut all = Vec::with_capacity(keys.len());
    for key in keys {
        let came = match one(cx, key, deed, mode).await {
            Ok(()) => Ok(()),
            Err(error) => match refusal(error) {
                Ok(reason) => Err(reason),
                // What was done so far is done: whoever asks is told of it.
                Err(error) if all.is_empty() => return Err(error),
                Err(_) => Err(messages::TRY_AGAIN.to_owned()),
            },
        };
        all.push(came);
    }
    Ok(all)
}

/// It is tried again here and not by running the request again, which would do twice what was done before.
async fn one(cx: &Cx, key: &str, deed: &Deed, mode: Mode) -> Result<()> {
    let mut last = Error::Retry;
    for _ in 0..TRIES {
        let mut tx = cx.write().await?;
        let done = match many::act(cx, &mut tx, key, deed).await {
            Ok(()) if mode == Mode::Perform => tx.commit().await,
            done => done,
        };
        match done {
            Err(Error::Retry) => last = Error::Retry,
            done => return done,
        }
    }
    Err(last)
}

/// Returns why an issue was refused, or the error that is none of the issue's own.
fn refusal(error: Error) -> Result<String> {
    match error {
        Error::Invalid(problems) => {
            let fields = problems.fields.into_iter().map(|(_, text)| text);
            let texts: Vec<String> = problems.messages.into_iter().chain(fields).collect();
            Ok(texts.join(" "))
        }
        Error::Forbidden(text) | Error::NotFound(text) | Error::Conflict(text) => Ok(text),
        error => Err(error),
    }
}
