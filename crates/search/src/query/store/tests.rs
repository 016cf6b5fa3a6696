//! What queries become as SQL: the text and its parameters, for both engines.

mod functions;
mod history;
mod plans;
mod tracker;

use base::paging::Paging;
use issues::text::TextQuery;
use jiff::tz::TimeZone;
use model::{ProjectId, SecurityLevelId, Timestamp, UserId};
use policy::{LevelVisibility, ProjectVisibility, Reach, Visibility};

use super::*;
use crate::query::bind::{Scope, bind};
use crate::query::bound::{Ids, Values};
use crate::query::custom::Searchable;
use crate::query::date::Now;
use crate::query::names::{Catalog, Names, Wanted};

const FRED: UserId = UserId(7);

fn all() -> Reach {
    Reach {
        all: true,
        ..Reach::default()
    }
}

fn project(id: i64, issues: Reach, levels: &[(i64, Reach)]) -> ProjectVisibility {
    ProjectVisibility {
        project: ProjectId(id),
        issues,
        levels: levels
            .iter()
            .map(|(level, issues)| LevelVisibility {
                level: SecurityLevelId(*level),
                issues: issues.clone(),
            })
            .collect(),
    }
}

fn sight(projects: Vec<ProjectVisibility>) -> Sight {
    Sight::new(Visibility { projects }, Some(FRED), |_| false)
}

fn names() -> Names {
    let mut names = Names::default();
    for (id, key, name) in [(1, "OPS", "operations"), (2, "WEB", "web site")] {
        names.projects.by_key.insert(key.to_owned(), id);
        names.projects.by_name.insert(name.to_owned(), id);
    }
    names.users.by_name.insert("fred".to_owned(), 7);
    names.users.by_key.insert("JIRAUSER8".to_owned(), 8);
    names
        .users
        .by_display_name
        .insert("jo smith".to_owned(), vec![8, 9]);
    names.issues.by_key.insert(("OPS".to_owned(), 5), 50);
    names.issues.ids.insert(50);
    names.statuses = Catalog::of([(10, "To Do"), (3, "In Progress"), (11, "Done")]);
    let categories = [
        projects::StatusCategory::New,
        projects::StatusCategory::Indeterminate,
        projects::StatusCategory::Done,
    ];
    for (entry, category) in names.statuses.0.iter_mut().zip(categories) {
        entry.category = Some(category);
    }
    names.types = Catalog::of([(20, "Task"), (21, "Bug")]);
    names.priorities = Catalog::of([(1, "High"), (2, "Medium"), (3, "Low")]);
    names.resolutions = Catalog::of([(30, "Done"), (31, "Duplicate")]);
    names.levels = Catalog::of([(40, "Secret")]);
    names.types.0[1].is_subtask = true;
    names.groups.insert("devs".to_owned(), 60);
    names.roles.insert("developers".to_owned(), vec![2]);
    names
        .permissions
        .insert("edit issues".to_owned(), vec![1, 2]);
    names.leads = vec![(1, 7), (2, 8)];
    names.tracker = tracker::tracker();
    names.logins.current = Some(1_709_290_800_000);
    let former = Values {
        ids: Ids::of([10]),
        gone: vec!["77".to_owned()],
    };
    names
        .gone
        .insert((IdColumn::Status, "backlog".to_owned()), former);
    names
}

fn bound(jql: &str) -> (Bound, Vec<String>) {
    let query = jql::parse(jql).into_result().unwrap();
    let mut names = names();
    for text in Wanted::by(&query, Searchable::default()).texts {
        let read = TextQuery::parse(&text).map(|read| read.literally());
        names.texts.insert(text, read);
    }
    let scope = Scope {
        names: &names,
        // 2024-03-01T12:00:00Z, which is 13:00 in Berlin.
        now: &Now::new(
            Timestamp(1_709_294_400_000),
            TimeZone::get("Europe/Berlin").unwrap(),
        ),
        user: Some(FRED),
        browses_users: true,
        within: None,
    };
    let (bound, problems) = bind(&query, &scope);
    (
        bound,
        problems.into_iter().map(|problem| problem.text).collect(),
    )
}

/// Returns the statement with its parameters in their places, as people read it.
fn shown(sql: Writer) -> String {
    let (mut text, params) = sql.finish();
    for (position, param) in params.iter().enumerate().rev() {
        let value = match param {
            Param::Int(value) => value.to_string(),
            Param::Owned(value) => format!("'{value}'"),
            Param::Ids(ids) => format!("{ids:?}"),
            other => format!("{other:?}"),
        };
        text = text.replace(&format!("${}", position + 1), &value);
    }
    for user in ["0", "7"] {
        let seen = issues::comment::visible_to(1).replace("$1", user);
        text = text.replace(&seen, &format!("<seen by {user}>"));
    }
    text
}

#[track_caller]
fn check(jql: &str, expected: &str) {
    let (bound, problems) = bound(jql);
    assert_eq!(problems, Vec::<String>::new(), "{jql}");
    let mut sql = Writer::new(Dialect::Sqlite);
    let reader = Reader {
        user: Some(FRED),
        histories: super::history::Histories::IssueByIssue,
        words_within: &[],
    };
    condition::write(&mut sql, &bound.filter, reader);
    assert_eq!(shown(sql), expected, "{jql}");
}

#[track_caller]
fn check_order(jql: &str, expected: &str) {
    let (bound, problems) = bound(jql);
    assert_eq!(problems, Vec::<String>::new(), "{jql}");
    let mut sql = Writer::new(Dialect::Sqlite);
    order::write_joins(&mut sql, &bound.order, Some(FRED));
    order::write(&mut sql, &bound.order, false);
    assert_eq!(shown(sql).trim_start(), expected, "{jql}");
}

#[track_caller]
fn check_problems(jql: &str, expected: &[&str]) {
    let (_, problems) = bound(jql);
    assert_eq!(problems, expected, "{jql}");
}

#[test]
fn whole_statements() {
    let paging = Paging {
        start_at: 20,
        max_results: 10,
    };
    let (bound, _) = bound("project in (OPS, WEB) AND status = Done ORDER BY created DESC");
    let sight = sight(vec![project(1, all(), &[]), project(2, all(), &[])]);
    let page = |dialect| page_statement(dialect, &bound, &sight, Some(FRED), paging);
    let (sql, params) = page(Dialect::Sqlite).finish();
    assert_eq!(
        sql,
        "select i.id, cast(null as bigint) from issue i where (i.project_id in (select value from json_each($1)) \
         and i.security_level_id is null) \
         and i.id not in (select a.id from issue a where a.archived_at is not null) \
         and (i.project_id in (select value from json_each($2)) \
         and i.status_id = $3) order by i.created_at desc, i.id desc limit $4 offset $5"
    );
    assert_eq!(params.len(), 5);
    let (sql, _) = page(Dialect::Postgres).finish();
    assert_eq!(
        sql,
        "select i.id, cast(null as bigint) from issue i where (i.project_id = any($1::bigint[]) \
         and i.security_level_id is null) \
         and i.id not in (select a.id from issue a where a.archived_at is not null) \
         and (i.project_id = any($2::bigint[]) \
         and i.status_id = $3) order by i.created_at desc, i.id desc limit $4 offset $5"
    );
    assert_eq!(
        shown(count_statement(Dialect::Sqlite, &bound, &sight, Some(FRED))),
        "select count(*) from issue i where (i.project_id in (select value from json_each([1, 2])) \
         and i.security_level_id is null) \
         and i.id not in (select a.id from issue a where a.archived_at is not null) \
         and (i.project_id in (select value from json_each([1, 2])) \
         and i.status_id = 11)"
    );
}

#[test]
fn what_is_seen() {
    let reporter = Reach {
        as_reporter: true,
        ..Reach::default()
    };
    let both = Reach {
        as_assignee: true,
        ..reporter.clone()
    };
    let field = Reach {
        user_fields: vec![model::CustomFieldId(1)],
        ..Reach::default()
    };
    let check = |projects: Vec<ProjectVisibility>, expected: &str| {
        let mut sql = Writer::new(Dialect::Postgres);
        sight(projects).write(&mut sql);
        assert_eq!(shown(sql), expected);
    };
    check(vec![], "1 = 0");
    check(
        vec![project(1, field.clone(), &[])],
        "(i.project_id = 1 and (i.security_level_id is null and exists (select 1 from custom_field_value f \
         where f.issue_id = i.id and f.field_id = 1 and f.user_id = 7)))",
    );
    check(
        vec![project(1, both.clone(), &[])],
        "(i.project_id = 1 and (i.security_level_id is null and (i.reporter_id = 7 or i.assignee_id = 7)))",
    );
    check(
        vec![project(1, all(), &[(40, all()), (41, reporter.clone())])],
        "(i.project_id = 1 and (i.security_level_id is null or (i.security_level_id = 40 or \
         (i.security_level_id = 41 and i.reporter_id = 7))))",
    );
    check(
        vec![
            project(1, all(), &[]),
            project(2, all(), &[(40, all()), (41, reporter), (42, field)]),
            project(3, all(), &[]),
        ],
        "(i.project_id = any([1, 2, 3]::bigint[]) and (i.security_level_id is null or \
         ((i.security_level_id = 40 or (i.security_level_id = 41 and i.reporter_id = 7) or \
         (i.security_level_id = 42 and exists (select 1 from custom_field_value f where f.issue_id = i.id \
         and f.field_id = 1 and f.user_id = 7))) and i.project_id = 2)))",
    );
    check(
        vec![
            project(1, all(), &[(40, all())]),
            project(2, both, &[(40, all())]),
            project(3, all(), &[]),
        ],
        "(i.project_id = any([1, 2, 3]::bigint[]) and \
         ((i.security_level_id is null and i.project_id = any([1, 3]::bigint[])) or \
         (i.security_level_id is null and i.project_id = 2 and (i.reporter_id = 7 or i.assignee_id = 7)) or \
         (i.security_level_id = 40 and i.project_id = 1) or \
         (i.security_level_id = 40 and i.project_id = 2 and (i.reporter_id = 7 or i.assignee_id = 7))))",
    );
    let narrowed = sight(vec![project(1, all(), &[]), project(2, all(), &[])]);
    assert!(narrowed.within(&[3]).is_nothing());
}

#[test]
fn ids() {
    check("project = ops", "i.project_id = 1");
    check("PROJECT='Web Site'", "i.project_id = 2");
    check("project = 2", "i.project_id = 2");
    check(
        "project in (OPS, WEB, OPS)",
        "i.project_id in (select value from json_each([1, 2]))",
    );
    check("project != OPS", "i.project_id <> 1");
    check("project not in (OPS)", "i.project_id <> 1");
    check("project is empty", "i.project_id is null");
    check("key = ops-5", "i.id = 50");
    check("issue in (50, OPS-5)", "i.id = 50");
    check("key > OPS-5", "(i.project_id = 1 and i.number > 5)");
    check("not key > OPS-99", "(i.project_id = 1 and i.number <= 99)");
    check("parent = OPS-5", "i.parent_id = 50");
    check(
        "type in (Bug, task)",
        "i.type_id in (select value from json_each([20, 21]))",
    );
    check("status = \"In Progress\"", "i.status_id = 3");
    check("statusCategory != Done", "i.status_id <> 11");
    check("statusCategory = new", "i.status_id = 10");
    check("statusCategory = undefined", "1 = 0");
    check("level = secret", "i.security_level_id = 40");
    check("level is empty", "i.security_level_id is null");
}

#[test]
fn users() {
    check("assignee = FRED", "i.assignee_id = 7");
    check("reporter = JIRAUSER8", "i.reporter_id = 8");
    check(
        "reporter = \"Jo Smith\"",
        "i.reporter_id in (select value from json_each([8, 9]))",
    );
    check("creator = currentUser()", "i.creator_id = 7");
    check("assignee is EMPTY", "i.assignee_id is null");
    check("assignee = EMPTY", "i.assignee_id is null");
    check("assignee != EMPTY", "i.assignee_id is not null");
    check("assignee is not null", "i.assignee_id is not null");
    check(
        "assignee in (fred, EMPTY)",
        "(i.assignee_id = 7 or i.assignee_id is null)",
    );
    check("assignee not in (fred, EMPTY)", "i.assignee_id <> 7");
    check("assignee in currentUser()", "i.assignee_id = 7");
}

#[test]
fn constants_with_an_order() {
    check(
        "priority > Low",
        "i.priority_id in (select value from json_each([1, 2]))",
    );
    check("priority <= Low", "i.priority_id = 3");
    check("not priority > Low", "i.priority_id = 3");
    check("resolution = Unresolved", "i.resolution_id is null");
    check("resolution != unresolved", "i.resolution_id is not null");
    check(
        "resolution in (Done, Unresolved)",
        "(i.resolution_id = 30 or i.resolution_id is null)",
    );
}

#[test]
fn labels() {
    const ANY: &str = "exists (select 1 from issue_label l where l.issue_id = i.id)";
    check(
        "labels = \"A b\"",
        "i.id in (select l.issue_id from issue_label l where lower(l.label) in ('a b'))",
    );
    check("labels is empty", &format!("not {ANY}"));
    check("labels is not empty", ANY);
    check(
        "labels in (a, EMPTY)",
        &format!(
            "(i.id in (select l.issue_id from issue_label l where lower(l.label) in ('a')) \
             or not {ANY})"
        ),
    );
    check(
        "labels not in (a, b)",
        &format!(
            "({ANY} and not i.id in (select l.issue_id from issue_label l \
             where lower(l.label) in ('a', 'b')))"
        ),
    );
}

#[test]
fn texts() {
    check(
        "summary ~ \"x Y\"",
        "i.id in (select word_index.rowid / 34359738368 from word_index where word_index match \
         '((\"x\") AND (\"y\"))' and word_index.rowid / 4294967296 % 8 = 0)",
    );
    check(
        "description !~ x",
        "i.description is not null and not i.id in (select word_index.rowid / 34359738368 \
         from word_index where word_index match '(\"x\")' and word_index.rowid / 4294967296 % 8 = 1)",
    );
    check("summary is empty", "i.summary = ''");
    check(
        "environment is not empty",
        "coalesce(i.environment, '') <> ''",
    );
    check(
        "comment ~ x",
        "i.id in (select word_index.rowid / 34359738368 from word_index where word_index match '(\"x\")' \
         and word_index.rowid / 4294967296 % 8 >= 3 and (word_index.rowid / 4294967296 % 8 < 4 or exists \
         (select 1 from issue_comment c join issue i on i.id = c.issue_id where \
         c.id = word_index.rowid % 4294967296 and <seen by 7>)))",
    );
    let (bound, _) = bound("text ~ \"a b\"");
    let mut sql = Writer::new(Dialect::Postgres);
    let reader = Reader {
        user: None,
        histories: super::history::Histories::IssueByIssue,
        words_within: &[],
    };
    condition::write(&mut sql, &bound.filter, reader);
    assert_eq!(
        shown(sql),
        "i.id in (select word_index.id / 34359738368 from word_index where \
         words @@ cast(cast('(('a') & ('b'))' as text) as tsquery) and \
         (word_index.id / 4294967296 % 8 < 4 or exists (select 1 from issue_comment c join issue i \
         on i.id = c.issue_id where c.id = word_index.id % 4294967296 and <seen by 0>)))"
    );
}

#[test]
fn a_page_of_issues_with_words_begins_with_the_words() {
    let page = |jql| {
        let sight = sight(vec![project(1, all(), &[])]);
        let paging = Paging::new(None, None, 50, 1000).unwrap();
        shown(page_statement(
            Dialect::Sqlite,
            &bound(jql).0,
            &sight,
            Some(FRED),
            paging,
        ))
    };
    let words = "from (select word_index.rowid / 34359738368 as issue_id, min(case \
         word_index.rowid / 4294967296 % 8 when 4 then 3 else word_index.rowid / 4294967296 % 8 end) as place \
         from word_index where word_index match '(\"x\")' and word_index.rowid / 4294967296 % 8 = 0 group by 1) w \
         cross join issue i indexed by issue_by_id where i.id = w.issue_id and (i.project_id = 1 and i.security_level_id is null) \
         and i.id not in (select a.id from issue a where a.archived_at is not null)";
    assert_eq!(
        page("status = Done and (summary ~ x and type = Bug)"),
        format!(
            "select i.id, count(*) over () {words} and (i.status_id = 11 and i.type_id = 21) \
             order by w.place, i.id desc limit 50 offset 0"
        )
    );
    assert_eq!(
        page("not summary !~ x order by created"),
        format!(
            "select i.id, count(*) over () {words} order by i.created_at desc, i.id desc limit 50 offset 0"
        )
    );
    for other in ["summary ~ x or status = Done", "summary !~ x"] {
        let found = page(other);
        assert!(
            found.starts_with("select i.id, cast(null as bigint) from issue i"),
            "{found}"
        );
        assert!(
            found.ends_with("order by i.id desc limit 50 offset 0"),
            "{found}"
        );
    }
}

#[test]
fn dates() {
    // Midnight in Berlin.
    check("created >= 2024-03-01", "i.created_at >= 1709247600000");
    check("updated < -1d", "i.updated_at < 1709208000000");
    check("not created > now()", "i.created_at <= 1709294400000");
    check("resolved is empty", "i.resolved_at is null");
    check("resolutiondate is not empty", "i.resolved_at is not null");
    check("due <= 7d", "i.due_date <= '2024-03-08'");
    check("duedate = \"2024/02/29\"", "i.due_date = '2024-02-29'");
    check("due < endOfMonth(-1)", "i.due_date < '2024-02-29'");
    check(
        "due in (2024-01-01, EMPTY)",
        "(i.due_date = '2024-01-01' or i.due_date is null)",
    );
    check(
        "due not in (2024-01-01, 2024-01-02)",
        "(i.due_date <> '2024-01-01' and i.due_date <> '2024-01-02')",
    );
}

#[test]
fn conditions_nest_and_negation_goes_down() {
    check("", "1 = 1");
    check(
        "project = OPS and (status = Done or type = Bug)",
        "(i.project_id = 1 and (i.status_id = 11 or i.type_id = 21))",
    );
    check(
        "not (project = OPS and not status = Done)",
        "(i.project_id <> 1 or i.status_id = 11)",
    );
    check(
        "not (labels = a or assignee is empty)",
        "((exists (select 1 from issue_label l where l.issue_id = i.id) and not i.id in (select \
         l.issue_id from issue_label l where lower(l.label) in ('a'))) and i.assignee_id is not null)",
    );
    check("not not project = OPS", "i.project_id = 1");
}

#[test]
fn orders() {
    check_order("", "order by i.id desc");
    check_order("order by created", "order by i.created_at desc, i.id desc");
    check_order("order by created ASC", "order by i.created_at, i.id");
    check_order("order by Rank ASC", "order by i.rank, i.id");
    check_order("order by id desc, created", "order by i.id desc");
    check_order(
        "order by key",
        "join project p on p.id = i.project_id order by p.key, i.number, i.id",
    );
    check_order(
        "order by priority, key desc, project",
        "left join priority pr on pr.id = i.priority_id join project p on p.id = i.project_id \
         order by pr.position nulls last, p.key desc, i.number desc, p.lower_name, i.id",
    );
    check_order(
        "order by statusCategory, status, level desc",
        "join status s on s.id = i.status_id left join security_level sl on sl.id = i.security_level_id \
         order by case s.category_id when 2 then 1 when 4 then 2 when 3 then 3 else 0 end, s.position, \
         lower(sl.name) desc nulls last, i.id desc",
    );
    check_order(
        "order by labels, environment",
        "order by (select min(lower(l.label)) from issue_label l where l.issue_id = i.id) nulls last, \
         lower(i.environment) nulls last, i.id",
    );
    check_order(
        "order by duedate, due desc, assignee",
        "left join app_user ua on ua.id = i.assignee_id order by i.due_date desc nulls last, \
         ua.lower_display_name nulls last, i.id",
    );
}

#[test]
fn everything_wrong_is_told_at_once() {
    check_problems(
        "nix = 1 and project in (OPS, X) and cf[10001] is empty and issue.property[a.b].c = 1 \
         order by parent, y",
        &[
            "Field 'nix' does not exist or you do not have permission to view it.",
            "The value 'X' does not exist for the field 'project'.",
            "Field 'cf[10001]' does not exist or you do not have permission to view it.",
            "Field 'issue.property[\"a.b\"].c' does not exist or you do not have permission to view it.",
            "Not able to sort using field 'parent'.",
            "Field 'y' does not exist or you do not have permission to view it.",
        ],
    );
    check_problems(
        "project = 12345 and project = \"12345\"",
        &[
            "A value with ID '12345' does not exist for the field 'project'.",
            "The value '12345' does not exist for the field 'project'.",
        ],
    );
    check_problems(
        "key in (OPS-6, X) and Status = Gone and assignee = nobody",
        &[
            "An issue with key 'OPS-6' does not exist for field 'key'.",
            "The issue key 'X' for field 'key' is invalid.",
            "The value 'Gone' does not exist for the field 'Status'.",
            "The value 'nobody' does not exist for the field 'assignee'.",
        ],
    );
}

#[test]
fn operators_and_operands_must_fit() {
    check_problems(
        "project ~ x and summary = x and text !~ x and rank = 1 and comment is empty",
        &[
            "The operator '~' is not supported by the 'project' field.",
            "The operator '=' is not supported by the 'summary' field.",
            "The operator '!~' is not supported by the 'text' field.",
            "The operator '=' is not supported by the 'rank' field.",
            "The operator 'is' is not supported by the 'comment' field.",
        ],
    );
    check_problems(
        "project = (OPS, WEB) and project in OPS and assignee is fred and created < EMPTY",
        &[
            "Operator '=' does not support the list value '(OPS, WEB)' for field 'project'.",
            "Operator 'in' does not support the non-list value 'OPS' for field 'project'.",
            "The value 'fred' is not supported by the operator 'is' for the field 'assignee'. \
             It takes EMPTY or NULL only.",
            "The operator '<' does not support searching for EMPTY values in the field 'created'.",
        ],
    );
    let list = vec!["OPS"; crate::query::bind::MAX_LIST + 1].join(",");
    check_problems(
        &format!("project in ({list})"),
        &["The list for the field 'project' has more than 2000 values."],
    );
}

#[test]
fn functions_dates_and_texts_must_be_right() {
    check_problems(
        "assignee in nix(\"x y\") and project = currentUser() and created < currentUser(1) \
         and reporter = currentUser(1) and created > now(1) and due < startOfDay(x)",
        &[
            "Unable to find JQL function 'nix(\"x y\")'.",
            "A value provided by the function 'currentUser' is invalid for the field 'project'.",
            "A value provided by the function 'currentUser' is invalid for the field 'created'.",
            "Function 'currentUser' expected '0' arguments but received '1'.",
            "Function 'now' expected '0' arguments but received '1'.",
            "The argument 'x' of the function 'startOfDay' is invalid. \
             It must have the format (+/-)n(y|M|w|d|h|m), e.g. -1d.",
        ],
    );
    check_problems(
        "created < yesterday and summary ~ \" \" and text ~ \"*x\"",
        &[
            "Date value 'yesterday' for field 'created' is invalid. Valid formats include: \
             'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format \
             e.g. '-5d', '4w 2d'.",
            "The field 'summary' does not support searching for an empty string.",
            "The text query '*x' for field 'text' is not allowed to start with character '*'.",
        ],
    );
}

#[test]
fn a_clause_with_a_problem_never_finds_more() {
    let (bound, problems) = bound("project = X or not (nix = 1) or project != X");
    assert_eq!(problems.len(), 2);
    let mut sql = Writer::new(Dialect::Sqlite);
    let reader = Reader {
        user: Some(FRED),
        histories: super::history::Histories::IssueByIssue,
        words_within: &[],
    };
    condition::write(&mut sql, &bound.filter, reader);
    assert_eq!(shown(sql), "(1 = 0 or 1 = 0 or i.project_id is not null)");
}

#[test]
fn the_projects_asked_for_narrow_what_is_looked_through() {
    let narrow = |jql| projects_of_all(&bound(jql).0.filter);
    assert_eq!(narrow("project = OPS and status = Done"), Some(vec![1]));
    assert_eq!(
        narrow("status = Done and (project in (OPS, WEB) and type = Bug)"),
        Some(vec![1, 2])
    );
    assert_eq!(narrow("key > OPS-5"), Some(vec![1]));
    assert_eq!(narrow("project = OPS or status = Done"), None);
    assert_eq!(narrow("project != OPS"), None);
    assert_eq!(narrow("not project != OPS"), Some(vec![1]));
}

#[test]
fn lists_of_names_come_in_few_lengths() {
    let texts = |n: usize| {
        let mut sql = Writer::new(Dialect::Sqlite);
        sql.one_of_texts(vec!["x".to_owned(); n].into_iter());
        sql.finish()
    };
    assert_eq!(texts(3).0, texts(4).0);
    assert_eq!(texts(1).0, " in ($1)");
    assert_eq!(texts(5).1.len(), 8);
}
