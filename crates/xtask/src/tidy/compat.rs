//! The books of `compat/`: well-formed, and in step with the code that cites them.

use std::collections::BTreeSet;

use super::{File, Finding, Repository};

/// The letter of the numbers, and the book that explains them.
const BOOKS: [(char, &str); 2] = [('D', "compat/differences.md"), ('Q', "compat/quirks.md")];
const ENDPOINTS: &str = "compat/endpoints.tsv";
const STATES: [&str; 3] = ["served", "absent", "missing"];

/// Checks the numbers cited anywhere and the list of operations.
pub fn check(repository: &Repository, findings: &mut Vec<Finding>) {
    for (letter, book) in BOOKS {
        let known = repository
            .file(book)
            .map(|file| entries(file, letter, findings))
            .unwrap_or_default();
        for file in repository.files.iter().filter(|file| cites(file)) {
            for (line, number) in citations(&file.text, letter) {
                if !known.contains(&number) {
                    let message =
                        format!("cites {letter}-{number:03}, which {book} does not explain");
                    findings.push(file.finding(line, message));
                }
            }
        }
    }
    if let Some(file) = repository.file(ENDPOINTS) {
        check_endpoints(file, repository, findings);
    }
}

/// One row of the list of operations.
pub struct Operation<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub state: &'a str,
    pub module: &'a str,
}

/// Returns the operations of the reference's API, with their lines.
pub fn operations(repository: &Repository) -> Vec<(usize, Operation<'_>)> {
    repository
        .file(ENDPOINTS)
        .map(|file| rows(&file.text))
        .unwrap_or_default()
}

fn rows(text: &str) -> Vec<(usize, Operation<'_>)> {
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#'))
        .skip(1);
    lines
        .map(|(i, line)| {
            let mut columns = line.split('\t');
            let mut next = || columns.next().unwrap_or_default();
            let (method, path, state, _permission, module) =
                (next(), next(), next(), next(), next());
            (
                i + 1,
                Operation {
                    method,
                    path,
                    state,
                    module,
                },
            )
        })
        .collect()
}

fn check_endpoints(file: &File, repository: &Repository, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (line, operation) in rows(&file.text) {
        let Operation {
            method,
            path,
            state,
            module,
        } = operation;
        let columns = file
            .text
            .lines()
            .nth(line - 1)
            .map_or(0, |row| row.split('\t').count());
        if columns != 5 {
            findings.push(file.finding(line, format!("{columns} columns instead of 5")));
        } else if !STATES.contains(&state) {
            findings.push(file.finding(
                line,
                format!("the state is {state:?}, not one of {STATES:?}"),
            ));
        } else if state == "served" && module.is_empty() {
            findings.push(file.finding(line, "is served, but no module is named"));
        } else if state == "served" && !module_exists(repository, module) {
            let message = format!("is served by `{module}`, which is not a module of a crate");
            findings.push(file.finding(line, message));
        }
        if !seen.insert((method, path)) {
            findings.push(file.finding(line, format!("{method} {path} is listed twice")));
        }
    }
}

/// `projects::component` is a folder or a file of the crate `projects`.
fn module_exists(repository: &Repository, module: &str) -> bool {
    let (crate_name, inside) = module.split_once("::").unwrap_or((module, "lib"));
    let path = format!("crates/{crate_name}/src/{}", inside.replace("::", "/"));
    repository.has(&format!("{path}.rs")) || repository.has(&format!("{path}/mod.rs"))
}

/// Returns the numbers a book explains, which must be headings in rising order.
fn entries(book: &File, letter: char, findings: &mut Vec<Finding>) -> BTreeSet<u32> {
    let mut known = BTreeSet::new();
    for (i, line) in book.text.lines().enumerate() {
        let Some((_, number)) = line
            .strip_prefix("## ")
            .and_then(|title| citations(title, letter).pop())
        else {
            continue;
        };
        if known.last().is_some_and(|last| *last >= number) {
            let message = format!("{letter}-{number:03} is out of order, or was given away before");
            findings.push(book.finding(i + 1, message));
        }
        known.insert(number);
    }
    known
}

fn cites(file: &File) -> bool {
    let kind = matches!(file.extension(), "rs" | "md" | "sql" | "rb" | "sh" | "html");
    // The tests of this rule cite numbers that no book knows.
    kind && !file.path.starts_with("crates/xtask/src/tidy/")
}

/// Returns each `D-001` of a text, for a given letter, with its line.
pub fn citations(text: &str, letter: char) -> Vec<(usize, u32)> {
    let mut found = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let words = line.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        let numbers = words.filter_map(|word| word.strip_prefix(letter)?.strip_prefix('-'));
        let digits =
            |number: &&str| number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit());
        found.extend(
            numbers
                .filter(digits)
                .filter_map(|number| Some((i + 1, number.parse().ok()?))),
        );
    }
    found
}
