use testkit::{ADMIN, PASSWORD, TestApp};

const REFUSED: &str = "Sorry, your username and password are incorrect - please try again.";

fn sign_in<'a>(name: &'a str, password: &'a str) -> [(&'a str, &'a str); 2] {
    [("os_username", name), ("os_password", password)]
}

#[tokio::test]
async fn signing_in_and_out_by_the_pages() {
    let app = TestApp::new().await;
    let browser = app.browser();
    let page = browser.get("/login.jsp").await;
    assert_eq!(page.status, 200);
    for part in [
        "<label for=\"login-form-username\">Username</label>",
        "<label for=\"login-form-password\">Password</label>",
        "Log In</button>",
        "ForgotLoginDetails.jspa",
    ] {
        assert!(page.text.contains(part), "{part}");
    }
    browser.log_in(ADMIN, PASSWORD).await;
    let home = browser.get("/").await;
    assert_eq!(home.header("x-ausername"), "admin");
    assert!(home.text.contains("Ada Admin"));

    // A link without the token asks; the button does it.
    let asked = browser.get("/secure/Logout!default.jspa").await;
    assert_eq!(asked.status, 200);
    assert!(asked.text.contains("Do you want to log out?"));
    let reply = browser.submit("/logout", &[]).await;
    assert_eq!(
        (reply.status, browser.location(&reply).as_str()),
        (303, "/login.jsp")
    );
    assert!(browser.cookie("JSESSIONID").is_none());
    let page = browser.get("/login.jsp").await;
    assert!(page.text.contains("You are now logged out."));
    let again = browser.get("/login.jsp").await;
    assert!(
        !again.text.contains("You are now logged out."),
        "shown once"
    );
    app.done().await;
}

#[tokio::test]
async fn a_link_with_the_token_signs_out_and_ends_the_session() {
    let app = TestApp::new().await;
    let browser = app.browser_of(ADMIN).await;
    let secret = browser.cookie("JSESSIONID").unwrap();
    let token = browser.cookie("atlassian.xsrf.token").unwrap();
    let wrong = browser.get("/logout?atl_token=wrong").await;
    assert_eq!(wrong.status, 200);
    let reply = browser.get(&format!("/logout?atl_token={token}")).await;
    assert_eq!(reply.status, 303);
    browser.set_cookie("JSESSIONID", &secret);
    let home = browser.get("/").await;
    assert_eq!(home.header("x-ausername"), "anonymous");
    // Nobody has nothing to sign out of.
    let reply = app.browser().get("/logout").await;
    assert_eq!(
        (reply.status, reply.header("location")),
        (303, "/login.jsp")
    );
    app.done().await;
}

#[tokio::test]
async fn a_refusal_never_tells_why() {
    let app = TestApp::new().await;
    app.stranger("gone").await;
    for (name, password) in [
        (ADMIN, "wrong"),
        ("nobody", "wrong"),
        ("gone", PASSWORD),
        ("", ""),
    ] {
        let browser = app.browser();
        let reply = browser.submit("/login.jsp", &sign_in(name, password)).await;
        assert_eq!(reply.status, 401);
        assert_eq!(reply.header("x-seraph-loginreason"), "AUTHENTICATED_FAILED");
        assert!(reply.text.contains(REFUSED));
        assert!(reply.text.contains(&format!("value=\"{name}\"")), "kept");
        assert!(!reply.text.contains("wrong"), "never a password");
        assert!(browser.cookie("JSESSIONID").is_none());
    }
    let browser = app.browser();
    let mut status = 0;
    for _ in 0..20 {
        status = browser
            .submit("/login.jsp", &sign_in(ADMIN, "guess"))
            .await
            .status;
    }
    assert_eq!(status, 429);
    app.done().await;
}

#[tokio::test]
async fn a_form_that_is_not_ours_is_refused() {
    let app = TestApp::new().await;
    let browser = app.browser();
    browser.get("/login.jsp").await;
    let reply = browser.send("/login.jsp", &sign_in(ADMIN, PASSWORD)).await;
    assert_eq!(reply.status, 403);
    assert!(reply.text.contains("XSRF check failed"));
    assert!(reply.header("content-type").starts_with("text/html"));
    // Programs are told in their way.
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let body = b"os_username=admin&os_password=x".to_vec();
    let reply = app
        .anonymous()
        .raw("POST", "/login.jsp", &headers, body)
        .await;
    assert_eq!(reply.messages(), "XSRF check failed");
    let nul = [("os_username", "a\0b"), ("os_password", "x")];
    assert_eq!(browser.submit("/login.jsp", &nul).await.status, 400);
    app.done().await;
}

#[tokio::test]
async fn after_signing_in_one_goes_on_where_one_was_but_never_elsewhere() {
    let app = TestApp::at("http://jira.test/jira").await;
    for (destination, to) in [
        (
            "/secure/ViewProfile.jspa?name=x",
            "/jira/secure/ViewProfile.jspa?name=x",
        ),
        ("", "/jira/"),
        ("//evil.example", "/jira/"),
        ("/\\evil.example", "/jira/"),
        ("https://evil.example/", "/jira/"),
        ("javascript:alert(1)", "/jira/"),
        ("/\r\nSet-Cookie: x=y", "/jira/"),
        ("/\t/evil.example", "/jira/"),
        ("secure/ViewProfile.jspa", "/jira/"),
    ] {
        let browser = app.browser();
        browser.get("/jira/login.jsp").await;
        let token = browser.cookie("atlassian.xsrf.token").unwrap();
        let reply = browser
            .send(
                "/jira/login.jsp",
                &[
                    ("os_username", ADMIN),
                    ("os_password", PASSWORD),
                    ("os_destination", destination),
                    ("atl_token", &token),
                ],
            )
            .await;
        assert_eq!(
            (reply.status, reply.header("location")),
            (303, to),
            "{destination:?}"
        );
    }
    // A page that needs it sends there, and says where from.
    let reply = app
        .browser()
        .get("/jira/secure/ViewProfile.jspa?x=1%26")
        .await;
    assert_eq!(reply.status, 303);
    assert_eq!(
        reply.header("location"),
        "/jira/login.jsp?os_destination=%2Fsecure%2FViewProfile.jspa%3Fx%3D1%2526"
    );
    app.done().await;
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let browser = app.browser_of("fred").await;
    let before = browser.cookie("JSESSIONID").unwrap();
    let page = browser.get("/login.jsp").await;
    assert!(page.text.contains("You are logged in as Fred Test"));
    browser.log_in(ADMIN, PASSWORD).await;
    assert_ne!(browser.cookie("JSESSIONID").unwrap(), before);
    browser.set_cookie("JSESSIONID", &before);
    assert_eq!(browser.get("/").await.header("x-ausername"), "anonymous");
    app.done().await;
}

#[tokio::test]
async fn old_addresses_lead_to_the_front_page() {
    let app = TestApp::new().await;
    for path in ["/secure/Dashboard.jspa", "/secure/MyJiraHome.jspa"] {
        let reply = app.browser().get(path).await;
        assert_eq!((reply.status, reply.header("location")), (303, "/"));
    }
    app.done().await;
}

#[tokio::test]
async fn refusals_are_pages_for_people_and_json_for_programs() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let fred = app.browser_of("fred").await;
    let missing = fred.get("/secure/NoSuchPage.jspa").await;
    assert_eq!(missing.status, 404);
    assert!(
        missing.text.contains("There is nothing at this address.")
            && missing.text.contains("Fred Test")
    );
    let missing = app.anonymous().get("/secure/NoSuchPage.jspa").await;
    assert_eq!(missing.messages(), "There is nothing at this address.");
    // REST stays REST, whatever a browser accepts.
    assert!(fred.get("/rest/api/2/nothing").await.body["errorMessages"].is_array());
    // A wrong password in a header is told, not sent to the form.
    let wrong = app
        .client("fred", "wrong")
        .with_header("accept", "text/html");
    assert_eq!(wrong.get("/secure/ViewProfile.jspa").await.status, 401);
    app.done().await;
}
