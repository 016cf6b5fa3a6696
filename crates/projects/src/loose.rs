//! Values that clients send now as a number and now as text: both mean the same.

use schemars::JsonSchema;
use serde::Deserialize;

/// An id or the like, as a JSON number or a JSON string.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Loose {
    /// `10000`.
    Number(i64),
    /// `"10000"`.
    Text(String),
}

impl Loose {
    /// Returns the value as text.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}
