//! The authorization matrix: every route, tried by every kind of caller, drawn into
//! `compat/authorization-matrix.md`. A route without a sample fails here. `UPDATE_EXPECT=1` draws anew; read the
//! difference as what it is: a change of who may do what.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use base::route::Needs;
use testkit::{Client, TestApp};

use super::differences;
use super::matrix_samples::{SAMPLES, Sample, seed};

/// The kinds of caller, with the head of their column.
const CALLERS: [(&str, &str); 8] = [
    ("", "anonymous"),
    ("nogroup", "no group"),
    ("gone", "deactivated"),
    ("outsider", "no project"),
    ("member", "member"),
    ("lead", "project admin"),
    ("boss", "Jira admin"),
    ("admin", "system admin"),
];

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../compat/authorization-matrix.md")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_do_what() {
    let (routes, _) = crate::routes().into_parts();
    let without_sample: Vec<String> = routes
        .iter()
        .filter(|route| !SAMPLES.iter().any(|sample| sample.is_for(route)))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert!(
        without_sample.is_empty(),
        "no sample in matrix_samples.rs for:\n{}",
        without_sample.join("\n")
    );
    let without_route: Vec<&Sample> = SAMPLES
        .iter()
        .filter(|sample| !routes.iter().any(|route| sample.is_for(route)))
        .collect();
    assert!(
        without_route.is_empty(),
        "samples of routes that are not there: {without_route:?}"
    );

    let seeded = Arc::new(seed().await);
    let mut faults = Vec::new();
    let mut drawn = String::from(HEAD);
    for (_, caller) in CALLERS {
        let _ = write!(drawn, " {caller} |");
    }
    drawn.push_str("\n|---|---|---|");
    drawn.push_str(&"---|".repeat(CALLERS.len()));
    drawn.push('\n');
    for route in &routes {
        let sample = SAMPLES.iter().find(|sample| sample.is_for(route)).unwrap();
        let mut cells = Vec::new();
        for (name, _) in CALLERS {
            let seeded = Arc::clone(&seeded);
            cells.push(tokio::spawn(
                async move { cell(&seeded, name, sample).await },
            ));
        }
        let _ = write!(
            drawn,
            "| {} | `{}` | {} |",
            route.method,
            route.path,
            needs(route.needs)
        );
        for (cell, (name, _)) in cells.into_iter().zip(CALLERS) {
            let Ok(status) = cell.await else {
                faults.push(format!("{name:?} {} {}", sample.method, sample.url));
                continue;
            };
            if !holds(name, status, route.needs, sample) {
                faults.push(format!(
                    "{name:?} {} {}: {status}",
                    sample.method, sample.url
                ));
            }
            let sign = if status < 400 { "✔" } else { "✘" };
            let _ = write!(drawn, " {sign} {status} |");
        }
        drawn.push('\n');
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    if std::env::var("UPDATE_EXPECT").is_ok() {
        std::fs::write(file(), &drawn).unwrap();
    }
    let expected = std::fs::read_to_string(file()).unwrap_or_default();
    assert!(
        expected == drawn,
        "compat/authorization-matrix.md differs; UPDATE_EXPECT=1 draws it anew:\n{}",
        differences(&expected, &drawn)
    );
}

const HEAD: &str = "# The authorization matrix\n\n\
Drawn by a test from the list of routes and what each kind of caller is answered, each on a fresh copy of the same \
data: project MTX with a permission scheme that grants to its role Members, an issue, and what hangs on it. ✔ is let \
through, ✘ is refused. @generated, never edited by hand.\n\n\
* *no group*: a user without application access, who cannot sign in; *deactivated*: a member who was deactivated.\n\
* *no project*: signed in, but in no role of the project; *member*: in its role Members; *project admin*: in its role \
Administrators as well.\n\
* *Jira admin*: holds ADMINISTER, and is in no role of the project; *system admin*: holds SYSTEM_ADMIN, leads the project.\n\n\
| method | path | needs |";

/// Returns how one caller is answered, on a copy of the data.
async fn cell(seeded: &TestApp, name: &str, sample: &Sample) -> u16 {
    let app = seeded.fork().await;
    let before = app.fingerprint().await;
    let caller: Client = if name.is_empty() {
        app.anonymous()
    } else {
        app.client(name, testkit::PASSWORD)
    };
    let body = sample.body.unwrap_or_default().as_bytes().to_vec();
    let headers = [
        ("content-type", sample.content_type()),
        ("x-atlassian-token", "no-check"),
    ];
    let headers = if sample.is_upload() {
        &headers[..]
    } else if sample.body.is_some() {
        &headers[..1]
    } else {
        &[]
    };
    let reply = caller.raw(sample.method, sample.url, headers, body).await;
    assert!(
        reply.status < 500,
        "{name} {} {}: {}",
        sample.method,
        sample.url,
        reply.text
    );
    if reply.status >= 400 {
        let after = app.fingerprint().await;
        assert_eq!(
            after, before,
            "{name} {} {}: refused, and yet something changed",
            sample.method, sample.url
        );
    }
    app.done().await;
    reply.status
}

/// Returns whether what holds for every route, whatever the table says, holds of this answer.
fn holds(name: &str, status: u16, needs: Needs, sample: &Sample) -> bool {
    match name {
        "nogroup" | "gone" => status == 401,
        // A form without its token is refused before anybody asks who sends it.
        "" if sample.is_form() && status == 403 => true,
        "" if needs != Needs::Nothing => status == 401,
        "outsider"
            if matches!(
                needs,
                Needs::Project(_) | Needs::Issue(_) | Needs::ProjectAdmin
            ) =>
        {
            status >= 400
        }
        "outsider" | "member" | "lead"
            if matches!(needs, Needs::Global("ADMINISTER" | "SYSTEM_ADMIN")) =>
        {
            // 404 where the project itself is secret.
            matches!(status, 403 | 404)
        }
        // Each sample works for somebody, or the row would show nothing.
        "admin" if !is_over(sample.route) && !finds_nothing(sample) => status < 400,
        _ => true,
    }
}

/// Returns whether there never is what the route asks for, which administrators are told by a 404.
fn finds_nothing(sample: &Sample) -> bool {
    matches!(
        (sample.method, sample.route),
        (
            "GET",
            "/rest/api/2/upgrade" | "/rest/api/2/reindex/request/{requestId}"
        ) | (
            "GET" | "DELETE",
            "/rest/api/2/user/anonymization/progress" | "/rest/api/2/user/anonymization/unlock"
        )
    )
}

/// Returns whether the route is for the time before the first administrator only, or for a server that sends
/// mail, which none does in a test.
fn is_over(route: &str) -> bool {
    route.starts_with("/secure/SetupAdminAccount") || route.ends_with("/notify")
}

fn needs(needs: Needs) -> String {
    match needs {
        Needs::Nothing => "—".to_owned(),
        Needs::SignIn => "sign-in".to_owned(),
        Needs::Global(key) | Needs::Project(key) | Needs::Issue(key) => key.to_owned(),
        Needs::ProjectAdmin => "project admin".to_owned(),
    }
}
