//! What is found of one issue.

use super::*;

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
