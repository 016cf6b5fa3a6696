//! Tests of what an issue has several of.

use super::{Ids, Period};

/// Several things of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    Components,
    FixVersions,
    AffectedVersions,
    /// Those that the caller may know.
    Voters,
    /// The same.
    Watchers,
    /// Those who looked at it lately: only the caller is ever asked for.
    Viewers,
    /// The worklogs that are for the caller.
    Worklogs,
    Attachments,
    Sprints,
}

/// Which of the things are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those with one of these ids; of a worklog its author's.
    Ids(Ids),
    /// Those that were begun within one of these periods.
    Within(Vec<Period>),
}

/// Of which issues the caller may know the voters and the watchers besides themselves. Projects in which
/// it is the same stand together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Insight(pub Vec<(Sides, Vec<i64>)>);

/// What lets the caller know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// Nothing is needed.
    pub any: bool,
    /// Being the reporter is enough.
    pub reporter: bool,
    /// Being the assignee is enough.
    pub assignee: bool,
    /// Being both is.
    pub both: bool,
}

impl Sides {
    /// Returns whether there is no issue of which the caller may know.
    #[must_use]
    pub fn is_never(self) -> bool {
        self == Self::default()
    }
}

impl Insight {
    /// Adds a project.
    pub fn add(&mut self, project: i64, sides: Sides) {
        if sides.is_never() {
            return;
        }
        match self.0.iter_mut().find(|(known, _)| *known == sides) {
            Some((_, projects)) => projects.push(project),
            None => self.0.push((sides, vec![project])),
        }
    }
}
