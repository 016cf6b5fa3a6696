//! The whole procedure against this product's own server, from nothing and back to nothing.

use super::stand_in::World;
use crate::error::Error;
use crate::gitlab_part::Gitlab as _;
use crate::record::State;
use crate::report::Silent;
use crate::spec::{Access, CredentialKind, Projects, SchemeChoice};
use crate::status::status;
use crate::verify::{Outcome, Verification, VerifyOptions, verify, verify_targets};

async fn verified(world: &World, smoke: bool) -> Verification {
    let admin = world.admin();
    let credential = world.keeper.kept().unwrap();
    let options = VerifyOptions {
        issue: Some(world.issue.clone()),
        smoke,
    };
    verify(&admin, &world.spec, &credential, &options, &Silent)
        .await
        .unwrap()
}

/// Plan, apply, apply again, verify, status, revoke: the instance is as it was.
async fn there_and_back(world: World) {
    let before = world.app.dump().await;
    let plan = world.plan().await.unwrap();
    assert!(plan.refusals.is_empty(), "{:?}", plan.refusals);
    let applied = world.apply().await.unwrap();
    assert_eq!(applied.n_done, plan.changes.len());

    let again = world.plan().await.unwrap();
    assert!(again.is_empty(), "{:?}", again.changes);
    let fingerprint = world.app.fingerprint().await;
    assert_eq!(world.apply().await.unwrap().n_done, 0);
    assert_eq!(
        world.app.fingerprint().await,
        fingerprint,
        "a second run changes nothing"
    );

    let verification = verified(&world, false).await;
    assert!(verification.is_good(), "{:#?}", verification.checks);
    let targets = verify_targets(&world.gitlab, &world.spec.targets(), &Silent).await;
    assert_eq!(targets.checks.len(), 2);
    assert!(
        targets
            .checks
            .iter()
            .all(|check| check.outcome == Outcome::Passed)
    );
    for (_, settings) in world.gitlab.settings().await {
        assert_eq!(settings.url, world.jira.url());
    }

    let admin = world.admin();
    let found = status(&world.parties(&admin), &world.record())
        .await
        .unwrap();
    assert!(found.is_clean(), "{found:?}");

    let revoked = world.revoke().await.unwrap();
    assert!(revoked.left.is_empty(), "{:?}", revoked.left);
    assert_eq!(world.differences(&before).await, [""; 0]);
    assert!(world.gitlab.settings().await.is_empty());
    assert!(matches!(world.revoke().await, Err(Error::NoRecord)));
    world.app.done().await;
}

#[tokio::test]
async fn a_password_for_all_projects() {
    there_and_back(World::new("").await).await;
}

#[tokio::test]
async fn a_token_in_a_copied_scheme_under_a_context_path() {
    let mut world = World::new("/jira").await;
    world.spec.credential.kind = CredentialKind::Token;
    world.spec.credential.expires_days = Some(30);
    world.spec.permissions.scheme = SchemeChoice::Copy;
    world.spec.jira.projects = Projects::Keys(vec!["APP".to_owned()]);
    there_and_back(world).await;
}

#[tokio::test]
async fn access_by_the_default_groups() {
    let mut world = World::new("").await;
    world.spec.permissions.access = Access::Default;
    there_and_back(world).await;
}

#[tokio::test]
async fn a_user_and_a_group_that_were_there_stay() {
    let mut world = World::new("").await;
    let admin = world.admin();
    admin.create_group("robots").await.unwrap();
    admin.add_to_group("robots", "fred").await.unwrap();
    "robots".clone_into(&mut world.spec.group.name);
    "fred".clone_into(&mut world.spec.user.name);
    world.spec.credential.from = Some(crate::spec::SecretSource::Prompt);
    let password = crate::gitlab_part::Credential::Password {
        username: "fred".to_owned(),
        password: testkit::PASSWORD.into(),
    };
    crate::parties::Keeper::keep(&world.keeper, &password).unwrap();
    there_and_back(world).await;
}

#[tokio::test]
async fn the_smoke_test_leaves_nothing_but_history() {
    let world = World::new("/tracker").await;
    world.apply().await.unwrap();
    let verification = verified(&world, true).await;
    assert!(verification.is_good(), "{:#?}", verification.checks);
    let names: Vec<(&str, Outcome)> = verification
        .checks
        .iter()
        .map(|check| (check.name.as_str(), check.outcome))
        .collect();
    let done = |name: &str| names.contains(&(name, Outcome::Passed));
    for name in [
        "comment on APP-1",
        "link APP-1",
        "close APP-1",
        "reopen APP-1",
        "remove the comment from APP-1",
        "remove the link from APP-1",
    ] {
        assert!(done(name), "{name}: {names:?}");
    }
    let admin = world.admin();
    let issue = admin
        .issue("APP-1", jira_client::IssueQuery::default())
        .await
        .unwrap();
    assert_eq!(issue.fields["comment"]["total"], 0);
    assert!(!issue.is_resolved());
    // Who has moved an issue cannot be deleted; the user is deactivated, and can come back.
    let revoked = world.revoke().await.unwrap();
    assert_eq!(revoked.left.len(), 1, "{:?}", revoked.left);
    assert_eq!(revoked.left[0].code, "user-deactivated");
    let plan = world.plan().await.unwrap();
    assert!(plan.refusals.is_empty(), "{:?}", plan.refusals);
    assert_eq!(plan.changes[1].line, "user gitlab is active again");
    world.apply().await.unwrap();
    assert!(verified(&world, false).await.is_good());
    world.app.done().await;
}

#[tokio::test]
async fn drift_is_seen_and_mended() {
    let world = World::new("").await;
    world.apply().await.unwrap();
    let admin = world.admin();
    let grants = admin.grants(&0.into()).await.unwrap();
    let link = grants.iter().find(|grant| {
        grant.permission == "LINK_ISSUES"
            && grant.holder.parameter.as_deref() == Some("gitlab-developers")
    });
    admin
        .delete_grant(&0.into(), &link.unwrap().id)
        .await
        .unwrap();
    admin
        .remove_from_group("gitlab-developers", "gitlab")
        .await
        .unwrap();
    let target = &world.spec.targets()[0];
    world.gitlab.disable(target).await.unwrap();

    let found = status(&world.parties(&admin), &world.record())
        .await
        .unwrap();
    let ids: Vec<&str> = found
        .drift
        .changes
        .iter()
        .map(|change| change.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "grant:0:LINK_ISSUES",
            "member:gitlab:gitlab-developers",
            "gitlab:project:acme/app"
        ]
    );
    world.apply().await.unwrap();
    assert!(world.plan().await.unwrap().is_empty());
    let verification = verified(&world, false).await;
    assert!(verification.is_good(), "{:#?}", verification.checks);
    world.app.done().await;
}

#[tokio::test]
async fn revoking_leaves_what_others_came_to_use() {
    let mut world = World::new("").await;
    world.spec.permissions.scheme = SchemeChoice::Copy;
    world.spec.jira.projects = Projects::Keys(vec!["APP".to_owned()]);
    world.apply().await.unwrap();
    let admin = world.admin();
    let copy = world.record().copies[0].id.clone().unwrap();
    admin
        .set_project_permission_scheme("OPS", &copy.into())
        .await
        .unwrap();
    admin
        .add_to_group("gitlab-developers", "fred")
        .await
        .unwrap();

    let revoked = world.revoke().await.unwrap();
    let codes: Vec<&str> = revoked.left.iter().map(|notice| notice.code).collect();
    assert_eq!(codes, ["copy-used", "group-left"]);
    let app = admin.project_permission_scheme("APP").await.unwrap();
    assert_eq!(app.id, *"0");
    let user = admin.user(jira_client::UserRef::Name("gitlab")).await;
    assert!(user.unwrap_err().is_not_found());
    world.app.done().await;
}

#[tokio::test]
async fn the_record_holds_no_secret() {
    let world = World::new("").await;
    world.apply().await.unwrap();
    let record = serde_json::to_string(&world.record()).unwrap();
    let kept = world.keeper.kept().unwrap();
    assert!(!record.contains(kept.secret().expose()));
    assert!(!record.contains(testkit::PASSWORD));
    assert_eq!(world.record().credential.unwrap().state, State::Done);
    world.app.done().await;
}

#[tokio::test]
async fn one_kind_of_credential_takes_the_place_of_the_other() {
    let mut world = World::new("").await;
    let before = world.app.dump().await;
    world.apply().await.unwrap();
    let password = world.keeper.kept().unwrap();

    world.spec.credential.kind = CredentialKind::Token;
    let plan = world.plan().await.unwrap();
    assert!(
        plan.warnings
            .iter()
            .all(|notice| notice.code != "credential-gap")
    );
    world.apply().await.unwrap();
    let token = world.keeper.kept().unwrap();
    assert_eq!(token.kind(), CredentialKind::Token);
    let admin = world.admin();
    let refused = |credential| {
        let user = crate::parties::client_as(&admin, credential).unwrap();
        async move { user.myself().await.is_err() }
    };
    assert!(refused(&password).await, "the password is good no more");
    assert!(!refused(&token).await);

    // Back, without anything at hand.
    world.spec.credential.kind = CredentialKind::Password;
    world.keeper.forget();
    world.apply().await.unwrap();
    assert!(refused(&token).await, "the token is revoked");
    assert!(!refused(&world.keeper.kept().unwrap()).await);
    assert!(world.plan().await.unwrap().is_empty());

    "others".clone_into(&mut world.spec.group.name);
    let plan = world.plan().await.unwrap();
    assert_eq!(plan.refusals[0].code, "other-group");
    "gitlab-developers".clone_into(&mut world.spec.group.name);
    world.revoke().await.unwrap();
    assert_eq!(world.differences(&before).await, [""; 0]);
    world.app.done().await;
}

#[tokio::test]
async fn a_copy_takes_over_what_is_no_grant() {
    let mut world = World::new("").await;
    let admin = world.admin();
    let attribute = |scheme: &str| {
        format!(
            "/rest/api/2/permissionscheme/{scheme}/attribute/ADMINISTER_PROJECTS.extended.enabled"
        )
    };
    let off = Some(&serde_json::Value::Bool(false));
    admin
        .send(jira_client::Method::PUT, &attribute("0"), off)
        .await
        .unwrap();
    world.spec.permissions.scheme = SchemeChoice::Copy;
    world.apply().await.unwrap();
    let copy = admin.project_permission_scheme("APP").await.unwrap();
    assert_ne!(copy.id, *"0");
    let path = attribute(copy.id.as_str());
    let value = admin
        .send(jira_client::Method::GET, &path, None)
        .await
        .unwrap();
    assert_eq!(value["value"], "false");
    let members = crate::revoke::members(&world.parties(&admin), &world.record()).await;
    assert!(members.unwrap().is_empty());
    world.app.done().await;
}
