//! The part about GitLab: which projects and groups get the credential, and what changes there.

use super::make::Basis;
use super::{Action, Call, Change, Sign};
use crate::gitlab_part::{GitlabTarget, ObservedTarget, Settings, TargetKind};
use crate::spec::CredentialKind;

/// Returns the targets that are not as wanted.
pub(super) fn changes(basis: Basis<'_>) -> Vec<Change> {
    let targets = basis.spec.targets();
    let changes = targets.iter().filter_map(|target| {
        let differences = differences_of(basis, target);
        let is_done = basis.record.has_target(target)
            && observed(basis, target).is_some_and(|there| there.active)
            && differences.is_empty();
        (!is_done).then(|| change(basis, target, differences))
    });
    changes.collect()
}

/// Returns a change for each target: each gets the new credential.
pub(super) fn all(basis: Basis<'_>) -> Vec<Change> {
    let targets = basis.spec.targets();
    targets
        .iter()
        .map(|target| change(basis, target, differences_of(basis, target)))
        .collect()
}

fn observed<'a>(basis: Basis<'a>, target: &GitlabTarget) -> Option<&'a ObservedTarget> {
    let mut targets = basis.observed.targets.iter();
    targets.find(|there| there.target == *target)
}

fn differences_of(basis: Basis<'_>, target: &GitlabTarget) -> Vec<String> {
    let wanted = basis.spec.wanted_settings(basis.spec.credential.kind);
    let there = observed(basis, target).and_then(|there| there.settings.as_ref());
    match there {
        Some(there) => differences(there, &wanted),
        None => vec![
            format!("+ url: {}", wanted.url),
            format!("+ sign in with: {}", login(&wanted)),
        ],
    }
}

fn change(basis: Basis<'_>, target: &GitlabTarget, details: Vec<String>) -> Change {
    let there = observed(basis, target);
    let is_active = there.is_some_and(|there| there.active);
    let (kind, path) = match target.kind {
        TargetKind::Project => ("projects", &target.path),
        TargetKind::Group => ("groups", &target.path),
    };
    let what = if is_active {
        "gets the credential"
    } else {
        "has the Jira issues integration, with the credential"
    };
    Change {
        id: format!("gitlab:{}:{}", kind.trim_end_matches('s'), target.path),
        sign: if is_active { Sign::Change } else { Sign::Add },
        line: format!("GitLab {} {what}", target.name()),
        details,
        reason: match there {
            Some(there) if there.inherited => {
                "it has the settings of a group above, and gets its own".to_owned()
            }
            _ => "GitLab calls Jira with it".to_owned(),
        },
        call: Call {
            method: "PUT",
            path: format!(
                "/api/v4/{kind}/{}/integrations/jira",
                path.replace('/', "%2F")
            ),
        },
        needs: "Maintainer (of a group: Owner) in GitLab, token with scope api",
        effects: Vec::new(),
        action: Action::PutTarget {
            target: target.clone(),
        },
    }
}

/// Returns how settings differ from what is wanted, line by line. What GitLab does not tell does not
/// differ.
pub(super) fn differences(there: &Settings, wanted: &Settings) -> Vec<String> {
    let mut lines = Vec::new();
    if there.url.trim_end_matches('/') != wanted.url {
        lines.push(format!("~ url: {} → {}", there.url, wanted.url));
    }
    if login(there) != login(wanted) {
        lines.push(format!(
            "~ sign in with: {} → {}",
            login(there),
            login(wanted)
        ));
    }
    let mut text = |name: &str, there: &Option<String>, wanted: &Option<String>| {
        let Some(wanted) = wanted else { return };
        let there = there.as_deref().unwrap_or_default();
        if there != wanted {
            lines.push(format!("~ {name}: {} → {}", quoted(there), quoted(wanted)));
        }
    };
    text("api_url", &there.api_url, &wanted.api_url);
    text(
        "jira_issue_prefix",
        &there.issue_prefix,
        &wanted.issue_prefix,
    );
    text("jira_issue_regex", &there.issue_regex, &wanted.issue_regex);
    text(
        "jira_issue_transition_id",
        &there.transition_id,
        &wanted.transition_id,
    );
    text(
        "project_keys",
        &there.project_keys.as_ref().map(|keys| keys.join(",")),
        &wanted.project_keys.as_ref().map(|keys| keys.join(",")),
    );
    let mut flag = |name: &str, there: Option<bool>, wanted: Option<bool>| {
        if let (Some(there), Some(wanted)) = (there, wanted)
            && there != wanted
        {
            lines.push(format!("~ {name}: {there} → {wanted}"));
        }
    };
    flag("commit_events", there.commit_events, wanted.commit_events);
    flag(
        "merge_requests_events",
        there.merge_requests_events,
        wanted.merge_requests_events,
    );
    flag(
        "comment_on_event_enabled",
        there.comment_on_event_enabled,
        wanted.comment_on_event_enabled,
    );
    flag(
        "jira_issue_transition_automatic",
        there.transition_automatic,
        wanted.transition_automatic,
    );
    flag(
        "issues_enabled",
        there.issues_enabled,
        wanted.issues_enabled,
    );
    lines
}

fn login(settings: &Settings) -> String {
    // With a token GitLab keeps a username from before, which means nothing then.
    match (settings.auth, &settings.username) {
        (CredentialKind::Password, Some(username)) => format!("password of {username}"),
        (CredentialKind::Password, None) => "password of nobody".to_owned(),
        (CredentialKind::Token, _) => "personal access token".to_owned(),
    }
}

fn quoted(text: &str) -> String {
    if text.is_empty() {
        "nothing".to_owned()
    } else {
        format!("“{text}”")
    }
}
