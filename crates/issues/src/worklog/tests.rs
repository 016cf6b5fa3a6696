use serde_json::{Value, json};
use testkit::{Client, Reply, TestApp};

use crate::tests::{configure, grant_members, hide, history, members, revoke, task};

const ONE: &str = "/rest/api/2/issue/OPS-1";
const PATH: &str = "/rest/api/2/issue/OPS-1/worklog";

async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "work").await;
    app
}

async fn log(client: &Client, query: &str, body: Value) -> Value {
    client
        .post(&format!("{PATH}{query}"), body)
        .await
        .expect(201)
}

async fn times(client: &Client) -> Value {
    client.get(ONE).await.expect(200)["fields"]["timetracking"].clone()
}

fn lines(reply: &Value) -> Vec<&str> {
    let list = reply["worklogs"].as_array().unwrap().iter();
    list.map(|known| known["comment"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn work_is_logged_as_the_reference_shows_it() {
    let app = world().await;
    let fred = app.member("fred").await;
    app.advance(60);
    let body = json!({
        "comment": "I *did* it.", "started": "2024-02-29T10:00:00.000+0000", "timeSpent": "1h 30m",
    });
    let worklog = log(&fred, "", body).await;
    assert_eq!(
        members(&worklog),
        [
            "self",
            "author",
            "updateAuthor",
            "comment",
            "created",
            "updated",
            "started",
            "timeSpent",
            "timeSpentSeconds",
            "id",
            "issueId",
        ]
    );
    assert_eq!(
        worklog["self"],
        "http://jira.test/rest/api/2/issue/10000/worklog/10000"
    );
    assert_eq!(worklog["author"]["name"], "fred");
    assert_eq!(worklog["started"], "2024-02-29T10:00:00.000+0000");
    assert_eq!(worklog["created"], "2024-03-01T12:01:00.000+0000");
    assert_eq!(
        (&worklog["timeSpent"], &worklog["timeSpentSeconds"]),
        (&json!("1h 30m"), &json!(5400))
    );
    assert_eq!(
        (&worklog["id"], &worklog["issueId"]),
        (&json!("10000"), &json!("10000"))
    );
    let list = fred.get(PATH).await.expect(200);
    assert_eq!(
        list,
        json!({ "startAt": 0, "maxResults": 1, "total": 1, "worklogs": [worklog] })
    );
    assert_eq!(
        fred.get(&format!("{PATH}/10000")).await.expect(200),
        worklog
    );

    let issue = fred
        .get(&format!("{ONE}?expand=renderedFields,changelog"))
        .await
        .expect(200);
    let fields = &issue["fields"];
    assert_eq!(
        fields["worklog"],
        json!({ "startAt": 0, "maxResults": 20, "total": 1, "worklogs": [worklog] })
    );
    assert_eq!(
        fields["timetracking"],
        json!({ "remainingEstimate": "0m", "timeSpent": "1h 30m", "remainingEstimateSeconds": 0,
                "timeSpentSeconds": 5400 })
    );
    assert_eq!(
        members(&fields["timetracking"]),
        [
            "remainingEstimate",
            "timeSpent",
            "remainingEstimateSeconds",
            "timeSpentSeconds"
        ]
    );
    assert_eq!(
        fields["progress"],
        json!({ "progress": 5400, "total": 5400, "percent": 100 })
    );
    assert_eq!(fields["aggregateprogress"], fields["progress"]);
    for (field, expected) in [
        ("timespent", json!(5400)),
        ("aggregatetimespent", json!(5400)),
        ("timeestimate", json!(0)),
        ("aggregatetimeestimate", json!(0)),
        ("timeoriginalestimate", Value::Null),
        ("workratio", json!(-1)),
        ("updated", json!("2024-03-01T12:01:00.000+0000")),
    ] {
        assert_eq!(fields[field], expected, "{field}");
    }
    let rendered = &issue["renderedFields"];
    assert_eq!(rendered["timespent"], "1 hour, 30 minutes");
    assert_eq!(rendered["timeestimate"], "0 minutes");
    assert_eq!(rendered["timeoriginalestimate"], Value::Null);
    assert_eq!(rendered["timetracking"]["timeSpent"], "1 hour, 30 minutes");
    let entry = &rendered["worklog"]["worklogs"][0];
    assert_eq!(entry["comment"], "<p>I <b>did</b> it.</p>");
    assert_eq!(entry["timeSpent"], "1 hour, 30 minutes");
    assert_eq!(entry["timeSpentSeconds"], Value::Null);
    assert_eq!(
        issue["changelog"]["histories"][0]["items"],
        json!([
            { "field": "WorklogId", "fieldtype": "jira", "from": "10000", "fromString": "10000",
              "to": null, "toString": null },
            { "field": "timeestimate", "fieldtype": "jira", "from": null, "fromString": null,
              "to": "0", "toString": "0" },
            { "field": "timespent", "fieldtype": "jira", "from": null, "fromString": null,
              "to": "5400", "toString": "5400" },
        ])
    );
    app.done().await;
}

#[tokio::test]
async fn the_estimate_follows() {
    let app = world().await;
    let fred = app.member("fred").await;
    let set = json!({ "fields": { "timetracking": { "originalEstimate": "1d", "remainingEstimate": "6h" } } });
    fred.put(ONE, set).await.expect(204);
    let remaining = async || times(&fred).await["remainingEstimate"].clone();
    let hour = || json!({ "timeSpent": "1h" });
    log(&fred, "", hour()).await;
    assert_eq!(remaining().await, "5h");
    log(&fred, "?adjustEstimate=leave", hour()).await;
    assert_eq!(remaining().await, "5h");
    log(&fred, "?adjustEstimate=new&newEstimate=2d", hour()).await;
    assert_eq!(remaining().await, "2d");
    log(&fred, "?adjustEstimate=manual&reduceBy=3h", hour()).await;
    assert_eq!(remaining().await, "1d 5h");
    log(
        &fred,
        "?adjustEstimate=auto",
        json!({ "timeSpentSeconds": 7200 }),
    )
    .await;
    assert_eq!(remaining().await, "1d 3h");
    assert_eq!(times(&fred).await["timeSpent"], "6h");
    let issue = fred.get(ONE).await.expect(200);
    assert_eq!(issue["fields"]["workratio"], 75);
    assert_eq!(
        issue["fields"]["progress"],
        json!({ "progress": 21600, "total": 61200, "percent": 35 })
    );
    let path = format!("{PATH}/10000");
    fred.delete(&format!("{path}?adjustEstimate=manual&increaseBy=1h"))
        .await
        .expect(204);
    assert_eq!(remaining().await, "1d 4h");
    fred.delete(&format!("{PATH}/10001?adjustEstimate=leave"))
        .await
        .expect(204);
    assert_eq!(remaining().await, "1d 4h");
    fred.delete(&format!("{PATH}/10002?adjustEstimate=new&newEstimate=0m"))
        .await
        .expect(204);
    assert_eq!(remaining().await, "0m");
    assert_eq!(times(&fred).await["timeSpent"], "3h");
    let before = app.fingerprint().await;
    for (query, field) in [
        ("?adjustEstimate=new", "newEstimate"),
        ("?adjustEstimate=new&newEstimate=x", "newEstimate"),
        ("?adjustEstimate=manual", "reduceBy"),
        ("?adjustEstimate=manual&reduceBy=-1h", "reduceBy"),
        ("?adjustEstimate=some", "adjustEstimate"),
    ] {
        let reply = fred.post(&format!("{PATH}{query}"), hour()).await;
        assert_ne!(reply.error(field), "", "{query}: {}", reply.text);
        reply.expect(400);
    }
    let reply = fred
        .delete(&format!("{PATH}/10003?adjustEstimate=manual"))
        .await;
    assert_ne!(reply.error("increaseBy"), "");
    reply.expect(400);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn a_worklog_is_changed_and_deleted() {
    let app = world().await;
    let fred = app.member("fred").await;
    log(&fred, "", json!({ "timeSpent": "3h", "comment": "first" })).await;
    let path = format!("{PATH}/10000");
    app.advance(60);
    let body = json!({ "comment": "Updated!", "timeSpent": "2h", "id": "7", "author": {} });
    let changed = fred.put(&path, body).await.expect(200);
    assert_eq!(
        (&changed["comment"], &changed["timeSpent"]),
        (&json!("Updated!"), &json!("2h"))
    );
    assert_eq!(changed["updated"], "2024-03-01T12:01:00.000+0000");
    assert_eq!(changed["created"], "2024-03-01T12:00:00.000+0000");
    assert_eq!(times(&fred).await["remainingEstimate"], "1h");
    // Nothing different leaves no trace.
    let before = app.fingerprint().await;
    fred.put(&path, json!({})).await.expect(200);
    fred.put(&path, json!({ "timeSpentSeconds": 7200 }))
        .await
        .expect(200);
    assert_eq!(app.fingerprint().await, before);
    fred.delete(&path).await.expect(204);
    assert_eq!(times(&fred).await["remainingEstimate"], "3h");
    assert_eq!(times(&fred).await["timeSpentSeconds"], 0);
    fred.delete(&path).await.expect(404);
    fred.get(&path).await.expect(404);
    fred.put(&path, json!({ "comment": "x" })).await.expect(404);
    assert_eq!(
        history(&app, "OPS-1").await,
        [
            vec!["WorklogId", "timeestimate", "timespent"],
            vec!["WorklogId", "timeestimate", "timespent"],
            vec!["WorklogId", "timeestimate", "timespent"],
        ]
    );
    app.done().await;
}

#[tokio::test]
async fn what_is_no_work_is_refused() {
    let app = world().await;
    let fred = app.member("fred").await;
    log(&fred, "", json!({ "timeSpent": "1h" })).await;
    let before = app.fingerprint().await;
    let told = |reply: &Reply, field: &str| reply.error(field).to_owned();
    for (body, field, text) in [
        (
            json!({}),
            "timeLogged",
            "You must indicate the time spent working.",
        ),
        (
            json!({ "timeSpent": "" }),
            "timeLogged",
            "You must indicate the time spent working.",
        ),
        (
            json!({ "timeSpent": "0m" }),
            "timeLogged",
            "You must indicate the time spent working.",
        ),
        (
            json!({ "timeSpent": "soon" }),
            "timeLogged",
            "Invalid time duration entered.",
        ),
        (
            json!({ "timeSpent": "-1h" }),
            "timeLogged",
            "Invalid time duration entered.",
        ),
        (
            json!({ "timeSpentSeconds": -60 }),
            "timeLogged",
            "Invalid time duration entered.",
        ),
        (
            json!({ "timeSpentSeconds": i64::MAX }),
            "timeLogged",
            "Invalid time duration entered.",
        ),
        (
            json!({ "timeSpent": "1h", "timeSpentSeconds": 3600 }),
            "timeLogged",
            "Give either 'timeSpent' or 'timeSpentSeconds', and not both.",
        ),
        (
            json!({ "timeSpent": "1h", "started": "today" }),
            "started",
            "The start date must have the form 2024-03-09T13:34:56.789+0000.",
        ),
        (
            json!({ "timeSpent": "1h", "comment": "x".repeat(32768) }),
            "comment",
            "The entered text is too long. It exceeds the allowed limit of 32,767 characters.",
        ),
        (
            json!({ "timeSpent": "1h", "visibility": { "type": "group", "value": "nobody" } }),
            "commentLevel",
            "You are currently not a member of the group: nobody.",
        ),
    ] {
        let reply = fred.post(PATH, body.clone()).await;
        assert_eq!(
            (reply.status, told(&reply, field)),
            (400, text.to_owned()),
            "{body}"
        );
    }
    for body in [
        json!({ "timeSpent": 3 }),
        json!({ "timeSpentSeconds": 1.5 }),
        json!({ "timeSpent": "1h\0" }),
    ] {
        fred.post(PATH, body).await.expect(400);
    }
    // The longest time there is, logged once more, would be too long.
    let all = json!({ "timeSpentSeconds": 4_000_000_000_000_i64 });
    let reply = fred.post(PATH, all.clone()).await;
    assert_eq!(told(&reply, "timeLogged"), "Invalid time duration entered.");
    fred.put(&format!("{PATH}/10000"), json!({ "timeSpentSeconds": 0 }))
        .await
        .expect(400);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn ones_own_and_those_of_others() {
    let app = world().await;
    let (fred, wilma) = (app.member("fred").await, app.member("wilma").await);
    log(&fred, "", json!({ "timeSpent": "1h" })).await;
    let path = format!("{PATH}/10000");
    let edit = || json!({ "timeSpent": "2h" });
    wilma.put(&path, edit()).await.expect(403);
    wilma.delete(&path).await.expect(403);
    fred.put(&path, edit()).await.expect(200);
    let admin = app.admin();
    let changed = admin
        .put(&path, json!({ "timeSpent": "3h" }))
        .await
        .expect(200);
    assert_eq!(changed["author"]["name"], "fred");
    assert_eq!(changed["updateAuthor"]["name"], "admin");
    for (permission, method) in [
        ("EDIT_OWN_WORKLOGS", "PUT"),
        ("DELETE_OWN_WORKLOGS", "DELETE"),
    ] {
        revoke(&app, permission).await;
        let headers = [("content-type", "application/json")];
        fred.raw(method, &path, &headers, edit().to_string().into_bytes())
            .await
            .expect(403);
    }
    grant_members(&app, "DELETE_ALL_WORKLOGS").await;
    wilma.delete(&path).await.expect(204);
    revoke(&app, "WORK_ON_ISSUES").await;
    fred.post(PATH, edit()).await.expect(403);
    let nobody = app.anonymous();
    nobody.get(PATH).await.expect(401);
    nobody.post(PATH, edit()).await.expect(401);
    nobody.put(&path, edit()).await.expect(401);
    nobody.delete(&path).await.expect(401);
    hide(&app).await;
    fred.get(PATH).await.expect(404);
    fred.get(&path).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn a_worklog_may_be_for_some_only() {
    let app = world().await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let group = json!({ "type": "group", "value": "jira-administrators" });
    let role = json!({ "type": "role", "value": "Administrators" });
    for (comment, visibility) in [
        ("all", Value::Null),
        ("group", group.clone()),
        ("role", role),
    ] {
        let body = json!({ "timeSpent": "1h", "comment": comment, "visibility": visibility });
        log(&admin, "", body).await;
    }
    let seen = admin.get(PATH).await.expect(200);
    assert_eq!(lines(&seen), ["all", "group", "role"]);
    assert_eq!(seen["worklogs"][1]["visibility"], group);
    let seen = fred.get(PATH).await.expect(200);
    assert_eq!((lines(&seen), &seen["total"]), (vec!["all"], &json!(1)));
    let issue = fred.get(ONE).await.expect(200);
    assert_eq!(lines(&issue["fields"]["worklog"]), ["all"]);
    assert_eq!(issue["fields"]["worklog"]["total"], 1);
    fred.get(&format!("{PATH}/10001")).await.expect(404);
    fred.delete(&format!("{PATH}/10001")).await.expect(404);
    let open = json!({ "visibility": null });
    admin.put(&format!("{PATH}/10001"), open).await.expect(200);
    fred.get(&format!("{PATH}/10001")).await.expect(200);
    app.done().await;
}

#[tokio::test]
async fn an_issue_shows_the_first_twenty() {
    let app = world().await;
    let admin = app.admin();
    let more = |n: usize| vec![json!({ "add": { "timeSpent": "1m" } }); n];
    for n in [10, 10, 3] {
        let body = json!({ "update": { "worklog": more(n) } });
        admin.put(ONE, body).await.expect(204);
    }
    admin
        .put(ONE, json!({ "update": { "worklog": more(11) } }))
        .await
        .expect(400);
    let issue = admin.get(ONE).await.expect(200);
    let shown = &issue["fields"]["worklog"];
    assert_eq!(shown["worklogs"].as_array().unwrap().len(), 20);
    assert_eq!(
        (&shown["total"], &shown["maxResults"]),
        (&json!(23), &json!(20))
    );
    assert_eq!(shown["worklogs"][0]["id"], "10000");
    assert_eq!(admin.get(PATH).await.expect(200)["total"], 23);
    app.done().await;
}

#[tokio::test]
async fn estimates_are_set_with_the_issue() {
    let app = world().await;
    let admin = app.admin();
    let new = async |time: Value| {
        let made = admin
            .post("/rest/api/2/issue", task(json!({ "timetracking": time })))
            .await
            .expect(201);
        let path = format!("/rest/api/2/issue/{}", made["key"].as_str().unwrap());
        admin.get(&path).await.expect(200)["fields"]["timetracking"].clone()
    };
    assert_eq!(
        new(json!({ "originalEstimate": "10", "remainingEstimate": 5 })).await,
        json!({ "originalEstimate": "10m", "remainingEstimate": "5m", "originalEstimateSeconds": 600,
                "remainingEstimateSeconds": 300 })
    );
    let one = new(json!({ "originalEstimate": "1w 1d" })).await;
    assert_eq!(one["remainingEstimate"], "1w 1d");
    assert_eq!(
        new(json!({ "remainingEstimate": "2h" })).await["originalEstimate"],
        "2h"
    );
    let edit = async |body: Value| {
        admin.put(ONE, body).await.expect(204);
        let times = times(&admin).await;
        (
            times["originalEstimate"].clone(),
            times["remainingEstimate"].clone(),
        )
    };
    let set = json!({ "update": { "timetracking": [{ "edit": { "originalEstimate": "4h" } }] } });
    assert_eq!(edit(set).await, (json!("4h"), json!("4h")));
    let set = json!({ "update": { "timetracking": [{ "set": { "remainingEstimate": "1h" } }] } });
    assert_eq!(edit(set).await, (json!("4h"), json!("1h")));
    let set = json!({ "fields": { "timetracking": { "originalEstimate": "5h" } } });
    assert_eq!(edit(set).await, (json!("5h"), json!("1h")));
    let set = json!({ "fields": { "timetracking": { "originalEstimate": null, "remainingEstimate": "" } } });
    assert_eq!(edit(set).await, (Value::Null, Value::Null));
    assert_eq!(times(&admin).await, json!({}));
    assert_eq!(
        history(&app, "OPS-1").await,
        [
            vec!["timeoriginalestimate", "timeestimate"],
            vec!["timeestimate"],
            vec!["timeoriginalestimate"],
            vec!["timeoriginalestimate", "timeestimate"],
        ]
    );
    for time in [
        json!({ "originalEstimate": "soon" }),
        json!({ "remainingEstimate": "-1" }),
        json!({ "originalEstimate": [] }),
        json!("1h"),
    ] {
        let body = json!({ "timetracking": time });
        let reply = admin.put(ONE, json!({ "fields": body })).await;
        assert_ne!(reply.error("timetracking"), "", "{}", reply.text);
        reply.expect(400);
        admin
            .post("/rest/api/2/issue", task(body))
            .await
            .expect(400);
    }
    app.done().await;
}

#[tokio::test]
async fn parents_show_the_time_of_their_parts() {
    let app = world().await;
    let admin = app.admin();
    let set = json!({ "fields": { "timetracking": { "originalEstimate": "4h" } } });
    admin.put(ONE, set).await.expect(204);
    let part = json!({
        "parent": { "key": "OPS-1" }, "issuetype": { "name": "Sub-task" },
        "timetracking": { "originalEstimate": "2h" },
    });
    admin
        .post("/rest/api/2/issue", task(part))
        .await
        .expect(201);
    admin
        .post(
            "/rest/api/2/issue/OPS-2/worklog",
            json!({ "timeSpent": "1h" }),
        )
        .await
        .expect(201);
    let fields = admin.get(&format!("{ONE}?fields=*all")).await.expect(200)["fields"].clone();
    for (field, expected) in [
        ("timespent", Value::Null),
        ("aggregatetimespent", json!(3600)),
        ("timeestimate", json!(14400)),
        ("aggregatetimeestimate", json!(18000)),
        ("timeoriginalestimate", json!(14400)),
        ("aggregatetimeoriginalestimate", json!(21600)),
        (
            "progress",
            json!({ "progress": 0, "total": 14400, "percent": 0 }),
        ),
        (
            "aggregateprogress",
            json!({ "progress": 3600, "total": 21600, "percent": 16 }),
        ),
    ] {
        assert_eq!(fields[field], expected, "{field}");
    }
    let one = admin
        .get(&format!("{ONE}?fields=aggregatetimespent"))
        .await
        .expect(200);
    assert_eq!(one["fields"], json!({ "aggregatetimespent": 3600 }));
    app.done().await;
}

#[tokio::test]
async fn copies_are_kept_up_to_date() {
    let app = world().await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    log(&admin, "", json!({ "timeSpent": "1h" })).await;
    let secret = json!({ "type": "group", "value": "jira-administrators" });
    app.advance(1);
    log(
        &admin,
        "",
        json!({ "timeSpent": "1h", "visibility": secret }),
    )
    .await;
    app.advance(1);
    log(&admin, "", json!({ "timeSpent": "1h" })).await;
    // What is younger than a minute is not told yet.
    let start = 1_709_294_400_000_i64;
    app.advance(59);
    let updated = async |who: &Client, since: i64| {
        let page = who
            .get(&format!("/rest/api/2/worklog/updated?since={since}"))
            .await
            .expect(200);
        let ids = page["values"].as_array().unwrap().iter();
        (
            ids.map(|known| known["worklogId"].as_i64().unwrap())
                .collect::<Vec<_>>(),
            page,
        )
    };
    let (ids, page) = updated(&admin, 0).await;
    assert_eq!(ids, [10000, 10001]);
    assert_eq!(
        members(&page),
        ["values", "since", "until", "self", "lastPage"]
    );
    assert_eq!(
        page["values"][0],
        json!({ "worklogId": 10000, "updatedTime": start })
    );
    assert_eq!(
        (&page["since"], &page["until"]),
        (&json!(0), &json!(start + 1000))
    );
    assert_eq!(
        page["self"],
        "http://jira.test/rest/api/2/worklog/updated?since=0"
    );
    assert_eq!(page["lastPage"], true);
    assert_eq!(updated(&fred, 0).await.0, [10000]);
    assert_eq!(updated(&admin, start).await.0, [10001]);
    app.advance(10);
    assert_eq!(updated(&admin, start + 1000).await.0, [10002]);
    assert_eq!(updated(&admin, start + 2000).await.0, Vec::<i64>::new());

    let list = async |who: &Client, ids: Value| {
        let list = who
            .post("/rest/api/2/worklog/list", json!({ "ids": ids }))
            .await
            .expect(200);
        let ids = list.as_array().unwrap().iter();
        ids.map(|known| known["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let all = || json!([10002, 10000, 10001, 7]);
    assert_eq!(list(&admin, all()).await, ["10000", "10001", "10002"]);
    assert_eq!(list(&fred, all()).await, ["10000", "10002"]);
    let many = vec![1; 1001];
    admin
        .post("/rest/api/2/worklog/list", json!({ "ids": many }))
        .await
        .expect(400);
    admin
        .post("/rest/api/2/worklog/list", json!({}))
        .await
        .expect(400);
    admin
        .post("/rest/api/2/worklog/list", json!({ "ids": ["x"] }))
        .await
        .expect(400);

    admin.delete(&format!("{PATH}/10000")).await.expect(204);
    admin.delete(ONE).await.expect(204);
    app.advance(60);
    let gone = fred.get("/rest/api/2/worklog/deleted").await.expect(200);
    let ids: Vec<&Value> = gone["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|known| &known["worklogId"])
        .collect();
    assert_eq!(ids, [10000, 10001, 10002]);
    assert_eq!(updated(&admin, 0).await.0, Vec::<i64>::new());
    for path in ["updated?since=x", "deleted?since=x"] {
        fred.get(&format!("/rest/api/2/worklog/{path}"))
            .await
            .expect(400);
    }
    app.anonymous()
        .get("/rest/api/2/worklog/updated")
        .await
        .expect(401);
    app.anonymous()
        .get("/rest/api/2/worklog/deleted")
        .await
        .expect(401);
    app.anonymous()
        .post("/rest/api/2/worklog/list", json!({ "ids": [] }))
        .await
        .expect(401);
    app.done().await;
}

#[tokio::test]
async fn copies_hold_nothing_of_hidden_issues() {
    let app = world().await;
    let fred = app.member("fred").await;
    log(&app.admin(), "", json!({ "timeSpent": "1h" })).await;
    hide(&app).await;
    app.advance(120);
    let page = fred.get("/rest/api/2/worklog/updated").await.expect(200);
    assert_eq!(page["values"], json!([]));
    let list = fred
        .post("/rest/api/2/worklog/list", json!({ "ids": [10000] }))
        .await
        .expect(200);
    assert_eq!(list, json!([]));
    app.done().await;
}

#[tokio::test]
async fn what_happened_at_one_moment_is_told_whole() {
    let app = world().await;
    let fred = app.member("fred").await;
    // 1003 worklogs of one moment, and one of a later one.
    configure(
        &app,
        &[
            "insert into worklog (id, issue_id, body, started_at, seconds, created_at, updated_at)
             with recursive n (i) as (select 1 union all select i + 1 from n where i < 1003)
             select 20000 + n.i, issue.id, '', 0, 60, 0, 1700000000000
             from n cross join issue where issue.number = 1",
            "insert into worklog (id, issue_id, body, started_at, seconds, created_at, updated_at)
             select 30000, id, '', 0, 60, 0, 1700000000001 from issue where number = 1",
            "update issue set time_spent = 1004 * 60 where number = 1",
        ],
    )
    .await;
    let page = fred.get("/rest/api/2/worklog/updated").await.expect(200);
    assert_eq!(page["values"].as_array().unwrap().len(), 1003);
    assert_eq!(
        (&page["until"], &page["lastPage"]),
        (&json!(1_700_000_000_000_i64), &json!(false))
    );
    let next = page["nextPage"].as_str().unwrap();
    let next = next.strip_prefix("http://jira.test").unwrap();
    let page = fred.get(next).await.expect(200);
    assert_eq!(page["values"][0]["worklogId"], 30000);
    assert_eq!(page["lastPage"], true);
    app.done().await;
}
