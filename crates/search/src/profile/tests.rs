//! Profiles, and what they tell of what somebody did.

use serde_json::json;
use testkit::TestApp;

const PROFILE: &str = "/secure/ViewProfile.jspa";

#[tokio::test]
async fn ones_own_profile_and_those_of_others() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let fred = app.browser_of("fred").await;
    let own = fred.get(PROFILE).await;
    assert_eq!(own.status, 200);
    for part in [
        "Fred Test",
        "fred@example.com",
        "jira-software-users",
        "Change password",
    ] {
        assert!(own.text.contains(part), "{part}");
    }
    let other = fred.get(&format!("{PROFILE}?name=admin")).await;
    assert!(other.text.contains("Ada Admin") && !other.text.contains("jira-administrators"));
    assert!(!other.text.contains("EditProfile"));
    assert_eq!(
        fred.get(&format!("{PROFILE}?name=nobody")).await.status,
        404
    );
    let admin = app.browser_of("admin").await;
    let seen = admin.get(&format!("{PROFILE}?name=fred")).await;
    // Administrators see groups, and where the roles are.
    assert!(seen.text.contains("<li>jira-software-users</li>"));
    assert!(
        seen.text
            .contains("ViewUserProjectRoles!default.jspa?name=fred")
    );
    let jql = "/issues/?jql=assignee%20in%20%28fred%29";
    assert!(
        seen.text.contains(jql) && own.text.contains(jql),
        "{}",
        seen.text
    );
    assert!(!other.text.contains("ViewUserProjectRoles"));
    assert!(
        seen.text
            .contains("/secure/admin/user/ViewUser.jspa?name=fred")
    );
    assert_eq!(app.browser().get(PROFILE).await.status, 303);
    app.done().await;
}

/// The entries of the activity, as text without markup.
fn entries(page: &str) -> Vec<String> {
    let Some((_, list)) = page.split_once("<ol class=\"plain doings\">") else {
        return Vec::new();
    };
    let (list, _) = list.split_once("</ol>").unwrap();
    let told = |entry: &str| {
        let parts = entry
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
        let text: String = parts.collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    list.split("<li>").skip(1).map(told).collect()
}

#[tokio::test]
async fn what_somebody_did_is_told_to_whom_it_is_shown() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    let reader = app.browser_of("fred").await;
    let admin = app.browser_of("admin").await;
    let of_admin = format!("{PROFILE}?name=admin");
    let none = reader.get(&of_admin).await;
    assert!(
        none.text.contains("Ada Admin has done nothing yet"),
        "{}",
        none.text
    );
    assert!(
        admin
            .get(PROFILE)
            .await
            .text
            .contains("You have done nothing yet")
    );
    let key = app.issue("OPS", "Say <b> & more").await;
    let comment = format!("/rest/api/2/issue/{key}/comment");
    let path = format!("/rest/api/2/issue/{key}");
    app.advance(60);
    fred.post(&comment, json!({ "body": "not Ada's" }))
        .await
        .expect(201);
    app.advance(60);
    let said = json!({ "body": format!("It is *late*, <i> {}", "so ".repeat(200)) });
    app.admin().post(&comment, said).await.expect(201);
    app.advance(60);
    let secret = json!({ "body": "among us",
        "visibility": { "type": "group", "value": "jira-administrators" } });
    app.admin().post(&comment, secret).await.expect(201);
    app.advance(60);
    let edit = json!({ "fields": { "priority": { "name": "High" }, "labels": ["net"] } });
    app.admin().put(&path, edit).await.expect(204);
    app.advance(60);
    let step = json!({ "transition": { "id": "21" } });
    app.admin()
        .post(&format!("{path}/transitions"), step)
        .await
        .expect(204);
    let seen = reader.get(&of_admin).await;
    let told = entries(&seen.text);
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(
        told[0].starts_with("changed the status of OPS-1 Say &#60;b&#62; &#38; more"),
        "{told:?}"
    );
    assert!(told[0].contains("To Do → "), "{told:?}");
    assert!(
        told[1].contains("priority: Medium → High") && told[1].contains("labels: net"),
        "{told:?}"
    );
    assert!(told[2].starts_with("commented on OPS-1"), "{told:?}");
    assert!(
        told[2].contains("It is late, &#60;i&#62; so so") && told[2].ends_with('…'),
        "{told:?}"
    );
    assert!(told[2].len() < 500, "{told:?}");
    assert!(told[3].starts_with("created OPS-1"), "{told:?}");
    assert!(!seen.text.contains("among us") && !seen.text.contains("not Ada"));
    assert!(
        seen.text.contains("href=\"/browse/OPS-1\""),
        "{}",
        seen.text
    );
    let own = entries(&admin.get(PROFILE).await.text);
    assert_eq!(own.len(), 5, "{own:?}");
    assert!(own[2].contains("among us"), "{own:?}");
    // The feed that it leads to says the same, and more of it.
    let feed = "/activity?maxResults=100&#38;streams=user%20IS%20admin";
    assert!(seen.text.contains(feed), "{}", seen.text);
    let feed = fred.get(&feed.replace("&#38;", "&")).await;
    assert_eq!(
        (feed.status, feed.text.matches("<entry>").count()),
        (200, 4)
    );
    for n in 0..8 {
        app.issue("OPS", &format!("more {n}")).await;
    }
    let latest = entries(&reader.get(&of_admin).await.text);
    assert_eq!(latest.len(), 10, "{latest:?}");
    let scheme = json!({ "name": "None", "permissions": [] });
    let scheme = app
        .admin()
        .post("/rest/api/2/permissionscheme", scheme)
        .await;
    let scheme = json!({ "id": scheme.expect(201)["id"] });
    let path = "/rest/api/2/project/OPS/permissionscheme";
    app.admin().put(path, scheme).await.expect(200);
    let hidden = reader.get(&of_admin).await;
    assert!(!hidden.text.contains("OPS-"), "{}", hidden.text);
    app.done().await;
}
