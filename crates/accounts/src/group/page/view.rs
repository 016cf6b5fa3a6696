//! One group: its page, and its deletion.

use askama::Template;
use axum::response::Response;
use base::http::Query;
use base::page::{AdminPage, FieldErrors, Form, PageCx, field};
use base::urls::encode;
use base::{Result, messages, refs};
use serde::Deserialize;

use super::store::{self, Facts};
use super::{BROWSER, Named, shell};
use crate::group::Group;
use crate::group::ops;

/// What the deletion's form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Deletion {
    name: String,
    #[serde(rename = "swapGroup")]
    swap: String,
}

#[derive(Template)]
#[template(path = "group_view.html")]
struct View<'a> {
    page: &'a PageCx,
    group: &'a Group,
    encoded: String,
    facts: Facts,
}

#[derive(Template)]
#[template(path = "group_delete.html")]
struct Delete<'a> {
    page: &'a PageCx,
    group: &'a Group,
    encoded: String,
    facts: Facts,
    swap: &'a str,
    errors: &'a FieldErrors,
}

impl Delete<'_> {
    /// Returns whether somebody or something has the group to do with.
    fn loses(&self) -> bool {
        let facts = &self.facts;
        facts.n_users + facts.n_schemes + facts.n_roles + facts.n_levels > 0
            || !facts.permissions.is_empty()
            || !facts.applications.is_empty()
    }
}

pub async fn show(page: AdminPage, Query(named): Query<Named>) -> Result<Response> {
    let mut tx = page.read().await?;
    let group = ops::find(&mut tx, Some(named.required()?)).await?;
    let view = View {
        page: &page,
        encoded: encode(&group.name),
        facts: store::facts(&mut tx, group.id).await?,
        group: &group,
    };
    let title = format!("Group: {}", group.name);
    page.render(&shell(&title), &view)
}

pub async fn confirm_deletion(page: AdminPage, Query(named): Query<Named>) -> Result<Response> {
    let mut tx = page.read().await?;
    let group = ops::find(&mut tx, Some(named.required()?)).await?;
    let facts = store::facts(&mut tx, group.id).await?;
    let errors = FieldErrors::none();
    let delete = deletion(&page, &group, facts, "", &errors);
    page.render(&shell("Delete group"), &delete)
}

pub async fn delete(page: AdminPage, Form(form): Form<Deletion>) -> Result<Response> {
    let mut tx = page.write().await?;
    let group = ops::find(&mut tx, Some(&form.name)).await?;
    let deleted = delete_named(&page, &mut tx, &group, form.swap.trim()).await;
    if let Err(errors) = FieldErrors::catch(deleted)? {
        drop(tx);
        let mut tx = page.read().await?;
        let facts = store::facts(&mut tx, group.id).await?;
        let delete = deletion(&page, &group, facts, &form.swap, &errors);
        return page.refuse(&shell("Delete group"), &delete);
    }
    tx.commit().await?;
    page.done(BROWSER, &format!("Group {} was deleted.", group.name))
}

async fn delete_named(
    page: &AdminPage,
    tx: &mut base::Tx,
    group: &Group,
    swap: &str,
) -> Result<()> {
    if !swap.is_empty() && refs::group_by_name(tx, swap).await?.is_none() {
        return Err(messages::no_such_group_in("swapGroup", swap));
    }
    ops::delete(
        page,
        tx,
        page.administrator(),
        Some(&group.name),
        Some(swap),
    )
    .await
}

fn deletion<'a>(
    page: &'a PageCx,
    group: &'a Group,
    facts: Facts,
    swap: &'a str,
    errors: &'a FieldErrors,
) -> Delete<'a> {
    Delete {
        page,
        group,
        encoded: encode(&group.name),
        facts,
        swap,
        errors,
    }
}
