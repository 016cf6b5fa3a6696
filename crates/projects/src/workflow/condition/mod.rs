//! Conditions: who may take a transition. Those it is closed to are not even shown it.
//!
//! One file each, and a line in [`ALL`]. A condition that is not known (stored by a newer version) holds for
//! nobody.

mod in_group;
mod in_role;
mod only_assignee;
mod only_reporter;
mod permission;

use base::Cx;

use super::About;

/// The conditions there are, in the order in which they are offered.
pub const ALL: &[&Kind] = &[
    &permission::KIND,
    &in_role::KIND,
    &in_group::KIND,
    &only_assignee::KIND,
    &only_reporter::KIND,
];

/// A kind of condition.
#[derive(Debug)]
pub struct Kind {
    /// What it is stored as.
    pub key: &'static str,
    /// What people read.
    pub label: &'static str,
    /// What it is about.
    pub argument: Argument,
    /// Whether it holds for the caller, given what it is about.
    pub holds: fn(&Cx, About<'_>, &str) -> bool,
}

/// What a condition or a post function is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Nothing.
    Nothing,
    /// A project permission, by its key.
    Permission,
    /// A project role, by its id.
    Role,
    /// A group, by its id.
    Group,
    /// A resolution, by its id.
    Resolution,
    /// Who is to be the assignee: a key of [`Assignee`](super::Assignee).
    Assignee,
}

/// A condition of a transition.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The rule's number.
    pub id: i64,
    /// Its kind; `None` if it is not known.
    pub kind: Option<&'static Kind>,
    /// What it is about.
    pub argument: String,
}

impl Condition {
    /// Returns whether it holds for the caller.
    #[must_use]
    pub fn holds(&self, cx: &Cx, about: About<'_>) -> bool {
        self.kind
            .is_some_and(|kind| (kind.holds)(cx, about, &self.argument))
    }
}

/// Returns the kind that is stored under this key.
#[must_use]
pub fn find(key: &str) -> Option<&'static Kind> {
    ALL.iter().copied().find(|kind| kind.key == key)
}
