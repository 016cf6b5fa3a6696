//! Prints a tree as Markdown (CommonMark with GitHub's tables and strikethrough).
//!
//! What Markdown has no notation for is printed as its text: colors, underlines, anchors. Nothing is
//! printed as HTML, and what Markdown would take for notation has a backslash (`markdown/escape.rs`).
//! The way back is in `from_markdown.rs`.

mod escape;

use crate::{
    Block, BlockKind, Document, Effect, Inline, InlineKind, Item, Links, ListKind, Row, Span,
    image, link, symbol,
};

/// Prints a document.
pub fn print(document: &Document, text: &str, links: &dyn Links) -> String {
    let mut printer = Printer {
        text,
        links,
        out: String::with_capacity(text.len()),
        indent: String::new(),
        line_start: 0,
        is_one_line: false,
    };
    printer.blocks(&document.blocks);
    printer.out
}

struct Printer<'a> {
    text: &'a str,
    links: &'a dyn Links,
    out: String,
    /// What each line starts with.
    indent: String,
    /// Where the line in the making starts, behind its indent and marker.
    line_start: usize,
    /// Whether this is a heading or a cell, which ends with its line.
    is_one_line: bool,
}

impl Printer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for (i, block) in blocks.iter().enumerate() {
            if i > 0 {
                self.new_line();
                self.new_line();
            }
            self.block(block);
        }
    }

    /// Prints the blocks of an item: a list below it needs no empty line.
    fn item(&mut self, marker: &str, Item { blocks }: &Item) {
        self.indented(marker, &" ".repeat(marker.len()), |printer| {
            for (i, block) in blocks.iter().enumerate() {
                if i > 0 {
                    printer.new_line();
                }
                if i > 0 && !matches!(block.kind, BlockKind::List { .. }) {
                    printer.new_line();
                }
                printer.block(block);
            }
        });
    }

    fn block(&mut self, block: &Block) {
        if self.is_one_line && !matches!(block.kind, BlockKind::Paragraph(_)) {
            // Cells have no blocks in Markdown; what the reader would see is left.
            let document = Document {
                blocks: vec![block.clone()],
            };
            let shown = crate::text::print(&document, self.text);
            self.escape(&shown.split_whitespace().collect::<Vec<_>>().join(" "));
            return;
        }
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.inlines(inlines),
            BlockKind::Heading { level, content } => {
                let marker = "#".repeat(usize::from(*level));
                self.out.push_str(&marker);
                self.out.push(' ');
                self.one_line(|printer| printer.inlines(content));
            }
            BlockKind::Quote(blocks) => self.indented("> ", "> ", |printer| printer.blocks(blocks)),
            BlockKind::Code {
                language,
                title,
                body,
            } => {
                self.title(*title);
                let language = language.map(|language| language.slice(self.text));
                let is_word = |c: char| c.is_ascii_alphanumeric() || "#+-_".contains(c);
                let language = language.filter(|language| language.chars().all(is_word));
                self.fenced(language.unwrap_or_default(), *body);
            }
            BlockKind::Preformatted { title, body } => {
                self.title(*title);
                self.fenced("", *body);
            }
            BlockKind::Panel { look, blocks } => self.indented("> ", "> ", |printer| {
                printer.title(look.title);
                printer.blocks(blocks);
            }),
            BlockKind::List { kind, items } => {
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        self.new_line();
                    }
                    match kind {
                        ListKind::Bullet => self.item("- ", item),
                        ListKind::Dash => self.item("* ", item),
                        ListKind::Numbered => self.item(&format!("{}. ", i + 1), item),
                    }
                }
            }
            BlockKind::Table(rows) => self.table(rows),
            // Hyphens would make a heading of the line above.
            BlockKind::Rule => self.out.push_str("***"),
        }
    }

    fn title(&mut self, title: Option<Span>) {
        if let Some(title) = title {
            self.out.push_str("**");
            self.one_line(|printer| printer.escape(title.slice(printer.text)));
            self.out.push_str("**");
            self.new_line();
            self.new_line();
        }
    }

    fn fenced(&mut self, language: &str, body: Span) {
        let body = body.slice(self.text);
        let fence = "`".repeat(longest_run(body, '`').max(2) + 1);
        self.out.extend([&fence, language]);
        for line in body.lines() {
            self.new_line();
            self.out.push_str(line);
        }
        self.new_line();
        self.out.push_str(&fence);
    }

    /// Prints a table, which always has a head in Markdown.
    fn table(&mut self, rows: &[Row]) {
        let n_columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let is_head = |row: &&Row| row.cells.iter().any(|cell| cell.is_header);
        let head = rows.first().filter(is_head);
        let empty = Row::default();
        self.row(head.unwrap_or(&empty), n_columns);
        self.new_line();
        self.out.push('|');
        self.out.push_str(&"---|".repeat(n_columns));
        for row in rows.iter().skip(usize::from(head.is_some())) {
            self.new_line();
            self.row(row, row.cells.len());
        }
    }

    fn row(&mut self, row: &Row, n_columns: usize) {
        self.out.push('|');
        for cell in &row.cells {
            self.out.push(' ');
            self.one_line(|printer| {
                for (i, block) in cell.blocks.iter().enumerate() {
                    if i > 0 {
                        printer.out.push(' ');
                    }
                    printer.block(block);
                }
            });
            self.out.push_str(" |");
        }
        let n_missing = n_columns.saturating_sub(row.cells.len());
        self.out.push_str(&"  |".repeat(n_missing));
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            let covered = inline.span.slice(self.text);
            match &inline.kind {
                InlineKind::Text | InlineKind::Anchor { .. } | InlineKind::Break => {
                    self.simple(&inline.kind, covered);
                }
                InlineKind::Effect(effect, content) => self.effect(*effect, content, inline.span),
                InlineKind::Color { content, .. } => self.inlines(content),
                InlineKind::Link { target, label, tip } => {
                    let target = target.slice(self.text);
                    let is_bare = label
                        .iter()
                        .all(|part| part.span.slice(self.text) == target);
                    if !link::is_allowed(target) {
                        self.inlines(label);
                    } else if is_bare && tip.is_none() && is_plain_address(target) {
                        self.out.extend(["<", target, ">"]);
                    } else {
                        self.linked(target, *tip, |printer| printer.inlines(label));
                    }
                }
                InlineKind::Mention { name } => {
                    let name = name.slice(self.text);
                    match self.links.mention(name) {
                        Some((href, label)) if link::is_allowed(&href) => {
                            self.linked(&href, None, |printer| printer.escape(&label));
                        }
                        _ => self.escape(&format!("@{name}")),
                    }
                }
                InlineKind::Attachment { name, label } => {
                    match self.links.attachment(name.slice(self.text)) {
                        Some(file) if link::is_allowed(&file.href) => {
                            self.linked(&file.href, None, |printer| printer.inlines(label));
                        }
                        _ => self.escape(covered),
                    }
                }
                InlineKind::Image { source, properties } => {
                    let name = source.slice(self.text);
                    let alt = properties.alt.map_or(name, |alt| alt.slice(self.text));
                    let found = self.links.attachment(name).map(|file| file.href);
                    let address = found.or_else(|| image::is_web(name).then(|| name.to_owned()));
                    match address.filter(|address| link::is_allowed(address)) {
                        Some(address) => {
                            self.out.push('!');
                            self.target(&address, None, |printer| printer.escape(alt));
                        }
                        None => self.escape(covered),
                    }
                }
                InlineKind::Issue => match self.links.issue(covered) {
                    Some(issue) if link::is_allowed(&issue.href) => {
                        self.linked(&issue.href, None, |printer| printer.escape(covered));
                    }
                    _ => self.escape(covered),
                },
                InlineKind::Emoticon => {
                    let found = symbol::emoticon_at(covered);
                    self.out.push_str(found.map_or(covered, |found| found.sign));
                }
                InlineKind::Dash => self.out.push_str(symbol::dash(covered)),
                InlineKind::Entity => match symbol::entity_at(covered) {
                    Some((decoded, _)) => self.escape(decoded.encode_utf8(&mut [0; 4])),
                    None => self.escape(covered),
                },
            }
        }
    }

    fn simple(&mut self, kind: &InlineKind, covered: &str) {
        match kind {
            InlineKind::Text => self.escape(covered),
            InlineKind::Break if self.is_one_line => self.out.push(' '),
            // A backslash at the start of a line would be one.
            InlineKind::Break if self.out.len() > self.line_start => {
                self.out.push('\\');
                self.new_line();
            }
            _ => {}
        }
    }

    fn effect(&mut self, effect: Effect, content: &[Inline], span: Span) {
        let is_text = |inline: &Inline| inline.kind == InlineKind::Text;
        if effect == Effect::Monospaced && content.iter().all(is_text) {
            let parts = content.iter().map(|inline| inline.span.slice(self.text));
            self.code_span(&parts.collect::<String>());
            return;
        }
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let after = self
            .text
            .get(span.end..)
            .and_then(|rest| rest.chars().next());
        let is_in_word = is_word(self.out.chars().next_back()) || is_word(after);
        let marker = match effect {
            Effect::Strong => "**",
            Effect::Emphasis | Effect::Citation if is_in_word => "*",
            Effect::Emphasis | Effect::Citation => "_",
            Effect::Deleted => "~~",
            _ => "",
        };
        let start = self.out.len();
        self.inlines(content);
        let inside = self.out.get(start..).unwrap_or_default();
        let is_tight = !inside.is_empty() && inside.trim() == inside;
        if !marker.is_empty() && is_tight && start <= self.out.len() {
            self.out.insert_str(start, marker);
            self.out.push_str(marker);
        }
    }

    fn code_span(&mut self, code: &str) {
        let fence = "`".repeat(longest_run(code, '`') + 1);
        let pad = if code.starts_with('`') || code.ends_with('`') || code.trim() != code {
            " "
        } else {
            ""
        };
        let code = if self.is_one_line {
            code.replace('|', "\\|")
        } else {
            code.to_owned()
        };
        self.out.extend([&fence, pad, &code, pad, &fence]);
    }

    /// Prints something that must not have line ends in it.
    fn one_line(&mut self, print: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.is_one_line, true);
        print(self);
        self.is_one_line = outer;
    }

    /// Prints something whose first line starts with `first` and whose other lines with `more`.
    fn indented(&mut self, first: &str, more: &str, print: impl FnOnce(&mut Self)) {
        let outer = self.indent.len();
        self.out.push_str(first);
        self.line_start = self.out.len();
        self.indent.push_str(more);
        print(self);
        self.indent.truncate(outer);
    }

    fn new_line(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
        self.out.push_str(&self.indent);
        self.line_start = self.out.len();
    }
}

/// Tells whether an address may stand between angle brackets as it is.
fn is_plain_address(target: &str) -> bool {
    let is_outside = |c: char| c.is_whitespace() || "<>\\|&".contains(c);
    image::is_web(target) && !target.contains(is_outside)
}

fn longest_run(text: &str, wanted: char) -> usize {
    let runs = text.split(|c| c != wanted).map(str::len);
    runs.max().unwrap_or(0)
}
