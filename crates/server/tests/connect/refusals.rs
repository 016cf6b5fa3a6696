//! What Jira refuses, as Jira Server 8.20 says it: each has its own message and exit code.

use serde_json::json;
use testkit::ADMIN;
use wiremock::matchers::{any, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::world::{Run, World, bailiwick};

const HTML: &str = "text/html;charset=UTF-8";

/// Has a Jira answer everything alike, and returns what the program makes of it and how often it asked.
async fn asked(answer: ResponseTemplate) -> (Run, usize) {
    let jira = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&jira).await;
    let world = World::new().await;
    let run = world
        .connect(&["plan", "--jira-url", &jira.uri(), "--project", "OPS"])
        .await;
    world.done().await;
    let requests = jira.received_requests().await.unwrap();
    let with_credential = requests
        .iter()
        .filter(|request| request.headers.contains_key("authorization"));
    (run, with_credential.count())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_tried_once() {
    let answer = ResponseTemplate::new(401)
        .insert_header("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")
        .insert_header(
            "WWW-Authenticate",
            "OAuth realm=\"https%3A%2F%2Fjira.example.com\"",
        )
        .set_body_raw(
            "<html><head><title>Unauthorized (401)</title></head></html>",
            HTML,
        );
    let (run, n_tried) = asked(answer).await;
    run.expect(3)
        .says("refused the username or password of admin");
    assert_eq!(n_tried, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_locked_by_captcha() {
    let answer = ResponseTemplate::new(403)
        .insert_header("X-Seraph-LoginReason", "AUTHENTICATION_DENIED")
        .insert_header(
            "X-Authentication-Denied-Reason",
            "CAPTCHA_CHALLENGE; login-url=https://jira.example.com/login.jsp",
        )
        .set_body_raw(
            "Basic Authentication Failure - Reason : AUTHENTICATION_DENIED",
            HTML,
        );
    let (run, n_tried) = asked(answer).await;
    run.expect(3).says("wants a CAPTCHA solved");
    assert_eq!(n_tried, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_single_sign_on_before_jira() {
    let answer = ResponseTemplate::new(302)
        .insert_header("Location", "https://sso.example.com/login?SAMLRequest=abc");
    let (run, n_tried) = asked(answer).await;
    let run = run.expect(8);
    run.says("redirects to a login page at https://sso.example.com/login");
    assert!(!run.err.contains("SAMLRequest"));
    assert_eq!(n_tried, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_context_path_and_the_right_one_found() {
    let world = World::at("/jira").await;
    let wrong = world.url.trim_end_matches("/jira");
    let run = world
        .connect(&["plan", "--jira-url", wrong, "--project", "OPS"])
        .await
        .expect(8);
    run.says(&world.url);
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_token() {
    let world = World::new().await;
    let environment = [("BAILIWICK_JIRA_TOKEN", "no-such-token")];
    let run = world
        .connect_with(
            &environment,
            &["plan", "--jira-url", &world.url, "--project", "OPS"],
        )
        .await
        .expect(3);
    run.says("wrong, expired or revoked");
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_is_no_administrator() {
    let world = World::new().await;
    world.app.member("jo").await;
    let environment = [
        ("BAILIWICK_JIRA_USER", "jo"),
        ("BAILIWICK_JIRA_PASSWORD", testkit::PASSWORD),
    ];
    let run = world
        .connect_with(
            &environment,
            &["plan", "--jira-url", &world.url, "--project", "OPS"],
        )
        .await
        .expect(4);
    run.says("Jira Administrators");
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_there() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let world = World::new().await;
    let run = world
        .connect(&["plan", "--jira-url", &url, "--project", "OPS"])
        .await
        .expect(8);
    run.says("cannot reach");
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_that_is_not_there() {
    let world = World::new().await;
    let run = world
        .connect(&["plan", "--project", "NOPE"])
        .await
        .expect(7);
    run.says("there is no project NOPE");
    world.done().await;
}

/// Jira cannot tell beforehand: the refusal comes with the first thing that is made.
#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_directory() {
    let jira = MockServer::start().await;
    let url = jira.uri();
    let has = |key: &str| json!({ "key": key, "name": key, "havePermission": true });
    let scheme = json!({ "id": 0, "name": "Default Permission Scheme", "permissions": [] });
    for (at, answer) in [
        (
            "serverInfo",
            json!({
                "baseUrl": url, "version": "8.20.7", "versionNumbers": [8, 20, 7],
                "deploymentType": "Server",
            }),
        ),
        ("myself", json!({ "name": ADMIN, "displayName": "Ada" })),
        (
            "mypermissions",
            json!({ "permissions": {
                "ADMINISTER": has("ADMINISTER"), "BROWSE_PROJECTS": has("BROWSE_PROJECTS"),
                "ADD_COMMENTS": has("ADD_COMMENTS"), "LINK_ISSUES": has("LINK_ISSUES"),
                "TRANSITION_ISSUES": has("TRANSITION_ISSUES"),
                "RESOLVE_ISSUES": has("RESOLVE_ISSUES"), "CLOSE_ISSUES": has("CLOSE_ISSUES"),
            } }),
        ),
        (
            "applicationrole",
            json!([{
                "key": "jira-software", "name": "Jira Software", "groups": [], "defaultGroups": [],
                "selectedByDefault": true, "defined": true, "remainingSeats": 5,
                "hasUnlimitedSeats": false,
            }]),
        ),
        ("permissionscheme", json!({ "permissionSchemes": [scheme] })),
        (
            "project",
            json!([{ "id": "10000", "key": "OPS", "name": "Operations" }]),
        ),
        ("project/OPS/permissionscheme", scheme.clone()),
    ] {
        Mock::given(method("GET"))
            .and(path(format!("/rest/api/2/{at}")))
            .respond_with(ResponseTemplate::new(200).set_body_json(answer))
            .mount(&jira)
            .await;
    }
    let absent = json!({ "errorMessages": ["It does not exist."], "errors": {} });
    let refusal = "Cannot add group, all directories are read-only.";
    let refusal = json!({ "errorMessages": [refusal], "errors": {} });
    for (status, verb, body) in [(404, "GET", absent), (403, "POST", refusal)] {
        Mock::given(method(verb))
            .respond_with(ResponseTemplate::new(status).set_body_json(body))
            .with_priority(9)
            .mount(&jira)
            .await;
    }
    let folder = tempfile::TempDir::new().unwrap();
    let secret_file = folder.path().join("password");
    let environment = [
        ("BAILIWICK_CONNECT_STATE", folder.path().to_str().unwrap()),
        ("BAILIWICK_JIRA_USER", ADMIN),
        ("BAILIWICK_JIRA_PASSWORD", testkit::PASSWORD),
    ];
    let arguments = [
        "connect",
        "gitlab",
        "--jira-url",
        &url,
        "--project",
        "OPS",
        "--yes",
        "--secret-file",
        secret_file.to_str().unwrap(),
    ];
    let run = bailiwick(&environment, &arguments).await.expect(4);
    run.says("the user directory is read-only");
    run.says("a directory that it cannot write (LDAP, Crowd, single sign-on)");
    // Nothing was made, so no secret either.
    assert!(!secret_file.exists());
}
