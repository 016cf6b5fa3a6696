//! Links to the pictures of users, projects and issue types: drawn by this server (D-004).

use schemars::JsonSchema;
use serde::Serialize;

use crate::Urls;
use crate::urls::encode;

/// The links to a picture in four sizes, in the reference's order.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct AvatarUrls {
    /// 48 pixels.
    #[serde(rename = "48x48")]
    pub large: String,
    /// 24 pixels.
    #[serde(rename = "24x24")]
    pub small: String,
    /// 16 pixels.
    #[serde(rename = "16x16")]
    pub xsmall: String,
    /// 32 pixels.
    #[serde(rename = "32x32")]
    pub medium: String,
}

impl AvatarUrls {
    /// Returns the links to a user's picture.
    #[must_use]
    pub fn of_user(urls: &Urls, key: &str) -> Self {
        Self::at(
            &urls.page("/secure/useravatar"),
            &format!("ownerId={}", encode(key)),
        )
    }

    /// Returns the links to a project's picture.
    #[must_use]
    pub fn of_project(urls: &Urls, id: model::ProjectId) -> Self {
        Self::at(&urls.page("/secure/projectavatar"), &format!("pid={id}"))
    }

    fn at(page: &str, what: &str) -> Self {
        Self {
            large: format!("{page}?{what}"),
            small: format!("{page}?size=small&{what}"),
            xsmall: format!("{page}?size=xsmall&{what}"),
            medium: format!("{page}?size=medium&{what}"),
        }
    }
}
