//! `cargo xtask test`: everything that must hold before a change lands, in the order in which a
//! mistake is cheapest to hear of.
//!
//! With `--quick` it stops after the tests on SQLite and installs nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::postgres::Cluster;
use crate::run::{self, Steps};
use crate::{Outcome, crash, install, tidy};

/// How much of the test run is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    Quick,
    Everything,
}

/// The ruby client starts the server this often and wants a fresh database each time.
const CLIENT_DATABASES: usize = 3;
/// The tutorial starts the server this often.
const WALK_DATABASES: usize = 2;
/// The clients from npm, each of whose methods is called: some seconds each.
const NODE_CLIENTS: [&str; 2] = ["jira-connector", "jira-client"];
const CRASH_CYCLES: u32 = 3;

/// Runs the steps until one fails, then prints how long each took.
pub fn run(extent: Extent) -> Outcome {
    let mut steps = Steps::default();
    let outcome = run_steps(&mut steps, extent);
    steps.print_summary();
    outcome
}

fn run_steps(steps: &mut Steps, extent: Extent) -> Outcome {
    if extent == Extent::Everything {
        steps.step("install what is missing", install::everything_needed)?;
    }
    steps.step("format", || {
        run::command(&mut run::cargo(&["fmt", "--all", "--check"]))
    })?;
    steps.step("lints", || {
        let clippy = [
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ];
        run::command(&mut run::cargo(&clippy))
    })?;
    steps.step("house rules", tidy::run)?;
    if run::succeeds(&mut run::cargo(&["deny", "--version"])) {
        steps.step("dependencies", || {
            run::command(&mut run::cargo(&[
                "deny", "check", "licenses", "bans", "sources",
            ]))
        })?;
    } else {
        steps.skip("dependencies", "cargo-deny is not installed");
    }
    steps.step("tests on SQLite", || run::command(&mut tests()))?;
    if extent == Extent::Quick {
        return Ok(());
    }

    // From here on a failure leaves this function, and leaving it stops the cluster.
    let mut cluster = None;
    steps.step("start PostgreSQL", || {
        cluster = Some(Cluster::start()?);
        Ok(())
    })?;
    let cluster = cluster.ok_or("PostgreSQL did not start")?;
    steps.step("tests on PostgreSQL", || {
        run::command(tests().env("TEST_POSTGRES", cluster.url("postgres")))
    })?;

    let mut binary = PathBuf::new();
    steps.step("build the binary", || {
        binary = run::built_binary()?;
        Ok(())
    })?;
    steps.step("ruby client on SQLite", || {
        run::command(&mut ruby_client(&binary, &[]))
    })?;
    steps.step("ruby client on PostgreSQL", || {
        let databases: Result<Vec<String>, String> = (1..=CLIENT_DATABASES)
            .map(|n| cluster.create_database(&format!("client_{n}")))
            .collect();
        run::command(&mut ruby_client(&binary, &databases?))
    })?;

    // Its 300 tests take some two minutes; on PostgreSQL it is run by hand.
    steps.step("python client on SQLite", || {
        run::command(&mut python_client(&binary))
    })?;

    for client in NODE_CLIENTS {
        steps.step(&format!("{client} on SQLite"), || {
            let folder = format!("compat/clients/{client}");
            run::command(&mut npm(&folder, &["ci", "--no-audit", "--no-fund"]))?;
            let mut calls = Command::new("node");
            calls
                .arg("run.mjs")
                .arg(&binary)
                .current_dir(run::root().join(folder));
            run::command(&mut calls)
        })?;
    }

    steps.step("perl client on SQLite", || {
        let mut calls = Command::new("perl");
        calls
            .arg("compat/clients/jira-rest-perl/run.pl")
            .arg(&binary)
            .current_dir(run::root());
        run::command(&mut calls)
    })?;

    steps.step("mail server on SQLite", || {
        run::command(&mut mail_server(&binary))
    })?;
    steps.step("mail server on PostgreSQL", || {
        let database = cluster.create_database("mail")?;
        run::command(mail_server(&binary).arg(database))
    })?;
    steps.step("browser walks on SQLite", || {
        run::command(
            npm("e2e", &["ci", "--no-audit", "--no-fund"])
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
        )?;
        run::command(npm("e2e", &["test"]).env("BAILIWICK_BINARY", &binary))
    })?;
    steps.step("browser walks on PostgreSQL", || {
        let databases: Result<Vec<String>, String> = (1..=WALK_DATABASES)
            .map(|n| cluster.create_database(&format!("walk_{n}")))
            .collect();
        let mut walk = Command::new("node");
        walk.args(["--test", "tutorial.test.mjs"])
            .current_dir(run::root().join("e2e"))
            .env("BAILIWICK_BINARY", &binary)
            .env("BAILIWICK_DATABASE_URLS", databases?.join(" "));
        run::command(&mut walk)
    })?;

    let mut options = crash::Options {
        cycles: CRASH_CYCLES,
        binary: Some(binary),
        ..crash::Options::default()
    };
    steps.step("crash on SQLite", || crash::run(&options))?;
    steps.step("crash on PostgreSQL", || {
        options.database_url = Some(cluster.create_database("crash")?);
        crash::run(&options)
    })
}

fn tests() -> Command {
    if run::succeeds(&mut run::cargo(&["nextest", "--version"])) {
        run::cargo(&["nextest", "run", "--workspace"])
    } else {
        run::cargo(&["test", "--workspace"])
    }
}

/// Returns the walk of an invitation through a real mail server.
fn mail_server(binary: &Path) -> Command {
    let mut walk = Command::new(install::PYTHON);
    walk.arg("compat/clients/smtp/test_mail.py")
        .arg(binary)
        .current_dir(run::root());
    walk
}

/// Returns the run of the test suite of PyPI's `jira`.
fn python_client(binary: &Path) -> Command {
    let mut suite = Command::new(install::PYTHON);
    suite
        .arg("compat/clients/python-jira/run.py")
        .arg(binary)
        .current_dir(run::root());
    suite
}

/// Returns npm in a folder below the root.
fn npm(folder: &str, args: &[&str]) -> Command {
    let mut npm = Command::new("npm");
    npm.args(args).current_dir(run::root().join(folder));
    npm
}

/// Returns the run of the ruby client against `binary`: on SQLite when no databases are given.
fn ruby_client(binary: &Path, databases: &[String]) -> Command {
    let mut script = Command::new("bash");
    script
        .arg("compat/clients/ruby/run.sh")
        .arg(binary)
        .current_dir(run::root())
        .env("BAILIWICK_DATABASE_URLS", databases.join(" "));
    script
}
