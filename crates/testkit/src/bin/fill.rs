//! Fills a database for measuring: `cargo run -p testkit --bin fill -- FILE-OR-URL [ISSUES]`, where nobody
//! serves the database meanwhile. An empty one gets its tables first. What is made, [`testkit::fill`] says.
// A command line tool talks to its terminal by printing.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use db::{Db, Durability};
use testkit::fill::{Sizes, fill};

#[tokio::main]
async fn main() -> ExitCode {
    let Some(database) = std::env::args().nth(1) else {
        eprintln!("usage: fill SQLITE-FILE|POSTGRES-URL");
        return ExitCode::FAILURE;
    };
    let issues = std::env::args().nth(2).map(|n| n.parse());
    let sizes = match issues {
        None => Sizes::default(),
        Some(Ok(issues)) => Sizes::with_issues(issues),
        Some(Err(_)) => {
            eprintln!("the number of issues is no number");
            return ExitCode::FAILURE;
        }
    };
    match run(&database, &sizes).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

async fn run(database: &str, sizes: &Sizes) -> Result<(), String> {
    let opened = if database.starts_with("postgres") {
        Db::open_postgres(database).await
    } else {
        Db::open_sqlite(Path::new(database), Durability::Full)
    };
    let db = opened.map_err(|error| error.to_string())?;
    db.migrate(base::schema::MIGRATIONS)
        .await
        .map_err(|error| error.to_string())?;
    let begun = Instant::now();
    fill(&db, sizes).await.map_err(|error| error.to_string())?;
    println!("{sizes:?} in {:.1} s", begun.elapsed().as_secs_f64());
    Ok(())
}
