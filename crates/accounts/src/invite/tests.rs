use testkit::{PASSWORD, TestApp};

use super::ops::addresses;

const PATH: &str = "/secure/admin/InviteUser.jspa";

async fn mails(app: &TestApp) -> Vec<(String, String)> {
    let mut tx = app.app().db.read().await.unwrap();
    let sql =
        "select m.recipient, u.name from mail m join app_user u on u.id = m.user_id order by m.id";
    tx.rows(sql, &[], |row| Ok((row.take()?, row.take()?)))
        .await
        .unwrap()
}

#[test]
fn texts_with_addresses() {
    assert_eq!(
        addresses("a@x, b@x;c@x\r\n\r\n A@X d@x,"),
        ["a@x", "b@x", "c@x", "d@x"]
    );
    assert!(addresses(" ,;\n").is_empty());
}

#[tokio::test]
async fn people_are_invited() {
    let app = TestApp::new().await;
    app.member("ann").await;
    let browser = app.admin_browser().await;
    let page = browser.get("/secure/admin/InviteUser!default.jspa").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Email addresses"));
    let emails = "Bob@example.org\ncarl@example.org, carl@example.net ann@example.org";
    let done = browser.submit(PATH, &[("emails", emails)]).await;
    assert_eq!(done.status, 303, "{}", done.text);
    assert_eq!(browser.location(&done), "/secure/admin/MailQueue.jspa");
    let expected = [
        ("Bob@example.org", "bob"),
        ("carl@example.org", "carl"),
        ("carl@example.net", "carl@example.net"),
        ("ann@example.org", "ann@example.org"),
    ];
    let expected = expected.map(|(to, name)| (to.to_owned(), name.to_owned()));
    assert_eq!(mails(&app).await, expected);
    let bob = "/rest/api/2/user?username=bob&expand=groups,applicationRoles";
    let bob = app.admin().get(bob).await.expect(200);
    assert_eq!(bob["emailAddress"], "Bob@example.org");
    assert_eq!(bob["applicationRoles"]["size"], 1);
    app.done().await;
}

#[tokio::test]
async fn all_or_nobody() {
    let app = TestApp::new().await;
    app.member("ann").await;
    let many: Vec<String> = (0..51).map(|n| format!("u{n}@example.com")).collect();
    let browser = app.admin_browser().await;
    let before = app.fingerprint().await;
    for (emails, text) in [
        ("", "You must specify at least one email address."),
        ("a@x b", "These are no email addresses: b"),
        (
            "a@x ANN@example.com",
            "These people have an account already: ANN@example.com",
        ),
        (&many.join(","), "You can invite 50 people at a time."),
        ("a<b@x", "These are no email addresses"),
    ] {
        let refused = browser.submit(PATH, &[("emails", emails)]).await;
        assert_eq!(refused.status, 400, "{emails}");
        assert!(refused.text.contains(text), "{}", refused.text);
        assert_eq!(app.fingerprint().await, before);
    }
    assert!(mails(&app).await.is_empty());
    app.done().await;
}

#[tokio::test]
async fn only_administrators_invite() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let form = [("emails", "a@example.com")];
    let fred = app.browser_of("fred").await;
    assert_eq!(fred.submit(PATH, &form).await.status, 403);
    assert_eq!(fred.get(PATH).await.status, 403);
    let admin = app.browser_of("admin").await;
    let sent_away = admin.submit(PATH, &form).await;
    assert!(admin.location(&sent_away).contains("WebSudo"));
    assert!(mails(&app).await.is_empty());
    admin.confirm(PASSWORD).await;
    assert_eq!(admin.submit(PATH, &form).await.status, 303);
    app.done().await;
}
