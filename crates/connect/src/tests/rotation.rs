//! Rotation while a client keeps calling: no call fails.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::stand_in::World;
use crate::error::Error;
use crate::rotate::{RotateOptions, rotate};
use crate::spec::CredentialKind;

const QUICK: RotateOptions = RotateOptions {
    settle: Duration::ZERO,
    allow_gap: false,
};

async fn no_call_fails(kind: CredentialKind, keeps: bool) {
    let mut world = World::new("/jira").await;
    world.spec.credential.kind = kind;
    world.apply().await.unwrap();
    let old = world.keeper.kept().unwrap();
    if !keeps {
        world.keeper.forget();
    }
    let world = Arc::new(world);
    let calling = tokio::spawn({
        let world = Arc::clone(&world);
        async move { world.gitlab.keep_calling(&world.issue).await }
    });
    while world.gitlab.n_calls.load(Ordering::SeqCst) < 4 {
        tokio::task::yield_now().await;
    }
    let admin = world.admin();
    let mut file = world.file().unwrap();
    let rotated = rotate(&world.parties(&admin), &mut file, QUICK)
        .await
        .unwrap();
    assert!(!rotated.had_gap);
    let n_calls = world.gitlab.n_calls.load(Ordering::SeqCst);
    while world.gitlab.n_calls.load(Ordering::SeqCst) < n_calls + 4 {
        tokio::task::yield_now().await;
    }
    world.gitlab.stops.store(true, Ordering::SeqCst);
    let refusals = calling.await.unwrap();
    assert!(refusals.is_empty(), "{refusals:?}");

    // Every target has the new one, the old one is no good, and no token is left over.
    for credential in world.gitlab.credentials().await {
        assert_eq!(credential.kind(), kind);
        assert_eq!(credential.secret(), rotated.credential.secret());
    }
    let user = crate::parties::client_as(&admin, &old).unwrap();
    assert!(user.myself().await.unwrap_err().is_credential_refused());
    let user = crate::parties::client_as(&admin, &rotated.credential).unwrap();
    let n_tokens = user.tokens().await.unwrap().len();
    assert_eq!(n_tokens, usize::from(kind == CredentialKind::Token));
    assert!(file.record.rotation.is_none());
    drop(file);
    assert!(world.plan().await.unwrap().is_empty());
    world.app.done().await;
}

#[tokio::test]
async fn a_password_over_a_bridge() {
    no_call_fails(CredentialKind::Password, true).await;
}

#[tokio::test]
async fn a_token() {
    no_call_fails(CredentialKind::Token, true).await;
}

#[tokio::test]
async fn a_token_that_nobody_kept() {
    no_call_fails(CredentialKind::Token, false).await;
}

#[tokio::test]
async fn without_a_bridge_the_gap_is_asked_about() {
    let world = World::new("").await;
    world.apply().await.unwrap();
    world.keeper.forget();
    let admin = world.admin();
    let mut file = world.file().unwrap();
    let parties = world.parties(&admin);
    let fingerprint = world.app.fingerprint().await;
    let refused = rotate(&parties, &mut file, QUICK).await.unwrap_err();
    assert!(matches!(&refused, Error::Refused(notices) if notices[0].code == "rotation-gap"));
    assert_eq!(world.app.fingerprint().await, fingerprint);

    let accepted = RotateOptions {
        allow_gap: true,
        ..QUICK
    };
    let rotated = rotate(&parties, &mut file, accepted).await.unwrap();
    assert!(rotated.had_gap);
    let user = crate::parties::client_as(&admin, &rotated.credential).unwrap();
    user.myself().await.unwrap();
    world.app.done().await;
}
