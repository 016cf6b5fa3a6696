//! The form *Grant permission*: several permissions to one holder, with a preview of what that changes.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::http::QueryPairs;
use base::page::field::Choice;
use base::page::{AdminPage, FieldErrors, FormPairs, PageCx, field};
use base::{Result, messages};
use model::{GrantId, ProjectPermission};
use policy::Grant;

use super::{address, shell};
use crate::holder;
use crate::holder::form::{Choices, HolderForm};
use crate::permission_scheme::preview::{self, Preview, Where};
use crate::permission_scheme::{Scheme, grants, ops};

#[derive(Template)]
#[template(path = "permission_scheme_grant.html")]
struct Page<'a> {
    page: &'a PageCx,
    scheme: &'a Scheme,
    permissions: &'a [Choice],
    chosen: &'a [String],
    choices: &'a Choices,
    holder: &'a HolderForm,
    at_once: bool,
    errors: &'a FieldErrors,
}

#[derive(Template)]
#[template(path = "permission_scheme_grant_preview.html")]
struct Confirm<'a> {
    page: &'a PageCx,
    scheme: &'a Scheme,
    permissions: &'a [ProjectPermission],
    chosen: &'a [String],
    holder: &'a HolderForm,
    holder_words: &'a str,
    preview: &'a Preview,
}

/// What the form says.
struct Sent {
    scheme: String,
    chosen: Vec<String>,
    holder: HolderForm,
    /// Whether to save without a preview: it was shown, or is not wanted.
    at_once: bool,
}

/// Returns the permission of this key, old key or number.
pub(super) fn permission(text: &str) -> Option<ProjectPermission> {
    let by_number = || {
        let number: i32 = text.parse().ok().filter(|number| *number >= 0)?;
        let mut all = ProjectPermission::ALL.iter().copied();
        all.find(|known| known.legacy_id() == number)
    };
    ProjectPermission::from_any_key(text).or_else(by_number)
}

pub async fn show(page: AdminPage, query: QueryPairs) -> Result<Response> {
    let known = query.all("permissions").filter_map(permission);
    let sent = Sent {
        scheme: query.first("schemeId").unwrap_or_default().to_owned(),
        chosen: known.map(|known| known.key().to_owned()).collect(),
        holder: HolderForm::of_query(&query),
        at_once: false,
    };
    form(&page, &sent, &FieldErrors::none()).await
}

async fn form(page: &AdminPage, sent: &Sent, errors: &FieldErrors) -> Result<Response> {
    let mut tx = page.read().await?;
    let scheme = ops::required(&mut tx, &sent.scheme).await?;
    let permissions: Vec<Choice> = ProjectPermission::ALL
        .iter()
        .map(|known| Choice::new(known.key(), known.name()))
        .collect();
    let main = Page {
        page,
        scheme: &scheme,
        permissions: &permissions,
        chosen: &sent.chosen,
        choices: &Choices::read(&mut tx).await?,
        holder: &sent.holder,
        at_once: sent.at_once,
        errors,
    };
    page.answer_form(&shell("Grant permission"), &main, errors)
}

/// Saves, if that changes nothing for anybody or what it changes was seen; otherwise shows it first.
pub async fn add(page: AdminPage, form_pairs: FormPairs) -> Result<Response> {
    let sent = Sent {
        scheme: form_pairs.first("schemeId").to_owned(),
        chosen: form_pairs.all("permissions").map(str::to_owned).collect(),
        holder: HolderForm::of_form(&form_pairs),
        at_once: form_pairs.has("confirmed"),
    };
    let mut tx = page.read().await?;
    let scheme = ops::required(&mut tx, &sent.scheme).await?;
    let mut problems = Problems::default();
    let permissions = read_permissions(&sent.chosen, &mut problems);
    let wanted = sent.holder.read(&mut tx, &mut problems).await?;
    let before = grants::of(&mut tx, scheme.id).await?;
    let Some(wanted) = wanted.filter(|_| problems.is_empty()) else {
        drop(tx);
        return form(&page, &sent, &problems.into()).await;
    };
    if !sent.at_once {
        let mut after = before.clone();
        for permission in ops::missing(&before, &permissions, &wanted) {
            after.push(Grant {
                id: GrantId(-1),
                permission,
                holder: wanted.clone(),
            });
        }
        let place = Where::Scheme(scheme.id);
        let preview = preview::of(&mut tx, place, &before, &after).await?;
        if !preview.is_harmless() {
            let names = holder::names(&mut tx, std::iter::once(&wanted)).await?;
            let main = Confirm {
                page: &page,
                scheme: &scheme,
                permissions: &permissions,
                chosen: &sent.chosen,
                holder: &sent.holder,
                holder_words: &names.in_words(&wanted),
                preview: &preview,
            };
            return page.render(&shell("Grant permission"), &main);
        }
    }
    drop(tx);
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let id = &sent.scheme;
    let done = ops::add_grants(&page, &mut tx, admin, id, &permissions, &wanted).await;
    let n_added = match FieldErrors::catch(done)? {
        Ok(n_added) => n_added,
        Err(errors) => {
            drop(tx);
            return form(&page, &sent, &errors).await;
        }
    };
    tx.commit().await?;
    let s = if n_added == 1 { "" } else { "s" };
    let text = format!("{n_added} permission{s} granted.");
    page.done(&address(&scheme), &text)
}

fn read_permissions(chosen: &[String], problems: &mut Problems) -> Vec<ProjectPermission> {
    if chosen.is_empty() {
        problems.field("permissions", messages::CHOOSE_PERMISSIONS);
    }
    let known: Vec<ProjectPermission> = chosen.iter().filter_map(|text| permission(text)).collect();
    if known.len() != chosen.len() {
        problems.field("permissions", messages::CHOOSE_PERMISSIONS);
    }
    known
}
