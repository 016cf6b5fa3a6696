//! `WAS`, `CHANGED` and their predicates.

use super::*;

const CHANGES: &str = "exists (select 1 from issue_change c join issue_change_item n \
                       on n.change_id = c.id where c.issue_id = i.id and n.field = ";
const OTHERS: &str = "not exists (select 1 from issue_change d join issue_change_item m \
                      on m.change_id = d.id where d.issue_id = i.id and m.field = ";
const FREDS: &str = "in (select u.key from app_user u where u.id = 7)";

#[test]
fn ever() {
    check(
        "status was Done",
        &format!(
            "((i.status_id is not null and i.status_id = 11) or {CHANGES}'status' and \
             (n.old_value in ('11') or n.new_value in ('11'))))"
        ),
    );
    check(
        "assignee was not in (fred, EMPTY)",
        &format!(
            "not ((i.assignee_id = 7 or i.assignee_id is null) or {CHANGES}'assignee' and \
             ((n.old_value {FREDS} or n.old_value is null) or \
             (n.new_value {FREDS} or n.new_value is null))))"
        ),
    );
    check(
        "reporter was in membersOf(devs)",
        &format!(
            "((i.reporter_id is not null and i.reporter_id in (select m.user_id from membership m where \
             m.group_id = 60)) or {CHANGES}'reporter' and (n.old_value in (select u.key from app_user u \
             where u.id in (select m.user_id from membership m where m.group_id = 60)) or n.new_value in \
             (select u.key from app_user u where u.id in (select m.user_id from membership m where \
             m.group_id = 60)))))"
        ),
    );
    check(
        "resolution was Unresolved",
        &format!(
            "(i.resolution_id is null or {CHANGES}'resolution' and \
             (n.old_value is null or n.new_value is null)))"
        ),
    );
}

#[test]
fn former_names_are_known() {
    // One thing was renamed, another of the same name deleted.
    check(
        "status was backlog",
        &format!(
            "((i.status_id is not null and i.status_id = 10) or {CHANGES}'status' and \
             (n.old_value in ('77', '10') or n.new_value in ('77', '10'))))"
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
    check(
        "priority was High by fred during (2024-01-01, 2024-02-01)",
        &format!(
            "({CHANGES}'priority' and n.new_value in ('1') and c.created_at <= 1706742000000 and \
             (c.author_id is not null and c.author_id = 7) and {OTHERS}'priority' and \
             (d.created_at, d.id) > (c.created_at, c.id) and d.created_at < 1704063600000)) or \
             {CHANGES}'priority' and n.old_value in ('1') and c.created_at >= 1704063600000 and \
             i.created_at <= 1706742000000 and (i.creator_id is not null and i.creator_id = 7) and \
             {OTHERS}'priority' and (d.created_at, d.id) < (c.created_at, c.id))) or \
             (i.priority_id is not null and i.priority_id = 1) and i.created_at <= 1706742000000 and \
             (i.creator_id is not null and i.creator_id = 7) and {OTHERS}'priority'))"
        ),
    );
    check(
        "status was Done before now()",
        &format!(
            "({CHANGES}'status' and n.new_value in ('11') and c.created_at <= 1709294399999) or \
             {CHANGES}'status' and n.old_value in ('11') and i.created_at <= 1709294399999 and \
             {OTHERS}'status' and (d.created_at, d.id) < (c.created_at, c.id))) or \
             (i.status_id is not null and i.status_id = 11) and i.created_at <= 1709294399999 and \
             {OTHERS}'status'))"
        ),
    );
}

#[test]
fn changed() {
    check("status changed", &format!("{CHANGES}'status')"));
    check("not status changed", &format!("not {CHANGES}'status')"));
    check(
        "status changed from 'To Do' to (Done, EMPTY) by (fred, currentUser()) after -1d",
        &format!(
            "{CHANGES}'status' and c.created_at >= 1709208000001 and (c.author_id is not null and \
             c.author_id = 7) and n.old_value in ('10') and (n.new_value in ('11') or \
             n.new_value is null))"
        ),
    );
    // The day in Berlin, to its last millisecond.
    check(
        "assignee changed on 2024-02-29",
        &format!(
            "{CHANGES}'assignee' and c.created_at >= 1709161200000 and c.created_at <= 1709247599999)"
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
