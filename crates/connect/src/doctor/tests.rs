//! Jiras and GitLabs with one thing wrong, and what is said of it.

use jira_client::{Client, Secret};
use serde_json::{Value, json};
use wiremock::matchers::{any, header, method, path, query_param};
use wiremock::{Match, Mock, MockServer, Request, ResponseTemplate};

use super::{CHECKS, Finding, Outcome, Subject, examine};
use crate::gitlab::{GitLab, Options};
use crate::gitlab_part::{Credential, GitlabTarget, TargetKind};

mod address;
mod credential;
mod gitlab_side;
mod issue;
mod rights;

const PASSWORD: &str = "s3cret-of-jira";
const TOKEN: &str = "glpat-0123456789abcdefghij";

/// A Jira and a GitLab in good order, and what is examined of them.
struct World {
    jira: MockServer,
    gitlab: MockServer,
    credential: Option<Credential>,
    projects: Vec<String>,
    permissions: Vec<String>,
    issue: Option<String>,
    with_admin: bool,
    targets: Vec<GitlabTarget>,
}

impl World {
    async fn new() -> Self {
        let world = Self {
            jira: MockServer::start().await,
            gitlab: MockServer::start().await,
            credential: Some(Credential::Password {
                username: "gitlab".to_owned(),
                password: Secret::new(PASSWORD),
            }),
            projects: vec!["OPS".to_owned()],
            permissions: Vec::new(),
            issue: Some("OPS-1".to_owned()),
            with_admin: true,
            targets: vec![GitlabTarget {
                kind: TargetKind::Project,
                path: "acme/app".to_owned(),
            }],
        };
        world.fill_jira().await;
        world.fill_gitlab().await;
        world
    }

    async fn fill_jira(&self) {
        let url = self.jira.uri();
        let info = json!({ "baseUrl": url, "version": "8.20.7", "versionNumbers": [8, 20, 7], "deploymentType": "Server" });
        let refused = ResponseTemplate::new(401)
            .insert_header("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")
            .set_body_raw("<html>Unauthorized (401)</html>", "text/html;charset=UTF-8");
        Mock::given(header(
            "authorization",
            "Bearer bailiwick-doctor-no-such-token",
        ))
        .respond_with(refused)
        .with_priority(4)
        .mount(&self.jira)
        .await;
        self.default("/rest/api/2/serverInfo", info).await;
        let me = json!({ "self": format!("{url}/rest/api/2/user?username=gitlab"), "key": "gitlab", "name": "gitlab", "displayName": "GitLab", "active": true });
        self.default("/rest/api/2/myself", me).await;
        let session = json!({ "self": "x", "name": "gitlab", "loginInfo": { "failedLoginCount": 0, "loginCount": 5 } });
        self.default("/rest/auth/1/session", session).await;
        self.default("/rest/api/2/mypermissions", may(&[])).await;
        let issue = json!({
            "id": "10001", "key": "OPS-1", "self": format!("{url}/rest/api/2/issue/10001"),
            "fields": { "summary": "x", "resolution": null, "duedate": null, "status": { "name": "To Do" } },
        });
        self.default("/rest/api/2/issue/OPS-1", issue.clone()).await;
        let transitions = json!({ "expand": "transitions", "transitions": [
            { "id": "11", "name": "Start", "to": { "name": "In Progress", "statusCategory": { "key": "indeterminate" } } },
            { "id": "31", "name": "Done", "to": { "name": "Done", "statusCategory": { "key": "done" } }, "fields": {} },
        ]});
        self.default("/rest/api/2/issue/OPS-1/transitions", transitions)
            .await;
        let found = json!({ "startAt": 0, "maxResults": 1, "total": 1, "issues": [issue] });
        self.default("/rest/api/2/search", found).await;
    }

    async fn fill_gitlab(&self) {
        let at = |path: &str| format!("/api/v4{path}");
        let token =
            json!({ "id": 1, "name": "t", "scopes": ["api"], "expires_at": null, "active": true });
        let project = json!({ "id": 7, "path_with_namespace": "acme/app", "web_url": "", "issues_access_level": "enabled" });
        let version = json!({ "version": "17.11.2-ee", "revision": "x" });
        let settings = json!({ "allow_local_requests_from_web_hooks_and_services": true });
        let live = json!({ "data": { "project": { "services": { "nodes": [{ "projects": { "nodes": [{ "key": "OPS" }] } }] } } } });
        for (path, body) in [
            (at("/personal_access_tokens/self"), token),
            (at("/version"), version),
            (at("/projects/acme%2Fapp"), project),
            (at("/application/settings"), settings),
            (
                at("/projects/acme%2Fapp/integrations/jira"),
                self.integration(),
            ),
            ("/api/graphql".to_owned(), live),
        ] {
            answer(&self.gitlab, path_is(&path), 5, 200, body).await;
        }
    }

    fn integration(&self) -> Value {
        json!({
            "id": 1, "active": true, "inherited": false, "commit_events": true,
            "merge_requests_events": true, "comment_on_event_enabled": true,
            "properties": { "url": self.jira.uri(), "api_url": null, "jira_auth_type": 0,
                            "username": "gitlab", "jira_issue_transition_id": "" },
        })
    }

    async fn default(&self, at: &str, body: Value) {
        answer(&self.jira, path_is(at), 5, 200, body).await;
    }

    /// Has Jira answer otherwise.
    async fn jira(&self, at: &str, status: u16, body: Value) {
        answer(&self.jira, path_is(at), 1, status, body).await;
    }

    /// Has Jira answer everything otherwise.
    async fn jira_always(&self, answer: ResponseTemplate) {
        Mock::given(any())
            .respond_with(answer)
            .with_priority(1)
            .mount(&self.jira)
            .await;
    }

    /// Has GitLab answer otherwise.
    async fn gitlab(&self, at: &str, status: u16, body: Value) {
        answer(&self.gitlab, path_is(at), 1, status, body).await;
    }

    /// Has GitLab's integration be otherwise in these members.
    async fn integration_with(&self, change: impl FnOnce(&mut Value)) {
        let mut body = self.integration();
        change(&mut body);
        self.gitlab(INTEGRATION, 200, body).await;
    }

    async fn examine(&self) -> Vec<Finding> {
        self.examine_at(&self.jira.uri()).await
    }

    async fn examine_at(&self, url: &str) -> Vec<Finding> {
        let jira = Client::builder(url)
            .no_proxy()
            .retries(jira_client::Retries::never())
            .build()
            .unwrap();
        let admin = jira
            .with_credential(jira_client::Credential::basic("ada", "admins-password"))
            .unwrap();
        let gitlab =
            GitLab::new(&self.gitlab.uri(), &Secret::new(TOKEN), &Options::default()).unwrap();
        let subject = Subject {
            jira: &jira,
            credential: self.credential.as_ref(),
            admin: self.with_admin.then_some(&admin),
            username: "gitlab",
            projects: &self.projects,
            permissions: &self.permissions,
            issue: self.issue.as_deref(),
            gitlab: Some(&gitlab),
            targets: &self.targets,
        };
        let mut told = Vec::new();
        let findings = examine(subject, |finding| told.push(finding.id)).await;
        assert_eq!(told.len(), CHECKS.len());
        let shown = format!("{findings:?}");
        for secret in [PASSWORD, TOKEN, "admins-password"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        findings
    }

    async fn finding(&self, id: &str) -> Finding {
        of(self.examine().await, id)
    }
}

const INTEGRATION: &str = "/api/v4/projects/acme%2Fapp/integrations/jira";

fn of(findings: Vec<Finding>, id: &str) -> Finding {
    findings
        .into_iter()
        .find(|finding| finding.id == id)
        .unwrap_or_else(|| panic!("no check {id}"))
}

fn path_is(at: &str) -> impl Match + 'static {
    path(at.to_owned())
}

async fn answer(
    server: &MockServer,
    when: impl Match + 'static,
    priority: u8,
    status: u16,
    body: Value,
) {
    Mock::given(when)
        .respond_with(ResponseTemplate::new(status).set_body_json(body))
        .with_priority(priority)
        .mount(server)
        .await;
}

fn has_basic(request: &Request, encoded: &str) -> bool {
    request
        .headers
        .get("authorization")
        .is_some_and(|value| value.as_bytes() == format!("Basic {encoded}").as_bytes())
}

/// The answer of mypermissions: everything GitLab needs but these.
fn may(not: &[&str]) -> Value {
    let keys = [
        "BROWSE_PROJECTS",
        "ADD_COMMENTS",
        "LINK_ISSUES",
        "TRANSITION_ISSUES",
        "RESOLVE_ISSUES",
        "CLOSE_ISSUES",
        "CREATE_ISSUES",
    ];
    let list = keys.map(|key| {
        let permission = json!({ "id": "1", "key": key, "name": key, "type": "PROJECT", "havePermission": !not.contains(&key) });
        (key.to_owned(), permission)
    });
    json!({ "permissions": Value::Object(list.into_iter().collect()) })
}

#[track_caller]
fn expect(finding: &Finding, outcome: Outcome, detail: &str, remedy: &str) {
    assert_eq!(finding.outcome, outcome, "{finding:?}");
    assert!(finding.detail.contains(detail), "{finding:?}");
    assert!(finding.remedy.contains(remedy), "{finding:?}");
    let needs_remedy = matches!(outcome, Outcome::Warn | Outcome::Fail);
    assert_eq!(!finding.remedy.is_empty(), needs_remedy, "{finding:?}");
}

#[tokio::test]
async fn in_good_order_nothing_fails() {
    let findings = World::new().await.examine().await;
    let not_ok: Vec<_> = findings
        .iter()
        .filter(|finding| finding.outcome != Outcome::Ok)
        .map(|finding| (finding.id, finding.outcome))
        .collect();
    assert_eq!(
        not_ok,
        [
            ("certificate", Outcome::Skipped),
            ("expiry", Outcome::Skipped),
            ("create", Outcome::Skipped),
        ]
    );
}

#[tokio::test]
async fn every_check_has_a_name_of_its_own() {
    let names: std::collections::BTreeSet<_> = CHECKS.iter().map(|check| check.id).collect();
    assert_eq!(names.len(), CHECKS.len());
}

#[tokio::test]
async fn without_a_credential_what_needs_one_is_skipped() {
    let mut world = World::new().await;
    world.credential = None;
    let findings = world.examine().await;
    for id in ["credential", "captcha", "browse", "search", "issue"] {
        expect(
            &of(findings.clone(), id),
            Outcome::Skipped,
            "was not given",
            "",
        );
    }
    assert_eq!(of(findings, "address").outcome, Outcome::Ok);
}
