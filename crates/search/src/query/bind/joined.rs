//! Alternatives that programs write one by one, `key = A OR key = B`, are one list, `key IN (A, B)`: it means the same
//! and costs one condition.

use std::borrow::Cow;
use std::collections::HashMap;

use jql::{Clause, Expr, List, Op, Operand, Span, Term};

use super::MAX_LIST;
use crate::query::field::Field;

/// Returns the alternatives with those joined that ask for values of the same field. The rest keeps its order.
pub(super) fn joined(parts: &[Expr]) -> Cow<'_, [Expr]> {
    let mut of_field: HashMap<&[&str], Vec<&Clause>> = HashMap::new();
    for (field, clause) in parts.iter().filter_map(one_value) {
        of_field.entry(field.names).or_default().push(clause);
    }
    if of_field.values().all(|clauses| clauses.len() < 2) {
        return Cow::Borrowed(parts);
    }
    let mut left = Vec::new();
    for part in parts {
        let Some((field, _)) = one_value(part) else {
            left.push(part.clone());
            continue;
        };
        // The first of them stands for all; the others find nothing here any more.
        let clauses = of_field.remove(field.names);
        for few in clauses.unwrap_or_default().chunks(MAX_LIST) {
            left.extend(list(few).map(Expr::Clause));
        }
    }
    Cow::Owned(left)
}

/// Returns the clause and its field, if it is `field = value`.
fn one_value(expr: &Expr) -> Option<(&'static Field, &Clause)> {
    match expr {
        Expr::Clause(clause)
            if clause.op == Op::Equals
                && matches!(clause.operand, Some(Operand::Single(Term::Value(_)))) =>
        {
            Some((Field::find(&clause.field.name)?, clause))
        }
        _ => None,
    }
}

fn list(clauses: &[&Clause]) -> Option<Clause> {
    let (first, last) = (clauses.first()?, clauses.last()?);
    if clauses.len() == 1 {
        return Some((*first).clone());
    }
    let terms = clauses.iter().flat_map(|clause| clause.terms()).cloned();
    let span = Span {
        start: first.span.start,
        end: last.span.end,
    };
    Some(Clause {
        op: Op::In,
        operand: Some(Operand::List(List {
            terms: terms.collect(),
            span,
        })),
        ..(*first).clone()
    })
}
