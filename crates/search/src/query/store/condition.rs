//! A bound condition as a condition on `issue i`.

use model::UserId;

use super::history::Histories;
use super::writer::Writer;
use super::{custom, history, many, texts};
use crate::query::bound::{
    AmountColumn, Cmp, Filter, IdColumn, Ids, MissingColumn, MomentColumn, Period, Test,
};

/// Who reads issues, and how.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The caller, who sees some comments and not others.
    pub user: Option<UserId>,
    /// How their histories are read.
    pub histories: Histories,
    /// The only projects whose words are looked at; empty for all.
    pub words_within: &'a [i64],
}

/// Writes the condition.
pub fn write(sql: &mut Writer, filter: &Filter, reader: Reader<'_>) {
    match filter {
        Filter::All(parts) => sql.all(parts, &mut |sql, part| write(sql, part, reader)),
        Filter::Any(parts) => sql.any(parts, &mut |sql, part| write(sql, part, reader)),
        // A comparison with nothing is neither true nor false, and so this is no plain `not`.
        Filter::Not(part) => {
            sql.push("((");
            write(sql, part, reader);
            sql.push(") is not true)");
        }
        Filter::Test(test) => write_test(sql, test, reader),
    }
}

fn write_test(sql: &mut Writer, test: &Test, reader: Reader<'_>) {
    let user = reader.user;
    match test {
        Test::Id {
            column,
            ids,
            negated,
        } => is_of(sql, id_column(*column), ids, *negated),
        Test::Was { .. } | Test::Changed { .. } => history::write(sql, test, reader.histories),
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
            moment(sql, *column, user);
            sql.push(operator(*cmp)).value(*at);
        }
        Test::Many { .. }
        | Test::Joined { .. }
        | Test::Linked { .. }
        | Test::OfEpic { .. }
        | Test::WorkText { .. } => many::write(sql, test, user),
        Test::Custom { .. } => custom::write(sql, test),
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
        Test::Missing { column, negated } => missing(sql, *column, *negated, user),
        Test::Text {
            column,
            sought,
            negated,
        } => texts::write(sql, *column, sought, *negated, reader),
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
    comment_is_seen(sql, user);
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

const LABELS: &str = "(select 1 from issue_label l where l.issue_id = i.id)";

fn label(sql: &mut Writer, labels: &[String], or_empty: bool, negated: bool) {
    // All issues of a label at once: the labels' index has them together.
    let has_one = |sql: &mut Writer| {
        sql.push("i.id in (select l.issue_id from issue_label l where lower(l.label)")
            .one_of_texts(labels.iter().cloned())
            .push(")");
    };
    match (labels, or_empty, negated) {
        ([], false, false) => {
            sql.push("1 = 0");
        }
        ([], true, false) => {
            sql.push("not exists ").push(LABELS);
        }
        ([], _, true) => {
            sql.push("exists ").push(LABELS);
        }
        (_, false, false) => has_one(sql),
        (_, true, false) => {
            sql.push("(");
            has_one(sql);
            sql.push(" or not exists ").push(LABELS).push(")");
        }
        (_, _, true) => {
            sql.push("(exists ").push(LABELS).push(" and not ");
            has_one(sql);
            sql.push(")");
        }
    }
}

fn missing(sql: &mut Writer, column: MissingColumn, negated: bool, user: Option<UserId>) {
    let texts = match column {
        MissingColumn::Moment(column) => {
            moment(sql, column, user);
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

/// Writes the condition that the caller may read `issue_comment c`, or `worklog c`, of `issue i`.
pub fn comment_is_seen(sql: &mut Writer, user: Option<UserId>) {
    // Nobody is in no group and has no role.
    let position = sql.bind(user.map_or(0, |user| user.0));
    sql.push(&issues::comment::visible_to(position));
}

pub fn id_column(column: IdColumn) -> &'static str {
    match column {
        IdColumn::Issue => "i.id",
        IdColumn::Project => "i.project_id",
        IdColumn::ProjectCategory => {
            "(select pc.category_id from project pc where pc.id = i.project_id)"
        }
        IdColumn::Parent => "i.parent_id",
        IdColumn::Epic => "i.epic_id",
        IdColumn::Type => "i.type_id",
        IdColumn::Status => "i.status_id",
        IdColumn::Priority => "i.priority_id",
        IdColumn::Resolution => "i.resolution_id",
        IdColumn::Level => "i.security_level_id",
        IdColumn::Reporter => "i.reporter_id",
        IdColumn::Assignee => "i.assignee_id",
        IdColumn::Creator => "i.creator_id",
        // Of a row `v` of the issue's versions: see `history.rs`.
        IdColumn::FixVersion => "v.version_id",
    }
}

fn moment(sql: &mut Writer, column: MomentColumn, user: Option<UserId>) {
    match column {
        MomentColumn::Created => sql.push("i.created_at"),
        MomentColumn::Updated => sql.push("i.updated_at"),
        MomentColumn::Resolved => sql.push("i.resolved_at"),
        MomentColumn::LastViewed => sql
            .push("(select v.viewed_at from issue_view v where v.issue_id = i.id and v.user_id = ")
            .value(user.map(|user| user.0))
            .push(")"),
    };
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

pub fn operator(cmp: Cmp) -> &'static str {
    match cmp {
        Cmp::Equal => " = ",
        Cmp::NotEqual => " <> ",
        Cmp::Less => " < ",
        Cmp::LessOrEqual => " <= ",
        Cmp::Greater => " > ",
        Cmp::GreaterOrEqual => " >= ",
    }
}
