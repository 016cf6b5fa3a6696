//! Tree to canonical text: keywords in capitals, one blank between tokens, parentheses and quotation
//! marks only where they are needed.
//!
//! Parsing what is printed gives the same tree, but for its spans. Layout for people (line breaks,
//! highlighting) is not done here.

use crate::error::unicode_escape;
use crate::words::{is_word_of_history, needs_quotes};
use crate::{
    Call, Clause, Direction, Expr, Field, FieldName, List, Op, Operand, Predicate, Property, Query,
    SortKey, Term, Value,
};
use std::fmt::{Display, Formatter, Result, Write};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if let Some(filter) = &self.filter {
            filter.fmt(f)?;
        }
        if self.order.is_empty() {
            return Ok(());
        }
        f.write_str(if self.filter.is_some() {
            " ORDER BY "
        } else {
            "ORDER BY "
        })?;
        separated(f, &self.order, ", ")
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Expr::And(parts, _) => parts_of(f, parts, " AND ", |part| {
                matches!(part, Expr::And(..) | Expr::Or(..))
            }),
            Expr::Or(parts, _) => parts_of(f, parts, " OR ", |part| matches!(part, Expr::Or(..))),
            Expr::Not(part, _) => {
                f.write_str("NOT ")?;
                grouped(f, part, matches!(**part, Expr::And(..) | Expr::Or(..)))
            }
            Expr::Clause(clause) => clause.fmt(f),
        }
    }
}

impl Display for Clause {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{} {}", self.field, self.op)?;
        if let Some(operand) = &self.operand {
            write!(f, " {operand}")?;
        }
        for predicate in &self.predicates {
            write!(f, " {predicate}")?;
        }
        Ok(())
    }
}

impl Display for Predicate {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{} {}", self.kind.word(), self.operand)
    }
}

impl Display for Field {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.name.fmt(f)
    }
}

impl Display for FieldName {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            FieldName::Named(name) => name_or_quoted(f, name),
            FieldName::Custom(id) => write!(f, "cf[{id}]"),
            FieldName::Property(property) => property.fmt(f),
        }
    }
}

impl Display for Property {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}.property[", self.entity)?;
        name_or_quoted(f, &self.key)?;
        f.write_char(']')?;
        for name in &self.path {
            write!(f, ".{name}")?;
        }
        Ok(())
    }
}

impl Display for Op {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Op::Equals => "=",
            Op::NotEquals => "!=",
            Op::Less => "<",
            Op::LessOrEqual => "<=",
            Op::Greater => ">",
            Op::GreaterOrEqual => ">=",
            Op::Contains => "~",
            Op::NotContains => "!~",
            Op::In => "IN",
            Op::NotIn => "NOT IN",
            Op::Is => "IS",
            Op::IsNot => "IS NOT",
            Op::Was => "WAS",
            Op::WasNot => "WAS NOT",
            Op::WasIn => "WAS IN",
            Op::WasNotIn => "WAS NOT IN",
            Op::Changed => "CHANGED",
        })
    }
}

impl Display for Operand {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Operand::Single(term) => term.fmt(f),
            Operand::List(list) => list.fmt(f),
        }
    }
}

impl Display for List {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_char('(')?;
        separated(f, &self.terms, ", ")?;
        f.write_char(')')
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Term::Empty(_) => f.write_str("EMPTY"),
            Term::Value(value) => value.fmt(f),
            Term::Call(call) => call.fmt(f),
        }
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        // Whoever wrote a bare `was` gets it back bare, since being quoted is part of the tree.
        let as_it_is = !needs_quotes(&self.text) || is_word_of_history(&self.text);
        if self.quoted || !as_it_is {
            quoted(f, &self.text)
        } else {
            f.write_str(&self.text)
        }
    }
}

impl Display for Call {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        name_or_quoted(f, &self.name)?;
        f.write_char('(')?;
        separated(f, &self.args, ", ")?;
        f.write_char(')')
    }
}

impl Display for SortKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.field.fmt(f)?;
        match self.direction {
            Some(Direction::Ascending) => f.write_str(" ASC"),
            Some(Direction::Descending) => f.write_str(" DESC"),
            None => Ok(()),
        }
    }
}

fn separated<T: Display>(f: &mut Formatter<'_>, items: &[T], by: &str) -> Result {
    for (item_idx, item) in items.iter().enumerate() {
        if item_idx > 0 {
            f.write_str(by)?;
        }
        item.fmt(f)?;
    }
    Ok(())
}

fn parts_of(
    f: &mut Formatter<'_>,
    parts: &[Expr],
    by: &str,
    needs_group: fn(&Expr) -> bool,
) -> Result {
    for (part_idx, part) in parts.iter().enumerate() {
        if part_idx > 0 {
            f.write_str(by)?;
        }
        grouped(f, part, needs_group(part))?;
    }
    Ok(())
}

fn grouped(f: &mut Formatter<'_>, expr: &Expr, in_parentheses: bool) -> Result {
    if in_parentheses {
        write!(f, "({expr})")
    } else {
        expr.fmt(f)
    }
}

fn name_or_quoted(f: &mut Formatter<'_>, text: &str) -> Result {
    if needs_quotes(text) {
        quoted(f, text)
    } else {
        f.write_str(text)
    }
}

fn quoted(f: &mut Formatter<'_>, text: &str) -> Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\t' => f.write_str("\\t")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            c if c.is_control() => f.write_str(&unicode_escape(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}
