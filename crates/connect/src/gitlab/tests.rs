use jira_client::Secret;
use serde_json::{Value, json};
use wiremock::matchers::{body_json, header, method, path, query_param};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::{GitLab, Options, Reason, UNREADABLE, differences};
use crate::gitlab_part::{
    Credential, Gitlab as _, GitlabTarget, Settings, TargetCheck, TargetKind,
};
use crate::spec::Spec;

const TOKEN: &str = "glpat-0123456789abcdefghij";
const PASSWORD: &str = "s3cret-of-jira";

fn project() -> GitlabTarget {
    GitlabTarget {
        kind: TargetKind::Project,
        path: "acme/tools/app".to_owned(),
    }
}

fn group() -> GitlabTarget {
    GitlabTarget {
        kind: TargetKind::Group,
        path: "acme/tools".to_owned(),
    }
}

fn client(server: &MockServer) -> GitLab {
    client_at(&server.uri())
}

fn client_at(url: &str) -> GitLab {
    GitLab::new(url, &Secret::new(TOKEN), &Options::default()).unwrap()
}

fn settings() -> Settings {
    let spec = Spec::new("https://jira.example.com/jira/");
    spec.wanted_settings(credential().kind())
}

fn credential() -> Credential {
    Credential::Password {
        username: "gitlab".to_owned(),
        password: Secret::new(PASSWORD),
    }
}

/// What GitLab 17 answers for a project's integration.
fn integration() -> Value {
    json!({
        "id": 48, "title": "Jira issues", "slug": "jira",
        "created_at": "2026-01-23T08:19:02.417Z", "updated_at": "2026-01-23T08:19:02.417Z",
        "active": true, "commit_events": true, "push_events": true, "issues_events": true,
        "merge_requests_events": true, "comment_on_event_enabled": true, "inherited": false,
        "properties": {
            "url": "https://jira.example.com/jira", "api_url": null, "jira_auth_type": 0,
            "username": "gitlab", "jira_issue_regex": null, "jira_issue_prefix": null,
            "jira_issue_transition_id": null, "issues_enabled": false, "project_keys": [],
        },
    })
}

const OF_PROJECT: &str = "/api/v4/projects/acme%2Ftools%2Fapp/integrations/jira";
const OF_GROUP: &str = "/api/v4/groups/acme%2Ftools/integrations/jira";

async fn answers(server: &MockServer, verb: &str, at: &str, status: u16, body: Value) {
    Mock::given(method(verb))
        .and(path(at))
        .and(header("PRIVATE-TOKEN", TOKEN))
        .respond_with(ResponseTemplate::new(status).set_body_json(body))
        .mount(server)
        .await;
}

/// Has each request refused in the same way and returns the error.
async fn refused_with(answer: ResponseTemplate) -> super::Error {
    let server = MockServer::start().await;
    Mock::given(wiremock::matchers::any())
        .respond_with(answer)
        .mount(&server)
        .await;
    let error = client(&server)
        .set_integration(&project(), &settings(), &credential())
        .await
        .unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(
        !shown.contains(TOKEN) && !shown.contains(PASSWORD),
        "{shown}"
    );
    error
}

#[tokio::test]
async fn the_version_is_read() {
    let server = MockServer::start().await;
    let body = json!({ "version": "17.11.2-ee", "revision": "7dbe8d2fe92" });
    answers(&server, "GET", "/api/v4/version", 200, body).await;
    let version = client(&server).version().await.unwrap();
    assert_eq!(version.numbers(), Some((17, 11)));
    assert_eq!(version.version, "17.11.2-ee");
}

#[tokio::test]
async fn a_gitlab_below_a_path_is_asked_there() {
    let server = MockServer::start().await;
    let body = json!({ "version": "16.0.0" });
    answers(&server, "GET", "/gitlab/api/v4/version", 200, body).await;
    let client = client_at(&format!("{}/gitlab/", server.uri()));
    assert_eq!(client.version().await.unwrap().numbers(), Some((16, 0)));
}

#[tokio::test]
async fn the_tokens_scopes_and_last_day_are_read() {
    let server = MockServer::start().await;
    let at = "/api/v4/personal_access_tokens/self";
    let body = json!({
        "id": 4, "name": "connect", "revoked": false, "created_at": "2026-07-23T14:31:47.729Z",
        "scopes": ["read_api"], "user_id": 3, "active": true, "expires_at": "2026-12-31",
    });
    answers(&server, "GET", at, 200, body).await;
    let token = client(&server).token().await.unwrap().unwrap();
    assert!(!token.may_change());
    assert_eq!(token.expires_at.as_deref(), Some("2026-12-31"));
}

#[tokio::test]
async fn an_old_gitlab_does_not_tell_about_the_token() {
    let server = MockServer::start().await;
    let at = "/api/v4/personal_access_tokens/self";
    let body = json!({ "error": "404 Not Found" });
    answers(&server, "GET", at, 404, body).await;
    assert_eq!(client(&server).token().await.unwrap(), None);
}

#[tokio::test]
async fn a_project_and_a_group_are_found_by_their_paths() {
    let server = MockServer::start().await;
    let body = json!({
        "id": 7, "path": "app", "path_with_namespace": "acme/tools/app",
        "web_url": "https://gitlab.example.com/acme/tools/app", "issues_access_level": "disabled",
        "permissions": { "project_access": { "access_level": 30 }, "group_access": { "access_level": 40 } },
    });
    answers(
        &server,
        "GET",
        "/api/v4/projects/acme%2Ftools%2Fapp",
        200,
        body,
    )
    .await;
    let body = json!({
        "id": 9, "path": "tools", "full_path": "acme/tools",
        "web_url": "https://gitlab.example.com/groups/acme/tools",
    });
    Mock::given(method("GET"))
        .and(path("/api/v4/groups/acme%2Ftools"))
        .and(query_param("with_projects", "false"))
        .respond_with(ResponseTemplate::new(200).set_body_json(body))
        .mount(&server)
        .await;
    let client = client(&server);
    let found = client.target(&project()).await.unwrap();
    assert_eq!((found.id, found.path.as_str()), (7, "acme/tools/app"));
    assert!(found.is_tracker_off);
    assert_eq!(found.access_level, Some(40));
    let found = client.target(&group()).await.unwrap();
    assert_eq!((found.id, found.path.as_str()), (9, "acme/tools"));
    assert_eq!(found.access_level, None);
}

#[tokio::test]
async fn what_was_never_set_is_none() {
    for text in ["404 Integration Not Found", "404 Service Not Found"] {
        let server = MockServer::start().await;
        answers(&server, "GET", OF_PROJECT, 404, json!({ "message": text })).await;
        assert_eq!(
            client(&server).integration(&project()).await.unwrap(),
            None,
            "{text}"
        );
        let seen = client(&server).observe(&project()).await.unwrap();
        assert!(!seen.active && seen.settings.is_none());
    }
}

#[tokio::test]
async fn setting_sends_what_is_wanted_and_reads_it_back() {
    let server = MockServer::start().await;
    Mock::given(method("PUT"))
        .and(path(OF_PROJECT))
        .and(body_json(json!({
            "url": "https://jira.example.com/jira", "jira_auth_type": 0, "username": "gitlab",
            "password": PASSWORD, "active": true, "use_inherited_settings": false,
        })))
        .respond_with(ResponseTemplate::new(200).set_body_json(integration()))
        .expect(1)
        .mount(&server)
        .await;
    answers(&server, "GET", OF_PROJECT, 200, integration()).await;
    client(&server)
        .put(&project(), &settings(), &credential())
        .await
        .unwrap();
    for request in server.received_requests().await.unwrap() {
        assert!(
            !request.url.as_str().contains(PASSWORD) && !request.url.as_str().contains(TOKEN),
            "a secret in an address"
        );
    }
}

#[tokio::test]
async fn a_token_goes_without_a_name_and_to_a_group() {
    let server = MockServer::start().await;
    Mock::given(method("PUT"))
        .and(path(OF_GROUP))
        .and(|request: &Request| {
            let body: Value = request.body_json().unwrap_or_default();
            body["jira_auth_type"] == 1 && body["username"] == "" && body["password"] == "jira-pat"
        })
        .respond_with(ResponseTemplate::new(200).set_body_json(integration()))
        .expect(1)
        .mount(&server)
        .await;
    let mut stored = integration();
    stored["properties"]["jira_auth_type"] = json!("1");
    stored["properties"]["username"] = json!("");
    answers(&server, "GET", OF_GROUP, 200, stored).await;
    let credential = Credential::Token(Secret::new("jira-pat"));
    let wanted = Spec::new("https://jira.example.com/jira").wanted_settings(credential.kind());
    client(&server)
        .put(&group(), &wanted, &credential)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_gitlab_then_has_is_compared_field_by_field() {
    let server = MockServer::start().await;
    answers(&server, "PUT", OF_PROJECT, 200, integration()).await;
    let mut stored = integration();
    stored["active"] = json!(false);
    stored["comment_on_event_enabled"] = json!(false);
    stored["properties"]["username"] = json!("somebody");
    stored["properties"]["jira_issue_transition_id"] = json!("5");
    answers(&server, "GET", OF_PROJECT, 200, stored).await;
    let mut wanted = settings();
    wanted.comment_on_event_enabled = Some(true);
    wanted.transition_id = Some("31,41".to_owned());
    let error = client(&server)
        .put(&project(), &wanted, &credential())
        .await
        .unwrap_err();
    assert_eq!(
        error.message,
        "what was set is not what GitLab now has: username is \"somebody\" \
         instead of \"gitlab\"; comment_on_event_enabled is false instead of true; \
         jira_issue_transition_id is \"5\" instead of \"31,41\"; active is false"
    );
}

#[tokio::test]
async fn each_setting_is_compared_and_what_is_never_answered_is_not() {
    let found: super::Integration = serde_json::from_value(integration()).unwrap();
    let found = found.settings();
    let mut wanted = found.clone();
    wanted.url = "https://other.example.com".to_owned();
    wanted.api_url = Some("http://jira:8080".to_owned());
    wanted.commit_events = Some(false);
    wanted.merge_requests_events = Some(false);
    wanted.comment_on_event_enabled = Some(false);
    wanted.transition_automatic = Some(true);
    wanted.transition_id = Some("1".to_owned());
    wanted.issue_prefix = Some("#".to_owned());
    wanted.issue_regex = Some("[A-Z]+-\\d+".to_owned());
    wanted.issues_enabled = Some(true);
    wanted.project_keys = Some(vec!["A".to_owned()]);
    let fields: Vec<_> = differences(&wanted, &found)
        .iter()
        .map(|difference| difference.field)
        .collect();
    assert_eq!(
        fields,
        [
            "url",
            "api_url",
            "commit_events",
            "merge_requests_events",
            "comment_on_event_enabled",
            "issues_enabled",
            "jira_issue_transition_id",
            "jira_issue_prefix",
            "jira_issue_regex",
            "project_keys",
        ]
    );
    assert!(!fields.iter().any(|field| UNREADABLE.contains(field)));
    assert!(differences(&found, &found).is_empty());
}

#[tokio::test]
async fn switching_off_happens_once() {
    let server = MockServer::start().await;
    answers(&server, "GET", OF_PROJECT, 200, integration()).await;
    Mock::given(method("DELETE"))
        .and(path(OF_PROJECT))
        .respond_with(ResponseTemplate::new(204))
        .expect(1)
        .mount(&server)
        .await;
    client(&server).disable(&project()).await.unwrap();

    let off = MockServer::start().await;
    let mut stored = integration();
    stored["active"] = json!(false);
    answers(&off, "GET", OF_PROJECT, 200, stored).await;
    client(&off).disable(&project()).await.unwrap();
}

#[tokio::test]
async fn each_refusal_has_its_reason() {
    let json = |status: u16, body: Value| ResponseTemplate::new(status).set_body_json(body);
    let oauth = |error: &str, text: &str| json!({ "error": error, "error_description": text, "scope": "api" });
    let cases = [
        (
            json(401, json!({ "message": "401 Unauthorized" })),
            Reason::TokenRefused,
        ),
        (
            json(
                401,
                oauth(
                    "invalid_token",
                    "Token is expired. You can either do re-authorization or token refresh.",
                ),
            ),
            Reason::TokenExpired,
        ),
        (
            json(
                401,
                oauth(
                    "invalid_token",
                    "Token was revoked. You have to re-authorize from the user.",
                ),
            ),
            Reason::TokenRevoked,
        ),
        (
            json(
                403,
                oauth(
                    "insufficient_scope",
                    "The request requires higher privileges than provided by the access token.",
                ),
            ),
            Reason::TokenScope,
        ),
        (
            json(403, json!({ "message": "403 Forbidden" })),
            Reason::Forbidden,
        ),
        (
            json(404, json!({ "message": "404 Project Not Found" })),
            Reason::NotFound,
        ),
        (
            json(
                400,
                json!({ "message": "Url is blocked: Requests to the local network are not allowed" }),
            ),
            Reason::LocalAddress,
        ),
        (
            json(
                400,
                json!({ "message": { "url": ["is blocked: Requests to localhost are not allowed"] } }),
            ),
            Reason::LocalAddress,
        ),
        (
            json(400, json!({ "message": "400 Bad Request" })),
            Reason::Refused,
        ),
        (
            json(400, json!({ "error": "url is missing" })),
            Reason::Refused,
        ),
        (
            json(
                422,
                json!({ "message": { "password": ["is too long (maximum is 2048 characters)"] } }),
            ),
            Reason::Refused,
        ),
        (
            json(500, json!({ "message": "500 Internal Server Error" })),
            Reason::Broken,
        ),
        (
            ResponseTemplate::new(302)
                .insert_header("Location", "https://sso.example.com/login?ticket=abc"),
            Reason::NotGitLab,
        ),
        (
            ResponseTemplate::new(200).set_body_raw("<!DOCTYPE html><html>", "text/html"),
            Reason::NotGitLab,
        ),
        (
            ResponseTemplate::new(404).set_body_raw("<html>nginx</html>", "text/html"),
            Reason::NotGitLab,
        ),
        (
            ResponseTemplate::new(401).set_body_raw("<html>proxy</html>", "text/html"),
            Reason::NotGitLab,
        ),
    ];
    let mut list = String::new();
    for (answer, reason) in cases {
        let error = refused_with(answer).await;
        assert_eq!(error.reason, reason, "{error}");
        list += &format!("{error}\n\n");
    }
    insta::assert_snapshot!(list);
}

#[tokio::test]
async fn a_refusal_that_repeats_the_password_does_not_show_it() {
    let answer = ResponseTemplate::new(400)
        .set_body_json(json!({ "message": format!("password {PASSWORD} is bad") }));
    assert_eq!(refused_with(answer).await.text, "password [secret] is bad");
}

#[tokio::test]
async fn a_gitlab_without_the_api_for_groups_says_so() {
    let server = MockServer::start().await;
    let body = json!({ "error": "404 Not Found" });
    answers(&server, "GET", OF_GROUP, 404, body.clone()).await;
    answers(&server, "PUT", OF_GROUP, 404, body).await;
    let error = client(&server).integration(&group()).await.unwrap_err();
    assert_eq!(error.reason, Reason::NoGroupApi);
    let error = client(&server)
        .put(&group(), &settings(), &credential())
        .await
        .unwrap_err();
    assert!(
        error.remedy.contains("name the projects one by one"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_busy_gitlab_is_waited_for() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(
            ResponseTemplate::new(429)
                .insert_header("Retry-After", "0")
                .set_body_string("Retry later\n"),
        )
        .up_to_n_times(2)
        .mount(&server)
        .await;
    let body = json!({ "version": "17.0.0" });
    answers(&server, "GET", "/api/v4/version", 200, body).await;
    client(&server).version().await.unwrap();
    assert_eq!(server.received_requests().await.unwrap().len(), 3);

    let busy = ResponseTemplate::new(429).insert_header("Retry-After", "0");
    assert_eq!(refused_with(busy).await.reason, Reason::TooMany);
}

#[tokio::test]
async fn a_token_is_not_sent_in_plain_text_over_a_network() {
    let token = Secret::new(TOKEN);
    let reason = |url: &str| {
        GitLab::new(url, &token, &Options::default())
            .err()
            .map(|error| error.reason)
    };
    assert_eq!(reason("http://gitlab.example.com"), Some(Reason::PlainHttp));
    assert_eq!(
        reason("https://me:secret@gitlab.example.com"),
        Some(Reason::BadUrl)
    );
    assert_eq!(reason("ftp://gitlab.example.com"), Some(Reason::BadUrl));
    assert_eq!(reason("gitlab.example.com"), Some(Reason::BadUrl));
    assert_eq!(reason("http://127.0.0.1:8080"), None);
    assert_eq!(reason("http://[::1]:8080"), None);
    assert_eq!(reason("http://localhost"), None);
    let options = Options {
        allow_plain_http: true,
        ..Options::default()
    };
    assert!(GitLab::new("http://gitlab.example.com", &token, &options).is_ok());
    let empty = GitLab::new("http://localhost", &Secret::new(" "), &options);
    assert_eq!(
        empty.err().map(|error| error.reason),
        Some(Reason::TokenRefused)
    );
}

#[tokio::test]
async fn nobody_there_is_told() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let error = client_at(&url).version().await.unwrap_err();
    assert_eq!(error.reason, Reason::NoAnswer, "{error}");
}

#[tokio::test]
async fn whether_local_addresses_are_allowed_is_told_to_administrators() {
    let server = MockServer::start().await;
    let at = "/api/v4/application/settings";
    let body = json!({ "allow_local_requests_from_web_hooks_and_services": false });
    answers(&server, "GET", at, 200, body).await;
    assert_eq!(
        client(&server).allows_local_requests().await.unwrap(),
        Some(false)
    );
    let server = MockServer::start().await;
    let body = json!({ "message": "403 Forbidden" });
    answers(&server, "GET", at, 403, body).await;
    assert_eq!(client(&server).allows_local_requests().await.unwrap(), None);
}

/// Has GitLab's GraphQL API give this answer and returns what it is taken for.
async fn live(answer: Value) -> TargetCheck {
    let server = MockServer::start().await;
    let body = json!({ "id": 7, "path_with_namespace": "acme/tools/app", "web_url": "" });
    answers(
        &server,
        "GET",
        "/api/v4/projects/acme%2Ftools%2Fapp",
        200,
        body,
    )
    .await;
    Mock::given(method("POST"))
        .and(path("/api/graphql"))
        .and(header("PRIVATE-TOKEN", TOKEN))
        .and(|request: &Request| {
            let body: Value = request.body_json().unwrap_or_default();
            body["variables"] == json!({ "path": "acme/tools/app" })
        })
        .respond_with(ResponseTemplate::new(200).set_body_json(answer))
        .expect(1)
        .mount(&server)
        .await;
    client(&server).check(&project()).await.unwrap()
}

fn with_projects(projects: &Value) -> Value {
    json!({ "data": { "project": { "services": { "nodes": [{ "projects": projects }] } } } })
}

#[tokio::test]
async fn gitlab_is_made_to_call_jira() {
    let projects = json!({ "nodes": [{ "key": "APP", "name": "App" }, { "key": "OPS", "name": "Operations" }] });
    let TargetCheck::Passed { detail } = live(with_projects(&projects)).await else {
        panic!("not passed");
    };
    assert_eq!(
        detail,
        "GitLab project acme/tools/app called Jira and sees 2 of its projects: APP, OPS"
    );
}

#[tokio::test]
async fn gitlabs_own_words_come_without_their_links() {
    let text = "The credentials for accessing Jira are not valid. Check your <a href=\"https://gitlab.example.com/help/integration/jira#auth\" target=\"_blank\">Jira integration credentials</a> and try again.";
    let answer = json!({ "errors": [{ "message": text }], "data": { "project": null } });
    let TargetCheck::Failed { detail, remedy } = live(answer).await else {
        panic!("not failed");
    };
    assert_eq!(
        detail,
        "The credentials for accessing Jira are not valid. Check your Jira integration credentials and try again"
    );
    assert!(remedy.contains("connect rotate"), "{remedy}");
}

#[tokio::test]
async fn each_sentence_of_gitlab_has_its_remedy() {
    let sentences = [
        "The credentials for accessing Jira are not allowed to access the data. Check your Jira integration credentials and try again.",
        "An SSL error occurred while connecting to Jira: SSL_connect returned=1 errno=0 state=error: certificate verify failed (unable to get local issuer certificate). Try your request again.",
        "A timeout error occurred while connecting to Jira. Try your request again.",
        "A connection error occurred while connecting to Jira. Try your request again.",
        "The Jira API URL for connecting to Jira is not valid. Check your Jira integration API URL and try again.",
        "URL is blocked: Requests to the local network are not allowed",
        "The resource that you are attempting to access does not exist or you don't have permission to perform this action",
        "An error occurred while requesting data from Jira. Check your Jira integration configuration and try again.",
    ];
    let mut remedies = std::collections::BTreeSet::new();
    for sentence in sentences {
        let answer = json!({ "errors": [{ "message": sentence }] });
        let TargetCheck::Failed { remedy, .. } = live(answer).await else {
            panic!("not failed: {sentence}");
        };
        remedies.insert(remedy);
    }
    assert_eq!(remedies.len(), sentences.len());
}

#[tokio::test]
async fn a_gitlab_that_cannot_be_asked_is_no_failure() {
    let gone =
        json!({ "errors": [{ "message": "Field 'services' doesn't exist on type 'Project'" }] });
    assert!(matches!(live(gone).await, TargetCheck::NotPossible { .. }));
    let hidden = json!({ "data": { "project": { "services": { "nodes": [] } } } });
    assert!(matches!(
        live(hidden).await,
        TargetCheck::NotPossible { .. }
    ));
    let silent = with_projects(&Value::Null);
    assert!(matches!(live(silent).await, TargetCheck::Failed { .. }));
}

#[tokio::test]
async fn a_group_is_asked_through_a_project_that_inherits() {
    let server = MockServer::start().await;
    let projects = json!([
        { "id": 1, "path_with_namespace": "acme/tools/own", "web_url": "" },
        { "id": 2, "path_with_namespace": "acme/tools/heir", "web_url": "" },
    ]);
    answers(
        &server,
        "GET",
        "/api/v4/groups/acme%2Ftools/projects",
        200,
        projects,
    )
    .await;
    let own = integration();
    answers(
        &server,
        "GET",
        "/api/v4/projects/1/integrations/jira",
        200,
        own,
    )
    .await;
    let mut inherited = integration();
    inherited["inherited"] = json!(true);
    answers(
        &server,
        "GET",
        "/api/v4/projects/2/integrations/jira",
        200,
        inherited,
    )
    .await;
    let body = with_projects(&json!({ "nodes": [{ "key": "APP" }] }));
    answers(&server, "POST", "/api/graphql", 200, body).await;
    let TargetCheck::Passed { detail } = client(&server).check(&group()).await.unwrap() else {
        panic!("not passed");
    };
    assert!(detail.contains("acme/tools/heir"), "{detail}");
}

#[tokio::test]
async fn a_group_without_heirs_cannot_be_asked() {
    let server = MockServer::start().await;
    answers(
        &server,
        "GET",
        "/api/v4/groups/acme%2Ftools/projects",
        200,
        json!([]),
    )
    .await;
    assert!(matches!(
        client(&server).check(&group()).await.unwrap(),
        TargetCheck::NotPossible { .. }
    ));
}
