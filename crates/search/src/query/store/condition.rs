//! A bound condition as a condition on `issue i`.

use model::UserId;

use super::writer::Writer;
use crate::query::bound::{
    Cmp, Filter, IdColumn, MissingColumn, MomentColumn, Test, TextColumn, Word,
};

/// Writes the condition for a caller, who sees some comments and not others.
pub fn write(sql: &mut Writer, filter: &Filter, user: Option<UserId>) {
    match filter {
        Filter::All(parts) => sql.all(parts, &mut |sql, part| write(sql, part, user)),
        Filter::Any(parts) => sql.any(parts, &mut |sql, part| write(sql, part, user)),
        Filter::Test(test) => write_test(sql, test, user),
    }
}

fn write_test(sql: &mut Writer, test: &Test, user: Option<UserId>) {
    match test {
        Test::Id {
            column,
            ids,
            or_empty,
            negated,
        } => id(sql, id_column(*column), ids, *or_empty, *negated),
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
        Test::Due { cmp, day } => {
            sql.push("i.due_date").push(operator(*cmp));
            sql.value(day.clone());
        }
        Test::Missing { column, negated } => missing(sql, *column, *negated),
        Test::Text {
            column,
            words,
            negated,
        } => {
            if *negated {
                sql.push("not ");
            }
            text(sql, *column, words, user);
        }
    }
}

fn id(sql: &mut Writer, column: &str, ids: &[i64], or_empty: bool, negated: bool) {
    match (ids, or_empty, negated) {
        (_, _, true) => {
            sql.is_none_of(column, ids);
        }
        (_, false, false) => {
            sql.is_one_of(column, ids);
        }
        ([], true, false) => {
            sql.push(column).push(" is null");
        }
        (ids, true, false) => {
            sql.push("(").is_one_of(column, ids);
            sql.push(" or ").push(column).push(" is null)");
        }
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

/// Writes the condition that all words occur in one of the texts. Each is bound once, whatever the number
/// of texts it is looked for in.
fn text(sql: &mut Writer, column: TextColumn, words: &[Word], user: Option<UserId>) {
    let columns: &[&str] = match column {
        TextColumn::Summary => &["i.summary"],
        TextColumn::Description => &["i.description"],
        TextColumn::Environment => &["i.environment"],
        TextColumn::Comment => &[],
        TextColumn::Any => &["i.summary", "i.description", "i.environment"],
    };
    // In the order in which they appear in the text, which is that of the first column.
    let mut positions: Vec<Vec<usize>> = Vec::new();
    let in_comments = matches!(column, TextColumn::Comment | TextColumn::Any);
    sql.push("(");
    for (column_idx, column) in columns.iter().enumerate() {
        if column_idx > 0 {
            sql.push(" or ");
        }
        occur(sql, &format!("lower({column})"), words, &mut positions);
    }
    if in_comments {
        if !columns.is_empty() {
            sql.push(" or ");
        }
        sql.push("exists (select 1 from issue_comment c where c.issue_id = i.id and ");
        comment_is_seen(sql, user);
        sql.push(" and ");
        occur(sql, "lower(c.body)", words, &mut positions);
        sql.push(")");
    }
    sql.push(")");
}

fn occur(sql: &mut Writer, text: &str, words: &[Word], positions: &mut Vec<Vec<usize>>) {
    if positions.is_empty() {
        sql.all(words, &mut |sql, word| {
            let mut bound = Vec::new();
            sql.any(&word.0, &mut |sql, pattern| {
                let position = sql.bind(pattern.clone());
                bound.push(position);
                sql.is_like(text, position);
            });
            positions.push(bound);
        });
    } else {
        sql.all(positions, &mut |sql, word| {
            sql.any(word, &mut |sql, position| {
                sql.is_like(text, *position);
            });
        });
    }
}

/// Writes the condition that the caller may read `issue_comment c`: it is for all, for a group they are in
/// or for a role they have in the project.
fn comment_is_seen(sql: &mut Writer, user: Option<UserId>) {
    const GROUPS: &str = " in (select m.group_id from membership m where m.user_id = ";
    let Some(user) = user else {
        sql.push("c.group_id is null and c.role_id is null");
        return;
    };
    let user = sql.bind(user);
    sql.push("(c.group_id is null and c.role_id is null or c.group_id");
    sql.push(GROUPS).position(user).push(")");
    sql.push(
        " or exists (select 1 from role_actor a where a.role_id = c.role_id \
         and a.project_id = i.project_id and (a.user_id = ",
    );
    sql.position(user).push(" or a.group_id");
    sql.push(GROUPS).position(user).push("))))");
}

fn id_column(column: IdColumn) -> &'static str {
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
