//! How a text becomes words.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

/// How many characters of a word count. What is longer is no word that anybody types.
const LONGEST: usize = 64;

/// Returns the words of a text in their order, each in lower case, without accents and cut to its first
/// 64 characters. A word is a run of letters and digits; a Chinese or Japanese character is one by itself.
pub fn words(text: &str) -> Vec<String> {
    let text = folded(text);
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut word = String::new();
    let mut length = 0;
    for c in text.chars() {
        if is_word_by_itself(c) {
            finish(&mut words, &mut word, &mut length);
            words.push(c.to_string());
        } else if is_in_word(c) {
            if length < LONGEST {
                word.push(c);
                length += 1;
            }
        } else {
            finish(&mut words, &mut word, &mut length);
        }
    }
    finish(&mut words, &mut word, &mut length);
    words
}

fn finish(words: &mut Vec<String>, word: &mut String, length: &mut usize) {
    *length = 0;
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// Returns `text` in lower case and without accents, as words are stored.
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(text)
        };
    }
    Cow::Owned(
        text.nfkd()
            .filter(|c| !is_accent(*c))
            .nfc()
            .flat_map(char::to_lowercase)
            // What lower case itself adds, as to the Turkish capital I with a dot.
            .filter(|c| !is_accent(*c))
            .collect(),
    )
}

/// Marks above, below and beside a letter. Vowel signs and viramas of Indic scripts are no accents.
fn is_accent(c: char) -> bool {
    canonical_combining_class(c) >= 200
}

/// Returns whether a character is part of words.
pub fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

fn is_word_by_itself(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
        && c.is_alphabetic()
}

/// Returns what an English word is reduced to: "log" for "logs", "logged" and "logging".
pub fn stem(word: &str) -> Cow<'_, str> {
    thread_local! {
        static ENGLISH: Stemmer = Stemmer::create(Algorithm::English);
    }
    if word.is_ascii() {
        ENGLISH.with(|stemmer| stemmer.stem(word))
    } else {
        Cow::Borrowed(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(words(text).join(" "), expected, "{text:?}");
    }

    #[test]
    fn words_are_letters_and_digits() {
        check(
            "Login fails: OPS-123, foo_bar v1.2!",
            "login fails ops 123 foo bar v1 2",
        );
        check("", "");
        check(" .,; ", "");
        check("don't", "don t");
    }

    #[test]
    fn case_and_accents_do_not_count() {
        check("Äpfel ÉCOLE naïve Straße", "apfel ecole naive straße");
        check("ΌΝΟΜΑ Москва İzmir", "ονομα москва izmir");
        check("ﬁle ①", "file 1");
        // The vowel signs are parts of the word.
        check("हिन्दी भाषा", "हिन्दी भाषा");
    }

    #[test]
    fn chinese_and_japanese_characters_stand_alone() {
        check("登录失败 login ログ", "登 录 失 败 login ロ グ");
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(words(&"a".repeat(100)), ["a".repeat(64)]);
        assert_eq!(words(&format!("{} b", "a".repeat(100)))[1], "b");
    }

    #[test]
    fn english_words_have_a_stem() {
        for word in ["logs", "logged", "logging", "log"] {
            assert_eq!(stem(word), "log");
        }
        assert_eq!(stem("москва"), "москва");
    }
}
