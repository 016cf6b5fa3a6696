//! The client: which requests there are.

use std::time::Duration;

use jira_client::Secret;
use reqwest::header::HeaderValue;
use reqwest::{Method, Url};
use serde_json::Value;

use super::call::{self, Answer};
use super::error::{Error, Reason};
use super::settings;
use super::wire::{Integration, Target, Token, Version};
use crate::gitlab_part::{Credential, GitlabTarget, Settings, TargetKind};

/// How the client behaves.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether the token may go over plain http to another machine.
    pub allow_plain_http: bool,
    /// How long one request may take.
    pub timeout: Duration,
    /// Certificate authorities to trust besides the system's (PEM).
    pub ca_pem: Vec<Vec<u8>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            allow_plain_http: false,
            // GitLab itself waits up to thirty seconds for Jira when it is asked to call it.
            timeout: Duration::from_secs(45),
            ca_pem: Vec::new(),
        }
    }
}

/// A GitLab, as the owner of a token.
#[derive(Clone)]
pub struct GitLab {
    pub(super) http: reqwest::Client,
    base: Url,
    token: HeaderValue,
}

impl GitLab {
    /// Returns the client of the GitLab at `url`. Nothing is sent yet.
    ///
    /// # Errors
    /// When the address is none, or would send the token unprotected over a network.
    pub fn new(url: &str, token: &Secret, options: &Options) -> Result<Self, Error> {
        let bad = |text: &str| Error::new(Reason::BadUrl, "", text);
        let mut base = Url::parse(url.trim()).map_err(|error| bad(&error.to_string()))?;
        if !matches!(base.scheme(), "http" | "https") || base.host_str().is_none() {
            return Err(bad("it must begin with https:// and name a host"));
        }
        // The address is not repeated: it holds a password.
        if !base.username().is_empty() || base.password().is_some() {
            return Err(bad("a name or password does not belong into it"));
        }
        base.set_query(None);
        base.set_fragment(None);
        if base.scheme() == "http" && !options.allow_plain_http && !is_loopback(&base) {
            return Err(Error::new(Reason::PlainHttp, "", base.as_str()));
        }
        let mut header = HeaderValue::from_str(token.expose().trim())
            .ok()
            .filter(|header| !header.is_empty())
            .ok_or_else(|| {
                let text = "it is empty or holds characters that no token has";
                Error::new(Reason::TokenRefused, "", text)
            })?;
        header.set_sensitive(true);
        let http = http(&base, options)?;
        Ok(Self {
            http,
            base,
            token: header,
        })
    }

    /// Returns the address it was made for, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    pub(super) fn token_header(&self) -> HeaderValue {
        self.token.clone()
    }

    /// Returns the address of the parts, each encoded, so that a slash in a project's path stays in it.
    pub(super) fn url(&self, path: &[&str], query: &[(&str, &str)]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(["api"]);
            if path != ["graphql"] {
                segments.push("v4");
            }
            segments.extend(path);
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }

    pub(super) async fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Answer, Error> {
        call::send(self, Method::GET, path, query, None).await
    }

    /// Returns which GitLab this is. Any token will do.
    ///
    /// # Errors
    /// When GitLab does not answer or refuses.
    pub async fn version(&self) -> Result<Version, Error> {
        self.get(&["version"], &[]).await?.json()
    }

    /// Returns the token that is asked with: its scopes and its last day. None where GitLab is too old to
    /// tell, and for the tokens of jobs and of OAuth.
    ///
    /// # Errors
    /// When GitLab does not answer or does not accept the token.
    pub async fn token(&self) -> Result<Option<Token>, Error> {
        match self.get(&["personal_access_tokens", "self"], &[]).await {
            Ok(answer) => answer.json().map(Some),
            Err(error) if matches!(error.reason, Reason::NotFound | Reason::Refused) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Returns a project or group. Needs a member.
    ///
    /// # Errors
    /// When GitLab does not answer or refuses.
    pub async fn target(&self, target: &GitlabTarget) -> Result<Target, Error> {
        let query: &[(&str, &str)] = match target.kind {
            TargetKind::Project => &[],
            // A group's answer lists its projects unless told not to.
            TargetKind::Group => &[("with_projects", "false")],
        };
        let found = self.get(&[collection(target), &target.path], query).await;
        let found = found.map_err(|mut error| {
            // Groups themselves are in every version.
            if error.reason == Reason::NoGroupApi {
                error.reason = Reason::NotFound;
            }
            error
        });
        found?.json()
    }

    /// Returns the settings of the integration, none if it was never set. Needs Maintainer.
    ///
    /// # Errors
    /// When GitLab does not answer or refuses.
    pub async fn integration(&self, target: &GitlabTarget) -> Result<Option<Integration>, Error> {
        match self.get(&integration_of(target), &[]).await {
            Ok(answer) => answer.json().map(Some),
            // "404 Integration Not Found", "404 Service Not Found" in old versions.
            Err(error)
                if error.reason == Reason::NotFound
                    && (error.text.contains("Integration") || error.text.contains("Service")) =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Sets the integration and switches it on; returns it as GitLab then answers for it. Settings that
    /// are none stay as they are. Needs Maintainer.
    ///
    /// # Errors
    /// When GitLab does not answer or refuses.
    pub async fn set_integration(
        &self,
        target: &GitlabTarget,
        settings: &Settings,
        credential: &Credential,
    ) -> Result<Integration, Error> {
        let body = settings::body(settings, credential);
        let path = integration_of(target);
        let put = call::send(self, Method::PUT, &path, &[], Some(&Value::Object(body))).await;
        put.map_err(|mut error| {
            // GitLab repeats what it was sent in no known version; this holds for unknown ones.
            error.text = error.text.replace(credential.secret().expose(), "[secret]");
            error
        })?;
        // What PUT answers is what it was told. What was stored is read apart.
        self.integration(target).await?.ok_or_else(|| {
            let text = "it took the settings and then has none";
            Error::new(Reason::Broken, "", text)
        })
    }

    /// Switches the integration off and forgets its settings. Needs Maintainer.
    ///
    /// # Errors
    /// When GitLab does not answer or refuses.
    pub async fn remove_integration(&self, target: &GitlabTarget) -> Result<(), Error> {
        call::send(self, Method::DELETE, &integration_of(target), &[], None).await?;
        Ok(())
    }

    /// Returns the paths of the first projects in a group and in the groups below it.
    pub(super) async fn projects_in(&self, group: &str) -> Result<Vec<Target>, Error> {
        let query = [
            ("include_subgroups", "true"),
            ("archived", "false"),
            ("per_page", "20"),
        ];
        self.get(&["groups", group, "projects"], &query)
            .await?
            .json()
    }

    /// Returns whether GitLab sends requests of integrations to addresses of its own network. None unless
    /// the token is an administrator's.
    ///
    /// # Errors
    /// When GitLab does not answer or fails.
    pub async fn allows_local_requests(&self) -> Result<Option<bool>, Error> {
        match self.get(&["application", "settings"], &[]).await {
            Ok(answer) => {
                let settings: Value = answer.json()?;
                Ok(settings["allow_local_requests_from_web_hooks_and_services"].as_bool())
            }
            Err(error)
                if error.is_credential()
                    || matches!(error.reason, Reason::Forbidden | Reason::NotFound) =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

fn http(base: &Url, options: &Options) -> Result<reqwest::Client, Error> {
    let bad =
        |error: &dyn std::error::Error| Error::new(Reason::Certificate, "", error.to_string());
    // Fails when there is one already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("bailiwick-connect/", env!("CARGO_PKG_VERSION")))
        // The token is for this host alone.
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(Duration::from_secs(10).min(options.timeout))
        .timeout(options.timeout);
    if base.scheme() == "http" {
        // Works on a system that has no certificate authorities at all.
        let trusts_nobody = rustls::ClientConfig::builder()
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth();
        builder = builder.tls_backend_preconfigured(trusts_nobody);
    } else {
        let mut certificates = Vec::new();
        for pem in &options.ca_pem {
            let read = reqwest::Certificate::from_pem_bundle(pem);
            certificates.extend(read.map_err(|error| bad(&error))?);
        }
        builder = builder.tls_certs_merge(certificates);
    }
    builder.build().map_err(|error| bad(&error))
}

/// Returns the part of a path that stands for the kind.
fn collection(target: &GitlabTarget) -> &'static str {
    match target.kind {
        TargetKind::Project => "projects",
        TargetKind::Group => "groups",
    }
}

fn integration_of(target: &GitlabTarget) -> [&str; 4] {
    [collection(target), &target.path, "integrations", "jira"]
}

/// Tells whether the address never leaves this machine.
fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
