//! The names in a query: which ones to look up, and what was found.
//!
//! What is here was found under the caller's eyes: a project they may not know of, an issue or a level
//! they may not see is not in it, and so cannot be told from one that does not exist.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use base::text::fold;
use issues::field::custom::Holds;
use issues::text::{Problem, Sought};
use jql::{Clause, Expr, PredicateKind, Query, Term};
use model::{IssueId, IssueKey, ProjectKey};

use super::bound::{IdColumn, Set, Values};
use super::custom::Searchable;
use super::field::{Field, Kind};
use super::function::Function;
use super::saved::Saved;

mod catalog;
mod tracker;

pub use catalog::Catalog;
pub use tracker::{Component, LinkType, Sprint, Tracker, Version, WantedTracker};

/// The names to look up.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Keys, names or ids of projects, as they were written.
    pub projects: BTreeSet<String>,
    /// Names, keys, addresses or display names of users, as they were written.
    pub users: BTreeSet<String>,
    /// Names of groups, in lower case.
    pub groups: BTreeSet<String>,
    /// Names of roles, in lower case: those of them that the caller has, in which projects.
    pub roles: BTreeSet<String>,
    /// Names of permissions, in lower case: those of them that the caller has, in which projects.
    pub permissions: BTreeSet<String>,
    /// Whether anybody's projects are asked for.
    pub leads: bool,
    /// Whether it is asked when the caller signed in.
    pub logins: bool,
    /// Keys of issues.
    pub issues: BTreeMap<ProjectKey, BTreeSet<i64>>,
    /// Ids of issues.
    pub issue_ids: BTreeSet<i64>,
    /// Whether any type, status, category of statuses, priority or resolution is named.
    pub catalog: bool,
    /// Whether any security level is named.
    pub levels: bool,
    /// Texts to look for, as they were written.
    pub texts: BTreeSet<String>,
    /// What there is about the work on issues.
    pub tracker: WantedTracker,
    /// Names or ids of saved filters, as they were written.
    pub filters: BTreeSet<String>,
    /// The custom fields that the caller can name.
    pub custom: Searchable,
    /// Values of the history, as they were written: what is not there now may have been once.
    pub history: BTreeSet<(IdColumn, String)>,
}

impl Wanted {
    /// Returns the names in a query, which may be about these custom fields, too.
    #[cfg(test)]
    #[must_use]
    pub fn by(query: &Query, custom: Searchable) -> Self {
        let mut wanted = Self {
            custom,
            ..Self::default()
        };
        wanted.take(query);
        wanted
    }

    /// Adds the names in another query.
    pub fn take(&mut self, query: &Query) {
        if let Some(filter) = &query.filter {
            self.expr(filter);
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::And(parts, _) | Expr::Or(parts, _) => {
                for part in parts {
                    self.expr(part);
                }
            }
            Expr::Not(part, _) => self.expr(part),
            Expr::Clause(clause) => match Field::find(&clause.field.name) {
                Some(field) => self.clause(field, clause),
                None => self.custom(clause),
            },
        }
    }

    fn custom(&mut self, clause: &Clause) {
        let fields = self.custom.find(&clause.field.name).into_iter();
        let holds: Vec<Holds> = fields.map(|field| field.holds()).collect();
        for term in clause.terms() {
            match term {
                Term::Empty(_) => {}
                Term::Value(value) => {
                    let text = &value.text;
                    for holds in &holds {
                        match holds {
                            Holds::User => self.users.insert(text.clone()),
                            Holds::Group => self.groups.insert(fold(text)),
                            Holds::Version => self.tracker.versions.insert(text.clone()),
                            Holds::Project => self.projects.insert(text.clone()),
                            _ => true,
                        };
                    }
                }
                Term::Call(call) => {
                    if let Some(function) = Function::find(&call.name) {
                        (function.want)(&call.args, self);
                    }
                }
            }
        }
    }

    fn clause(&mut self, field: &Field, clause: &Clause) {
        let kind = field.kind;
        let is_historical = clause.op.is_historical() && field.has_history;
        self.tracker.insight |= matches!(kind, Kind::Crowd(Set::Voters | Set::Watchers));
        for term in clause.terms() {
            self.term(kind, term, is_historical);
        }
        for predicate in &clause.predicates {
            let kind = match predicate.kind {
                PredicateKind::From | PredicateKind::To => kind,
                PredicateKind::By => Kind::User(IdColumn::Creator),
                PredicateKind::After
                | PredicateKind::Before
                | PredicateKind::During
                | PredicateKind::On => Kind::Due,
            };
            let is_value = predicate.kind != PredicateKind::By;
            for term in predicate.operand.terms() {
                self.term(kind, term, is_historical && is_value);
            }
        }
    }

    fn term(&mut self, kind: Kind, term: &Term, is_historical: bool) {
        match term {
            Term::Empty(_) => {}
            Term::Value(value) => {
                self.value(kind, &value.text);
                if let Kind::Catalog(column) | Kind::User(column) = kind
                    && is_historical
                {
                    self.history.insert((column, value.text.clone()));
                }
            }
            Term::Call(call) => {
                if let Some(function) = Function::find(&call.name) {
                    (function.want)(&call.args, self);
                }
            }
        }
    }

    fn value(&mut self, kind: Kind, text: &str) {
        match kind {
            Kind::Project => {
                self.projects.insert(text.to_owned());
            }
            Kind::User(_) => {
                self.users.insert(text.to_owned());
            }
            Kind::Issue(_) => self.issue(text),
            Kind::Catalog(IdColumn::Level) => self.levels = true,
            Kind::Catalog(_) | Kind::Category => self.catalog = true,
            Kind::Text(..) => {
                self.texts.insert(text.to_owned());
            }
            Kind::Saved => {
                self.filters.insert(text.to_owned());
            }
            Kind::Components => {
                self.tracker.components.insert(text.to_owned());
            }
            Kind::Sprints => {
                self.tracker.sprints.insert(text.to_owned());
            }
            Kind::Versions(_) => {
                self.tracker.versions.insert(text.to_owned());
            }
            Kind::Crowd(_) => {
                self.users.insert(text.to_owned());
            }
            Kind::Labels
            | Kind::Moment(_)
            | Kind::Due
            | Kind::WorkDates
            | Kind::WorkTexts
            | Kind::Attachments
            | Kind::Amount(_)
            | Kind::Order => {}
        }
    }

    /// Notes the key or the id of an issue.
    pub fn issue(&mut self, text: &str) {
        if let Some(id) = IssueId::parse(text) {
            self.issue_ids.insert(id.0);
        } else if let Some(key) = IssueKey::parse(text) {
            // Its project too: `key > OPS-5` is about issues of OPS, whether or not there is an OPS-5.
            self.projects.insert(key.project.as_str().to_owned());
            self.issues
                .entry(key.project)
                .or_default()
                .insert(key.number);
        }
    }
}

/// What was found.
#[derive(Debug, Default)]
pub struct Names {
    /// The projects.
    pub projects: Projects,
    /// The users.
    pub users: Users,
    /// The groups, by name in lower case.
    pub groups: HashMap<String, i64>,
    /// The roles, by name in lower case, with the projects in which the caller has them.
    pub roles: HashMap<String, Vec<i64>>,
    /// The permissions, by name in lower case, with the projects in which the caller has them.
    pub permissions: HashMap<String, Vec<i64>>,
    /// The projects, each with who leads it.
    pub leads: Vec<(i64, i64)>,
    /// When the caller signed in.
    pub logins: Logins,
    /// The issues.
    pub issues: Issues,
    /// All types.
    pub types: Catalog,
    /// All statuses.
    pub statuses: Catalog,
    /// All priorities.
    pub priorities: Catalog,
    /// All resolutions.
    pub resolutions: Catalog,
    /// The security levels that the caller is in.
    pub levels: Catalog,
    /// All categories of projects.
    pub project_categories: Catalog,
    /// Components, versions, kinds of links and voters.
    pub tracker: Tracker,
    /// The texts to look for, each in the words that are stored, or what is wrong with it.
    pub texts: HashMap<String, Result<Sought, Problem>>,
    /// The custom fields that the caller can name.
    pub custom: Searchable,
    /// The saved filters, those in them included.
    pub saved: Saved,
    /// What histories know under names that nothing has now, by the name in lower case: renamed things,
    /// and deleted ones.
    pub gone: HashMap<(IdColumn, String), Values>,
}

/// When somebody signed in, in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Logins {
    /// The last time.
    pub current: Option<i64>,
    /// The time before.
    pub previous: Option<i64>,
}

/// The projects that were found.
#[derive(Debug, Default)]
pub struct Projects {
    /// By key.
    pub by_key: HashMap<String, i64>,
    /// By name in lower case.
    pub by_name: HashMap<String, i64>,
}

impl Projects {
    /// Returns the project of this key, name or id.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<i64> {
        let by_id = || {
            let id: i64 = text.parse().ok()?;
            self.by_key.values().copied().find(|known| *known == id)
        };
        self.by_key
            .get(&text.to_uppercase())
            .or_else(|| self.by_name.get(&fold(text)))
            .copied()
            .or_else(by_id)
    }
}

/// The users that were found.
#[derive(Debug, Default)]
pub struct Users {
    /// By sign-in name in lower case.
    pub by_name: HashMap<String, i64>,
    /// By key.
    pub by_key: HashMap<String, i64>,
    /// By address in lower case; several may share one.
    pub by_email: HashMap<String, Vec<i64>>,
    /// By display name in lower case; several may share one.
    pub by_display_name: HashMap<String, Vec<i64>>,
}

impl Users {
    /// Returns the users meant: the one of this name, or else of this key, or else all of this address, or
    /// else all who are shown with this name.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<i64> {
        let folded = fold(text);
        if let Some(id) = self.by_name.get(&folded).or_else(|| self.by_key.get(text)) {
            return vec![*id];
        }
        self.by_email
            .get(&folded)
            .or_else(|| self.by_display_name.get(&folded))
            .cloned()
            .unwrap_or_default()
    }
}

/// The issues that were found.
#[derive(Debug, Default)]
pub struct Issues {
    /// By project key and number.
    pub by_key: HashMap<(String, i64), i64>,
    /// Those found by id.
    pub ids: HashSet<i64>,
}

impl Issues {
    /// Returns the issue of this key.
    #[must_use]
    pub fn by_key(&self, key: &IssueKey) -> Option<i64> {
        self.by_key
            .get(&(key.project.as_str().to_owned(), key.number))
            .copied()
    }
}

impl Names {
    /// Returns the things of the kind that a column holds.
    #[must_use]
    pub fn catalog(&self, column: IdColumn) -> Option<&Catalog> {
        Some(match column {
            IdColumn::Type => &self.types,
            IdColumn::Status => &self.statuses,
            IdColumn::Priority => &self.priorities,
            IdColumn::Resolution => &self.resolutions,
            IdColumn::Level => &self.levels,
            IdColumn::ProjectCategory => &self.project_categories,
            IdColumn::Issue
            | IdColumn::Project
            | IdColumn::Parent
            | IdColumn::Epic
            | IdColumn::Reporter
            | IdColumn::Assignee
            | IdColumn::Creator
            | IdColumn::FixVersion => return None,
        })
    }

    /// Returns whether a value of the history is known without looking there.
    #[must_use]
    pub fn is_present(&self, column: IdColumn, text: &str) -> bool {
        let is_unresolved = column == IdColumn::Resolution && is_unresolved(text);
        let is_found = match self.catalog(column) {
            Some(catalog) => !catalog.find(text).is_empty(),
            None if column == IdColumn::FixVersion => !self.tracker.versions(text).is_empty(),
            None => !self.users.find(text).is_empty(),
        };
        is_unresolved || is_found
    }

    /// Takes over types, statuses, priorities and resolutions.
    pub fn take_catalog(&mut self, catalog: &projects::Catalog) {
        self.types = Catalog::of(
            catalog
                .issue_types
                .iter()
                .map(|kind| (kind.id.0, &*kind.name)),
        );
        self.priorities = Catalog::of(
            catalog
                .priorities
                .iter()
                .map(|priority| (priority.id.0, &*priority.name)),
        );
        self.resolutions = Catalog::of(
            catalog
                .resolutions
                .iter()
                .map(|resolution| (resolution.id.0, &*resolution.name)),
        );
        self.statuses = Catalog::of(
            catalog
                .statuses
                .iter()
                .map(|status| (status.id.0, &*status.name)),
        );
        for (entry, kind) in self.types.0.iter_mut().zip(&catalog.issue_types) {
            entry.is_subtask = kind.is_subtask;
        }
        for (entry, status) in self.statuses.0.iter_mut().zip(&catalog.statuses) {
            entry.category = Some(status.category);
        }
    }
}

/// Returns whether this is the name under which the reference shows issues without a resolution.
#[must_use]
pub fn is_unresolved(text: &str) -> bool {
    text.eq_ignore_ascii_case("Unresolved")
}
