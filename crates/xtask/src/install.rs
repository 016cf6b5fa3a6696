//! What the whole test run needs beside Rust and a C compiler, and getting it where we may.

use std::process::Command;

use crate::{Outcome, postgres, run};

const PACKAGES: [&str; 13] = [
    "chromium",
    "fonts-dejavu-core",
    "libjira-rest-perl",
    "libmagic1",
    "openssl",
    "postgresql-15",
    "python3-aiosmtpd",
    "python3-venv",
    "ruby",
    "ruby-activesupport",
    "ruby-httparty",
    "ruby-jira",
    "ruby-minitest",
];

/// Debian's own Python: the one its packages are for, whatever else is on the path.
pub const PYTHON: &str = "/usr/bin/python3";

/// Node.js and npm, where neither is here in any other way: the browser walks are written for them.
const NODE: [&str; 2] = ["nodejs", "npm"];

/// Makes sure PostgreSQL, the ruby client, a mail server and a browser are here: installs them as root on Debian, else says
/// what is missing.
pub fn everything_needed() -> Outcome {
    if is_here() {
        println!("PostgreSQL, the ruby client, a mail server and Chromium are here");
        return Ok(());
    }
    let mut wanted = PACKAGES.to_vec();
    if !has_node() {
        wanted.extend(NODE);
    }
    let packages = wanted.join(" ");
    if !is_root() || !run::succeeds(Command::new("apt-get").arg("--version")) {
        return Err(format!(
            "PostgreSQL 15, Chromium, Node.js, aiosmtpd, Python's venv, Perl's JIRA::REST or the gems activesupport, httparty, jira-ruby and \
             minitest are missing. \
             On Debian: apt-get install --no-install-recommends {packages}. \
             Or run `cargo xtask test --quick`, which needs none of them"
        ));
    }
    run::command(Command::new("apt-get").arg("update"))?;
    run::command(
        Command::new("apt-get")
            .args(["install", "-y", "--no-install-recommends"])
            .args(&wanted)
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
    let mail = run::succeeds(Command::new(PYTHON).args(["-c", "import aiosmtpd, ensurepip"]));
    let perl = run::succeeds(Command::new("perl").args(["-MJIRA::REST", "-e", "1"]));
    let chromium = Command::new("chromium").arg("--version").output().is_ok();
    mail && perl
        && chromium
        && has_node()
        && postgres::binaries().is_some()
        && run::succeeds(Command::new("ruby").args(["-e", gems]))
}

fn has_node() -> bool {
    run::succeeds(Command::new("node").arg("--version"))
        && run::succeeds(Command::new("npm").arg("--version"))
}
