//! Avatars as JSON: member names and order of the reference.

use base::urls::encode;
use base::{Urls, picture::Square};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::place::{Kind, Place};
use super::store::{AvatarRow, DraftRow};

/// An avatar to choose.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Avatar {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    is_system_avatar: bool,
    is_selected: bool,
    is_deletable: bool,
    urls: Pictures,
    selected: bool,
}

/// The links to an avatar's pictures, in the order of this resource.
#[derive(JsonSchema, Serialize)]
struct Pictures {
    #[serde(rename = "16x16")]
    xsmall: String,
    #[serde(rename = "24x24")]
    small: String,
    #[serde(rename = "32x32")]
    medium: String,
    #[serde(rename = "48x48")]
    large: String,
}

/// The avatars that everybody can choose.
#[derive(JsonSchema, Serialize)]
pub struct SystemAvatars {
    pub system: Vec<Avatar>,
}

/// The avatars that can be chosen for something.
#[derive(JsonSchema, Serialize)]
pub struct Avatars {
    pub system: Vec<Avatar>,
    pub custom: Vec<Avatar>,
}

/// An image that is to be cropped, with the part that is proposed.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cropping {
    cropper_width: i64,
    cropper_offset_x: i64,
    cropper_offset_y: i64,
    url: String,
    needs_cropping: bool,
}

/// The part of an image that is wanted. What is not given is as it was proposed.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GivenCropping {
    pub cropper_width: Option<i64>,
    pub cropper_offset_x: Option<i64>,
    pub cropper_offset_y: Option<i64>,
}

/// The avatar that is to be chosen: its id, as a text or a number.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct GivenAvatar {
    pub id: Option<GivenId>,
}

/// An id.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum GivenId {
    Number(i64),
    Text(String),
}

impl GivenId {
    pub fn text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

impl Avatar {
    pub fn new(row: &AvatarRow, kind: Kind, place: Option<&Place>, urls: &Urls) -> Self {
        let is_system = row.drawing.is_some();
        let is_selected = place.is_some_and(|place| place.chosen == Some(row.id));
        let owner = place.filter(|_| !is_system);
        Self {
            id: row.id.to_string(),
            owner: owner.map(|place| place.name.clone()),
            is_system_avatar: is_system,
            is_selected,
            is_deletable: !is_system,
            urls: Pictures::new(row, kind, owner, urls),
            selected: is_selected,
        }
    }
}

impl Pictures {
    fn new(row: &AvatarRow, kind: Kind, owner: Option<&Place>, urls: &Urls) -> Self {
        let (page, rest) = match (kind, owner) {
            (Kind::User, Some(owner)) => ("useravatar", format!("&ownerId={}", encode(&owner.key))),
            (Kind::User, None) => ("useravatar", String::new()),
            (Kind::Project, Some(owner)) => ("projectavatar", format!("&pid={}", owner.key)),
            (Kind::Project, None) => ("projectavatar", String::new()),
            (Kind::IssueType, _) => ("viewavatar", "&avatarType=issuetype".to_owned()),
        };
        let page = urls.page(&format!("/secure/{page}"));
        let id = row.id;
        Self {
            xsmall: format!("{page}?size=xsmall&avatarId={id}{rest}"),
            small: format!("{page}?size=small&avatarId={id}{rest}"),
            medium: format!("{page}?size=medium&avatarId={id}{rest}"),
            large: format!("{page}?avatarId={id}{rest}"),
        }
    }
}

impl Cropping {
    pub fn new(draft: &DraftRow, kind: Kind, urls: &Urls) -> Self {
        let (x, y, side) = draft.square.unwrap_or_else(|| middle(draft));
        let kind = kind.name();
        Self {
            cropper_width: side,
            cropper_offset_x: x,
            cropper_offset_y: y,
            url: urls.page(&format!(
                "/secure/temporaryavatar?cropped=true&avatarType={kind}"
            )),
            needs_cropping: draft.square.is_none() && (draft.width, draft.height) != (48, 48),
        }
    }
}

/// The largest square in the middle of an image.
fn middle(draft: &DraftRow) -> (i64, i64, i64) {
    let side = draft.width.min(draft.height);
    ((draft.width - side) / 2, (draft.height - side) / 2, side)
}

impl GivenCropping {
    /// Returns the square that is meant, if there can be one.
    pub fn square(&self, draft: &DraftRow) -> Option<Square> {
        let (x, y, side) = draft.square.unwrap_or_else(|| middle(draft));
        let x = self.cropper_offset_x.unwrap_or(x);
        let y = self.cropper_offset_y.unwrap_or(y);
        let side = self.cropper_width.unwrap_or(side);
        let fits = |from: i64, all: i64| {
            from >= 0 && side > 0 && from.checked_add(side).is_some_and(|to| to <= all)
        };
        if !fits(x, draft.width) || !fits(y, draft.height) {
            return None;
        }
        Some(Square {
            x: u32::try_from(x).ok()?,
            y: u32::try_from(y).ok()?,
            side: u32::try_from(side).ok()?,
        })
    }
}
