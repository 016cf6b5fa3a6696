//! Conditions on the custom fields of `issue i`, each value a row `c`.

use db::Dialect;

use super::condition::{is_of, operator};
use super::writer::Writer;
use crate::query::bound::{Applies, Held, HeldBy, Test};

/// Writes a test of a custom field. Values in issues to which the field does not apply any more do not count.
pub fn write(sql: &mut Writer, test: &Test) {
    let Test::Custom {
        field,
        applies,
        held,
        or_empty,
        negated,
    } = test
    else {
        return;
    };
    sql.push("(");
    if !applies.is_everywhere() {
        write_applies(sql, applies);
        sql.push(" and ");
    }
    match (held, or_empty, negated) {
        (Held::Any, true, false) => {
            sql.push("not ");
            exists(sql, *field);
        }
        (Held::Any, false, false) => {
            sql.push("1 = 0");
        }
        (Held::Any, _, true) => exists(sql, *field),
        (held, false, false) => is_in(sql, *field, held),
        (held, true, false) => {
            sql.push("(");
            is_in(sql, *field, held);
            sql.push(" or not ");
            exists(sql, *field);
            sql.push(")");
        }
        (held, _, true) => {
            exists(sql, *field);
            sql.push(" and not ");
            is_in(sql, *field, held);
        }
    }
    sql.push(")");
}

fn write_applies(sql: &mut Writer, applies: &Applies) {
    sql.any(&applies.0, &mut |sql, part| {
        sql.push("(");
        match (part.are_left_out, part.projects.as_slice()) {
            (true, []) => sql.push("1 = 1"),
            (true, projects) => sql.is_none_of("i.project_id", projects),
            (false, projects) => sql.is_one_of("i.project_id", projects),
        };
        if let Some(types) = &part.types {
            sql.push(" and ").is_one_of("i.type_id", types);
        }
        sql.push(")");
    });
}

fn exists(sql: &mut Writer, field: i64) {
    sql.push(
        "exists (select 1 from custom_field_value c where c.issue_id = i.id and c.field_id = ",
    )
    .value(field)
    .push(")");
}

fn is_in(sql: &mut Writer, field: i64, held: &Held) {
    sql.push("i.id in (select c.issue_id from custom_field_value c where c.field_id = ")
        .value(field)
        .push(" and ");
    match held {
        Held::Any => {
            sql.push("1 = 1");
        }
        Held::Ids(by, ids) => is_of(sql, column(*by), ids, false),
        Held::Bare(ids) => {
            sql.is_one_of("c.option_id", ids).push(
                " and not exists (select 1 from custom_field_value d where d.issue_id = c.issue_id \
                 and d.field_id = c.field_id and d.position = 1)",
            );
        }
        Held::Texts(texts) => {
            sql.push("c.lower_content")
                .one_of_texts(texts.iter().cloned());
        }
        Held::Words(words) => sql.all(words, &mut |sql, word| {
            let pattern = sql.bind(Dialect::like_pattern(word));
            sql.is_like("c.lower_content", pattern);
        }),
        Held::Number(cmp, number) => {
            sql.push("c.number_value").push(operator(*cmp));
            sql.value(*number);
        }
        Held::Day(cmp, day) => {
            sql.push("c.day").push(operator(*cmp));
            sql.value(day.clone());
        }
        Held::Moment(cmp, at) => {
            sql.push("c.moment_at").push(operator(*cmp));
            sql.value(*at);
        }
    }
    sql.push(")");
}

fn column(by: HeldBy) -> &'static str {
    match by {
        HeldBy::Text => "c.lower_content",
        HeldBy::Number => "c.number_value",
        HeldBy::Day => "c.day",
        HeldBy::Moment => "c.moment_at",
        HeldBy::Option => "c.option_id",
        HeldBy::User => "c.user_id",
        HeldBy::Group => "c.group_id",
        HeldBy::Version => "c.version_id",
        HeldBy::Project => "c.project_id",
    }
}

/// Returns what issues are compared by if they are ordered by the field: the first of several values.
pub fn sorted_by(field: i64, by: HeldBy) -> String {
    let (what, join) = match by {
        HeldBy::Text | HeldBy::Number | HeldBy::Day | HeldBy::Moment => (column(by), ""),
        HeldBy::Option => (
            "o.position",
            " join custom_field_option o on o.id = c.option_id and o.parent_id is null",
        ),
        HeldBy::User => (
            "u.lower_display_name",
            " join app_user u on u.id = c.user_id",
        ),
        HeldBy::Group => ("g.lower_name", " join user_group g on g.id = c.group_id"),
        HeldBy::Version => ("v.position", " join version v on v.id = c.version_id"),
        HeldBy::Project => ("q.lower_name", " join project q on q.id = c.project_id"),
    };
    // The id is a number of our own, so it can stand in the text: an order has no parameters.
    format!(
        "(select min({what}) from custom_field_value c{join} where c.issue_id = i.id and c.field_id = {field})"
    )
}
