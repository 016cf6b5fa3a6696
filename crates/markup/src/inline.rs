//! Makes text effects, links, images and signs of one line.
//!
//! First the line is cut into tokens, and each closing marker finds its opening one
//! (`inline/marker.rs`); then they become a tree (`inline_tree.rs`). A marker without a partner is
//! text. Links are found by `link.rs`, images by `image.rs`, signs by `symbol.rs`.

mod marker;

use crate::inline_tree::{Mark, Side, Token, tree};
use crate::link::{self, Bracketed, BracketedKind};
use crate::source::Source;
use crate::{Effect, Inline, InlineKind, Span, image, symbol};

/// What a backslash makes into plain text. Before anything else it is a backslash: `C:\temp`.
const ESCAPABLE: &str = r"*_-+^~?{}[]|!#&";

/// Reads a line without white space at its ends.
pub fn read(source: Source<'_>, span: Span) -> Vec<Inline> {
    let mut reader = Reader::new(source, span);
    for value in source.colors.open_at(span.start) {
        reader.open_color(value, Span::new(span.start, span.start));
    }
    reader.line();
    tree(reader.finish())
}

/// Reads the label of a link: text with effects and colors, or one image.
fn read_label(source: Source<'_>, span: Span) -> Vec<Inline> {
    let mut reader = Reader::new(source, span);
    match reader.image(span.start) {
        Some(end) if end == span.end => {}
        _ => {
            reader.tokens.clear();
            reader.label();
        }
    }
    tree(reader.finish())
}

struct Reader<'a> {
    source: Source<'a>,
    span: Span,
    tokens: Vec<Token>,
    /// The opening markers that wait for a closing one, each with its place in `tokens`. Within a
    /// color there is one for each effect at most, as an effect within itself would show nothing
    /// new.
    open: Vec<(Mark, usize)>,
    /// The next marker of a color.
    color_idx: usize,
}

impl<'a> Reader<'a> {
    fn new(source: Source<'a>, span: Span) -> Self {
        Self {
            source,
            span,
            tokens: Vec::new(),
            open: Vec::new(),
            color_idx: source.colors.next(span.start),
        }
    }

    fn line(&mut self) {
        let links = link::find(self.source.text, self.span);
        let mut links = links.into_iter().peekable();
        let mut position = self.span.start;
        while let Some(next) = self.rest(position).chars().next() {
            while links.next_if(|found| found.span.start < position).is_some() {}
            if let Some(found) = links.next_if(|found| found.span.start == position) {
                position = found.span.end;
                self.bracketed(&found);
                continue;
            }
            let end = match next {
                '\\' => self.backslash(position),
                '!' => self.image(position),
                '&' => self.entity(position),
                '(' | ':' | ';' => self.emoticon(position),
                '{' => self
                    .color(position)
                    .or_else(|| self.anchor(position))
                    .or_else(|| self.marker(position, next)),
                '-' => self.dash(position).or_else(|| self.marker(position, next)),
                'h' | 'm' => self.address(position),
                'A'..='Z' => self.address(position).or_else(|| self.issue(position)),
                _ => self.marker(position, next),
            };
            position = end.unwrap_or_else(|| self.plain(position, next));
        }
    }

    fn label(&mut self) {
        let mut position = self.span.start;
        while let Some(next) = self.rest(position).chars().next() {
            let end = match next {
                '\\' => self.escaped(position),
                '&' => self.entity(position),
                'h' | 'H' | 'm' | 'M' => self.address_as_text(position),
                '{' => self.color(position).or_else(|| self.marker(position, next)),
                _ => self.marker(position, next),
            };
            position = end.unwrap_or_else(|| self.plain(position, next));
        }
    }

    /// Closes the colors that go on in the next line.
    fn finish(mut self) -> Vec<Token> {
        let end = Span::new(self.span.end, self.span.end);
        while let Some((mark, _)) = self.open.pop() {
            if let Mark::Color(_) = mark {
                self.tokens.push(Token::Marker {
                    mark,
                    side: Some(Side::Closing),
                    span: end,
                });
            }
        }
        self.tokens
    }

    fn rest(&self, position: usize) -> &'a str {
        self.span.from(position).slice(self.source.text)
    }

    fn before(&self, position: usize) -> Option<char> {
        let before = Span::new(self.span.start, position);
        before.slice(self.source.text).chars().next_back()
    }

    /// Adds text up to where notation may start next.
    fn plain(&mut self, position: usize, next: char) -> usize {
        let after = position + next.len_utf8();
        let n_plain = self.rest(after).bytes().position(may_be_notation);
        let end = n_plain.map_or(self.span.end, |n_plain| after + n_plain);
        self.text(Span::new(position, end));
        end
    }

    /// Adds text, to the text before it if there is no gap.
    fn text(&mut self, span: Span) {
        if let Some(Token::Node(last)) = self.tokens.last_mut()
            && last.kind == InlineKind::Text
            && last.span.end == span.start
        {
            last.span.end = span.end;
            return;
        }
        self.node(InlineKind::Text, span);
    }

    fn node(&mut self, kind: InlineKind, span: Span) {
        self.tokens.push(Token::Node(Inline { kind, span }));
    }

    fn bracketed(&mut self, found: &Bracketed) {
        let kind = match found.kind {
            BracketedKind::Mention { name } => InlineKind::Mention { name },
            BracketedKind::Attachment { name, label } => InlineKind::Attachment {
                name,
                label: self.label_of(label, name),
            },
            BracketedKind::Link { target, label, tip } => InlineKind::Link {
                target,
                label: self.label_of(label, target),
                tip,
            },
        };
        self.node(kind, found.span);
    }

    /// Reads a label; a target alone is shown as it is.
    fn label_of(&self, label: Span, target: Span) -> Vec<Inline> {
        if label == target {
            let kind = InlineKind::Text;
            return vec![Inline { kind, span: label }];
        }
        read_label(self.source, label)
    }

    /// Reads an escaped character.
    fn escaped(&mut self, position: usize) -> Option<usize> {
        let start = position + 1;
        let rest = self.rest(start);
        let escaped = rest.chars().next()?;
        let n_escaped = match symbol::emoticon_at(rest) {
            Some(emoticon) => emoticon.written.len(),
            None if ESCAPABLE.contains(escaped) => escaped.len_utf8(),
            None => return None,
        };
        let end = start + n_escaped;
        self.node(InlineKind::Text, Span::new(start, end));
        Some(end)
    }

    /// Reads an escaped character or a line break.
    fn backslash(&mut self, position: usize) -> Option<usize> {
        if let Some(end) = self.escaped(position) {
            return Some(end);
        }
        let mut after = self.rest(position).chars().skip(1);
        if after.next() != Some('\\') {
            return None;
        }
        let span = Span::new(position, position + 2);
        let follows = after.next();
        // `\\server\share` is a path, and what has more backslashes is no line break either.
        let starts_word = self.before(position).is_none_or(char::is_whitespace)
            && follows.is_some_and(char::is_alphanumeric);
        if starts_word || follows == Some('\\') || self.before(position) == Some('\\') {
            self.text(span);
        } else {
            self.node(InlineKind::Break, span);
        }
        Some(span.end)
    }

    fn image(&mut self, position: usize) -> Option<usize> {
        let found = image::read(self.source.text, self.span, position)?;
        let kind = InlineKind::Image {
            source: found.source,
            properties: found.properties,
        };
        // In a label, which ends before what its reader may see.
        let end = found.span.end;
        (end <= self.span.end).then(|| {
            self.node(kind, found.span);
            end
        })
    }

    fn entity(&mut self, position: usize) -> Option<usize> {
        let (_, length) = symbol::entity_at(self.rest(position))?;
        self.node(InlineKind::Entity, Span::new(position, position + length));
        Some(position + length)
    }

    /// Reads a face or a sign that stands for itself: `f(x)` has none.
    fn emoticon(&mut self, position: usize) -> Option<usize> {
        let found = symbol::emoticon_at(self.rest(position))?;
        let end = position + found.written.len();
        if is_word(self.before(position)) || is_word(self.rest(end).chars().next()) {
            return None;
        }
        self.node(InlineKind::Emoticon, Span::new(position, end));
        Some(end)
    }

    /// Reads a dash, which has spaces around it: `--all` is a word.
    fn dash(&mut self, position: usize) -> Option<usize> {
        let rest = self.rest(position);
        let n_hyphens = rest.bytes().take(4).take_while(|b| *b == b'-').count();
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let end = position + n_hyphens;
        let is_alone = is_space(self.before(position)) && is_space(self.rest(end).chars().next());
        ((2..=3).contains(&n_hyphens) && is_alone).then(|| {
            self.node(InlineKind::Dash, Span::new(position, end));
            end
        })
    }

    fn anchor(&mut self, position: usize) -> Option<usize> {
        let inside = self.rest(position).strip_prefix("{anchor:")?;
        let inside = inside.get(..inside.find(['{', '}', '\n', '"', '<'])?)?;
        let start = position + "{anchor:".len();
        let end = start + inside.len();
        let is_closed = self.rest(end).starts_with('}');
        let name = Span::new(start, end).trim(self.source.text);
        (is_closed && !name.is_empty()).then(|| {
            self.node(InlineKind::Anchor { name }, Span::new(position, end + 1));
            end + 1
        })
    }

    fn issue(&mut self, position: usize) -> Option<usize> {
        let before = self.before(position);
        if is_word(before) || before.is_some_and(|c| "_-".contains(c)) {
            return None;
        }
        let end = position + symbol::issue_key(self.rest(position))?;
        self.node(InlineKind::Issue, Span::new(position, end));
        Some(end)
    }

    fn address(&mut self, position: usize) -> Option<usize> {
        if is_word(self.before(position)) {
            return None;
        }
        let is_open = |c| {
            let effect = effect(c);
            let is_it = |mark: &Mark| matches!(mark, Mark::Effect { effect: open, .. } if Some(*open) == effect);
            effect.is_some() && self.open.iter().any(|(mark, _)| is_it(mark))
        };
        let address = link::bare(self.rest(position), is_open)?;
        let span = Span::new(position, position + address.len());
        let kind = InlineKind::Text;
        let label = vec![Inline { kind, span }];
        let (target, tip) = (span, None);
        self.node(InlineKind::Link { target, label, tip }, span);
        Some(span.end)
    }

    /// Reads an address in a label, where it is text: the hyphens of `/-/` are no effect.
    fn address_as_text(&mut self, position: usize) -> Option<usize> {
        let address = link::bare(self.rest(position), |_| false)?;
        let end = position + address.len();
        self.text(Span::new(position, end));
        Some(end)
    }
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// Tells whether notation may start with this byte, which is a whole character if so.
fn may_be_notation(byte: u8) -> bool {
    byte.is_ascii_uppercase() || b"*_-+^~?{}[\\hm!(:;&".contains(&byte)
}

/// Returns the effect whose marker is this one character.
fn effect(marker: char) -> Option<Effect> {
    Some(match marker {
        '*' => Effect::Strong,
        '_' => Effect::Emphasis,
        '-' => Effect::Deleted,
        '+' => Effect::Inserted,
        '^' => Effect::Superscript,
        '~' => Effect::Subscript,
        _ => return None,
    })
}
