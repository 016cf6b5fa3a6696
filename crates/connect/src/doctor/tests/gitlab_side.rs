//! What is found of GitLab.

use super::*;

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
