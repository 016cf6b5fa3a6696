//! What must hold for every query: parsing never panics, and printing loses nothing but spans.
//!
//! Particular queries and texts are in `tests.rs`.

use crate::{
    Call, Clause, Direction, Expr, Field, FieldName, List, Op, Operand, Query, RESERVED_WORDS,
    SortKey, Span, Term, Value, needs_quotes, parse,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check_text(&text)?;
    }

    #[test]
    fn any_tokens_are_read(text in tokens()) {
        check_text(&text)?;
    }

    #[test]
    fn a_printed_tree_is_read_back(query in query()) {
        let text = query.to_string();
        let parsed = parse(&text);
        prop_assert_eq!(parsed.errors, vec![], "{}", text);
        prop_assert_eq!(without_spans(parsed.query), query, "{}", text);
    }
}

fn check_text(text: &str) -> Result<(), TestCaseError> {
    let parsed = parse(text);
    for error in &parsed.errors {
        prop_assert!(text.get(error.span.start..error.span.end).is_some());
        prop_assert!(error.message(text).starts_with("Error in "));
    }
    // A partial tree is a tree too, and prints as a whole query.
    let printed = parsed.query.to_string();
    let again = parse(&printed);
    prop_assert_eq!(&again.errors, &vec![], "{}", &printed);
    prop_assert_eq!(again.query.to_string(), printed);
    prop_assert_eq!(without_spans(again.query), without_spans(parsed.query));
    Ok(())
}

/// Texts that are almost queries, with and without blanks.
fn tokens() -> impl Strategy<Value = String> {
    const TOKENS: &[&str] = &[
        "(",
        ")",
        ",",
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "~",
        "!~",
        "!",
        "not",
        "and",
        "or",
        "&&",
        "|",
        "in",
        "is",
        "empty",
        "null",
        "order by",
        "asc",
        "desc",
        "cf[1]",
        "cf",
        "[",
        "]",
        "summary",
        "a",
        "b = c",
        "d in (e, f)",
        "now()",
        "f(x, 'y')",
        "-5d",
        "10",
        "\"q\"",
        "'",
        "\"",
        "\\",
        "\\u0041",
        "was",
        "date",
        ".",
        "ä",
        "😀",
    ];
    vec(
        (
            prop::sample::select(TOKENS),
            prop::sample::select(&["", " ", "\n"][..]),
        ),
        0..20,
    )
    .prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(token, blank)| [token, blank])
            .collect()
    })
}

fn query() -> impl Strategy<Value = Query> {
    let direction = prop::sample::select(&[Direction::Ascending, Direction::Descending][..]);
    let key = (field(), option::of(direction)).prop_map(|(field, direction)| SortKey {
        field,
        direction,
        span: Span::default(),
    });
    (option::of(expr()), vec(key, 0..3)).prop_map(|(filter, order)| Query { filter, order })
}

fn expr() -> impl Strategy<Value = Expr> {
    let clause = (field(), op(), operand()).prop_map(|(field, op, operand)| {
        Expr::Clause(Clause {
            field,
            op,
            op_span: Span::default(),
            operand,
            span: Span::default(),
        })
    });
    clause.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(|parts| Expr::And(parts, Span::default())),
            vec(inner.clone(), 2..4).prop_map(|parts| Expr::Or(parts, Span::default())),
            inner.prop_map(|part| Expr::Not(Box::new(part), Span::default())),
        ]
    })
}

fn field() -> impl Strategy<Value = Field> {
    let name = prop_oneof![
        text().prop_map(FieldName::Named),
        any::<u64>().prop_map(FieldName::Custom),
    ];
    name.prop_map(|name| Field {
        name,
        span: Span::default(),
    })
}

fn op() -> impl Strategy<Value = Op> {
    prop::sample::select(
        &[
            Op::Equals,
            Op::NotEquals,
            Op::Less,
            Op::LessOrEqual,
            Op::Greater,
            Op::GreaterOrEqual,
            Op::Contains,
            Op::NotContains,
            Op::In,
            Op::NotIn,
            Op::Is,
            Op::IsNot,
        ][..],
    )
}

fn operand() -> impl Strategy<Value = Operand> {
    prop_oneof![
        term().prop_map(Operand::Single),
        vec(term(), 1..4).prop_map(|terms| Operand::List(List {
            terms,
            span: Span::default()
        })),
    ]
}

fn term() -> impl Strategy<Value = Term> {
    let call = (text(), vec(value(), 0..3)).prop_map(|(name, args)| Call {
        name,
        name_span: Span::default(),
        args,
        span: Span::default(),
    });
    prop_oneof![
        Just(Term::Empty(Span::default())),
        value().prop_map(Term::Value),
        call.prop_map(Term::Call),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    // A value that must be quoted has been, as it is from the parser.
    (text(), any::<bool>()).prop_map(|(text, quoted)| Value {
        quoted: quoted || needs_quotes(&text),
        text,
        span: Span::default(),
    })
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9_-]{1,8}",
        prop::sample::select(RESERVED_WORDS).prop_map(str::to_owned),
        any::<String>().prop_map(|text| text.replace('\0', "")),
    ]
}

fn without_spans(mut query: Query) -> Query {
    query.filter.as_mut().map(clear_expr);
    for key in &mut query.order {
        key.span = Span::default();
        key.field.span = Span::default();
    }
    query
}

fn clear_expr(expr: &mut Expr) {
    match expr {
        Expr::And(parts, span) | Expr::Or(parts, span) => {
            *span = Span::default();
            parts.iter_mut().for_each(clear_expr);
        }
        Expr::Not(part, span) => {
            *span = Span::default();
            clear_expr(part);
        }
        Expr::Clause(clause) => {
            clause.span = Span::default();
            clause.op_span = Span::default();
            clause.field.span = Span::default();
            match &mut clause.operand {
                Operand::Single(term) => clear_term(term),
                Operand::List(list) => {
                    list.span = Span::default();
                    list.terms.iter_mut().for_each(clear_term);
                }
            }
        }
    }
}

fn clear_term(term: &mut Term) {
    match term {
        Term::Empty(span) => *span = Span::default(),
        Term::Value(value) => value.span = Span::default(),
        Term::Call(call) => {
            call.span = Span::default();
            call.name_span = Span::default();
            for arg in &mut call.args {
                arg.span = Span::default();
            }
        }
    }
}
