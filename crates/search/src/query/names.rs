//! The names in a query: which ones to look up, and what was found.
//!
//! What is here was found under the caller's eyes: a project they may not know of, an issue or a level
//! they may not see is not in it, and so cannot be told from one that does not exist.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use base::text::fold;
use jql::{Expr, Query, Term};
use model::{IssueId, IssueKey, ProjectKey};
use projects::StatusCategory;

use super::field::Field;

/// The names to look up.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Keys, names or ids of projects, as they were written.
    pub projects: BTreeSet<String>,
    /// Names, keys, addresses or display names of users, as they were written.
    pub users: BTreeSet<String>,
    /// Keys of issues.
    pub issues: BTreeMap<ProjectKey, BTreeSet<i64>>,
    /// Ids of issues.
    pub issue_ids: BTreeSet<i64>,
    /// Whether any type, status, category of statuses, priority or resolution is named.
    pub catalog: bool,
    /// Whether any security level is named.
    pub levels: bool,
}

impl Wanted {
    /// Returns the names in a query.
    #[must_use]
    pub fn by(query: &Query) -> Self {
        let mut wanted = Self::default();
        if let Some(filter) = &query.filter {
            wanted.expr(filter);
        }
        wanted
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::And(parts, _) | Expr::Or(parts, _) => {
                for part in parts {
                    self.expr(part);
                }
            }
            Expr::Not(part, _) => self.expr(part),
            Expr::Clause(clause) => {
                let Some(field) = Field::find(&clause.field.name) else {
                    return;
                };
                for term in clause.operand.terms() {
                    if let Term::Value(value) = term {
                        self.value(field, &value.text);
                    }
                }
            }
        }
    }

    fn value(&mut self, field: Field, text: &str) {
        match field {
            Field::Project => {
                self.projects.insert(text.to_owned());
            }
            Field::Reporter | Field::Assignee | Field::Creator => {
                self.users.insert(text.to_owned());
            }
            Field::Key | Field::Parent => self.issue(text),
            Field::Type
            | Field::Status
            | Field::StatusCategory
            | Field::Priority
            | Field::Resolution => self.catalog = true,
            Field::Level => self.levels = true,
            Field::Labels
            | Field::Summary
            | Field::Description
            | Field::Environment
            | Field::Comment
            | Field::Text
            | Field::Created
            | Field::Updated
            | Field::Resolved
            | Field::Due
            | Field::Rank => {}
        }
    }

    fn issue(&mut self, text: &str) {
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

/// All things of a kind of which there are few.
#[derive(Debug, Default)]
pub struct Catalog(pub Vec<Entry>);

/// One thing of such a kind.
#[derive(Debug)]
pub struct Entry {
    /// Its id.
    pub id: i64,
    /// Its name in lower case.
    pub name: String,
    /// Its place in the order that the administrator chose.
    pub position: usize,
    /// Of a status: its category.
    pub category: Option<StatusCategory>,
}

impl Names {
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
        for (entry, status) in self.statuses.0.iter_mut().zip(&catalog.statuses) {
            entry.category = Some(status.category);
        }
    }
}

impl Catalog {
    /// Returns the things of these ids and names, in this order.
    pub fn of<'a>(entries: impl IntoIterator<Item = (i64, &'a str)>) -> Self {
        let entries = entries.into_iter().enumerate();
        Self(
            entries
                .map(|(position, (id, name))| Entry {
                    id,
                    name: fold(name),
                    position,
                    category: None,
                })
                .collect(),
        )
    }

    /// Returns the things of this name, or else of this id.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<&Entry> {
        let name = fold(text);
        let named: Vec<&Entry> = self.0.iter().filter(|entry| entry.name == name).collect();
        if !named.is_empty() {
            return named;
        }
        let id: Option<i64> = text.parse().ok();
        self.0.iter().filter(|entry| Some(entry.id) == id).collect()
    }
}
