//! What issues are made of besides their texts: types, statuses, priorities, resolutions, workflows.
//!
//! These tables are small, hardly ever change, and are asked for by nearly every request about issues, so
//! they are read together and kept in memory ([`catalog`]). Whoever changes one of them calls
//! `Tx::change_policy` first: it is by that version that every process takes the change over.
//! How they appear in JSON is in [`wire`](self): the `short` forms, as issues embed them, and the `full`
//! ones of the lists. Administrators put them into their own words on the pages [`page_routes`] (lists and
//! forms of name and description, below `/secure/admin`). The operations are in [`issue_type`](crate::issue_type), [`status`](crate::status),
//! [`priority`](crate::priority) and [`resolution`](crate::resolution).

mod category;
mod new_status;
mod ops;
mod page;
pub(crate) mod paged;
mod store;
#[cfg(test)]
mod tests;
mod wire;

use std::sync::Arc;

use base::text::fold;
use base::{Cx, Result, guard};
use db::Tx;
use model::{AvatarId, IssueTypeId, PriorityId, ResolutionId, StatusId};

use crate::workflow::Workflow;
use crate::workflow_scheme::WorkflowScheme;

pub use category::StatusCategory;
pub use page::routes as page_routes;
pub(crate) use store::workflow_schemes_of;
pub use wire::{
    IssueTypeShort, PriorityFull, PriorityShort, ResolutionFull, ResolutionShort,
    StatusCategoryShort, StatusShort,
};

/// Passes who may see the catalog: whoever is signed in, and everybody where a project is open to anyone.
///
/// # Errors
/// Unauthorized for anonymous callers who see no project.
pub(crate) fn may_see(cx: &Cx) -> Result<()> {
    if guard::viewable_projects(cx).ids().is_empty() {
        cx.signed_in()?;
    }
    Ok(())
}

/// Returns all types, statuses, priorities, resolutions, workflows and their schemes.
///
/// # Errors
/// When they have to be read and cannot be.
pub async fn catalog(cx: &Cx, tx: &mut Tx) -> Result<Arc<Catalog>> {
    cx.app.remembered(tx).await
}

/// All types, statuses, priorities, resolutions and workflows, as they were when read.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// The issue types, in their order.
    pub issue_types: Vec<IssueType>,
    /// The statuses, in their order.
    pub statuses: Vec<Status>,
    /// The priorities, the most urgent first.
    pub priorities: Vec<Priority>,
    /// The resolutions, in their order.
    pub resolutions: Vec<Resolution>,
    /// The workflows, by id.
    pub workflows: Vec<Workflow>,
    /// The workflow schemes, by id.
    pub workflow_schemes: Vec<WorkflowScheme>,
}

/// A kind of issue.
#[derive(Clone, Debug)]
pub struct IssueType {
    /// The issue type.
    pub id: IssueTypeId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whether its issues are parts of other issues.
    pub is_subtask: bool,
    /// The name of its picture.
    pub icon: String,
    /// The picture chosen instead, if one was.
    pub avatar: Option<AvatarId>,
}

/// Where an issue is on its way.
#[derive(Clone, Debug)]
pub struct Status {
    /// The status.
    pub id: StatusId,
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// The name of its picture.
    pub icon: String,
    /// Whether it is before, during or after the work.
    pub category: StatusCategory,
}

/// How urgent an issue is.
#[derive(Clone, Debug)]
pub struct Priority {
    /// The priority.
    pub id: PriorityId,
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// Its color, as `#rrggbb`.
    pub color: String,
    /// The name of its picture.
    pub icon: String,
    /// Whether issues get it that name none.
    pub is_default: bool,
}

/// How an issue came to its end.
#[derive(Clone, Debug)]
pub struct Resolution {
    /// The resolution.
    pub id: ResolutionId,
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// Whether transitions take it that name none.
    pub is_default: bool,
}

impl Catalog {
    /// Returns the issue type of this id.
    #[must_use]
    pub fn issue_type(&self, id: IssueTypeId) -> Option<&IssueType> {
        self.issue_types.iter().find(|known| known.id == id)
    }

    /// Returns the issue type of this name, upper and lower case alike.
    #[must_use]
    pub fn issue_type_named(&self, name: &str) -> Option<&IssueType> {
        named(&self.issue_types, name, |known| &known.name)
    }

    /// Returns the status of this id.
    #[must_use]
    pub fn status(&self, id: StatusId) -> Option<&Status> {
        self.statuses.iter().find(|known| known.id == id)
    }

    /// Returns the status of this name, upper and lower case alike.
    #[must_use]
    pub fn status_named(&self, name: &str) -> Option<&Status> {
        named(&self.statuses, name, |known| &known.name)
    }

    /// Returns the priority of this id.
    #[must_use]
    pub fn priority(&self, id: PriorityId) -> Option<&Priority> {
        self.priorities.iter().find(|known| known.id == id)
    }

    /// Returns the priority of this name, upper and lower case alike.
    #[must_use]
    pub fn priority_named(&self, name: &str) -> Option<&Priority> {
        named(&self.priorities, name, |known| &known.name)
    }

    /// Returns the priority of issues that name none.
    #[must_use]
    pub fn default_priority(&self) -> Option<&Priority> {
        self.priorities.iter().find(|known| known.is_default)
    }

    /// Returns the resolution of this id.
    #[must_use]
    pub fn resolution(&self, id: ResolutionId) -> Option<&Resolution> {
        self.resolutions.iter().find(|known| known.id == id)
    }

    /// Returns the resolution of this name, upper and lower case alike.
    #[must_use]
    pub fn resolution_named(&self, name: &str) -> Option<&Resolution> {
        named(&self.resolutions, name, |known| &known.name)
    }
}

fn named<'a, T>(list: &'a [T], name: &str, name_of: impl Fn(&T) -> &String) -> Option<&'a T> {
    let name = fold(name);
    list.iter().find(|known| fold(name_of(known)) == name)
}
