//! A path has one spelling: what is refused under it is not let through under another.

use testkit::TestApp;

#[tokio::test]
async fn no_other_spelling_of_a_path_opens_it() {
    let app = TestApp::new().await;
    let nobody = app.anonymous();
    for path in [
        "/rest/api/2/user?username=admin",
        "/rest/api/2/permissionscheme",
        "/rest/api/2/group/member?groupname=jira-administrators",
        "/rest/pat/latest/tokens",
    ] {
        let (own, query) = path.split_once('?').unwrap_or((path, ""));
        let spellings = [
            own.to_owned(),
            own.to_uppercase(),
            format!("{own}/"),
            format!("{own};x=y"),
            format!("{own};jsessionid=x"),
            format!("{own}%2f"),
            format!("{own}.json"),
            format!("{own}.jspa"),
            format!("/{own}"),
            own.replace("/rest/", "/rest//"),
            own.replace("/rest/", "/./rest/"),
            own.replace("/rest/", "/x/../rest/"),
            own.replace("/rest/", "/rest%2f"),
            own.replace("/rest/", "/%72est/"),
            own.replace("/rest/", "/REST/"),
            own.replace("/2/", "/latest/"),
            own.replace("/latest/", "/1.0/"),
        ];
        for spelling in spellings {
            for method in [
                "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE",
            ] {
                let headers = [
                    ("x-http-method-override", "GET"),
                    ("x-forwarded-user", "admin"),
                ];
                let reply = nobody
                    .raw(method, &format!("{spelling}?{query}"), &headers, Vec::new())
                    .await;
                assert!(
                    (400..500).contains(&reply.status),
                    "{method} {spelling}: {}",
                    reply.status
                );
            }
        }
    }
    app.done().await;
}

#[tokio::test]
async fn a_slash_at_the_end_changes_nothing() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.member("fred").await;
    // So the Python package `jira` deletes users.
    for api in ["latest", "2"] {
        let path = format!("/rest/api/{api}/user/?username=fred");
        assert_eq!(admin.get(&path).await.expect(200)["name"], "fred");
    }
    admin
        .delete("/rest/api/latest/user/?username=fred")
        .await
        .expect(204);
    admin.get("/rest/api/2/serverInfo/").await.expect(200);
    admin.get("/rest/api/2/serverInfo//").await.expect(404);
    app.done().await;
}
