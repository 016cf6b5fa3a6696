//! What is looked for as an expression of the engine: FTS5's query syntax or PostgreSQL's `tsquery`.
//!
//! Words consist of letters and digits only (see `analyze.rs`), so nothing in them can end a quotation.

use std::fmt::Write as _;

use db::Dialect;

use super::sought::Sought;

/// A text of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The summary.
    Summary,
    /// The description.
    Description,
    /// The environment.
    Environment,
    /// A comment. Each is a text of its own.
    Comment,
}

impl Field {
    /// The column of FTS5's table.
    fn column(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Description => "description",
            Self::Environment => "environment",
            Self::Comment => "comment",
        }
    }

    /// What is added to four times the id of the issue or comment to get the text's row in PostgreSQL.
    pub(super) fn place(self) -> i64 {
        match self {
            Self::Summary => 0,
            Self::Description => 1,
            Self::Environment => 2,
            Self::Comment => 3,
        }
    }

    /// The weight that words of this text have in a `tsvector`, by which they are told apart.
    pub(super) fn weight(self) -> char {
        match self {
            Self::Summary => 'A',
            Self::Description => 'B',
            Self::Environment => 'C',
            Self::Comment => 'D',
        }
    }
}

/// Returns the expression that finds what is sought in one of `fields`, all of it in the same one; none
/// if nothing can be found.
#[must_use]
pub fn expression(dialect: Dialect, sought: &Sought, fields: &[Field]) -> Option<String> {
    let branches = fields.iter().filter_map(|field| {
        let inner = inner(dialect, sought, *field)?;
        Some(match dialect {
            Dialect::Sqlite => format!("({} : ({inner}))", field.column()),
            Dialect::Postgres => format!("({inner})"),
        })
    });
    let branches: Vec<String> = branches.collect();
    (!branches.is_empty()).then(|| branches.join(or(dialect)))
}

fn or(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => " OR ",
        Dialect::Postgres => " | ",
    }
}

fn inner(dialect: Dialect, sought: &Sought, field: Field) -> Option<String> {
    let weight = field.weight();
    match sought {
        Sought::OneOf(words) => any(
            dialect,
            words.iter().map(|word| match dialect {
                Dialect::Sqlite => format!("\"{word}\""),
                Dialect::Postgres => format!("'{word}':{weight}"),
            }),
        ),
        Sought::Phrase(words) => Some(match dialect {
            Dialect::Sqlite => format!("\"{}\"", words.join(" ")),
            Dialect::Postgres => {
                let words: Vec<String> = words.iter().map(|w| format!("'{w}':{weight}")).collect();
                format!("({})", words.join(" <-> "))
            }
        }),
        Sought::Near(one, other, within) => match dialect {
            Dialect::Sqlite => Some(format!("NEAR(\"{one}\" \"{other}\", {within})")),
            // There is an operator for exactly so far behind, and none for near.
            Dialect::Postgres => any(
                dialect,
                (1..=within + 1).flat_map(|distance| {
                    let (one, other) = (format!("'{one}':{weight}"), format!("'{other}':{weight}"));
                    [
                        format!("({one} <{distance}> {other})"),
                        format!("({other} <{distance}> {one})"),
                    ]
                }),
            ),
        },
        Sought::Prefix(prefix) => Some(match dialect {
            Dialect::Sqlite => format!("\"{prefix}\"*"),
            Dialect::Postgres => format!("'{prefix}':*{weight}"),
        }),
        Sought::Any(parts) => any(
            dialect,
            parts.iter().filter_map(|part| inner(dialect, part, field)),
        ),
        Sought::All { with, without } => all(dialect, with, without, field),
    }
}

fn any(dialect: Dialect, parts: impl Iterator<Item = String>) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| format!("({})", parts.join(or(dialect))))
}

/// Something must be there: what is only not there finds nothing, as FTS5 has no NOT of its own.
fn all(dialect: Dialect, with: &[Sought], without: &[Sought], field: Field) -> Option<String> {
    let with: Option<Vec<String>> = with
        .iter()
        .map(|part| inner(dialect, part, field))
        .collect();
    let with = with.filter(|with| !with.is_empty())?;
    let mut all = format!(
        "({}",
        with.join(match dialect {
            Dialect::Sqlite => " AND ",
            Dialect::Postgres => " & ",
        })
    );
    let without = without
        .iter()
        .filter_map(|part| inner(dialect, part, field));
    if let Some(without) = any(dialect, without) {
        let not = match dialect {
            Dialect::Sqlite => " NOT ",
            Dialect::Postgres => " & !",
        };
        // Writing to a string cannot fail.
        let _ = write!(all, ") {not} {without}");
        return Some(format!("({all})"));
    }
    all.push(')');
    Some(all)
}
