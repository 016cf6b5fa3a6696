//! Every call against a real server: Bailiwick, on a port, on SQLite or (`TEST_POSTGRES`) PostgreSQL.

#![allow(
    clippy::unwrap_used,
    reason = "this is test code, its functions without #[test] too"
)]

use jira_client::{
    ApplicationRoleChange, Client, Credential, DoTransition, Error, Holder, Id, IssueQuery,
    Members, Method, NewComment, NewGrant, NewPermissionScheme, NewToken, NewUser, OrAbsent as _,
    PermissionSchemeChange, PermissionScope, RemoteLink, RemoteLinkObject, RoleActor, Search,
    Secret, UserChange, UserRef, UserSearch,
};
use serde_json::{Value, json};
use testkit::{ADMIN, Listening, PASSWORD, TestApp};

const GROUP: &str = "gitlab developers & co";
const NEW_PASSWORD: &str = "another horse battery";

fn client(url: &str, credential: Credential) -> Client {
    Client::builder(url)
        .no_proxy()
        .credential(credential)
        .build()
        .unwrap()
}

fn admin(server: &Listening) -> Client {
    client(&server.url, Credential::basic(ADMIN, PASSWORD))
}

async fn create_project(admin: &Client, key: &str) {
    let project = json!({
        "key": key,
        "name": format!("Project {key}"),
        "projectTypeKey": "software",
        "lead": ADMIN,
    });
    let made = admin
        .send(Method::POST, "/rest/api/2/project", Some(&project))
        .await;
    assert_eq!(made.unwrap()["key"], key);
}

fn gitlab() -> NewUser {
    NewUser {
        name: "gitlab".to_owned(),
        password: Some(Secret::new(PASSWORD)),
        email_address: "gitlab@example.com".to_owned(),
        display_name: "GitLab".to_owned(),
        application_keys: Some(Vec::new()),
        notification: false,
    }
}

#[tokio::test]
async fn the_server_under_any_path() {
    for context_path in ["", "/jira", "/a/b"] {
        let server = TestApp::listening(context_path).await;
        let admin = admin(&server);
        let info = admin.server_info().await.unwrap();
        assert_eq!(info.base_url, server.url);
        assert_eq!(info.version, "8.20.7");
        assert!(info.is_at_least(8, 14) && !info.is_cloud());
        let myself = admin.myself().await.unwrap();
        assert_eq!(myself.name, ADMIN);
        assert!(myself.group_names().contains(&"jira-administrators"));
        assert!(myself.self_url.unwrap().starts_with(&server.url));
        assert_eq!(admin.session().await.unwrap().name, ADMIN);

        let page = format!("{}/browse/OPS-1", server.url);
        let error = client(&page, Credential::basic(ADMIN, PASSWORD))
            .server_info()
            .await
            .unwrap_err();
        let (Error::WrongContextPath { suggestion, .. } | Error::NotJira { suggestion, .. }) =
            &error
        else {
            panic!("{error:?}");
        };
        assert_eq!(suggestion.as_ref(), Some(&server.url), "{error:?}");
        server.done().await;
    }
}

#[tokio::test]
async fn users_and_groups() {
    let server = TestApp::listening("/jira").await;
    let admin = admin(&server);
    let name = UserRef::Name("gitlab");
    assert_eq!(admin.user(name).await.or_absent().unwrap(), None);
    let made = admin.create_user(&gitlab()).await.unwrap();
    let taken = admin.create_user(&gitlab()).await.unwrap_err();
    assert!(matches!(taken, Error::Invalid { .. }), "{taken:?}");

    assert!(!admin.has_group(GROUP).await.unwrap());
    assert_eq!(admin.create_group(GROUP).await.unwrap().name, GROUP);
    assert!(admin.has_group(GROUP).await.unwrap());
    let taken = admin.create_group(GROUP).await.unwrap_err();
    assert!(matches!(taken, Error::Invalid { .. }), "{taken:?}");
    admin.add_to_group(GROUP, "gitlab").await.unwrap();
    let again = admin.add_to_group(GROUP, "gitlab").await.unwrap_err();
    assert!(matches!(again, Error::Invalid { .. }), "{again:?}");
    let found = admin.user(name).await.unwrap();
    assert_eq!(found.group_names(), [GROUP]);
    assert_eq!(found.key, made.key);
    let key = made.key.unwrap();
    assert_eq!(admin.user(UserRef::Key(&key)).await.unwrap().name, "gitlab");

    let members = admin
        .group_members(GROUP, Members::default())
        .await
        .unwrap();
    assert_eq!((members.total, members.next_start()), (Some(1), None));
    assert_eq!(
        admin.all_group_members(GROUP, true).await.unwrap()[0].name,
        "gitlab"
    );
    assert_eq!(
        admin.suggest_groups("gitlab dev", 5).await.unwrap().groups[0].name,
        GROUP
    );
    let search = UserSearch {
        query: "gitl".to_owned(),
        ..UserSearch::default()
    };
    assert_eq!(admin.search_users(&search).await.unwrap()[0].name, "gitlab");
    assert_eq!(
        admin.suggest_users("gitl", 5).await.unwrap().users[0].name,
        "gitlab"
    );

    let change = UserChange {
        display_name: Some("GitLab here".to_owned()),
        active: Some(false),
        ..UserChange::default()
    };
    let changed = admin.update_user(name, &change).await.unwrap();
    assert_eq!(changed.display_name, "GitLab here");
    assert!(!admin.user(name).await.unwrap().active);
    let none_active = admin.all_group_members(GROUP, false).await.unwrap();
    assert!(none_active.is_empty());
    assert_eq!(admin.all_group_members(GROUP, true).await.unwrap().len(), 1);

    admin.remove_from_group(GROUP, "gitlab").await.unwrap();
    admin.delete_group(GROUP, None).await.unwrap();
    assert!(!admin.has_group(GROUP).await.unwrap());
    admin.delete_user(name).await.unwrap();
    assert!(admin.user(name).await.unwrap_err().is_not_found());
    server.done().await;
}

#[tokio::test]
async fn who_may_sign_in() {
    let server = TestApp::listening("").await;
    let admin = admin(&server);
    admin.create_user(&gitlab()).await.unwrap();
    let by_password = || client(&server.url, Credential::basic("gitlab", PASSWORD));
    let error = by_password().myself().await.unwrap_err();
    assert!(error.is_credential_refused(), "{error:?}");

    admin
        .add_user_to_application("gitlab", "jira-software")
        .await
        .unwrap();
    let myself = by_password().myself().await.unwrap();
    assert_eq!(myself.application_keys(), ["jira-software"]);
    admin
        .remove_user_from_application("gitlab", "jira-software")
        .await
        .unwrap();
    by_password().myself().await.unwrap_err();

    admin.create_group(GROUP).await.unwrap();
    admin.add_to_group(GROUP, "gitlab").await.unwrap();
    let role = admin.application_role("jira-software").await.unwrap();
    assert!(admin.application_roles().await.unwrap().contains(&role));
    let mut groups = role.groups.clone();
    groups.push(GROUP.to_owned());
    let change = ApplicationRoleChange {
        groups,
        default_groups: role.default_groups,
    };
    let changed = admin
        .set_application_role("jira-software", &change)
        .await
        .unwrap();
    assert!(changed.groups.contains(&GROUP.to_owned()));
    let gitlab = by_password();
    gitlab.myself().await.unwrap();

    let new = Secret::new(NEW_PASSWORD);
    admin
        .set_password(UserRef::Name("gitlab"), &new)
        .await
        .unwrap();
    let error = gitlab.myself().await.unwrap_err();
    assert!(matches!(error, Error::WrongPassword { .. }), "{error:?}");
    let gitlab = gitlab
        .with_credential(Credential::basic("gitlab", new))
        .unwrap();
    gitlab.myself().await.unwrap();
    let error = gitlab.create_group("mine").await.unwrap_err();
    assert!(
        matches!(error, Error::MissingPermission { .. }),
        "{error:?}"
    );
    assert!(error.remedy().contains("Jira Administrators"));
    let nobody = client(&server.url, Credential::Anonymous);
    let error = nobody.myself().await.unwrap_err();
    assert!(
        matches!(error, Error::AuthenticationRequired { .. }),
        "{error:?}"
    );
    server.done().await;
}

#[tokio::test]
async fn tokens() {
    let server = TestApp::listening("/jira").await;
    let admin = admin(&server);
    let new = NewToken {
        name: "GitLab".to_owned(),
        expires_after_days: Some(90),
    };
    let made = admin.create_token(&new).await.unwrap();
    assert!(made.expiring_at.is_some());
    let by_token = admin
        .with_credential(Credential::Bearer(made.raw_token))
        .unwrap();
    assert_eq!(by_token.myself().await.unwrap().name, ADMIN);
    assert_eq!(admin.tokens().await.unwrap()[0].id, made.id);
    admin.revoke_token(&made.id).await.unwrap();
    let error = by_token.myself().await.unwrap_err();
    assert!(matches!(error, Error::InvalidToken { .. }), "{error:?}");
    assert!(admin.tokens().await.unwrap().is_empty());
    assert!(
        admin
            .revoke_token(&made.id)
            .await
            .unwrap_err()
            .is_not_found()
    );
    server.done().await;
}

fn browse(group: &str) -> NewGrant {
    NewGrant {
        holder: Holder::group(group),
        permission: "BROWSE_PROJECTS".to_owned(),
    }
}

#[tokio::test]
async fn permission_schemes() {
    let server = TestApp::listening("").await;
    let admin = admin(&server);
    create_project(&admin, "OPS").await;
    let default = admin.project_permission_scheme("OPS").await.unwrap();
    let full = admin.permission_scheme(&default.id).await.unwrap();
    let grants: Vec<NewGrant> = full
        .permissions
        .unwrap()
        .iter()
        .map(NewGrant::from)
        .collect();
    assert!(grants.len() > 10);

    // A copy, as `bailiwick connect` makes it.
    let new = NewPermissionScheme {
        name: "With GitLab".to_owned(),
        description: Some("A copy.".to_owned()),
        permissions: grants.clone(),
    };
    let copy = admin.create_permission_scheme(&new).await.unwrap();
    let stored = admin.grants(&copy.id).await.unwrap();
    let mut stored: Vec<NewGrant> = stored.iter().map(NewGrant::from).collect();
    let mut expected = grants.clone();
    stored.sort();
    expected.sort();
    assert_eq!(stored, expected);
    let schemes = admin.permission_schemes().await.unwrap();
    let listed = schemes.iter().find(|scheme| scheme.id == copy.id).unwrap();
    assert_eq!(listed.permissions.as_ref().unwrap().len(), grants.len());

    let grant = admin
        .create_grant(&copy.id, &browse("jira-administrators"))
        .await
        .unwrap();
    assert_eq!(
        admin.grants(&copy.id).await.unwrap().len(),
        grants.len() + 1
    );
    admin.delete_grant(&copy.id, &grant.id).await.unwrap();
    assert!(
        admin
            .delete_grant(&copy.id, &grant.id)
            .await
            .unwrap_err()
            .is_not_found()
    );
    let error = admin
        .create_grant(&copy.id, &browse("nobody knows"))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Invalid { .. }), "{error:?}");

    let mut change = PermissionSchemeChange {
        name: "GitLab's".to_owned(),
        description: None,
        permissions: None,
    };
    let renamed = admin
        .update_permission_scheme(&copy.id, &change)
        .await
        .unwrap();
    assert_eq!(renamed.name, "GitLab's");
    assert_eq!(admin.grants(&copy.id).await.unwrap().len(), grants.len());
    change.permissions = Some(vec![browse("jira-administrators")]);
    admin
        .update_permission_scheme(&copy.id, &change)
        .await
        .unwrap();
    assert_eq!(admin.grants(&copy.id).await.unwrap().len(), 1);

    let key = "ADMINISTER_PROJECTS.extended.enabled";
    admin
        .set_permission_scheme_attribute(&copy.id, key, "false")
        .await
        .unwrap();
    let value = admin
        .permission_scheme_attribute(&copy.id, key)
        .await
        .unwrap();
    assert_eq!(value.as_deref(), Some("false"));

    admin
        .set_project_permission_scheme("OPS", &copy.id)
        .await
        .unwrap();
    assert_eq!(
        admin.project_permission_scheme("OPS").await.unwrap().id,
        copy.id
    );
    admin
        .set_project_permission_scheme("OPS", &default.id)
        .await
        .unwrap();
    admin.delete_permission_scheme(&copy.id).await.unwrap();
    assert!(
        admin
            .permission_scheme(&copy.id)
            .await
            .unwrap_err()
            .is_not_found()
    );
    server.done().await;
}

#[tokio::test]
async fn projects_roles_and_permissions() {
    let server = TestApp::listening("/jira").await;
    let admin = admin(&server);
    create_project(&admin, "OPS").await;
    admin.create_group(GROUP).await.unwrap();
    assert_eq!(
        admin.projects().await.unwrap()[0]
            .lead
            .as_ref()
            .unwrap()
            .name,
        ADMIN
    );
    let project = admin.project("OPS").await.unwrap();
    assert!(!project.issue_types.unwrap().is_empty());
    assert!(admin.project("NONE").await.unwrap_err().is_not_found());

    let roles = admin.project_roles("OPS").await.unwrap();
    let id = &roles["Administrators"];
    assert!(
        admin
            .roles()
            .await
            .unwrap()
            .iter()
            .any(|role| &role.id == id)
    );
    let group = RoleActor::Group(GROUP);
    let role = admin.add_role_actor("OPS", id, group).await.unwrap();
    assert!(
        role.actors
            .iter()
            .any(|actor| actor.is_group() && actor.name == GROUP)
    );
    assert_eq!(admin.project_role("OPS", id).await.unwrap(), role);
    admin.remove_role_actor("OPS", id, group).await.unwrap();
    let role = admin.project_role("OPS", id).await.unwrap();
    assert!(!role.actors.iter().any(|actor| actor.name == GROUP));
    let error = admin
        .add_role_actor("OPS", id, RoleActor::User("nobody"))
        .await
        .unwrap_err();
    assert!(error.is_not_found(), "{error:?}");

    assert_eq!(
        admin.permissions().await.unwrap()["BROWSE_PROJECTS"].name,
        "Browse Projects"
    );
    let scope = PermissionScope::Project("OPS");
    let all = admin.my_permissions(scope, None).await.unwrap();
    assert!(all["BROWSE_PROJECTS"].have_permission);
    let only: &[&str] = &["BROWSE_PROJECTS"];
    let some = admin.my_permissions(scope, Some(only)).await.unwrap();
    assert_eq!(some["BROWSE_PROJECTS"], all["BROWSE_PROJECTS"]);
    admin
        .my_permissions(PermissionScope::Anywhere, None)
        .await
        .unwrap();
    let hidden = admin
        .my_permissions(PermissionScope::Project("NONE"), None)
        .await;
    assert!(hidden.unwrap_err().is_not_found());
    server.done().await;
}

#[tokio::test]
async fn issues() {
    let server = TestApp::listening("/jira").await;
    let admin = admin(&server);
    create_project(&admin, "OPS").await;
    let fields = json!({
        "project": { "key": "OPS" },
        "issuetype": { "name": "Task" },
        "summary": "Try it",
    });
    let made = admin
        .create_issue(fields.as_object().unwrap())
        .await
        .unwrap();
    let key = made.key.as_str();
    let query = IssueQuery {
        fields: Some(&["summary", "status"]),
        expand: &["transitions"],
    };
    let issue = admin.issue(key, query).await.unwrap();
    assert_eq!(issue.fields["summary"], "Try it");
    assert!(issue.self_url.unwrap().starts_with(&server.url));
    assert!(!issue.transitions.unwrap().is_empty());
    let scope = PermissionScope::Issue(key);
    assert!(admin.my_permissions(scope, None).await.unwrap()["ADD_COMMENTS"].have_permission);
    assert!(
        admin
            .issue("OPS-999", IssueQuery::default())
            .await
            .unwrap_err()
            .is_not_found()
    );

    let body = "h1. A *comment*\r\n{code}ü{code}";
    let comment = admin
        .add_comment(key, &NewComment::from(body))
        .await
        .unwrap();
    assert_eq!(comment.body, body);
    let all = admin.comments(key, 0, None).await.unwrap();
    assert_eq!((all.total, &all.comments[0].id), (1, &comment.id));
    admin.delete_comment(key, &comment.id).await.unwrap();
    assert!(
        admin
            .delete_comment(key, &comment.id)
            .await
            .unwrap_err()
            .is_not_found()
    );

    let mut link = RemoteLink {
        global_id: Some("gitlab/1".to_owned()),
        object: RemoteLinkObject {
            url: "https://gitlab.example.com/x".to_owned(),
            title: "Commit".to_owned(),
            ..RemoteLinkObject::default()
        },
        ..RemoteLink::default()
    };
    let made_link = admin.create_remote_link(key, &link).await.unwrap();
    link.object.title = "Commit 1".to_owned();
    admin
        .update_remote_link(key, &made_link.id, &link)
        .await
        .unwrap();
    let links = admin.remote_links(key).await.unwrap();
    assert_eq!(links[0].object.title, "Commit 1");
    assert_eq!(links[0].id.as_ref(), Some(&made_link.id));
    admin.delete_remote_link(key, &made_link.id).await.unwrap();
    assert!(admin.remote_links(key).await.unwrap().is_empty());

    let transitions = admin.transitions(key).await.unwrap();
    let done = transitions
        .iter()
        .find(|one| one.category() == Some("done"))
        .unwrap();
    admin
        .transition(key, &DoTransition::from(&done.id))
        .await
        .unwrap();
    assert!(
        admin
            .issue(key, IssueQuery::default())
            .await
            .unwrap()
            .is_resolved()
    );
    let impossible = DoTransition::from(&Id::from(987_654));
    let error = admin.transition(key, &impossible).await.unwrap_err();
    assert!(matches!(error, Error::Invalid { .. }), "{error:?}");

    let mut search = Search {
        jql: "project = OPS".to_owned(),
        ..Search::default()
    };
    assert_eq!(admin.search(&search).await.unwrap().issues[0].key, key);
    search.jql = "project = NONE".to_owned();
    let error = admin.search(&search).await.unwrap_err();
    assert!(matches!(error, Error::Invalid { .. }), "{error:?}");

    let path = format!("/rest/api/2/issue/{key}");
    let read = admin.send(Method::GET, &path, None).await.unwrap();
    assert_eq!(read["key"], key);
    admin.delete_issue(key).await.unwrap();
    let gone = admin.send(Method::DELETE, &path, None).await.unwrap_err();
    assert!(gone.is_not_found());
    assert_eq!(
        admin
            .send(Method::GET, "/rest/api/2/project", None)
            .await
            .unwrap()[0]["key"],
        "OPS"
    );
    let unknown: Result<Value, Error> = admin.send(Method::GET, "/rest/api/2/nothing", None).await;
    unknown.unwrap_err();
    server.done().await;
}
