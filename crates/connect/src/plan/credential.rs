//! The part about the credential: whether one is made, and whether that can be done.

use super::make::{ADMINISTER, Basis};
use super::{Action, Call, Change, Effect, Notice, Sign};
use crate::record::State;
use crate::spec::CredentialKind;

/// What is to be done about the credential.
#[derive(Default)]
pub(super) struct Part {
    pub change: Option<Change>,
    pub warning: Option<Notice>,
    pub refusal: Option<Notice>,
}

/// Returns what is to be done about the credential. A target that needs it needs a new one, unless the
/// present one is at hand: Jira and GitLab never tell what it is.
pub(super) fn change(basis: Basis<'_>, is_needed: bool) -> Part {
    let Basis {
        spec,
        observed,
        record,
    } = basis;
    let wanted = spec.credential.kind;
    let recorded = record.credential.as_ref();
    let is_done = observed.user.is_some()
        && recorded.is_some_and(|made| made.kind == wanted && made.state == State::Done);
    let is_given = spec.credential.from.is_some();
    let is_at_hand = observed.at_hand == Some(wanted);
    if is_done && (!is_needed || is_at_hand) {
        return Part::default();
    }
    if is_given {
        return given(basis);
    }
    let mut part = match wanted {
        CredentialKind::Password => password(basis),
        CredentialKind::Token => token(basis),
    };
    // A new password is good at once, and so is the random one with which a token is made.
    let sets_password = wanted == CredentialKind::Password
        || (recorded.is_some_and(|made| made.kind == CredentialKind::Password)
            && observed.at_hand.is_none());
    let is_used = observed.user.is_some()
        && recorded.is_some_and(|made| made.kind == CredentialKind::Password)
        && !record.targets.is_empty();
    if part.warning.is_none() && sets_password && is_used {
        part.warning = Some(Notice::new(
            "credential-gap",
            "the present password ends before every GitLab project and group has the new credential: \
             calls in between fail",
            "Give the present password, or rotate it first and keep the new one: then it is handed on \
             without a gap.",
        ));
    }
    part
}

fn given(basis: Basis<'_>) -> Part {
    let user = &basis.spec.user.name;
    let is_new = basis.observed.user.is_none();
    let kind = basis.spec.credential.kind;
    let refusal = (kind == CredentialKind::Token && is_new).then(|| {
        Notice::new(
            "token-of-nobody",
            format!("a token of {user} is given, but there is no user {user}"),
            "Name the user whose token it is, or let one be made.",
        )
    });
    // A password that was given is set only where the user is this program's own to change.
    let sets = kind == CredentialKind::Password && (is_new || basis.record.made_user(user));
    let what = match kind {
        CredentialKind::Password => "password",
        CredentialKind::Token => "personal access token",
    };
    Part {
        change: Some(Change {
            id: "credential".to_owned(),
            sign: if is_new { Sign::Add } else { Sign::Change },
            line: format!("the given {what} of {user} is what GitLab signs in with"),
            details: Vec::new(),
            reason: "it was asked for".to_owned(),
            call: if sets { set_password(user) } else { sign_in() },
            needs: if sets { ADMINISTER } else { "the given secret" },
            effects: Vec::new(),
            action: Action::Credential,
        }),
        warning: None,
        refusal,
    }
}

fn password(basis: Basis<'_>) -> Part {
    let user = &basis.spec.user.name;
    let is_new = basis.observed.user.is_none();
    let is_ours = is_new || basis.record.made_user(user);
    Part {
        change: Some(Change {
            id: "credential".to_owned(),
            sign: if is_new { Sign::Add } else { Sign::Change },
            line: format!("a new password of {user}: 40 random letters and digits"),
            details: Vec::new(),
            reason: "GitLab signs in with it; nobody needs to know it".to_owned(),
            call: set_password(user),
            needs: ADMINISTER,
            effects: if is_ours { Vec::new() } else { loss(basis) },
            action: Action::Credential,
        }),
        warning: (!is_ours).then(|| {
            Notice::new(
                "password-replaced",
                format!("{user} exists, and gets a new password: whoever uses the present one is signed out"),
                "Give the present password, if it is to stay (`--credential-file`; in a file: \
                 `credential.from`), or choose another name for GitLab's user.",
            )
        }),
        refusal: None,
    }
}

fn token(basis: Basis<'_>) -> Part {
    let user = &basis.spec.user.name;
    let is_ours = basis.observed.user.is_none() || basis.record.made_user(user);
    let has_password = basis.observed.at_hand == Some(CredentialKind::Password);
    let has_token = basis.observed.at_hand == Some(CredentialKind::Token);
    let days = basis.spec.credential.expires_days;
    let until = days.map_or_else(
        || "without end".to_owned(),
        |days| format!("good for {days} days"),
    );
    Part {
        change: Some(Change {
            id: "credential".to_owned(),
            sign: Sign::Add,
            line: format!("a personal access token of {user}, {until}"),
            details: if is_ours && !has_token {
                vec!["the user's password is random, and nobody keeps it".to_owned()]
            } else {
                Vec::new()
            },
            reason: "GitLab signs in with it; a token locks nobody out by a CAPTCHA, and can be \
                     revoked by itself"
                .to_owned(),
            call: Call {
                method: "POST",
                path: "/rest/pat/latest/tokens".to_owned(),
            },
            needs: "signing in as the user",
            effects: Vec::new(),
            action: Action::Credential,
        }),
        warning: None,
        refusal: (!is_ours && !has_password && !has_token).then(|| {
            Notice::new(
                "token-needs-password",
                format!("{user} exists, and only {user} can make a token for {user}"),
                "Give the user's password, or sign in as that user in the browser, make a token \
                 under Profile > Personal Access Tokens and give that (`--credential-file`; in a file: \
                 `credential.from`), or choose another name for GitLab's user.",
            )
        }),
    }
}

fn loss(basis: Basis<'_>) -> Vec<Effect> {
    let user = basis.observed.user.iter();
    user.map(|user| Effect {
        person: user.name.clone(),
        display_name: user.display_name.clone(),
        gains: Vec::new(),
        loses: vec!["signing in with the present password".to_owned()],
        projects: Vec::new(),
        certain: true,
    })
    .collect()
}

fn set_password(user: &str) -> Call {
    Call {
        method: "PUT",
        path: format!("/rest/api/2/user/password?username={user}"),
    }
}

fn sign_in() -> Call {
    Call {
        method: "GET",
        path: "/rest/api/2/myself".to_owned(),
    }
}
