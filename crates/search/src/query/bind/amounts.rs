//! Clauses about numbers and lengths of time.

use base::messages;
use issues::duration;
use jql::{Term, Value};

use super::{Asked, Binder, missing_test};
use crate::query::bound::{AmountColumn, Cmp, Filter, MissingColumn, Test};

impl Binder<'_> {
    pub(super) fn amounts(&mut self, asked: &Asked<'_>, column: AmountColumn) -> Option<Filter> {
        let cmp = asked.cmp().unwrap_or(if asked.negative {
            Cmp::NotEqual
        } else {
            Cmp::Equal
        });
        // Every issue has as many votes and watchers as it has, if only none.
        let is_counted = matches!(column, AmountColumn::Votes | AmountColumn::Watchers);
        let mut tests = Vec::new();
        for term in asked.operand.terms() {
            match term {
                Term::Empty(_) if asked.cmp().is_some() || is_counted => {
                    self.no_empty(asked);
                    return None;
                }
                Term::Empty(_) => {
                    let missing = MissingColumn::Amount(column);
                    tests.push(missing_test(missing, asked.negative));
                }
                Term::Value(value) => {
                    let amount = self.amount(asked.name, column, value)?;
                    tests.push(Filter::Test(Test::Amount {
                        column,
                        cmp,
                        amount,
                    }));
                }
                Term::Call(call) => {
                    self.call(asked.name, call, &[]);
                    return None;
                }
            }
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

    fn amount(&mut self, field: &str, column: AmountColumn, value: &Value) -> Option<i64> {
        let text = &value.text;
        let found = match column {
            AmountColumn::Votes | AmountColumn::Watchers | AmountColumn::WorkRatio => text
                .trim()
                .parse()
                .map_err(|_| messages::jql_bad_number(text, field)),
            AmountColumn::OriginalEstimate
            | AmountColumn::RemainingEstimate
            | AmountColumn::TimeSpent => {
                duration::parse(text).ok_or_else(|| messages::jql_bad_duration(text, field))
            }
        };
        found.map_err(|problem| self.problem(problem)).ok()
    }
}
