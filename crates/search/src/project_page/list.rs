//! The list of all projects that the caller may see.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::guard;
use base::http::Query;
use base::page::{PageCx, Pager, Shell, field};
use base::refs::user_by_name;
use base::urls::encode;
use model::{GlobalPermission, ProjectCategoryId};
use projects::category::{Categories, categories};
use serde::Deserialize;

use super::picture;
use super::store::{self, Filter, Listed};

const LIST: &str = "/projects";
/// How many projects a page shows.
const PAGE_SIZE: i64 = 50;
/// The categories that are none: all projects, and those without one.
const ALL: &str = "all";
const NONE: &str = "none";

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    contains: String,
    selected_category: String,
    lead: String,
    start: String,
}

#[derive(Template)]
#[template(path = "project_pages.html")]
struct List<'a> {
    page: &'a PageCx,
    contains: &'a str,
    lead: &'a str,
    category: &'a str,
    choices: Vec<field::Choice>,
    is_filtered: bool,
    is_signed_in: bool,
    browses_users: bool,
    listed: Vec<Row>,
    pager: Pager,
}

struct Row {
    one: Listed,
    picture: String,
    address: String,
    lead: String,
}

pub async fn show(page: PageCx, Query(asked): Query<Asked>) -> Result<Response> {
    let start = asked.start.parse().unwrap_or(0).max(0);
    let contains = asked.contains.trim();
    let named = asked.lead.trim();
    let mut tx = page.read().await?;
    let known = categories(&page, &mut tx).await?;
    let category = match asked.selected_category.as_str() {
        "" => ALL,
        given => given,
    };
    let lead = match named {
        "" => None,
        name => Some(user_by_name(&mut tx, name).await?),
    };
    let filter = Filter {
        contains,
        category: ProjectCategoryId::parse(category),
        is_uncategorized: category == NONE,
        lead: lead
            .as_ref()
            .and_then(|user| user.as_ref().map(|user| user.id)),
    };
    let visible = guard::viewable_projects(&page);
    // A lead whom nobody knows leads nothing; no lead at all is no filter.
    let (listed, total) = if matches!(lead, Some(None)) {
        (Vec::new(), 0)
    } else {
        store::projects(&mut tx, visible.ids(), &filter, (start, PAGE_SIZE)).await?
    };
    let row = |one: Listed| Row {
        picture: picture(&page, one.id, &one.key, one.avatar),
        address: page.link(&format!("/projects/{}/summary", encode(&one.key))),
        lead: page.link(&format!(
            "/secure/ViewProfile.jspa?name={}",
            encode(&one.lead_name)
        )),
        one,
    };
    let query = [
        ("contains", contains),
        ("selectedCategory", category),
        ("lead", named),
    ];
    let list = List {
        page: &page,
        contains,
        lead: named,
        category,
        choices: choices(&known),
        is_filtered: !contains.is_empty() || !named.is_empty() || category != ALL,
        is_signed_in: page.user_id().is_some(),
        browses_users: guard::has_global(&page, GlobalPermission::UserPicker),
        listed: listed.into_iter().map(row).collect(),
        pager: Pager::new(&page.link(LIST), &query, start, PAGE_SIZE, total),
    };
    page.render(&Shell::plain("Projects"), &list)
}

fn choices(known: &Categories) -> Vec<field::Choice> {
    let mut choices = vec![field::Choice::new(ALL, "All")];
    let each = known.0.iter();
    choices.extend(each.map(|one| field::Choice::new(one.id.to_string(), one.name.clone())));
    choices.push(field::Choice::new(NONE, "No category"));
    choices
}
