//! Cases: a query as clients write it, and what it is read as.
//!
//! Each check shows the query printed back, or its errors if it has any. What must hold for every
//! query is in `tests/properties.rs`; the language from its beginning is in `tests/manual.md`.

mod limits;
mod manual;
mod properties;
mod recovery;

use crate::{Expr, FieldName, Operand, Parsed, RESERVED_WORDS, Term, parse};

#[track_caller]
fn check(input: &str, expected: &str) {
    let Parsed { query, errors } = parse(input);
    let shown = if errors.is_empty() {
        query.to_string()
    } else {
        errors
            .iter()
            .map(|error| error.message(input))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(shown, expected, "for {input}");
}

/// Shows the shape of a tree: each condition with the text that its span covers, then its parts.
#[track_caller]
fn check_tree(input: &str, expected: &str) {
    fn show(expr: &Expr, input: &str) -> String {
        let (name, parts) = match expr {
            Expr::And(parts, _) => ("and", parts.as_slice()),
            Expr::Or(parts, _) => ("or", parts.as_slice()),
            Expr::Not(part, _) => ("not", std::slice::from_ref(&**part)),
            Expr::Clause(clause) => return clause.span.slice(input).to_owned(),
        };
        let parts: String = parts
            .iter()
            .map(|part| format!(" [{}]", show(part, input)))
            .collect();
        format!("{name} <{}>{parts}", expr.span().slice(input))
    }
    let parsed = parse(input);
    assert_eq!(parsed.errors, []);
    let shown = parsed
        .query
        .filter
        .map(|expr| show(&expr, input))
        .unwrap_or_default();
    assert_eq!(shown, expected);
}

#[test]
fn everything() {
    check("", "");
    check(" \t\r\n ", "");
    check("order by created DESC", "ORDER BY created DESC");
}

#[test]
fn queries_of_gitlab() {
    check(
        "project in (PROJ,OPS) order by created DESC",
        "project IN (PROJ, OPS) ORDER BY created DESC",
    );
    check(
        "project = PROJ order by updated ASC",
        "project = PROJ ORDER BY updated ASC",
    );
    check(
        r#"project in (P) AND labels = "a" AND status = "In Progress" AND reporter = "Jo Smith" AND (summary ~ "x y" OR description ~ "x y") order by created DESC"#,
        r#"project IN (P) AND labels = "a" AND status = "In Progress" AND reporter = "Jo Smith" AND (summary ~ "x y" OR description ~ "x y") ORDER BY created DESC"#,
    );
    check(
        "PROJECT='KEY' ORDER BY created ASC",
        r#"PROJECT = "KEY" ORDER BY created ASC"#,
    );
    check(
        r#"project in (K) AND description ~ "Issue created from vulnerability" order by created DESC"#,
        r#"project IN (K) AND description ~ "Issue created from vulnerability" ORDER BY created DESC"#,
    );
    check("statusCategory != Done", "statusCategory != Done");
}

#[test]
fn blanks_are_optional() {
    check("project=ABC", "project = ABC");
    check("key=ABC-1", "key = ABC-1");
    check(
        "a!=b&&c!~d||e<=-5d&f>=0",
        "a != b AND c !~ d OR e <= -5d AND f >= 0",
    );
    check("!(a=b)", "NOT a = b");
    check("a in(b,c)", "a IN (b, c)");
    check("\na\n=\nb\n", "a = b");
}

#[test]
fn operators() {
    check("a = 1 and b != 1 and c > 1", "a = 1 AND b != 1 AND c > 1");
    check("a >= 1 and b < 1 and c <= 1", "a >= 1 AND b < 1 AND c <= 1");
    check("a ~ x and b !~ x", "a ~ x AND b !~ x");
    check("a In (x) and b Not  In (x)", "a IN (x) AND b NOT IN (x)");
    check(
        "a is empty and b IS NOT Null",
        "a IS EMPTY AND b IS NOT EMPTY",
    );
}

#[test]
fn conjunctions_and_precedence() {
    check_tree(
        "a = 1 or b = 2 and c = 3",
        "or <a = 1 or b = 2 and c = 3> [a = 1] [and <b = 2 and c = 3> [b = 2] [c = 3]]",
    );
    check_tree(
        "(a=1 or b=2) AND (c=3)",
        "and <(a=1 or b=2) AND (c=3)> [or <a=1 or b=2> [a=1] [b=2]] [c=3]",
    );
    check_tree(
        "not a=1 and b=2",
        "and <not a=1 and b=2> [not <not a=1> [a=1]] [b=2]",
    );
    check_tree(
        "NOT not (a=1|b=2)",
        "not <NOT not (a=1|b=2)> [not <not (a=1|b=2)> [or <a=1|b=2> [a=1] [b=2]]]",
    );
    check("((a = 1))", "a = 1");
    check("a=1 and (b=2 and c=3)", "a = 1 AND (b = 2 AND c = 3)");
    check("a=1 or (b=2 and c=3)", "a = 1 OR b = 2 AND c = 3");
    check("not (a=1 and b=2)", "NOT (a = 1 AND b = 2)");
}

#[test]
fn fields() {
    check("\"Epic Link\" = A-1", "\"Epic Link\" = A-1");
    check("'summary' ~ x", "summary ~ x");
    check("\"date\" = x", "\"date\" = x");
    check(r"Epic\ Link = A-1", "\"Epic Link\" = A-1");
    check("cf[10001] = 3", "cf[10001] = 3");
    check(
        "CF [ 10001 ]is empty order by cf[10002]",
        "cf[10001] IS EMPTY ORDER BY cf[10002]",
    );
    check("Größe = groß", "Größe = groß");
    check("10001 = 3", "10001 = 3");
}

#[test]
fn values() {
    check(
        "a = -5d and b = 4w and c = -1",
        "a = -5d AND b = 4w AND c = -1",
    );
    check(
        "a = 2024-01-31 and b = 12:30",
        "a = 2024-01-31 AND b = 12:30",
    );
    check(
        r#"a = "it's" and b = 'say "x"'"#,
        r#"a = "it's" AND b = "say \"x\"""#,
    );
    check(
        r#"a = "\"\'\\\t\n\r\ \u0041\u00e4\ud83d\ude00""#,
        "a = \"\\\"'\\\\\\t\\n\\r Aä😀\"",
    );
    check(r"a = jo\u0040example\u002ecom", "a = \"jo@example.com\"");
    check(r"a = \u0061nd", "a = \"and\"");
    check("a = \"two\nlines\"", r#"a = "two\nlines""#);
    check("a = \"\"", "a = \"\"");
    check("a = was and changed = b", "a = was AND \"changed\" = b");
}

#[test]
fn numbers_are_bare() {
    let number = |input: &str| match parse(input).query.filter {
        Some(Expr::Clause(clause)) => match clause.operand {
            Some(Operand::Single(Term::Value(value))) => value.number(),
            _ => None,
        },
        _ => None,
    };
    assert_eq!(number("a = 10350"), Some(10350));
    assert_eq!(number("a = -1"), Some(-1));
    assert_eq!(number("a = \"10350\""), None);
    assert_eq!(number("a = ABC-1"), None);
    assert_eq!(number("a = 99999999999999999999"), None);
}

#[test]
fn lists() {
    check(
        "a in (x, 'y z', empty, now())",
        r#"a IN (x, "y z", EMPTY, now())"#,
    );
    check("a in ((x, y), (z))", "a IN (x, y, z)");
    check("a = (x)", "a = (x)");
}

#[test]
fn functions() {
    check("a = currentUser()", "a = currentUser()");
    check("a > startOfDay( -1d )", "a > startOfDay(-1d)");
    check("a > startOfDay('+1d')", "a > startOfDay(\"+1d\")");
    check(
        "a in linkedIssues(ABC-1, 'is blocked by')",
        "a IN linkedIssues(ABC-1, \"is blocked by\")",
    );
    check("a in \"membersOf\" (x)", "a IN membersOf(x)");
}

#[test]
fn order() {
    check("a = b order by c", "a = b ORDER BY c");
    check(
        "ORDER BY a asc,b DESC , \"c d\"",
        "ORDER BY a ASC, b DESC, \"c d\"",
    );
    check("order by Rank ASC", "ORDER BY Rank ASC");
}

#[test]
fn reserved_words_must_be_quoted() {
    check(
        "project = INT",
        "Error in the JQL Query: 'INT' is a reserved JQL word. You must surround it in quotation marks to use it in a query. (line 1, character 11)",
    );
    check(
        "date > 1",
        "Error in the JQL Query: 'date' is a reserved JQL word. You must surround it in quotation marks to use it in a query. (line 1, character 1)",
    );
    check(
        "order by case when",
        "Error in the JQL Query: 'when' is a reserved JQL word. You must surround it in quotation marks to use it in a query. (line 1, character 15)",
    );
    check(
        "project = OR",
        "Error in JQL Query: Expecting either a value, list or function but got 'OR'. You must surround 'OR' in quotation marks to use it as a value. (line 1, character 11)",
    );
    check(
        "a=AND and b=c",
        "Error in JQL Query: Expecting either a value, list or function but got 'AND'. You must surround 'AND' in quotation marks to use it as a value. (line 1, character 3)",
    );
    assert!(RESERVED_WORDS.is_sorted());
    for word in RESERVED_WORDS {
        let is_term = matches!(*word, "empty" | "null");
        assert_eq!(
            parse(&format!("a = {word}")).errors.is_empty(),
            is_term,
            "{word}"
        );
        assert_eq!(parse(&format!("a = '{word}'")).errors, [], "{word}");
    }
}

#[test]
fn reserved_characters_must_be_escaped() {
    check(
        "reporter=a/user/with/slash",
        "Error in the JQL Query: The character '/' is a reserved JQL character. You must enclose it in a string or use the escape '\\u002f' instead. (line 1, character 11)",
    );
    check(
        "a = 3.14",
        "Error in the JQL Query: The character '.' is a reserved JQL character. You must enclose it in a string or use the escape '\\u002e' instead. (line 1, character 6)",
    );
    check(
        "a = \u{7}",
        "Error in the JQL Query: A control character must be escaped as '\\u0007'. (line 1, character 5)",
    );
    check(
        "a = 'x\0'",
        "Error in the JQL Query: A control character must be escaped as '\\u0000'. (line 1, character 7)",
    );
}

#[test]
fn escapes_must_be_known() {
    let illegal = |escape: &str, character: usize| {
        format!(
            "Error in the JQL Query: '{escape}' is an illegal JQL escape sequence. The valid escape sequences are \\', \\\", \\t, \\n, \\r, \\\\, '\\ ' and \\uXXXX. (line 1, character {character})"
        )
    };
    check(r"creator \!= x", &illegal(r"\!", 9));
    check(r#"a = "\g""#, &illegal(r"\g", 6));
    check(r#"a = "\u12""#, &illegal(r#"\u12""#, 6));
    check(r#"a = "\ud83d""#, &illegal(r"\ud83d", 6));
    check(r#"a = "\ude00""#, &illegal(r"\ude00", 6));
    check(r#"a = "\ud83d\u0041""#, &illegal(r"\ud83d\u0041", 6));
    check(r#"a = "\u0000""#, &illegal(r"\u0000", 6));
    check(r"a = x\", &illegal(r"\", 6));
}

#[test]
fn strings_must_end() {
    check(
        "summary ~ \"unclosed",
        "Error in the JQL Query: The quoted string 'unclosed' has not been completed. (line 1, character 11)",
    );
    check(
        "a = '",
        "Error in the JQL Query: The quoted string has not been completed. (line 1, character 5)",
    );
    check(
        "summary ~ 'library 'jquery' found'",
        "Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'jquery'. (line 1, character 21)",
    );
}

#[test]
fn a_field_must_come_first() {
    check(
        "project = A AND",
        "Error in the JQL Query: Expecting a field name at the end of the query.",
    );
    check(
        "a AND b = c AND",
        "Error in the JQL Query: Expecting operator but got 'AND'. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'. (line 1, character 3)\nError in the JQL Query: Expecting a field name at the end of the query.",
    );
    check(
        "  AND b = c",
        "Error in the JQL Query: Expecting a field name but got 'AND'. You must surround 'AND' in quotation marks to use it as a field name. (line 1, character 3)",
    );
    check(
        "()",
        "Error in the JQL Query: Expecting a field name but got ')'. You must surround ')' in quotation marks to use it as a field name. (line 1, character 2)",
    );
    check(
        "cf = 3",
        "Error in the JQL Query: Expecting '[' but got '='. (line 1, character 4)",
    );
    check(
        "cf[x] = 3",
        "Error in the JQL Query: Expecting the number of a custom field but got 'x'. (line 1, character 4)",
    );
    check(
        "cf[1",
        "Error in the JQL Query: Expecting ']' before the end of the query.",
    );
}

#[test]
fn an_operator_must_follow_a_field() {
    check(
        "invalid query",
        "Error in the JQL Query: Expecting operator but got 'query'. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'. (line 1, character 9)",
    );
    check(
        "ABC2SD-1623",
        "Error in the JQL Query: Expecting operator before the end of the query. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'.",
    );
    check(
        "a not = b",
        "Error in the JQL Query: Expecting 'IN' but got '='. (line 1, character 7)",
    );
}

#[test]
fn an_operand_must_follow_an_operator() {
    check(
        "issue IN ",
        "Error in JQL Query: Expecting either a value, list or function before the end of the query.",
    );
    check(
        "project = LAUNCH AND status = = Done",
        "Error in JQL Query: Expecting either a value, list or function but got '='. You must surround '=' in quotation marks to use it as a value. (line 1, character 31)",
    );
    check(
        "a in ()",
        "Error in JQL Query: Expecting either a value, list or function but got ')'. You must surround ')' in quotation marks to use it as a value. (line 1, character 7)",
    );
    check(
        "a in (b, c",
        "Error in the JQL Query: Expecting ')' before the end of the query.",
    );
    check(
        "a in (b c)",
        "Error in the JQL Query: Expecting ')' but got 'c'. (line 1, character 9)",
    );
    check(
        "a = f(b,)",
        "Error in the JQL Query: Expecting a function argument but got ')'. You must surround ')' in quotation marks to use it as a value. (line 1, character 9)",
    );
    check(
        "a = f(g())",
        "Error in the JQL Query: Expecting ')' but got '('. (line 1, character 8)",
    );
}

#[test]
fn clauses_must_be_joined() {
    check(
        "project = LAUNCH status",
        "Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'status'. (line 1, character 18)",
    );
    check(
        "a = b)",
        "Error in the JQL Query: Expecting either 'OR' or 'AND' but got ')'. (line 1, character 6)",
    );
    check(
        "(a = b",
        "Error in the JQL Query: Expecting ')' before the end of the query.",
    );
    check(
        "(a = b ORDER BY c) AND d = e",
        "Error in the JQL Query: Expecting ')' but got 'ORDER'. (line 1, character 8)",
    );
}

#[test]
fn order_errors() {
    check(
        "order a",
        "Error in the JQL Query: Expecting 'BY' but got 'a'. (line 1, character 7)",
    );
    check(
        "order by",
        "Error in the JQL Query: Expecting a field name at the end of the query.",
    );
    check(
        "order by a,",
        "Error in the JQL Query: Expecting a field name at the end of the query.",
    );
    check(
        "order by a and b = c",
        "Error in the JQL Query: Expecting either 'ASC' or 'DESC' but got 'and'. (line 1, character 12)",
    );
    check(
        "order by a desc order by b",
        "Error in the JQL Query: Expecting ',' but got 'order'. (line 1, character 17)",
    );
}

#[test]
fn positions_count_lines_and_utf16_units() {
    check(
        "a = b\r\nand c",
        "Error in the JQL Query: Expecting operator before the end of the query. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'.",
    );
    check(
        "a = b and\n  c = 😀 d",
        "Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'd'. (line 2, character 10)",
    );
}

#[test]
fn a_partial_tree_keeps_whole_clauses() {
    let check = |input: &str, expected: &str| {
        let parsed = parse(input);
        assert_eq!(parsed.errors.len(), 1);
        assert_eq!(parsed.query.to_string(), expected);
        assert!(parsed.into_result().is_err());
    };
    check("a = b and (c = d or e = ", "a = b AND c = d");
    check("a = b and c", "a = b");
    check("not a", "");
    check(
        "a = b order by c desc, d asc e",
        "a = b ORDER BY c DESC, d ASC",
    );
}

#[test]
fn spans_are_those_of_the_text() {
    let input = " cf[1]  not  in ( x , now( 'y' ) ) order by z desc ";
    let query = parse(input).query;
    let Some(Expr::Clause(clause)) = query.filter else {
        unreachable!("one clause")
    };
    assert_eq!(
        clause.span.slice(input),
        "cf[1]  not  in ( x , now( 'y' ) )"
    );
    assert_eq!(clause.field.span.slice(input), "cf[1]");
    assert_eq!(clause.field.name, FieldName::Custom(1));
    assert_eq!(clause.op_span.slice(input), "not  in");
    let operand = clause.operand.as_ref().unwrap();
    assert_eq!(operand.span().slice(input), "( x , now( 'y' ) )");
    let terms: Vec<_> = clause
        .terms()
        .iter()
        .map(|term| term.span().slice(input))
        .collect();
    assert_eq!(terms, ["x", "now( 'y' )"]);
    let keys: Vec<_> = query
        .order
        .iter()
        .map(|key| key.span.slice(input))
        .collect();
    assert_eq!(keys, ["z desc"]);
}
