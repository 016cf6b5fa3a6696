use base::guard;
use policy::Holder;
use serde_json::{Value, json};
use testkit::{ADMIN, TestApp};

use super::{NewLevel, NewScheme, Scheme, create};

fn keys(value: &Value) -> Vec<&str> {
    let keys = value.as_object().unwrap().keys();
    keys.map(String::as_str).collect()
}

async fn try_make(app: &TestApp, new: NewScheme) -> base::Result<Scheme> {
    let cx = app.cx_of(ADMIN).await;
    let mut tx = cx.write().await?;
    let admin = guard::administrator(&cx)?;
    let scheme = create(&cx, &mut tx, admin, new).await?;
    tx.commit().await?;
    Ok(scheme)
}

fn level(name: &str, holders: &[Holder]) -> NewLevel {
    NewLevel {
        name: name.to_owned(),
        description: format!("Level {name}"),
        holders: holders.to_vec(),
    }
}

/// A scheme with a level for leads, one for everybody signed in and one for reporters.
async fn make(app: &TestApp) -> Scheme {
    let new = NewScheme {
        name: "Secrets".to_owned(),
        description: "D".to_owned(),
        levels: vec![
            level("Leads", &[Holder::ProjectLead]),
            level("Staff", &[Holder::LoggedIn]),
            level("Reporters", &[Holder::Reporter]),
        ],
        default_level_idx: Some(1),
    };
    try_make(app, new).await.unwrap()
}

async fn use_in_ops(app: &TestApp) {
    app.project("OPS").await;
    make(app).await;
    let scheme = json!({"issueSecurityScheme": 10000});
    app.admin()
        .put("/rest/api/2/project/OPS", scheme)
        .await
        .expect(200);
}

#[tokio::test]
async fn schemes_and_levels_are_shown() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let path = "/rest/api/2/issuesecurityschemes";
    assert_eq!(
        admin.get(path).await.expect(200),
        json!({"issueSecuritySchemes": []})
    );
    make(&app).await;
    let list = admin.get(path).await.expect(200);
    let short = &list["issueSecuritySchemes"][0];
    assert_eq!(
        keys(short),
        [
            "self",
            "id",
            "name",
            "description",
            "defaultSecurityLevelId"
        ]
    );
    assert_eq!(
        (&short["id"], &short["defaultSecurityLevelId"]),
        (&json!(10000), &json!(10001))
    );
    let full = admin.get(&format!("{path}/10000")).await.expect(200);
    let leads = &full["levels"][0];
    assert_eq!(
        leads,
        &json!({
            "self": "http://jira.test/rest/api/2/securitylevel/10000",
            "id": "10000",
            "description": "Level Leads",
            "name": "Leads",
        })
    );
    assert_eq!(
        &admin
            .get("/rest/api/2/securitylevel/10000")
            .await
            .expect(200),
        leads
    );
    admin.get(&format!("{path}/1")).await.expect(404);
    admin.get(&format!("{path}/x")).await.expect(404);
    admin.get("/rest/api/2/securitylevel/1").await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn names_have_rules() {
    let app = TestApp::new().await;
    make(&app).await;
    let before = app.fingerprint().await;
    let named = |name: &str, levels: &[&str]| NewScheme {
        name: name.to_owned(),
        levels: levels.iter().map(|name| level(name, &[])).collect(),
        ..NewScheme::default()
    };
    for new in [
        named("", &[]),
        named("secrets", &[]),
        named("New", &[""]),
        named("New", &["A", "a"]),
        named(&"x".repeat(256), &[]),
    ] {
        let refused = try_make(&app, new.clone()).await;
        assert!(matches!(refused, Err(base::Error::Invalid(_))), "{new:?}");
    }
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn the_scheme_of_a_project_is_for_its_administrators() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let path = "/rest/api/2/project/OPS/issuesecuritylevelscheme";
    app.project("DEV").await;
    let none = app.admin().get(&path.replace("OPS", "DEV")).await;
    assert_eq!(none.status, 404);
    use_in_ops(&app).await;
    let scheme = app.admin().get(path).await.expect(200);
    assert_eq!(scheme["levels"].as_array().unwrap().len(), 3);
    let schemes = "/rest/api/2/issuesecurityschemes";
    for (client, status) in [(&fred, 403), (&app.anonymous(), 401)] {
        client.get(path).await.expect(status);
        client.get(schemes).await.expect(status);
        client.get(&format!("{schemes}/10000")).await.expect(status);
        client.get(&format!("{schemes}/1")).await.expect(status);
    }
    let role = "/rest/api/2/project/OPS/role/10002";
    app.admin()
        .post(role, json!({"user": ["fred"]}))
        .await
        .expect(200);
    assert_eq!(fred.get(path).await.expect(200), scheme);
    assert_eq!(
        fred.get(&format!("{schemes}/10000")).await.expect(200),
        scheme
    );
    fred.get(&format!("{schemes}/1")).await.expect(403);
    fred.get(schemes).await.expect(403);
    app.done().await;
}

#[tokio::test]
async fn one_sees_the_levels_one_is_in() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    use_in_ops(&app).await;
    let path = "/rest/api/2/project/OPS/securitylevel";
    let names = |levels: &Value| -> Vec<String> {
        let levels = levels["levels"].as_array().unwrap();
        let names = levels.iter().map(|level| level["name"].as_str().unwrap());
        names.map(str::to_owned).collect()
    };
    // Without Set Issue Security there is nothing to choose.
    assert_eq!(fred.get(path).await.expect(200), json!({"levels": []}));
    let grant = json!({"holder": {"type": "applicationRole"}, "permission": "SET_ISSUE_SECURITY"});
    let grants = "/rest/api/2/permissionscheme/0/permission";
    app.admin().post(grants, grant).await.expect(201);
    assert_eq!(
        names(&fred.get(path).await.expect(200)),
        ["Staff", "Reporters"]
    );
    let all = app.admin().get(path).await.expect(200);
    assert_eq!(names(&all), ["Leads", "Staff", "Reporters"]);
    fred.get("/rest/api/2/securitylevel/10000")
        .await
        .expect(404);
    fred.get("/rest/api/2/securitylevel/10001")
        .await
        .expect(200);
    app.anonymous()
        .get("/rest/api/2/securitylevel/10001")
        .await
        .expect(401);
    app.anonymous().get(path).await.expect(401);
    fred.get("/rest/api/2/project/NONE/securitylevel")
        .await
        .expect(404);
    app.done().await;
}

#[tokio::test]
async fn a_new_project_takes_a_scheme_too() {
    let app = TestApp::new().await;
    make(&app).await;
    let body = json!({"key": "OPS", "name": "O", "lead": "admin", "issueSecurityScheme": "10000"});
    app.admin()
        .post("/rest/api/2/project", body)
        .await
        .expect(201);
    let path = "/rest/api/2/project/OPS/issuesecuritylevelscheme";
    assert_eq!(app.admin().get(path).await.expect(200)["id"], 10000);
    app.done().await;
}
