//! JQL of any kind is read without a panic, and what is printed of its tree is read as the same tree.
//!
//! The same is tried with random texts by every `cargo test` (`crates/jql/src/tests/properties.rs`).

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let parsed = jql::parse(text);
    let mut last = 0;
    for error in &parsed.errors {
        assert!(text.get(error.span.start..error.span.end).is_some());
        assert!(error.message(text).starts_with("Error in "));
        assert!(error.span.start >= last, "not in the order of the text");
        last = error.span.start;
        error.hint(text);
    }
    let printed = parsed.query.to_string();
    let again = jql::parse(&printed);
    assert!(again.errors.is_empty(), "{printed}: {:?}", again.errors);
    // Spans differ, as blanks do: what is printed of both is the same where the trees are.
    assert_eq!(again.query.to_string(), printed);
});
