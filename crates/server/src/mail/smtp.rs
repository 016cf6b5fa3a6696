//! Which server mail is handed to, and how: read from one URL.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;

/// How long it may take to reach the server.
const CONNECT: Duration = Duration::from_secs(15);

/// How the way to the server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte: `smtps://`.
    Tls,
    /// TLS after a greeting, or nothing is sent: `smtp://`.
    StartTls,
    /// None: `smtp://…?tls=none`.
    None,
}

/// The server that mail is handed to. It shows no password in a log.
#[derive(Clone)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way to it is protected.
    pub security: Security,
    /// Whom mail comes from.
    pub from: Mailbox,
    credentials: Option<Credentials>,
    /// Whose signatures are trusted besides the known authorities'.
    authorities: Vec<Certificate>,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .finish_non_exhaustive()
    }
}

impl Smtp {
    /// Returns the server that the two settings name; none if neither is given.
    ///
    /// # Errors
    /// When one of them means nothing or is missing; the text never repeats the URL, which may hold a
    /// password.
    pub fn configured(url: Option<&str>, from: Option<&str>) -> Result<Option<Self>, String> {
        let given = |text: &&str| !text.trim().is_empty();
        match (url.filter(given), from.filter(given)) {
            (Some(url), Some(from)) => Self::parse(url.trim(), from.trim()).map(Some),
            (Some(_), None) => {
                Err("smtp-url needs mail-from, the address that mail comes from".to_owned())
            }
            (None, _) => Ok(None),
        }
    }

    fn parse(url: &str, from: &str) -> Result<Self, String> {
        let shape = "the SMTP URL must look like smtp://user:password@host:587 or smtps://host";
        let wrong = || shape.to_owned();
        let from: Mailbox = from
            .parse()
            .map_err(|_| format!("mail-from: {from:?} is not an address"))?;
        let (scheme, rest) = url.split_once("://").ok_or_else(wrong)?;
        let (mut security, port) = match scheme {
            "smtp" => (Security::StartTls, 587),
            "smtps" => (Security::Tls, 465),
            _ => return Err(wrong()),
        };
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (user, server) = match rest.rsplit_once('@') {
            Some((user, server)) => (Some(user), server),
            None => (None, rest),
        };
        let (host, port) = split_port(server, port).ok_or_else(wrong)?;
        let credentials = match user {
            Some(user) => {
                let (name, password) = user.split_once(':').ok_or_else(wrong)?;
                Some(Credentials::new(
                    decoded(name).ok_or_else(wrong)?,
                    decoded(password).ok_or_else(wrong)?,
                ))
            }
            None => None,
        };
        let mut authorities = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("tls", "none")) if scheme == "smtp" => security = Security::None,
                Some(("tls", "starttls")) if scheme == "smtp" => security = Security::StartTls,
                Some(("ca", path)) => authorities.push(authority(path)?),
                _ => {
                    return Err(
                        "the SMTP URL takes tls=starttls or tls=none (with smtp://) and ca=FILE"
                            .to_owned(),
                    );
                }
            }
        }
        Ok(Self {
            host,
            port,
            security,
            from,
            credentials,
            authorities,
        })
    }

    /// Opens a connection on which mail can be sent.
    ///
    /// # Errors
    /// When the server cannot be reached, has no TLS although it should, or refuses the password.
    pub async fn connect(&self, hello: &str) -> Result<AsyncSmtpConnection, SmtpError> {
        let hello = ClientId::Domain(hello.to_owned());
        let server = (self.host.trim_matches(['[', ']']), self.port);
        let at_once = match self.security {
            Security::Tls => Some(self.tls()?),
            Security::StartTls | Security::None => None,
        };
        let mut open =
            AsyncSmtpConnection::connect_tokio1(server, Some(CONNECT), &hello, at_once, None)
                .await?;
        if self.security == Security::StartTls {
            // Refused without TLS: nobody in between can take it away.
            open.starttls(self.tls()?, &hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            open.auth(&[Mechanism::Plain, Mechanism::Login], credentials)
                .await?;
        }
        Ok(open)
    }

    fn tls(&self) -> Result<TlsParameters, SmtpError> {
        let host = self.host.trim_matches(['[', ']']).to_owned();
        let builder = TlsParameters::builder(host);
        self.authorities
            .iter()
            .fold(builder, |builder, authority| {
                builder.add_root_certificate(authority.clone())
            })
            .build()
    }
}

fn split_port(server: &str, default: u16) -> Option<(String, u16)> {
    let (host, port) = match server.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port.parse().ok()?),
        _ => (server, default),
    };
    let is_fine = !host.is_empty() && !host.contains(['/', ' ', '@']);
    is_fine.then(|| (host.to_owned(), port))
}

fn authority(path: &str) -> Result<Certificate, String> {
    let path = decoded(path).ok_or("the SMTP URL: ca is not a path")?;
    let pem = std::fs::read(&path).map_err(|error| format!("cannot read {path}: {error}"))?;
    Certificate::from_pem(&pem).map_err(|error| format!("{path} holds no certificate: {error}"))
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next()?, rest.next()?];
            let hex = std::str::from_utf8(&hex).ok()?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smtp(url: &str) -> Result<Smtp, String> {
        Smtp::configured(Some(url), Some("Jira <jira@example.com>")).map(Option::unwrap)
    }

    #[test]
    fn servers() {
        let check = |url: &str, expected: (&str, u16, Security, bool)| {
            let smtp = smtp(url).unwrap();
            let found = (
                smtp.host.as_str(),
                smtp.port,
                smtp.security,
                smtp.credentials.is_some(),
            );
            assert_eq!(found, expected, "{url}");
        };
        check("smtp://mx", ("mx", 587, Security::StartTls, false));
        check("smtp://mx:25?tls=none", ("mx", 25, Security::None, false));
        check("smtps://mx/", ("mx", 465, Security::Tls, false));
        check("smtps://[::1]:1", ("[::1]", 1, Security::Tls, false));
        let url = "smtp://a%40b:p%25%3A@s@mx:2525?tls=starttls";
        check(url, ("mx", 2525, Security::StartTls, true));
        let expected = Credentials::new("a@b".to_owned(), "p%:@s".to_owned());
        assert_eq!(smtp(url).unwrap().credentials, Some(expected));
    }

    #[test]
    fn what_is_wrong_is_told_without_the_password() {
        for url in [
            "mx",
            "http://mx",
            "smtp://",
            "smtp://secret@mx",
            "smtp://a:secret@mx:port",
            "smtp://a:secret%zz@mx",
            "smtps://a:secret@mx?tls=none",
            "smtp://a:secret@mx?tls=maybe",
            "smtp://a:secret@mx?ca=/nowhere",
        ] {
            let error = smtp(url).unwrap_err();
            assert!(!error.contains("secret"), "{error}");
        }
        assert!(Smtp::configured(Some("smtp://mx"), None).is_err());
        assert!(Smtp::configured(Some("smtp://mx"), Some("nobody")).is_err());
        assert!(Smtp::configured(None, Some("a@b.c")).unwrap().is_none());
        let shown = format!("{:?}", smtp("smtp://a:secret@mx").unwrap());
        assert!(!shown.contains("secret"), "{shown}");
    }
}
