//! The form that changes a version and gives it its place in the list.

use askama::Template;
use axum::response::Response;
use base::guard::{Granted, ProjectRef};
use base::http::Path;
use base::page::{FieldErrors, Form, PageCx, Shell, UserPage, field};
use base::{Error, Result, Tx};
use model::permission::may::AdministerProjects;
use projects::version::{self, MoveInput, Version, VersionInput};
use serde::Deserialize;

use super::Head;
use super::release::to_change;

/// The places that are no version's.
const TOP: &str = "Last";
const BOTTOM: &str = "First";

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    name: String,
    description: String,
    start_date: String,
    release_date: String,
    place: String,
}

#[derive(Template)]
#[template(path = "project_version_edit.html")]
struct Page<'a> {
    page: &'a PageCx,
    head: Head,
    name: &'a str,
    address: String,
    places: Vec<field::Choice>,
    form: &'a Sent,
    errors: &'a FieldErrors,
}

pub async fn show(page: PageCx, Path((key, id)): Path<(String, String)>) -> Result<Response> {
    let mut tx = page.read().await?;
    let (project, found) = to_change(&page, &mut tx, &key, &id).await?;
    let form = Sent {
        name: found.name.clone(),
        description: found.description.clone().unwrap_or_default(),
        start_date: found.start_date.clone().unwrap_or_default(),
        release_date: found.release_date.clone().unwrap_or_default(),
        place: String::new(),
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
    let mut places = vec![
        field::Choice::new("", "Where it is"),
        field::Choice::new(TOP, "At the top"),
        field::Choice::new(BOTTOM, "At the bottom"),
    ];
    let all = version::of_project(tx, project.id).await?;
    // The last in their order stand first in the list.
    let others = all.iter().rev().filter(|one| one.id != found.id);
    let above = |one: &Version| {
        let label = format!("Directly above {}", one.name);
        field::Choice::new(one.id.to_string(), label)
    };
    places.extend(others.map(above));
    let main = Page {
        page,
        name: &found.name,
        address: head.at(page, &format!("versions/{}", found.id)),
        places,
        form,
        errors,
        head,
    };
    let shell = Shell::plain("Edit version");
    page.answer_form(&shell, &main, errors)
}

pub async fn change(
    page: UserPage,
    Path((key, id)): Path<(String, String)>,
    Form(form): Form<Sent>,
) -> Result<Response> {
    let mut tx = page.write().await?;
    let (project, found) = to_change(&page, &mut tx, &key, &id).await?;
    let changed = changed(&page, &mut tx, &project, &found, &form).await;
    let changed = match FieldErrors::catch(changed)? {
        Ok(changed) => changed,
        Err(errors) => {
            drop(tx);
            let mut tx = page.read().await?;
            return shown(&page, &mut tx, (&project, &found), (&form, &errors)).await;
        }
    };
    tx.commit().await?;
    let head = Head::new(&page, &project, "Versions");
    let text = format!("Version {} was changed.", changed.name);
    page.done(&head.path(&format!("versions/{}", changed.id)), &text)
}

async fn changed(
    page: &PageCx,
    tx: &mut Tx,
    project: &Granted<ProjectRef, AdministerProjects>,
    found: &Version,
    form: &Sent,
) -> Result<Version> {
    let input = VersionInput {
        name: Some(form.name.clone()),
        description: Some(form.description.clone()),
        start_date: Some(Some(form.start_date.clone())),
        release_date: Some(Some(form.release_date.clone())),
        ..VersionInput::default()
    };
    let changed = version::update(page, tx, project, found, input).await?;
    let to = match form.place.as_str() {
        "" => return Ok(changed),
        place @ (TOP | BOTTOM) => MoveInput {
            position: Some(place.to_owned()),
            after: None,
        },
        other => MoveInput {
            after: Some(other.to_owned()),
            position: None,
        },
    };
    let moved = version::move_to(page, tx, project, &changed, &to).await;
    // The version is there: it was locked above. So it is the one of the field that is not.
    moved.map_err(|error| match error {
        Error::NotFound(text) => Error::invalid_field("place", text),
        error => error,
    })
}
