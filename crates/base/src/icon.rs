//! Links to the pictures of users, projects and issue types: drawn by this server (D-004), or uploaded.

use std::fmt::Write as _;

use model::AvatarId;
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

    /// Returns the links to the picture that was chosen, if one was.
    #[must_use]
    pub fn with(mut self, avatar: Option<AvatarId>) -> Self {
        if let Some(avatar) = avatar {
            for url in [
                &mut self.large,
                &mut self.small,
                &mut self.xsmall,
                &mut self.medium,
            ] {
                let _ = write!(url, "&avatarId={avatar}");
            }
        }
        self
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

/// Returns the link to the picture of an issue type: the one chosen, or the drawing of this name.
#[must_use]
pub fn of_issue_type(urls: &Urls, avatar: Option<AvatarId>, drawing: &str) -> String {
    urls.page(&path_of_issue_type(avatar, drawing))
}

/// Returns the same link from the root of this server.
#[must_use]
pub fn path_of_issue_type(avatar: Option<AvatarId>, drawing: &str) -> String {
    match avatar {
        Some(avatar) => {
            format!("/secure/viewavatar?size=xsmall&avatarId={avatar}&avatarType=issuetype")
        }
        None => format!("/images/icons/issuetypes/{drawing}.svg"),
    }
}
