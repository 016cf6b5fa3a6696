//! The user browser.

use std::collections::HashMap;

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::http::Query;
use base::page::field::Choice;
use base::page::{AdminPage, FieldErrors, PageCx, Pager, field};
use base::paging::Paging;
use base::urls::encode;
use base::{Result, messages, refs};
use model::{GroupId, UserId};
use serde::Deserialize;

use super::store::{self, Access, Filter, Listed};
use super::{BROWSER, shell, when};
use crate::application_role::{Role, roles};

/// The most users on one page: what *All* shows. More are on further pages, so that each is there at once.
const MOST: i64 = 250;
/// What the filter calls having access to no application.
const NO_APPLICATION: &str = "none";

/// What the filter asks; `emailFilter` is in old bookmarks.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    user_search_filter: String,
    email_filter: String,
    group: String,
    application_filter: String,
    active_filter: String,
    max: String,
    start: String,
}

/// A row of the table.
struct Row {
    listed: Listed,
    /// The name as a part of an address.
    encoded: String,
    last_login: Option<String>,
    groups: Vec<Group>,
    applications: Vec<String>,
}

struct Group {
    name: String,
    encoded: String,
}

#[derive(Template)]
#[template(path = "user_browser.html")]
struct Browser<'a> {
    page: &'a PageCx,
    text: &'a str,
    asked: &'a Asked,
    errors: FieldErrors,
    applications: Vec<Choice>,
    statuses: [Choice; 3],
    sizes: [Choice; 4],
    size: String,
    is_filtered: bool,
    rows: Vec<Row>,
    pager: Pager,
}

pub async fn show(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let text = if asked.user_search_filter.is_empty() {
        asked.email_filter.trim()
    } else {
        asked.user_search_filter.trim()
    };
    let mut tx = page.read().await?;
    let roles = roles(&mut tx).await?;
    let mut problems = Problems::default();
    let mut group = None;
    if !asked.group.is_empty() {
        group = refs::group_by_name(&mut tx, &asked.group).await?;
        if group.is_none() {
            problems.field("group", messages::no_such_group_text(&asked.group));
        }
    }
    let filter = Filter {
        text,
        group: group.map(|(id, _)| id),
        access: match asked.application_filter.as_str() {
            "" => Access::Any,
            NO_APPLICATION => Access::None,
            key => Access::To(key),
        },
        active: match asked.active_filter.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
    };
    let paging = Paging {
        start_at: crate::group::page::start(&asked.start),
        max_results: size(&asked.max),
    };
    // A group that is not there has no members; without it the list would be of everybody.
    let (total, rows) = if problems.is_empty() {
        let total = store::n_users(&mut tx, &filter).await?;
        let listed = if paging.start_at < total {
            store::users(&mut tx, &filter, paging).await?
        } else {
            Vec::new()
        };
        let groups = store::groups_of_all(&mut tx, &listed).await?;
        (total, with_groups(listed, groups, &roles))
    } else {
        (0, Vec::new())
    };
    drop(tx);
    let size = paging.max_results.to_string();
    let query = [
        ("userSearchFilter", text),
        ("group", &asked.group),
        ("applicationFilter", &asked.application_filter),
        ("activeFilter", &asked.active_filter),
        ("max", &size),
    ];
    let start = paging.start_at;
    let browser = Browser {
        page: &page,
        text,
        errors: problems.into(),
        applications: applications(&roles),
        statuses: [
            Choice::new("", "Any"),
            Choice::new("true", "Active"),
            Choice::new("false", "Inactive"),
        ],
        sizes: [
            Choice::new("20", "20"),
            Choice::new("50", "50"),
            Choice::new("100", "100"),
            Choice::new(MOST.to_string(), "All"),
        ],
        is_filtered: query[..4].iter().any(|(_, value)| !value.is_empty()),
        pager: Pager::new(
            &page.link(BROWSER),
            &query,
            start,
            paging.max_results,
            total,
        ),
        size,
        asked: &asked,
        rows,
    };
    page.render(&shell("Users"), &browser)
}

/// Returns how many users a page shows: the nearest of the sizes there are.
fn size(asked: &str) -> i64 {
    match asked.parse::<i64>() {
        Ok(..=20) => 20,
        Ok(..=50) => 50,
        Ok(..=100) => 100,
        Ok(_) => MOST,
        Err(_) if asked.eq_ignore_ascii_case("all") => MOST,
        Err(_) => 20,
    }
}

fn applications(roles: &[Role]) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", "Any")];
    choices.extend(roles.iter().map(|role| Choice::new(&role.key, &role.name)));
    choices.push(Choice::new(NO_APPLICATION, "No application access"));
    choices
}

fn with_groups(
    listed: Vec<Listed>,
    memberships: Vec<(UserId, GroupId, String)>,
    roles: &[Role],
) -> Vec<Row> {
    let mut by_user: HashMap<UserId, Vec<(GroupId, String)>> = HashMap::new();
    for (user, group, name) in memberships {
        by_user.entry(user).or_default().push((group, name));
    }
    let rows = listed.into_iter().map(|listed| {
        let groups = by_user.remove(&listed.user.id).unwrap_or_default();
        let is_given = |role: &&Role| {
            let mut given = role.groups.iter();
            given.any(|one| groups.iter().any(|(id, _)| *id == one.id))
        };
        let applications = roles.iter().filter(is_given);
        let applications = applications.map(|role| role.name.clone()).collect();
        let groups = groups.into_iter().map(|(_, name)| Group {
            encoded: encode(&name),
            name,
        });
        Row {
            encoded: encode(&listed.user.name),
            last_login: listed.login.last_at.map(when),
            groups: groups.collect(),
            applications,
            listed,
        }
    });
    rows.collect()
}
