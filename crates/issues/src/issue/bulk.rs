//! Making many issues with one request: each stands for itself, so that some may be refused.

use base::error::Problems;
use base::http::Body;
use base::{Cx, Error, Result, messages};

use super::wire::{Bulk, BulkError, CreatedIssue, GivenIssue, GivenIssues, Refusal};
use super::{given, ops};

/// How many issues are made at once.
const MOST: usize = 1000;
/// How often an issue is tried whose transaction was in the way of others.
const TRIES: usize = 5;

pub async fn create(cx: Cx, Body(given): Body<GivenIssues>) -> Result<Bulk> {
    cx.signed_in()?;
    if given.issue_updates.len() > MOST {
        return Err(messages::too_many_issues(MOST));
    }
    if given.issue_updates.is_empty() {
        return Err(messages::no_issues_given());
    }
    let mut answer = Bulk::default();
    for (position, given) in given.issue_updates.into_iter().enumerate() {
        match one(&cx, given).await {
            Ok(created) => answer.issues.push(created),
            Err(error) => match refusal(error) {
                Ok(refusal) => answer.errors.push(BulkError::new(refusal, position)),
                // What was made so far is made: whoever asks is told, and does not make it twice.
                Err(error) if answer.issues.is_empty() => return Err(error),
                Err(_) => {
                    let busy = Problems {
                        messages: vec![messages::TRY_AGAIN.to_owned()],
                        fields: Vec::new(),
                    };
                    let refusal = Refusal {
                        status: 503,
                        problems: busy,
                    };
                    answer.errors.push(BulkError::new(refusal, position));
                }
            },
        }
    }
    Ok(answer)
}

/// Makes one issue in a transaction of its own. It is tried again here and not by running the request
/// again, which would make those before it twice.
async fn one(cx: &Cx, given: GivenIssue) -> Result<CreatedIssue> {
    let mut last = Error::Retry;
    for _ in 0..TRIES {
        let mut problems = Problems::default();
        let wanted = given::read(given.clone(), &mut problems);
        let mut tx = cx.write().await?;
        let made = ops::create(cx, &mut tx, wanted, problems).await;
        let made = match made {
            Ok(made) => tx.commit().await.map(|()| made),
            Err(error) => Err(error),
        };
        match made {
            Ok((id, key)) => return Ok(CreatedIssue::new(id, &key, cx.urls())),
            Err(Error::Retry) => last = Error::Retry,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

/// Returns what is wrong with one issue, or the error that is none of the issue's own.
fn refusal(error: Error) -> Result<Refusal> {
    let one = |status, text: String| Refusal {
        status,
        problems: Problems {
            messages: vec![text],
            fields: Vec::new(),
        },
    };
    match error {
        Error::Invalid(problems) => Ok(Refusal {
            status: 400,
            problems,
        }),
        Error::Forbidden(text) => Ok(one(403, text)),
        Error::NotFound(text) => Ok(one(404, text)),
        error => Err(error),
    }
}
