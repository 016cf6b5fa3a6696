//! Calls every method of gouqi against a `bailiwick demo` it starts, and holds the outcome to the committed one.
//!
//! Usage: `gouqi-calls BAILIWICK [--write]`. README.md says more.

mod agile;
mod issues;
mod projects;

use std::error::Error;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};

use gouqi::{Board, Credentials, Jira, Sprint, Version};
use serde_json::Value;

type Outcome = Result<(), Box<dyn Error>>;

const CLOUD: &str = "Cloud only";

/// What the calls have made so far.
#[derive(Default)]
struct World {
    issue: String,
    worklog: String,
    component: String,
    attachment: String,
    link: String,
    version: Option<Version>,
    board: Option<Board>,
    sprint: Option<Sprint>,
}

struct Calls {
    jira: Jira,
    user: String,
    world: World,
    lines: Vec<(String, String)>,
}

impl Calls {
    /// Makes a call; `why` is known of one that never works.
    fn call(
        &mut self,
        name: &str,
        why: Option<&str>,
        call: impl FnOnce(&Jira, &str, &mut World) -> Outcome,
    ) {
        let word = match call(&self.jira, &self.user, &mut self.world) {
            Ok(()) => "ok".to_owned(),
            Err(error) => format!(
                "FAIL -- {}",
                why.map_or_else(|| short(&error), str::to_owned)
            ),
        };
        self.lines.push((name.to_owned(), word));
    }
}

/// Returns the first line of an error, without what is different in every run.
fn short(error: &dyn ToString) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    line.chars().filter(|c| !c.is_control()).take(140).collect()
}

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let write = arguments.iter().any(|argument| argument == "--write");
    let Some(bailiwick) = arguments
        .iter()
        .find(|argument| !argument.starts_with("--"))
    else {
        eprintln!("usage: gouqi-calls BAILIWICK [--write]");
        return ExitCode::from(2);
    };
    match run(bailiwick) {
        Ok(lines) => judge(&lines, write),
        Err(error) => {
            eprintln!("gouqi-calls: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(bailiwick: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let child = Command::new(bailiwick)
        .args(["demo", "--json", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .spawn()?;
    let mut server = Server(child);
    let mut line = String::new();
    let out = server.0.stdout.take().ok_or("no output")?;
    BufReader::new(out).read_line(&mut line)?;
    let hello: Value = serde_json::from_str(&line)?;
    let text = |pointer: &str| {
        hello
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let (url, user) = (text("/url"), text("/admin/username"));
    let basic = Credentials::Basic(user.clone(), text("/admin/password"));
    let mut calls = Calls {
        jira: Jira::new(url.clone(), basic)?,
        user,
        world: World::default(),
        lines: Vec::new(),
    };
    let token = Jira::new(url, Credentials::Bearer(text("/gitlab/token")))?;
    calls.call("session", None, |jira, user, _| {
        is(&jira.session()?.name, user)
    });
    calls.call("session: token", None, |_, _, _| {
        is(&token.session()?.name, "gitlab")
    });
    projects::users_and_groups(&mut calls);
    projects::projects(&mut calls);
    issues::issues(&mut calls);
    issues::parts_of_issues(&mut calls);
    agile::agile(&mut calls);
    agile::ends(&mut calls);
    Ok(calls.lines)
}

fn is(found: &str, expected: &str) -> Outcome {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{found:?} instead of {expected:?}").into())
    }
}

fn there(fine: bool, what: &str) -> Outcome {
    if fine {
        Ok(())
    } else {
        Err(format!("no {what}").into())
    }
}

fn judge(lines: &[(String, String)], write: bool) -> ExitCode {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("results.txt");
    let n_ok = lines.iter().filter(|(_, word)| word == "ok").count();
    let summary = format!("{n_ok} of {} calls are ok", lines.len());
    let now: Vec<String> = lines
        .iter()
        .map(|(name, word)| format!("{name} {word}"))
        .collect();
    println!("{summary}");
    if write {
        let mut text = "gouqi 0.20.0 against bailiwick; written by `cargo run -- BAILIWICK --write`, explained in README.md.\n\n".to_owned();
        for line in &now {
            let _ = writeln!(text, "{line}");
        }
        let _ = writeln!(text, "\n{summary}");
        return if std::fs::write(file, text).is_ok() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        };
    }
    let before = std::fs::read_to_string(file).unwrap_or_default();
    let worse: Vec<&str> = before
        .lines()
        .filter(|line| {
            line.ends_with(" ok")
                && !line.starts_with(char::is_numeric)
                && !now.iter().any(|other| other == line)
        })
        .collect();
    for line in &worse {
        let name = line.trim_end_matches(" ok");
        let found = now
            .iter()
            .find(|other| other.starts_with(&format!("{name} ")));
        println!("no longer ok: {}", found.map_or(name, String::as_str));
    }
    if worse.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
