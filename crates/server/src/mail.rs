//! Sends the mail that waits in the queue, by SMTP.
//!
//! One connection carries all mail that is due, one piece after the other; several processes share the
//! work by the queue's leases (`base::mail`). The commands are given one by one, because what a failure
//! means depends on where it happened: before the text was handed over, nothing was sent; after the
//! server's answer, everything is known; in between nobody knows (`docs/decisions/0005-mail.md`).
//!
//! Not here: what mail says, who gets it, how long it is tried.

mod smtp;

#[cfg(test)]
mod tests;

use std::time::{Duration, SystemTime};

use base::mail::{self, Failure, Leased};
use base::{App, Result, secret};
use lettre::message::MultiPart;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{Extension, MailBodyParameter, MailParameter};
use lettre::{Address, Message};
use tokio::sync::watch;

pub use smtp::{Security, Smtp};

/// How often the queue is looked at.
const LOOK: Duration = Duration::from_secs(2);
/// How long there is a pause after the server could not be reached.
const PAUSE: Duration = Duration::from_secs(30);
/// How often it is tried to note that mail was sent.
const INSISTING: u32 = 20;
/// How long a server may take for one piece of mail: much shorter than [`mail::LEASE`].
const PATIENCE: Duration = Duration::from_secs(120);

/// What became of the mail that was due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// How many pieces the server took.
    pub n_sent: usize,
    /// How many it did not.
    pub n_failed: usize,
    /// Whether it could not be reached, so that the rest was not tried.
    pub is_down: bool,
}

/// Sends mail until it is told to stop; what is being sent then is finished.
pub async fn run(app: &App, smtp: Smtp, mut stopped: watch::Receiver<bool>) {
    let Ok(process) = secret::random() else {
        tracing::error!("no randomness: mail is not sent");
        return;
    };
    while !*stopped.borrow() {
        let goes_on = || !*stopped.borrow();
        let pause = match send_while(app, &smtp, &process, goes_on).await {
            Ok(round) if round.is_down => PAUSE,
            Ok(_) => LOOK,
            Err(error) => {
                tracing::warn!(
                    ?error,
                    "the mail queue could not be worked on; trying again"
                );
                PAUSE
            }
        };
        let _ = tokio::time::timeout(pause, stopped.wait_for(|is_over| *is_over)).await;
    }
}

/// Sends what is due. `process` is a name that no other process has.
///
/// # Errors
/// When the queue cannot be read or written.
pub async fn send_due(app: &App, smtp: &Smtp, process: &str) -> Result<Round> {
    send_while(app, smtp, process, || true).await
}

async fn send_while(
    app: &App,
    smtp: &Smtp,
    process: &str,
    goes_on: impl Fn() -> bool,
) -> Result<Round> {
    let mut round = Round::default();
    let mut connection = None;
    while goes_on() && mail::is_due(app).await? {
        let Some(leased) = mail::lease(app, process).await? else {
            break;
        };
        match send(app, smtp, process, &mut connection, &leased).await {
            Ok(()) => {
                round.n_sent += 1;
                note_sent(app, &leased, process).await?;
                tracing::info!(mail = %leased.id, "mail sent");
            }
            Err(Refused {
                failure,
                text,
                is_down,
            }) => {
                round.n_failed += 1;
                round.is_down |= is_down;
                // The address stays out of the log: it is in the queue, for those who may see it.
                tracing::warn!(mail = %leased.id, attempt = leased.attempt, error = text, "mail not sent");
                mail::failed(app, &leased, process, failure, &text).await?;
                if is_down {
                    break;
                }
            }
        }
    }
    if let Some(mut open) = connection {
        // That it says goodbye is nobody's concern any more.
        let _ = tokio::time::timeout(LOOK, open.quit()).await;
    }
    Ok(round)
}

/// Notes that it was sent, and insists: otherwise it would be sent once more.
async fn note_sent(app: &App, leased: &Leased, process: &str) -> Result<()> {
    for _ in 0..INSISTING {
        match mail::sent(app, leased, process).await {
            Ok(()) => return Ok(()),
            Err(error) => tracing::warn!(?error, mail = %leased.id, "sent, but not noted yet"),
        }
        tokio::time::sleep(LOOK).await;
    }
    mail::sent(app, leased, process).await
}

struct Refused {
    failure: Failure,
    text: String,
    is_down: bool,
}

impl Refused {
    fn because(failure: Failure, error: impl std::fmt::Display) -> Self {
        Self {
            failure,
            text: error.to_string(),
            is_down: false,
        }
    }
}

/// Sends one piece of mail, on the open connection or a new one. A connection on which something went
/// wrong is not used again.
async fn send(
    app: &App,
    smtp: &Smtp,
    process: &str,
    connection: &mut Option<AsyncSmtpConnection>,
    leased: &Leased,
) -> std::result::Result<(), Refused> {
    let message = written(smtp, leased)?;
    let mut open = match connection.take() {
        Some(open) => open,
        None => connected(app, smtp).await?,
    };
    let mut is_transmitting = false;
    let sending = hand_over(
        app,
        &mut open,
        process,
        leased,
        &message,
        &mut is_transmitting,
    );
    match tokio::time::timeout(PATIENCE, sending).await {
        Ok(Ok(())) => {
            *connection = Some(open);
            Ok(())
        }
        Ok(Err(refused)) => {
            let _ = tokio::time::timeout(LOOK, open.abort()).await;
            Err(refused)
        }
        Err(_) => {
            let failure = if is_transmitting {
                Failure::Unknown
            } else {
                Failure::Later
            };
            Err(Refused::because(
                failure,
                "The mail server did not answer in time.",
            ))
        }
    }
}

async fn connected(app: &App, smtp: &Smtp) -> std::result::Result<AsyncSmtpConnection, Refused> {
    let hello = mail::host(app.settings.urls.origin());
    let down = |text: String| Refused {
        failure: Failure::Later,
        text,
        is_down: true,
    };
    match tokio::time::timeout(PATIENCE, smtp.connect(hello)).await {
        Ok(Ok(open)) => Ok(open),
        Ok(Err(error)) => Err(down(told(&error))),
        Err(_) => Err(down("The mail server did not answer in time.".to_owned())),
    }
}

async fn hand_over(
    app: &App,
    open: &mut AsyncSmtpConnection,
    process: &str,
    leased: &Leased,
    message: &Message,
    is_transmitting: &mut bool,
) -> std::result::Result<(), Refused> {
    let envelope = message.envelope();
    let text = message.formatted();
    let mut options = Vec::new();
    let is_ascii = |address: &Address| -> bool { AsRef::<str>::as_ref(address).is_ascii() };
    if !envelope.from().is_none_or(is_ascii) || !envelope.to().iter().all(is_ascii) {
        if !open.server_info().supports_feature(Extension::SmtpUtfEight) {
            let text = "The mail server takes no addresses with letters beyond ASCII.";
            return Err(Refused::because(Failure::Never, text));
        }
        options.push(MailParameter::SmtpUtfEight);
    }
    if !text.is_ascii() {
        options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    // A refusal of the sender is a matter of the settings, which may be put right.
    let later = |error: SmtpError| Refused::because(Failure::Later, told(&error));
    let command = Mail::new(envelope.from().cloned(), options);
    open.command(command).await.map_err(later)?;
    for to in envelope.to() {
        let command = Rcpt::new(to.clone(), Vec::new());
        open.command(command).await.map_err(|error| known(&error))?;
    }
    open.command(Data).await.map_err(|error| known(&error))?;
    if mail::transmits(app, leased, process).await.is_err() {
        let text = "Another process took over.";
        return Err(Refused::because(Failure::Later, text));
    }
    *is_transmitting = true;
    match open.message(&text).await {
        Ok(_) => Ok(()),
        Err(error) if error.status().is_some() => Err(known(&error)),
        Err(error) => Err(Refused::because(Failure::Unknown, told(&error))),
    }
}

/// What a refusal by the server means.
fn known(error: &SmtpError) -> Refused {
    let failure = if error.is_permanent() {
        Failure::Never
    } else {
        Failure::Later
    };
    Refused::because(failure, told(error))
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

fn written(smtp: &Smtp, leased: &Leased) -> std::result::Result<Message, Refused> {
    let never = |error: &dyn std::fmt::Display| Refused::because(Failure::Never, error);
    let to: Address = leased
        .to
        .parse()
        .map_err(|_| never(&"This is no address that mail can be sent to."))?;
    let at = u64::try_from(leased.created_at.0).unwrap_or_default();
    let mut message = Message::builder()
        .message_id(Some(leased.message_id.clone()))
        .date(SystemTime::UNIX_EPOCH + Duration::from_millis(at))
        .from(smtp.from.clone())
        .to(to.into())
        .subject(leased.subject.clone());
    // So that nobody's holiday note answers (RFC 3834).
    if let Ok(name) = HeaderName::new_from_ascii("Auto-Submitted".to_owned()) {
        message = message.raw_header(HeaderValue::new(name, "auto-generated".to_owned()));
    }
    for (name, value) in &leased.headers {
        let name = HeaderName::new_from_ascii(name.clone()).map_err(|error| never(&error))?;
        message = message.raw_header(HeaderValue::new(name, value.clone()));
    }
    let built = match &leased.html {
        Some(html) => message.multipart(MultiPart::alternative_plain_html(
            leased.text(),
            html.clone(),
        )),
        None => message
            .header(lettre::message::header::ContentType::TEXT_PLAIN)
            .body(leased.text()),
    };
    built.map_err(|error| never(&error))
}
