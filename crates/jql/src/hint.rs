//! What was likely meant where a query cannot be read: for people, beside the message.
//!
//! Messages keep the reference product's wording, since clients match them; so this is not part of them.

use crate::{Error, ErrorKind};

/// What people write for an operator, from other languages.
const OPERATORS: &[(&str, &str)] = &[
    ("==", "="),
    ("===", "="),
    ("<>", "!="),
    ("=>", ">="),
    ("=<", "<="),
    ("=~", "~"),
    ("like", "~"),
    ("contains", "~"),
    ("equals", "="),
    ("has", "="),
    ("isnt", "IS NOT"),
    ("notin", "NOT IN"),
    ("isempty", "IS EMPTY"),
    ("isnull", "IS EMPTY"),
    ("change", "CHANGED"),
    ("changes", "CHANGED"),
    ("were", "WAS"),
];

/// The words between and after clauses.
const CONJUNCTIONS: &[&str] = &["AND", "OR", "ORDER BY"];

/// Words of other languages for them.
const TRANSLATED: &[(&str, &str)] = &[("und", "AND"), ("oder", "OR"), ("et", "AND"), ("ou", "OR")];

impl Error {
    /// Returns what was likely meant, as a sentence, for the text that was parsed; nothing where there is
    /// nothing better to say than the message does.
    pub fn hint(&self, source: &str) -> Option<String> {
        let is_curly = |c| "\u{201c}\u{201d}\u{201e}\u{2018}\u{2019}\u{201a}".contains(c);
        if self.span.slice(source).contains(is_curly) {
            return Some("Quotation marks must be straight ones: \" or '.".to_owned());
        }
        // From the error on: operators of several characters come as several tokens.
        let rest = source.get(self.span.start..).unwrap_or_default();
        match &self.kind {
            ErrorKind::ExpectedOperator { got: Some(got) } => {
                operator(rest, got).map(|meant| format!("Did you mean '{meant}'?"))
            }
            ErrorKind::ExpectedOperand { got: Some(_) } => {
                // The first half of it was read as the operator.
                let before = source.get(..self.span.start).unwrap_or_default();
                let first = before.chars().next_back().filter(|c| "=<>~".contains(*c))?;
                let whole = format!("{first}{rest}");
                operator(&whole, "").map(|meant| format!("Did you mean '{meant}'?"))
            }
            ErrorKind::ExpectedConjunction { got: Some(got) } => {
                conjunction(got).map(|meant| format!("Did you mean '{meant}'?"))
            }
            ErrorKind::ReservedWord { word } => {
                let before = source.get(..self.span.start).unwrap_or_default();
                let is_value = before.trim_end().ends_with(|c| "=<>~(,".contains(c));
                let meant = operator("", word).filter(|_| !is_value)?;
                Some(format!("Did you mean '{meant}'?"))
            }
            ErrorKind::ReservedCharacter { character: '*' } => {
                Some("Wildcards belong into a quoted text, after the operator '~'.".to_owned())
            }
            ErrorKind::ReservedCharacter { character: ';' } => Some("Did you mean ','?".to_owned()),
            ErrorKind::UnfinishedString { .. } => {
                Some("A quotation mark is missing at its end.".to_owned())
            }
            _ => None,
        }
    }
}

fn operator(rest: &str, got: &str) -> Option<&'static str> {
    let symbols: String = rest.chars().take_while(|c| "=<>!~".contains(*c)).collect();
    let wanted = if symbols.is_empty() { got } else { &symbols };
    OPERATORS
        .iter()
        .find(|(wrong, _)| wrong.eq_ignore_ascii_case(wanted))
        .map(|(_, right)| *right)
}

fn conjunction(got: &str) -> Option<&'static str> {
    let translated = TRANSLATED
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(got))
        .map(|(_, meant)| *meant);
    let near = |known: &&&'static str| {
        let first = known.split(' ').next().unwrap_or_default();
        is_near(&got.to_ascii_uppercase(), first)
    };
    translated.or_else(|| CONJUNCTIONS.iter().find(near).copied())
}

/// Says whether one letter was left out, added, or exchanged with its neighbor or another.
fn is_near(word: &str, known: &str) -> bool {
    let (word, known) = (word.as_bytes(), known.as_bytes());
    let n_same = word.iter().zip(known).take_while(|(a, b)| a == b).count();
    let rests = (word.get(n_same..), known.get(n_same..));
    let fits = match rests {
        (Some([_, word @ ..]), Some([_, known @ ..])) if word == known => true,
        (Some([a, b, word @ ..]), Some([c, d, known @ ..])) if (a, b) == (d, c) => word == known,
        (Some([_, word @ ..]), Some(known)) if word == known => true,
        (Some(word), Some([_, known @ ..])) => word == known,
        _ => false,
    };
    // Nearly everything would be near to a word of two letters.
    fits && n_same > 0
}
