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
            .filter(|&id| {
                self.project(subject, id, ProjectPermission::BrowseProjects)
                    || self.administers(subject, id)
            })
            .collect()
    }
}
