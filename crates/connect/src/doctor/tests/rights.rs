//! What is found of the rights and of the project.

use super::*;

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
