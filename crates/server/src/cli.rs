//! The command line: one file a command.

mod connect;
mod demo;
mod manual;
mod serve;
mod start;

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

/// An issue tracker that speaks Jira Server's language.
///
/// Try it with `bailiwick demo`: that starts a server with sample projects and prints credentials
/// that work at once. `bailiwick serve` is for real work. `bailiwick connect` makes GitLab's credentials on
/// any Jira.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Serve),
    Demo(demo::Demo),
    Connect(Box<connect::Connect>),
    Completions(manual::Completions),
    Man(manual::Manual),
}

/// A command that could not be carried out: one line for whoever typed it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);

impl From<jira_client::Error> for Failure {
    fn from(error: jira_client::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<::connect::Error> for Failure {
    fn from(error: ::connect::Error) -> Self {
        Self(error.to_string())
    }
}

/// Reads the command line. One that makes no sense ends the program with exit code 64, for clap's own 2 says
/// "there are changes to make" here.
///
/// # Errors
/// With the exit code, when the command line asked for help or made no sense.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, ExitCode> {
    Cli::try_parse_from(arguments).map_err(|error| {
        let _ = error.print();
        if error.use_stderr() {
            ExitCode::from(64)
        } else {
            ExitCode::SUCCESS
        }
    })
}

/// Carries out a command. A failure is one line on standard error and exit code 1; `connect` has exit codes
/// of its own.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("the program cannot start its threads: {error}")),
    };
    let done = runtime.block_on(async {
        match cli.command {
            Command::Serve(serve) => Box::pin(serve.run()).await.map(|()| 0),
            Command::Demo(demo) => Box::pin(demo.run()).await.map(|()| 0),
            Command::Connect(connect) => Ok(Box::pin(connect.run()).await),
            Command::Completions(completions) => completions.run().map(|()| 0),
            Command::Man(manual) => manual.run().map(|()| 0),
        }
    });
    // A thread that is hashing a password or committing ends on its own; nobody waits for its result.
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    match done {
        Ok(code) => ExitCode::from(code),
        Err(Failure(text)) => fail(&text),
    }
}

fn fail(text: &str) -> ExitCode {
    say(&format!("bailiwick: {text}"));
    ExitCode::FAILURE
}

/// Starts the log on standard error. `default` holds unless `BAILIWICK_LOG` says otherwise
/// (`debug`, `info,db=debug`).
fn start_log(default: &str) {
    let filter =
        EnvFilter::try_from_env("BAILIWICK_LOG").unwrap_or_else(|_| EnvFilter::new(default));
    // A second call, as tests of commands make it, keeps the first log.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .try_init();
}

/// Writes a line for the person at the terminal, apart from what scripts read.
#[allow(clippy::print_stderr, reason = "this is where a command speaks")]
fn say(line: &str) {
    eprintln!("{line}");
}

/// Writes a line of the command's result.
fn print(line: &str) {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    // A reader that has seen enough and gone is no failure.
    let _ = writeln!(out, "{line}");
    // Whoever reads the other end of a pipe waits for it.
    let _ = out.flush();
}
