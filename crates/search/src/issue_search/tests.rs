//! Searches over HTTP.

mod fields;
mod history;
mod tracker;

use base::urls::encode;
use serde_json::{Value, json};
use testkit::{Client, Reply, TestApp};

/// Returns the answer to a query.
async fn search(client: &Client, jql: &str) -> Reply {
    let path = format!("/rest/api/2/search?jql={}", encode(jql));
    client.get(&path).await
}

/// Returns the keys of what a query finds, in order.
async fn found(client: &Client, jql: &str) -> Vec<String> {
    let body = search(client, jql).await.expect(200);
    let keys = keys(&body);
    assert_eq!(body["total"], keys.len(), "{jql}");
    keys
}

fn keys(body: &Value) -> Vec<String> {
    let issues = body["issues"].as_array().unwrap();
    let key = |issue: &Value| issue["key"].as_str().unwrap().to_owned();
    issues.iter().map(key).collect()
}

/// Returns what is wrong with a query.
async fn problems(client: &Client, jql: &str) -> Value {
    let mut body = search(client, jql).await.expect(400);
    assert_eq!(body["errors"], json!({}), "{jql}");
    body["errorMessages"].take()
}

/// Makes an issue with more than a summary; returns its key.
async fn issue(app: &TestApp, project: &str, summary: &str, more: Value) -> String {
    let mut fields = json!({
        "project": { "key": project },
        "issuetype": { "name": "Task" },
        "summary": summary,
    });
    for (name, value) in more.as_object().unwrap() {
        fields[name] = value.clone();
    }
    let made = app
        .admin()
        .post("/rest/api/2/issue", json!({ "fields": fields }))
        .await
        .expect(201);
    app.advance(60);
    made["key"].as_str().unwrap().to_owned()
}

/// Makes a project that only its administrators see.
async fn secret_project(app: &TestApp, key: &str) {
    app.project(key).await;
    let admin = app.admin();
    let scheme = json!({
        "name": "Closed",
        "permissions": [
            { "holder": { "type": "group", "parameter": "jira-administrators" }, "permission": "BROWSE_PROJECTS" },
            { "holder": { "type": "group", "parameter": "jira-administrators" }, "permission": "CREATE_ISSUES" },
        ],
    });
    let scheme = admin
        .post("/rest/api/2/permissionscheme", scheme)
        .await
        .expect(201);
    let path = format!("/rest/api/2/project/{key}/permissionscheme");
    admin
        .put(&path, json!({ "id": scheme["id"] }))
        .await
        .expect(200);
}

async fn transition(app: &TestApp, key: &str, id: &str) {
    let path = format!("/rest/api/2/issue/{key}/transitions");
    app.admin()
        .post(&path, json!({ "transition": { "id": id } }))
        .await
        .expect(204);
    app.advance(60);
}

#[tokio::test]
async fn the_forms_that_gitlab_sends() {
    let app = TestApp::new().await;
    app.project("PROJ").await;
    app.project("OPS").await;
    app.member("jo").await;
    let admin = app.admin();
    let one = issue(
        &app,
        "PROJ",
        "First x and y",
        json!({ "labels": ["a", "b"] }),
    )
    .await;
    let more = json!({ "description": "Issue created from vulnerability 7", "labels": ["a"] });
    let two = issue(&app, "OPS", "Second", more).await;
    let three = issue(
        &app,
        "PROJ",
        "Third",
        json!({ "assignee": { "name": "jo" } }),
    )
    .await;
    transition(&app, &one, "21").await;

    assert_eq!(
        found(&admin, "project in (PROJ,OPS) order by created DESC").await,
        [&*three, &*two, &*one]
    );
    assert_eq!(
        found(&admin, "project = PROJ order by updated ASC").await,
        [&*three, &*one]
    );
    assert_eq!(
        found(&admin, "order by created DESC").await,
        [&*three, &*two, &*one]
    );
    assert_eq!(
        found(&admin, "PROJECT='PROJ' ORDER BY created ASC").await,
        [&*one, &*three]
    );
    assert_eq!(
        found(&admin, "description ~ \"Issue created from vulnerability\"").await,
        [&*two]
    );
    let all = "project in (PROJ) AND labels = \"a\" AND labels = \"b\" AND status = \"In Progress\" AND \
               reporter = \"Ada Admin\" AND (summary ~ \"x y\" OR description ~ \"x y\") order by created DESC";
    assert_eq!(found(&admin, all).await, [&*one]);
    assert_eq!(
        found(&admin, "assignee = \"Jo Test\" AND statusCategory != Done").await,
        [&*three]
    );
    assert_eq!(found(&admin, "statusCategory = Done").await, [""; 0]);
    let import = "project in (OPS) AND description ~ \"Issue created from vulnerability\" order by created DESC";
    let path = format!(
        "/rest/api/2/search?jql={}&startAt=0&maxResults=100&fields=description,project",
        encode(import)
    );
    let body = admin.get(&path).await.expect(200);
    let fields = &body["issues"][0]["fields"];
    assert_eq!(fields["project"]["key"], "OPS");
    assert_eq!(fields["description"], "Issue created from vulnerability 7");
    assert_eq!(fields.as_object().unwrap().len(), 2);
    app.done().await;
}

#[tokio::test]
async fn an_answer_has_the_form_of_the_reference() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let key = app.issue("OPS", "Only one").await;
    let reply = search(&app.admin(), "project = OPS").await;
    assert_eq!(
        reply.header("content-type"),
        "application/json;charset=UTF-8"
    );
    let body = reply.expect(200);
    let members: Vec<&String> = body.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        ["expand", "startAt", "maxResults", "total", "issues"]
    );
    assert_eq!(body["expand"], "schema,names");
    assert_eq!(
        (&body["startAt"], &body["maxResults"], &body["total"]),
        (&json!(0), &json!(50), &json!(1))
    );
    let issue = &body["issues"][0];
    assert_eq!(issue["key"], key.as_str());
    let fields = issue["fields"].as_object().unwrap();
    for absent in ["comment", "worklog", "attachment", "timetracking"] {
        assert!(!fields.contains_key(absent), "{absent}");
    }
    // GitLab fails without these keys.
    for present in [
        "summary",
        "created",
        "updated",
        "resolutiondate",
        "status",
        "labels",
        "reporter",
        "assignee",
        "duedate",
    ] {
        assert!(fields.contains_key(present), "{present}");
    }
    assert!(issue.get("transitions").is_none());
    app.done().await;
}

#[tokio::test]
async fn fields_and_expand_select() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "Only one").await;
    let admin = app.admin();
    let fields = async |query: &str| -> Vec<String> {
        let body = admin
            .get(&format!("/rest/api/2/search?{query}"))
            .await
            .expect(200);
        body["issues"][0]["fields"]
            .as_object()
            .map_or(Vec::new(), |fields| fields.keys().cloned().collect())
    };
    assert_eq!(
        fields("fields=summary,project").await,
        ["project", "summary"]
    );
    assert_eq!(
        fields("fields=summary&fields=project").await,
        ["project", "summary"]
    );
    assert!(fields("fields=*all").await.contains(&"comment".to_owned()));
    assert!(
        !fields("fields=-summary")
            .await
            .contains(&"summary".to_owned())
    );
    assert_eq!(
        fields("fields=id,key,statuscategorychangeddate,summary").await,
        ["summary"]
    );
    let body = admin
        .get("/rest/api/2/search?expand=names,schema&fields=summary&expand=transitions")
        .await
        .expect(200);
    assert_eq!(body["names"], json!({ "summary": "Summary" }));
    assert_eq!(body["schema"]["summary"]["type"], "string");
    assert!(body["issues"][0]["transitions"].is_array());
    app.done().await;
}

#[tokio::test]
async fn post_takes_the_same_in_a_body() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    for n in 1..4 {
        app.issue("OPS", &format!("Number {n}")).await;
    }
    let admin = app.admin();
    let asked = json!({
        "jql": "project = OPS order by key",
        "startAt": 1,
        "maxResults": 1,
        "fields": ["summary"],
        "expand": ["names"],
        "validateQuery": true,
        "unknown": [1],
    });
    let body = admin.post("/rest/api/2/search", asked).await.expect(200);
    assert_eq!(keys(&body), ["OPS-2"]);
    assert_eq!(
        (&body["startAt"], &body["maxResults"], &body["total"]),
        (&json!(1), &json!(1), &json!(3))
    );
    assert_eq!(body["names"], json!({ "summary": "Summary" }));
    let body = admin
        .post("/rest/api/2/search", json!({}))
        .await
        .expect(200);
    assert_eq!(body["total"], 3);
    let asked = json!({ "jql": "", "expand": "names", "fields": "summary,status" });
    let body = admin.post("/rest/api/2/search", asked).await.expect(200);
    assert_eq!(body["issues"][0]["fields"].as_object().unwrap().len(), 2);
    for (asked, status) in [
        (json!({ "jql": 1 }), 400),
        (json!({ "maxResults": "x" }), 400),
        (json!({ "validateQuery": "perhaps" }), 400),
        (json!({ "jql": "project = \u{0}" }), 400),
        (json!({ "jql": "project = X" }), 400),
        (json!({ "startAt": -1 }), 400),
    ] {
        let reply = admin.post("/rest/api/2/search", asked.clone()).await;
        assert_eq!(reply.status, status, "{asked}");
        assert!(reply.body["errorMessages"].is_array(), "{asked}");
    }
    app.done().await;
}

#[tokio::test]
async fn pages_are_stable_and_complete() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    // All are made in the same moment, so that only the id can tell them apart.
    for n in 1..8 {
        app.issue("OPS", &format!("Number {n}")).await;
    }
    let admin = app.admin();
    for order in [
        "created",
        "created ASC",
        "status, updated DESC",
        "duedate",
        "priority",
    ] {
        let mut seen = Vec::new();
        for start_at in [0, 3, 6, 9] {
            let jql = encode(&format!("project = OPS order by {order}"));
            let path = format!("/rest/api/2/search?jql={jql}&maxResults=3&startAt={start_at}");
            let body = admin.get(&path).await.expect(200);
            assert_eq!(
                (&body["total"], &body["startAt"]),
                (&json!(7), &json!(start_at)),
                "{order}"
            );
            seen.extend(keys(&body));
        }
        assert_eq!(seen.len(), 7, "{order}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 7, "{order}");
    }
    for (asked, told, n_issues) in [
        ("0", 0, 0),
        ("-1", 1000, 7),
        ("1000", 1000, 7),
        ("5000", 1000, 7),
        ("2", 2, 2),
    ] {
        let body = admin
            .get(&format!("/rest/api/2/search?maxResults={asked}"))
            .await
            .expect(200);
        assert_eq!(
            (&body["maxResults"], &body["total"]),
            (&json!(told), &json!(7)),
            "{asked}"
        );
        assert_eq!(keys(&body).len(), n_issues, "{asked}");
    }
    admin.get("/rest/api/2/search?startAt=-1").await.expect(400);
    admin
        .get("/rest/api/2/search?maxResults=many")
        .await
        .expect(400);
    app.done().await;
}

#[tokio::test]
async fn what_one_may_not_see_does_not_exist() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    secret_project(&app, "SEC").await;
    let open = app.issue("OPS", "Open").await;
    let secret = app.issue("SEC", "Secret plan").await;
    let (admin, fred, nobody) = (app.admin(), app.member("fred").await, app.anonymous());

    assert_eq!(found(&admin, "summary ~ secret").await, [&*secret]);
    for (client, sees) in [(&fred, vec![open.clone()]), (&nobody, vec![])] {
        assert_eq!(found(client, "").await, sees);
        assert_eq!(found(client, "summary ~ secret").await, [""; 0]);
        let invisible = problems(client, "project = SEC").await;
        let missing = problems(client, "project = NIX").await;
        assert_eq!(
            invisible,
            json!(["The value 'SEC' does not exist for the field 'project'."])
        );
        assert_eq!(
            missing,
            json!(["The value 'NIX' does not exist for the field 'project'."])
        );
        assert_eq!(
            problems(client, "project = \"Project SEC\"").await,
            json!(["The value 'Project SEC' does not exist for the field 'project'."])
        );
        assert_eq!(
            problems(client, "key in (SEC-1, SEC-2) or parent = SEC-1").await,
            json!([
                "An issue with key 'SEC-1' does not exist for field 'key'.",
                "An issue with key 'SEC-2' does not exist for field 'key'.",
                "An issue with key 'SEC-1' does not exist for field 'parent'.",
            ])
        );
        assert_eq!(
            problems(client, "key > SEC-1").await,
            json!(["An issue with key 'SEC-1' does not exist for field 'key'."])
        );
    }
    assert_eq!(
        problems(&nobody, "project = OPS")
            .await
            .as_array()
            .unwrap()
            .len(),
        1
    );
    // Whoever may not browse users cannot find out which there are.
    assert_eq!(found(&nobody, "reporter = admin").await, [""; 0]);
    assert_eq!(found(&nobody, "reporter = ghost").await, [""; 0]);
    app.done().await;
}

#[tokio::test]
async fn people_are_found_by_every_name_they_have() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    let mine = issue(
        &app,
        "OPS",
        "For Fred",
        json!({ "assignee": { "name": "fred" } }),
    )
    .await;
    let free = issue(&app, "OPS", "For nobody", json!({ "assignee": null })).await;
    let key = fred.get("/rest/api/2/myself").await.expect(200)["key"]
        .as_str()
        .unwrap()
        .to_owned();
    for name in ["fred", "FRED", &key, "Fred@example.com", "fred test"] {
        assert_eq!(
            found(&fred, &format!("assignee = '{name}'")).await,
            [&*mine],
            "{name}"
        );
    }
    assert_eq!(found(&fred, "assignee = currentUser()").await, [&*mine]);
    assert_eq!(found(&fred, "assignee is EMPTY").await, [&*free]);
    assert_eq!(
        found(&fred, "assignee in (fred, EMPTY) order by key").await,
        [&*mine, &*free]
    );
    assert_eq!(found(&fred, "not assignee = fred").await, [""; 0]);
    assert_eq!(found(&fred, "creator != currentUser()").await.len(), 2);
    assert_eq!(
        problems(&fred, "reporter = \"Jo Smith\"").await,
        json!(["The value 'Jo Smith' does not exist for the field 'reporter'."])
    );
    app.done().await;
}

#[tokio::test]
async fn resolutions_texts_labels_and_dates() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let one = issue(
        &app,
        "OPS",
        "The Über server is down",
        json!({ "labels": ["Red"], "duedate": "2024-03-05" }),
    )
    .await;
    let two = issue(&app, "OPS", "100% CPU", json!({ "environment": "prod" })).await;
    transition(&app, &one, "31").await;
    let path = format!("/rest/api/2/issue/{two}/comment");
    admin
        .post(&path, json!({ "body": "Seen on *node-7*" }))
        .await
        .expect(201);

    assert_eq!(found(&admin, "resolution = Unresolved").await, [&*two]);
    assert_eq!(found(&admin, "resolution is not empty").await, [&*one]);
    assert_eq!(
        found(&admin, "resolution = Done and status = Done").await,
        [&*one]
    );
    assert_eq!(found(&admin, "resolved >= -1d").await, [&*one]);
    for text in ["über", "ÜBER server", "\\\"server is\\\"", "serv*", "+down"] {
        assert_eq!(
            found(&admin, &format!("summary ~ \"{text}\"")).await,
            [&*one],
            "{text}"
        );
    }
    assert_eq!(found(&admin, "summary ~ \"100%\"").await, [&*two]);
    assert_eq!(found(&admin, "summary ~ \"1%0\"").await, [""; 0]);
    assert_eq!(found(&admin, "summary !~ server").await, [&*two]);
    assert_eq!(found(&admin, "comment ~ NODE-7").await, [&*two]);
    assert_eq!(found(&admin, "text ~ node-7 or text ~ prod").await, [&*two]);
    assert_eq!(found(&admin, "environment is not EMPTY").await, [&*two]);
    assert_eq!(found(&admin, "labels = red").await, [&*one]);
    assert_eq!(found(&admin, "labels is EMPTY").await, [&*two]);
    assert_eq!(found(&admin, "due < 2024-03-06").await, [&*one]);
    assert_eq!(found(&admin, "due is empty").await, [&*two]);
    assert_eq!(
        found(&admin, "created >= \"2024/03/01 12:01\"").await,
        [&*two]
    );
    assert_eq!(found(&admin, "created < -2d").await, [""; 0]);
    assert_eq!(
        found(&admin, "created > startOfDay() and created < endOfDay()")
            .await
            .len(),
        2
    );
    assert_eq!(
        found(&admin, &format!("key = {}", one.to_lowercase())).await,
        [&*one]
    );
    let id = search(&admin, "summary ~ CPU").await.expect(200)["issues"][0]["id"].take();
    assert_eq!(
        found(&admin, &format!("id = {}", id.as_str().unwrap())).await,
        [&*two]
    );
    assert_eq!(
        problems(&admin, "issue = 1").await,
        json!(["A value with ID '1' does not exist for the field 'issue'."])
    );
    app.done().await;
}

#[tokio::test]
async fn comments_for_a_group_are_searched_by_its_members_only() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let key = app.issue("OPS", "Plain").await;
    let comment = json!({
        "body": "the password is swordfish",
        "visibility": { "type": "group", "value": "jira-administrators" },
    });
    admin
        .post(&format!("/rest/api/2/issue/{key}/comment"), comment)
        .await
        .expect(201);
    for jql in ["comment ~ swordfish", "text ~ swordfish"] {
        assert_eq!(found(&admin, jql).await, [&*key], "{jql}");
        assert_eq!(found(&fred, jql).await, [""; 0], "{jql}");
    }
    app.done().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_query_is_told() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    for (jql, expected) in [
        (
            "nix = 1",
            json!(["Field 'nix' does not exist or you do not have permission to view it."]),
        ),
        (
            "project ~ OPS and status = Gone",
            json!([
                "The operator '~' is not supported by the 'project' field.",
                "The value 'Gone' does not exist for the field 'status'.",
            ]),
        ),
        (
            "assignee = f()",
            json!(["Unable to find JQL function 'f()'."]),
        ),
        (
            "summary ~ ''",
            json!(["The field 'summary' does not support searching for an empty string."]),
        ),
        (
            "order by nix",
            json!(["Field 'nix' does not exist or you do not have permission to view it."]),
        ),
    ] {
        assert_eq!(problems(&admin, jql).await, expected, "{jql}");
    }
    for jql in [
        "project = ",
        "project OPS",
        "(project = OPS",
        "project = OPS order",
        "project = \"OPS",
    ] {
        let told = problems(&admin, jql).await;
        assert_eq!(told.as_array().unwrap().len(), 1, "{jql}");
        assert!(
            told[0].as_str().unwrap().starts_with("Error in "),
            "{jql}: {told}"
        );
    }
    let deep = format!(
        "{}project = OPS{}",
        "(".repeat(100_000),
        ")".repeat(100_000)
    );
    let reply = admin
        .post("/rest/api/2/search", json!({ "jql": deep }))
        .await;
    assert_eq!(reply.status, 400);
    app.done().await;
}

#[tokio::test]
async fn the_largest_query_there_may_be_is_run() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let key = app.issue("OPS", "a").await;
    let admin = app.admin();
    let ask = async |jql: String| {
        let reply = admin
            .post("/rest/api/2/search", json!({ "jql": jql }))
            .await;
        keys(&reply.expect(200))
    };
    let clauses = |clause: &str, n: usize| vec![clause; n].join(" and ");
    assert_eq!(ask(clauses("project = OPS", 500)).await, [&*key]);
    assert_eq!(
        ask(clauses("(labels = x or summary ~ a)", 250)).await,
        [&*key]
    );
    let most = jql::MAX_CLAUSES;
    let keys = vec![format!("key = {key}"); most].join(" or ");
    assert_eq!(ask(keys).await, [&*key]);
    let wide = clauses("project = OPS", 501);
    let refused = admin.post("/rest/api/2/search", json!({ "jql": wide }));
    assert_eq!(
        refused.await.expect(400)["errorMessages"],
        json!([
            "The query has more than 500 clauses. Use lists, such as key in (A-1, A-2), instead of many of them."
        ])
    );
    // A hundred levels deep, the last of them a hundred words long.
    let mut nested = format!("summary ~ '{}'", "a ".repeat(100));
    for _ in 0..20 {
        nested = format!("(not (not ({nested} or status = Done)))");
    }
    assert_eq!(ask(nested).await, [&*key]);
    let values: Vec<String> = (0..1900).map(|n| format!("l{n}")).collect();
    assert_eq!(
        ask(format!("labels in ({0}) or key = {key}", values.join(","))).await,
        [&*key]
    );
    app.done().await;
}

#[tokio::test]
async fn problems_may_be_warnings() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let key = app.issue("OPS", "Only one").await;
    let admin = app.admin();
    let jql = encode("project in (OPS, NIX) and (nix = 1 or status = 'To Do')");
    let body = admin
        .get(&format!("/rest/api/2/search?jql={jql}&validateQuery=none"))
        .await
        .expect(200);
    assert_eq!(keys(&body), [&*key]);
    assert!(body.get("warningMessages").is_none());
    for word in ["false", "warn"] {
        let path = format!("/rest/api/2/search?jql={jql}&validateQuery={word}");
        let body = admin.get(&path).await.expect(200);
        assert_eq!(keys(&body), [&*key], "{word}");
        assert_eq!(
            body["warningMessages"],
            json!([
                "The value 'NIX' does not exist for the field 'project'.",
                "Field 'nix' does not exist or you do not have permission to view it.",
            ])
        );
    }
    let asked = json!({ "jql": "project = NIX", "validateQuery": false });
    let body = admin.post("/rest/api/2/search", asked).await.expect(200);
    assert_eq!(body["total"], 0);
    // Its grammar must be right all the same.
    admin
        .get("/rest/api/2/search?jql=project+%3D&validateQuery=false")
        .await
        .expect(400);
    app.done().await;
}

#[tokio::test]
async fn archived_projects_are_left_out() {
    let app = TestApp::new().await;
    let id: i64 = app.project("OPS").await.parse().unwrap();
    app.project("WEB").await;
    app.issue("OPS", "Old").await;
    let new = app.issue("WEB", "New").await;
    let cx = base::Cx::internal(app.app(), "test");
    let mut tx = cx.write().await.unwrap();
    tx.change_policy().await.unwrap();
    tx.execute(
        "update project set is_archived = true where id = $1",
        &[id.into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found(&app.admin(), "").await, [&*new]);
    assert_eq!(found(&app.admin(), "project in (OPS, WEB)").await, [&*new]);
    app.done().await;
}

#[tokio::test]
async fn what_is_found_by_words_is_ordered_by_where_they_stand() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    let comment = async |key: &str, body: Value| {
        let path = format!("/rest/api/2/issue/{key}/comment");
        app.admin().post(&path, body).await.expect(201);
    };
    let one = issue(&app, "OPS", "The okapi", json!({})).await;
    let two = issue(
        &app,
        "OPS",
        "Two",
        json!({ "description": "like an okapi" }),
    )
    .await;
    let three = issue(&app, "OPS", "Three", json!({ "environment": "okapis" })).await;
    let four = issue(&app, "OPS", "Four", json!({})).await;
    let five = issue(
        &app,
        "OPS",
        "Okapi again",
        json!({ "description": "okapi" }),
    )
    .await;
    let six = issue(&app, "OPS", "Six", json!({})).await;
    comment(&four, json!({ "body": "no okapi" })).await;
    comment(&four, json!({ "body": "an okapi" })).await;
    let secret = json!({ "type": "group", "value": "jira-administrators" });
    comment(&six, json!({ "body": "okapi", "visibility": secret })).await;
    let ordered = [&*five, &*one, &*two, &*three, &*six, &*four];
    assert_eq!(found(&app.admin(), "text ~ okapi").await, ordered);
    let ordered = [&*five, &*one, &*two, &*three, &*four];
    assert_eq!(found(&fred, "text ~ okapi").await, ordered);
    assert_eq!(
        found(&fred, "project = OPS and (text ~ okapi and status != Done)").await,
        ordered
    );
    assert_eq!(
        found(&fred, "text ~ okapi order by key").await,
        [&*one, &*two, &*three, &*four, &*five]
    );
    assert_eq!(found(&fred, "comment ~ okapi").await, [&*four]);
    // Pages have the same order, and know how many there are.
    let page = |start: usize, most: usize| {
        let path = "/rest/api/2/search?jql=text+~+okapi&fields=id";
        format!("{path}&startAt={start}&maxResults={most}")
    };
    let body = fred.get(&page(1, 2)).await.expect(200);
    assert_eq!((keys(&body), &body["total"]), (vec![one, two], &json!(5)));
    for (start, most) in [(0, 0), (9, 5)] {
        let body = fred.get(&page(start, most)).await.expect(200);
        assert_eq!((keys(&body), &body["total"]), (vec![], &json!(5)));
    }
    app.done().await;
}

/// The words of an older database do not say in which project they stand.
#[tokio::test]
async fn words_are_found_in_a_project_while_they_are_made_anew() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.project("OPS").await;
    app.project("WEB").await;
    let giraffe = app.issue("OPS", "Giraffe").await;
    for _ in 0..3 {
        app.issue("WEB", "Giraffe").await;
    }
    let mut tx = app.app().db.write().await.unwrap();
    let older = match tx.dialect() {
        // A table without texts does not tell them.
        db::Dialect::Sqlite => "update word_index set words = 'giraffe'",
        db::Dialect::Postgres => "update word_index set words = 'giraffe'::tsvector",
    };
    tx.execute(older, &[]).await.unwrap();
    tx.commit().await.unwrap();
    let in_ops = "project = OPS and text ~ giraffe";
    assert_eq!(found(&admin, in_ops).await, [giraffe.as_str()]);
    issues::text::rebuild(app.app()).await.unwrap();
    assert_eq!(found(&admin, in_ops).await, [giraffe.as_str()]);
    let zebra = app.issue("OPS", "No giraffe, a zebra").await;
    assert_eq!(found(&admin, in_ops).await, [zebra.as_str(), &giraffe]);
    let other = "project = OPS and summary !~ giraffe";
    assert_eq!(found(&admin, other).await, [""; 0]);
    let two = "project in (OPS, WEB) and text ~ giraffe";
    assert_eq!(found(&admin, two).await.len(), 5);
}

#[tokio::test]
async fn issues_are_found_by_the_category_of_their_project() {
    let app = TestApp::new().await;
    let admin = app.admin();
    for name in ["Tools", "Apps"] {
        let body = json!({ "name": name });
        admin
            .post("/rest/api/2/projectCategory", body)
            .await
            .expect(201);
    }
    for (key, category) in [("OPS", "10000"), ("DEV", "10001"), ("LAB", "-1")] {
        app.project(key).await;
        let body = json!({ "categoryId": category });
        admin
            .put(&format!("/rest/api/2/project/{key}"), body)
            .await
            .expect(200);
        issue(&app, key, "one", json!({})).await;
    }
    for (jql, keys) in [
        ("category = tools", vec!["OPS-1"]),
        ("category = 10001", vec!["DEV-1"]),
        (
            "category in (Tools, Apps) order by key",
            vec!["DEV-1", "OPS-1"],
        ),
        ("category != Tools", vec!["DEV-1"]),
        ("category is empty", vec!["LAB-1"]),
        ("category is not empty order by key", vec!["DEV-1", "OPS-1"]),
        ("not category = Tools", vec!["DEV-1"]),
    ] {
        assert_eq!(found(&admin, jql).await, keys, "{jql}");
    }
    let wrong = problems(&admin, "category = Nothing").await;
    assert!(wrong[0].as_str().unwrap().contains("Nothing"), "{wrong}");
    app.done().await;
}
