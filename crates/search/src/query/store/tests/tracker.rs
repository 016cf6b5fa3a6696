//! What is around issues: components, versions, votes, watchers, work, links.

use super::*;
use crate::query::bound::Sides;
use crate::query::names::{Component, LinkType, Tracker, Version};

/// What the names of these tests stand for.
pub fn tracker() -> Tracker {
    let component = |id: i64, name: &str, lead| Component {
        id,
        name: name.to_owned(),
        lead,
    };
    let version = |id: i64, project: i64, name: &str, position: i64| Version {
        id,
        project,
        name: name.to_owned(),
        position,
        is_released: position < 2,
        is_archived: position == 3,
    };
    let mut tracker = Tracker {
        components: vec![component(70, "ui", Some(7)), component(71, "db", None)],
        versions: vec![
            version(83, 1, "1.0", 0),
            version(82, 1, "2.0", 1),
            version(81, 1, "3.0", 2),
            version(80, 1, "never", 3),
            version(90, 2, "1.0", 0),
        ],
        link_types: vec![
            LinkType {
                id: 10,
                outward: "blocks".to_owned(),
                inward: "is blocked by".to_owned(),
            },
            LinkType {
                id: 11,
                outward: "relates to".to_owned(),
                inward: "relates to".to_owned(),
            },
        ],
        ..Tracker::default()
    };
    let any = Sides {
        any: true,
        ..Sides::default()
    };
    let reporter = Sides {
        reporter: true,
        both: true,
        ..Sides::default()
    };
    tracker.insight.add(1, any);
    tracker.insight.add(2, reporter);
    tracker.insight.add(3, Sides::default());
    tracker
}

const UI: &str =
    "exists (select 1 from issue_component c where c.issue_id = i.id and c.component_id = 70)";
const ANY: &str = "exists (select 1 from issue_component c where c.issue_id = i.id)";
const FIX: &str =
    "exists (select 1 from issue_fix_version c where c.issue_id = i.id and c.version_id";
const WORK: &str = "exists (select 1 from worklog c where c.issue_id = i.id and <seen by 7>";

#[test]
fn components() {
    check("component = UI", UI);
    check("component = 70", UI);
    check("component != ui", &format!("({ANY} and not {UI})"));
    check("component is empty", &format!("not {ANY}"));
    check("component is not empty", ANY);
    check("component in (ui, EMPTY)", &format!("({UI} or not {ANY})"));
    check("component in componentsLeadByUser()", UI);
    check("component in componentsLeadByUser(fred)", UI);
    check("component in componentsLeadByUser('Jo Smith')", "1 = 0");
    check_problems(
        "component = X and component in membersOf(devs) and component > ui \
         and component in componentsLeadByUser(nobody)",
        &[
            "The value 'X' does not exist for the field 'component'.",
            "A value provided by the function 'membersOf' is invalid for the field 'component'.",
            "The operator '>' is not supported by the 'component' field.",
            "Function 'componentsLeadByUser' can not be used for user 'nobody'; the user does not exist.",
        ],
    );
}

#[test]
fn versions() {
    let fix = |ids: &str| {
        if ids.contains(',') {
            format!("{FIX} in (select value from json_each([{ids}])))")
        } else {
            format!("{FIX} = {ids})")
        }
    };
    check("fixVersion = '1.0'", &fix("83, 90"));
    check("fixVersion = 82", &fix("82"));
    // Later ones of the same project.
    check("fixVersion > '2.0'", &fix("80, 81"));
    check("fixVersion <= '1.0'", &fix("83, 90"));
    check("not fixVersion < '2.0'", &fix("80, 81, 82"));
    check("fixVersion > never", "1 = 0");
    check("fixVersion in releasedVersions(OPS)", &fix("82, 83"));
    check("fixVersion in unreleasedVersions()", &fix("80, 81"));
    check("fixVersion = latestReleasedVersion(ops)", &fix("82"));
    check(
        "fixVersion >= latestReleasedVersion(ops)",
        &fix("80, 81, 82"),
    );
    check("fixVersion = earliestUnreleasedVersion(OPS)", &fix("81"));
    check("fixVersion = earliestUnreleasedVersion(WEB)", "1 = 0");
    check(
        "affectedVersion is not empty",
        "exists (select 1 from issue_affected_version c where c.issue_id = i.id)",
    );
    check_problems(
        "fixVersion = '9.9' and fixVersion = releasedVersions() and fixVersion > EMPTY and \
         fixVersion in releasedVersions(X) and fixVersion = latestReleasedVersion()",
        &[
            "The value '9.9' does not exist for the field 'fixVersion'.",
            "Operator '=' does not support the list value 'releasedVersions()' for field 'fixVersion'.",
            "The operator '>' does not support searching for EMPTY values in the field 'fixVersion'.",
            "Function 'releasedVersions' can not generate a list of versions for project 'X'; the project \
             does not exist.",
            "Function 'latestReleasedVersion' expected '1' arguments but received '0'.",
        ],
    );
}

#[test]
fn votes_and_watchers() {
    // Those of all in the first project, and in the second where the caller is the reporter; their own
    // everywhere.
    const SEEN: &str = "(c.user_id = 7 or i.project_id = 1 or i.project_id = 2 and (i.reporter_id = 7 or \
                        (i.reporter_id = 7 and i.assignee_id = 7)))";
    check(
        "voter = fred",
        &format!(
            "exists (select 1 from issue_vote c where c.issue_id = i.id and {SEEN} and c.user_id = 7)"
        ),
    );
    check(
        "watcher not in membersOf(devs)",
        &format!(
            "(exists (select 1 from issue_watch c where c.issue_id = i.id and {SEEN}) and not exists (select 1 \
             from issue_watch c where c.issue_id = i.id and {SEEN} and c.user_id in (select m.user_id from \
             membership m where m.group_id = 60)))"
        ),
    );
    check(
        "votes >= 2",
        "(select count(*) from issue_vote c where c.issue_id = i.id) >= 2",
    );
    check(
        "watchers in (0, 1)",
        "((select count(*) from issue_watch c where c.issue_id = i.id) = 0 or \
         (select count(*) from issue_watch c where c.issue_id = i.id) = 1)",
    );
    check(
        "key in votedIssues()",
        "exists (select 1 from issue_vote c where c.issue_id = i.id and c.user_id = 7)",
    );
    check(
        "key not in watchedIssues()",
        "not exists (select 1 from issue_watch c where c.issue_id = i.id and c.user_id = 7)",
    );
    check_problems(
        "votes is empty and watchers = x and votes = EMPTY",
        &[
            "The operator 'is' is not supported by the 'votes' field.",
            "The value 'x' for field 'watchers' is not a whole number.",
            "The operator '=' does not support searching for EMPTY values in the field 'votes'.",
        ],
    );
}

#[test]
fn work() {
    check(
        "worklogAuthor = fred",
        &format!("{WORK} and c.author_id = 7)"),
    );
    check("worklogAuthor is empty", &format!("not {WORK})"));
    // The day in Berlin, to its last millisecond.
    check(
        "worklogDate = 2024-02-29",
        &format!(
            "{WORK} and (c.issue_id = i.id and c.started_at >= 1709161200000 and \
             c.started_at <= 1709247599999))"
        ),
    );
    check(
        "worklogDate > 2024-02-29",
        &format!("{WORK} and (c.issue_id = i.id and c.started_at >= 1709247600000))"),
    );
    check(
        "worklogComment ~ 'Pipe \"two  hours\"'",
        &format!(
            "{WORK} and lower(c.body) like '%pipe%' escape '!' and \
             lower(c.body) like '%two  hours%' escape '!')"
        ),
    );
    check("timespent > 2h", "i.time_spent > 7200");
    check("originalEstimate = 90", "i.original_estimate = 5400");
    check("remainingEstimate is empty", "i.remaining_estimate is null");
    check(
        "workratio < 50",
        "case when i.original_estimate > 0 then coalesce(i.time_spent, 0) * 100 / i.original_estimate \
         end < 50",
    );
    check_problems(
        "timespent = soon and workratio > '1.5' and worklogComment ~ \" \" and worklogDate < x",
        &[
            "The value 'soon' for field 'timespent' is not a length of time, such as '90', '1d' or '2h 30m'.",
            "The value '1.5' for field 'workratio' is not a whole number.",
            "The field 'worklogComment' does not support searching for an empty string.",
            "Date value 'x' for field 'worklogDate' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', \
             'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.",
        ],
    );
}

#[test]
fn links() {
    let linked = |outward: &str, inward: &str| {
        format!(
            "i.id in (select c.destination_id from issue_link c where c.source_id = 50 and {outward} \
             union all select c.source_id from issue_link c where c.destination_id = 50 and {inward})"
        )
    };
    const ALL: &str = "c.type_id in (select value from json_each([10, 11]))";
    check("key in linkedIssues(OPS-5)", &linked(ALL, ALL));
    check("key in linkedIssues(50)", &linked(ALL, ALL));
    check(
        "key in linkedIssues(OPS-5, Blocks)",
        &linked("c.type_id = 10", "1 = 0"),
    );
    check(
        "key not in linkedIssues(OPS-5, 'relates to')",
        &format!("not {}", linked("c.type_id = 11", "c.type_id = 11")),
    );
    check_problems(
        "key in linkedIssues(OPS-6) and key in linkedIssues(OPS-5, hates)",
        &[
            "Function 'linkedIssues' can not be used for issue 'OPS-6'; the issue does not exist or you do \
             not have permission to view it.",
            "Function 'linkedIssues' can not be used for link type 'hates'; no link type says so.",
        ],
    );
}

#[test]
fn orders() {
    check_order(
        "order by votes, timespent DESC",
        "order by (select count(*) from issue_vote c where c.issue_id = i.id) desc, \
         i.time_spent desc nulls last, i.id desc",
    );
    check_order(
        "order by component, fixVersion",
        "order by (select min(k.lower_name) from issue_component c join component k on \
         k.id = c.component_id where c.issue_id = i.id) nulls last, (select min(v.position) from \
         issue_fix_version c join version v on v.id = c.version_id where c.issue_id = i.id) nulls last, i.id",
    );
}
