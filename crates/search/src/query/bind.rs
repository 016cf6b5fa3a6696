//! Names to ids: the tree of a query becomes a [`Bound`] one, or the list of what is wrong with it.
//!
//! Pure: what the names mean was looked up before (`names.rs`, `store/`). One file for each kind of clause in
//! `bind/`; which operators a field takes is in `field.rs`, what a function stands for in `function.rs`.

mod amounts;
mod custom;
mod dates;
mod history;
mod ids;
mod joined;
mod many;
mod saved;
mod sort;
mod texts;

use base::messages;
use jql::{Call, Clause, Expr, FieldName, Op, Operand, Query, Span, Term, Value};
use model::{FilterId, UserId};

use super::bound::{Bound, Cmp, Filter, MissingColumn, Test};
use super::date::Now;
use super::field::{Field, Kind, spelling};
use super::function::{Function, Gives, Meaning};
use super::later;
use super::names::Names;

/// The largest number of values in one list.
pub const MAX_LIST: usize = 2_000;

/// The largest number of clauses that a query may have, alternatives that are one list counted once. A database
/// takes its time to plan more of them.
pub const MAX_CLAUSES: usize = 500;

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
    /// The saved filter whose query this is to become, which it must not lead to.
    pub within: Option<FilterId>,
}

/// Something wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is told.
    pub text: String,
    /// The part of the query that it is about.
    pub span: Span,
    /// What may help.
    pub help: Help,
}

/// What may help with a problem. It is for people, beside what is told: clients match that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Help {
    /// Nothing is known.
    None,
    /// What was likely meant, as a sentence.
    Sentence(String),
    /// Names that are like one that means nothing, at least not to the caller.
    NameLike(Unknown),
}

/// A name that means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// Of a field.
    Field(String),
    /// Of a function.
    Function(String),
    /// Of what a field can have.
    Value {
        /// The field, as it was written.
        field: String,
        /// The name.
        name: String,
    },
}

/// Returns the query with its names resolved, and what is wrong with it. A clause with a problem finds
/// less than it would without: never more.
#[must_use]
pub fn bind(query: &Query, scope: &Scope<'_>) -> (Bound, Vec<Problem>) {
    let open: Vec<i64> = scope.within.into_iter().map(|id| id.0).collect();
    let mut binder = Binder {
        scope,
        problems: Vec::new(),
        at: Span::default(),
        n_outside: open.len(),
        open,
        depth: 0,
        n_clauses: 0,
        n_own: 0,
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
    problems: Vec<Problem>,
    /// The part of the query that is looked at.
    at: Span,
    /// The saved filters that the clause stands in, the outermost first.
    open: Vec<i64>,
    /// How many of them the query was in from the beginning: none, or the one that it is to become.
    n_outside: usize,
    /// How deep the part of the query stands.
    depth: usize,
    /// How many clauses were read, those of filters included, and how many of them are the query's own.
    n_clauses: usize,
    n_own: usize,
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
        self.depth += 1;
        let filter = match expr {
            _ if self.is_too_much() => Filter::NOTHING,
            Expr::And(parts, _) => self.parts(parts, negated, !negated),
            Expr::Or(parts, _) => self.parts(&joined::joined(parts), negated, negated),
            Expr::Not(part, _) => self.expr(part, !negated),
            Expr::Clause(clause) => {
                self.n_clauses += 1;
                let found = if self.is_one_too_many() {
                    None
                } else {
                    self.clause(clause, negated)
                };
                found.unwrap_or(Filter::NOTHING)
            }
        };
        self.depth -= 1;
        filter
    }

    fn parts(&mut self, parts: &[Expr], negated: bool, all: bool) -> Filter {
        let parts = parts.iter().map(|part| self.expr(part, negated)).collect();
        if all {
            Filter::All(parts)
        } else {
            Filter::Any(parts)
        }
    }

    /// Counts a clause of the query's own and returns whether it is one too many, and notes so.
    fn is_one_too_many(&mut self) -> bool {
        self.n_own += usize::from(self.open.len() == self.n_outside);
        let is_one_too_many = self.n_own > MAX_CLAUSES;
        if is_one_too_many {
            self.fatal(messages::jql_too_many_clauses(MAX_CLAUSES));
        }
        is_one_too_many
    }

    /// Says which part of the query is looked at next; saved filters are not part of its text.
    fn look_at(&mut self, span: Span) {
        if self.open.len() == self.n_outside {
            self.at = span;
        }
    }

    /// Notes a problem with a part of what is looked at.
    fn problem_at(&mut self, span: Span, text: String) {
        self.note_at(span, text, Help::None);
    }

    /// Notes a name that means nothing.
    fn unknown_at(&mut self, span: Span, text: String, unknown: Unknown) {
        self.note_at(span, text, Help::NameLike(unknown));
    }

    fn note_at(&mut self, span: Span, text: String, help: Help) {
        let around = self.at;
        self.look_at(span);
        if self.open.len() == self.n_outside {
            self.note(text, help);
        }
        self.at = around;
    }

    /// Notes a problem, each only once; none with the clauses of a saved filter.
    fn problem(&mut self, text: String) {
        self.problem_at(self.at, text);
    }

    /// Notes a problem wherever it is.
    fn fatal(&mut self, text: String) {
        self.note(text, Help::None);
    }

    fn note(&mut self, text: String, help: Help) {
        if !self.problems.iter().any(|known| known.text == text) {
            let span = self.at;
            self.problems.push(Problem { text, span, help });
        }
    }

    /// Returns the field of this name.
    fn field(&mut self, name: &FieldName) -> Option<&'static Field> {
        let found = Field::find(name);
        if found.is_none() {
            let name = written(name);
            if later::is_field(&name) {
                self.problem(messages::jql_field_to_come(&name));
            } else {
                let text = messages::jql_no_such_field(&name);
                self.unknown_at(self.at, text, Unknown::Field(name));
            }
        }
        found
    }

    /// Returns the clause's condition; nothing after a problem with the clause as a whole.
    fn clause(&mut self, clause: &Clause, negated: bool) -> Option<Filter> {
        let scope = self.scope;
        let name = &clause.field.name;
        self.look_at(clause.field.span);
        if Field::find(name).is_none() {
            let fields = scope.names.custom.find(name);
            if !fields.is_empty() {
                self.look_at(clause.span);
                return self.custom(&fields, clause, negated);
            }
        }
        let field = self.field(&clause.field.name)?;
        self.look_at(clause.span);
        let name = written(&clause.field.name);
        if clause.op.is_historical() {
            return self.history(field, &name, clause, negated);
        }
        let turns = matches!(
            clause.op,
            Op::NotEquals | Op::NotIn | Op::IsNot | Op::NotContains
        );
        let asked = Asked {
            name: &name,
            op: clause.op,
            operand: clause.operand.as_ref()?,
            negative: negated != turns,
            negated,
        };
        if let Some(misfit) = misfit(field.takes(asked.op), &asked) {
            self.problem(misfit);
            return None;
        }
        self.look_at(asked.operand.span());
        match field.kind {
            Kind::Project => Some(self.projects(&asked)),
            Kind::Issue(_) if asked.cmp().is_some() => self.number(&asked),
            Kind::Issue(column) => Some(self.issues(&asked, column)),
            Kind::Catalog(column) => self.catalog(&asked, column),
            Kind::Category => Some(self.categories(&asked)),
            Kind::User(column) => Some(self.users(&asked, column)),
            Kind::Labels => Some(self.labels(&asked)),
            Kind::Components => Some(self.components(&asked)),
            Kind::Versions(set) => self.versions(&asked, set),
            Kind::Sprints => Some(self.sprints(&asked)),
            Kind::Crowd(set) => Some(self.crowd(&asked, set)),
            Kind::Attachments => Some(self.attachments(&asked)),
            Kind::WorkDates => self.work_dates(&asked),
            Kind::WorkTexts => self.work_texts(&asked),
            Kind::Amount(column) => self.amounts(&asked, column),
            Kind::Text(column, missing) => self.text(&asked, column, missing),
            Kind::Moment(column) => self.dates(&asked, Some(column)),
            Kind::Due => self.dates(&asked, None),
            Kind::Saved => self.saved(&asked),
            // Takes no operator, so this clause was refused above.
            Kind::Order => None,
        }
    }

    /// Returns what a function stands for, if it gives what is wanted.
    fn call(&mut self, field: &str, call: &Call, wanted: &[Gives]) -> Option<Meaning> {
        let Some(function) = Function::find(&call.name) else {
            if later::is_function(&call.name) {
                self.problem_at(call.span, messages::jql_function_to_come(&call.name));
            } else {
                let text = messages::jql_no_such_function(&call.to_string());
                self.unknown_at(call.span, text, Unknown::Function(call.name.clone()));
            }
            return None;
        };
        if !wanted.contains(&function.gives) {
            let text = messages::jql_function_not_supported(&call.name, field);
            self.problem_at(call.span, text);
            return None;
        }
        if let Some(misfit) = function.misfit(call) {
            self.problem_at(call.span, misfit);
            return None;
        }
        match (function.call)(call, self.scope) {
            Ok(meaning) => Some(meaning),
            Err(problem) => {
                self.problem_at(call.span, problem);
                None
            }
        }
    }

    fn no_value(&mut self, field: &str, value: &Value) {
        if let Some(number) = value.number() {
            let text = messages::jql_no_such_id(&number.to_string(), field);
            self.problem_at(value.span, text);
            return;
        }
        let unknown = Unknown::Value {
            field: field.to_owned(),
            name: value.text.clone(),
        };
        let text = messages::jql_no_such_value(&value.text, field);
        self.unknown_at(value.span, text, unknown);
    }

    /// Returns the one value of a clause that can have no function and no EMPTY.
    fn single_value<'v>(&mut self, asked: &Asked<'v>) -> Option<&'v Value> {
        match asked.operand.terms().first()? {
            Term::Value(value) => return Some(value),
            Term::Empty(_) => self.no_empty(asked),
            Term::Call(call) => {
                self.call(asked.name, call, &[]);
            }
        }
        None
    }

    fn no_empty(&mut self, asked: &Asked<'_>) {
        let operator = spelling(asked.op);
        self.problem(messages::jql_not_empty(&operator, asked.name));
    }
}

impl Asked<'_> {
    /// Returns how the clause compares, if it does by order.
    fn cmp(&self) -> Option<Cmp> {
        let cmp = match self.op {
            Op::Less => Cmp::Less,
            Op::LessOrEqual => Cmp::LessOrEqual,
            Op::Greater => Cmp::Greater,
            Op::GreaterOrEqual => Cmp::GreaterOrEqual,
            _ => return None,
        };
        Some(if self.negated { cmp.negated() } else { cmp })
    }
}

/// Returns what is wrong with the shape of a clause.
fn misfit(takes: bool, asked: &Asked<'_>) -> Option<String> {
    let operator = spelling(asked.op);
    if !takes {
        return Some(messages::jql_operator_not_supported(&operator, asked.name));
    }
    match (asked.op, asked.operand) {
        (Op::Is | Op::IsNot, Operand::Single(Term::Empty(_))) => None,
        (Op::Is | Op::IsNot, operand) => Some(messages::jql_only_empty(
            &operator,
            &operand.to_string(),
            asked.name,
        )),
        (op, operand) => misfit_of_operand(op, operand, asked.name),
    }
}

/// Returns what is wrong with the shape of an operand: a list where one value is needed, or the other way.
fn misfit_of_operand(op: Op, operand: &Operand, field: &str) -> Option<String> {
    let operator = spelling(op);
    let takes_list = matches!(op, Op::In | Op::NotIn | Op::WasIn | Op::WasNotIn);
    let is_list = |call: &Call| Function::find(&call.name).is_some_and(Function::is_list);
    match operand {
        Operand::List(list) if !takes_list => Some(messages::jql_list_not_supported(
            &operator,
            &list.to_string(),
            field,
        )),
        Operand::List(list) if list.terms.len() > MAX_LIST => {
            Some(messages::jql_list_too_long(field, MAX_LIST))
        }
        Operand::Single(Term::Call(call)) if !takes_list && is_list(call) => Some(
            messages::jql_list_not_supported(&operator, &call.to_string(), field),
        ),
        // A function may stand for several values, and so for a list.
        Operand::Single(Term::Value(value)) if takes_list => {
            Some(messages::jql_list_needed(&operator, &value.text, field))
        }
        _ => None,
    }
}

fn missing_test(column: MissingColumn, negated: bool) -> Filter {
    Filter::Test(Test::Missing { column, negated })
}

/// Returns the name of a field as it was written, without quotation marks.
fn written(name: &FieldName) -> String {
    match name {
        FieldName::Named(name) => name.clone(),
        FieldName::Custom(_) | FieldName::Property(_) => name.to_string(),
    }
}
