//! Clauses about texts.

use base::messages;
use issues::text::{MAX_WORDS, Problem, Sought, TextQuery};
use jql::Op;

use super::{Asked, Binder, missing_test};
use crate::query::bound::{Filter, MissingColumn, Test, TextColumn};

impl Binder<'_> {
    pub(super) fn text(
        &mut self,
        asked: &Asked<'_>,
        column: TextColumn,
        missing: Option<MissingColumn>,
    ) -> Option<Filter> {
        if matches!(asked.op, Op::Is | Op::IsNot) {
            return missing.map(|column| missing_test(column, asked.negative));
        }
        let value = self.single_value(asked)?;
        if let Err(problem) = TextQuery::parse(&value.text) {
            let field = asked.name;
            self.problem(match problem {
                Problem::Empty => messages::jql_empty_text(field),
                Problem::LeadingWildcard(wildcard) => {
                    messages::jql_leading_wildcard(&value.text, field, wildcard)
                }
                Problem::TooLong => messages::jql_too_many_words(field, MAX_WORDS),
            });
            return None;
        }
        let sought = self.scope.names.texts.get(&value.text);
        Some(Filter::Test(Test::Text {
            column,
            // Everything that can be read was looked up.
            sought: sought.cloned().unwrap_or(Sought::OneOf(Vec::new())),
            negated: asked.negative,
        }))
    }
}
