//! What `~` looks for: a text becomes words, and each word the patterns that a text must fit.
//!
//! There is no index yet: a word is found anywhere, also inside a longer one. Both engines fold ASCII
//! letters only (PostgreSQL because its texts have the collation "C"), so a word with other letters is
//! looked for in its usual spellings.

use db::Dialect;

use super::bound::Word;

/// The largest number of words in one text.
pub const MAX_WORDS: usize = 100;

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is nothing in it to look for.
    Empty,
    /// It begins with a wildcard.
    LeadingWildcard(char),
    /// It has too many words.
    TooManyWords,
}

/// Returns the words of a text: all must occur, a part in quotation marks as a whole; `*` stands for any
/// characters and `?` for one.
///
/// # Errors
/// What is wrong with it.
pub fn words(text: &str) -> Result<Vec<Word>, Problem> {
    if let Some(wildcard @ ('*' | '?')) = text.trim().chars().next() {
        return Err(Problem::LeadingWildcard(wildcard));
    }
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('"') {
            Some(phrase) => phrase.split_once('"').unwrap_or((phrase, "")),
            None => rest.split_at(
                rest.find(|c: char| c.is_whitespace() || c == '"')
                    .unwrap_or(rest.len()),
            ),
        };
        rest = after.trim_start();
        words.extend(pattern_of(word));
        if words.len() > MAX_WORDS {
            return Err(Problem::TooManyWords);
        }
    }
    if words.is_empty() {
        Err(Problem::Empty)
    } else {
        Ok(words)
    }
}

fn pattern_of(word: &str) -> Option<Word> {
    // A leading plus only says that the word must occur, which every word must.
    let word = word.trim().trim_start_matches('+');
    let has_something = word.chars().any(|c| !matches!(c, '*' | '?' | '\\'));
    // In the reference's syntax AND joins words, as a blank does.
    let is_word = has_something && word != "AND";
    is_word.then(|| Word(spellings(word).iter().map(|word| pattern(word)).collect()))
}

/// Returns the pattern that a text with the word in it fits.
fn pattern(word: &str) -> String {
    let mut pattern = String::from("%");
    let mut chars = word.chars();
    while let Some(c) = chars.next() {
        match c {
            '*' => pattern.push('%'),
            '?' => pattern.push('_'),
            '\\' => literal(&mut pattern, chars.next().unwrap_or('\\')),
            c => literal(&mut pattern, c),
        }
    }
    pattern.push('%');
    pattern
}

fn literal(pattern: &mut String, c: char) {
    let escaped = Dialect::like_pattern(c.encode_utf8(&mut [0; 4]));
    // What stands between the two percent signs that find a text anywhere.
    pattern.push_str(escaped.get(1..escaped.len() - 1).unwrap_or_default());
}

/// Returns the spellings under which a text is found when the engine lowers ASCII letters only: as it is
/// written, in lower case, in upper case, and with a capital first letter.
#[must_use]
pub fn spellings(text: &str) -> Vec<String> {
    let mut spellings = vec![text.to_ascii_lowercase()];
    if !text.is_ascii() {
        let lower = text.to_lowercase();
        let mut chars = lower.chars();
        let first = chars.next().into_iter().flat_map(char::to_uppercase);
        let capitalized: String = first.chain(chars).collect();
        for spelling in [lower.clone(), text.to_uppercase(), capitalized] {
            let spelling = spelling.to_ascii_lowercase();
            if !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
        }
    }
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        let words = words(text).unwrap();
        let patterns: Vec<&[String]> = words.iter().map(|word| word.0.as_slice()).collect();
        assert_eq!(patterns, expected, "{text:?}");
    }

    #[test]
    fn words_and_phrases() {
        check("x Y", &[&["%x%"], &["%y%"]]);
        check("  \"in  progress\" now", &[&["%in  progress%"], &["%now%"]]);
        check("\"never closed", &[&["%never closed%"]]);
        check("+must AND have", &[&["%must%"], &["%have%"]]);
        check("foo-bar", &[&["%foo-bar%"]]);
    }

    #[test]
    fn wildcards_and_their_escapes() {
        check("win*32", &[&["%win%32%"]]);
        check("word*", &[&["%word%%"]]);
        check("te?t", &[&["%te_t%"]]);
        check("50%_a!", &[&["%50!%!_a!!%"]]);
        check(r"a\*b", &[&["%a*b%"]]);
        check("a\\", &[&["%a\\%"]]);
        assert_eq!(words(" *x"), Err(Problem::LeadingWildcard('*')));
        assert_eq!(words("?"), Err(Problem::LeadingWildcard('?')));
    }

    #[test]
    fn letters_beyond_ascii_are_tried_in_several_cases() {
        check("Über", &[&["%Über%", "%über%"]]);
        check("übEr", &[&["%über%", "%Über%"]]);
        check("straße", &[&["%straße%", "%strasse%"]]);
        check("жук", &[&["%жук%", "%ЖУК%", "%Жук%"]]);
    }

    #[test]
    fn nothing_and_too_much() {
        for text in ["", " ", "\"\"", "AND", "+"] {
            assert_eq!(words(text), Err(Problem::Empty), "{text:?}");
        }
        assert!(words(&"a ".repeat(MAX_WORDS)).is_ok());
        assert_eq!(
            words(&"a ".repeat(MAX_WORDS + 1)),
            Err(Problem::TooManyWords)
        );
    }
}
