//! A bound condition as a condition on `issue i`.

use db::Dialect;
use issues::text::{Field, Sought, expression};
use model::UserId;

use super::writer::Writer;
use super::{history, many};
use crate::query::bound::{
    AmountColumn, Cmp, Filter, IdColumn, Ids, MissingColumn, MomentColumn, Period, Test, TextColumn,
};

/// Writes the condition for a caller, who sees some comments and not others.
pub fn write(sql: &mut Writer, filter: &Filter, user: Option<UserId>) {
    match filter {
        Filter::All(parts) => sql.all(parts, &mut |sql, part| write(sql, part, user)),
        Filter::Any(parts) => sql.any(parts, &mut |sql, part| write(sql, part, user)),
        // A comparison with nothing is neither true nor false, and so this is no plain `not`.
        Filter::Not(part) => {
            sql.push("((");
            write(sql, part, user);
            sql.push(") is not true)");
        }
        Filter::Test(test) => write_test(sql, test, user),
    }
}

fn write_test(sql: &mut Writer, test: &Test, user: Option<UserId>) {
    match test {
        Test::Id {
            column,
            ids,
            negated,
        } => is_of(sql, id_column(*column), ids, *negated),
        Test::Was { .. } | Test::Changed { .. } => history::write(sql, test),
        Test::UpdatedBy {
            users,
            during,
            negated,
        } => {
            not_if(sql, *negated);
            updated_by(sql, users, *during, user);
        }
        Test::RemoteLink {
            global_ids,
            negated,
        } => {
            not_if(sql, *negated);
            sql.push("exists (select 1 from remote_link r where r.issue_id = i.id and r.global_id");
            sql.one_of_texts(global_ids.iter().cloned());
            sql.push(")");
        }
        Test::Label {
            labels,
            or_empty,
            negated,
        } => label(sql, labels, *or_empty, *negated),
        Test::Number {
            project,
            cmp,
            number,
        } => {
            sql.push("(i.project_id = ").value(*project);
            sql.push(" and i.number").push(operator(*cmp));
            sql.value(*number).push(")");
        }
        Test::Moment { column, cmp, at } => {
            sql.push(moment_column(*column)).push(operator(*cmp));
            sql.value(*at);
        }
        Test::Many { .. } | Test::Joined { .. } | Test::Linked { .. } | Test::WorkText { .. } => {
            many::write(sql, test, user);
        }
        Test::Amount {
            column,
            cmp,
            amount,
        } => {
            sql.push(amount_column(*column)).push(operator(*cmp));
            sql.value(*amount);
        }
        Test::Due { cmp, day } => {
            sql.push("i.due_date").push(operator(*cmp));
            sql.value(day.clone());
        }
        Test::Missing { column, negated } => missing(sql, *column, *negated),
        Test::Text {
            column,
            sought,
            negated,
        } => text(sql, *column, sought, *negated, user),
    }
}

fn not_if(sql: &mut Writer, negated: bool) {
    if negated {
        sql.push("not ");
    }
}

/// Writes the condition that the id in the column is one of these; or, negated, that there is one and it is
/// none of these.
pub fn is_of(sql: &mut Writer, column: &str, ids: &Ids, negated: bool) {
    let mut choices = Vec::new();
    if !ids.listed.is_empty() || ids.members_of.is_empty() && (negated || !ids.or_empty) {
        choices.push(Choice::Listed);
    }
    if !ids.members_of.is_empty() {
        choices.push(Choice::Members);
    }
    match (choices.as_slice(), negated) {
        ([Choice::Listed], true) => {
            sql.is_none_of(column, &ids.listed);
            return;
        }
        // Where there is no value this is neither true nor false, and so does not pass either.
        (_, true) => {
            sql.push("not ");
        }
        (_, false) if ids.or_empty => choices.push(Choice::Empty),
        (_, false) => {}
    }
    sql.any(&choices, &mut |sql, choice| {
        match choice {
            Choice::Listed => sql.is_one_of(column, &ids.listed),
            Choice::Empty => sql.push(column).push(" is null"),
            Choice::Members => sql
                .push(column)
                .push(" in (select m.user_id from membership m where ")
                .is_one_of("m.group_id", &ids.members_of)
                .push(")"),
        };
    });
}

/// The same as a part of a larger condition that may be negated: false, and not unknown, where there is no
/// value.
pub fn is_surely_of(sql: &mut Writer, column: &str, ids: &Ids) {
    if ids.or_empty {
        is_of(sql, column, ids, false);
        return;
    }
    sql.push("(").push(column).push(" is not null and ");
    is_of(sql, column, ids, false);
    sql.push(")");
}

enum Choice {
    Listed,
    Members,
    Empty,
}

/// Writes the condition that one of the users created, edited or commented on the issue; of the comments only
/// those that the caller sees, and of each comment's edits only the last one is known.
fn updated_by(sql: &mut Writer, users: &Ids, during: Period, user: Option<UserId>) {
    sql.push("(");
    is_surely_of(sql, "i.creator_id", users);
    within(sql, "i.created_at", during);
    sql.push(" or exists (select 1 from issue_change h where h.issue_id = i.id and ");
    is_of(sql, "h.author_id", users, false);
    within(sql, "h.created_at", during);
    sql.push(") or exists (select 1 from issue_comment c where c.issue_id = i.id and ");
    comment_is_seen(sql, "i", user);
    sql.push(" and (");
    is_of(sql, "c.author_id", users, false);
    within(sql, "c.created_at", during);
    sql.push(" or ");
    is_of(sql, "c.update_author_id", users, false);
    within(sql, "c.updated_at", during);
    sql.push(")))");
}

/// Writes ` and …` that the moment in the column is within the period.
pub fn within(sql: &mut Writer, column: &str, period: Period) {
    if let Some(from) = period.from {
        sql.push(" and ").push(column).push(" >= ").value(from);
    }
    if let Some(to) = period.to {
        sql.push(" and ").push(column).push(" <= ").value(to);
    }
}

const LABELS: &str = "(select 1 from issue_label l where l.issue_id = i.id";

fn label(sql: &mut Writer, labels: &[String], or_empty: bool, negated: bool) {
    let exists = |sql: &mut Writer| {
        sql.push("exists ").push(LABELS).push(" and ");
        sql.any(labels, &mut |sql, label| {
            sql.push("lower(l.label) = ").value(label.clone());
        });
        sql.push(")");
    };
    match (labels, or_empty, negated) {
        ([], false, false) => {
            sql.push("1 = 0");
        }
        ([], true, false) => {
            sql.push("not exists ").push(LABELS).push(")");
        }
        ([], _, true) => {
            sql.push("exists ").push(LABELS).push(")");
        }
        (_, false, false) => exists(sql),
        (_, true, false) => {
            sql.push("(");
            exists(sql);
            sql.push(" or not exists ").push(LABELS).push("))");
        }
        (_, _, true) => {
            sql.push("(exists ").push(LABELS).push(") and not ");
            exists(sql);
            sql.push(")");
        }
    }
}

fn missing(sql: &mut Writer, column: MissingColumn, negated: bool) {
    let texts = match column {
        MissingColumn::Moment(column) => {
            sql.push(moment_column(column));
            false
        }
        MissingColumn::Amount(column) => {
            sql.push(amount_column(column));
            false
        }
        MissingColumn::Due => {
            sql.push("i.due_date");
            false
        }
        MissingColumn::Summary => {
            sql.push("i.summary");
            true
        }
        // A text that was emptied may be stored as one of no length.
        MissingColumn::Description => {
            sql.push("coalesce(i.description, '')");
            true
        }
        MissingColumn::Environment => {
            sql.push("coalesce(i.environment, '')");
            true
        }
    };
    sql.push(match (texts, negated) {
        (false, false) => " is null",
        (false, true) => " is not null",
        (true, false) => " = ''",
        (true, true) => " <> ''",
    });
}

/// Writes the condition that what is sought stands in one of the texts.
fn text(
    sql: &mut Writer,
    column: TextColumn,
    sought: &Sought,
    negated: bool,
    user: Option<UserId>,
) {
    const TEXTS: &[Field] = &[Field::Summary, Field::Description, Field::Environment];
    let (fields, has_comments) = match column {
        TextColumn::Summary => (&[Field::Summary][..], false),
        TextColumn::Description => (&[Field::Description][..], false),
        TextColumn::Environment => (&[Field::Environment][..], false),
        TextColumn::Comment => (&[][..], true),
        TextColumn::Any => (TEXTS, true),
    };
    if negated {
        sql.push(match column {
            // A text that is missing neither has a word nor lacks it.
            TextColumn::Description => "i.description is not null and not ",
            TextColumn::Environment => "i.environment is not null and not ",
            TextColumn::Summary | TextColumn::Comment | TextColumn::Any => "not ",
        });
    }
    let in_fields = expression(sql.dialect(), sought, fields);
    let in_comments = expression(sql.dialect(), sought, &[Field::Comment]);
    let in_comments = in_comments.filter(|_| has_comments);
    if in_fields.is_none() && in_comments.is_none() {
        sql.push("(1 = 0)");
        return;
    }
    sql.push("i.id in (");
    let is_both = in_fields.is_some() && in_comments.is_some();
    if let Some(expression) = in_fields {
        rows(sql, expression);
    }
    if is_both {
        sql.push(" union all ");
    }
    if let Some(expression) = in_comments {
        sql.push("select c.issue_id from issue_comment c join issue ci on ci.id = c.issue_id where c.id in (");
        rows(sql, expression);
        sql.push(") and ");
        comment_is_seen(sql, "ci", user);
    }
    sql.push(")");
}

/// Writes the query for the issues or comments in which an expression is found: see `issues::text`.
fn rows(sql: &mut Writer, expression: String) {
    match sql.dialect() {
        Dialect::Sqlite => sql
            .push("select rowid / 4 from word_index where word_index match ")
            .value(expression),
        Dialect::Postgres => sql
            .push("select w.id / 4 from word_index w where w.words @@ cast(cast(")
            .value(expression)
            .push(" as text) as tsquery)"),
    };
}

/// Writes the condition that the caller may read `issue_comment c`, or `worklog c`, of the issue with this alias: it is for
/// all, for a group they are in or for a role they have in the project.
pub fn comment_is_seen(sql: &mut Writer, issue: &str, user: Option<UserId>) {
    const GROUPS: &str = " in (select m.group_id from membership m where m.user_id = ";
    let Some(user) = user else {
        sql.push("c.group_id is null and c.role_id is null");
        return;
    };
    let user = sql.bind(user);
    sql.push("(c.group_id is null and c.role_id is null or c.group_id");
    sql.push(GROUPS).position(user).push(")");
    sql.push(
        " or exists (select 1 from role_actor a where a.role_id = c.role_id and a.project_id = ",
    );
    sql.push(issue).push(".project_id and (a.user_id = ");
    sql.position(user).push(" or a.group_id");
    sql.push(GROUPS).position(user).push("))))");
}

pub fn id_column(column: IdColumn) -> &'static str {
    match column {
        IdColumn::Issue => "i.id",
        IdColumn::Project => "i.project_id",
        IdColumn::Parent => "i.parent_id",
        IdColumn::Type => "i.type_id",
        IdColumn::Status => "i.status_id",
        IdColumn::Priority => "i.priority_id",
        IdColumn::Resolution => "i.resolution_id",
        IdColumn::Level => "i.security_level_id",
        IdColumn::Reporter => "i.reporter_id",
        IdColumn::Assignee => "i.assignee_id",
        IdColumn::Creator => "i.creator_id",
    }
}

fn moment_column(column: MomentColumn) -> &'static str {
    match column {
        MomentColumn::Created => "i.created_at",
        MomentColumn::Updated => "i.updated_at",
        MomentColumn::Resolved => "i.resolved_at",
    }
}

pub fn amount_column(column: AmountColumn) -> &'static str {
    match column {
        AmountColumn::Votes => "(select count(*) from issue_vote c where c.issue_id = i.id)",
        AmountColumn::Watchers => "(select count(*) from issue_watch c where c.issue_id = i.id)",
        AmountColumn::OriginalEstimate => "i.original_estimate",
        AmountColumn::RemainingEstimate => "i.remaining_estimate",
        AmountColumn::TimeSpent => "i.time_spent",
        AmountColumn::WorkRatio => {
            "case when i.original_estimate > 0 \
             then coalesce(i.time_spent, 0) * 100 / i.original_estimate end"
        }
    }
}

fn operator(cmp: Cmp) -> &'static str {
    match cmp {
        Cmp::Equal => " = ",
        Cmp::NotEqual => " <> ",
        Cmp::Less => " < ",
        Cmp::LessOrEqual => " <= ",
        Cmp::Greater => " > ",
        Cmp::GreaterOrEqual => " >= ",
    }
}
