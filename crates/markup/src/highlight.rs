//! Takes code apart into words, strings and comments, to give them colors.
//!
//! It knows how languages look, not what they mean: a guess that is right nearly always, and costs
//! one look at each character. What begins and never ends goes on to the end of its line or of the
//! code. The pieces together are the code again, whatever it is.

mod languages;
mod markup;
mod words;

use languages::{Language, Trait};

/// What a piece of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Keyword,
    /// A type.
    Object,
    /// A string or a character.
    Quote,
    Comment,
    Number,
    /// For the preprocessor, or an annotation.
    Macro,
    /// `<a` and `>`.
    Tag,
    /// What has a value: an attribute, a key.
    Attribute,
    /// A line that a difference adds.
    Inserted,
    /// A line that a difference takes away.
    Deleted,
}

impl Kind {
    /// Returns the class of the style sheet; the reference product has the same names for those it
    /// knows.
    pub fn class(self) -> Option<&'static str> {
        Some(match self {
            Self::Plain => return None,
            Self::Keyword => "code-keyword",
            Self::Object => "code-object",
            Self::Quote => "code-quote",
            Self::Comment => "code-comment",
            Self::Number => "code-number",
            Self::Macro => "code-macro",
            Self::Tag => "code-tag",
            Self::Attribute => "code-attribute",
            Self::Inserted => "code-inserted",
            Self::Deleted => "code-deleted",
        })
    }
}

/// Returns the pieces of code in a language; one piece if nobody knows the language.
pub fn pieces<'a>(language: &str, code: &'a str) -> Vec<(Kind, &'a str)> {
    let name = language.to_ascii_lowercase();
    match name.as_str() {
        "xml" | "html" | "xhtml" | "svg" | "xsl" | "xslt" => markup::tags(code),
        "diff" | "patch" => markup::difference(code),
        name => match languages::find(name) {
            Some(language) => Reader::new(language, code).run(),
            None if code.is_empty() => Vec::new(),
            None => vec![(Kind::Plain, code)],
        },
    }
}

/// Code that is cut into pieces from its start.
struct Cutter<'a> {
    code: &'a str,
    /// Where the piece in the making starts.
    start: usize,
    pieces: Vec<(Kind, &'a str)>,
}

impl<'a> Cutter<'a> {
    fn new(code: &'a str) -> Self {
        Self {
            code,
            start: 0,
            pieces: Vec::new(),
        }
    }

    fn rest(&self, position: usize) -> &'a str {
        self.code.get(position..).unwrap_or_default()
    }

    /// Makes a piece of what stands at `position`, and a plain one of what is before it.
    fn cut(&mut self, kind: Kind, position: usize, end: usize) {
        self.piece(Kind::Plain, position);
        self.piece(kind, end);
    }

    fn piece(&mut self, kind: Kind, end: usize) {
        if let Some(piece) = self.code.get(self.start..end)
            && !piece.is_empty()
        {
            self.pieces.push((kind, piece));
            self.start = end;
        }
    }

    fn finish(mut self) -> Vec<(Kind, &'a str)> {
        self.piece(Kind::Plain, self.code.len());
        self.pieces
    }
}

struct Reader<'a> {
    language: &'static Language,
    cutter: Cutter<'a>,
}

impl<'a> Reader<'a> {
    fn new(language: &'static Language, code: &'a str) -> Self {
        let cutter = Cutter::new(code);
        Self { language, cutter }
    }

    fn run(mut self) -> Vec<(Kind, &'a str)> {
        let mut position = 0;
        let mut before = None;
        while let Some(next) = self.cutter.rest(position).chars().next() {
            let (kind, length) = self.token(position, next, before);
            let end = position + length.max(next.len_utf8());
            if kind != Kind::Plain {
                self.cutter.cut(kind, position, end);
            }
            before = self
                .cutter
                .code
                .get(position..end)
                .and_then(|it| it.chars().next_back());
            position = end;
        }
        self.cutter.finish()
    }

    fn is(&self, wanted: Trait) -> bool {
        self.language.traits.contains(&wanted)
    }

    /// Returns what is at `position`, and how long it is; nothing is one character long at least.
    fn token(&self, position: usize, next: char, before: Option<char>) -> (Kind, usize) {
        let rest = self.cutter.rest(position);
        if let Some(length) = self.comment(rest, before) {
            return (Kind::Comment, length);
        }
        if let Some(length) = self.string(rest) {
            return self.key_or(Kind::Quote, rest, length);
        }
        if next == '\'' && self.is(Trait::Chars) {
            return match character(rest) {
                Some(length) => (Kind::Quote, length),
                None => (Kind::Plain, 0),
            };
        }
        let is_marker = next == '@' && self.is(Trait::At) || next == '#' && self.is(Trait::Hash);
        if is_marker {
            let n_word = self.word(rest.get(1..).unwrap_or_default());
            if n_word > 0 {
                return (Kind::Macro, 1 + n_word);
            }
            return (Kind::Plain, 0);
        }
        if next.is_ascii_digit() {
            let is_number = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
            let length = rest.find(|c| !is_number(c)).unwrap_or(rest.len());
            return (Kind::Number, length);
        }
        let length = self.word(rest);
        let word = rest.get(..length).unwrap_or_default();
        let kind = if word.is_empty() {
            Kind::Plain
        } else if self.is_keyword(word) {
            Kind::Keyword
        } else if self.is(Trait::Types) && next.is_uppercase() {
            Kind::Object
        } else {
            return self.key_or(Kind::Plain, rest, length);
        };
        (kind, length)
    }

    fn comment(&self, rest: &str, before: Option<char>) -> Option<usize> {
        if let Some((opening, closing)) = self.language.block_comment
            && let Some(inside) = rest.strip_prefix(opening)
        {
            let length = inside.find(closing);
            return Some(length.map_or(rest.len(), |n| opening.len() + n + closing.len()));
        }
        let starts = |start: &&&str| rest.starts_with(**start);
        self.language.line_comments.iter().find(starts)?;
        if self.is(Trait::CommentAfterSpace) && before.is_some_and(|c| !c.is_whitespace()) {
            return None;
        }
        Some(rest.find('\n').unwrap_or(rest.len()))
    }

    fn string(&self, rest: &str) -> Option<usize> {
        let starts = |quote: &&&str| rest.starts_with(**quote);
        let quote = self.language.strings.iter().find(starts)?;
        let is_long = quote.len() > 1 || *quote == "`";
        let inside = rest.get(quote.len()..)?;
        let mut is_escaped = false;
        for (i, c) in inside.char_indices() {
            match c {
                '\n' if !is_long => return Some(quote.len() + i),
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                _ if inside.get(i..).is_some_and(|at| at.starts_with(quote)) => {
                    return Some(quote.len() + i + quote.len());
                }
                _ => {}
            }
        }
        Some(rest.len())
    }

    fn word(&self, rest: &str) -> usize {
        let has_dashes = self.is(Trait::Dashes);
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || has_dashes && c == '-';
        rest.find(|c| !is_word(c)).unwrap_or(rest.len())
    }

    fn is_keyword(&self, word: &str) -> bool {
        let is_there = |word: &str| self.language.keywords.binary_search(&word).is_ok();
        is_there(word) || self.is(Trait::NoCase) && is_there(&word.to_ascii_lowercase())
    }

    /// Returns that it is a key, if there are keys and a colon follows.
    fn key_or(&self, kind: Kind, rest: &str, length: usize) -> (Kind, usize) {
        let after = rest.get(length..).unwrap_or_default();
        let is_key = self.is(Trait::Keys) && after.trim_start_matches(' ').starts_with(':');
        (if is_key { Kind::Attribute } else { kind }, length)
    }
}

/// Returns the length of a character between single quotes.
fn character(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices().skip(1);
    if chars.next()?.1 == '\\' {
        chars.next()?;
    }
    let (at, end) = chars.next()?;
    (end == '\'').then_some(at + 1)
}
