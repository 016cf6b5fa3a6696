//! Where work is kept and who may do what there: projects, roles, permission and security schemes, and
//! the catalog of issue types, statuses, priorities, resolutions and workflows.
//!
//! Not here: issues, and how a permission is decided, which is in `policy` and `base::guard`. One folder
//! (or file) a resource; each opens with its title page.

pub mod catalog;
pub mod category;
pub mod component;
mod form_page;
pub mod holder;
pub mod issue_type;
pub mod issue_type_scheme;
mod loose;
pub mod notification_scheme;
pub mod offer;
mod people;
pub mod permission;
pub mod permission_scheme;
pub mod priority;
pub mod priority_scheme;
pub mod project;
pub mod project_role;
pub mod project_type;
pub mod resolution;
pub mod role;
pub mod screen;
pub mod security;
pub mod status;
pub mod template;
pub mod user_role;
pub mod version;
pub mod version_link;
pub mod workflow;
pub mod workflow_scheme;

use base::route::Routes;

pub use catalog::{
    Catalog, IssueType, IssueTypeShort, Priority, PriorityShort, Resolution, ResolutionShort,
    Status, StatusCategory, StatusCategoryShort, StatusShort, catalog,
};
pub use workflow::{Transition, Workflow};

pub use offer::{Offer, Offers, offers};

/// Returns the routes of this area.
#[must_use]
pub fn routes() -> Routes {
    issue_type::routes()
        .and(issue_type_scheme::routes())
        .and(priority_scheme::routes())
        .and(catalog::page_routes())
        .and(status::routes())
        .and(priority::routes())
        .and(resolution::routes())
        .and(role::routes())
        .and(project_role::routes())
        .and(user_role::routes())
        .and(project::routes())
        .and(project_type::routes())
        .and(category::routes())
        .and(notification_scheme::routes())
        .and(template::routes())
        .and(permission_scheme::routes())
        .and(permission::routes())
        .and(security::routes())
        .and(component::routes())
        .and(version::routes())
        .and(workflow::routes())
        .and(workflow::page_routes())
        .and(workflow_scheme::routes())
        .and(workflow_scheme::page_routes())
        .and(version_link::routes())
}
