//! Checks of Jira's address: what answers there, and what it says of itself.

use jira_client::Error;

use super::facts::Facts;
use super::{Verdict, fail, ok, skipped, warn};

/// Does Jira's API answer here, and not a page?
pub async fn answers(facts: &Facts<'_>) -> Verdict {
    match &facts.server {
        Ok(info) if info.is_cloud() => warn(
            "this is Jira Cloud, for which this program is not made",
            "Follow GitLab's documentation for Jira Cloud: a mail address and an API token.",
        ),
        Ok(info) => ok(format!(
            "Jira {} answers at {}",
            info.version,
            facts.subject.jira.base_url()
        )),
        Err(error) => fail(error.to_string(), error.remedy()),
    }
}

/// Would GitLab trust the certificate?
pub async fn certificate(facts: &Facts<'_>) -> Verdict {
    if facts.subject.jira.base_url().starts_with("http://") {
        return skipped("plain http has no certificate");
    }
    match &facts.server {
        Err(error @ Error::Tls { .. }) => fail(
            error.to_string(),
            format!(
                "{} GitLab keeps certificate authorities of its own: a private one is installed there \
                 too (trusted-certs).",
                error.remedy()
            ),
        ),
        Err(_) => skipped("Jira is not reached"),
        Ok(_) => ok(
            "trusted from here; GitLab has certificate authorities of its own, which the check \
             gitlab-calls-jira tries",
        ),
    }
}

/// Does a single sign-on stand before the API?
pub async fn single_sign_on(facts: &Facts<'_>) -> Verdict {
    match &facts.server {
        Err(
            error @ (Error::RedirectToLogin { .. }
            | Error::Html {
                kind: jira_client::HtmlKind::Login,
                ..
            }),
        ) => fail(error.to_string(), error.remedy()),
        Err(error @ Error::RedirectElsewhere { .. }) => fail(error.to_string(), error.remedy()),
        Err(_) => skipped("Jira is not reached"),
        Ok(_) => ok("requests reach Jira without a redirect"),
    }
}

/// Does Jira say that it is where GitLab is told it is?
pub async fn base_url(facts: &Facts<'_>) -> Verdict {
    let Ok(info) = &facts.server else {
        return skipped("Jira is not reached");
    };
    let handed = facts.subject.jira.base_url();
    let says = info.base_url.as_str();
    if says == handed {
        return ok(format!("Jira's base URL is {says}, as GitLab is told"));
    }
    let detail = format!("Jira says that it is at {says}; GitLab is told {handed}");
    if says.trim_end_matches('/') == handed {
        return warn(
            detail,
            "Take the slash from the end of Jira's base URL (System > General configuration): older \
             versions of GitLab then make addresses with two.",
        );
    }
    fail(
        detail,
        "GitLab follows the addresses in Jira's answers and sends the credential there. Give GitLab Jira's \
         base URL, or correct that in Jira (System > General configuration > Base URL).",
    )
}

/// Is there a context path, which some of GitLab's calls leave out?
pub async fn context_path(facts: &Facts<'_>) -> Verdict {
    let url = facts.subject.jira.base_url();
    let after_host = url.split("://").nth(1).unwrap_or_default();
    match after_host.split_once('/') {
        None => ok("Jira is at the root of its host"),
        Some((_, path)) => warn(
            format!("Jira is below /{path}"),
            "GitLab's import from Jira asks for users and labels without that path and fails; everything \
             else works. To import, have the proxy pass /rest/api/2/user/search and /rest/api/2/label on.",
        ),
    }
}
