//! Queries with several errors: which are told, and what is kept of the query.

use crate::{MAX_DEPTH, parse};

/// Shows where each error is and what is left of the query.
#[track_caller]
fn check(input: &str, places: &[&str], kept: &str) {
    let parsed = parse(input);
    let found: Vec<&str> = parsed
        .errors
        .iter()
        .map(|error| input.get(error.span.start..).unwrap())
        .collect();
    assert_eq!(found, places, "for {input}");
    assert_eq!(parsed.query.to_string(), kept, "for {input}");
}

#[test]
fn each_wrong_clause_is_told() {
    check(
        "a = and b = c or d in (e f) and g",
        &["and b = c or d in (e f) and g", "f) and g", ""],
        "b = c",
    );
    check(
        "a b and c = d and = e",
        &["b and c = d and = e", "= e"],
        "c = d",
    );
    check(
        "a = b c = d and e = f",
        &["c = d and e = f"],
        "a = b AND e = f",
    );
    check("(a = b c) and d e", &["c) and d e", "e"], "a = b");
    check(
        "a = 3.14 and b = x@y",
        &[".14 and b = x@y", "@y"],
        "a = 3 AND b = x",
    );
    check("date > 1 and x = int", &["date > 1 and x = int", "int"], "");
    check("a was b on and c = d", &["and c = d"], "c = d");
}

#[test]
fn an_error_is_told_once() {
    check("(((a =", &[""], "");
    check("a = b and (c = d or e = ", &[""], "a = b AND c = d");
    check("a = AND and b = c", &["AND and b = c"], "b = c");
    check("() and a = b", &[") and a = b"], "a = b");
    check("a = b)) and c = d", &[")) and c = d"], "a = b AND c = d");
    check(
        "a in (b, (c d), e) and f = g",
        &["d), e) and f = g"],
        "f = g",
    );
    check("a = \"b and c = d", &["\"b and c = d"], "");
}

#[test]
fn the_order_is_read_after_an_error() {
    check(
        "a b order by c desc",
        &["b order by c desc"],
        "ORDER BY c DESC",
    );
    check("a = b c order by d", &["c order by d"], "a = b ORDER BY d");
    check("a b order by c d", &["b order by c d", "d"], "ORDER BY c");
}

#[test]
fn what_is_kept_can_be_read_again() {
    check(
        "a = 1 x b = 2 and c = 3 y and d = 4",
        &["x b = 2 and c = 3 y and d = 4", "y and d = 4"],
        "a = 1 AND c = 3 AND d = 4",
    );
    for n_nots in [90, MAX_DEPTH - 1, MAX_DEPTH] {
        let deep = format!("{}a = 1 or b = 2", "!".repeat(n_nots));
        let kept = parse(&format!("{deep} x and {deep} y and {deep}")).query;
        let again = parse(&kept.to_string());
        assert_eq!(again.errors, [], "{n_nots}");
        assert_eq!(again.query.to_string(), kept.to_string());
    }
}
