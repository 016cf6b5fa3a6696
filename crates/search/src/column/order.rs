//! What lists can be ordered by: a click on a column's head writes it into the query.

use issues::field::custom::{CustomField, Holds};
use jql::{Direction, FieldName, SortKey};

use crate::query::bound::{AmountColumn, SortBy};
use crate::query::custom;
use crate::query::field::Field;

/// What a list can be ordered by.
#[derive(Clone, Debug)]
pub enum By {
    /// A field that all issues have, under the name that is written into the query.
    Field(&'static str, &'static Field),
    /// A custom field.
    Custom {
        /// Its number.
        number: u64,
        /// What queries may call it, too.
        name: String,
        /// Whether it holds times: the newest first.
        is_time: bool,
    },
}

impl By {
    /// Returns the field of this name, if issues can be ordered by it.
    #[must_use]
    pub fn named(name: &'static str) -> Option<Self> {
        let field = Field::find(&FieldName::Named(name.to_owned()))?;
        field.sort.is_some().then_some(Self::Field(name, field))
    }

    /// Returns the custom field, if issues can be ordered by it.
    #[must_use]
    pub fn custom(field: &CustomField) -> Option<Self> {
        let number = u64::try_from(field.id.0).ok()?;
        // Those whose values are kept elsewhere are fields of their own to a query.
        let known = Field::find(&FieldName::Custom(number));
        let is_sortable = match known {
            Some(known) => known.sort.is_some(),
            None => field.is_searchable() && custom::sort(field).is_some(),
        };
        is_sortable.then(|| Self::Custom {
            number,
            name: field.name.clone(),
            is_time: matches!(field.holds(), Holds::Day | Holds::Moment),
        })
    }

    /// Returns what a query calls it.
    #[must_use]
    pub fn clause(&self) -> String {
        match self {
            Self::Field(name, _) => (*name).to_owned(),
            Self::Custom { number, .. } => format!("cf[{number}]"),
        }
    }

    /// Returns whether this is what a query is ordered by.
    #[must_use]
    pub fn is_of(&self, key: &SortKey) -> bool {
        let written = &key.field.name;
        match (self, written) {
            (Self::Field(_, by), _) => {
                Field::find(written).is_some_and(|found| std::ptr::eq(found, *by))
            }
            (Self::Custom { number, .. }, FieldName::Custom(other)) => number == other,
            (Self::Custom { name, .. }, FieldName::Named(other)) => {
                name.eq_ignore_ascii_case(other)
            }
            (Self::Custom { .. }, FieldName::Property(_)) => false,
        }
    }

    /// The newest and the most urgent first, names from A to Z.
    #[must_use]
    pub fn natural(&self) -> Direction {
        let is_descending = match self {
            Self::Field(_, by) => matches!(
                by.sort,
                Some(
                    SortBy::Priority
                        | SortBy::Created
                        | SortBy::Updated
                        | SortBy::Resolved
                        | SortBy::Due
                        | SortBy::LastViewed
                        | SortBy::Amount(AmountColumn::Votes | AmountColumn::Watchers)
                )
            ),
            Self::Custom { is_time, .. } => *is_time,
        };
        if is_descending {
            Direction::Descending
        } else {
            Direction::Ascending
        }
    }
}
