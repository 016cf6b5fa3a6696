//! One request for each route that works for the system administrator, on the data of [`seed`].
//!
//! Long because it is a table with a row a route: split, one would have to look for a row in several places.

use base::guard;
use base::route::Route;
use model::RoleId;
use policy::Holder;
use projects::security;
use serde_json::json;
use testkit::TestApp;

/// A request that a route is tried with.
#[derive(Debug)]
pub struct Sample {
    pub method: &'static str,
    /// The path as the route names it.
    pub route: &'static str,
    /// The path and query that are asked.
    pub url: &'static str,
    /// The body, if there is one.
    pub body: Option<&'static str>,
    /// Whether the body is JSON.
    pub is_json: bool,
}

impl Sample {
    pub fn is_for(&self, route: &Route) -> bool {
        route.method.as_str() == self.method && route.path == self.route
    }

    /// Returns whether this is what a page's form sends.
    pub fn is_form(&self) -> bool {
        self.method == "POST" && !self.is_json && !self.is_upload()
    }

    /// Returns whether this sends files.
    pub fn is_upload(&self) -> bool {
        self.is_multipart() || self.is_image()
    }

    /// Returns whether this sends files as the parts of a form.
    pub fn is_multipart(&self) -> bool {
        self.body.is_some_and(|body| body.starts_with("--AaB03x"))
    }

    fn is_image(&self) -> bool {
        self.body.is_some_and(|body| body.starts_with("BM"))
    }

    pub fn content_type(&self) -> &'static str {
        if self.is_image() {
            return "image/bmp";
        }
        if self.is_multipart() {
            return "multipart/form-data; boundary=AaB03x";
        }
        match (self.is_json, self.method) {
            (true, _) => "application/json",
            (false, "POST") => "application/x-www-form-urlencoded",
            (false, _) => "text/plain",
        }
    }
}

const fn get(route: &'static str, url: &'static str) -> Sample {
    Sample {
        method: "GET",
        route,
        url,
        body: None,
        is_json: true,
    }
}

const fn delete(route: &'static str, url: &'static str) -> Sample {
    Sample {
        method: "DELETE",
        route,
        url,
        body: None,
        is_json: true,
    }
}

const fn post(route: &'static str, url: &'static str, body: &'static str) -> Sample {
    Sample {
        method: "POST",
        route,
        url,
        body: Some(body),
        is_json: true,
    }
}

const fn put(route: &'static str, url: &'static str, body: &'static str) -> Sample {
    Sample {
        method: "PUT",
        route,
        url,
        body: Some(body),
        is_json: true,
    }
}

/// A POST that says everything in its address.
const fn bare_post(route: &'static str, url: &'static str) -> Sample {
    Sample {
        method: "POST",
        route,
        url,
        body: None,
        is_json: true,
    }
}

/// A PUT that says everything in its address.
const fn bare_put(route: &'static str, url: &'static str) -> Sample {
    Sample {
        method: "PUT",
        route,
        url,
        body: None,
        is_json: true,
    }
}

/// A PUT whose body is plain text.
const fn text(route: &'static str, url: &'static str, body: &'static str) -> Sample {
    Sample {
        method: "PUT",
        route,
        url,
        body: Some(body),
        is_json: false,
    }
}

/// A POST from a page's form.
const fn form(route: &'static str, url: &'static str, body: &'static str) -> Sample {
    Sample {
        method: "POST",
        route,
        url,
        body: Some(body),
        is_json: false,
    }
}

/// A link in a mail, signed with the secret of [`seed`].
const UNSUBSCRIBE: &str = "/secure/Unsubscribe.jspa?user=10000&issue=10000&signature=1a5448bd7e4cde8915ffca896e12e1c780dd1ab60b08ea0565b8013c2a7fe31a";

/// What the role Members is granted.
const MEMBERS: [&str; 20] = [
    "BROWSE_PROJECTS",
    "CREATE_ISSUES",
    "EDIT_ISSUES",
    "ASSIGN_ISSUES",
    "ASSIGNABLE_USER",
    "RESOLVE_ISSUES",
    "CLOSE_ISSUES",
    "TRANSITION_ISSUES",
    "LINK_ISSUES",
    "SCHEDULE_ISSUES",
    "ADD_COMMENTS",
    "EDIT_OWN_COMMENTS",
    "DELETE_OWN_COMMENTS",
    "VIEW_DEV_TOOLS",
    "VIEW_VOTERS_AND_WATCHERS",
    "WORK_ON_ISSUES",
    "EDIT_OWN_WORKLOGS",
    "DELETE_OWN_WORKLOGS",
    "CREATE_ATTACHMENTS",
    "DELETE_OWN_ATTACHMENTS",
];

/// What the role Administrators is granted besides.
const LEADS: [&str; 13] = [
    "ADMINISTER_PROJECTS",
    "DELETE_ISSUES",
    "MODIFY_REPORTER",
    "EDIT_ALL_COMMENTS",
    "DELETE_ALL_COMMENTS",
    "SET_ISSUE_SECURITY",
    "MANAGE_WATCHERS",
    "EDIT_ALL_WORKLOGS",
    "DELETE_ALL_WORKLOGS",
    "ARCHIVE_ISSUES",
    "RESTORE_ISSUES",
    "DELETE_ALL_ATTACHMENTS",
    "MANAGE_SPRINTS_PERMISSION",
];

/// Makes the data that the samples name: project MTX (10000) with issues MTX-1 (10000) and MTX-2.
pub async fn seed() -> TestApp {
    let app = TestApp::on_sqlite().await;
    let admin = app.admin();
    app.stranger("nogroup").await;
    for name in ["gone", "outsider", "member", "lead", "spare"] {
        app.member(name).await;
    }
    app.jira_admin("boss").await;
    admin
        .put("/rest/api/2/user?username=gone", json!({ "active": false }))
        .await
        .expect(200);

    let role = json!({ "name": "Members", "description": "Who works here." });
    let role = admin.post("/rest/api/2/role", role).await.expect(200);
    assert_eq!(role["id"], 10100);
    let grant = |permission: &str, role: &str| json!({ "holder": { "type": "projectRole", "parameter": role }, "permission": permission });
    let members = MEMBERS.iter().map(|permission| grant(permission, "10100"));
    let leads = LEADS.iter().map(|permission| grant(permission, "10002"));
    let scheme =
        json!({ "name": "Matrix", "permissions": members.chain(leads).collect::<Vec<_>>() });
    let scheme = admin
        .post("/rest/api/2/permissionscheme", scheme)
        .await
        .expect(201);
    assert_eq!(scheme["id"], 10000);
    app.project("MTX").await;
    admin
        .put(
            "/rest/api/2/project/MTX/permissionscheme",
            json!({ "id": 10000 }),
        )
        .await
        .expect(200);
    let members = json!({ "user": ["member", "lead", "admin"] });
    admin
        .post("/rest/api/2/project/MTX/role/10100", members)
        .await
        .expect(200);
    let leads = json!({ "user": ["lead", "admin"] });
    admin
        .post("/rest/api/2/project/MTX/role/10002", leads)
        .await
        .expect(200);

    assert_eq!(app.issue("MTX", "the first").await, "MTX-1");
    assert_eq!(app.issue("MTX", "the second").await, "MTX-2");
    let comment = json!({ "body": "a comment" });
    let comment = admin
        .post("/rest/api/2/issue/MTX-1/comment", comment)
        .await
        .expect(201);
    assert_eq!(comment["id"], "10000");
    let link = json!({ "globalId": "here", "object": { "url": "https://example.com/", "title": "There" } });
    let link = admin
        .post("/rest/api/2/issue/MTX-1/remotelink", link)
        .await
        .expect(201);
    assert_eq!(link["id"], 10000);

    let field = json!({ "name": "Color", "type": "com.atlassian.jira.plugin.system.customfieldtypes:select" });
    let field = admin.post("/rest/api/2/field", field).await.expect(201);
    assert_eq!(field["id"], "customfield_10200");
    let option = [("fieldConfigId", "10300"), ("value", "Red")];
    let browser = app.admin_browser().await;
    let added = browser.submit("/secure/admin/EditCustomFieldOptions!add.jspa", &option);
    assert_eq!(added.await.status, 303);

    app.project("OLD").await;
    admin
        .raw("PUT", "/rest/api/2/project/OLD/archive", &[], Vec::new())
        .await
        .expect(204);
    let cx = app.cx_of(testkit::ADMIN).await;
    let mut tx = cx.write().await.unwrap();
    let level = |name: &str, holder| security::NewLevel {
        name: name.to_owned(),
        description: String::new(),
        holders: vec![holder],
    };
    let scheme = security::NewScheme {
        name: "Secrets".to_owned(),
        description: String::new(),
        levels: vec![
            level("Leads", Holder::Role(RoleId(10002))),
            level("Lead", Holder::ProjectLead),
        ],
        default_level_idx: None,
    };
    let proof = guard::administrator(&cx).unwrap();
    security::create(&cx, &mut tx, proof, scheme).await.unwrap();
    let unused = security::NewScheme {
        name: "Unused".to_owned(),
        ..security::NewScheme::default()
    };
    let proof = guard::administrator(&cx).unwrap();
    security::create(&cx, &mut tx, proof, unused).await.unwrap();
    seed_mail(&mut tx).await;
    tx.commit().await.unwrap();
    let secured = json!({ "issueSecurityScheme": 10000 });
    admin
        .put("/rest/api/2/project/MTX", secured)
        .await
        .expect(200);

    admin
        .post("/rest/api/2/group", json!({ "name": "extras" }))
        .await
        .expect(201);
    admin
        .post(
            "/rest/api/2/group/user?groupname=extras",
            json!({ "name": "spare" }),
        )
        .await
        .expect(201);
    admin
        .post("/rest/pat/latest/tokens", json!({ "name": "mine" }))
        .await
        .expect(201);
    seed_tracker(&app).await;
    seed_filter(&app).await;
    seed_workflows(&app).await;
    for path in [
        "/rest/api/2/mypreferences?key=color",
        "/rest/api/2/user/properties/color?username=admin",
        "/rest/api/2/dashboard/10000/items/10000/properties/color",
    ] {
        let reply = admin.put(path, json!("blue")).await;
        assert!(reply.status < 300, "{path}: {}", reply.text);
    }
    admin
        .post("/rest/api/2/reindex", json!({}))
        .await
        .expect(202);
    issues::text::rebuild(app.app()).await.unwrap();
    system::reindex::note_finished(app.app()).await.unwrap();
    let hook = json!({ "name": "Hook", "url": "https://example.com/", "events": ["user_created"] });
    let hook = admin
        .post("/rest/webhooks/1.0/webhook", hook)
        .await
        .expect(201);
    assert!(hook["self"].as_str().unwrap().ends_with("/1"));
    // Two nodes that say nothing any more, one of them known to be offline.
    for node in ["gone", "silent"] {
        system::cluster::beat(app.app(), node).await.unwrap();
    }
    app.advance(300);
    admin
        .put("/rest/api/2/cluster/node/gone/offline", json!({}))
        .await
        .expect(200);
    seed_agile(&app).await;
    seed_kinds(&app).await;
    seed_avatars(&app).await;
    app
}

/// Makes the workflow scheme 10002, which no project has, a draft of MTX's, and the tab 10100 of screen 1.
async fn seed_workflows(app: &TestApp) {
    let admin = app.admin();
    let scheme = json!({
        "name": "Spare workflows", "defaultWorkflow": "Software Simplified Workflow",
        "issueTypeMappings": { "10004": "jira" },
    });
    let scheme = admin.post("/rest/api/2/workflowscheme", scheme).await;
    assert_eq!(scheme.expect(201)["id"], 10002);
    let draft = json!({ "issueTypeMappings": { "10004": "jira" } });
    let path = "/rest/api/2/workflowscheme/10000/draft";
    admin.put(path, draft).await.expect(200);
    let path = "/rest/api/2/screens/1/tabs";
    let tab = admin.post(path, json!({ "name": "More" })).await;
    assert_eq!(tab.expect(200)["id"], 10100);
    let path = "/rest/api/2/workflow/transitions/11/properties?workflowName=Software%20Simplified%20Workflow&key=known";
    admin.post(path, json!({ "value": "1" })).await.expect(200);
    let cx = app.cx_of(testkit::ADMIN).await;
    let mut tx = cx.write().await.unwrap();
    tx.change_policy().await.unwrap();
    for sql in [
        // What links in mail are signed with.
        "insert into setting (key, value) values ('notification.secret', 'matrix')",
        "insert into workflow (id, name, description, initial_status_id) values (77, 'Spare', '', 1)",
        "insert into workflow_status (workflow_id, status_id, position, is_editable)
         values (77, 1, 1, true), (77, 3, 2, true), (77, 6, 3, true)",
        "insert into workflow_transition (workflow_id, number, name, to_status_id, position)
         values (77, 11, 'Go', 3, 1)",
        "insert into workflow_rule (id, workflow_id, number, kind, rule, argument)
         values (77, 77, 11, 'condition', 'only-assignee', '')",
    ] {
        tx.execute(sql, &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Makes the issue type scheme 10100 of OLD, the priority scheme 10100 of MTX, the category 10000, properties
/// with the key `key`, the link `here` of the version 10000, MTX-6, which is
/// archived, and MTX-7, a part of MTX-5.
async fn seed_kinds(app: &TestApp) {
    let admin = app.admin();
    let types = json!({ "name": "Bugs", "issueTypeIds": ["10004"] });
    let types = admin.post("/rest/api/2/issuetypescheme", types).await;
    assert_eq!(types.expect(200)["id"], "10100");
    let old = json!({ "idsOrKeys": ["OLD"] });
    admin
        .put("/rest/api/2/issuetypescheme/10100/associations", old)
        .await
        .expect(200);
    let priorities = json!({ "name": "Few", "optionIds": ["1", "2", "3"], "defaultOptionId": "3" });
    let priorities = admin.post("/rest/api/2/priorityschemes", priorities).await;
    assert_eq!(priorities.expect(201)["id"], 10100);
    let scheme = json!({ "id": 10100 });
    admin
        .put("/rest/api/2/project/MTX/priorityscheme", scheme)
        .await
        .expect(200);
    let category = json!({ "name": "Tools" });
    admin
        .post("/rest/api/2/projectCategory", category)
        .await
        .expect(201);
    for path in [
        "project/MTX/properties/key",
        "issuetype/10004/properties/key",
        "comment/10000/properties/key",
    ] {
        let path = format!("/rest/api/2/{path}");
        admin.put(&path, json!(1)).await.expect(201);
    }
    let link = "/rest/api/2/version/10000/remotelink/here";
    admin.post(link, json!({ "n": 1 })).await.expect(201);
    assert_eq!(app.issue("MTX", "put away").await, "MTX-6");
    admin
        .put("/rest/api/2/issue/MTX-6/archive", json!({}))
        .await
        .expect(204);
    let part = json!({ "fields": {
        "project": { "key": "MTX" }, "issuetype": { "name": "Sub-task" },
        "parent": { "key": "MTX-5" }, "summary": "a part",
    } });
    let part = admin.post("/rest/api/2/issue", part).await.expect(201);
    assert_eq!(part["key"], "MTX-7");
}

/// Makes the epics MTX-4 and MTX-5, the board 1 of the filter 10001, which the members of MTX see, and its
/// sprints 1 and 2; board and sprint have the property `k`.
async fn seed_agile(app: &TestApp) {
    let admin = app.admin();
    for key in ["MTX-4", "MTX-5"] {
        let epic = json!({ "fields": {
            "project": { "key": "MTX" }, "issuetype": { "name": "Epic" }, "summary": key,
            "customfield_10104": key,
        } });
        let made = admin.post("/rest/api/2/issue", epic).await.expect(201);
        assert_eq!(made["key"], key);
    }
    let filter = json!({ "name": "MTX", "jql": "project = MTX" });
    let filter = admin.post("/rest/api/2/filter", filter).await.expect(200);
    assert_eq!(filter["id"], "10001");
    let project = admin.get("/rest/api/2/project/MTX").await.expect(200);
    let share = json!({ "type": "project", "projectId": project["id"] });
    let path = "/rest/api/2/filter/10001/permission";
    admin.post(path, share).await.expect(201);
    const AGILE: &str = "/rest/agile/1.0";
    let board = json!({ "name": "MTX", "type": "scrum", "filterId": 10001 });
    admin
        .post(&format!("{AGILE}/board"), board)
        .await
        .expect(201);
    for name in ["One", "Two"] {
        let sprint = json!({ "name": name, "originBoardId": 1 });
        admin
            .post(&format!("{AGILE}/sprint"), sprint)
            .await
            .expect(201);
    }
    for path in ["board/1/properties/k", "sprint/1/properties/k"] {
        let path = format!("{AGILE}/{path}");
        admin.put(&path, json!(1)).await.expect(201);
    }
    let path = format!("{AGILE}/board/1/settings/refined-velocity");
    admin
        .put(&path, json!({ "value": false }))
        .await
        .expect(201);
}

/// Makes the filter 10000 of the administrator, with columns; the share 10000 shows it to the members of MTX.
async fn seed_filter(app: &TestApp) {
    let admin = app.admin();
    let filter = json!({ "name": "Everything", "jql": "order by created" });
    let filter = admin.post("/rest/api/2/filter", filter).await.expect(200);
    assert_eq!(filter["id"], "10000");
    let project = admin.get("/rest/api/2/project/MTX").await.expect(200);
    let share =
        json!({ "type": "projectRole", "projectId": project["id"], "projectRoleId": "10100" });
    let shares = admin
        .post("/rest/api/2/filter/10000/permission", share)
        .await
        .expect(201);
    assert_eq!(shares[0]["id"], 10000);
    let columns = json!({ "columns": ["issuekey"] });
    let set = admin.put("/rest/api/2/filter/10000/columns", columns).await;
    assert_eq!(set.status, 200);
}

/// Makes the component, the versions (10000 and 10001), the link and the worklog of MTX-1, all with the id
/// 10000, and MTX-3, which a member reported.
async fn seed_tracker(app: &TestApp) {
    let admin = app.admin();
    let worklog = json!({ "timeSpent": "1h" });
    let link = json!({
        "type": { "name": "Blocks" }, "inwardIssue": { "key": "MTX-1" },
        "outwardIssue": { "key": "MTX-2" },
    });
    for (path, body) in [
        ("component", json!({ "name": "Part", "project": "MTX" })),
        (
            "component",
            json!({ "name": "Other part", "project": "MTX" }),
        ),
        ("version", json!({ "name": "1.0", "project": "MTX" })),
        ("version", json!({ "name": "2.0", "project": "MTX" })),
        ("issueLink", link),
        ("issue/MTX-1/worklog", worklog),
    ] {
        let path = format!("/rest/api/2/{path}");
        admin.post(&path, body).await.expect(201);
    }
    let file = [("a.bmp", "image/bmp", DOT.as_bytes())];
    admin.attach("MTX-1", &file).await.expect(200);
    // An archive with nothing in it: the end of its list of files, and no list.
    let archive = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
    let file = [("b.zip", "application/zip", archive.as_slice())];
    admin.attach("MTX-2", &file).await.expect(200);
    let issue = json!({ "fields": {
        "project": { "key": "MTX" }, "issuetype": { "name": "Task" }, "summary": "the third",
    } });
    let property = "/rest/api/2/issue/MTX-1/properties/key";
    admin.put(property, json!(1)).await.expect(201);
    let member = app.client("member", testkit::PASSWORD);
    let made = member.post("/rest/api/2/issue", issue).await.expect(201);
    assert_eq!(made["key"], "MTX-3");
}

/// Makes the avatars 10500 of the administrator and 10501 of MTX, and leaves an image of each kind to be
/// cropped.
async fn seed_avatars(app: &TestApp) {
    let admin = app.admin();
    let headers = [
        ("content-type", "image/bmp"),
        ("x-atlassian-token", "no-check"),
    ];
    let upload = async |path: &str| {
        let path = format!("/rest/api/2/{path}");
        let image = DOT.as_bytes().to_vec();
        admin.raw("POST", &path, &headers, image).await.expect(201);
    };
    for owner in ["user", "project/MTX"] {
        upload(&format!("{owner}/avatar/temporary")).await;
        let path = format!("/rest/api/2/{owner}/avatar");
        admin.post(&path, json!({})).await.expect(201);
        upload(&format!("{owner}/avatar/temporary")).await;
    }
    upload("issuetype/10002/avatar/temporary").await;
}

/// The smallest image there is, in characters: a BMP of one pixel.
const DOT: &str = "BM:\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0\0\0\0\0\x04\0\0\0\
                   \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x7f\x7f\x7f\0";

/// Makes a piece of mail (1) and the links `password` and `verify` of the user `spare`.
async fn seed_mail(tx: &mut base::Tx) {
    tx.execute(
        "insert into mail (id, recipient, lower_recipient, subject, body, message_id, created_at, attempts,
                           next_try_at, retry_until, in_transmission, n_unknown)
         values (1, 'a@example.com', 'a@example.com', 'Subject', 'Text', '<1@jira.test>', 0, 0,
                 0, 9000000000000, false, 0)",
        &[],
    )
    .await
    .unwrap();
    for (id, purpose) in [(1_i64, "password"), (2, "verify")] {
        tx.execute(
            "insert into mail_link (id, purpose, user_id, lower_email, secret_hash, created_at, expires_at)
             select $1, $2, id, lower_email, $3, 0, 9000000000000 from app_user where name = 'spare'",
            &[id.into(), purpose.into(), base::secret::hash(purpose).into()],
        )
        .await
        .unwrap();
    }
}

pub const SAMPLES: &[Sample] = &[
    // system
    get("/", "/"),
    get("/status", "/status"),
    get("/rest/api/2/openapi.json", "/rest/api/2/openapi.json"),
    get("/docs/api", "/docs/api"),
    get("/assets/{file}", "/assets/bailiwick.css"),
    get(
        "/secure/admin/AdminSearch.jspa",
        "/secure/admin/AdminSearch.jspa?query=scheme",
    ),
    get(
        "/secure/useravatar",
        "/secure/useravatar?ownerId=JIRAUSER10000",
    ),
    get("/secure/projectavatar", "/secure/projectavatar?pid=10000"),
    get(
        "/images/icons/{folder}/{name}",
        "/images/icons/issuetypes/task.svg",
    ),
    get(
        "/secure/SetupAdminAccount!default.jspa",
        "/secure/SetupAdminAccount!default.jspa",
    ),
    get(
        "/secure/SetupAdminAccount.jspa",
        "/secure/SetupAdminAccount.jspa",
    ),
    form(
        "/secure/SetupAdminAccount.jspa",
        "/secure/SetupAdminAccount.jspa",
        "code=test-setup-code&username=x",
    ),
    get(
        "/secure/Dashboard!default.jspa",
        "/secure/Dashboard!default.jspa",
    ),
    get(
        "/secure/MyJiraHome!default.jspa",
        "/secure/MyJiraHome!default.jspa",
    ),
    get("/secure/WelcomeToJIRA.jspa", "/secure/WelcomeToJIRA.jspa"),
    get(
        "/secure/WelcomeToJIRA!default.jspa",
        "/secure/WelcomeToJIRA!default.jspa",
    ),
    get(
        "/secure/SetupApplicationProperties.jspa",
        "/secure/SetupApplicationProperties.jspa",
    ),
    get(
        "/secure/SetupApplicationProperties!default.jspa",
        "/secure/SetupApplicationProperties!default.jspa",
    ),
    get("/secure/SetupLicense.jspa", "/secure/SetupLicense.jspa"),
    get(
        "/secure/SetupLicense!default.jspa",
        "/secure/SetupLicense!default.jspa",
    ),
    get(
        "/secure/SetupMailNotifications.jspa",
        "/secure/SetupMailNotifications.jspa",
    ),
    get(
        "/secure/SetupMailNotifications!default.jspa",
        "/secure/SetupMailNotifications!default.jspa",
    ),
    get(
        "/secure/ViewProfile!default.jspa",
        "/secure/ViewProfile!default.jspa",
    ),
    get(
        "/secure/ViewPersonalAccessTokens!default.jspa",
        "/secure/ViewPersonalAccessTokens!default.jspa",
    ),
    get(
        "/secure/admin/user/ViewGroup!default.jspa",
        "/secure/admin/user/ViewGroup!default.jspa?name=extras",
    ),
    get(
        "/secure/admin/user/ResetFailedLoginCount!default.jspa",
        "/secure/admin/user/ResetFailedLoginCount!default.jspa?name=spare",
    ),
    get(
        "/secure/project/ViewDefaultProjectRoleActors!default.jspa",
        "/secure/project/ViewDefaultProjectRoleActors!default.jspa?id=10100",
    ),
    get(
        "/secure/project/AddProjectRole.jspa",
        "/secure/project/AddProjectRole.jspa",
    ),
    get(
        "/secure/project/AddProjectRole!default.jspa",
        "/secure/project/AddProjectRole!default.jspa",
    ),
    get(
        "/secure/admin/ViewNotificationSchemes!default.jspa",
        "/secure/admin/ViewNotificationSchemes!default.jspa",
    ),
    get(
        "/secure/admin/EditNotifications.jspa",
        "/secure/admin/EditNotifications.jspa",
    ),
    get(
        "/secure/admin/EditNotifications!default.jspa",
        "/secure/admin/EditNotifications!default.jspa",
    ),
    get("/secure/Signup!default.jspa", "/secure/Signup!default.jspa"),
    get("/secure/Signup.jspa", "/secure/Signup.jspa"),
    get(
        "/secure/admin/user/EditNestedGroups!default.jspa",
        "/secure/admin/user/EditNestedGroups!default.jspa",
    ),
    get(
        "/secure/admin/user/EditNestedGroups.jspa",
        "/secure/admin/user/EditNestedGroups.jspa",
    ),
    get(
        "/secure/admin/ViewNotificationSchemes.jspa",
        "/secure/admin/ViewNotificationSchemes.jspa",
    ),
    get(
        "/plugins/servlet/project-config/{projectKey}/notifications",
        "/plugins/servlet/project-config/MTX/notifications",
    ),
    get("/auditing/view", "/auditing/view?filter=user"),
    get("/secure/admin/AuditLog.jspa", "/secure/admin/AuditLog.jspa"),
    get("/auditing/export.csv", "/auditing/export.csv?filter=user"),
    get("/auditing/export.json", "/auditing/export.json?filter=user"),
    get(
        "/rest/api/2/auditing/record",
        "/rest/api/2/auditing/record?limit=5",
    ),
    get(
        "/secure/admin/PermissionHelper.jspa",
        "/secure/admin/PermissionHelper.jspa?issueKey=MTX&permission=EDIT_ISSUES",
    ),
    get(
        "/secure/admin/PermissionHelper!default.jspa",
        "/secure/admin/PermissionHelper!default.jspa?project=MTX",
    ),
    get("/rest/api/2/serverInfo", "/rest/api/2/serverInfo"),
    get("/rest/api/2/configuration", "/rest/api/2/configuration"),
    // accounts
    get("/rest/api/2/applicationrole", "/rest/api/2/applicationrole"),
    get(
        "/rest/api/2/applicationrole/{key}",
        "/rest/api/2/applicationrole/jira-software",
    ),
    put(
        "/rest/api/2/applicationrole/{key}",
        "/rest/api/2/applicationrole/jira-software",
        r#"{"groups": ["jira-software-users", "extras"], "defaultGroups": ["jira-software-users"]}"#,
    ),
    get("/rest/api/2/group", "/rest/api/2/group?groupname=extras"),
    post(
        "/rest/api/2/group",
        "/rest/api/2/group",
        r#"{"name": "more"}"#,
    ),
    delete("/rest/api/2/group", "/rest/api/2/group?groupname=extras"),
    get(
        "/rest/api/2/group/member",
        "/rest/api/2/group/member?groupname=extras",
    ),
    post(
        "/rest/api/2/group/user",
        "/rest/api/2/group/user?groupname=extras",
        r#"{"name": "member"}"#,
    ),
    delete(
        "/rest/api/2/group/user",
        "/rest/api/2/group/user?groupname=extras&username=spare",
    ),
    get(
        "/rest/api/2/groups/picker",
        "/rest/api/2/groups/picker?query=extra",
    ),
    get("/rest/api/2/myself", "/rest/api/2/myself"),
    put(
        "/rest/api/2/myself",
        "/rest/api/2/myself",
        r#"{"displayName": "Somebody", "emailAddress": "new@example.com", "password": "correct horse battery"}"#,
    ),
    put(
        "/rest/api/2/myself/password",
        "/rest/api/2/myself/password",
        r#"{"password": "another one", "currentPassword": "correct horse battery"}"#,
    ),
    get(
        "/rest/api/2/password/policy",
        "/rest/api/2/password/policy?hasOldPassword=false",
    ),
    post(
        "/rest/api/2/password/policy/createUser",
        "/rest/api/2/password/policy/createUser",
        r#"{"username": "x", "displayName": "X", "emailAddress": "x@example.com", "password": "secret"}"#,
    ),
    post(
        "/rest/api/2/password/policy/updateUser",
        "/rest/api/2/password/policy/updateUser",
        r#"{"username": "member", "oldPassword": "old", "newPassword": "secret"}"#,
    ),
    get("/rest/api/2/user", "/rest/api/2/user?username=spare"),
    post(
        "/rest/api/2/user",
        "/rest/api/2/user",
        r#"{"name": "newcomer", "password": "secret word", "emailAddress": "newcomer@example.com", "displayName": "New Comer"}"#,
    ),
    put(
        "/rest/api/2/user",
        "/rest/api/2/user?username=spare",
        r#"{"displayName": "Spare Wheel", "emailAddress": "wheel@example.com"}"#,
    ),
    delete("/rest/api/2/user", "/rest/api/2/user?username=spare"),
    put(
        "/rest/api/2/user/password",
        "/rest/api/2/user/password?username=spare",
        r#"{"password": "another one"}"#,
    ),
    bare_post(
        "/rest/api/2/user/application",
        "/rest/api/2/user/application?username=nogroup&applicationKey=jira-software",
    ),
    delete(
        "/rest/api/2/user/application",
        "/rest/api/2/user/application?username=spare&applicationKey=jira-software",
    ),
    get(
        "/rest/api/2/user/search",
        "/rest/api/2/user/search?username=spare",
    ),
    get(
        "/rest/api/2/user/picker",
        "/rest/api/2/user/picker?query=spare",
    ),
    get(
        "/rest/api/2/user/assignable/search",
        "/rest/api/2/user/assignable/search?project=MTX",
    ),
    get(
        "/rest/api/2/user/assignable/multiProjectSearch",
        "/rest/api/2/user/assignable/multiProjectSearch?projectKeys=MTX",
    ),
    get(
        "/rest/api/2/user/viewissue/search",
        "/rest/api/2/user/viewissue/search?issueKey=MTX-1&username=m",
    ),
    get(
        "/rest/api/2/user/permission/search",
        "/rest/api/2/user/permission/search?projectKey=MTX&permissions=BROWSE_PROJECTS&username=m",
    ),
    post(
        "/rest/auth/1/session",
        "/rest/auth/1/session",
        r#"{"username": "member", "password": "correct horse battery"}"#,
    ),
    get("/rest/auth/1/session", "/rest/auth/1/session"),
    delete("/rest/auth/1/session", "/rest/auth/1/session"),
    get("/rest/pat/latest/tokens", "/rest/pat/latest/tokens"),
    post(
        "/rest/pat/latest/tokens",
        "/rest/pat/latest/tokens",
        r#"{"name": "new", "expirationDuration": 90}"#,
    ),
    get(
        "/rest/pat/latest/tokens/{tokenId}",
        "/rest/pat/latest/tokens/1",
    ),
    delete(
        "/rest/pat/latest/tokens/{tokenId}",
        "/rest/pat/latest/tokens/1",
    ),
    get(
        "/secure/ForgotLoginDetails.jspa",
        "/secure/ForgotLoginDetails.jspa",
    ),
    get(
        "/secure/ForgotLoginDetails!default.jspa",
        "/secure/ForgotLoginDetails!default.jspa",
    ),
    form(
        "/secure/ForgotLoginDetails.jspa",
        "/secure/ForgotLoginDetails.jspa",
        "username=nobody",
    ),
    get(
        "/secure/ResetPassword!default.jspa",
        "/secure/ResetPassword!default.jspa?os_username=spare&token=password",
    ),
    get(
        "/secure/ResetPassword.jspa",
        "/secure/ResetPassword.jspa?os_username=spare&token=password",
    ),
    form(
        "/secure/ResetPassword.jspa",
        "/secure/ResetPassword.jspa",
        "os_username=spare&token=password&password=new&confirm=new",
    ),
    get(
        "/secure/VerifyEmail!default.jspa",
        "/secure/VerifyEmail!default.jspa?os_username=spare&token=verify",
    ),
    get(
        "/secure/VerifyEmail.jspa",
        "/secure/VerifyEmail.jspa?os_username=spare&token=verify",
    ),
    form(
        "/secure/VerifyEmail.jspa",
        "/secure/VerifyEmail.jspa",
        "os_username=spare&token=verify",
    ),
    get(
        "/secure/admin/InviteUser!default.jspa",
        "/secure/admin/InviteUser!default.jspa",
    ),
    get(
        "/secure/admin/InviteUser.jspa",
        "/secure/admin/InviteUser.jspa",
    ),
    form(
        "/secure/admin/InviteUser.jspa",
        "/secure/admin/InviteUser.jspa",
        "emails=new%40example.com",
    ),
    get(
        "/secure/admin/MailQueue.jspa",
        "/secure/admin/MailQueue.jspa",
    ),
    get(
        "/secure/admin/MailQueue!default.jspa",
        "/secure/admin/MailQueue!default.jspa",
    ),
    get(
        "/secure/admin/ViewMail.jspa",
        "/secure/admin/ViewMail.jspa?id=1",
    ),
    form(
        "/secure/admin/SendMail.jspa",
        "/secure/admin/SendMail.jspa",
        "id=1",
    ),
    form(
        "/secure/admin/DeleteMail.jspa",
        "/secure/admin/DeleteMail.jspa",
        "id=1",
    ),
    get(
        "/secure/admin/user/UserBrowser.jspa",
        "/secure/admin/user/UserBrowser.jspa?userSearchFilter=spare",
    ),
    get(
        "/secure/admin/user/UserBrowser!default.jspa",
        "/secure/admin/user/UserBrowser!default.jspa",
    ),
    get(
        "/secure/admin/user/AddUser!default.jspa",
        "/secure/admin/user/AddUser!default.jspa",
    ),
    get(
        "/secure/admin/user/AddUser.jspa",
        "/secure/admin/user/AddUser.jspa",
    ),
    get(
        "/secure/admin/user/ViewUser.jspa",
        "/secure/admin/user/ViewUser.jspa?name=spare",
    ),
    get(
        "/secure/admin/user/ViewUser!default.jspa",
        "/secure/admin/user/ViewUser!default.jspa?name=spare",
    ),
    get(
        "/secure/admin/user/ResetFailedLoginCount.jspa",
        "/secure/admin/user/ResetFailedLoginCount.jspa?name=spare",
    ),
    get(
        "/secure/admin/user/EditUser!default.jspa",
        "/secure/admin/user/EditUser!default.jspa?editName=spare",
    ),
    get(
        "/secure/admin/user/EditUser.jspa",
        "/secure/admin/user/EditUser.jspa?editName=spare",
    ),
    get(
        "/secure/admin/user/SetPassword!default.jspa",
        "/secure/admin/user/SetPassword!default.jspa?name=spare",
    ),
    get(
        "/secure/admin/user/SetPassword.jspa",
        "/secure/admin/user/SetPassword.jspa?name=spare",
    ),
    get(
        "/secure/admin/user/EditUserGroups!default.jspa",
        "/secure/admin/user/EditUserGroups!default.jspa?name=spare",
    ),
    get(
        "/secure/admin/user/EditUserGroups.jspa",
        "/secure/admin/user/EditUserGroups.jspa?name=spare",
    ),
    get(
        "/secure/admin/user/DeleteUser!default.jspa",
        "/secure/admin/user/DeleteUser!default.jspa?name=spare",
    ),
    get(
        "/secure/admin/user/DeleteUser.jspa",
        "/secure/admin/user/DeleteUser.jspa?name=spare",
    ),
    get(
        "/secure/admin/user/GroupBrowser.jspa",
        "/secure/admin/user/GroupBrowser.jspa?nameFilter=jira",
    ),
    get(
        "/secure/admin/user/GroupBrowser!default.jspa",
        "/secure/admin/user/GroupBrowser!default.jspa",
    ),
    get(
        "/secure/admin/user/GroupBrowser!add.jspa",
        "/secure/admin/user/GroupBrowser!add.jspa",
    ),
    get(
        "/secure/admin/user/ViewGroup.jspa",
        "/secure/admin/user/ViewGroup.jspa?name=test-admins",
    ),
    get(
        "/secure/admin/user/DeleteGroup!default.jspa",
        "/secure/admin/user/DeleteGroup!default.jspa?name=test-admins",
    ),
    get(
        "/secure/admin/user/DeleteGroup.jspa",
        "/secure/admin/user/DeleteGroup.jspa?name=test-admins",
    ),
    get(
        "/secure/admin/user/BulkEditUserGroups!default.jspa",
        "/secure/admin/user/BulkEditUserGroups!default.jspa?selectedGroupsStr=test-admins",
    ),
    get(
        "/secure/admin/user/BulkEditUserGroups.jspa",
        "/secure/admin/user/BulkEditUserGroups.jspa?selectedGroupsStr=test-admins",
    ),
    form(
        "/secure/admin/user/AddUser.jspa",
        "/secure/admin/user/AddUser.jspa",
        "email=new%40example.com&username=new&password=x&selectedApplications=jira-software",
    ),
    form(
        "/secure/admin/user/ResetFailedLoginCount.jspa",
        "/secure/admin/user/ResetFailedLoginCount.jspa",
        "name=spare",
    ),
    form(
        "/secure/admin/user/EditUser.jspa",
        "/secure/admin/user/EditUser.jspa",
        "editName=spare&username=spare&fullname=Spare&email=s%40example.com",
    ),
    form(
        "/secure/admin/user/SetPassword.jspa",
        "/secure/admin/user/SetPassword.jspa",
        "name=spare&password=new&confirm=new",
    ),
    form(
        "/secure/admin/user/EditUserGroups.jspa",
        "/secure/admin/user/EditUserGroups.jspa",
        "name=spare&groupsToJoin=test-admins&join=true",
    ),
    form(
        "/secure/admin/user/DeleteUser.jspa",
        "/secure/admin/user/DeleteUser.jspa",
        "name=spare",
    ),
    form(
        "/secure/admin/user/GroupBrowser!add.jspa",
        "/secure/admin/user/GroupBrowser!add.jspa",
        "addName=new",
    ),
    form(
        "/secure/admin/user/DeleteGroup.jspa",
        "/secure/admin/user/DeleteGroup.jspa",
        "name=test-admins",
    ),
    form(
        "/secure/admin/user/BulkEditUserGroups.jspa",
        "/secure/admin/user/BulkEditUserGroups.jspa",
        "selectedGroupsStr=test-admins&usersToAssignStr=spare&assign=true",
    ),
    get(
        "/secure/admin/ApplicationAccess.jspa",
        "/secure/admin/ApplicationAccess.jspa",
    ),
    get(
        "/secure/admin/ApplicationAccess!default.jspa",
        "/secure/admin/ApplicationAccess!default.jspa",
    ),
    get(
        "/secure/admin/GlobalPermissions!default.jspa",
        "/secure/admin/GlobalPermissions!default.jspa",
    ),
    get(
        "/secure/admin/GlobalPermissions.jspa",
        "/secure/admin/GlobalPermissions.jspa",
    ),
    form(
        "/secure/admin/ApplicationAccess.jspa",
        "/secure/admin/ApplicationAccess.jspa",
        "key=jira-software&group=test-admins&add=true",
    ),
    form(
        "/secure/admin/GlobalPermissions.jspa",
        "/secure/admin/GlobalPermissions.jspa",
        "action=add&globalPermType=BULK_CHANGE&groupName=test-admins",
    ),
    get("/login.jsp", "/login.jsp"),
    form(
        "/login.jsp",
        "/login.jsp",
        "os_username=admin&os_password=correct+horse+battery",
    ),
    get("/logout", "/logout"),
    form("/logout", "/logout", ""),
    get("/secure/Logout!default.jspa", "/secure/Logout!default.jspa"),
    get("/secure/Logout.jspa", "/secure/Logout.jspa"),
    form("/secure/Logout.jspa", "/secure/Logout.jspa", ""),
    get("/secure/Dashboard.jspa", "/secure/Dashboard.jspa"),
    get("/secure/MyJiraHome.jspa", "/secure/MyJiraHome.jspa"),
    get(
        "/secure/admin/WebSudoAuthenticate!default.jspa",
        "/secure/admin/WebSudoAuthenticate!default.jspa",
    ),
    get(
        "/secure/admin/WebSudoAuthenticate.jspa",
        "/secure/admin/WebSudoAuthenticate.jspa",
    ),
    form(
        "/secure/admin/WebSudoAuthenticate.jspa",
        "/secure/admin/WebSudoAuthenticate.jspa",
        "webSudoPassword=correct+horse+battery",
    ),
    form(
        "/secure/admin/WebSudoDrop.jspa",
        "/secure/admin/WebSudoDrop.jspa",
        "",
    ),
    delete("/rest/auth/1/websudo", "/rest/auth/1/websudo"),
    get("/secure/ViewProfile.jspa", "/secure/ViewProfile.jspa"),
    get(
        "/secure/EditProfile!default.jspa",
        "/secure/EditProfile!default.jspa",
    ),
    get("/secure/EditProfile.jspa", "/secure/EditProfile.jspa"),
    form(
        "/secure/EditProfile.jspa",
        "/secure/EditProfile.jspa",
        "fullname=Other&email=other%40example.com&password=correct+horse+battery",
    ),
    get(
        "/secure/ChangePassword!default.jspa",
        "/secure/ChangePassword!default.jspa",
    ),
    get("/secure/ChangePassword.jspa", "/secure/ChangePassword.jspa"),
    form(
        "/secure/ChangePassword.jspa",
        "/secure/ChangePassword.jspa",
        "current=correct+horse+battery&password=another+one&confirm=another+one",
    ),
    get(
        "/secure/ViewPersonalAccessTokens.jspa",
        "/secure/ViewPersonalAccessTokens.jspa",
    ),
    form(
        "/secure/CreatePersonalAccessToken.jspa",
        "/secure/CreatePersonalAccessToken.jspa",
        "name=new&days=90",
    ),
    form(
        "/secure/RevokePersonalAccessToken.jspa",
        "/secure/RevokePersonalAccessToken.jspa",
        "id=1",
    ),
    get(
        "/plugins/servlet/embedded-crowd/directories/list",
        "/plugins/servlet/embedded-crowd/directories/list",
    ),
    // projects
    get(
        "/secure/admin/user/ViewUserProjectRoles!default.jspa",
        "/secure/admin/user/ViewUserProjectRoles!default.jspa?name=spare",
    ),
    get(
        "/secure/admin/user/ViewUserProjectRoles.jspa",
        "/secure/admin/user/ViewUserProjectRoles.jspa?name=spare",
    ),
    get(
        "/secure/admin/user/EditUserProjectRoles!default.jspa",
        "/secure/admin/user/EditUserProjectRoles!default.jspa?name=spare",
    ),
    get(
        "/secure/admin/user/EditUserProjectRoles.jspa",
        "/secure/admin/user/EditUserProjectRoles.jspa?name=spare",
    ),
    form(
        "/secure/admin/user/EditUserProjectRoles.jspa",
        "/secure/admin/user/EditUserProjectRoles.jspa",
        "name=spare&role=10000_10100",
    ),
    get("/rest/api/2/project", "/rest/api/2/project"),
    post(
        "/rest/api/2/project",
        "/rest/api/2/project",
        r#"{"key": "NEW", "name": "New project", "projectTypeKey": "software", "lead": "member"}"#,
    ),
    get(
        "/rest/api/2/project/{projectIdOrKey}",
        "/rest/api/2/project/MTX",
    ),
    put(
        "/rest/api/2/project/{projectIdOrKey}",
        "/rest/api/2/project/MTX",
        r#"{"name": "Renamed", "description": "New words."}"#,
    ),
    delete(
        "/rest/api/2/project/{projectIdOrKey}",
        "/rest/api/2/project/MTX",
    ),
    bare_put(
        "/rest/api/2/project/{projectIdOrKey}/archive",
        "/rest/api/2/project/MTX/archive",
    ),
    bare_put(
        "/rest/api/2/project/{projectIdOrKey}/restore",
        "/rest/api/2/project/OLD/restore",
    ),
    get(
        "/rest/api/2/project/{projectIdOrKey}/statuses",
        "/rest/api/2/project/MTX/statuses",
    ),
    get("/rest/api/2/project/type", "/rest/api/2/project/type"),
    get(
        "/rest/api/2/project/type/{projectTypeKey}",
        "/rest/api/2/project/type/software",
    ),
    get(
        "/rest/api/2/project/type/{projectTypeKey}/accessible",
        "/rest/api/2/project/type/software/accessible",
    ),
    get(
        "/rest/api/2/project/{projectIdOrKey}/role",
        "/rest/api/2/project/MTX/role",
    ),
    get(
        "/rest/api/2/project/{projectIdOrKey}/role/{id}",
        "/rest/api/2/project/MTX/role/10100",
    ),
    post(
        "/rest/api/2/project/{projectIdOrKey}/role/{id}",
        "/rest/api/2/project/MTX/role/10100",
        r#"{"user": ["spare"]}"#,
    ),
    put(
        "/rest/api/2/project/{projectIdOrKey}/role/{id}",
        "/rest/api/2/project/MTX/role/10100",
        r#"{"categorisedActors": {"atlassian-user-role-actor": ["spare"], "atlassian-group-role-actor": ["extras"]}}"#,
    ),
    delete(
        "/rest/api/2/project/{projectIdOrKey}/role/{id}",
        "/rest/api/2/project/MTX/role/10100?user=member",
    ),
    get("/rest/api/2/role", "/rest/api/2/role"),
    post(
        "/rest/api/2/role",
        "/rest/api/2/role",
        r#"{"name": "Guests", "description": "Who drops by."}"#,
    ),
    get("/rest/api/2/role/{id}", "/rest/api/2/role/10100"),
    post(
        "/rest/api/2/role/{id}",
        "/rest/api/2/role/10100",
        r#"{"name": "Crew"}"#,
    ),
    put(
        "/rest/api/2/role/{id}",
        "/rest/api/2/role/10100",
        r#"{"name": "Crew", "description": "All hands."}"#,
    ),
    delete("/rest/api/2/role/{id}", "/rest/api/2/role/10100?swap=10002"),
    get(
        "/rest/api/2/role/{id}/actors",
        "/rest/api/2/role/10002/actors",
    ),
    post(
        "/rest/api/2/role/{id}/actors",
        "/rest/api/2/role/10002/actors",
        r#"{"user": ["spare"]}"#,
    ),
    delete(
        "/rest/api/2/role/{id}/actors",
        "/rest/api/2/role/10002/actors?group=jira-administrators",
    ),
    get(
        "/rest/api/2/permissionscheme",
        "/rest/api/2/permissionscheme",
    ),
    post(
        "/rest/api/2/permissionscheme",
        "/rest/api/2/permissionscheme",
        r#"{"name": "Another", "description": "Words.", "permissions": [{"holder": {"type": "group", "parameter": "extras"}, "permission": "BROWSE_PROJECTS"}]}"#,
    ),
    get(
        "/rest/api/2/permissionscheme/{schemeId}",
        "/rest/api/2/permissionscheme/10000?expand=all",
    ),
    put(
        "/rest/api/2/permissionscheme/{schemeId}",
        "/rest/api/2/permissionscheme/10000",
        r#"{"name": "Matrix again", "description": "Words."}"#,
    ),
    delete(
        "/rest/api/2/permissionscheme/{schemeId}",
        "/rest/api/2/permissionscheme/10000",
    ),
    get(
        "/rest/api/2/permissionscheme/{schemeId}/permission",
        "/rest/api/2/permissionscheme/10000/permission?expand=all",
    ),
    post(
        "/rest/api/2/permissionscheme/{schemeId}/permission",
        "/rest/api/2/permissionscheme/10000/permission",
        r#"{"holder": {"type": "group", "parameter": "extras"}, "permission": "BROWSE_PROJECTS"}"#,
    ),
    get(
        "/rest/api/2/permissionscheme/{schemeId}/permission/{permissionId}",
        "/rest/api/2/permissionscheme/10000/permission/10000",
    ),
    delete(
        "/rest/api/2/permissionscheme/{schemeId}/permission/{permissionId}",
        "/rest/api/2/permissionscheme/10000/permission/10000",
    ),
    get(
        "/rest/api/2/permissionscheme/{schemeId}/attribute/{attributeKey}",
        "/rest/api/2/permissionscheme/10000/attribute/ADMINISTER_PROJECTS.extended.enabled",
    ),
    text(
        "/rest/api/2/permissionscheme/{schemeId}/attribute/{attributeKey}",
        "/rest/api/2/permissionscheme/10000/attribute/ADMINISTER_PROJECTS.extended.enabled",
        "false",
    ),
    get(
        "/rest/api/2/project/{projectIdOrKey}/permissionscheme",
        "/rest/api/2/project/MTX/permissionscheme",
    ),
    put(
        "/rest/api/2/project/{projectIdOrKey}/permissionscheme",
        "/rest/api/2/project/MTX/permissionscheme",
        r#"{"id": 0}"#,
    ),
    get("/rest/api/2/permissions", "/rest/api/2/permissions"),
    get(
        "/rest/api/2/mypermissions",
        "/rest/api/2/mypermissions?projectKey=MTX",
    ),
    get("/rest/api/2/issuetype", "/rest/api/2/issuetype"),
    get("/rest/api/2/issuetype/{id}", "/rest/api/2/issuetype/10002"),
    get(
        "/rest/api/2/issuetype/page",
        "/rest/api/2/issuetype/page?query=a",
    ),
    post(
        "/rest/api/2/issuetype",
        "/rest/api/2/issuetype",
        r#"{"name": "Incident"}"#,
    ),
    put(
        "/rest/api/2/issuetype/{id}",
        "/rest/api/2/issuetype/10001",
        r#"{"name": "Tale"}"#,
    ),
    delete("/rest/api/2/issuetype/{id}", "/rest/api/2/issuetype/10001"),
    get(
        "/rest/api/2/issuetype/{id}/alternatives",
        "/rest/api/2/issuetype/10001/alternatives",
    ),
    get(
        "/rest/api/2/issuetype/{issueTypeId}/properties",
        "/rest/api/2/issuetype/10004/properties",
    ),
    get(
        "/rest/api/2/issuetype/{issueTypeId}/properties/{propertyKey}",
        "/rest/api/2/issuetype/10004/properties/key",
    ),
    put(
        "/rest/api/2/issuetype/{issueTypeId}/properties/{propertyKey}",
        "/rest/api/2/issuetype/10004/properties/key",
        "2",
    ),
    delete(
        "/rest/api/2/issuetype/{issueTypeId}/properties/{propertyKey}",
        "/rest/api/2/issuetype/10004/properties/key",
    ),
    get("/rest/api/2/issuetypescheme", "/rest/api/2/issuetypescheme"),
    post(
        "/rest/api/2/issuetypescheme",
        "/rest/api/2/issuetypescheme",
        r#"{"name": "Tasks", "issueTypeIds": ["10002"]}"#,
    ),
    get(
        "/rest/api/2/issuetypescheme/{schemeId}",
        "/rest/api/2/issuetypescheme/10000",
    ),
    put(
        "/rest/api/2/issuetypescheme/{schemeId}",
        "/rest/api/2/issuetypescheme/10100",
        r#"{"name": "Mistakes"}"#,
    ),
    delete(
        "/rest/api/2/issuetypescheme/{schemeId}",
        "/rest/api/2/issuetypescheme/10100",
    ),
    get(
        "/rest/api/2/issuetypescheme/{schemeId}/associations",
        "/rest/api/2/issuetypescheme/10000/associations",
    ),
    put(
        "/rest/api/2/issuetypescheme/{schemeId}/associations",
        "/rest/api/2/issuetypescheme/10100/associations",
        r#"{"idsOrKeys": ["OLD"]}"#,
    ),
    post(
        "/rest/api/2/issuetypescheme/{schemeId}/associations",
        "/rest/api/2/issuetypescheme/10100/associations",
        r#"{"idsOrKeys": ["OLD"]}"#,
    ),
    delete(
        "/rest/api/2/issuetypescheme/{schemeId}/associations",
        "/rest/api/2/issuetypescheme/10100/associations",
    ),
    delete(
        "/rest/api/2/issuetypescheme/{schemeId}/associations/{projIdOrKey}",
        "/rest/api/2/issuetypescheme/10100/associations/OLD",
    ),
    get("/rest/api/2/priorityschemes", "/rest/api/2/priorityschemes"),
    post(
        "/rest/api/2/priorityschemes",
        "/rest/api/2/priorityschemes",
        r#"{"name": "One", "optionIds": ["1"]}"#,
    ),
    get(
        "/rest/api/2/priorityschemes/{schemeId}",
        "/rest/api/2/priorityschemes/10001",
    ),
    put(
        "/rest/api/2/priorityschemes/{schemeId}",
        "/rest/api/2/priorityschemes/10100",
        r#"{"name": "Some"}"#,
    ),
    delete(
        "/rest/api/2/priorityschemes/{schemeId}",
        "/rest/api/2/priorityschemes/10100",
    ),
    get(
        "/rest/api/2/project/{projectKeyOrId}/priorityscheme",
        "/rest/api/2/project/MTX/priorityscheme",
    ),
    put(
        "/rest/api/2/project/{projectKeyOrId}/priorityscheme",
        "/rest/api/2/project/MTX/priorityscheme",
        r#"{"id": 10001}"#,
    ),
    delete(
        "/rest/api/2/project/{projectKeyOrId}/priorityscheme/{schemeId}",
        "/rest/api/2/project/MTX/priorityscheme/10100",
    ),
    get("/rest/api/2/priority/page", "/rest/api/2/priority/page"),
    get("/rest/api/2/status/page", "/rest/api/2/status/page"),
    get("/rest/api/2/resolution/page", "/rest/api/2/resolution/page"),
    get("/rest/api/2/projectCategory", "/rest/api/2/projectCategory"),
    post(
        "/rest/api/2/projectCategory",
        "/rest/api/2/projectCategory",
        r#"{"name": "Others"}"#,
    ),
    get(
        "/rest/api/2/projectCategory/{id}",
        "/rest/api/2/projectCategory/10000",
    ),
    put(
        "/rest/api/2/projectCategory/{id}",
        "/rest/api/2/projectCategory/10000",
        r#"{"name": "Kit"}"#,
    ),
    delete(
        "/rest/api/2/projectCategory/{id}",
        "/rest/api/2/projectCategory/10000",
    ),
    get(
        "/rest/api/2/notificationscheme",
        "/rest/api/2/notificationscheme",
    ),
    get(
        "/rest/api/2/notificationscheme/{id}",
        "/rest/api/2/notificationscheme/10000?expand=all",
    ),
    get(
        "/rest/api/2/project/{projectKeyOrId}/notificationscheme",
        "/rest/api/2/project/MTX/notificationscheme",
    ),
    get(
        "/rest/project-templates/latest/templates",
        "/rest/project-templates/latest/templates",
    ),
    bare_put(
        "/rest/api/2/project/{projectIdOrKey}/type/{newProjectTypeKey}",
        "/rest/api/2/project/MTX/type/business",
    ),
    get(
        "/rest/api/2/project/{projectIdOrKey}/properties",
        "/rest/api/2/project/MTX/properties",
    ),
    get(
        "/rest/api/2/project/{projectIdOrKey}/properties/{propertyKey}",
        "/rest/api/2/project/MTX/properties/key",
    ),
    put(
        "/rest/api/2/project/{projectIdOrKey}/properties/{propertyKey}",
        "/rest/api/2/project/MTX/properties/key",
        "2",
    ),
    delete(
        "/rest/api/2/project/{projectIdOrKey}/properties/{propertyKey}",
        "/rest/api/2/project/MTX/properties/key",
    ),
    get(
        "/rest/api/2/projects/picker",
        "/rest/api/2/projects/picker?query=m",
    ),
    get(
        "/rest/api/2/projectvalidate/key",
        "/rest/api/2/projectvalidate/key?key=NEW",
    ),
    get("/rest/api/2/priority", "/rest/api/2/priority"),
    get("/rest/api/2/priority/{id}", "/rest/api/2/priority/2"),
    get("/rest/api/2/resolution", "/rest/api/2/resolution"),
    get(
        "/rest/api/2/resolution/{id}",
        "/rest/api/2/resolution/10002",
    ),
    get("/rest/api/2/status", "/rest/api/2/status"),
    get("/rest/api/2/status/{idOrName}", "/rest/api/2/status/10000"),
    get("/rest/api/2/statuscategory", "/rest/api/2/statuscategory"),
    get(
        "/rest/api/2/statuscategory/{idOrKey}",
        "/rest/api/2/statuscategory/done",
    ),
    get(
        "/rest/api/2/issuesecurityschemes",
        "/rest/api/2/issuesecurityschemes",
    ),
    get(
        "/rest/api/2/issuesecurityschemes/{id}",
        "/rest/api/2/issuesecurityschemes/10000",
    ),
    get(
        "/rest/api/2/securitylevel/{id}",
        "/rest/api/2/securitylevel/10000",
    ),
    get(
        "/rest/api/2/project/{projectIdOrKey}/issuesecuritylevelscheme",
        "/rest/api/2/project/MTX/issuesecuritylevelscheme",
    ),
    get(
        "/rest/api/2/project/{projectIdOrKey}/securitylevel",
        "/rest/api/2/project/MTX/securitylevel",
    ),
    // issues
    post(
        "/rest/api/2/issue",
        "/rest/api/2/issue",
        r#"{"fields": {"project": {"key": "MTX"}, "issuetype": {"name": "Task"}, "summary": "new", "description": "words", "labels": ["one"], "priority": {"name": "High"}, "assignee": {"name": "member"}, "duedate": "2024-04-01"}}"#,
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}",
        "/rest/api/2/issue/MTX-1?expand=renderedFields,transitions,names,schema,changelog",
    ),
    put(
        "/rest/api/2/issue/{issueIdOrKey}",
        "/rest/api/2/issue/MTX-1",
        r#"{"fields": {"summary": "changed", "labels": ["two"]}, "update": {"comment": [{"add": {"body": "why"}}]}}"#,
    ),
    delete(
        "/rest/api/2/issue/{issueIdOrKey}",
        "/rest/api/2/issue/MTX-2",
    ),
    put(
        "/rest/api/2/issue/{issueIdOrKey}/assignee",
        "/rest/api/2/issue/MTX-1/assignee",
        r#"{"name": "member"}"#,
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/comment",
        "/rest/api/2/issue/MTX-1/comment",
    ),
    post(
        "/rest/api/2/issue/{issueIdOrKey}/comment",
        "/rest/api/2/issue/MTX-1/comment",
        r#"{"body": "words"}"#,
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/comment/{id}",
        "/rest/api/2/issue/MTX-1/comment/10000",
    ),
    put(
        "/rest/api/2/issue/{issueIdOrKey}/comment/{id}",
        "/rest/api/2/issue/MTX-1/comment/10000",
        r#"{"body": "other words"}"#,
    ),
    delete(
        "/rest/api/2/issue/{issueIdOrKey}/comment/{id}",
        "/rest/api/2/issue/MTX-1/comment/10000",
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/remotelink",
        "/rest/api/2/issue/MTX-1/remotelink",
    ),
    post(
        "/rest/api/2/issue/{issueIdOrKey}/remotelink",
        "/rest/api/2/issue/MTX-1/remotelink",
        r#"{"globalId": "there", "relationship": "mentioned on", "application": {"type": "t", "name": "n"}, "object": {"url": "https://example.com/there", "title": "There", "summary": "words", "icon": {"url16x16": "https://example.com/i.png", "title": "i"}, "status": {"resolved": true, "icon": {"url16x16": "https://example.com/s.png", "title": "s", "link": "https://example.com/"}}}}"#,
    ),
    delete(
        "/rest/api/2/issue/{issueIdOrKey}/remotelink",
        "/rest/api/2/issue/MTX-1/remotelink?globalId=here",
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/remotelink/{linkId}",
        "/rest/api/2/issue/MTX-1/remotelink/10000",
    ),
    put(
        "/rest/api/2/issue/{issueIdOrKey}/remotelink/{linkId}",
        "/rest/api/2/issue/MTX-1/remotelink/10000",
        r#"{"globalId": "there", "relationship": "mentioned on", "application": {"type": "t", "name": "n"}, "object": {"url": "https://example.com/there", "title": "There", "summary": "words", "icon": {"url16x16": "https://example.com/i.png", "title": "i"}, "status": {"resolved": true, "icon": {"url16x16": "https://example.com/s.png", "title": "s", "link": "https://example.com/"}}}}"#,
    ),
    delete(
        "/rest/api/2/issue/{issueIdOrKey}/remotelink/{linkId}",
        "/rest/api/2/issue/MTX-1/remotelink/10000",
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/transitions",
        "/rest/api/2/issue/MTX-1/transitions?expand=transitions.fields",
    ),
    post(
        "/rest/api/2/issue/{issueIdOrKey}/transitions",
        "/rest/api/2/issue/MTX-1/transitions",
        r#"{"transition": {"id": "31"}, "fields": {"resolution": {"name": "Duplicate"}}, "update": {"comment": [{"add": {"body": "done"}}]}}"#,
    ),
    get("/rest/api/2/field", "/rest/api/2/field"),
    post(
        "/rest/api/2/field",
        "/rest/api/2/field",
        r#"{ "name": "Size", "type": "com.atlassian.jira.plugin.system.customfieldtypes:float" }"#,
    ),
    get(
        "/secure/admin/ViewCustomFields.jspa",
        "/secure/admin/ViewCustomFields.jspa",
    ),
    get(
        "/secure/admin/CreateCustomField!default.jspa",
        "/secure/admin/CreateCustomField!default.jspa",
    ),
    get(
        "/secure/admin/EditCustomField!default.jspa",
        "/secure/admin/EditCustomField!default.jspa?id=10107",
    ),
    get(
        "/secure/admin/DeleteCustomField!default.jspa",
        "/secure/admin/DeleteCustomField!default.jspa?id=10200",
    ),
    get(
        "/secure/admin/ConfigureCustomField!default.jspa",
        "/secure/admin/ConfigureCustomField!default.jspa?customFieldId=10200",
    ),
    get(
        "/secure/admin/ManageConfigurationScheme!default.jspa",
        "/secure/admin/ManageConfigurationScheme!default.jspa?customFieldId=10200",
    ),
    get(
        "/secure/admin/DeleteConfigurationScheme!default.jspa",
        "/secure/admin/DeleteConfigurationScheme!default.jspa?customFieldId=10200&fieldConfigSchemeId=10300",
    ),
    get(
        "/secure/admin/EditCustomFieldOptions!default.jspa",
        "/secure/admin/EditCustomFieldOptions!default.jspa?fieldConfigId=10300",
    ),
    get(
        "/secure/admin/EditCustomFieldOptions!edit.jspa",
        "/secure/admin/EditCustomFieldOptions!edit.jspa?fieldConfigId=10300&option=10100",
    ),
    get(
        "/secure/admin/EditCustomFieldOptions!remove.jspa",
        "/secure/admin/EditCustomFieldOptions!remove.jspa?fieldConfigId=10300&option=10100",
    ),
    get(
        "/secure/admin/EditCustomFieldDefaults!default.jspa",
        "/secure/admin/EditCustomFieldDefaults!default.jspa?fieldConfigId=10300",
    ),
    form(
        "/secure/admin/CreateCustomField.jspa",
        "/secure/admin/CreateCustomField.jspa",
        "fieldName=Size&fieldType=com.atlassian.jira.plugin.system.customfieldtypes:float",
    ),
    form(
        "/secure/admin/EditCustomField.jspa",
        "/secure/admin/EditCustomField.jspa",
        "id=10200&name=Colors&searcher=-1",
    ),
    form(
        "/secure/admin/DeleteCustomField.jspa",
        "/secure/admin/DeleteCustomField.jspa",
        "id=10200",
    ),
    form(
        "/secure/admin/ManageConfigurationScheme.jspa",
        "/secure/admin/ManageConfigurationScheme.jspa",
        "customFieldId=10200&name=Own&projects=10000&issuetypes=-1",
    ),
    form(
        "/secure/admin/DeleteConfigurationScheme.jspa",
        "/secure/admin/DeleteConfigurationScheme.jspa",
        "customFieldId=10200&fieldConfigSchemeId=10300",
    ),
    form(
        "/secure/admin/EditCustomFieldOptions!add.jspa",
        "/secure/admin/EditCustomFieldOptions!add.jspa",
        "fieldConfigId=10300&value=Green",
    ),
    form(
        "/secure/admin/EditCustomFieldOptions!step.jspa",
        "/secure/admin/EditCustomFieldOptions!step.jspa",
        "fieldConfigId=10300&disable=10100",
    ),
    form(
        "/secure/admin/EditCustomFieldOptions!edit.jspa",
        "/secure/admin/EditCustomFieldOptions!edit.jspa",
        "fieldConfigId=10300&option=10100&value=Crimson",
    ),
    form(
        "/secure/admin/EditCustomFieldOptions!remove.jspa",
        "/secure/admin/EditCustomFieldOptions!remove.jspa",
        "fieldConfigId=10300&option=10100",
    ),
    form(
        "/secure/admin/EditCustomFieldDefaults.jspa",
        "/secure/admin/EditCustomFieldDefaults.jspa",
        "fieldConfigId=10300&default=10100",
    ),
    get("/rest/api/2/customFields", "/rest/api/2/customFields"),
    delete(
        "/rest/api/2/customFields",
        "/rest/api/2/customFields?ids=customfield_10200",
    ),
    get(
        "/rest/api/2/customFields/{customFieldId}/options",
        "/rest/api/2/customFields/10103/options",
    ),
    get(
        "/rest/api/2/customFieldOption/{id}",
        "/rest/api/2/customFieldOption/10000",
    ),
    // search
    get(
        "/rest/api/2/search",
        "/rest/api/2/search?jql=project%20%3D%20MTX%20order%20by%20created%20DESC",
    ),
    post(
        "/rest/api/2/search",
        "/rest/api/2/search",
        r#"{"jql": "order by created DESC", "startAt": 0, "maxResults": 10, "fields": ["summary", "status"], "expand": ["names"]}"#,
    ),
    get(
        "/rest/api/2/jql/autocompletedata",
        "/rest/api/2/jql/autocompletedata",
    ),
    get(
        "/rest/api/2/jql/autocompletedata/suggestions",
        "/rest/api/2/jql/autocompletedata/suggestions?fieldName=project&fieldValue=m",
    ),
    get(
        "/rest/api/2/issue/picker",
        "/rest/api/2/issue/picker?query=issue&currentJQL=order+by+created",
    ),
    post(
        "/rest/api/2/filter",
        "/rest/api/2/filter",
        r#"{"name": "Mine", "description": "What is mine", "jql": "project = MTX", "favourite": true}"#,
    ),
    get(
        "/rest/api/2/filter/favourite",
        "/rest/api/2/filter/favourite",
    ),
    get(
        "/rest/api/2/filter/defaultShareScope",
        "/rest/api/2/filter/defaultShareScope",
    ),
    put(
        "/rest/api/2/filter/defaultShareScope",
        "/rest/api/2/filter/defaultShareScope",
        r#"{"scope": "AUTHENTICATED"}"#,
    ),
    get("/rest/api/2/filter/{id}", "/rest/api/2/filter/10000"),
    put(
        "/rest/api/2/filter/{id}",
        "/rest/api/2/filter/10000",
        r#"{"name": "Everything", "description": "All of it", "jql": "order by key"}"#,
    ),
    delete("/rest/api/2/filter/{id}", "/rest/api/2/filter/10000"),
    get(
        "/rest/api/2/filter/{id}/columns",
        "/rest/api/2/filter/10000/columns",
    ),
    put(
        "/rest/api/2/filter/{id}/columns",
        "/rest/api/2/filter/10000/columns",
        r#"{"columns": ["issuekey", "summary"]}"#,
    ),
    delete(
        "/rest/api/2/filter/{id}/columns",
        "/rest/api/2/filter/10000/columns",
    ),
    get(
        "/rest/api/2/filter/{id}/permission",
        "/rest/api/2/filter/10000/permission",
    ),
    post(
        "/rest/api/2/filter/{id}/permission",
        "/rest/api/2/filter/10000/permission",
        r#"{"type": "group", "groupname": "jira-software-users", "view": true, "edit": false}"#,
    ),
    get(
        "/rest/api/2/filter/{id}/permission/{permissionId}",
        "/rest/api/2/filter/10000/permission/10000",
    ),
    delete(
        "/rest/api/2/filter/{id}/permission/{permissionId}",
        "/rest/api/2/filter/10000/permission/10000",
    ),
    // projects: pages
    get(
        "/secure/admin/ViewPermissionSchemes.jspa",
        "/secure/admin/ViewPermissionSchemes.jspa",
    ),
    get(
        "/secure/admin/ViewPermissionSchemes!default.jspa",
        "/secure/admin/ViewPermissionSchemes!default.jspa",
    ),
    get(
        "/secure/admin/AddPermissionScheme!default.jspa",
        "/secure/admin/AddPermissionScheme!default.jspa",
    ),
    get(
        "/secure/admin/AddPermissionScheme.jspa",
        "/secure/admin/AddPermissionScheme.jspa",
    ),
    form(
        "/secure/admin/AddPermissionScheme.jspa",
        "/secure/admin/AddPermissionScheme.jspa",
        "name=New&description=words",
    ),
    get(
        "/secure/admin/EditPermissionScheme!default.jspa",
        "/secure/admin/EditPermissionScheme!default.jspa?schemeId=10000",
    ),
    get(
        "/secure/admin/EditPermissionScheme.jspa",
        "/secure/admin/EditPermissionScheme.jspa?schemeId=10000",
    ),
    get(
        "/secure/admin/CopyPermissionScheme!default.jspa",
        "/secure/admin/CopyPermissionScheme!default.jspa?schemeId=10000",
    ),
    get(
        "/secure/admin/CopyPermissionScheme.jspa",
        "/secure/admin/CopyPermissionScheme.jspa?schemeId=10000",
    ),
    get(
        "/secure/admin/DeletePermissionScheme!default.jspa",
        "/secure/admin/DeletePermissionScheme!default.jspa?schemeId=10000",
    ),
    get(
        "/secure/admin/DeletePermissionScheme.jspa",
        "/secure/admin/DeletePermissionScheme.jspa?schemeId=10000",
    ),
    get(
        "/secure/admin/EditPermissions!default.jspa",
        "/secure/admin/EditPermissions!default.jspa?schemeId=10000",
    ),
    get(
        "/secure/admin/EditPermissions.jspa",
        "/secure/admin/EditPermissions.jspa?schemeId=10000",
    ),
    form(
        "/secure/admin/EditPermissionScheme.jspa",
        "/secure/admin/EditPermissionScheme.jspa",
        "schemeId=10000&name=Other&description=words",
    ),
    form(
        "/secure/admin/CopyPermissionScheme.jspa",
        "/secure/admin/CopyPermissionScheme.jspa",
        "schemeId=10000&name=Other&description=words",
    ),
    form(
        "/secure/admin/DeletePermissionScheme.jspa",
        "/secure/admin/DeletePermissionScheme.jspa",
        "schemeId=10000",
    ),
    form(
        "/secure/admin/EditPermissions.jspa",
        "/secure/admin/EditPermissions.jspa",
        "schemeId=10000&extended=true",
    ),
    get(
        "/secure/admin/AddPermission!default.jspa",
        "/secure/admin/AddPermission!default.jspa?schemeId=10000&permissions=BROWSE_PROJECTS",
    ),
    get(
        "/secure/admin/AddPermission.jspa",
        "/secure/admin/AddPermission.jspa?schemeId=10000&permissions=BROWSE_PROJECTS",
    ),
    form(
        "/secure/admin/AddPermission.jspa",
        "/secure/admin/AddPermission.jspa",
        "schemeId=10000&permissions=MANAGE_WATCHERS&type=lead&confirmed=true",
    ),
    get(
        "/secure/admin/DeletePermission!default.jspa",
        "/secure/admin/DeletePermission!default.jspa?schemeId=10000&id=10000",
    ),
    get(
        "/secure/admin/DeletePermission.jspa",
        "/secure/admin/DeletePermission.jspa?schemeId=10000&id=10000",
    ),
    form(
        "/secure/admin/DeletePermission.jspa",
        "/secure/admin/DeletePermission.jspa",
        "schemeId=10000&id=10000&confirmed=true",
    ),
    get(
        "/secure/project/SelectProjectPermissionScheme!default.jspa",
        "/secure/project/SelectProjectPermissionScheme!default.jspa?projectId=10000",
    ),
    get(
        "/secure/project/SelectProjectPermissionScheme.jspa",
        "/secure/project/SelectProjectPermissionScheme.jspa?projectId=10000",
    ),
    form(
        "/secure/project/SelectProjectPermissionScheme.jspa",
        "/secure/project/SelectProjectPermissionScheme.jspa",
        "projectId=10000&schemeId=0&confirmed=true",
    ),
    get(
        "/plugins/servlet/project-config/{projectKey}/permissions",
        "/plugins/servlet/project-config/MTX/permissions",
    ),
    get("/secure/Unsubscribe.jspa", UNSUBSCRIBE),
    form("/secure/Unsubscribe.jspa", UNSUBSCRIBE, "action=all"),
    get(
        "/secure/UpdateUserPreferences!default.jspa",
        "/secure/UpdateUserPreferences!default.jspa",
    ),
    get(
        "/secure/UpdateUserPreferences.jspa",
        "/secure/UpdateUserPreferences.jspa",
    ),
    form(
        "/secure/UpdateUserPreferences.jspa",
        "/secure/UpdateUserPreferences.jspa",
        "userNotificationsMimeType=text",
    ),
    get("/secure/ViewIssue.jspa", "/secure/ViewIssue.jspa?key=MTX-1"),
    get(
        "/secure/BrowseProject.jspa",
        "/secure/BrowseProject.jspa?id=10000",
    ),
    get(
        "/secure/ViewProject.jspa",
        "/secure/ViewProject.jspa?key=MTX",
    ),
    get("/projects", "/projects?contains=m"),
    get("/secure/BrowseProjects.jspa", "/secure/BrowseProjects.jspa"),
    get("/projects/{key}", "/projects/MTX"),
    get("/projects/{key}/summary", "/projects/MTX/summary"),
    get("/projects/{key}/issues", "/projects/MTX/issues"),
    get(
        "/projects/{key}/issues/{issueKey}",
        "/projects/MTX/issues/MTX-1",
    ),
    get("/projects/{key}/versions", "/projects/MTX/versions"),
    form(
        "/projects/{key}/versions",
        "/projects/MTX/versions",
        "name=Later",
    ),
    get(
        "/projects/{key}/versions/{id}",
        "/projects/MTX/versions/10000",
    ),
    form(
        "/projects/{key}/versions/{id}",
        "/projects/MTX/versions/10000",
        "action=archive",
    ),
    get("/projects/{key}/components", "/projects/MTX/components"),
    form(
        "/projects/{key}/components",
        "/projects/MTX/components",
        "name=Cellar",
    ),
    get(
        "/projects/{key}/versions/{id}/edit",
        "/projects/MTX/versions/10000/edit",
    ),
    form(
        "/projects/{key}/versions/{id}/edit",
        "/projects/MTX/versions/10000/edit",
        "name=Other",
    ),
    get(
        "/projects/{key}/versions/{id}/release",
        "/projects/MTX/versions/10000/release",
    ),
    form(
        "/projects/{key}/versions/{id}/release",
        "/projects/MTX/versions/10000/release",
        "releaseDate=2030-01-02&moveUnfixedTo=10001",
    ),
    get(
        "/projects/{key}/versions/{id}/delete",
        "/projects/MTX/versions/10000/delete",
    ),
    form(
        "/projects/{key}/versions/{id}/delete",
        "/projects/MTX/versions/10000/delete",
        "moveFixIssuesTo=10001",
    ),
    get(
        "/projects/{key}/components/{id}/edit",
        "/projects/MTX/components/10000/edit",
    ),
    form(
        "/projects/{key}/components/{id}/edit",
        "/projects/MTX/components/10000/edit",
        "name=Other&assigneeType=UNASSIGNED",
    ),
    get(
        "/projects/{key}/components/{id}/delete",
        "/projects/MTX/components/10000/delete",
    ),
    form(
        "/projects/{key}/components/{id}/delete",
        "/projects/MTX/components/10000/delete",
        "moveIssuesTo=10001",
    ),
    get(
        "/plugins/servlet/project-config/{projectKey}/versions",
        "/plugins/servlet/project-config/MTX/versions",
    ),
    get(
        "/plugins/servlet/project-config/{projectKey}/administer-versions",
        "/plugins/servlet/project-config/MTX/administer-versions",
    ),
    get(
        "/plugins/servlet/project-config/{projectKey}/components",
        "/plugins/servlet/project-config/MTX/components",
    ),
    get(
        "/plugins/servlet/project-config/{projectKey}/administer-components",
        "/plugins/servlet/project-config/MTX/administer-components",
    ),
    get("/projects/{key}/people", "/projects/MTX/people"),
    get(
        "/browse/{key}/fixforversion/{id}",
        "/browse/MTX/fixforversion/10000",
    ),
    get(
        "/browse/{key}/component/{id}",
        "/browse/MTX/component/10000",
    ),
    get(
        "/plugins/servlet/project-config/{projectKey}/roles",
        "/plugins/servlet/project-config/MTX/roles",
    ),
    get(
        "/plugins/servlet/project-config/{projectKey}/issuesecurity",
        "/plugins/servlet/project-config/MTX/issuesecurity",
    ),
    get(
        "/plugins/servlet/project-config/{projectKey}/summary",
        "/plugins/servlet/project-config/MTX/summary",
    ),
    get(
        "/plugins/servlet/project-config/{projectKey}",
        "/plugins/servlet/project-config/MTX",
    ),
    form(
        "/plugins/servlet/project-config/{projectKey}/roles",
        "/plugins/servlet/project-config/MTX/roles",
        "id=10100&users=spare",
    ),
    get(
        "/secure/project/ViewProjects.jspa",
        "/secure/project/ViewProjects.jspa",
    ),
    get(
        "/secure/project/ViewProjects!default.jspa",
        "/secure/project/ViewProjects!default.jspa",
    ),
    get(
        "/secure/project/ViewProjectRoles.jspa",
        "/secure/project/ViewProjectRoles.jspa",
    ),
    get(
        "/secure/project/ViewProjectRoles!default.jspa",
        "/secure/project/ViewProjectRoles!default.jspa",
    ),
    form(
        "/secure/project/AddProjectRole.jspa",
        "/secure/project/AddProjectRole.jspa",
        "name=New&description=words",
    ),
    get(
        "/secure/project/EditProjectRole!default.jspa",
        "/secure/project/EditProjectRole!default.jspa?id=10100",
    ),
    get(
        "/secure/project/EditProjectRole.jspa",
        "/secure/project/EditProjectRole.jspa?id=10100",
    ),
    get(
        "/secure/project/DeleteProjectRole!default.jspa",
        "/secure/project/DeleteProjectRole!default.jspa?id=10100",
    ),
    get(
        "/secure/project/DeleteProjectRole.jspa",
        "/secure/project/DeleteProjectRole.jspa?id=10100",
    ),
    form(
        "/secure/project/EditProjectRole.jspa",
        "/secure/project/EditProjectRole.jspa",
        "id=10100&name=Other&description=words",
    ),
    form(
        "/secure/project/DeleteProjectRole.jspa",
        "/secure/project/DeleteProjectRole.jspa",
        "id=10100&swap=10002",
    ),
    get(
        "/secure/project/ViewDefaultProjectRoleActors.jspa",
        "/secure/project/ViewDefaultProjectRoleActors.jspa?id=10100",
    ),
    form(
        "/secure/project/ViewDefaultProjectRoleActors.jspa",
        "/secure/project/ViewDefaultProjectRoleActors.jspa",
        "id=10100&users=spare",
    ),
    get(
        "/secure/admin/ViewIssueTypes.jspa",
        "/secure/admin/ViewIssueTypes.jspa",
    ),
    get(
        "/secure/admin/ViewStatuses.jspa",
        "/secure/admin/ViewStatuses.jspa",
    ),
    get(
        "/secure/admin/ViewPriorities.jspa",
        "/secure/admin/ViewPriorities.jspa",
    ),
    get(
        "/secure/admin/ViewResolutions.jspa",
        "/secure/admin/ViewResolutions.jspa",
    ),
    get(
        "/secure/admin/EditIssueType!default.jspa",
        "/secure/admin/EditIssueType!default.jspa?id=10004",
    ),
    get(
        "/secure/admin/EditIssueType.jspa",
        "/secure/admin/EditIssueType.jspa?id=10004",
    ),
    form(
        "/secure/admin/EditIssueType.jspa",
        "/secure/admin/EditIssueType.jspa",
        "id=10004&name=Other&description=words",
    ),
    get(
        "/secure/admin/EditStatus!default.jspa",
        "/secure/admin/EditStatus!default.jspa?id=3",
    ),
    get(
        "/secure/admin/EditStatus.jspa",
        "/secure/admin/EditStatus.jspa?id=3",
    ),
    form(
        "/secure/admin/EditStatus.jspa",
        "/secure/admin/EditStatus.jspa",
        "id=3&name=Other&description=words",
    ),
    get(
        "/secure/admin/EditPriority!default.jspa",
        "/secure/admin/EditPriority!default.jspa?id=2",
    ),
    get(
        "/secure/admin/EditPriority.jspa",
        "/secure/admin/EditPriority.jspa?id=2",
    ),
    form(
        "/secure/admin/EditPriority.jspa",
        "/secure/admin/EditPriority.jspa",
        "id=2&name=Other&description=words",
    ),
    get(
        "/secure/admin/EditResolution!default.jspa",
        "/secure/admin/EditResolution!default.jspa?id=10002",
    ),
    get(
        "/secure/admin/EditResolution.jspa",
        "/secure/admin/EditResolution.jspa?id=10002",
    ),
    form(
        "/secure/admin/EditResolution.jspa",
        "/secure/admin/EditResolution.jspa",
        "id=10002&name=Other&description=words",
    ),
    get(
        "/secure/admin/ViewIssueSecuritySchemes!default.jspa",
        "/secure/admin/ViewIssueSecuritySchemes!default.jspa",
    ),
    get(
        "/secure/admin/ViewIssueSecuritySchemes.jspa",
        "/secure/admin/ViewIssueSecuritySchemes.jspa",
    ),
    get(
        "/secure/admin/AddProject!default.jspa",
        "/secure/admin/AddProject!default.jspa",
    ),
    get(
        "/secure/admin/AddProject.jspa",
        "/secure/admin/AddProject.jspa",
    ),
    form(
        "/secure/admin/AddProject.jspa",
        "/secure/admin/AddProject.jspa",
        "name=New&key=NEW&lead=member",
    ),
    get(
        "/secure/project/EditProject!default.jspa",
        "/secure/project/EditProject!default.jspa?pid=10000",
    ),
    get(
        "/secure/project/EditProject.jspa",
        "/secure/project/EditProject.jspa?pid=10000",
    ),
    form(
        "/secure/project/EditProject.jspa",
        "/secure/project/EditProject.jspa",
        "pid=10000&name=Other&lead=lead&assigneeType=UNASSIGNED",
    ),
    get(
        "/secure/project/DeleteProject!default.jspa",
        "/secure/project/DeleteProject!default.jspa?pid=10000",
    ),
    get(
        "/secure/project/DeleteProject.jspa",
        "/secure/project/DeleteProject.jspa?pid=10000",
    ),
    form(
        "/secure/project/DeleteProject.jspa",
        "/secure/project/DeleteProject.jspa",
        "pid=10000&key=MTX",
    ),
    get(
        "/secure/admin/AddIssueSecurityScheme!default.jspa",
        "/secure/admin/AddIssueSecurityScheme!default.jspa",
    ),
    get(
        "/secure/admin/AddIssueSecurityScheme.jspa",
        "/secure/admin/AddIssueSecurityScheme.jspa",
    ),
    form(
        "/secure/admin/AddIssueSecurityScheme.jspa",
        "/secure/admin/AddIssueSecurityScheme.jspa",
        "name=New",
    ),
    get(
        "/secure/admin/EditIssueSecurityScheme!default.jspa",
        "/secure/admin/EditIssueSecurityScheme!default.jspa?schemeId=10000",
    ),
    get(
        "/secure/admin/EditIssueSecurityScheme.jspa",
        "/secure/admin/EditIssueSecurityScheme.jspa?schemeId=10000",
    ),
    form(
        "/secure/admin/EditIssueSecurityScheme.jspa",
        "/secure/admin/EditIssueSecurityScheme.jspa",
        "schemeId=10000&name=Other",
    ),
    get(
        "/secure/admin/DeleteIssueSecurityScheme!default.jspa",
        "/secure/admin/DeleteIssueSecurityScheme!default.jspa?schemeId=10000",
    ),
    get(
        "/secure/admin/DeleteIssueSecurityScheme.jspa",
        "/secure/admin/DeleteIssueSecurityScheme.jspa?schemeId=10000",
    ),
    form(
        "/secure/admin/DeleteIssueSecurityScheme.jspa",
        "/secure/admin/DeleteIssueSecurityScheme.jspa",
        "schemeId=10001",
    ),
    get(
        "/secure/admin/EditIssueSecurities!default.jspa",
        "/secure/admin/EditIssueSecurities!default.jspa?schemeId=10000",
    ),
    get(
        "/secure/admin/EditIssueSecurities.jspa",
        "/secure/admin/EditIssueSecurities.jspa?schemeId=10000",
    ),
    get(
        "/secure/admin/EditIssueSecurities!addLevel.jspa",
        "/secure/admin/EditIssueSecurities!addLevel.jspa?schemeId=10000",
    ),
    form(
        "/secure/admin/EditIssueSecurities!addLevel.jspa",
        "/secure/admin/EditIssueSecurities!addLevel.jspa",
        "schemeId=10000&name=New",
    ),
    get(
        "/secure/admin/EditIssueSecurities!makeDefaultLevel.jspa",
        "/secure/admin/EditIssueSecurities!makeDefaultLevel.jspa?schemeId=10000",
    ),
    form(
        "/secure/admin/EditIssueSecurities!makeDefaultLevel.jspa",
        "/secure/admin/EditIssueSecurities!makeDefaultLevel.jspa",
        "schemeId=10000&levelId=10000",
    ),
    get(
        "/secure/admin/EditSecurityLevel!default.jspa",
        "/secure/admin/EditSecurityLevel!default.jspa?levelId=10000",
    ),
    get(
        "/secure/admin/EditSecurityLevel.jspa",
        "/secure/admin/EditSecurityLevel.jspa?levelId=10000",
    ),
    form(
        "/secure/admin/EditSecurityLevel.jspa",
        "/secure/admin/EditSecurityLevel.jspa",
        "levelId=10000&name=Other",
    ),
    get(
        "/secure/admin/DeleteIssueSecurityLevel!default.jspa",
        "/secure/admin/DeleteIssueSecurityLevel!default.jspa?levelId=10000",
    ),
    get(
        "/secure/admin/DeleteIssueSecurityLevel.jspa",
        "/secure/admin/DeleteIssueSecurityLevel.jspa?levelId=10000",
    ),
    form(
        "/secure/admin/DeleteIssueSecurityLevel.jspa",
        "/secure/admin/DeleteIssueSecurityLevel.jspa",
        "levelId=10000",
    ),
    get(
        "/secure/admin/AddIssueSecurity!default.jspa",
        "/secure/admin/AddIssueSecurity!default.jspa?security=10000",
    ),
    get(
        "/secure/admin/AddIssueSecurity.jspa",
        "/secure/admin/AddIssueSecurity.jspa?security=10000",
    ),
    form(
        "/secure/admin/AddIssueSecurity.jspa",
        "/secure/admin/AddIssueSecurity.jspa",
        "security=10000&type=group&group=extras",
    ),
    get(
        "/secure/admin/DeleteIssueSecurity!default.jspa",
        "/secure/admin/DeleteIssueSecurity!default.jspa?schemeId=10000&id=10000",
    ),
    get(
        "/secure/admin/DeleteIssueSecurity.jspa",
        "/secure/admin/DeleteIssueSecurity.jspa?schemeId=10000&id=10000",
    ),
    form(
        "/secure/admin/DeleteIssueSecurity.jspa",
        "/secure/admin/DeleteIssueSecurity.jspa",
        "schemeId=10000&id=10000",
    ),
    get(
        "/secure/project/SelectProjectIssueSecurityScheme!default.jspa",
        "/secure/project/SelectProjectIssueSecurityScheme!default.jspa?projectId=10000",
    ),
    get(
        "/secure/project/SelectProjectIssueSecurityScheme.jspa",
        "/secure/project/SelectProjectIssueSecurityScheme.jspa?projectId=10000",
    ),
    form(
        "/secure/project/SelectProjectIssueSecurityScheme.jspa",
        "/secure/project/SelectProjectIssueSecurityScheme.jspa",
        "projectId=10000&schemeId=-1&level_none=-1",
    ),
    // components, versions, links, votes, watchers, worklogs
    post(
        "/rest/api/2/component",
        "/rest/api/2/component",
        r#"{"name": "New", "project": "MTX"}"#,
    ),
    get(
        "/rest/api/2/component/page",
        "/rest/api/2/component/page?query=part",
    ),
    get("/rest/api/2/component/{id}", "/rest/api/2/component/10000"),
    put(
        "/rest/api/2/component/{id}",
        "/rest/api/2/component/10000",
        r#"{"description": "New."}"#,
    ),
    delete(
        "/rest/api/2/component/{id}",
        "/rest/api/2/component/10000?moveIssuesTo=10001",
    ),
    get(
        "/rest/api/2/component/{id}/relatedIssueCounts",
        "/rest/api/2/component/10000/relatedIssueCounts",
    ),
    get(
        "/rest/api/2/project/{projectIdOrKey}/components",
        "/rest/api/2/project/MTX/components",
    ),
    get("/rest/api/2/version", "/rest/api/2/version?query=1"),
    post(
        "/rest/api/2/version",
        "/rest/api/2/version",
        r#"{"name": "3.0", "project": "MTX"}"#,
    ),
    get("/rest/api/2/version/{id}", "/rest/api/2/version/10000"),
    put(
        "/rest/api/2/version/{id}",
        "/rest/api/2/version/10000",
        r#"{"released": true}"#,
    ),
    delete("/rest/api/2/version/{id}", "/rest/api/2/version/10000"),
    post(
        "/rest/api/2/version/{id}/move",
        "/rest/api/2/version/10000/move",
        r#"{"position": "Last"}"#,
    ),
    post(
        "/rest/api/2/version/{id}/removeAndSwap",
        "/rest/api/2/version/10000/removeAndSwap",
        r#"{"moveFixIssuesTo": 10001}"#,
    ),
    bare_put(
        "/rest/api/2/version/{id}/mergeto/{moveIssuesTo}",
        "/rest/api/2/version/10000/mergeto/10001",
    ),
    get(
        "/rest/api/2/version/{id}/relatedIssueCounts",
        "/rest/api/2/version/10000/relatedIssueCounts",
    ),
    get(
        "/rest/api/2/version/{id}/unresolvedIssueCount",
        "/rest/api/2/version/10000/unresolvedIssueCount",
    ),
    get(
        "/rest/api/2/project/{projectIdOrKey}/versions",
        "/rest/api/2/project/MTX/versions",
    ),
    get(
        "/rest/api/2/project/{projectIdOrKey}/version",
        "/rest/api/2/project/MTX/version?orderBy=name",
    ),
    get("/rest/api/2/issueLinkType", "/rest/api/2/issueLinkType"),
    post(
        "/rest/api/2/issueLinkType",
        "/rest/api/2/issueLinkType",
        r#"{"name": "Causes", "inward": "is caused by", "outward": "causes"}"#,
    ),
    get(
        "/rest/api/2/issueLinkType/{issueLinkTypeId}",
        "/rest/api/2/issueLinkType/10000",
    ),
    put(
        "/rest/api/2/issueLinkType/{issueLinkTypeId}",
        "/rest/api/2/issueLinkType/10000",
        r#"{"outward": "stops"}"#,
    ),
    delete(
        "/rest/api/2/issueLinkType/{issueLinkTypeId}",
        "/rest/api/2/issueLinkType/10000",
    ),
    post(
        "/rest/api/2/issueLink",
        "/rest/api/2/issueLink",
        r#"{"type": {"name": "Relates"}, "inwardIssue": {"key": "MTX-1"}, "outwardIssue": {"key": "MTX-2"}}"#,
    ),
    get(
        "/rest/api/2/issueLink/{linkId}",
        "/rest/api/2/issueLink/10000",
    ),
    delete(
        "/rest/api/2/issueLink/{linkId}",
        "/rest/api/2/issueLink/10000",
    ),
    post(
        "/rest/api/2/issue/bulk",
        "/rest/api/2/issue/bulk",
        r#"{"issueUpdates": [{"fields": {"project": {"key": "MTX"}, "issuetype": {"name": "Task"}, "summary": "one of many"}}]}"#,
    ),
    get(
        "/rest/api/2/issue/createmeta",
        "/rest/api/2/issue/createmeta?expand=projects.issuetypes.fields",
    ),
    get(
        "/rest/api/2/issue/createmeta/{projectIdOrKey}/issuetypes",
        "/rest/api/2/issue/createmeta/MTX/issuetypes",
    ),
    get(
        "/rest/api/2/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}",
        "/rest/api/2/issue/createmeta/MTX/issuetypes/10002",
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/editmeta",
        "/rest/api/2/issue/MTX-1/editmeta",
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/properties",
        "/rest/api/2/issue/MTX-1/properties",
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/properties/{propertyKey}",
        "/rest/api/2/issue/MTX-1/properties/key",
    ),
    put(
        "/rest/api/2/issue/{issueIdOrKey}/properties/{propertyKey}",
        "/rest/api/2/issue/MTX-1/properties/key",
        r#"{"any": "value"}"#,
    ),
    delete(
        "/rest/api/2/issue/{issueIdOrKey}/properties/{propertyKey}",
        "/rest/api/2/issue/MTX-1/properties/key",
    ),
    get(
        "/rest/api/1.0/labels/suggest",
        "/rest/api/1.0/labels/suggest?query=a",
    ),
    get(
        "/rest/api/1.0/labels/{issueId}/suggest",
        "/rest/api/1.0/labels/MTX-1/suggest",
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/votes",
        "/rest/api/2/issue/MTX-3/votes",
    ),
    bare_post(
        "/rest/api/2/issue/{issueIdOrKey}/votes",
        "/rest/api/2/issue/MTX-3/votes",
    ),
    delete(
        "/rest/api/2/issue/{issueIdOrKey}/votes",
        "/rest/api/2/issue/MTX-3/votes",
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/watchers",
        "/rest/api/2/issue/MTX-1/watchers",
    ),
    post(
        "/rest/api/2/issue/{issueIdOrKey}/watchers",
        "/rest/api/2/issue/MTX-1/watchers",
        r#""lead""#,
    ),
    delete(
        "/rest/api/2/issue/{issueIdOrKey}/watchers",
        "/rest/api/2/issue/MTX-1/watchers?username=admin",
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/worklog",
        "/rest/api/2/issue/MTX-1/worklog",
    ),
    post(
        "/rest/api/2/issue/{issueIdOrKey}/worklog",
        "/rest/api/2/issue/MTX-1/worklog",
        r#"{"timeSpent": "1h"}"#,
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/worklog/{id}",
        "/rest/api/2/issue/MTX-1/worklog/10000",
    ),
    put(
        "/rest/api/2/issue/{issueIdOrKey}/worklog/{id}",
        "/rest/api/2/issue/MTX-1/worklog/10000",
        r#"{"timeSpent": "2h"}"#,
    ),
    delete(
        "/rest/api/2/issue/{issueIdOrKey}/worklog/{id}",
        "/rest/api/2/issue/MTX-1/worklog/10000",
    ),
    post(
        "/rest/api/2/issue/archive",
        "/rest/api/2/issue/archive",
        r#"["MTX-2"]"#,
    ),
    bare_put(
        "/rest/api/2/issue/{issueIdOrKey}/archive",
        "/rest/api/2/issue/MTX-2/archive",
    ),
    bare_put(
        "/rest/api/2/issue/{issueIdOrKey}/restore",
        "/rest/api/2/issue/MTX-6/restore",
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/subtask",
        "/rest/api/2/issue/MTX-1/subtask",
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/subtask/move",
        "/rest/api/2/issue/MTX-5/subtask/move",
    ),
    post(
        "/rest/api/2/issue/{issueIdOrKey}/subtask/move",
        "/rest/api/2/issue/MTX-5/subtask/move",
        r#"{"original": 0, "current": 0}"#,
    ),
    put(
        "/rest/api/2/issue/{issueIdOrKey}/comment/{id}/pin",
        "/rest/api/2/issue/MTX-1/comment/10000/pin",
        "true",
    ),
    get(
        "/rest/api/2/issue/{issueIdOrKey}/pinned-comments",
        "/rest/api/2/issue/MTX-1/pinned-comments",
    ),
    get(
        "/rest/api/2/comment/{commentId}/properties",
        "/rest/api/2/comment/10000/properties",
    ),
    get(
        "/rest/api/2/comment/{commentId}/properties/{propertyKey}",
        "/rest/api/2/comment/10000/properties/key",
    ),
    put(
        "/rest/api/2/comment/{commentId}/properties/{propertyKey}",
        "/rest/api/2/comment/10000/properties/key",
        "2",
    ),
    delete(
        "/rest/api/2/comment/{commentId}/properties/{propertyKey}",
        "/rest/api/2/comment/10000/properties/key",
    ),
    get(
        "/rest/api/2/version/remotelink",
        "/rest/api/2/version/remotelink?globalId=here",
    ),
    get(
        "/rest/api/2/version/{versionId}/remotelink",
        "/rest/api/2/version/10000/remotelink",
    ),
    post(
        "/rest/api/2/version/{versionId}/remotelink",
        "/rest/api/2/version/10000/remotelink",
        r#"{"globalId": "there"}"#,
    ),
    delete(
        "/rest/api/2/version/{versionId}/remotelink",
        "/rest/api/2/version/10000/remotelink",
    ),
    get(
        "/rest/api/2/version/{versionId}/remotelink/{globalId}",
        "/rest/api/2/version/10000/remotelink/here",
    ),
    post(
        "/rest/api/2/version/{versionId}/remotelink/{globalId}",
        "/rest/api/2/version/10000/remotelink/here",
        r#"{"n": 1}"#,
    ),
    delete(
        "/rest/api/2/version/{versionId}/remotelink/{globalId}",
        "/rest/api/2/version/10000/remotelink/here",
    ),
    put(
        "/rest/api/2/issueLinkType/order",
        "/rest/api/2/issueLinkType/order",
        r#"{"direction": "ASC"}"#,
    ),
    put(
        "/rest/api/2/issueLinkType/{issueLinkTypeId}/order",
        "/rest/api/2/issueLinkType/10000/order",
        r#"{"newPosition": 1}"#,
    ),
    post(
        "/rest/api/2/issue/{issueIdOrKey}/notify",
        "/rest/api/2/issue/MTX-1/notify",
        r#"{"subject": "Look", "to": {"reporter": true}}"#,
    ),
    get("/rest/api/2/worklog/updated", "/rest/api/2/worklog/updated"),
    get("/rest/api/2/worklog/deleted", "/rest/api/2/worklog/deleted"),
    post(
        "/rest/api/2/worklog/list",
        "/rest/api/2/worklog/list",
        r#"{"ids": [10000]}"#,
    ),
    get("/rest/api/2/workflow", "/rest/api/2/workflow"),
    get(
        "/rest/api/2/workflow/transitions/{id}/properties",
        "/rest/api/2/workflow/transitions/11/properties?workflowName=Software%20Simplified%20Workflow&key=known",
    ),
    post(
        "/rest/api/2/workflow/transitions/{id}/properties",
        "/rest/api/2/workflow/transitions/11/properties?workflowName=Software%20Simplified%20Workflow&key=new",
        r#"{"value":"1"}"#,
    ),
    put(
        "/rest/api/2/workflow/transitions/{id}/properties",
        "/rest/api/2/workflow/transitions/11/properties?workflowName=Software%20Simplified%20Workflow&key=known",
        r#"{"value":"2"}"#,
    ),
    delete(
        "/rest/api/2/workflow/transitions/{id}/properties",
        "/rest/api/2/workflow/transitions/11/properties?workflowName=Software%20Simplified%20Workflow&key=known",
    ),
    post(
        "/rest/api/2/workflowscheme",
        "/rest/api/2/workflowscheme",
        r#"{"name":"New"}"#,
    ),
    get(
        "/rest/api/2/workflowscheme/{id}",
        "/rest/api/2/workflowscheme/10000",
    ),
    put(
        "/rest/api/2/workflowscheme/{id}",
        "/rest/api/2/workflowscheme/10002",
        r#"{"name":"Renamed"}"#,
    ),
    delete(
        "/rest/api/2/workflowscheme/{id}",
        "/rest/api/2/workflowscheme/10002",
    ),
    bare_post(
        "/rest/api/2/workflowscheme/{id}/createdraft",
        "/rest/api/2/workflowscheme/10001/createdraft",
    ),
    get(
        "/rest/api/2/workflowscheme/{id}/default",
        "/rest/api/2/workflowscheme/10002/default",
    ),
    put(
        "/rest/api/2/workflowscheme/{id}/default",
        "/rest/api/2/workflowscheme/10002/default",
        r#"{"workflow":"jira"}"#,
    ),
    delete(
        "/rest/api/2/workflowscheme/{id}/default",
        "/rest/api/2/workflowscheme/10002/default",
    ),
    get(
        "/rest/api/2/workflowscheme/{id}/issuetype/{issueType}",
        "/rest/api/2/workflowscheme/10002/issuetype/10004",
    ),
    put(
        "/rest/api/2/workflowscheme/{id}/issuetype/{issueType}",
        "/rest/api/2/workflowscheme/10002/issuetype/10004",
        r#"{"workflow":"jira"}"#,
    ),
    delete(
        "/rest/api/2/workflowscheme/{id}/issuetype/{issueType}",
        "/rest/api/2/workflowscheme/10002/issuetype/10004",
    ),
    get(
        "/rest/api/2/workflowscheme/{id}/workflow",
        "/rest/api/2/workflowscheme/10002/workflow",
    ),
    put(
        "/rest/api/2/workflowscheme/{id}/workflow",
        "/rest/api/2/workflowscheme/10002/workflow?workflowName=jira",
        r#"{"issueTypes":["10002"]}"#,
    ),
    delete(
        "/rest/api/2/workflowscheme/{id}/workflow",
        "/rest/api/2/workflowscheme/10002/workflow?workflowName=jira",
    ),
    get(
        "/rest/api/2/workflowscheme/{id}/draft",
        "/rest/api/2/workflowscheme/10000/draft",
    ),
    put(
        "/rest/api/2/workflowscheme/{id}/draft",
        "/rest/api/2/workflowscheme/10000/draft",
        r#"{"defaultWorkflow":"jira"}"#,
    ),
    delete(
        "/rest/api/2/workflowscheme/{id}/draft",
        "/rest/api/2/workflowscheme/10000/draft",
    ),
    get(
        "/rest/api/2/workflowscheme/{id}/draft/default",
        "/rest/api/2/workflowscheme/10000/draft/default",
    ),
    put(
        "/rest/api/2/workflowscheme/{id}/draft/default",
        "/rest/api/2/workflowscheme/10000/draft/default",
        r#"{"workflow":"jira"}"#,
    ),
    delete(
        "/rest/api/2/workflowscheme/{id}/draft/default",
        "/rest/api/2/workflowscheme/10000/draft/default",
    ),
    get(
        "/rest/api/2/workflowscheme/{id}/draft/issuetype/{issueType}",
        "/rest/api/2/workflowscheme/10000/draft/issuetype/10004",
    ),
    put(
        "/rest/api/2/workflowscheme/{id}/draft/issuetype/{issueType}",
        "/rest/api/2/workflowscheme/10000/draft/issuetype/10004",
        r#"{"workflow":"jira"}"#,
    ),
    delete(
        "/rest/api/2/workflowscheme/{id}/draft/issuetype/{issueType}",
        "/rest/api/2/workflowscheme/10000/draft/issuetype/10004",
    ),
    get(
        "/rest/api/2/workflowscheme/{id}/draft/workflow",
        "/rest/api/2/workflowscheme/10000/draft/workflow",
    ),
    put(
        "/rest/api/2/workflowscheme/{id}/draft/workflow",
        "/rest/api/2/workflowscheme/10000/draft/workflow?workflowName=jira",
        r#"{"issueTypes":["10002"]}"#,
    ),
    delete(
        "/rest/api/2/workflowscheme/{id}/draft/workflow",
        "/rest/api/2/workflowscheme/10000/draft/workflow?workflowName=jira",
    ),
    get(
        "/rest/api/2/project/{projectKeyOrId}/workflowscheme",
        "/rest/api/2/project/MTX/workflowscheme",
    ),
    get("/rest/api/2/screens", "/rest/api/2/screens"),
    bare_post(
        "/rest/api/2/screens/addToDefault/{fieldId}",
        "/rest/api/2/screens/addToDefault/resolution",
    ),
    get(
        "/rest/api/2/screens/{screenId}/availableFields",
        "/rest/api/2/screens/1/availableFields",
    ),
    get(
        "/rest/api/2/screens/{screenId}/tabs",
        "/rest/api/2/screens/1/tabs",
    ),
    post(
        "/rest/api/2/screens/{screenId}/tabs",
        "/rest/api/2/screens/1/tabs",
        r#"{"name":"Another"}"#,
    ),
    put(
        "/rest/api/2/screens/{screenId}/tabs/{tabId}",
        "/rest/api/2/screens/1/tabs/10100",
        r#"{"name":"Renamed"}"#,
    ),
    delete(
        "/rest/api/2/screens/{screenId}/tabs/{tabId}",
        "/rest/api/2/screens/1/tabs/10100",
    ),
    bare_post(
        "/rest/api/2/screens/{screenId}/tabs/{tabId}/move/{pos}",
        "/rest/api/2/screens/1/tabs/10100/move/0",
    ),
    get(
        "/rest/api/2/screens/{screenId}/tabs/{tabId}/fields",
        "/rest/api/2/screens/1/tabs/10000/fields",
    ),
    post(
        "/rest/api/2/screens/{screenId}/tabs/{tabId}/fields",
        "/rest/api/2/screens/1/tabs/10100/fields",
        r#"{"fieldId":"resolution"}"#,
    ),
    delete(
        "/rest/api/2/screens/{screenId}/tabs/{tabId}/fields/{id}",
        "/rest/api/2/screens/1/tabs/10000/fields/labels",
    ),
    post(
        "/rest/api/2/screens/{screenId}/tabs/{tabId}/fields/{id}/move",
        "/rest/api/2/screens/1/tabs/10000/fields/labels/move",
        r#"{"position":"First"}"#,
    ),
    bare_put(
        "/rest/api/2/screens/{screenId}/tabs/{tabId}/fields/{id}/updateShowWhenEmptyIndicator/{newValue}",
        "/rest/api/2/screens/1/tabs/10000/fields/labels/updateShowWhenEmptyIndicator/true",
    ),
    get(
        "/secure/admin/workflows/ListWorkflows.jspa",
        "/secure/admin/workflows/ListWorkflows.jspa",
    ),
    get(
        "/secure/admin/workflows/AddNewWorkflow.jspa",
        "/secure/admin/workflows/AddNewWorkflow.jspa",
    ),
    form(
        "/secure/admin/workflows/AddNewWorkflow.jspa",
        "/secure/admin/workflows/AddNewWorkflow.jspa",
        "name=New&initialStatus=1",
    ),
    get(
        "/secure/admin/workflows/CloneWorkflow.jspa",
        "/secure/admin/workflows/CloneWorkflow.jspa?workflowName=Spare",
    ),
    form(
        "/secure/admin/workflows/CloneWorkflow.jspa",
        "/secure/admin/workflows/CloneWorkflow.jspa",
        "workflowName=Spare&name=New",
    ),
    get(
        "/secure/admin/workflows/EditWorkflow.jspa",
        "/secure/admin/workflows/EditWorkflow.jspa?workflowName=Spare",
    ),
    form(
        "/secure/admin/workflows/EditWorkflow.jspa",
        "/secure/admin/workflows/EditWorkflow.jspa",
        "workflowName=Spare&name=Other&initialStatus=1",
    ),
    get(
        "/secure/admin/workflows/DeleteWorkflow.jspa",
        "/secure/admin/workflows/DeleteWorkflow.jspa?workflowName=Spare",
    ),
    form(
        "/secure/admin/workflows/DeleteWorkflow.jspa",
        "/secure/admin/workflows/DeleteWorkflow.jspa",
        "workflowName=Spare",
    ),
    get(
        "/secure/admin/workflows/ViewWorkflowSteps.jspa",
        "/secure/admin/workflows/ViewWorkflowSteps.jspa?workflowName=Spare",
    ),
    get(
        "/secure/admin/workflows/AddWorkflowStep.jspa",
        "/secure/admin/workflows/AddWorkflowStep.jspa?workflowName=Spare",
    ),
    form(
        "/secure/admin/workflows/AddWorkflowStep.jspa",
        "/secure/admin/workflows/AddWorkflowStep.jspa",
        "workflowName=Spare&status=5",
    ),
    form(
        "/secure/admin/workflows/EditWorkflowStep.jspa",
        "/secure/admin/workflows/EditWorkflowStep.jspa",
        "workflowName=Spare&status=3&editable=false",
    ),
    form(
        "/secure/admin/workflows/DeleteWorkflowStep.jspa",
        "/secure/admin/workflows/DeleteWorkflowStep.jspa",
        "workflowName=Spare&status=6",
    ),
    get(
        "/secure/admin/workflows/ViewWorkflowTransition.jspa",
        "/secure/admin/workflows/ViewWorkflowTransition.jspa?workflowName=Spare&workflowTransition=11",
    ),
    get(
        "/secure/admin/workflows/AddWorkflowTransition.jspa",
        "/secure/admin/workflows/AddWorkflowTransition.jspa?workflowName=Spare",
    ),
    form(
        "/secure/admin/workflows/AddWorkflowTransition.jspa",
        "/secure/admin/workflows/AddWorkflowTransition.jspa",
        "workflowName=Spare&name=On&to=3&from=1",
    ),
    get(
        "/secure/admin/workflows/EditWorkflowTransition.jspa",
        "/secure/admin/workflows/EditWorkflowTransition.jspa?workflowName=Spare&workflowTransition=11",
    ),
    form(
        "/secure/admin/workflows/EditWorkflowTransition.jspa",
        "/secure/admin/workflows/EditWorkflowTransition.jspa",
        "workflowName=Spare&workflowTransition=11&name=On&to=3",
    ),
    get(
        "/secure/admin/workflows/DeleteWorkflowTransitions.jspa",
        "/secure/admin/workflows/DeleteWorkflowTransitions.jspa?workflowName=Spare&workflowTransition=11",
    ),
    form(
        "/secure/admin/workflows/DeleteWorkflowTransitions.jspa",
        "/secure/admin/workflows/DeleteWorkflowTransitions.jspa",
        "workflowName=Spare&workflowTransition=11",
    ),
    get(
        "/secure/admin/workflows/AddWorkflowTransitionRule.jspa",
        "/secure/admin/workflows/AddWorkflowTransitionRule.jspa?workflowName=Spare&workflowTransition=11&kind=condition&rule=permission",
    ),
    form(
        "/secure/admin/workflows/AddWorkflowTransitionRule.jspa",
        "/secure/admin/workflows/AddWorkflowTransitionRule.jspa",
        "workflowName=Spare&workflowTransition=11&kind=function&rule=assign&argument=lead",
    ),
    form(
        "/secure/admin/workflows/DeleteWorkflowTransitionRule.jspa",
        "/secure/admin/workflows/DeleteWorkflowTransitionRule.jspa",
        "workflowName=Spare&workflowTransition=11&id=77",
    ),
    get(
        "/secure/admin/ViewWorkflowSchemes.jspa",
        "/secure/admin/ViewWorkflowSchemes.jspa",
    ),
    get(
        "/secure/admin/AddWorkflowScheme!default.jspa",
        "/secure/admin/AddWorkflowScheme!default.jspa",
    ),
    form(
        "/secure/admin/AddWorkflowScheme.jspa",
        "/secure/admin/AddWorkflowScheme.jspa",
        "name=New&defaultWorkflow=jira",
    ),
    get(
        "/secure/admin/EditWorkflowScheme!default.jspa",
        "/secure/admin/EditWorkflowScheme!default.jspa?schemeId=10002",
    ),
    form(
        "/secure/admin/EditWorkflowScheme.jspa",
        "/secure/admin/EditWorkflowScheme.jspa",
        "schemeId=10002&name=Other&defaultWorkflow=jira&type_10004=",
    ),
    get(
        "/secure/admin/DeleteWorkflowScheme!default.jspa",
        "/secure/admin/DeleteWorkflowScheme!default.jspa?schemeId=10002",
    ),
    form(
        "/secure/admin/DeleteWorkflowScheme.jspa",
        "/secure/admin/DeleteWorkflowScheme.jspa",
        "schemeId=10002",
    ),
    get(
        "/secure/admin/PublishDraftWorkflowScheme!default.jspa",
        "/secure/admin/PublishDraftWorkflowScheme!default.jspa?schemeId=10000",
    ),
    form(
        "/secure/admin/PublishDraftWorkflowScheme.jspa",
        "/secure/admin/PublishDraftWorkflowScheme.jspa",
        "schemeId=10000",
    ),
    get(
        "/secure/admin/DiscardDraftWorkflowScheme!default.jspa",
        "/secure/admin/DiscardDraftWorkflowScheme!default.jspa?schemeId=10000",
    ),
    form(
        "/secure/admin/DiscardDraftWorkflowScheme.jspa",
        "/secure/admin/DiscardDraftWorkflowScheme.jspa",
        "schemeId=10000",
    ),
    get(
        "/secure/project/SelectProjectWorkflowScheme!default.jspa",
        "/secure/project/SelectProjectWorkflowScheme!default.jspa?projectId=10000",
    ),
    form(
        "/secure/project/SelectProjectWorkflowScheme.jspa",
        "/secure/project/SelectProjectWorkflowScheme.jspa",
        "projectId=10000&schemeId=10002",
    ),
    get(
        "/secure/admin/AddStatus!default.jspa",
        "/secure/admin/AddStatus!default.jspa",
    ),
    form(
        "/secure/admin/AddStatus.jspa",
        "/secure/admin/AddStatus.jspa",
        "name=Waiting&category=new",
    ),
    // attachments
    get("/rest/api/2/attachment/meta", "/rest/api/2/attachment/meta"),
    Sample {
        method: "POST",
        route: "/rest/api/2/issue/{issueIdOrKey}/attachments",
        url: "/rest/api/2/issue/MTX-1/attachments",
        body: Some(
            "--AaB03x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\na\r\n--AaB03x--\r\n",
        ),
        is_json: false,
    },
    get(
        "/rest/api/2/attachment/{id}",
        "/rest/api/2/attachment/10000",
    ),
    delete(
        "/rest/api/2/attachment/{id}",
        "/rest/api/2/attachment/10000",
    ),
    get(
        "/rest/api/2/attachment/{id}/expand/human",
        "/rest/api/2/attachment/10001/expand/human",
    ),
    get(
        "/rest/api/2/attachment/{id}/expand/raw",
        "/rest/api/2/attachment/10001/expand/raw",
    ),
    get(
        "/secure/attachment/{id}/{filename}",
        "/secure/attachment/10000/a.bmp",
    ),
    get(
        "/secure/thumbnail/{id}/{filename}",
        "/secure/thumbnail/10000/a.bmp",
    ),
    // settings, preferences, the index, nodes
    get(
        "/rest/api/2/mypreferences",
        "/rest/api/2/mypreferences?key=color",
    ),
    text(
        "/rest/api/2/mypreferences",
        "/rest/api/2/mypreferences?key=color",
        "blue",
    ),
    delete(
        "/rest/api/2/mypreferences",
        "/rest/api/2/mypreferences?key=color",
    ),
    get(
        "/rest/api/2/user/properties",
        "/rest/api/2/user/properties?username=admin",
    ),
    get(
        "/rest/api/2/user/properties/{propertyKey}",
        "/rest/api/2/user/properties/color?username=admin",
    ),
    put(
        "/rest/api/2/user/properties/{propertyKey}",
        "/rest/api/2/user/properties/color?username=admin",
        "1",
    ),
    delete(
        "/rest/api/2/user/properties/{propertyKey}",
        "/rest/api/2/user/properties/color?username=admin",
    ),
    get("/rest/api/2/user/list", "/rest/api/2/user/list"),
    get(
        "/rest/api/2/user/duplicated/count",
        "/rest/api/2/user/duplicated/count",
    ),
    get(
        "/rest/api/2/user/duplicated/list",
        "/rest/api/2/user/duplicated/list",
    ),
    get(
        "/rest/api/2/user/a11y/personal-settings",
        "/rest/api/2/user/a11y/personal-settings",
    ),
    get(
        "/rest/api/2/groupuserpicker",
        "/rest/api/2/groupuserpicker?query=a",
    ),
    delete(
        "/rest/api/2/user/session/{username}",
        "/rest/api/2/user/session/spare",
    ),
    put(
        "/rest/api/2/applicationrole",
        "/rest/api/2/applicationrole",
        "[]",
    ),
    get("/rest/api/2/user/columns", "/rest/api/2/user/columns"),
    put(
        "/rest/api/2/user/columns",
        "/rest/api/2/user/columns",
        r#"{"columns": ["status"]}"#,
    ),
    delete("/rest/api/2/user/columns", "/rest/api/2/user/columns"),
    get(
        "/rest/api/2/settings/columns",
        "/rest/api/2/settings/columns",
    ),
    put(
        "/rest/api/2/settings/columns",
        "/rest/api/2/settings/columns",
        r#"{"columns": ["status"]}"#,
    ),
    put(
        "/rest/api/2/settings/baseUrl",
        "/rest/api/2/settings/baseUrl",
        r#""http://jira.test""#,
    ),
    get(
        "/rest/api/2/application-properties",
        "/rest/api/2/application-properties",
    ),
    get(
        "/rest/api/2/application-properties/advanced-settings",
        "/rest/api/2/application-properties/advanced-settings",
    ),
    put(
        "/rest/api/2/application-properties/{id}",
        "/rest/api/2/application-properties/jira.clone.prefix",
        r#"{"value": "COPY -"}"#,
    ),
    get("/rest/api/2/readonly-mode", "/rest/api/2/readonly-mode"),
    put(
        "/rest/api/2/readonly-mode",
        "/rest/api/2/readonly-mode",
        r#"{"enabled": true}"#,
    ),
    bare_post("/rest/api/2/reindex", "/rest/api/2/reindex"),
    get("/rest/api/2/reindex", "/rest/api/2/reindex"),
    get(
        "/rest/api/2/reindex/progress",
        "/rest/api/2/reindex/progress",
    ),
    bare_post(
        "/rest/api/2/reindex/issue",
        "/rest/api/2/reindex/issue?issueId=MTX-1",
    ),
    bare_post("/rest/api/2/reindex/request", "/rest/api/2/reindex/request"),
    get(
        "/rest/api/2/reindex/request/bulk",
        "/rest/api/2/reindex/request/bulk",
    ),
    get(
        "/rest/api/2/reindex/request/{requestId}",
        "/rest/api/2/reindex/request/10000",
    ),
    get("/rest/api/2/index/summary", "/rest/api/2/index/summary"),
    get("/rest/api/2/index-snapshot", "/rest/api/2/index-snapshot"),
    get(
        "/rest/api/2/index-snapshot/isRunning",
        "/rest/api/2/index-snapshot/isRunning",
    ),
    get("/rest/api/2/cluster/nodes", "/rest/api/2/cluster/nodes"),
    delete(
        "/rest/api/2/cluster/node/{nodeId}",
        "/rest/api/2/cluster/node/gone",
    ),
    bare_put(
        "/rest/api/2/cluster/node/{nodeId}/offline",
        "/rest/api/2/cluster/node/silent/offline",
    ),
    get(
        "/rest/api/2/cluster/zdu/state",
        "/rest/api/2/cluster/zdu/state",
    ),
    get("/rest/api/2/upgrade", "/rest/api/2/upgrade"),
    bare_post("/rest/api/2/upgrade", "/rest/api/2/upgrade"),
    post(
        "/rest/api/2/licenseValidator",
        "/rest/api/2/licenseValidator",
        r#""AAAB""#,
    ),
    post(
        "/rest/api/2/auditing/record",
        "/rest/api/2/auditing/record",
        r#"{"summary": "Something done", "category": "elsewhere"}"#,
    ),
    // dashboards
    get("/rest/api/2/dashboard", "/rest/api/2/dashboard"),
    get("/rest/api/2/dashboard/{id}", "/rest/api/2/dashboard/10000"),
    get(
        "/rest/api/2/dashboard/{dashboardId}/items/{itemId}/properties",
        "/rest/api/2/dashboard/10000/items/10000/properties",
    ),
    get(
        "/rest/api/2/dashboard/{dashboardId}/items/{itemId}/properties/{propertyKey}",
        "/rest/api/2/dashboard/10000/items/10000/properties/color",
    ),
    put(
        "/rest/api/2/dashboard/{dashboardId}/items/{itemId}/properties/{propertyKey}",
        "/rest/api/2/dashboard/10000/items/10000/properties/color",
        "1",
    ),
    delete(
        "/rest/api/2/dashboard/{dashboardId}/items/{itemId}/properties/{propertyKey}",
        "/rest/api/2/dashboard/10000/items/10000/properties/color",
    ),
    // webhooks
    get("/rest/webhooks/1.0/webhook", "/rest/webhooks/1.0/webhook"),
    post(
        "/rest/webhooks/1.0/webhook",
        "/rest/webhooks/1.0/webhook",
        r#"{"name": "New", "url": "https://example.com/", "events": ["user_created"]}"#,
    ),
    get(
        "/rest/webhooks/1.0/webhook/{id}",
        "/rest/webhooks/1.0/webhook/1",
    ),
    put(
        "/rest/webhooks/1.0/webhook/{id}",
        "/rest/webhooks/1.0/webhook/1",
        r#"{"enabled": true}"#,
    ),
    delete(
        "/rest/webhooks/1.0/webhook/{id}",
        "/rest/webhooks/1.0/webhook/1",
    ),
    get(
        "/rest/jira-webhook/1.0/webhooks",
        "/rest/jira-webhook/1.0/webhooks",
    ),
    post(
        "/rest/jira-webhook/1.0/webhooks",
        "/rest/jira-webhook/1.0/webhooks",
        r#"{"name": "New", "url": "https://example.com/", "events": ["user_created"]}"#,
    ),
    get(
        "/rest/jira-webhook/1.0/webhooks/{webhookId}",
        "/rest/jira-webhook/1.0/webhooks/1",
    ),
    put(
        "/rest/jira-webhook/1.0/webhooks/{webhookId}",
        "/rest/jira-webhook/1.0/webhooks/1",
        r#"{"active": true}"#,
    ),
    delete(
        "/rest/jira-webhook/1.0/webhooks/{webhookId}",
        "/rest/jira-webhook/1.0/webhooks/1",
    ),
    get(
        "/rest/jira-webhook/1.0/webhooks/{webhookId}/latest",
        "/rest/jira-webhook/1.0/webhooks/1/latest",
    ),
    get(
        "/rest/jira-webhook/1.0/webhooks/{webhookId}/statistics",
        "/rest/jira-webhook/1.0/webhooks/1/statistics",
    ),
    get(
        "/rest/jira-webhook/1.0/webhooks/{webhookId}/statistics/summary",
        "/rest/jira-webhook/1.0/webhooks/1/statistics/summary",
    ),
    get(
        "/rest/jira-webhook/1.0/webhooks/{webhookId}/transitions",
        "/rest/jira-webhook/1.0/webhooks/1/transitions",
    ),
    get("/plugins/servlet/webhooks", "/plugins/servlet/webhooks"),
    form(
        "/plugins/servlet/webhooks",
        "/plugins/servlet/webhooks",
        "name=New&url=https%3A%2F%2Fexample.com%2F",
    ),
    get(
        "/plugins/servlet/webhooks/edit",
        "/plugins/servlet/webhooks/edit?id=1",
    ),
    form(
        "/plugins/servlet/webhooks/edit",
        "/plugins/servlet/webhooks/edit",
        "id=1&name=Other&url=https%3A%2F%2Fexample.com%2F",
    ),
    get(
        "/plugins/servlet/webhooks/delete",
        "/plugins/servlet/webhooks/delete?id=1",
    ),
    form(
        "/plugins/servlet/webhooks/delete",
        "/plugins/servlet/webhooks/delete",
        "id=1",
    ),
    // anonymizing
    get(
        "/rest/api/2/user/anonymization",
        "/rest/api/2/user/anonymization?userKey=JIRAUSER10006",
    ),
    post(
        "/rest/api/2/user/anonymization",
        "/rest/api/2/user/anonymization",
        r#"{"userKey": "JIRAUSER10006"}"#,
    ),
    get(
        "/rest/api/2/user/anonymization/rerun",
        "/rest/api/2/user/anonymization/rerun?userKey=JIRAUSER10006",
    ),
    post(
        "/rest/api/2/user/anonymization/rerun",
        "/rest/api/2/user/anonymization/rerun",
        r#"{"userKey": "JIRAUSER10006"}"#,
    ),
    get(
        "/rest/api/2/user/anonymization/progress",
        "/rest/api/2/user/anonymization/progress",
    ),
    delete(
        "/rest/api/2/user/anonymization/unlock",
        "/rest/api/2/user/anonymization/unlock",
    ),
    // avatars
    get(
        "/rest/api/2/avatar/{type}/system",
        "/rest/api/2/avatar/user/system",
    ),
    Sample {
        method: "POST",
        route: "/rest/api/2/avatar/{type}/temporary",
        url: "/rest/api/2/avatar/user/temporary",
        body: Some(DOT),
        is_json: false,
    },
    post(
        "/rest/api/2/avatar/{type}/temporaryCrop",
        "/rest/api/2/avatar/user/temporaryCrop",
        r#"{"cropperWidth": 1}"#,
    ),
    get(
        "/rest/api/2/user/avatars",
        "/rest/api/2/user/avatars?username=admin",
    ),
    Sample {
        method: "POST",
        route: "/rest/api/2/user/avatar/temporary",
        url: "/rest/api/2/user/avatar/temporary?username=admin",
        body: Some(DOT),
        is_json: false,
    },
    post(
        "/rest/api/2/user/avatar",
        "/rest/api/2/user/avatar?username=admin",
        r#"{"cropperWidth": 1}"#,
    ),
    put(
        "/rest/api/2/user/avatar",
        "/rest/api/2/user/avatar?username=admin",
        r#"{"id": "10100"}"#,
    ),
    delete(
        "/rest/api/2/user/avatar/{id}",
        "/rest/api/2/user/avatar/10500?username=admin",
    ),
    get(
        "/rest/api/2/project/{projectIdOrKey}/avatars",
        "/rest/api/2/project/MTX/avatars",
    ),
    Sample {
        method: "POST",
        route: "/rest/api/2/project/{projectIdOrKey}/avatar/temporary",
        url: "/rest/api/2/project/MTX/avatar/temporary",
        body: Some(DOT),
        is_json: false,
    },
    post(
        "/rest/api/2/project/{projectIdOrKey}/avatar",
        "/rest/api/2/project/MTX/avatar",
        r#"{"cropperWidth": 1}"#,
    ),
    put(
        "/rest/api/2/project/{projectIdOrKey}/avatar",
        "/rest/api/2/project/MTX/avatar",
        r#"{"id": "10200"}"#,
    ),
    delete(
        "/rest/api/2/project/{projectIdOrKey}/avatar/{id}",
        "/rest/api/2/project/MTX/avatar/10501",
    ),
    Sample {
        method: "POST",
        route: "/rest/api/2/issuetype/{id}/avatar/temporary",
        url: "/rest/api/2/issuetype/10002/avatar/temporary",
        body: Some(DOT),
        is_json: false,
    },
    post(
        "/rest/api/2/issuetype/{id}/avatar",
        "/rest/api/2/issuetype/10002/avatar",
        r#"{"cropperWidth": 1}"#,
    ),
    get(
        "/rest/api/2/universal_avatar/type/{type}/owner/{owningObjectId}",
        "/rest/api/2/universal_avatar/type/project/owner/MTX",
    ),
    Sample {
        method: "POST",
        route: "/rest/api/2/universal_avatar/type/{type}/owner/{owningObjectId}/temp",
        url: "/rest/api/2/universal_avatar/type/project/owner/MTX/temp",
        body: Some(DOT),
        is_json: false,
    },
    post(
        "/rest/api/2/universal_avatar/type/{type}/owner/{owningObjectId}/avatar",
        "/rest/api/2/universal_avatar/type/project/owner/MTX/avatar",
        r#"{"cropperWidth": 1}"#,
    ),
    delete(
        "/rest/api/2/universal_avatar/type/{type}/owner/{owningObjectId}/avatar/{id}",
        "/rest/api/2/universal_avatar/type/project/owner/MTX/avatar/10501",
    ),
    get("/secure/temporaryavatar", "/secure/temporaryavatar"),
    get(
        "/secure/viewavatar",
        "/secure/viewavatar?avatarId=10300&avatarType=issuetype",
    ),
    // agile
    get("/rest/agile/1.0/board", "/rest/agile/1.0/board"),
    post(
        "/rest/agile/1.0/board",
        "/rest/agile/1.0/board",
        r#"{"name": "New", "type": "scrum", "filterId": 10001}"#,
    ),
    get("/rest/agile/1.0/board/{boardId}", "/rest/agile/1.0/board/1"),
    delete("/rest/agile/1.0/board/{boardId}", "/rest/agile/1.0/board/1"),
    get(
        "/rest/agile/1.0/board/{boardId}/configuration",
        "/rest/agile/1.0/board/1/configuration",
    ),
    get(
        "/rest/agile/1.0/board/{boardId}/issue",
        "/rest/agile/1.0/board/1/issue",
    ),
    get(
        "/rest/agile/1.0/board/{boardId}/backlog",
        "/rest/agile/1.0/board/1/backlog",
    ),
    get(
        "/rest/agile/1.0/board/{boardId}/epic",
        "/rest/agile/1.0/board/1/epic",
    ),
    get(
        "/rest/agile/1.0/board/{boardId}/epic/none/issue",
        "/rest/agile/1.0/board/1/epic/none/issue",
    ),
    get(
        "/rest/agile/1.0/board/{boardId}/sprint",
        "/rest/agile/1.0/board/1/sprint",
    ),
    get(
        "/rest/agile/1.0/board/{boardId}/project",
        "/rest/agile/1.0/board/1/project",
    ),
    get(
        "/rest/agile/1.0/board/{boardId}/version",
        "/rest/agile/1.0/board/1/version",
    ),
    get(
        "/rest/agile/1.0/board/{boardId}/settings/refined-velocity",
        "/rest/agile/1.0/board/1/settings/refined-velocity",
    ),
    get(
        "/rest/agile/1.0/board/{boardId}/properties",
        "/rest/agile/1.0/board/1/properties",
    ),
    get(
        "/rest/agile/1.0/board/{boardId}/epic/{epicId}/issue",
        "/rest/agile/1.0/board/1/epic/MTX-4/issue",
    ),
    get(
        "/rest/agile/1.0/board/{boardId}/sprint/{sprintId}/issue",
        "/rest/agile/1.0/board/1/sprint/1/issue",
    ),
    put(
        "/rest/agile/1.0/board/{boardId}/settings/refined-velocity",
        "/rest/agile/1.0/board/1/settings/refined-velocity",
        r#"{"value": true}"#,
    ),
    get(
        "/rest/agile/1.0/board/{boardId}/properties/{propertyKey}",
        "/rest/agile/1.0/board/1/properties/k",
    ),
    put(
        "/rest/agile/1.0/board/{boardId}/properties/{propertyKey}",
        "/rest/agile/1.0/board/1/properties/k",
        r#"{"a": 1}"#,
    ),
    delete(
        "/rest/agile/1.0/board/{boardId}/properties/{propertyKey}",
        "/rest/agile/1.0/board/1/properties/k",
    ),
    post(
        "/rest/agile/1.0/sprint",
        "/rest/agile/1.0/sprint",
        r#"{"name": "New", "originBoardId": 1}"#,
    ),
    get(
        "/rest/agile/1.0/sprint/{sprintId}",
        "/rest/agile/1.0/sprint/1",
    ),
    put(
        "/rest/agile/1.0/sprint/{sprintId}",
        "/rest/agile/1.0/sprint/1",
        r#"{"name": "Other", "state": "future"}"#,
    ),
    post(
        "/rest/agile/1.0/sprint/{sprintId}",
        "/rest/agile/1.0/sprint/1",
        r#"{"goal": "All of it"}"#,
    ),
    delete(
        "/rest/agile/1.0/sprint/{sprintId}",
        "/rest/agile/1.0/sprint/1",
    ),
    get(
        "/rest/agile/1.0/sprint/{sprintId}/issue",
        "/rest/agile/1.0/sprint/1/issue",
    ),
    post(
        "/rest/agile/1.0/sprint/{sprintId}/issue",
        "/rest/agile/1.0/sprint/1/issue",
        r#"{"issues": ["MTX-1"]}"#,
    ),
    post(
        "/rest/agile/1.0/sprint/{sprintId}/swap",
        "/rest/agile/1.0/sprint/1/swap",
        r#"{"sprintToSwapWith": 2}"#,
    ),
    put(
        "/rest/agile/1.0/sprint/unmap",
        "/rest/agile/1.0/sprint/unmap",
        r#"{"sprintIds": [1]}"#,
    ),
    bare_put(
        "/rest/agile/1.0/sprint/unmap-all",
        "/rest/agile/1.0/sprint/unmap-all",
    ),
    post(
        "/rest/agile/1.0/backlog/issue",
        "/rest/agile/1.0/backlog/issue",
        r#"{"issues": ["MTX-1"]}"#,
    ),
    get(
        "/rest/agile/1.0/sprint/{sprintId}/properties",
        "/rest/agile/1.0/sprint/1/properties",
    ),
    get(
        "/rest/agile/1.0/sprint/{sprintId}/properties/{propertyKey}",
        "/rest/agile/1.0/sprint/1/properties/k",
    ),
    put(
        "/rest/agile/1.0/sprint/{sprintId}/properties/{propertyKey}",
        "/rest/agile/1.0/sprint/1/properties/k",
        r#"{"a": 1}"#,
    ),
    delete(
        "/rest/agile/1.0/sprint/{sprintId}/properties/{propertyKey}",
        "/rest/agile/1.0/sprint/1/properties/k",
    ),
    get(
        "/rest/agile/1.0/epic/{epicIdOrKey}",
        "/rest/agile/1.0/epic/MTX-4",
    ),
    post(
        "/rest/agile/1.0/epic/{epicIdOrKey}",
        "/rest/agile/1.0/epic/MTX-4",
        r#"{"done": true}"#,
    ),
    get(
        "/rest/agile/1.0/epic/{epicIdOrKey}/issue",
        "/rest/agile/1.0/epic/MTX-4/issue",
    ),
    post(
        "/rest/agile/1.0/epic/{epicIdOrKey}/issue",
        "/rest/agile/1.0/epic/MTX-4/issue",
        r#"{"issues": ["MTX-1"]}"#,
    ),
    put(
        "/rest/agile/1.0/epic/{epicIdOrKey}/rank",
        "/rest/agile/1.0/epic/MTX-4/rank",
        r#"{"rankBeforeEpic": "MTX-5"}"#,
    ),
    get(
        "/rest/agile/1.0/epic/none/issue",
        "/rest/agile/1.0/epic/none/issue",
    ),
    post(
        "/rest/agile/1.0/epic/none/issue",
        "/rest/agile/1.0/epic/none/issue",
        r#"{"issues": ["MTX-1"]}"#,
    ),
    get(
        "/rest/agile/1.0/issue/{issueIdOrKey}",
        "/rest/agile/1.0/issue/MTX-1",
    ),
    get(
        "/rest/agile/1.0/issue/{issueIdOrKey}/estimation",
        "/rest/agile/1.0/issue/MTX-4/estimation?boardId=1",
    ),
    put(
        "/rest/agile/1.0/issue/{issueIdOrKey}/estimation",
        "/rest/agile/1.0/issue/MTX-4/estimation?boardId=1",
        r#"{"value": "5"}"#,
    ),
    put(
        "/rest/agile/1.0/issue/rank",
        "/rest/agile/1.0/issue/rank",
        r#"{"issues": ["MTX-2"], "rankBeforeIssue": "MTX-1"}"#,
    ),
    get(
        "/secure/CreateIssue!default.jspa",
        "/secure/CreateIssue!default.jspa?atlOrigin=x",
    ),
    get(
        "/secure/CreateIssue.jspa",
        "/secure/CreateIssue.jspa?pid=10000&issuetype=10002",
    ),
    get(
        "/secure/CreateIssueDetails!init.jspa",
        "/secure/CreateIssueDetails!init.jspa?pid=10000&issuetype=10002&summary=New",
    ),
    form(
        "/secure/CreateIssueDetails.jspa",
        "/secure/CreateIssueDetails.jspa",
        "pid=10000&issuetype=10002&summary=New",
    ),
    get(
        "/secure/CreateSubTaskIssue!default.jspa",
        "/secure/CreateSubTaskIssue!default.jspa?parentIssueId=MTX-1",
    ),
    get(
        "/secure/CreateSubTaskIssue.jspa",
        "/secure/CreateSubTaskIssue.jspa?parentIssueId=MTX-1&issuetype=10003",
    ),
    form(
        "/secure/CreateSubTaskIssueDetails.jspa",
        "/secure/CreateSubTaskIssueDetails.jspa",
        "parentIssueId=MTX-1&issuetype=10003&summary=New",
    ),
    get(
        "/secure/EditIssue!default.jspa",
        "/secure/EditIssue!default.jspa?id=MTX-1",
    ),
    form(
        "/secure/EditIssue.jspa",
        "/secure/EditIssue.jspa",
        "id=MTX-1&summary=Other",
    ),
    get(
        "/secure/AjaxIssueEditAction!default.jspa",
        "/secure/AjaxIssueEditAction!default.jspa?issueId=MTX-1&field=summary",
    ),
    form(
        "/secure/AjaxIssueEditAction.jspa",
        "/secure/AjaxIssueEditAction.jspa",
        "id=MTX-1&field=summary&summary=Other",
    ),
    get(
        "/secure/EditLabels!default.jspa",
        "/secure/EditLabels!default.jspa?id=MTX-1",
    ),
    form(
        "/secure/EditLabels.jspa",
        "/secure/EditLabels.jspa",
        "id=MTX-1&labels=new",
    ),
    get(
        "/secure/CommentAssignIssue!default.jspa",
        "/secure/CommentAssignIssue!default.jspa?id=MTX-1&action=21",
    ),
    form(
        "/secure/CommentAssignIssue.jspa",
        "/secure/CommentAssignIssue.jspa",
        "id=MTX-1&action=21",
    ),
    get(
        "/secure/WorkflowUIDispatcher.jspa",
        "/secure/WorkflowUIDispatcher.jspa?id=MTX-1&action=21",
    ),
    get(
        "/secure/AssignIssue!default.jspa",
        "/secure/AssignIssue!default.jspa?id=MTX-1",
    ),
    form(
        "/secure/AssignIssue.jspa",
        "/secure/AssignIssue.jspa",
        "id=MTX-1&assignee=member",
    ),
    get("/issues/", "/issues/?jql=project+%3D+MTX"),
    get("/issues", "/issues?filter=10000"),
    get(
        "/secure/IssueNavigator.jspa",
        "/secure/IssueNavigator.jspa?reset=true&jqlQuery=",
    ),
    get(
        "/secure/IssueNavigator!executeAdvanced.jspa",
        "/secure/IssueNavigator!executeAdvanced.jspa?jqlQuery=",
    ),
    get(
        "/secure/ViewUserIssueColumns!default.jspa",
        "/secure/ViewUserIssueColumns!default.jspa",
    ),
    get(
        "/secure/QuickSearch.jspa",
        "/secure/QuickSearch.jspa?searchString=MTX-1",
    ),
    get(
        "/rest/quicksearch/1.0/productsearch/search",
        "/rest/quicksearch/1.0/productsearch/search?q=MTX",
    ),
    get("/secure/ManageFilters.jspa", "/secure/ManageFilters.jspa"),
    get(
        "/secure/SaveAsFilter!default.jspa",
        "/secure/SaveAsFilter!default.jspa?jqlQuery=",
    ),
    get(
        "/secure/EditFilter!default.jspa",
        "/secure/EditFilter!default.jspa?filterId=10000",
    ),
    get(
        "/secure/DeleteFilter!default.jspa",
        "/secure/DeleteFilter!default.jspa?filterId=10000",
    ),
    get(
        "/sr/jira.issueviews:searchrequest-csv-all-fields/{of}/{file}",
        "/sr/jira.issueviews:searchrequest-csv-all-fields/temp/SearchRequest.csv?jqlQuery=",
    ),
    get(
        "/sr/jira.issueviews:searchrequest-csv-current-fields/{of}/{file}",
        "/sr/jira.issueviews:searchrequest-csv-current-fields/10000/SearchRequest-10000.csv",
    ),
    get(
        "/sr/jira.issueviews:searchrequest-json/{of}/{file}",
        "/sr/jira.issueviews:searchrequest-json/temp/SearchRequest.json?jqlQuery=",
    ),
    get(
        "/sr/jira.issueviews:searchrequest-xml/{of}/{file}",
        "/sr/jira.issueviews:searchrequest-xml/temp/SearchRequest.xml?jqlQuery=",
    ),
    get(
        "/sr/jira.issueviews:searchrequest-rss/{of}/{file}",
        "/sr/jira.issueviews:searchrequest-rss/temp/SearchRequest.xml?jqlQuery=",
    ),
    get(
        "/sr/jira.issueviews:searchrequest-printable/{of}/{file}",
        "/sr/jira.issueviews:searchrequest-printable/temp/SearchRequest.html?jqlQuery=",
    ),
    get(
        "/sr/jira.issueviews:searchrequest-html-current-fields/{of}/{file}",
        "/sr/jira.issueviews:searchrequest-html-current-fields/temp/SearchRequest.html?jqlQuery=",
    ),
    get(
        "/sr/jira.issueviews:searchrequest-html-all-fields/{of}/{file}",
        "/sr/jira.issueviews:searchrequest-html-all-fields/temp/SearchRequest.html?jqlQuery=",
    ),
    get(
        "/si/jira.issueviews:issue-xml/{key}/{file}",
        "/si/jira.issueviews:issue-xml/MTX-1/MTX-1.xml",
    ),
    get(
        "/sr/jira.issueviews:issue-xml/{key}/{file}",
        "/sr/jira.issueviews:issue-xml/MTX-1/MTX-1.xml",
    ),
    get("/activity", "/activity?streams=key+IS+MTX"),
    get(
        "/plugins/servlet/streams",
        "/plugins/servlet/streams?streams=key+IS+MTX",
    ),
    form(
        "/secure/ViewUserIssueColumns.jspa",
        "/secure/ViewUserIssueColumns.jspa",
        "add=true&column=votes",
    ),
    form(
        "/secure/SaveAsFilter.jspa",
        "/secure/SaveAsFilter.jspa",
        "filterName=Sample&jql=project+%3D+MTX",
    ),
    form(
        "/secure/SaveFilter.jspa",
        "/secure/SaveFilter.jspa",
        "filterId=10000&jql=order+by+key",
    ),
    form(
        "/secure/FavouriteFilter.jspa",
        "/secure/FavouriteFilter.jspa",
        "filterId=10000&favourite=true",
    ),
    form(
        "/secure/EditFilter.jspa",
        "/secure/EditFilter.jspa",
        "filterId=10000&filterName=Everything&jql=order+by+key",
    ),
    form(
        "/secure/ShareFilter.jspa",
        "/secure/ShareFilter.jspa",
        "filterId=10000&type=authenticated",
    ),
    form(
        "/secure/ShareFilter!remove.jspa",
        "/secure/ShareFilter!remove.jspa",
        "filterId=10000&shareId=10000",
    ),
    form(
        "/secure/DeleteFilter.jspa",
        "/secure/DeleteFilter.jspa",
        "filterId=10000",
    ),
    get(
        "/secure/views/bulkedit/BulkEdit1!default.jspa",
        "/secure/views/bulkedit/BulkEdit1!default.jspa?reset=true&jqlQuery=",
    ),
    form(
        "/secure/views/bulkedit/BulkChooseOperation.jspa",
        "/secure/views/bulkedit/BulkChooseOperation.jspa",
        "issue=MTX-1",
    ),
    form(
        "/secure/views/bulkedit/BulkEditPreview.jspa",
        "/secure/views/bulkedit/BulkEditPreview.jspa",
        "issue=MTX-1&operation=watch",
    ),
    form(
        "/secure/views/bulkedit/BulkEditPerform.jspa",
        "/secure/views/bulkedit/BulkEditPerform.jspa",
        "issue=MTX-1&operation=watch",
    ),
    get(
        "/secure/views/bulkedit/BulkEditReport.jspa",
        "/secure/views/bulkedit/BulkEditReport.jspa?report=0",
    ),
    // The page of an issue.
    get("/browse/{key}", "/browse/MTX-1"),
    get(
        "/secure/AddComment!default.jspa",
        "/secure/AddComment!default.jspa?id=MTX-1",
    ),
    form(
        "/secure/AddComment.jspa",
        "/secure/AddComment.jspa",
        "id=MTX-1&comment=hello",
    ),
    get(
        "/secure/EditComment!default.jspa",
        "/secure/EditComment!default.jspa?id=MTX-1&commentId=10000",
    ),
    form(
        "/secure/EditComment.jspa",
        "/secure/EditComment.jspa",
        "id=MTX-1&commentId=10000&comment=changed",
    ),
    get(
        "/secure/DeleteComment!default.jspa",
        "/secure/DeleteComment!default.jspa?id=MTX-1&commentId=10000",
    ),
    form(
        "/secure/DeleteComment.jspa",
        "/secure/DeleteComment.jspa",
        "id=MTX-1&commentId=10000",
    ),
    get(
        "/secure/CreateWorklog!default.jspa",
        "/secure/CreateWorklog!default.jspa?id=MTX-1",
    ),
    form(
        "/secure/CreateWorklog.jspa",
        "/secure/CreateWorklog.jspa",
        "id=MTX-1&timeLogged=1h",
    ),
    get(
        "/secure/UpdateWorklog!default.jspa",
        "/secure/UpdateWorklog!default.jspa?id=MTX-1&worklogId=10000",
    ),
    form(
        "/secure/UpdateWorklog.jspa",
        "/secure/UpdateWorklog.jspa",
        "id=MTX-1&worklogId=10000&timeLogged=2h",
    ),
    get(
        "/secure/DeleteWorklog!default.jspa",
        "/secure/DeleteWorklog!default.jspa?id=MTX-1&worklogId=10000",
    ),
    form(
        "/secure/DeleteWorklog.jspa",
        "/secure/DeleteWorklog.jspa",
        "id=MTX-1&worklogId=10000",
    ),
    get(
        "/secure/AttachFile!default.jspa",
        "/secure/AttachFile!default.jspa?id=MTX-1",
    ),
    form(
        "/secure/AttachFile.jspa",
        "/secure/AttachFile.jspa?id=MTX-1",
        "--AaB03x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\na\r\n--AaB03x--\r\n",
    ),
    get(
        "/secure/DeleteAttachment!default.jspa",
        "/secure/DeleteAttachment!default.jspa?deleteAttachmentId=10000",
    ),
    form(
        "/secure/DeleteAttachment.jspa",
        "/secure/DeleteAttachment.jspa",
        "deleteAttachmentId=10000",
    ),
    get(
        "/secure/LinkJiraIssue!default.jspa",
        "/secure/LinkJiraIssue!default.jspa?id=MTX-1",
    ),
    form(
        "/secure/LinkJiraIssue.jspa",
        "/secure/LinkJiraIssue.jspa",
        "id=MTX-1&linkDesc=blocks&issueKeys=MTX-3",
    ),
    get(
        "/secure/AddWebLink!default.jspa",
        "/secure/AddWebLink!default.jspa?id=MTX-1",
    ),
    form(
        "/secure/AddWebLink.jspa",
        "/secure/AddWebLink.jspa",
        "id=MTX-1&url=https%3A%2F%2Fexample.com%2F&title=There",
    ),
    get(
        "/secure/DeleteLink!default.jspa",
        "/secure/DeleteLink!default.jspa?id=MTX-1&remoteIssueLinkId=10000",
    ),
    form(
        "/secure/DeleteLink.jspa",
        "/secure/DeleteLink.jspa",
        "id=MTX-1&remoteIssueLinkId=10000",
    ),
    form(
        "/secure/VoteOrWatchIssue.jspa",
        "/secure/VoteOrWatchIssue.jspa",
        "id=MTX-1&watch=watch",
    ),
    get(
        "/secure/ViewVoters!default.jspa",
        "/secure/ViewVoters!default.jspa?id=MTX-1",
    ),
    get(
        "/secure/ManageWatchers!default.jspa",
        "/secure/ManageWatchers!default.jspa?id=MTX-1",
    ),
    form(
        "/secure/ManageWatchers!startWatchers.jspa",
        "/secure/ManageWatchers!startWatchers.jspa",
        "id=MTX-1&userNames=member",
    ),
    form(
        "/secure/ManageWatchers!stopWatchers.jspa",
        "/secure/ManageWatchers!stopWatchers.jspa",
        "id=MTX-1&userNames=member",
    ),
    get(
        "/secure/DeleteIssue!default.jspa",
        "/secure/DeleteIssue!default.jspa?id=MTX-1",
    ),
    form(
        "/secure/DeleteIssue.jspa",
        "/secure/DeleteIssue.jspa",
        "id=MTX-2",
    ),
];
