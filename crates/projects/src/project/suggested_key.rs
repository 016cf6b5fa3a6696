//! A key for a project that was only given a name: the initials of several words, or the beginning of one.
//!
//! The page's script suggests by the same rule while the name is typed. Pure; whether a key is free, `ops`
//! finds out.

use model::key::MAX_PROJECT_KEY;

/// How much of a single word becomes the key.
const OF_ONE_WORD: usize = 4;
/// The shortest key that the reference's own pages accept.
const LEAST: usize = 2;

/// Returns a key made of the name's letters, if it has enough of them.
#[must_use]
pub fn from_name(name: &str) -> Option<String> {
    let letters: String = name.to_uppercase().chars().map(without_accent).collect();
    let words: Vec<&str> = letters
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let whole: String = match words.as_slice() {
        [one] => one.chars().take(OF_ONE_WORD).collect(),
        several => several.iter().filter_map(|w| w.chars().next()).collect(),
    };
    let key = whole.trim_start_matches(|c: char| c.is_ascii_digit());
    let key: String = key.chars().take(MAX_PROJECT_KEY).collect();
    (key.len() >= LEAST).then_some(key)
}

/// Returns the first that is not taken of the key itself, the key with 2, with 3 and so on.
#[must_use]
pub fn free(key: String, taken: &[String]) -> Option<String> {
    if !taken.contains(&key) {
        return Some(key);
    }
    let numbered = (2..=taken.len() + 2).map(|number| {
        let number = number.to_string();
        let room = MAX_PROJECT_KEY.saturating_sub(number.len());
        let start: String = key.chars().take(room).collect();
        start + &number
    });
    numbered.into_iter().find(|key| !taken.contains(key))
}

/// Returns a Latin letter without its accent; other characters as they are.
fn without_accent(c: char) -> char {
    match c {
        'À'..='Å' => 'A',
        'Ç' => 'C',
        'È'..='Ë' => 'E',
        'Ì'..='Ï' => 'I',
        'Ñ' => 'N',
        'Ò'..='Ö' => 'O',
        'Ù'..='Ü' => 'U',
        'Ý' => 'Y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, key: Option<&str>) {
        assert_eq!(from_name(name).as_deref(), key, "{name:?}");
    }

    #[test]
    fn the_initials_of_several_words_or_the_beginning_of_one() {
        check("Operations", Some("OPER"));
        check("Web Shop Relaunch", Some("WSR"));
        check("Ops", Some("OPS"));
        check("Über-Äpfel", Some("UA"));
        check("Straße", Some("STRA"));
        check("2nd Level Support", Some("LS"));
        check("a b c d e f g h i j k l m", Some("ABCDEFGHIJ"));
        for none in ["", " ", "X", "42", "7 8", "日本語", "1 A"] {
            check(none, None);
        }
    }

    #[test]
    fn a_taken_key_gets_a_number() {
        let taken = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        let free = |key: &str, keys: &[&str]| free(key.to_owned(), &taken(keys)).unwrap();
        assert_eq!(free("OPS", &[]), "OPS");
        assert_eq!(free("OPS", &["OPSX"]), "OPS");
        assert_eq!(free("OPS", &["OPS"]), "OPS2");
        assert_eq!(free("OPS", &["OPS", "OPS2", "OPS3"]), "OPS4");
        assert_eq!(free("ABCDEFGHIJ", &["ABCDEFGHIJ"]), "ABCDEFGHI2");
    }
}
