//! Sending: one credential, once if it is refused; again where that is safe; up to a limit of size.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use reqwest::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::{Method, Url};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::base_url::BaseUrl;
use crate::builder::{Builder, Credential};
use crate::call::Call;
use crate::diagnose::{self, Context};
use crate::error::{Error, Operation, Result, UnreachableCause};
use crate::no_answer::no_answer;
use crate::retry::{self, Retries};

/// A client of one server, with one credential. Clones share everything, what is known about the credential
/// included.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    http: reqwest::Client,
    base: BaseUrl,
    credential: Credential,
    limits: Limits,
    standing: Mutex<Standing>,
    /// Held by the one request that tries the credential out.
    trial: tokio::sync::Mutex<()>,
}

/// What is known about the credential and the server.
#[derive(Clone, Default)]
struct Standing {
    refused: Option<Error>,
    is_accepted: bool,
    is_jira: bool,
}

/// How far the client goes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How often a request is sent again.
    pub retries: Retries,
    /// How much of an answer is read.
    pub answer_bytes: usize,
}

/// An answer, read to its end.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Vec<u8>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("credential", &self.inner.credential)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Returns the builder of a client for the Jira at this address: scheme, host, and the context path if it
    /// has one (`https://example.com/jira`).
    #[must_use]
    pub fn builder(url: &str) -> Builder {
        Builder::new(url)
    }

    pub(crate) fn new(
        http: reqwest::Client,
        base: BaseUrl,
        credential: Credential,
        limits: Limits,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                http,
                base,
                credential,
                limits,
                standing: Mutex::default(),
                trial: tokio::sync::Mutex::default(),
            }),
        }
    }

    /// Returns a client of the same server for another credential, which shares connections with this one.
    ///
    /// # Errors
    /// [`Error::BadArgument`] for a credential that cannot be sent.
    pub fn with_credential(&self, credential: Credential) -> Result<Self> {
        credential.check()?;
        let inner = &self.inner;
        Ok(Self::new(
            inner.http.clone(),
            inner.base.clone(),
            credential,
            inner.limits,
        ))
    }

    /// Returns a client of another address, which shares connections and the credential with this one.
    pub(crate) fn moved(&self, url: &str) -> Result<Self> {
        let inner = &self.inner;
        Ok(Self::new(
            inner.http.clone(),
            BaseUrl::parse(url)?,
            inner.credential.clone(),
            inner.limits,
        ))
    }

    /// Returns the server's address as the client uses it: no slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.inner.base.as_str()
    }

    /// Returns who asks: a username, `a token`, or nobody.
    #[must_use]
    pub fn caller(&self) -> Option<String> {
        self.inner.credential.caller()
    }

    /// Sends a request that has no method of its own here. The path begins with a slash, stands below the
    /// context path, and may have a query. An empty answer is null.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value> {
        let mut call = Call::raw(method, path);
        if let Some(body) = body {
            call = call.json(body);
        }
        let (operation, answer) = self.execute(call).await?;
        if answer.body.iter().all(u8::is_ascii_whitespace) {
            return Ok(Value::Null);
        }
        parse(&operation, &answer)
    }

    /// Sends a request and reads the answer.
    pub(crate) async fn run<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<T> {
        let (operation, answer) = self.execute(call).await?;
        parse(&operation, &answer)
    }

    /// Sends a request whose answer says nothing but that it was done.
    pub(crate) async fn run_empty(&self, call: Call<'_>) -> Result<()> {
        self.execute(call).await.map(|_| ())
    }

    pub(crate) fn base(&self) -> &BaseUrl {
        &self.inner.base
    }

    async fn execute(&self, call: Call<'_>) -> Result<(Arc<Operation>, Answer)> {
        let inner = &self.inner;
        let url = inner.base.join(call.path()?)?;
        let operation = Arc::new(Operation {
            what: call.what,
            method: call.method.to_string(),
            path: url.path().to_owned(),
            needs: call.needs,
            caller: inner.credential.caller(),
        });
        let _trial = if self.is_credential_untried() {
            Some(inner.trial.lock().await)
        } else {
            None
        };
        if let Some(error) = self.standing().refused {
            return Err(error);
        }
        let answer = self.attempt(&call, &url, &operation).await?;
        Ok((operation, answer))
    }

    async fn attempt(
        &self,
        call: &Call<'_>,
        url: &Url,
        operation: &Arc<Operation>,
    ) -> Result<Answer> {
        let limits = self.inner.limits;
        let mut attempt = 1;
        let mut may_have_been_done = false;
        loop {
            let (error, wanted) = match self.once(call, url, operation).await {
                Err(error) => (error, None),
                Ok(answer) => match self.judge(call, operation, &answer) {
                    Ok(()) => return Ok(answer),
                    Err(error) => {
                        if may_have_been_done
                            && call.method == Method::DELETE
                            && error.is_not_found()
                        {
                            return Ok(answer);
                        }
                        let wanted = answer
                            .header(&RETRY_AFTER)
                            .and_then(|text| retry::retry_after(text, SystemTime::now()));
                        (error, wanted)
                    }
                },
            };
            let wait = if is_safe_to_repeat(&call.method, &error, wanted) {
                limits.retries.wait(attempt, wanted)
            } else {
                None
            };
            let Some(wait) = wait else {
                return Err(error);
            };
            tracing::debug!(%error, attempt, ?wait, "the request is sent again");
            may_have_been_done |= error.may_have_been_done();
            attempt += 1;
            tokio::time::sleep(wait).await;
        }
    }

    fn judge(&self, call: &Call<'_>, operation: &Arc<Operation>, answer: &Answer) -> Result<()> {
        let mut standing = self.standing();
        let context = Context {
            operation,
            base: &self.inner.base,
            credential: &self.inner.credential,
            secrets: &call.secrets,
            is_known_to_be_jira: standing.is_jira,
        };
        let verdict = diagnose::judge(&context, answer);
        standing.is_jira |= diagnose::is_jira_data(answer);
        match &verdict {
            Err(error) if error.is_credential_refused() => standing.refused = Some(error.clone()),
            _ => standing.is_accepted |= diagnose::accepts_credential(answer, verdict.is_ok()),
        }
        let mut shared = self.lock_standing();
        // Another request may have learned of a refusal meanwhile: that is not forgotten.
        shared.refused = shared.refused.take().or(standing.refused);
        shared.is_accepted |= standing.is_accepted;
        shared.is_jira |= standing.is_jira;
        verdict
    }

    async fn once(&self, call: &Call<'_>, url: &Url, operation: &Arc<Operation>) -> Result<Answer> {
        let mut request = self
            .inner
            .http
            .request(call.method.clone(), url.clone())
            .header(ACCEPT, "application/json");
        request = match &self.inner.credential {
            Credential::Basic { username, password } => {
                request.basic_auth(username, Some(password.expose()))
            }
            Credential::Bearer(token) => request.bearer_auth(token.expose()),
            Credential::Anonymous => request,
        };
        if call.method != Method::GET {
            // The check against cross-site requests is for browsers; this says that it is none.
            request = request.header("X-Atlassian-Token", "no-check");
        }
        if let Some(body) = &call.body {
            request = request
                .header(CONTENT_TYPE, call.content_type)
                .body(body.clone());
        }
        tracing::debug!(method = %call.method, path = url.path(), "asking");
        let mut response = request
            .send()
            .await
            .map_err(|error| no_answer(url, &error))?;
        let too_large = || Error::TooLarge {
            operation: Arc::clone(operation),
            limit: self.inner.limits.answer_bytes,
        };
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let announced = headers
            .get(CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if announced.is_some_and(|length| length > self.inner.limits.answer_bytes) {
            return Err(too_large());
        }
        let mut body = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| no_answer(url, &error))?
        {
            if body.len() + chunk.len() > self.inner.limits.answer_bytes {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        tracing::debug!(status, n_bytes = body.len(), "answered");
        Ok(Answer {
            status,
            headers,
            body,
        })
    }

    fn is_credential_untried(&self) -> bool {
        !matches!(self.inner.credential, Credential::Anonymous) && !self.standing().is_accepted
    }

    fn standing(&self) -> Standing {
        self.lock_standing().clone()
    }

    fn lock_standing(&self) -> std::sync::MutexGuard<'_, Standing> {
        // Nothing panics while it is held, and what is in it is whole at any time.
        self.inner
            .standing
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Answer {
    /// Returns a header, if it is text.
    pub fn header(&self, name: impl reqwest::header::AsHeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

fn is_safe_to_repeat(method: &Method, error: &Error, wanted: Option<Duration>) -> bool {
    let is_idempotent = matches!(*method, Method::GET | Method::PUT | Method::DELETE);
    match error {
        Error::RateLimited { .. } | Error::Unavailable { status: 503, .. } => {
            is_idempotent || wanted.is_some()
        }
        Error::Unavailable { .. } => is_idempotent,
        Error::Unreachable { cause, .. } => {
            let is_momentary = matches!(
                cause,
                UnreachableCause::Refused | UnreachableCause::Broken | UnreachableCause::Other
            );
            is_idempotent && is_momentary
        }
        _ => false,
    }
}

fn parse<T: DeserializeOwned>(operation: &Arc<Operation>, answer: &Answer) -> Result<T> {
    serde_json::from_slice(&answer.body).map_err(|error| {
        // serde's own text may quote the answer, and with it a secret.
        let place = format!("at line {}, column {}", error.line(), error.column());
        let detail = match error.classify() {
            serde_json::error::Category::Data => format!("an unexpected member or value {place}"),
            serde_json::error::Category::Eof if answer.body.is_empty() => "it is empty".to_owned(),
            serde_json::error::Category::Eof => "it ends in the middle".to_owned(),
            _ => format!("it is not JSON {place}"),
        };
        Error::NotUnderstood {
            operation: Arc::clone(operation),
            status: answer.status,
            detail,
        }
    })
}
