//! The keys of the format, for a refusal that names the one that was meant.

/// Each table with its keys; the empty name is the file itself.
pub const TABLES: [(&str, &[&str]); 8] = [
    (
        "",
        &[
            "version",
            "jira",
            "user",
            "group",
            "permissions",
            "credential",
            "gitlab",
        ],
    ),
    ("jira", &["url", "projects", "admin"]),
    ("jira.admin", &["username", "password", "token"]),
    ("user", &["name", "email", "display-name"]),
    ("group", &["name"]),
    ("permissions", &["rights", "extra", "scheme", "access"]),
    ("credential", &["kind", "from", "store", "expires-days"]),
    (
        "gitlab",
        &[
            "url",
            "token",
            "projects",
            "groups",
            "api-url",
            "commit-events",
            "merge-requests-events",
            "comments",
            "transition-automatic",
            "transitions",
            "issue-prefix",
            "issue-regex",
            "issues-enabled",
        ],
    ),
];

/// Returns the keys of a table, nothing for a name that is no table.
pub fn keys(table: &str) -> &'static [&'static str] {
    TABLES
        .iter()
        .find(|(name, _)| *name == table)
        .map_or(&[], |(_, keys)| keys)
}

/// Returns the known key that a text comes closest to.
pub fn nearest(text: &str, known: &[&'static str]) -> Option<&'static str> {
    let text = text.to_lowercase().replace('_', "-");
    known
        .iter()
        .copied()
        .map(|key| (distance(&text, key), key))
        .filter(|(distance, key)| *distance <= key.len().max(text.len()) / 2)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, key)| key)
}

/// Returns how many letters must be put in, taken out or replaced to make one text of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (one_idx, char) in one.chars().enumerate() {
        let mut next = vec![one_idx + 1];
        for (known, (above, diagonal)) in other.iter().zip(row.iter().skip(1).zip(&row)) {
            let replaced = diagonal + usize::from(*known != char);
            let left = next.last().copied().unwrap_or_default();
            next.push(replaced.min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
