//! How deep, long and wrong a query may be, and that reading it takes time proportional to its length.

use super::check;
use crate::{MAX_CLAUSES, MAX_DEPTH, MAX_ERRORS, MAX_SORT_KEYS, MAX_TERMS, parse};

#[test]
fn depth_is_limited() {
    const TOO_DEEP: &str = "Error in the JQL Query: The query is nested more than 100 levels deep. (line 1, character 101)";
    let parens = |n: usize| format!("{}a = b{}", "(".repeat(n), ")".repeat(n));
    check(&parens(MAX_DEPTH), "a = b");
    check(&parens(MAX_DEPTH + 1), TOO_DEEP);
    check(
        &format!("{}a = b", "!".repeat(MAX_DEPTH)),
        &format!("{}a = b", "NOT ".repeat(MAX_DEPTH)),
    );
    check(&format!("{}a = b", "!".repeat(MAX_DEPTH + 1)), TOO_DEEP);
    for hostile in [
        "(",
        "!",
        "not ",
        "a in ((((",
        "a=((",
        "(!",
        "a=1 or (",
        "[",
        "a=f(",
    ] {
        let input = hostile.repeat(100_000);
        // A matter of milliseconds; were time not proportional to the length, it would be minutes.
        assert_eq!(parse(&input).errors.len(), 1, "{hostile}");
    }
    let list = format!("a in {}b{}", "(".repeat(100_000), ")".repeat(100_000));
    check(
        &list,
        "Error in the JQL Query: The query is nested more than 100 levels deep. (line 1, character 107)",
    );
}

#[test]
fn size_is_limited() {
    let many = |item: &str, by: &str, n: usize| vec![item; n].join(by);
    let is_whole = |input: String| parse(&input).errors.is_empty();
    assert!(is_whole(many("a=1", " and ", MAX_CLAUSES)));
    check(
        &many("a=1", " or ", MAX_CLAUSES + 1),
        "Error in the JQL Query: The query has more than 2500 clauses. (line 1, character 17501)",
    );
    assert!(is_whole(format!("a in ({})", many("1", ",", MAX_TERMS))));
    check(
        &format!("a in ({})", many("1", ",", MAX_TERMS + 1)),
        "Error in the JQL Query: The query has more than 10000 values. (line 1, character 20007)",
    );
    assert!(!is_whole(format!("a = f({})", many("1", ",", MAX_TERMS))));
    assert!(is_whole(format!(
        "order by {}",
        many("a", ",", MAX_SORT_KEYS)
    )));
    check(
        &format!("order by {}", many("a", ",", MAX_SORT_KEYS + 1)),
        "Error in the JQL Query: The query is ordered by more than 50 fields. (line 1, character 110)",
    );
}

#[test]
fn errors_are_limited() {
    let wrong = vec!["a = b c"; 100_000].join(" and ");
    assert_eq!(parse(&wrong).errors.len(), MAX_ERRORS);
}
