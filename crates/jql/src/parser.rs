//! Tokens to tree, by recursive descent: one function for each rule of the grammar.
//!
//! It reads shapes and no meanings. After an error it goes on behind the clause that is wrong (see
//! `parser/recover.rs`), so that people learn of all errors at once. The rules of clauses are in
//! `parser/clause.rs`; here are those that put clauses together.
//!
//! ```text
//! query     = [or] [ "order" "by" key { "," key } ]
//! or        = and { "or" and }             and = not { "and" not }
//! not       = "not" not | "(" or ")" | clause
//! clause    = field ( op operand | history )
//! history   = ( "was" [ "not" ] [ "in" ] operand | "changed" ) { predicate }
//! predicate = ( "after" | "before" | "during" | "on" | "by" | "from" | "to" ) operand
//! field     = name | "cf" "[" number "]" | entity ".property[" key "]" { "." name }
//! operand   = term | list                  list = "(" operand { "," operand } ")"
//! term      = "empty" | value | name "(" [ value { "," value } ] ")"
//! key       = field [ "asc" | "desc" ]
//! ```

mod clause;
mod recover;

use crate::lexer::{Lexer, Token, TokenKind};
use crate::{
    Direction, Error, ErrorKind, Expr, MAX_DEPTH, MAX_SORT_KEYS, Parsed, Query, SortKey, Span,
};

/// Parses a query.
pub fn parse(text: &str) -> Parsed {
    let mut lexer = Lexer::new(text);
    let current = lexer.next_token();
    let mut parser = Parser {
        text,
        lexer,
        current,
        previous_end: 0,
        depth: 0,
        n_open: 0,
        n_clauses: 0,
        n_terms: 0,
        quiet_until: None,
        errors: Vec::new(),
    };
    let query = parser.query();
    Parsed {
        query,
        errors: parser.errors,
    }
}

/// The state of one parse. A rule returns `None` if it failed; the error is then in `errors`.
struct Parser<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    current: Token,
    previous_end: usize,
    depth: usize,
    /// How many parentheses are open.
    n_open: usize,
    n_clauses: usize,
    n_terms: usize,
    /// Where reading went on after an error: what is wrong up to there is a consequence of it.
    quiet_until: Option<usize>,
    errors: Vec<Error>,
}

impl Parser<'_> {
    fn query(&mut self) -> Query {
        let mut filter = match self.current.kind {
            TokenKind::End | TokenKind::Order => None,
            _ => self.or(),
        };
        while !self.at(&TokenKind::End) && !self.at(&TokenKind::Order) {
            self.fail::<()>(|got| ErrorKind::ExpectedConjunction { got });
            self.skip_to_conjunction();
            if self.eat(&TokenKind::And) || self.eat(&TokenKind::Or) {
                let more = self.or();
                filter = self.joined_after_error(filter, more);
            }
        }
        let mut order = Vec::new();
        if self.eat(&TokenKind::Order) {
            self.order(&mut order);
        }
        Query { filter, order }
    }

    fn or(&mut self) -> Option<Expr> {
        self.joined(&TokenKind::Or, Self::and, Expr::Or)
    }

    fn and(&mut self) -> Option<Expr> {
        self.joined(&TokenKind::And, Self::not, Expr::And)
    }

    fn joined(
        &mut self,
        by: &TokenKind,
        part: fn(&mut Self) -> Option<Expr>,
        join: fn(Vec<Expr>, Span) -> Expr,
    ) -> Option<Expr> {
        let start = self.current.span.start;
        let mut parts: Vec<Expr> = part(self).into_iter().collect();
        while self.eat(by) {
            parts.extend(part(self));
        }
        // A part that failed is left out, so that the others are still there to be looked at.
        if parts.len() < 2 {
            parts.pop()
        } else {
            Some(join(parts, self.span_from(start)))
        }
    }

    fn not(&mut self) -> Option<Expr> {
        let opening = self.current.span;
        if self.eat(&TokenKind::Not) {
            let inner = self.nested(opening, Self::not)?;
            Some(Expr::Not(Box::new(inner), self.span_from(opening.start)))
        } else if self.eat(&TokenKind::Open) {
            let n_outside = self.n_open.saturating_sub(1);
            let inner = self.nested(opening, Self::or);
            if self.expect(&TokenKind::Close, ")").is_none() {
                self.skip_to_close(n_outside);
            }
            inner
        } else {
            let n_outside = self.n_open;
            let clause = self.clause();
            if clause.is_none() {
                self.skip_clause(n_outside);
            }
            clause.map(Expr::Clause)
        }
    }

    fn order(&mut self, keys: &mut Vec<SortKey>) -> Option<()> {
        self.expect(&TokenKind::By, "BY")?;
        loop {
            let start = self.current.span.start;
            let field = self.field()?;
            if keys.len() == MAX_SORT_KEYS {
                return self.give_up(field.span, ErrorKind::TooManySortKeys);
            }
            let direction = if self.eat(&TokenKind::Ascending) {
                Some(Direction::Ascending)
            } else if self.eat(&TokenKind::Descending) {
                Some(Direction::Descending)
            } else {
                None
            };
            keys.push(SortKey {
                field,
                direction,
                span: self.span_from(start),
            });
            if !self.eat(&TokenKind::Comma) {
                break;
            }
        }
        if self.at(&TokenKind::End) {
            return Some(());
        }
        if keys.last().is_some_and(|key| key.direction.is_none()) {
            self.fail(|got| ErrorKind::ExpectedDirection { got })
        } else {
            self.expect(&TokenKind::Comma, ",")
        }
    }

    /// Applies a rule one level deeper, unless that is too deep.
    fn nested<T>(&mut self, opening: Span, rule: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth == MAX_DEPTH {
            return self.give_up(opening, ErrorKind::TooDeep);
        }
        self.depth += 1;
        let result = rule(self);
        self.depth -= 1;
        result
    }

    fn expect(&mut self, kind: &TokenKind, token: &'static str) -> Option<()> {
        if self.eat(kind) {
            return Some(());
        }
        self.fail(|got| ErrorKind::ExpectedToken { token, got })
    }

    fn at(&self, kind: &TokenKind) -> bool {
        self.current.kind == *kind
    }

    fn eat(&mut self, kind: &TokenKind) -> bool {
        let found = self.at(kind);
        if found {
            self.advance();
        }
        found
    }

    fn advance(&mut self) {
        match self.current.kind {
            TokenKind::Open => self.n_open += 1,
            TokenKind::Close => self.n_open = self.n_open.saturating_sub(1),
            _ => {}
        }
        self.previous_end = self.current.span.end;
        self.current = self.lexer.next_token();
    }

    fn span_from(&self, start: usize) -> Span {
        Span {
            start,
            end: self.previous_end.max(start),
        }
    }
}
