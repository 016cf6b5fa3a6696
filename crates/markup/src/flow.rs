//! Joins what lines, items and cells say: paragraphs, with macros between them.
//!
//! A macro in the middle of a line ends the paragraph, and what follows it is a new one: in HTML
//! neither a quote nor code can be part of a paragraph. GitLab's comments end with such a quote.

use crate::lines::{Piece, Range};
use crate::macros::{Macro, MacroKind};
use crate::{Block, BlockKind, Inline, InlineKind, Span, block, inline};

/// Blocks in the making.
pub struct Flow<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    /// The paragraph that is not finished.
    inlines: Vec<Inline>,
    /// Whether a line ended after `inlines`.
    at_line_end: bool,
}

impl<'a> Flow<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            blocks: Vec::new(),
            inlines: Vec::new(),
            at_line_end: false,
        }
    }

    /// Adds a line.
    pub fn line(&mut self, line: Range<'_>) {
        for piece in line.pieces() {
            match piece {
                Piece::Text(span) => self.text(span),
                Piece::Macro(found) => self.found(found),
            }
        }
        self.at_line_end = true;
    }

    /// Adds a line that is a heading up to its first macro.
    pub fn heading(&mut self, level: u8, line: Range<'_>, content: usize) {
        let head = line.head();
        let mut inlines = Vec::new();
        let content = head.from(content).trim(self.text);
        inline::read(self.text, content, &mut inlines);
        if !inlines.is_empty() {
            self.blocks.push(Block {
                kind: BlockKind::Heading {
                    level,
                    content: inlines,
                },
                span: head,
            });
        }
        self.line(line.from(head.end));
    }

    /// Returns the blocks.
    pub fn finish(mut self) -> Vec<Block> {
        self.end_paragraph();
        self.blocks
    }

    fn text(&mut self, span: Span) {
        let span = span.trim(self.text);
        if span.is_empty() {
            return;
        }
        if let Some(last) = self.inlines.last()
            && self.at_line_end
        {
            let line_end = Span::new(last.span.end, span.start);
            self.inlines.push(Inline {
                kind: InlineKind::Break,
                span: line_end,
            });
        }
        self.at_line_end = false;
        inline::read(self.text, span, &mut self.inlines);
    }

    fn found(&mut self, found: &Macro) {
        self.end_paragraph();
        let kind = match &found.kind {
            MacroKind::Quote(macros) => {
                let span = found.body;
                BlockKind::Quote(block::blocks(self.text, Range { span, macros }))
            }
            MacroKind::Code { parameters } => self.code(*parameters, found.body),
            MacroKind::Preformatted => BlockKind::Preformatted(found.body),
        };
        self.blocks.push(Block {
            kind,
            span: found.span,
        });
    }

    /// Reads `:java`, `:title=a.rs` or `:java|title=a.rs|…`; the rest is about borders and colors.
    fn code(&self, parameters: Span, body: Span) -> BlockKind {
        let mut language = None;
        let mut title = None;
        let mut start = parameters.start + 1;
        let inside = parameters.from(start).slice(self.text);
        for parameter in inside.split('|') {
            let end = start + parameter.len();
            match parameter.split_once('=') {
                None => language = language.or(Some(Span::new(start, end))),
                Some(("title", value)) => title = Some(Span::new(end - value.len(), end)),
                Some(_) => {}
            }
            start = end + 1;
        }
        let not_empty = |span: &Span| !span.is_empty();
        BlockKind::Code {
            language: language.map(|span| span.trim(self.text)).filter(not_empty),
            title: title.map(|span| span.trim(self.text)).filter(not_empty),
            body,
        }
    }

    fn end_paragraph(&mut self) {
        let inlines = std::mem::take(&mut self.inlines);
        self.at_line_end = false;
        if let (Some(first), Some(last)) = (inlines.first(), inlines.last()) {
            let span = Span::new(first.span.start, last.span.end);
            self.blocks.push(Block {
                kind: BlockKind::Paragraph(inlines),
                span,
            });
        }
    }
}
