//! Makes wiki text of Markdown.
//!
//! pulldown-cmark reads it; this writes what it read so that `parse` reads the same again. HTML in it
//! is the text that it is. How text is kept from being notation is in `from_markdown/escape.rs`.

mod escape;
mod names;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use crate::{MAX_DEPTH, image, link};
use escape::{Place, escape};
use names::{address, heading, language};

/// Returns Markdown as wiki text.
pub fn from_markdown(markdown: &str) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let events: Vec<Event<'_>> = TextMergeStream::new(Parser::new_ext(markdown, options)).collect();
    let in_word = in_word(&events);
    let mut writer = Writer::default();
    for (event, in_word) in events.into_iter().zip(in_word) {
        writer.event(event, in_word);
    }
    writer.out.truncate(writer.out.trim_end().len());
    writer.out
}

/// Tells for both ends of each text effect whether one of them is in a word.
fn in_word(events: &[Event<'_>]) -> Vec<bool> {
    let is_word = |event: Option<&Event<'_>>, last: bool| match event {
        Some(Event::Text(text)) => {
            let c = if last {
                text.chars().next_back()
            } else {
                text.chars().next()
            };
            c.is_some_and(char::is_alphanumeric)
        }
        _ => false,
    };
    let mut in_word = vec![false; events.len()];
    let mut open = Vec::new();
    for (i, event) in events.iter().enumerate() {
        match event {
            Event::Start(_) => open.push(i),
            Event::End(_) => {
                let Some(start) = open.pop() else { continue };
                let before = start.checked_sub(1).and_then(|before| events.get(before));
                let found = is_word(before, true) || is_word(events.get(i + 1), false);
                for end in [start, i] {
                    if let Some(one) = in_word.get_mut(end) {
                        *one = found;
                    }
                }
            }
            _ => {}
        }
    }
    in_word
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The markers of the lists around, one for each.
    lists: Vec<char>,
    /// The number of quotes around; only the outermost is one.
    n_quotes: usize,
    /// How often each effect is open; only the outermost is written.
    effects: [usize; 3],
    /// The address of the link that is open, and where its label starts.
    link: Option<(String, usize)>,
    /// The address of the image that is open, and what it says so far.
    image: Option<(String, String)>,
    /// The language of the code that is open, and the code so far.
    code: Option<(String, String)>,
    is_head: bool,
    is_cell: bool,
    is_heading: bool,
    /// Whether nothing was written in the block that was begun last.
    is_fresh: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>, in_word: bool) {
        match event {
            Event::Start(tag) => self.start(tag, in_word),
            Event::End(tag) => self.end(tag, in_word),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(code) => {
                if self.image.is_some() || self.link.is_some() {
                    self.text(&code);
                } else {
                    let code = escape(
                        &code,
                        None,
                        Place::Line {
                            is_cell: self.is_cell,
                        },
                    );
                    self.push("{{");
                    self.out.push_str(&code);
                    self.out.push_str("}}");
                }
            }
            Event::SoftBreak => self.text(" "),
            Event::HardBreak if self.is_one_line() => self.push(" \\\\ "),
            Event::HardBreak => self.out.push('\n'),
            Event::Rule => {
                self.block();
                self.push("----");
            }
            Event::TaskListMarker(is_done) => self.push(if is_done { "(/) " } else { "[ ] " }),
            // Not asked for.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text);
            }
        }
    }

    /// Tells whether a line end would end more than the line.
    fn is_one_line(&self) -> bool {
        let is_open = self.effects.iter().any(|n_open| *n_open > 0) || self.link.is_some();
        is_open || self.is_cell || self.is_heading
    }

    fn start(&mut self, tag: Tag<'_>, in_word: bool) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.block(),
            Tag::Heading { level, .. } => {
                self.block();
                // An item has no headings in it.
                if self.lists.is_empty() {
                    let level = heading(level);
                    self.push(level);
                }
                self.is_heading = true;
            }
            Tag::BlockQuote(_) => {
                self.n_quotes += 1;
                if self.n_quotes == 1 {
                    self.block();
                    self.push("{quote}\n");
                    self.is_fresh = true;
                }
            }
            Tag::CodeBlock(kind) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => language(info),
                    CodeBlockKind::Indented => "",
                };
                self.code = Some((language.to_owned(), String::new()));
            }
            Tag::List(number) => {
                if self.lists.is_empty() {
                    self.block();
                }
                self.lists.push(if number.is_some() { '#' } else { '*' });
            }
            Tag::Item => {
                self.new_line();
                let markers: String = self.lists.iter().take(MAX_DEPTH / 2).collect();
                self.out.push_str(&markers);
                self.out.push(' ');
                self.is_fresh = true;
            }
            Tag::Table(_) => self.block(),
            Tag::TableHead => {
                self.is_head = true;
                self.new_line();
            }
            Tag::TableRow => self.new_line(),
            Tag::TableCell => {
                self.out.push_str(if self.is_head { "||" } else { "|" });
                self.is_cell = true;
                self.is_fresh = true;
            }
            Tag::Emphasis => self.effect(0, in_word, true),
            Tag::Strong => self.effect(1, in_word, true),
            Tag::Strikethrough => self.effect(2, in_word, true),
            Tag::Link { dest_url, .. } if self.link.is_none() => {
                self.is_fresh = false;
                self.link = Some((address(&dest_url), self.out.len()));
            }
            Tag::Image { dest_url, .. } if self.image.is_none() => {
                self.image = Some((dest_url.into_string(), String::new()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, in_word: bool) {
        match tag {
            TagEnd::Heading(_) => self.is_heading = false,
            TagEnd::BlockQuote(_) => {
                self.n_quotes = self.n_quotes.saturating_sub(1);
                if self.n_quotes == 0 {
                    self.new_line();
                    self.out.push_str("{quote}");
                    self.is_fresh = false;
                }
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            // Markers with nothing behind them are no item.
            TagEnd::Item if self.is_fresh => self.push("&nbsp;"),
            TagEnd::TableHead => {
                self.out.push_str("||");
                self.is_head = false;
            }
            TagEnd::TableRow => self.out.push('|'),
            TagEnd::TableCell => {
                if self.is_fresh {
                    self.push(" ");
                }
                self.is_cell = false;
            }
            TagEnd::Emphasis => self.effect(0, in_word, false),
            TagEnd::Strong => self.effect(1, in_word, false),
            TagEnd::Strikethrough => self.effect(2, in_word, false),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
        } else if let Some((_, alt)) = &mut self.image {
            alt.push_str(text);
        } else {
            let place = if self.link.is_some() {
                Place::Label
            } else if self.is_fresh || self.out.is_empty() || self.out.ends_with('\n') {
                let is_cell = self.is_cell;
                // Behind the markers of an item nothing starts a line.
                let is_start = is_cell || self.lists.is_empty() || self.out.ends_with('\n');
                if is_start {
                    Place::Start { is_cell }
                } else {
                    Place::Line { is_cell }
                }
            } else {
                let is_cell = self.is_cell;
                Place::Line { is_cell }
            };
            let text = text.replace('\n', " ");
            let before = self.out.chars().next_back();
            let text = escape(&text, before, place);
            self.push(&text);
        }
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.is_fresh = false;
    }

    fn effect(&mut self, effect_idx: usize, in_word: bool, is_start: bool) {
        if self.link.is_some() || self.image.is_some() {
            return;
        }
        let Some(n_open) = self.effects.get_mut(effect_idx) else {
            return;
        };
        let is_outermost = if is_start {
            *n_open += 1;
            *n_open == 1
        } else {
            *n_open = n_open.saturating_sub(1);
            *n_open == 0
        };
        if is_outermost {
            let marker = match (effect_idx, in_word) {
                (0, false) => "_",
                (0, true) => "{_}",
                (1, false) => "*",
                (1, true) => "{*}",
                (_, false) => "-",
                (_, true) => "{-}",
            };
            self.push(marker);
        }
    }

    /// Begins a block: after an empty line, or after a line end where that would end a list.
    fn block(&mut self) {
        if self.is_fresh || self.out.is_empty() {
            return;
        }
        self.new_line();
        if self.lists.is_empty() {
            self.out.push('\n');
        }
    }

    fn new_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn end_code(&mut self) {
        let Some((language, code)) = self.code.take() else {
            return;
        };
        self.block();
        let marker = if code.contains("{code}") {
            "noformat"
        } else {
            "code"
        };
        // Nothing in a text can be escaped that is between these.
        let code = code.replace("{noformat}", "{noformat }");
        let separator = if language.is_empty() { "" } else { ":" };
        let is_code = marker == "code";
        let language = if is_code { language.as_str() } else { "" };
        let separator = if is_code { separator } else { "" };
        let opening = format!("{{{marker}{separator}{language}}}\n");
        self.push(&opening);
        self.out.push_str(&code);
        self.new_line();
        self.out.push_str(&format!("{{{marker}}}"));
    }

    fn end_link(&mut self) {
        let Some((address, start)) = self.link.take() else {
            return;
        };
        let label = self.out.split_off(start.min(self.out.len()));
        if !link::is_allowed(&address) {
            // It leads nowhere from here; that it was there is worth knowing.
            self.push(&label);
            if !address.is_empty() {
                let address = escape(
                    &format!(" ({address})"),
                    None,
                    Place::Line {
                        is_cell: self.is_cell,
                    },
                );
                self.push(&address);
            }
        } else if label.trim().is_empty() || label == address {
            self.push(&format!("[{address}]"));
        } else {
            self.push(&format!("[{label}|{address}]"));
        }
    }

    fn end_image(&mut self) {
        let Some((target, alt)) = self.image.take() else {
            return;
        };
        let written = format!("!{target}!");
        let whole = crate::Span::new(0, written.len());
        let is_image = image::read(&written, whole, 0).is_some_and(|found| found.span == whole);
        if !is_image || self.link.is_some() {
            self.text(&alt);
            return;
        }
        let is_outside = |c: char| c.is_control() || "!|,[]{}\"<>=".contains(c);
        let alt = alt.replace(is_outside, " ");
        let alt = alt.trim();
        if alt.is_empty() {
            self.push(&written);
        } else {
            self.push(&format!("!{target}|alt={alt}!"));
        }
    }
}
