//! Black-box tests of the pages of permission schemes.

use serde_json::json;
use testkit::{Browser, Reply, TestApp};

const SCHEMES: &str = "/secure/admin/ViewPermissionSchemes.jspa";

/// Makes a group with one member.
async fn group(app: &TestApp, name: &str, member: &str) {
    let admin = app.admin();
    admin
        .post("/rest/api/2/group", json!({ "name": name }))
        .await
        .expect(201);
    let path = format!("/rest/api/2/group/user?groupname={name}");
    admin
        .post(&path, json!({ "name": member }))
        .await
        .expect(201);
}

/// Makes a scheme; returns its id.
async fn scheme(app: &TestApp, name: &str) -> String {
    let made = app
        .admin()
        .post("/rest/api/2/permissionscheme", json!({ "name": name }))
        .await;
    made.expect(201)["id"].to_string()
}

async fn granted(app: &TestApp, scheme: &str) -> Vec<(String, String)> {
    let path = format!("/rest/api/2/permissionscheme/{scheme}/permission");
    let grants = app.admin().get(&path).await.expect(200);
    let grants = grants["permissions"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    grants
        .map(|one| (text(&one["permission"]), text(&one["holder"]["parameter"])))
        .collect()
}

#[track_caller]
fn has(reply: &Reply, text: &str) {
    assert!(
        reply.text.contains(text),
        "{text:?} is not in\n{}",
        reply.text
    );
}

#[track_caller]
fn has_not(reply: &Reply, text: &str) {
    assert!(!reply.text.contains(text), "{text:?} is in\n{}", reply.text);
}

#[tokio::test]
async fn the_tutorials_steps_four_to_seven() {
    let app = TestApp::new().await;
    app.member("gitlab").await;
    group(&app, "gitlab-developers", "gitlab").await;
    let b = app.admin_browser().await;
    has(&b.get(SCHEMES).await, "Add permission scheme");
    let form = b
        .get("/secure/admin/AddPermissionScheme!default.jspa")
        .await;
    has(&form, ">Add</button>");
    let values = [("name", "GitLab"), ("description", "For GitLab")];
    let reply = b
        .submit("/secure/admin/AddPermissionScheme.jspa", &values)
        .await;
    assert_eq!((reply.status, b.location(&reply).as_str()), (303, SCHEMES));
    let list = b.get(SCHEMES).await;
    has(&list, "Permission scheme GitLab was added.");
    has(&list, "used by 0 projects");
    let own = "/secure/admin/EditPermissions!default.jspa?schemeId=10000";
    has(
        &list,
        &format!("href=\"{own}\" aria-describedby=\"scheme_10000\">Permissions</a>"),
    );
    let page = b.get(own).await;
    has(&page, "<h1>GitLab</h1>");
    has(&page, "Time tracking permissions");
    has(&page, "No project uses this scheme");
    has(
        &page,
        "AddPermission!default.jspa?schemeId=10000&amp;permissions=ADMINISTER_PROJECTS\" aria-describedby=\"perm_ADMINISTER_PROJECTS\">Edit</a>",
    );
    let form = b
        .get("/secure/admin/AddPermission!default.jspa?schemeId=10000&permissions=ADMINISTER_PROJECTS")
        .await;
    has(&form, "<option value=\"ADMINISTER_PROJECTS\" selected>");
    has(&form, "<label for=\"type_group\">Group</label>");
    // One click on Grant: the scheme is used by no project.
    let reply = b
        .submit(
            "/secure/admin/AddPermission.jspa",
            &[
                ("schemeId", "10000"),
                ("permissions", "ADMINISTER_PROJECTS"),
                ("type", "group"),
                ("group", "gitlab-developers"),
                ("user", ""),
            ],
        )
        .await;
    assert_eq!((reply.status, b.location(&reply).as_str()), (303, own));
    let page = b.get(own).await;
    has(&page, "<dt>Group</dt><dd>gitlab-developers</dd>");
    has(
        &page,
        "Group gitlab-developers may administer projects but may not browse",
    );
    has(
        &page,
        "permissions=BROWSE_PROJECTS&#38;type=group&#38;group=gitlab-developers",
    );
    assert_eq!(
        granted(&app, "10000").await,
        [(
            "ADMINISTER_PROJECTS".to_owned(),
            "gitlab-developers".to_owned()
        )]
    );
    app.done().await;
}

#[tokio::test]
async fn a_shared_scheme_shows_who_gains_before_it_is_saved() {
    let app = TestApp::new().await;
    app.member("fred").await;
    group(&app, "devs", "fred").await;
    app.project("OPS").await;
    let b = app.admin_browser().await;
    let mut values = vec![
        ("schemeId", "0"),
        ("permissions", "DELETE_ISSUES"),
        ("permissions", "BROWSE_PROJECTS"),
        ("type", "group"),
        ("group", "DEVS"),
    ];
    let before = granted(&app, "0").await;
    let path = "/secure/admin/AddPermission.jspa";
    let reply = b.submit(path, &values).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    has(&reply, "Nothing is saved yet");
    has(&reply, "gains</span>");
    has(&reply, "Fred Test (fred)");
    has(&reply, "Project OPS");
    // He browses as anybody who is signed in: no gain.
    has_not(&reply, "<th scope=\"row\">Browse Projects</th>");
    assert_eq!(granted(&app, "0").await, before);
    values.push(("confirmed", "true"));
    assert_eq!(b.submit(path, &values).await.status, 303);
    assert_eq!(granted(&app, "0").await.len(), before.len() + 2);

    // The same backwards.
    let page = b
        .get("/secure/admin/DeletePermission!default.jspa?schemeId=0&permissions=DELETE_ISSUES")
        .await;
    has(&page, "Delete Issues: Group devs");
    has_not(&page, "loses</span>");
    let id = app
        .admin()
        .get("/rest/api/2/permissionscheme/0/permission")
        .await
        .expect(200);
    let id = id["permissions"].as_array().unwrap().iter();
    let mut id = id
        .filter(|one| one["holder"]["parameter"] == "devs" && one["permission"] == "DELETE_ISSUES");
    let id = id.next().unwrap()["id"].to_string();
    let path = "/secure/admin/DeletePermission.jspa";
    let reply = b.submit(path, &[("schemeId", "0"), ("id", &id)]).await;
    assert_eq!(reply.status, 200);
    has(&reply, "loses</span>");
    let one = b
        .get(&format!(
            "/secure/admin/DeletePermission!default.jspa?schemeId=0&id={id}"
        ))
        .await;
    has(&one, "loses</span>");
    let values = [("schemeId", "0"), ("id", &id), ("confirmed", "true")];
    let reply = b.submit(path, &values).await;
    assert_eq!(reply.status, 303);
    has(&b.get(&b.location(&reply)).await, "1 permission removed.");
    assert_eq!(granted(&app, "0").await.len(), before.len() + 1);
    app.done().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_grant_stands_beside_its_field() {
    let app = TestApp::new().await;
    let id = scheme(&app, "S").await;
    group(&app, "gitlab-developers", "admin").await;
    let b = app.admin_browser().await;
    let path = "/secure/admin/AddPermission.jspa";
    let with = |more: &[(&'static str, &'static str)]| -> Vec<(&str, &str)> {
        let mut values = vec![("schemeId", id.as_str())];
        values.extend(more.iter().copied());
        values
    };
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[("type", "reporter")], "id=\"permissions-error\""),
        (
            &[("type", "reporter"), ("permissions", "NOTHING")],
            "id=\"permissions-error\"",
        ),
        (&[("permissions", "EDIT_ISSUES")], "id=\"type-error\""),
        (
            &[("permissions", "EDIT_ISSUES"), ("type", "x")],
            "id=\"type-error\"",
        ),
        (
            &[("permissions", "EDIT_ISSUES"), ("type", "group")],
            "id=\"group-error\"",
        ),
        (
            &[
                ("permissions", "EDIT_ISSUES"),
                ("type", "group"),
                ("group", "gitlab-dev"),
            ],
            "Did you mean: gitlab-developers?",
        ),
        (
            &[
                ("permissions", "EDIT_ISSUES"),
                ("type", "user"),
                ("user", "<b>"),
            ],
            "There is no user &#39;&#60;b&#62;&#39;.",
        ),
        (
            &[("permissions", "EDIT_ISSUES"), ("type", "projectrole")],
            "id=\"projectrole-error\"",
        ),
        (
            &[
                ("permissions", "EDIT_ISSUES"),
                ("type", "applicationRole"),
                ("applicationRole", "x"),
            ],
            "id=\"applicationRole-error\"",
        ),
        (
            &[
                ("permissions", "EDIT_ISSUES"),
                ("type", "userCF"),
                ("userCF", "x"),
            ],
            "id=\"userCF-error\"",
        ),
    ];
    let before = app.fingerprint().await;
    for (values, text) in cases {
        let reply = b.submit(path, &with(values)).await;
        assert_eq!(reply.status, 400, "{values:?}");
        has(&reply, text);
        if values.contains(&("permissions", "EDIT_ISSUES")) {
            has(&reply, "<option value=\"EDIT_ISSUES\" selected>");
        }
    }
    // What was typed is kept.
    let reply = b
        .submit(
            path,
            &with(&[
                ("type", "group"),
                ("group", "gitlab-dev"),
                ("permissions", "12"),
            ]),
        )
        .await;
    has(&reply, "value=\"gitlab-dev\"");
    has(&reply, "value=\"group\" checked");
    assert_eq!(app.fingerprint().await, before);
    // Numbers and old keys are taken; every type of holder is.
    for more in [
        &[
            ("permissions", "12"),
            ("type", "group"),
            ("group", "gitlab-developers"),
        ][..],
        &[
            ("permissions", "EDIT_ISSUE"),
            ("type", "user"),
            ("user", "admin"),
        ],
        &[
            ("permissions", "12"),
            ("type", "projectrole"),
            ("projectrole", "10002"),
        ],
        &[
            ("permissions", "12"),
            ("type", "applicationRole"),
            ("applicationRole", ""),
        ],
        &[
            ("permissions", "12"),
            ("type", "applicationRole"),
            ("applicationRole", "jira-software"),
        ],
        &[("permissions", "12"), ("type", "lead")],
        &[("permissions", "12"), ("type", "reporter")],
        &[("permissions", "12"), ("type", "assignee")],
        &[("permissions", "12"), ("type", "anyone")],
        &[
            ("permissions", "12"),
            ("type", "userCF"),
            ("userCF", "customfield_10000"),
        ],
        &[
            ("permissions", "12"),
            ("type", "groupCF"),
            ("groupCF", "customfield_10000"),
        ],
    ] {
        assert_eq!(b.submit(path, &with(more)).await.status, 303, "{more:?}");
    }
    assert_eq!(granted(&app, &id).await.len(), 11);
    let page = b
        .get(&format!(
            "/secure/admin/EditPermissions!default.jspa?schemeId={id}"
        ))
        .await;
    for label in [
        "Project role",
        "Application access",
        "User custom field value",
        "Group custom field value",
        "Project lead",
        "Reporter",
        "Current assignee",
        "Single user",
        "Public (Anyone on the web)",
    ] {
        has(&page, &format!("<dt>{label}</dt>"));
    }
    // Twice the same.
    let reply = b
        .submit(path, &with(&[("permissions", "12"), ("type", "lead")]))
        .await;
    assert_eq!(reply.status, 400);
    has(
        &reply,
        "Project lead holds all of these in this scheme already.",
    );
    app.done().await;
}

#[tokio::test]
async fn schemes_are_renamed_copied_and_deleted() {
    let app = TestApp::new().await;
    let project = app.project("OPS").await;
    let b = app.admin_browser().await;
    let copy = b
        .get("/secure/admin/CopyPermissionScheme!default.jspa?schemeId=0")
        .await;
    has(&copy, "value=\"Copy of Default Permission Scheme\"");
    let values = [("schemeId", "0"), ("name", "Copy"), ("description", "d")];
    assert_eq!(
        b.submit("/secure/admin/CopyPermissionScheme.jspa", &values)
            .await
            .status,
        303
    );
    assert_eq!(
        granted(&app, "10000").await.len(),
        granted(&app, "0").await.len()
    );

    let edit = "/secure/admin/EditPermissionScheme.jspa";
    for (name, text) in [
        ("", "A scheme&#39;s name has"),
        ("default permission SCHEME", "exists."),
        (&"x".repeat(256), "A scheme&#39;s name has"),
    ] {
        let reply = b
            .submit(
                edit,
                &[
                    ("schemeId", "10000"),
                    ("name", name),
                    ("description", "kept words"),
                ],
            )
            .await;
        assert_eq!(reply.status, 400);
        has(&reply, "id=\"name-error\"");
        has(&reply, text);
        has(&reply, "kept words");
    }
    let values = [("schemeId", "10000"), ("name", "Ours"), ("description", "")];
    assert_eq!(b.submit(edit, &values).await.status, 303);
    has(&b.get(&format!("{SCHEMES}?filter=our")).await, ">Ours</a>");
    has(
        &b.get(&format!("{SCHEMES}?filter=nothing")).await,
        "No permission scheme has a name like that",
    );

    // The project takes it; deleting it puts the project back.
    let choose = "/secure/project/SelectProjectPermissionScheme.jspa";
    let form = b
        .get(&format!(
            "/secure/project/SelectProjectPermissionScheme!default.jspa?projectId={project}"
        ))
        .await;
    has(&form, "<option value=\"0\" selected>");
    let reply = b
        .submit(choose, &[("projectId", &project), ("schemeId", "77")])
        .await;
    assert_eq!(reply.status, 400);
    has(&reply, "id=\"schemeId-error\"");
    let values = [("projectId", project.as_str()), ("schemeId", "10000")];
    assert_eq!(b.submit(choose, &values).await.status, 303);
    let form = b
        .get("/secure/admin/DeletePermissionScheme!default.jspa?schemeId=10000")
        .await;
    has(&form, "Default Permission Scheme");
    has(&form, "Project OPS");
    let reply = b
        .submit(
            "/secure/admin/DeletePermissionScheme.jspa",
            &[("schemeId", "10000")],
        )
        .await;
    assert_eq!(reply.status, 303);
    let used = app
        .admin()
        .get("/rest/api/2/project/OPS/permissionscheme")
        .await
        .expect(200);
    assert_eq!(used["id"], json!(0));
    let reply = b
        .submit(
            "/secure/admin/DeletePermissionScheme.jspa",
            &[("schemeId", "0")],
        )
        .await;
    assert_eq!(reply.status, 400);
    has_not(&b.get(SCHEMES).await, "id=\"del_0\"");
    app.done().await;
}

#[tokio::test]
async fn another_scheme_for_a_project_shows_who_loses_what() {
    let app = TestApp::new().await;
    let project = app.project("OPS").await;
    let id = scheme(&app, "Empty").await;
    let b = app.admin_browser().await;
    let path = "/secure/project/SelectProjectPermissionScheme.jspa";
    let mut values = vec![("projectId", project.as_str()), ("schemeId", &id)];
    let reply = b.submit(path, &values).await;
    assert_eq!(reply.status, 200);
    has(&reply, "loses</span>");
    has(&reply, "Ada Admin (admin)");
    values.push(("confirmed", "true"));
    let reply = b.submit(path, &values).await;
    assert_eq!(
        b.location(&reply),
        "/plugins/servlet/project-config/OPS/permissions"
    );
    app.done().await;
}

#[tokio::test]
async fn extended_project_administration_is_a_tick() {
    let app = TestApp::new().await;
    let b = app.admin_browser().await;
    let path = "/secure/admin/EditPermissions.jspa";
    let own = "/secure/admin/EditPermissions!default.jspa?schemeId=0";
    has(
        &b.get(own).await,
        "name=\"extended\" value=\"true\" checked",
    );
    assert_eq!(b.submit(path, &[("schemeId", "0")]).await.status, 303);
    has(&b.get(own).await, "name=\"extended\" value=\"true\">");
    let values = [("schemeId", "0"), ("extended", "true")];
    assert_eq!(b.submit(path, &values).await.status, 303);
    has(
        &b.get(own).await,
        "name=\"extended\" value=\"true\" checked",
    );
    app.done().await;
}

const FORMS: [(&str, &[(&str, &str)]); 7] = [
    ("/secure/admin/AddPermissionScheme.jspa", &[("name", "X")]),
    (
        "/secure/admin/EditPermissionScheme.jspa",
        &[("schemeId", "0"), ("name", "X")],
    ),
    (
        "/secure/admin/CopyPermissionScheme.jspa",
        &[("schemeId", "0"), ("name", "X")],
    ),
    (
        "/secure/admin/DeletePermissionScheme.jspa",
        &[("schemeId", "10000")],
    ),
    ("/secure/admin/EditPermissions.jspa", &[("schemeId", "0")]),
    (
        "/secure/admin/AddPermission.jspa",
        &[
            ("schemeId", "0"),
            ("permissions", "10"),
            ("type", "lead"),
            ("confirmed", "true"),
        ],
    ),
    (
        "/secure/admin/DeletePermission.jspa",
        &[("schemeId", "0"), ("id", "10"), ("confirmed", "true")],
    ),
];

async fn refused(b: &Browser, status: u16, with_token: bool) {
    for (path, values) in FORMS {
        let reply = if with_token {
            b.submit(path, values).await
        } else {
            b.send(path, values).await
        };
        assert_eq!(reply.status, status, "{path}");
    }
}

#[tokio::test]
async fn forms_of_others_and_of_other_sites_change_nothing() {
    let app = TestApp::new().await;
    scheme(&app, "Other").await;
    app.member("fred").await;
    let (admin, fred) = (app.admin_browser().await, app.browser_of("fred").await);
    let before = app.fingerprint().await;
    refused(&admin, 403, false).await;
    let mut wrong = FORMS[0].1.to_vec();
    wrong.push(("atl_token", "wrong"));
    assert_eq!(admin.send(FORMS[0].0, &wrong).await.status, 403);
    refused(&fred, 403, true).await;
    for path in [
        SCHEMES,
        "/secure/admin/EditPermissions!default.jspa?schemeId=0",
        "/secure/admin/AddPermission!default.jspa?schemeId=0",
    ] {
        assert_eq!(fred.get(path).await.status, 403, "{path}");
        assert_eq!(app.browser().get(path).await.status, 303, "{path}");
    }
    for path in [
        "/secure/admin/EditPermissions!default.jspa",
        "/secure/admin/EditPermissions!default.jspa?schemeId=77",
        "/secure/admin/AddPermission!default.jspa?schemeId=x",
        "/secure/admin/DeletePermission!default.jspa?schemeId=0&id=77",
        "/secure/project/SelectProjectPermissionScheme!default.jspa?projectId=77",
    ] {
        assert_eq!(admin.get(path).await.status, 404, "{path}");
    }
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}
