use testkit::TestApp;

const FORM: &str = "application/x-www-form-urlencoded";

async fn send(app: &TestApp, form: &str) -> testkit::Reply {
    app.anonymous()
        .raw(
            "POST",
            "/secure/SetupAdminAccount.jspa",
            &[("content-type", FORM)],
            form.as_bytes().to_vec(),
        )
        .await
}

fn form(code: &str, password: &str) -> String {
    format!(
        "code={code}&fullname=Ada&email=ada%40example.com&username=ada&password={password}&confirm=correct+horse"
    )
}

#[tokio::test]
async fn the_first_administrator_is_made_once() {
    let app = TestApp::before_setup("http://jira.test").await;
    let front = app.anonymous().get("/").await;
    assert_eq!(front.status, 303);
    assert_eq!(
        front.header("location"),
        "http://jira.test/secure/SetupAdminAccount!default.jspa"
    );
    app.anonymous()
        .get("/secure/SetupAdminAccount!default.jspa")
        .await
        .expect(200);

    let done = send(&app, &form("test-setup-code", "correct+horse")).await;
    assert_eq!(done.status, 200, "{}", done.text);
    let myself = app
        .client("ada", "correct horse")
        .get("/rest/api/2/myself")
        .await
        .expect(200);
    assert_eq!(myself["displayName"], "Ada");
    app.client("ada", "correct horse")
        .get("/rest/api/2/permissions")
        .await
        .expect(200);

    // From now on there is nothing to set up.
    for path in [
        "/secure/SetupAdminAccount!default.jspa",
        "/secure/SetupAdminAccount.jspa",
    ] {
        let reply = app.anonymous().get(path).await;
        assert_eq!((reply.status, reply.header("location")), (303, "/"));
    }
    assert_eq!(
        send(&app, &form("test-setup-code", "correct+horse"))
            .await
            .status,
        404
    );
    app.done().await;
}

#[tokio::test]
async fn the_code_and_the_passwords_must_be_right() {
    let app = TestApp::before_setup("http://jira.test").await;
    for wrong in [
        form("guessed", "correct+horse"),
        form("test-setup-code", "different"),
        form("", ""),
    ] {
        let reply = send(&app, &wrong).await;
        assert_eq!(reply.status, 400);
        assert!(
            !reply.text.contains("value=\"correct"),
            "a password must not be shown again"
        );
    }
    assert_eq!(
        app.client("ada", "correct horse")
            .get("/status")
            .await
            .status,
        401
    );
    assert_eq!(
        app.anonymous().get("/status").await.expect(200)["state"],
        "FIRST_RUN"
    );
    app.done().await;
}

#[tokio::test]
async fn what_was_typed_is_escaped() {
    let app = TestApp::before_setup("http://jira.test").await;
    let reply = send(&app, "code=x&fullname=%3Cscript%3E%22").await;
    assert_eq!(reply.status, 400);
    assert!(!reply.text.contains("<script>"));
}
