//! Filters that queries name.

use base::urls::encode;
use serde_json::{Value, json};
use testkit::{Client, Reply, TestApp};

use super::{FILTER, save, share};

async fn search(client: &Client, jql: &str) -> Reply {
    let path = format!("/rest/api/2/search?jql={}", encode(jql));
    client.get(&path).await
}

/// Returns the keys of what a query finds, in order.
async fn found(client: &Client, jql: &str) -> Vec<String> {
    let body = search(client, jql).await.expect(200);
    let issues = body["issues"].as_array().unwrap();
    assert_eq!(body["total"], issues.len(), "{jql}");
    let key = |issue: &Value| issue["key"].as_str().unwrap().to_owned();
    issues.iter().map(key).collect()
}

async fn problems(client: &Client, jql: &str) -> Value {
    search(client, jql).await.expect(400)["errorMessages"].take()
}

#[tokio::test]
async fn a_filter_stands_for_its_query() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("WEB").await;
    let (ops, web) = (app.issue("OPS", "one").await, app.issue("WEB", "two").await);
    let (admin, fred) = (app.admin(), app.member("fred").await);
    for (key, name) in [(&ops, Value::Null), (&web, json!("fred"))] {
        let path = format!("/rest/api/2/issue/{key}/assignee");
        admin.put(&path, json!({ "name": name })).await.expect(204);
    }
    let id = save(&admin, "All of OPS", "project = OPS order by created").await;
    let mine = save(&admin, "Mine", "assignee = currentUser()").await;
    for id in [&id, &mine] {
        share(&admin, id, json!({ "type": "authenticated" })).await;
    }
    for field in [
        "filter",
        "request",
        "savedFilter",
        "searchRequest",
        "FILTER",
    ] {
        let jql = format!("{field} = \"all of ops\"");
        assert_eq!(found(&fred, &jql).await, [&*ops], "{jql}");
    }
    assert_eq!(found(&fred, &format!("filter = {id}")).await, [&*ops]);
    assert_eq!(found(&fred, &format!("filter = \"{id}\"")).await, [&*ops]);
    // Whoever searches is the current user, whosever filter it is.
    assert_eq!(found(&fred, "filter = Mine").await, [&*web]);
    assert_eq!(found(&admin, "filter = Mine").await, [""; 0]);
    let both = format!("filter in (\"All of OPS\", {mine}) order by key desc");
    assert_eq!(found(&fred, &both).await, [&*web, &*ops]);
    // The whole filter is negated: an unassigned issue is not mine, though `assignee != fred` leaves it out.
    assert_eq!(found(&fred, "filter != Mine").await, [&*ops]);
    assert_eq!(found(&fred, "not filter = Mine").await, [&*ops]);
    assert_eq!(found(&fred, "not filter != Mine").await, [&*web]);
    assert_eq!(found(&fred, "assignee != fred").await, [""; 0]);
    assert_eq!(
        found(&fred, "filter not in (Mine, \"All of OPS\")").await,
        [""; 0]
    );
    assert_eq!(
        found(
            &fred,
            "filter = Mine and filter = 'All of OPS' or key = 'WEB-1'"
        )
        .await,
        [&*web]
    );
    let empty = save(&fred, "Everything", "order by key").await;
    assert_eq!(found(&fred, &format!("filter = {empty}")).await.len(), 2);
    assert_eq!(found(&fred, &format!("filter != {empty}")).await, [""; 0]);
    let nested = save(&fred, "Nested", "filter = Mine or (filter = 'All of OPS')").await;
    assert_eq!(
        found(&fred, &format!("filter = {nested} order by key")).await,
        [&*ops, &*web]
    );
    app.done().await;
}

#[tokio::test]
async fn a_filter_not_to_be_seen_is_none() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let ops = app.issue("OPS", "one").await;
    let (jane, fred) = (app.member("jane").await, app.member("fred").await);
    let id = save(&jane, "Secret", "project = OPS").await;
    assert_eq!(found(&jane, "filter = secret").await, [&*ops]);
    for (asked, other) in [("Secret", "Ghost"), (&*id, "99999")] {
        let hidden = problems(&fred, &format!("filter = {asked}"))
            .await
            .to_string();
        let unknown = problems(&fred, &format!("filter = {other}"))
            .await
            .to_string();
        assert_eq!(hidden.replace(asked, other), unknown);
    }
    assert_eq!(
        problems(&fred, "filter = Secret").await,
        json!(["The value 'Secret' does not exist for the field 'filter'."])
    );
    assert_eq!(
        problems(&fred, &format!("request in ({id})")).await,
        json!([format!(
            "A value with ID '{id}' does not exist for the field 'request'."
        )])
    );
    // Nor is it through a filter that may be seen; and what it finds is what the searcher sees.
    let outer = save(&jane, "Around", "filter = Secret").await;
    share(&jane, &outer, json!({ "type": "authenticated" })).await;
    assert_eq!(found(&fred, "filter = Around").await, [""; 0]);
    assert_eq!(found(&jane, "filter = Around").await, [&*ops]);
    // Of several with the same name, each that may be seen counts.
    save(&fred, "Secret", "key = OPS-1 and key != OPS-1").await;
    assert_eq!(found(&fred, "filter = Secret").await, [""; 0]);
    share(&jane, &id, json!({ "type": "authenticated" })).await;
    assert_eq!(found(&fred, "filter = Secret").await, [&*ops]);
    assert_eq!(found(&fred, "filter = Around").await, [&*ops]);
    let begun = "/rest/api/2/jql/autocompletedata/suggestions?fieldName=filter&fieldValue=se";
    let suggested = fred.get(begun).await.expect(200);
    assert_eq!(
        suggested["results"].as_array().unwrap().len(),
        1,
        "{suggested}"
    );
    app.done().await;
}

#[tokio::test]
async fn what_cannot_be_asked_of_filters() {
    let app = TestApp::new().await;
    let admin = app.admin();
    save(&admin, "Mine", "").await;
    for (jql, text) in [
        (
            "filter ~ Mine",
            "The operator '~' is not supported by the 'filter' field.",
        ),
        (
            "filter is EMPTY",
            "The operator 'is' is not supported by the 'filter' field.",
        ),
        (
            "filter = EMPTY",
            "The operator '=' does not support searching for EMPTY values in the field 'filter'.",
        ),
        (
            "filter in Mine",
            "Operator 'in' does not support the non-list value 'Mine' for field 'filter'.",
        ),
        (
            "filter in (currentUser())",
            "A value provided by the function 'currentUser' is invalid for the field 'filter'.",
        ),
    ] {
        assert_eq!(problems(&admin, jql).await, json!([text]), "{jql}");
    }
    assert_eq!(search(&admin, "filter was Mine").await.status, 400);
    assert_eq!(search(&admin, "order by filter").await.status, 400);
    app.done().await;
}

#[tokio::test]
async fn filters_do_not_lead_in_circles_nor_too_far() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let ops = app.issue("OPS", "one").await;
    let admin = app.admin();
    let first = save(&admin, "alpha", "project = OPS").await;
    let second = save(&admin, "beta", "filter = alpha").await;
    let set = async |id: &str, jql: &str| {
        let path = format!("{FILTER}/{id}");
        admin.put(&path, json!({ "jql": jql })).await
    };
    let cyclic = |value: &str, filter: &str| {
        json!([format!(
            "Field 'filter' with value '{value}' matches filter '{filter}' and causes a cyclical reference, \
             this query can not be executed and should be edited."
        )])
    };
    let mut refused = set(&first, "filter = beta").await.expect(400);
    assert_eq!(refused["errorMessages"].take(), cyclic("alpha", "alpha"));
    let mut refused = set(&second, &format!("filter = {second}"))
        .await
        .expect(400);
    assert_eq!(refused["errorMessages"].take(), cyclic(&second, "beta"));
    // A circle that came about otherwise is found when it is walked.
    let cx = base::Cx::internal(app.app(), "test");
    let mut tx = cx.write().await.unwrap();
    let sql = "update saved_filter set jql = 'filter = beta' where name = 'alpha'";
    tx.execute(sql, &[]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        problems(&admin, "filter = alpha").await,
        cyclic("alpha", "alpha")
    );
    set(&first, "project = OPS").await.expect(200);

    // Eight of them inside of one another are fine, and no more.
    let mut name = "alpha".to_owned();
    for n in 2..=8 {
        let next = format!("deep {n}");
        save(&admin, &next, &format!("filter = '{name}'")).await;
        name = next;
    }
    assert_eq!(found(&admin, "filter = 'deep 8'").await, [&*ops]);
    let too_large = json!(["The filters in this query lead to too many other filters or clauses."]);
    save(&admin, "deep 9", "filter = 'deep 8'").await;
    assert_eq!(problems(&admin, "filter = 'deep 9'").await, too_large);

    // Filters that double each time are stopped by the number of their clauses.
    let mut name = "alpha".to_owned();
    let clauses = |name: &str| vec![format!("filter = '{name}'"); 5].join(" and ");
    for n in 1..=3 {
        let next = format!("wide {n}");
        save(&admin, &next, &clauses(&name)).await;
        name = next;
    }
    assert_eq!(found(&admin, "filter = 'wide 3'").await, [&*ops]);
    assert_eq!(problems(&admin, &clauses("wide 3")).await, too_large);
    let refused = admin
        .post(
            FILTER,
            json!({ "name": "wide 4", "jql": clauses("wide 3") }),
        )
        .await;
    assert_eq!(refused.status, 400);
    app.done().await;
}
