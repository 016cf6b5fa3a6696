//! Documents name paths that exist: a map that names dead places is worse than none.
//!
//! Checked are links, and words in backticks that look like a path of this repository; patterns
//! with `*`, `<…>` or `{…}` and everything inside code blocks are left alone.

use super::{File, Finding, Repository};

const DOCUMENTS: [&str; 5] = [
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "STYLE.md",
];

/// Checks the documents that are there.
pub fn check(repository: &Repository, findings: &mut Vec<Finding>) {
    let checked = |file: &&File| {
        let in_compat = file.path.starts_with("compat/") && file.extension() == "md";
        DOCUMENTS.contains(&file.path.as_str()) || in_compat
    };
    for file in repository.files.iter().filter(checked) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (line, path) in paths(&file.text) {
            let beside = format!("{folder}/{path}");
            if !repository.has(path) && !repository.has(beside.trim_start_matches('/')) {
                findings.push(file.finding(line, format!("names `{path}`, which is not there")));
            }
        }
    }
}

/// Returns what looks like a path of the repository, with its line.
pub fn paths(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut in_block = false;
    for (i, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block {
            let quoted = line
                .split('`')
                .skip(1)
                .step_by(2)
                .filter(|word| looks_like_a_path(word));
            found.extend(quoted.map(|path| (i + 1, path)));
            found.extend(link_targets(line).map(|path| (i + 1, path)));
        }
    }
    found
}

fn looks_like_a_path(word: &str) -> bool {
    let plain = word
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
    let roots = [
        "crates",
        "compat",
        "docs",
        "migrations",
        "e2e",
        "fuzz",
        "benches",
        ".ci",
        ".cargo",
    ];
    match word.split_once('/') {
        Some((root, _)) => plain && roots.contains(&root),
        // A single word is a path when it is one of the documents at the top.
        None => {
            plain && word.starts_with(|c: char| c.is_ascii_uppercase()) && word.ends_with(".md")
        }
    }
}

fn link_targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|after| {
        let target = after.split([')', '#']).next()?;
        let elsewhere = target.is_empty() || target.contains(':') || target.starts_with("..");
        (!elsewhere).then_some(target)
    })
}
