//! Conditions on the history of `issue i`.
//!
//! A field has one value after another. The first is the one that the first change of the field replaced, or,
//! without any change, the one it has; it holds from the issue's creation on and is its creator's doing. Each
//! change begins another one, which holds until the next change. What a change replaced is stored with the
//! time since when it had been there.

use db::Dialect;

use super::condition::{id_column, is_of, is_surely_of, within};
use super::writer::Writer;
use crate::query::bound::{IdColumn, Ids, Period, Test, Values};

/// How a test reads histories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Histories {
    /// That of each issue that is looked at anyway: there are few of them.
    IssueByIssue,
    /// Those with the values, from the histories' own indexes.
    ByValue,
}

/// Writes the beginning of the condition that there are changes `n` of a field; a parenthesis is left open.
fn changes(sql: &mut Writer, column: IdColumn, histories: Histories) {
    match histories {
        Histories::IssueByIssue => {
            sql.push("exists (select 1 from ");
            of_issue(sql, "n");
        }
        Histories::ByValue => {
            sql.push("i.id in (select n.issue_id from issue_change_item n where ");
        }
    }
    sql.push("n.field = ").push(name(column));
    sql.push(" and n.is_custom = false");
}

/// Writes the beginning of the condition that there are no other changes `m` of the field; a parenthesis is left
/// open.
fn no_others(sql: &mut Writer, column: IdColumn) {
    sql.push("not exists (select 1 from ");
    of_issue(sql, "m");
    sql.push("m.field = ").push(name(column));
    sql.push(" and m.is_custom = false");
}

/// Writes the changes of the issue. SQLite knows neither that an issue has few of them nor that a value has many.
fn of_issue(sql: &mut Writer, alias: &str) {
    sql.push("issue_change_item ").push(alias);
    if sql.dialect() == Dialect::Sqlite {
        sql.push(" indexed by issue_change_item_by_issue");
    }
    sql.push(" where ")
        .push(alias)
        .push(".issue_id = i.id and ");
}

/// Writes a test of the history.
pub fn write(sql: &mut Writer, test: &Test, histories: Histories) {
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
            if by.is_empty() {
                was(sql, *column, values, *during, histories);
            } else {
                was_by(sql, *column, values, *during, by);
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
            changes(sql, *column, histories);
            for values in from {
                sql.push(" and ");
                is_value(sql, *column, "n.old_value", values);
            }
            for values in to {
                sql.push(" and ");
                is_value(sql, *column, "n.new_value", values);
            }
            within(sql, "n.created_at", *during);
            is_by(sql, "n", by);
            sql.push(")");
        }
        _ => {}
    }
}

/// Writes ` and …` that one of each of these made the change.
fn is_by(sql: &mut Writer, item: &str, by: &[Ids]) {
    if by.is_empty() {
        return;
    }
    sql.push(" and exists (select 1 from issue_change c where c.id = ")
        .push(item)
        .push(".change_id");
    all_of(sql, "c.author_id", by);
    sql.push(")");
}

/// Writes the condition that the field had one of the values, as it has now or until a change, at some time
/// within the period.
fn was(sql: &mut Writer, column: IdColumn, values: &Values, during: Period, histories: Histories) {
    sql.push("(");
    changes(sql, column, histories);
    replaced(sql, column, values, during);
    // The one it has.
    sql.push(") or ");
    has_now(sql, column, &values.ids, during.to);
    sql.push(")");
}

/// Writes the condition that the change `n` replaced one of the values, which was there within the period.
pub fn had(sql: &mut Writer, column: IdColumn, values: &Values, during: Period) {
    sql.push("n.field = ").push(name(column));
    sql.push(" and n.is_custom = false");
    replaced(sql, column, values, during);
}

/// Writes ` and …` that the change `n` replaced one of the values, which was there within the period.
fn replaced(sql: &mut Writer, column: IdColumn, values: &Values, during: Period) {
    sql.push(" and ");
    is_value(sql, column, "n.old_value", values);
    if let Some(from) = during.from {
        sql.push(" and n.created_at >= ").value(from);
    }
    let begins_in_time = Period {
        from: None,
        to: during.to,
    };
    within(sql, "n.since_at", begins_in_time);
}

/// Writes the condition that the field has one of these, and had it at a moment, or before it, already.
pub fn has_now(sql: &mut Writer, column: IdColumn, ids: &Ids, to: Option<i64>) {
    let begins_in_time = Period { from: None, to };
    let later = |sql: &mut Writer, value: &str| {
        if let Some(to) = to {
            sql.push(" and ");
            no_others(sql, column);
            sql.push(value).push(" and m.created_at > ");
            sql.value(to).push(")");
        }
    };
    if column == IdColumn::Status {
        is_surely_of(sql, id_column(column), ids);
        within(sql, "i.status_since_at", begins_in_time);
        return;
    }
    if column != IdColumn::FixVersion {
        is_surely_of(sql, id_column(column), ids);
        within(sql, "i.created_at", begins_in_time);
        later(sql, "");
        return;
    }
    const VERSIONS: &str = "exists (select 1 from issue_fix_version v where v.issue_id = i.id";
    let listed = Ids {
        or_empty: false,
        ..ids.clone()
    };
    sql.push("(").push(VERSIONS).push(" and ");
    is_of(sql, id_column(column), &listed, false);
    // Each came and went by itself.
    later(sql, " and m.new_value = cast(v.version_id as text)");
    sql.push(")");
    if ids.or_empty {
        sql.push(" or not ").push(VERSIONS).push(")");
        later(sql, "");
    }
    sql.push(")");
    within(sql, "i.created_at", begins_in_time);
}

/// The same of values that were given by one of each of `by`.
fn was_by(sql: &mut Writer, column: IdColumn, values: &Values, during: Period, by: &[Ids]) {
    let begins_in_time = Period {
        from: None,
        to: during.to,
    };
    // A value that a change began.
    sql.push("(");
    changes(sql, column, Histories::IssueByIssue);
    sql.push(" and ");
    is_value(sql, column, "n.new_value", values);
    within(sql, "n.created_at", begins_in_time);
    is_by(sql, "n", by);
    if let Some(from) = during.from {
        // It held on into the period if no later change came before that.
        sql.push(" and ");
        no_others(sql, column);
        sql.push(" and (m.created_at, m.change_id) > (n.created_at, n.change_id)");
        sql.push(" and m.created_at < ").value(from).push(")");
    }
    // The first value, which a change replaced.
    sql.push(") or ");
    changes(sql, column, Histories::IssueByIssue);
    sql.push(" and ");
    is_value(sql, column, "n.old_value", values);
    if let Some(from) = during.from {
        sql.push(" and n.created_at >= ").value(from);
    }
    within(sql, "i.created_at", begins_in_time);
    all_of(sql, "i.creator_id", by);
    sql.push(" and ");
    no_others(sql, column);
    sql.push(" and (m.created_at, m.change_id) < (n.created_at, n.change_id))) or ");
    // The first value, which is the one it has.
    has_now(sql, column, &values.ids, None);
    within(sql, "i.created_at", begins_in_time);
    all_of(sql, "i.creator_id", by);
    sql.push(" and ");
    no_others(sql, column);
    sql.push("))");
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
        IdColumn::FixVersion => "'Fix Version'",
        IdColumn::Issue
        | IdColumn::Project
        | IdColumn::ProjectCategory
        | IdColumn::Parent
        | IdColumn::Epic
        | IdColumn::Creator => "''",
    }
}
