//! Project keys (`OPS`) and issue keys (`OPS-7`).

use std::fmt;

/// The longest project key, in characters: the reference's default limit.
pub const MAX_PROJECT_KEY: usize = 10;

/// A project's key: an upper-case letter, then upper-case letters, digits or underscores.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProjectKey(String);

impl ProjectKey {
    /// Returns the key if `text` has the form of one; the length is a rule of its own.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = text.bytes();
        let first = bytes.next()?;
        let rest_is_fine = bytes.all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
        (text.len() >= 2 && first.is_ascii_uppercase() && rest_is_fine)
            .then(|| Self(text.to_owned()))
    }

    /// Returns the key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An issue's key: its project's key and its number there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IssueKey {
    /// The project part.
    pub project: ProjectKey,
    /// The number, from 1 on.
    pub number: i64,
}

impl IssueKey {
    /// Returns the key if `text` has the form of one. Letters may be of either case, as people
    /// type them; the result is in upper case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (project, number) = text.rsplit_once('-')?;
        // A number with a leading zero or sign would be a second spelling of the same issue.
        if number.starts_with('0') || !number.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        Some(Self {
            project: ProjectKey::parse(&project.to_ascii_uppercase())?,
            number: number.parse().ok()?,
        })
    }
}

impl fmt::Display for IssueKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.project, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn project_keys() {
        for text in ["AB", "OPS", "A1", "MY_TEAM"] {
            assert!(ProjectKey::parse(text).is_some(), "{text:?}");
        }
        for text in ["", "A", "ab", "1A", "_A", "A-B", "A B", "ÄB"] {
            assert!(ProjectKey::parse(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn issue_keys() {
        assert_eq!(
            IssueKey::parse("ops-7").map(|k| k.to_string()).as_deref(),
            Some("OPS-7")
        );
        for text in [
            "OPS",
            "OPS-",
            "OPS-0",
            "OPS-07",
            "OPS--7",
            "OPS-7x",
            "-7",
            "OPS-99999999999999999999",
        ] {
            assert!(IssueKey::parse(text).is_none(), "{text:?}");
        }
    }
}
