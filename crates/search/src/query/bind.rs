//! Names to ids: the tree of a query becomes a [`Bound`] one, or the list of what is wrong with it.
//!
//! Pure: what the names mean was looked up before (`names.rs`, `store.rs`). One function a kind of field,
//! here for texts and in `bind/` for the others; which operators a field takes is in `field.rs`.

mod dates;
mod ids;
mod sort;

use base::messages;
use jql::{Call, Clause, Expr, FieldName, Op, Operand, Query, Term, Value};
use model::UserId;

use super::bound::{Bound, Cmp, Filter, IdColumn, MissingColumn, MomentColumn, Test, TextColumn};
use super::date::{Function, Now};
use super::field::{Field, spelling};
use super::names::Names;
use super::text::{self, Problem};

/// The largest number of values in one list.
pub const MAX_LIST: usize = 2_000;

/// What a query is read against.
pub struct Scope<'a> {
    /// What its names mean.
    pub names: &'a Names,
    /// When and where it is read.
    pub now: &'a Now,
    /// Who asks.
    pub user: Option<UserId>,
    /// Whether they are told that a user does not exist.
    pub browses_users: bool,
}

/// Returns the query with its names resolved, and what is wrong with it. A clause with a problem finds
/// less than it would without: never more.
#[must_use]
pub fn bind(query: &Query, scope: &Scope<'_>) -> (Bound, Vec<String>) {
    let mut binder = Binder {
        scope,
        problems: Vec::new(),
    };
    let filter = query
        .filter
        .as_ref()
        .map_or(Filter::All(Vec::new()), |expr| binder.expr(expr, false));
    let order = query
        .order
        .iter()
        .filter_map(|key| binder.sort(key))
        .collect();
    (Bound { filter, order }, binder.problems)
}

struct Binder<'a> {
    scope: &'a Scope<'a>,
    problems: Vec<String>,
}

/// A clause whose operator and operand fit its field.
struct Asked<'a> {
    /// The field's name as it was written.
    name: &'a str,
    op: Op,
    operand: &'a Operand,
    /// Whether what is found is what the terms do *not* describe.
    negative: bool,
    /// Whether the clause stands in a `not`.
    negated: bool,
}

impl Binder<'_> {
    fn expr(&mut self, expr: &Expr, negated: bool) -> Filter {
        match expr {
            Expr::And(parts, _) => self.parts(parts, negated, !negated),
            Expr::Or(parts, _) => self.parts(parts, negated, negated),
            Expr::Not(part, _) => self.expr(part, !negated),
            Expr::Clause(clause) => self.clause(clause, negated).unwrap_or(Filter::NOTHING),
        }
    }

    fn parts(&mut self, parts: &[Expr], negated: bool, all: bool) -> Filter {
        let parts = parts.iter().map(|part| self.expr(part, negated)).collect();
        if all {
            Filter::All(parts)
        } else {
            Filter::Any(parts)
        }
    }

    /// Notes a problem, each only once.
    fn problem(&mut self, text: String) {
        if !self.problems.contains(&text) {
            self.problems.push(text);
        }
    }

    /// Returns the clause's condition; nothing after a problem with the clause as a whole.
    fn clause(&mut self, clause: &Clause, negated: bool) -> Option<Filter> {
        let name = name_of(&clause.field.name);
        let Some(field) = Field::find(&clause.field.name) else {
            self.problem(messages::jql_no_such_field(&name));
            return None;
        };
        let turns = matches!(
            clause.op,
            Op::NotEquals | Op::NotIn | Op::IsNot | Op::NotContains
        );
        let asked = Asked {
            name: &name,
            op: clause.op,
            operand: &clause.operand,
            negative: negated != turns,
            negated,
        };
        if let Some(misfit) = misfit(field, &asked) {
            self.problem(misfit);
            return None;
        }
        let names = self.scope.names;
        match field {
            Field::Project => Some(self.projects(&asked)),
            Field::Key if comparison(asked.op).is_some() => self.number(&asked),
            Field::Key => Some(self.issues(&asked, IdColumn::Issue)),
            Field::Parent => Some(self.issues(&asked, IdColumn::Parent)),
            Field::Type => self.catalog(&asked, IdColumn::Type, &names.types),
            Field::Status => self.catalog(&asked, IdColumn::Status, &names.statuses),
            Field::StatusCategory => Some(self.categories(&asked)),
            Field::Priority => self.catalog(&asked, IdColumn::Priority, &names.priorities),
            Field::Resolution => self.catalog(&asked, IdColumn::Resolution, &names.resolutions),
            Field::Level => self.catalog(&asked, IdColumn::Level, &names.levels),
            Field::Reporter => Some(self.users(&asked, IdColumn::Reporter)),
            Field::Assignee => Some(self.users(&asked, IdColumn::Assignee)),
            Field::Creator => Some(self.users(&asked, IdColumn::Creator)),
            Field::Labels => Some(self.labels(&asked)),
            Field::Summary => self.text(&asked, TextColumn::Summary, Some(MissingColumn::Summary)),
            Field::Description => self.text(
                &asked,
                TextColumn::Description,
                Some(MissingColumn::Description),
            ),
            Field::Environment => self.text(
                &asked,
                TextColumn::Environment,
                Some(MissingColumn::Environment),
            ),
            Field::Comment => self.text(&asked, TextColumn::Comment, None),
            Field::Text => self.text(&asked, TextColumn::Any, None),
            Field::Created => self.dates(&asked, Some(MomentColumn::Created)),
            Field::Updated => self.dates(&asked, Some(MomentColumn::Updated)),
            Field::Resolved => self.dates(&asked, Some(MomentColumn::Resolved)),
            Field::Due => self.dates(&asked, None),
            // Takes no operator, so this clause was refused above.
            Field::Rank => None,
        }
    }

    /// Notes that a function is unknown, or known and of no use here.
    fn no_function(&mut self, field: &str, call: &Call) {
        let is_known =
            call.name.eq_ignore_ascii_case("currentUser") || Function::find(&call.name).is_some();
        self.problem(if is_known {
            messages::jql_function_not_supported(&call.name, field)
        } else {
            messages::jql_no_such_function(&call.to_string())
        });
    }

    fn no_value(&mut self, field: &str, value: &Value) {
        self.problem(match value.number() {
            Some(number) => messages::jql_no_such_id(&number.to_string(), field),
            None => messages::jql_no_such_value(&value.text, field),
        });
    }

    fn text(
        &mut self,
        asked: &Asked<'_>,
        column: TextColumn,
        missing: Option<MissingColumn>,
    ) -> Option<Filter> {
        if matches!(asked.op, Op::Is | Op::IsNot) {
            return missing.map(|column| missing_test(column, asked.negative));
        }
        let value = self.single_value(asked)?;
        match text::words(&value.text) {
            Ok(words) => Some(Filter::Test(Test::Text {
                column,
                words,
                negated: asked.negative,
            })),
            Err(problem) => {
                let field = asked.name;
                self.problem(match problem {
                    Problem::Empty => messages::jql_empty_text(field),
                    Problem::LeadingWildcard(wildcard) => {
                        messages::jql_leading_wildcard(&value.text, field, wildcard)
                    }
                    Problem::TooManyWords => messages::jql_too_many_words(field, text::MAX_WORDS),
                });
                None
            }
        }
    }

    /// Returns the one value of a clause that can have no function and no EMPTY.
    fn single_value<'v>(&mut self, asked: &Asked<'v>) -> Option<&'v Value> {
        match asked.operand.terms().first()? {
            Term::Value(value) => return Some(value),
            Term::Empty(_) => {
                let operator = spelling(asked.op);
                self.problem(messages::jql_not_empty(&operator, asked.name));
            }
            Term::Call(call) => self.no_function(asked.name, call),
        }
        None
    }
}

impl Asked<'_> {
    /// Returns how the clause compares, if it does by order.
    fn cmp(&self) -> Option<Cmp> {
        let cmp = comparison(self.op)?;
        Some(if self.negated { cmp.negated() } else { cmp })
    }
}

/// Returns what is wrong with the shape of a clause.
fn misfit(field: Field, asked: &Asked<'_>) -> Option<String> {
    let operator = spelling(asked.op);
    if !field.takes(asked.op) {
        return Some(messages::jql_operator_not_supported(&operator, asked.name));
    }
    let takes_list = matches!(asked.op, Op::In | Op::NotIn);
    match (asked.op, asked.operand) {
        (Op::Is | Op::IsNot, Operand::Single(Term::Empty(_))) => None,
        (Op::Is | Op::IsNot, operand) => Some(messages::jql_only_empty(
            &operator,
            &operand.to_string(),
            asked.name,
        )),
        (_, Operand::List(list)) if !takes_list => Some(messages::jql_list_not_supported(
            &operator,
            &list.to_string(),
            asked.name,
        )),
        (_, Operand::List(list)) if list.terms.len() > MAX_LIST => {
            Some(messages::jql_list_too_long(asked.name, MAX_LIST))
        }
        // A function may stand for several values, and so for a list.
        (_, Operand::Single(Term::Value(value))) if takes_list => Some(messages::jql_list_needed(
            &operator,
            &value.text,
            asked.name,
        )),
        _ => None,
    }
}

fn comparison(op: Op) -> Option<Cmp> {
    Some(match op {
        Op::Less => Cmp::Less,
        Op::LessOrEqual => Cmp::LessOrEqual,
        Op::Greater => Cmp::Greater,
        Op::GreaterOrEqual => Cmp::GreaterOrEqual,
        _ => return None,
    })
}

fn missing_test(column: MissingColumn, negated: bool) -> Filter {
    Filter::Test(Test::Missing { column, negated })
}

fn name_of(name: &FieldName) -> String {
    match name {
        FieldName::Named(name) => name.clone(),
        FieldName::Custom(number) => format!("cf[{number}]"),
    }
}
