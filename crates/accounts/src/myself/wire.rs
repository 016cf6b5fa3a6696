//! What changing one's own account takes; what it shows is in [`crate::user::wire`].

use schemars::JsonSchema;
use serde::Deserialize;

/// A change of e-mail and full name; what is there changes.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    pub email_address: Option<String>,
    pub display_name: Option<String>,
    pub password: Option<String>,
}

/// A change of password.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewPassword {
    pub password: Option<String>,
    pub current_password: Option<String>,
}
