//! What somebody looks for, in words that are stored.

use std::collections::{BTreeSet, HashMap};

use super::analyze;
use super::query::{Node, TextQuery};
use super::store::{self, KnownWord};

/// How many words a pattern or a misspelling stands for at most.
const MOST: usize = 1_000;

/// A [`TextQuery`] in which each part names the stored words it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// Any of these words; if there are none, nothing is found.
    OneOf(Vec<String>),
    /// These words, one after the other.
    Phrase(Vec<String>),
    /// Two words with at most so many others between them.
    Near(String, String, usize),
    /// A word that begins so.
    Prefix(String),
    /// All of `with`, none of `without`.
    All {
        /// What must be there.
        with: Vec<Self>,
        /// What must not.
        without: Vec<Self>,
    },
    /// One of these.
    Any(Vec<Self>),
}

/// Looks queries up among the known words, all of them in one statement.
///
/// # Errors
/// When the database cannot be read.
pub async fn known(tx: &mut db::Tx, queries: &[TextQuery]) -> db::Result<Vec<Sought>> {
    let mut wanted = Wanted::default();
    for query in queries {
        wanted.add(&query.0);
    }
    let words = if wanted.stems.is_empty() && wanted.beginnings.is_empty() {
        Vec::new()
    } else {
        store::known_words(tx, &wanted.stems, &wanted.beginnings).await?
    };
    let words = Words::of(&words);
    Ok(queries
        .iter()
        .map(|query| words.resolve(&query.0))
        .collect())
}

impl TextQuery {
    /// Returns what is sought by somebody who knows no words but those of the query.
    #[must_use]
    pub fn literally(&self) -> Sought {
        let mut words = Vec::new();
        self.0.each_word(&mut |word| {
            words.push(KnownWord {
                stem: analyze::stem(word).into_owned(),
                word: word.clone(),
            });
        });
        Words::of(&words).resolve(&self.0)
    }
}

#[derive(Default)]
struct Wanted {
    stems: BTreeSet<String>,
    /// What patterns and fuzzy words begin with: only such words are looked at.
    beginnings: BTreeSet<String>,
}

impl Wanted {
    fn add(&mut self, node: &Node) {
        match node {
            Node::Word(word) => {
                self.stems.insert(analyze::stem(word).into_owned());
            }
            Node::Pattern(pattern) => {
                let plain = pattern.split(['*', '?']).next().unwrap_or_default();
                self.beginnings.insert(plain.to_owned());
            }
            Node::Fuzzy(word, _) => self
                .beginnings
                .extend(word.chars().next().map(String::from)),
            Node::Phrase(_) | Node::Near(..) | Node::Prefix(_) => {}
            Node::Any(parts) => parts.iter().for_each(|part| self.add(part)),
            Node::All { with, without } => {
                with.iter().chain(without).for_each(|part| self.add(part));
            }
        }
    }
}

struct Words<'a> {
    all: &'a [KnownWord],
    by_stem: HashMap<&'a str, Vec<String>>,
}

impl<'a> Words<'a> {
    fn of(words: &'a [KnownWord]) -> Self {
        let mut by_stem: HashMap<&str, Vec<String>> = HashMap::new();
        for known in words {
            let forms = by_stem.entry(&known.stem).or_default();
            forms.push(known.word.clone());
        }
        Self {
            all: words,
            by_stem,
        }
    }

    fn resolve(&self, node: &Node) -> Sought {
        let all = |parts: &[Node]| parts.iter().map(|part| self.resolve(part)).collect();
        match node {
            Node::Word(word) => Sought::OneOf(
                self.by_stem
                    .get(&*analyze::stem(word))
                    .cloned()
                    .unwrap_or_default(),
            ),
            Node::Pattern(pattern) => {
                let pattern: Vec<char> = pattern.chars().collect();
                self.that(|word| fits(&pattern, word))
            }
            Node::Fuzzy(word, edits) => {
                let word: Vec<char> = word.chars().collect();
                self.that(|other| distance(&word, other) <= *edits)
            }
            Node::Phrase(words) => Sought::Phrase(words.clone()),
            Node::Near(one, other, within) => Sought::Near(one.clone(), other.clone(), *within),
            Node::Prefix(prefix) => Sought::Prefix(prefix.clone()),
            Node::Any(parts) => Sought::Any(all(parts)),
            Node::All { with, without } => Sought::All {
                with: all(with),
                without: all(without),
            },
        }
    }

    fn that(&self, is_it: impl Fn(&[char]) -> bool) -> Sought {
        let mut chars = Vec::new();
        let words = self.all.iter().filter(|known| {
            chars.clear();
            chars.extend(known.word.chars());
            is_it(&chars)
        });
        Sought::OneOf(words.take(MOST).map(|known| known.word.clone()).collect())
    }
}

/// Whether a word fits a pattern with `?` and `*`. The last `*` is tried again with one character more
/// until the rest fits, so that the time is at most the product of the lengths.
fn fits(pattern: &[char], word: &[char]) -> bool {
    let (mut p, mut w) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while w < word.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p + 1, w));
                p += 1;
            }
            Some(c) if *c == '?' || word.get(w) == Some(c) => {
                p += 1;
                w += 1;
            }
            _ => match star {
                Some((after, from)) => {
                    star = Some((after, from + 1));
                    (p, w) = (after, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
}

/// How many characters must be put in, taken out, replaced or swapped with the next to make one word of
/// the other.
fn distance(one: &[char], other: &[char]) -> usize {
    let width = other.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = Vec::with_capacity(width);
        row.push(i + 1);
        for (j, b) in other.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&last, j) + usize::from(a != b);
            let mut cost = replaced.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let is_swap =
                i > 0 && j > 0 && one.get(i - 1) == Some(b) && other.get(j - 1) == Some(a);
            if is_swap {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn patterns_fit() {
        let fits = |pattern, word| fits(&chars(pattern), &chars(word));
        assert!(fits("win*32", "win32") && fits("win*32", "winsome32"));
        assert!(fits("te?t", "test") && !fits("te?t", "tet"));
        assert!(fits("a*b*c", "axxbyyc") && !fits("a*b*c", "axxbyy"));
        assert!(fits("lo*", "lo") && !fits("lo?", "lo"));
        assert!(!fits(&"a*".repeat(30), &"a".repeat(29)));
    }

    #[test]
    fn misspellings_are_near() {
        let distance = |one, other| distance(&chars(one), &chars(other));
        assert_eq!(distance("roam", "roam"), 0);
        assert_eq!(distance("roam", "foam"), 1);
        assert_eq!(distance("roam", "roams"), 1);
        assert_eq!(distance("roam", "raom"), 1);
        assert_eq!(distance("roam", ""), 4);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("login", "logon"), 1);
    }
}
