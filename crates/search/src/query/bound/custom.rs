//! Tests of custom fields.

use super::{Cmp, Ids};

/// What is asked of the values in a custom field.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// That there is one: or, of an empty field, none.
    Any,
    /// The thing in this column is one of these.
    Ids(HeldBy, Ids),
    /// The option is one of these, and there is none below it.
    Bare(Vec<i64>),
    /// The text, in lower case, is one of these.
    Texts(Vec<String>),
    /// Each of these, in lower case, stands in the text.
    Words(Vec<String>),
    /// The number compares so.
    Number(Cmp, f64),
    /// The day compares so with another, as `yyyy-mm-dd`.
    Day(Cmp, String),
    /// The moment compares so with another, in milliseconds.
    Moment(Cmp, i64),
}

/// What a custom field holds, as far as the column goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldBy {
    Text,
    Number,
    Day,
    Moment,
    Option,
    User,
    Group,
    Version,
    Project,
}

/// In which issues a custom field is: those of one of the parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applies(pub Vec<Part>);

/// Some projects and types of issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The projects; or all but these.
    pub projects: Vec<i64>,
    pub are_left_out: bool,
    /// The types; none for all.
    pub types: Option<Vec<i64>>,
}

impl Applies {
    /// Returns whether the field is in every issue.
    #[must_use]
    pub fn is_everywhere(&self) -> bool {
        self.0
            .iter()
            .any(|part| part.are_left_out && part.projects.is_empty() && part.types.is_none())
    }
}
