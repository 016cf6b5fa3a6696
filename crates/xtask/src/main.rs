//! The chores of this repository, run as `cargo xtask <command>`.
//!
//! Each command is one file. Not here: anything that is part of the product. Start with [`test`],
//! what continuous integration runs, or [`tidy`], the house rules.
// A command line tool talks to its terminal by printing; the product logs instead.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod crash;
mod http;
mod install;
mod measure;
mod postgres;
mod run;
mod test;
mod tidy;

use std::process::ExitCode;

/// What a command answers: nothing, or the sentence that says why it stopped.
type Outcome = Result<(), String>;

const USAGE: &str = "\
usage: cargo xtask <command>

  test [--quick]     everything: format, lints, house rules, tests on SQLite and PostgreSQL,
                     other people's clients, the crash test; installs what it needs
                     (--quick: format, lints, house rules, tests on SQLite)
  tidy               only the house rules
  crash [--cycles N] [--database-url URL] [--seed N] [--binary PATH]
                     kill -9 during concurrent issue creation, then count what was acknowledged
  measure [BINARY]   start-up time and memory of the release, for docs/PERFORMANCE.md
  measure pages [BINARY]
                     how long each page takes on a large organization's data
  measure search [--issues N] [--binary PATH] [--data DIR] [--database-url URL]
                     how long searches take at a million issues; DIR stays and is filled once
  fill --issues N --database-url URL|FILE
                     fills a database as measure search does; an empty one gets its tables first
  postgres           a throw-away PostgreSQL for TEST_POSTGRES, until Enter is pressed";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args.as_slice() {
        ["test"] => test::run(test::Extent::Everything),
        ["test", "--quick"] => test::run(test::Extent::Quick),
        ["tidy"] => tidy::run(),
        ["crash", options @ ..] => crash::Options::parse(options).and_then(|o| crash::run(&o)),
        ["measure"] => measure::run(None),
        ["measure", "pages"] => measure::pages::run(None),
        ["measure", "pages", binary] => measure::pages::run(Some(binary)),
        ["measure", "search", options @ ..] => {
            measure::search::Options::parse(options).and_then(|o| measure::search::run(&o))
        }
        ["fill", "--issues", issues, "--database-url", database] => issues
            .parse()
            .map_err(|_| format!("{issues}: no number"))
            .and_then(|issues| measure::search::fill(database, issues)),
        ["measure", binary] => measure::run(Some(binary)),
        ["postgres"] => postgres::run(),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
