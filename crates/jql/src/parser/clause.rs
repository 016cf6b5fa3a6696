//! The rules of a clause: field, operator, operand and predicates.

use super::Parser;
use crate::lexer::TokenKind;
use crate::{
    Call, Clause, ErrorKind, Field, FieldName, List, MAX_CLAUSES, MAX_TERMS, Op, Operand,
    Predicate, PredicateKind, Span, Term, Value,
};

impl Parser<'_> {
    pub(super) fn clause(&mut self) -> Option<Clause> {
        let start = self.current.span.start;
        let field = self.field()?;
        self.n_clauses += 1;
        if self.n_clauses > MAX_CLAUSES {
            return self.give_up(field.span, ErrorKind::TooManyClauses);
        }
        let op_start = self.current.span.start;
        let op = self.op()?;
        let op_span = self.span_from(op_start);
        let operand = match op {
            Op::Changed => None,
            _ => Some(self.operand()?),
        };
        let mut predicates = Vec::new();
        if op.is_historical() {
            while let Some(kind) = self.predicate_kind() {
                let start = self.current.span.start;
                self.advance();
                let operand = self.operand()?;
                let span = self.span_from(start);
                predicates.push(Predicate {
                    kind,
                    operand,
                    span,
                });
            }
        }
        Some(Clause {
            field,
            op,
            op_span,
            operand,
            predicates,
            span: self.span_from(start),
        })
    }

    pub(super) fn field(&mut self) -> Option<Field> {
        let start = self.current.span.start;
        let name = if self.eat(&TokenKind::CustomField) {
            self.expect(&TokenKind::OpenBracket, "[")?;
            let id = self.custom_field_id()?;
            self.expect(&TokenKind::CloseBracket, "]")?;
            FieldName::Custom(id)
        } else if let TokenKind::Property(property) = &self.current.kind {
            let property = property.clone();
            self.advance();
            FieldName::Property(property)
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
            // These two are not reserved: they may be names and values elsewhere.
            TokenKind::Word(word) if word.eq_ignore_ascii_case("changed") => Op::Changed,
            TokenKind::Word(word) if word.eq_ignore_ascii_case("was") => {
                self.advance();
                let is_not = self.eat(&TokenKind::Not);
                let is_in = self.eat(&TokenKind::In);
                return Some(match (is_not, is_in) {
                    (false, false) => Op::Was,
                    (false, true) => Op::WasIn,
                    (true, false) => Op::WasNot,
                    (true, true) => Op::WasNotIn,
                });
            }
            _ => return self.fail(|got| ErrorKind::ExpectedOperator { got }),
        };
        self.advance();
        Some(op)
    }

    fn predicate_kind(&self) -> Option<PredicateKind> {
        let word = match &self.current.kind {
            TokenKind::By => "by",
            TokenKind::Reserved(word) | TokenKind::Word(word) => word,
            _ => return None,
        };
        PredicateKind::ALL
            .into_iter()
            .find(|kind| kind.word().eq_ignore_ascii_case(word))
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

    fn count_term(&mut self, span: Span) -> Option<()> {
        self.n_terms += 1;
        if self.n_terms > MAX_TERMS {
            return self.give_up(span, ErrorKind::TooManyTerms);
        }
        Some(())
    }
}
