//! Makes lists of the lines that start with `*`, `-` and `#`.
//!
//! As many markers as a line has, so deep is its item; the last one says what the list is. Lines
//! without a marker go on with the item above them.

use crate::block::split_text;
use crate::flow::Flow;
use crate::lines::{Line, Starts};
use crate::source::Source;
use crate::{Block, BlockKind, Item, ListKind, Span};

/// Reads the items at the start of `lines` and returns the other lines.
pub fn read<'l, 'm>(
    source: Source<'_>,
    mut lines: &'l [Line<'m>],
    blocks: &mut Vec<Block>,
) -> &'l [Line<'m>] {
    let mut lists = Lists {
        open: Vec::new(),
        finished: Vec::new(),
    };
    while let Some((first, after)) = lines.split_first()
        && let Starts::Item { markers, content } = first.starts
    {
        let (more, rest) = split_text(after);
        let depth = markers.end - markers.start;
        let mut flow = Flow::new(source.deeper(depth));
        flow.line(first.range.from(content));
        for line in more {
            flow.line(line.range);
        }
        let end = more.last().unwrap_or(first).range.span.end;
        lists.open(markers, markers.slice(source.text));
        lists.add(flow.finish(), end);
        lines = rest;
    }
    while lists.close() {}
    blocks.append(&mut lists.finished);
    lines
}

struct Lists {
    /// The lists that the next item may belong to, each in the last item of the one before it.
    open: Vec<List>,
    finished: Vec<Block>,
}

struct List {
    kind: ListKind,
    items: Vec<Item>,
    span: Span,
}

impl Lists {
    /// Makes a list for these markers the innermost one.
    fn open(&mut self, span: Span, markers: &str) {
        let kinds = || markers.chars().map(kind);
        let depth = kinds().count();
        while self.open.len() > depth {
            self.close();
        }
        let here = self.open.last().map(|list| list.kind);
        if self.open.len() == depth && here != kinds().next_back() {
            self.close();
        }
        for kind in kinds().skip(self.open.len()) {
            // A list begins inside of an item, also where the markers skipped one.
            if let Some(outer) = self.open.last_mut()
                && outer.items.is_empty()
            {
                outer.items.push(Item::default());
            }
            self.open.push(List {
                kind,
                items: Vec::new(),
                span,
            });
        }
    }

    fn add(&mut self, blocks: Vec<Block>, end: usize) {
        if let Some(list) = self.open.last_mut() {
            list.items.push(Item { blocks });
            list.span.end = end;
        }
    }

    /// Closes the innermost list; tells whether there was one.
    fn close(&mut self) -> bool {
        let Some(List { kind, items, span }) = self.open.pop() else {
            return false;
        };
        let kind = BlockKind::List { kind, items };
        let block = Block { kind, span };
        match self.open.last_mut() {
            Some(outer) => {
                outer.span.end = span.end;
                if let Some(item) = outer.items.last_mut() {
                    item.blocks.push(block);
                }
            }
            None => self.finished.push(block),
        }
        true
    }
}

fn kind(marker: char) -> ListKind {
    match marker {
        '#' => ListKind::Numbered,
        '-' => ListKind::Dash,
        _ => ListKind::Bullet,
    }
}
