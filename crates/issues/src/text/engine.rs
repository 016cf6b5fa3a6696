//! What is looked for as an expression of the engine: FTS5's query syntax or PostgreSQL's `tsquery`.
//!
//! Words consist of letters and digits only (see `analyze.rs`), so nothing in them can end a quotation.

use std::fmt::Write as _;

use db::Dialect;
use model::{CommentId, IssueId, ProjectId};

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
    /// A comment that is for all. Each is a text of its own.
    Comment,
    /// A comment that is for a group or a role.
    RestrictedComment,
}

/// How many rows a place of an issue has room for: comments stand at their ids.
const PLACE: i64 = 1 << 32;
/// How many an issue has.
pub(super) const ISSUE: i64 = 8 * PLACE;

/// What the word of a project begins with: of Unicode's private use, and for FTS5 a part of a word.
pub(super) const PROJECT: char = '\u{e000}';

impl Field {
    /// Returns the place that an issue's texts of this kind have among its rows, the most telling first.
    #[must_use]
    pub fn place(self) -> i64 {
        match self {
            Self::Summary => 0,
            Self::Description => 1,
            Self::Environment => 2,
            Self::Comment => 3,
            Self::RestrictedComment => 4,
        }
    }

    /// Returns the row of an issue's text.
    pub(super) fn row(self, issue: IssueId) -> i64 {
        issue.0 * ISSUE + self.place() * PLACE
    }

    /// Returns the row of a comment: this is one of the last two.
    pub(super) fn comment_row(self, issue: IssueId, comment: CommentId) -> i64 {
        self.row(issue) + comment.0
    }
}

/// Returns the column of `word_index` that has the row's number, from which the next three are read.
#[must_use]
pub fn row_id(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "rowid",
        Dialect::Postgres => "id",
    }
}

/// Returns the SQL of the issue that a row is about.
#[must_use]
pub fn issue_of(dialect: Dialect) -> String {
    format!("word_index.{} / {ISSUE}", row_id(dialect))
}

/// Returns the SQL of the row's [`Field::place`].
#[must_use]
pub fn place_of(dialect: Dialect) -> String {
    format!("word_index.{} / {PLACE} % 8", row_id(dialect))
}

/// Returns the SQL of the comment that a row of a comment is about.
#[must_use]
pub fn comment_of(dialect: Dialect) -> String {
    format!("word_index.{} % {PLACE}", row_id(dialect))
}

/// Returns the SQL that is true of rows with the words of an expression, which is the parameter at a
/// position.
#[must_use]
pub fn has_words(dialect: Dialect, position: usize) -> String {
    match dialect {
        Dialect::Sqlite => format!("word_index match ${position}"),
        Dialect::Postgres => format!("words @@ cast(cast(${position} as text) as tsquery)"),
    }
}

/// Returns the expression that finds the texts with all of what is sought; none if nothing can be found.
#[must_use]
pub fn expression(dialect: Dialect, sought: &Sought) -> Option<String> {
    inner(dialect, sought)
}

/// Returns the expression that finds of these texts only those in one of the projects.
#[must_use]
pub fn within(dialect: Dialect, expression: &str, projects: &[i64]) -> String {
    let quote = match dialect {
        Dialect::Sqlite => '"',
        Dialect::Postgres => '\'',
    };
    let projects = projects
        .iter()
        .map(|project| format!("{quote}{}{quote}", project_word(ProjectId(*project))));
    let and = match dialect {
        Dialect::Sqlite => "AND",
        Dialect::Postgres => "&",
    };
    let projects: Vec<String> = projects.collect();
    format!("({expression} {and} ({}))", projects.join(or(dialect)))
}

/// Returns the word that each text in a project has beside its own. It begins with a character that is in no
/// word, so that nobody can write it, nor look for it.
pub(super) fn project_word(project: ProjectId) -> String {
    format!("{PROJECT}{}", project.0)
}

fn or(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => " OR ",
        Dialect::Postgres => " | ",
    }
}

fn inner(dialect: Dialect, sought: &Sought) -> Option<String> {
    match sought {
        Sought::OneOf(words) => any(
            dialect,
            words.iter().map(|word| match dialect {
                Dialect::Sqlite => format!("\"{word}\""),
                Dialect::Postgres => format!("'{word}'"),
            }),
        ),
        Sought::Phrase(words) => Some(match dialect {
            Dialect::Sqlite => format!("\"{}\"", words.join(" ")),
            Dialect::Postgres => {
                let words: Vec<String> = words.iter().map(|w| format!("'{w}'")).collect();
                format!("({})", words.join(" <-> "))
            }
        }),
        Sought::Near(one, other, within) => match dialect {
            Dialect::Sqlite => Some(format!("NEAR(\"{one}\" \"{other}\", {within})")),
            // There is an operator for exactly so far behind, and none for near.
            Dialect::Postgres => any(
                dialect,
                (1..=within + 1).flat_map(|distance| {
                    let (one, other) = (format!("'{one}'"), format!("'{other}'"));
                    [
                        format!("({one} <{distance}> {other})"),
                        format!("({other} <{distance}> {one})"),
                    ]
                }),
            ),
        },
        Sought::Prefix(prefix) => Some(match dialect {
            Dialect::Sqlite => format!("\"{prefix}\"*"),
            Dialect::Postgres => format!("'{prefix}':*"),
        }),
        Sought::Any(parts) => any(
            dialect,
            parts.iter().filter_map(|part| inner(dialect, part)),
        ),
        Sought::All { with, without } => all(dialect, with, without),
    }
}

fn any(dialect: Dialect, parts: impl Iterator<Item = String>) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| format!("({})", parts.join(or(dialect))))
}

/// Something must be there: what is only not there finds nothing, as FTS5 has no NOT of its own.
fn all(dialect: Dialect, with: &[Sought], without: &[Sought]) -> Option<String> {
    let with: Option<Vec<String>> = with.iter().map(|part| inner(dialect, part)).collect();
    let with = with.filter(|with| !with.is_empty())?;
    let mut all = format!(
        "({}",
        with.join(match dialect {
            Dialect::Sqlite => " AND ",
            Dialect::Postgres => " & ",
        })
    );
    let without = without.iter().filter_map(|part| inner(dialect, part));
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
