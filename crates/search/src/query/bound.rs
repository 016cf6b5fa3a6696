//! A query after its names were found: ids, moments and patterns, and nothing that could still be wrong.
//!
//! `not` is in it for saved filters only: elsewhere binding pushes negations down to the tests, as the
//! reference reads them (`not assignee = fred` is `assignee != fred`, which an unassigned issue does not pass).

use issues::text::Sought;

mod custom;
mod many;
mod taken;

pub use custom::{Applies, Held, HeldBy, Part};
pub use many::{Insight, Set, Sides, Which};

/// A query that can be run.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// What is found.
    pub filter: Filter,
    /// In which order, the most significant first.
    pub order: Vec<Sort>,
}

/// A condition on issues.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// All parts hold; with no parts, every issue passes.
    All(Vec<Filter>),
    /// One part at least holds; with no parts, no issue passes.
    Any(Vec<Filter>),
    /// The part does not hold, whatever is missing in the issue.
    Not(Box<Filter>),
    /// A test of one field.
    Test(Test),
}

impl Filter {
    /// The condition that no issue passes.
    pub const NOTHING: Self = Self::Any(Vec::new());
}

/// A test of one field. Where it is `negated`, an issue without a value in the field does not pass either.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// The id in a column is one of these.
    Id {
        column: IdColumn,
        ids: Ids,
        negated: bool,
    },
    /// A column has, or once had, one of these values: over some time within the period, and made so by
    /// one of each of `by`. Negated it never had.
    Was {
        column: IdColumn,
        values: Values,
        during: Period,
        by: Vec<Ids>,
        negated: bool,
    },
    /// A column changed, within the period: from one of each of `from`, to one of each of `to`, and by one
    /// of each of `by`. Negated it did not.
    Changed {
        column: IdColumn,
        from: Vec<Values>,
        to: Vec<Values>,
        during: Period,
        by: Vec<Ids>,
        negated: bool,
    },
    /// One of the users created, edited or commented on the issue within the period.
    UpdatedBy {
        users: Ids,
        during: Period,
        negated: bool,
    },
    /// The issue has a link of one of these global ids.
    RemoteLink {
        global_ids: Vec<String>,
        negated: bool,
    },
    /// One of the things of a set, of those that the caller may see, is one of these. Negated there are
    /// such things, and none of these.
    Many {
        set: Set,
        which: Which,
        insight: Insight,
        or_empty: bool,
        negated: bool,
    },
    /// The user is one of a set, whatever the caller sees of it.
    Joined {
        set: Set,
        user: Option<i64>,
        negated: bool,
    },
    /// The issue is linked with another: by one of these types out of the other, or by one of those into it.
    Linked {
        to: i64,
        outward: Vec<i64>,
        inward: Vec<i64>,
        negated: bool,
    },
    /// A custom field that applies to the issue holds such a value; or it is empty, if that is fine, too. Negated
    /// it holds values, and no such one.
    Custom {
        field: i64,
        applies: Applies,
        held: Held,
        or_empty: bool,
        negated: bool,
    },
    /// The issue is part of one of these epics, or a sub-task of one that is.
    OfEpic { epics: Vec<i64>, negated: bool },
    /// Each of the phrases stands in the same worklog, of those that the caller may see.
    WorkText { phrases: Vec<String>, negated: bool },
    /// A number compares so.
    Amount {
        column: AmountColumn,
        cmp: Cmp,
        amount: i64,
    },
    /// One of the labels is one of these (in the spellings of [`super::spelling::spellings`]).
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
    /// What is sought stands in the text.
    Text {
        column: TextColumn,
        sought: Sought,
        negated: bool,
    },
}

/// Ids: those listed, those of the members of groups, and perhaps none at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ids {
    /// These.
    pub listed: Vec<i64>,
    /// Of users: the members of these groups.
    pub members_of: Vec<i64>,
    /// Whether having no value is fine, too.
    pub or_empty: bool,
}

impl Ids {
    /// Returns these ids only.
    pub fn of(ids: impl IntoIterator<Item = i64>) -> Self {
        Self {
            listed: ids.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Returns that there is no value.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            or_empty: true,
            ..Self::default()
        }
    }

    /// Adds others.
    pub fn add(&mut self, others: Self) {
        self.listed.extend(others.listed);
        self.members_of.extend(others.members_of);
        self.or_empty |= others.or_empty;
    }

    /// Returns each id once, in order.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        for ids in [&mut self.listed, &mut self.members_of] {
            ids.sort_unstable();
            ids.dedup();
        }
        self
    }
}

/// Values as a history has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// The things that are there now.
    pub ids: Ids,
    /// The ids or keys of others, that have been deleted since.
    pub gone: Vec<String>,
}

/// A time from one moment to another, both within it; open where there is none. In milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first moment.
    pub from: Option<i64>,
    /// The last moment.
    pub to: Option<i64>,
}

impl Period {
    /// Narrows the period to what follows a moment, which is within it still.
    pub fn begin(&mut self, at: i64) {
        self.from = Some(self.from.map_or(at, |from| from.max(at)));
    }

    /// Narrows the period to what precedes a moment, which is within it still.
    pub fn end(&mut self, at: i64) {
        self.to = Some(self.to.map_or(at, |to| to.min(at)));
    }
}

impl Test {
    /// Returns the test that an issue passes if it does not pass this one and has a value.
    #[must_use]
    pub fn negated(mut self) -> Self {
        match &mut self {
            Self::Id { negated, .. }
            | Self::Was { negated, .. }
            | Self::Changed { negated, .. }
            | Self::UpdatedBy { negated, .. }
            | Self::RemoteLink { negated, .. }
            | Self::Many { negated, .. }
            | Self::Joined { negated, .. }
            | Self::Linked { negated, .. }
            | Self::Custom { negated, .. }
            | Self::OfEpic { negated, .. }
            | Self::WorkText { negated, .. }
            | Self::Label { negated, .. }
            | Self::Missing { negated, .. }
            | Self::Text { negated, .. } => *negated = !*negated,
            Self::Number { cmp, .. }
            | Self::Moment { cmp, .. }
            | Self::Due { cmp, .. }
            | Self::Amount { cmp, .. } => *cmp = cmp.negated(),
        }
        self
    }
}

/// A column that holds an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdColumn {
    Issue,
    Project,
    ProjectCategory,
    Parent,
    Epic,
    Type,
    Status,
    Priority,
    Resolution,
    Level,
    Reporter,
    Assignee,
    Creator,
    /// One of several: only its history is asked for like that of a column.
    FixVersion,
}

/// A column that holds a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MomentColumn {
    Created,
    Updated,
    Resolved,
    /// When the caller looked at the issue, as far as that is known.
    LastViewed,
}

/// A column, other than one with an id, that may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingColumn {
    Moment(MomentColumn),
    Amount(AmountColumn),
    Due,
    Summary,
    Description,
    Environment,
}

/// A number of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountColumn {
    Votes,
    Watchers,
    /// In seconds, as the next two.
    OriginalEstimate,
    RemainingEstimate,
    TimeSpent,
    /// What was spent of what was estimated, in hundredths.
    WorkRatio,
}

/// A text, or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextColumn {
    Summary,
    Description,
    Environment,
    /// The comments that the caller may see.
    Comment,
    /// Any of the above: all of what is sought must stand in the same one.
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
    Id,
    /// Where people have put it.
    Rank,
    /// The project's key and the number in it.
    Key,
    Project,
    Type,
    Status,
    StatusCategory,
    Priority,
    Resolution,
    Level,
    Reporter,
    Assignee,
    Creator,
    /// The first of the labels.
    Labels,
    Summary,
    Description,
    Environment,
    Created,
    Updated,
    Resolved,
    LastViewed,
    Due,
    /// The first component by name.
    Component,
    /// The first version in its project's order.
    FixVersion,
    AffectedVersion,
    Amount(AmountColumn),
    /// A custom field, by what it holds.
    Custom(i64, HeldBy),
}
