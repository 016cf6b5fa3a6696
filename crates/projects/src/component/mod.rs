//! Components: the parts of a project, and who gets the issues of each.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `POST /rest/api/2/component` | project administrator | 201 |
//! | `GET /rest/api/2/component/page` | what one may see | a page, by name |
//! | `GET /rest/api/2/component/{id}` | to see the project | |
//! | `PUT /rest/api/2/component/{id}` | project administrator | what is not given stays; a lead of `""` is taken away |
//! | `GET /rest/api/2/project/{projectIdOrKey}/components` | to see the project | an array, by name |
//!
//! What becomes of issues when a component goes, and how many have it, is in the area of issues. Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::Urls;
use base::route::{Needs, Routes};
use model::{ComponentId, ProjectId, UserId};

pub use ops::{create, find, find_to_change, remove, shown, update};
pub(crate) use rest::projects_asked;
pub use store::{lock, of_project, of_projects, page};
pub use wire::{ComponentFull, ComponentInput, ComponentShort, Person};

/// A component as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// The component.
    pub id: ComponentId,
    /// Its project.
    pub project: ProjectId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// Its lead.
    pub lead: Option<UserId>,
    /// Who gets its issues that name nobody.
    pub assignee_type: AssigneeType,
    /// Whether it is put away: issues keep it and get it no more.
    pub is_archived: bool,
}

/// Who gets the issues of a component that name nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssigneeType {
    /// As the project says.
    ProjectDefault,
    /// The component's lead.
    ComponentLead,
    /// The project's lead.
    ProjectLead,
    /// Nobody.
    Unassigned,
}

impl AssigneeType {
    const ALL: [Self; 4] = [
        Self::ProjectDefault,
        Self::ComponentLead,
        Self::ProjectLead,
        Self::Unassigned,
    ];

    /// Returns the word of the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ProjectDefault => "PROJECT_DEFAULT",
            Self::ComponentLead => "COMPONENT_LEAD",
            Self::ProjectLead => "PROJECT_LEAD",
            Self::Unassigned => "UNASSIGNED",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

impl Component {
    /// Returns the component as issues show it.
    #[must_use]
    pub fn short(&self, urls: &Urls) -> ComponentShort {
        ComponentShort::new(self.id, &self.name, self.description.as_deref(), urls)
    }
}

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ONE: &str = "/rest/api/2/component/{id}";
    Routes::of("projects/component")
        .post("/rest/api/2/component", Needs::ProjectAdmin, rest::create)
        .get("/rest/api/2/component/page", Needs::SignIn, rest::page)
        .asked(&["startAt", "maxResults", "query", "projectIds"])
        .get(ONE, Needs::Project("BROWSE_PROJECTS"), rest::get)
        .put(ONE, Needs::ProjectAdmin, rest::update)
        .get(
            "/rest/api/2/project/{projectIdOrKey}/components",
            Needs::Project("BROWSE_PROJECTS"),
            rest::of_project,
        )
}
