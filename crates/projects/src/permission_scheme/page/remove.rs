//! The form *Remove permission*: a tick for each grant, with a preview of what that changes.

use askama::Template;
use axum::response::Response;
use base::http::QueryPairs;
use base::page::{AdminPage, FieldErrors, FormPairs, PageCx};
use base::{Error, Result, messages};
use policy::Grant;

use super::grant::permission;
use super::{address, shell};
use crate::holder;
use crate::permission_scheme::preview::{self, Preview, Where};
use crate::permission_scheme::{Scheme, grants, ops};

#[derive(Template)]
#[template(path = "permission_scheme_remove.html")]
struct Page<'a> {
    page: &'a PageCx,
    scheme: &'a Scheme,
    rows: Vec<Row>,
    /// Of all that is listed, where it is to be confirmed and not to be chosen any more.
    preview: Option<&'a Preview>,
    errors: &'a FieldErrors,
}

struct Row {
    id: String,
    permission: &'static str,
    holder: String,
}

/// Shows the grants named by `id`, those of the permissions named by `permissions`, or all.
pub async fn show(page: AdminPage, query: QueryPairs) -> Result<Response> {
    let scheme = query.first("schemeId").unwrap_or_default();
    let mut tx = page.read().await?;
    let scheme = ops::required(&mut tx, scheme).await?;
    let ids: Vec<&str> = query.all("id").collect();
    let listed = if ids.is_empty() {
        let permissions: Vec<_> = query.all("permissions").filter_map(permission).collect();
        let mut all = grants::of(&mut tx, scheme.id).await?;
        if query.first("permissions").is_some() {
            all.retain(|grant| permissions.contains(&grant.permission));
        }
        all
    } else {
        ops::find_grants(&mut tx, scheme.id, &ids).await?
    };
    let none = FieldErrors::none();
    // With one there is nothing to choose: it is confirmed at once.
    let confirm = listed.len() == 1;
    form(&page, &mut tx, &scheme, &listed, confirm, &none).await
}

async fn form(
    page: &AdminPage,
    tx: &mut db::Tx,
    scheme: &Scheme,
    listed: &[Grant],
    confirm: bool,
    errors: &FieldErrors,
) -> Result<Response> {
    let preview = if confirm {
        Some(preview_without(tx, scheme, listed).await?)
    } else {
        None
    };
    let names = holder::names(tx, listed.iter().map(|grant| &grant.holder)).await?;
    let mut listed: Vec<&Grant> = listed.iter().collect();
    listed.sort_by_key(|grant| (grant.permission, &grant.holder));
    let rows = listed.into_iter().map(|grant| Row {
        id: grant.id.to_string(),
        permission: grant.permission.name(),
        holder: names.in_words(&grant.holder),
    });
    let main = Page {
        page,
        scheme,
        rows: rows.collect(),
        preview: preview.as_ref(),
        errors,
    };
    page.answer_form(&shell("Remove permission"), &main, errors)
}

async fn preview_without(tx: &mut db::Tx, scheme: &Scheme, gone: &[Grant]) -> Result<Preview> {
    let before = grants::of(tx, scheme.id).await?;
    let mut after = before.clone();
    after.retain(|grant| !gone.iter().any(|gone| gone.id == grant.id));
    preview::of(tx, Where::Scheme(scheme.id), &before, &after).await
}

/// Removes, if that changes nothing for anybody or what it changes was seen; otherwise shows it first.
pub async fn remove(page: AdminPage, sent: FormPairs) -> Result<Response> {
    let ids: Vec<&str> = sent.all("id").collect();
    let id = sent.first("schemeId");
    let mut tx = page.read().await?;
    let scheme = ops::required(&mut tx, id).await?;
    if ids.is_empty() {
        let errors = match messages::no_grants_chosen() {
            Error::Invalid(problems) => problems.into(),
            other => return Err(other),
        };
        let all = grants::of(&mut tx, scheme.id).await?;
        let listed: Vec<Grant> = all
            .into_iter()
            .filter(|grant| sent.all("listed").any(|id| *id == grant.id.to_string()))
            .collect();
        return form(&page, &mut tx, &scheme, &listed, false, &errors).await;
    }
    let gone = ops::find_grants(&mut tx, scheme.id, &ids).await?;
    if !sent.has("confirmed")
        && !preview_without(&mut tx, &scheme, &gone)
            .await?
            .is_harmless()
    {
        return form(&page, &mut tx, &scheme, &gone, true, &FieldErrors::none()).await;
    }
    drop(tx);
    let mut tx = page.write().await?;
    let n_gone = ops::remove_grants(&page, &mut tx, page.administrator(), id, &ids).await?;
    tx.commit().await?;
    let s = if n_gone == 1 { "" } else { "s" };
    let text = format!("{n_gone} permission{s} removed.");
    page.done(&address(&scheme), &text)
}
