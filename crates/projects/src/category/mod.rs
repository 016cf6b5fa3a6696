//! Categories: what sorts projects into groups, and nothing more.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/projectCategory` | sign-in, or a project open to anyone | an array |
//! | `POST /rest/api/2/projectCategory` | Jira administrator | 201; 409 for a name that is taken |
//! | `GET /rest/api/2/projectCategory/{id}` | as the list | |
//! | `PUT /rest/api/2/projectCategory/{id}` | Jira administrator | what is not given stays |
//! | `DELETE /rest/api/2/projectCategory/{id}` | Jira administrator | 204; its projects have none then |
//!
//! Few, and shown with every project, they are kept in memory ([`categories`]). Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use base::route::{Needs, Routes};
use base::{Cx, Result};
use db::Tx;
use model::ProjectCategoryId;

pub use wire::CategoryShort;

/// A category of projects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The category.
    pub id: ProjectCategoryId,
    /// Its name.
    pub name: String,
    /// What belongs there.
    pub description: String,
}

/// All categories, by name.
#[derive(Clone, Debug, Default)]
pub struct Categories(pub Vec<Category>);

impl Categories {
    /// Returns the category of this id.
    #[must_use]
    pub fn get(&self, id: ProjectCategoryId) -> Option<&Category> {
        self.0.iter().find(|known| known.id == id)
    }
}

/// Returns all categories.
///
/// # Errors
/// When they have to be read and cannot be.
pub async fn categories(cx: &Cx, tx: &mut Tx) -> Result<Arc<Categories>> {
    cx.app.remembered(tx).await
}

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const LIST: &str = "/rest/api/2/projectCategory";
    const ONE: &str = "/rest/api/2/projectCategory/{id}";
    let admin = Needs::Global("ADMINISTER");
    Routes::of("projects/category")
        .get(LIST, Needs::SignIn, rest::list)
        .post(LIST, admin, rest::create)
        .get(ONE, Needs::SignIn, rest::get)
        .put(ONE, admin, rest::update)
        .delete(ONE, admin, rest::delete)
}
