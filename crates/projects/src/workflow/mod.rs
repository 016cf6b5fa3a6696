//! Workflows: which statuses the issues of a type can have, and the transitions between them.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/workflow` | Jira administrator | a list; one workflow with `workflowName` |
//! | `GET /rest/api/2/workflow/transitions/{id}/properties` | Jira administrator | one property with `key` |
//! | `POST /rest/api/2/workflow/transitions/{id}/properties` | Jira administrator | 400 for one that is there |
//! | `PUT /rest/api/2/workflow/transitions/{id}/properties` | Jira administrator | 304 if nothing changes |
//! | `DELETE /rest/api/2/workflow/transitions/{id}/properties` | Jira administrator | 304 if nothing changes |
//!
//! Conditions say who may take a transition ([`condition`]), post functions what it does besides
//! ([`function`]); each is one file and a line in a list. Workflows are part of the [`Catalog`], and so kept in
//! memory. They are edited on pages ([`page`]), where a change holds at once: there are no drafts of workflows
//! (D-047). What the properties of a transition do: D-048.

pub mod condition;
pub mod function;
mod ops;
mod page;
mod rest;
pub(crate) mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::Cx;
use base::route::{Needs, Routes};
use base::text::fold;
use model::{
    IssueTypeId, ProjectId, ScreenId, StatusId, Timestamp, UserId, WorkflowId, WorkflowSchemeId,
};
use policy::IssueFacts;

use crate::catalog::{Catalog, Status};
pub use condition::Condition;
pub use function::{Assignee, Effect, Function};
pub use page::routes as page_routes;

/// The workflow of schemes that name no other. Nobody changes it.
pub const SYSTEM: WorkflowId = WorkflowId(1);
/// The workflow of the schemes of new projects.
pub const OF_NEW_PROJECTS: WorkflowId = WorkflowId(10000);

/// The ways from status to status.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// The workflow.
    pub id: WorkflowId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The status of a new issue.
    pub initial: StatusId,
    /// When it was changed last; `None` if never.
    pub updated_at: Option<Timestamp>,
    /// Who changed it last.
    pub updated_by: Option<UserId>,
    /// The statuses its issues can have, in its order.
    pub steps: Vec<Step>,
    /// Its transitions, in the order of the buttons.
    pub transitions: Vec<Transition>,
}

/// A status of a workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The status.
    pub status: StatusId,
    /// Whether issues in it can be edited: the reference's property `jira.issue.editable`.
    pub is_editable: bool,
}

/// A way of a workflow from one status to another.
#[derive(Clone, Debug)]
pub struct Transition {
    /// Its number within the workflow: what the API calls the transition's id.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The statuses it starts from; none at all is any.
    pub from: Vec<StatusId>,
    /// The status it leads to.
    pub to: StatusId,
    /// The screen that asks for fields on the way.
    pub screen: Option<ScreenId>,
    /// Who may take it: those for whom all of them hold.
    pub conditions: Vec<Condition>,
    /// What it does besides.
    pub functions: Vec<Function>,
    /// What else is known of it, by key.
    pub properties: Vec<(String, String)>,
}

/// An issue, as far as it matters for who may take a transition.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// Its project.
    pub project: ProjectId,
    /// Its people and level.
    pub facts: &'a IssueFacts<'a>,
}

impl Workflow {
    /// Returns the transitions that start from the status, in their order, whoever may take them.
    pub fn from_status(&self, status: StatusId) -> impl Iterator<Item = &Transition> {
        self.transitions.iter().filter(move |transition| {
            transition.from.is_empty() || transition.from.contains(&status)
        })
    }

    /// Returns the transitions an issue in the status can take, asked by this caller.
    pub fn available<'a>(
        &'a self,
        cx: &'a Cx,
        status: StatusId,
        about: About<'a>,
    ) -> impl Iterator<Item = &'a Transition> {
        self.from_status(status)
            .filter(move |transition| transition.is_open_to(cx, about))
    }

    /// Returns the transition of this number, wherever it starts.
    #[must_use]
    pub fn transition(&self, number: i64) -> Option<&Transition> {
        self.transitions.iter().find(|known| known.number == number)
    }

    /// Returns the status as this workflow has it.
    #[must_use]
    pub fn step(&self, status: StatusId) -> Option<&Step> {
        self.steps.iter().find(|step| step.status == status)
    }

    /// Returns whether issues in the status can be edited. In a status that is none of its own they can.
    #[must_use]
    pub fn is_editable(&self, status: StatusId) -> bool {
        self.step(status).is_none_or(|step| step.is_editable)
    }
}

impl Transition {
    /// Returns whether all its conditions hold for the caller.
    #[must_use]
    pub fn is_open_to(&self, cx: &Cx, about: About<'_>) -> bool {
        self.conditions.iter().all(|rule| rule.holds(cx, about))
    }

    /// Returns the value of a property.
    #[must_use]
    pub fn property(&self, key: &str) -> Option<&str> {
        let mut all = self.properties.iter();
        all.find(|(known, _)| known == key)
            .map(|(_, value)| value.as_str())
    }
}

impl Catalog {
    /// Returns the workflow of this id.
    #[must_use]
    pub fn workflow(&self, id: WorkflowId) -> Option<&Workflow> {
        self.workflows.iter().find(|known| known.id == id)
    }

    /// Returns the workflow of this name, upper and lower case alike.
    #[must_use]
    pub fn workflow_named(&self, name: &str) -> Option<&Workflow> {
        let name = fold(name);
        let mut all = self.workflows.iter();
        all.find(|known| fold(&known.name) == name)
    }

    /// Returns the workflow that the issues of a type follow in projects of this scheme.
    #[must_use]
    pub fn workflow_of(
        &self,
        scheme: WorkflowSchemeId,
        issue_type: IssueTypeId,
    ) -> Option<&Workflow> {
        let scheme = self.workflow_scheme(scheme)?;
        self.workflow(scheme.current.workflow_of(issue_type))
    }

    /// Returns the statuses of a workflow, in the order of statuses.
    pub fn statuses_of(&self, workflow: &Workflow) -> impl Iterator<Item = &Status> {
        let all = self.statuses.iter();
        all.filter(|status| workflow.step(status.id).is_some())
    }
}

/// Returns all statuses that issues of a project can have, in the order of statuses: those of the workflows of
/// these issue types under its scheme.
#[must_use]
pub fn statuses_of<'a>(
    catalog: &'a Catalog,
    scheme: WorkflowSchemeId,
    issue_types: &[IssueTypeId],
) -> Vec<&'a Status> {
    let mut workflows: Vec<&Workflow> = issue_types
        .iter()
        .filter_map(|issue_type| catalog.workflow_of(scheme, *issue_type))
        .collect();
    workflows.sort_by_key(|workflow| workflow.id);
    workflows.dedup_by_key(|workflow| workflow.id);
    let all = catalog.statuses.iter();
    all.filter(|status| {
        let mut used = workflows.iter();
        used.any(|workflow| workflow.step(status.id).is_some())
    })
    .collect()
}

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const PROPERTIES: &str = "/rest/api/2/workflow/transitions/{id}/properties";
    let admin = Needs::Global("ADMINISTER");
    Routes::of("projects/workflow")
        .get("/rest/api/2/workflow", admin, rest::list)
        .get(PROPERTIES, admin, rest::get_properties)
        .post(PROPERTIES, admin, rest::create_property)
        .put(PROPERTIES, admin, rest::set_property)
        .delete(PROPERTIES, admin, rest::delete_property)
}
