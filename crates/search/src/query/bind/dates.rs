//! Clauses about moments and days.

use base::messages;
use jql::Term;

use super::{Asked, Binder, missing_test};
use crate::query::bound::{Cmp, Filter, MissingColumn, MomentColumn, Test};
use crate::query::date::Function;
use crate::query::field::spelling;

impl Binder<'_> {
    /// `column` is the moment compared; without one it is the due day.
    pub(super) fn dates(
        &mut self,
        asked: &Asked<'_>,
        column: Option<MomentColumn>,
    ) -> Option<Filter> {
        let missing = column.map_or(MissingColumn::Due, MissingColumn::Moment);
        let cmp = asked.cmp().unwrap_or(if asked.negative {
            Cmp::NotEqual
        } else {
            Cmp::Equal
        });
        let mut tests = Vec::new();
        for term in asked.operand.terms() {
            if matches!(term, Term::Empty(_)) {
                if asked.cmp().is_some() {
                    let operator = spelling(asked.op);
                    self.problem(messages::jql_not_empty(&operator, asked.name));
                    return None;
                }
                tests.push(missing_test(missing, asked.negative));
                continue;
            }
            let at = self.date(asked, term)?;
            tests.push(Filter::Test(match column {
                Some(column) => Test::Moment {
                    column,
                    cmp,
                    at: at.timestamp().as_millisecond(),
                },
                None => Test::Due {
                    cmp,
                    day: at.date().to_string(),
                },
            }));
        }
        if tests.len() == 1 {
            return tests.pop();
        }
        Some(if asked.negative {
            Filter::All(tests)
        } else {
            Filter::Any(tests)
        })
    }

    fn date(&mut self, asked: &Asked<'_>, term: &Term) -> Option<jiff::Zoned> {
        let call = match term {
            Term::Value(value) => {
                let found = self.scope.now.value(&value.text);
                if found.is_none() {
                    self.problem(messages::jql_bad_date(&value.text, asked.name));
                }
                return found;
            }
            Term::Call(call) => call,
            Term::Empty(_) => return None,
        };
        let Some(function) = Function::find(&call.name) else {
            self.no_function(asked.name, call);
            return None;
        };
        let (most, expected) = match function {
            Function::Now => (0, "0"),
            Function::StartOf(_) | Function::EndOf(_) => (1, "0-1"),
        };
        if call.args.len() > most {
            let n_args = call.args.len();
            self.problem(messages::jql_bad_arguments(&call.name, expected, n_args));
            return None;
        }
        let argument = call.args.first().map(|argument| argument.text.as_str());
        let found = self.scope.now.call(function, argument);
        if found.is_none() {
            let argument = argument.unwrap_or_default();
            self.problem(messages::jql_bad_increment(&call.name, argument));
        }
        found
    }
}
