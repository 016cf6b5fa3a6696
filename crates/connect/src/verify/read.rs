//! The checks that only read: what GitLab's button "Test settings" does, and what its jobs begin with.

use jira_client::{Issue, IssueQuery, PermissionScope, Search};

use super::Seat;
use super::check::Checks;
use crate::observed::same;
use crate::rights::{self, ADMINISTER_PROJECTS};

/// What nobody should have who only mentions and closes issues.
const TOO_MUCH: [&str; 5] = [
    ADMINISTER_PROJECTS,
    "DELETE_ISSUES",
    "EDIT_ISSUES",
    "EDIT_ALL_COMMENTS",
    "DELETE_ALL_COMMENTS",
];
/// How many projects are named in one line.
const MOST_NAMED: usize = 10;

/// `GET serverInfo`: the first half of GitLab's test. Returns whether to go on.
pub(super) async fn server(seat: Seat<'_>, checks: &mut Checks<'_>) -> bool {
    const NAME: &str = "server information";
    checks.start();
    let info = match seat.user.server_info().await {
        Ok(info) => info,
        Err(error) => {
            checks.refused(NAME, &error);
            return false;
        }
    };
    let url = seat.spec.jira_url();
    let says = info.base_url.trim_end_matches('/');
    if info.is_cloud() {
        checks.fail(
            NAME,
            "the server says that it is Jira Cloud, which GitLab talks to otherwise",
            "Follow GitLab's instructions for Jira Cloud.",
        );
        return false;
    }
    if says == url {
        checks.pass(NAME, &format!("Jira {} at {url}", info.version));
    } else {
        checks.fail(
            NAME,
            &format!(
                "Jira says that its address is {says}, and GitLab is given {url}: GitLab follows the \
                 addresses in Jira's answers"
            ),
            "Give GitLab the address Jira has, or correct Jira's under Administration > System > \
             General configuration > Base URL.",
        );
    }
    true
}

/// `GET myself`: the second half of GitLab's test. Returns whether to go on.
pub(super) async fn myself(seat: Seat<'_>, checks: &mut Checks<'_>) -> bool {
    const NAME: &str = "sign in";
    checks.start();
    let myself = match seat.user.myself().await {
        Ok(myself) => myself,
        Err(error) => {
            checks.refused(NAME, &error);
            return false;
        }
    };
    let wanted = &seat.spec.user.name;
    if !same(&myself.name, wanted) {
        checks.fail(
            NAME,
            &format!("the credential is of {}, not of {wanted}", myself.name),
            "Give the credential of GitLab's user.",
        );
        return false;
    }
    if address_is_right(seat, checks, NAME, myself.self_url.as_deref()) {
        checks.pass(
            NAME,
            &format!("as {} ({})", myself.name, myself.display_name),
        );
    }
    true
}

/// Fails the check if an answer's own address is not below the address GitLab is given.
fn address_is_right(
    seat: Seat<'_>,
    checks: &mut Checks<'_>,
    name: &str,
    self_url: Option<&str>,
) -> bool {
    let url = seat.spec.jira_url();
    let address = self_url.unwrap_or_default();
    if address.starts_with(&format!("{url}/rest/api/")) {
        return true;
    }
    checks.fail(
        name,
        &format!("the answer says that it is at {address}, which is not below {url}"),
        "GitLab sends its requests, and the credential with them, to the addresses in the answers. \
         Correct Jira's Base URL, and let a proxy before it pass the host and scheme on.",
    );
    false
}

/// `GET project`: what the import form lists. Returns the keys of the projects to look into.
pub(super) async fn projects(seat: Seat<'_>, checks: &mut Checks<'_>) -> Vec<String> {
    const NAME: &str = "list projects";
    checks.start();
    let seen = match seat.user.projects().await {
        Ok(projects) => projects,
        Err(error) => {
            checks.refused(NAME, &error);
            return seat.keys().unwrap_or_default().to_vec();
        }
    };
    let seen: Vec<String> = seen.into_iter().map(|project| project.key).collect();
    let Some(wanted) = seat.keys() else {
        if seen.is_empty() {
            checks.fail(
                NAME,
                "the user sees no project",
                "Grant Browse Projects: make the plan again and look whether it is empty.",
            );
        } else {
            checks.pass(NAME, &named(&seen));
        }
        return seen;
    };
    let missing: Vec<String> = wanted
        .iter()
        .filter(|key| !seen.contains(key))
        .cloned()
        .collect();
    if missing.is_empty() {
        checks.pass(NAME, &named(wanted));
    } else {
        checks.fail(
            NAME,
            &format!("the user does not see {}", named(&missing)),
            "Grant Browse Projects there: make the plan again and look whether it is empty.",
        );
    }
    wanted.to_vec()
}

fn named(keys: &[String]) -> String {
    let shown: Vec<&str> = keys.iter().take(MOST_NAMED).map(String::as_str).collect();
    match keys.len().saturating_sub(MOST_NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// `GET search`, as GitLab's list of issues sends it. Returns the key of the newest issue.
pub(super) async fn search(seat: Seat<'_>, checks: &mut Checks<'_>) -> Option<String> {
    const NAME: &str = "search";
    checks.start();
    let jql = match seat.keys() {
        Some(keys) => format!("project in ({}) order by created DESC", keys.join(",")),
        None => "order by created DESC".to_owned(),
    };
    let search = Search {
        jql: jql.clone(),
        max_results: Some(1),
        fields: Some(vec!["summary".to_owned(), "status".to_owned()]),
        ..Search::default()
    };
    match seat.user.search(&search).await {
        Ok(found) => {
            checks.pass(NAME, &format!("{} issues by “{jql}”", found.total));
            found.issues.into_iter().next().map(|issue| issue.key)
        }
        Err(error) => {
            checks.refused(NAME, &error);
            None
        }
    }
}

/// `GET mypermissions` for one project: everything that was wanted, and what is more than that.
pub(super) async fn permissions(seat: Seat<'_>, checks: &mut Checks<'_>, key: &str) {
    let name = format!("permissions in {key}");
    checks.start();
    let rights = match seat
        .user
        .my_permissions(PermissionScope::Project(key), None)
        .await
    {
        Ok(rights) => rights,
        Err(error) => return checks.refused(&name, &error),
    };
    let has = |key: &str| rights.get(key).is_some_and(|right| right.have_permission);
    let wanted = seat.spec.wanted_permissions();
    let names = |keys: Vec<&str>| {
        let names: Vec<&str> = keys.into_iter().map(rights::name).collect();
        names.join(", ")
    };
    let missing: Vec<&str> = wanted
        .iter()
        .map(String::as_str)
        .filter(|key| !has(key))
        .collect();
    let extra: Vec<&str> = TOO_MUCH
        .into_iter()
        .filter(|key| has(key) && !wanted.iter().any(|wanted| wanted == key))
        .collect();
    if has("ADMINISTER") {
        return checks.warn(
            &name,
            "the user is a Jira administrator: GitLab could do anything",
            "Take the user out of the administrators' groups.",
        );
    }
    if !missing.is_empty() {
        return checks.fail(
            &name,
            &format!("missing: {}", names(missing)),
            "Make the plan again and look whether it is empty. An archived project is read-only.",
        );
    }
    let wanted = names(wanted.iter().map(String::as_str).collect());
    if extra.is_empty() {
        checks.pass(&name, &wanted);
    } else {
        checks.warn(
            &name,
            &format!("more than was asked for: {}", names(extra)),
            "That comes from other grants, mostly to any logged-in user or from the user's other \
             groups; Jira's permission helper says which.",
        );
    }
}

/// `GET issue`, with its transitions, and the list of its remote links: what a mention begins with.
pub(super) async fn issue(seat: Seat<'_>, checks: &mut Checks<'_>, key: &str) -> Option<Issue> {
    let name = format!("read {key}");
    checks.start();
    let query = IssueQuery {
        expand: &["transitions"],
        ..IssueQuery::default()
    };
    let issue = match seat.user.issue(key, query).await {
        Ok(issue) => issue,
        Err(error) => {
            checks.refused(&name, &error);
            return None;
        }
    };
    if !address_is_right(seat, checks, &name, issue.self_url.as_deref()) {
        return None;
    }
    let closing = issue
        .transitions
        .iter()
        .flatten()
        .find(|transition| transition.category() == Some("done"));
    let closing = match closing {
        Some(transition) => format!("“{}” would close it", transition.name),
        None => "no transition would close it from where it is".to_owned(),
    };
    checks.pass(&name, &closing);
    let name = format!("read the links of {key}");
    match seat.user.remote_links(issue.id.as_str()).await {
        Ok(links) => checks.pass(&name, &format!("{} there", links.len())),
        Err(error) => checks.refused(&name, &error),
    }
    Some(issue)
}
