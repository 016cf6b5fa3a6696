//! A server on a port, a GitLab, a folder for records, and the program.

use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::{ADMIN, Cuttable, PASSWORD, TestApp};
use tokio::net::TcpListener;
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use wiremock::matchers::{header, method, path_regex};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

pub const GITLAB_TOKEN: &str = "glpat-0123456789abcdefghij";

/// What a test works with.
pub struct World {
    pub app: TestApp,
    pub url: String,
    pub folder: TempDir,
    serving: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

/// What the program did.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Expects words on standard error, however they are cut into lines.
    #[track_caller]
    pub fn says(&self, words: &str) {
        let said: Vec<&str> = self.err.split_whitespace().collect();
        let said = said.join(" ");
        assert!(said.contains(words), "not {words:?} in {said}");
    }
}

impl World {
    /// Starts a server with the projects OPS and WEB and the issue OPS-1.
    pub async fn new() -> Self {
        Self::at("").await
    }

    /// Starts it under a context path.
    pub async fn at(context_path: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}{context_path}", listener.local_addr().unwrap());
        let app = TestApp::at(&url).await;
        fill(&app, context_path).await;
        let (stop, stopped) = oneshot::channel();
        let server = Arc::clone(&app.server);
        let serving = tokio::spawn(async move {
            let stop = async move {
                let _ = stopped.await;
            };
            server::listen::serve(server, listener, stop).await;
        });
        Self {
            app,
            url,
            folder: TempDir::new().unwrap(),
            serving: Some((stop, serving)),
        }
    }

    /// Starts a server that can stop the program at any of its requests.
    pub async fn cuttable() -> (Self, Cuttable) {
        let (app, jira) = TestApp::cuttable("").await;
        fill(&app, "").await;
        let world = Self {
            app,
            url: jira.url().to_owned(),
            folder: TempDir::new().unwrap(),
            serving: None,
        };
        (world, jira)
    }

    /// Returns a path in the folder.
    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// Runs `bailiwick connect` as the administrator, whose password is in the environment.
    pub async fn connect(&self, arguments: &[&str]) -> Run {
        self.connect_with(&self.environment(), arguments).await
    }

    /// Runs `bailiwick connect` with this environment and no other.
    pub async fn connect_with(&self, environment: &[(&str, &str)], arguments: &[&str]) -> Run {
        let run = run(self.command(environment, arguments)).await;
        // Nobody asked for them, so nobody sees them.
        for secret in [PASSWORD, GITLAB_TOKEN] {
            assert!(
                !run.out.contains(secret) && !run.err.contains(secret),
                "{run:?}"
            );
        }
        run
    }

    /// Returns `bailiwick connect` with this environment and no other, not started yet.
    fn command(&self, environment: &[(&str, &str)], arguments: &[&str]) -> Command {
        let state = self.path("state");
        let mut environment = environment.to_vec();
        environment.push(("BAILIWICK_CONNECT_STATE", &state));
        let mut command = command(&environment, &["connect"]);
        command.args(arguments);
        command
    }

    /// Starts `bailiwick connect` as the administrator and kills it, as `kill -9` does, once it has come to where
    /// `reached` is ready.
    pub async fn killed(&self, arguments: &[&str], reached: impl Future<Output = ()>) {
        let environment = self.environment();
        let mut command = self.command(&environment, arguments);
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let pid = child.id().to_string();
        let mut ended = tokio::task::spawn_blocking(move || child.wait().unwrap());
        tokio::select! {
            status = &mut ended => panic!("it ended by itself: {}", status.unwrap()),
            () = reached => {}
        }
        let kill = format!("kill -9 {pid}");
        let killed = Command::new("sh").args(["-c", &kill]).status().unwrap();
        assert!(killed.success());
        assert_eq!(ended.await.unwrap().signal(), Some(9));
    }

    fn environment(&self) -> [(&str, &str); 4] {
        [
            ("BAILIWICK_JIRA_URL", &self.url),
            ("BAILIWICK_JIRA_USER", ADMIN),
            ("BAILIWICK_JIRA_PASSWORD", PASSWORD),
            ("BAILIWICK_GITLAB_TOKEN", GITLAB_TOKEN),
        ]
    }

    /// Returns the secret in a file.
    pub fn secret(&self, name: &str) -> String {
        let text = std::fs::read_to_string(self.path(name)).unwrap();
        text.trim_end().to_owned()
    }

    /// Stops, and checks what must be true of the database at any time.
    pub async fn done(self) {
        if let Some((stop, serving)) = self.serving {
            drop(stop);
            serving.await.unwrap();
        }
        self.app.done().await;
    }
}

/// Makes the projects OPS and WEB and the issue OPS-1.
async fn fill(app: &TestApp, context_path: &str) {
    let api = format!("{context_path}/rest/api/2");
    for key in ["OPS", "WEB"] {
        let project = json!({
            "key": key, "name": format!("Project {key}"), "projectTypeKey": "software", "lead": ADMIN,
        });
        app.admin()
            .post(&format!("{api}/project"), project)
            .await
            .expect(201);
    }
    let issue = json!({ "fields": {
        "project": { "key": "OPS" }, "issuetype": { "name": "Task" }, "summary": "Renew the certificate",
    }});
    app.admin()
        .post(&format!("{api}/issue"), issue)
        .await
        .expect(201);
}

/// Returns the program with this environment and no other, away from any terminal.
fn command(environment: &[(&str, &str)], arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
    command
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .envs(environment.iter().copied())
        .stdin(Stdio::null());
    command
}

/// Runs the program with this environment and no other, away from any terminal.
pub async fn bailiwick(environment: &[(&str, &str)], arguments: &[&str]) -> Run {
    run(command(environment, arguments)).await
}

async fn run(mut command: Command) -> Run {
    let output = tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A stand-in for GitLab with the project `acme/app` and the group `acme`.
pub struct GitLab {
    pub server: MockServer,
    pub kept: Arc<Mutex<Kept>>,
}

/// What it keeps.
#[derive(Default)]
pub struct Kept {
    /// The integration of each project and group, by the path of its address.
    pub integrations: Vec<(String, Value)>,
    /// The bodies that set one.
    pub puts: Vec<Value>,
}

impl GitLab {
    /// Starts it, with no integration set.
    pub async fn new() -> Self {
        let server = MockServer::start().await;
        let kept = Arc::new(Mutex::new(Kept::default()));
        let respond = Api(Arc::clone(&kept));
        Mock::given(header("PRIVATE-TOKEN", GITLAB_TOKEN))
            .respond_with(respond)
            .with_priority(5)
            .mount(&server)
            .await;
        Self { server, kept }
    }

    /// Has it refuse a request whose path matches.
    pub async fn refuse(&self, path: &str, answer: ResponseTemplate) {
        Mock::given(path_regex(path))
            .respond_with(answer)
            .with_priority(1)
            .mount(&self.server)
            .await;
    }

    /// Has it say when the next integration is set, and never answer; `is_done` tells whether it does it.
    pub async fn hang_at_next_put(&self, is_done: bool) -> Arc<Notify> {
        let reached = Arc::new(Notify::new());
        let hanging = Hanging {
            api: is_done.then(|| Api(Arc::clone(&self.kept))),
            reached: Arc::clone(&reached),
        };
        Mock::given(method("PUT"))
            .respond_with(hanging)
            .up_to_n_times(1)
            .with_priority(1)
            .mount(&self.server)
            .await;
        reached
    }

    /// Returns the bodies that set an integration.
    pub fn puts(&self) -> Vec<Value> {
        self.kept.lock().unwrap().puts.clone()
    }
}

struct Hanging {
    api: Option<Api>,
    reached: Arc<Notify>,
}

impl Respond for Hanging {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        if let Some(api) = &self.api {
            api.respond(request);
        }
        self.reached.notify_one();
        // Whoever waits for it is killed first.
        ResponseTemplate::new(200).set_delay(Duration::from_secs(3600))
    }
}

struct Api(Arc<Mutex<Kept>>);

impl Respond for Api {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let json = |status: u16, body: Value| ResponseTemplate::new(status).set_body_json(body);
        let path = request.url.path().to_owned();
        let mut kept = self.0.lock().unwrap();
        match (request.method.as_str(), path.as_str()) {
            ("GET", "/api/v4/version") => {
                json(200, json!({ "version": "17.11.2-ee", "revision": "7d" }))
            }
            ("GET", "/api/v4/personal_access_tokens/self") => json(
                200,
                json!({ "id": 1, "name": "connect", "scopes": ["api"], "active": true, "expires_at": null }),
            ),
            ("GET", "/api/v4/projects/acme%2Fapp") => json(
                200,
                json!({ "id": 7, "path_with_namespace": "acme/app", "web_url": "", "issues_access_level": "enabled" }),
            ),
            ("GET", "/api/v4/application/settings") => json(
                200,
                json!({ "allow_local_requests_from_web_hooks_and_services": true }),
            ),
            ("POST", "/api/graphql") => {
                let is_on = kept
                    .integrations
                    .iter()
                    .any(|(_, integration)| integration["active"] == true);
                let nodes = if is_on {
                    json!([{ "projects": { "nodes": [{ "key": "OPS", "name": "Project OPS" }] } }])
                } else {
                    json!([])
                };
                json(
                    200,
                    json!({ "data": { "project": { "services": { "nodes": nodes } } } }),
                )
            }
            (method, path) if path.ends_with("/integrations/jira") => {
                let place = kept
                    .integrations
                    .iter()
                    .position(|(known, _)| known == path);
                match method {
                    "PUT" => {
                        let body: Value = request.body_json().unwrap();
                        let integration = integration(&body);
                        kept.puts.push(body);
                        match place {
                            Some(idx) => kept.integrations[idx].1 = integration.clone(),
                            None => kept
                                .integrations
                                .push((path.to_owned(), integration.clone())),
                        }
                        json(200, integration)
                    }
                    "DELETE" => {
                        if let Some(idx) = place {
                            kept.integrations[idx].1 =
                                json!({ "id": 1, "active": false, "properties": {} });
                        }
                        ResponseTemplate::new(204)
                    }
                    _ => match place {
                        Some(idx) => json(200, kept.integrations[idx].1.clone()),
                        None => json(404, json!({ "message": "404 Integration Not Found" })),
                    },
                }
            }
            _ => json(404, json!({ "error": "404 Not Found" })),
        }
    }
}

/// Returns what GitLab answers once it was told this.
fn integration(body: &Value) -> Value {
    let or = |name: &str, otherwise: Value| match &body[name] {
        Value::Null => otherwise,
        value => value.clone(),
    };
    json!({
        "id": 1, "title": "Jira issues", "slug": "jira", "active": true, "inherited": false,
        "commit_events": or("commit_events", json!(true)),
        "merge_requests_events": or("merge_requests_events", json!(true)),
        "comment_on_event_enabled": or("comment_on_event_enabled", json!(true)),
        "properties": {
            "url": body["url"], "api_url": body["api_url"], "jira_auth_type": body["jira_auth_type"],
            "username": body["username"], "jira_issue_regex": null, "jira_issue_prefix": null,
            "jira_issue_transition_id": null, "issues_enabled": false, "project_keys": [],
        },
    })
}

/// Returns a file's mode bits.
pub fn mode(path: impl Into<PathBuf>) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path.into()).unwrap().permissions().mode() & 0o777
}
