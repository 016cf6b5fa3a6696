use base::cx::{Credential, SignedIn};
use base::{Cx, Error, Result, guard};
use model::{GlobalPermission, UserId};
use testkit::TestApp;

use super::*;
use crate::group::{self, Group};

/// Returns the context of a request by the user of this id.
async fn as_user(app: &TestApp, id: i64) -> Cx {
    let mut tx = app.app().db.read().await.unwrap();
    let user = SignedIn {
        id: UserId(id),
        key: format!("JIRAUSER{id}"),
        name: format!("user {id}"),
        display_name: "Somebody".to_owned(),
        time_zone: "UTC".to_owned(),
        by: Credential::Password,
    };
    let known = guard::signed_in(&mut tx, user).await.unwrap();
    Cx::user(app.app(), &known, None)
}

async fn find(cx: &Cx, name: &str) -> Group {
    let mut tx = cx.read().await.unwrap();
    group::find(&mut tx, Some(name)).await.unwrap()
}

async fn change(
    cx: &Cx,
    grants: bool,
    permission: GlobalPermission,
    group: Option<&Group>,
) -> Result<()> {
    let admin = guard::administrator(cx)?;
    let mut tx = cx.write().await?;
    if grants {
        grant(cx, &mut tx, admin, permission, group).await?;
    } else {
        revoke(cx, &mut tx, admin, permission, group).await?;
    }
    tx.commit().await
}

#[tokio::test]
async fn permissions_are_granted_and_revoked() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let admin = as_user(&app, 10000).await;
    let users = find(&admin, "jira-software-users").await;
    let permission = GlobalPermission::Administer;
    change(&admin, true, permission, Some(&users))
        .await
        .unwrap();
    let fred = as_user(&app, 10001).await;
    let proof = guard::administrator(&fred).unwrap();
    let granted = list(&mut fred.read().await.unwrap(), proof).await.unwrap();
    assert!(
        granted
            .iter()
            .any(|one| one.permission == permission && one.group == Some(users.id))
    );
    let again = change(&admin, true, permission, Some(&users)).await;
    assert!(matches!(again, Err(Error::Invalid(_))), "{again:?}");
    let own = change(&fred, false, permission, Some(&users)).await;
    assert!(matches!(own, Err(Error::Invalid(_))), "{own:?}");
    change(&admin, false, permission, Some(&users))
        .await
        .unwrap();
    assert!(guard::administrator(&as_user(&app, 10001).await).is_err());
    let gone = change(&admin, false, permission, Some(&users)).await;
    assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
    app.done().await;
}

#[tokio::test]
async fn what_is_refused() {
    let app = TestApp::new().await;
    app.jira_admin("boss").await;
    let boss = as_user(&app, 10001).await;
    let admin = as_user(&app, 10000).await;
    let admins = find(&admin, "jira-administrators").await;
    let system = GlobalPermission::SystemAdmin;
    let mine = find(&admin, "test-admins").await;
    for (grants, group) in [(true, &mine), (false, &admins)] {
        let refused = change(&boss, grants, system, Some(group)).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    }
    let last = change(&admin, false, system, Some(&admins)).await;
    assert!(matches!(last, Err(Error::Invalid(_))), "{last:?}");
    let anyone = change(&admin, true, GlobalPermission::Administer, None).await;
    assert!(matches!(anyone, Err(Error::Invalid(_))), "{anyone:?}");
    let picker = GlobalPermission::UserPicker;
    change(&boss, true, picker, None).await.unwrap();
    change(&boss, false, picker, None).await.unwrap();
    app.done().await;
}
