//! Writes text so that `parse` reads it as text.

use crate::{link, symbol};

/// Where text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the start of a line.
    Start { is_cell: bool },
    /// In a line.
    Line { is_cell: bool },
    /// In the label of a link.
    Label,
}

/// Returns text with a backslash before what would be notation there; `before` is what it follows.
pub fn escape(text: &str, mut before: Option<char>, place: Place) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    if let Place::Start { .. } = place {
        before = None;
        rest = starter(rest.trim_start(), &mut out);
    }
    let mut is_start = matches!(place, Place::Start { .. }) && out.is_empty();
    while let Some(c) = rest.chars().next() {
        let is_after_word = before.is_some_and(char::is_alphanumeric);
        if !is_after_word && let Some(address) = link::bare(rest, |_| false) {
            // What stands in an address is not escaped: the backslash would end it.
            rest = rest.get(address.len()..).unwrap_or_default();
            let follows = rest.trim_start_matches(|c| ".,;:!?')".contains(c));
            if follows.starts_with('\\') && place != Place::Label {
                // What a backslash is written as would belong to it, with the signs that end a sentence.
                out.extend(["[", address, "]"]);
            } else {
                out.push_str(address);
            }
            before = out.chars().next_back();
        } else if !is_after_word && let Some(found) = symbol::emoticon_at(rest) {
            out.push('\\');
            out.push_str(found.written);
            before = found.written.chars().next_back();
            rest = rest.get(found.written.len()..).unwrap_or_default();
        } else {
            let after = rest.get(c.len_utf8()..).unwrap_or_default();
            match c {
                '\\' if is_active_backslash(after) => out.push_str("&#92;"),
                '&' if symbol::entity_at(rest).is_some() => out.push_str("&amp;"),
                _ => {
                    if is_notation(c, before, after, place, is_start) {
                        out.push('\\');
                    }
                    out.push(c);
                }
            }
            before = Some(c);
            rest = after;
        }
        is_start = false;
    }
    out
}

/// Writes what only means something at the start of a line: `h1. ` and `bq. `.
fn starter<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let is_digit = |b: &u8| (b'1'..=b'6').contains(b);
    let is_heading = rest.starts_with('h') && rest.as_bytes().get(1).is_some_and(is_digit);
    let after = rest.get(2..).and_then(|after| after.strip_prefix('.'));
    match after {
        Some(after) if is_heading || rest.starts_with("bq") => {
            out.push_str(rest.get(..2).unwrap_or_default());
            out.push_str("&#46;");
            after
        }
        _ => rest,
    }
}

fn is_active_backslash(after: &str) -> bool {
    let is_active = after
        .chars()
        .next()
        .is_none_or(|c| c.is_ascii_punctuation());
    is_active || link::bare(after, |_| false).is_some()
}

fn is_notation(c: char, before: Option<char>, after: &str, place: Place, is_start: bool) -> bool {
    let follows = after.chars().next();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_space = |c: Option<char>| c.is_some_and(char::is_whitespace);
    match c {
        '{' | '[' => true,
        ']' => place == Place::Label,
        '}' => before == Some('}') || matches!(follows, Some('}') | None),
        '|' => place != (Place::Line { is_cell: false }),
        '*' | '_' | '-' | '+' | '^' | '~' => {
            let is_inside = is_word(before) && is_word(follows);
            let is_alone = is_space(before) && is_space(follows);
            place != Place::Label && !is_inside && !is_alone
        }
        '?' => place != Place::Label && (before == Some('?') || follows == Some('?')),
        '!' => place != Place::Label && follows.is_some_and(|c| !c.is_whitespace()),
        '#' => is_start,
        _ => false,
    }
}
