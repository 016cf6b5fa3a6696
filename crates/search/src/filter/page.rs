//! The pages of saved filters: saving what was searched, and the list. A filter's details and its shares are in
//! `page/edit.rs`.

mod edit;

#[cfg(test)]
mod tests;

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::{FieldErrors, FormPairs, PageCx, Pager, Shell, UserPage, field};
use base::refs::{self, Users};
use base::route::{Needs, Routes};
use serde::Deserialize;

use super::ops::{self, Filter};
use super::store::{self, Listed, Viewer, Which};
use super::wire::Given;

const LIST: &str = "/secure/ManageFilters.jspa";
/// How many filters a page of the list has.
const SIZE: i64 = 50;

pub fn routes() -> Routes {
    const SIGN_IN: Needs = Needs::SignIn;
    Routes::of("search/filter")
        .page(LIST, Needs::Nothing, list)
        .page("/secure/SaveAsFilter!default.jspa", SIGN_IN, show_save_as)
        .form("/secure/SaveAsFilter.jspa", SIGN_IN, save_as)
        .form("/secure/SaveFilter.jspa", SIGN_IN, save)
        .form("/secure/FavouriteFilter.jspa", SIGN_IN, favourite)
        .page(
            "/secure/EditFilter!default.jspa",
            Needs::Nothing,
            edit::show,
        )
        .form("/secure/EditFilter.jspa", SIGN_IN, edit::edit)
        .form("/secure/ShareFilter.jspa", SIGN_IN, edit::add_share)
        .form(
            "/secure/ShareFilter!remove.jspa",
            SIGN_IN,
            edit::remove_share,
        )
        .page("/secure/DeleteFilter!default.jspa", SIGN_IN, show_delete)
        .form("/secure/DeleteFilter.jspa", SIGN_IN, delete)
}

fn details(filter: &Filter) -> String {
    format!("/secure/EditFilter!default.jspa?filterId={}", filter.id)
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    filter_id: String,
    jql_query: String,
    filter_view: String,
    name: String,
    start: String,
}

struct Row {
    filter: Filter,
    owner: String,
    is_own: bool,
    n_favourites: i64,
    n_shares: i64,
}

#[derive(Template)]
#[template(path = "filter_list.html")]
struct List<'a> {
    page: &'a PageCx,
    tabs: Vec<(&'static str, &'static str, bool)>,
    view: &'static str,
    name: &'a str,
    rows: Vec<Row>,
    pager: Pager,
}

impl List<'_> {
    fn is(&self, view: &str) -> bool {
        self.view == view
    }
}

async fn list(page: PageCx, Query(asked): Query<Asked>) -> Result<Response> {
    let tabs = [
        ("favourites", "Favourite", Which::Favourites),
        ("my", "My", Which::Own),
        ("search", "Search", Which::All),
    ];
    let is_somebody = page.user_id().is_some();
    let usual = if is_somebody { "my" } else { "search" };
    let asked_for = |(view, ..): &&(&str, &str, Which)| *view == asked.filter_view;
    let shown = tabs.iter().filter(|tab| is_somebody || tab.0 == "search");
    let shown: Vec<_> = shown.collect();
    let chosen = shown.iter().copied().find(asked_for);
    let chosen = chosen.or_else(|| shown.iter().copied().find(|tab| tab.0 == usual));
    let (view, _, which) = chosen.copied().unwrap_or(tabs[2]);
    let start = asked.start.trim().parse().unwrap_or(0).max(0);
    let mut tx = page.read().await?;
    let viewer = Viewer::of(&page);
    let (listed, total) =
        store::listed(&mut tx, &viewer, (which, asked.name.trim()), (start, SIZE)).await?;
    let owners = listed.iter().map(|one| one.filter.owner);
    let users = refs::users_by_ids(&mut tx, owners).await?;
    let query = [("filterView", view), ("name", asked.name.trim())];
    let list = List {
        page: &page,
        tabs: shown
            .iter()
            .map(|tab| (tab.0, tab.1, tab.0 == view))
            .collect(),
        view,
        name: asked.name.trim(),
        rows: listed
            .into_iter()
            .map(|one| row(&page, one, &users))
            .collect(),
        pager: Pager::new(&page.link(LIST), &query, start, SIZE, total),
    };
    page.render(&Shell::plain("Manage filters"), &list)
}

fn row(page: &PageCx, listed: Listed, users: &Users) -> Row {
    let owner = users.get(listed.filter.owner);
    Row {
        owner: owner
            .map(|user| user.display_name.clone())
            .unwrap_or_default(),
        is_own: page.user_id() == Some(listed.filter.owner),
        n_favourites: listed.n_favourites,
        n_shares: listed.n_shares,
        filter: listed.filter,
    }
}

#[derive(Template)]
#[template(path = "filter_save_as.html")]
struct SaveAs<'a> {
    page: &'a PageCx,
    name: &'a str,
    description: &'a str,
    jql: &'a str,
    is_favourite: bool,
    errors: &'a FieldErrors,
}

const SAVE_AS: Shell<'static> = Shell::plain("Save filter");

async fn show_save_as(page: UserPage, Query(asked): Query<Asked>) -> Result<Response> {
    let form = SaveAs {
        page: &page,
        name: "",
        description: "",
        jql: &asked.jql_query,
        is_favourite: true,
        errors: &FieldErrors::none(),
    };
    page.render(&SAVE_AS, &form)
}

async fn save_as(page: UserPage, sent: FormPairs) -> Result<Response> {
    let user = page.signed_in()?;
    let given = Given {
        name: Some(sent.first("filterName").trim().to_owned()),
        description: described(&sent),
        jql: Some(sent.first("jql").to_owned()),
        favourite: Some(sent.has("favourite")),
        owner: None,
    };
    let mut tx = page.write().await?;
    let made = ops::create(&page, &mut tx, user, &given).await;
    let id = match FieldErrors::catch(made)? {
        Ok(id) => id,
        Err(errors) => {
            let form = SaveAs {
                page: &page,
                name: sent.first("filterName"),
                description: sent.first("filterDescription"),
                jql: sent.first("jql"),
                is_favourite: sent.has("favourite"),
                errors: &errors,
            };
            return page.refuse(&SAVE_AS, &form);
        }
    };
    tx.commit().await?;
    page.done(&format!("/issues/?filter={id}"), "The filter was saved.")
}

fn described(sent: &FormPairs) -> Option<String> {
    let text = sent.first("filterDescription").trim();
    (!text.is_empty()).then(|| text.to_owned())
}

async fn save(page: UserPage, sent: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    let filter = ops::get(&page, &mut tx, sent.first("filterId")).await?;
    let path = format!("/issues/?filter={}", filter.id);
    let given = Given {
        name: None,
        description: None,
        jql: Some(sent.first("jql").to_owned()),
        favourite: None,
        owner: None,
    };
    ops::update(&page, &mut tx, filter, &given).await?;
    tx.commit().await?;
    page.done(&path, "The filter was saved.")
}

async fn favourite(page: UserPage, sent: FormPairs) -> Result<Response> {
    let user = page.signed_in()?.id;
    let mut tx = page.write().await?;
    let filter = ops::get(&page, &mut tx, sent.first("filterId")).await?;
    let is_favourite = sent.first("favourite") == "true";
    ops::set_favourite(&mut tx, user, &filter, is_favourite).await?;
    tx.commit().await?;
    let text = if is_favourite {
        "It is one of your favourites now."
    } else {
        "It is none of your favourites any more."
    };
    let path = match sent.first("back") {
        "list" => LIST.to_owned(),
        "favourites" => format!("{LIST}?filterView=favourites"),
        _ => format!("/issues/?filter={}", filter.id),
    };
    page.done(&path, text)
}

#[derive(Template)]
#[template(path = "filter_delete.html")]
struct Delete<'a> {
    page: &'a PageCx,
    filter: &'a Filter,
    n_favourites: i64,
}

async fn show_delete(page: UserPage, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = page.read().await?;
    let filter = ops::get(&page, &mut tx, &asked.filter_id).await?;
    ops::check_deletable(&page, &filter)?;
    let main = Delete {
        page: &page,
        n_favourites: store::n_favourites_of_others(&mut tx, filter.id, page.user_id()).await?,
        filter: &filter,
    };
    page.render(&Shell::plain("Delete filter"), &main)
}

async fn delete(page: UserPage, sent: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    let filter = ops::get(&page, &mut tx, sent.first("filterId")).await?;
    let text = format!("The filter {} was deleted.", filter.name);
    ops::delete(&page, &mut tx, filter).await?;
    tx.commit().await?;
    page.done(LIST, &text)
}
