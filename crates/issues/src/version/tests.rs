use serde_json::{Value, json};
use testkit::TestApp;

use crate::tests::{history, members, revoke, task};

const ONE: &str = "/rest/api/2/issue/OPS-1";
const NEW: &str = "/rest/api/2/issue";
const VERSION: &str = "/rest/api/2/version";

/// An instance with the project OPS and its versions `1.0` (10000), `2.0` and `0.9`, put away.
async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("DEV").await;
    let admin = app.admin();
    for (name, project) in [
        ("1.0", "OPS"),
        ("2.0", "OPS"),
        ("0.9", "OPS"),
        ("1.0", "DEV"),
    ] {
        let body = json!({ "name": name, "project": project });
        admin.post(VERSION, body).await.expect(201);
    }
    let archived = json!({ "archived": true });
    admin
        .put(&format!("{VERSION}/10002"), archived)
        .await
        .expect(200);
    app
}

async fn names(app: &TestApp, key: &str, field: &str) -> Vec<String> {
    let issue = app.admin().get(&format!("{NEW}/{key}")).await.expect(200);
    let list = issue["fields"][field].as_array().unwrap().iter();
    list.map(|known| known["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn issues_show_their_versions() {
    let app = world().await;
    let fred = app.member("fred").await;
    let described = json!({ "description": "The first.", "releaseDate": "2024-05-01" });
    app.admin()
        .put(&format!("{VERSION}/10000"), described)
        .await
        .expect(200);
    let fields = json!({
        "fixVersions": [{ "name": "2.0" }, { "name": "1.0" }], "versions": [{ "id": "10000" }],
    });
    fred.post(NEW, task(fields)).await.expect(201);
    let issue = fred.get(ONE).await.expect(200);
    let fix = &issue["fields"]["fixVersions"];
    let first = json!({
        "self": "http://jira.test/rest/api/2/version/10000",
        "id": "10000",
        "description": "The first.",
        "name": "1.0",
        "archived": false,
        "released": false,
        "releaseDate": "2024-05-01",
    });
    assert_eq!(issue["fields"]["versions"], json!([first]));
    assert_eq!((&fix[0], &fix[1]["name"]), (&first, &json!("2.0")));
    assert_eq!(
        members(&fix[0]),
        [
            "self",
            "id",
            "description",
            "name",
            "archived",
            "released",
            "releaseDate"
        ]
    );
    // As the project orders them, not as they were named.
    let to = json!({ "position": "First" });
    app.admin()
        .post(&format!("{VERSION}/10001/move"), to)
        .await
        .expect(200);
    assert_eq!(names(&app, "OPS-1", "fixVersions").await, ["2.0", "1.0"]);
    app.done().await;
}

#[tokio::test]
async fn versions_are_set_added_and_removed() {
    let app = world().await;
    app.issue("OPS", "one").await;
    let fred = app.member("fred").await;
    let body = json!({
        "fields": { "fixVersions": [{ "name": "1.0" }] },
        "update": { "versions": [{ "add": { "name": "2.0" } }, { "add": { "id": 10000 } }] },
    });
    fred.put(ONE, body).await.expect(204);
    assert_eq!(names(&app, "OPS-1", "fixVersions").await, ["1.0"]);
    assert_eq!(names(&app, "OPS-1", "versions").await, ["1.0", "2.0"]);
    let body = json!({ "update": {
        "fixVersions": [{ "remove": { "name": "1.0" } }, { "add": { "name": "2.0" } }],
        "versions": [{ "set": [] }],
    } });
    fred.put(ONE, body).await.expect(204);
    assert_eq!(names(&app, "OPS-1", "fixVersions").await, ["2.0"]);
    assert_eq!(names(&app, "OPS-1", "versions").await, Vec::<String>::new());
    assert_eq!(
        history(&app, "OPS-1").await,
        [
            vec!["Version", "Version", "Fix Version"],
            vec!["Version", "Version", "Fix Version", "Fix Version"],
        ]
    );
    for (field, value, expected) in [
        (
            "versions",
            json!([{ "name": "3.0" }]),
            "Version name '3.0' is not valid",
        ),
        (
            "fixVersions",
            json!([{ "id": "10003" }]),
            "Version id '10003' is not valid",
        ),
        (
            "fixVersions",
            json!([{ "name": "0.9" }]),
            "Version name '0.9' is not valid",
        ),
    ] {
        let reply = fred.put(ONE, json!({ "fields": { field: value } })).await;
        assert_eq!((reply.status, reply.error(field)), (400, expected));
    }
    app.done().await;
}

#[tokio::test]
async fn only_who_resolves_says_in_which_version_it_is_fixed() {
    let app = world().await;
    app.issue("OPS", "one").await;
    let fred = app.member("fred").await;
    revoke(&app, "RESOLVE_ISSUES").await;
    let fix = json!({ "fixVersions": [{ "name": "1.0" }] });
    let refused =
        "Field 'fixVersions' cannot be set. It is not on the appropriate screen, or unknown.";
    let reply = fred.put(ONE, json!({ "fields": fix })).await;
    assert_eq!((reply.status, reply.error("fixVersions")), (400, refused));
    let reply = fred.post(NEW, task(fix)).await;
    assert_eq!((reply.status, reply.error("fixVersions")), (400, refused));
    // Nothing different is fine, and so is the other field.
    let body = json!({ "fields": { "fixVersions": [], "versions": [{ "name": "1.0" }] } });
    fred.put(ONE, body).await.expect(204);
    app.done().await;
}

#[tokio::test]
async fn issues_are_counted() {
    let app = world().await;
    let admin = app.admin();
    for fields in [
        json!({ "fixVersions": [{ "name": "1.0" }], "versions": [{ "name": "1.0" }] }),
        json!({ "fixVersions": [{ "name": "1.0" }] }),
        json!({ "versions": [{ "name": "2.0" }] }),
    ] {
        admin.post(NEW, task(fields)).await.expect(201);
    }
    let done = json!({ "transition": { "id": "31" } });
    admin
        .post(&format!("{ONE}/transitions"), done)
        .await
        .expect(204);
    let counts = admin
        .get(&format!("{VERSION}/10000/relatedIssueCounts"))
        .await
        .expect(200);
    assert_eq!(
        counts,
        json!({
            "self": "http://jira.test/rest/api/2/version/10000", "issuesFixedCount": 2,
            "issuesAffectedCount": 1, "issueCountWithCustomFieldsShowingVersion": 0,
            "customFieldUsage": [],
        })
    );
    let open = admin
        .get(&format!("{VERSION}/10000/unresolvedIssueCount"))
        .await
        .expect(200);
    assert_eq!(
        open,
        json!({ "self": "http://jira.test/rest/api/2/version/10000", "issuesUnresolvedCount": 1 })
    );
    for what in ["relatedIssueCounts", "unresolvedIssueCount"] {
        admin.get(&format!("{VERSION}/77/{what}")).await.expect(404);
        app.anonymous()
            .get(&format!("{VERSION}/10000/{what}"))
            .await
            .expect(401);
    }
    app.done().await;
}

/// Makes OPS-1 with 1.0 in both fields, and OPS-2 with 1.0 and 2.0 as fix versions.
async fn two_issues(app: &TestApp) {
    let one = json!([{ "name": "1.0" }]);
    let both = json!([{ "name": "1.0" }, { "name": "2.0" }]);
    for fields in [
        json!({ "fixVersions": one, "versions": one }),
        json!({ "fixVersions": both }),
    ] {
        app.admin().post(NEW, task(fields)).await.expect(201);
    }
}

async fn state(app: &TestApp) -> Value {
    json!([
        names(app, "OPS-1", "fixVersions").await,
        names(app, "OPS-1", "versions").await,
        names(app, "OPS-2", "fixVersions").await,
    ])
}

#[tokio::test]
async fn issues_of_a_deleted_version_get_others() {
    let app = world().await;
    let admin = app.admin();
    two_issues(&app).await;
    let before = app.fingerprint().await;
    let path = format!("{VERSION}/10000");
    for query in [
        "moveFixIssuesTo=10000",
        "moveFixIssuesTo=10003",
        "moveAffectedIssuesTo=77",
        "moveAffectedIssuesTo=x",
    ] {
        admin.delete(&format!("{path}?{query}")).await.expect(400);
    }
    assert_eq!(app.fingerprint().await, before);
    admin
        .delete(&format!("{path}?moveFixIssuesTo=10001"))
        .await
        .expect(204);
    assert_eq!(state(&app).await, json!([["2.0"], [], ["2.0"]]));
    assert_eq!(
        history(&app, "OPS-1").await,
        [vec!["Version", "Fix Version", "Fix Version"]]
    );
    assert_eq!(history(&app, "OPS-2").await, [vec!["Fix Version"]]);
    admin.get(&path).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn the_same_with_a_body() {
    let app = world().await;
    let admin = app.admin();
    two_issues(&app).await;
    let path = format!("{VERSION}/10000/removeAndSwap");
    let before = app.fingerprint().await;
    for body in [
        json!({ "moveFixIssuesTo": 10003 }),
        json!({ "customFieldReplacementList": [{ "customFieldId": 10000, "moveTo": 10001 }] }),
        json!({ "moveFixIssuesTo": "10001" }),
    ] {
        admin.post(&path, body).await.expect(400);
    }
    assert_eq!(app.fingerprint().await, before);
    let body = json!({ "moveFixIssuesTo": 10001, "moveAffectedIssuesTo": 10001 });
    admin.post(&path, body).await.expect(204);
    assert_eq!(state(&app).await, json!([["2.0"], ["2.0"], ["2.0"]]));
    let path = format!("{VERSION}/10001/removeAndSwap");
    admin.post(&path, json!({})).await.expect(204);
    assert_eq!(state(&app).await, json!([[], [], []]));
    app.done().await;
}

#[tokio::test]
async fn versions_are_merged() {
    let app = world().await;
    let admin = app.admin();
    two_issues(&app).await;
    let into = |id: &str| format!("{VERSION}/10000/mergeto/{id}");
    let empty = || Vec::new();
    admin
        .raw("PUT", &into("10000"), &[], empty())
        .await
        .expect(400);
    admin
        .raw("PUT", &into("10003"), &[], empty())
        .await
        .expect(400);
    admin
        .raw("PUT", &into("77"), &[], empty())
        .await
        .expect(404);
    let fred = app.member("fred").await;
    fred.raw("PUT", &into("10001"), &[], empty())
        .await
        .expect(403);
    admin
        .raw("PUT", &into("10001"), &[], empty())
        .await
        .expect(204);
    assert_eq!(state(&app).await, json!([["2.0"], ["2.0"], ["2.0"]]));
    admin.get(&format!("{VERSION}/10000")).await.expect(404);
    let log = admin
        .get("/rest/api/2/auditing/record?limit=1")
        .await
        .expect(200);
    assert_eq!(log["records"][0]["summary"], "Version merged");
    app.done().await;
}

#[tokio::test]
async fn only_administrators_of_the_project_delete() {
    let app = world().await;
    let fred = app.member("fred").await;
    let path = format!("{VERSION}/10000");
    fred.delete(&path).await.expect(403);
    fred.post(&format!("{path}/removeAndSwap"), json!({}))
        .await
        .expect(403);
    let nobody = app.anonymous();
    nobody.delete(&path).await.expect(401);
    nobody
        .post(&format!("{path}/removeAndSwap"), json!({}))
        .await
        .expect(401);
    nobody
        .raw("PUT", &format!("{path}/mergeto/10001"), &[], Vec::new())
        .await
        .expect(401);
    app.done().await;
}

#[tokio::test]
async fn versions_in_custom_fields() {
    let app = world().await;
    let admin = app.admin();
    let mut fields = Vec::new();
    for kind in ["version", "multiversion"] {
        let kind = format!("com.atlassian.jira.plugin.system.customfieldtypes:{kind}");
        let body = json!({ "name": kind, "type": kind });
        let made = admin.post("/rest/api/2/field", body).await.expect(201);
        fields.push(made["id"].as_str().unwrap().to_owned());
    }
    let given = json!({ (&fields[0]): { "id": "10000" }, (&fields[1]): [{ "id": "10000" }, { "id": "10001" }] });
    let key = admin.post(NEW, task(given)).await.expect(201)["key"].clone();
    let path = format!("/rest/api/2/issue/{}", key.as_str().unwrap());
    let held = async || {
        let issue = admin.get(&path).await.expect(200);
        let one = issue["fields"][&fields[0]]["id"].clone();
        let all = issue["fields"][&fields[1]]
            .as_array()
            .cloned()
            .unwrap_or_default();
        (
            one,
            all.iter()
                .map(|version| version["id"].clone())
                .collect::<Vec<_>>(),
        )
    };
    let counts = admin
        .get(&format!("{VERSION}/10000/relatedIssueCounts"))
        .await
        .expect(200);
    assert_eq!(counts["issueCountWithCustomFieldsShowingVersion"], 1);
    assert_eq!(
        counts["customFieldUsage"][0],
        json!({ "fieldName": "com.atlassian.jira.plugin.system.customfieldtypes:version",
                "customFieldId": 10200, "issueCountWithVersionInCustomField": 1 })
    );
    let swap = format!("{VERSION}/10000/removeAndSwap");
    for bad in [
        json!({ "customFieldId": 10107, "moveTo": 10001 }),
        json!({ "customFieldId": 10200, "moveTo": 10000 }),
    ] {
        admin
            .post(&swap, json!({ "customFieldReplacementList": [bad] }))
            .await
            .expect(400);
    }
    let list = json!([{ "customFieldId": 10200, "moveTo": 10001 }, { "customFieldId": 10201, "moveTo": 10001 }]);
    admin
        .post(&swap, json!({ "customFieldReplacementList": list }))
        .await
        .expect(204);
    assert_eq!(held().await, (json!("10001"), vec![json!("10001")]));
    admin
        .post(&format!("{VERSION}/10001/removeAndSwap"), json!({}))
        .await
        .expect(204);
    assert_eq!(held().await, (json!(null), vec![]));
    app.done().await;
}
