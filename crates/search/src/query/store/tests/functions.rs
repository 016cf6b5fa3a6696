//! Functions, and what is wrong with a call of one.

use super::*;

#[test]
fn of_users() {
    check("assignee = currentUser()", "i.assignee_id = 7");
    check(
        "assignee in membersOf(Devs)",
        "i.assignee_id in (select m.user_id from membership m where m.group_id = 60)",
    );
    check(
        "assignee not in membersOf(devs)",
        "not i.assignee_id in (select m.user_id from membership m where m.group_id = 60)",
    );
    check(
        "reporter in (fred, membersOf(devs), EMPTY)",
        "(i.reporter_id = 7 or i.reporter_id in (select m.user_id from membership m where \
         m.group_id = 60) or i.reporter_id is null)",
    );
}

#[test]
fn of_projects_and_types() {
    check("project in projectsLeadByUser()", "i.project_id = 1");
    check(
        "project in projectsLeadByUser('Jo Smith')",
        "i.project_id = 2",
    );
    check(
        "project in projectsWhereUserHasPermission('Edit Issues')",
        "i.project_id in (select value from json_each([1, 2]))",
    );
    check(
        "project not in projectsWhereUserHasRole(developers)",
        "i.project_id <> 2",
    );
    check("type in standardIssueTypes()", "i.type_id = 20");
    check("type in (Task, subtaskIssueTypes())", {
        "i.type_id in (select value from json_each([20, 21]))"
    });
}

#[test]
fn of_issues() {
    check(
        "key in updatedBy(fred)",
        "((i.creator_id is not null and i.creator_id = 7) or exists (select 1 from issue_change h where \
         h.issue_id = i.id and h.author_id = 7) or exists (select 1 from issue_comment c where \
         c.issue_id = i.id and <seen by 7> and (c.author_id = 7 or \
         c.update_author_id = 7)))",
    );
    check(
        "issue not in (OPS-5, issuesWithRemoteLinksByGlobalId(a, b))",
        "(not exists (select 1 from remote_link r where r.issue_id = i.id and r.global_id in ('a', 'b')) \
         and i.id <> 50)",
    );
}

#[test]
fn of_moments() {
    check("created > currentLogin()", "i.created_at > 1709290800000");
    // The caller never signed in before.
    check("created > lastLogin()", "1 = 0");
    check("not created > lastLogin()", "1 = 0");
    check("due <= endOfWeek('+1w')", "i.due_date <= '2024-03-09'");
    check("created < startOfYear(-1)", "i.created_at < 1672527600000");
}

#[test]
fn must_be_called_rightly() {
    check_problems(
        "assignee in membersOf(nix) and assignee = membersOf(devs) and assignee in membersOf() \
         and assignee in startOfDay() and labels in currentUser() and parent in updatedBy(fred)",
        &[
            "Function 'membersOf' can not generate a list of usernames for group 'nix'; the group does \
             not exist.",
            "Operator '=' does not support the list value 'membersOf(devs)' for field 'assignee'.",
            "Function 'membersOf' expected '1' arguments but received '0'.",
            "A value provided by the function 'startOfDay' is invalid for the field 'assignee'.",
            "A value provided by the function 'currentUser' is invalid for the field 'labels'.",
            "A value provided by the function 'updatedBy' is invalid for the field 'parent'.",
        ],
    );
    check_problems(
        "key in updatedBy(nobody) and key in updatedBy(fred, yesterday) and key in updatedBy(a, b, c, d) \
         and project in projectsLeadByUser(nobody) and project in projectsWhereUserHasRole(x) \
         and project in projectsWhereUserHasPermission(fly)",
        &[
            "Function 'updatedBy' can not be used for user 'nobody'; the user does not exist.",
            "The argument 'yesterday' of the function 'updatedBy' is invalid. It must be a date such as \
             '2024/01/31' or '2024/01/31 10:30', or a period such as '-5d'.",
            "Function 'updatedBy' expected '1-3' arguments but received '4'.",
            "Function 'projectsLeadByUser' can not be used for user 'nobody'; the user does not exist.",
            "Function 'projectsWhereUserHasRole' can not generate a list of projects for role 'x'; the \
             role does not exist.",
            "Function 'projectsWhereUserHasPermission' can not generate a list of projects for \
             permission 'fly'; the permission does not exist.",
        ],
    );
}
