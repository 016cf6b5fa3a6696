//! Killed at every single request in turn, before it and after it, and run again: the same end state.

use testkit::Cut;

use super::stand_in::World;
use crate::report::Silent;
use crate::rotate::{RotateOptions, rotate};
use crate::spec::{CredentialKind, Projects, SchemeChoice};
use crate::verify::verify_targets;

async fn world(kind: CredentialKind, scheme: SchemeChoice) -> World {
    let mut world = World::new("").await;
    world.spec.credential.kind = kind;
    world.spec.permissions.scheme = scheme;
    // Few requests that only read: each is one more place to be killed at.
    world.spec.jira.projects = Projects::Keys(vec!["APP".to_owned()]);
    world
}

/// Returns what is there, without what differs from run to run: hashes, tokens, ids and moments.
async fn end_state(world: &World) -> Vec<String> {
    let admin = world.admin();
    let mut state = Vec::new();
    let user = admin
        .user(jira_client::UserRef::Name("gitlab"))
        .await
        .unwrap();
    state.push(format!("{} {:?}", user.name, user.group_names()));
    for scheme in admin.permission_schemes().await.unwrap() {
        let grants = scheme.permissions.unwrap_or_default();
        let mut grants: Vec<String> = grants
            .iter()
            .map(|grant| format!("{} {:?}", grant.permission, grant.holder))
            .collect();
        grants.sort();
        state.push(format!("{}: {grants:?}", scheme.name));
    }
    for key in ["APP", "OPS"] {
        let used = admin.project_permission_scheme(key).await.unwrap();
        state.push(format!("{key}: {}", used.name));
    }
    let role = admin.application_role("jira-software").await.unwrap();
    state.push(format!("{:?}", role.groups));
    for credential in world.gitlab.credentials().await {
        let user = crate::parties::client_as(&admin, &credential).unwrap();
        user.myself().await.unwrap();
        state.push(format!("{} tokens", user.tokens().await.unwrap().len()));
    }
    state.push(format!("{:?}", world.gitlab.settings().await));
    state
        .into_iter()
        .map(|line| line.replace(world.jira.url(), "JIRA"))
        .collect()
}

/// Returns where the program that has just run is to be killed: at every place. What is stored is the same before
/// a request and after the one before it, so where a step costs more the latter are enough.
fn places(world: &World) -> Vec<Cut> {
    let mut cuts = world.jira.cuts();
    if std::env::var_os("TEST_POSTGRES").is_some() {
        cuts.retain(|cut| matches!(cut, Cut::After(_)));
    }
    assert!(cuts.len() >= 2, "{cuts:?}");
    cuts
}

/// Applies, killed at one place, then again; returns false once the place lies past the end.
async fn applied_with(world: &World, cut: Cut) -> bool {
    world.jira.cut(Some(cut));
    let was_killed = tokio::select! {
        done = world.apply() => {
            done.unwrap();
            false
        }
        () = world.jira.reached() => true,
    };
    world.jira.cut(None);
    was_killed
}

/// Applying is cut at each request, and revoking after that returns to what was there: so one server sees it all.
async fn every_request_of_applying(kind: CredentialKind, scheme: SchemeChoice, keeps: bool) {
    let world = world(kind, scheme).await;
    let before = world.app.dump().await;
    world.jira.cut(None);
    world.apply().await.unwrap();
    let cuts = places(&world);
    let expected = end_state(&world).await;
    taken_back(&world, &before, None).await;
    for cut in cuts {
        assert!(applied_with(&world, cut).await, "{cut:?} was not reached");
        if !keeps {
            world.keeper.forget();
        }
        world
            .apply()
            .await
            .unwrap_or_else(|error| panic!("{cut:?}: {error}"));
        assert_eq!(end_state(&world).await, expected, "{cut:?}");
        assert!(world.plan().await.unwrap().is_empty(), "{cut:?}");
        taken_back(&world, &before, Some(cut)).await;
    }
    world.app.done().await;
}

/// Revokes; then all is as it was, and nobody knows anything any more.
async fn taken_back(world: &World, before: &[String], cut: Option<Cut>) {
    let revoked = world
        .revoke()
        .await
        .unwrap_or_else(|error| panic!("{cut:?}: {error}"));
    assert!(revoked.left.is_empty(), "{cut:?}: {:?}", revoked.left);
    assert_eq!(world.differences(before).await, [""; 0], "{cut:?}");
    assert!(world.gitlab.settings().await.is_empty(), "{cut:?}");
    assert!(world.record().is_empty(), "{cut:?}");
    world.keeper.forget();
}

#[tokio::test]
async fn applying_with_a_password() {
    every_request_of_applying(CredentialKind::Password, SchemeChoice::Grant, true).await;
}

#[tokio::test]
async fn applying_with_a_token_that_nobody_keeps_in_a_copied_scheme() {
    every_request_of_applying(CredentialKind::Token, SchemeChoice::Copy, false).await;
}

async fn every_request_of_revoking(kind: CredentialKind, scheme: SchemeChoice) {
    let world = world(kind, scheme).await;
    let before = world.app.dump().await;
    world.apply().await.unwrap();
    world.jira.cut(None);
    taken_back(&world, &before, None).await;
    let cuts = places(&world);
    for cut in cuts {
        world.apply().await.unwrap();
        world.jira.cut(Some(cut));
        tokio::select! {
            done = world.revoke() => panic!("{cut:?} was not reached: {done:?}"),
            () = world.jira.reached() => {}
        }
        world.jira.cut(None);
        taken_back(&world, &before, Some(cut)).await;
    }
    world.app.done().await;
}

#[tokio::test]
async fn revoking_a_password() {
    every_request_of_revoking(CredentialKind::Password, SchemeChoice::Grant).await;
}

#[tokio::test]
async fn revoking_a_token_and_a_copied_scheme() {
    every_request_of_revoking(CredentialKind::Token, SchemeChoice::Copy).await;
}

async fn rotated(world: &World) -> Result<(), crate::Error> {
    const QUICK: RotateOptions = RotateOptions {
        settle: std::time::Duration::ZERO,
        allow_gap: false,
    };
    let mut file = world.file()?;
    let admin = world.admin();
    let done = rotate(&world.parties(&admin), &mut file, QUICK).await;
    done.map(|_| ())
}

async fn every_request_of_rotating(kind: CredentialKind) {
    let world = world(kind, SchemeChoice::Grant).await;
    world.apply().await.unwrap();
    world.jira.cut(None);
    rotated(&world).await.unwrap();
    let cuts = places(&world);
    let expected = end_state(&world).await;
    for cut in cuts {
        let old = world.keeper.kept().unwrap();
        world.jira.cut(Some(cut));
        tokio::select! {
            done = rotated(&world) => panic!("{cut:?} was not reached: {done:?}"),
            () = world.jira.reached() => {}
        }
        world.jira.cut(None);
        // Wherever it was killed, GitLab can still call.
        let targets = world.spec.targets();
        let checks = verify_targets(&world.gitlab, &targets, &Silent).await;
        assert!(checks.is_good(), "{cut:?}: {checks:?}");
        rotated(&world)
            .await
            .unwrap_or_else(|error| panic!("{cut:?}: {error}"));
        assert_eq!(end_state(&world).await, expected, "{cut:?}");
        let new = world.keeper.kept().unwrap();
        assert_ne!(new.secret(), old.secret());
        let by_old = crate::parties::client_as(&world.admin(), &old).unwrap();
        assert!(by_old.myself().await.is_err(), "{cut:?}");
    }
    world.app.done().await;
}

#[tokio::test]
async fn rotating_a_password() {
    every_request_of_rotating(CredentialKind::Password).await;
}

#[tokio::test]
async fn rotating_a_token() {
    every_request_of_rotating(CredentialKind::Token).await;
}
