//! A statement under construction: its text and its parameters, in the order of their first appearance.
//!
//! Values are never written into the text, so the text of a query depends on its form only.

use db::{Dialect, Param};

/// A statement under construction.
pub struct Writer {
    dialect: Dialect,
    sql: String,
    params: Vec<Param<'static>>,
}

/// Chains longer than this are cut into parts: SQLite reads `a and b and c and …` as a tree as deep as the
/// chain is long, and refuses trees of more than a thousand levels.
const CHAIN: usize = 16;

impl Writer {
    /// Returns an empty statement.
    pub fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            sql: String::new(),
            params: Vec::new(),
        }
    }

    /// Returns the engine the statement is for.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Returns the text and the parameters.
    pub fn finish(self) -> (String, Vec<Param<'static>>) {
        (self.sql, self.params)
    }

    /// Writes text of our own.
    pub fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Adds a parameter that is about to be written; returns its position.
    pub fn bind(&mut self, value: impl Into<Param<'static>>) -> usize {
        self.params.push(value.into());
        self.params.len()
    }

    /// Writes a parameter.
    pub fn value(&mut self, value: impl Into<Param<'static>>) -> &mut Self {
        let position = self.bind(value);
        self.position(position)
    }

    /// Writes a parameter that was added before.
    pub fn position(&mut self, position: usize) -> &mut Self {
        self.push("$").push(&position.to_string())
    }

    /// Writes the condition that the column is one of the ids.
    pub fn is_one_of(&mut self, column: &str, ids: &[i64]) -> &mut Self {
        match ids {
            [] => self.push("1 = 0"),
            [id] => self.push(column).push(" = ").value(*id),
            ids => {
                let position = self.bind(ids.to_vec());
                let sql = self.dialect.is_one_of(column, position);
                self.push(&sql)
            }
        }
    }

    /// Writes the condition that the column has a value and it is none of the ids.
    pub fn is_none_of(&mut self, column: &str, ids: &[i64]) -> &mut Self {
        match ids {
            [] => self.push(column).push(" is not null"),
            [id] => self.push(column).push(" <> ").value(*id),
            ids => self.push("not (").is_one_of(column, ids).push(")"),
        }
    }

    /// Writes ` in (…)` with these texts. Their number is rounded up to a power of two by repeating the last,
    /// so that there are few different statements.
    pub fn one_of_texts(&mut self, texts: impl ExactSizeIterator<Item = String>) -> &mut Self {
        let n_params = texts.len().next_power_of_two();
        let mut last = String::new();
        let mut texts = texts;
        self.push(" in (");
        for param_idx in 0..n_params {
            if param_idx > 0 {
                self.push(", ");
            }
            if let Some(text) = texts.next() {
                last = text;
            }
            self.value(last.clone());
        }
        self.push(")")
    }

    /// Writes the condition that the expression, which is lower-case text, fits a pattern.
    pub fn is_like(&mut self, expression: &str, position: usize) -> &mut Self {
        let sql = self.dialect.contains(expression, position);
        self.push(&sql)
    }

    /// Writes each item, joined by ` and `, in parentheses if there are several; `1 = 1` if there is none.
    pub fn all<T>(&mut self, items: &[T], write: &mut impl FnMut(&mut Self, &T)) {
        self.chain(items, " and ", "1 = 1", write);
    }

    /// Writes each item, joined by ` or `, in parentheses if there are several; `1 = 0` if there is none.
    pub fn any<T>(&mut self, items: &[T], write: &mut impl FnMut(&mut Self, &T)) {
        self.chain(items, " or ", "1 = 0", write);
    }

    fn chain<T>(
        &mut self,
        items: &[T],
        by: &str,
        none: &str,
        write: &mut impl FnMut(&mut Self, &T),
    ) {
        match items {
            [] => {
                self.push(none);
            }
            [item] => write(self, item),
            items if items.len() <= CHAIN => {
                self.push("(");
                for (item_idx, item) in items.iter().enumerate() {
                    if item_idx > 0 {
                        self.push(by);
                    }
                    write(self, item);
                }
                self.push(")");
            }
            items => {
                let (first, second) = items.split_at(items.len() / 2);
                self.push("(");
                self.chain(first, by, none, write);
                self.push(by);
                self.chain(second, by, none, write);
                self.push(")");
            }
        }
    }
}
