//! Clauses about texts.

use base::messages;
use issues::text::{MAX_WORDS, Problem};
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
        // Every text of a query was read and looked up.
        match self.scope.names.texts.get(&value.text)? {
            Ok(sought) => Some(Filter::Test(Test::Text {
                column,
                sought: sought.clone(),
                negated: asked.negative,
            })),
            Err(problem) => {
                let field = asked.name;
                self.problem(match problem {
                    Problem::Empty => messages::jql_empty_text(field),
                    Problem::LeadingWildcard(wildcard) => {
                        messages::jql_leading_wildcard(&value.text, field, *wildcard)
                    }
                    Problem::TooLong => messages::jql_too_many_words(field, MAX_WORDS),
                });
                None
            }
        }
    }
}
