//! Makes blocks of lines.
//!
//! The kind of the first line decides how many lines belong to a block; lists and tables have their
//! own files. What lines say is read by `flow.rs`.

use crate::flow::Flow;
use crate::lines::{Line, Range, Starts, lines};
use crate::source::{Found, Source};
use crate::{Block, BlockKind, Document, Span, list, table};

/// Parses a whole text.
pub fn parse(text: &str) -> Document {
    let found = Found::of(text);
    let range = Range {
        span: Span::new(0, text.len()),
        macros: &found.macros,
    };
    Document {
        blocks: blocks(Source::new(text, &found.colors), range),
    }
}

/// Parses a part of a text that may hold blocks of all kinds.
pub fn blocks(source: Source<'_>, range: Range<'_>) -> Vec<Block> {
    let lines = lines(source, range);
    let mut rest = lines.as_slice();
    let mut blocks = Vec::new();
    while let Some((first, after)) = rest.split_first() {
        rest = match first.starts {
            Starts::Nothing => after,
            Starts::Rule => {
                blocks.push(Block {
                    kind: BlockKind::Rule,
                    span: first.range.span,
                });
                after
            }
            Starts::Heading { level, content } => {
                let mut flow = Flow::new(source);
                flow.heading(level, first.range, content);
                blocks.append(&mut flow.finish());
                after
            }
            Starts::Quote { content } => {
                let mut flow = Flow::new(source.deeper(1));
                flow.line(first.range.from(content));
                blocks.push(Block {
                    kind: BlockKind::Quote(flow.finish()),
                    span: first.range.span,
                });
                after
            }
            Starts::Item { .. } => list::read(source, rest, &mut blocks),
            Starts::Row => table::read(source, range, rest, &mut blocks),
            Starts::Text => {
                let (text_lines, after) = split_text(rest);
                let mut flow = Flow::new(source);
                for line in text_lines {
                    flow.line(line.range);
                }
                blocks.append(&mut flow.finish());
                after
            }
        };
    }
    blocks
}

/// Returns the lines that start nothing new, and those after them.
pub fn split_text<'l, 'm>(lines: &'l [Line<'m>]) -> (&'l [Line<'m>], &'l [Line<'m>]) {
    let n = lines
        .iter()
        .take_while(|line| line.starts == Starts::Text)
        .count();
    lines.split_at_checked(n).unwrap_or((lines, &[]))
}
