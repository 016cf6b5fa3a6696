//! Permission schemes, projects, roles, permissions.

use serde_json::{Value, json};

use super::super::support::Exchange;
use crate::{
    Holder, NewGrant, NewPermissionScheme, PermissionSchemeChange, PermissionScope, RoleActor,
};

fn grant() -> Value {
    json!({
        "id": 10400,
        "self": "http://jira.test/rest/api/2/permissionscheme/10100/permission/10400",
        "holder": { "type": "group", "parameter": "gitlab-developers", "expand": "group" },
        "permission": "BROWSE_PROJECTS",
    })
}

fn scheme() -> Value {
    json!({
        "expand": "permissions,user,group,projectRole,field,all",
        "id": 10100,
        "self": "http://jira.test/rest/api/2/permissionscheme/10100",
        "name": "GitLab",
        "description": "For GitLab.",
        "permissions": [grant()],
    })
}

fn new_grant() -> NewGrant {
    NewGrant {
        holder: Holder::group("gitlab-developers"),
        permission: "BROWSE_PROJECTS".to_owned(),
    }
}

fn new_grant_sent() -> Value {
    json!({ "holder": { "type": "group", "parameter": "gitlab-developers" }, "permission": "BROWSE_PROJECTS" })
}

#[tokio::test]
async fn read_schemes() {
    let exchange = Exchange::of("GET", "/rest/api/2/permissionscheme").await;
    let exchange = exchange.query("expand", "permissions");
    let list = json!({ "permissionSchemes": [scheme()] });
    let (_server, client) = exchange.answer(200, list).await;
    let schemes = client.permission_schemes().await.unwrap();
    let found = &schemes[0].permissions.as_ref().unwrap()[0];
    assert_eq!(NewGrant::from(found), new_grant());

    let exchange = Exchange::of("GET", "/rest/api/2/permissionscheme/10100").await;
    let (_server, client) = exchange
        .query("expand", "permissions")
        .answer(200, scheme())
        .await;
    assert_eq!(
        client.permission_scheme(&10100.into()).await.unwrap(),
        schemes[0]
    );

    let exchange = Exchange::of("GET", "/rest/api/2/permissionscheme/10100/permission").await;
    let list = json!({ "permissions": [grant()], "expand": "user,group,projectRole,field,all" });
    let (_server, client) = exchange.answer(200, list).await;
    assert_eq!(client.grants(&10100.into()).await.unwrap()[0].id, "10400");
}

#[tokio::test]
async fn change_schemes() {
    let exchange = Exchange::of("POST", "/rest/api/2/permissionscheme").await;
    let exchange = exchange.body(json!({ "name": "GitLab", "permissions": [new_grant_sent()] }));
    let (_server, client) = exchange.answer(201, scheme()).await;
    let new = NewPermissionScheme {
        name: "GitLab".to_owned(),
        description: None,
        permissions: vec![new_grant()],
    };
    assert_eq!(
        client.create_permission_scheme(&new).await.unwrap().id,
        "10100"
    );

    // Absent grants stay, an empty list takes them all away: the two must not be mixed up.
    for (permissions, body) in [
        (None, json!({ "name": "GitLab" })),
        (Some(vec![]), json!({ "name": "GitLab", "permissions": [] })),
    ] {
        let exchange = Exchange::of("PUT", "/rest/api/2/permissionscheme/10100").await;
        let (_server, client) = exchange.body(body).answer(200, scheme()).await;
        let change = PermissionSchemeChange {
            name: "GitLab".to_owned(),
            description: None,
            permissions,
        };
        client
            .update_permission_scheme(&10100.into(), &change)
            .await
            .unwrap();
    }

    let exchange = Exchange::of("DELETE", "/rest/api/2/permissionscheme/10100").await;
    let (_server, client) = exchange.done(204).await;
    client
        .delete_permission_scheme(&10100.into())
        .await
        .unwrap();
}

#[tokio::test]
async fn change_grants() {
    let exchange = Exchange::of("POST", "/rest/api/2/permissionscheme/10100/permission").await;
    let (_server, client) = exchange.body(new_grant_sent()).answer(201, grant()).await;
    assert_eq!(
        client
            .create_grant(&10100.into(), &new_grant())
            .await
            .unwrap()
            .id,
        "10400"
    );

    let exchange = Exchange::of("POST", "/rest/api/2/permissionscheme/10100/permission").await;
    let lead = json!({ "holder": { "type": "projectLead" }, "permission": "BROWSE_PROJECTS" });
    let (_server, client) = exchange.body(lead).answer(201, grant()).await;
    let to_lead = NewGrant {
        holder: Holder::of_kind("projectLead"),
        ..new_grant()
    };
    client.create_grant(&10100.into(), &to_lead).await.unwrap();

    let exchange = Exchange::of(
        "DELETE",
        "/rest/api/2/permissionscheme/10100/permission/10400",
    )
    .await;
    let (_server, client) = exchange.done(204).await;
    client
        .delete_grant(&10100.into(), &10400.into())
        .await
        .unwrap();
}

#[tokio::test]
async fn attributes() {
    let key = "ADMINISTER_PROJECTS.extended.enabled";
    let path = format!("/rest/api/2/permissionscheme/0/attribute/{key}");
    let exchange = Exchange::of("GET", &path).await;
    let (_server, client) = exchange
        .answer(200, json!({ "key": key, "value": "false" }))
        .await;
    let value = client
        .permission_scheme_attribute(&0.into(), key)
        .await
        .unwrap();
    assert_eq!(value.as_deref(), Some("false"));

    // What 8.x answers with.
    let exchange = Exchange::of("GET", &path).await;
    let unknown = json!({ "message": "null for uri: …", "status-code": 404 });
    let (_server, client) = exchange.answer(404, unknown).await;
    assert_eq!(
        client
            .permission_scheme_attribute(&0.into(), key)
            .await
            .unwrap(),
        None
    );

    let exchange = Exchange::of("PUT", &path).await;
    let (server, client) = exchange.done(204).await;
    client
        .set_permission_scheme_attribute(&0.into(), key, "true")
        .await
        .unwrap();
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent[0].body, b"true");
    assert_eq!(sent[0].headers["content-type"], "text/plain");
    assert_eq!(sent[0].headers["x-atlassian-token"], "no-check");
}

#[tokio::test]
async fn schemes_of_projects() {
    let exchange = Exchange::of("GET", "/rest/api/2/project/OPS/permissionscheme").await;
    let (_server, client) = exchange.answer(200, scheme()).await;
    assert_eq!(
        client.project_permission_scheme("OPS").await.unwrap().name,
        "GitLab"
    );

    // The id is a number here.
    let exchange = Exchange::of("PUT", "/rest/api/2/project/OPS/permissionscheme").await;
    let (_server, client) = exchange
        .body(json!({ "id": 10100 }))
        .answer(200, scheme())
        .await;
    client
        .set_project_permission_scheme("OPS", &"10100".into())
        .await
        .unwrap();
}

#[tokio::test]
async fn projects() {
    let project = json!({
        "expand": "description,lead,url,projectKeys",
        "self": "http://jira.test/rest/api/2/project/10000",
        "id": "10000",
        "key": "OPS",
        "name": "Operations",
        "avatarUrls": {},
        "projectTypeKey": "software",
        "archived": true,
        "lead": { "name": "wilma", "key": "JIRAUSER10001", "displayName": "Wilma" },
        "issueTypes": [{ "id": "10002", "name": "Task", "subtask": false }],
        "roles": { "Administrators": "http://jira.test/rest/api/2/project/10000/role/10002" },
    });
    let exchange = Exchange::of("GET", "/rest/api/2/project").await;
    let (_server, client) = exchange.answer(200, json!([project])).await;
    let found = client.projects().await.unwrap();
    assert_eq!(found[0].lead.as_ref().unwrap().name, "wilma");

    let exchange = Exchange::of("GET", "/rest/api/2/project/OPS").await;
    let (_server, client) = exchange.answer(200, project).await;
    let found = client.project("OPS").await.unwrap();
    assert!(found.archived);
    assert_eq!(found.issue_types.unwrap()[0].name, "Task");
}

#[tokio::test]
async fn roles() {
    let exchange = Exchange::of("GET", "/rest/api/2/role").await;
    let list = json!([{ "self": "…", "name": "Administrators", "id": 10002, "description": "", "actors": [] }]);
    let (_server, client) = exchange.answer(200, list).await;
    assert_eq!(client.roles().await.unwrap()[0].id, "10002");

    let exchange = Exchange::of("GET", "/rest/api/2/project/OPS/role").await;
    let list = json!({ "Administrators": "http://jira.test/rest/api/2/project/10000/role/10002" });
    let (_server, client) = exchange.answer(200, list).await;
    assert_eq!(
        client.project_roles("OPS").await.unwrap()["Administrators"],
        "10002"
    );

    let role = json!({
        "self": "…", "name": "Administrators", "id": 10002, "description": "",
        "actors": [{ "id": 10240, "displayName": "gitlab-developers", "type": "atlassian-group-role-actor", "name": "gitlab-developers" }],
    });
    let path = "/rest/api/2/project/OPS/role/10002";
    let (_server, client) = Exchange::of("GET", path)
        .await
        .answer(200, role.clone())
        .await;
    let found = client.project_role("OPS", &10002.into()).await.unwrap();
    assert!(found.actors[0].is_group());

    let exchange = Exchange::of("POST", path)
        .await
        .body(json!({ "group": ["gitlab-developers"] }));
    let (_server, client) = exchange.answer(200, role).await;
    let group = RoleActor::Group("gitlab-developers");
    client
        .add_role_actor("OPS", &10002.into(), group)
        .await
        .unwrap();

    let exchange = Exchange::of("DELETE", path).await.query("user", "fred");
    let (_server, client) = exchange.done(204).await;
    client
        .remove_role_actor("OPS", &10002.into(), RoleActor::User("fred"))
        .await
        .unwrap();
}

#[tokio::test]
async fn permissions() {
    let exchange = Exchange::of("GET", "/rest/api/2/permissions").await;
    let list = json!({ "permissions": { "BROWSE_PROJECTS": { "key": "BROWSE_PROJECTS", "name": "Browse Projects", "type": "PROJECT", "description": "…" } } });
    let (_server, client) = exchange.answer(200, list).await;
    assert_eq!(
        client.permissions().await.unwrap()["BROWSE_PROJECTS"].name,
        "Browse Projects"
    );

    let mine = || {
        json!({ "permissions": {
        "BROWSE_PROJECTS": { "id": "10", "key": "BROWSE_PROJECTS", "name": "Browse Projects", "type": "PROJECT", "description": "…", "havePermission": true },
        "BROWSE": { "id": "10", "key": "BROWSE", "name": "Browse Projects", "type": "PROJECT", "havePermission": true, "deprecatedKey": true },
        "ADMINISTER": { "id": "0", "key": "ADMINISTER", "name": "Jira Administrators", "type": "GLOBAL", "havePermission": false },
    } })
    };
    let exchange = Exchange::of("GET", "/rest/api/2/mypermissions")
        .await
        .query("projectKey", "OPS");
    let (server, client) = exchange.answer(200, mine()).await;
    let found = client
        .my_permissions(PermissionScope::Project("OPS"), None)
        .await
        .unwrap();
    assert!(found["BROWSE_PROJECTS"].have_permission && !found["ADMINISTER"].have_permission);
    assert!(found["BROWSE"].deprecated_key);
    assert!(
        !server.received_requests().await.unwrap()[0]
            .url
            .as_str()
            .contains("permissions=")
    );

    let exchange = Exchange::of("GET", "/rest/api/2/mypermissions")
        .await
        .query("issueKey", "OPS-1")
        .query("permissions", "BROWSE_PROJECTS,ADD_COMMENTS");
    let (_server, client) = exchange.answer(200, mine()).await;
    let only: &[&str] = &["BROWSE_PROJECTS", "ADD_COMMENTS"];
    client
        .my_permissions(PermissionScope::Issue("OPS-1"), Some(only))
        .await
        .unwrap();

    let (server, client) = Exchange::of("GET", "/rest/api/2/mypermissions")
        .await
        .answer(200, mine())
        .await;
    client
        .my_permissions(PermissionScope::Anywhere, None)
        .await
        .unwrap();
    assert_eq!(
        server.received_requests().await.unwrap()[0].url.query(),
        None
    );
}
