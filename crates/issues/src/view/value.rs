//! What stands in a field of the page, as far as it matters for how it is drawn.

use base::page::PageCx;
use base::refs::{UserRef, Users};
use base::urls::encode;
use jiff::tz::TimeZone;
use model::{Timestamp, UserId};

use crate::read::{RelatedRow, moment};
use projects::{Catalog, StatusCategory};

/// A field of the page.
pub struct Fact {
    /// Its id, as the API has it: what editing it in place goes by.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Whether the reader may change it here.
    pub editable: bool,
    /// What is in it.
    pub value: Value,
}

impl Fact {
    pub fn new(id: impl Into<String>, label: impl Into<String>, value: Value) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            editable: false,
            value,
        }
    }
}

/// What is in a field.
pub enum Value {
    /// Nothing, in words.
    Nothing(&'static str),
    /// A text as it is.
    Text(String),
    /// A small picture and a text.
    Icon { src: String, text: String },
    /// A status or its like: class and text.
    Lozenge { class: &'static str, text: String },
    /// People.
    People(Vec<Person>),
    /// Links within the product: address and text.
    Links(Vec<(String, String)>),
    /// A page elsewhere.
    Web(String),
    /// HTML that `markup` has made.
    Html(String),
    /// A moment.
    When(When),
}

/// Somebody.
#[derive(Clone)]
pub struct Person {
    pub name: String,
    pub display_name: String,
    pub avatar: String,
    pub href: String,
    pub active: bool,
}

impl Person {
    pub fn new(page: &PageCx, user: &UserRef) -> Self {
        Self {
            name: user.name.clone(),
            display_name: user.display_name.clone(),
            avatar: page.avatar(&user.key, &user.display_name),
            href: profile(page, &user.name),
            active: user.active,
        }
    }

    /// Returns the user of this id, if it is anybody.
    pub fn of(page: &PageCx, users: &Users, id: Option<UserId>) -> Option<Self> {
        users.get(id?).map(|user| Self::new(page, user))
    }
}

/// Returns the address of somebody's profile.
pub fn profile(page: &PageCx, name: &str) -> String {
    page.link(&format!("/secure/ViewProfile.jspa?name={}", encode(name)))
}

/// A moment.
#[derive(Clone)]
pub struct When {
    /// For programs.
    pub iso: String,
    /// The whole of it.
    pub full: String,
    /// As people say it.
    pub text: String,
}

impl When {
    pub fn new(at: Timestamp, now: Timestamp, zone: &TimeZone) -> Self {
        let full = moment(at, zone);
        let iso = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::MAX);
        Self {
            iso: iso.to_string(),
            text: said(at, now).unwrap_or_else(|| full.clone()),
            full,
        }
    }
}

/// Returns how long ago something was, if it was within a week.
fn said(at: Timestamp, now: Timestamp) -> Option<String> {
    let minutes = (now.0 - at.0).div_euclid(60_000);
    let ago = |n: i64, unit: &str| {
        let s = if n == 1 { "" } else { "s" };
        Some(format!("{n} {unit}{s} ago"))
    };
    match minutes {
        0 => Some("just now".to_owned()),
        1..60 => ago(minutes, "minute"),
        60..1440 => ago(minutes / 60, "hour"),
        1440..10_080 => ago(minutes / 1440, "day"),
        _ => None,
    }
}

/// Another issue, as this one names it.
pub struct Other {
    pub key: String,
    pub href: String,
    pub summary: String,
    pub type_icon: String,
    pub type_name: String,
    pub status: String,
    pub class: &'static str,
    pub is_resolved: bool,
    pub assignee: Option<Person>,
}

impl Other {
    pub fn new(page: &PageCx, row: &RelatedRow, catalog: &Catalog, users: &Users) -> Self {
        let status = catalog.status(row.status);
        let issue_type = catalog.issue_type(row.issue_type);
        let short = issue_type.map(|known| known.short(page.urls()));
        Self {
            key: row.key.clone(),
            href: page.link(&format!("/browse/{}", row.key)),
            summary: row.summary.clone(),
            type_icon: short.map(|short| short.icon_url).unwrap_or_default(),
            type_name: issue_type
                .map(|known| known.name.clone())
                .unwrap_or_default(),
            status: status.map(|known| known.name.clone()).unwrap_or_default(),
            class: status.map_or("", |known| class_of(known.category)),
            is_resolved: row.resolution.is_some(),
            assignee: Person::of(page, users, row.assignee),
        }
    }
}

/// Returns the class of a lozenge for statuses of this category.
pub fn class_of(category: StatusCategory) -> &'static str {
    match category {
        StatusCategory::Undefined | StatusCategory::New => "",
        StatusCategory::Indeterminate => "info",
        StatusCategory::Done => "good",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_ago() {
        let check = |seconds: i64, expected: Option<&str>| {
            let said = said(Timestamp(-seconds * 1000), Timestamp(0));
            assert_eq!(said.as_deref(), expected, "{seconds}");
        };
        check(0, Some("just now"));
        check(59, Some("just now"));
        check(60, Some("1 minute ago"));
        check(3599, Some("59 minutes ago"));
        check(3600, Some("1 hour ago"));
        check(86_400 * 2, Some("2 days ago"));
        check(86_400 * 7, None);
        check(-1, None);
    }
}
