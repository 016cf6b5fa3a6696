//! The form that releases a version of which something is not done: its day, and what becomes of that.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::guard::ProjectRef;
use base::http::Path;
use base::page::{FieldErrors, Form, PageCx, Shell, UserPage, field};
use issues::version::{move_unresolved, n_unresolved};
use projects::version::{self, Version, VersionInput};
use serde::Deserialize;

use super::Head;
use super::release::{day_of_release, to_change};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    release_date: String,
    move_unfixed_to: String,
}

#[derive(Template)]
#[template(path = "project_version_release.html")]
struct Page<'a> {
    page: &'a PageCx,
    head: Head,
    name: &'a str,
    address: String,
    n_unresolved: i64,
    unresolved: String,
    choices: Vec<field::Choice>,
    form: &'a Sent,
    errors: &'a FieldErrors,
}

pub async fn show(page: PageCx, Path((key, id)): Path<(String, String)>) -> Result<Response> {
    let mut tx = page.read().await?;
    let (project, found) = to_change(&page, &mut tx, &key, &id).await?;
    if found.is_released {
        let head = Head::new(&page, &project, "Versions");
        return page.redirect(&head.path(&format!("versions/{}", found.id)));
    }
    let day = day_of_release(&page, &found).or_else(|| found.release_date.clone());
    let form = Sent {
        release_date: day.unwrap_or_default(),
        move_unfixed_to: String::new(),
    };
    let errors = FieldErrors::none();
    shown(&page, &mut tx, (&project, &found), (&form, &errors)).await
}

async fn shown(
    page: &PageCx,
    tx: &mut db::Tx,
    (project, found): (&ProjectRef, &Version),
    (form, errors): (&Sent, &FieldErrors),
) -> Result<Response> {
    let head = Head::new(page, project, "Versions");
    let mut choices = vec![field::Choice::new("", "Stay in this version")];
    let all = version::of_project(tx, project.id).await?;
    let next = |one: &&Version| one.id != found.id && !one.is_released && !one.is_archived;
    let to = |one: &Version| {
        let label = format!("Move to {}", one.name);
        field::Choice::new(one.id.to_string(), label)
    };
    choices.extend(all.iter().filter(next).map(to));
    let fix = format!("fixVersion = {}", super::quoted(&found.name));
    let main = Page {
        page,
        name: &found.name,
        address: head.at(page, &format!("versions/{}", found.id)),
        n_unresolved: n_unresolved(tx, found.id).await?,
        unresolved: head.search(page, &format!("{fix} AND resolution = Unresolved")),
        choices,
        form,
        errors,
        head,
    };
    let shell = Shell::plain("Release version");
    page.answer_form(&shell, &main, errors)
}

pub async fn change(
    page: UserPage,
    Path((key, id)): Path<(String, String)>,
    Form(form): Form<Sent>,
) -> Result<Response> {
    let mut tx = page.write().await?;
    let (project, found) = to_change(&page, &mut tx, &key, &id).await?;
    let input = VersionInput {
        released: Some(true),
        release_date: Some(Some(form.release_date.clone())),
        ..VersionInput::default()
    };
    let changed = version::update(&page, &mut tx, &project, &found, input).await;
    let changed = match changed {
        Ok(_) if !form.move_unfixed_to.is_empty() => {
            move_unresolved(&page, &mut tx, &project, &found, &form.move_unfixed_to).await
        }
        changed => changed.map(|_| ()),
    };
    if let Err(errors) = FieldErrors::catch(changed)? {
        drop(tx);
        let mut tx = page.read().await?;
        return shown(&page, &mut tx, (&project, &found), (&form, &errors)).await;
    }
    tx.commit().await?;
    let head = Head::new(&page, &project, "Versions");
    let text = format!("Version {} was released.", found.name);
    page.done(&head.path(&format!("versions/{}", found.id)), &text)
}
