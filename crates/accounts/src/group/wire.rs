//! Groups as JSON: member names, order and nulls of the reference.

use base::icon::AvatarUrls;
use base::refs::UserRef;
use base::{Urls, text};
use serde::{Deserialize, Serialize};

/// What creating a group takes.
#[derive(Deserialize)]
pub struct NewGroup {
    pub name: Option<String>,
}

/// What adding a member takes.
#[derive(Deserialize)]
pub struct NewMember {
    pub name: Option<String>,
}

/// A group.
#[derive(Serialize)]
pub struct Group {
    pub name: String,
    #[serde(rename = "self")]
    pub self_url: String,
    pub users: Users,
    pub expand: &'static str,
}

/// The users inside a group; the names with hyphens are those of versions 7 to 9.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Users {
    pub size: i64,
    pub items: Vec<Member>,
    pub max_results: i64,
    pub start_index: i64,
    pub end_index: i64,
}

/// A user as lists of members show them.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    #[serde(rename = "self")]
    pub self_url: String,
    pub name: String,
    pub key: String,
    pub email_address: String,
    pub avatar_urls: AvatarUrls,
    pub display_name: String,
    pub active: bool,
    pub time_zone: String,
}

/// What a picker shows.
#[derive(Serialize)]
pub struct Picked {
    pub header: String,
    pub total: i64,
    pub groups: Vec<PickedGroup>,
}

/// One group in a picker.
#[derive(Serialize)]
pub struct PickedGroup {
    pub name: String,
    pub html: String,
    pub labels: [(); 0],
}

impl Group {
    /// How many members `expand=users` shows at most.
    pub const EXPANDED: i64 = 50;

    pub fn new(name: &str, n_users: i64, users: &[UserRef], urls: &Urls) -> Self {
        let n_shown = i64::try_from(users.len()).unwrap_or(i64::MAX);
        Self {
            name: name.to_owned(),
            self_url: urls.group(name),
            users: Users {
                size: n_users,
                items: users.iter().map(|user| Member::new(user, urls)).collect(),
                max_results: Self::EXPANDED,
                start_index: 0,
                end_index: (n_shown - 1).max(0),
            },
            expand: "users",
        }
    }
}

impl Member {
    pub fn new(user: &UserRef, urls: &Urls) -> Self {
        Self {
            self_url: urls.user(&user.name),
            name: user.name.clone(),
            key: user.key.clone(),
            email_address: user.email.clone(),
            avatar_urls: AvatarUrls::of_user(urls, &user.key),
            display_name: user.display_name.clone(),
            active: user.active,
            time_zone: user.time_zone.clone(),
        }
    }
}

impl Picked {
    pub fn new(names: Vec<String>, total: i64, query: &str) -> Self {
        Self {
            header: format!("Showing {} of {total} matching groups", names.len()),
            total,
            groups: names
                .into_iter()
                .map(|name| PickedGroup {
                    html: text::highlight(&name, query),
                    name,
                    labels: [],
                })
                .collect(),
        }
    }
}
