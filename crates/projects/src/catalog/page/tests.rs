//! Black-box tests of the pages of the catalog.

use testkit::TestApp;

const LISTS: [(&str, &str, &str, &str); 4] = [
    (
        "/secure/admin/ViewIssueTypes.jspa",
        "/secure/admin/EditIssueType",
        "10004",
        "Bug",
    ),
    (
        "/secure/admin/ViewStatuses.jspa",
        "/secure/admin/EditStatus",
        "3",
        "In Progress",
    ),
    (
        "/secure/admin/ViewPriorities.jspa",
        "/secure/admin/EditPriority",
        "2",
        "High",
    ),
    (
        "/secure/admin/ViewResolutions.jspa",
        "/secure/admin/EditResolution",
        "10002",
        "Duplicate",
    ),
];

#[tokio::test]
async fn each_list_shows_its_entries_and_each_entry_takes_another_name() {
    let app = TestApp::new().await;
    let b = app.admin_browser().await;
    for (list, form, id, name) in LISTS {
        assert!(b.get(list).await.text.contains(name), "{list}");
        let shown = b.get(&format!("{form}!default.jspa?id={id}")).await;
        assert!(shown.text.contains(&format!("value=\"{name}\"")), "{form}");
        let path = format!("{form}.jspa");
        let values = [
            ("id", id),
            ("name", "Renamed <x>"),
            ("description", "words"),
        ];
        let reply = b.submit(&path, &values).await;
        assert_eq!((reply.status, b.location(&reply).as_str()), (303, list));
        let shown = b.get(list).await;
        assert!(shown.text.contains("Renamed &#60;x&#62;") && shown.text.contains("words"));
    }
    let bug = app
        .admin()
        .get("/rest/api/2/issuetype/10004")
        .await
        .expect(200);
    assert_eq!(bug["name"], "Renamed <x>");
    app.done().await;
}

#[tokio::test]
async fn what_is_wrong_stands_beside_the_field_and_changes_nothing() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let (b, fred) = (app.admin_browser().await, app.browser_of("fred").await);
    let before = app.fingerprint().await;
    let long = "x".repeat(61);
    for (list, form, id, _) in LISTS {
        let path = format!("{form}.jspa");
        for name in ["", " ", &long, "a\tb"] {
            let values = [("id", id), ("name", name), ("description", "kept words")];
            let reply = b.submit(&path, &values).await;
            assert_eq!(reply.status, 400, "{name:?}");
            assert!(reply.text.contains("id=\"name-error\""));
            assert!(reply.text.contains("kept words"));
        }
        let values = [("id", "77"), ("name", "x")];
        assert_eq!(b.submit(&path, &values).await.status, 404);
        assert_eq!(
            b.send(&path, &[("id", id), ("name", "x")]).await.status,
            403
        );
        assert_eq!(
            fred.submit(&path, &[("id", id), ("name", "x")])
                .await
                .status,
            403
        );
        assert_eq!(fred.get(list).await.status, 403);
    }
    let values = [("id", "10004"), ("name", "TASK")];
    let reply = b.submit("/secure/admin/EditIssueType.jspa", &values).await;
    assert!(reply.text.contains("is the name of another one"));
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}
