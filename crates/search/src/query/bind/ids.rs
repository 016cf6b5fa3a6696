//! Clauses about things with ids: projects, issues, people, what issues are made of; and labels.

use base::messages;
use jql::{Call, Term, Value};
use model::{IssueId, IssueKey};
use projects::StatusCategory;

use super::{Asked, Binder};
use crate::query::bound::{Cmp, Filter, IdColumn, Test};
use crate::query::names::Catalog;
use crate::query::text;

/// The ids that the terms of a clause stand for.
#[derive(Default)]
struct Ids {
    ids: Vec<i64>,
    or_empty: bool,
}

impl Binder<'_> {
    /// Adds up the ids of all terms; what a value means is `find`'s to say, no ids being a problem noted.
    fn ids(
        &mut self,
        asked: &Asked<'_>,
        column: IdColumn,
        mut find: impl FnMut(&mut Self, &Value) -> Ids,
    ) -> Filter {
        let mut found = Ids::default();
        for term in asked.operand.terms() {
            match term {
                Term::Empty(_) => found.or_empty = true,
                Term::Call(call) => found.ids.extend(self.user_call(asked, column, call)),
                Term::Value(value) => {
                    let ids = find(self, value);
                    found.ids.extend(ids.ids);
                    found.or_empty |= ids.or_empty;
                }
            }
        }
        id_test(column, found, asked.negative)
    }

    /// Returns the users that a function stands for; no other ids can come from one yet.
    fn user_call(&mut self, asked: &Asked<'_>, column: IdColumn, call: &Call) -> Option<i64> {
        let is_user = matches!(
            column,
            IdColumn::Reporter | IdColumn::Assignee | IdColumn::Creator
        );
        if !call.name.eq_ignore_ascii_case("currentUser") {
            self.no_function(asked.name, call);
        } else if !is_user {
            self.problem(messages::jql_function_not_supported(&call.name, asked.name));
        } else if !call.args.is_empty() {
            let n_args = call.args.len();
            self.problem(messages::jql_bad_arguments(&call.name, "0", n_args));
        } else {
            return self.scope.user.map(|user| user.0);
        }
        None
    }

    pub(super) fn projects(&mut self, asked: &Asked<'_>) -> Filter {
        self.ids(asked, IdColumn::Project, |binder, value| {
            let found = binder.scope.names.projects.find(&value.text);
            if found.is_none() {
                binder.no_value(asked.name, value);
            }
            Ids::of(found)
        })
    }

    pub(super) fn issues(&mut self, asked: &Asked<'_>, column: IdColumn) -> Filter {
        self.ids(asked, column, |binder, value| {
            let issues = &binder.scope.names.issues;
            if let Some(id) = IssueId::parse(&value.text) {
                let found = issues.ids.get(&id.0).copied();
                if found.is_none() {
                    binder.problem(messages::jql_no_such_id(&value.text, asked.name));
                }
                return Ids::of(found);
            }
            let Some(key) = IssueKey::parse(&value.text) else {
                binder.problem(messages::jql_bad_issue_key(&value.text, asked.name));
                return Ids::default();
            };
            let found = issues.by_key(&key);
            if found.is_none() {
                binder.problem(messages::jql_no_such_issue(&value.text, asked.name));
            }
            Ids::of(found)
        })
    }

    /// `key > OPS-5`: the issues of OPS with larger numbers.
    pub(super) fn number(&mut self, asked: &Asked<'_>) -> Option<Filter> {
        let value = self.single_value(asked)?;
        let Some(key) = IssueKey::parse(&value.text) else {
            self.problem(messages::jql_bad_issue_key(&value.text, asked.name));
            return None;
        };
        let Some(project) = self.scope.names.projects.find(key.project.as_str()) else {
            self.problem(messages::jql_no_such_issue(&value.text, asked.name));
            return None;
        };
        Some(Filter::Test(Test::Number {
            project,
            cmp: asked.cmp()?,
            number: key.number,
        }))
    }

    pub(super) fn catalog(
        &mut self,
        asked: &Asked<'_>,
        column: IdColumn,
        all: &Catalog,
    ) -> Option<Filter> {
        if let Some(cmp) = asked.cmp() {
            return self.ranked(asked, column, all, cmp);
        }
        Some(self.ids(asked, column, |binder, value| {
            // The reference shows issues without a resolution under this name.
            if column == IdColumn::Resolution && value.text.eq_ignore_ascii_case("Unresolved") {
                return Ids {
                    ids: Vec::new(),
                    or_empty: true,
                };
            }
            let found = all.find(&value.text);
            if found.is_empty() {
                binder.no_value(asked.name, value);
            }
            Ids::of(found.into_iter().map(|entry| entry.id))
        }))
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
        let ids = all
            .0
            .iter()
            .filter(|entry| fits(entry.position, position))
            .map(|entry| entry.id);
        Some(id_test(column, Ids::of(ids), false))
    }

    pub(super) fn categories(&mut self, asked: &Asked<'_>) -> Filter {
        self.ids(asked, IdColumn::Status, |binder, value| {
            let Some(category) = category(&value.text) else {
                binder.no_value(asked.name, value);
                return Ids::default();
            };
            let statuses = binder.scope.names.statuses.0.iter();
            Ids::of(
                statuses
                    .filter(|status| status.category == Some(category))
                    .map(|status| status.id),
            )
        })
    }

    pub(super) fn users(&mut self, asked: &Asked<'_>, column: IdColumn) -> Filter {
        self.ids(asked, column, |binder, value| {
            let found = binder.scope.names.users.find(&value.text);
            // Whoever may not browse users is not told which there are: no user is no issue to them.
            if found.is_empty() && binder.scope.browses_users {
                binder.problem(messages::jql_no_such_value(&value.text, asked.name));
            }
            Ids::of(found)
        })
    }

    pub(super) fn labels(&mut self, asked: &Asked<'_>) -> Filter {
        let mut labels = Vec::new();
        let mut or_empty = false;
        for term in asked.operand.terms() {
            match term {
                Term::Empty(_) => or_empty = true,
                Term::Value(value) => labels.extend(text::spellings(&value.text)),
                Term::Call(call) => self.no_function(asked.name, call),
            }
        }
        Filter::Test(Test::Label {
            labels,
            or_empty,
            negated: asked.negative,
        })
    }
}

impl Ids {
    fn of(ids: impl IntoIterator<Item = i64>) -> Self {
        Self {
            ids: ids.into_iter().collect(),
            or_empty: false,
        }
    }
}

fn id_test(column: IdColumn, found: Ids, negated: bool) -> Filter {
    let mut ids = found.ids;
    ids.sort_unstable();
    ids.dedup();
    Filter::Test(Test::Id {
        column,
        ids,
        or_empty: found.or_empty,
        negated,
    })
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
