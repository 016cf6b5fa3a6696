//! What is found of the addresses.

use super::*;

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
