//! Workflow schemes: which workflow the issues of each type follow, in all projects that have the scheme.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `POST /rest/api/2/workflowscheme` | Jira administrator | 201 |
//! | `GET`, `PUT`, `DELETE /rest/api/2/workflowscheme/{id}` | Jira administrator | 400 for one in use |
//! | `POST /rest/api/2/workflowscheme/{id}/createdraft` | Jira administrator | 201; 400 if there is one |
//! | `GET`, `PUT`, `DELETE /rest/api/2/workflowscheme/{id}/default` | Jira administrator | without one it is `jira` |
//! | `GET`, `PUT`, `DELETE /rest/api/2/workflowscheme/{id}/issuetype/{issueType}` | Jira administrator | |
//! | `GET`, `PUT`, `DELETE /rest/api/2/workflowscheme/{id}/workflow` | Jira administrator | `workflowName` |
//! | `GET`, `PUT`, `DELETE /rest/api/2/workflowscheme/{id}/draft` | Jira administrator | and the three below it |
//! | `GET /rest/api/2/project/{projectKeyOrId}/workflowscheme` | Jira administrator | |
//!
//! A scheme that projects use is changed by a draft, which is published on a page: with `updateDraftIfNeeded` a
//! change goes to the draft, without it is refused. A draft has its scheme's name and description. Publishing
//! changes no issue: it is refused while issues have a status that their new workflow lacks (D-046).
//! Schemes are part of the [`Catalog`], and so kept in memory.

mod ops;
mod page;
mod rest;
pub(crate) mod store;
mod wire;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use base::route::{Needs, Routes};
use model::{IssueTypeId, Timestamp, UserId, WorkflowId, WorkflowSchemeId};

use crate::catalog::Catalog;
pub(crate) use ops::{create_for_project, delete_with_project};
pub use page::routes as page_routes;
pub(crate) use rest::zone;
pub(crate) use wire::moment;

/// The scheme of projects that have no other. Nobody changes it.
pub const DEFAULT: WorkflowSchemeId = WorkflowSchemeId(0);

/// A workflow scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkflowScheme {
    /// The scheme.
    pub id: WorkflowSchemeId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What holds.
    pub current: Mapping,
    /// What is to hold once it is published.
    pub draft: Option<Draft>,
}

/// What a scheme says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The workflow of the types that are not named.
    pub default: WorkflowId,
    /// The workflows of the types that are.
    pub types: BTreeMap<IssueTypeId, WorkflowId>,
}

/// What is to take a scheme's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it says.
    pub mapping: Mapping,
    /// When it was changed last.
    pub updated_at: Timestamp,
    /// Who changed it last.
    pub updated_by: Option<UserId>,
}

impl Mapping {
    /// Returns the workflow of a type.
    #[must_use]
    pub fn workflow_of(&self, issue_type: IssueTypeId) -> WorkflowId {
        self.types.get(&issue_type).copied().unwrap_or(self.default)
    }

    /// Returns the workflows it names.
    pub fn workflows(&self) -> impl Iterator<Item = WorkflowId> {
        std::iter::once(self.default).chain(self.types.values().copied())
    }
}

impl Catalog {
    /// Returns the workflow scheme of this id.
    #[must_use]
    pub fn workflow_scheme(&self, id: WorkflowSchemeId) -> Option<&WorkflowScheme> {
        let found = self
            .workflow_schemes
            .binary_search_by_key(&id, |known| known.id);
        self.workflow_schemes.get(found.ok()?)
    }
}

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ONE: &str = "/rest/api/2/workflowscheme/{id}";
    const DEFAULT: &str = "/rest/api/2/workflowscheme/{id}/default";
    const TYPE: &str = "/rest/api/2/workflowscheme/{id}/issuetype/{issueType}";
    const WORKFLOW: &str = "/rest/api/2/workflowscheme/{id}/workflow";
    const DRAFT: &str = "/rest/api/2/workflowscheme/{id}/draft";
    const DRAFT_DEFAULT: &str = "/rest/api/2/workflowscheme/{id}/draft/default";
    const DRAFT_TYPE: &str = "/rest/api/2/workflowscheme/{id}/draft/issuetype/{issueType}";
    const DRAFT_WORKFLOW: &str = "/rest/api/2/workflowscheme/{id}/draft/workflow";
    let admin = Needs::Global("ADMINISTER");
    Routes::of("projects/workflow_scheme")
        .post("/rest/api/2/workflowscheme", admin, rest::create)
        .get(ONE, admin, rest::get)
        .put(ONE, admin, rest::update)
        .delete(ONE, admin, rest::delete)
        .post(
            "/rest/api/2/workflowscheme/{id}/createdraft",
            admin,
            rest::create_draft,
        )
        .get(DEFAULT, admin, rest::get_default)
        .put(DEFAULT, admin, rest::set_default)
        .delete(DEFAULT, admin, rest::delete_default)
        .get(TYPE, admin, rest::get_type)
        .put(TYPE, admin, rest::set_type)
        .delete(TYPE, admin, rest::delete_type)
        .get(WORKFLOW, admin, rest::get_workflow)
        .put(WORKFLOW, admin, rest::set_workflow)
        .delete(WORKFLOW, admin, rest::delete_workflow)
        .get(DRAFT, admin, rest::get_draft)
        .put(DRAFT, admin, rest::update_draft)
        .delete(DRAFT, admin, rest::delete_draft)
        .get(DRAFT_DEFAULT, admin, rest::get_draft_default)
        .put(DRAFT_DEFAULT, admin, rest::set_draft_default)
        .delete(DRAFT_DEFAULT, admin, rest::delete_draft_default)
        .get(DRAFT_TYPE, admin, rest::get_draft_type)
        .put(DRAFT_TYPE, admin, rest::set_draft_type)
        .delete(DRAFT_TYPE, admin, rest::delete_draft_type)
        .get(DRAFT_WORKFLOW, admin, rest::get_draft_workflow)
        .put(DRAFT_WORKFLOW, admin, rest::set_draft_workflow)
        .delete(DRAFT_WORKFLOW, admin, rest::delete_draft_workflow)
        .get(
            "/rest/api/2/project/{projectKeyOrId}/workflowscheme",
            admin,
            rest::of_project,
        )
}
