//! Changing the text of a query, and showing where it is wrong. What people wrote themselves stays as they
//! wrote it.

use jql::{Clause, Direction, Expr, Query, Span};

use crate::column::By;
use crate::query::Problem;

/// How many fields a list stays ordered by.
const MAX_KEYS: usize = 4;

/// A piece of a query's text.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub is_wrong: bool,
}

/// Returns the text of a query in pieces, those with problems marked.
#[must_use]
pub fn pieces(jql: &str, problems: &[Problem]) -> Vec<Piece> {
    let mut spans: Vec<Span> = problems.iter().map(|problem| problem.span).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut push = |text: Option<&str>, is_wrong| {
        if let Some(text) = text.filter(|text| is_wrong || !text.is_empty()) {
            let text = text.to_owned();
            pieces.push(Piece { text, is_wrong });
        }
    };
    for span in spans {
        if span.start < at && at > 0 {
            continue;
        }
        push(jql.get(at..span.start), false);
        push(jql.get(span.start..span.end), true);
        at = span.end;
    }
    push(jql.get(at..), false);
    pieces
}

/// Returns the text of a query without what it orders by.
#[must_use]
pub fn condition<'a>(jql: &'a str, query: &Query) -> &'a str {
    let Some(first) = query.order.first() else {
        return jql.trim();
    };
    let head = jql.get(..first.field.span.start).unwrap_or_default();
    let end = head.to_ascii_lowercase().rfind("order").unwrap_or(0);
    head.get(..end).unwrap_or_default().trim()
}

/// Returns the same with another order.
fn with_order(condition: &str, order: &str) -> String {
    match (condition, order) {
        (condition, "") => condition.to_owned(),
        ("", order) => format!("ORDER BY {order}"),
        (condition, order) => format!("{condition} ORDER BY {order}"),
    }
}

/// Returns what a query is ordered by, as it was written.
#[must_use]
pub fn order<'a>(jql: &'a str, query: &Query) -> &'a str {
    let start = query.order.first().map(|key| key.field.span.start);
    let end = query.order.last().map(|key| key.span.end);
    match (start, end) {
        (Some(start), Some(end)) => jql.get(start..end).unwrap_or_default(),
        _ => "",
    }
}

/// Returns a condition with the order of another query.
#[must_use]
pub fn ordered_as(condition: &str, jql: &str, query: &Query) -> String {
    with_order(condition, order(jql, query))
}

/// In which direction a query is ordered by a column, if that is what it is ordered by first.
#[must_use]
pub fn direction(query: &Query, by: &By) -> Option<Direction> {
    let first = query.order.first()?;
    by.is_of(first)
        .then(|| first.direction.unwrap_or(by.natural()))
}

/// Returns a query ordered by a column first: the other way round, if it is so already.
#[must_use]
pub fn sorted_by(jql: &str, query: &Query, by: &By) -> String {
    let direction = match direction(query, by) {
        Some(Direction::Ascending) => Direction::Descending,
        Some(Direction::Descending) => Direction::Ascending,
        None => by.natural(),
    };
    let word = match direction {
        Direction::Ascending => "ASC",
        Direction::Descending => "DESC",
    };
    let mut keys = vec![format!("{} {word}", by.clause())];
    let others = query.order.iter().filter(|key| !by.is_of(key));
    let others = others.filter_map(|key| jql.get(key.span.start..key.span.end));
    keys.extend(others.map(str::to_owned).take(MAX_KEYS - 1));
    with_order(condition(jql, query), &keys.join(", "))
}

/// Returns the clauses all of which an issue must pass, each with the query that leaves it out.
#[must_use]
pub fn without_each(jql: &str, query: &Query) -> Vec<(String, String)> {
    let parts: &[Expr] = match &query.filter {
        Some(Expr::And(parts, _)) => parts,
        Some(Expr::Clause(_)) => query.filter.as_slice(),
        _ => return Vec::new(),
    };
    let text = |part: &Expr| part.span().slice(jql).trim().to_owned();
    // An alternative loses its parentheses with its span: it is written anew.
    let kept = |part: &Expr| match part {
        Expr::Or(..) => format!("({})", text(part)),
        part => text(part),
    };
    let without = parts.iter().enumerate().map(|(left_out, part)| {
        let others = parts.iter().enumerate();
        let others = others.filter(|(at, _)| *at != left_out);
        let others: Vec<String> = others.map(|(_, part)| kept(part)).collect();
        let without = with_order(&others.join(" AND "), order(jql, query));
        (text(part), without)
    });
    without.collect()
}

/// Returns the clauses of a query, if it has no alternatives and no negations.
#[must_use]
pub fn clauses(query: &Query) -> Option<Vec<&Clause>> {
    fn clause(part: &Expr) -> Option<&Clause> {
        match part {
            Expr::Clause(clause) => Some(clause),
            _ => None,
        }
    }
    match &query.filter {
        None => Some(Vec::new()),
        Some(Expr::And(parts, _)) => parts.iter().map(clause).collect(),
        Some(part) => Some(vec![clause(part)?]),
    }
}

/// Returns a text as a value of a query, in quotation marks where it needs them.
#[must_use]
pub fn value(text: &str) -> String {
    let quoted = jql::needs_quotes(text);
    let value = jql::Value {
        text: text.to_owned(),
        quoted,
        span: Span::default(),
    };
    value.to_string()
}

/// Returns a text as a value in quotation marks.
#[must_use]
pub fn quoted(text: &str) -> String {
    let value = jql::Value {
        text: text.to_owned(),
        quoted: true,
        span: Span::default(),
    };
    value.to_string()
}
