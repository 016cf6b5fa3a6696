//! The pages of the mail queue.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::http::Query;
use base::page::field::{self, Choice};
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, Form, PageCx, Pager, Shell};
use base::{Result, mail};
use jiff::tz::TimeZone;
use model::{MailId, Timestamp};
use serde::Deserialize;

use super::ops::{self, Link};
use super::store::{self, Mail, Wanted};

const LIST: Shell<'static> = Shell::admin("Mail queue", Section::System, "Mail queue");
const ONE: Shell<'static> = Shell::admin("Mail", Section::System, "Mail queue");
const PATH: &str = "/secure/admin/MailQueue.jspa";
/// How many entries a page has.
const SIZE: i64 = 50;

/// What the list's address says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    filter: String,
    state: String,
    start: String,
}

/// Which piece of mail is meant.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Which {
    id: String,
}

impl Which {
    fn id(&self) -> Option<MailId> {
        MailId::parse(&self.id)
    }
}

/// What is shown of a piece of mail's state.
struct State {
    label: &'static str,
    class: &'static str,
}

struct Row {
    mail: Mail,
    state: State,
    created: String,
    /// When it was sent, or is tried next.
    when: String,
}

impl Row {
    fn new(page: &PageCx, zone: &TimeZone, mail: Mail) -> Self {
        let state = state(&mail, page.now(), page.app.settings.sends_mail);
        let created = time(mail.created_at, zone);
        let when = match (mail.sent_at, mail.next_try_at) {
            (Some(at), _) => time(at, zone),
            (None, Some(at)) if state.class == "info" && mail.attempts > 0 => {
                format!("next try {}", time(at, zone))
            }
            (None, _) => String::new(),
        };
        Self {
            mail,
            state,
            created,
            when,
        }
    }
}

fn state(mail: &Mail, now: Timestamp, sends_mail: bool) -> State {
    let (label, class) = if mail.sent_at.is_some() {
        ("Sent", "good")
    } else if mail.next_try_at.is_none() || mail.retry_until <= now {
        if mail.attempts == 0 {
            ("Ended", "")
        } else {
            ("Given up", "bad")
        }
    } else if mail.lease_until.is_some_and(|until| until > now) {
        ("Being sent", "info")
    } else if sends_mail {
        ("Waiting", "info")
    } else {
        ("To be passed on", "warn")
    };
    State { label, class }
}

fn zone(page: &PageCx) -> Result<TimeZone> {
    Ok(TimeZone::get(&page.signed_in()?.time_zone).unwrap_or(TimeZone::UTC))
}

fn time(at: Timestamp, zone: &TimeZone) -> String {
    let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::MAX);
    moment
        .to_zoned(zone.clone())
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}

#[derive(Template)]
#[template(path = "mail_queue.html")]
struct List<'a> {
    page: &'a PageCx,
    sends_mail: bool,
    asked: &'a Asked,
    states: [Choice; 4],
    rows: Vec<Row>,
    is_filtered: bool,
    pager: Pager,
}

pub async fn list(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let wanted = match asked.state.as_str() {
        "waiting" => Wanted::Waiting,
        "sent" => Wanted::Sent,
        "failed" => Wanted::Failed,
        _ => Wanted::All,
    };
    let start = asked.start.parse::<i64>().unwrap_or(0).max(0);
    let mut tx = page.read().await?;
    let part = (start, SIZE);
    let (mails, total) = store::page(&mut tx, wanted, &asked.filter, page.now(), part).await?;
    let zone = zone(&page)?;
    let query = [("filter", asked.filter.as_str()), ("state", &asked.state)];
    let main = List {
        page: &page,
        sends_mail: page.app.settings.sends_mail,
        asked: &asked,
        states: [
            Choice::new("", "All"),
            Choice::new("waiting", "Waiting"),
            Choice::new("sent", "Sent"),
            Choice::new("failed", "Given up"),
        ],
        is_filtered: wanted != Wanted::All || !asked.filter.is_empty(),
        pager: Pager::new(&page.link(PATH), &query, start, SIZE, total),
        rows: mails
            .into_iter()
            .map(|mail| Row::new(&page, &zone, mail))
            .collect(),
    };
    page.render(&LIST, &main)
}

#[derive(Template)]
#[template(path = "mail_queue_one.html")]
struct One<'a> {
    page: &'a PageCx,
    sends_mail: bool,
    row: &'a Row,
    text: String,
    link: &'a str,
    is_hidden: bool,
    errors: &'a FieldErrors,
}

pub async fn show(page: AdminPage, Query(which): Query<Which>) -> Result<Response> {
    answer(&page, StatusCode::OK, &which, &FieldErrors::none()).await
}

async fn answer(
    page: &AdminPage,
    status: StatusCode,
    which: &Which,
    errors: &FieldErrors,
) -> Result<Response> {
    let mut tx = page.read().await?;
    let found = ops::find(&mut tx, which.id()).await?;
    let shown = ops::link(page, &mut tx, &found).await?;
    let (link, is_hidden) = match shown {
        Link::Shown(link) => (link.to_owned(), false),
        Link::Hidden => (String::new(), true),
        Link::None => (String::new(), false),
    };
    let text = if found.is_private {
        "(What is said of issues is shown to recipients only.)".to_owned()
    } else if is_hidden {
        found.body.replace(
            mail::LINK,
            "(the link is shown to system administrators only)",
        )
    } else {
        mail::with_link(
            &found.body,
            Some(link.as_str()).filter(|link| !link.is_empty()),
        )
    };
    let main = One {
        page,
        sends_mail: page.app.settings.sends_mail,
        row: &Row::new(page, &zone(page)?, found),
        text,
        link: &link,
        is_hidden,
        errors,
    };
    page.respond(status, &ONE, &main)
}

pub async fn send(page: AdminPage, Form(which): Form<Which>) -> Result<Response> {
    let mut tx = page.write().await?;
    let sent = ops::send(&page, &mut tx, page.administrator(), which.id()).await;
    let mail = match FieldErrors::catch(sent)? {
        Ok(mail) => mail,
        Err(errors) => {
            drop(tx);
            return answer(&page, StatusCode::CONFLICT, &which, &errors).await;
        }
    };
    tx.commit().await?;
    page.done(PATH, &format!("The mail to {} is sent now.", mail.to))
}

pub async fn delete(page: AdminPage, Form(which): Form<Which>) -> Result<Response> {
    let mut tx = page.write().await?;
    let deleted = ops::delete(&page, &mut tx, page.administrator(), which.id()).await;
    let mail = match FieldErrors::catch(deleted)? {
        Ok(mail) => mail,
        Err(errors) => {
            drop(tx);
            return answer(&page, StatusCode::CONFLICT, &which, &errors).await;
        }
    };
    tx.commit().await?;
    page.done(PATH, &format!("The mail to {} was deleted.", mail.to))
}
