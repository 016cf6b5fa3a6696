//! How long searches take at a million issues: each class of queries with hundreds of different values, as
//! ordinary users who see half of the projects, one request after the other on one connection.
//!
//! The wall clock counts: what a client waits. Beside it stands what the server's own threads ran.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Running, build, free_address, make_data, millis, wait_for_200};
use crate::http::{Connection, Target, encoded};
use crate::{Outcome, run};

/// How many different values each class is asked with.
const VALUES: i64 = 300;
/// The users who ask, in turn.
const USERS: usize = 20;
const ISSUES: i64 = 1_000_000;
const PROJECTS: i64 = 200;
const TEAMS: [&str; 10] = [
    "BILLING", "CHECKOUT", "DATA", "DESIGN", "LEGAL", "MOBILE", "PAYMENTS", "PLATFORM", "SALES",
    "SUPPORT",
];
/// Pairs of these are looked for: frequent words and rare ones.
const WORDS: [&str; 25] = [
    "login",
    "error",
    "timeout",
    "server",
    "password",
    "cache",
    "invoice",
    "dashboard",
    "gateway",
    "certificate",
    "replica",
    "workflow",
    "pipeline",
    "avatar",
    "tooltip",
    "webhook",
    "latency",
    "quota",
    "socket",
    "compiler",
    "snapshot",
    "zengrid",
    "albera",
    "corflux",
    "tanware",
];
const PASSWORD: &str = "an ordinary password";

/// What is measured on.
pub struct Options {
    binary: Option<PathBuf>,
    database_url: Option<String>,
    folder: Option<PathBuf>,
    issues: i64,
}

impl Options {
    /// Reads what follows `measure search`.
    pub fn parse(words: &[&str]) -> Result<Self, String> {
        let mut options = Self {
            binary: None,
            database_url: None,
            folder: None,
            issues: ISSUES,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} what?"));
            match *word {
                "--issues" => {
                    options.issues = value()?.parse().map_err(|_| "--issues: no number")?;
                }
                "--database-url" => options.database_url = Some((*value()?).to_owned()),
                "--data" => options.folder = Some(PathBuf::from(value()?)),
                "--binary" => options.binary = Some(PathBuf::from(value()?)),
                other => return Err(format!("{other}: not an option of measure search")),
            }
        }
        Ok(options)
    }
}

/// Fills a database: `cargo xtask fill`.
pub fn fill(database: &str, issues: i64) -> Outcome {
    let issues = issues.to_string();
    run::command(&mut run::cargo(&[
        "run",
        "--quiet",
        "--release",
        "--package",
        "testkit",
        "--bin",
        "fill",
        "--",
        database,
        &issues,
    ]))
}

/// Measures. With `--data` the folder stays, and is not filled a second time.
pub fn run(options: &Options) -> Outcome {
    let binary = match &options.binary {
        Some(binary) => binary.clone(),
        None => build()?,
    };
    let scratch = std::env::temp_dir().join(format!("bailiwick-search-{}", std::process::id()));
    let folder = options.folder.as_ref().unwrap_or(&scratch);
    let measured = measure(&binary, folder, options);
    let _ = std::fs::remove_dir_all(&scratch);
    measured
}

fn measure(binary: &Path, folder: &Path, options: &Options) -> Outcome {
    let about_file = folder.join("measure.json");
    let more: Vec<&str> = match &options.database_url {
        Some(url) => vec!["--database-url", url],
        None => Vec::new(),
    };
    let about = if about_file.is_file() {
        let text = std::fs::read_to_string(&about_file).map_err(|error| error.to_string())?;
        serde_json::from_str(&text).map_err(|error| error.to_string())?
    } else {
        let about = make_data(binary, folder, &more)?;
        let sqlite = folder.join("bailiwick.sqlite");
        let sqlite = sqlite.to_str().ok_or("a folder with a strange name")?;
        fill(
            options.database_url.as_deref().unwrap_or(sqlite),
            options.issues,
        )?;
        std::fs::write(&about_file, about.to_string()).map_err(|error| error.to_string())?;
        about
    };
    let address = free_address()?;
    let server = Running::serve(binary, folder, address, &more)?;
    wait_for_200(address)?;
    let url = format!("http://{address}");
    let users = make_users(&url, &about)?;
    let mut connections = Vec::new();
    for user in &users {
        let target = Target::new(&url, user, PASSWORD)?;
        let mut connection = target.connect().map_err(|error| error.to_string())?;
        // The password is hashed once, and the policy's tables are made.
        search(&mut connection, &Query::of("created >= 2100-01-01"))?;
        connections.push(connection);
    }
    println!(
        "load: {}",
        std::fs::read_to_string("/proc/loadavg")
            .unwrap_or_default()
            .trim()
    );
    // A page has no total that is read: -1.
    println!("| class | median ms | 99 % ms | server ms | total, median |\n|---|---|---|---|---|");
    for (name, query) in CLASSES {
        print_class(name, *query, &server, &mut connections, options.issues)?;
    }
    Ok(())
}

fn print_class(
    name: &str,
    query: Class,
    server: &Running,
    connections: &mut [Connection],
    issues: i64,
) -> Outcome {
    let (mut times, mut totals) = (Vec::new(), Vec::new());
    let before = server.ran()?;
    let begun = Instant::now();
    for value in 0..VALUES {
        let n_connections = connections.len();
        let turn = usize::try_from(value).unwrap_or(0) % n_connections;
        let Some(connection) = connections.get_mut(turn) else {
            break;
        };
        let asked = Instant::now();
        let answer = search(connection, &query(value, issues))?;
        times.push(asked.elapsed());
        totals.push(answer["total"].as_i64().unwrap_or(-1));
        if begun.elapsed() > Duration::from_secs(60) {
            break;
        }
    }
    let n_times = u32::try_from(times.len()).unwrap_or(1);
    let own = server.ran()?.saturating_sub(before) / n_times;
    times.sort();
    totals.sort_unstable();
    println!(
        "| {name} | {:.1} | {:.1} | {:.1} | {} of {n_times} |",
        millis(times[times.len() / 2]),
        millis(times[times.len() * 99 / 100]),
        millis(own),
        totals[totals.len() / 2]
    );
    Ok(())
}

/// What is asked.
struct Query {
    jql: String,
    start_at: i64,
    max_results: i64,
    /// Whether the page for people is asked for, the first 50 rows of it, and not the API.
    is_page: bool,
}

impl Query {
    fn of(jql: impl Into<String>) -> Self {
        Self {
            jql: jql.into(),
            start_at: 0,
            max_results: 50,
            is_page: false,
        }
    }
}

type Class = fn(i64, i64) -> Query;

/// The classes: each makes a query of a value's number and the number of issues.
const CLASSES: &[(&str, Class)] = &[
    ("key lookup", |n, issues| {
        let number = 1 + n * 31 % (issues / PROJECTS / 10);
        Query::of(format!("key = {}-{number}", project(n)))
    }),
    ("project, status, order by updated", |n, _| {
        Query::of(format!(
            "project = {} and status = {} order by updated desc",
            project(n),
            status(n)
        ))
    }),
    ("the same, as a page", |n, _| Query {
        is_page: true,
        ..Query::of(format!(
            "project = {} and status = {} order by updated desc",
            project(n),
            status(n)
        ))
    }),
    (
        "assignee = currentUser() and resolution is empty",
        |_, _| Query::of("assignee = currentUser() and resolution is empty"),
    ),
    ("the same, order by updated", |_, _| {
        Query::of("assignee = currentUser() and resolution is empty order by updated desc")
    }),
    ("text, two words", |n, _| {
        Query::of(format!("text ~ {}", words(n)))
    }),
    ("project, text, two words", |n, _| {
        Query::of(format!("project = {} and text ~ {}", project(n), words(n)))
    }),
    ("project, status was during", |n, _| {
        Query::of(format!(
            "project = {} and status was {} during ({})",
            project(n),
            status(n),
            days(n)
        ))
    }),
    ("status was during", |n, _| {
        Query::of(format!("status was {} during ({})", status(n), days(n)))
    }),
    ("deep page, order by created", |n, issues| Query {
        start_at: issues / 20,
        ..Query::of(format!(
            "created >= 2022-01-{:02} order by created desc",
            n % 28 + 1
        ))
    }),
    ("deep page, no order", |n, issues| Query {
        start_at: issues / 20,
        ..Query::of(format!("created >= 2022-01-{:02}", n % 28 + 1))
    }),
    ("count, project", |n, _| Query {
        max_results: 0,
        ..Query::of(format!(
            "project = {} and status = {}",
            project(n),
            status(n)
        ))
    }),
    ("count, status of all projects", |n, _| Query {
        max_results: 0,
        ..Query::of(format!(
            "status = {} and created >= 2022-01-{:02}",
            status(n),
            n % 28 + 1
        ))
    }),
];

/// A project that all who ask may see: those with an odd number.
fn project(n: i64) -> String {
    let number = (n * 2 + 1) % PROJECTS;
    let team = usize::try_from(number % 10).unwrap_or(0);
    format!("{}{number}", TEAMS.get(team).unwrap_or(&""))
}

fn status(n: i64) -> &'static str {
    ["\"To Do\"", "\"In Progress\"", "Done"][usize::try_from(n % 3).unwrap_or(0)]
}

fn words(n: i64) -> String {
    let word = |n: i64| {
        let place = usize::try_from(n).unwrap_or(0) % WORDS.len();
        WORDS.get(place).copied().unwrap_or("")
    };
    format!("\"{} {}\"", word(n), word(n % 5 + n / 5 % 5 + 1))
}

/// A week between 2022 and 2025.
fn days(n: i64) -> String {
    let (year, month, day) = (2022 + n % 4, 1 + n / 4 % 12, 1 + n / 48 % 21);
    format!(
        "\"{year}-{month:02}-{day:02}\", \"{year}-{month:02}-{:02}\"",
        day + 7
    )
}

fn search(connection: &mut Connection, query: &Query) -> Result<Value, String> {
    let jql = encoded(&query.jql);
    let path = if query.is_page {
        format!("/issues/?jql={jql}")
    } else {
        format!(
            "/rest/api/2/search?jql={jql}&startAt={}&maxResults={}&fields=summary,status,assignee\
             &validateQuery=warn",
            query.start_at, query.max_results
        )
    };
    let answer = connection
        .send("GET", &path, None)
        .map_err(|error| format!("{}: {error}", query.jql))?;
    if answer.status != 200 {
        return Err(format!(
            "{}: {} {}",
            query.jql,
            answer.status,
            answer.text()
        ));
    }
    if query.is_page {
        return Ok(Value::Null);
    }
    answer.json()
}

/// Gives some users a password, and a group of theirs the sight of every second project.
fn make_users(url: &str, about: &Value) -> Result<Vec<String>, String> {
    let text = |pointer: &str| {
        about
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let admin = Target::new(url, text("/admin/username"), text("/admin/password"))?;
    let mut admin = admin.connect().map_err(|error| error.to_string())?;
    let mut ask = |method: &str, path: &str, body: &Value, or: u16| {
        let body = (!body.is_null()).then_some(body);
        let answer = admin
            .send(method, path, body)
            .map_err(|error| format!("{path}: {error}"))?;
        if answer.status >= 300 && answer.status != or {
            return Err(format!(
                "{method} {path}: {} {}",
                answer.status,
                answer.text()
            ));
        }
        Ok((answer.status, answer))
    };
    let (made, _) = ask("POST", "/rest/api/2/group", &json!({"name": "half"}), 400)?;
    if made < 300 {
        // One scheme each, but for every fourth project.
        for scheme in (0..PROJECTS).filter(|scheme| scheme % 2 == 1) {
            ask(
                "POST",
                &format!(
                    "/rest/api/2/permissionscheme/{}/permission",
                    1_000_000 + scheme
                ),
                &json!({
                    "holder": {"type": "group", "parameter": "half"},
                    "permission": "BROWSE_PROJECTS",
                }),
                0,
            )?;
        }
    }
    let (_, found) = ask(
        "GET",
        "/rest/api/2/user/search?username=ada&maxResults=200",
        &Value::Null,
        0,
    )?;
    let found = found.json()?;
    let names = found.as_array().into_iter().flatten();
    let names = names
        .filter_map(|user| user["name"].as_str())
        .filter(|name| name.contains('.'));
    let names: Vec<String> = names.take(USERS).map(str::to_owned).collect();
    for name in &names {
        let path = format!("/rest/api/2/user/password?username={}", encoded(name));
        ask("PUT", &path, &json!({"password": PASSWORD}), 0)?;
        for group in ["half", "jira-software-users"] {
            let path = format!("/rest/api/2/group/user?groupname={group}");
            ask("POST", &path, &json!({"name": name}), 400)?;
        }
    }
    Ok(names)
}
