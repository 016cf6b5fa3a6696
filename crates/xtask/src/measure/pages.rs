//! How long each page takes on the data of a large organization: 10,000 users, 1,000 groups, 500 permission
//! schemes, 200 projects.
//!
//! The pages are those of `e2e/pages.json` and, in [`MORE`], those that show or search much. What counts is
//! the server's own time: what its threads ran while the page was asked for, one request after the other on
//! one connection. Beside it stands the wall clock, which swings with whatever else the machine does.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Running, build, free_address, make_data, wait_for_200};
use crate::http::{Connection, Target, encoded};
use crate::{Outcome, run};

/// How often each page is asked, after [`WARM_UP`] times that do not count.
const TIMES: usize = 50;
const WARM_UP: usize = 5;
/// What a page may take.
const GOAL: Duration = Duration::from_millis(5);

/// Pages that show much or search in much. 1000000 is the first id of what `testkit::fill` makes.
const MORE: &[&str] = &[
    "/secure/admin/user/UserBrowser.jspa?max=100",
    "/secure/admin/user/UserBrowser.jspa?max=1000",
    "/secure/admin/user/UserBrowser.jspa?max=1000&start=9000",
    "/secure/admin/user/UserBrowser.jspa?userSearchFilter=olsen",
    "/secure/admin/user/UserBrowser.jspa?userSearchFilter=no-such-user",
    "/secure/admin/user/UserBrowser.jspa?applicationFilter=none",
    "/secure/admin/user/UserBrowser.jspa?applicationFilter=jira-software",
    "/secure/admin/user/UserBrowser.jspa?activeFilter=false",
    "/secure/admin/user/UserBrowser.jspa?group=jira-software-users&userSearchFilter=olsen",
    "/secure/admin/user/UserBrowser.jspa?start=9980",
    "/secure/admin/user/ViewUser.jspa?name=ben.garcia121",
    "/secure/admin/user/EditUserGroups!default.jspa?name=ben.garcia121",
    "/secure/admin/user/DeleteUser!default.jspa?name=ben.garcia121",
    "/secure/admin/user/GroupBrowser.jspa?nameFilter=team-9",
    "/secure/admin/user/GroupBrowser.jspa?start=980",
    "/secure/admin/user/ViewGroup.jspa?name=jira-software-users",
    "/secure/admin/user/DeleteGroup!default.jspa?name=billing-team-0",
    "/secure/admin/user/BulkEditUserGroups!default.jspa?selectedGroupsStr=jira-software-users",
    "/secure/admin/user/BulkEditUserGroups!default.jspa?selectedGroupsStr=billing-team-0&selectedGroupsStr=data-team-2",
    "/secure/admin/ViewPermissionSchemes.jspa?filter=mobile",
    "/secure/admin/ViewPermissionSchemes.jspa?start=450",
    "/secure/admin/EditPermissions!default.jspa?schemeId=1000000",
    "/secure/admin/AddPermission!default.jspa?schemeId=1000000",
    "/secure/admin/DeletePermission!default.jspa?schemeId=1000000",
    "/secure/admin/EditPermissionScheme!default.jspa?schemeId=1000000",
    "/secure/admin/CopyPermissionScheme!default.jspa?schemeId=1000000",
    "/secure/admin/ViewIssueSecuritySchemes.jspa",
    "/secure/admin/AddIssueSecurityScheme!default.jspa",
    "/secure/admin/EditIssueSecurities!default.jspa?schemeId=1000000",
    "/secure/admin/AddIssueSecurity!default.jspa?schemeId=1000000&security=1000000",
    "/secure/admin/DeleteIssueSecurityLevel!default.jspa?levelId=1000000",
    "/secure/project/SelectProjectPermissionScheme!default.jspa?projectId=1000000",
    "/secure/project/SelectProjectIssueSecurityScheme!default.jspa?projectId=1000000",
    "/secure/project/ViewProjects.jspa",
    "/secure/project/ViewProjects.jspa?filter=mobile",
    "/secure/project/ViewProjects.jspa?schemeId=1000000",
    "/secure/project/EditProject!default.jspa?pid=1000000",
    "/secure/project/DeleteProject!default.jspa?pid=1000000",
    "/secure/project/ViewDefaultProjectRoleActors.jspa?id=10002",
    "/secure/project/DeleteProjectRole!default.jspa?id=1000000",
    "/secure/admin/AddProject!default.jspa",
    "/plugins/servlet/project-config/BILLING0/summary",
    "/plugins/servlet/project-config/BILLING0/roles",
    "/plugins/servlet/project-config/BILLING0/permissions",
    "/plugins/servlet/project-config/BILLING0/issuesecurity",
    "/secure/admin/PermissionHelper.jspa?project=BILLING0",
    "/secure/admin/PermissionHelper.jspa?username=ben.garcia121&project=BILLING0&permission=EDIT_ISSUES",
    "/secure/admin/ViewIssueTypes.jspa",
    "/secure/admin/ViewStatuses.jspa",
    "/secure/admin/ViewPriorities.jspa",
    "/secure/admin/ViewResolutions.jspa",
    "/secure/admin/AdminSearch.jspa?query=scheme",
    "/secure/admin/InviteUser!default.jspa",
    "/auditing/view?filter=olsen",
    "/auditing/view?filter=user-12",
];

/// Measures the binary given, or builds the release.
pub fn run(binary: Option<&str>) -> Outcome {
    let binary = match binary {
        Some(binary) => Path::new(binary).to_owned(),
        None => build()?,
    };
    let folder = std::env::temp_dir().join(format!("bailiwick-pages-{}", std::process::id()));
    let measured = measure(&binary, &folder);
    let _ = std::fs::remove_dir_all(&folder);
    measured
}

fn measure(binary: &Path, folder: &Path) -> Outcome {
    let about = make_data(binary, folder, &[])?;
    let database = folder.join("bailiwick.sqlite");
    let database = database.to_str().ok_or("a folder with a strange name")?;
    run::command(&mut run::cargo(&[
        "run",
        "--quiet",
        "--package",
        "testkit",
        "--bin",
        "fill",
        "--",
        database,
    ]))?;
    let address = free_address()?;
    let server = Running::serve(binary, folder, address, &[])?;
    wait_for_200(address)?;
    let text = |pointer: &str| {
        about
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let (name, password) = (text("/admin/username"), text("/admin/password"));
    let target = Target::new(&format!("http://{address}"), name, password)?;
    let mut connection = target.connect().map_err(|error| error.to_string())?;
    make_what_pages_name(&mut connection)?;
    let cookies = sign_in(&mut connection, name, password)?;
    let pages = std::fs::read_to_string(run::root().join("e2e/pages.json"))
        .map_err(|error| format!("e2e/pages.json: {error}"))?;
    let pages: Vec<Value> = serde_json::from_str(&pages).map_err(|error| error.to_string())?;
    let mut paths: Vec<&str> = pages
        .iter()
        .filter_map(|page| page["path"].as_str())
        .collect();
    for more in MORE {
        if !paths.contains(more) {
            paths.push(more);
        }
    }
    let (mut n_over, mut n_refused) = (0, 0);
    println!("| server ms | median ms | 99 % ms | KB | page |\n|---|---|---|---|---|");
    for path in paths {
        let measured = measure_page(&server, &mut connection, path, &cookies)?;
        let (own, times, size) = match measured {
            Measured::Page { own, times, size } => (own, times, size),
            Measured::Refused(status) => {
                println!("| - | - | - | - | `{path}` (answered with {status}) |");
                n_refused += 1;
                continue;
            }
        };
        let median = times[times.len() / 2];
        let most = times[times.len() * 99 / 100];
        let over = if own > GOAL { " (over the goal)" } else { "" };
        n_over += usize::from(own > GOAL);
        println!(
            "| {:.2} | {:.1} | {:.1} | {} | `{path}`{over} |",
            super::millis(own),
            super::millis(median),
            super::millis(most),
            size / 1000
        );
    }
    if n_over + n_refused == 0 {
        return Ok(());
    }
    Err(format!(
        "{n_over} pages take more than {GOAL:?}, {n_refused} were not shown"
    ))
}

enum Measured {
    /// The server's time for one, all times by the wall clock, sorted, and the size of the answer.
    Page {
        own: Duration,
        times: Vec<Duration>,
        size: usize,
    },
    /// The status, if it was not 200.
    Refused(u16),
}

fn measure_page(
    server: &Running,
    connection: &mut Connection,
    path: &str,
    cookies: &str,
) -> Result<Measured, String> {
    let mut times = Vec::new();
    let mut size = 0;
    let mut before = server.ran()?;
    for turn in 0..WARM_UP + TIMES {
        let begun = Instant::now();
        let answer = connection
            .open(path, cookies)
            .map_err(|error| format!("{path}: {error}"))?;
        let took = begun.elapsed();
        if answer.status != 200 {
            return Ok(Measured::Refused(answer.status));
        }
        size = answer.body.len();
        if turn >= WARM_UP {
            times.push(took);
        } else {
            before = server.ran()?;
        }
    }
    let own = server.ran()?.saturating_sub(before) / u32::try_from(TIMES).unwrap_or(1);
    times.sort();
    Ok(Measured::Page { own, times, size })
}

/// Makes the one thing that `e2e/pages.json` names and the demo has not made.
fn make_what_pages_name(connection: &mut Connection) -> Outcome {
    let fred = json!({
        "name": "fred", "displayName": "Fred Flint", "emailAddress": "fred@example.com",
        "password": "fred and wilma",
    });
    let answer = connection
        .send("POST", "/rest/api/2/user", Some(&fred))
        .map_err(|error| error.to_string())?;
    if answer.status != 201 {
        return Err(format!("POST user: {} {}", answer.status, answer.text()));
    }
    Ok(())
}

/// Signs in by the pages, to a secure administrator session; returns the cookies.
fn sign_in(connection: &mut Connection, name: &str, password: &str) -> Result<String, String> {
    let mut cookies = Vec::new();
    let first = connection
        .open("/login.jsp", "")
        .map_err(|error| error.to_string())?;
    keep(&mut cookies, &first.cookies);
    let (name, password) = (encoded(name), encoded(password));
    for (path, fields) in [
        (
            "/login.jsp",
            format!("os_username={name}&os_password={password}"),
        ),
        (
            "/secure/admin/WebSudoAuthenticate.jspa",
            format!("webSudoPassword={password}"),
        ),
    ] {
        let token = cookies
            .iter()
            .find_map(|cookie| cookie.strip_prefix("atlassian.xsrf.token="))
            .ok_or("no token")?;
        let form = format!("{fields}&atl_token={}", encoded(token));
        let answer = connection
            .submit(path, &cookies.join("; "), &form)
            .map_err(|error| error.to_string())?;
        if answer.status != 303 {
            return Err(format!("{path}: {}", answer.status));
        }
        keep(&mut cookies, &answer.cookies);
    }
    Ok(cookies.join("; "))
}

/// Takes over what an answer sets.
fn keep(cookies: &mut Vec<String>, set: &[String]) {
    for new in set {
        let name = new.split('=').next();
        cookies.retain(|old| old.split('=').next() != name);
        cookies.push(new.clone());
    }
}
