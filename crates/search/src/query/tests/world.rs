//! A small world: projects, users, issues with their histories and comments; made at random, and stored.

use db::{Param, Tx};
use model::{CustomFieldId, ProjectId, SecurityLevelId};
use policy::{LevelVisibility, ProjectVisibility, Reach, Visibility};
use testkit::TestApp;

use crate::query::bound::Sides;
pub use crate::query::names::Tracker;
use crate::query::names::{Component, Version};

pub const PROJECTS: [&str; 3] = ["AAA", "BBB", "CCC"];
pub const USERS: [&str; 3] = ["ann", "bob", "cy"];
/// Who is in the group `devs`.
pub const DEVS: [usize; 2] = [0, 1];
pub const TYPES: [(i64, &str); 3] = [(10002, "Task"), (10003, "Sub-task"), (10004, "Bug")];
/// Of these types, the ones of issues that are parts of others.
pub const SUBTASKS: [usize; 1] = [1];
/// The last of them was deleted: only histories have it.
pub const STATUSES: [(i64, &str); 4] = [
    (10000, "To Do"),
    (3, "In Progress"),
    (10001, "Done"),
    (77, "Limbo"),
];
/// What the first status was called before.
pub const FORMER: &str = "Backlog";
pub const PRIORITIES: [(i64, &str); 3] = [(1, "Highest"), (2, "High"), (3, "Medium")];
pub const RESOLUTIONS: [(i64, &str); 2] = [(10000, "Done"), (10002, "Duplicate")];
pub const LABELS: [&str; 4] = ["red", "Green", "blue sky", "Über"];
pub const WORDS: [&str; 5] = ["Apple", "apples", "50%", "ÖL", "a_b"];
pub const DAYS: [&str; 3] = ["2024-02-28", "2024-02-29", "2024-03-01"];
pub const LINKS: [&str; 2] = ["system=one&id=1", "two"];
/// Each project has all of these.
pub const COMPONENTS: [&str; 2] = ["UI", "db"];
/// Each project has all of these, in this order; their ids run the other way.
pub const VERSIONS: [&str; 3] = ["1.0", "2.0-rc", "2.0"];
/// The kinds of links: id, what the source does, what is done to the destination.
pub const LINK_TYPES: [(i64, &str, &str); 2] = [
    (10000, "blocks", "is blocked by"),
    (10003, "relates to", "relates to"),
];
pub const OPTIONS: [(i64, &str); 3] = [(901, "Low"), (902, "Mid"), (903, "Top")];
/// The fields that administrators made. The last is for the first project, and not for tasks.
pub const FIELDS: [(i64, &str, &str); 7] = [
    (801, "Note", "textfield"),
    (802, "Weight", "float"),
    (803, "Kickoff", "datepicker"),
    (804, "Risk", "select"),
    (805, "Owner", "userpicker"),
    (806, "Tags", "multiselect"),
    (807, "Local", "float"),
];
const N_ISSUES: usize = 70;

/// Everything happens at whole hours from here on, for four days.
pub const MIDNIGHT: i64 = 1_709_164_800_000; // 2024-02-29T00:00:00Z
pub const HOUR: i64 = 3_600_000;

/// A small generator of numbers that look random.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    pub fn maybe(&mut self, n: usize) -> Option<usize> {
        let chosen = self.below(n + 1);
        (chosen < n).then_some(chosen)
    }

    pub fn chance(&mut self, of_ten: usize) -> bool {
        self.below(10) < of_ten
    }

    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Returns a whole hour of the first `n_hours`.
    pub fn hour(&mut self, n_hours: usize) -> i64 {
        MIDNIGHT + HOUR * i64::try_from(self.below(n_hours)).unwrap()
    }

    fn some(&mut self, n: usize) -> Vec<usize> {
        (0..n).filter(|_| self.chance(3)).collect()
    }

    /// Returns a time in seconds: some minutes, or none.
    fn time(&mut self) -> Option<i64> {
        self.maybe(4).map(|n| 1800 * i64::try_from(n).unwrap())
    }

    fn text(&mut self) -> String {
        let n_words = 1 + self.below(3);
        let words: Vec<&str> = (0..n_words).map(|_| self.pick(&WORDS)).collect();
        words.join(" ")
    }
}

/// A field that has a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tracked {
    Status,
    Priority,
    Resolution,
    Assignee,
    Reporter,
}

impl Tracked {
    pub const ALL: [Self; 5] = [
        Self::Status,
        Self::Priority,
        Self::Resolution,
        Self::Assignee,
        Self::Reporter,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Priority => "priority",
            Self::Resolution => "resolution",
            Self::Assignee => "assignee",
            Self::Reporter => "reporter",
        }
    }

    /// Returns what the field can hold, as queries name it.
    pub fn values(self) -> Vec<&'static str> {
        match self {
            Self::Status => STATUSES.map(|(_, name)| name).to_vec(),
            Self::Priority => PRIORITIES.map(|(_, name)| name).to_vec(),
            Self::Resolution => RESOLUTIONS.map(|(_, name)| name).to_vec(),
            Self::Assignee | Self::Reporter => USERS.to_vec(),
        }
    }

    fn random(self, random: &mut Random) -> Option<usize> {
        match self {
            Self::Status => Some(random.below(STATUSES.len())),
            _ => random.maybe(self.values().len()),
        }
    }

    /// Returns how a history has a value: its id or key, and its name.
    fn stored(self, value: usize, is_early: bool) -> (String, &'static str) {
        match self {
            Self::Status if value == 0 && is_early => (STATUSES[0].0.to_string(), FORMER),
            Self::Status => (STATUSES[value].0.to_string(), STATUSES[value].1),
            Self::Priority => (PRIORITIES[value].0.to_string(), PRIORITIES[value].1),
            Self::Resolution => (RESOLUTIONS[value].0.to_string(), RESOLUTIONS[value].1),
            Self::Assignee | Self::Reporter => (USERS[value].to_owned(), USERS[value]),
        }
    }
}

/// A value that a field had from a moment on, by somebody's doing.
#[derive(Clone, Debug)]
pub struct Spell {
    pub value: Option<usize>,
    pub from: i64,
    pub by: Option<usize>,
}

#[derive(Debug)]
pub struct Comment {
    pub author: Option<usize>,
    pub editor: Option<usize>,
    pub body: String,
    pub created: i64,
    pub edited: i64,
    /// Whether only the group `devs` sees it.
    pub for_devs: bool,
}

#[derive(Debug)]
pub struct Worklog {
    pub author: Option<usize>,
    pub body: String,
    pub started: i64,
    /// Whether only the group `devs` sees it.
    pub for_devs: bool,
}

#[derive(Debug)]
pub struct Issue {
    pub id: i64,
    pub project: usize,
    pub number: i64,
    pub kind: usize,
    pub parent: Option<i64>,
    pub creator: Option<usize>,
    pub labels: Vec<usize>,
    pub summary: String,
    pub description: Option<String>,
    pub created: i64,
    pub updated: i64,
    pub resolved: Option<i64>,
    pub due: Option<usize>,
    pub level: bool,
    pub note: Option<String>,
    /// In halves.
    pub size: Option<i64>,
    pub start: Option<usize>,
    pub risk: Option<usize>,
    pub owner: Option<usize>,
    pub tags: Vec<usize>,
    /// Stored also where the field does not apply, and not to be found there.
    pub local: Option<i64>,
    pub comments: Vec<Comment>,
    pub links: Vec<usize>,
    pub components: Vec<usize>,
    pub fix_versions: Vec<usize>,
    pub affected_versions: Vec<usize>,
    pub voters: Vec<usize>,
    pub watchers: Vec<usize>,
    pub worklogs: Vec<Worklog>,
    /// In seconds, as the next two.
    pub original: Option<i64>,
    pub remaining: Option<i64>,
    pub spent: Option<i64>,
    /// To which issues, and of which kind.
    pub linked: Vec<(i64, usize)>,
    /// Of each tracked field, what it was; the last is what it is.
    pub spells: Vec<Vec<Spell>>,
}

impl Issue {
    fn random(random: &mut Random, id: i64, number: i64) -> Self {
        let created = random.hour(48);
        let creator = random.maybe(USERS.len());
        let spells: Vec<Vec<Spell>> = Tracked::ALL
            .into_iter()
            .map(|field| {
                let mut spells = vec![Spell {
                    value: field.random(random),
                    from: created,
                    by: creator,
                }];
                for _ in 0..random.below(4) {
                    let last = spells.last().unwrap();
                    // Now and then two changes in the same moment.
                    let next = Spell {
                        value: field.random(random),
                        from: last.from + HOUR * i64::try_from(random.below(20)).unwrap(),
                        by: random.maybe(USERS.len()),
                    };
                    if next.value != last.value {
                        spells.push(next);
                    }
                }
                // No issue is in a status that was deleted.
                if field == Tracked::Status && spells.last().unwrap().value == Some(3) {
                    let from = spells.last().unwrap().from + HOUR;
                    spells.push(Spell {
                        value: Some(0),
                        from,
                        by: None,
                    });
                }
                spells
            })
            .collect();
        Self {
            id,
            project: random.below(PROJECTS.len()),
            number,
            kind: random.below(TYPES.len()),
            parent: (id > 1 && random.chance(3)).then(|| {
                1 + i64::try_from(random.below(usize::try_from(id).unwrap() - 1)).unwrap()
            }),
            creator,
            labels: (0..LABELS.len()).filter(|_| random.chance(3)).collect(),
            summary: random.text(),
            description: random.chance(5).then(|| random.text()),
            created,
            updated: created + HOUR * i64::try_from(random.below(48)).unwrap(),
            resolved: random.chance(4).then(|| random.hour(96)),
            due: random.maybe(DAYS.len()),
            level: random.chance(3),
            note: random.chance(6).then(|| random.text()),
            size: random.maybe(6).map(|n| i64::try_from(n).unwrap() - 2),
            start: random.maybe(DAYS.len()),
            risk: random.maybe(OPTIONS.len()),
            owner: random.maybe(USERS.len()),
            tags: random.some(OPTIONS.len()),
            local: random.maybe(4).map(|n| i64::try_from(n).unwrap()),
            comments: (0..random.below(3))
                .map(|_| Comment {
                    author: random.maybe(USERS.len()),
                    editor: random.maybe(USERS.len()),
                    body: random.text(),
                    created: random.hour(48),
                    edited: random.hour(96),
                    for_devs: random.chance(4),
                })
                .collect(),
            links: (0..LINKS.len()).filter(|_| random.chance(2)).collect(),
            components: random.some(COMPONENTS.len()),
            fix_versions: random.some(VERSIONS.len()),
            affected_versions: random.some(VERSIONS.len()),
            voters: random.some(USERS.len()),
            watchers: random.some(USERS.len()),
            worklogs: (0..random.below(3))
                .map(|_| Worklog {
                    author: random.maybe(USERS.len()),
                    body: random.text(),
                    started: random.hour(72) - 24 * HOUR,
                    for_devs: random.chance(4),
                })
                .collect(),
            original: random.time(),
            remaining: random.time(),
            spent: random.time(),
            linked: (1..id)
                .filter_map(|other| Some((other, random.maybe(LINK_TYPES.len() * 15)?)))
                .filter(|(_, kind)| *kind < LINK_TYPES.len())
                .collect(),
            spells,
        }
    }

    pub fn spells(&self, field: Tracked) -> &[Spell] {
        let idx = Tracked::ALL.iter().position(|known| *known == field);
        &self.spells[idx.unwrap()]
    }

    /// Returns what a tracked field holds now.
    pub fn now(&self, field: Tracked) -> Option<usize> {
        self.spells(field).last().unwrap().value
    }

    pub fn comments_seen(&self, user: usize) -> impl Iterator<Item = &Comment> {
        self.comments
            .iter()
            .filter(move |comment| !comment.for_devs || DEVS.contains(&user))
    }

    pub fn worklogs_seen(&self, user: usize) -> impl Iterator<Item = &Worklog> {
        self.worklogs
            .iter()
            .filter(move |worklog| !worklog.for_devs || DEVS.contains(&user))
    }

    /// Says whether the user may know who votes for the issue and who watches it, by the rules of [`sides`].
    pub fn shows_crowd(&self, user: usize) -> bool {
        let sides = sides(self.project, user);
        let assigned = self.now(Tracked::Assignee) == Some(user);
        let reported = self.now(Tracked::Reporter) == Some(user);
        sides.any
            || sides.reporter && reported
            || sides.assignee && assigned
            || sides.both && reported && assigned
    }

    pub fn work_ratio(&self) -> Option<i64> {
        let original = self.original.filter(|original| *original > 0)?;
        Some(self.spent.unwrap_or(0) * 100 / original)
    }

    /// Says whether the user sees the issue, by the rules of [`visibility`].
    pub fn is_seen(&self, user: usize) -> bool {
        let assigned = self.now(Tracked::Assignee) == Some(user);
        let own = assigned || self.now(Tracked::Reporter) == Some(user);
        match self.project {
            0 => !self.level,
            1 => own && (!self.level || assigned),
            // Or who is in the field `Owner`.
            _ => (own || self.owner == Some(user)) && !self.level,
        }
    }

    /// Says whether the field `Local` is in the issue.
    pub fn has_local(&self) -> bool {
        self.project == 0 && self.kind != 0
    }

    pub fn key(&self) -> String {
        format!("{}-{}", PROJECTS[self.project], self.number)
    }
}

/// What may be seen: everything in the first project, and in the others what the user reported or is
/// assigned to, in the third also what they own; issues with a level only in the second, by their assignee.
pub fn visibility() -> Visibility {
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
    let owned = Reach {
        user_fields: vec![CustomFieldId(805)],
        ..own.clone()
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
            project(3, owned, vec![]),
        ],
    }
}

/// What lets users know voters and watchers.
pub fn sides(project: usize, user: usize) -> Sides {
    Sides {
        any: project == 0 && user == 0,
        reporter: project == 1,
        assignee: project == 0,
        both: true,
    }
}

/// What the names of components and versions stand for, and what the user may know.
pub fn tracker(user: usize) -> Tracker {
    let mut tracker = Tracker::default();
    for project in 0..PROJECTS.len() {
        let project_id = i64::try_from(project + 1).unwrap();
        for (idx, name) in COMPONENTS.iter().enumerate() {
            tracker.components.push(Component {
                id: component_id(project, idx),
                name: name.to_lowercase(),
                lead: i64::try_from(idx + 1).ok(),
            });
        }
        for (idx, name) in VERSIONS.iter().enumerate() {
            tracker.versions.push(Version {
                id: version_id(project, idx),
                project: project_id,
                name: name.to_lowercase(),
                position: i64::try_from(idx).unwrap(),
                is_released: idx == 0,
                is_archived: false,
            });
        }
        tracker.insight.add(project_id, sides(project, user));
    }
    tracker
}

fn component_id(project: usize, idx: usize) -> i64 {
    i64::try_from(project * 10 + idx + 1).unwrap()
}

fn version_id(project: usize, idx: usize) -> i64 {
    i64::try_from(project * 10 + 9 - idx).unwrap()
}

pub struct World {
    pub issues: Vec<Issue>,
}

impl World {
    pub fn random(random: &mut Random) -> Self {
        let issues = (1..)
            .take(N_ISSUES)
            // Ids and numbers run against one another, so that neither can stand for the other.
            .map(|id| Issue::random(random, id, 1000 - id));
        Self {
            issues: issues.collect(),
        }
    }

    pub async fn store(&self, app: &TestApp) {
        let mut tx = app.app().db.write().await.unwrap();
        store_surroundings(&mut tx).await;
        store_fields(&mut tx).await;
        let mut n_changes = 0;
        for issue in &self.issues {
            store_issue(&mut tx, issue).await;
            for label in &issue.labels {
                let sql = "insert into issue_label (issue_id, label) values ($1, $2)";
                run(&mut tx, sql, &[issue.id.into(), LABELS[*label].into()]).await;
            }
            for (link_idx, link) in issue.links.iter().enumerate() {
                let sql = "insert into remote_link (id, issue_id, global_id, url, title) \
                           values ($1, $2, $3, '', '')";
                let id = issue.id * 10 + i64::try_from(link_idx).unwrap();
                let params = [id.into(), issue.id.into(), LINKS[*link].into()];
                run(&mut tx, sql, &params).await;
            }
            for (comment_idx, comment) in issue.comments.iter().enumerate() {
                let sql = "insert into issue_comment (id, issue_id, author_id, update_author_id, body, \
                           group_id, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
                let params = [
                    (issue.id * 10 + i64::try_from(comment_idx).unwrap()).into(),
                    issue.id.into(),
                    comment.author.map_or(Param::Null, id),
                    comment.editor.map_or(Param::Null, id),
                    comment.body.clone().into(),
                    comment.for_devs.then_some(50_i64).into(),
                    comment.created.into(),
                    comment.edited.into(),
                ];
                run(&mut tx, sql, &params).await;
            }
            store_history(&mut tx, issue, &mut n_changes).await;
            store_tracker(&mut tx, issue).await;
            store_custom(&mut tx, issue).await;
        }
        tx.commit().await.unwrap();
        issues::text::rebuild(app.app()).await.unwrap();
    }
}

async fn store_surroundings(tx: &mut Tx) {
    for (user_idx, name) in USERS.iter().enumerate() {
        let sql = "insert into app_user (id, key, name, lower_name, email, lower_email, display_name, \
                   lower_display_name, active, time_zone, locale, created_at, updated_at) \
                   values ($1, $2, $2, $2, $2, $2, $2, $2, true, 'UTC', 'en_US', 0, 0)";
        run(tx, sql, &[id(user_idx), (*name).into()]).await;
    }
    let sql = "insert into user_group (id, name, lower_name) values (50, 'devs', 'devs')";
    run(tx, sql, &[]).await;
    for user in DEVS {
        let sql = "insert into membership (group_id, user_id) values (50, $1)";
        run(tx, sql, &[id(user)]).await;
    }
    let sql =
        "insert into security_scheme (id, name, lower_name, description) values (1, 's', 's', '')";
    run(tx, sql, &[]).await;
    let sql =
        "insert into security_level (id, scheme_id, name, description) values (1, 1, 'l', '')";
    run(tx, sql, &[]).await;
    for (project_idx, key) in PROJECTS.iter().enumerate() {
        let sql = "insert into project (id, key, name, lower_name, description, url, lead_id, type_key, \
                   assignee_type, permission_scheme_id, workflow_id, is_archived, created_at) \
                   values ($1, $2, $2, $2, '', '', 1, 'software', 'UNASSIGNED', 0, 10000, false, 0)";
        run(tx, sql, &[id(project_idx), (*key).into()]).await;
        for (idx, name) in COMPONENTS.iter().enumerate() {
            let sql = "insert into component (id, project_id, name, lower_name, lead_id, assignee_type, \
                       is_archived) values ($1, $2, $3, $4, $5, 'UNASSIGNED', false)";
            let params = [
                component_id(project_idx, idx).into(),
                id(project_idx),
                (*name).into(),
                name.to_lowercase().into(),
                id(idx),
            ];
            run(tx, sql, &params).await;
        }
        for (idx, name) in VERSIONS.iter().enumerate() {
            let sql = "insert into version (id, project_id, name, lower_name, position, is_released, \
                       is_archived) values ($1, $2, $3, $4, $5, $6, false)";
            let params = [
                version_id(project_idx, idx).into(),
                id(project_idx),
                (*name).into(),
                name.to_lowercase().into(),
                i64::try_from(idx).unwrap().into(),
                (idx == 0).into(),
            ];
            run(tx, sql, &params).await;
        }
    }
}

async fn store_fields(tx: &mut Tx) {
    for (id, name, kind) in FIELDS {
        let sql = "insert into custom_field (id, type_key, searcher_key, name, lower_name, description, \
                   is_locked) values ($1, $2, 'x', $3, $4, '', false)";
        let key = format!("com.atlassian.jira.plugin.system.customfieldtypes:{kind}");
        let params = [
            id.into(),
            key.into(),
            name.into(),
            name.to_lowercase().into(),
        ];
        run(tx, sql, &params).await;
        let is_local = id == 807;
        let sql = "insert into custom_field_context (id, field_id, name, description, is_all_projects, \
                   is_all_types) values ($1, $1, '', '', $2, $2)";
        run(tx, sql, &[id.into(), (!is_local).into()]).await;
    }
    let sql = "insert into custom_field_context_project (field_id, project_id, context_id) \
               values (807, 1, 807)";
    run(tx, sql, &[]).await;
    for (kind, _) in [TYPES[1], TYPES[2]] {
        let sql = "insert into custom_field_context_type (context_id, type_id) values (807, $1)";
        run(tx, sql, &[kind.into()]).await;
    }
    // Both fields that choose have the same names to choose from.
    for (context, more) in [(804_i64, 0), (806, 10)] {
        for (position, (id, value)) in OPTIONS.into_iter().enumerate() {
            let sql = "insert into custom_field_option (id, context_id, position, value, is_disabled) \
                       values ($1, $2, $3, $4, false)";
            let position = i64::try_from(position).unwrap();
            let params = [
                (id + more).into(),
                context.into(),
                position.into(),
                value.into(),
            ];
            run(tx, sql, &params).await;
        }
    }
}

async fn store_custom(tx: &mut Tx, issue: &Issue) {
    let mut rows: Vec<(i64, &str, Param<'_>)> = Vec::new();
    if let Some(note) = &issue.note {
        let sql = "insert into custom_field_value (issue_id, field_id, position, content, lower_content) \
                   values ($1, 801, 0, $2, $3)";
        let params = [issue.id.into(), note.into(), note.to_lowercase().into()];
        run(tx, sql, &params).await;
    }
    let half = |n: i64| f64::from(i32::try_from(n).unwrap()) / 2.0;
    rows.extend(issue.size.map(|n| (802, "number_value", half(n).into())));
    rows.extend(issue.start.map(|day| (803, "day", DAYS[day].into())));
    rows.extend(
        issue
            .risk
            .map(|risk| (804, "option_id", OPTIONS[risk].0.into())),
    );
    rows.extend(issue.owner.map(|owner| (805, "user_id", id(owner))));
    let tags = issue.tags.iter();
    rows.extend(tags.map(|tag| (806, "option_id", (OPTIONS[*tag].0 + 10).into())));
    rows.extend(issue.local.map(|n| (807, "number_value", half(n).into())));
    for (position, (field, column, value)) in rows.into_iter().enumerate() {
        let sql = format!(
            "insert into custom_field_value (issue_id, field_id, position, {column}) values ($1, $2, $3, $4)"
        );
        let position = i64::try_from(position).unwrap();
        run(
            tx,
            &sql,
            &[issue.id.into(), field.into(), position.into(), value],
        )
        .await;
    }
}

async fn store_issue(tx: &mut Tx, issue: &Issue) {
    let sql = "insert into issue (id, project_id, number, type_id, status_id, priority_id, resolution_id, \
               resolved_at, summary, description, due_date, reporter_id, assignee_id, creator_id, \
               security_level_id, parent_id, created_at, updated_at, status_category_changed_at) \
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $17)";
    let now = |field| issue.now(field);
    let params = [
        issue.id.into(),
        id(issue.project),
        issue.number.into(),
        TYPES[issue.kind].0.into(),
        STATUSES[now(Tracked::Status).unwrap()].0.into(),
        now(Tracked::Priority).map(|p| PRIORITIES[p].0).into(),
        now(Tracked::Resolution).map(|r| RESOLUTIONS[r].0).into(),
        issue.resolved.into(),
        issue.summary.clone().into(),
        issue.description.clone().into(),
        issue.due.map(|day| DAYS[day]).into(),
        now(Tracked::Reporter).map_or(Param::Null, id),
        now(Tracked::Assignee).map_or(Param::Null, id),
        issue.creator.map_or(Param::Null, id),
        issue.level.then_some(1_i64).into(),
        issue.parent.into(),
        issue.created.into(),
        issue.updated.into(),
    ];
    run(tx, sql, &params).await;
}

async fn store_tracker(tx: &mut Tx, issue: &Issue) {
    let things = [
        ("component", &issue.components),
        ("fix_version", &issue.fix_versions),
        ("affected_version", &issue.affected_versions),
    ];
    for (table, all) in things {
        for idx in all {
            let (column, thing) = match table {
                "component" => ("component_id", component_id(issue.project, *idx)),
                _ => ("version_id", version_id(issue.project, *idx)),
            };
            let sql = format!("insert into issue_{table} (issue_id, {column}) values ($1, $2)");
            run(tx, &sql, &[issue.id.into(), thing.into()]).await;
        }
    }
    for (table, users) in [("vote", &issue.voters), ("watch", &issue.watchers)] {
        for user in users {
            let sql = format!(
                "insert into issue_{table} (issue_id, user_id, created_at) values ($1, $2, 0)"
            );
            run(tx, &sql, &[issue.id.into(), id(*user)]).await;
        }
    }
    for (log_idx, log) in issue.worklogs.iter().enumerate() {
        let sql = "insert into worklog (id, issue_id, author_id, body, group_id, started_at, seconds, \
                   created_at, updated_at) values ($1, $2, $3, $4, $5, $6, 60, 0, 0)";
        let params = [
            (issue.id * 10 + i64::try_from(log_idx).unwrap()).into(),
            issue.id.into(),
            log.author.map_or(Param::Null, id),
            log.body.clone().into(),
            log.for_devs.then_some(50_i64).into(),
            log.started.into(),
        ];
        run(tx, sql, &params).await;
    }
    let sql = "update issue set original_estimate = $2, remaining_estimate = $3, time_spent = $4 \
               where id = $1";
    let params = [
        issue.id.into(),
        issue.original.into(),
        issue.remaining.into(),
        issue.spent.into(),
    ];
    run(tx, sql, &params).await;
    for (other, kind) in &issue.linked {
        let sql = "insert into issue_link (id, type_id, source_id, destination_id, created_at) \
                   values ($1, $2, $3, $4, 0)";
        let params = [
            (issue.id * 1000 + other).into(),
            LINK_TYPES[*kind].0.into(),
            issue.id.into(),
            (*other).into(),
        ];
        run(tx, sql, &params).await;
    }
}

/// Stores the changes of all fields in the order in which they happened.
async fn store_history(tx: &mut Tx, issue: &Issue, n_changes: &mut i64) {
    let mut changes: Vec<(Tracked, &Spell, &Spell)> = Vec::new();
    for field in Tracked::ALL {
        let spells = issue.spells(field);
        changes.extend(spells.windows(2).map(|pair| (field, &pair[0], &pair[1])));
    }
    changes.sort_by_key(|(_, _, new)| new.from);
    for (field, old, new) in changes {
        *n_changes += 1;
        let sql = "insert into issue_change (id, issue_id, author_id, created_at) values ($1, $2, $3, $4)";
        let params = [
            (*n_changes).into(),
            issue.id.into(),
            new.by.map_or(Param::Null, id),
            new.from.into(),
        ];
        run(tx, sql, &params).await;
        let is_early = new.from < MIDNIGHT + 24 * HOUR;
        let side = |spell: &Spell| match spell.value {
            Some(value) => {
                let (stored, text) = field.stored(value, is_early);
                [stored.into(), text.to_owned().into()]
            }
            None => [Param::Null, Param::Null],
        };
        let ([old_value, old_text], [new_value, new_text]) = (side(old), side(new));
        let sql = "insert into issue_change_item (change_id, position, field, old_value, old_text, \
                   new_value, new_text, issue_id, created_at, since_at) \
                   values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let params = [
            (*n_changes).into(),
            field.name().into(),
            old_value,
            old_text,
            new_value,
            new_text,
            issue.id.into(),
            new.from.into(),
            old.from.into(),
        ];
        run(tx, sql, &params).await;
    }
    let sql = "update issue_change_item set project_id = \
               (select i.project_id from issue i where i.id = issue_id) where issue_id = $1";
    run(tx, sql, &[issue.id.into()]).await;
    let sql = "update issue set status_since_at = coalesce((select max(n.created_at) \
               from issue_change_item n where n.issue_id = issue.id and n.field = 'status'), created_at) \
               where id = $1";
    run(tx, sql, &[issue.id.into()]).await;
}

fn id(idx: usize) -> Param<'static> {
    i64::try_from(idx + 1).unwrap().into()
}

async fn run(tx: &mut Tx, sql: &str, params: &[Param<'_>]) {
    tx.execute(sql, params).await.unwrap();
}
