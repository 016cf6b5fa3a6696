//! Which issues a subject sees, as a condition on issues: what search turns into SQL.
//!
//! It says of every issue what [`Policy::issue`] says of Browse Projects, without being asked about
//! each: holders that do not depend on the issue are settled here, the others are left as columns to
//! compare. Its own reading in Rust, [`Visibility::admits`], is what the SQL must agree with.

use model::{CustomFieldId, ProjectId, ProjectPermission, SecurityLevelId};

use crate::compile::{Policy, Project};
use crate::config::Holder;
use crate::holders::Scene;
use crate::subject::{IssueFacts, Subject};

/// What a subject sees. An issue of a project that is not listed is not seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visibility {
    /// The projects in which something may be seen, by id.
    pub projects: Vec<ProjectVisibility>,
}

/// What a subject sees in one project: an issue within `issues` that has no security level, or one
/// of `levels` and is within that level's reach as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectVisibility {
    /// The project.
    pub project: ProjectId,
    /// The issues the permission scheme shows; never none.
    pub issues: Reach,
    /// The levels in which something may be seen, by id.
    pub levels: Vec<LevelVisibility>,
}

/// What a subject sees of one security level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelVisibility {
    /// The level.
    pub level: SecurityLevelId,
    /// The issues of the level the subject is in it for; never none.
    pub issues: Reach,
}

/// A set of issues, described by the subject's part in them. An issue in any of the ways is in the set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Every issue. Then nothing else is set.
    pub all: bool,
    /// The issues the subject reported.
    pub as_reporter: bool,
    /// The issues assigned to the subject.
    pub as_assignee: bool,
    /// The issues with the subject in one of these custom fields; sorted.
    pub user_fields: Vec<CustomFieldId>,
    /// The issues with one of the subject's groups in one of these custom fields; sorted.
    pub group_fields: Vec<CustomFieldId>,
}

impl Policy {
    /// Returns which issues the subject may browse.
    #[must_use]
    pub fn visibility(&self, subject: &Subject) -> Visibility {
        if !subject.is_active() {
            return Visibility::default();
        }
        let projects = self.projects.iter();
        Visibility {
            projects: projects
                .filter_map(|p| self.visibility_in(subject, p))
                .collect(),
        }
    }

    fn visibility_in(&self, subject: &Subject, project: &Project) -> Option<ProjectVisibility> {
        // An archived project is looked at like any other, so there is no case for it.
        let browse = ProjectPermission::BrowseProjects;
        let grants = Scene {
            subject,
            project,
            facts: None,
            permission: Some(browse),
        };
        let members = Scene {
            permission: None,
            ..grants
        };
        let rules = self.rules(project, browse).iter();
        let issues = self.reach(rules.map(|rule| &rule.holder), &grants)?;
        let levels = self.levels_of(project).iter();
        let levels = levels.filter_map(|level| {
            let issues = self.reach(level.holders.iter(), &members)?;
            Some(LevelVisibility {
                level: level.id,
                issues,
            })
        });
        Some(ProjectVisibility {
            project: project.id,
            issues,
            levels: levels.collect(),
        })
    }

    /// Returns what the holders reach together, unless that is nothing.
    fn reach<'h>(
        &self,
        holders: impl Iterator<Item = &'h Holder>,
        scene: &Scene<'_>,
    ) -> Option<Reach> {
        let mut reach = Reach::default();
        for holder in holders {
            if !self.why(holder, scene).matches() {
                continue;
            }
            match holder {
                Holder::Reporter | Holder::ReporterWithCreate => reach.as_reporter = true,
                Holder::Assignee | Holder::AssigneeWithAssignable => reach.as_assignee = true,
                Holder::UserField(field) => reach.user_fields.push(*field),
                Holder::GroupField(field) => reach.group_fields.push(*field),
                Holder::Anyone
                | Holder::LoggedIn
                | Holder::ProjectLead
                | Holder::User(_)
                | Holder::Group(_)
                | Holder::Role(_)
                | Holder::Application(_) => {
                    return Some(Reach {
                        all: true,
                        ..Reach::default()
                    });
                }
            }
        }
        for fields in [&mut reach.user_fields, &mut reach.group_fields] {
            fields.sort_unstable();
            fields.dedup();
        }
        (reach != Reach::default()).then_some(reach)
    }
}

impl Visibility {
    /// Returns what is seen of the project, unless that is nothing.
    #[must_use]
    pub fn project(&self, id: ProjectId) -> Option<&ProjectVisibility> {
        let idx = self
            .projects
            .binary_search_by_key(&id, |p| p.project)
            .ok()?;
        self.projects.get(idx)
    }

    /// Says whether the issue of the project is seen by the subject this was made for.
    #[must_use]
    pub fn admits(&self, subject: &Subject, project: ProjectId, facts: &IssueFacts<'_>) -> bool {
        self.project(project)
            .is_some_and(|project| project.admits(subject, facts))
    }
}

impl ProjectVisibility {
    /// Returns the levels all of whose issues pass; the others need a look at the issue.
    pub fn whole_levels(&self) -> impl Iterator<Item = SecurityLevelId> {
        self.levels
            .iter()
            .filter(|level| level.issues.all)
            .map(|level| level.level)
    }

    fn admits(&self, subject: &Subject, facts: &IssueFacts<'_>) -> bool {
        let passes_level = |id| {
            let level = self.levels.iter().find(|level| level.level == id);
            level.is_some_and(|level| level.issues.admits(subject, facts))
        };
        self.issues.admits(subject, facts) && facts.level.is_none_or(passes_level)
    }
}

impl Reach {
    fn admits(&self, subject: &Subject, facts: &IssueFacts<'_>) -> bool {
        let is_subject = |user| subject.id() == Some(user);
        self.all
            || self.as_reporter && facts.reporter.is_some_and(is_subject)
            || self.as_assignee && facts.assignee.is_some_and(is_subject)
            || facts
                .user_fields
                .iter()
                .any(|(field, user)| self.user_fields.contains(field) && is_subject(*user))
            || facts
                .group_fields
                .iter()
                .any(|(field, group)| self.group_fields.contains(field) && subject.is_in(*group))
    }
}
