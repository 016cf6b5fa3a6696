//! JQL, the query language of the reference product: text to tree and back, with spans and errors.
//!
//! This crate knows the language and nothing else. Which fields, functions and values exist, who may
//! see them and how they become SQL is the `search` crate's business; so is whether an operator fits
//! a field (`status is Done` is well-formed here).
//!
//! Start at [`parse`]; the tree is in `ast.rs`, every error and its wording in `error.rs`.

mod ast;
mod error;
mod hint;
mod lexer;
mod parser;
mod print;
#[cfg(test)]
mod tests;
mod words;

pub use ast::{
    Call, Clause, Direction, Expr, Field, FieldName, List, Op, Operand, Predicate, PredicateKind,
    Property, Query, SortKey, Span, Term, Value,
};
pub use error::{Error, ErrorKind, Position};
pub use words::{RESERVED_CHARACTERS, RESERVED_WORDS, is_reserved_word, needs_quotes};

/// The deepest nesting of parentheses, `not`s and lists that a query may have.
///
/// The parser, the printer and every later stage recurse over the tree, so this bounds their stacks.
pub const MAX_DEPTH: usize = 100;

/// The largest number of clauses that a query may have.
pub const MAX_CLAUSES: usize = 2_500;

/// The largest number of values, calls and `EMPTY`s that a query may have in all its clauses together.
pub const MAX_TERMS: usize = 10_000;

/// The largest number of fields that a query may be ordered by.
pub const MAX_SORT_KEYS: usize = 50;

/// The largest number of errors that are told of one query.
pub const MAX_ERRORS: usize = 20;

/// What [`parse`] found: always a tree and always a list of errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The query, or, when there are errors, those whole clauses that could be read.
    ///
    /// A partial query must never be run: it finds more than its author asked for.
    pub query: Query,
    /// The errors in the order of the text, [`MAX_ERRORS`] at most. The first is the one that the reference
    /// product tells; the others are what it would tell next.
    pub errors: Vec<Error>,
}

impl Parsed {
    /// Returns the query if it is whole, or else the errors.
    pub fn into_result(self) -> Result<Query, Vec<Error>> {
        if self.errors.is_empty() {
            Ok(self.query)
        } else {
            Err(self.errors)
        }
    }
}

/// Parses a query; empty text is the query that finds everything.
pub fn parse(text: &str) -> Parsed {
    parser::parse(text)
}
