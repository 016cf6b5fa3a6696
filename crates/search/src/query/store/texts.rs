//! Conditions on the words of `issue i`, and pages of issues that begin with them.

use base::Result;
use db::{Dialect, Tx};
use issues::text::{self, Field, Sought, comment_of, has_words, issue_of, place_of};
use model::UserId;

use super::condition::{Reader, comment_is_seen};
use super::writer::Writer;
use crate::query::bound::{Filter, Test, TextColumn};

/// What is sought in the texts of an issue, and which of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    column: TextColumn,
    expression: String,
}

/// Writes the condition that what is sought stands in one of the texts.
pub fn write(
    sql: &mut Writer,
    column: TextColumn,
    sought: &Sought,
    negated: bool,
    reader: Reader<'_>,
) {
    if negated {
        sql.push(match column {
            // A text that is missing neither has a word nor lacks it.
            TextColumn::Description => "i.description is not null and not ",
            TextColumn::Environment => "i.environment is not null and not ",
            TextColumn::Summary | TextColumn::Comment | TextColumn::Any => "not ",
        });
    }
    let Some(expression) = expression(sql.dialect(), sought, reader) else {
        sql.push("(1 = 0)");
        return;
    };
    let issue = issue_of(sql.dialect());
    sql.push("i.id in (select ").push(&issue);
    let words = Words { column, expression };
    words.write_from(sql, reader.user);
    sql.push(")");
}

/// Up to how many projects words are sought in them only: each is a list of texts to be merged.
const FEW: usize = 4;
/// Up to how many issues they may have: all their texts are gone through.
const MOST_ISSUES: i64 = 50_000;

/// Returns whether words in these projects are better sought with the words of the projects: where enough is left
/// out by it.
pub async fn are_sought_within(tx: &mut Tx, projects: &[i64]) -> Result<bool> {
    if projects.len() > FEW || !text::is_complete(tx).await? {
        return Ok(false);
    }
    // The last numbers of issues tell well enough how many there are.
    let sql = format!(
        "select cast(coalesce(sum(case when {} then last_number end), 0) as bigint),
             cast(coalesce(sum(last_number), 0) as bigint)
         from project_counter",
        tx.dialect().is_one_of("project_id", 1)
    );
    let (n_within, n_issues): (i64, i64) = tx
        .one(&sql, &[projects.to_vec().into()], |row| {
            Ok((row.take()?, row.take()?))
        })
        .await?;
    Ok(n_within <= MOST_ISSUES && n_within <= n_issues / 2)
}

/// Returns whether a condition looks for words.
pub fn asks_for_words(filter: &Filter) -> bool {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().any(asks_for_words),
        Filter::Not(part) => asks_for_words(part),
        Filter::Test(test) => matches!(test, Test::Text { .. }),
    }
}

/// Returns the expression of the engine; none if nothing can be found.
fn expression(dialect: Dialect, sought: &Sought, reader: Reader<'_>) -> Option<String> {
    let expression = text::expression(dialect, sought)?;
    Some(match reader.words_within {
        [] => expression,
        projects => text::within(dialect, &expression, projects),
    })
}

impl Words {
    /// Takes words that every issue found must have out of a condition, if there are any. What is left says
    /// the rest.
    pub fn taken_from(sql: &Writer, filter: &Filter, reader: Reader<'_>) -> Option<(Self, Filter)> {
        filter.taken(&|test| match test {
            Test::Text {
                column,
                sought,
                negated: false,
            } => Some(Self {
                column: *column,
                expression: expression(sql.dialect(), sought, reader)?,
            }),
            _ => None,
        })
    }

    /// Writes the issues with these words as a table `w`, each with the first of the places at which they
    /// stand, followed by the issues themselves. `cross join` holds SQLite to this order.
    pub fn write_table(&self, sql: &mut Writer, user: Option<UserId>) {
        let (issue, place) = (issue_of(sql.dialect()), place_of(sql.dialect()));
        let (for_some, for_all) = (Field::RestrictedComment.place(), Field::Comment.place());
        sql.push("(select ").push(&issue).push(" as issue_id, ");
        sql.push(&format!(
            "min(case {place} when {for_some} then {for_all} else {place} end) as place"
        ));
        self.write_from(sql, user);
        sql.push(" group by 1) w cross join issue i");
        if sql.dialect() == Dialect::Sqlite {
            // By their ids it would read the issues themselves, which are long rows, also those not seen.
            sql.push(" indexed by issue_by_id");
        }
    }

    /// Writes the rows of these words that the caller may see.
    fn write_from(&self, sql: &mut Writer, user: Option<UserId>) {
        let (dialect, place) = (sql.dialect(), place_of(sql.dialect()));
        let position = sql.bind(self.expression.clone());
        sql.push(" from word_index where ")
            .push(&has_words(dialect, position))
            .push(" and ");
        let restricted = Field::RestrictedComment.place().to_string();
        let only = match self.column {
            TextColumn::Summary => Some(Field::Summary),
            TextColumn::Description => Some(Field::Description),
            TextColumn::Environment => Some(Field::Environment),
            TextColumn::Comment | TextColumn::Any => None,
        };
        if let Some(field) = only {
            sql.push(&place)
                .push(" = ")
                .push(&field.place().to_string());
            return;
        }
        if self.column == TextColumn::Comment {
            let first = Field::Comment.place().to_string();
            sql.push(&place).push(" >= ").push(&first).push(" and ");
        }
        sql.push("(").push(&place).push(" < ").push(&restricted);
        sql.push(
            " or exists (select 1 from issue_comment c join issue i on i.id = c.issue_id \
             where c.id = ",
        );
        sql.push(&comment_of(dialect)).push(" and ");
        comment_is_seen(sql, user);
        sql.push("))");
    }
}
