//! The pages of groups: the group browser here, one group in [`view`], members of several in [`members`].

pub mod members;
mod store;
pub mod view;

#[cfg(test)]
mod tests;

use askama::Template;
use axum::response::Response;
use base::http::Query;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, Form, PageCx, Pager, Shell, field};
use base::paging::Paging;
use base::{Result, messages};
use serde::Deserialize;

use super::ops;
use store::Listed;

/// How many groups a page of the browser has.
const SIZE: i64 = 50;
const BROWSER: &str = "/secure/admin/user/GroupBrowser.jspa";
const SHELL: Shell<'static> = shell("Groups");

const fn shell(title: &str) -> Shell<'_> {
    Shell::admin(title, Section::UserManagement, "Groups")
}

/// What the browser's filter asks.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(rename = "nameFilter")]
    filter: String,
    start: String,
}

/// What *Add group* sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    #[serde(rename = "addName")]
    name: String,
}

/// A page that is about one group.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Named {
    name: String,
}

impl Named {
    fn required(&self) -> Result<&str> {
        if self.name.is_empty() {
            return Err(messages::missing_parameter("name"));
        }
        Ok(&self.name)
    }
}

#[derive(Template)]
#[template(path = "group_browser.html")]
struct Browser<'a> {
    page: &'a PageCx,
    asked: &'a Asked,
    form: &'a Sent,
    errors: &'a FieldErrors,
    groups: Vec<Listed>,
    pager: Pager,
}

pub async fn browse(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let (form, errors) = (Sent::default(), FieldErrors::none());
    let main = browser(&page, &asked, &form, &errors).await?;
    page.render(&SHELL, &main)
}

pub async fn add(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let added = ops::create(&page, &mut tx, page.administrator(), &form.name).await;
    let group = match FieldErrors::catch(added)? {
        Ok(group) => group,
        Err(errors) => {
            drop(tx);
            let errors = errors.renamed("name", "addName");
            let asked = Asked::default();
            let main = browser(&page, &asked, &form, &errors).await?;
            return page.refuse(&SHELL, &main);
        }
    };
    // The list opens where the new group is, so that its members can be added at once.
    let before = store::n_before(&mut tx, &group.name).await?;
    tx.commit().await?;
    let text = format!("Group {} was added.", group.name);
    page.done(
        &format!("{BROWSER}?start={}", before - before % SIZE),
        &text,
    )
}

async fn browser<'a>(
    page: &'a PageCx,
    asked: &'a Asked,
    form: &'a Sent,
    errors: &'a FieldErrors,
) -> Result<Browser<'a>> {
    let paging = Paging {
        start_at: start(&asked.start),
        max_results: SIZE,
    };
    let mut tx = page.read().await?;
    let total = store::n_listed(&mut tx, &asked.filter).await?;
    let groups = store::listed(&mut tx, &asked.filter, paging).await?;
    let pager = Pager::new(
        &page.link(BROWSER),
        &[("nameFilter", &asked.filter)],
        paging.start_at,
        SIZE,
        total,
    );
    Ok(Browser {
        page,
        asked,
        form,
        errors,
        groups,
        pager,
    })
}

/// Returns the place in a list that a parameter names; the beginning if it names none.
pub(crate) fn start(text: &str) -> i64 {
    text.parse().unwrap_or(0).max(0)
}
