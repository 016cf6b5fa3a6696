//! Who may import whom: the import direction of ARCHITECTURE.md, read from the manifests.
//!
//! Development dependencies are free: tests may reach up.

use serde_json::Value;

use super::{Finding, text};

/// The crates that see no async runtime, no HTTP, no SQL, no JSON and no clock.
pub const PURE: [&str; 4] = ["model", "policy", "jql", "markup"];

const NOT_IN_PURE: [&str; 9] = [
    "axum",
    "deadpool-postgres",
    "hyper",
    "reqwest",
    "rusqlite",
    "serde_json",
    "tokio",
    "tokio-postgres",
    "tower",
];

const DRIVERS: [&str; 3] = ["deadpool-postgres", "rusqlite", "tokio-postgres"];

/// The tiers, lowest first. A crate may import what stands in a line above its own.
const TIERS: [&[&str]; 8] = [
    &["model"],
    &["policy", "jql", "markup", "db", "jira-client"],
    &["base"],
    &["accounts", "projects"],
    &["issues"],
    &["search"],
    &["agile", "system"],
    &["server"],
];

/// Crates for which their tier would allow too much.
const ONLY: [(&str, &[&str]); 4] = [
    ("jql", &[]),
    ("markup", &[]),
    ("jira-client", &[]),
    ("connect", &["jira-client"]),
];

/// Helpers of development: they may import anything, nobody may ship them.
const DEVELOPMENT: [&str; 2] = ["testkit", "xtask"];

/// A crate of the workspace and what it is built with.
pub struct Crate {
    pub name: String,
    pub dependencies: Vec<String>,
}

/// Reads the crates from `cargo metadata`, without their development dependencies.
pub fn crates(metadata: &Value) -> Vec<Crate> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    list(&metadata["packages"])
        .iter()
        .map(|package| Crate {
            name: text(package, "name").to_owned(),
            dependencies: list(&package["dependencies"])
                .iter()
                .filter(|dependency| text(dependency, "kind") != "dev")
                .map(|dependency| text(dependency, "name").to_owned())
                .collect(),
        })
        .collect()
}

/// Checks every edge between crates.
pub fn check(crates: &[Crate], findings: &mut Vec<Finding>) {
    let is_ours = |name: &str| crates.iter().any(|other| other.name == name);
    for one in crates
        .iter()
        .filter(|one| !DEVELOPMENT.contains(&one.name.as_str()))
    {
        let mut complain = |message: String| {
            let path = format!("crates/{}/Cargo.toml", one.name);
            findings.push(Finding {
                path,
                line: 0,
                message,
            });
        };
        if tier(&one.name).is_none() && only(&one.name).is_none() {
            complain("is in no tier: give it one in crates/xtask/src/tidy/tiers.rs".to_owned());
            continue;
        }
        for dependency in &one.dependencies {
            if is_ours(dependency) && !may_import(&one.name, dependency) {
                complain(format!(
                    "imports `{dependency}`, which is not below it: what touches both lives in the \
                     later one, what an earlier one must tell a later one goes through an event"
                ));
            }
            if PURE.contains(&one.name.as_str()) && NOT_IN_PURE.contains(&dependency.as_str()) {
                complain(format!("is pure and imports `{dependency}`"));
            }
            if DRIVERS.contains(&dependency.as_str()) && one.name != "db" {
                complain(format!(
                    "imports `{dependency}`: only `db` knows the drivers"
                ));
            }
        }
    }
}

fn may_import(name: &str, dependency: &str) -> bool {
    if let Some(only) = only(name) {
        return only.contains(&dependency);
    }
    // What stands beside the tiers (`connect`) is used by the product alone.
    let below = tier(dependency).map_or(name == "server" && only(dependency).is_some(), |below| {
        tier(name).is_some_and(|own| below < own)
    });
    below && !DEVELOPMENT.contains(&dependency)
}

fn tier(name: &str) -> Option<usize> {
    TIERS.iter().position(|tier| tier.contains(&name))
}

fn only(name: &str) -> Option<&'static [&'static str]> {
    ONLY.iter()
        .find(|(one, _)| *one == name)
        .map(|(_, only)| *only)
}
