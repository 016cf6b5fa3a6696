//! What GitLab refuses, as it says it.

use serde_json::json;
use wiremock::ResponseTemplate;

use crate::world::{GitLab, Run, World};

/// Has GitLab refuse and returns what the program makes of it.
async fn refused(path: &str, answer: ResponseTemplate, place: [&str; 2]) -> Run {
    let world = World::new().await;
    let gitlab = GitLab::new().await;
    gitlab.refuse(path, answer).await;
    let url = gitlab.server.uri();
    let arguments = [
        "gitlab",
        "--project",
        "OPS",
        "--gitlab-url",
        &url,
        place[0],
        place[1],
        "--yes",
    ];
    let run = world.connect(&arguments).await.expect(6);
    world.done().await;
    run
}

const PROJECT: [&str; 2] = ["--gitlab-project", "acme/app"];

fn json(status: u16, body: serde_json::Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(body)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_gitlab_does_not_know() {
    let run = refused(
        "/api/v4/",
        json(401, json!({ "message": "401 Unauthorized" })),
        PROJECT,
    )
    .await;
    run.says("GitLab does not accept the token");
    run.says("scope api");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_that_is_not_there() {
    let answer = json(404, json!({ "message": "404 Project Not Found" }));
    let run = refused("/api/v4/projects/", answer, PROJECT).await;
    run.says("no such project or group");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_gitlab_without_integrations_of_groups() {
    let answer = json(404, json!({ "error": "404 Not Found" }));
    let run = refused("/api/v4/groups/", answer, ["--gitlab-group", "acme"]).await;
    run.says("no API for the integrations of a group");
    run.says("name the projects one by one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_local_address_that_gitlab_does_not_call() {
    let world = World::new().await;
    let gitlab = GitLab::new().await;
    let text = "Url is blocked: Requests to the local network are not allowed";
    let answer = json(400, json!({ "message": text }));
    wiremock::Mock::given(wiremock::matchers::method("PUT"))
        .respond_with(answer)
        .with_priority(1)
        .mount(&gitlab.server)
        .await;
    let url = gitlab.server.uri();
    let arguments = [
        "gitlab",
        "--project",
        "OPS",
        "--gitlab-url",
        &url,
        "--gitlab-project",
        "acme/app",
        "--yes",
    ];
    let run = world.connect(&arguments).await.expect(6);
    run.says(text);
    run.says("outbound_local_requests_whitelist");
    run.says("up to a minute");
    world.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gitlab_that_does_not_reach_jira() {
    let text = "A connection error occurred while connecting to Jira. Try your request again.";
    let answer = json(200, json!({ "errors": [{ "message": text }] }));
    let run = refused("/api/graphql", answer, PROJECT).await;
    let shown = format!("{} {}", run.out, run.err);
    let shown: Vec<&str> = shown.split_whitespace().collect();
    let shown = shown.join(" ");
    assert!(shown.contains("connection error occurred"), "{shown}");
    assert!(shown.contains("firewall"), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_http_to_another_machine() {
    let world = World::new().await;
    let arguments = [
        "plan",
        "--project",
        "OPS",
        "--gitlab-url",
        "http://gitlab.example.com",
        "--gitlab-project",
        "acme/app",
    ];
    let run = world.connect(&arguments).await.expect(6);
    run.says("the token would cross the network unprotected");
    let arguments = [
        "plan",
        "--jira-url",
        "http://jira.example.com",
        "--project",
        "OPS",
    ];
    let run = world.connect(&arguments).await.expect(64);
    run.says("--allow-http");
    world.done().await;
}
