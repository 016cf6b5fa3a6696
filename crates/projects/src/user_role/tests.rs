use serde_json::json;
use testkit::{Browser, Reply, TestApp};

use super::page::{EDIT, VIEW};

const POST: &str = "/secure/admin/user/EditUserProjectRoles.jspa";
const ADMINS: &str = "10002";

/// Returns the names of those directly in a role of a project.
async fn users_in(app: &TestApp, project: &str, role: &str) -> Vec<String> {
    let path = format!("/rest/api/2/project/{project}/role/{role}");
    let role = app.admin().get(&path).await.expect(200);
    let actors = role["actors"].as_array().unwrap().iter();
    let users = actors.filter(|one| one["type"] == "atlassian-user-role-actor");
    users
        .map(|one| one["name"].as_str().unwrap().to_owned())
        .collect()
}

/// Returns the tag of a box.
fn tick<'a>(page: &'a Reply, value: &str) -> &'a str {
    let id = format!("id=\"role_{value}\"");
    let at = page
        .text
        .find(&id)
        .unwrap_or_else(|| panic!("{id}: {}", page.text));
    page.text[at..].split('>').next().unwrap()
}

async fn submit(admin: &Browser, values: &[(&str, &str)]) -> Reply {
    let mut all = vec![("name", "fred")];
    all.extend(values);
    admin.submit(POST, &all).await
}

/// Projects ONE and TWO, where Fred is in a role of ONE through a group; returns their ids.
async fn seed() -> (TestApp, String, String) {
    let app = TestApp::new().await;
    let (one, two) = (app.project("ONE").await, app.project("TWO").await);
    app.member("fred").await;
    let admin = app.admin();
    let role = json!({ "name": "Reviewers", "description": "" });
    let role = admin.post("/rest/api/2/role", role).await.expect(200);
    assert_eq!(role["id"], 10100);
    admin
        .post(
            "/rest/api/2/project/ONE/role/10100",
            json!({ "group": ["jira-software-users"] }),
        )
        .await
        .expect(200);
    (app, one, two)
}

#[tokio::test]
async fn roles_are_shown_directly_and_through_groups() {
    let (app, one, _) = seed().await;
    let admin = app.admin_browser().await;
    let user = admin
        .get("/secure/admin/user/ViewUser.jspa?name=fred")
        .await;
    let link = format!("href=\"{VIEW}?name=fred\"");
    assert!(user.text.contains(&link), "{}", user.text);
    let list = admin.get("/secure/admin/user/UserBrowser.jspa").await;
    assert!(list.text.contains(&link), "{}", list.text);

    let page = admin.get(&format!("{VIEW}?name=Fred")).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Project ONE") && !page.text.contains("Project TWO"));
    assert!(
        page.text.contains("</span> jira-software-users</li>"),
        "{}",
        page.text
    );
    assert!(!page.text.contains("<li>Directly</li>"));

    let value = format!("{one}_{ADMINS}");
    let reply = submit(&admin, &[("role", &value)]).await;
    let page = admin.follow(&admin.location(&reply)).await;
    assert!(page.text.contains("<li>Directly</li>"), "{}", page.text);
    assert!(
        page.text
            .contains("The project roles of fred were changed.")
    );
    app.done().await;
}

#[tokio::test]
async fn boxes_put_into_roles_and_take_out_of_them() {
    let (app, one, two) = seed().await;
    let admin = app.admin_browser().await;
    let page = admin.get(&format!("{EDIT}?name=fred")).await;
    let (in_one, in_two) = (format!("{one}_{ADMINS}"), format!("{two}_{ADMINS}"));
    assert!(!tick(&page, &in_one).contains("checked"));
    assert!(
        page.text
            .contains("aria-label=\"Administrators in Project ONE\"")
    );
    assert!(
        page.text.contains("through jira-software-users"),
        "{}",
        page.text
    );

    let before = app.fingerprint().await;
    let reply = submit(&admin, &[]).await;
    let page = admin.follow(&admin.location(&reply)).await;
    assert!(page.text.contains("are as they were."), "{}", page.text);
    assert!(page.text.contains("role=\"status\""));
    let after = app.fingerprint().await;
    let rows = |all: &[(String, i64)]| {
        let counted = all
            .iter()
            .filter(|(name, _)| name == "audit" || name == "role_actor");
        counted.cloned().collect::<Vec<_>>()
    };
    assert_eq!(rows(&after), rows(&before));

    submit(&admin, &[("role", &in_one), ("role", &in_two)]).await;
    assert_eq!(users_in(&app, "ONE", ADMINS).await, ["fred"]);
    assert_eq!(users_in(&app, "TWO", ADMINS).await, ["fred"]);
    let page = admin.get(&format!("{EDIT}?name=fred")).await;
    assert!(tick(&page, &in_one).contains("checked"));
    let had = format!("name=\"had\" value=\"{in_one}\"");
    assert!(page.text.contains(&had), "{}", page.text);
    // What they may do follows at once.
    let fred = app.browser_of("fred").await;
    let roles = "/plugins/servlet/project-config/ONE/roles";
    assert_eq!(fred.get(roles).await.status, 200);

    let values = [("had", &*in_one), ("had", &in_two), ("role", &in_two)];
    assert_eq!(submit(&admin, &values).await.status, 303);
    assert!(users_in(&app, "ONE", ADMINS).await.is_empty());
    assert_eq!(users_in(&app, "TWO", ADMINS).await, ["fred"]);
    assert_ne!(fred.get(roles).await.status, 200);

    // Sent once more, there is nothing to do, and nothing breaks.
    assert_eq!(submit(&admin, &values).await.status, 303);
    assert_eq!(submit(&admin, &[("role", &in_two)]).await.status, 303);
    assert_eq!(users_in(&app, "TWO", ADMINS).await, ["fred"]);
    let log = app.admin_browser().await.get("/auditing/view").await;
    assert!(
        log.text.contains("Project role members changed"),
        "{}",
        log.text
    );
    app.done().await;
}

#[tokio::test]
async fn what_is_not_there_changes_nothing_and_keeps_the_ticks() {
    let (app, one, _) = seed().await;
    let admin = app.admin_browser().await;
    let good = format!("{one}_{ADMINS}");
    let before = app.fingerprint().await;
    for wrong in [
        "77777_10002",
        &format!("{one}_77777"),
        "x",
        "1_2_3",
        "99999999999999999999_10002",
        "",
    ] {
        for name in ["role", "had"] {
            let reply = submit(&admin, &[("role", &good), (name, wrong)]).await;
            assert_eq!(reply.status, 400, "{name} {wrong}");
            assert!(reply.text.contains("role=\"alert\"") && reply.text.contains("tick anew"));
            assert!(tick(&reply, &good).contains("checked"), "{name} {wrong}");
        }
    }
    assert_eq!(app.fingerprint().await, before);
    assert!(users_in(&app, "ONE", ADMINS).await.is_empty());
    for path in [VIEW, EDIT] {
        admin.get(path).await.expect(400);
        admin.get(&format!("{path}?name=nobody")).await.expect(404);
    }
    let nobody = [("name", "nobody"), ("role", &*good)];
    assert_eq!(admin.submit(POST, &nobody).await.status, 404);
    let fred = [("name", "fred"), ("role", &*good)];
    assert_eq!(admin.send(POST, &fred).await.status, 403);
    assert_eq!(
        app.browser_of("fred")
            .await
            .submit(POST, &fred)
            .await
            .status,
        403
    );
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn projects_are_found_and_come_in_pages() {
    let (app, one, _) = seed().await;
    for n in 0..20 {
        app.project(&format!("P{n:02}X")).await;
    }
    let admin = app.admin_browser().await;
    let page = admin.get(&format!("{EDIT}?name=fred")).await;
    assert!(page.text.contains("1–20 of 22"), "{}", page.text);
    assert!(page.text.contains("filter=&#38;start=20") || page.text.contains("filter=&start=20"));
    let page = admin.get(&format!("{EDIT}?name=fred&start=20")).await;
    assert!(page.text.contains("21–22 of 22") && page.text.contains("Project TWO"));
    for filter in ["one", "PROJECT%20ONE"] {
        let page = admin
            .get(&format!("{EDIT}?name=fred&filter={filter}"))
            .await;
        assert!(page.text.contains("1 in all"), "{}", page.text);
        tick(&page, &format!("{one}_{ADMINS}"));
    }
    for path in [VIEW, EDIT] {
        let page = admin.get(&format!("{path}?name=fred&filter=%25")).await;
        assert!(page.text.contains("class=\"empty\""), "{}", page.text);
        let page = admin.get(&format!("{path}?name=fred&start=-5")).await;
        assert_eq!(page.status, 200);
    }
    let page = admin
        .get(&format!("{VIEW}?name=admin&start=99999999999999999999"))
        .await;
    assert_eq!(page.status, 200);
    app.done().await;
}
