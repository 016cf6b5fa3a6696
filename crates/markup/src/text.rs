//! Prints a tree as plain text, for excerpts, mail and search.
//!
//! It keeps what a reader sees and drops what they would click on. It is not wiki text again: what
//! looks like notation in it came from an escape or from code.

use crate::{Block, BlockKind, Document, Inline, InlineKind, Item, ListKind, Row, Span, symbol};

/// Prints a document.
pub fn print(document: &Document, text: &str) -> String {
    let mut printer = Printer::new(text);
    printer.blocks(&document.blocks);
    printer.out
}

/// Prints a part of a line.
pub fn print_inlines(inlines: &[Inline], text: &str) -> String {
    let mut printer = Printer::new(text);
    printer.inlines(inlines);
    printer.out
}

struct Printer<'a> {
    text: &'a str,
    out: String,
    /// What each line starts with.
    indent: String,
}

impl<'a> Printer<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            out: String::with_capacity(text.len()),
            indent: String::new(),
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for (i, block) in blocks.iter().enumerate() {
            if i > 0 {
                self.new_line();
                self.new_line();
            }
            self.block(block);
        }
    }

    fn tight(&mut self, blocks: &[Block]) {
        for (i, block) in blocks.iter().enumerate() {
            if i > 0 {
                self.new_line();
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.inlines(inlines),
            BlockKind::Heading { content, .. } => self.inlines(content),
            BlockKind::Quote(blocks) => self.indented("> ", "> ", |printer| printer.blocks(blocks)),
            BlockKind::Code { title, body, .. } => {
                self.title(*title);
                self.covered(*body);
            }
            BlockKind::Preformatted { title, body } => {
                self.title(*title);
                self.covered(*body);
            }
            BlockKind::Panel { look, blocks } => {
                self.title(look.title);
                self.blocks(blocks);
            }
            BlockKind::List { kind, items } => self.list(*kind, items),
            BlockKind::Table(rows) => self.table(rows),
            BlockKind::Rule => self.out.push_str("----"),
        }
    }

    fn title(&mut self, title: Option<Span>) {
        if let Some(title) = title {
            self.covered(title);
            self.new_line();
        }
    }

    fn list(&mut self, kind: ListKind, items: &[Item]) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.new_line();
            }
            match kind {
                ListKind::Bullet => self.item("* ", item),
                ListKind::Dash => self.item("- ", item),
                ListKind::Numbered => self.item(&format!("{}. ", i + 1), item),
            }
        }
    }

    fn item(&mut self, marker: &str, item: &Item) {
        let more = " ".repeat(marker.len());
        self.indented(marker, &more, |printer| printer.tight(&item.blocks));
    }

    fn table(&mut self, rows: &[Row]) {
        for (i, row) in rows.iter().enumerate() {
            if i > 0 {
                self.new_line();
            }
            for (i, cell) in row.cells.iter().enumerate() {
                if i > 0 {
                    self.out.push_str(" | ");
                }
                self.tight(&cell.blocks);
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text => self.covered(inline.span),
                InlineKind::Break => self.new_line(),
                InlineKind::Effect(_, inside) => self.inlines(inside),
                InlineKind::Color { content, .. } => self.inlines(content),
                InlineKind::Link { label, .. } => self.inlines(label),
                InlineKind::Attachment { name, label } => {
                    // `[^a-z]` is no file, and nobody is asked here.
                    if name.slice(self.text).contains('.') {
                        self.inlines(label);
                    } else {
                        self.covered(inline.span);
                    }
                }
                InlineKind::Image { source, properties } => {
                    self.covered(properties.alt.unwrap_or(*source));
                }
                InlineKind::Anchor { .. } => {}
                InlineKind::Issue | InlineKind::Emoticon => self.covered(inline.span),
                InlineKind::Dash => self
                    .out
                    .push_str(symbol::dash(inline.span.slice(self.text))),
                InlineKind::Entity => match symbol::entity_at(inline.span.slice(self.text)) {
                    Some((decoded, _)) => self.out.push(decoded),
                    None => self.covered(inline.span),
                },
                InlineKind::Mention { name } => {
                    self.out.push('@');
                    self.covered(*name);
                }
            }
        }
    }

    /// Prints something whose first line starts with `first` and whose other lines with `more`.
    fn indented(&mut self, first: &str, more: &str, print: impl FnOnce(&mut Self)) {
        let outer = self.indent.len();
        self.out.push_str(first);
        self.indent.push_str(more);
        print(self);
        self.indent.truncate(outer);
    }

    fn covered(&mut self, span: Span) {
        for (i, line) in span.slice(self.text).lines().enumerate() {
            if i > 0 {
                self.new_line();
            }
            self.out.push_str(line);
        }
    }

    fn new_line(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
        self.out.push_str(&self.indent);
    }
}
