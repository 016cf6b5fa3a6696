//! Projects.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/project` | what one may see | an array; archived ones on request |
//! | `POST /rest/api/2/project` | Jira administrator | 201; the id is a number there |
//! | `GET /rest/api/2/project/{projectIdOrKey}` | to see the project | |
//! | `PUT /rest/api/2/project/{projectIdOrKey}` | project administrator | schemes and type: Jira administrator |
//! | `DELETE /rest/api/2/project/{projectIdOrKey}` | Jira administrator | with all that is in it |
//! | `PUT /rest/api/2/project/{projectIdOrKey}/archive` | the same | 204; 403 if it is |
//! | `PUT /rest/api/2/project/{projectIdOrKey}/restore` | the same | 202; 403 if it is not |
//! | `GET /rest/api/2/project/{projectIdOrKey}/statuses` | to see the project | per issue type |
//! | `PUT /rest/api/2/project/{projectIdOrKey}/type/{newProjectTypeKey}` | Jira administrator | 200 with the project |
//! | `GET /rest/api/2/project/{projectIdOrKey}/properties` | to see the project | the keys |
//! | `GET /rest/api/2/project/{projectIdOrKey}/properties/{propertyKey}` | the same | |
//! | `PUT /rest/api/2/project/{projectIdOrKey}/properties/{propertyKey}` | project administrator | 201 for a new one, 200 otherwise |
//! | `DELETE /rest/api/2/project/{projectIdOrKey}/properties/{propertyKey}` | project administrator | 204 |
//! | `GET /rest/api/2/projects/picker` | what one may see | nothing typed finds nothing |
//! | `GET /rest/api/2/projectvalidate/key` | sign-in | 200 with the errors |
//!
//! The pages are the list `/secure/project/ViewProjects.jspa`, the forms `/secure/admin/AddProject.jspa`,
//! `/secure/project/EditProject.jspa` and `/secure/project/DeleteProject.jspa`, and a project's summary below
//! `/plugins/servlet/project-config`. The errors of creating one are told under `projectKey`, `projectName` and `projectLead`, which clients
//! match. Who is in a project's roles is [`project_role`](crate::project_role). Quirks: none.

pub mod fields;
mod ops;
mod page;
mod pick;
mod property;
mod rest;
pub(crate) mod store;
mod suggested_key;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};
use model::{AvatarId, NotificationSchemeId, ProjectCategoryId, ProjectId, UserId};

pub use ops::create;
pub(crate) use wire::{Lead, ProjectFull};

/// A project as it is stored.
#[derive(Clone, Debug)]
pub struct Project {
    /// The project.
    pub id: ProjectId,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub description: String,
    /// A page elsewhere; empty for none.
    pub url: String,
    /// Its lead.
    pub lead: UserId,
    /// Its type.
    pub type_key: String,
    /// Who gets issues that name nobody: `PROJECT_LEAD` or `UNASSIGNED`.
    pub assignee_type: String,
    /// Its category, if it has one.
    pub category: Option<ProjectCategoryId>,
    /// Its notification scheme, if it has one.
    pub notification_scheme: Option<NotificationSchemeId>,
    /// Whether it is put away.
    pub is_archived: bool,
    /// The picture chosen for it, if one was.
    pub avatar: Option<AvatarId>,
}

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ONE: &str = "/rest/api/2/project/{projectIdOrKey}";
    const PROPERTY: &str = "/rest/api/2/project/{projectIdOrKey}/properties/{propertyKey}";
    let admin = Needs::Global("ADMINISTER");
    let browse = Needs::Project("BROWSE_PROJECTS");
    Routes::of("projects/project")
        .get("/rest/api/2/project", Needs::Nothing, rest::list)
        .post("/rest/api/2/project", admin, rest::create)
        .get(ONE, browse, rest::get)
        .put(ONE, Needs::ProjectAdmin, rest::edit)
        .delete(ONE, admin, rest::delete)
        .put(
            "/rest/api/2/project/{projectIdOrKey}/archive",
            admin,
            rest::archive,
        )
        .put(
            "/rest/api/2/project/{projectIdOrKey}/restore",
            admin,
            rest::restore,
        )
        .get(
            "/rest/api/2/project/{projectIdOrKey}/statuses",
            browse,
            rest::list_statuses,
        )
        .put(
            "/rest/api/2/project/{projectIdOrKey}/type/{newProjectTypeKey}",
            admin,
            rest::set_type,
        )
        .get(
            "/rest/api/2/project/{projectIdOrKey}/properties",
            browse,
            property::list,
        )
        .get(PROPERTY, browse, property::get)
        .put(PROPERTY, Needs::ProjectAdmin, property::set)
        .delete(PROPERTY, Needs::ProjectAdmin, property::delete)
        .get("/rest/api/2/projects/picker", Needs::Nothing, pick::pick)
        .get(
            "/rest/api/2/projectvalidate/key",
            Needs::SignIn,
            pick::validate_key,
        )
        .and(page::routes())
}
