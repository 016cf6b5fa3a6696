//! What can be wrong with a query, and how the reference product words it.
//!
//! The wordings are those that its documentation and its users quote in public; a wording without such
//! evidence is ours, in the same manner. Unlike other pure crates' errors they are whole sentences
//! with a final dot, since clients show and match them. Nothing here decides what an error is: see
//! `lexer.rs` and `parser.rs`.

use crate::{MAX_CLAUSES, MAX_DEPTH, MAX_SORT_KEYS, MAX_TERMS, Span};

const OPERATORS: &str = "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', \
                         'NOT IN', 'IS' and 'IS NOT'.";

const ESCAPES: &str = r#"The valid escape sequences are \', \", \t, \n, \r, \\, '\ ' and \uXXXX."#;

/// An error in the text of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub kind: ErrorKind,
    /// Where it is; empty and at the end of the text if something is missing there.
    pub span: Span,
}

/// What can be wrong with the text of a query.
///
/// `got` is the token that was there instead, without quotation marks, or `None` at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// A reserved word is used as a name or a value.
    ReservedWord { word: String },
    /// A reserved character is neither quoted nor escaped.
    ReservedCharacter { character: char },
    /// A control character is not escaped.
    ControlCharacter { character: char },
    /// A backslash begins no known escape.
    IllegalEscape { escape: String },
    /// A quoted text has no end.
    UnfinishedString { text: String },
    /// There is no field where one must be.
    ExpectedField { got: Option<String> },
    /// There is no number of a custom field after `cf[`.
    ExpectedCustomFieldId { got: Option<String> },
    /// There is no operator after a field.
    ExpectedOperator { got: Option<String> },
    /// There is no operand after an operator, or none in a list.
    ExpectedOperand { got: Option<String> },
    /// There is no argument where a function must have one.
    ExpectedArgument { got: Option<String> },
    /// Two clauses are not joined.
    ExpectedConjunction { got: Option<String> },
    /// A field to order by is followed by something else than its direction.
    ExpectedDirection { got: Option<String> },
    /// A particular word or character is missing.
    ExpectedToken {
        token: &'static str,
        got: Option<String>,
    },
    /// What begins like the property of an entity does not go on like one.
    ExpectedProperty,
    /// The query is nested more than [`MAX_DEPTH`] levels deep.
    TooDeep,
    /// The query has more than [`MAX_CLAUSES`] clauses.
    TooManyClauses,
    /// The query has more than [`MAX_TERMS`] values.
    TooManyTerms,
    /// The query has more than [`MAX_SORT_KEYS`] fields to order by.
    TooManySortKeys,
}

/// A place in a text as people count it, from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The number of the line.
    pub line: usize,
    /// The number of the character in the line.
    pub character: usize,
}

impl Error {
    /// Returns the message as the reference product gives it, for the text that was parsed.
    pub fn message(&self, source: &str) -> String {
        let prefix = match self.kind {
            // The reference product leaves out the article here and nowhere else: users quote both forms,
            // each with the same sentences always.
            ErrorKind::ExpectedOperand { .. } => "Error in JQL Query:",
            _ => "Error in the JQL Query:",
        };
        let sentence = self.kind.sentence();
        if self.kind.is_at_end() {
            return format!("{prefix} {sentence}");
        }
        let Position { line, character } = self.position(source);
        format!("{prefix} {sentence} (line {line}, character {character})")
    }

    /// Returns where the error begins in the text that was parsed.
    pub fn position(&self, source: &str) -> Position {
        let before = source.get(..self.span.start).unwrap_or(source);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Position {
            line: before.matches('\n').count() + 1,
            // The reference product counts UTF-16 units, and editors of its clients do too.
            character: line.encode_utf16().count() + 1,
        }
    }
}

impl ErrorKind {
    fn is_at_end(&self) -> bool {
        match self {
            ErrorKind::ExpectedField { got }
            | ErrorKind::ExpectedCustomFieldId { got }
            | ErrorKind::ExpectedOperator { got }
            | ErrorKind::ExpectedOperand { got }
            | ErrorKind::ExpectedArgument { got }
            | ErrorKind::ExpectedConjunction { got }
            | ErrorKind::ExpectedDirection { got }
            | ErrorKind::ExpectedToken { got, .. } => got.is_none(),
            _ => false,
        }
    }

    fn sentence(&self) -> String {
        match self {
            ErrorKind::ReservedWord { word } => format!(
                "'{word}' is a reserved JQL word. You must surround it in quotation marks to use it \
                 in a query."
            ),
            ErrorKind::ReservedCharacter { character } => format!(
                "The character '{character}' is a reserved JQL character. You must enclose it in a \
                 string or use the escape '{}' instead.",
                unicode_escape(*character)
            ),
            // The character itself would be invisible, or worse, in the message.
            ErrorKind::ControlCharacter { character } => {
                format!(
                    "A control character must be escaped as '{}'.",
                    unicode_escape(*character)
                )
            }
            ErrorKind::IllegalEscape { escape } => {
                format!("'{escape}' is an illegal JQL escape sequence. {ESCAPES}")
            }
            ErrorKind::UnfinishedString { text } if text.is_empty() => {
                "The quoted string has not been completed.".to_owned()
            }
            ErrorKind::UnfinishedString { text } => {
                format!("The quoted string '{text}' has not been completed.")
            }
            ErrorKind::ExpectedField { got: None } => {
                "Expecting a field name at the end of the query.".to_owned()
            }
            ErrorKind::ExpectedField { got } => quotable("a field name", "a field name", got),
            ErrorKind::ExpectedCustomFieldId { got } => {
                expecting("the number of a custom field", got)
            }
            ErrorKind::ExpectedOperator { got } => {
                format!("{} {OPERATORS}", expecting("operator", got))
            }
            ErrorKind::ExpectedOperand { got } => {
                quotable("either a value, list or function", "a value", got)
            }
            ErrorKind::ExpectedArgument { got } => quotable("a function argument", "a value", got),
            ErrorKind::ExpectedConjunction { got } => expecting("either 'OR' or 'AND'", got),
            ErrorKind::ExpectedDirection { got } => expecting("either 'ASC' or 'DESC'", got),
            ErrorKind::ExpectedToken { token, got } => expecting(&format!("'{token}'"), got),
            ErrorKind::ExpectedProperty => {
                "Expecting a property in the form entity.property[key].path.".to_owned()
            }
            ErrorKind::TooDeep => format!("The query is nested more than {MAX_DEPTH} levels deep."),
            ErrorKind::TooManyClauses => format!("The query has more than {MAX_CLAUSES} clauses."),
            ErrorKind::TooManyTerms => format!("The query has more than {MAX_TERMS} values."),
            ErrorKind::TooManySortKeys => {
                format!("The query is ordered by more than {MAX_SORT_KEYS} fields.")
            }
        }
    }
}

fn expecting(what: &str, got: &Option<String>) -> String {
    match got {
        Some(got) => format!("Expecting {what} but got '{got}'."),
        None => format!("Expecting {what} before the end of the query."),
    }
}

fn quotable(what: &str, role: &str, got: &Option<String>) -> String {
    let advice = got
        .as_ref()
        .map(|got| format!(" You must surround '{got}' in quotation marks to use it as {role}."));
    expecting(what, got) + advice.as_deref().unwrap_or_default()
}

/// Writes a character of the basic plane as JQL's escape.
pub(crate) fn unicode_escape(character: char) -> String {
    format!("\\u{:04x}", u32::from(character))
}
