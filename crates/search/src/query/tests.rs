//! Random queries on random issues: the database must find what a naive reading of the query finds, in the
//! same order, page by page.

use std::cmp::Ordering;

use base::paging::Paging;
use db::Tx;
use jiff::tz::TimeZone;
use model::{ProjectId, SecurityLevelId, Timestamp, UserId};
use policy::{LevelVisibility, ProjectVisibility, Reach, Visibility};
use testkit::TestApp;

use super::*;

const PROJECTS: [&str; 3] = ["AAA", "BBB", "CCC"];
const USERS: [&str; 3] = ["ann", "bob", "cy"];
const STATUSES: [(i64, &str); 3] = [(10000, "To Do"), (3, "In Progress"), (10001, "Done")];
const PRIORITIES: [&str; 3] = ["Highest", "High", "Medium"];
const LABELS: [&str; 4] = ["red", "Green", "blue sky", "Über"];
const WORDS: [&str; 5] = ["Apple", "pear", "50%", "ÖL", "a_b"];
const DAYS: [&str; 3] = ["2024-02-28", "2024-02-29", "2024-03-01"];
const N_ISSUES: usize = 60;
const N_QUERIES: usize = 400;

/// The issues' creation times are whole hours from here on.
const MIDNIGHT: i64 = 1_709_164_800_000; // 2024-02-29T00:00:00Z
const HOUR: i64 = 3_600_000;

/// A small generator of numbers that look random.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn maybe(&mut self, n: usize) -> Option<usize> {
        let chosen = self.below(n + 1);
        (chosen < n).then_some(chosen)
    }

    fn chance(&mut self, of_ten: usize) -> bool {
        self.below(10) < of_ten
    }
}

#[derive(Debug)]
struct Issue {
    id: i64,
    project: usize,
    number: i64,
    status: usize,
    priority: Option<usize>,
    reporter: Option<usize>,
    assignee: Option<usize>,
    labels: Vec<usize>,
    summary: String,
    description: Option<String>,
    created: i64,
    due: Option<usize>,
    level: bool,
}

impl Issue {
    fn random(random: &mut Random, id: i64, number: i64) -> Self {
        let text = |random: &mut Random| {
            let n_words = 1 + random.below(3);
            let words: Vec<&str> = (0..n_words)
                .map(|_| WORDS[random.below(WORDS.len())])
                .collect();
            words.join(" ")
        };
        Self {
            id,
            project: random.below(PROJECTS.len()),
            number,
            status: random.below(STATUSES.len()),
            priority: random.maybe(PRIORITIES.len()),
            reporter: random.maybe(USERS.len()),
            assignee: random.maybe(USERS.len()),
            labels: (0..LABELS.len()).filter(|_| random.chance(3)).collect(),
            summary: text(random),
            description: random.chance(5).then(|| text(random)),
            created: MIDNIGHT + HOUR * i64::try_from(random.below(48)).unwrap(),
            due: random.maybe(DAYS.len()),
            level: random.chance(3),
        }
    }

    /// Returns what a field holds, as a query names it.
    fn values(&self, field: &str) -> Vec<String> {
        let user = |user: Option<usize>| {
            user.map(|user| USERS[user].to_owned())
                .into_iter()
                .collect()
        };
        match field {
            "project" => vec![PROJECTS[self.project].to_owned()],
            "status" => vec![STATUSES[self.status].1.to_owned()],
            "priority" => self
                .priority
                .map(|p| PRIORITIES[p].to_owned())
                .into_iter()
                .collect(),
            "reporter" => user(self.reporter),
            "assignee" => user(self.assignee),
            "labels" => self
                .labels
                .iter()
                .map(|label| LABELS[*label].to_owned())
                .collect(),
            "due" => self
                .due
                .map(|day| DAYS[day].to_owned())
                .into_iter()
                .collect(),
            "summary" => vec![self.summary.clone()],
            "description" => self.description.iter().cloned().collect(),
            other => panic!("{other}"),
        }
    }
}

/// A condition that knows how it is written and what it means.
enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// A field against a list, in which nothing is EMPTY.
    Set(&'static str, Vec<Option<&'static str>>, bool),
    Text(&'static str, Vec<&'static str>, bool),
    Created(Ordering, bool, i64),
}

impl Condition {
    fn random(random: &mut Random, depth: usize) -> Self {
        if depth > 0 && random.chance(4) {
            let n_parts = 2 + random.below(2);
            let parts = (0..n_parts)
                .map(|_| Self::random(random, depth - 1))
                .collect();
            return if random.chance(5) {
                Self::All(parts)
            } else {
                Self::Any(parts)
            };
        }
        if depth > 0 && random.chance(2) {
            return Self::Not(Box::new(Self::random(random, depth - 1)));
        }
        let negative = random.chance(3);
        match random.below(8) {
            0 => Self::set(random, "project", &PROJECTS, negative),
            1 => Self::set(random, "status", &STATUSES.map(|(_, name)| name), negative),
            2 => Self::set(random, "priority", &PRIORITIES, negative),
            3 => Self::set(random, "assignee", &USERS, negative),
            4 => Self::set(random, "labels", &LABELS, negative),
            5 => Self::set(random, "due", &DAYS, negative),
            6 => {
                let field = ["summary", "description"][random.below(2)];
                let n_words = 1 + random.below(2);
                let words = (0..n_words)
                    .map(|_| WORDS[random.below(WORDS.len())])
                    .collect();
                Self::Text(field, words, negative)
            }
            _ => {
                let at = MIDNIGHT + HOUR * i64::try_from(random.below(48)).unwrap();
                let order = [Ordering::Less, Ordering::Greater][random.below(2)];
                Self::Created(order, random.chance(5), at)
            }
        }
    }

    fn set(random: &mut Random, field: &'static str, all: &[&'static str], negative: bool) -> Self {
        let mut values: Vec<Option<&'static str>> = Vec::new();
        for _ in 0..1 + random.below(3) {
            values.push(random.maybe(all.len()).map(|value| all[value]));
        }
        Self::Set(field, values, negative)
    }

    fn holds(&self, issue: &Issue, negated: bool) -> bool {
        match self {
            Self::All(parts) if !negated => parts.iter().all(|part| part.holds(issue, false)),
            Self::All(parts) => parts.iter().any(|part| part.holds(issue, true)),
            Self::Any(parts) if !negated => parts.iter().any(|part| part.holds(issue, false)),
            Self::Any(parts) => parts.iter().all(|part| part.holds(issue, true)),
            Self::Not(part) => part.holds(issue, !negated),
            Self::Set(field, values, negative) => {
                let held = issue.values(field);
                let is_in = held
                    .iter()
                    .any(|value| values.contains(&Some(value.as_str())));
                if *negative == negated {
                    is_in || held.is_empty() && values.contains(&None)
                } else {
                    !is_in && !held.is_empty()
                }
            }
            Self::Text(field, words, negative) => {
                let Some(text) = issue.values(field).pop() else {
                    return false;
                };
                let text = text.to_lowercase();
                let fits = words.iter().all(|word| text.contains(&word.to_lowercase()));
                fits == (*negative == negated)
            }
            Self::Created(order, or_equal, at) => {
                let found = issue.created.cmp(at);
                (found == *order || *or_equal && found == Ordering::Equal) != negated
            }
        }
    }

    fn jql(&self) -> String {
        let joined = |parts: &[Self], by: &str| {
            let parts: Vec<String> = parts
                .iter()
                .map(|part| format!("({})", part.jql()))
                .collect();
            parts.join(by)
        };
        match self {
            Self::All(parts) => joined(parts, " AND "),
            Self::Any(parts) => joined(parts, " or "),
            Self::Not(part) => format!("NOT ({})", part.jql()),
            Self::Set(field, values, negative) => match (values.as_slice(), negative) {
                ([None], false) => format!("{field} is EMPTY"),
                ([None], true) => format!("{field} is not null"),
                ([Some(value)], false) => format!("{field} = \"{value}\""),
                ([Some(value)], true) => format!("{field} != '{value}'"),
                (values, negative) => {
                    let values: Vec<String> = values
                        .iter()
                        .map(|value| value.map_or("EMPTY".to_owned(), |value| format!("{value:?}")))
                        .collect();
                    let not = if *negative { "not " } else { "" };
                    format!("{field} {not}in ({})", values.join(", "))
                }
            },
            Self::Text(field, words, negative) => {
                let op = if *negative { "!~" } else { "~" };
                format!("{field} {op} \"{}\"", words.join(" "))
            }
            Self::Created(order, or_equal, at) => {
                let op = if *order == Ordering::Less { "<" } else { ">" };
                let equal = if *or_equal { "=" } else { "" };
                format!("created {op}{equal} {at}")
            }
        }
    }
}

/// The keys of an order, and whether the largest comes first.
fn random_order(random: &mut Random) -> Vec<(&'static str, bool)> {
    let keys = [
        "created", "priority", "due", "key", "assignee", "status", "summary",
    ];
    (0..random.below(3))
        .map(|_| (keys[random.below(keys.len())], random.chance(5)))
        .collect()
}

fn compare(one: &Issue, other: &Issue, order: &[(&str, bool)]) -> Ordering {
    fn optional<T: Ord>(one: Option<T>, other: Option<T>, descending: bool) -> Ordering {
        match (one, other) {
            (Some(one), Some(other)) if descending => other.cmp(&one),
            (Some(one), Some(other)) => one.cmp(&other),
            (one, other) => one.is_none().cmp(&other.is_none()),
        }
    }
    // Their positions are To Do, In Progress, Done.
    for &(key, descending) in order {
        let found = match key {
            "created" => optional(Some(one.created), Some(other.created), descending),
            "priority" => optional(one.priority, other.priority, !descending),
            "due" => optional(one.due, other.due, descending),
            "status" => optional(Some(one.status), Some(other.status), descending),
            "assignee" => optional(one.assignee, other.assignee, descending),
            "key" => optional(
                Some((one.project, one.number)),
                Some((other.project, other.number)),
                descending,
            ),
            // As both engines do it: ASCII letters without case, then bytes.
            "summary" => optional(
                Some(one.summary.to_ascii_lowercase()),
                Some(other.summary.to_ascii_lowercase()),
                descending,
            ),
            other => panic!("{other}"),
        };
        if found != Ordering::Equal {
            return found;
        }
    }
    let descending = order.last().is_none_or(|(_, descending)| *descending);
    if descending {
        other.id.cmp(&one.id)
    } else {
        one.id.cmp(&other.id)
    }
}

/// What may be seen: everything in the first project, and in the others what the user reported or is
/// assigned to; issues with a level only in the second, by their assignee.
fn visibility() -> Visibility {
    let all = Reach {
        all: true,
        ..Reach::default()
    };
    let assigned = Reach {
        as_assignee: true,
        ..Reach::default()
    };
    let own = Reach {
        as_reporter: true,
        ..assigned.clone()
    };
    let project = |number: i64, issues: Reach, levels| ProjectVisibility {
        project: ProjectId(number),
        issues,
        levels,
    };
    let level = LevelVisibility {
        level: SecurityLevelId(1),
        issues: assigned,
    };
    Visibility {
        projects: vec![
            project(1, all, vec![]),
            project(2, own.clone(), vec![level]),
            project(3, own, vec![]),
        ],
    }
}

fn is_seen(issue: &Issue, user: usize) -> bool {
    let assigned = issue.assignee == Some(user);
    let own = assigned || issue.reporter == Some(user);
    match issue.project {
        0 => !issue.level,
        1 => own && (!issue.level || assigned),
        _ => own && !issue.level,
    }
}

async fn store_issues(app: &TestApp, issues: &[Issue]) {
    let mut tx = app.app().db.write().await.unwrap();
    for (user_idx, name) in USERS.iter().enumerate() {
        let sql = "insert into app_user (id, key, name, lower_name, email, lower_email, display_name, \
                   lower_display_name, active, time_zone, locale, created_at, updated_at) \
                   values ($1, $2, $2, $2, $2, $2, $2, $2, true, 'UTC', 'en_US', 0, 0)";
        run(&mut tx, sql, &[id(user_idx), (*name).into()]).await;
    }
    run(
        &mut tx,
        "insert into security_scheme (id, name, lower_name, description) values (1, 's', 's', '')",
        &[],
    )
    .await;
    run(
        &mut tx,
        "insert into security_level (id, scheme_id, name, description) values (1, 1, 'l', '')",
        &[],
    )
    .await;
    for (project_idx, key) in PROJECTS.iter().enumerate() {
        let sql = "insert into project (id, key, name, lower_name, description, url, lead_id, type_key, \
                   assignee_type, permission_scheme_id, workflow_id, is_archived, created_at) \
                   values ($1, $2, $2, $2, '', '', 1, 'software', 'UNASSIGNED', 0, 10000, false, 0)";
        run(&mut tx, sql, &[id(project_idx), (*key).into()]).await;
    }
    for issue in issues {
        let sql = "insert into issue (id, project_id, number, type_id, status_id, priority_id, summary, \
                   description, due_date, reporter_id, assignee_id, security_level_id, created_at, \
                   updated_at, status_category_changed_at) \
                   values ($1, $2, $3, 10002, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $12)";
        let params = [
            issue.id.into(),
            id(issue.project),
            issue.number.into(),
            STATUSES[issue.status].0.into(),
            issue.priority.map(id).unwrap_or(db::Param::Null),
            issue.summary.clone().into(),
            issue.description.clone().into(),
            issue.due.map(|day| DAYS[day]).into(),
            issue.reporter.map(id).unwrap_or(db::Param::Null),
            issue.assignee.map(id).unwrap_or(db::Param::Null),
            issue.level.then_some(1_i64).into(),
            issue.created.into(),
        ];
        run(&mut tx, sql, &params).await;
        for label in &issue.labels {
            let sql = "insert into issue_label (issue_id, label) values ($1, $2)";
            run(&mut tx, sql, &[issue.id.into(), LABELS[*label].into()]).await;
        }
    }
    tx.commit().await.unwrap();
}

fn id(idx: usize) -> db::Param<'static> {
    i64::try_from(idx + 1).unwrap().into()
}

async fn run(tx: &mut Tx, sql: &str, params: &[db::Param<'_>]) {
    tx.execute(sql, params).await.unwrap();
}

#[tokio::test]
async fn the_database_finds_what_a_naive_reading_finds() {
    let app = TestApp::before_setup("http://jira.test").await;
    let mut random = Random(20_240_229);
    let issues: Vec<Issue> = (1..)
        .take(N_ISSUES)
        // Ids and numbers run against one another, so that neither can stand for the other.
        .map(|id| Issue::random(&mut random, id, 1000 - id))
        .collect();
    store_issues(&app, &issues).await;
    let mut tx = app.app().db.read().await.unwrap();
    let mut n_found = 0;
    for _ in 0..N_QUERIES {
        let user = random.below(USERS.len());
        let condition = Condition::random(&mut random, 3);
        let order = random_order(&mut random);
        let mut jql = condition.jql();
        for (key_idx, (key, descending)) in order.iter().enumerate() {
            jql += if key_idx == 0 { " ORDER BY " } else { ", " };
            jql += key;
            jql += if *descending { " DESC" } else { " ASC" };
        }
        let mut expected: Vec<&Issue> = issues
            .iter()
            .filter(|issue| is_seen(issue, user) && condition.holds(issue, false))
            .collect();
        expected.sort_by(|one, other| compare(one, other, &order));
        let expected: Vec<i64> = expected.iter().map(|issue| issue.id).collect();
        let found = find_pages(&app, &mut tx, &jql, user).await;
        assert_eq!(found, expected, "{jql} as {}", USERS[user]);
        n_found += found.len();
    }
    // Were nearly everything or nothing found, agreeing would mean little.
    assert!(
        n_found > N_QUERIES * 3 && n_found < N_QUERIES * N_ISSUES / 2,
        "{n_found}"
    );
}

/// Returns everything that a query finds, read page by page.
async fn find_pages(app: &TestApp, tx: &mut Tx, jql: &str, user: usize) -> Vec<i64> {
    const PAGE: i64 = 7;
    let query = jql::parse(jql).into_result().unwrap();
    let user = UserId(i64::try_from(user + 1).unwrap());
    let sight = || Sight::new(visibility(), Some(user), |_| false);
    let cx = Cx::anonymous(app.app(), None);
    let mut names = store::names(
        &cx,
        tx,
        &Wanted::by(&query),
        &guard::viewable_projects(&cx),
        &sight(),
        &[],
        true,
    )
    .await
    .unwrap();
    for (project_idx, key) in PROJECTS.iter().enumerate() {
        let id = i64::try_from(project_idx + 1).unwrap();
        names.projects.by_key.insert((*key).to_owned(), id);
    }
    let scope = Scope {
        names: &names,
        now: &Now::new(Timestamp(MIDNIGHT), TimeZone::UTC),
        user: Some(user),
        browses_users: true,
    };
    let (bound, problems) = bind::bind(&query, &scope);
    assert_eq!(problems, Vec::<String>::new(), "{jql}");
    let mut found: Vec<i64> = Vec::new();
    loop {
        let start_at = i64::try_from(found.len()).unwrap();
        let paging = Paging {
            start_at,
            max_results: PAGE,
        };
        let page = store::run(tx, &bound, sight(), Some(user), paging)
            .await
            .unwrap();
        found.extend(page.ids.iter().map(|id| id.0));
        let n_found = i64::try_from(found.len()).unwrap();
        assert!(n_found <= page.total, "{jql}");
        if page.ids.is_empty() || n_found == page.total {
            assert_eq!(page.total, n_found, "{jql}");
            return found;
        }
    }
}
