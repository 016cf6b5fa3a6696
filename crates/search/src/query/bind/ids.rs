//! Clauses about things with ids: projects, issues, people, what issues are made of; and labels.

use base::messages;
use jql::{Term, Value};
use model::{IssueId, IssueKey};
use projects::StatusCategory;

use super::{Asked, Binder};
use crate::query::bound::{Cmp, Filter, IdColumn, Ids, Test};
use crate::query::function::{Gives, Meaning};
use crate::query::names::{Catalog, is_unresolved};
use crate::query::spelling::spellings;

impl Binder<'_> {
    /// Adds up the ids of all terms; what a value means is `find`'s to say, no ids being a problem noted.
    pub(super) fn ids(
        &mut self,
        gives: &[Gives],
        field: &str,
        terms: &[Term],
        mut find: impl FnMut(&mut Self, &Value) -> Ids,
    ) -> Ids {
        let mut found = Ids::default();
        for term in terms {
            match term {
                Term::Empty(_) => found.or_empty = true,
                Term::Value(value) => found.add(find(self, value)),
                Term::Call(call) => {
                    if let Some(Meaning::Ids(ids)) = self.call(field, call, gives) {
                        found.add(ids);
                    }
                }
            }
        }
        found
    }

    fn id_test(
        &mut self,
        asked: &Asked<'_>,
        column: IdColumn,
        find: impl FnMut(&mut Self, &Value) -> Ids,
    ) -> Filter {
        let terms = asked.operand.terms();
        let ids = self.ids(functions(column), asked.name, terms, find);
        Filter::Test(Test::Id {
            column,
            ids: ids.sorted(),
            negated: asked.negative,
        })
    }

    pub(super) fn projects(&mut self, asked: &Asked<'_>) -> Filter {
        self.id_test(asked, IdColumn::Project, |binder, value| {
            let found = binder.scope.names.projects.find(&value.text);
            if found.is_none() {
                binder.no_value(asked.name, value);
            }
            Ids::of(found)
        })
    }

    /// The issues named, and those that pass the tests that functions give.
    pub(super) fn issues(&mut self, asked: &Asked<'_>, column: IdColumn) -> Filter {
        let mut named: Vec<Term> = Vec::new();
        let mut tests = Vec::new();
        for term in asked.operand.terms() {
            let Term::Call(call) = term else {
                named.push(term.clone());
                continue;
            };
            if let Some(Meaning::Issues(test)) = self.call(asked.name, call, functions(column)) {
                tests.push(Filter::Test(if asked.negative {
                    test.negated()
                } else {
                    test
                }));
            }
        }
        if !named.is_empty() || tests.is_empty() {
            let ids = self.ids(&[], asked.name, &named, |binder, value| {
                binder.issue(asked.name, value)
            });
            tests.push(Filter::Test(Test::Id {
                column,
                ids: ids.sorted(),
                negated: asked.negative,
            }));
        }
        match (tests.pop(), tests.is_empty(), asked.negative) {
            (Some(only), true, _) => only,
            (last, _, true) => Filter::All(tests.into_iter().chain(last).collect()),
            (last, _, false) => Filter::Any(tests.into_iter().chain(last).collect()),
        }
    }

    fn issue(&mut self, field: &str, value: &Value) -> Ids {
        let issues = &self.scope.names.issues;
        if let Some(id) = IssueId::parse(&value.text) {
            let found = issues.ids.get(&id.0).copied();
            if found.is_none() {
                self.problem_at(value.span, messages::jql_no_such_id(&value.text, field));
            }
            return Ids::of(found);
        }
        let Some(key) = IssueKey::parse(&value.text) else {
            self.problem_at(value.span, messages::jql_bad_issue_key(&value.text, field));
            return Ids::default();
        };
        let found = issues.by_key(&key);
        if found.is_none() {
            self.problem_at(value.span, messages::jql_no_such_issue(&value.text, field));
        }
        Ids::of(found)
    }

    /// `key > OPS-5`: the issues of OPS with larger numbers.
    pub(super) fn number(&mut self, asked: &Asked<'_>) -> Option<Filter> {
        let value = self.single_value(asked)?;
        let Some(key) = IssueKey::parse(&value.text) else {
            self.problem_at(
                value.span,
                messages::jql_bad_issue_key(&value.text, asked.name),
            );
            return None;
        };
        let Some(project) = self.scope.names.projects.find(key.project.as_str()) else {
            self.problem_at(
                value.span,
                messages::jql_no_such_issue(&value.text, asked.name),
            );
            return None;
        };
        Some(Filter::Test(Test::Number {
            project,
            cmp: asked.cmp()?,
            number: key.number,
        }))
    }

    pub(super) fn catalog(&mut self, asked: &Asked<'_>, column: IdColumn) -> Option<Filter> {
        let catalog = self.scope.names.catalog(column)?;
        if let Some(cmp) = asked.cmp() {
            return self.ranked(asked, column, catalog, cmp);
        }
        Some(self.id_test(asked, column, |binder, value| {
            binder.entry(column, asked.name, catalog, value)
        }))
    }

    /// Returns the things of a catalog that a value names.
    pub(super) fn entry(
        &mut self,
        column: IdColumn,
        field: &str,
        catalog: &Catalog,
        value: &Value,
    ) -> Ids {
        if column == IdColumn::Resolution && is_unresolved(&value.text) {
            return Ids::empty();
        }
        let found = catalog.find(&value.text);
        if found.is_empty() {
            self.no_value(field, value);
        }
        Ids::of(found.into_iter().map(|entry| entry.id))
    }

    /// `priority > Low`: those that stand before it in the administrator's order.
    fn ranked(
        &mut self,
        asked: &Asked<'_>,
        column: IdColumn,
        all: &Catalog,
        cmp: Cmp,
    ) -> Option<Filter> {
        let value = self.single_value(asked)?;
        let Some(position) = all.find(&value.text).first().map(|entry| entry.position) else {
            self.no_value(asked.name, value);
            return None;
        };
        let fits = |entry: usize, than: usize| match cmp {
            Cmp::Less => entry > than,
            Cmp::LessOrEqual => entry >= than,
            Cmp::Greater => entry < than,
            Cmp::GreaterOrEqual => entry <= than,
            Cmp::Equal | Cmp::NotEqual => false,
        };
        let entries = all.0.iter();
        let fitting = entries.filter(|entry| fits(entry.position, position));
        Some(Filter::Test(Test::Id {
            column,
            ids: Ids::of(fitting.map(|entry| entry.id)).sorted(),
            negated: false,
        }))
    }

    pub(super) fn categories(&mut self, asked: &Asked<'_>) -> Filter {
        self.id_test(asked, IdColumn::Status, |binder, value| {
            let Some(category) = category(&value.text) else {
                binder.no_value(asked.name, value);
                return Ids::default();
            };
            let statuses = binder.scope.names.statuses.0.iter();
            let fitting = statuses.filter(|status| status.category == Some(category));
            Ids::of(fitting.map(|status| status.id))
        })
    }

    pub(super) fn users(&mut self, asked: &Asked<'_>, column: IdColumn) -> Filter {
        self.id_test(asked, column, |binder, value| {
            binder.user(asked.name, value)
        })
    }

    pub(super) fn user(&mut self, field: &str, value: &Value) -> Ids {
        let found = self.scope.names.users.find(&value.text);
        // Whoever may not browse users is not told which there are: no user is no issue to them.
        if found.is_empty() && self.scope.browses_users {
            self.problem_at(value.span, messages::jql_no_such_value(&value.text, field));
        }
        Ids::of(found)
    }

    pub(super) fn labels(&mut self, asked: &Asked<'_>) -> Filter {
        let mut labels = Vec::new();
        let mut or_empty = false;
        for term in asked.operand.terms() {
            match term {
                Term::Empty(_) => or_empty = true,
                Term::Value(value) => labels.extend(spellings(&value.text)),
                Term::Call(call) => {
                    self.call(asked.name, call, &[]);
                }
            }
        }
        Filter::Test(Test::Label {
            labels,
            or_empty,
            negated: asked.negative,
        })
    }
}

/// Returns which functions give what a column holds.
pub(super) fn functions(column: IdColumn) -> &'static [Gives] {
    match column {
        IdColumn::Issue => &[Gives::Issues],
        IdColumn::Project => &[Gives::Projects],
        IdColumn::Type => &[Gives::Types],
        IdColumn::Reporter | IdColumn::Assignee | IdColumn::Creator => &[Gives::User, Gives::Users],
        IdColumn::FixVersion => &[Gives::Version, Gives::Versions],
        IdColumn::ProjectCategory
        | IdColumn::Parent
        | IdColumn::Epic
        | IdColumn::Status
        | IdColumn::Priority
        | IdColumn::Resolution
        | IdColumn::Level => &[],
    }
}

/// Returns the category of statuses by its name, key or id.
fn category(text: &str) -> Option<StatusCategory> {
    let text = base::text::fold(text);
    StatusCategory::find(&text).or_else(|| {
        StatusCategory::ALL
            .into_iter()
            .find(|category| base::text::fold(category.name()) == text)
    })
}
