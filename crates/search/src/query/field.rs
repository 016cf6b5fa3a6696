//! The fields that a query can name: their names, the operators each takes, and what it can be ordered by.

use jql::{FieldName, Op};

/// A field of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The project.
    Project,
    /// The issue itself.
    Key,
    /// Its parent.
    Parent,
    /// Its type.
    Type,
    /// Its status.
    Status,
    /// The category of its status.
    StatusCategory,
    /// Its priority.
    Priority,
    /// How it was resolved.
    Resolution,
    /// Its security level.
    Level,
    /// Who reported it.
    Reporter,
    /// Who is to work on it.
    Assignee,
    /// Who made it.
    Creator,
    /// Its labels.
    Labels,
    /// Its summary.
    Summary,
    /// Its description.
    Description,
    /// Its environment.
    Environment,
    /// The texts of its comments.
    Comment,
    /// Any of its texts.
    Text,
    /// When it was made.
    Created,
    /// When it was last changed.
    Updated,
    /// When it was resolved.
    Resolved,
    /// The day it is due.
    Due,
    /// Its place among others; only for the order.
    Rank,
}

/// Every name of every field, in lower case.
const NAMES: [(&str, Field); 31] = [
    ("project", Field::Project),
    ("key", Field::Key),
    ("issuekey", Field::Key),
    ("issue", Field::Key),
    ("id", Field::Key),
    ("parent", Field::Parent),
    ("issuetype", Field::Type),
    ("type", Field::Type),
    ("status", Field::Status),
    ("statuscategory", Field::StatusCategory),
    ("priority", Field::Priority),
    ("resolution", Field::Resolution),
    ("level", Field::Level),
    ("reporter", Field::Reporter),
    ("assignee", Field::Assignee),
    ("creator", Field::Creator),
    ("labels", Field::Labels),
    ("summary", Field::Summary),
    ("description", Field::Description),
    ("environment", Field::Environment),
    ("comment", Field::Comment),
    ("text", Field::Text),
    ("created", Field::Created),
    ("createddate", Field::Created),
    ("updated", Field::Updated),
    ("updateddate", Field::Updated),
    ("resolved", Field::Resolved),
    ("resolutiondate", Field::Resolved),
    ("due", Field::Due),
    ("duedate", Field::Due),
    ("rank", Field::Rank),
];

impl Field {
    /// Returns the field of this name, whatever case it is written in.
    #[must_use]
    pub fn find(name: &FieldName) -> Option<Self> {
        let FieldName::Named(name) = name else {
            // There are no custom fields yet.
            return None;
        };
        let name = name.to_ascii_lowercase();
        NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, field)| *field)
    }

    /// Returns whether the operator means anything for the field.
    #[must_use]
    pub fn takes(self, op: Op) -> bool {
        let equality = matches!(op, Op::Equals | Op::NotEquals | Op::In | Op::NotIn);
        let emptiness = matches!(op, Op::Is | Op::IsNot);
        let order = matches!(
            op,
            Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual
        );
        let text = matches!(op, Op::Contains | Op::NotContains);
        match self {
            Self::Project
            | Self::Parent
            | Self::Type
            | Self::Status
            | Self::StatusCategory
            | Self::Level
            | Self::Reporter
            | Self::Assignee
            | Self::Creator
            | Self::Labels => equality || emptiness,
            Self::Key => equality || order,
            Self::Priority
            | Self::Resolution
            | Self::Created
            | Self::Updated
            | Self::Resolved
            | Self::Due => equality || emptiness || order,
            Self::Summary | Self::Description | Self::Environment => text || emptiness,
            Self::Comment => text,
            Self::Text => op == Op::Contains,
            Self::Rank => false,
        }
    }
}

/// Returns the operator as the reference's messages write it.
#[must_use]
pub fn spelling(op: Op) -> String {
    op.to_string().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_case() {
        let find = |name: &str| Field::find(&FieldName::Named(name.to_owned()));
        assert_eq!(find("PROJECT"), Some(Field::Project));
        assert_eq!(find("statusCategory"), Some(Field::StatusCategory));
        assert_eq!(find("sprint"), None);
        assert_eq!(Field::find(&FieldName::Custom(10000)), None);
        for (name, _) in NAMES {
            assert_eq!(name, name.to_ascii_lowercase());
        }
    }
}
