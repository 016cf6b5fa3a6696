//! Prints a tree as HTML, in the form that the reference product gives it.
//!
//! All that comes from the text goes through [`escape`], and links go through [`link::is_allowed`]
//! once more: a tree may have been made by somebody else. There are no style attributes and no scripts,
//! so a page's content security policy may forbid both; what has a color has a class (`color.rs`).
//!
//! What is in a line is printed by `html/inline.rs`.

mod inline;

use crate::color::nearest_tint;
use crate::{
    Block, BlockKind, Document, Inline, Item, Links, ListKind, Look, Row, Span, highlight,
};

/// Prints a document.
pub fn print(document: &Document, text: &str, links: &dyn Links) -> String {
    let mut printer = Printer {
        text,
        links,
        html: String::with_capacity(text.len() + text.len() / 4),
    };
    printer.blocks(&document.blocks);
    printer.html
}

struct Printer<'a> {
    text: &'a str,
    links: &'a dyn Links,
    html: String,
}

impl Printer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for (i, block) in blocks.iter().enumerate() {
            if i > 0 {
                self.html.push_str("\n\n");
            }
            self.block(block);
        }
    }

    /// Prints the blocks of an item or a cell, where a paragraph has no tags of its own.
    fn tight(&mut self, blocks: &[Block]) {
        for (i, block) in blocks.iter().enumerate() {
            if i > 0 {
                self.html.push('\n');
            }
            match &block.kind {
                BlockKind::Paragraph(inlines) => self.inlines(inlines),
                _ => self.block(block),
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.enclosed("p", |printer| printer.inlines(inlines)),
            BlockKind::Heading { level, content } => self.heading(*level, content),
            BlockKind::Quote(blocks) => {
                self.enclosed("blockquote", |printer| printer.blocks(blocks));
            }
            BlockKind::Code {
                language,
                title,
                body,
            } => self.code(*language, *title, *body),
            BlockKind::Preformatted { title, body } => {
                self.html.push_str(r#"<div class="preformatted panel">"#);
                self.header("preformattedHeader panelHeader", None, *title);
                self.html
                    .push_str(r#"<div class="preformattedContent panelContent">"#);
                self.html.push_str("\n<pre>");
                self.before_verbatim(*body);
                self.covered(*body);
                self.html.push_str("</pre>\n</div></div>");
            }
            BlockKind::Panel { look, blocks } => self.panel(*look, blocks),
            BlockKind::List { kind, items } => self.list(*kind, items),
            BlockKind::Table(rows) => self.table(rows),
            BlockKind::Rule => self.html.push_str("<hr />"),
        }
    }

    fn enclosed(&mut self, tag: &str, print: impl FnOnce(&mut Self)) {
        self.html.extend(["<", tag, ">"]);
        print(self);
        self.html.extend(["</", tag, ">"]);
    }

    fn heading(&mut self, level: u8, content: &[Inline]) {
        let tag = match level {
            1 => "h1",
            2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            _ => "h6",
        };
        let name: String = crate::text::print_inlines(content, self.text)
            .chars()
            .filter(|c| c.is_alphanumeric() || "-_.".contains(*c))
            .collect();
        self.enclosed(tag, |printer| {
            printer.html.push_str("<a name=\"");
            escape(&mut printer.html, &name);
            printer.html.push_str("\"></a>");
            printer.inlines(content);
        });
    }

    fn code(&mut self, language: Option<Span>, title: Option<Span>, body: Span) {
        self.html.push_str(r#"<div class="code panel">"#);
        self.header("codeHeader panelHeader", None, title);
        self.html
            .push_str("<div class=\"codeContent panelContent\">\n<pre");
        // A name with anything else in it would be several classes, or somebody else's.
        let language = language.map(|language| language.slice(self.text));
        if let Some(language) = language
            && language
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"#+-_".contains(&b))
        {
            self.html.extend([" class=\"code-", language, "\""]);
        }
        self.html.push('>');
        self.before_verbatim(body);
        let code = body.slice(self.text);
        for (kind, piece) in highlight::pieces(language.unwrap_or_default(), code) {
            match kind.class() {
                None => escape(&mut self.html, piece),
                Some(class) => {
                    self.html.extend(["<span class=\"", class, "\">"]);
                    escape(&mut self.html, piece);
                    self.html.push_str("</span>");
                }
            }
        }
        self.html.push_str("</pre>\n</div></div>");
    }

    fn panel(&mut self, look: Look, blocks: &[Block]) {
        self.html.push_str("<div class=\"panel");
        let border = look.border.map(|border| border.slice(self.text));
        if let Some(border @ ("none" | "dashed" | "dotted" | "double")) = border {
            self.html.extend([" panel-border-", border]);
        }
        self.html.push_str("\">");
        self.header("panelHeader", look.title_color, look.title);
        self.html.push_str("<div class=\"panelContent");
        self.background(look.color);
        self.html.push_str("\">\n");
        self.blocks(blocks);
        self.html.push_str("\n</div></div>");
    }

    fn header(&mut self, class: &str, color: Option<Span>, title: Option<Span>) {
        if let Some(title) = title {
            self.html.extend(["<div class=\"", class]);
            self.background(color);
            self.html.push_str("\">");
            self.enclosed("b", |printer| printer.covered(title));
            self.html.push_str("</div>");
        }
    }

    /// Adds the class of a color to look at text on.
    fn background(&mut self, color: Option<Span>) {
        if let Some(name) = color.and_then(|color| nearest_tint(color.slice(self.text))) {
            self.html.extend([" on-", name]);
        }
    }

    fn list(&mut self, kind: ListKind, items: &[Item]) {
        let (opening, closing) = match kind {
            ListKind::Bullet => ("<ul>\n", "</ul>"),
            ListKind::Dash => ("<ul class=\"alternate\" type=\"square\">\n", "</ul>"),
            ListKind::Numbered => ("<ol>\n", "</ol>"),
        };
        self.html.push_str(opening);
        for item in items {
            self.enclosed("li", |printer| printer.tight(&item.blocks));
            self.html.push('\n');
        }
        self.html.push_str(closing);
    }

    fn table(&mut self, rows: &[Row]) {
        self.html.push_str("<div class='table-wrap'>\n");
        self.html
            .push_str("<table class='confluenceTable'><tbody>\n");
        for row in rows {
            self.html.push_str("<tr>\n");
            for cell in &row.cells {
                let (opening, closing) = if cell.is_header {
                    ("<th class='confluenceTh'>", "</th>\n")
                } else {
                    ("<td class='confluenceTd'>", "</td>\n")
                };
                self.html.push_str(opening);
                self.tight(&cell.blocks);
                self.html.push_str(closing);
            }
            self.html.push_str("</tr>\n");
        }
        self.html.push_str("</tbody></table>\n</div>");
    }

    /// Prints what a span covers.
    fn covered(&mut self, span: Span) {
        escape(&mut self.html, span.slice(self.text));
    }

    fn before_verbatim(&mut self, body: Span) {
        // The first line end in a `pre` is not part of it, so one that is needs another.
        if body.slice(self.text).starts_with(['\n', '\r']) {
            self.html.push('\n');
        }
    }

    /// Adds an attribute.
    fn attribute(&mut self, name: &str, value: &str) {
        self.html.extend([" ", name, "=\""]);
        escape(&mut self.html, value);
        self.html.push('"');
    }
}

/// Adds text so that it means itself, between tags and in the value of an attribute.
fn escape(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(i) = rest.find(['&', '<', '>', '"', '\'']) {
        let (plain, from) = rest.split_at_checked(i).unwrap_or((rest, ""));
        html.push_str(plain);
        let mut chars = from.chars();
        html.push_str(match chars.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            Some(_) => "&#39;",
            None => "",
        });
        rest = chars.as_str();
    }
    html.push_str(rest);
}
