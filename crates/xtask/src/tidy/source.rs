//! Rules for Rust files, and the little reader of Rust they need: it tells code from comments and
//! strings, no more.

use super::{File, Finding, Repository};

/// Who may read the environment: the product's outermost crate, and what is no product.
const MAY_READ_ENVIRONMENT: [&str; 3] = ["server", "testkit", "xtask"];

/// Checks every Rust file of a crate.
pub fn check(repository: &Repository, findings: &mut Vec<Finding>) {
    for file in repository.sources() {
        check_title(file, findings);
        check_code(file, findings);
    }
}

fn check_title(file: &File, findings: &mut Vec<Finding>) {
    let mut lines = file.text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with("#!["));
    if file.name() != "tests.rs" && !first.is_some_and(|line| line.starts_with("//!")) {
        findings.push(file.finding(
            1,
            "opens without `//!`: say what the module is for, what it is not for, where to go next",
        ));
    }
}

fn check_code(file: &File, findings: &mut Vec<Finding>) {
    if file.is_test() {
        return;
    }
    let crate_name = file.crate_name().unwrap_or_default();
    for (i, line) in Rust::read(product_part(&file.text))
        .code
        .lines()
        .enumerate()
    {
        let driver = ["rusqlite", "tokio_postgres", "deadpool_postgres"]
            .into_iter()
            .find(|driver| line.contains(driver));
        if let Some(driver) = driver
            && crate_name != "db"
        {
            let message =
                format!("names {driver}: only `db` knows the drivers, go through its seam");
            findings.push(file.finding(i + 1, message));
        }
        let reads = line.contains("std::env") || line.contains("env::var");
        if reads && !MAY_READ_ENVIRONMENT.contains(&crate_name) {
            let message = "reads the environment: only `server` does, others are told (`Cx`)";
            findings.push(file.finding(i + 1, message));
        }
        if super::tiers::PURE.contains(&crate_name) && line.contains("::now(") {
            let message = format!("`{crate_name}` is pure: the time is an argument, not read");
            findings.push(file.finding(i + 1, message));
        }
    }
}

/// Returns the text up to the tests, which end a file by custom.
pub fn product_part(text: &str) -> &str {
    let tests = text.find("#[cfg(test)]\nmod tests {");
    &text[..tests.unwrap_or(text.len())]
}

/// A Rust file taken apart.
pub struct Rust {
    /// The text with comments and the insides of strings blanked out; lines keep their numbers.
    pub code: String,
    /// Each string literal with the line it starts on, escapes left as written.
    pub strings: Vec<(usize, String)>,
}

impl Rust {
    /// Takes `text` apart. Unfinished strings and comments reach to the end.
    pub fn read(text: &str) -> Self {
        let mut reader = Reader {
            rest: text,
            line: 1,
            rust: Self {
                code: String::new(),
                strings: Vec::new(),
            },
        };
        while !reader.rest.is_empty() {
            reader.step();
        }
        reader.rust
    }
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    rust: Rust,
}

impl<'a> Reader<'a> {
    fn step(&mut self) {
        if self.rest.starts_with("//") {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.blank(end);
        } else if self.rest.starts_with("/*") {
            let end = block_comment_end(self.rest);
            self.blank(end);
        } else if let Some(hashes) = self.raw_string_hashes() {
            let quote = format!("\"{}", "#".repeat(hashes));
            let open = 2 + hashes;
            self.string(open, |inside| inside.find(&quote), 1 + hashes);
        } else if self.rest.starts_with('"') {
            self.string(1, closing_quote, 1);
        } else if self.rest.starts_with('\'') {
            let end = char_literal_end(self.rest);
            self.keep(end);
        } else {
            let end = self.rest.chars().next().map_or(0, char::len_utf8);
            self.keep(end);
        }
    }

    /// A raw string starts with `r`, hashes and a quote, and not in the middle of a word.
    fn raw_string_hashes(&self) -> Option<usize> {
        let after = self.rest.strip_prefix('r')?;
        let in_word = self
            .rust
            .code
            .ends_with(|c: char| c == '_' || c.is_alphanumeric())
            && !ends_with_byte_prefix(&self.rust.code);
        let hashes = after.len() - after.trim_start_matches('#').len();
        (!in_word && after[hashes..].starts_with('"')).then_some(hashes)
    }

    fn string(&mut self, open: usize, find_close: impl Fn(&str) -> Option<usize>, close: usize) {
        let inside = &self.rest[open..];
        let length = find_close(inside).unwrap_or(inside.len());
        self.rust
            .strings
            .push((self.line, inside[..length].to_owned()));
        self.keep(open);
        self.blank(length);
        self.keep(close.min(self.rest.len()));
    }

    fn keep(&mut self, length: usize) {
        let taken = self.take(length);
        self.rust.code.push_str(taken);
    }

    fn blank(&mut self, length: usize) {
        let taken = self.take(length);
        self.rust
            .code
            .extend(taken.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }
}

/// `br"…"` and `cr"…"` are strings too.
fn ends_with_byte_prefix(code: &str) -> bool {
    let mut before = code.chars().rev();
    matches!(before.next(), Some('b' | 'c'))
        && !before
            .next()
            .is_some_and(|c| c == '_' || c.is_alphanumeric())
}

fn closing_quote(inside: &str) -> Option<usize> {
    let mut escaped = false;
    inside.char_indices().find_map(|(i, c)| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes.then_some(i)
    })
}

/// Returns the length of a character literal, or 1 for the tick of a lifetime.
fn char_literal_end(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => {
            // The character after the backslash may be the quote itself.
            chars.next();
            chars
                .find(|(_, c)| *c == '\'')
                .map_or(rest.len(), |(i, _)| i + 1)
        }
        Some(_) => match chars.next() {
            Some((i, '\'')) => i + 1,
            _ => 1,
        },
        None => 1,
    }
}

fn block_comment_end(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}
