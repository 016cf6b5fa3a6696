//! Versions: what of a project is released when.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/version` | what one may see | a page |
//! | `POST /rest/api/2/version` | project administrator | 201 |
//! | `GET /rest/api/2/version/{id}` | to see the project | |
//! | `PUT /rest/api/2/version/{id}` | project administrator | what is not given stays; a date of null is taken away |
//! | `POST /rest/api/2/version/{id}/move` | project administrator | 200 with the version |
//! | `GET /rest/api/2/project/{projectIdOrKey}/versions` | to see the project | an array, in their order |
//! | `GET /rest/api/2/project/{projectIdOrKey}/version` | to see the project | a page; `orderBy` |
//!
//! What becomes of issues when a version goes, and how many have it, is in the area of issues. Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::Urls;
use base::route::{Needs, Routes};
use model::{ProjectId, VersionId};

pub use ops::{create, find, find_to_change, merged, move_to, remove, shown, today, update};
pub use store::{by_ids, lock, of_project, of_projects};
pub use wire::{MoveInput, VersionFull, VersionInput, VersionShort};

/// A version as it is stored. Days are texts such as `2024-03-09`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The version.
    pub id: VersionId,
    /// Its project.
    pub project: ProjectId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// Its place among the project's versions.
    pub position: i64,
    /// Whether it is released.
    pub is_released: bool,
    /// Whether it is put away: issues keep it and get it no more.
    pub is_archived: bool,
    /// The day work on it begins.
    pub start_date: Option<String>,
    /// The day it is to be, or was, released.
    pub release_date: Option<String>,
}

impl Version {
    /// Returns the version as issues show it.
    #[must_use]
    pub fn short(&self, urls: &Urls) -> VersionShort {
        VersionShort {
            self_url: urls.api(&format!("version/{}", self.id)),
            id: self.id.to_string(),
            description: self.description.clone(),
            name: self.name.clone(),
            archived: self.is_archived,
            released: self.is_released,
            release_date: self.release_date.clone(),
        }
    }
}

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ONE: &str = "/rest/api/2/version/{id}";
    let browse = Needs::Project("BROWSE_PROJECTS");
    Routes::of("projects/version")
        .get("/rest/api/2/version", Needs::SignIn, rest::page)
        .asked(&["startAt", "maxResults", "query", "orderBy", "projectIds"])
        .post("/rest/api/2/version", Needs::ProjectAdmin, rest::create)
        .get(ONE, browse, rest::get)
        .put(ONE, Needs::ProjectAdmin, rest::update)
        .post(
            "/rest/api/2/version/{id}/move",
            Needs::ProjectAdmin,
            rest::move_to,
        )
        .get(
            "/rest/api/2/project/{projectIdOrKey}/versions",
            browse,
            rest::of_project,
        )
        .get(
            "/rest/api/2/project/{projectIdOrKey}/version",
            browse,
            rest::page_of_project,
        )
        .asked(&["startAt", "maxResults", "query", "orderBy"])
}
