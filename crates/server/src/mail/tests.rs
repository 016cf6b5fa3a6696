//! The sender against a small mail server of its own, on a real socket.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use base::mail::Letter;
use base::{Cx, mail};
use serde_json::json;
use testkit::TestApp;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::{Round, Smtp, send_due};

/// How the server behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    /// Takes everything.
    Fine,
    /// Answers this instead of taking a recipient.
    Recipient(&'static str),
    /// Answers this instead of taking a text.
    Text(&'static str),
    /// Goes away when it has a text, without a word.
    DropsAfterText,
}

/// A mail server that keeps what it was sent.
struct Sink {
    address: SocketAddr,
    mood: Arc<Mutex<Mood>>,
    texts: Arc<Mutex<Vec<String>>>,
    n_connections: Arc<Mutex<usize>>,
}

impl Sink {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sink = Self {
            address: listener.local_addr().unwrap(),
            mood: Arc::new(Mutex::new(Mood::Fine)),
            texts: Arc::default(),
            n_connections: Arc::default(),
        };
        let (mood, texts) = (Arc::clone(&sink.mood), Arc::clone(&sink.texts));
        let n_connections = Arc::clone(&sink.n_connections);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *n_connections.lock().unwrap() += 1;
                tokio::spawn(talk(stream, Arc::clone(&mood), Arc::clone(&texts)));
            }
        });
        sink
    }

    fn smtp(&self, query: &str) -> Smtp {
        self.smtp_as("", query)
    }

    fn smtp_as(&self, user: &str, query: &str) -> Smtp {
        let url = format!("smtp://{user}{}{query}", self.address);
        Smtp::configured(Some(&url), Some("Jira <jira@example.com>"))
            .unwrap()
            .unwrap()
    }

    fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn texts(&self) -> Vec<String> {
        self.texts.lock().unwrap().clone()
    }
}

async fn talk(stream: TcpStream, mood: Arc<Mutex<Mood>>, texts: Arc<Mutex<Vec<String>>>) {
    let mut stream = BufReader::new(stream);
    let mut say = "220 sink ESMTP\r\n".to_owned();
    loop {
        if stream.get_mut().write_all(say.as_bytes()).await.is_err() {
            return;
        }
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        let mood = *mood.lock().unwrap();
        let word = line.split([' ', '\r']).next().unwrap_or_default();
        say = match (word, mood) {
            ("EHLO", _) => "250-sink\r\n250 AUTH PLAIN\r\n".to_owned(),
            // \0fred\0secret
            ("AUTH", _) if line.trim_end() == "AUTH PLAIN AGZyZWQAc2VjcmV0" => {
                "235 yes\r\n".to_owned()
            }
            ("AUTH", _) => "535 no\r\n".to_owned(),
            ("RCPT", Mood::Recipient(answer)) => format!("{answer}\r\n"),
            ("DATA", _) => {
                stream.get_mut().write_all(b"354 go\r\n").await.unwrap();
                let mut text = String::new();
                while !text.ends_with("\r\n.\r\n") {
                    if stream.read_line(&mut text).await.unwrap_or(0) == 0 {
                        return;
                    }
                }
                texts.lock().unwrap().push(text);
                match mood {
                    Mood::DropsAfterText => return,
                    Mood::Text(answer) => format!("{answer}\r\n"),
                    Mood::Fine | Mood::Recipient(_) => "250 taken\r\n".to_owned(),
                }
            }
            ("QUIT", _) => "221 bye\r\n".to_owned(),
            _ => "250 fine\r\n".to_owned(),
        };
    }
}

async fn invite(app: &TestApp, name: &str) {
    let user = json!({
        "name": name,
        "emailAddress": format!("{name}@example.com"),
        "displayName": "Söme One",
        "notification": true,
    });
    app.admin().post("/rest/api/2/user", user).await.expect(201);
}

/// Returns (attempts, whether it was sent, is still to be tried, keeps its link; the error) of each mail.
async fn queue(app: &TestApp) -> Vec<(i64, bool, bool, bool, String)> {
    let mut tx = app.app().db.read().await.unwrap();
    let sql = "select attempts, sent_at is not null, next_try_at is not null, link is not null,
                   coalesce(last_error, '') from mail order by id";
    tx.rows(sql, &[], |row| {
        Ok((
            row.take()?,
            row.take()?,
            row.take()?,
            row.take()?,
            row.take()?,
        ))
    })
    .await
    .unwrap()
}

fn round(n_sent: usize, n_failed: usize, is_down: bool) -> Round {
    Round {
        n_sent,
        n_failed,
        is_down,
    }
}

fn header<'a>(text: &'a str, name: &str) -> &'a str {
    let start = format!("{name}: ");
    text.lines()
        .find_map(|line| line.strip_prefix(&start))
        .unwrap_or_else(|| panic!("no {name} in {text}"))
}

#[tokio::test]
async fn mail_is_sent_once() {
    let (app, sink) = (
        TestApp::at("https://jira.test:8443").await,
        Sink::start().await,
    );
    invite(&app, "fred").await;
    invite(&app, "jane").await;
    let smtp = sink.smtp("?tls=none");
    assert_eq!(
        send_due(app.app(), &smtp, "one").await.unwrap(),
        round(2, 0, false)
    );
    assert_eq!(
        send_due(app.app(), &smtp, "one").await.unwrap(),
        Round::default()
    );
    assert_eq!(*sink.n_connections.lock().unwrap(), 1);
    let texts = sink.texts();
    assert_eq!(texts.len(), 2);
    let text = &texts[0];
    assert_eq!(header(text, "From"), "Jira <jira@example.com>");
    assert_eq!(header(text, "To"), "fred@example.com");
    assert_eq!(header(text, "Date"), "Fri, 01 Mar 2024 12:00:00 +0000");
    assert_eq!(header(text, "Auto-Submitted"), "auto-generated");
    assert!(header(text, "Message-ID").ends_with("@jira.test>"));
    // Quoted-printable, because of the name; long lines are broken by "=".
    let body = text.replace("=\r\n", "").replace("=3D", "=");
    assert!(body.contains("Hello S=C3=B6me One,"), "{body}");
    let start = "https://jira.test:8443/secure/ResetPassword!default.jspa?os_username=fred&token=";
    let (_, rest) = body.split_once(start).unwrap();
    let token = rest.split("\r\n").next().unwrap();
    let link = format!("/secure/ResetPassword!default.jspa?os_username=fred&token={token}");
    assert_eq!(app.browser().get(&link).await.status, 200);
    let done = (1, true, false, false, String::new());
    assert_eq!(queue(&app).await, [done.clone(), done]);
    app.done().await;
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_again() {
    let (app, sink) = (TestApp::new().await, Sink::start().await);
    invite(&app, "fred").await;
    invite(&app, "jane").await;
    let unused = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let away = unused.local_addr().unwrap();
    drop(unused);
    let url = format!("smtp://{away}?tls=none");
    let nobody = Smtp::configured(Some(&url), Some("a@b.c"))
        .unwrap()
        .unwrap();
    // The second one is not even tried.
    assert_eq!(
        send_due(app.app(), &nobody, "one").await.unwrap(),
        round(0, 1, true)
    );
    assert_eq!(
        send_due(app.app(), &nobody, "one").await.unwrap(),
        round(0, 1, true)
    );
    assert_eq!(
        send_due(app.app(), &nobody, "one").await.unwrap(),
        Round::default()
    );
    app.advance(59);
    let smtp = sink.smtp("?tls=none");
    assert_eq!(
        send_due(app.app(), &smtp, "one").await.unwrap(),
        Round::default()
    );
    app.advance(1);
    assert_eq!(
        send_due(app.app(), &smtp, "one").await.unwrap(),
        round(2, 0, false)
    );
    app.done().await;
}

#[tokio::test]
async fn the_pauses_grow_until_the_link_has_ended() {
    let (app, sink) = (TestApp::new().await, Sink::start().await);
    invite(&app, "fred").await;
    sink.is(Mood::Recipient("451 later"));
    let smtp = sink.smtp("?tls=none");
    let mut tries = Vec::new();
    for minute in 0..(26 * 60) {
        if send_due(app.app(), &smtp, "one").await.unwrap().n_failed == 1 {
            tries.push(minute);
        }
        app.advance(60);
    }
    assert_eq!(tries, [0, 1, 6, 21, 81, 321, 561, 801, 1041, 1281]);
    let (_, is_sent, _, _, error) = queue(&app).await.remove(0);
    assert!(!is_sent && error.contains("later"), "{error}");
    assert!(sink.texts().is_empty());
    app.done().await;
}

#[tokio::test]
async fn what_is_refused_for_good_waits_for_an_administrator() {
    let (app, sink) = (TestApp::new().await, Sink::start().await);
    invite(&app, "fred").await;
    let smtp = sink.smtp("?tls=none");
    sink.is(Mood::Recipient("550 no such user"));
    assert_eq!(
        send_due(app.app(), &smtp, "one").await.unwrap(),
        round(0, 1, false)
    );
    let (attempts, _, is_tried, keeps_link, error) = queue(&app).await.remove(0);
    assert_eq!((attempts, is_tried, keeps_link), (1, false, true));
    assert!(
        error.contains("550") || error.contains("no such user"),
        "{error}"
    );
    app.advance(3600);
    sink.is(Mood::Text("554 spam"));
    assert_eq!(
        send_due(app.app(), &smtp, "one").await.unwrap(),
        Round::default()
    );

    let cx = Cx::internal(app.app(), "test");
    for (mood, expected) in [
        (Mood::Text("554 spam"), round(0, 1, false)),
        (Mood::Fine, round(1, 0, false)),
    ] {
        sink.is(mood);
        let mut tx = cx.write().await.unwrap();
        assert!(
            mail::send_now(&cx, &mut tx, model::MailId(10000))
                .await
                .unwrap()
        );
        tx.commit().await.unwrap();
        assert_eq!(send_due(app.app(), &smtp, "one").await.unwrap(), expected);
    }
    let mut tx = cx.write().await.unwrap();
    assert!(
        !mail::send_now(&cx, &mut tx, model::MailId(10000))
            .await
            .unwrap()
    );
    drop(tx);
    app.done().await;
}

#[tokio::test]
async fn mail_that_may_have_arrived_is_repeated_once_under_its_id() {
    let (app, sink) = (TestApp::new().await, Sink::start().await);
    invite(&app, "fred").await;
    let smtp = sink.smtp("?tls=none");
    sink.is(Mood::DropsAfterText);
    for _ in 0..10 {
        send_due(app.app(), &smtp, "one").await.unwrap();
        app.advance(3600);
    }
    let texts = sink.texts();
    assert_eq!(texts.len(), 2);
    assert_eq!(
        header(&texts[0], "Message-ID"),
        header(&texts[1], "Message-ID")
    );
    let (attempts, is_sent, is_tried, ..) = queue(&app).await.remove(0);
    assert_eq!((attempts, is_sent, is_tried), (2, false, false));
    app.done().await;
}

#[tokio::test]
async fn a_process_that_dies_loses_nothing() {
    let (app, sink) = (TestApp::new().await, Sink::start().await);
    let smtp = sink.smtp("?tls=none");
    // Before the text was handed over: nothing is known to have been sent, however often.
    invite(&app, "fred").await;
    for _ in 0..3 {
        assert!(mail::lease(app.app(), "dies").await.unwrap().is_some());
        assert_eq!(
            send_due(app.app(), &smtp, "one").await.unwrap(),
            Round::default()
        );
        app.advance(mail::LEASE);
    }
    assert_eq!(
        send_due(app.app(), &smtp, "one").await.unwrap(),
        round(1, 0, false)
    );

    // While it was: once more, and then no more.
    invite(&app, "jane").await;
    for _ in 0..2 {
        let leased = mail::lease(app.app(), "dies").await.unwrap().unwrap();
        mail::transmits(app.app(), &leased, "dies").await.unwrap();
        app.advance(mail::LEASE);
    }
    assert_eq!(
        send_due(app.app(), &smtp, "one").await.unwrap(),
        Round::default()
    );
    let (attempts, is_sent, is_tried, _, error) = queue(&app).await.remove(1);
    assert_eq!((attempts, is_sent, is_tried), (2, false, false));
    assert!(error.contains("may have arrived"), "{error}");
    app.done().await;
}

#[tokio::test]
async fn a_process_whose_lease_ran_out_sends_nothing() {
    let app = TestApp::new().await;
    invite(&app, "fred").await;
    let slow = mail::lease(app.app(), "slow").await.unwrap().unwrap();
    app.advance(mail::LEASE);
    let quick = mail::lease(app.app(), "quick").await.unwrap().unwrap();
    assert!(mail::transmits(app.app(), &slow, "slow").await.is_err());
    mail::transmits(app.app(), &quick, "quick").await.unwrap();
    // Nor does it say anything about what the other one does.
    mail::failed(app.app(), &slow, "slow", mail::Failure::Never, "late")
        .await
        .unwrap();
    mail::sent(app.app(), &quick, "quick").await.unwrap();
    assert_eq!(queue(&app).await, [(2, true, false, false, String::new())]);
    app.done().await;
}

#[tokio::test]
async fn several_nodes_share_the_work() {
    let (app, sink) = (TestApp::new().await, Sink::start().await);
    let other = app.second_node().await;
    for n in 0..12 {
        invite(&app, &format!("u{n}")).await;
    }
    let smtp = sink.smtp("?tls=none");
    let (one, two) = tokio::join!(
        send_until_done(&app, &smtp, "one"),
        send_until_done(&other, &smtp, "two"),
    );
    assert_eq!(one + two, 12);
    let mut recipients: Vec<String> = sink
        .texts()
        .iter()
        .map(|text| header(text, "To").to_owned())
        .collect();
    recipients.sort();
    recipients.dedup();
    assert_eq!((recipients.len(), sink.texts().len()), (12, 12));
    app.done().await;
}

async fn send_until_done(app: &TestApp, smtp: &Smtp, process: &str) -> usize {
    let mut n_sent = 0;
    while mail::is_due(app.app()).await.unwrap() {
        // On PostgreSQL a transaction may be in another's way, as everywhere.
        if let Ok(round) = send_due(app.app(), smtp, process).await {
            assert_eq!(round.n_failed, 0);
            n_sent += round.n_sent;
        }
    }
    n_sent
}

#[tokio::test]
async fn tls_and_passwords() {
    let (app, sink) = (TestApp::new().await, Sink::start().await);
    invite(&app, "fred").await;
    // The sink has no STARTTLS: nothing is sent rather than sent in the clear.
    let smtp = sink.smtp_as("fred:secret@", "");
    assert_eq!(
        send_due(app.app(), &smtp, "one").await.unwrap(),
        round(0, 1, true)
    );
    assert!(queue(&app).await[0].4.contains("STARTTLS"));
    app.advance(60);
    let smtp = sink.smtp_as("fred:wrong@", "?tls=none");
    assert_eq!(
        send_due(app.app(), &smtp, "one").await.unwrap(),
        round(0, 1, true)
    );
    let error = &queue(&app).await[0].4;
    assert!(error.contains("535") && !error.contains("wrong"), "{error}");
    app.advance(300);
    let smtp = sink.smtp_as("fred:secret@", "?tls=none");
    assert_eq!(
        send_due(app.app(), &smtp, "one").await.unwrap(),
        round(1, 0, false)
    );
    app.done().await;
}

#[tokio::test]
async fn a_letter_has_both_parts_and_its_own_lines_of_the_head() {
    let (app, sink) = (TestApp::new().await, Sink::start().await);
    let link = format!(
        "<http://jira.test/secure/Unsubscribe.jspa?user=10000&issue=10000&signature={}>",
        "0123456789abcdef".repeat(4)
    );
    let headers = [
        ("In-Reply-To", "<issue-10000@jira.test>"),
        ("References", "<issue-10000@jira.test>"),
        ("List-Unsubscribe", &link),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ];
    let letter = |to: &str, html: Option<&str>| Letter {
        to: to.to_owned(),
        subject: "[JIRA] (OPS-1) Söme".to_owned(),
        text: "the text".to_owned(),
        html: html.map(str::to_owned),
        headers: headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
    };
    let cx = Cx::internal(app.app(), "test");
    let mut tx = cx.write().await.unwrap();
    let letters = [
        letter("fred@example.com", Some("<p>the html</p>")),
        letter("jane@example.com", None),
    ];
    mail::queue_letters(&cx, &mut tx, &letters).await.unwrap();
    tx.commit().await.unwrap();
    let smtp = sink.smtp("?tls=none");
    let sent = send_due(app.app(), &smtp, "one").await.unwrap();
    assert_eq!(sent, round(2, 0, false));
    let texts = sink.texts();
    // Folded lines are one.
    let both = texts[0].replace("\r\n ", " ");
    assert!(header(&both, "Content-Type").starts_with("multipart/alternative"));
    assert!(
        both.contains("the text") && both.contains("<p>the html</p>"),
        "{both}"
    );
    assert!(both.find("text/plain") < both.find("text/html"));
    for text in &texts {
        let text = text.replace("\r\n ", " ");
        for (name, value) in headers {
            assert_eq!(header(&text, name).trim(), value);
        }
    }
    assert!(header(&texts[1], "Content-Type").starts_with("text/plain"));
    app.done().await;
}
