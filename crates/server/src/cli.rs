//! The command line: one file a command.

mod demo;
mod serve;
mod start;

use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

/// An issue tracker that speaks Jira Server's language.
///
/// Try it with `bailiwick demo`: that starts a server with sample projects and prints credentials
/// that work at once. `bailiwick serve` is for real work.
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
}

/// A command that could not be carried out: one line for whoever typed it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);

/// Carries out a command. A failure is one line on standard error and exit code 1.
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
            Command::Serve(serve) => Box::pin(serve.run()).await,
            Command::Demo(demo) => Box::pin(demo.run()).await,
        }
    });
    // A thread that is hashing a password or committing ends on its own; nobody waits for its result.
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    match done {
        Ok(()) => ExitCode::SUCCESS,
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
#[allow(clippy::print_stdout, reason = "this is where a command speaks")]
fn print(line: &str) {
    use std::io::Write as _;
    println!("{line}");
    // Whoever reads the other end of a pipe waits for it.
    let _ = std::io::stdout().flush();
}
