//! How a client is made.

use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::redirect;

use crate::base_url::BaseUrl;
use crate::error::{Error, Result};
use crate::retry::Retries;
use crate::secret::Secret;
use crate::tls;
use crate::transport::{Client, Limits};

/// Who asks.
#[derive(Clone, Debug)]
pub enum Credential {
    /// A name and a password.
    Basic {
        /// The username.
        username: String,
        /// The password.
        password: Secret,
    },
    /// A personal access token.
    Bearer(Secret),
    /// Nobody.
    Anonymous,
}

impl Credential {
    /// Returns a name and password.
    pub fn basic(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::Basic {
            username: username.into(),
            password: password.into(),
        }
    }

    /// Returns a personal access token.
    pub fn bearer(token: impl Into<Secret>) -> Self {
        Self::Bearer(token.into())
    }

    /// Returns whose it is, for messages.
    pub(crate) fn caller(&self) -> Option<String> {
        match self {
            Self::Basic { username, .. } => Some(username.clone()),
            Self::Bearer(_) => Some("a token".to_owned()),
            Self::Anonymous => None,
        }
    }

    pub(crate) fn secret(&self) -> Option<&Secret> {
        match self {
            Self::Basic { password, .. } => Some(password),
            Self::Bearer(token) => Some(token),
            Self::Anonymous => None,
        }
    }

    /// Refuses what cannot be put into a header.
    pub(crate) fn check(&self) -> Result<()> {
        let bad = |detail: &str| {
            Err(Error::BadArgument {
                detail: detail.to_owned(),
            })
        };
        match self {
            Self::Basic { username, .. } if username.is_empty() => bad("the username is empty"),
            Self::Basic { username, .. } if username.contains(':') => {
                bad("a username with a colon cannot sign in by Basic authentication")
            }
            Self::Basic { username, password }
                if username.chars().any(char::is_control)
                    || password.expose().chars().any(char::is_control) =>
            {
                bad("the username or password contains a line break or another control character")
            }
            Self::Basic { password, .. } if password.is_empty() => bad("the password is empty"),
            Self::Bearer(token) if token.is_empty() => bad("the token is empty"),
            Self::Bearer(token) if !token.expose().bytes().all(|byte| byte.is_ascii_graphic()) => {
                bad("the token contains a blank, a line break or another character no token has")
            }
            _ => Ok(()),
        }
    }
}

/// What a [`Client`] is made of.
#[derive(Debug)]
pub struct Builder {
    url: String,
    credential: Credential,
    connect_timeout: Duration,
    timeout: Duration,
    user_agent: String,
    limits: Limits,
    ca_pem: Vec<Vec<u8>>,
    ca_files: Vec<PathBuf>,
    proxy: Proxy,
}

#[derive(Debug)]
enum Proxy {
    Environment,
    None,
    Url(String),
}

impl Builder {
    pub(crate) fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            credential: Credential::Anonymous,
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(30),
            user_agent: concat!("jira-client/", env!("CARGO_PKG_VERSION")).to_owned(),
            limits: Limits {
                retries: Retries::default(),
                answer_bytes: 16 * 1024 * 1024,
            },
            ca_pem: Vec::new(),
            ca_files: Vec::new(),
            proxy: Proxy::Environment,
        }
    }

    /// Says who asks. Without this it is nobody.
    #[must_use]
    pub fn credential(mut self, credential: Credential) -> Self {
        self.credential = credential;
        self
    }

    /// Sets how long a connection may take to come about; 10 seconds if not said.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how long one attempt may take as a whole, its answer read; 30 seconds if not said.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets what the client calls itself. Jira judges requests of browsers more strictly, so it should not
    /// look like one.
    #[must_use]
    pub fn user_agent(mut self, user_agent: &str) -> Self {
        user_agent.clone_into(&mut self.user_agent);
        self
    }

    /// Sets how much of an answer is read at most; 16 MiB if not said.
    #[must_use]
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.limits.answer_bytes = bytes;
        self
    }

    /// Sets how often a request is sent again where that is safe.
    #[must_use]
    pub fn retries(mut self, retries: Retries) -> Self {
        self.limits.retries = retries;
        self
    }

    /// Trusts these authorities too (PEM), besides the system's.
    #[must_use]
    pub fn ca_pem(mut self, pem: &[u8]) -> Self {
        self.ca_pem.push(pem.to_vec());
        self
    }

    /// Trusts the authorities in this file too (PEM), besides the system's.
    #[must_use]
    pub fn ca_file(mut self, path: &Path) -> Self {
        self.ca_files.push(path.to_owned());
        self
    }

    /// Goes to the server directly, whatever `HTTP_PROXY` and `HTTPS_PROXY` say.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Proxy::None;
        self
    }

    /// Goes to the server through this proxy, whatever `HTTP_PROXY` and `HTTPS_PROXY` say.
    #[must_use]
    pub fn proxy(mut self, url: &str) -> Self {
        self.proxy = Proxy::Url(url.to_owned());
        self
    }

    /// Returns the client. Nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::BadUrl`], or [`Error::BadArgument`] for a credential, a proxy or certificates that cannot
    /// be used.
    pub fn build(self) -> Result<Client> {
        let base = BaseUrl::parse(&self.url)?;
        self.credential.check()?;
        let mut extra = Vec::new();
        for path in &self.ca_files {
            let pem = std::fs::read(path).map_err(|error| Error::BadArgument {
                detail: format!("cannot read {}: {error}", path.display()),
            })?;
            extra.extend(tls::certificates(&pem)?);
        }
        for pem in &self.ca_pem {
            extra.extend(tls::certificates(pem)?);
        }
        let tls = if base.is_https() {
            tls::config(extra)?
        } else if matches!(self.proxy, Proxy::None) {
            tls::config_for_plain()?
        } else {
            // There may be a proxy that is reached by TLS.
            tls::config(extra).or_else(|_| tls::config_for_plain())?
        };
        let bad = |what: &str, error: &reqwest::Error| Error::BadArgument {
            detail: format!("{what} cannot be used: {}", crate::no_answer::chain(error)),
        };
        let mut http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            // Tomcat closes idle connections after 20 seconds; a POST must not meet that moment.
            .pool_idle_timeout(Duration::from_secs(15))
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout)
            .user_agent(&self.user_agent);
        match &self.proxy {
            Proxy::Environment => {}
            Proxy::None => http = http.no_proxy(),
            Proxy::Url(url) => {
                // The address may hold the proxy's password, so it is not repeated.
                let proxy = reqwest::Proxy::all(url).map_err(|_| Error::BadArgument {
                    detail: "the address of the proxy cannot be used".to_owned(),
                })?;
                http = http.no_proxy().proxy(proxy);
            }
        }
        let http = http
            .build()
            .map_err(|error| bad("the settings of HTTP", &error))?;
        Ok(Client::new(http, base, self.credential, self.limits))
    }
}
