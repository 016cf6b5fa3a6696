//! One value of a custom field, as it is stored. A field that holds several has several.

use model::{CustomFieldOptionId, GroupId, ProjectId, Timestamp, UserId, VersionId};

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Atom {
    /// A text, or a label.
    Text(String),
    /// A number.
    Number(f64),
    /// A day: `2026-08-14`.
    Day(String),
    /// A moment.
    Moment(Timestamp),
    /// An option. Of a cascade the second is below the first.
    Option(CustomFieldOptionId),
    /// A user.
    User(UserId),
    /// A group.
    Group(GroupId),
    /// A version.
    Version(VersionId),
    /// A project.
    Project(ProjectId),
}

impl Atom {
    /// Returns by what several values are put into order, so that the same ones are always stored alike.
    pub(super) fn rank(&self) -> (i64, &str) {
        match self {
            Self::Text(text) | Self::Day(text) => (0, text),
            // No list holds these two.
            Self::Number(_) => (0, ""),
            Self::Moment(at) => (at.0, ""),
            Self::Option(id) => (id.0, ""),
            Self::User(id) => (id.0, ""),
            Self::Group(id) => (id.0, ""),
            Self::Version(id) => (id.0, ""),
            Self::Project(id) => (id.0, ""),
        }
    }
}
