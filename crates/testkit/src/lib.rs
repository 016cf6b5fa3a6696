//! What tests of the areas are made of: a server on a fresh database, and clients who ask it.
//!
//! Everything goes through the real stack short of the socket. `TEST_POSTGRES=postgres://user@host/db` runs
//! the same tests on PostgreSQL, each in a database of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "this is test code"
)]

mod browser;
mod client;
mod cuttable;
mod database;
mod dump;
pub mod fill;
mod listening;
mod verify;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use base::app::{PasswordCost, Settings};
use base::blob::Blobs;
use base::cx::{Credential, SignedIn};
use base::{App, Cx, Urls, guard, refs};
use model::Timestamp;
use serde_json::{Value, json};
use server::Server;

pub use browser::Browser;
pub use client::{Client, Reply, form};
pub use cuttable::{Cut, Cuttable};
pub use listening::Listening;

/// The name of the first administrator.
pub const ADMIN: &str = "admin";
/// The password of everybody in a test, unless the test says otherwise.
pub const PASSWORD: &str = "correct horse battery";
/// The largest file that may be attached: small, so that tests can go past it.
pub const MAX_ATTACHMENT: u64 = 1024 * 1024;
/// 2024-03-01T12:00:00Z: when every test begins.
const START: i64 = 1_709_294_400_000;

/// A server on a fresh database.
pub struct TestApp {
    /// The server.
    pub server: Arc<Server>,
    clock: Arc<AtomicI64>,
    database: database::Database,
}

impl TestApp {
    /// Starts a server with its first administrator, at `http://jira.test`.
    pub async fn new() -> Self {
        Self::at("http://jira.test").await
    }

    /// Starts a server that is reached at `base_url`.
    pub async fn at(base_url: &str) -> Self {
        let app = Self::before_setup(base_url).await;
        app.set_up().await;
        app
    }

    async fn set_up(&self) {
        let cx = Cx::internal(self.app(), "test");
        let mut tx = cx.write().await.unwrap();
        let first_run = guard::first_run(&cx, &mut tx).await.unwrap();
        let admin = accounts::setup::NewAdmin {
            name: ADMIN.to_owned(),
            display_name: "Ada Admin".to_owned(),
            email: "admin@example.com".to_owned(),
            password: PASSWORD.to_owned(),
        };
        accounts::setup::create_first_administrator(&cx, &mut tx, first_run, &admin)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Starts a server on SQLite, whatever the other tests run on: one that can be copied.
    pub async fn on_sqlite() -> Self {
        let app = Self::on("http://jira.test", database::Database::fresh_sqlite().await).await;
        app.set_up().await;
        app
    }

    /// Starts a server on a copy of this one's data.
    pub async fn fork(&self) -> Self {
        let settings = &self.app().settings;
        let blobs = settings.blobs.fork();
        let fork = Self::with_files(settings.urls.base(), self.database.copy(), blobs).await;
        fork.clock
            .store(self.clock.load(Ordering::SeqCst), Ordering::SeqCst);
        fork
    }

    /// Starts a server that nobody has set up yet.
    pub async fn before_setup(base_url: &str) -> Self {
        Self::on(base_url, database::Database::fresh().await).await
    }

    async fn on(base_url: &str, database: database::Database) -> Self {
        Self::with_files(base_url, database, Blobs::memory()).await
    }

    /// Starts a server whose files are in a folder.
    pub async fn with_folder(folder: &Path) -> Self {
        let database = database::Database::fresh().await;
        let blobs = Blobs::folder(folder).unwrap();
        let app = Self::with_files("http://jira.test", database, blobs).await;
        app.set_up().await;
        app
    }

    async fn with_files(base_url: &str, database: database::Database, blobs: Blobs) -> Self {
        let clock = Arc::new(AtomicI64::new(START));
        let time = Arc::clone(&clock);
        let settings = Settings {
            urls: Urls::parse(base_url).unwrap(),
            reported_version: (8, 20, 7),
            title: "Bailiwick under test".to_owned(),
            password_cost: PasswordCost::Test,
            setup_code: Some("test-setup-code".to_owned()),
            sends_mail: false,
            blobs,
            max_attachment: MAX_ATTACHMENT,
        };
        let app = App::open(
            database.db().clone(),
            settings,
            Arc::new(move || Timestamp(time.load(Ordering::SeqCst))),
        )
        .await
        .unwrap();
        Self {
            server: Arc::new(Server::new(app)),
            clock,
            database,
        }
    }

    /// Starts a server that sends mail: what is to be sent stands in its queue, and nothing takes it out.
    pub async fn with_mail() -> Self {
        let mut app = Self::new().await;
        let time = Arc::clone(&app.clock);
        let mut settings = app.app().settings.clone();
        settings.sends_mail = true;
        let with_mail = App::open(
            app.database.db().clone(),
            settings,
            Arc::new(move || Timestamp(time.load(Ordering::SeqCst))),
        )
        .await
        .unwrap();
        app.server = Arc::new(Server::new(with_mail));
        app
    }

    /// Starts a second server on the same database: another node.
    pub async fn second_node(&self) -> Self {
        let time = Arc::clone(&self.clock);
        let app = App::open(
            self.database.db().clone(),
            self.app().settings.clone(),
            Arc::new(move || Timestamp(time.load(Ordering::SeqCst))),
        )
        .await
        .unwrap();
        Self {
            server: Arc::new(Server::new(app)),
            clock: Arc::clone(&self.clock),
            database: self.database.shared(),
        }
    }

    /// Returns the application behind the server.
    #[must_use]
    pub fn app(&self) -> &Arc<App> {
        self.server.app()
    }

    /// Moves the clock.
    pub fn advance(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// Returns a client without a credential.
    #[must_use]
    pub fn anonymous(&self) -> Client {
        Client::new(&self.server)
    }

    /// Returns somebody with a browser, not signed in.
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser::new(self)
    }

    /// Returns the first administrator with a browser, signed in and with a secure administrator
    /// session.
    pub async fn admin_browser(&self) -> Browser {
        let browser = self.browser();
        browser.log_in(ADMIN, PASSWORD).await;
        browser.confirm(PASSWORD).await;
        browser
    }

    /// Returns a user of the tests' password with a browser, signed in.
    pub async fn browser_of(&self, name: &str) -> Browser {
        let browser = self.browser();
        browser.log_in(name, PASSWORD).await;
        browser
    }

    /// Returns a client that sends this name and password.
    #[must_use]
    pub fn client(&self, name: &str, password: &str) -> Client {
        self.anonymous().with_basic(name, password)
    }

    /// Returns the first administrator.
    #[must_use]
    pub fn admin(&self) -> Client {
        self.client(ADMIN, PASSWORD)
    }

    /// Returns the context of a user, for operations that have no route yet.
    pub async fn cx_of(&self, name: &str) -> Cx {
        let mut tx = self.app().db.read().await.unwrap();
        let user = refs::user_by_name(&mut tx, name).await.unwrap().unwrap();
        let signed_in = SignedIn {
            id: user.id,
            key: user.key,
            name: user.name,
            display_name: user.display_name,
            time_zone: user.time_zone,
            by: Credential::Password,
        };
        let known = guard::signed_in(&mut tx, signed_in).await.unwrap();
        Cx::user(self.app(), &known, None)
    }

    /// Makes a user with access to the application.
    pub async fn member(&self, name: &str) -> Client {
        self.user(name, &["jira-software-users"]).await
    }

    /// Makes a user who is in no group, and so may not sign in.
    pub async fn stranger(&self, name: &str) -> Client {
        self.user(name, &[]).await
    }

    /// Makes a user who is a Jira administrator but no system administrator.
    pub async fn jira_admin(&self, name: &str) -> Client {
        let cx = Cx::internal(self.app(), "test");
        let mut tx = cx.write().await.unwrap();
        tx.change_policy().await.unwrap();
        tx.execute(
            "insert into user_group (id, name, lower_name) values (90, 'test-admins', 'test-admins') on conflict do nothing",
            &[],
        )
        .await
        .unwrap();
        tx.execute(
            "insert into global_grant (id, permission, group_id) values (90, 'ADMINISTER', 90) on conflict do nothing",
            &[],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        self.user(name, &["jira-software-users", "test-admins"])
            .await
    }

    async fn user(&self, name: &str, groups: &[&str]) -> Client {
        let admin = self.admin();
        let user = json!({
            "name": name,
            "password": PASSWORD,
            "emailAddress": format!("{name}@example.com"),
            "displayName": format!("{} Test", capitalized(name)),
            "applicationKeys": [],
        });
        admin.post("/rest/api/2/user", user).await.expect(201);
        for group in groups {
            let path = format!("/rest/api/2/group/user?groupname={group}");
            admin.post(&path, json!({ "name": name })).await.expect(201);
        }
        self.client(name, PASSWORD)
    }

    /// Makes a project led by the first administrator; returns its id.
    pub async fn project(&self, key: &str) -> String {
        let project = json!({
            "key": key,
            "name": format!("Project {key}"),
            "projectTypeKey": "software",
            "lead": ADMIN,
        });
        let made = self
            .admin()
            .post("/rest/api/2/project", project)
            .await
            .expect(201);
        match &made["id"] {
            Value::String(id) => id.clone(),
            id => id.to_string(),
        }
    }

    /// Makes a task; returns its key.
    pub async fn issue(&self, project: &str, summary: &str) -> String {
        let issue = json!({ "fields": {
            "project": { "key": project },
            "issuetype": { "name": "Task" },
            "summary": summary,
        }});
        let made = self
            .admin()
            .post("/rest/api/2/issue", issue)
            .await
            .expect(201);
        made["key"].as_str().unwrap().to_owned()
    }

    /// Returns how many rows each table has, and the versions: what a refused change leaves alone.
    pub async fn fingerprint(&self) -> Vec<(String, i64)> {
        verify::fingerprint(self.app()).await
    }

    /// Returns every row of every table, but for those that say what happened (the audit log, events, sign-ins,
    /// versions) and the counters behind ids: what must be the same again once all was taken back.
    pub async fn dump(&self) -> Vec<String> {
        dump::dump(self.app()).await
    }

    /// Checks what must be true of the database at any time. Called at the end of each test.
    pub async fn done(&self) {
        verify::verify(self.app()).await;
    }
}

fn capitalized(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
