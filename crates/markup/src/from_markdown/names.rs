//! What Markdown's headings, languages and addresses are called in wiki text.

use pulldown_cmark::{CowStr, HeadingLevel};

/// Returns what a heading of that level starts with.
pub fn heading(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "h1. ",
        HeadingLevel::H2 => "h2. ",
        HeadingLevel::H3 => "h3. ",
        HeadingLevel::H4 => "h4. ",
        HeadingLevel::H5 => "h5. ",
        HeadingLevel::H6 => "h6. ",
    }
}

/// Returns the language of a fence, if it can be one of `{code}`.
pub fn language<'a>(info: &'a CowStr<'_>) -> &'a str {
    let first = info.split_whitespace().next().unwrap_or_default();
    let is_word = |c: char| c.is_ascii_alphanumeric() || "#+-_".contains(c);
    if first.chars().all(is_word) {
        first
    } else {
        ""
    }
}

/// Returns an address with nothing in it that would end a link.
pub fn address(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for c in target.chars() {
        match c {
            ' ' | '[' | ']' | '{' | '}' | '|' | '\\' | '"' | '<' | '>' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
