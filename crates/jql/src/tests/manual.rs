//! Runs the examples in `manual.md`: what is written in each block `jql` must be read as the block after
//! it says. `text` is the query printed back; `error` the messages, with what was likely meant.

use crate::parse;

const MANUAL: &str = include_str!("manual.md");

#[test]
fn the_manual_tells_the_truth() {
    let mut n_examples = 0;
    let mut wrong = String::new();
    let mut rest = MANUAL;
    while let Some((kind, body, after)) = block(rest) {
        assert_eq!(kind, "jql", "an answer without a question: {body}");
        let (expected_kind, expected, after) = block(after).expect("an answer");
        rest = after;
        let (kind, shown) = answer(body);
        if (kind, shown.as_str()) != (expected_kind, expected) {
            wrong += &format!("```jql\n{body}\n```\n```{kind}\n{shown}\n```\n\n");
        }
        n_examples += 1;
    }
    assert!(wrong.is_empty(), "the manual should say:\n\n{wrong}");
    assert!(n_examples > 40, "{n_examples} examples found");
}

/// Returns the kind and body of the next block, and the text after it.
fn block(text: &str) -> Option<(&str, &str, &str)> {
    let (_, text) = text.split_once("\n```")?;
    let (kind, text) = text.split_once('\n')?;
    let (body, after) = text.split_once("\n```")?;
    Some((kind, body, after))
}

fn answer(input: &str) -> (&'static str, String) {
    let parsed = parse(input);
    if parsed.errors.is_empty() {
        return ("text", parsed.query.to_string());
    }
    let lines = parsed.errors.iter().map(|error| {
        let hint = error.hint(input).map(|hint| format!("\n  {hint}"));
        error.message(input) + &hint.unwrap_or_default()
    });
    ("error", lines.collect::<Vec<_>>().join("\n"))
}
