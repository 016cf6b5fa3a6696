//! The catalog is kept in memory: when it is read anew.

use std::sync::Arc;

use base::Remembered as _;
use testkit::TestApp;

use super::{Catalog, catalog};

const RENAME: &str = "update status set name = $1 where id = 3";

fn name_of_3(catalog: &Catalog) -> &str {
    let status = catalog.statuses.iter().find(|status| status.id.0 == 3);
    status.map_or("", |status| &status.name)
}

#[tokio::test]
async fn the_catalog_is_kept_until_the_policy_changes() {
    let app = TestApp::new().await;
    let cx = app.cx_of("admin").await;
    let first = catalog(&cx, &mut cx.read().await.unwrap()).await.unwrap();
    let again = catalog(&cx, &mut cx.read().await.unwrap()).await.unwrap();
    assert!(Arc::ptr_eq(&first, &again));
    assert_eq!(name_of_3(&first), "In Progress");

    // Made in another transaction, and taken back: nobody else learns of it.
    let mut tx = cx.write().await.unwrap();
    tx.change_policy().await.unwrap();
    tx.execute(RENAME, &["Busy".into()]).await.unwrap();
    assert_eq!(
        name_of_3(&Catalog::read(&mut tx).await.unwrap()),
        "Busy",
        "whoever changes it reads it back"
    );
    drop(tx);
    let after = catalog(&cx, &mut cx.read().await.unwrap()).await.unwrap();
    assert!(Arc::ptr_eq(&first, &after));

    let mut tx = cx.write().await.unwrap();
    tx.change_policy().await.unwrap();
    tx.execute(RENAME, &["Busy".into()]).await.unwrap();
    tx.commit().await.unwrap();
    let after = catalog(&cx, &mut cx.read().await.unwrap()).await.unwrap();
    assert_eq!(name_of_3(&after), "Busy");
    app.done().await;
}

#[tokio::test]
async fn what_is_read_in_a_change_that_fails_is_not_kept() {
    let app = TestApp::new().await;
    let cx = app.cx_of("admin").await;
    // Nothing is in memory: the change has moved the version, so it must read what it has written itself.
    let mut tx = cx.write().await.unwrap();
    tx.change_policy().await.unwrap();
    tx.execute(RENAME, &["Busy".into()]).await.unwrap();
    let _ = catalog(&cx, &mut tx).await.unwrap();
    drop(tx);
    // Somebody else takes the same version.
    app.project("OPS").await;
    let kept = catalog(&cx, &mut cx.read().await.unwrap()).await.unwrap();
    assert_eq!(name_of_3(&kept), "In Progress");
    app.done().await;
}

#[tokio::test]
async fn another_node_takes_the_change_over_with_the_policy() {
    let one = TestApp::new().await;
    let other = one.second_node().await;
    let there = other.admin();
    let path = "/rest/api/2/status/3";
    assert_eq!(there.get(path).await.expect(200)["name"], "In Progress");

    let cx = one.cx_of("admin").await;
    let mut tx = cx.write().await.unwrap();
    tx.change_policy().await.unwrap();
    tx.execute(RENAME, &["Busy".into()]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(one.admin().get(path).await.expect(200)["name"], "Busy");

    other.app().refresh().await.unwrap();
    assert_eq!(there.get(path).await.expect(200)["name"], "Busy");
    one.done().await;
}
