//! What holds for all pages of the administration: each that a menu names is there, and looks like one.

use base::page::menu::MENU;
use base::route::Needs;
use testkit::TestApp;

#[tokio::test]
async fn every_page_that_a_menu_names_is_there() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    let mut faults = Vec::new();
    for item in MENU {
        let page = admin.get(item.path).await;
        let marked = format!("aria-current=\"page\">{}</a>", item.label);
        let has_one_heading = page.text.matches("<h1").count() == 1;
        if page.status != 200 || !page.text.contains(&marked) || !has_one_heading {
            faults.push(format!("{} {}: {}", item.label, item.path, page.status));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    app.done().await;
}

#[tokio::test]
async fn nobody_is_sent_to_sign_in_and_others_are_refused() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let (nobody, fred) = (app.browser(), app.browser_of("fred").await);
    let unconfirmed = app.browser_of("admin").await;
    let (routes, _) = crate::routes().into_parts();
    let is_for_administrators = |path: &str| {
        let mut routes = routes.iter();
        routes.any(|route| route.path == path && matches!(route.needs, Needs::Global(_)))
    };
    for item in MENU.iter().filter(|item| is_for_administrators(item.path)) {
        let sent = nobody.get(item.path).await;
        assert_eq!(sent.status, 303, "{}", item.path);
        assert!(
            sent.header("location")
                .starts_with("/login.jsp?os_destination=")
        );
        assert_eq!(fred.get(item.path).await.status, 403, "{}", item.path);
        let asked = unconfirmed.get(item.path).await;
        let to = asked.header("location");
        assert!(
            to.starts_with("/secure/admin/WebSudoAuthenticate!default.jspa"),
            "{}: {} {to}",
            item.path,
            asked.status
        );
    }
    app.done().await;
}

#[tokio::test]
async fn pages_have_no_script_or_style_of_their_own() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    let paths = ["/", "/login.jsp", "/secure/ViewProfile.jspa"];
    for path in paths.into_iter().chain(MENU.iter().map(|item| item.path)) {
        let page = admin.get(path).await;
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"));
        for part in [
            " style=",
            " onclick=",
            "<style",
            "<script>",
            "javascript:",
            "//cdn",
        ] {
            assert!(!page.text.contains(part), "{path}: {part}");
        }
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
    }
    app.done().await;
}

#[tokio::test]
async fn pages_are_compressed_for_those_who_take_it_and_the_api_is_not() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let gzip = [("accept-encoding", "gzip, deflate, br")];
    let css = base::page::asset::css_path();
    for (path, expected) in [
        ("/secure/ViewProfile.jspa", "gzip"),
        (css.as_str(), "gzip"),
        ("/rest/api/2/field", ""),
        ("/secure/useravatar?ownerId=admin", ""),
    ] {
        let reply = admin.raw("GET", path, &gzip, Vec::new()).await;
        assert_eq!(reply.header("content-encoding"), expected, "{path}");
        let plain = admin.raw("GET", path, &[], Vec::new()).await;
        assert_eq!(plain.header("content-encoding"), "", "{path}");
    }
    // A browser that has the style sheet in its compressed form need not fetch it again.
    let packed = admin.raw("GET", &css, &gzip, Vec::new()).await;
    let tag = packed.header("etag").to_owned();
    assert!(tag.starts_with("W/"));
    let known = [("if-none-match", tag.as_str())];
    let again = admin.raw("GET", &css, &known, Vec::new()).await;
    assert_eq!(again.status, 304);
    app.done().await;
}
