use serde_json::{Value, json};
use testkit::{Client, TestApp};

const NEW: &str = "/rest/api/2/version";
const OF_OPS: &str = "/rest/api/2/project/OPS/versions";

async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app
}

/// Makes versions of OPS; the first has the id 10000.
async fn make(app: &TestApp, names: &[&str]) -> Client {
    let admin = app.admin();
    for name in names {
        let body = json!({ "name": name, "project": "OPS" });
        admin.post(NEW, body).await.expect(201);
    }
    admin
}

async fn names(client: &Client) -> Vec<String> {
    let list = client.get(OF_OPS).await.expect(200);
    let list = list.as_array().unwrap().iter();
    list.map(|known| known["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_version_has_the_members_of_the_reference() {
    let app = world().await;
    let admin = app.admin();
    let body = json!({
        "name": " 1.0 ", "description": "The first.", "project": "OPS", "archived": false,
        "released": false, "startDate": "2024-02-01", "releaseDate": "2024-02-29",
    });
    let version = admin.post(NEW, body).await.expect(201);
    assert_eq!(
        version,
        json!({
            "self": "http://jira.test/rest/api/2/version/10000",
            "id": "10000",
            "description": "The first.",
            "name": "1.0",
            "archived": false,
            "released": false,
            "startDate": "2024-02-01",
            "releaseDate": "2024-02-29",
            "overdue": true,
            "userStartDate": "01/Feb/24",
            "userReleaseDate": "29/Feb/24",
            "projectId": 10000,
        })
    );
    let members: Vec<&String> = version.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        [
            "self",
            "id",
            "description",
            "name",
            "archived",
            "released",
            "startDate",
            "releaseDate",
            "overdue",
            "userStartDate",
            "userReleaseDate",
            "projectId",
        ]
    );
    let fred = app.member("fred").await;
    assert_eq!(fred.get(&format!("{NEW}/10000")).await.expect(200), version);
    assert_eq!(fred.get(OF_OPS).await.expect(200), json!([version]));
    let project = fred.get("/rest/api/2/project/OPS").await.expect(200);
    assert_eq!(project["versions"], json!([version]));

    let bare = admin
        .post(NEW, json!({ "name": "2.0", "projectId": "10000" }))
        .await
        .expect(201);
    let members: Vec<&String> = bare.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        ["self", "id", "name", "archived", "released", "projectId"]
    );
    app.done().await;
}

#[tokio::test]
async fn what_is_released_or_still_to_come_is_not_overdue() {
    let app = world().await;
    let admin = make(&app, &["1.0"]).await;
    let path = format!("{NEW}/10000");
    let change = async |body: Value| admin.put(&path, body).await.expect(200)["overdue"].clone();
    assert_eq!(change(json!({ "releaseDate": "2024-02-29" })).await, true);
    // It is the first of March.
    assert_eq!(change(json!({ "releaseDate": "2024-03-01" })).await, false);
    assert_eq!(
        change(json!({ "releaseDate": "2024-02-29", "released": true })).await,
        Value::Null
    );
    assert_eq!(change(json!({ "released": false })).await, true);
    assert_eq!(change(json!({ "archived": true })).await, Value::Null);
    assert_eq!(
        change(json!({ "archived": false, "releaseDate": null })).await,
        Value::Null
    );
    app.done().await;
}

#[tokio::test]
async fn a_change_leaves_what_is_not_given_and_is_told() {
    let app = world().await;
    let admin = make(&app, &["1.0"]).await;
    let path = format!("{NEW}/10000");
    let body = json!({ "description": "New.", "startDate": "2024-01-01T00:00:00.000+0000" });
    let changed = admin.put(&path, body).await.expect(200);
    assert_eq!(
        (&changed["name"], &changed["startDate"]),
        (&json!("1.0"), &json!("2024-01-01"))
    );
    let before = app.fingerprint().await;
    admin
        .put(&path, json!({ "name": "1.0", "self": "x" }))
        .await
        .expect(200);
    assert_eq!(app.fingerprint().await, before);
    let summary = async || {
        let log = admin
            .get("/rest/api/2/auditing/record?limit=1")
            .await
            .expect(200);
        log["records"][0]["summary"].clone()
    };
    assert_eq!(summary().await, "Version updated");
    admin
        .put(&path, json!({ "released": true }))
        .await
        .expect(200);
    assert_eq!(summary().await, "Version released");
    admin
        .put(&path, json!({ "released": false }))
        .await
        .expect(200);
    assert_eq!(summary().await, "Version unreleased");
    app.done().await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_changes_nothing() {
    let app = world().await;
    let admin = make(&app, &["1.0", "2.0"]).await;
    let before = app.fingerprint().await;
    for (field, body) in [
        ("name", json!({ "name": "" })),
        ("name", json!({ "name": " " })),
        ("name", json!({ "name": "x".repeat(256) })),
        ("name", json!({ "name": "a\tb" })),
        ("name", json!({ "name": "1.0" })),
        (
            "description",
            json!({ "name": "n", "description": "x".repeat(32768) }),
        ),
        (
            "releaseDate",
            json!({ "name": "n", "releaseDate": "2024-02-30" }),
        ),
        (
            "releaseDate",
            json!({ "name": "n", "releaseDate": "tomorrow" }),
        ),
        (
            "releaseDate",
            json!({ "name": "n", "releaseDate": "2024-02-01x" }),
        ),
        (
            "releaseDate",
            json!({ "name": "n", "releaseDate": "２０２４-0" }),
        ),
        ("startDate", json!({ "name": "n", "startDate": "24-02-01" })),
        (
            "releaseDate",
            json!({ "name": "n", "startDate": "2024-02-02", "releaseDate": "2024-02-01" }),
        ),
    ] {
        let mut new = body.clone();
        new["project"] = json!("OPS");
        let reply = admin.post(NEW, new).await;
        assert_eq!(reply.status, 400, "{body}");
        assert_ne!(reply.error(field), "", "{body}: {}", reply.text);
        let reply = admin.put(&format!("{NEW}/10001"), body.clone()).await;
        assert_eq!(reply.status, 400, "{body}");
        assert_ne!(reply.error(field), "", "{body}: {}", reply.text);
    }
    let reply = admin
        .post(NEW, json!({ "name": "1.0", "project": "OPS" }))
        .await;
    assert_eq!(
        reply.error("name"),
        "A version with this name already exists in this project."
    );
    admin
        .post(NEW, json!({ "project": "OPS" }))
        .await
        .expect(400);
    admin.post(NEW, json!({ "name": "x" })).await.expect(400);
    admin
        .post(NEW, json!({ "name": ["x"], "project": "OPS" }))
        .await
        .expect(400);
    admin
        .post(NEW, json!({ "name": "\0", "project": "OPS" }))
        .await
        .expect(400);
    admin
        .post(NEW, json!({ "name": "x", "project": "NOPE" }))
        .await
        .expect(404);
    for id in ["10009", "x"] {
        let reply = admin.get(&format!("{NEW}/{id}")).await;
        assert_eq!(
            reply.messages(),
            format!("Could not find version for id '{id}'")
        );
        reply.expect(404);
        admin
            .put(&format!("{NEW}/{id}"), json!({}))
            .await
            .expect(404);
        let to = json!({ "position": "First" });
        admin
            .post(&format!("{NEW}/{id}/move"), to)
            .await
            .expect(404);
    }
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn versions_are_moved() {
    let app = world().await;
    let admin = make(&app, &["a", "b", "c", "d"]).await;
    let to = async |name: &str, body: Value| {
        let list = admin.get(OF_OPS).await.expect(200);
        let list = list.as_array().unwrap();
        let version = list.iter().find(|known| known["name"] == name).unwrap();
        let path = format!("{NEW}/{}/move", version["id"].as_str().unwrap());
        let moved = admin.post(&path, body).await.expect(200);
        assert_eq!(moved["name"], name);
        names(&admin).await.concat()
    };
    let position = |word: &str| json!({ "position": word });
    let after = |id: i64| json!({ "after": format!("http://jira.test/rest/api/2/version/{id}") });
    assert_eq!(to("c", position("First")).await, "cabd");
    assert_eq!(to("a", position("Last")).await, "cbda");
    assert_eq!(to("d", position("Earlier")).await, "cdba");
    assert_eq!(to("c", position("Later")).await, "dcba");
    assert_eq!(to("d", position("Earlier")).await, "dcba");
    assert_eq!(to("a", position("Later")).await, "dcba");
    assert_eq!(to("d", after(10000)).await, "cbad");
    assert_eq!(to("b", after(10002)).await, "cbad");
    assert_eq!(to("d", after(10002)).await, "cdba");
    let path = format!("{NEW}/10000/move");
    for body in [
        json!({}),
        position("Middle"),
        json!({ "position": "First", "after": "x/10001" }),
    ] {
        admin.post(&path, body).await.expect(400);
    }
    admin.post(&path, after(10000)).await.expect(404);
    admin.post(&path, after(7)).await.expect(404);
    assert_eq!(names(&admin).await.concat(), "cdba");
    app.done().await;
}

#[tokio::test]
async fn pages_are_ordered() {
    let app = world().await;
    let admin = make(&app, &["b", "a", "c"]).await;
    let day = json!({ "releaseDate": "2024-05-01", "startDate": "2024-04-02" });
    admin.put(&format!("{NEW}/10000"), day).await.expect(200);
    let day = json!({ "releaseDate": "2024-04-01" });
    admin.put(&format!("{NEW}/10002"), day).await.expect(200);
    let page = async |path: &str, query: &str| {
        let page = admin.get(&format!("{path}?{query}")).await.expect(200);
        let values = page["values"].as_array().unwrap().iter();
        values
            .map(|known| known["name"].as_str().unwrap().to_owned())
            .collect::<String>()
    };
    let of_ops = "/rest/api/2/project/OPS/version";
    for (query, expected) in [
        ("", "bac"),
        ("orderBy=sequence", "bac"),
        ("orderBy=-sequence", "cab"),
        ("orderBy=name", "abc"),
        ("orderBy=%2Bname", "abc"),
        ("orderBy=-name", "cba"),
        ("orderBy=releaseDate", "cba"),
        ("orderBy=-releaseDate", "bca"),
        ("orderBy=startDate", "bac"),
        ("maxResults=1&startAt=2", "c"),
        ("query=A", "a"),
    ] {
        assert_eq!(page(of_ops, query).await, expected, "{query}");
    }
    assert_eq!(page(NEW, "query=b").await, "b");
    assert_eq!(page(NEW, "projectIds=10009").await, "");
    admin
        .get(&format!("{of_ops}?orderBy=color"))
        .await
        .expect(400);
    admin
        .get(&format!("{of_ops}?maxResults=-1"))
        .await
        .expect(400);
    let first = admin
        .get(&format!("{of_ops}?maxResults=2"))
        .await
        .expect(200);
    assert_eq!(first["isLast"], false);
    assert_eq!(first["total"], 3);
    app.done().await;
}

#[tokio::test]
async fn only_administrators_change() {
    let app = world().await;
    make(&app, &["1.0"]).await;
    let (fred, nobody) = (app.member("fred").await, app.anonymous());
    let path = format!("{NEW}/10000");
    let new = || json!({ "name": "x", "project": "OPS" });
    fred.post(NEW, new()).await.expect(403);
    fred.put(&path, new()).await.expect(403);
    fred.post(&format!("{path}/move"), json!({ "position": "First" }))
        .await
        .expect(403);
    nobody.post(NEW, new()).await.expect(401);
    nobody.put(&path, new()).await.expect(401);
    nobody.get(&path).await.expect(401);
    nobody.get(NEW).await.expect(401);
    nobody.get(OF_OPS).await.expect(401);
    nobody
        .get("/rest/api/2/project/OPS/version")
        .await
        .expect(401);
    app.done().await;
}
