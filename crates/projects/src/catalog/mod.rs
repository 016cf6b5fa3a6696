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
mod ops;
mod page;
mod store;
#[cfg(test)]
mod tests;
mod wire;

use std::sync::Arc;

use base::text::fold;
use base::{Cx, Result, guard};
use db::Tx;
use model::{IssueTypeId, PriorityId, ResolutionId, StatusId, WorkflowId};

pub use category::StatusCategory;
pub use page::routes as page_routes;
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

/// Returns all types, statuses, priorities, resolutions and workflows.
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

/// The ways from status to status.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// The workflow.
    pub id: WorkflowId,
    /// Its name.
    pub name: String,
    /// The status of a new issue.
    pub initial: StatusId,
    /// Its transitions, in the order of the buttons.
    pub transitions: Vec<Transition>,
}

/// A step of a workflow.
#[derive(Clone, Debug)]
pub struct Transition {
    /// Its number within the workflow: what the API calls the transition's id.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// The status it starts from; `None` is any.
    pub from: Option<StatusId>,
    /// The status it leads to.
    pub to: StatusId,
    /// The resolution it sets; `None` clears the resolution.
    pub resolution: Option<ResolutionId>,
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

    /// Returns the workflow of this id.
    #[must_use]
    pub fn workflow(&self, id: WorkflowId) -> Option<&Workflow> {
        self.workflows.iter().find(|known| known.id == id)
    }

    /// Returns the statuses a workflow uses, in the order of statuses.
    pub fn statuses_of(&self, workflow: &Workflow) -> impl Iterator<Item = &Status> {
        self.statuses.iter().filter(|status| {
            workflow.initial == status.id
                || workflow.transitions.iter().any(|transition| {
                    transition.to == status.id || transition.from == Some(status.id)
                })
        })
    }
}

impl Workflow {
    /// Returns the transitions that start from the status, in their order.
    pub fn from_status(&self, status: StatusId) -> impl Iterator<Item = &Transition> {
        self.transitions
            .iter()
            .filter(move |transition| transition.from.is_none_or(|from| from == status))
    }

    /// Returns the transition of this number, if it starts from the status.
    #[must_use]
    pub fn transition(&self, number: i64, status: StatusId) -> Option<&Transition> {
        self.from_status(status)
            .find(|transition| transition.number == number)
    }
}

fn named<'a, T>(list: &'a [T], name: &str, name_of: impl Fn(&T) -> &String) -> Option<&'a T> {
    let name = fold(name);
    list.iter().find(|known| fold(name_of(known)) == name)
}
