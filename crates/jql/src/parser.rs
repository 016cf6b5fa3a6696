//! Tokens to tree, by recursive descent: one function for each rule of the grammar.
//!
//! It reads shapes and no meanings. It stops at the first error and keeps what it has; a recovery that
//! reports several errors would change [`Parser::fail`] only, since callers are told of a list.
//!
//! ```text
//! query    = [or] [ "order" "by" key { "," key } ]
//! or       = and { "or" and }             and = not { "and" not }
//! not      = "not" not | "(" or ")" | clause
//! clause   = field op operand             field = name | "cf" "[" number "]"
//! operand  = term | list                  list = "(" operand { "," operand } ")"
//! term     = "empty" | value | name "(" [ value { "," value } ] ")"
//! key      = field [ "asc" | "desc" ]
//! ```

use crate::lexer::{Lexer, Token, TokenKind};
use crate::words::is_history_operator;
use crate::{
    Call, Clause, Direction, Error, ErrorKind, Expr, Field, FieldName, List, MAX_CLAUSES,
    MAX_DEPTH, MAX_SORT_KEYS, MAX_TERMS, Op, Operand, Parsed, Query, SortKey, Span, Term, Value,
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
        n_clauses: 0,
        n_terms: 0,
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
    n_clauses: usize,
    n_terms: usize,
    errors: Vec<Error>,
}

impl Parser<'_> {
    fn query(&mut self) -> Query {
        let filter = match self.current.kind {
            TokenKind::End | TokenKind::Order => None,
            _ => self.or(),
        };
        let mut order = Vec::new();
        if self.eat(&TokenKind::Order) {
            self.order(&mut order);
        } else if !self.at(&TokenKind::End) {
            self.fail::<()>(|got| ErrorKind::ExpectedConjunction { got });
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
            let inner = self.nested(opening, Self::or);
            self.expect(&TokenKind::Close, ")");
            inner
        } else {
            self.clause().map(Expr::Clause)
        }
    }

    fn clause(&mut self) -> Option<Clause> {
        let start = self.current.span.start;
        let field = self.field()?;
        self.n_clauses += 1;
        if self.n_clauses > MAX_CLAUSES {
            return self.fail_at(field.span, ErrorKind::TooManyClauses);
        }
        let op_start = self.current.span.start;
        let op = self.op()?;
        let op_span = self.span_from(op_start);
        let operand = self.operand()?;
        Some(Clause {
            field,
            op,
            op_span,
            operand,
            span: self.span_from(start),
        })
    }

    fn field(&mut self) -> Option<Field> {
        let start = self.current.span.start;
        let name = if self.eat(&TokenKind::CustomField) {
            self.expect(&TokenKind::OpenBracket, "[")?;
            let id = self.custom_field_id()?;
            self.expect(&TokenKind::CloseBracket, "]")?;
            FieldName::Custom(id)
        } else {
            FieldName::Named(self.value(|got| ErrorKind::ExpectedField { got })?.text)
        };
        Some(Field {
            name,
            span: self.span_from(start),
        })
    }

    fn custom_field_id(&mut self) -> Option<u64> {
        let id = match &self.current.kind {
            TokenKind::Word(text) => text.parse().ok(),
            _ => None,
        };
        if id.is_none() {
            return self.fail(|got| ErrorKind::ExpectedCustomFieldId { got });
        }
        self.advance();
        id
    }

    fn op(&mut self) -> Option<Op> {
        let op = match &self.current.kind {
            TokenKind::Equals => Op::Equals,
            TokenKind::NotEquals => Op::NotEquals,
            TokenKind::Less => Op::Less,
            TokenKind::LessOrEqual => Op::LessOrEqual,
            TokenKind::Greater => Op::Greater,
            TokenKind::GreaterOrEqual => Op::GreaterOrEqual,
            TokenKind::Contains => Op::Contains,
            TokenKind::NotContains => Op::NotContains,
            TokenKind::In => Op::In,
            TokenKind::Is => {
                self.advance();
                return Some(if self.eat(&TokenKind::Not) {
                    Op::IsNot
                } else {
                    Op::Is
                });
            }
            TokenKind::Not => {
                self.advance();
                self.expect(&TokenKind::In, "IN")?;
                return Some(Op::NotIn);
            }
            TokenKind::Word(word) if is_history_operator(word) => {
                let operator = word.to_ascii_uppercase();
                return self.fail_at(self.current.span, ErrorKind::HistoryOperator { operator });
            }
            _ => return self.fail(|got| ErrorKind::ExpectedOperator { got }),
        };
        self.advance();
        Some(op)
    }

    fn operand(&mut self) -> Option<Operand> {
        let opening = self.current.span;
        if !self.eat(&TokenKind::Open) {
            return self.term().map(Operand::Single);
        }
        let mut terms = Vec::new();
        self.list(&mut terms)?;
        Some(Operand::List(List {
            terms,
            span: self.span_from(opening.start),
        }))
    }

    /// Reads a list after its parenthesis; lists within it add to the same terms.
    fn list(&mut self, terms: &mut Vec<Term>) -> Option<()> {
        loop {
            let inner = self.current.span;
            if self.eat(&TokenKind::Open) {
                self.nested(inner, |parser| parser.list(terms))?;
            } else {
                terms.push(self.term()?);
            }
            if !self.eat(&TokenKind::Comma) {
                return self.expect(&TokenKind::Close, ")");
            }
        }
    }

    fn term(&mut self) -> Option<Term> {
        let span = self.current.span;
        self.count_term(span)?;
        if self.eat(&TokenKind::Empty) {
            return Some(Term::Empty(span));
        }
        let value = self.value(|got| ErrorKind::ExpectedOperand { got })?;
        if !self.eat(&TokenKind::Open) {
            return Some(Term::Value(value));
        }
        let args = self.args()?;
        Some(Term::Call(Call {
            name: value.text,
            name_span: span,
            args,
            span: self.span_from(span.start),
        }))
    }

    fn args(&mut self) -> Option<Vec<Value>> {
        let mut args = Vec::new();
        if self.eat(&TokenKind::Close) {
            return Some(args);
        }
        loop {
            self.count_term(self.current.span)?;
            args.push(self.value(|got| ErrorKind::ExpectedArgument { got })?);
            if !self.eat(&TokenKind::Comma) {
                self.expect(&TokenKind::Close, ")")?;
                return Some(args);
            }
        }
    }

    fn value(&mut self, otherwise: fn(Option<String>) -> ErrorKind) -> Option<Value> {
        let span = self.current.span;
        let (text, quoted) = match &mut self.current.kind {
            TokenKind::Word(text) => (std::mem::take(text), false),
            TokenKind::Quoted(text) => (std::mem::take(text), true),
            _ => return self.fail(otherwise),
        };
        self.advance();
        Some(Value { text, quoted, span })
    }

    fn order(&mut self, keys: &mut Vec<SortKey>) -> Option<()> {
        self.expect(&TokenKind::By, "BY")?;
        loop {
            let start = self.current.span.start;
            let field = self.field()?;
            if keys.len() == MAX_SORT_KEYS {
                return self.fail_at(field.span, ErrorKind::TooManySortKeys);
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

    fn count_term(&mut self, span: Span) -> Option<()> {
        self.n_terms += 1;
        if self.n_terms > MAX_TERMS {
            return self.fail_at(span, ErrorKind::TooManyTerms);
        }
        Some(())
    }

    /// Applies a rule one level deeper, unless that is too deep.
    fn nested<T>(&mut self, opening: Span, rule: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth == MAX_DEPTH {
            return self.fail_at(opening, ErrorKind::TooDeep);
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
        self.previous_end = self.current.span.end;
        self.current = self.lexer.next_token();
    }

    fn span_from(&self, start: usize) -> Span {
        Span {
            start,
            end: self.previous_end.max(start),
        }
    }

    /// Reports the current token as unexpected; a token that is wrong in itself has its own error.
    fn fail<T>(&mut self, expected: impl FnOnce(Option<String>) -> ErrorKind) -> Option<T> {
        let Token { kind, span } = &self.current;
        let error = match kind {
            TokenKind::Invalid(error) => error.clone(),
            TokenKind::End => Error {
                kind: expected(None),
                span: *span,
            },
            TokenKind::Quoted(text) => Error {
                kind: expected(Some(text.clone())),
                span: *span,
            },
            _ => Error {
                kind: expected(Some(span.slice(self.text).to_owned())),
                span: *span,
            },
        };
        self.fail_at(error.span, error.kind)
    }

    /// Records the first error, and lets every rule find the end of the text from then on.
    fn fail_at<T>(&mut self, span: Span, kind: ErrorKind) -> Option<T> {
        if self.errors.is_empty() {
            self.errors.push(Error { kind, span });
        }
        let end = self.text.len();
        self.current = Token {
            kind: TokenKind::End,
            span: Span { start: end, end },
        };
        self.lexer = Lexer::new("");
        None
    }
}
