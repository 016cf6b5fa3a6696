//! Saved filters over HTTP.

mod query;
mod share;

use serde_json::{Value, json};
use testkit::{Client, TestApp};

const FILTER: &str = "/rest/api/2/filter";
const NOT_AVAILABLE: &str = "The selected filter is not available to you, perhaps it has been deleted or had its \
                             permissions changed.";

/// Saves a filter; returns its id.
async fn save(client: &Client, name: &str, jql: &str) -> String {
    let made = client
        .post(FILTER, json!({ "name": name, "jql": jql }))
        .await
        .expect(200);
    made["id"].as_str().unwrap().to_owned()
}

/// Shares a filter; returns its shares.
async fn share(client: &Client, id: &str, with: Value) -> Value {
    client
        .post(&format!("{FILTER}/{id}/permission"), with)
        .await
        .expect(201)
}

#[tokio::test]
async fn a_filter_is_saved_read_changed_and_deleted() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    let key = fred.get("/rest/api/2/myself").await.expect(200)["key"].take();
    let made = fred
        .post(
            FILTER,
            json!({
                "name": "Open ones",
                "description": "What is to be done",
                "jql": "project = OPS AND resolution is EMPTY",
                "favourite": true,
                "editable": false,
                "unknown": 1,
            }),
        )
        .await;
    let expected = json!({
        "self": "http://jira.test/rest/api/2/filter/10000",
        "id": "10000",
        "name": "Open ones",
        "description": "What is to be done",
        "owner": {
            "self": "http://jira.test/rest/api/2/user?username=fred",
            "key": key,
            "name": "fred",
            "emailAddress": "fred@example.com",
            "avatarUrls": made.body["owner"]["avatarUrls"],
            "displayName": "Fred Test",
            "active": true,
            "deleted": false,
            "timeZone": made.body["owner"]["timeZone"],
        },
        "jql": "project = OPS AND resolution is EMPTY",
        "viewUrl": "http://jira.test/issues/?filter=10000",
        "searchUrl": "http://jira.test/rest/api/2/search?jql=project+%3D+OPS+AND+resolution+is+EMPTY",
        "favourite": true,
        "sharePermissions": [],
        "editable": true,
        "subscriptions": {
            "size": 0, "items": [], "max-results": 1000, "start-index": 0, "end-index": 0,
        },
    });
    assert_eq!(made.text, expected.to_string());
    made.expect(200);
    let path = "/rest/api/2/filter/10000";
    assert_eq!(fred.get(path).await.expect(200), expected);
    let favourites = fred.get("/rest/api/2/filter/favourite").await.expect(200);
    assert_eq!(favourites, json!([expected]));

    // What is left out stays; null is the same as left out, and empty is empty.
    let changed = fred
        .put(path, json!({ "jql": "order by key", "description": null }))
        .await
        .expect(200);
    assert_eq!(changed["name"], "Open ones");
    assert_eq!(changed["description"], "What is to be done");
    assert_eq!(changed["jql"], "order by key");
    let changed = fred
        .put(path, json!({ "name": "OPEN ones", "description": "" }))
        .await
        .expect(200);
    assert_eq!(changed["name"], "OPEN ones");
    assert_eq!(changed["description"], "");
    let plain = save(&fred, "Plain", "").await;
    let plain = fred.get(&format!("{FILTER}/{plain}")).await.expect(200);
    assert!(plain.get("description").is_none());
    assert_eq!(plain["favourite"], false);

    let gone = fred.delete(path).await;
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    assert_eq!(
        fred.get(path).await.expect(400),
        json!({ "errorMessages": [NOT_AVAILABLE], "errors": {} })
    );
    assert_eq!(fred.delete(path).await.messages(), NOT_AVAILABLE);
    assert_eq!(
        fred.get("/rest/api/2/filter/favourite").await.expect(200),
        json!([])
    );
    app.done().await;
}

#[tokio::test]
async fn what_is_refused_changes_nothing() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let (fred, jane) = (app.member("fred").await, app.member("jane").await);
    let id = save(&fred, "Mine", "project = OPS").await;
    save(&fred, "Other", "").await;
    // Names are each owner's own.
    save(&jane, "MINE", "").await;
    let path = format!("{FILTER}/{id}");
    let before = app.fingerprint().await;
    let dump = app.dump().await;
    for (body, field, text) in [
        (
            json!({}),
            "filterName",
            "You must specify a name to save this filter as.",
        ),
        (
            json!({ "name": " \t" }),
            "filterName",
            "You must specify a name to save this filter as.",
        ),
        (
            json!({ "name": "ä".repeat(256) }),
            "filterName",
            "A filter name has at most 255 characters and no control characters.",
        ),
        (
            json!({ "name": "a\nb" }),
            "filterName",
            "A filter name has at most 255 characters and no control characters.",
        ),
        (
            json!({ "name": "mine" }),
            "filterName",
            "Filter with same name already exists.",
        ),
        (
            json!({ "name": "x", "description": "x".repeat(32_768) }),
            "filterDescription",
            "The entered text is too long. It exceeds the allowed limit of 32,767 characters.",
        ),
    ] {
        let refused = fred.post(FILTER, body.clone()).await;
        assert_eq!(refused.error(field), text, "{body}");
        assert_eq!(refused.status, 400);
    }
    let refused = fred
        .post(
            FILTER,
            json!({ "name": "x", "jql": "project = NIX and status = Gone" }),
        )
        .await
        .expect(400);
    assert_eq!(
        refused["errorMessages"],
        json!([
            "The value 'NIX' does not exist for the field 'project'.",
            "The value 'Gone' does not exist for the field 'status'.",
        ])
    );
    for body in [
        json!({ "name": "x", "jql": "project =" }),
        json!({ "name": 1 }),
        json!({ "name": "a\0b" }),
        json!({ "name": "x", "jql": ["project = OPS"] }),
        json!({ "name": "x", "favourite": "yes" }),
        json!({ "name": "x", "owner": "jane" }),
        json!([]),
    ] {
        fred.post(FILTER, body.clone()).await.expect(400);
        fred.put(&path, body).await.expect(400);
    }
    for body in [
        json!({ "name": "" }),
        json!({ "name": "OTHER" }),
        json!({ "jql": "nix = 1" }),
        json!({ "owner": { "name": "jane" } }),
        json!({ "owner": { "name": "ghost" } }),
    ] {
        fred.put(&path, body.clone()).await.expect(400);
    }
    // Somebody else's private filter is none to others, administrators included.
    let boss = app.jira_admin("boss").await;
    let dump_with_boss = app.dump().await;
    for other in [&jane, &boss, &app.admin()] {
        for id in [id.as_str(), "99999", "0", "-1", "x", "99999999999999999999"] {
            let path = format!("{FILTER}/{id}");
            assert_eq!(other.get(&path).await.messages(), NOT_AVAILABLE, "{id}");
            let put = other.put(&path, json!({ "name": "y" })).await;
            assert_eq!(
                (put.status, put.messages()),
                (400, NOT_AVAILABLE.to_owned())
            );
            assert_eq!(other.delete(&path).await.status, 400);
            for part in ["columns", "permission", "permission/1"] {
                let refused = other.get(&format!("{path}/{part}")).await;
                assert_eq!(
                    (refused.status, refused.messages()),
                    (404, NOT_AVAILABLE.to_owned())
                );
            }
            let refused = other
                .post(&format!("{path}/permission"), json!({ "type": "global" }))
                .await;
            assert_eq!(refused.status, 404);
        }
    }
    let anonymous = app.anonymous();
    for path in [path.as_str(), "/rest/api/2/filter/favourite"] {
        anonymous.get(path).await.expect(401);
    }
    anonymous
        .post(FILTER, json!({ "name": "x" }))
        .await
        .expect(401);
    anonymous
        .put(&path, json!({ "name": "x" }))
        .await
        .expect(401);
    anonymous.delete(&path).await.expect(401);
    assert_eq!(app.dump().await, dump_with_boss);
    assert_ne!(dump, dump_with_boss);
    assert_ne!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn administrators_give_shared_filters_to_others() {
    let app = TestApp::new().await;
    let (fred, jane) = (app.member("fred").await, app.member("jane").await);
    let boss = app.jira_admin("boss").await;
    let id = save(&fred, "Team", "").await;
    let group = json!({ "type": "group", "groupname": "jira-software-users" });
    share(&fred, &id, group).await;
    let path = format!("{FILTER}/{id}");
    assert_eq!(boss.get(&path).await.expect(200)["editable"], false);
    let refused = boss.put(&path, json!({ "name": "Ours" })).await;
    assert_eq!(refused.status, 400);
    assert_eq!(jane.put(&path, json!({ "name": "Ours" })).await.status, 400);
    assert_eq!(jane.delete(&path).await.status, 400);
    let refused = jane
        .put(&path, json!({ "owner": { "name": "jane" } }))
        .await;
    assert_eq!(
        refused.error("owner"),
        "Only Jira administrators can change the owner of a filter."
    );
    let nobody = boss
        .put(&path, json!({ "owner": { "name": "ghost" } }))
        .await;
    assert_eq!(
        nobody.error("owner"),
        "The owner of a filter must be an active user."
    );
    let given = boss
        .put(
            &path,
            json!({ "name": "Team", "owner": { "name": "Jane" } }),
        )
        .await
        .expect(200);
    assert_eq!(given["owner"]["name"], "jane");
    assert_eq!(jane.get(&path).await.expect(200)["editable"], true);
    assert_eq!(fred.get(&path).await.expect(200)["editable"], false);
    // Names are unique among what one owns, however one came by it.
    let other = save(&fred, "Team", "").await;
    share(&fred, &other, json!({ "type": "authenticated" })).await;
    let path = format!("{FILTER}/{other}");
    let refused = boss
        .put(&path, json!({ "owner": { "name": "jane" } }))
        .await;
    assert_eq!(
        refused.error("filterName"),
        "Filter with same name already exists."
    );
    assert_eq!(boss.delete(&path).await.status, 204);
    app.done().await;
}

#[tokio::test]
async fn a_filter_has_columns_of_its_own_or_none() {
    let app = TestApp::new().await;
    let (fred, jane) = (app.member("fred").await, app.member("jane").await);
    let id = save(&fred, "Mine", "").await;
    let path = format!("{FILTER}/{id}/columns");
    let none = fred.get(&path).await;
    assert_eq!(none.messages(), "This filter has no columns of its own.");
    none.expect(404);
    let form = async |client: &Client, body: &str| {
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        client
            .raw("PUT", &path, &kind, body.as_bytes().to_vec())
            .await
    };
    let set = form(&fred, "columns=issuekey&columns=summary&columns=status").await;
    assert_eq!((set.status, set.text.as_str()), (200, ""));
    let expected = json!([
        { "label": "Key", "value": "issuekey" },
        { "label": "Summary", "value": "summary" },
        { "label": "Status", "value": "status" },
    ]);
    assert_eq!(fred.get(&path).await.expect(200), expected);
    for body in [
        "",
        "columns=",
        "columns=nix",
        "columns=summary&columns=summary",
        "columns=comment",
    ] {
        assert_eq!(form(&fred, body).await.status, 400, "{body}");
    }
    for body in [
        json!({}),
        json!({ "columns": "summary" }),
        json!({ "columns": [1] }),
        json!(["summary"]),
    ] {
        assert_eq!(fred.put(&path, body.clone()).await.status, 400, "{body}");
    }
    let kind = [("content-type", "text/plain")];
    let text = fred
        .raw("PUT", &path, &kind, b"columns=summary".to_vec())
        .await;
    text.expect(415);
    assert_eq!(fred.get(&path).await.expect(200), expected);
    fred.put(&path, json!({ "columns": ["assignee"] })).await;
    let now = json!([{ "label": "Assignee", "value": "assignee" }]);
    assert_eq!(fred.get(&path).await.expect(200), now);
    assert_eq!(form(&jane, "columns=summary").await.status, 404);
    share(&fred, &id, json!({ "type": "loggedin" })).await;
    assert_eq!(jane.get(&path).await.expect(200), now);
    assert_eq!(form(&jane, "columns=summary").await.status, 400);
    assert_eq!(jane.delete(&path).await.status, 400);
    app.anonymous().delete(&path).await.expect(401);
    assert_eq!(fred.delete(&path).await.status, 204);
    fred.get(&path).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn what_one_saves_is_shared_as_one_has_said() {
    let app = TestApp::new().await;
    let (fred, nobody) = (app.member("fred").await, app.anonymous());
    let path = "/rest/api/2/filter/defaultShareScope";
    assert_eq!(
        fred.get(path).await.expect(200),
        json!({ "scope": "PRIVATE" })
    );
    for scope in ["AUTHENTICATED", "GLOBAL"] {
        let set = fred.put(path, json!({ "scope": scope })).await.expect(200);
        assert_eq!(set, json!({ "scope": "AUTHENTICATED" }));
    }
    assert_eq!(
        fred.get(path).await.expect(200),
        json!({ "scope": "AUTHENTICATED" })
    );
    let id = save(&fred, "Shared", "").await;
    let read = fred.get(&format!("{FILTER}/{id}")).await.expect(200);
    assert_eq!(
        read["sharePermissions"],
        json!([{ "id": 10000, "type": "loggedin", "view": true, "edit": false }])
    );
    for body in [
        json!({}),
        json!({ "scope": "private" }),
        json!({ "scope": 1 }),
    ] {
        assert_eq!(fred.put(path, body.clone()).await.status, 400, "{body}");
    }
    let set = fred
        .put(path, json!({ "scope": "PRIVATE" }))
        .await
        .expect(200);
    assert_eq!(set, json!({ "scope": "PRIVATE" }));
    let id = save(&fred, "Not shared", "").await;
    let read = fred.get(&format!("{FILTER}/{id}")).await.expect(200);
    assert_eq!(read["sharePermissions"], json!([]));
    nobody.get(path).await.expect(401);
    nobody
        .put(path, json!({ "scope": "PRIVATE" }))
        .await
        .expect(401);
    app.done().await;
}
