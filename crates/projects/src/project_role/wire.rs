//! What setting the members of a project's role takes.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// All members a role shall have, by their type. A type that is absent or null has none.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembersInput {
    pub categorised_actors: Option<HashMap<String, Option<Vec<String>>>>,
}
