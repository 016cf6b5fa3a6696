//! The choice of a project's permission scheme, with a preview of what another one changes.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::guard::{self, ProjectRef};
use base::http::Query;
use base::page::field::Choice;
use base::page::{AdminPage, FieldErrors, Form, PageCx, Shell, field};
use base::urls::encode;
use base::{Result, messages};
use serde::Deserialize;

use crate::permission_scheme::preview::{self, Preview, Where};
use crate::permission_scheme::{Scheme, grants, ops, store};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    project_id: String,
    /// The schemes chosen: a list in the reference, of which one counts.
    #[serde(alias = "schemeIds")]
    scheme_id: String,
    confirmed: Option<String>,
}

#[derive(Template)]
#[template(path = "permission_scheme_choose.html")]
struct Page<'a> {
    page: &'a PageCx,
    project: &'a ProjectRef,
    choices: &'a [Choice],
    chosen: &'a str,
    /// Another scheme, and what it changes: to be confirmed.
    preview: Option<(&'a Scheme, &'a Preview)>,
    errors: &'a FieldErrors,
}

pub async fn show(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    form(&page, &asked, None, &FieldErrors::none()).await
}

async fn form(
    page: &AdminPage,
    sent: &Sent,
    preview: Option<(&Scheme, &Preview)>,
    errors: &FieldErrors,
) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = guard::project_to_view(page, &mut tx, &sent.project_id).await?;
    let schemes = store::all(&mut tx, None).await?;
    let choices: Vec<Choice> = schemes
        .into_iter()
        .map(|scheme| Choice::new(scheme.id.to_string(), scheme.name))
        .collect();
    let present = project.permission_scheme.to_string();
    let title = "Choose permission scheme";
    let key = project.key.to_string();
    let shell = Shell::project(title, &key, &project.name, "Permissions");
    let main = Page {
        page,
        project: &project,
        choices: &choices,
        chosen: if sent.scheme_id.is_empty() {
            &present
        } else {
            &sent.scheme_id
        },
        preview,
        errors,
    };
    page.answer_form(&shell, &main, errors)
}

/// Saves, if that changes nothing for anybody or what it changes was seen; otherwise shows it first.
pub async fn choose(page: AdminPage, Form(sent): Form<Sent>) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = guard::project_to_view(&page, &mut tx, &sent.project_id).await?;
    let Some(scheme) = ops::find(&mut tx, &sent.scheme_id).await? else {
        drop(tx);
        let mut problems = Problems::default();
        problems.field("schemeId", messages::scheme_unknown(&sent.scheme_id));
        return form(&page, &sent, None, &problems.into()).await;
    };
    if sent.confirmed.is_none() {
        let before = grants::of(&mut tx, project.permission_scheme).await?;
        let after = grants::of(&mut tx, scheme.id).await?;
        let place = Where::Project(project.id);
        let preview = preview::of(&mut tx, place, &before, &after).await?;
        if !preview.is_harmless() {
            drop(tx);
            let preview = Some((&scheme, &preview));
            return form(&page, &sent, preview, &FieldErrors::none()).await;
        }
    }
    drop(tx);
    let mut tx = page.write().await?;
    let project = guard::project_to_view(&page, &mut tx, &sent.project_id).await?;
    let admin = page.administrator();
    let scheme = ops::assign(&page, &mut tx, admin, &project, &sent.scheme_id).await?;
    tx.commit().await?;
    let key = encode(project.key.as_str());
    let path = format!("/plugins/servlet/project-config/{key}/permissions");
    page.done(
        &path,
        &format!("{} now uses {}.", project.name, scheme.name),
    )
}
