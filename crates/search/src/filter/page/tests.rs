use testkit::TestApp;

#[tokio::test]
async fn a_filter_from_a_search_to_its_end() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.member("fred").await;
    let admin = app.admin_browser().await;
    let fred = app.browser_of("fred").await;
    let form = "/secure/SaveAsFilter.jspa";
    let fields = [
        ("filterName", "Mine"),
        ("jql", "project = OPS"),
        ("favourite", "true"),
    ];
    let saved = admin.submit(form, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let path = admin.location(&saved);
    let id = path.rsplit('=').next().unwrap();
    let shown = admin.get(&path).await;
    assert!(shown.text.contains("<h1>Mine"), "{}", shown.text);
    assert!(shown.text.contains("Favourite filters"));
    let again = admin.submit(form, &fields).await;
    assert_eq!(again.status, 400);
    assert!(again.text.contains("same name"), "{}", again.text);
    let wrong = [("filterName", "Other"), ("jql", "project = NOPE")];
    let wrong = admin.submit(form, &wrong).await;
    assert!(
        wrong.status == 400 && wrong.text.contains("value=\"Other\""),
        "{}",
        wrong.text
    );

    // Private: to others it is not there.
    assert_eq!(fred.get(&path).await.status, 400);
    let list = "/secure/ManageFilters.jspa?filterView=search";
    assert!(!fred.get(list).await.text.contains("Mine"));
    let share = "/secure/ShareFilter.jspa";
    let to_nobody = [("filterId", id), ("type", "user"), ("with", "nobody")];
    let refused = admin.submit(share, &to_nobody).await;
    assert!(
        refused.status == 400 && refused.text.contains("does not exist"),
        "{}",
        refused.text
    );
    let to_fred = [("filterId", id), ("type", "user"), ("with", "fred")];
    assert_eq!(admin.submit(share, &to_fred).await.status, 303);
    assert!(fred.get(list).await.text.contains("Mine"));
    assert_eq!(fred.get(&path).await.status, 200);
    let details = format!("/secure/EditFilter!default.jspa?filterId={id}");
    let seen = fred.get(&details).await;
    assert!(seen.text.contains("project = OPS") && !seen.text.contains("filter_submit"));
    let change = [
        ("filterId", id),
        ("filterName", "Ours"),
        ("jql", "key = OPS-1"),
    ];
    assert_eq!(
        fred.submit("/secure/EditFilter.jspa", &change).await.status,
        400
    );

    // What was changed and not saved is marked, and saved by a button.
    let edited = admin.get(&format!("{path}&jql=project+is+not+EMPTY")).await;
    assert!(edited.text.contains("Edited") && edited.text.contains("save_filter"));
    let edited = fred.get(&format!("{path}&jql=project+is+not+EMPTY")).await;
    assert!(edited.text.contains("Edited") && !edited.text.contains("save_filter"));
    let save = [("filterId", id), ("jql", "project is not EMPTY")];
    assert_eq!(
        admin.submit("/secure/SaveFilter.jspa", &save).await.status,
        303
    );
    assert_eq!(
        fred.submit("/secure/SaveFilter.jspa", &save).await.status,
        400
    );

    let star = [("filterId", id), ("favourite", "true"), ("back", "list")];
    let starred = fred.submit("/secure/FavouriteFilter.jspa", &star).await;
    assert_eq!(fred.location(&starred), "/secure/ManageFilters.jspa");
    let favourites = fred
        .get("/secure/ManageFilters.jspa?filterView=favourites")
        .await;
    assert!(favourites.text.contains("Mine"), "{}", favourites.text);

    let delete = format!("/secure/DeleteFilter!default.jspa?filterId={id}");
    assert_eq!(fred.get(&delete).await.status, 400);
    let asked = admin.get(&delete).await;
    assert!(asked.text.contains("1 other person"), "{}", asked.text);
    let id = [("filterId", id)];
    assert_eq!(
        fred.submit("/secure/DeleteFilter.jspa", &id).await.status,
        400
    );
    assert_eq!(
        admin.submit("/secure/DeleteFilter.jspa", &id).await.status,
        303
    );
    assert_eq!(admin.get(&path).await.status, 400);
    app.done().await;
}
