//! Makes tables of the lines that start with a bar: `||a head||` and `|a cell|`.
//!
//! A row whose last cell is not closed goes on in the next lines. Bars in links, images and
//! macros, and those after a backslash, part no cells.

use crate::block;
use crate::lines::{Line, Piece, Range, Starts};
use crate::link::{self, Bracketed};
use crate::source::Source;
use crate::{Block, BlockKind, Cell, Row, Span, image};

/// Reads the rows at the start of `lines`, all parts of `whole`, and returns the other lines.
pub fn read<'l, 'm>(
    source: Source<'_>,
    whole: Range<'m>,
    mut lines: &'l [Line<'m>],
    blocks: &mut Vec<Block>,
) -> &'l [Line<'m>] {
    let mut rows = Vec::new();
    let start = lines.first().map_or(0, |first| first.range.span.start);
    let mut end = start;
    while let Some((first, mut after)) = lines.split_first()
        && first.starts == Starts::Row
    {
        end = first.range.span.end;
        if !is_closed(source.text, first) {
            let (more, rest) = split_open(source.text, after);
            end = more.last().map_or(end, |last| last.range.span.end);
            after = rest;
        }
        let span = Span::new(first.range.span.start, end);
        rows.push(row(source, part(whole, span)));
        lines = after;
    }
    blocks.push(Block {
        kind: BlockKind::Table(rows),
        span: Span::new(start, end),
    });
    lines
}

/// Returns the lines that a row which is not closed goes on in, and those after them.
///
/// Up to the line that closes it these may be text, items and headings; if none does, only text.
fn split_open<'l, 'm>(text: &str, lines: &'l [Line<'m>]) -> (&'l [Line<'m>], &'l [Line<'m>]) {
    let mut n_text = None;
    let mut n_lines = lines.len();
    for (i, line) in lines.iter().enumerate() {
        match line.starts {
            Starts::Text => {}
            Starts::Nothing | Starts::Row => {
                n_lines = n_text.unwrap_or(i);
                break;
            }
            _ => n_text = n_text.or(Some(i)),
        }
        if is_closed(text, line) {
            n_lines = i + 1;
            break;
        }
        if i + 1 == lines.len() {
            n_lines = n_text.unwrap_or(i + 1);
        }
    }
    lines.split_at_checked(n_lines).unwrap_or((lines, &[]))
}

fn is_closed(text: &str, line: &Line<'_>) -> bool {
    line.range.span.slice(text).ends_with('|')
}

/// Returns the part of a range at `span`, which crosses no macro.
fn part(whole: Range<'_>, span: Span) -> Range<'_> {
    let n_before = |position| {
        whole
            .macros
            .partition_point(|found| found.span.start < position)
    };
    let macros = whole.macros.get(n_before(span.start)..n_before(span.end));
    Range {
        span,
        macros: macros.unwrap_or_default(),
    }
}

fn row(source: Source<'_>, range: Range<'_>) -> Row {
    let bars = bars(source.text, range);
    let ends = bars
        .iter()
        .skip(1)
        .map(|bar| bar.start)
        .chain(std::iter::once(range.span.end));
    let mut cells: Vec<Cell> = bars
        .iter()
        .zip(ends)
        .map(|(bar, end)| {
            let inside = part(range, Span::new(bar.end, end));
            Cell {
                is_header: bar.end - bar.start == 2,
                blocks: block::blocks(source.deeper(2), inside),
            }
        })
        .collect();
    // The last bar closes a cell; it opens one only if somebody forgot to close that.
    if cells.last().is_some_and(|last| last.blocks.is_empty()) {
        cells.pop();
    }
    Row { cells }
}

/// Returns the single and double bars that part the cells.
fn bars(text: &str, range: Range<'_>) -> Vec<Span> {
    let mut bars = Vec::new();
    for piece in range.pieces() {
        let Piece::Text(span) = piece else {
            continue;
        };
        let links = link::find(text, span);
        let mut links = links.iter().map(|Bracketed { span, .. }| span).peekable();
        let mut position = span.start;
        while let Some(offset) = span.from(position).slice(text).find(['|', '\\', '[', '!']) {
            let at = position + offset;
            let rest = span.from(at).slice(text);
            while links.next_if(|link| link.start < at).is_some() {}
            position = if let Some(link) = links.next_if(|link| link.start == at) {
                link.end
            } else if rest.starts_with('\\') {
                at + rest.chars().take(2).map(char::len_utf8).sum::<usize>()
            } else if let Some(image) = image::read(text, span, at) {
                image.span.end
            } else if rest.starts_with('|') {
                let bar = Span::new(at, at + 1 + usize::from(rest.starts_with("||")));
                bars.push(bar);
                bar.end
            } else {
                at + 1
            };
        }
    }
    bars
}
