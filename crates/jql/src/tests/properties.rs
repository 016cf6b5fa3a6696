//! What must hold for every query: parsing never panics, and printing loses nothing but spans.
//!
//! Particular queries and texts are in `tests.rs`.

use crate::{
    Call, Clause, Direction, Expr, Field, FieldName, List, Op, Operand, Predicate, PredicateKind,
    Property, Query, RESERVED_WORDS, SortKey, Span, Term, Value, needs_quotes, parse,
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
    let mut last = 0;
    for error in &parsed.errors {
        prop_assert!(text.get(error.span.start..error.span.end).is_some());
        prop_assert!(error.message(text).starts_with("Error in "));
        prop_assert!(error.span.start >= last, "not in the order of the text");
        last = error.span.start;
        error.hint(text);
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
        "was not in",
        "changed",
        "after -1d",
        "during (a, b)",
        "by",
        "issue.property[a.b].c",
        ".property[",
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
    let clause = (field(), op(), operand(), vec(predicate(), 0..3)).prop_map(
        |(field, op, operand, predicates)| {
            Expr::Clause(Clause {
                field,
                op,
                op_span: Span::default(),
                operand: (op != Op::Changed).then_some(operand),
                predicates: if op.is_historical() {
                    predicates
                } else {
                    Vec::new()
                },
                span: Span::default(),
            })
        },
    );
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
        property().prop_map(FieldName::Property),
    ];
    name.prop_map(|name| Field {
        name,
        span: Span::default(),
    })
}

fn property() -> impl Strategy<Value = Property> {
    let key = text().prop_filter("a property has a key", |key| !key.is_empty());
    ("[a-z]{1,5}", key, vec("[a-zA-Z0-9_-]{1,5}", 0..3)).prop_map(|(entity, key, path)| Property {
        entity,
        key,
        path,
    })
}

fn op() -> impl Strategy<Value = Op> {
    prop::sample::select(&Op::ALL[..])
}

fn predicate() -> impl Strategy<Value = Predicate> {
    let kind = prop::sample::select(&PredicateKind::ALL[..]);
    (kind, operand()).prop_map(|(kind, operand)| Predicate {
        kind,
        operand,
        span: Span::default(),
    })
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
            clause.operand.as_mut().map(clear_operand);
            for predicate in &mut clause.predicates {
                predicate.span = Span::default();
                clear_operand(&mut predicate.operand);
            }
        }
    }
}

fn clear_operand(operand: &mut Operand) {
    match operand {
        Operand::Single(term) => clear_term(term),
        Operand::List(list) => {
            list.span = Span::default();
            list.terms.iter_mut().for_each(clear_term);
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
