//! Wiki text and Markdown become HTML in which an HTML5 parser finds nothing that runs.
//!
//! The same check runs on random texts with every `cargo test` (`crates/markup/tests/safety.rs`).

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/markup/tests/html5/mod.rs"]
mod html5;

fuzz_target!(|text: &str| {
    if let Err(wrong) = html5::check_text(text) {
        panic!("{wrong}");
    }
});
