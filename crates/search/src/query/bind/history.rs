//! Clauses about what fields were: `WAS`, `CHANGED` and their predicates.

use base::messages;
use jql::{Clause, Op, Operand, Predicate, PredicateKind, Term, Value};

use super::ids::functions;
use super::{Binder, misfit_of_operand};
use crate::query::bound::{Filter, IdColumn, Ids, Period, Set, Test, Values};
use crate::query::date;
use crate::query::field::{Field, Kind, spelling};

/// What the predicates of a clause say.
#[derive(Default)]
struct Narrowed {
    during: Period,
    by: Vec<Ids>,
    from: Vec<Values>,
    to: Vec<Values>,
}

impl Binder<'_> {
    pub(super) fn history(
        &mut self,
        field: &Field,
        name: &str,
        clause: &Clause,
        negated: bool,
    ) -> Option<Filter> {
        let column = match field.kind {
            Kind::Catalog(column) | Kind::User(column) => column,
            Kind::Versions(Set::FixVersions) => IdColumn::FixVersion,
            _ => {
                self.problem(messages::jql_no_history(name));
                return None;
            }
        };
        if !field.takes(clause.op) {
            self.problem(messages::jql_no_history(name));
            return None;
        }
        if let Some(operand) = &clause.operand
            && let Some(misfit) = misfit_of_operand(clause.op, operand, name)
        {
            self.problem(misfit);
            return None;
        }
        let values = self.values(column, name, clause.terms());
        let narrowed = self.narrowed(column, name, clause)?;
        let turns = matches!(clause.op, Op::WasNot | Op::WasNotIn);
        let negated = negated != turns;
        Some(Filter::Test(match clause.op {
            Op::Changed => Test::Changed {
                column,
                from: narrowed.from,
                to: narrowed.to,
                during: narrowed.during,
                by: narrowed.by,
                negated,
            },
            _ => Test::Was {
                column,
                values,
                during: narrowed.during,
                by: narrowed.by,
                negated,
            },
        }))
    }

    /// Returns what the terms stand for, now and in the history. Of a value that never was, none: it is
    /// noted as a problem.
    fn values(&mut self, column: IdColumn, field: &str, terms: &[Term]) -> Values {
        let mut gone: Vec<String> = Vec::new();
        let ids = self.ids(functions(column), field, terms, |binder, value| {
            let names = binder.scope.names;
            if !names.is_present(column, &value.text) {
                let key = (column, base::text::fold(&value.text));
                if let Some(known) = names.gone.get(&key) {
                    gone.extend(known.gone.iter().cloned());
                    return known.ids.clone();
                }
            }
            binder.value(column, field, value)
        });
        gone.sort();
        gone.dedup();
        Values {
            ids: ids.sorted(),
            gone,
        }
    }

    /// Returns what a value stands for now.
    pub(super) fn value(&mut self, column: IdColumn, field: &str, value: &Value) -> Ids {
        match self.scope.names.catalog(column) {
            Some(catalog) => self.entry(column, field, catalog, value),
            None if column == IdColumn::FixVersion => self.version(field, value),
            None => self.user(field, value),
        }
    }

    fn narrowed(&mut self, column: IdColumn, name: &str, clause: &Clause) -> Option<Narrowed> {
        let mut narrowed = Narrowed::default();
        let n_problems = self.problems.len();
        let mut is_known = true;
        for predicate in &clause.predicates {
            let terms = predicate.operand.terms();
            match predicate.kind {
                PredicateKind::By => {
                    let gives = functions(IdColumn::Creator);
                    let users =
                        self.ids(gives, name, terms, |binder, value| binder.user(name, value));
                    narrowed.by.push(users.sorted());
                }
                PredicateKind::From | PredicateKind::To if clause.op != Op::Changed => {
                    let word = predicate.kind.word().to_ascii_lowercase();
                    let operator = spelling(clause.op);
                    self.problem(messages::jql_predicate_not_supported(&word, &operator));
                }
                PredicateKind::From => narrowed.from.push(self.values(column, name, terms)),
                PredicateKind::To => narrowed.to.push(self.values(column, name, terms)),
                PredicateKind::After
                | PredicateKind::Before
                | PredicateKind::During
                | PredicateKind::On => {
                    let narrower = self.period(name, predicate);
                    is_known &= narrower.is_some();
                    let Period { from, to } = narrower.unwrap_or_default();
                    from.inspect(|at| narrowed.during.begin(*at));
                    to.inspect(|at| narrowed.during.end(*at));
                }
            }
        }
        // Without one of its predicates the clause would find more.
        (is_known && self.problems.len() == n_problems).then_some(narrowed)
    }

    /// Returns the time that a predicate tells. Moments are those of the clock's smallest step.
    fn period(&mut self, field: &str, predicate: &Predicate) -> Option<Period> {
        let terms = predicate.operand.terms();
        let shape_fits = match predicate.kind {
            PredicateKind::During => terms.len() == 2,
            _ => matches!(predicate.operand, Operand::Single(_)),
        };
        if !shape_fits {
            let word = predicate.kind.word().to_ascii_lowercase();
            let written = predicate.operand.to_string();
            self.problem(match predicate.kind {
                PredicateKind::During => messages::jql_during_needs_two(&written),
                _ => messages::jql_predicate_needs_date(&word, &written),
            });
            return None;
        }
        let mut moments = Vec::new();
        for term in terms {
            if matches!(term, Term::Empty(_)) {
                let word = predicate.kind.word().to_ascii_lowercase();
                self.problem(messages::jql_not_empty(&word, field));
                return None;
            }
            moments.push(self.date(field, term)?);
        }
        let millis = |idx: usize| {
            let moment: Option<&jiff::Zoned> = moments.get(idx);
            moment.map(|at| at.timestamp().as_millisecond())
        };
        Some(match predicate.kind {
            PredicateKind::After => Period {
                from: millis(0).map(|at| at.saturating_add(1)),
                to: None,
            },
            PredicateKind::Before => Period {
                from: None,
                to: millis(0).map(|at| at.saturating_sub(1)),
            },
            PredicateKind::On => {
                let (first, last) = date::day_of(moments.first()?)?;
                Period {
                    from: Some(first),
                    to: Some(last),
                }
            }
            _ => Period {
                from: millis(0),
                to: millis(1),
            },
        })
    }
}
