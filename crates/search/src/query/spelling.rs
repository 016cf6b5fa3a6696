//! The spellings of a name: both engines fold ASCII letters only (PostgreSQL because its texts have the
//! collation "C"), so a name with other letters is looked for in its usual spellings.

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
    use super::spellings;

    #[test]
    fn letters_beyond_ascii_are_tried_in_several_cases() {
        assert_eq!(spellings("Plain"), ["plain"]);
        assert_eq!(spellings("Über"), ["Über", "über"]);
        assert_eq!(spellings("straße"), ["straße", "strasse"]);
        assert_eq!(spellings("жук"), ["жук", "ЖУК", "Жук"]);
    }
}
