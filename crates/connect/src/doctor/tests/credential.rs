//! What is found of the credential.

use super::*;

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
        assert_eq!(
            crate::doctor::credential::at(text),
            Some(1_798_711_200),
            "{text}"
        );
    }
    assert_eq!(crate::doctor::credential::at("soon"), None);
}
