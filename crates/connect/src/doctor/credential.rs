//! Checks of the credential that GitLab has.

use jira_client::{Error, Secret};

use super::facts::Facts;
use super::{Verdict, fail, ok, skipped, warn};
use crate::gitlab_part::Credential;

/// Failed logins after which Jira asks for a CAPTCHA, unless it was set otherwise.
const CAPTCHA_AFTER: u64 = 3;

/// Does Jira accept it, and for whom?
pub async fn accepted(facts: &Facts<'_>) -> Verdict {
    match (&facts.me, facts.signed_in()) {
        (Some(Ok(me)), _) if !me.name.eq_ignore_ascii_case(facts.subject.username) => warn(
            format!(
                "Jira takes it for {}, not for {}",
                me.name, facts.subject.username
            ),
            "Use the credential of the user that was made for GitLab: what GitLab does is then told apart \
             from what people do.",
        ),
        (Some(Ok(me)), _) => ok(format!(
            "Jira takes it for {} ({})",
            me.name, me.display_name
        )),
        (Some(Err(error)), _) => fail(error.to_string(), error.remedy()),
        (None, Err(verdict)) => verdict,
        (None, Ok(_)) => skipped("the credential that GitLab has was not given"),
    }
}

/// Is the user locked until a CAPTCHA is solved, or close to it?
pub async fn captcha(facts: &Facts<'_>) -> Verdict {
    if let Some(Err(error @ Error::Captcha { .. })) = &facts.me {
        return fail(
            error.to_string(),
            format!(
                "{} Or have an administrator press \"Reset failed login count\" at {}/secure/admin/user/\
                 UserBrowser.jspa. Then correct the password in GitLab first: each of its requests with the \
                 old one counts again. A personal access token is never locked (connect gitlab --token).",
                error.remedy(),
                facts.subject.jira.base_url()
            ),
        );
    }
    let client = match facts.signed_in() {
        Ok(client) => client,
        Err(verdict) => return verdict,
    };
    if matches!(facts.subject.credential, Some(Credential::Token(_))) {
        return ok("a personal access token, which no CAPTCHA locks");
    }
    match client.session().await {
        Ok(session) => {
            let n_failed = session
                .login_info
                .and_then(|info| info.failed_login_count)
                .unwrap_or(0);
            if n_failed == 0 {
                return ok("no failed logins are counted");
            }
            warn(
                format!(
                    "{n_failed} failed logins are counted; after {CAPTCHA_AFTER} in a row, unless set \
                     otherwise, Jira locks the password"
                ),
                "Look for another GitLab project or script with an old password, or use a personal access \
                 token (connect gitlab --token), which is never locked.",
            )
        }
        // Login counts are a courtesy: that the login works is known already.
        Err(_) => ok("not locked"),
    }
}

/// Is a wrong credential refused? If not, GitLab's test cannot tell.
pub async fn wrong_one_is_refused(facts: &Facts<'_>) -> Verdict {
    if facts.server.is_err() {
        return skipped("Jira is not reached");
    }
    // A token, never a password: nobody's failed logins are counted for it.
    let wrong = jira_client::Credential::Bearer(Secret::new("bailiwick-doctor-no-such-token"));
    let Ok(client) = facts.subject.jira.with_credential(wrong) else {
        return skipped("a wrong token cannot be sent");
    };
    match client.server_info().await {
        Err(error) if error.is_credential_refused() => ok("a wrong token is refused on every path"),
        Err(error) => skipped(error.to_string()),
        Ok(_) => warn(
            "Jira answers serverInfo even to a wrong token",
            "GitLab's \"Test settings\" asks for serverInfo; versions that ask for nothing else call any \
             password right. Trust `bailiwick connect verify` instead.",
        ),
    }
}

/// Does the token end soon?
pub async fn expiry(facts: &Facts<'_>) -> Verdict {
    if !matches!(facts.subject.credential, Some(Credential::Token(_))) {
        return skipped("GitLab's credential is no token, or was not given");
    }
    let client = match facts.signed_in() {
        Ok(client) => client,
        Err(verdict) => return verdict,
    };
    let tokens = match client.tokens().await {
        Ok(tokens) => tokens,
        Err(error) => return skipped(error.to_string()),
    };
    let soon = jiff::Timestamp::now().as_second() + 14 * 24 * 3600;
    let ending: Vec<String> = tokens
        .iter()
        .filter_map(|token| Some((token, token.expiring_at.as_deref()?)))
        .filter(|(_, end)| at(end).is_some_and(|end| end < soon))
        .map(|(token, end)| format!("{} ends {end}", token.name))
        .collect();
    if ending.is_empty() {
        return ok("no token of the user ends within two weeks");
    }
    warn(
        ending.join("; "),
        "Run `bailiwick connect rotate` before that day.",
    )
}

/// Returns the second that Jira's text names: `2026-12-31T10:00:00.000+0000`, or with a colon or Z.
pub(super) fn at(text: &str) -> Option<i64> {
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        return Some(time.as_second());
    }
    jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%.f%z", text)
        .and_then(|parsed| parsed.to_timestamp())
        .ok()
        .map(jiff::Timestamp::as_second)
}
