//! Prints text so that Markdown reads it as text, and the targets of links.

use super::Printer;
use crate::Span;

impl Printer<'_> {
    /// Prints a link. An exclamation mark right before it would make an image of it.
    pub(super) fn linked(
        &mut self,
        target: &str,
        tip: Option<Span>,
        label: impl FnOnce(&mut Self),
    ) {
        if let Some(before) = self.out.strip_suffix('!') {
            let n_backslashes = before.len() - before.trim_end_matches('\\').len();
            if n_backslashes % 2 == 0 {
                self.out.truncate(before.len());
                self.out.push_str("\\!");
            }
        }
        self.target(target, tip, label);
    }

    /// Prints what a link and an image have in common.
    pub(super) fn target(
        &mut self,
        target: &str,
        tip: Option<Span>,
        label: impl FnOnce(&mut Self),
    ) {
        self.out.push('[');
        label(self);
        self.out.push_str("](");
        for c in target.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                ' ' | '(' | ')' | '<' | '>' | '\\' | '"' | '|' | '`' => {
                    self.out.push_str(&format!("%{:02X}", u32::from(c)));
                }
                _ => self.out.push(c),
            }
        }
        if let Some(tip) = tip {
            self.out.push_str(" \"");
            self.escape(&tip.slice(self.text).replace('"', "\u{201d}"));
            self.out.push('"');
        }
        self.out.push(')');
    }

    /// Prints text with a backslash before what Markdown would take for notation.
    pub(super) fn escape(&mut self, text: &str) {
        let mut before = self.out.chars().next_back();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let after = rest.get(c.len_utf8()..).unwrap_or_default();
            let is_start = self.out.len() == self.line_start;
            let follows = after.chars().next();
            let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let is_notation = match c {
                '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
                '_' => !(is_word(before) && is_word(follows)),
                '&' => follows.is_none_or(|c| c == '#' || c.is_alphanumeric()),
                '|' => self.is_one_line || is_start,
                '#' | '>' | '+' | '-' | '=' | ':' => is_start,
                // `1. a` would be an item.
                '.' | ')' => self.is_number_before(),
                _ => false,
            };
            if is_notation {
                self.out.push('\\');
            }
            match c {
                '\n' | '\r' => self.out.push(' '),
                _ => self.out.push(c),
            }
            before = Some(c);
            rest = after;
        }
    }

    /// Tells whether the line is nothing but a short number so far.
    fn is_number_before(&self) -> bool {
        let line = self.out.get(self.line_start..).unwrap_or_default();
        (1..=9).contains(&line.len()) && line.bytes().all(|b| b.is_ascii_digit())
    }
}
