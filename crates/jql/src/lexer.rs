//! Text to tokens, one at a time.
//!
//! It resolves quotation marks and escapes, and knows the words of the grammar. It never fails: what
//! cannot be a token becomes an invalid one that carries its error, and no rule of `parser.rs` accepts
//! such a token.

use crate::words::{RESERVED_CHARACTERS, is_reserved_word, is_word_character};
use crate::{Error, ErrorKind, Property, Span};
use std::str::Chars;

/// A token and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

/// The kinds of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Word(String),
    /// A word with an escape counts as quoted: it is never a keyword and never a number.
    Quoted(String),
    /// A reserved word that means nothing to the grammar, or something in a few places only.
    Reserved(String),
    Property(Property),
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    Comma,
    Equals,
    NotEquals,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    NotContains,
    And,
    Or,
    Not,
    In,
    Is,
    Empty,
    Order,
    By,
    Ascending,
    Descending,
    CustomField,
    Invalid(Error),
    End,
}

/// The text that is still to be read.
#[derive(Clone)]
pub struct Lexer<'a> {
    text: &'a str,
    rest: Chars<'a>,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str) -> Self {
        Lexer {
            text,
            rest: text.chars(),
        }
    }

    /// Returns the next token; at the end of the text again and again the end.
    pub fn next_token(&mut self) -> Token {
        self.skip_blanks();
        let start = self.offset();
        let kind = self.kind(start);
        Token {
            kind,
            span: self.span_from(start),
        }
    }

    fn kind(&mut self, start: usize) -> TokenKind {
        let Some(first) = self.peek() else {
            return TokenKind::End;
        };
        if first == '\\' || is_word_character(first) {
            return self.word();
        }
        self.bump();
        match first {
            '(' => TokenKind::Open,
            ')' => TokenKind::Close,
            '[' => TokenKind::OpenBracket,
            ']' => TokenKind::CloseBracket,
            ',' => TokenKind::Comma,
            '=' => TokenKind::Equals,
            '~' => TokenKind::Contains,
            '!' if self.eat('=') => TokenKind::NotEquals,
            '!' if self.eat('~') => TokenKind::NotContains,
            '!' => TokenKind::Not,
            '<' if self.eat('=') => TokenKind::LessOrEqual,
            '<' => TokenKind::Less,
            '>' if self.eat('=') => TokenKind::GreaterOrEqual,
            '>' => TokenKind::Greater,
            '&' => {
                self.eat('&');
                TokenKind::And
            }
            '|' => {
                self.eat('|');
                TokenKind::Or
            }
            '"' | '\'' => self.quoted(first),
            _ if RESERVED_CHARACTERS.contains(&first) => {
                self.invalid(start, ErrorKind::ReservedCharacter { character: first })
            }
            _ => self.invalid(start, ErrorKind::ControlCharacter { character: first }),
        }
    }

    fn word(&mut self) -> TokenKind {
        let mut text = String::new();
        let mut escaped = false;
        while let Some(c) = self.peek() {
            if c == '\\' {
                escaped = true;
                match self.escape() {
                    Ok(c) => text.push(c),
                    Err(error) => return TokenKind::Invalid(error),
                }
            } else if is_word_character(c) {
                self.bump();
                text.push(c);
            } else {
                break;
            }
        }
        if escaped {
            TokenKind::Quoted(text)
        } else if self.eat_property() {
            self.property(text)
        } else if let Some(keyword) = keyword(&text) {
            keyword
        } else if is_reserved_word(&text) {
            TokenKind::Reserved(text)
        } else {
            TokenKind::Word(text)
        }
    }

    /// Eats what follows the entity of a property, up to the bracket before its key.
    fn eat_property(&mut self) -> bool {
        const MIDDLE: &str = ".property[";
        let rest = self.rest.as_str();
        let is_middle = rest
            .get(..MIDDLE.len())
            .is_some_and(|middle| middle.eq_ignore_ascii_case(MIDDLE));
        if is_middle {
            self.rest = rest.get(MIDDLE.len()..).unwrap_or_default().chars();
        }
        is_middle
    }

    /// Reads the key and the path of a property. The full stops in it are the only ones that JQL lets
    /// stand outside quotation marks.
    fn property(&mut self, entity: String) -> TokenKind {
        self.skip_blanks();
        let start = self.offset();
        let key = match self.peek() {
            Some(mark @ ('"' | '\'')) => {
                self.bump();
                match self.quoted(mark) {
                    TokenKind::Quoted(key) => key,
                    other => return other,
                }
            }
            _ => self.bare(|c| c == '.' || is_word_character(c)),
        };
        self.skip_blanks();
        if key.is_empty() || !self.eat(']') {
            return self.invalid(start, ErrorKind::ExpectedProperty);
        }
        let mut path = Vec::new();
        while self.eat('.') {
            let name = self.bare(is_word_character);
            if name.is_empty() {
                return self.invalid(start, ErrorKind::ExpectedProperty);
            }
            path.push(name);
        }
        TokenKind::Property(Property { entity, key, path })
    }

    fn bare(&mut self, belongs: fn(char) -> bool) -> String {
        let mut text = String::new();
        while let Some(c) = self.peek().filter(|c| belongs(*c)) {
            self.bump();
            text.push(c);
        }
        text
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.bump();
        }
    }

    fn quoted(&mut self, mark: char) -> TokenKind {
        // The mark has been read; an unfinished text is reported where it began.
        let start = self.offset() - mark.len_utf8();
        let mut text = String::new();
        loop {
            let at = self.offset();
            match self.peek() {
                None => return self.invalid(start, ErrorKind::UnfinishedString { text }),
                Some('\\') => match self.escape() {
                    Ok(c) => text.push(c),
                    Err(error) => return TokenKind::Invalid(error),
                },
                Some(c) => {
                    self.bump();
                    if c == mark {
                        return TokenKind::Quoted(text);
                    }
                    // Line breaks and tabs are let through: clients paste them from text fields.
                    if c.is_control() && !matches!(c, '\t' | '\n' | '\r') {
                        return self.invalid(at, ErrorKind::ControlCharacter { character: c });
                    }
                    text.push(c);
                }
            }
        }
    }

    /// Reads an escape, beginning with its backslash.
    fn escape(&mut self) -> Result<char, Error> {
        let start = self.offset();
        self.bump();
        let character = match self.bump() {
            Some('t') => Some('\t'),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('u') => self.unicode(),
            Some(c @ ('\'' | '"' | '\\' | ' ')) => Some(c),
            _ => None,
        };
        character.ok_or_else(|| {
            let span = self.span_from(start);
            Error {
                kind: ErrorKind::IllegalEscape {
                    escape: span.slice(self.text).to_owned(),
                },
                span,
            }
        })
    }

    fn unicode(&mut self) -> Option<char> {
        let first = self.hex()?;
        let units = if (0xd800..0xdc00).contains(&first) {
            // A character outside the basic plane is written as two escapes, as in Java.
            if !(self.eat('\\') && self.eat('u')) {
                return None;
            }
            vec![first, self.hex()?]
        } else {
            vec![first]
        };
        // No stored text can contain a NUL, and PostgreSQL refuses it as a parameter.
        String::from_utf16(&units)
            .ok()?
            .chars()
            .next()
            .filter(|c| *c != '\0')
    }

    fn hex(&mut self) -> Option<u16> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + self.bump()?.to_digit(16)?;
        }
        u16::try_from(unit).ok()
    }

    fn invalid(&self, start: usize, kind: ErrorKind) -> TokenKind {
        TokenKind::Invalid(Error {
            kind,
            span: self.span_from(start),
        })
    }

    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn bump(&mut self) -> Option<char> {
        self.rest.next()
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.bump();
        }
        found
    }

    fn offset(&self) -> usize {
        self.text.len() - self.rest.as_str().len()
    }

    fn span_from(&self, start: usize) -> Span {
        Span {
            start,
            end: self.offset(),
        }
    }
}

fn keyword(word: &str) -> Option<TokenKind> {
    Some(match word.to_ascii_lowercase().as_str() {
        "and" => TokenKind::And,
        "or" => TokenKind::Or,
        "not" => TokenKind::Not,
        "in" => TokenKind::In,
        "is" => TokenKind::Is,
        "empty" | "null" => TokenKind::Empty,
        "order" => TokenKind::Order,
        "by" => TokenKind::By,
        "asc" => TokenKind::Ascending,
        "desc" => TokenKind::Descending,
        "cf" => TokenKind::CustomField,
        _ => return None,
    })
}
