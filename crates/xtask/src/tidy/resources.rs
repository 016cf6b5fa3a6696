//! A resource is a folder with a title page: what it serves, its tests, its rows in `compat/`.
//!
//! A title page lists its operations as table rows in its `//!`:
//! `| GET /rest/api/2/component/{id} | BROWSE_PROJECTS | … |`.

use super::compat::operations;
use super::{File, Finding, Repository};

const AREAS: [&str; 6] = [
    "accounts", "agile", "issues", "projects", "search", "system",
];
const METHODS: [&str; 4] = ["GET", "POST", "PUT", "DELETE"];

/// Checks every resource folder.
pub fn check(repository: &Repository, findings: &mut Vec<Finding>) {
    for page in repository
        .sources()
        .filter(|file| is_title_page(file, repository))
    {
        let folder = page.path.trim_end_matches("/mod.rs");
        if !repository.has(&format!("{folder}/tests.rs")) {
            findings.push(page.finding(0, "a resource without tests.rs beside it"));
        }
        let listed = listed_operations(&page.text);
        if listed.is_empty() {
            let message = "a title page without operations: a row `//! | GET /rest/… | permission | … |` for each";
            findings.push(page.finding(1, message));
        }
        for (line, method, path) in listed {
            let known = operations(repository);
            let row = known
                .iter()
                .find(|(_, row)| row.method == method && same_path(row.path, path));
            if let Some((_, row)) = row
                && row.state != "served"
            {
                let message = format!(
                    "serves {method} {path}, which compat/endpoints.tsv calls {}",
                    row.state
                );
                findings.push(page.finding(line, message));
            }
        }
    }
}

fn is_title_page(file: &File, repository: &Repository) -> bool {
    let in_area = file.crate_name().is_some_and(|name| AREAS.contains(&name));
    let folder = file.path.strip_suffix("/mod.rs");
    in_area && folder.is_some_and(|folder| repository.has(&format!("{folder}/rest.rs")))
}

/// Returns line, method and path of each operation a title page lists.
pub fn listed_operations(text: &str) -> Vec<(usize, &str, &str)> {
    let rows = text.lines().enumerate().filter_map(|(i, line)| {
        let row = line.strip_prefix("//!")?.trim().strip_prefix('|')?;
        Some((i + 1, row))
    });
    rows.filter_map(|(line, row)| {
        let mut words = row.split(|c: char| c.is_whitespace() || c == '`' || c == '|');
        let mut words = words.by_ref().filter(|word| !word.is_empty());
        let method = words.next().filter(|word| METHODS.contains(word))?;
        let path = words.next().filter(|word| word.starts_with('/'))?;
        Some((line, method, path))
    })
    .collect()
}

/// Compares two paths, whatever their parameters are called; the API's prefix may be left out.
pub fn same_path(listed: &str, path: &str) -> bool {
    let parts = |path: &str| -> Vec<String> {
        let named = |part: &str| {
            if part.starts_with('{') {
                "{}".to_owned()
            } else {
                part.to_owned()
            }
        };
        path.trim_start_matches("/rest/api/2")
            .split('/')
            .map(named)
            .collect()
    };
    parts(listed) == parts(path)
}
