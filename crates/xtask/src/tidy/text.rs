//! Rules for text of any kind: length, white space, words that must not stay.

use super::{File, Finding, Repository};

const MAX_LINES: usize = 800;
const WRITTEN_BY_HAND: [&str; 8] = ["rs", "md", "sql", "rb", "sh", "html", "css", "js"];
const NO_STRAY_WHITE_SPACE: [&str; 4] = ["rs", "md", "toml", "sql"];

/// What may not stay in a Rust file. Written in two parts, so that this file does not trip over itself.
const NOT_IN_RUST: [(&str, &str); 6] = [
    (
        concat!("to", "do!"),
        "finish it, or open an issue and answer with an error",
    ),
    (
        concat!("unimplemented", "!"),
        "finish it, or open an issue and answer with an error",
    ),
    (concat!("db", "g!("), "left over from debugging"),
    (concat!("#[ign", "ore"), "a test runs or is deleted"),
    (
        concat!("#[should_", "panic"),
        "assert on the result instead",
    ),
    (concat!("FIX", "ME"), "open an issue and cite its number"),
];

/// Checks every text file.
pub fn check(repository: &Repository, findings: &mut Vec<Finding>) {
    for file in &repository.files {
        check_length(file, findings);
        check_white_space(file, findings);
        check_words(file, findings);
    }
}

fn check_length(file: &File, findings: &mut Vec<Finding>) {
    let lines = file.text.lines().count();
    let by_hand = WRITTEN_BY_HAND.contains(&file.extension());
    if lines > MAX_LINES && by_hand && !file.is_test() && !is_generated(file) {
        let message = format!("{lines} lines; over {MAX_LINES} a file eats its module: split it");
        findings.push(file.finding(0, message));
    }
}

/// Generated files say so in one of their first lines.
fn is_generated(file: &File) -> bool {
    file.text
        .lines()
        .take(5)
        .any(|line| line.contains("@generated"))
}

fn check_white_space(file: &File, findings: &mut Vec<Finding>) {
    if !NO_STRAY_WHITE_SPACE.contains(&file.extension()) {
        return;
    }
    for (i, line) in file.text.lines().enumerate() {
        if line.ends_with([' ', '\t', '\r']) {
            findings.push(file.finding(i + 1, "white space at the end of the line"));
        } else if line.contains('\t') {
            findings.push(file.finding(i + 1, "a tab: indent with spaces, write \\t in a string"));
        }
    }
    if !file.text.is_empty() && !file.text.ends_with('\n') {
        findings.push(file.finding(0, "the last line has no end"));
    }
}

fn check_words(file: &File, findings: &mut Vec<Finding>) {
    if file.extension() != "rs" {
        return;
    }
    for (i, line) in file.text.lines().enumerate() {
        for (word, why) in NOT_IN_RUST {
            if line.contains(word) {
                findings.push(file.finding(i + 1, format!("`{word}`: {why}")));
            }
        }
        let open_end = concat!("TO", "DO");
        if let Some((_, after)) = line.split_once(open_end)
            && !names_an_issue(after)
        {
            let message = format!("`{open_end}` without an issue number: write `{open_end}(#12)`");
            findings.push(file.finding(i + 1, message));
        }
    }
}

fn names_an_issue(after: &str) -> bool {
    let number = after.trim_start_matches(['(', ' ']).strip_prefix('#');
    number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}
