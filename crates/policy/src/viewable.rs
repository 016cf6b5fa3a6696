//! The projects whose existence somebody may know of.

use model::{ProjectId, ProjectPermission};

use crate::{Policy, Subject};

impl Policy {
    /// Returns the projects that the subject browses or administers, sorted by id.
    #[must_use]
    pub fn viewable(&self, subject: &Subject) -> Vec<ProjectId> {
        self.projects
            .iter()
            .map(|project| project.id)
            .filter(|&id| self.is_viewable(subject, id))
            .collect()
    }

    /// Returns whether the subject holds a permission in some project that it browses or administers.
    #[must_use]
    pub fn somewhere(&self, subject: &Subject, permission: ProjectPermission) -> bool {
        self.projects.iter().any(|project| {
            self.project(subject, project.id, permission) && self.is_viewable(subject, project.id)
        })
    }

    fn is_viewable(&self, subject: &Subject, project: ProjectId) -> bool {
        self.project(subject, project, ProjectPermission::BrowseProjects)
            || self.administers(subject, project)
    }
}
