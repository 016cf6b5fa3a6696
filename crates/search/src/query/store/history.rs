//! Conditions on the history of `issue i`.
//!
//! A field has one value after another. The first is the one that the first change of the field replaced, or,
//! without any change, the one it has; it holds from the issue's creation on and is its creator's doing. Each
//! change `c` begins another one, which holds until the next change.

use super::condition::{id_column, is_of, is_surely_of, within};
use super::writer::Writer;
use crate::query::bound::{IdColumn, Ids, Period, Test, Values};

/// The changes `c` of a field, with the item `n` that says what changed.
const CHANGES: &str = "exists (select 1 from issue_change c join issue_change_item n \
                       on n.change_id = c.id where c.issue_id = i.id and n.field = ";

/// The changes `d` of the same field.
const OTHERS: &str = "not exists (select 1 from issue_change d join issue_change_item m \
                      on m.change_id = d.id where d.issue_id = i.id and m.field = ";

/// Writes a test of the history.
pub fn write(sql: &mut Writer, test: &Test) {
    match test {
        Test::Was {
            column,
            values,
            during,
            by,
            negated,
        } => {
            if *negated {
                sql.push("not ");
            }
            if *during == Period::default() && by.is_empty() {
                ever(sql, *column, values);
            } else {
                was(sql, *column, values, *during, by);
            }
        }
        Test::Changed {
            column,
            from,
            to,
            during,
            by,
            negated,
        } => {
            if *negated {
                sql.push("not ");
            }
            sql.push(CHANGES).push(name(*column));
            within(sql, "c.created_at", *during);
            all_of(sql, "c.author_id", by);
            for values in from {
                sql.push(" and ");
                is_value(sql, *column, "n.old_value", values);
            }
            for values in to {
                sql.push(" and ");
                is_value(sql, *column, "n.new_value", values);
            }
            sql.push(")");
        }
        _ => {}
    }
}

/// Writes the condition that the field has or had one of the values, whenever.
fn ever(sql: &mut Writer, column: IdColumn, values: &Values) {
    sql.push("(");
    is_surely_of(sql, id_column(column), &values.ids);
    sql.push(" or ")
        .push(CHANGES)
        .push(name(column))
        .push(" and (");
    is_value(sql, column, "n.old_value", values);
    sql.push(" or ");
    is_value(sql, column, "n.new_value", values);
    sql.push(")))");
}

fn was(sql: &mut Writer, column: IdColumn, values: &Values, during: Period, by: &[Ids]) {
    let begins_in_time = Period {
        from: None,
        to: during.to,
    };
    // A value that a change began.
    sql.push("(").push(CHANGES).push(name(column)).push(" and ");
    is_value(sql, column, "n.new_value", values);
    within(sql, "c.created_at", begins_in_time);
    all_of(sql, "c.author_id", by);
    if let Some(from) = during.from {
        // It held on into the period if no later change came before that.
        sql.push(" and ").push(OTHERS).push(name(column));
        sql.push(" and (d.created_at, d.id) > (c.created_at, c.id) and d.created_at < ");
        sql.value(from).push(")");
    }
    // The first value, which a change replaced.
    sql.push(") or ")
        .push(CHANGES)
        .push(name(column))
        .push(" and ");
    is_value(sql, column, "n.old_value", values);
    if let Some(from) = during.from {
        sql.push(" and c.created_at >= ").value(from);
    }
    within(sql, "i.created_at", begins_in_time);
    all_of(sql, "i.creator_id", by);
    sql.push(" and ").push(OTHERS).push(name(column));
    sql.push(" and (d.created_at, d.id) < (c.created_at, c.id))) or ");
    // The first value, which is the one it has.
    is_surely_of(sql, id_column(column), &values.ids);
    within(sql, "i.created_at", begins_in_time);
    all_of(sql, "i.creator_id", by);
    sql.push(" and ").push(OTHERS).push(name(column)).push("))");
}

fn all_of(sql: &mut Writer, column: &str, by: &[Ids]) {
    for users in by {
        sql.push(" and ");
        is_surely_of(sql, column, users);
    }
}

/// Writes the condition that a history's value is one of these. A history holds ids as text, and of users
/// their keys.
fn is_value(sql: &mut Writer, column: IdColumn, value: &str, values: &Values) {
    let Values { ids, gone } = values;
    let is_user = matches!(column, IdColumn::Reporter | IdColumn::Assignee);
    let mut texts = gone.clone();
    if !is_user {
        texts.extend(ids.listed.iter().map(i64::to_string));
    }
    let has_users = is_user && !(ids.listed.is_empty() && ids.members_of.is_empty());
    let choices = [
        (!texts.is_empty()).then_some(Choice::Texts),
        has_users.then_some(Choice::Users),
        ids.or_empty.then_some(Choice::Empty),
    ];
    let choices: Vec<Choice> = choices.into_iter().flatten().collect();
    sql.any(&choices, &mut |sql, choice| match choice {
        Choice::Texts => {
            sql.push(value).one_of_texts(texts.iter().cloned());
        }
        Choice::Users => {
            let users = Ids {
                or_empty: false,
                ..ids.clone()
            };
            sql.push(value)
                .push(" in (select u.key from app_user u where ");
            is_of(sql, "u.id", &users, false);
            sql.push(")");
        }
        Choice::Empty => {
            sql.push(value).push(" is null");
        }
    });
}

enum Choice {
    Texts,
    Users,
    Empty,
}

/// Returns what the history calls the field, as SQL. No other column is asked for: see `field/list.rs`.
pub fn name(column: IdColumn) -> &'static str {
    match column {
        IdColumn::Status => "'status'",
        IdColumn::Priority => "'priority'",
        IdColumn::Resolution => "'resolution'",
        IdColumn::Reporter => "'reporter'",
        IdColumn::Assignee => "'assignee'",
        IdColumn::Type => "'issuetype'",
        IdColumn::Level => "'security'",
        IdColumn::Issue | IdColumn::Project | IdColumn::Parent | IdColumn::Creator => "''",
    }
}
