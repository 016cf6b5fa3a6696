//! `WAS`, `CHANGED` and their predicates.

use super::*;

const CHANGES: &str = "exists (select 1 from issue_change_item n indexed by \
                       issue_change_item_by_issue where n.issue_id = i.id and n.field = ";
const OTHERS: &str = "not exists (select 1 from issue_change_item m indexed by \
                      issue_change_item_by_issue where m.issue_id = i.id and m.field = ";
const FREDS: &str = "in (select u.key from app_user u where u.id = 7)";

#[test]
fn ever() {
    check(
        "status was Done",
        &format!(
            "({CHANGES}'status' and n.is_custom = false and n.old_value in ('11')) or \
             (i.status_id is not null and i.status_id = 11))"
        ),
    );
    check(
        "assignee was not in (fred, EMPTY)",
        &format!(
            "not ({CHANGES}'assignee' and n.is_custom = false and (n.old_value {FREDS} or n.old_value is null)) or \
             (i.assignee_id = 7 or i.assignee_id is null))"
        ),
    );
    check(
        "reporter was in membersOf(devs)",
        &format!(
            "({CHANGES}'reporter' and n.is_custom = false and n.old_value in (select u.key from app_user u where u.id in \
             (select m.user_id from membership m where m.group_id = 60))) or \
             (i.reporter_id is not null and i.reporter_id in (select m.user_id from membership m where \
             m.group_id = 60)))"
        ),
    );
    check(
        "resolution was Unresolved",
        &format!(
            "({CHANGES}'resolution' and n.is_custom = false and n.old_value is null) or i.resolution_id is null)"
        ),
    );
}

#[test]
fn of_many_projects_the_histories_are_read_by_value() {
    let (bound, _) = bound("status was Done before now() and priority changed to High after -1d");
    let mut sql = Writer::new(Dialect::Sqlite);
    let reader = Reader {
        user: None,
        histories: crate::query::store::history::Histories::ByValue,
        words_within: &[],
    };
    condition::write(&mut sql, &bound.filter, reader);
    assert_eq!(
        shown(sql),
        format!(
            "((i.id in (select n.issue_id from issue_change_item n where n.field = 'status' and n.is_custom = false and \
             n.old_value in ('11') and n.since_at <= 1709294399999) or \
             (i.status_id is not null and i.status_id = 11) and i.status_since_at <= 1709294399999) and \
             i.id in (select n.issue_id from issue_change_item n where n.field = 'priority' and n.is_custom = false and \
             n.new_value in ('1') and n.created_at >= 1709208000001))"
        )
    );
}

#[test]
fn a_version_comes_and_goes_by_itself() {
    check(
        "fixVersion was in ('1.0', EMPTY) before now()",
        &format!(
            "({CHANGES}'Fix Version' and n.is_custom = false and (n.old_value in ('83', '90') or n.old_value is null) and \
             n.since_at <= 1709294399999) or \
             (exists (select 1 from issue_fix_version v where v.issue_id = i.id and v.version_id in (select value from json_each([83, 90])) and \
             {OTHERS}'Fix Version' and m.is_custom = false and m.new_value = cast(v.version_id as text) and \
             m.created_at > 1709294399999)) or \
             not exists (select 1 from issue_fix_version v where v.issue_id = i.id) and \
             {OTHERS}'Fix Version' and m.is_custom = false and m.created_at > 1709294399999)) and i.created_at <= 1709294399999)"
        ),
    );
    check(
        "fixVersion changed to '1.0'",
        &format!("{CHANGES}'Fix Version' and n.is_custom = false and n.new_value in ('83', '90'))"),
    );
    check_problems(
        "fixVersion was nix and affectedVersion was '1.0'",
        &[
            "The value 'nix' does not exist for the field 'fixVersion'.",
            "History searches do not support the  'affectedVersion' field.",
        ],
    );
}

#[test]
fn former_names_are_known() {
    // One thing was renamed, another of the same name deleted.
    check(
        "status was backlog",
        &format!(
            "({CHANGES}'status' and n.is_custom = false and n.old_value in ('77', '10')) or \
             (i.status_id is not null and i.status_id = 10))"
        ),
    );
    check_problems(
        "status = backlog and status was nix and assignee was nobody",
        &[
            "The value 'backlog' does not exist for the field 'status'.",
            "The value 'nix' does not exist for the field 'status'.",
            "The value 'nobody' does not exist for the field 'assignee'.",
        ],
    );
}

#[test]
fn over_a_time_and_by_somebody() {
    const FRED: &str = "c.author_id is not null and c.author_id = 7";
    check(
        "priority was High by fred during (2024-01-01, 2024-02-01)",
        &format!(
            "({CHANGES}'priority' and n.is_custom = false and n.new_value in ('1') and n.created_at <= 1706742000000 and \
             exists (select 1 from issue_change c where c.id = n.change_id and ({FRED})) and \
             {OTHERS}'priority' and m.is_custom = false and (m.created_at, m.change_id) > (n.created_at, n.change_id) and \
             m.created_at < 1704063600000)) or \
             {CHANGES}'priority' and n.is_custom = false and n.old_value in ('1') and n.created_at >= 1704063600000 and \
             i.created_at <= 1706742000000 and (i.creator_id is not null and i.creator_id = 7) and \
             {OTHERS}'priority' and m.is_custom = false and (m.created_at, m.change_id) < (n.created_at, n.change_id))) or \
             (i.priority_id is not null and i.priority_id = 1) and i.created_at <= 1706742000000 and \
             (i.creator_id is not null and i.creator_id = 7) and {OTHERS}'priority' and m.is_custom = false))"
        ),
    );
    check(
        "status was Done before now()",
        &format!(
            "({CHANGES}'status' and n.is_custom = false and n.old_value in ('11') and n.since_at <= 1709294399999) or \
             (i.status_id is not null and i.status_id = 11) and i.status_since_at <= 1709294399999)"
        ),
    );
}

#[test]
fn changed() {
    check(
        "status changed",
        &format!("{CHANGES}'status' and n.is_custom = false)"),
    );
    check(
        "not status changed",
        &format!("not {CHANGES}'status' and n.is_custom = false)"),
    );
    check(
        "status changed from 'To Do' to (Done, EMPTY) by (fred, currentUser()) after -1d",
        &format!(
            "{CHANGES}'status' and n.is_custom = false and n.old_value in ('10') and (n.new_value in ('11') or \
             n.new_value is null) and n.created_at >= 1709208000001 and exists (select 1 from \
             issue_change c where c.id = n.change_id and (c.author_id is not null and \
             c.author_id = 7)))"
        ),
    );
    // The day in Berlin, to its last millisecond.
    check(
        "assignee changed on 2024-02-29",
        &format!(
            "{CHANGES}'assignee' and n.is_custom = false and n.created_at >= 1709161200000 and n.created_at <= 1709247599999)"
        ),
    );
    check("status changed after lastLogin()", "1 = 0");
}

#[test]
fn what_cannot_be_asked() {
    check_problems(
        "summary was x and labels changed and created was in (1) and key changed",
        &[
            "History searches do not support the  'summary' field.",
            "History searches do not support the  'labels' field.",
            "History searches do not support the  'created' field.",
            "History searches do not support the  'key' field.",
        ],
    );
    check_problems(
        "status was (Done) and status was in Done and status was Done from Open",
        &[
            "Operator 'was' does not support the list value '(Done)' for field 'status'.",
            "Operator 'was in' does not support the non-list value 'Done' for field 'status'.",
            "The predicate 'from' is not supported by the operator 'was'.",
        ],
    );
    check_problems(
        "status changed during 2024-01-01 and status changed after (1, 2) and status changed by nobody \
         and status changed to nix and status changed on x and status changed before EMPTY",
        &[
            "The predicate 'during' needs two dates in parentheses, such as (\"2024/01/01\", now()), and \
             not '2024-01-01'.",
            "The predicate 'after' needs one date and not the list '(1, 2)'.",
            "The value 'nobody' does not exist for the field 'status'.",
            "The value 'nix' does not exist for the field 'status'.",
            "Date value 'x' for field 'status' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', \
             'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.",
            "The operator 'before' does not support searching for EMPTY values in the field 'status'.",
        ],
    );
}
