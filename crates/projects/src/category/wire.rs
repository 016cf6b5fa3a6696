//! Categories as JSON: member names and order of the reference.

use base::Urls;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Category;

/// What making and changing a category takes.
#[derive(Deserialize, JsonSchema)]
pub struct CategoryInput {
    pub name: Option<String>,
    pub description: Option<String>,
}

/// A category, alone or inside a project.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct CategoryShort {
    /// The link to it.
    #[serde(rename = "self")]
    pub self_url: String,
    /// The category.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What belongs there.
    pub description: String,
}

impl Category {
    /// Returns the category as it is shown, alone or inside a project.
    #[must_use]
    pub fn short(&self, urls: &Urls) -> CategoryShort {
        CategoryShort {
            self_url: urls.api(&format!("projectCategory/{}", self.id)),
            id: self.id.to_string(),
            name: self.name.clone(),
            description: self.description.clone(),
        }
    }
}
