//! The context of a request: who asks, from where, and what the server is.

use std::net::IpAddr;
use std::sync::Arc;

use model::{SessionId, Timestamp, TokenId, UserId};
use policy::{Policy, Subject};

use crate::credentials::Known;
use crate::{App, Error, Result, Tx, Urls, messages};

/// Who asks.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Nobody: no credential was sent.
    Anonymous,
    /// A user.
    User(Arc<SignedIn>),
    /// The program itself, acting for whoever runs it on the server's machine: set-up, jobs, commands.
    Internal(&'static str),
}

/// A user who has shown a valid credential.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The user.
    pub id: UserId,
    /// The user's immutable key.
    pub key: String,
    /// The name they sign in with.
    pub name: String,
    /// The name they are shown with.
    pub display_name: String,
    /// The time zone they have chosen (an IANA name).
    pub time_zone: String,
    /// What they have shown.
    pub by: Credential,
}

/// What a user has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// Name and password, with this request.
    Password,
    /// A session's cookie.
    Session(SessionId),
    /// A personal access token.
    Token(TokenId),
}

/// The context of a request. Cloning it is cheap.
#[derive(Clone)]
pub struct Cx {
    /// The server.
    pub app: Arc<App>,
    /// Who asks.
    pub actor: Actor,
    /// What the policy knows of who asks. Private, so that a decision always passes [`crate::guard`].
    pub(crate) subject: Arc<Subject>,
    /// The policy as it was when the request came: one request is judged by one policy.
    pub(crate) policy: Arc<Policy>,
    /// The address the request came from.
    pub address: Option<IpAddr>,
}

impl Cx {
    /// Returns the context of a request without a credential.
    #[must_use]
    pub fn anonymous(app: &Arc<App>, address: Option<IpAddr>) -> Self {
        Self::new(
            app,
            Actor::Anonymous,
            Arc::new(Subject::anonymous()),
            address,
        )
    }

    /// Returns the context of a request by a user, whose groups are those that
    /// [`crate::guard::signed_in`] has read.
    #[must_use]
    pub fn user(app: &Arc<App>, known: &Known, address: Option<IpAddr>) -> Self {
        let actor = Actor::User(Arc::clone(&known.user));
        Self::new(app, actor, Arc::clone(&known.subject), address)
    }

    /// Returns the context of something the program does by itself. It has nobody's permissions: what
    /// it does must be open to it by another rule, such as [`crate::guard::first_run`].
    #[must_use]
    pub fn internal(app: &Arc<App>, name: &'static str) -> Self {
        Self::new(
            app,
            Actor::Internal(name),
            Arc::new(Subject::anonymous()),
            None,
        )
    }

    fn new(app: &Arc<App>, actor: Actor, subject: Arc<Subject>, address: Option<IpAddr>) -> Self {
        Self {
            app: Arc::clone(app),
            actor,
            subject,
            policy: app.policy(),
            address,
        }
    }

    /// Returns the user who asks.
    ///
    /// # Errors
    /// Unauthorized, if nobody has signed in.
    pub fn signed_in(&self) -> Result<&SignedIn> {
        match &self.actor {
            Actor::User(user) => Ok(user),
            Actor::Anonymous | Actor::Internal(_) => Err(messages::not_signed_in()),
        }
    }

    /// Returns the id of the user who asks, if one does.
    #[must_use]
    pub fn user_id(&self) -> Option<UserId> {
        match &self.actor {
            Actor::User(user) => Some(user.id),
            Actor::Anonymous | Actor::Internal(_) => None,
        }
    }

    /// Returns the name to put into logs and the audit log.
    #[must_use]
    pub fn actor_name(&self) -> &str {
        match &self.actor {
            Actor::Anonymous => "anonymous",
            Actor::User(user) => &user.name,
            Actor::Internal(name) => name,
        }
    }

    /// Returns the time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    /// Returns where this server is reached.
    #[must_use]
    pub fn urls(&self) -> &Urls {
        &self.app.settings.urls
    }

    /// Starts reading.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn read(&self) -> Result<db::Tx> {
        Ok(self.app.db.read().await?)
    }

    /// Starts a change: see [`Tx`].
    ///
    /// # Errors
    /// Read only, while an administrator has changes refused, the program's own excepted; when the
    /// database cannot be reached.
    pub async fn write(&self) -> Result<Tx> {
        if let Some(text) = self.app.read_only()
            && !matches!(self.actor, Actor::Internal(_))
        {
            return Err(messages::read_only(&text));
        }
        self.write_always().await
    }

    /// Starts a change that is made in read-only mode, too: signing in and out, and ending that mode.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn write_always(&self) -> Result<Tx> {
        Tx::begin(self).await
    }
}

impl<S: Sync> axum::extract::FromRequestParts<S> for Cx {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, _: &S) -> Result<Self> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Error::Internal("a route without authentication".to_owned()))
    }
}
