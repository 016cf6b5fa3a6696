//! Makes text effects, links and mentions of one line.
//!
//! First the line is cut into tokens, and each closing marker finds its opening one; then they
//! become a tree. A marker without a partner is text. Links are found by `link.rs`.

use crate::link::{self, Bracketed, BracketedKind};
use crate::{Effect, Inline, InlineKind, Span};

/// What a backslash makes into plain text. Before anything else it is a backslash: `C:\temp`.
const ESCAPABLE: &str = r"*_-+^~?{}[]|!#";

/// Reads a line without white space at its ends.
pub fn read(text: &str, span: Span, inlines: &mut Vec<Inline>) {
    let mut reader = Reader {
        text,
        span,
        tokens: Vec::new(),
        open: Vec::new(),
    };
    reader.run();
    tree(reader.tokens, inlines);
}

enum Token {
    Node(Inline),
    Marker {
        effect: Effect,
        side: Option<Side>,
        span: Span,
    },
}

/// Which side of its effect a marker is on, once it is known to have one.
#[derive(Clone, Copy)]
enum Side {
    Opening,
    Closing,
}

struct Reader<'a> {
    text: &'a str,
    span: Span,
    tokens: Vec<Token>,
    /// The places in `tokens` of the last opening markers that wait for a closing one; one for each
    /// effect at most, as an effect within itself would show nothing new.
    open: Vec<(Effect, usize)>,
}

impl Reader<'_> {
    fn run(&mut self) {
        let links = link::find(self.text, self.span);
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
                'h' | 'H' | 'm' | 'M' => self.address(position),
                _ => self.marker(position, next),
            };
            position = end.unwrap_or_else(|| {
                let after = position + next.len_utf8();
                let n_plain = self.rest(after).bytes().position(may_be_notation);
                let end = n_plain.map_or(self.span.end, |n_plain| after + n_plain);
                self.text(Span::new(position, end));
                end
            });
        }
    }

    fn rest(&self, position: usize) -> &str {
        self.span.from(position).slice(self.text)
    }

    fn before(&self, position: usize) -> Option<char> {
        let before = Span::new(self.span.start, position);
        before.slice(self.text).chars().next_back()
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
            BracketedKind::Link { target, label, tip } => InlineKind::Link {
                target,
                label: unescaped(self.text, label),
                tip,
            },
        };
        self.node(kind, found.span);
    }

    /// Reads an escaped character or a line break.
    fn backslash(&mut self, position: usize) -> Option<usize> {
        let mut after = self.rest(position).chars().skip(1);
        let escaped = after.next()?;
        if ESCAPABLE.contains(escaped) {
            let start = position + 1;
            let end = start + escaped.len_utf8();
            self.node(InlineKind::Text, Span::new(start, end));
            return Some(end);
        }
        if escaped != '\\' {
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

    fn address(&mut self, position: usize) -> Option<usize> {
        if self
            .before(position)
            .is_some_and(|before| before.is_alphanumeric())
        {
            return None;
        }
        let is_open = |c| {
            let effect = effect(c);
            effect.is_some() && self.open.iter().any(|(open, _)| Some(*open) == effect)
        };
        let address = link::bare(self.rest(position), is_open)?;
        let span = Span::new(position, position + address.len());
        let kind = InlineKind::Text;
        let label = vec![Inline { kind, span }];
        let (target, tip) = (span, None);
        self.node(InlineKind::Link { target, label, tip }, span);
        Some(span.end)
    }

    fn marker(&mut self, position: usize, first: char) -> Option<usize> {
        let mut after = self.rest(position).chars().skip(1);
        let before = self.before(position);
        let (effect, end) = match (first, effect(first)) {
            ('{', _) if after.next() == Some('{') => (Effect::Monospaced, position + 2),
            ('}', _) if after.next() == Some('}') && after.next() != Some('}') => {
                (Effect::Monospaced, position + 2)
            }
            ('?', _) if after.next() == Some('?') => (Effect::Citation, position + 2),
            (_, Some(effect)) => (effect, position + 1),
            _ => return None,
        };
        let follows = self.rest(end).chars().next();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_text = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let (opens, closes) = match first {
            // Braces are clear enough without looking around them.
            '{' => (true, false),
            '}' => (false, true),
            // `--all`, `__init__` and `**` are words of other languages.
            _ if before == Some(first) || follows == Some(first) => return None,
            _ => (
                !is_word(before) && is_text(follows),
                is_text(before) && !is_word(follows),
            ),
        };
        let span = Span::new(position, end);
        let side = (closes && self.close(effect)).then_some(Side::Closing);
        if side.is_none() {
            if !opens {
                return None;
            }
            // The nearest opening marker is the one that is meant: `3 *4 and *bold*`.
            self.open.retain(|(open, _)| *open != effect);
            self.open.push((effect, self.tokens.len()));
        }
        self.tokens.push(Token::Marker { effect, side, span });
        Some(end)
    }

    /// Gives the opening marker its side; tells whether there is one, with something after it.
    fn close(&mut self, effect: Effect) -> bool {
        let n_tokens = self.tokens.len();
        let place = self.open.iter().position(|(open, _)| *open == effect);
        // What was opened within cannot be closed outside, so it is dropped too.
        let opening = place.and_then(|place| self.open.drain(place..).next());
        let Some((_, token_idx)) = opening.filter(|(_, token_idx)| token_idx + 1 < n_tokens) else {
            return false;
        };
        if let Some(Token::Marker { side, .. }) = self.tokens.get_mut(token_idx) {
            *side = Some(Side::Opening);
        }
        true
    }
}

/// Tells whether notation may start with this byte, which is a whole character if so.
fn may_be_notation(byte: u8) -> bool {
    b"*_-+^~?{}[\\hHmM".contains(&byte)
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

/// Returns text without the backslashes that escape.
fn unescaped(text: &str, span: Span) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut add = |start, end| push_text(&mut inlines, Span::new(start, end));
    let mut start = span.start;
    let mut position = span.start;
    while let Some(offset) = span.from(position).slice(text).find('\\') {
        let at = position + offset;
        let escaped = span.from(at + 1).slice(text).chars().next();
        position = at + 1 + escaped.map_or(0, char::len_utf8);
        if escaped.is_some_and(|c| ESCAPABLE.contains(c)) {
            add(start, at);
            start = at + 1;
        }
    }
    add(start, span.end);
    inlines
}

/// Adds text, to the text before it if there is no gap.
fn push_text(inlines: &mut Vec<Inline>, span: Span) {
    match inlines.last_mut() {
        _ if span.is_empty() => {}
        Some(last) if last.kind == InlineKind::Text && last.span.end == span.start => {
            last.span.end = span.end;
        }
        _ => inlines.push(Inline {
            kind: InlineKind::Text,
            span,
        }),
    }
}

/// Makes a tree of tokens; the markers that have a side are balanced.
fn tree(tokens: Vec<Token>, inlines: &mut Vec<Inline>) {
    let mut outer: Vec<(Span, Vec<Inline>)> = Vec::new();
    let mut current = Vec::new();
    for token in tokens {
        match token {
            Token::Node(node) if node.kind == InlineKind::Text => {
                push_text(&mut current, node.span);
            }
            Token::Node(node) => current.push(node),
            Token::Marker { effect, side, span } => match side {
                None => push_text(&mut current, span),
                Some(Side::Opening) => outer.push((span, std::mem::take(&mut current))),
                Some(Side::Closing) => {
                    let Some((opening, before)) = outer.pop() else {
                        continue;
                    };
                    let inside = std::mem::replace(&mut current, before);
                    current.push(Inline {
                        kind: InlineKind::Effect(effect, inside),
                        span: Span::new(opening.start, span.end),
                    });
                }
            },
        }
    }
    inlines.append(&mut current);
}
