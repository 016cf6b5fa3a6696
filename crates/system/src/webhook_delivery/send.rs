//! Sends a delivery: signed, to an address that may be asked, no redirections followed.

use std::fmt::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Url, header, redirect};
use sha2::Sha256;

use crate::webhook::Secret;

/// How long an answer may take.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// The longest text of an error that is kept, in characters.
const MAX_ERROR: usize = 500;

/// A delivery to be sent.
pub struct Delivery {
    pub id: i64,
    /// The same at every try, so that who gets it twice can see it.
    pub identifier: String,
    pub url: String,
    pub body: Option<String>,
    /// How many tries there were before.
    pub attempts: i64,
    pub secret: Option<Secret>,
}

/// What came of a try.
pub struct Told {
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    /// What went wrong, if anything did.
    pub error: Option<String>,
}

impl Told {
    /// Returns whether it was taken: answered with a status that says so.
    pub fn is_taken(&self) -> bool {
        self.status
            .is_some_and(|status| (200..300).contains(&status))
    }

    fn failed(error: &str) -> Self {
        Self {
            status: None,
            error: Some(error.chars().take(MAX_ERROR).collect()),
        }
    }
}

/// The one client that sends deliveries.
pub struct Sender {
    http: reqwest::Client,
}

impl Sender {
    /// Returns a sender. On a machine without certificates of authorities it reaches no address that
    /// begins with `https`.
    ///
    /// # Errors
    /// When the client cannot be made.
    pub fn new() -> Result<Self, reqwest::Error> {
        // Fails when there is one already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Self::builder().build().or_else(|_| {
            let trusts_nobody = rustls::ClientConfig::builder()
                .with_root_certificates(rustls::RootCertStore::empty())
                .with_no_client_auth();
            Self::builder()
                .tls_backend_preconfigured(trusts_nobody)
                .build()
        })?;
        Ok(Self { http })
    }

    fn builder() -> reqwest::ClientBuilder {
        reqwest::Client::builder()
            .user_agent(concat!("Bailiwick/", env!("CARGO_PKG_VERSION")))
            .timeout(PATIENCE)
            // Where a redirection leads nobody has decided.
            .redirect(redirect::Policy::none())
            // Neither has whoever started this process for something else.
            .no_proxy()
            .dns_resolver(std::sync::Arc::new(Resolver))
    }

    /// Sends a delivery once.
    pub async fn send(&self, delivery: &Delivery) -> Told {
        let Ok(url) = Url::parse(&delivery.url) else {
            return Told::failed("This is no address that can be asked.");
        };
        // An address written as numbers is not looked up, and so not seen by the resolver.
        let literal = url
            .host_str()
            .map(|host| host.trim_matches(['[', ']']))
            .and_then(|host| host.parse::<IpAddr>().ok());
        if literal.is_some_and(is_forbidden) {
            return Told::failed(FORBIDDEN);
        }
        let body = delivery.body.clone().unwrap_or_default();
        let mut request = self
            .http
            .post(url)
            .header(header::CONTENT_TYPE, "application/json; charset=UTF-8")
            .header("X-Atlassian-Webhook-Identifier", &delivery.identifier);
        if let Some(secret) = &delivery.secret {
            request = request.header("X-Hub-Signature", signature(secret, body.as_bytes()));
        }
        match request.body(body).send().await {
            Ok(answer) => {
                let status = answer.status();
                Told {
                    status: Some(status.as_u16()),
                    error: (!status.is_success()).then(|| format!("The answer was {status}.")),
                }
            }
            // Without the address: whoever reads this may not know it.
            Err(error) => Told::failed(&told(&error.without_url())),
        }
    }
}

/// Returns an error with its causes, of which the last one is usually the one that helps.
fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}

/// Returns the signature of a body, as the reference writes it.
pub fn signature(secret: &Secret, body: &[u8]) -> String {
    let mut text = String::from("sha256=");
    // Keys of all lengths are taken.
    if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.0.as_bytes()) {
        mac.update(body);
        for byte in mac.finalize().into_bytes() {
            let _ = write!(text, "{byte:02x}");
        }
    }
    text
}

const FORBIDDEN: &str = "Requests do not go to this address: it is link-local, or nobody's.";

/// Returns whether requests never go there, whatever an administrator has set: the addresses where clouds
/// keep the keys of a machine, and those that are nobody's. Private networks and this machine may be asked:
/// the receivers of a server of one's own are there (D-059).
pub fn is_forbidden(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => {
            four.is_link_local()
                || four.is_unspecified()
                || four.is_multicast()
                || four.is_broadcast()
        }
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => is_forbidden(IpAddr::V4(four)),
            None => {
                six.is_unspecified() || six.is_multicast() || (six.segments()[0] & 0xffc0) == 0xfe80
            }
        },
    }
}

/// Looks names up, and leaves out the addresses that are never asked. What was looked at is what is
/// connected to.
struct Resolver;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found
                .filter(|address| !is_forbidden(address.ip()))
                .collect();
            if allowed.is_empty() {
                return Err(FORBIDDEN.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_what_others_compute() {
        // RFC 4231, the second test case.
        let secret = Secret("Jefe".to_owned());
        assert_eq!(
            signature(&secret, b"what do ya want for nothing?"),
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn where_requests_never_go() {
        for (address, forbidden) in [
            ("127.0.0.1", false),
            ("10.1.2.3", false),
            ("192.168.1.1", false),
            ("93.184.216.34", false),
            ("169.254.169.254", true),
            ("0.0.0.0", true),
            ("224.0.0.1", true),
            ("255.255.255.255", true),
            ("::1", false),
            ("::", true),
            ("fe80::1", true),
            ("ff02::1", true),
            ("::ffff:169.254.169.254", true),
            ("fd00::1", false),
        ] {
            let address: IpAddr = address.parse().unwrap();
            assert_eq!(is_forbidden(address), forbidden, "{address}");
        }
    }
}
