//! Checks of GitLab's side.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::facts::Facts;
use super::{Verdict, fail, ok, skipped, warn};
use crate::gitlab::Integration;
use crate::gitlab_part::{Credential, Gitlab as _, GitlabTarget, TargetCheck};
use crate::spec::CredentialKind;

/// Is the token for GitLab's API good enough, and for how long?
pub async fn token(facts: &Facts<'_>) -> Verdict {
    let Some(gitlab) = facts.subject.gitlab else {
        return skipped("no GitLab was named");
    };
    match gitlab.token().await {
        Err(error) => fail(error.what(), error.remedy()),
        Ok(None) => ok("accepted; this GitLab does not tell its scopes"),
        Ok(Some(token)) if !token.may_change() => fail(
            format!("its scopes are {}", token.scopes.join(", ")),
            "Make a token with the scope api; read_api cannot set an integration.",
        ),
        Ok(Some(token)) => match token.expires_at {
            Some(day) => ok(format!("accepted, scope api, good until {day}")),
            None => ok("accepted, scope api, without an end"),
        },
    }
}

/// Is this GitLab old enough to believe any password?
pub async fn version(facts: &Facts<'_>) -> Verdict {
    let Some(gitlab) = facts.subject.gitlab else {
        return skipped("no GitLab was named");
    };
    match gitlab.version().await {
        Err(error) => fail(error.what(), error.remedy()),
        Ok(version) => match version.numbers() {
            Some(numbers) if numbers < (16, 1) => warn(
                format!("GitLab {}", version.version),
                "Its \"Test settings\" asks Jira for nothing that needs a login: trust `bailiwick connect \
                 verify` instead. Tokens of Jira need GitLab 16.0.",
            ),
            _ => ok(format!("GitLab {}", version.version)),
        },
    }
}

/// Is the integration on, with the address and user it should have?
pub async fn settings(facts: &Facts<'_>) -> Verdict {
    if let Some(verdict) = facts.without_gitlab() {
        return verdict;
    }
    let mut wrong = Vec::new();
    for seen in &facts.targets {
        let name = seen.target.name();
        match &seen.integration {
            Err(error) => return fail(error.what(), error.remedy()),
            Ok(None) => wrong.push(format!("{name}: never set")),
            Ok(Some(integration)) => wrong.extend(
                mistakes(facts, integration)
                    .into_iter()
                    .map(|mistake| format!("{name}: {mistake}")),
            ),
        }
    }
    if wrong.is_empty() {
        return ok("on, with this Jira and this user");
    }
    fail(
        wrong.join("; "),
        "Run `bailiwick connect gitlab`, which sets it. If it looks right and does nothing since the project \
         was imported, switch it off and on: `bailiwick connect revoke`, then `connect gitlab`.",
    )
}

fn mistakes(facts: &Facts<'_>, integration: &Integration) -> Vec<String> {
    let mut list = Vec::new();
    if !integration.active {
        list.push("switched off".to_owned());
        return list;
    }
    let settings = integration.settings();
    let url = settings.api_url.as_deref().unwrap_or(&settings.url);
    if url.trim_end_matches('/') != facts.subject.jira.base_url() {
        list.push(format!("its Jira is {url}"));
    }
    if settings.auth == CredentialKind::Password
        && !settings
            .username
            .as_deref()
            .is_some_and(|name| name.eq_ignore_ascii_case(facts.subject.username))
    {
        let name = settings.username.as_deref().unwrap_or("nobody");
        list.push(format!("its user is {name}"));
    }
    if let Some(credential) = facts.subject.credential
        && credential.kind() != settings.auth
    {
        list.push(match credential {
            Credential::Token(_) => "it signs in by password, not by token".to_owned(),
            Credential::Password { .. } => "it signs in by token, not by password".to_owned(),
        });
    }
    list
}

/// Are comments and events on?
pub async fn events(facts: &Facts<'_>) -> Verdict {
    if let Some(verdict) = facts.without_gitlab() {
        return verdict;
    }
    let mut off = Vec::new();
    for (target, integration) in facts.integrations() {
        for (what, is_on) in [
            ("comments", integration.comment_on_event_enabled),
            ("commits", integration.commit_events),
            ("merge requests", integration.merge_requests_events),
        ] {
            if is_on == Some(false) {
                off.push(format!("{what} in {}", target.name()));
            }
        }
    }
    if off.is_empty() {
        return ok("comments, commits and merge requests are on wherever the integration is");
    }
    warn(
        format!("switched off: {}", off.join(", ")),
        "If that is not meant so, set gitlab.comments, gitlab.commit-events, gitlab.merge-requests-events in \
         the file, or tick them in GitLab.",
    )
}

/// Is a project's own tracker off, which stops references in GitLab?
pub async fn tracker(facts: &Facts<'_>) -> Verdict {
    if let Some(verdict) = facts.without_gitlab() {
        return verdict;
    }
    let places = facts.targets.iter().filter_map(|seen| {
        let place = seen.place.as_ref().ok()?;
        place.is_tracker_off.then_some(place.path.as_str())
    });
    let off: Vec<&str> = places.collect();
    if off.is_empty() {
        return ok("GitLab's own issues are on, as references to Jira need");
    }
    fail(
        format!("GitLab's own issues are switched off in {}", off.join(", ")),
        "Switch them on (Settings > General > Visibility, project features): without them GitLab makes \
         neither references nor comments in Jira.",
    )
}

/// Do the ids of transitions that GitLab was told lead anywhere?
pub async fn transition_ids(facts: &Facts<'_>) -> Verdict {
    if let Some(verdict) = facts.without_gitlab() {
        return verdict;
    }
    let mut told = Vec::new();
    for (target, integration) in facts.integrations() {
        if let Some(ids) = integration.settings().transition_id {
            told.push((target, ids));
        }
    }
    if told.is_empty() {
        return ok(
            "no ids are set: automatic, or GitLab is not to close issues (it does not tell which)",
        );
    }
    let Some(issue) = facts.subject.issue else {
        let (target, ids) = &told[0];
        return warn(
            format!("{} closes by the transitions {ids}", target.name()),
            "An id is good from some statuses only. Name an issue (--smoke KEY) to try them, or let GitLab \
             find the transition itself (--close-issues).",
        );
    };
    let client = match facts.signed_in() {
        Ok(client) => client,
        Err(verdict) => return verdict,
    };
    let there: BTreeSet<String> = match client.transitions(issue).await {
        Ok(transitions) => transitions
            .iter()
            .map(|transition| transition.id.to_string())
            .collect(),
        Err(error) => return skipped(error.to_string()),
    };
    // The first one is taken now; the others only from where it leads.
    for (target, ids) in &told {
        let first = ids
            .split(|c: char| !c.is_ascii_digit())
            .find(|id| !id.is_empty())
            .unwrap_or_default();
        if !there.contains(first) {
            return fail(
                format!(
                    "{} begins with transition {first}, which {issue} does not have now",
                    target.name()
                ),
                "Let GitLab find the transition itself (--close-issues), or list ids that are good from this \
                 status.",
            );
        }
    }
    ok(format!(
        "{issue} has the transition that GitLab begins with"
    ))
}

/// Are all set alike?
pub async fn same_everywhere(facts: &Facts<'_>) -> Verdict {
    if let Some(verdict) = facts.without_gitlab() {
        return verdict;
    }
    let mut kinds: Vec<(String, Vec<&GitlabTarget>)> = Vec::new();
    for (target, integration) in facts.integrations() {
        let settings = integration.settings();
        let kind = format!(
            "{} as {}",
            settings.url,
            settings
                .username
                .as_deref()
                .unwrap_or("the owner of a token")
        );
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, targets)) => targets.push(target),
            None => kinds.push((kind, vec![target])),
        }
    }
    if kinds.len() < 2 {
        return ok("all that are named are set alike");
    }
    let list: Vec<String> = kinds
        .iter()
        .map(|(kind, targets)| {
            let names: Vec<String> = targets.iter().map(|target| target.name()).collect();
            format!("{} use {kind}", names.join(", "))
        })
        .collect();
    warn(
        list.join("; "),
        "One group-level integration that projects inherit keeps them alike; `bailiwick connect rotate` \
         changes all that it set.",
    )
}

/// Is Jira at an address to which GitLab does not send requests?
pub async fn local_address(facts: &Facts<'_>) -> Verdict {
    let Some(gitlab) = facts.subject.gitlab else {
        return skipped("no GitLab was named");
    };
    let url = facts.subject.jira.base_url();
    let Some(address) = local_address_of(url).await else {
        return ok("Jira's address, as seen from here, is none of a local network");
    };
    match gitlab.allows_local_requests().await {
        Ok(Some(true)) => ok(format!("{address} is local, and GitLab allows that")),
        Ok(Some(false)) => warn(
            format!(
                "{address} is local, and GitLab sends requests to local addresses only if listed"
            ),
            "Add Jira's host under Admin > Settings > Network > Outbound requests, if it is not there \
             (outbound_local_requests_whitelist).",
        ),
        Ok(None) => warn(
            format!("{address} is local; whether GitLab allows that, only its administrator sees"),
            "If GitLab says \"Url is blocked\", have its administrator add Jira's host under Admin > \
             Settings > Network > Outbound requests. GitLab.com never reaches it.",
        ),
        Err(error) => skipped(error.what()),
    }
}

/// Returns the address behind the host's name, if it is one of a local network.
async fn local_address_of(url: &str) -> Option<IpAddr> {
    let after = url.split("://").nth(1)?;
    let authority = after.split('/').next()?;
    let with_port = if authority.rsplit(':').next()?.parse::<u16>().is_ok() {
        authority.to_owned()
    } else {
        format!("{authority}:443")
    };
    tokio::net::lookup_host(with_port)
        .await
        .ok()?
        .map(|address| address.ip())
        .find(|ip| match ip {
            IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
            IpAddr::V6(ip) => {
                ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local()
            }
        })
}

/// Does GitLab itself reach Jira with what it keeps?
pub async fn live(facts: &Facts<'_>) -> Verdict {
    if let Some(verdict) = facts.without_gitlab() {
        return verdict;
    }
    let Some(gitlab) = facts.subject.gitlab else {
        return skipped("no GitLab was named");
    };
    let mut passed = Vec::new();
    let mut not_possible = Vec::new();
    for (target, _) in facts.integrations() {
        match gitlab.check(target).await {
            Ok(TargetCheck::Passed { detail }) => passed.push(detail),
            Ok(TargetCheck::NotPossible { detail }) => not_possible.push(detail),
            Ok(TargetCheck::Failed { detail, remedy }) => {
                return fail(format!("{}: {detail}", target.name()), remedy);
            }
            Err(error) => return fail(error.message, error.remedy),
        }
    }
    if !passed.is_empty() {
        return ok(passed.join("; "));
    }
    let why = not_possible
        .first()
        .map_or("no integration is on", String::as_str);
    skipped(why)
}
