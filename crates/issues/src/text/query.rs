//! What somebody looks for: the syntax of the text behind `~`.
//!
//! Blanks and `AND` (`&&`, `+`) join, `OR` (`||`) binds weaker, `NOT` (`!`, `-`) excludes, parentheses
//! group; `"a phrase"` stands as it is written, `"two words"~5` near each other; `lo*` begins so, `l?g`
//! and `l*g` have wildcards inside, `log~` is spelled nearly so. `^2` is read and has no effect. What
//! else there is of punctuation divides words. Source of the syntax: the product's public help page
//! "Search syntax for text fields".

use super::analyze;

/// The largest number of words in one text.
pub const MAX_WORDS: usize = 100;
/// How deep parentheses may be nested.
const MAX_DEPTH: usize = 20;
/// The largest distance of words near each other.
const MAX_WITHIN: usize = 50;

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is nothing in it to look for.
    Empty,
    /// A word begins with a wildcard.
    LeadingWildcard(char),
    /// It has too many words, or too many parentheses.
    TooLong,
}

/// A text that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextQuery(pub(super) Node);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A word in any of its forms.
    Word(String),
    /// Words that follow each other, as they are written.
    Phrase(Vec<String>),
    /// Two words with at most so many others between them.
    Near(String, String, usize),
    /// What words begin with.
    Prefix(String),
    /// A word with `?` for one character and `*` for any.
    Pattern(String),
    /// A word, or one of at most so many other characters.
    Fuzzy(String, usize),
    All {
        with: Vec<Node>,
        without: Vec<Node>,
    },
    Any(Vec<Node>),
}

impl TextQuery {
    /// Reads a text.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let chars: Vec<char> = text.chars().collect();
        let mut parser = Parser {
            chars: &chars,
            at: 0,
            n_words: 0,
        };
        let mut parts = Vec::new();
        while parser.at < chars.len() {
            parts.extend(parser.any(0)?);
            // A parenthesis that closes nothing.
            parser.at += 1;
        }
        joined(parts, Vec::new()).map(Self).ok_or(Problem::Empty)
    }
}

impl Node {
    /// Calls `f` with each word that is looked for in any of its forms.
    pub(super) fn each_word(&self, f: &mut impl FnMut(&String)) {
        match self {
            Self::Word(word) => f(word),
            Self::Any(parts) => parts.iter().for_each(|part| part.each_word(f)),
            Self::All { with, without } => {
                with.iter()
                    .chain(without)
                    .for_each(|part| part.each_word(f));
            }
            Self::Phrase(_)
            | Self::Near(..)
            | Self::Prefix(_)
            | Self::Pattern(_)
            | Self::Fuzzy(..) => {}
        }
    }
}

fn joined(mut with: Vec<Node>, without: Vec<Node>) -> Option<Node> {
    match (with.len(), without.is_empty()) {
        (0, true) => None,
        (1, true) => with.pop(),
        _ => Some(Node::All { with, without }),
    }
}

struct Parser<'a> {
    chars: &'a [char],
    at: usize,
    n_words: usize,
}

impl Parser<'_> {
    fn any(&mut self, depth: usize) -> Result<Option<Node>, Problem> {
        if depth > MAX_DEPTH {
            return Err(Problem::TooLong);
        }
        let mut branches = Vec::new();
        loop {
            branches.extend(self.all(depth)?);
            if !self.take_word("OR") && !self.take_word("||") {
                break;
            }
        }
        Ok(if branches.len() > 1 {
            Some(Node::Any(branches))
        } else {
            branches.pop()
        })
    }

    fn all(&mut self, depth: usize) -> Result<Option<Node>, Problem> {
        let (mut with, mut without) = (Vec::new(), Vec::new());
        loop {
            self.skip_blanks();
            let mut is_excluded = false;
            loop {
                if self.take_word("AND") || self.take_word("&&") || self.take('+') {
                } else if self.take_word("NOT") || self.take('!') || self.take('-') {
                    is_excluded = !is_excluded;
                } else {
                    break;
                }
                self.skip_blanks();
            }
            if self.is_at_word("OR") || self.is_at_word("||") {
                break;
            }
            let part = match self.peek() {
                None | Some(')') => break,
                Some('(') => {
                    self.at += 1;
                    let inner = self.any(depth + 1)?;
                    self.take(')');
                    self.boost();
                    inner
                }
                Some('"') => self.phrase()?,
                Some(_) => self.term()?,
            };
            if is_excluded { &mut without } else { &mut with }.extend(part);
        }
        Ok(joined(with, without))
    }

    fn phrase(&mut self) -> Result<Option<Node>, Problem> {
        self.at += 1;
        let text = self.text_until(|c| c == '"');
        self.at += 1;
        let words = self.count(analyze::words(&text.plain()))?;
        let within = self.after('~');
        self.boost();
        Ok(match (words.len(), within) {
            (0, _) => None,
            (1, _) | (_, None) => Some(Node::Phrase(words)),
            (_, Some(within)) => {
                let within = within.map_or(1, |within| within as usize).min(MAX_WITHIN);
                let near = words.windows(2).filter_map(|pair| match pair {
                    [one, other] => Some(Node::Near(one.clone(), other.clone(), within)),
                    _ => None,
                });
                joined(near.collect(), Vec::new())
            }
        })
    }

    /// A word, or several where punctuation divides it.
    fn term(&mut self) -> Result<Option<Node>, Problem> {
        let text =
            self.text_until(|c| c.is_whitespace() || matches!(c, '"' | '(' | ')' | '~' | '^'));
        let fuzzy = self.after('~');
        self.boost();
        if let Some(wildcard) = text.leading_wildcard() {
            return Err(Problem::LeadingWildcard(wildcard));
        }
        if text.has_wildcard() {
            return self.patterns(&text);
        }
        let mut words = self.count(analyze::words(&text.plain()))?;
        Ok(match (words.len(), fuzzy) {
            (0, _) => None,
            (1, None) => words.pop().map(Node::Word),
            (1, Some(similar)) => words.pop().map(|word| {
                let edits = edits(&word, similar);
                Node::Fuzzy(word, edits)
            }),
            _ => Some(Node::Phrase(words)),
        })
    }

    /// A word with wildcards. What punctuation divides must all occur.
    fn patterns(&mut self, text: &Text) -> Result<Option<Node>, Problem> {
        let mut parts = Vec::new();
        for piece in text
            .0
            .split(|(c, is_wild)| !is_wild && !analyze::is_in_word(*c))
        {
            let wild: String = piece.iter().map(|(c, _)| c).collect();
            let wild = analyze::folded(&wild).into_owned();
            let plain = wild.trim_end_matches('*');
            if plain.is_empty() {
                continue;
            }
            if plain.starts_with(['*', '?']) {
                return Err(Problem::LeadingWildcard(if plain.starts_with('*') {
                    '*'
                } else {
                    '?'
                }));
            }
            self.n_words += 1;
            parts.push(if plain.contains(['*', '?']) {
                Node::Pattern(wild)
            } else if plain.len() == wild.len() {
                Node::Word(wild)
            } else {
                Node::Prefix(plain.to_owned())
            });
        }
        self.count(Vec::new())?;
        Ok(joined(parts, Vec::new()))
    }

    fn count(&mut self, words: Vec<String>) -> Result<Vec<String>, Problem> {
        self.n_words += words.len();
        if self.n_words > MAX_WORDS {
            return Err(Problem::TooLong);
        }
        Ok(words)
    }

    /// Reads on to a character that ends the text, or to the end of all.
    fn text_until(&mut self, ends: impl Fn(char) -> bool) -> Text {
        let mut text = Vec::new();
        while let Some(c) = self.peek().filter(|c| !ends(*c)) {
            self.at += 1;
            match (c, self.peek()) {
                ('\\', Some(escaped)) => {
                    self.at += 1;
                    text.push((escaped, false));
                }
                (c, _) => text.push((c, matches!(c, '*' | '?'))),
            }
        }
        Text(text)
    }

    /// Reads `sign` and the number behind it: none without the sign, `Some(None)` without the number.
    fn after(&mut self, sign: char) -> Option<Option<f32>> {
        if !self.take(sign) {
            return None;
        }
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit() || c == '.') {
            self.at += 1;
        }
        let number: String = self.chars.get(start..self.at)?.iter().collect();
        Some(
            number
                .parse()
                .ok()
                .filter(|number: &f32| number.is_finite()),
        )
    }

    fn boost(&mut self) {
        self.after('^');
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.at += usize::from(is_there);
        is_there
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn is_at_word(&self, wanted: &str) -> bool {
        let length = wanted.len();
        let here = self.chars.get(self.at..self.at + length);
        let is_it = here.is_some_and(|here| here.iter().copied().eq(wanted.chars()));
        let after = self.chars.get(self.at + length);
        is_it && after.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | ')'))
    }

    fn take_word(&mut self, wanted: &str) -> bool {
        let is_there = self.is_at_word(wanted);
        self.at += if is_there { wanted.len() } else { 0 };
        is_there
    }
}

/// Characters, and whether each is a wildcard: an escaped one is not.
struct Text(Vec<(char, bool)>);

impl Text {
    fn plain(&self) -> String {
        self.0.iter().map(|(c, _)| c).collect()
    }

    fn has_wildcard(&self) -> bool {
        self.0.iter().any(|(_, is_wild)| *is_wild)
    }

    fn leading_wildcard(&self) -> Option<char> {
        self.0
            .first()
            .filter(|(_, is_wild)| *is_wild)
            .map(|(c, _)| *c)
    }
}

/// How many characters may differ: a number from 1 says it, a smaller one is the share that must agree.
fn edits(word: &str, similar: Option<f32>) -> usize {
    let length = word.chars().count() as f32;
    let edits = match similar {
        None => 2.0,
        Some(edits) if edits >= 1.0 => edits,
        Some(share) => ((1.0 - share) * length).floor(),
    };
    // A word of two letters that may differ in two would be any word of two letters.
    (edits as usize).min(2).min(word.chars().count() / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(node: &Node) -> String {
        let list = |nodes: &[Node], with: &str| {
            let parts: Vec<String> = nodes.iter().map(show).collect();
            parts.join(with)
        };
        match node {
            Node::Word(word) => word.clone(),
            Node::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Node::Near(one, other, within) => format!("near({one} {other} {within})"),
            Node::Prefix(word) => format!("{word}*"),
            Node::Pattern(word) => format!("pattern({word})"),
            Node::Fuzzy(word, edits) => format!("{word}~{edits}"),
            Node::Any(nodes) => format!("({})", list(nodes, " | ")),
            Node::All { with, without } if without.is_empty() => format!("({})", list(with, " & ")),
            Node::All { with, without } => {
                format!("({} but not {})", list(with, " & "), list(without, ", "))
            }
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(
            show(&TextQuery::parse(text).unwrap().0),
            expected,
            "{text:?}"
        );
    }

    #[test]
    fn words_and_phrases() {
        check("Login", "login");
        check("login fails", "(login & fails)");
        check("\"Login fails\" now", "(\"login fails\" & now)");
        check("\"never closed", "\"never closed\"");
        check("foo-bar", "\"foo bar\"");
        check(
            "\"one two three\"~3",
            "(near(one two 3) & near(two three 3))",
        );
        check("登录", "\"登 录\"");
    }

    #[test]
    fn and_or_not() {
        check("a OR b c", "(a | (b & c))");
        check("a || b && c", "(a | (b & c))");
        check("(a OR b) c", "((a | b) & c)");
        check("+a -b !c NOT d", "(a but not b, c, d)");
        check("NOT NOT a", "a");
        check("-a", "( but not a)");
        check("a and or", "(a & and & or)");
        check("ORDER ANDroid", "(order & android)");
        check("a) b", "(a & b)");
        check("((a", "a");
        check("a OR", "a");
        check("OR a", "a");
    }

    #[test]
    fn wildcards_and_fuzzy_words() {
        check("lo*", "lo*");
        check("l?g l*g", "(pattern(l?g) & pattern(l*g))");
        check("Win*32", "pattern(win*32)");
        check("foo-ba*", "(foo & ba*)");
        check(r"a\*b", "\"a b\"");
        check("roam~ roam~1 roam~0.8", "(roam~2 & roam~1 & roam~0)");
        check("a^4 b", "(a & b)");
        assert_eq!(TextQuery::parse(" *x"), Err(Problem::LeadingWildcard('*')));
        assert_eq!(TextQuery::parse("a ?x"), Err(Problem::LeadingWildcard('?')));
        assert_eq!(TextQuery::parse("a-?x"), Err(Problem::LeadingWildcard('?')));
    }

    #[test]
    fn nothing_and_too_much() {
        for text in ["", " ", "\"\"", "AND", "+", "()", "!?", "\\", ")"] {
            let problem = TextQuery::parse(text);
            assert!(
                matches!(problem, Err(Problem::Empty | Problem::LeadingWildcard(_))),
                "{text:?}: {problem:?}"
            );
        }
        assert!(TextQuery::parse(&"a ".repeat(MAX_WORDS)).is_ok());
        assert_eq!(
            TextQuery::parse(&"a ".repeat(MAX_WORDS + 1)),
            Err(Problem::TooLong)
        );
        assert_eq!(
            TextQuery::parse(&"(".repeat(100_000)),
            Err(Problem::TooLong)
        );
    }
}
