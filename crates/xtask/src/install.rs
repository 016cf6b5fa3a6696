//! What the whole test run needs beside Rust and a C compiler, and getting it where we may.

use std::process::Command;

use crate::{Outcome, postgres, run};

const PACKAGES: [&str; 6] = [
    "postgresql-15",
    "ruby",
    "ruby-activesupport",
    "ruby-httparty",
    "ruby-jira",
    "ruby-minitest",
];

/// Makes sure PostgreSQL and the ruby client are here: installs them as root on Debian, else says
/// what is missing.
pub fn everything_needed() -> Outcome {
    if is_here() {
        println!("PostgreSQL and the ruby client are here");
        return Ok(());
    }
    let packages = PACKAGES.join(" ");
    if !is_root() || !run::succeeds(Command::new("apt-get").arg("--version")) {
        return Err(format!(
            "PostgreSQL 15 or the gems activesupport, httparty, jira-ruby and minitest are missing. \
             On Debian: apt-get install --no-install-recommends {packages}. \
             Or run `cargo xtask test --quick`, which needs none of them"
        ));
    }
    run::command(Command::new("apt-get").arg("update"))?;
    run::command(
        Command::new("apt-get")
            .args(["install", "-y", "--no-install-recommends"])
            .args(PACKAGES)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )?;
    if is_here() {
        Ok(())
    } else {
        Err(format!("still missing after installing {packages}"))
    }
}

/// Tells whether we run as root.
pub fn is_root() -> bool {
    run::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn is_here() -> bool {
    let gems =
        "require 'active_support'; require 'httparty'; require 'jira-ruby'; require 'minitest'";
    postgres::binaries().is_some() && run::succeeds(Command::new("ruby").args(["-e", gems]))
}
