//! Tests of the server as a whole.

mod bad_input;
mod bookmarks;
mod endpoints;
mod form_samples;
mod forms;
mod html;
mod matrix;
mod matrix_samples;
mod nodes;
mod openapi;
mod pages;
mod spelling;

/// Returns the lines that only one of two texts has.
fn differences(expected: &str, drawn: &str) -> String {
    let known: Vec<&str> = expected.lines().collect();
    let new: Vec<&str> = drawn.lines().collect();
    let gone = known
        .iter()
        .filter(|line| !new.contains(line))
        .map(|line| format!("- {line}"));
    let come = new
        .iter()
        .filter(|line| !known.contains(line))
        .map(|line| format!("+ {line}"));
    gone.chain(come).collect::<Vec<_>>().join("\n")
}
