//! A query after its names were found: ids, moments and patterns, and nothing that could still be wrong.
//!
//! There is no `not` in it: binding pushes negations down to the tests, as the reference reads them
//! (`not assignee = fred` is `assignee != fred`, which an unassigned issue does not pass).

/// A query that can be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// What is found.
    pub filter: Filter,
    /// In which order, the most significant first.
    pub order: Vec<Sort>,
}

/// A condition on issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// All parts hold; with no parts, every issue passes.
    All(Vec<Filter>),
    /// One part at least holds; with no parts, no issue passes.
    Any(Vec<Filter>),
    /// A test of one field.
    Test(Test),
}

impl Filter {
    /// The condition that no issue passes.
    pub const NOTHING: Self = Self::Any(Vec::new());
}

/// A test of one field. Where it is `negated`, an issue without a value in the field does not pass either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// The id in a column is one of these, or there is none and that is fine.
    Id {
        column: IdColumn,
        ids: Vec<i64>,
        or_empty: bool,
        negated: bool,
    },
    /// One of the labels is one of these (in the spellings of [`super::text::spellings`]).
    Label {
        labels: Vec<String>,
        or_empty: bool,
        negated: bool,
    },
    /// The issue's number compares so, in the same project.
    Number { project: i64, cmp: Cmp, number: i64 },
    /// The moment in a column compares so with another, in milliseconds.
    Moment {
        column: MomentColumn,
        cmp: Cmp,
        at: i64,
    },
    /// The due day compares so with another, as `yyyy-mm-dd`.
    Due { cmp: Cmp, day: String },
    /// There is a value, or there is none.
    Missing {
        column: MissingColumn,
        negated: bool,
    },
    /// All words occur in the text. Each word is a choice of patterns.
    Text {
        column: TextColumn,
        words: Vec<Word>,
        negated: bool,
    },
}

/// A word to be found: one of these patterns, in which ASCII letters are lower case, must fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word(pub Vec<String>);

/// A column that holds an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdColumn {
    Issue,
    Project,
    Parent,
    Type,
    Status,
    Priority,
    Resolution,
    Level,
    Reporter,
    Assignee,
    Creator,
}

/// A column that holds a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MomentColumn {
    Created,
    Updated,
    Resolved,
}

/// A column, other than one with an id, that may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingColumn {
    Moment(MomentColumn),
    Due,
    Summary,
    Description,
    Environment,
}

/// A text, or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextColumn {
    Summary,
    Description,
    Environment,
    /// The comments that the caller may see.
    Comment,
    /// Any of the above: all words must occur in the same one.
    Any,
}

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmp {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Cmp {
    /// Returns the comparison that holds exactly where this one does not.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
        }
    }
}

/// One key of the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// What is compared.
    pub by: SortBy,
    /// Whether the largest comes first.
    pub descending: bool,
}

/// What issues can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// The id, which is also the rank for now.
    Id,
    /// The project's key and the number in it.
    Key,
    Project,
    Type,
    Status,
    Priority,
    Resolution,
    Reporter,
    Assignee,
    Creator,
    Summary,
    Created,
    Updated,
    Resolved,
    Due,
}
