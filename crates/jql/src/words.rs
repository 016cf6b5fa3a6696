//! The words and characters that JQL keeps for itself, as the reference product documents them.
//!
//! Which of them the grammar uses is in `lexer.rs`; the others are reserved all the same, because
//! clients know the list and quote by it.

/// The words that must be quoted to be used as a name or a value, in lower case and sorted.
#[rustfmt::skip]
pub const RESERVED_WORDS: &[&str] = &[
    "abort", "access", "add", "after", "alias", "all", "alter", "and", "any", "as", "asc",
    "audit", "avg", "before", "begin", "between", "boolean", "break", "by", "byte", "catch",
    "cf", "char", "character", "check", "checkpoint", "collate", "collation", "column",
    "commit", "connect", "continue", "count", "create", "current", "date", "decimal", "declare",
    "decrement", "default", "defaults", "define", "delete", "delimiter", "desc", "difference",
    "distinct", "divide", "do", "double", "drop", "else", "empty", "encoding", "end", "equals",
    "escape", "exclusive", "exec", "execute", "exists", "explain", "false", "fetch", "field",
    "file", "first", "float", "for", "from", "function", "go", "goto", "grant", "greater",
    "group", "having", "identified", "if", "immediate", "in", "increment", "index", "initial",
    "inner", "inout", "input", "insert", "int", "integer", "intersect", "intersection", "into",
    "is", "isempty", "isnull", "join", "last", "left", "less", "like", "limit", "lock", "long",
    "max", "min", "minus", "mode", "modify", "modulo", "more", "multiply", "next", "noaudit",
    "not", "notin", "nowait", "null", "number", "object", "of", "on", "option", "or", "order",
    "outer", "output", "power", "previous", "prior", "privileges", "public", "raise", "raw",
    "remainder", "rename", "resource", "return", "returns", "revoke", "right", "row", "rowid",
    "rownum", "rows", "select", "session", "set", "share", "size", "sqrt", "start", "strict",
    "string", "subtract", "sum", "synonym", "table", "then", "to", "trans", "transaction",
    "trigger", "true", "uid", "union", "unique", "update", "user", "validate", "values", "view",
    "when", "whenever", "where", "while", "with",
];

/// The characters, other than blanks and those of the grammar, that must be quoted or escaped.
// The documented table shows an empty cell for `/`; that and `@`, `.`, `$`, `#` and `%` are confirmed by
// error messages that users quote. Braces are not in the table: we refuse them without such evidence.
pub const RESERVED_CHARACTERS: &[char] = &[
    '#', '$', '%', '*', '+', '.', '/', ';', '?', '@', '^', '{', '}',
];

/// Returns whether the word is reserved, in whatever case it is written.
pub fn is_reserved_word(word: &str) -> bool {
    RESERVED_WORDS
        .binary_search(&word.to_ascii_lowercase().as_str())
        .is_ok()
}

/// Returns whether a text must be quoted to be a name or a value of a query.
///
/// It errs on the side of quoting: `was`, `changed` and `during` are only words of the grammar where they
/// can be, but people should not have to know where that is.
pub fn needs_quotes(text: &str) -> bool {
    text.is_empty()
        || !text.chars().all(is_word_character)
        || is_reserved_word(text)
        || is_word_of_history(text)
}

/// Returns whether the word is one of those about an issue's history that are not reserved.
pub(crate) fn is_word_of_history(word: &str) -> bool {
    ["was", "changed", "during"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

/// Returns whether the character can be in a bare word as it is.
pub(crate) fn is_word_character(c: char) -> bool {
    const GRAMMAR: &[char] = &[
        '(', ')', ',', '[', ']', '=', '!', '<', '>', '~', '&', '|', '"', '\'', '\\',
    ];
    !c.is_whitespace()
        && !c.is_control()
        && !GRAMMAR.contains(&c)
        && !RESERVED_CHARACTERS.contains(&c)
}
