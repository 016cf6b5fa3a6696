//! Errors, and how reading goes on after one.
//!
//! An error leaves its clause; reading goes on where the next one must begin, at the same depth of
//! parentheses. What is still missing at that very place is not told: it is the same error seen twice.
//! No token is read more than twice, so time stays proportional to the length of the text.

use super::Parser;
use crate::lexer::{Lexer, Token, TokenKind};
use crate::{Error, ErrorKind, Expr, MAX_DEPTH, MAX_ERRORS, Span};

impl Parser<'_> {
    /// Reports the current token as unexpected; a token that is wrong in itself has its own error.
    pub(super) fn fail<T>(
        &mut self,
        expected: impl FnOnce(Option<String>) -> ErrorKind,
    ) -> Option<T> {
        let Token { kind, span } = &self.current;
        let error = match kind {
            TokenKind::Invalid(error) => error.clone(),
            TokenKind::Reserved(word) => Error {
                kind: ErrorKind::ReservedWord { word: word.clone() },
                span: *span,
            },
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
        self.report(error);
        None
    }

    /// Reports that a limit is passed, and lets every rule find the end of the text from then on.
    pub(super) fn give_up<T>(&mut self, span: Span, kind: ErrorKind) -> Option<T> {
        self.report(Error { kind, span });
        self.stop();
        None
    }

    fn report(&mut self, error: Error) {
        let is_consequence = self
            .quiet_until
            .is_some_and(|at| self.current.span.start <= at);
        if !is_consequence {
            self.errors.push(error);
        }
        self.quiet_until = Some(self.current.span.start);
        if self.errors.len() >= MAX_ERRORS {
            self.stop();
        }
    }

    fn stop(&mut self) {
        let end = self.text.len();
        self.current = Token {
            kind: TokenKind::End,
            span: Span { start: end, end },
        };
        self.lexer = Lexer::new("");
        self.quiet_until = Some(end);
    }

    /// Skips the rest of a clause that is wrong. `n_outside` is how many parentheses are open around it.
    pub(super) fn skip_clause(&mut self, n_outside: usize) {
        if self.is_value_by_mistake() {
            self.advance();
        }
        self.skip_until(n_outside, |kind| {
            matches!(
                kind,
                TokenKind::And | TokenKind::Or | TokenKind::Order | TokenKind::Close
            )
        });
    }

    /// Skips to the parenthesis that closes, and over it.
    pub(super) fn skip_to_close(&mut self, n_outside: usize) {
        self.skip_until(n_outside, |_| true);
        self.quiet_until = Some(self.current.span.start);
    }

    /// Skips to the next place outside all parentheses where a clause may follow, or the order.
    pub(super) fn skip_to_conjunction(&mut self) {
        self.advance();
        self.skip_until(0, |kind| {
            matches!(kind, TokenKind::And | TokenKind::Or | TokenKind::Order)
        });
    }

    fn skip_until(&mut self, n_outside: usize, is_next: fn(&TokenKind) -> bool) {
        while !self.at(&TokenKind::End) && (self.n_open > n_outside || !is_next(&self.current.kind))
        {
            self.advance();
        }
        self.quiet_until = Some(self.current.span.start);
    }

    /// Says whether the current token is a word of the grammar that was meant as a value, as in
    /// `project = AND`: then another one follows it, or nothing.
    fn is_value_by_mistake(&self) -> bool {
        let is_at_operand = self.errors.last().is_some_and(|error| {
            matches!(error.kind, ErrorKind::ExpectedOperand { .. })
                && error.span == self.current.span
        });
        let is_word = matches!(
            self.current.kind,
            TokenKind::And | TokenKind::Or | TokenKind::Order
        );
        is_at_operand
            && is_word
            && matches!(
                self.lexer.clone().next_token().kind,
                TokenKind::And
                    | TokenKind::Or
                    | TokenKind::Order
                    | TokenKind::Close
                    | TokenKind::End
            )
    }

    /// Puts what was read before and after an error between two clauses together; only what was before, if
    /// the whole were nested too deep to be read again.
    pub(super) fn joined_after_error(
        &self,
        one: Option<Expr>,
        other: Option<Expr>,
    ) -> Option<Expr> {
        let (one, other) = match (one, other) {
            (Some(one), Some(other)) => (one, other),
            (one, other) => return one.or(other),
        };
        if depth(&one).max(depth(&other)) >= MAX_DEPTH {
            return Some(one);
        }
        let start = one.span().start;
        let parts = match one {
            Expr::And(mut parts, _) => {
                parts.push(other);
                parts
            }
            one => vec![one, other],
        };
        Some(Expr::And(parts, self.span_from(start)))
    }
}

/// Returns how deep an expression is nested as it is printed, with all lists there may be.
fn depth(expr: &Expr) -> usize {
    let grouped =
        |part: &Expr| depth(part) + usize::from(matches!(part, Expr::And(..) | Expr::Or(..)));
    match expr {
        Expr::And(parts, _) | Expr::Or(parts, _) => {
            parts.iter().map(grouped).max().unwrap_or_default()
        }
        Expr::Not(part, _) => 1 + grouped(part),
        Expr::Clause(_) => 1,
    }
}
