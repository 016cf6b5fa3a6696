//! What GitLab's user may do: the permissions, their names as Jira shows them, and why each is needed.

use serde::{Deserialize, Serialize};

/// How much the group is granted.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Rights {
    /// What GitLab's calls need, and nothing else.
    #[default]
    Minimal,
    /// The minimum, and Administer Projects, for which GitLab's documentation asks.
    Documented,
}

const MINIMAL: [&str; 6] = [
    "BROWSE_PROJECTS",
    "ADD_COMMENTS",
    "LINK_ISSUES",
    "TRANSITION_ISSUES",
    "RESOLVE_ISSUES",
    "CLOSE_ISSUES",
];

/// The permission GitLab's documentation asks for.
pub const ADMINISTER_PROJECTS: &str = "ADMINISTER_PROJECTS";
/// The permission without which nothing of a project is seen.
pub const BROWSE_PROJECTS: &str = "BROWSE_PROJECTS";

impl Rights {
    /// Returns the keys of the permissions, most necessary first.
    #[must_use]
    pub fn permissions(self) -> Vec<&'static str> {
        let mut keys = MINIMAL.to_vec();
        if self == Self::Documented {
            keys.push(ADMINISTER_PROJECTS);
        }
        keys
    }
}

/// Returns the name Jira shows for a permission; the key itself for one that is not known here.
#[must_use]
pub fn name(key: &str) -> &str {
    KNOWN
        .iter()
        .find(|(known, ..)| *known == key)
        .map_or(key, |(_, name, _)| name)
}

/// Returns why GitLab needs a permission.
#[must_use]
pub fn reason(key: &str) -> &'static str {
    KNOWN
        .iter()
        .find(|(known, ..)| *known == key)
        .map_or("asked for in `extra`", |(.., reason)| reason)
}

const KNOWN: [(&str, &str, &str); 15] = [
    (
        "BROWSE_PROJECTS",
        "Browse Projects",
        "GitLab reads the issue it is told about",
    ),
    (
        "ADD_COMMENTS",
        "Add Comments",
        "GitLab comments on an issue that is mentioned",
    ),
    (
        "LINK_ISSUES",
        "Link Issues",
        "GitLab links the commit or merge request to the issue",
    ),
    (
        "TRANSITION_ISSUES",
        "Transition Issues",
        "GitLab closes an issue by a transition",
    ),
    (
        "RESOLVE_ISSUES",
        "Resolve Issues",
        "workflows ask for it before they resolve an issue",
    ),
    (
        "CLOSE_ISSUES",
        "Close Issues",
        "workflows ask for it before they close an issue",
    ),
    (
        ADMINISTER_PROJECTS,
        "Administer Projects",
        "GitLab's documentation asks for it; no call of GitLab needs it",
    ),
    (
        "CREATE_ISSUES",
        "Create Issues",
        "GitLab makes issues from vulnerabilities",
    ),
    ("EDIT_ISSUES", "Edit Issues", "asked for in `extra`"),
    ("ASSIGN_ISSUES", "Assign Issues", "asked for in `extra`"),
    ("DELETE_ISSUES", "Delete Issues", "asked for in `extra`"),
    (
        "VIEW_DEV_TOOLS",
        "View Development Tools",
        "asked for in `extra`",
    ),
    ("MOVE_ISSUES", "Move Issues", "asked for in `extra`"),
    (
        "EDIT_ALL_COMMENTS",
        "Edit All Comments",
        "asked for in `extra`",
    ),
    (
        "DELETE_ALL_COMMENTS",
        "Delete All Comments",
        "asked for in `extra`",
    ),
];
