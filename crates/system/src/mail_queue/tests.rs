use serde_json::json;
use testkit::TestApp;

const LIST: &str = "/secure/admin/MailQueue.jspa";

async fn invite(app: &TestApp, name: &str) {
    let user = json!({
        "name": name,
        "emailAddress": format!("{name}@example.com"),
        "displayName": "Some One",
        "notification": true,
    });
    app.admin().post("/rest/api/2/user", user).await.expect(201);
}

async fn link(app: &TestApp, recipient: &str) -> (String, String) {
    let mut tx = app.app().db.read().await.unwrap();
    let sql = "select id, link from mail where recipient = $1";
    let (id, link): (i64, String) = tx
        .one(sql, &[recipient.into()], |row| {
            Ok((row.take()?, row.take()?))
        })
        .await
        .unwrap();
    (id.to_string(), link.replace('&', "&#38;"))
}

#[tokio::test]
async fn an_administrator_passes_a_link_on() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    let empty = admin.get(LIST).await;
    assert_eq!(empty.status, 200);
    assert!(empty.text.contains("No mail yet") && empty.text.contains("No mail server is set up"));
    invite(&app, "fred").await;
    let (id, link) = link(&app, "fred@example.com").await;
    let list = admin.get(LIST).await;
    assert!(list.text.contains("To be passed on"), "{}", list.text);
    assert!(!list.text.contains("token="), "the list shows no links");
    let one = format!("/secure/admin/ViewMail.jspa?id={id}");
    let page = admin.get(&one).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.text.matches(&link).count(), 2, "{link} {}", page.text);
    app.advance(24 * 3600);
    // The secure administrator session has ended meanwhile.
    let page = app.admin().get(&one).await;
    assert!(!page.text.contains("token="));
    assert!(app.admin().get(LIST).await.text.contains("Ended"));
    app.done().await;
}

#[tokio::test]
async fn links_of_system_administrators_are_for_these_only() {
    let app = TestApp::new().await;
    let boss = app.jira_admin("boss").await;
    let cx = app.cx_of("admin").await;
    let mut tx = cx.write().await.unwrap();
    let user = base::refs::user_by_name(&mut tx, "admin")
        .await
        .unwrap()
        .unwrap();
    let user = base::guard::account(&cx, &mut tx, user).await.unwrap();
    accounts::mail_link::send_password(&cx, &mut tx, &user)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let (id, link) = link(&app, "admin@example.com").await;
    let path = format!("/secure/admin/ViewMail.jspa?id={id}");
    let page = boss.get(&path).await;
    assert_eq!(page.status, 200);
    assert!(!page.text.contains("token="), "{}", page.text);
    assert!(page.text.contains("only system administrators see it"));
    assert!(app.admin().get(&path).await.text.contains(&link));
    app.done().await;
}

#[tokio::test]
async fn the_list_is_filtered_and_paged() {
    let app = TestApp::new().await;
    for n in 0..3 {
        invite(&app, &format!("user{n}")).await;
    }
    let cx = app.cx_of("admin").await;
    let mut tx = cx.write().await.unwrap();
    for n in 0..60 {
        let mail = base::mail::Mail {
            to: &format!("many{n}@example.com"),
            subject: "Many",
            text: "text",
            link: None,
            about: None,
            useful_until: None,
        };
        base::mail::queue(&cx, &mut tx, &mail).await.unwrap();
    }
    tx.commit().await.unwrap();
    let admin = app.admin();
    let list = admin.get(LIST).await;
    assert!(list.text.contains("1–50 of 63"), "{}", list.text);
    let second = admin.get(&format!("{LIST}?start=50")).await;
    assert!(second.text.contains("51–63 of 63") && second.text.contains("user0@"));
    let found = admin.get(&format!("{LIST}?filter=USER1")).await;
    assert!(found.text.contains("user1@") && !found.text.contains("user2@"));
    for (state, n_found) in [
        ("waiting", "63"),
        ("sent", "0"),
        ("failed", "0"),
        ("x", "63"),
    ] {
        let list = admin.get(&format!("{LIST}?state={state}")).await;
        let is_empty = list.text.contains("No mail fits");
        assert_eq!(is_empty, n_found == "0", "{state}");
    }
    for odd in [
        "start=-5",
        "start=x",
        "filter=%25'",
        "start=9223372036854775807",
    ] {
        assert_eq!(
            admin.get(&format!("{LIST}?{odd}")).await.status,
            200,
            "{odd}"
        );
    }
    app.done().await;
}

#[tokio::test]
async fn mail_is_tried_again_and_deleted() {
    let app = TestApp::new().await;
    invite(&app, "fred").await;
    let (id, _) = link(&app, "fred@example.com").await;
    let admin = app.admin_browser().await;
    let form = [("id", id.as_str())];
    assert_eq!(
        admin
            .submit("/secure/admin/SendMail.jspa", &form)
            .await
            .status,
        303
    );
    let leased = base::mail::lease(app.app(), "p").await.unwrap().unwrap();
    for path in [
        "/secure/admin/SendMail.jspa",
        "/secure/admin/DeleteMail.jspa",
    ] {
        let refused = admin.submit(path, &form).await;
        assert_eq!(refused.status, 409);
        assert!(refused.text.contains("being sent"), "{}", refused.text);
    }
    base::mail::failed(
        app.app(),
        &leased,
        "p",
        base::mail::Failure::Never,
        "<b>no</b>",
    )
    .await
    .unwrap();
    let list = admin.get(LIST).await;
    assert!(
        list.text.contains("Given up") && list.text.contains("&#60;b&#62;no"),
        "{}",
        list.text
    );
    assert_eq!(
        admin
            .submit("/secure/admin/DeleteMail.jspa", &form)
            .await
            .status,
        303
    );
    assert!(
        admin
            .get(LIST)
            .await
            .text
            .contains("The mail to fred@example.com was deleted.")
    );
    for id in [id.as_str(), "", "x", "99999"] {
        let path = format!("/secure/admin/ViewMail.jspa?id={id}");
        assert_eq!(admin.get(&path).await.status, 404, "{id}");
        let reply = admin
            .submit("/secure/admin/DeleteMail.jspa", &[("id", id)])
            .await;
        assert_eq!(reply.status, 404);
    }
    app.done().await;
}

#[tokio::test]
async fn it_is_for_administrators() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    for path in [LIST, "/secure/admin/ViewMail.jspa?id=1"] {
        assert_eq!(fred.get(path).await.status, 403);
        assert_eq!(app.anonymous().get(path).await.status, 401);
    }
    app.done().await;
}
