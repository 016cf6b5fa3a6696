//! What a query can say of a field: its names, the operators it takes, what stands on its right.
//!
//! The fields themselves are in `field/list.rs`. A field of a kind that is there already is a section in that
//! file and a column in `store/`; a new kind is a file in `bind/` besides.

mod list;

use jql::{FieldName, Op};

use super::bound::{AmountColumn, IdColumn, MissingColumn, MomentColumn, Set, SortBy, TextColumn};
pub use list::FIELDS;

/// A field of a query.
#[derive(Debug)]
pub struct Field {
    /// Its names; the first is the one that people are shown. Case does not matter.
    pub names: &'static [&'static str],
    /// The operators it takes.
    pub takes: Takes,
    /// What it holds.
    pub kind: Kind,
    /// What issues are ordered by if they are ordered by this.
    pub sort: Option<SortBy>,
    /// Whether its former values can be asked for.
    pub has_history: bool,
}

/// What a field holds, and so how a value of it is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A project.
    Project,
    /// An issue: this one, or another.
    Issue(IdColumn),
    /// One of few things that an administrator names.
    Catalog(IdColumn),
    /// The category of a status.
    Category,
    /// A user.
    User(IdColumn),
    /// Labels.
    Labels,
    /// Components.
    Components,
    /// Versions.
    Versions(Set),
    /// Sprints.
    Sprints,
    /// Users of whom there may be several.
    Crowd(Set),
    /// The days on which worklogs were begun.
    WorkDates,
    /// What was written of the work.
    WorkTexts,
    /// Attached files.
    Attachments,
    /// A number, or a length of time.
    Amount(AmountColumn),
    /// A text; with what tells whether there is one.
    Text(TextColumn, Option<MissingColumn>),
    /// A moment.
    Moment(MomentColumn),
    /// The day the issue is due.
    Due,
    /// What a saved filter finds.
    Saved,
    /// Nothing that can be compared.
    Order,
}

/// Which operators a field takes.
#[derive(Clone, Copy, Debug)]
pub struct Takes {
    /// `=`, `!=`, `in`, `not in`.
    pub equality: bool,
    /// `is` and `is not`.
    pub emptiness: bool,
    /// `<`, `<=`, `>`, `>=`.
    pub order: bool,
    /// `~`.
    pub text: bool,
    /// `!~`.
    pub no_text: bool,
}

impl Takes {
    pub(super) const NOTHING: Self = Self {
        equality: false,
        emptiness: false,
        order: false,
        text: false,
        no_text: false,
    };
    const EMPTINESS: Self = Self {
        emptiness: true,
        ..Self::NOTHING
    };
    pub(super) const EQUALITY: Self = Self {
        equality: true,
        emptiness: true,
        ..Self::NOTHING
    };
    pub(super) const ORDER: Self = Self {
        order: true,
        ..Self::EQUALITY
    };
    const NUMBER: Self = Self {
        emptiness: false,
        ..Self::ORDER
    };
    const TEXT: Self = Self {
        text: true,
        no_text: true,
        ..Self::NOTHING
    };
    pub(super) const TEXT_OR_NONE: Self = Self {
        emptiness: true,
        ..Self::TEXT
    };

    /// Returns whether the operator means anything; those about the history never do.
    #[must_use]
    pub fn takes(self, op: Op) -> bool {
        match op {
            Op::Equals | Op::NotEquals | Op::In | Op::NotIn => self.equality,
            Op::Is | Op::IsNot => self.emptiness,
            Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual => self.order,
            Op::Contains => self.text,
            Op::NotContains => self.no_text,
            Op::Was | Op::WasNot | Op::WasIn | Op::WasNotIn | Op::Changed => false,
        }
    }
}

impl Field {
    /// Returns its names but for the one that is a number.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + use<> {
        let names = self.names.iter().copied();
        names.filter(|name| !name.starts_with("cf["))
    }

    /// Returns the name that is a number, if it is a custom field to clients.
    #[must_use]
    pub fn number(&self) -> Option<&'static str> {
        let mut names = self.names.iter().copied();
        names.find(|name| name.starts_with("cf["))
    }

    /// Returns the field of this name, whatever case it is written in.
    #[must_use]
    pub fn find(name: &FieldName) -> Option<&'static Self> {
        // Custom fields are in `custom.rs`, but for those whose values are kept elsewhere: such a one has
        // `cf[10101]` among its names. No application has put properties into an index.
        let by_number;
        let name = match name {
            FieldName::Named(name) => name,
            FieldName::Custom(number) => {
                by_number = format!("cf[{number}]");
                &by_number
            }
            FieldName::Property(_) => return None,
        };
        FIELDS.iter().find(|field| {
            let mut names = field.names.iter();
            names.any(|known| known.eq_ignore_ascii_case(name))
        })
    }

    /// Returns the operators it takes, in the order of [`Op::ALL`].
    pub fn operators(&self) -> impl Iterator<Item = Op> {
        Op::ALL.into_iter().filter(|op| self.takes(*op))
    }

    /// Returns whether the operator means anything for the field.
    #[must_use]
    pub fn takes(&self, op: Op) -> bool {
        self.takes.takes(op) || op.is_historical() && self.has_history
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
        let find = |name: &str| {
            Field::find(&FieldName::Named(name.to_owned())).map(|field| field.names[0])
        };
        assert_eq!(find("PROJECT"), Some("project"));
        assert_eq!(find("statuscategory"), Some("statusCategory"));
        assert_eq!(find("IssueKey"), Some("key"));
        assert_eq!(find("nix"), None);
        assert!(Field::find(&FieldName::Custom(10000)).is_none());
    }

    #[test]
    fn no_two_fields_share_a_name() {
        let mut names: Vec<String> = FIELDS
            .iter()
            .flat_map(|field| field.names)
            .map(|name| name.to_ascii_lowercase())
            .collect();
        let n_names = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), n_names);
    }
}
