//! Cuts a part of a text into lines, and says what each one starts.
//!
//! A line end inside of a macro ends no line. What is done with a line is the business of
//! `block.rs`; how its content is read, of `flow.rs` and `inline.rs`.

use crate::Span;
use crate::macros::Macro;
use crate::source::Source;

/// A part of a text with the macros in it.
#[derive(Clone, Copy, Debug)]
pub struct Range<'m> {
    pub span: Span,
    pub macros: &'m [Macro],
}

/// A part of a range that is wholly in or between its macros.
#[derive(Debug)]
pub enum Piece<'m> {
    Text(Span),
    Macro(&'m Macro),
}

impl<'m> Range<'m> {
    /// Returns the part from `start`, which no macro comes before.
    pub fn from(self, start: usize) -> Self {
        Self {
            span: self.span.from(start),
            macros: self.macros,
        }
    }

    /// Cuts the range at its macros.
    pub fn pieces(self) -> impl Iterator<Item = Piece<'m>> {
        let starts = std::iter::once(self.span.start);
        let starts = starts.chain(self.macros.iter().map(|found| found.span.end));
        let ends = self.macros.iter().map(|found| found.span.start);
        let ends = ends.chain(std::iter::once(self.span.end));
        let macros = self.macros.iter().map(Some);
        starts
            .zip(ends)
            .zip(macros.chain(std::iter::once(None)))
            .flat_map(|((start, end), found)| {
                let text = Piece::Text(Span::new(start, end));
                std::iter::once(text).chain(found.map(Piece::Macro))
            })
    }

    /// Returns the text up to the first macro.
    pub fn head(self) -> Span {
        let end = self.macros.first().map(|first| first.span.start);
        Span::new(self.span.start, end.unwrap_or(self.span.end))
    }
}

/// A line, without white space at its ends, and what it starts.
#[derive(Debug)]
pub struct Line<'m> {
    pub range: Range<'m>,
    pub starts: Starts,
}

/// What a line starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Starts {
    /// Nothing: the line is empty.
    Nothing,
    /// A paragraph, or nothing new.
    Text,
    /// A heading whose content starts there.
    Heading {
        level: u8,
        content: usize,
    },
    /// A quote of one line whose content starts there.
    Quote {
        content: usize,
    },
    /// An item of a list whose content starts there.
    Item {
        markers: Span,
        content: usize,
    },
    /// A row of a table.
    Row,
    Rule,
}

/// Cuts a range into its lines.
pub fn lines<'m>(source: Source<'_>, range: Range<'m>) -> Vec<Line<'m>> {
    let text = source.text;
    let mut lines = Vec::new();
    let mut start = range.span.start;
    let mut position = start;
    let mut macros = range.macros;
    let mut n_macros = 0;
    loop {
        let next = macros.get(n_macros);
        let until = next.map_or(range.span.end, |next| next.span.start);
        let newline = Span::new(position, until).slice(text).find('\n');
        let end = match (newline, next) {
            (Some(offset), _) => position + offset,
            (None, None) => range.span.end,
            (None, Some(next)) => {
                position = next.span.end;
                n_macros += 1;
                continue;
            }
        };
        let (here, later) = macros.split_at_checked(n_macros).unwrap_or((macros, &[]));
        let line = Range {
            span: Span::new(start, end).trim(text),
            macros: here,
        };
        lines.push(Line {
            range: line,
            starts: starts(source, line),
        });
        if newline.is_none() {
            return lines;
        }
        start = end + 1;
        position = start;
        macros = later;
        n_macros = 0;
    }
}

fn starts(source: Source<'_>, line: Range<'_>) -> Starts {
    let head = line.head().slice(source.text);
    let start = line.span.start;
    if line.span.is_empty() {
        Starts::Nothing
    } else if line.macros.is_empty() && head.len() >= 4 && head.bytes().all(|b| b == b'-') {
        Starts::Rule
    } else if let Some((level, content)) = heading(head) {
        let content = start + content;
        Starts::Heading { level, content }
    } else if let Some(content) = head.strip_prefix("bq.").and_then(after_space) {
        let content = start + 3 + content;
        Starts::Quote { content }
    } else if let Some((n_markers, content)) = item(head, source.room()) {
        let markers = Span::new(start, start + n_markers);
        let content = start + content;
        Starts::Item { markers, content }
    } else if head.starts_with('|') && is_row(head, line) {
        Starts::Row
    } else {
        Starts::Text
    }
}

/// Returns the level of a heading and how far from the start its content is.
fn heading(head: &str) -> Option<(u8, usize)> {
    let mut bytes = head.bytes();
    let (Some(b'h'), Some(digit @ b'1'..=b'6'), Some(b'.')) =
        (bytes.next(), bytes.next(), bytes.next())
    else {
        return None;
    };
    let content = head.get(3..)?;
    // Without a space it is a heading, too: `h2.Title`. What has nothing behind it is not.
    let n_spaces = content.len() - content.trim_start().len();
    (!content.is_empty()).then_some((digit - b'0', 3 + n_spaces))
}

/// Returns the number of markers of an item and how far from the start its content is.
fn item(head: &str, room: usize) -> Option<(usize, usize)> {
    let after = head.trim_start_matches(['*', '-', '#']);
    let n_markers = head.len() - after.len();
    // Deeper lists would make a deeper tree than its readers have stack for.
    let is_list = (1..=room).contains(&n_markers);
    let content = after_space(after).filter(|_| is_list)?;
    Some((n_markers, n_markers + content))
}

/// Returns how much white space there is, if there is any.
fn after_space(rest: &str) -> Option<usize> {
    let n_spaces = rest.len() - rest.trim_start().len();
    (n_spaces > 0).then_some(n_spaces)
}

/// Tells a row from a line of nothing but bars.
fn is_row(head: &str, line: Range<'_>) -> bool {
    !line.macros.is_empty() || head.contains(|c: char| c != '|' && !c.is_whitespace())
}
