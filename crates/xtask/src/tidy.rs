//! The house rules, as tests: what a reviewer would otherwise have to say again and again.
//!
//! Each rule is a function from the repository to findings, in the module named by what it looks
//! at. Not here: what rustfmt and clippy already say. A rule that gets in the way is changed here
//! and in STYLE.md, in the same commit; it is not worked around.

mod compat;
mod documents;
mod resources;
mod source;
mod sql;
#[cfg(test)]
mod tests;
mod text;
mod tiers;

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{Outcome, run};

/// Runs all rules on this repository and prints what they found.
pub fn run() -> Outcome {
    let findings = findings_of_this_repository()?;
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => {
            println!("the house is tidy");
            Ok(())
        }
        1 => Err("1 house rule is broken".to_owned()),
        n => Err(format!("{n} house rules are broken")),
    }
}

fn findings_of_this_repository() -> Result<Vec<Finding>, String> {
    let repository = Repository::read(&run::root())?;
    let crates = tiers::crates(&run::metadata()?);
    let mut findings = Vec::new();
    text::check(&repository, &mut findings);
    source::check(&repository, &mut findings);
    sql::check(&repository, &mut findings);
    tiers::check(&crates, &mut findings);
    documents::check(&repository, &mut findings);
    compat::check(&repository, &mut findings);
    resources::check(&repository, &mut findings);
    findings.sort();
    Ok(findings)
}

/// A place where a rule is broken, and what to do about it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub path: String,
    /// Counted from 1; 0 speaks of the whole file.
    pub line: usize,
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.message),
            line => write!(f, "{}:{line}: {}", self.path, self.message),
        }
    }
}

/// A text file: where it is below the root, with `/` between folders, and what it says.
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    /// Returns the part of the path after the last `/`.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Returns the part of the name after the last dot.
    pub fn extension(&self) -> &str {
        self.name()
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension)
    }

    /// Returns a finding in this file.
    pub fn finding(&self, line: usize, message: impl Into<String>) -> Finding {
        Finding {
            path: self.path.clone(),
            line,
            message: message.into(),
        }
    }

    /// Returns the crate whose `src` this file is in.
    pub fn crate_name(&self) -> Option<&str> {
        let (name, rest) = self.path.strip_prefix("crates/")?.split_once('/')?;
        rest.starts_with("src/").then_some(name)
    }

    /// Tells whether the whole file is test code.
    pub fn is_test(&self) -> bool {
        self.name() == "tests.rs" || self.path.contains("/tests/")
    }
}

/// All text files of the repository, and the folders that hold them.
pub struct Repository {
    pub files: Vec<File>,
    pub folders: BTreeSet<String>,
    /// Paths of files that are not text.
    pub others: BTreeSet<String>,
}

impl Repository {
    /// Reads the folder, leaving out what git and the builds keep there.
    pub fn read(root: &Path) -> Result<Self, String> {
        let mut repository = Self {
            files: Vec::new(),
            folders: BTreeSet::new(),
            others: BTreeSet::new(),
        };
        repository
            .read_folder(root, "")
            .map_err(|error| format!("{}: {error}", root.display()))?;
        repository.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(repository)
    }

    /// Returns the file at `path`.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Tells whether there is a file or a folder at `path`.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.folders.contains(path) || self.others.contains(path) || self.file(path).is_some()
    }

    /// Returns the Rust files below `crates/*/src`.
    pub fn sources(&self) -> impl Iterator<Item = &File> {
        self.files
            .iter()
            .filter(|file| file.extension() == "rs" && file.crate_name().is_some())
    }

    fn read_folder(&mut self, folder: &Path, path: &str) -> std::io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if path.is_empty() {
                name.clone()
            } else {
                format!("{path}/{name}")
            };
            let kind = entry.file_type()?;
            if kind.is_dir() && !matches!(name.as_str(), ".git" | "target" | "node_modules") {
                self.read_folder(&entry.path(), &path)?;
                self.folders.insert(path);
            } else if kind.is_file() {
                match String::from_utf8(fs::read(entry.path())?) {
                    Ok(text) => self.files.push(File { path, text }),
                    Err(_) => {
                        self.others.insert(path);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Returns the strings of a JSON array of objects, by member name.
fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}
