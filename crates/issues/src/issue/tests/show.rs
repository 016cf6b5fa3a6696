//! How issues are shown.

use serde_json::{Value, json};

use super::{NEW, ONE, world};
use crate::tests::{configure, grant, hide, members, revoke, secure, task};

/// The members of the real answer, without custom fields and with what a bare issue lacks taken out.
const FIELDS: [&str; 42] = [
    "issuetype",
    "timespent",
    "project",
    "fixVersions",
    "aggregatetimespent",
    "resolution",
    "customfield_10106",
    "resolutiondate",
    "workratio",
    "lastViewed",
    "watches",
    "created",
    "priority",
    "customfield_10101",
    "customfield_10102",
    "labels",
    "timeestimate",
    "aggregatetimeoriginalestimate",
    "versions",
    "issuelinks",
    "assignee",
    "updated",
    "status",
    "components",
    "timeoriginalestimate",
    "description",
    "timetracking",
    "archiveddate",
    "attachment",
    "aggregatetimeestimate",
    "summary",
    "creator",
    "subtasks",
    "reporter",
    "aggregateprogress",
    "environment",
    "duedate",
    "progress",
    "comment",
    "votes",
    "worklog",
    "archivedby",
];

#[tokio::test]
async fn a_bare_issue_has_every_member() {
    let app = world().await;
    let issue = app.admin().get(ONE).await.expect(200);
    assert_eq!(members(&issue), ["expand", "id", "self", "key", "fields"]);
    assert_eq!(members(&issue["fields"]), FIELDS);
    let fields = &issue["fields"];
    let id = issue["id"].as_str().unwrap();
    assert_eq!(
        issue["expand"],
        "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations"
    );
    assert_eq!(
        issue["self"],
        format!("http://jira.test/rest/api/2/issue/{id}")
    );
    for (field, value) in [
        (
            "watches",
            json!({ "self": "http://jira.test/rest/api/2/issue/OPS-1/watchers", "watchCount": 1, "isWatching": true }),
        ),
        (
            "votes",
            json!({ "self": "http://jira.test/rest/api/2/issue/OPS-1/votes", "votes": 0, "hasVoted": false }),
        ),
        ("workratio", json!(-1)),
        ("timetracking", json!({})),
        ("aggregateprogress", json!({ "progress": 0, "total": 0 })),
        (
            "comment",
            json!({ "comments": [], "maxResults": 0, "total": 0, "startAt": 0 }),
        ),
        (
            "worklog",
            json!({ "startAt": 0, "maxResults": 20, "total": 0, "worklogs": [] }),
        ),
        ("labels", json!([])),
        ("subtasks", json!([])),
        ("attachment", json!([])),
        ("description", Value::Null),
        ("assignee", Value::Null),
        ("duedate", Value::Null),
        ("resolution", Value::Null),
    ] {
        assert_eq!(fields[field], value, "{field}");
    }
    assert_eq!(
        members(&fields["status"]),
        [
            "self",
            "description",
            "iconUrl",
            "name",
            "id",
            "statusCategory"
        ]
    );
    assert_eq!(
        members(&fields["project"]),
        ["self", "id", "key", "name", "projectTypeKey", "avatarUrls"]
    );
    assert_eq!(
        members(&fields["reporter"]),
        [
            "self",
            "name",
            "key",
            "emailAddress",
            "avatarUrls",
            "displayName",
            "active",
            "timeZone"
        ]
    );
    let by_id = app.admin().get(&format!("{NEW}/{id}")).await.expect(200);
    assert_eq!(by_id, issue);
    assert_eq!(
        app.admin().get(&format!("{NEW}/ops-1")).await.expect(200),
        issue
    );
    app.done().await;
}

#[tokio::test]
async fn fields_and_expand() {
    let app = world().await;
    let admin = app.admin();
    for (query, expected) in [
        ("?fields=summary,status", &["status", "summary"][..]),
        ("?fields=summary&fields=status", &["status", "summary"]),
        ("?fields=id,key,nonsense", &[]),
        ("?fields=summary%2Clabels", &["labels", "summary"]),
    ] {
        let issue = admin.get(&format!("{ONE}{query}")).await.expect(200);
        assert_eq!(members(&issue["fields"]), expected, "{query}");
    }
    let issue = admin.get(&format!("{ONE}?fields=-comment")).await;
    let issue = issue.expect(200);
    assert_eq!(members(&issue["fields"]).len(), FIELDS.len() - 1);
    let navigable = admin.get(&format!("{ONE}?fields=*navigable")).await;
    assert!(navigable.expect(200)["fields"].get("worklog").is_none());

    let all = "?expand=renderedFields%2Cnames,schema&expand=transitions,changelog&fields=summary,labels&properties=x";
    let issue = admin.get(&format!("{ONE}{all}")).await.expect(200);
    assert_eq!(
        members(&issue),
        [
            "expand",
            "id",
            "self",
            "key",
            "fields",
            "renderedFields",
            "names",
            "schema",
            "transitions",
            "changelog"
        ]
    );
    assert_eq!(
        issue["names"],
        json!({ "labels": "Labels", "summary": "Summary" })
    );
    assert_eq!(
        issue["schema"]["labels"],
        json!({ "type": "array", "items": "string", "system": "labels" })
    );
    assert_eq!(
        issue["changelog"],
        json!({ "startAt": 0, "maxResults": 0, "total": 0, "histories": [] })
    );
    assert_eq!(
        issue["renderedFields"],
        json!({ "labels": null, "summary": null })
    );
    assert_eq!(issue["transitions"].as_array().unwrap().len(), 3);
    app.done().await;
}

#[tokio::test]
async fn rendered_fields() {
    let app = world().await;
    let admin = app.admin();
    let fields = json!({ "description": "some *bold* <text>", "duedate": "2024-12-24" });
    let made = admin.post(NEW, task(fields)).await.expect(201);
    let comments = format!("{}/comment", made["self"].as_str().unwrap());
    let comments = comments.strip_prefix("http://jira.test").unwrap();
    for body in ["one", "two"] {
        admin
            .post(comments, json!({ "body": body }))
            .await
            .expect(201);
    }
    let issue = admin
        .get("/rest/api/2/issue/OPS-2?expand=renderedFields")
        .await
        .expect(200);
    let rendered = &issue["renderedFields"];
    assert_eq!(members(rendered), members(&issue["fields"]));
    assert_eq!(
        rendered["description"],
        "<p>some <b>bold</b> &lt;text&gt;</p>"
    );
    assert_eq!(rendered["environment"], "");
    assert_eq!(rendered["created"], "01/Mar/24 12:00 PM");
    assert_eq!(rendered["duedate"], "24/Dec/24");
    assert_eq!(rendered["summary"], Value::Null);
    for (idx, body) in ["one", "two"].iter().enumerate() {
        let plain = &issue["fields"]["comment"]["comments"][idx];
        let html = &rendered["comment"]["comments"][idx];
        assert_eq!(plain["body"], *body);
        assert_eq!(html["body"], format!("<p>{body}</p>"));
        assert_eq!(html["id"], plain["id"]);
        assert_eq!(html["created"], "01/Mar/24 12:00 PM");
    }
    app.done().await;
}

#[tokio::test]
async fn what_one_may_not_see_does_not_exist() {
    let app = world().await;
    let fred = app.member("fred").await;
    app.anonymous().get(ONE).await.expect(401);
    hide(&app).await;
    let hidden = fred.get(ONE).await;
    let missing = fred.get("/rest/api/2/issue/OPS-77").await;
    assert_eq!((hidden.status, missing.status), (404, 404));
    assert_eq!(hidden.body, missing.body);
    assert_eq!(hidden.messages(), "Issue Does Not Exist");
    // Global administration shows nothing.
    let boss = app.jira_admin("boss").await;
    boss.get(ONE).await.expect(404);
    for which in ["OPS", "OPS-01", "OPS-1x", "-1", "%20", "10000000"] {
        app.admin().get(&format!("{NEW}/{which}")).await.expect(404);
    }
    grant(&app, "BROWSE_PROJECTS", "anyone").await;
    app.anonymous().get(ONE).await.expect(200);
    app.done().await;
}

#[tokio::test]
async fn secret_parts_and_wholes_are_left_out() {
    let app = world().await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let part = task(
        json!({ "issuetype": { "name": "Sub-task" }, "summary": "part", "parent": { "key": "OPS-1" } }),
    );
    admin.post(NEW, part.clone()).await.expect(201);
    fred.post(NEW, part).await.expect(201);
    // Now one sees what one has reported, and no more.
    revoke(&app, "BROWSE_PROJECTS").await;
    grant(&app, "BROWSE_PROJECTS", "reporter").await;
    let part = fred.get("/rest/api/2/issue/OPS-3").await.expect(200);
    assert!(part["fields"].get("parent").is_none());
    fred.get(ONE).await.expect(404);
    let whole = admin.get(ONE).await.expect(200);
    let subtasks = whole["fields"]["subtasks"].as_array().unwrap();
    assert_eq!(subtasks.len(), 1);
    assert_eq!(subtasks[0]["key"], "OPS-2");
    app.done().await;
}

#[tokio::test]
async fn an_issue_of_an_archived_project_is_only_looked_at() {
    let app = world().await;
    let admin = app.admin();
    configure(&app, &["update project set is_archived = true"]).await;
    let issue = admin.get(&format!("{ONE}?expand=transitions")).await;
    assert_eq!(issue.expect(200)["transitions"], json!([]));
    let edit = json!({ "fields": { "summary": "x" } });
    admin.put(ONE, edit).await.expect(403);
    admin.delete(ONE).await.expect(403);
    app.done().await;
}

#[tokio::test]
async fn transitions_are_shown_to_who_may_take_them() {
    let app = world().await;
    secure(&app, "OPS").await;
    let fred = app.member("fred").await;
    revoke(&app, "TRANSITION_ISSUES").await;
    grant(&app, "TRANSITION_ISSUES", "reporter").await;
    let path = format!("{ONE}?expand=transitions");
    let theirs = fred.get(&path).await.expect(200);
    assert_eq!(theirs["transitions"], json!([]));
    let own = app.admin().get(&path).await.expect(200);
    assert_eq!(own["transitions"].as_array().unwrap().len(), 3);
    assert!(own["expand"].as_str().unwrap().contains("transitions"));
    app.done().await;
}
