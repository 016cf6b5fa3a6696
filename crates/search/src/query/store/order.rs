//! The order of what is found: the joins it needs and its keys.

use std::borrow::Cow;

use model::UserId;

use super::condition::amount_column;
use super::custom;
use super::writer::Writer;
use crate::query::bound::{AmountColumn, Sort, SortBy};

/// What an order compares.
struct Key {
    /// The table that has it, if it is not the issue's own.
    join: &'static str,
    /// What is compared, the most significant first.
    columns: Vec<Cow<'static, str>>,
    /// Whether an issue may lack it. Such issues come last, whatever the direction.
    is_optional: bool,
    /// Whether the smallest stands for the largest: the first priority is the highest.
    is_inverse: bool,
}

/// Returns whether an index of all issues is in this order.
pub fn has_index(order: &[Sort]) -> bool {
    order.first().is_none_or(|sort| {
        matches!(
            sort.by,
            SortBy::Id | SortBy::Rank | SortBy::Created | SortBy::Updated
        )
    })
}

/// Returns whether nothing but an issue's id is compared.
pub fn is_by_id(order: &[Sort]) -> bool {
    order.first().is_none_or(|sort| sort.by == SortBy::Id)
}

/// Writes the joins that the order needs.
pub fn write_joins(sql: &mut Writer, order: &[Sort], user: Option<UserId>) {
    if order.iter().any(|sort| sort.by == SortBy::LastViewed) {
        sql.push(" left join issue_view lv on lv.issue_id = i.id and lv.user_id = ")
            .value(user.map(|user| user.0));
    }
    let mut joined: Vec<&str> = Vec::new();
    for key in order.iter().map(|sort| key(sort.by)) {
        if !key.join.is_empty() && !joined.contains(&key.join) {
            joined.push(key.join);
            sql.push(" ").push(key.join);
        }
    }
}

/// Writes the keys. The id comes last, so that no two issues are equal and pages do not overlap; without
/// any key the newest issue is the first, and of those found by words the one that has them in its summary
/// comes before the one that has them in its description, then its environment, then a comment.
pub fn write(sql: &mut Writer, order: &[Sort], has_words: bool) {
    sql.push(" order by ");
    if order.is_empty() && has_words {
        sql.push("w.place, ");
    }
    let mut written: Vec<SortBy> = Vec::new();
    for sort in order {
        // What was compared before is equal by now.
        if written.contains(&sort.by) {
            continue;
        }
        written.push(sort.by);
        let key = key(sort.by);
        for column in key.columns {
            sql.push(&column);
            if sort.descending != key.is_inverse {
                sql.push(" desc");
            }
            if key.is_optional {
                sql.push(" nulls last");
            }
            sql.push(", ");
        }
        // Nothing can be equal after these.
        if sort.by == SortBy::Id {
            break;
        }
    }
    let descending = order.last().is_none_or(|sort| sort.descending);
    sql.push(if descending { "i.id desc" } else { "i.id" });
}

fn key(by: SortBy) -> Key {
    let all = |columns: &[&'static str]| columns.iter().map(|column| (*column).into()).collect();
    let own = |columns: &[&'static str]| Key {
        join: "",
        columns: all(columns),
        is_optional: false,
        is_inverse: false,
    };
    let other = |join, columns: &[&'static str]| Key {
        join,
        columns: all(columns),
        is_optional: true,
        is_inverse: false,
    };
    match by {
        SortBy::Id => own(&[]),
        SortBy::Rank => own(&["i.rank"]),
        SortBy::Created => own(&["i.created_at"]),
        SortBy::Updated => own(&["i.updated_at"]),
        SortBy::Summary => own(&["lower(i.summary)"]),
        SortBy::Resolved => other("", &["i.resolved_at"]),
        SortBy::LastViewed => other("", &["lv.viewed_at"]),
        SortBy::Due => other("", &["i.due_date"]),
        SortBy::Key => Key {
            join: "join project p on p.id = i.project_id",
            ..own(&["p.key", "i.number"])
        },
        SortBy::Project => Key {
            join: "join project p on p.id = i.project_id",
            ..own(&["p.lower_name"])
        },
        SortBy::Type => Key {
            join: "join issue_type t on t.id = i.type_id",
            ..own(&["t.position"])
        },
        SortBy::Status => Key {
            join: "join status s on s.id = i.status_id",
            ..own(&["s.position"])
        },
        SortBy::StatusCategory => Key {
            join: "join status s on s.id = i.status_id",
            // To do, in progress, done: their ids are in another order.
            ..own(&["case s.category_id when 2 then 1 when 4 then 2 when 3 then 3 else 0 end"])
        },
        SortBy::Level => other(
            "left join security_level sl on sl.id = i.security_level_id",
            &["lower(sl.name)"],
        ),
        SortBy::Labels => other(
            "",
            &["(select min(lower(l.label)) from issue_label l where l.issue_id = i.id)"],
        ),
        SortBy::Component => other(
            "",
            &[
                "(select min(k.lower_name) from issue_component c join component k \
               on k.id = c.component_id where c.issue_id = i.id)",
            ],
        ),
        SortBy::FixVersion => other(
            "",
            &[
                "(select min(v.position) from issue_fix_version c join version v \
               on v.id = c.version_id where c.issue_id = i.id)",
            ],
        ),
        SortBy::AffectedVersion => other(
            "",
            &[
                "(select min(v.position) from issue_affected_version c join version v \
               on v.id = c.version_id where c.issue_id = i.id)",
            ],
        ),
        SortBy::Amount(column) => Key {
            join: "",
            columns: vec![amount_column(column).into()],
            is_optional: !matches!(column, AmountColumn::Votes | AmountColumn::Watchers),
            is_inverse: false,
        },
        SortBy::Custom(field, by) => Key {
            join: "",
            columns: vec![custom::sorted_by(field, by).into()],
            is_optional: true,
            is_inverse: false,
        },
        SortBy::Description => other("", &["lower(i.description)"]),
        SortBy::Environment => other("", &["lower(i.environment)"]),
        SortBy::Priority => Key {
            is_inverse: true,
            ..other(
                "left join priority pr on pr.id = i.priority_id",
                &["pr.position"],
            )
        },
        SortBy::Resolution => other(
            "left join resolution r on r.id = i.resolution_id",
            &["r.position"],
        ),
        SortBy::Reporter => other(
            "left join app_user ur on ur.id = i.reporter_id",
            &["ur.lower_display_name"],
        ),
        SortBy::Assignee => other(
            "left join app_user ua on ua.id = i.assignee_id",
            &["ua.lower_display_name"],
        ),
        SortBy::Creator => other(
            "left join app_user uc on uc.id = i.creator_id",
            &["uc.lower_display_name"],
        ),
    }
}
