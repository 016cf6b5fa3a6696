//! Columns of custom fields, and how the cells of a list read.

use base::urls::encode;
use serde_json::{Value, json};
use testkit::TestApp;

use super::{hide, keys, search};

/// Makes a field of a type; returns its number.
async fn field(app: &TestApp, name: &str, kind: &str) -> i64 {
    let kind = format!("com.atlassian.jira.plugin.system.customfieldtypes:{kind}");
    let body = json!({ "name": name, "type": kind });
    let made = app.admin().post("/rest/api/2/field", body).await;
    let made = made.expect(201);
    made["schema"]["customId"].as_i64().unwrap()
}

async fn issue(app: &TestApp, project: &str, fields: Value) -> String {
    let mut all = json!({ "project": { "key": project }, "issuetype": { "name": "Task" },
        "summary": "x" });
    for (name, value) in fields.as_object().unwrap() {
        all[name] = value.clone();
    }
    let body = json!({ "fields": all });
    let made = app.admin().post("/rest/api/2/issue", body).await;
    made.expect(201)["key"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_custom_field_is_a_column_by_its_name_and_number() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let points = field(&app, "Story <b>Size", "float").await;
    let day = field(&app, "Ready by", "datepicker").await;
    let (points_id, day_id) = (
        format!("customfield_{points}"),
        format!("customfield_{day}"),
    );
    let small = issue(
        &app,
        "OPS",
        json!({ (&*points_id): 3, (&*day_id): "2026-08-04" }),
    )
    .await;
    let large = issue(&app, "OPS", json!({ (&*points_id): 7.5 })).await;
    let admin = app.admin();
    let own = "/rest/api/2/user/columns";
    let names = json!({ "columns": ["issuekey", format!("cf[{points}]"), "ready BY"] });
    admin.put(own, names).await.expect(200);
    let columns = admin.get(own).await.expect(200);
    let expected = json!([
        { "label": "Key", "value": "issuekey" },
        { "label": "Story <b>Size", "value": points_id },
        { "label": "Ready by", "value": day_id },
    ]);
    assert_eq!(columns, expected);
    let twice = json!({ "columns": [points_id, format!("cf[{points}]")] });
    admin.put(own, twice).await.expect(400);

    let browser = app.admin_browser().await;
    let jql = format!("project = OPS ORDER BY cf[{points}] DESC");
    let found = search(&browser, &jql).await;
    assert_eq!(keys(&found), [large.clone(), small.clone()]);
    for text in [
        "Story &#60;b&#62;Size",
        ">7.5</td>",
        ">3</td>",
        "<time datetime=\"2026-08-04\" title=\"04/Aug/26\">04/Aug/26</time>",
        "aria-sort=\"descending\"",
    ] {
        assert!(found.text.contains(text), "{text}: {}", found.text);
    }
    assert!(!found.text.contains("Story <b>Size"));
    // The head leads to the other direction, by the number: names may be ambiguous.
    let turned = encode(&format!("project = OPS ORDER BY cf[{points}] ASC"));
    assert!(found.text.contains(&turned), "{}", found.text);
    let file = "/sr/jira.issueviews:searchrequest-csv-current-fields/temp/x.csv?jqlQuery=";
    let file = admin.get(&format!("{file}{}", encode(&jql))).await;
    let lines: Vec<&str> = file.text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "Key,Story <b>Size,Ready by");
    assert_eq!(lines[1], format!("{large},7.5,"));
    assert_eq!(lines[2], format!("{small},3,04/Aug/26"));

    let form = browser
        .get("/secure/ViewUserIssueColumns!default.jspa")
        .await;
    assert!(form.text.contains("Story &#60;b&#62;Size"));
    let step = [("remove", &*points_id)];
    browser
        .submit("/secure/ViewUserIssueColumns.jspa", &step)
        .await;
    let step = [("add", "true"), ("column", &*points_id)];
    let reply = browser
        .submit("/secure/ViewUserIssueColumns.jspa", &step)
        .await;
    assert_eq!(reply.status, 303, "{}", reply.text);
    let columns = admin.get(own).await.expect(200);
    assert_eq!(columns[2]["value"], points_id);

    // A deleted field is no column any more, and is in nobody's way.
    admin
        .delete(&format!("/rest/api/2/customFields?ids={points}"))
        .await
        .expect(200);
    let columns = admin.get(own).await.expect(200);
    assert_eq!(columns.as_array().unwrap().len(), 2);
    assert!(!search(&browser, "").await.text.contains("Size"));
    app.done().await;
}

#[tokio::test]
async fn a_field_of_a_hidden_project_is_no_column() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("HID").await;
    let field = field(&app, "Secret plan", "textfield").await;
    let hidden = app.admin().get("/rest/api/2/project/HID").await;
    let hidden = hidden.expect(200)["id"].as_str().unwrap().to_owned();
    let cx = base::Cx::internal(app.app(), "test");
    let mut tx = cx.write().await.unwrap();
    tx.change_policy().await.unwrap();
    for sql in [
        format!(
            "insert into custom_field_context_project (field_id, project_id, context_id)
             select field_id, {hidden}, id from custom_field_context where field_id = {field}"
        ),
        format!("update custom_field_context set is_all_projects = false where field_id = {field}"),
    ] {
        tx.execute(&sql, &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
    app.issue("OPS", "seen").await;
    let everybody = json!({ "columns": ["issuekey", format!("customfield_{field}")] });
    app.admin()
        .put("/rest/api/2/settings/columns", everybody)
        .await
        .expect(200);
    hide(&app, "HID").await;
    let fred = app.member("fred").await;
    let own = fred.get("/rest/api/2/user/columns").await.expect(200);
    assert_eq!(own, json!([{ "label": "Key", "value": "issuekey" }]));
    for name in ["Secret plan".to_owned(), format!("cf[{field}]")] {
        let named = json!({ "columns": [name] });
        let reply = fred.put("/rest/api/2/user/columns", named).await;
        assert_eq!(reply.status, 400, "{}", reply.text);
    }
    let browser = app.browser_of("fred").await;
    let form = browser
        .get("/secure/ViewUserIssueColumns!default.jspa")
        .await;
    for page in [search(&browser, "").await, form] {
        assert!(!page.text.contains("Secret plan"), "{}", page.text);
    }
    let all = "/sr/jira.issueviews:searchrequest-csv-all-fields/temp/x.csv?jqlQuery=";
    assert!(!fred.get(all).await.text.contains("Secret plan"));
    app.done().await;
}

#[tokio::test]
async fn what_is_missing_is_said_and_times_are_short() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    issue(&app, "OPS", json!({ "assignee": null })).await;
    let browser = app.admin_browser().await;
    let found = search(&browser, "project = OPS").await;
    for text in [
        ">Unresolved</td>",
        ">Unassigned</td>",
        "title=\"Issue Type\"",
        "alt=\"Task\"",
    ] {
        assert!(found.text.contains(text), "{text}: {}", found.text);
    }
    let time = found.text.split("<time ").nth(1).unwrap();
    let (time, _) = time.split_once("</time>").unwrap();
    let (attributes, day) = time.split_once('>').unwrap();
    assert!(attributes.contains(&format!("title=\"{day} ")), "{time}");
    app.done().await;
}
