//! Groups as JSON: member names, order and nulls of the reference.

use base::refs::{UserRef, UserShort};
use base::{Urls, text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What creating a group takes.
#[derive(Deserialize, JsonSchema)]
pub struct NewGroup {
    pub name: Option<String>,
}

/// What adding a member takes.
#[derive(Deserialize, JsonSchema)]
pub struct NewMember {
    pub name: Option<String>,
}

/// A group.
#[derive(JsonSchema, Serialize)]
pub struct Group {
    pub name: String,
    #[serde(rename = "self")]
    pub self_url: String,
    pub users: Users,
    pub expand: &'static str,
}

/// The users inside a group; the names with hyphens are those of versions 7 to 9.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Users {
    pub size: i64,
    pub items: Vec<UserShort>,
    pub max_results: i64,
    pub start_index: i64,
    pub end_index: i64,
}

/// What a picker shows.
#[derive(JsonSchema, Serialize)]
pub struct Picked {
    pub header: String,
    pub total: i64,
    pub groups: Vec<PickedGroup>,
}

/// One group in a picker.
#[derive(JsonSchema, Serialize)]
pub struct PickedGroup {
    pub name: String,
    pub html: String,
    pub labels: [(); 0],
}

impl Group {
    /// How many members `expand=users` shows at most.
    pub const EXPANDED: i64 = 50;

    /// Makes a group with the users that are shown, of whom the first has the index `start_at` among all.
    pub fn new(name: &str, n_users: i64, users: &[UserRef], start_at: i64, urls: &Urls) -> Self {
        let n_shown = i64::try_from(users.len()).unwrap_or(i64::MAX);
        Self {
            name: name.to_owned(),
            self_url: urls.group(name),
            users: Users {
                size: n_users,
                items: users.iter().map(|user| user.short(urls)).collect(),
                max_results: Self::EXPANDED,
                start_index: start_at,
                end_index: (start_at + n_shown - 1).max(0),
            },
            expand: "users",
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
