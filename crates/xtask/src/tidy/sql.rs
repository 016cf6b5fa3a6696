//! SQL stays in the stores: a string that reads like a statement may only be in `store.rs` (or a
//! `store/` folder), `base`'s `refs` and `guard`, `db`, and test code.
//!
//! The detector is deliberately simple: a string literal that *begins* like a lower-case statement
//! and has the word that must follow. SQL put together from pieces escapes it; a reviewer sees that.

use super::source::{Rust, product_part};
use super::{File, Finding, Repository};

/// Files that still hold SQL and should not. May only get shorter: an entry that is no longer
/// needed is a finding, a new one needs a better idea.
const EXCEPTIONS: [&str; 0] = [];

/// Checks every Rust file that may not hold SQL.
pub fn check(repository: &Repository, findings: &mut Vec<Finding>) {
    for file in repository.sources().filter(|file| !may_hold_sql(file)) {
        let statements = statements(&file.text);
        let excepted = EXCEPTIONS.contains(&file.path.as_str());
        if excepted && statements.is_empty() {
            findings.push(file.finding(
                0,
                "holds no SQL any more: take it off the list of exceptions",
            ));
        }
        for line in statements.into_iter().filter(|_| !excepted) {
            let message = "SQL outside a store: give the question a name in `store.rs` and call it";
            findings.push(file.finding(line, message));
        }
    }
    for path in EXCEPTIONS
        .iter()
        .filter(|path| repository.file(path).is_none())
    {
        let message = "is gone: take it off the list of exceptions".to_owned();
        findings.push(Finding {
            path: (*path).to_owned(),
            line: 0,
            message,
        });
    }
}

fn may_hold_sql(file: &File) -> bool {
    let in_base = |module: &str| {
        file.path == format!("crates/base/src/{module}.rs")
            || file.path.starts_with(&format!("crates/base/src/{module}/"))
    };
    file.name() == "store.rs"
        || file.path.contains("/store/")
        || file.is_test()
        || in_base("refs")
        || in_base("guard")
        || matches!(file.crate_name(), Some("db" | "testkit"))
}

/// Returns the lines on which SQL statements start.
pub fn statements(text: &str) -> Vec<usize> {
    let strings = Rust::read(product_part(text)).strings;
    strings
        .into_iter()
        .filter(|(_, string)| is_sql(string))
        .map(|(line, _)| line)
        .collect()
}

fn is_sql(string: &str) -> bool {
    // A backslash at the end of a line joins it to the next.
    let joined = string.replace("\\\n", " ").replace("\\n", " ");
    let words: Vec<&str> = joined.split_whitespace().collect();
    match words.as_slice() {
        ["select", rest @ ..] => rest.contains(&"from") || rest.contains(&"exists"),
        ["insert", "into", ..] | ["delete", "from", ..] => true,
        ["update", _, "set", ..] => true,
        ["with", rest @ ..] => rest.contains(&"as") && rest.contains(&"select"),
        _ => false,
    }
}
