//! Names to ids: the tree of a query becomes a [`Bound`] one, or the list of what is wrong with it.
//!
//! Pure: what the names mean was looked up before (`names.rs`, `store.rs`). One function a kind of field;
//! which operators a field takes is in `field.rs`. Texts of problems are the reference's.

use base::messages;
use jql::{Call, Clause, Direction, Expr, FieldName, Op, Operand, Query, SortKey, Term, Value};
use model::{IssueId, IssueKey, UserId};
use projects::StatusCategory;

use super::bound::{
    Bound, Cmp, Filter, IdColumn, MissingColumn, MomentColumn, Sort, SortBy, Test, TextColumn,
};
use super::date::{Function, Now};
use super::field::{Field, spelling};
use super::names::{Catalog, Names};
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

/// The ids that the terms of a clause stand for.
#[derive(Default)]
struct Ids {
    ids: Vec<i64>,
    or_empty: bool,
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

    fn projects(&mut self, asked: &Asked<'_>) -> Filter {
        self.ids(asked, IdColumn::Project, |binder, value| {
            let found = binder.scope.names.projects.find(&value.text);
            if found.is_none() {
                binder.no_value(asked.name, value);
            }
            Ids::of(found)
        })
    }

    fn issues(&mut self, asked: &Asked<'_>, column: IdColumn) -> Filter {
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
    fn number(&mut self, asked: &Asked<'_>) -> Option<Filter> {
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

    fn catalog(&mut self, asked: &Asked<'_>, column: IdColumn, all: &Catalog) -> Option<Filter> {
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

    fn categories(&mut self, asked: &Asked<'_>) -> Filter {
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

    fn users(&mut self, asked: &Asked<'_>, column: IdColumn) -> Filter {
        self.ids(asked, column, |binder, value| {
            let found = binder.scope.names.users.find(&value.text);
            // Whoever may not browse users is not told which there are: no user is no issue to them.
            if found.is_empty() && binder.scope.browses_users {
                binder.problem(messages::jql_no_such_value(&value.text, asked.name));
            }
            Ids::of(found)
        })
    }

    fn labels(&mut self, asked: &Asked<'_>) -> Filter {
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

    /// `column` is the moment compared; without one it is the due day.
    fn dates(&mut self, asked: &Asked<'_>, column: Option<MomentColumn>) -> Option<Filter> {
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

    fn sort(&mut self, key: &SortKey) -> Option<Sort> {
        let name = name_of(&key.field.name);
        let Some(field) = Field::find(&key.field.name) else {
            self.problem(messages::jql_no_such_field(&name));
            return None;
        };
        let is_id = name.eq_ignore_ascii_case("id");
        let by = match field {
            Field::Rank => SortBy::Id,
            Field::Key if is_id => SortBy::Id,
            Field::Key => SortBy::Key,
            Field::Project => SortBy::Project,
            Field::Type => SortBy::Type,
            Field::Status => SortBy::Status,
            Field::Priority => SortBy::Priority,
            Field::Resolution => SortBy::Resolution,
            Field::Reporter => SortBy::Reporter,
            Field::Assignee => SortBy::Assignee,
            Field::Creator => SortBy::Creator,
            Field::Summary => SortBy::Summary,
            Field::Created => SortBy::Created,
            Field::Updated => SortBy::Updated,
            Field::Resolved => SortBy::Resolved,
            Field::Due => SortBy::Due,
            Field::Parent
            | Field::StatusCategory
            | Field::Level
            | Field::Labels
            | Field::Description
            | Field::Environment
            | Field::Comment
            | Field::Text => {
                self.problem(messages::jql_not_sortable(&name));
                return None;
            }
        };
        let descending = match key.direction {
            Some(direction) => direction == Direction::Descending,
            // The newest and the most urgent first, names from A to Z.
            None => matches!(
                by,
                SortBy::Priority
                    | SortBy::Created
                    | SortBy::Updated
                    | SortBy::Resolved
                    | SortBy::Due
            ),
        };
        Some(Sort { by, descending })
    }
}

impl Asked<'_> {
    /// Returns how the clause compares, if it does by order.
    fn cmp(&self) -> Option<Cmp> {
        let cmp = comparison(self.op)?;
        Some(if self.negated { cmp.negated() } else { cmp })
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

fn missing_test(column: MissingColumn, negated: bool) -> Filter {
    Filter::Test(Test::Missing { column, negated })
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

fn name_of(name: &FieldName) -> String {
    match name {
        FieldName::Named(name) => name.clone(),
        FieldName::Custom(number) => format!("cf[{number}]"),
    }
}
