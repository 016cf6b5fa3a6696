//! Post functions: what a transition does besides moving the issue.
//!
//! One file each, and a line in [`ALL`]. What they come to is told as an [`Effect`]; the issues' area, which
//! knows how an issue is changed, brings it about. A function that is not known does nothing.

mod assign;
mod clear_resolution;
mod set_resolution;

use model::ResolutionId;

use super::condition::Argument;

/// The post functions there are, in the order in which they are offered.
pub const ALL: &[&Kind] = &[
    &set_resolution::KIND,
    &clear_resolution::KIND,
    &assign::KIND,
];

/// A kind of post function.
#[derive(Debug)]
pub struct Kind {
    /// What it is stored as.
    pub key: &'static str,
    /// What people read.
    pub label: &'static str,
    /// What it is about.
    pub argument: Argument,
    /// What it comes to, given what it is about.
    pub effect: fn(&str) -> Option<Effect>,
}

/// What a post function comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The issue has this resolution, or none.
    Resolution(Option<ResolutionId>),
    /// This is the assignee.
    Assign(Assignee),
}

/// Whom a post function makes the assignee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assignee {
    /// Who takes the transition.
    Caller,
    /// Who reported the issue.
    Reporter,
    /// Who leads the project.
    Lead,
    /// Nobody.
    Nobody,
}

impl Assignee {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Caller, Self::Reporter, Self::Lead, Self::Nobody];

    /// Returns what it is stored as.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::Reporter => "reporter",
            Self::Lead => "lead",
            Self::Nobody => "nobody",
        }
    }

    /// Returns what people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Caller => "Who takes the transition",
            Self::Reporter => "The reporter",
            Self::Lead => "The project lead",
            Self::Nobody => "Nobody",
        }
    }

    /// Returns the one stored under this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.key() == key)
    }
}

/// A post function of a transition.
#[derive(Clone, Debug)]
pub struct Function {
    /// The rule's number.
    pub id: i64,
    /// Its kind; `None` if it is not known.
    pub kind: Option<&'static Kind>,
    /// What it is about.
    pub argument: String,
}

impl Function {
    /// Returns what it comes to.
    #[must_use]
    pub fn effect(&self) -> Option<Effect> {
        self.kind.and_then(|kind| (kind.effect)(&self.argument))
    }
}

/// Returns the kind that is stored under this key.
#[must_use]
pub fn find(key: &str) -> Option<&'static Kind> {
    ALL.iter().copied().find(|kind| kind.key == key)
}
