use base::{Cx, Error, guard};
use testkit::TestApp;

use super::*;

fn ada() -> NewAdmin {
    NewAdmin {
        name: "ada".to_owned(),
        display_name: "Ada".to_owned(),
        email: "ada@example.com".to_owned(),
        password: "analytical engine".to_owned(),
    }
}

async fn create(app: &TestApp, admin: &NewAdmin) -> Result<()> {
    let cx = Cx::internal(app.app(), "test");
    let mut tx = cx.write().await?;
    let first_run = guard::first_run(&cx, &mut tx).await?;
    create_first_administrator(&cx, &mut tx, first_run, admin).await?;
    tx.commit().await
}

#[tokio::test]
async fn the_first_administrator_is_made_once() {
    let app = TestApp::before_setup("http://jira.test").await;
    create(&app, &ada()).await.unwrap();
    let ada_herself = app.client("ada", "analytical engine");
    let myself = ada_herself
        .get("/rest/api/2/myself?expand=groups")
        .await
        .expect(200);
    assert_eq!(myself["key"], "JIRAUSER10000");
    assert_eq!(myself["groups"]["size"], 2);
    ada_herself
        .get("/rest/api/2/applicationrole")
        .await
        .expect(200);
    let again = create(&app, &ada()).await;
    assert!(matches!(again, Err(Error::NotFound(_))), "{again:?}");
    app.done().await;
}

#[tokio::test]
async fn what_is_wrong_is_said_at_once() {
    let app = TestApp::before_setup("http://jira.test").await;
    let nobody = NewAdmin {
        name: String::new(),
        display_name: String::new(),
        email: "x".to_owned(),
        password: String::new(),
    };
    let refused = create(&app, &nobody).await;
    let Err(Error::Invalid(problems)) = refused else {
        panic!("{refused:?}");
    };
    let fields: Vec<&str> = problems
        .fields
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(fields, ["username", "fullname", "email", "password"]);
    assert_eq!(format!("{:?}", ada()), "NewAdmin { name: \"ada\", .. }");
    create(&app, &ada()).await.unwrap();
    app.done().await;
}
