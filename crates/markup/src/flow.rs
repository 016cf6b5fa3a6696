//! Joins what lines, items and cells say: paragraphs, with macros between them.
//!
//! A macro in the middle of a line ends the paragraph, and what follows it is a new one: in HTML
//! neither a quote nor code can be part of a paragraph. GitLab's comments end with such a quote.

use crate::lines::{Piece, Range};
use crate::macros::{Macro, MacroKind};
use crate::source::Source;
use crate::{Block, BlockKind, Inline, InlineKind, Look, Span, block, inline, parameters};

/// Blocks in the making.
pub struct Flow<'a> {
    source: Source<'a>,
    blocks: Vec<Block>,
    /// The paragraph that is not finished.
    inlines: Vec<Inline>,
    /// Whether a line ended after `inlines`.
    at_line_end: bool,
}

impl<'a> Flow<'a> {
    pub fn new(source: Source<'a>) -> Self {
        Self {
            source,
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
        let content = head.from(content).trim(self.source.text);
        let inlines = inline::read(self.source, content);
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
        let span = span.trim(self.source.text);
        let mut inlines = inline::read(self.source, span);
        let Some(first) = inlines.first() else {
            return;
        };
        if let Some(last) = self.inlines.last()
            && self.at_line_end
        {
            let line_end = Span::new(last.span.end, first.span.start);
            join(&mut self.inlines, line_end, inlines);
        } else {
            self.inlines.append(&mut inlines);
        }
        self.at_line_end = false;
    }

    fn found(&mut self, found: &Macro) {
        self.end_paragraph();
        let inside = |macros| {
            let span = found.body;
            block::blocks(self.source.deeper(1), Range { span, macros })
        };
        let kind = match &found.kind {
            MacroKind::Quote(macros) => BlockKind::Quote(inside(macros)),
            MacroKind::Panel { parameters, macros } => BlockKind::Panel {
                look: self.look(*parameters),
                blocks: inside(macros),
            },
            MacroKind::Code { parameters } => self.code(*parameters, found.body),
            MacroKind::Preformatted { parameters } => BlockKind::Preformatted {
                title: self.look(*parameters).title,
                body: found.body,
            },
        };
        self.blocks.push(Block {
            kind,
            span: found.span,
        });
    }

    /// Reads `java`, `title=a.rs` or `java|title=a.rs|…`; the rest is about borders and colors.
    fn code(&self, span: Span, body: Span) -> BlockKind {
        let mut language = None;
        let mut title = None;
        for parameter in parameters::read(self.source.text, span, &['|']) {
            match parameter.name {
                None | Some("language" | "lang") => language = language.or(Some(parameter.value)),
                Some("title") => title = Some(parameter.value),
                Some(_) => {}
            }
        }
        BlockKind::Code {
            language,
            title,
            body,
        }
    }

    fn look(&self, span: Span) -> Look {
        let mut look = Look::default();
        for parameter in parameters::read(self.source.text, span, &['|']) {
            let value = Some(parameter.value);
            match parameter.name {
                Some("title") => look.title = value,
                Some("titleBGColor") => look.title_color = value,
                Some("bgColor") => look.color = value,
                Some("borderStyle") => look.border = value,
                _ => {}
            }
        }
        look
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

/// Adds a line to a paragraph; a color that goes on in it goes on over the break.
fn join(inlines: &mut Vec<Inline>, line_end: Span, mut line: Vec<Inline>) {
    if let (Some(last), Some(first)) = (inlines.last_mut(), line.first_mut())
        && let InlineKind::Color { value, content } = &mut last.kind
        && let InlineKind::Color {
            value: same,
            content: more,
        } = &mut first.kind
        && value == same
    {
        last.span.end = first.span.end;
        join(content, line_end, std::mem::take(more));
        inlines.extend(line.into_iter().skip(1));
        return;
    }
    inlines.push(Inline {
        kind: InlineKind::Break,
        span: line_end,
    });
    inlines.append(&mut line);
}
