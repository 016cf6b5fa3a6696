//! The server, users, groups, applications, tokens.

use serde_json::{Value, json};

use super::super::support::{Exchange, PASSWORD, TOKEN};
use crate::{
    ApplicationRoleChange, Members, NewToken, NewUser, Secret, UserChange, UserRef, UserSearch,
};

fn user() -> Value {
    json!({
        "self": "http://jira.test/rest/api/2/user?username=gitlab",
        "key": "JIRAUSER10200",
        "name": "gitlab",
        "emailAddress": "gitlab@example.com",
        "avatarUrls": { "48x48": "http://jira.test/secure/useravatar?avatarId=10122" },
        "displayName": "GitLab",
        "active": true,
        "deleted": false,
        "timeZone": "Etc/UTC",
        "locale": "en_US",
        "groups": { "size": 1, "items": [{ "name": "gitlab-developers", "self": "http://jira.test/rest/api/2/group?groupname=gitlab-developers" }] },
        "applicationRoles": { "size": 1, "items": [{ "key": "jira-software", "name": "Jira Software" }] },
        "expand": "groups,applicationRoles",
    })
}

#[tokio::test]
async fn server_info() {
    let info = json!({
        "baseUrl": "http://jira.test/jira",
        "version": "8.20.7",
        "versionNumbers": [8, 20, 7],
        "deploymentType": "Server",
        "buildNumber": 820_007,
        "buildDate": "2022-03-16T00:00:00.000+0000",
        "serverTime": "2024-03-01T12:00:00.000+0000",
        "scmInfo": "0123456789abcdef",
        "serverTitle": "Jira under test",
    });
    let exchange = Exchange::of("GET", "/rest/api/2/serverInfo").await;
    let (_server, client) = exchange.answer(200, info).await;
    let info = client.server_info().await.unwrap();
    assert_eq!(info.base_url, "http://jira.test/jira");
    assert!(info.is_at_least(8, 20) && !info.is_cloud());
}

#[tokio::test]
async fn myself() {
    let exchange = Exchange::of("GET", "/rest/api/2/myself").await;
    let exchange = exchange.query("expand", "groups,applicationRoles");
    let (_server, client) = exchange.answer(200, user()).await;
    let myself = client.myself().await.unwrap();
    assert_eq!(myself.key.as_deref(), Some("JIRAUSER10200"));
    assert_eq!(myself.group_names(), ["gitlab-developers"]);
    assert_eq!(myself.application_keys(), ["jira-software"]);
}

#[tokio::test]
async fn session() {
    let session = json!({
        "self": "http://jira.test/rest/api/latest/user?username=fred",
        "name": "fred",
        "loginInfo": { "failedLoginCount": 2, "loginCount": 7, "lastFailedLoginTime": "2024-02-01T12:00:00.000+0000" },
    });
    let exchange = Exchange::of("GET", "/rest/auth/1/session").await;
    let (_server, client) = exchange.answer(200, session).await;
    let session = client.session().await.unwrap();
    assert_eq!(session.name, "fred");
    assert_eq!(session.login_info.unwrap().failed_login_count, Some(2));
}

#[tokio::test]
async fn read_users() {
    let exchange = Exchange::of("GET", "/rest/api/2/user").await;
    let (_server, client) = exchange
        .query("username", "gitlab")
        .answer(200, user())
        .await;
    let found = client.user(UserRef::Name("gitlab")).await.unwrap();
    assert_eq!(found.email_address.as_deref(), Some("gitlab@example.com"));
    let exchange = Exchange::of("GET", "/rest/api/2/user").await;
    let (_server, client) = exchange
        .query("key", "JIRAUSER10200")
        .answer(200, user())
        .await;
    assert_eq!(
        client.user(UserRef::Key("JIRAUSER10200")).await.unwrap(),
        found
    );
}

#[tokio::test]
async fn search_users() {
    let exchange = Exchange::of("GET", "/rest/api/2/user/search")
        .await
        .query("username", ".")
        .query("startAt", "50")
        .query("maxResults", "1000")
        .query("includeInactive", "true");
    let (_server, client) = exchange.answer(200, json!([user(), user()])).await;
    let search = UserSearch {
        query: ".".to_owned(),
        include_inactive: true,
        start_at: 50,
        max_results: Some(1000),
    };
    assert_eq!(client.search_users(&search).await.unwrap().len(), 2);
}

#[tokio::test]
async fn suggest_users() {
    let suggestions = json!({
        "users": [{ "name": "gitlab", "key": "JIRAUSER10200", "html": "<strong>git</strong>lab", "displayName": "GitLab", "avatarUrl": "…" }],
        "total": 1,
        "header": "Showing 1 of 1 matching users",
    });
    let exchange = Exchange::of("GET", "/rest/api/2/user/picker").await;
    let (_server, client) = exchange
        .query("query", "git")
        .answer(200, suggestions)
        .await;
    let found = client.suggest_users("git", 10).await.unwrap();
    assert_eq!((found.total, found.users[0].name.as_str()), (1, "gitlab"));
}

#[tokio::test]
async fn create_user() {
    let exchange = Exchange::of("POST", "/rest/api/2/user").await.body(json!({
        "name": "gitlab",
        "emailAddress": "gitlab@example.com",
        "displayName": "GitLab",
        "password": PASSWORD,
        "applicationKeys": [],
    }));
    let (_server, client) = exchange.answer(201, user()).await;
    let mut new = NewUser {
        name: "gitlab".to_owned(),
        password: Some(Secret::new(PASSWORD)),
        email_address: "gitlab@example.com".to_owned(),
        display_name: "GitLab".to_owned(),
        application_keys: Some(Vec::new()),
        notification: false,
    };
    assert_eq!(client.create_user(&new).await.unwrap().name, "gitlab");

    let exchange = Exchange::of("POST", "/rest/api/2/user").await.body(json!({
        "name": "gitlab",
        "emailAddress": "gitlab@example.com",
        "displayName": "GitLab",
        "notification": "true",
    }));
    let (_server, client) = exchange.answer(201, user()).await;
    (new.password, new.application_keys, new.notification) = (None, None, true);
    client.create_user(&new).await.unwrap();
}

#[tokio::test]
async fn change_users() {
    let exchange = Exchange::of("PUT", "/rest/api/2/user")
        .await
        .query("username", "gitlab");
    let exchange = exchange.body(json!({ "displayName": "GitLab here", "active": false }));
    let (_server, client) = exchange.answer(200, user()).await;
    let change = UserChange {
        display_name: Some("GitLab here".to_owned()),
        active: Some(false),
        ..UserChange::default()
    };
    client
        .update_user(UserRef::Name("gitlab"), &change)
        .await
        .unwrap();

    let exchange = Exchange::of("PUT", "/rest/api/2/user/password")
        .await
        .query("username", "gitlab");
    let (_server, client) = exchange
        .body(json!({ "password": PASSWORD }))
        .done(204)
        .await;
    client
        .set_password(UserRef::Name("gitlab"), &Secret::new(PASSWORD))
        .await
        .unwrap();

    let exchange = Exchange::of("DELETE", "/rest/api/2/user").await;
    let (_server, client) = exchange.query("key", "JIRAUSER10200").done(204).await;
    client
        .delete_user(UserRef::Key("JIRAUSER10200"))
        .await
        .unwrap();
}

#[tokio::test]
async fn applications_of_users() {
    for (verb, status) in [("POST", 200), ("DELETE", 204)] {
        let exchange = Exchange::of(verb, "/rest/api/2/user/application")
            .await
            .query("username", "gitlab")
            .query("applicationKey", "jira-software");
        let (_server, client) = exchange.done(status).await;
        if verb == "POST" {
            client
                .add_user_to_application("gitlab", "jira-software")
                .await
                .unwrap();
        } else {
            client
                .remove_user_from_application("gitlab", "jira-software")
                .await
                .unwrap();
        }
    }
}

#[tokio::test]
async fn groups() {
    let group = json!({
        "name": "gitlab-developers",
        "self": "http://jira.test/rest/api/2/group?groupname=gitlab-developers",
        "users": { "size": 0, "items": [], "max-results": 50, "start-index": 0, "end-index": 0 },
        "expand": "users",
    });
    let exchange = Exchange::of("POST", "/rest/api/2/group").await;
    let exchange = exchange.body(json!({ "name": "gitlab-developers" }));
    let (_server, client) = exchange.answer(201, group.clone()).await;
    assert_eq!(
        client.create_group("gitlab-developers").await.unwrap().name,
        "gitlab-developers"
    );

    let exchange = Exchange::of("POST", "/rest/api/2/group/user").await;
    let exchange = exchange
        .query("groupname", "gitlab-developers")
        .body(json!({ "name": "gitlab" }));
    let (_server, client) = exchange.answer(201, group).await;
    client
        .add_to_group("gitlab-developers", "gitlab")
        .await
        .unwrap();

    let exchange = Exchange::of("DELETE", "/rest/api/2/group/user").await;
    let exchange = exchange
        .query("groupname", "gitlab-developers")
        .query("username", "gitlab");
    let (_server, client) = exchange.done(200).await;
    client
        .remove_from_group("gitlab-developers", "gitlab")
        .await
        .unwrap();

    let exchange = Exchange::of("DELETE", "/rest/api/2/group").await;
    let exchange = exchange
        .query("groupname", "gitlab-developers")
        .query("swapGroup", "others");
    let (_server, client) = exchange.done(200).await;
    client
        .delete_group("gitlab-developers", Some("others"))
        .await
        .unwrap();

    let suggestions = json!({
        "header": "Showing 1 of 1 matching groups",
        "total": 1,
        "groups": [{ "name": "gitlab-developers", "html": "<b>gitlab</b>-developers", "labels": [] }],
    });
    let exchange = Exchange::of("GET", "/rest/api/2/groups/picker").await;
    let (_server, client) = exchange
        .query("query", "gitlab")
        .answer(200, suggestions)
        .await;
    let found = client.suggest_groups("gitlab", 20).await.unwrap();
    assert_eq!(found.groups[0].name, "gitlab-developers");
}

#[tokio::test]
async fn members() {
    let page = json!({
        "self": "http://jira.test/rest/api/2/group/member?groupname=g",
        "maxResults": 50, "startAt": 50, "total": 51, "isLast": true,
        "values": [user()],
    });
    let exchange = Exchange::of("GET", "/rest/api/2/group/member")
        .await
        .query("groupname", "g")
        .query("startAt", "50")
        .query("maxResults", "1")
        .query("includeInactiveUsers", "true");
    let (_server, client) = exchange.answer(200, page).await;
    let members = Members {
        include_inactive: true,
        start_at: 50,
        max_results: Some(1),
    };
    let page = client.group_members("g", members).await.unwrap();
    assert_eq!(page.values[0].name, "gitlab");
    assert_eq!(page.next_start(), None);

    let missing = json!({ "errorMessages": ["The group named 'g' does not exist."], "errors": {} });
    let exchange = Exchange::of("GET", "/rest/api/2/group/member").await;
    let (_server, client) = exchange.answer(404, missing).await;
    assert!(!client.has_group("g").await.unwrap());
}

#[tokio::test]
async fn all_members_page_by_page() {
    let exchange = Exchange::of("GET", "/rest/api/2/group/member")
        .await
        .query("startAt", "0");
    let first =
        json!({ "maxResults": 1, "startAt": 0, "total": 2, "isLast": false, "values": [user()] });
    let (server, client) = exchange.answer(200, first).await;
    let last =
        json!({ "maxResults": 1, "startAt": 1, "total": 2, "isLast": true, "values": [user()] });
    wiremock::Mock::given(wiremock::matchers::query_param("startAt", "1"))
        .respond_with(super::super::support::jira(200).set_body_json(last))
        .expect(1)
        .mount(&server)
        .await;
    assert_eq!(client.all_group_members("g", false).await.unwrap().len(), 2);
}

#[tokio::test]
async fn applications() {
    let role = json!({
        "key": "jira-software",
        "groups": ["jira-administrators", "jira-software-users"],
        "name": "Jira Software",
        "defaultGroups": ["jira-software-users"],
        "selectedByDefault": true,
        "defined": true,
        "numberOfSeats": -1,
        "remainingSeats": -1,
        "userCount": 3,
        "userCountDescription": "users",
        "hasUnlimitedSeats": true,
        "platform": false,
    });
    let exchange = Exchange::of("GET", "/rest/api/2/applicationrole").await;
    let (_server, client) = exchange.answer(200, json!([role])).await;
    assert_eq!(
        client.application_roles().await.unwrap()[0].remaining_seats,
        Some(-1)
    );

    let exchange = Exchange::of("GET", "/rest/api/2/applicationrole/jira-software").await;
    let (_server, client) = exchange.answer(200, role.clone()).await;
    let found = client.application_role("jira-software").await.unwrap();
    assert!(found.has_unlimited_seats && found.defined);

    let exchange = Exchange::of("PUT", "/rest/api/2/applicationrole/jira-software").await;
    let exchange = exchange.body(json!({ "groups": ["a", "b"], "defaultGroups": ["a"] }));
    let (_server, client) = exchange.answer(200, role).await;
    let change = ApplicationRoleChange {
        groups: vec!["a".to_owned(), "b".to_owned()],
        default_groups: vec!["a".to_owned()],
    };
    client
        .set_application_role("jira-software", &change)
        .await
        .unwrap();
}

#[tokio::test]
async fn tokens() {
    let made = json!({
        "id": 1, "name": "GitLab", "createdAt": "2024-03-01T12:00:00.000+0000",
        "expiringAt": "2024-05-30T12:00:00.000+0000", "rawToken": TOKEN,
    });
    let exchange = Exchange::of("POST", "/rest/pat/latest/tokens").await;
    let exchange = exchange.body(json!({ "name": "GitLab", "expirationDuration": 90 }));
    let (_server, client) = exchange.answer(201, made).await;
    let new = NewToken {
        name: "GitLab".to_owned(),
        expires_after_days: Some(90),
    };
    let made = client.create_token(&new).await.unwrap();
    assert_eq!((made.raw_token.expose(), made.id.as_str()), (TOKEN, "1"));

    let exchange = Exchange::of("GET", "/rest/pat/latest/tokens").await;
    let list = json!([{ "id": 1, "name": "GitLab", "createdAt": "2024-03-01T12:00:00.000+0000" }]);
    let (_server, client) = exchange.answer(200, list).await;
    assert_eq!(client.tokens().await.unwrap()[0].expiring_at, None);

    let exchange = Exchange::of("DELETE", "/rest/pat/latest/tokens/1").await;
    let (_server, client) = exchange.done(204).await;
    client.revoke_token(&1.into()).await.unwrap();
}
