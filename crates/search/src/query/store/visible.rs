//! What the caller may see, as a condition on `issue i`.

use db::Dialect;
use model::{CustomFieldId, ProjectId, UserId};
use policy::{LevelVisibility, ProjectVisibility, Reach, Visibility};

use super::condition::Reader;
use super::history::Histories;
use super::writer::Writer;

/// From how many projects on a page is read in its order rather than project by project.
const MANY: usize = 16;

/// What of which projects is seen: projects in which the same is seen stand together.
#[derive(Debug, Default)]
pub struct Sight {
    groups: Vec<Group>,
    user: Option<UserId>,
    /// Whether there are archived issues, which nobody finds.
    has_archived: bool,
    /// The projects within which words are sought; empty for all.
    words_within: Vec<i64>,
}

#[derive(Debug)]
struct Group {
    projects: Vec<i64>,
    issues: Reach,
    levels: Vec<LevelVisibility>,
}

impl Sight {
    /// Returns what the user sees, without the projects that `leaves_out` names.
    #[must_use]
    pub fn new(
        visibility: Visibility,
        user: Option<UserId>,
        leaves_out: impl Fn(ProjectId) -> bool,
    ) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for project in visibility.projects {
            if !is_ever(&project.issues) || leaves_out(project.project) {
                continue;
            }
            let ProjectVisibility {
                project,
                issues,
                mut levels,
            } = project;
            levels.retain(|level| is_ever(&level.issues));
            let same = groups
                .iter_mut()
                .find(|group| group.issues == issues && group.levels == levels);
            match same {
                Some(group) => group.projects.push(project.0),
                None => groups.push(Group {
                    projects: vec![project.0],
                    issues,
                    levels,
                }),
            }
        }
        Self {
            groups,
            user,
            has_archived: true,
            words_within: Vec::new(),
        }
    }

    /// Returns the same where no issue is archived, so that none has to be tested for it.
    #[must_use]
    pub fn without_archived(mut self) -> Self {
        self.has_archived = false;
        self
    }

    /// Returns whether there are archived issues.
    #[must_use]
    pub fn has_archived(&self) -> bool {
        self.has_archived
    }

    /// Returns the same where the word index knows the projects, and tells texts of others apart by it.
    #[must_use]
    pub fn seeking_words_within(mut self) -> Self {
        self.words_within = self.projects();
        self
    }

    /// Returns what is seen of these projects only.
    #[must_use]
    pub fn within(mut self, projects: &[i64]) -> Self {
        for group in &mut self.groups {
            group.projects.retain(|project| projects.contains(project));
        }
        self.groups.retain(|group| !group.projects.is_empty());
        self
    }

    /// Returns whether nothing is seen, whatever the issue.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.groups.is_empty()
    }

    /// Returns how a caller reads these issues: where they are in few projects, there are few of them.
    #[must_use]
    pub fn reader(&self, user: Option<UserId>) -> Reader<'_> {
        Reader {
            user,
            histories: if self.has_many() {
                Histories::ByValue
            } else {
                Histories::IssueByIssue
            },
            words_within: &self.words_within,
        }
    }

    /// Returns whether something of many projects is seen.
    #[must_use]
    pub fn has_many(&self) -> bool {
        self.n_projects() >= MANY
    }

    fn n_projects(&self) -> usize {
        self.groups.iter().map(|group| group.projects.len()).sum()
    }

    /// Writes the condition.
    pub fn write(&self, sql: &mut Writer) {
        self.write_on(sql, "i.project_id");
    }

    /// Writes the condition for a page of issues in the order of an index. SQLite would go from project to
    /// project and sort what it finds, all of it for each page; where the projects are many, most issues
    /// are in one of them, and going along the index is faster. A sign hides the column from its planner.
    pub fn write_beside_order(&self, sql: &mut Writer) {
        match sql.dialect() {
            Dialect::Sqlite if !self.has_many() => self.write(sql),
            Dialect::Sqlite | Dialect::Postgres => self.write_beside(sql),
        }
    }

    /// Writes the condition beside another one of the issues, by which they are found.
    pub fn write_beside(&self, sql: &mut Writer) {
        self.write_on(sql, unplanned(sql.dialect()));
    }

    /// Returns the projects of which something is seen.
    #[must_use]
    pub fn projects(&self) -> Vec<i64> {
        let projects = self.groups.iter().flat_map(|group| &group.projects);
        let mut projects: Vec<i64> = projects.copied().collect();
        projects.sort_unstable();
        projects
    }

    /// Writes the condition, with the project's column as it is to be planned with.
    fn write_on(&self, sql: &mut Writer, column: &str) {
        if self.is_nothing() {
            sql.push("1 = 0");
            return;
        }
        sql.push("(").is_one_of(column, &self.projects());
        sql.push(" and ");
        self.write_within(sql);
        sql.push(")");
    }

    /// Writes what remains to be asked of an issue that is in one of the projects: its level, and the caller's
    /// part in it. That it has no level comes first, for most have none. The projects are only tested here:
    /// SQLite would make a search of its own for each part of an `or`, so a sign hides them from its planner.
    fn write_within(&self, sql: &mut Writer) {
        let mut parts: Vec<Part<'_>> = Vec::new();
        for group in &self.groups {
            let same = parts.iter_mut().find(|part| part.issues == &group.issues);
            match same {
                Some(part) => part.projects.extend(&group.projects),
                None => parts.push(Part {
                    projects: group.projects.clone(),
                    issues: &group.issues,
                    levels: &[],
                }),
            }
        }
        if let [all] = parts.as_mut_slice() {
            // They are the only ones.
            all.projects.clear();
        }
        let with_levels = self.groups.iter().filter(|group| !group.levels.is_empty());
        parts.extend(with_levels.map(|group| Part {
            projects: match self.groups.len() {
                1 => Vec::new(),
                _ => group.projects.clone(),
            },
            issues: &group.issues,
            levels: &group.levels,
        }));
        sql.any(&parts, &mut |sql, part| self.part(sql, part));
    }

    fn part(&self, sql: &mut Writer, part: &Part<'_>) {
        if part.projects.is_empty() && part.issues.all {
            self.levels(sql, part.levels);
            return;
        }
        sql.push("(");
        self.levels(sql, part.levels);
        if !part.projects.is_empty() {
            sql.push(" and ");
            sql.is_one_of(unplanned(sql.dialect()), &part.projects);
        }
        if !part.issues.all {
            sql.push(" and ");
            self.reach(sql, part.issues);
        }
        sql.push(")");
    }

    /// Writes the condition that an issue has one of the levels and is seen for it; without any, that it has
    /// none.
    fn levels(&self, sql: &mut Writer, levels: &[LevelVisibility]) {
        if levels.is_empty() {
            sql.push("i.security_level_id is null");
            return;
        }
        let mut alike: Vec<(Vec<i64>, &Reach)> = Vec::new();
        for level in levels {
            match alike
                .iter_mut()
                .find(|(_, issues)| *issues == &level.issues)
            {
                Some((ids, _)) => ids.push(level.level.0),
                None => alike.push((vec![level.level.0], &level.issues)),
            }
        }
        sql.any(&alike, &mut |sql, (levels, issues)| {
            if issues.all {
                sql.is_one_of("i.security_level_id", levels);
                return;
            }
            sql.push("(").is_one_of("i.security_level_id", levels);
            sql.push(" and ");
            self.reach(sql, issues);
            sql.push(")");
        });
    }

    fn reach(&self, sql: &mut Writer, reach: &Reach) {
        let Some(user) = self.user else {
            // Nobody is no reporter.
            sql.push("1 = 0");
            return;
        };
        let mut ways = Vec::new();
        if reach.as_reporter {
            ways.push(Way::Column("i.reporter_id"));
        }
        if reach.as_assignee {
            ways.push(Way::Column("i.assignee_id"));
        }
        let numbers = |fields: &[CustomFieldId]| fields.iter().map(|id| id.0).collect::<Vec<_>>();
        if !reach.user_fields.is_empty() {
            ways.push(Way::Users(numbers(&reach.user_fields)));
        }
        if !reach.group_fields.is_empty() {
            ways.push(Way::Groups(numbers(&reach.group_fields)));
        }
        sql.any(&ways, &mut |sql, way| match way {
            Way::Column(column) => {
                sql.push(column).push(" = ").value(user);
            }
            Way::Users(fields) => {
                sql.push(FIELDS).is_one_of("f.field_id", fields);
                sql.push(" and f.user_id = ").value(user).push(")");
            }
            Way::Groups(fields) => {
                sql.push(FIELDS).is_one_of("f.field_id", fields);
                sql.push(
                    " and f.group_id in (select m.group_id from membership m where m.user_id = ",
                )
                .value(user)
                .push("))");
            }
        });
    }
}

const FIELDS: &str = "exists (select 1 from custom_field_value f where f.issue_id = i.id and ";

/// The project of an issue where it is only tested: SQLite's planner makes nothing of it.
fn unplanned(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "+i.project_id",
        Dialect::Postgres => "i.project_id",
    }
}

/// Issues that are seen alike: those without a level, or those with one of some levels.
struct Part<'a> {
    /// Where they are; empty for all of the projects.
    projects: Vec<i64>,
    issues: &'a Reach,
    levels: &'a [LevelVisibility],
}

/// What makes somebody see an issue.
enum Way {
    /// Being the user in this column.
    Column(&'static str),
    /// Being in one of these custom fields.
    Users(Vec<i64>),
    /// Being in a group that is in one of these custom fields.
    Groups(Vec<i64>),
}

fn is_ever(reach: &Reach) -> bool {
    *reach != Reach::default()
}
