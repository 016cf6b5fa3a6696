//! Searches of what was, on histories that the program has written; and functions.

use super::*;

async fn assign(app: &TestApp, key: &str, name: Value) {
    let path = format!("/rest/api/2/issue/{key}/assignee");
    app.admin()
        .put(&path, json!({ "name": name }))
        .await
        .expect(204);
    app.advance(60);
}

#[tokio::test]
async fn what_was_and_what_changed() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    let admin = app.admin();
    let one = issue(&app, "OPS", "One", json!({})).await;
    let two = issue(
        &app,
        "OPS",
        "Two",
        json!({ "assignee": { "name": "fred" } }),
    )
    .await;
    // 12:02: to In Progress; 12:03: to Done, with a resolution; the day after: back.
    transition(&app, &one, "21").await;
    transition(&app, &one, "31").await;
    app.advance(86_400);
    transition(&app, &one, "11").await;
    assign(&app, &two, json!(null)).await;

    for (jql, expected) in [
        ("status was 'In Progress'", vec![&*one]),
        ("status WAS NOT Done", vec![&*two]),
        ("status was 'To Do' order by key", vec![&*one, &*two]),
        ("status was in (Done, 'In Progress')", vec![&*one]),
        ("status was not in (Done, 'In Progress')", vec![&*two]),
        ("status was 10001", vec![&*one]),
        ("status was Done on 2024-03-01", vec![&*one]),
        ("status was Done on 2024-03-02", vec![&*one]),
        ("status was 'In Progress' on 2024-03-02", vec![]),
        ("status was Done before '2024-03-01 12:03'", vec![]),
        (
            "status was Done during ('2024-03-01 12:04', '2024-03-01 13:00')",
            vec![&*one],
        ),
        ("status was Done by admin", vec![&*one]),
        ("status was Done by fred", vec![]),
        ("assignee was fred", vec![&*two]),
        ("assignee was fred and assignee is EMPTY", vec![&*two]),
        ("assignee was fred after now()", vec![]),
        ("resolution was Done and resolution is EMPTY", vec![&*one]),
        ("resolution was Unresolved order by key", vec![&*one, &*two]),
        ("status changed", vec![&*one]),
        ("status changed from Done", vec![&*one]),
        (
            "status changed from 'In Progress' to Done by currentUser()",
            vec![&*one],
        ),
        ("status changed after '2024-03-02'", vec![&*one]),
        ("status changed from 'To Do' after '2024-03-02'", vec![]),
        ("not status changed", vec![&*two]),
        (
            "assignee changed from fred to EMPTY by membersOf(jira-administrators)",
            vec![&*two],
        ),
        ("priority changed", vec![]),
    ] {
        assert_eq!(found(&admin, jql).await, expected, "{jql}");
    }
    assert_eq!(
        found(&fred, "status changed by currentUser()").await,
        [""; 0]
    );
    assert_eq!(
        problems(&fred, "status was Nix and summary changed").await,
        json!([
            "The value 'Nix' does not exist for the field 'status'.",
            "History searches do not support the  'summary' field.",
        ])
    );
    // Whoever may not browse users is not told that there is no such user.
    assert_eq!(
        found(&app.anonymous(), "assignee was nobody").await,
        [""; 0]
    );
    app.done().await;
}

#[tokio::test]
async fn a_status_is_found_by_its_former_name() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let one = app.issue("OPS", "One").await;
    let two = app.issue("OPS", "Two").await;
    transition(&app, &one, "21").await;
    let rename = async |name: &str| {
        let cx = base::Cx::internal(app.app(), "test");
        let mut tx = cx.write().await.unwrap();
        tx.change_policy().await.unwrap();
        tx.execute(
            "update status set name = $1 where id = 10000",
            &[name.into()],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
    };
    rename("Backlog").await;
    assert_eq!(
        found(&admin, "status was Backlog order by key").await,
        [&*one, &*two]
    );
    // The name that one history has stands for the status, whatever it is called now.
    assert_eq!(
        found(&admin, "status was 'to do' order by key").await,
        [&*one, &*two]
    );
    assert_eq!(found(&admin, "status changed from 'To Do'").await, [&*one]);
    assert_eq!(
        problems(&admin, "status = 'To Do'").await,
        json!(["The value 'To Do' does not exist for the field 'status'."])
    );
    app.done().await;
}

#[tokio::test]
async fn functions_know_who_asks() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    secret_project(&app, "SEC").await;
    let open = app.issue("OPS", "Open").await;
    let secret = app.issue("SEC", "Secret").await;
    let (admin, fred, nobody) = (app.admin(), app.member("fred").await, app.anonymous());
    let comment = json!({ "body": "mine" });
    let path = format!("/rest/api/2/issue/{open}/comment");
    fred.post(&path, comment).await.expect(201);

    let both = [&*open, &*secret];
    for (jql, for_admin, for_fred) in [
        (
            "reporter in membersOf(jira-administrators)",
            &both[..],
            &both[..1],
        ),
        ("reporter not in membersOf(JIRA-administrators)", &[], &[]),
        ("project in projectsLeadByUser()", &both, &[]),
        ("project in projectsLeadByUser(admin)", &both, &both[..1]),
        (
            "project in projectsWhereUserHasPermission('Create Issues')",
            &both,
            &both[..1],
        ),
        (
            "project in projectsWhereUserHasPermission('Administer Projects')",
            &both[..1],
            &[],
        ),
        (
            "project in projectsWhereUserHasRole(Administrators)",
            &both,
            &[],
        ),
        ("key in updatedBy(fred)", &both[..1], &both[..1]),
        ("key in updatedBy(admin, -1d)", &both, &both[..1]),
        ("key in updatedBy(admin, -3d, -2d)", &[], &[]),
        ("type in subtaskIssueTypes()", &[], &[]),
        ("type in standardIssueTypes()", &both, &both[..1]),
        ("issue in issuesWithRemoteLinksByGlobalId(x)", &[], &[]),
    ] {
        let jql_in_order = format!("{jql} order by key");
        assert_eq!(found(&admin, &jql_in_order).await, for_admin, "{jql}");
        assert_eq!(found(&fred, &jql_in_order).await, for_fred, "{jql}");
        assert_eq!(found(&nobody, jql).await, [""; 0], "{jql}");
    }
    assert_eq!(
        problems(&fred, "assignee in membersOf(nix)").await,
        json!([
            "Function 'membersOf' can not generate a list of usernames for group 'nix'; the group does \
             not exist."
        ])
    );
    // Whoever may not browse users is not told which groups there are.
    assert_eq!(found(&nobody, "assignee in membersOf(nix)").await, [""; 0]);
    app.done().await;
}

#[tokio::test]
async fn who_signed_in_knows_since_when() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.member("fred").await;
    let before = app.issue("OPS", "Before").await;
    app.advance(60);
    let browser = app.browser();
    browser.log_in("fred", testkit::PASSWORD).await;
    app.advance(60);
    let after = app.issue("OPS", "After").await;
    let fred = app.client("fred", testkit::PASSWORD);
    assert_eq!(found(&fred, "created > currentLogin()").await, [&*after]);
    assert_eq!(found(&fred, "created < currentLogin()").await, [&*before]);
    // There was none before this one.
    assert_eq!(found(&fred, "created > lastLogin()").await, [""; 0]);
    app.done().await;
}

#[tokio::test]
async fn versions_come_and_go() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    for name in ["1.0", "2.0"] {
        let version = json!({ "name": name, "project": "OPS" });
        admin.post("/rest/api/2/version", version).await.expect(201);
    }
    let one = issue(&app, "OPS", "One", json!({})).await;
    let two = issue(
        &app,
        "OPS",
        "Two",
        json!({ "fixVersions": [{ "name": "2.0" }] }),
    )
    .await;
    let three = issue(&app, "OPS", "Three", json!({})).await;
    // 12:03: 1.0; 12:04: 2.0 besides; the day after: only 2.0.
    for (seconds, versions) in [
        (60, json!([{ "name": "1.0" }])),
        (86_340, json!([{ "name": "1.0" }, { "name": "2.0" }])),
        (60, json!([{ "name": "2.0" }])),
    ] {
        let fields = json!({ "fields": { "fixVersions": versions } });
        let path = format!("/rest/api/2/issue/{one}");
        admin.put(&path, fields).await.expect(204);
        app.advance(seconds);
    }
    for (jql, expected) in [
        ("fixVersion was '1.0'", vec![&*one]),
        ("fixVersion was '2.0' order by key", vec![&*one, &*two]),
        ("fixVersion was not '2.0'", vec![&*three]),
        ("fixVersion was not in ('1.0', '2.0')", vec![&*three]),
        ("fixVersion was '1.0' on 2024-03-02", vec![&*one]),
        ("fixVersion was '1.0' after '2024-03-02 12:04'", vec![]),
        ("fixVersion was '1.0' before '2024-03-01 12:03'", vec![]),
        (
            "fixVersion was '2.0' before '2024-03-01 12:04'",
            vec![&*two],
        ),
        (
            "fixVersion was '2.0' during ('2024-03-01 12:04', '2024-03-01 12:05') order by key",
            vec![&*one, &*two],
        ),
        ("fixVersion was '1.0' by admin", vec![&*one]),
        ("fixVersion was EMPTY order by key", vec![&*one, &*three]),
        ("fixVersion changed", vec![&*one]),
        ("fixVersion changed from '1.0'", vec![&*one]),
        ("fixVersion changed to '1.0' after 2024-03-02", vec![]),
        ("fixVersion changed to '2.0' by currentUser()", vec![&*one]),
        (
            "fixVersion was in unreleasedVersions(OPS) order by key",
            vec![&*one, &*two],
        ),
    ] {
        assert_eq!(found(&admin, jql).await, expected, "{jql}");
    }
    app.done().await;
}
