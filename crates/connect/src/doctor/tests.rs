use jira_client::{Client, Secret};
use serde_json::{Value, json};
use wiremock::matchers::{any, header, method, path, query_param};
use wiremock::{Match, Mock, MockServer, Request, ResponseTemplate};

use super::{CHECKS, Finding, Outcome, Subject, examine};
use crate::gitlab::{GitLab, Options};
use crate::gitlab_part::{Credential, GitlabTarget, TargetKind};

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
async fn a_page_in_place_of_the_api() {
    let world = World::new().await;
    let page = ResponseTemplate::new(200)
        .set_body_raw("<!DOCTYPE html><title>Welcome</title>", "text/html");
    world.jira_always(page).await;
    let findings = world.examine().await;
    expect(
        &of(findings.clone(), "address"),
        Outcome::Fail,
        "",
        "address",
    );
    expect(
        &of(findings, "credential"),
        Outcome::Skipped,
        "Jira is not reached",
        "",
    );
}

#[tokio::test]
async fn a_single_sign_on_before_the_api() {
    let world = World::new().await;
    let to = "https://sso.example.com/saml/login?SAMLRequest=abc";
    let redirect = ResponseTemplate::new(302).insert_header("Location", to);
    world.jira_always(redirect).await;
    expect(
        &world.finding("single-sign-on").await,
        Outcome::Fail,
        "sso.example.com",
        "/rest/",
    );
}

#[tokio::test]
async fn a_jira_that_says_it_is_elsewhere() {
    let world = World::new().await;
    let info = json!({ "baseUrl": "https://jira.example.com", "version": "8.20.7", "versionNumbers": [8, 20, 7], "deploymentType": "Server" });
    world.jira("/rest/api/2/serverInfo", 200, info).await;
    expect(
        &world.finding("base-url").await,
        Outcome::Fail,
        "https://jira.example.com",
        "Base URL",
    );
}

#[tokio::test]
async fn a_base_url_with_a_slash_at_its_end() {
    let world = World::new().await;
    let info = json!({ "baseUrl": format!("{}/", world.jira.uri()), "version": "8.20.7", "versionNumbers": [8, 20, 7], "deploymentType": "Server" });
    world.jira("/rest/api/2/serverInfo", 200, info).await;
    expect(&world.finding("base-url").await, Outcome::Warn, "", "slash");
}

#[tokio::test]
async fn a_context_path_is_mentioned() {
    let world = World::new().await;
    let url = format!("{}/jira", world.jira.uri());
    let info = json!({ "baseUrl": url, "version": "8.20.7", "versionNumbers": [8, 20, 7], "deploymentType": "Server" });
    world.jira("/jira/rest/api/2/serverInfo", 200, info).await;
    expect(
        &of(world.examine_at(&url).await, "context-path"),
        Outcome::Warn,
        "/jira",
        "import",
    );
}

#[tokio::test]
async fn a_wrong_password_is_sent_once() {
    let world = World::new().await;
    let refused = ResponseTemplate::new(401)
        .insert_header("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")
        .set_body_raw("<html>Unauthorized (401)</html>", "text/html;charset=UTF-8");
    let is_gitlab = |request: &Request| has_basic(request, "Z2l0bGFiOnMzY3JldC1vZi1qaXJh");
    Mock::given(is_gitlab)
        .respond_with(refused)
        .with_priority(1)
        .expect(1)
        .mount(&world.jira)
        .await;
    let findings = world.examine().await;
    expect(
        &of(findings.clone(), "credential"),
        Outcome::Fail,
        "gitlab",
        "password",
    );
    for id in ["browse", "comment", "link", "close", "issue", "search"] {
        expect(
            &of(findings.clone(), id),
            Outcome::Skipped,
            "does not accept",
            "",
        );
    }
}

fn has_basic(request: &Request, encoded: &str) -> bool {
    request
        .headers
        .get("authorization")
        .is_some_and(|value| value.as_bytes() == format!("Basic {encoded}").as_bytes())
}

#[tokio::test]
async fn a_user_locked_by_captcha() {
    let world = World::new().await;
    let locked = ResponseTemplate::new(403)
        .insert_header("X-Seraph-LoginReason", "AUTHENTICATION_DENIED")
        .insert_header(
            "X-Authentication-Denied-Reason",
            "CAPTCHA_CHALLENGE; login-url=https://jira.example.com/login.jsp",
        )
        .set_body_raw(
            "Basic Authentication Failure - Reason : AUTHENTICATION_DENIED",
            "text/html",
        );
    Mock::given(path_is("/rest/api/2/myself"))
        .respond_with(locked)
        .with_priority(1)
        .mount(&world.jira)
        .await;
    expect(
        &world.finding("captcha").await,
        Outcome::Fail,
        "CAPTCHA",
        "Reset failed login count",
    );
}

#[tokio::test]
async fn failed_logins_are_counted_before_it_is_too_late() {
    let world = World::new().await;
    let session = json!({ "self": "x", "name": "gitlab", "loginInfo": { "failedLoginCount": 2 } });
    world.jira("/rest/auth/1/session", 200, session).await;
    expect(
        &world.finding("captcha").await,
        Outcome::Warn,
        "2 failed logins",
        "old password",
    );
}

#[tokio::test]
async fn a_server_that_ignores_wrong_credentials() {
    let world = World::new().await;
    let info = json!({ "baseUrl": world.jira.uri(), "version": "8.5.0", "versionNumbers": [8, 5, 0], "deploymentType": "Server" });
    world.jira("/rest/api/2/serverInfo", 200, info).await;
    expect(
        &world.finding("wrong-credential").await,
        Outcome::Warn,
        "even to a wrong token",
        "connect verify",
    );
}

#[tokio::test]
async fn somebody_elses_credential() {
    let world = World::new().await;
    let me = json!({ "key": "jo", "name": "jo", "displayName": "Jo Doe", "active": true });
    world.jira("/rest/api/2/myself", 200, me).await;
    expect(
        &world.finding("credential").await,
        Outcome::Warn,
        "jo",
        "made for GitLab",
    );
}

#[tokio::test]
async fn a_token_that_ends_soon() {
    let mut world = World::new().await;
    world.credential = Some(Credential::Token(Secret::new("jira-token")));
    let tokens = json!([
        { "id": 1, "name": "old", "createdAt": "2020-01-01T00:00:00.000+0000", "expiringAt": "2020-02-01T00:00:00.000+0000" },
        { "id": 2, "name": "new", "createdAt": "2020-01-01T00:00:00.000+0000", "expiringAt": "2999-02-01T00:00:00.000+0000" },
    ]);
    world.jira("/rest/pat/latest/tokens", 200, tokens).await;
    let finding = world.finding("expiry").await;
    expect(&finding, Outcome::Warn, "old ends", "rotate");
    assert!(!finding.detail.contains("new ends"), "{finding:?}");
}

#[test]
fn jiras_times_are_read() {
    for text in [
        "2026-12-31T10:00:00.000+0000",
        "2026-12-31T10:00:00.000+00:00",
        "2026-12-31T10:00:00Z",
        "2026-12-31T11:00:00.000+0100",
    ] {
        assert_eq!(super::credential::at(text), Some(1_798_711_200), "{text}");
    }
    assert_eq!(super::credential::at("soon"), None);
}

#[tokio::test]
async fn each_permission_that_lacks_is_found() {
    for (key, id, outcome, name) in [
        (
            "BROWSE_PROJECTS",
            "browse",
            Outcome::Fail,
            "Browse Projects",
        ),
        ("ADD_COMMENTS", "comment", Outcome::Fail, "Add Comments"),
        ("LINK_ISSUES", "link", Outcome::Fail, "Link Issues"),
        (
            "TRANSITION_ISSUES",
            "close",
            Outcome::Fail,
            "Transition Issues",
        ),
        ("RESOLVE_ISSUES", "close", Outcome::Warn, "Resolve Issues"),
    ] {
        let world = World::new().await;
        world
            .jira("/rest/api/2/mypermissions", 200, may(&[key]))
            .await;
        let detail = format!("gitlab lacks {name} in OPS");
        expect(&world.finding(id).await, outcome, &detail, "scheme");
    }
}

#[tokio::test]
async fn a_project_that_the_user_does_not_see() {
    let world = World::new().await;
    let body =
        json!({ "errorMessages": ["No project could be found with key 'OPS'."], "errors": {} });
    world.jira("/rest/api/2/mypermissions", 404, body).await;
    expect(
        &world.finding("browse").await,
        Outcome::Fail,
        "Browse Projects in OPS",
        "scheme",
    );
}

#[tokio::test]
async fn a_required_field_that_gitlab_does_not_send() {
    let mut world = World::new().await;
    world.permissions = vec!["CREATE_ISSUES".to_owned()];
    let meta = json!({ "projects": [{ "key": "OPS", "issuetypes": [{ "name": "Bug", "subtask": false, "fields": {
        "summary": { "required": true, "name": "Summary" },
        "components": { "required": true, "hasDefaultValue": false, "name": "Components" },
        "priority": { "required": true, "hasDefaultValue": true, "name": "Priority" },
    }}]}]});
    world.jira("/rest/api/2/issue/createmeta", 200, meta).await;
    expect(
        &world.finding("create").await,
        Outcome::Fail,
        "in OPS Bug needs Components",
        "issue type",
    );
}

#[tokio::test]
async fn a_key_that_is_a_reserved_word() {
    let mut world = World::new().await;
    world.projects = vec!["AND".to_owned()];
    let text = "Error in the JQL Query: 'AND' is a reserved JQL word.";
    let body = json!({ "errorMessages": [text], "errors": {} });
    Mock::given(method("GET"))
        .and(query_param("jql", "project = AND"))
        .respond_with(ResponseTemplate::new(400).set_body_json(body))
        .with_priority(1)
        .mount(&world.jira)
        .await;
    expect(
        &world.finding("search").await,
        Outcome::Fail,
        "reserved word",
        "key",
    );
}

#[tokio::test]
async fn a_project_that_cannot_be_searched() {
    let world = World::new().await;
    let text = "The value 'OPS' does not exist for the field 'project'.";
    let body = json!({ "errorMessages": [text], "errors": {} });
    world.jira("/rest/api/2/search", 400, body).await;
    expect(
        &world.finding("search").await,
        Outcome::Fail,
        "does not exist for the field",
        "Browse Projects",
    );
}

#[tokio::test]
async fn keys_that_gitlab_does_not_recognize() {
    let mut world = World::new().await;
    world.projects = vec!["X".to_owned()];
    expect(
        &world.finding("project-key").await,
        Outcome::Fail,
        "X",
        "jira_issue_regex",
    );
    world.projects = vec!["OPS".to_owned()];
    world.issue = Some("ops-1".to_owned());
    expect(
        &world.finding("project-key").await,
        Outcome::Warn,
        "ops-1",
        "capital",
    );
}

#[tokio::test]
async fn an_issue_that_is_hidden_is_told_from_one_that_is_not_there() {
    let not_there = json!({ "errorMessages": ["Issue Does Not Exist"], "errors": {} });
    let world = World::new().await;
    let is_gitlab = |request: &Request| {
        request.url.path() == "/rest/api/2/issue/OPS-1"
            && has_basic(request, "Z2l0bGFiOnMzY3JldC1vZi1qaXJh")
    };
    answer(&world.jira, is_gitlab, 1, 404, not_there.clone()).await;
    expect(
        &world.finding("issue").await,
        Outcome::Fail,
        "is there, but gitlab may not see it",
        "security level",
    );

    let mut world = World::new().await;
    world.jira("/rest/api/2/issue/OPS-1", 404, not_there).await;
    expect(
        &world.finding("issue").await,
        Outcome::Fail,
        "there is no issue OPS-1",
        "Check the key",
    );
    world.with_admin = false;
    expect(
        &world.finding("issue").await,
        Outcome::Fail,
        "404",
        "--jira-user",
    );
}

#[tokio::test]
async fn an_issue_that_says_it_is_elsewhere() {
    let world = World::new().await;
    let issue = json!({ "id": "1", "key": "OPS-1", "self": "http://other.example.com/rest/api/2/issue/1", "fields": {} });
    world.jira("/rest/api/2/issue/OPS-1", 200, issue).await;
    expect(
        &world.finding("issue").await,
        Outcome::Fail,
        "other.example.com",
        "base URL",
    );
}

#[tokio::test]
async fn an_issue_that_gitlab_could_not_close() {
    let world = World::new().await;
    let to = json!({ "name": "In Progress", "statusCategory": { "key": "indeterminate" } });
    let list = json!({ "transitions": [{ "id": "11", "name": "Start", "to": to }] });
    world
        .jira("/rest/api/2/issue/OPS-1/transitions", 200, list)
        .await;
    expect(
        &world.finding("transition").await,
        Outcome::Fail,
        "there are: 11 Start",
        "gitlab.transitions",
    );

    let world = World::new().await;
    let to = json!({ "name": "Done", "statusCategory": { "key": "done" } });
    let fields =
        json!({ "customfield_10001": { "required": true }, "resolution": { "required": true } });
    let list =
        json!({ "transitions": [{ "id": "31", "name": "Done", "to": to, "fields": fields }] });
    world
        .jira("/rest/api/2/issue/OPS-1/transitions", 200, list)
        .await;
    let finding = world.finding("transition").await;
    expect(
        &finding,
        Outcome::Fail,
        "asks for customfield_10001",
        "screen",
    );
    assert!(!finding.detail.contains("resolution"));

    let world = World::new().await;
    let issue = json!({ "id": "1", "key": "OPS-1", "fields": { "resolution": { "name": "Done" }, "duedate": null } });
    world.jira("/rest/api/2/issue/OPS-1", 200, issue).await;
    expect(
        &world.finding("transition").await,
        Outcome::Warn,
        "has a resolution",
        "Clear",
    );
}

#[tokio::test]
async fn a_hidden_due_date() {
    let mut world = World::new().await;
    let issue =
        json!({ "id": "1", "key": "OPS-1", "fields": { "summary": "x", "resolution": null } });
    world.jira("/rest/api/2/issue/OPS-1", 200, issue).await;
    expect(
        &world.finding("due-date").await,
        Outcome::Warn,
        "without the field Due date",
        "field configuration",
    );
    // Without an issue named, the newest of the project is looked at.
    world.issue = None;
    expect(&world.finding("due-date").await, Outcome::Warn, "OPS-1", "");
}

#[tokio::test]
async fn a_token_of_gitlab_that_is_not_good_enough() {
    let world = World::new().await;
    let token = json!({ "id": 1, "name": "t", "scopes": ["read_api"], "active": true });
    world
        .gitlab("/api/v4/personal_access_tokens/self", 200, token)
        .await;
    expect(
        &world.finding("gitlab-token").await,
        Outcome::Fail,
        "read_api",
        "scope api",
    );
}

#[tokio::test]
async fn a_gitlab_that_believes_any_password() {
    let world = World::new().await;
    let version = json!({ "version": "15.11.0", "revision": "x" });
    world.gitlab("/api/v4/version", 200, version).await;
    expect(
        &world.finding("gitlab-version").await,
        Outcome::Warn,
        "15.11.0",
        "connect verify",
    );
}

#[tokio::test]
async fn settings_that_are_not_as_they_should_be() {
    let world = World::new().await;
    let body = json!({ "message": "404 Integration Not Found" });
    world.gitlab(INTEGRATION, 404, body).await;
    expect(
        &world.finding("gitlab-settings").await,
        Outcome::Fail,
        "project acme/app: never set",
        "connect gitlab",
    );

    let world = World::new().await;
    world
        .integration_with(|it| it["active"] = json!(false))
        .await;
    expect(
        &world.finding("gitlab-settings").await,
        Outcome::Fail,
        "switched off",
        "imported",
    );

    let world = World::new().await;
    world
        .integration_with(|it| {
            it["properties"]["url"] = json!("https://old.example.com");
            it["properties"]["username"] = json!("jo");
        })
        .await;
    let finding = world.finding("gitlab-settings").await;
    expect(
        &finding,
        Outcome::Fail,
        "its Jira is https://old.example.com",
        "",
    );
    expect(&finding, Outcome::Fail, "its user is jo", "");
}

#[tokio::test]
async fn switches_that_are_off() {
    let world = World::new().await;
    world
        .integration_with(|it| {
            it["comment_on_event_enabled"] = json!(false);
            it["commit_events"] = json!(false);
        })
        .await;
    expect(
        &world.finding("gitlab-events").await,
        Outcome::Warn,
        "comments in project acme/app, commits in project acme/app",
        "gitlab.comments",
    );

    let world = World::new().await;
    let project = json!({ "id": 7, "path_with_namespace": "acme/app", "web_url": "", "issues_access_level": "disabled" });
    world
        .gitlab("/api/v4/projects/acme%2Fapp", 200, project)
        .await;
    expect(
        &world.finding("gitlab-tracker").await,
        Outcome::Fail,
        "acme/app",
        "Switch them on",
    );
}

#[tokio::test]
async fn transition_ids_that_lead_nowhere() {
    let mut world = World::new().await;
    world
        .integration_with(|it| it["properties"]["jira_issue_transition_id"] = json!("5;31"))
        .await;
    expect(
        &world.finding("gitlab-transition-ids").await,
        Outcome::Fail,
        "begins with transition 5",
        "--close-issues",
    );
    world.issue = None;
    expect(
        &world.finding("gitlab-transition-ids").await,
        Outcome::Warn,
        "5;31",
        "--smoke",
    );
}

#[tokio::test]
async fn projects_that_are_set_differently() {
    let mut world = World::new().await;
    world.targets.push(GitlabTarget {
        kind: TargetKind::Project,
        path: "acme/old".to_owned(),
    });
    let mut other = world.integration();
    other["properties"]["username"] = json!("jo");
    let at = "/api/v4/projects/acme%2Fold";
    let project = json!({ "id": 8, "path_with_namespace": "acme/old", "web_url": "" });
    world.gitlab(at, 200, project).await;
    world
        .gitlab(&format!("{at}/integrations/jira"), 200, other)
        .await;
    expect(
        &world.finding("gitlab-same").await,
        Outcome::Warn,
        "project acme/old use",
        "rotate",
    );
}

#[tokio::test]
async fn a_local_address_that_gitlab_may_refuse() {
    let at = "/api/v4/application/settings";
    let world = World::new().await;
    let body = json!({ "allow_local_requests_from_web_hooks_and_services": false });
    world.gitlab(at, 200, body).await;
    expect(
        &world.finding("gitlab-local-address").await,
        Outcome::Warn,
        "127.0.0.1",
        "Outbound requests",
    );
    let world = World::new().await;
    let body = json!({ "message": "403 Forbidden" });
    world.gitlab(at, 403, body).await;
    expect(
        &world.finding("gitlab-local-address").await,
        Outcome::Warn,
        "only its administrator",
        "Url is blocked",
    );
}

#[tokio::test]
async fn a_gitlab_that_does_not_reach_jira() {
    let world = World::new().await;
    let text = "A connection error occurred while connecting to Jira. Try your request again.";
    let body = json!({ "errors": [{ "message": text }] });
    world.gitlab("/api/graphql", 200, body).await;
    expect(
        &world.finding("gitlab-calls-jira").await,
        Outcome::Fail,
        "connection error",
        "firewall",
    );
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
