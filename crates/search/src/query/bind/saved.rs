//! Clauses about saved filters: the filter's condition takes the clause's place.

use base::messages;
use jql::{Term, Value};

use super::{Asked, Binder};
use crate::query::bound::Filter;
use crate::query::saved::MAX_NESTED;

/// How many clauses a query may have, those of its filters included.
const MAX_CLAUSES: usize = 2 * super::MAX_CLAUSES;
/// How deep its parts may be nested, those of its filters included.
pub(super) const MAX_DEPTH: usize = 2 * jql::MAX_DEPTH;

impl Binder<'_> {
    /// The issues that one of the filters finds, or none. Not found is everything else here, also what has
    /// no value in the filter's fields: the whole of the filter is negated, and not its clauses.
    pub(super) fn saved(&mut self, asked: &Asked<'_>) -> Option<Filter> {
        let mut found = Vec::new();
        for term in asked.operand.terms() {
            match term {
                Term::Empty(_) => self.no_empty(asked),
                Term::Call(call) => {
                    self.call(asked.name, call, &[]);
                }
                Term::Value(value) => found.extend(self.filters_of(asked, value)?),
            }
        }
        let any = match (found.pop(), found.is_empty()) {
            (Some(only), true) => only,
            (last, _) => Filter::Any(found.into_iter().chain(last).collect()),
        };
        Some(if asked.negative {
            Filter::Not(Box::new(any))
        } else {
            any
        })
    }

    /// Returns the conditions of the filters that a value means; nothing after a problem that concerns the
    /// whole query.
    fn filters_of(&mut self, asked: &Asked<'_>, value: &Value) -> Option<Vec<Filter>> {
        let names = self.scope.names;
        let ids = names.saved.find(value);
        if ids.is_empty() {
            self.no_value(asked.name, value);
        }
        let mut conditions = Vec::new();
        for id in ids {
            let filter = names.saved.get(id)?;
            if self.open.contains(&id) {
                let problem = messages::jql_filter_is_cyclic(asked.name, &value.text, &filter.name);
                self.fatal(problem);
                return None;
            }
            if self.open.len() >= MAX_NESTED {
                self.fatal(messages::jql_filters_too_large());
                return None;
            }
            let Some(expr) = &filter.query.filter else {
                conditions.push(Filter::All(Vec::new()));
                continue;
            };
            self.open.push(id);
            let condition = self.expr(expr, false);
            self.open.pop();
            conditions.push(condition);
        }
        Some(conditions)
    }

    /// Returns whether the part of a filter's query is one too many, and notes so.
    pub(super) fn is_too_much(&mut self) -> bool {
        let is_inside = self.open.len() > self.n_outside;
        let is_too_much = self.depth > MAX_DEPTH || self.n_clauses > MAX_CLAUSES;
        if is_inside && is_too_much {
            self.fatal(messages::jql_filters_too_large());
        }
        is_inside && is_too_much
    }
}
