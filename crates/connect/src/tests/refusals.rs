//! What cannot be done, and in which words: each with what to do about it.

use jira_client::{Client, Credential, Retries};
use serde_json::json;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::jira820::Jira;
use crate::apply::apply;
use crate::error::Error;
use crate::gitlab_part::NoGitlab;
use crate::observe::observe;
use crate::parties::{NoKeeper, Parties};
use crate::record::{Record, RecordFile};
use crate::report::Silent;
use crate::spec::{CredentialKind, Projects};

async fn refused(jira: &Jira, spec: &crate::spec::Spec, code: &str) -> String {
    let plan = jira.plan(spec).await;
    let notice = plan.refusals.iter().find(|notice| notice.code == code);
    let notice = notice.unwrap_or_else(|| panic!("no {code} in {:?}", plan.refusals));
    assert!(!notice.remedy.is_empty());
    notice.text.clone()
}

async fn jira() -> Jira {
    Jira::new()
        .await
        .scheme(0, "Default Permission Scheme", &[])
        .project("APP", 0)
}

#[tokio::test]
async fn without_the_global_permission_nothing_is_begun() {
    let jira = jira().await.without_rights();
    let text = refused(&jira, &jira.spec(), "not-administrator").await;
    assert!(text.starts_with("admin lacks the global permission Jira Administrators"));
    // Nothing that would be refused was even asked.
    let asked = jira.server.received_requests().await.unwrap();
    assert_eq!(asked.len(), 3);
}

#[tokio::test]
async fn an_inactive_user_is_not_taken() {
    let jira = jira().await.user("gitlab", "Gil Lab", false, &[]);
    let text = refused(&jira, &jira.spec(), "user-inactive").await;
    assert_eq!(text, "gitlab (Gil Lab) is inactive and cannot sign in");
}

#[tokio::test]
async fn the_administrators_own_account_is_not_handed_out() {
    let jira = jira()
        .await
        .user("admin", "Ada Admin", true, &["jira-administrators"]);
    let mut spec = jira.spec();
    "Admin".clone_into(&mut spec.user.name);
    refused(&jira, &spec, "own-account").await;
}

#[tokio::test]
async fn a_project_that_is_not_there_is_named() {
    let jira = jira().await;
    let mut spec = jira.spec();
    spec.jira.projects = Projects::Keys(vec!["APP".to_owned(), "NOPE".to_owned()]);
    Mock::given(method("GET"))
        .and(path("/rest/api/2/project/NOPE"))
        .respond_with(ResponseTemplate::new(404).set_body_json(
            json!({ "errorMessages": ["No project could be found with key 'NOPE'."], "errors": {} }),
        ))
        .mount(&jira.server)
        .await;
    let text = refused(&jira, &spec, "no-project").await;
    assert_eq!(text, "there is no project NOPE, or admin may not see it");
}

#[tokio::test]
async fn without_a_seat_a_new_user_is_not_made() {
    let jira = jira().await.seats(0);
    refused(&jira, &jira.spec(), "no-seat").await;
}

#[tokio::test]
async fn only_the_user_can_make_a_token_for_an_existing_user() {
    let jira = jira()
        .await
        .user("gitlab", "GitLab", true, &["jira-software-users"]);
    let mut spec = jira.spec();
    spec.credential.kind = CredentialKind::Token;
    refused(&jira, &spec, "token-needs-password").await;
}

#[tokio::test]
async fn an_address_that_jira_does_not_call_its_own_is_warned_of() {
    let jira = jira().await.says_it_is_at("https://jira.example.com");
    let plan = jira.plan(&jira.spec()).await;
    let notice = plan
        .warnings
        .iter()
        .find(|notice| notice.code == "base-url")
        .unwrap();
    assert!(
        notice
            .text
            .starts_with("Jira says that its address is https://jira.example.com, and")
    );
}

/// Jira cannot know beforehand that it may not write: the refusal comes when the group is made.
#[tokio::test]
async fn a_read_only_directory_is_explained() {
    let jira = jira().await;
    Mock::given(method("POST"))
        .and(path("/rest/api/2/group"))
        .respond_with(ResponseTemplate::new(403).set_body_json(json!({
            "errorMessages": ["Cannot add group, all directories are read-only."], "errors": {},
        })))
        .mount(&jira.server)
        .await;
    let spec = jira.spec();
    let plan = jira.plan(&spec).await;
    let folder = tempfile::tempdir().unwrap();
    let mut file = RecordFile::open(folder.path(), spec.jira_url(), "gitlab").unwrap();
    let admin = jira.admin();
    let parties = Parties {
        admin: &admin,
        gitlab: &NoGitlab,
        keeper: &NoKeeper,
        report: &Silent,
        credential: None,
    };
    let error = apply(&parties, &spec, &plan, &mut file).await.unwrap_err();
    assert!(error.to_string().contains("read-only"), "{error}");
    assert!(error.remedy().contains("LDAP"), "{}", error.remedy());
    // Nothing of it was done: revoking finds nothing to take back.
    assert!(file.record.user.is_none());
}

/// What each of these says is `jira-client`'s business; here it must reach the caller whole.
#[tokio::test]
async fn refusals_at_the_door_reach_the_caller() {
    let captcha = ResponseTemplate::new(403)
        .insert_header("X-Seraph-LoginReason", "AUTHENTICATION_DENIED")
        .insert_header(
            "X-Authentication-Denied-Reason",
            "CAPTCHA_CHALLENGE; login-url=https://jira.example.com/login.jsp",
        )
        .set_body_raw(
            "Basic Authentication Failure - Reason : AUTHENTICATION_DENIED",
            "text/html",
        );
    let login =
        ResponseTemplate::new(302).insert_header("Location", "https://sso.example.com/login?to=x");
    let wrong = ResponseTemplate::new(401)
        .insert_header("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")
        .set_body_json(json!({ "errorMessages": ["Login failed"], "errors": {} }));
    let page = ResponseTemplate::new(404)
        .set_body_raw("<!DOCTYPE html><title>Not here</title>", "text/html");
    for (answer, expected) in [
        (captcha, "CAPTCHA"),
        (login, "login"),
        (wrong, "password"),
        (page, "not Jira"),
    ] {
        let server = MockServer::start().await;
        Mock::given(method("GET"))
            .respond_with(answer)
            .mount(&server)
            .await;
        refused_at_the_door(
            &server.uri(),
            Credential::basic("admin", "secret"),
            expected,
        )
        .await;
    }
}

/// Jira 8.20 tells who asks with a token that is not good any more the same as anonymous people.
#[tokio::test]
async fn an_expired_token_reaches_the_caller() {
    let jira = jira().await;
    jira.open().await;
    let expired = ResponseTemplate::new(401)
        .insert_header("X-AUSERNAME", "anonymous")
        .insert_header("WWW-Authenticate", "OAuth realm=\"https%3A%2F%2Fjira\"")
        .set_body_json(json!({
            "errorMessages": ["You are not authenticated. Authentication required to perform this operation."],
            "errors": {},
        }));
    Mock::given(path("/rest/api/2/myself"))
        .respond_with(expired)
        .with_priority(1)
        .mount(&jira.server)
        .await;
    let remedy = refused_at_the_door(
        &jira.server.uri(),
        Credential::bearer("secret-token"),
        "expired or revoked",
    )
    .await;
    assert!(remedy.contains("token"), "{remedy}");
}

/// Jira is below `/jira`, and what answers above it is a server of pages.
#[tokio::test]
async fn a_wrong_context_path_reaches_the_caller() {
    let server = MockServer::start().await;
    let info = json!({ "baseUrl": server.uri() + "/jira", "version": "8.20.7" });
    Mock::given(path("/jira/rest/api/2/serverInfo"))
        .respond_with(ResponseTemplate::new(200).set_body_json(info))
        .mount(&server)
        .await;
    let page = ResponseTemplate::new(404)
        .set_body_raw("<!doctype html><title>HTTP Status 404</title>", "text/html");
    Mock::given(method("GET"))
        .respond_with(page)
        .with_priority(9)
        .mount(&server)
        .await;
    let remedy = refused_at_the_door(
        &server.uri(),
        Credential::basic("admin", "secret"),
        "there is no REST API at",
    )
    .await;
    let right = server.uri() + "/jira";
    assert!(remedy.contains(&right), "{remedy}");
}

/// Reads what a plan needs, is refused, and returns what is to be done about it.
async fn refused_at_the_door(url: &str, credential: Credential, expected: &str) -> String {
    let admin = Client::builder(url)
        .credential(credential)
        .retries(Retries::never())
        .no_proxy()
        .build()
        .unwrap();
    let spec = crate::spec::Spec::new(url);
    let parties = Parties {
        admin: &admin,
        gitlab: &NoGitlab,
        keeper: &NoKeeper,
        report: &Silent,
        credential: None,
    };
    let record = Record::empty(spec.jira_url(), "gitlab");
    let error = observe(&parties, &spec, &record).await.unwrap_err();
    assert!(matches!(error, Error::Jira { .. }), "{error:?}");
    assert!(error.to_string().contains(expected), "{expected}: {error}");
    assert!(!error.to_string().contains("secret"), "{error}");
    let remedy = error.remedy();
    assert!(!remedy.is_empty(), "{error}");
    remedy
}
