//! Searches for what stands around issues, as those who search may know it.

use super::*;

#[tokio::test]
async fn components_and_versions_of_projects_that_are_seen() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    secret_project(&app, "SEC").await;
    let admin = app.admin();
    for (project, component, version) in [("OPS", "UI", "1.0"), ("SEC", "Vault", "9.0")] {
        let body = json!({ "project": project, "name": component });
        admin.post("/rest/api/2/component", body).await.expect(201);
        let body = json!({ "project": project, "name": version });
        admin.post("/rest/api/2/version", body).await.expect(201);
        let mut more = json!({ "components": [{ "name": component }] });
        // Nobody is granted to resolve issues in the other, and so to say where they are fixed.
        if project == "OPS" {
            more["fixVersions"] = json!([{ "name": version }]);
        }
        issue(&app, project, "Door", more).await;
    }
    let jo = app.member("jo").await;
    assert_eq!(found(&jo, "component = ui").await, ["OPS-1"]);
    assert_eq!(
        found(&jo, "fixVersion in unreleasedVersions()").await,
        ["OPS-1"]
    );
    assert_eq!(found(&admin, "component = vault").await, ["SEC-1"]);
    assert_eq!(
        found(&admin, "fixVersion != earliestUnreleasedVersion(SEC)").await,
        ["OPS-1"]
    );
    // What jo may not know of is as if it were not there.
    for (jql, name) in [("component", "Vault"), ("component", "Nix")] {
        assert_eq!(
            problems(&jo, &format!("{jql} = {name}")).await,
            json!([format!(
                "The value '{name}' does not exist for the field '{jql}'."
            )])
        );
    }
    assert_eq!(
        problems(&jo, "fixVersion = '9.0'").await,
        json!(["The value '9.0' does not exist for the field 'fixVersion'."])
    );
    app.done().await;
}

#[tokio::test]
async fn voters_and_watchers_where_they_may_be_known() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    // Its scheme grants nobody to view voters.
    secret_project(&app, "SEC").await;
    let admin = app.admin();
    issue(&app, "OPS", "Door", json!({})).await;
    issue(&app, "SEC", "Safe", json!({})).await;
    let jo = app.member("jo").await;
    admin
        .post(
            "/rest/api/2/group/user?groupname=jira-administrators",
            json!({ "name": "jo" }),
        )
        .await
        .expect(201);
    for key in ["OPS-1", "SEC-1"] {
        let path = format!("/rest/api/2/issue/{key}/votes");
        jo.post(&path, json!({})).await.expect(204);
    }
    for client in [&admin, &jo] {
        assert_eq!(
            found(client, "votes = 1 order by key").await,
            ["OPS-1", "SEC-1"]
        );
    }
    assert_eq!(found(&admin, "voter = jo").await, ["OPS-1"]);
    assert_eq!(
        found(&admin, "voter is empty").await,
        ["SEC-1"],
        "others' votes there are none to whoever may not view them"
    );
    for jql in [
        "voter = jo order by key",
        "key in votedIssues() order by key",
    ] {
        assert_eq!(found(&jo, jql).await, ["OPS-1", "SEC-1"], "{jql}");
    }
    // The administrator made both issues, and so watches them.
    assert_eq!(
        found(&admin, "watcher = currentUser() order by key").await,
        ["OPS-1", "SEC-1"]
    );
    assert_eq!(found(&jo, "watcher = admin").await, ["OPS-1"]);
    assert_eq!(
        found(&jo, "key in watchedIssues()").await,
        Vec::<String>::new()
    );
    app.done().await;
}

#[tokio::test]
async fn attachments_are_there_or_not() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    for summary in ["with", "without"] {
        issue(&app, "OPS", summary, json!({})).await;
    }
    let file: [(&str, &str, &[u8]); 1] = [("a.txt", "text/plain", b"a")];
    admin.attach("OPS-1", &file).await.expect(200);
    for (jql, keys) in [
        ("attachments is empty", &["OPS-2"][..]),
        ("attachments is not empty", &["OPS-1"]),
        ("not attachments is empty", &["OPS-1"]),
        ("not attachments is not empty", &["OPS-2"]),
    ] {
        assert_eq!(found(&admin, jql).await, keys, "{jql}");
    }
    for jql in [
        "attachments = x",
        "attachments is x",
        "order by attachments",
    ] {
        let told = problems(&admin, jql).await;
        let told = told[0].as_str().unwrap_or_default();
        assert!(told.contains("attachments"), "{jql}: {told}");
    }
    app.done().await;
}
