//! Tests of notification mail: who is told of what, who is not, and how it is ended.

use serde_json::{Value, json};
use testkit::{Client, TestApp};

use super::work;

/// A mail in the queue.
struct Mail {
    to: String,
    subject: String,
    text: String,
    html: Option<String>,
    headers: Vec<(String, String)>,
}

impl Mail {
    fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// Returns the path and query of the link that ends it.
    fn link(&self) -> String {
        let address = self.header("List-Unsubscribe").trim_matches(['<', '>']);
        address.strip_prefix("http://jira.test").unwrap().to_owned()
    }
}

/// Makes mail of what happened, and returns what was queued since the last time.
async fn mails(app: &TestApp) -> Vec<Mail> {
    while work(app.app()).await.unwrap() > 0 {}
    queued(app).await
}

async fn queued(app: &TestApp) -> Vec<Mail> {
    let mut tx = app.app().db.write().await.unwrap();
    let mails = tx
        .rows(
            "select recipient, subject, body, html, headers from mail
             where headers is not null order by recipient, id",
            &[],
            |row| {
                let headers: (String, String, String, Option<String>, String) = (
                    row.take()?,
                    row.take()?,
                    row.take()?,
                    row.take()?,
                    row.take()?,
                );
                Ok(Mail {
                    to: headers.0,
                    subject: headers.1,
                    text: headers.2,
                    html: headers.3,
                    headers: serde_json::from_str(&headers.4).unwrap(),
                })
            },
        )
        .await
        .unwrap();
    tx.execute("delete from mail", &[]).await.unwrap();
    tx.commit().await.unwrap();
    mails
}

/// Returns who was told, without the part behind the `@`.
fn names(mails: &[Mail]) -> Vec<&str> {
    mails
        .iter()
        .map(|mail| mail.to.split('@').next().unwrap())
        .collect()
}

async fn sql(app: &TestApp, statements: &[&str]) {
    let mut tx = app.app().db.write().await.unwrap();
    for statement in statements {
        tx.execute(statement, &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
    app.app().refresh().await.unwrap();
}

/// A project `OPS` with the default scheme, and members fred, rita and wim.
async fn world() -> TestApp {
    let app = TestApp::with_mail().await;
    for name in ["fred", "rita", "wim"] {
        app.member(name).await;
    }
    app.project("OPS").await;
    sql(&app, &["update project set notification_scheme_id = 10000"]).await;
    app
}

fn client(app: &TestApp, name: &str) -> Client {
    app.client(name, testkit::PASSWORD)
}

/// Makes an issue that rita reported, assigned to fred and watched by wim, and forgets its mail.
async fn issue(app: &TestApp) -> String {
    let fields = json!({ "fields": {
        "project": { "key": "OPS" }, "issuetype": { "name": "Task" },
        "summary": "The <roof> {link} leaks", "description": "It *rains* in.",
        "reporter": { "name": "rita" }, "assignee": { "name": "fred" },
    }});
    let made = app
        .admin()
        .post("/rest/api/2/issue", fields)
        .await
        .expect(201);
    let key = made["key"].as_str().unwrap().to_owned();
    let watchers = format!("/rest/api/2/issue/{key}/watchers");
    app.admin().post(&watchers, json!("wim")).await.expect(204);
    app.admin()
        .delete(&format!("{watchers}?username=admin"))
        .await
        .expect(204);
    mails(app).await;
    key
}

async fn comment(client: &Client, issue: &str, body: Value) -> String {
    let path = format!("/rest/api/2/issue/{issue}/comment");
    let made = client.post(&path, body).await.expect(201);
    made["id"].as_str().unwrap().to_owned()
}

async fn edit(client: &Client, issue: &str, fields: Value) {
    let path = format!("/rest/api/2/issue/{issue}");
    client
        .put(&path, json!({ "fields": fields }))
        .await
        .expect(204);
}

#[tokio::test]
async fn the_default_scheme_tells_assignee_reporter_and_watchers_but_not_who_did_it() {
    let app = world().await;
    let key = issue(&app).await;
    comment(
        &client(&app, "rita"),
        &key,
        json!({ "body": "h1. Look\n\n[~fred] <script>" }),
    )
    .await;
    let told = mails(&app).await;
    assert_eq!(names(&told), ["fred", "wim"]);
    let mail = &told[0];
    assert_eq!(
        mail.subject,
        format!("[JIRA] ({key}) The <roof> {{link}} leaks")
    );
    for text in [
        &format!("Rita Test commented on {key}"),
        "Look",
        "<script>",
        &format!("http://jira.test/browse/{key}"),
        "because it is assigned to you",
        "/secure/Unsubscribe.jspa?",
    ] {
        assert!(mail.text.contains(text), "{text:?} is not in {}", mail.text);
    }
    // What would be taken for the place of a link is none.
    assert!(!mail.text.contains("{link}") && mail.text.contains("{ link }"));
    let html = mail.html.as_deref().unwrap();
    assert!(
        html.contains("<h1>Look</h1>") || html.contains("Look</h1>"),
        "{html}"
    );
    assert!(
        !html.contains("<script") && !html.contains("<roof>"),
        "{html}"
    );
    assert!(told[1].text.contains("because you watch it"));
    // All mail of an issue is one thread, and two mails never have one id.
    assert_eq!(mail.header("In-Reply-To"), "<issue-10000@jira.test>");
    assert_eq!(mail.header("References"), told[1].header("References"));
    assert_eq!(
        mail.header("List-Unsubscribe-Post"),
        "List-Unsubscribe=One-Click"
    );
    assert!(
        mail.header("List-Unsubscribe")
            .starts_with("<http://jira.test/secure/Unsubscribe.jspa?")
    );
    // Nothing is told twice.
    assert!(mails(&app).await.is_empty());
    app.done().await;
}

#[tokio::test]
async fn who_wants_to_hear_of_their_own_changes_does_and_without_html() {
    let app = world().await;
    let key = issue(&app).await;
    let rita = client(&app, "rita");
    for (name, value) in [
        ("user.notify.own.changes", "true"),
        ("user.notifications.mimetype", "text"),
    ] {
        let path = format!("/rest/api/2/mypreferences?key={name}");
        let reply = rita
            .raw(
                "PUT",
                &path,
                &[("content-type", "application/json")],
                value.as_bytes().to_vec(),
            )
            .await;
        assert_eq!(reply.status, 204);
    }
    edit(&rita, &key, json!({ "summary": "Another" })).await;
    let told = mails(&app).await;
    assert_eq!(names(&told), ["fred", "rita", "wim"]);
    assert!(told[1].html.is_none() && told[0].html.is_some());
    assert!(
        told[1]
            .text
            .contains("Summary: The <roof> { link } leaks → Another"),
        "{}",
        told[1].text
    );
    app.done().await;
}

#[tokio::test]
async fn each_kind_of_holder_is_told() {
    let app = world().await;
    for name in ["lea", "cora", "gus", "rolf", "uta", "una", "greta"] {
        app.member(name).await;
    }
    let admin = app.admin();
    for (group, user) in [("testers", "gus"), ("others", "greta")] {
        admin
            .post("/rest/api/2/group", json!({ "name": group }))
            .await
            .expect(201);
        let path = format!("/rest/api/2/group/user?groupname={group}");
        admin.post(&path, json!({ "name": user })).await.expect(201);
    }
    admin
        .put("/rest/api/2/project/OPS", json!({ "lead": "lea" }))
        .await
        .expect(200);
    admin
        .post(
            "/rest/api/2/project/OPS/role/10002",
            json!({ "user": ["rolf"] }),
        )
        .await
        .expect(200);
    let roof = json!({ "name": "Roof", "project": "OPS", "leadUserName": "cora" });
    admin.post("/rest/api/2/component", roof).await.expect(201);
    let key = issue(&app).await;
    edit(&admin, &key, json!({ "components": [{ "name": "Roof" }] })).await;
    sql(&app, &[
        "insert into custom_field (id, type_key, name, lower_name, description, searcher_key, is_locked)
         select 17000, 'com.atlassian.jira.plugin.system.customfieldtypes:userpicker', 'Tester', 'tester', '', null, false
         where not exists (select 1 from custom_field where id = 17000)",
    ])
    .await;
    sql(
        &app,
        &[
            "insert into custom_field_value (issue_id, field_id, position, user_id)
         select i.id, 17000, 0, u.id from issue i, app_user u where u.name = 'una'",
            "insert into custom_field_value (issue_id, field_id, position, group_id)
         select i.id, 17000, 1, g.id from issue i, user_group g where g.name = 'others'",
        ],
    )
    .await;
    mails(&app).await;
    for (columns, expected) in [
        ("'CurrentAssignee', null, null, null, null", vec!["fred"]),
        ("'Reporter', null, null, null, null", vec!["rita"]),
        ("'AllWatchers', null, null, null, null", vec!["wim"]),
        ("'ProjectLead', null, null, null, null", vec!["lea"]),
        ("'ComponentLead', null, null, null, null", vec!["cora"]),
        (
            "'Group', (select id from user_group where name = 'testers'), null, null, null",
            vec!["gus"],
        ),
        ("'ProjectRole', null, null, 10002, null", vec!["rolf"]),
        (
            "'User', null, (select id from app_user where name = 'uta'), null, null",
            vec!["uta"],
        ),
        (
            "'UserCustomField', null, null, null, 'customfield_17000'",
            vec!["greta", "una"],
        ),
        // The one who did it does not want to hear of it.
        ("'CurrentUser', null, null, null, null", vec![]),
        // Nobody is signed in at an address, and nobody sees the project.
        (
            "'EmailAddress', null, null, null, 'all@example.com'",
            vec![],
        ),
    ] {
        let insert = format!(
            "insert into notification (id, scheme_id, event_id, kind, group_id, user_id, role_id, parameter)
             values (90000, 10000, 2, {columns})"
        );
        sql(&app, &["delete from notification", &insert]).await;
        edit(
            &admin,
            &key,
            json!({ "summary": format!("{expected:?}{columns}") }),
        )
        .await;
        let told = mails(&app).await;
        let mut names = names(&told);
        names.retain(|name| *name != "admin");
        names.sort_unstable();
        assert_eq!(names, expected, "{columns}");
    }
    // Once the project is open to anyone, the address is told, without a link that ends it for a person.
    sql(&app, &[
        "insert into permission_grant (id, scheme_id, permission, holder) values (90000, 0, 'BROWSE_PROJECTS', 'anyone')",
        "update config_version set version = version + 1 where area = 'policy'",
    ])
    .await;
    edit(&admin, &key, json!({ "summary": "Open" })).await;
    let told = mails(&app).await;
    assert_eq!(names(&told), ["all"]);
    assert_eq!(told[0].header("List-Unsubscribe"), "");
    app.done().await;
}

#[tokio::test]
async fn who_does_not_see_it_is_not_told() {
    let app = world().await;
    let key = issue(&app).await;
    let admin = app.admin();
    admin
        .post(
            "/rest/api/2/project/OPS/role/10002",
            json!({ "user": ["wim"] }),
        )
        .await
        .expect(200);
    // A comment for a role, and one for a group.
    let for_role =
        json!({ "body": "psst", "visibility": { "type": "role", "value": "Administrators" } });
    let id = comment(&admin, &key, for_role).await;
    assert_eq!(names(&mails(&app).await), ["wim"]);
    admin
        .post("/rest/api/2/group", json!({ "name": "testers" }))
        .await
        .expect(201);
    for name in ["fred", "admin"] {
        let path = "/rest/api/2/group/user?groupname=testers";
        admin.post(path, json!({ "name": name })).await.expect(201);
    }
    let for_group =
        json!({ "body": "psst", "visibility": { "type": "group", "value": "testers" } });
    comment(&admin, &key, for_group).await;
    assert_eq!(names(&mails(&app).await), ["fred"]);
    let log = json!({ "timeSpent": "1h", "comment": "secretly",
                      "visibility": { "type": "role", "value": "Administrators" } });
    let path = format!("/rest/api/2/issue/{key}/worklog");
    admin.post(&path, log).await.expect(201);
    let told = mails(&app).await;
    assert_eq!(names(&told), ["wim"]);
    assert!(told[0].text.contains("1 hour") && told[0].text.contains("secretly"));
    // A comment that is gone before mail was made of it is told to nobody.
    let path = format!("/rest/api/2/issue/{key}/comment/{id}");
    admin
        .put(&path, json!({ "body": "changed" }))
        .await
        .expect(200);
    admin.delete(&path).await.expect(204);
    assert!(mails(&app).await.is_empty());
    // Nobody is told who does not browse the project any more, or is no more active.
    edit(&admin, &key, json!({ "summary": "Now closed" })).await;
    sql(
        &app,
        &[
            "delete from permission_grant where permission = 'BROWSE_PROJECTS'",
            "insert into permission_grant (id, scheme_id, permission, holder, role_id)
         values (90000, 0, 'BROWSE_PROJECTS', 'projectRole', 10002)",
            "update config_version set version = version + 1 where area = 'policy'",
        ],
    )
    .await;
    assert_eq!(names(&mails(&app).await), ["wim"]);
    sql(
        &app,
        &["update app_user set active = false where name = 'wim'"],
    )
    .await;
    sql(
        &app,
        &["update event set for_mail = true where kind = 'issue_updated'"],
    )
    .await;
    assert!(mails(&app).await.is_empty());
    app.done().await;
}

#[tokio::test]
async fn what_is_done_at_once_is_one_mail_of_the_right_event() {
    let app = world().await;
    let key = issue(&app).await;
    let rita = client(&app, "rita");
    let path = format!("/rest/api/2/issue/{key}/transitions");
    let body = json!({
        "transition": { "id": "31" },
        "update": { "comment": [{ "add": { "body": "Done with it" } }] },
    });
    rita.post(&path, body).await.expect(204);
    let told = mails(&app).await;
    assert_eq!(names(&told), ["fred", "wim"]);
    for text in [
        "Rita Test resolved",
        "Status: To Do → Done",
        "commented on",
        "Done with it",
    ] {
        assert!(
            told[0].text.contains(text),
            "{text:?} is not in {}",
            told[0].text
        );
    }
    app.advance(60);
    rita.post(&path, json!({ "transition": { "id": "11" } }))
        .await
        .expect(204);
    assert!(mails(&app).await[0].text.contains("Rita Test reopened"));
    app.advance(60);
    let assignee = format!("/rest/api/2/issue/{key}/assignee");
    rita.put(&assignee, json!({ "name": "wim" }))
        .await
        .expect(204);
    let told = mails(&app).await;
    // Who had it before is not concerned any more.
    assert_eq!(names(&told), ["wim"]);
    assert!(
        told[0].text.contains("Rita Test assigned"),
        "{}",
        told[0].text
    );
    assert!(told[0].text.contains("Assignee: Fred Test → Wim Test"));
    // Only those whom the scheme means by the event are told of it.
    sql(&app, &["delete from notification where event_id = 6"]).await;
    app.advance(60);
    comment(&rita, &key, json!({ "body": "nobody" })).await;
    assert!(mails(&app).await.is_empty());
    app.done().await;
}

#[tokio::test]
async fn several_processes_tell_everybody_once() {
    let app = world().await;
    let key = issue(&app).await;
    let other = app.second_node().await;
    let rita = client(&app, "rita");
    for n in 0..5 {
        app.advance(1);
        comment(&rita, &key, json!({ "body": format!("number {n}") })).await;
    }
    let many = (0..6).map(|n| work(if n % 2 == 0 { app.app() } else { other.app() }));
    for done in futures_util::future::join_all(many).await {
        // One that came too late has done nothing; it may also be told to try again.
        assert!(
            done.is_ok() || matches!(done, Err(base::Error::Retry | base::Error::Busy(_))),
            "{done:?}"
        );
    }
    let told = mails(&other).await;
    assert_eq!(told.len(), 10);
    for n in 0..5 {
        let text = format!("number {n}");
        let n_told = told.iter().filter(|mail| mail.text.contains(&text)).count();
        assert_eq!(n_told, 2, "{text}");
    }
    app.done().await;
}

#[tokio::test]
async fn without_a_mail_server_nothing_waits() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    sql(&app, &["update project set notification_scheme_id = 10000"]).await;
    app.issue("OPS", "Alone").await;
    let mut tx = app.app().db.read().await.unwrap();
    let waiting: i64 = tx
        .one("select count(*) from event where for_mail", &[], |row| {
            row.take()
        })
        .await
        .unwrap();
    drop(tx);
    assert_eq!(waiting, 0);
    assert!(mails(&app).await.is_empty());
    app.done().await;
}

#[tokio::test]
async fn a_link_ends_mail_of_an_issue_or_all_without_signing_in() {
    let app = world().await;
    let key = issue(&app).await;
    let rita = client(&app, "rita");
    comment(&rita, &key, json!({ "body": "one" })).await;
    let told = mails(&app).await;
    let (fred, wim) = (told[0].link(), told[1].link());
    let nobody = app.browser();
    // Looking changes nothing: scanners follow links.
    let page = nobody.get(&wim).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text.contains(&format!("No more mail of {key}")),
        "{}",
        page.text
    );
    comment(&rita, &key, json!({ "body": "two" })).await;
    assert_eq!(names(&mails(&app).await), ["fred", "wim"]);
    // One click of a mail program: no cookie, no token, nobody signed in.
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let one_click = b"List-Unsubscribe=One-Click".to_vec();
    let reply = app
        .anonymous()
        .raw("POST", &wim, &kind, one_click.clone())
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    app.advance(1);
    comment(&rita, &key, json!({ "body": "three" })).await;
    assert_eq!(names(&mails(&app).await), ["fred"]);
    let watchers = rita
        .get(&format!("/rest/api/2/issue/{key}/watchers"))
        .await
        .expect(200);
    assert!(!watchers.to_string().contains("wim"), "{watchers}");
    // Of other issues the person is told.
    let second = issue(&app).await;
    app.advance(1);
    comment(&rita, &second, json!({ "body": "of another" })).await;
    assert_eq!(names(&mails(&app).await), ["fred", "wim"]);
    // All of it, by the form; and again.
    for _ in 0..2 {
        let page = nobody.submit(&fred, &[("action", "all")]).await;
        assert_eq!(page.status, 200);
        assert!(
            page.text.contains("no mail of issues at all"),
            "{}",
            page.text
        );
    }
    app.advance(1);
    comment(&rita, &second, json!({ "body": "more" })).await;
    assert_eq!(names(&mails(&app).await), ["wim"]);
    let page = nobody.submit(&fred, &[("action", "resume")]).await;
    assert!(page.text.contains("You get mail again"), "{}", page.text);
    app.advance(1);
    comment(&rita, &key, json!({ "body": "again" })).await;
    assert_eq!(names(&mails(&app).await), ["fred"]);
    app.done().await;
}

#[tokio::test]
async fn a_link_of_somebody_else_or_a_changed_one_does_nothing() {
    let app = world().await;
    let key = issue(&app).await;
    comment(&client(&app, "rita"), &key, json!({ "body": "one" })).await;
    let told = mails(&app).await;
    let (fred, wim) = (told[0].link(), told[1].link());
    let part = |link: &str, name: &str| {
        let start = link.find(&format!("{name}=")).unwrap() + name.len() + 1;
        link[start..].split('&').next().unwrap().to_owned()
    };
    let before = app.fingerprint().await;
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let body = b"List-Unsubscribe=One-Click".to_vec();
    let signature = part(&wim, "signature");
    let flipped = format!(
        "{}{}",
        if signature.starts_with('0') { '1' } else { '0' },
        &signature[1..]
    );
    for link in [
        // Another one's signature, another issue, a changed one, half of it, none at all.
        fred.replace(&part(&fred, "signature"), &signature),
        wim.replace(&format!("issue={}", part(&wim, "issue")), "issue=10001"),
        wim.replace(&signature, &flipped),
        wim.replace(&signature, &signature[..32]),
        wim.replace(&signature, ""),
        wim.replace(&format!("user={}", part(&wim, "user")), "user=x"),
        "/secure/Unsubscribe.jspa".to_owned(),
    ] {
        assert_eq!(app.anonymous().get(&link).await.status, 404, "{link}");
        let reply = app
            .anonymous()
            .raw("POST", &link, &kind, body.clone())
            .await;
        assert_eq!(reply.status, 404, "{link}");
        // Not even for who administers the server.
        assert_eq!(
            app.admin()
                .raw("POST", &link, &kind, body.clone())
                .await
                .status,
            404,
            "{link}"
        );
    }
    // A good link with a button that there is not.
    let reply = app
        .anonymous()
        .raw("POST", &wim, &kind, b"action=explode".to_vec())
        .await;
    assert_eq!(reply.status, 400);
    assert_eq!(
        app.anonymous()
            .raw("POST", &wim, &kind, Vec::new())
            .await
            .status,
        400
    );
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}
