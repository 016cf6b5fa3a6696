//! Clauses about moments and days.

use base::messages;
use jql::Term;

use super::{Asked, Binder, missing_test};
use crate::query::bound::{Cmp, Filter, MissingColumn, MomentColumn, Test};
use crate::query::function::{Gives, Meaning};

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
                    self.no_empty(asked);
                    return None;
                }
                tests.push(missing_test(missing, asked.negative));
                continue;
            }
            let at = self.date(asked.name, term)?;
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

    /// Returns the moment that a value or a function stands for. Nothing if that is none, which is noted as a
    /// problem, or if a function knows none.
    pub(super) fn date(&mut self, field: &str, term: &Term) -> Option<jiff::Zoned> {
        match term {
            Term::Value(value) => {
                let found = self.scope.now.value(&value.text);
                if found.is_none() {
                    self.problem(messages::jql_bad_date(&value.text, field));
                }
                found
            }
            Term::Call(call) => match self.call(field, call, &[Gives::Moment])? {
                Meaning::Moment(at) => at,
                Meaning::Ids(_) | Meaning::Issues(_) | Meaning::Texts(_) => None,
            },
            Term::Empty(_) => None,
        }
    }
}
