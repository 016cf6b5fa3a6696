//! The handlers of avatars: of users, projects and issue types, each by its own address and by its type.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::http::{Body, Created, Json, NoContent, Path, Query, QueryPairs};
use base::{Cx, Error, Result, text};
use schemars::JsonSchema;
use serde::Deserialize;

use super::image::{self, Asked};
use super::ops;
use super::place::{self, Kind, Mine, Place};
use super::store::{self, DraftRow};
use super::wire::{Avatar, Avatars, Cropping, GivenAvatar, GivenCropping, SystemAvatars};

#[derive(Deserialize, JsonSchema)]
pub struct OfUser {
    username: Option<String>,
}

impl OfUser {
    /// Who is meant; oneself, if nobody is named.
    fn name(&self, cx: &Cx) -> Result<String> {
        named(cx, self.username.as_deref())
    }
}

fn named(cx: &Cx, username: Option<&str>) -> Result<String> {
    let caller = cx.signed_in()?;
    let given = username.filter(|name| !name.is_empty());
    Ok(given.map_or_else(|| caller.name.clone(), str::to_owned))
}

// What there is.

pub async fn system(cx: Cx, Path(kind): Path<String>) -> Result<Json<SystemAvatars>> {
    cx.signed_in()?;
    let kind = Kind::of(&kind)?;
    let mut tx = cx.read().await?;
    let rows = store::system(&mut tx, kind).await?;
    let shown = |row| Avatar::new(row, kind, None, cx.urls());
    Ok(Json(SystemAvatars {
        system: rows.iter().map(shown).collect(),
    }))
}

pub async fn of_user(cx: Cx, Query(asked): Query<OfUser>) -> Result<Json<Avatars>> {
    let name = asked.name(&cx)?;
    list(&cx, Kind::User, &name).await
}

pub async fn of_project(cx: Cx, Path(project): Path<String>) -> Result<Json<Avatars>> {
    list(&cx, Kind::Project, &project).await
}

pub async fn of_any(cx: Cx, Path((kind, owner)): Path<(String, String)>) -> Result<Json<Avatars>> {
    cx.signed_in()?;
    list(&cx, Kind::of(&kind)?, &owner).await
}

async fn list(cx: &Cx, kind: Kind, owner: &str) -> Result<Json<Avatars>> {
    let mut tx = cx.read().await?;
    let place = place::seen(cx, &mut tx, kind, owner).await?;
    let system = store::system(&mut tx, kind).await?;
    let custom = store::custom(&mut tx, kind, place.id).await?;
    let shown = |row| Avatar::new(row, kind, Some(&place), cx.urls());
    Ok(Json(Avatars {
        system: system.iter().map(shown).collect(),
        custom: custom.iter().map(shown).collect(),
    }))
}

// Uploading an image.

pub async fn upload_for_nothing(
    cx: Cx,
    Path(kind): Path<String>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    body: Bytes,
) -> Result<Response> {
    cx.signed_in()?;
    let kind = Kind::of(&kind)?;
    let image = image::sent(&headers, &asked, body).await?;
    let draft = ops::upload(&cx, kind, None, image.bytes).await?;
    Ok(cropping(&cx, kind, &draft, image.is_form))
}

pub async fn upload_for_user(
    cx: Cx,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    body: Bytes,
) -> Result<Response> {
    let name = named(&cx, asked.username.as_deref())?;
    upload(&cx, (Kind::User, &name), &headers, &asked, body).await
}

pub async fn upload_for_project(
    cx: Cx,
    Path(project): Path<String>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    body: Bytes,
) -> Result<Response> {
    upload(&cx, (Kind::Project, &project), &headers, &asked, body).await
}

pub async fn upload_for_issue_type(
    cx: Cx,
    Path(id): Path<String>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    body: Bytes,
) -> Result<Response> {
    upload(&cx, (Kind::IssueType, &id), &headers, &asked, body).await
}

pub async fn upload_for_any(
    cx: Cx,
    Path((kind, owner)): Path<(String, String)>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    body: Bytes,
) -> Result<Response> {
    cx.signed_in()?;
    upload(&cx, (Kind::of(&kind)?, &owner), &headers, &asked, body).await
}

async fn upload(
    cx: &Cx,
    (kind, owner): (Kind, &str),
    headers: &HeaderMap,
    asked: &Asked,
    body: Bytes,
) -> Result<Response> {
    let mine = mine(cx, kind, owner).await?;
    let image = image::sent(headers, asked, body).await?;
    let draft = ops::upload(cx, kind, Some(&mine), image.bytes).await?;
    Ok(cropping(cx, kind, &draft, image.is_form))
}

async fn mine(cx: &Cx, kind: Kind, owner: &str) -> Result<Mine> {
    let mut tx = cx.read().await?;
    place::changed(cx, &mut tx, kind, owner).await
}

/// Answers with what to crop: as JSON or, to a form, as JSON inside a page.
fn cropping(cx: &Cx, kind: Kind, draft: &DraftRow, is_form: bool) -> Response {
    let cropping = Cropping::new(draft, kind, cx.urls());
    if !is_form {
        return Created(cropping).into_response();
    }
    match serde_json::to_string(&cropping) {
        Ok(json) => {
            const HTML: HeaderValue = HeaderValue::from_static("text/html;charset=UTF-8");
            let json = text::escape_html(&json);
            let page = format!("<html><body><textarea>{json}</textarea></body></html>");
            (StatusCode::CREATED, [(header::CONTENT_TYPE, HTML)], page).into_response()
        }
        Err(error) => Error::internal("answer", error).into_response(),
    }
}

// Cropping it.

pub async fn crop_for_nothing(
    cx: Cx,
    Path(kind): Path<String>,
    Body(given): Body<GivenCropping>,
) -> Result<Created<Cropping>> {
    cx.signed_in()?;
    let kind = Kind::of(&kind)?;
    let mut tx = cx.write().await?;
    let draft = ops::crop(&cx, &mut tx, kind, &given).await?;
    tx.commit().await?;
    Ok(Created(Cropping::new(&draft, kind, cx.urls())))
}

pub async fn create_for_user(
    cx: Cx,
    Query(asked): Query<OfUser>,
    Body(given): Body<GivenCropping>,
) -> Result<Created<Avatar>> {
    let name = asked.name(&cx)?;
    create(&cx, Kind::User, &name, &given).await
}

pub async fn create_for_project(
    cx: Cx,
    Path(project): Path<String>,
    Body(given): Body<GivenCropping>,
) -> Result<Created<Avatar>> {
    create(&cx, Kind::Project, &project, &given).await
}

pub async fn create_for_issue_type(
    cx: Cx,
    Path(id): Path<String>,
    Body(given): Body<GivenCropping>,
) -> Result<Created<Avatar>> {
    create(&cx, Kind::IssueType, &id, &given).await
}

pub async fn create_for_any(
    cx: Cx,
    Path((kind, owner)): Path<(String, String)>,
    Body(given): Body<GivenCropping>,
) -> Result<Created<Avatar>> {
    cx.signed_in()?;
    create(&cx, Kind::of(&kind)?, &owner, &given).await
}

async fn create(
    cx: &Cx,
    kind: Kind,
    owner: &str,
    given: &GivenCropping,
) -> Result<Created<Avatar>> {
    let mine = mine(cx, kind, owner).await?;
    let made = ops::create(cx, &mine, given).await?;
    let place: &Place = &mine;
    Ok(Created(Avatar::new(&made, kind, Some(place), cx.urls())))
}

// Choosing and deleting.

pub async fn choose_for_user(
    cx: Cx,
    Query(asked): Query<OfUser>,
    Body(given): Body<GivenAvatar>,
) -> Result<NoContent> {
    let name = asked.name(&cx)?;
    choose(&cx, Kind::User, &name, &given).await
}

pub async fn choose_for_project(
    cx: Cx,
    Path(project): Path<String>,
    Body(given): Body<GivenAvatar>,
) -> Result<NoContent> {
    choose(&cx, Kind::Project, &project, &given).await
}

async fn choose(cx: &Cx, kind: Kind, owner: &str, given: &GivenAvatar) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let mine = place::changed(cx, &mut tx, kind, owner).await?;
    let id = given.id.as_ref().map(super::wire::GivenId::text);
    ops::choose(cx, &mut tx, &mine, &id.unwrap_or_default()).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn delete_of_user(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<OfUser>,
) -> Result<NoContent> {
    let name = asked.name(&cx)?;
    delete(&cx, Kind::User, &name, &id).await
}

pub async fn delete_of_project(
    cx: Cx,
    Path((project, id)): Path<(String, String)>,
) -> Result<NoContent> {
    delete(&cx, Kind::Project, &project, &id).await
}

pub async fn delete_of_any(
    cx: Cx,
    Path((kind, owner, id)): Path<(String, String, String)>,
) -> Result<NoContent> {
    cx.signed_in()?;
    delete(&cx, Kind::of(&kind)?, &owner, &id).await
}

async fn delete(cx: &Cx, kind: Kind, owner: &str, id: &str) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    // The catalog of issue types remembers which picture each has.
    if kind == Kind::IssueType {
        tx.change_policy().await?;
    }
    let mine = place::changed(cx, &mut tx, kind, owner).await?;
    let files = ops::delete(cx, &mut tx, &mine, id).await?;
    tx.commit().await?;
    ops::discard(cx, files).await;
    Ok(NoContent)
}

pub async fn draft(cx: Cx, query: QueryPairs) -> Result<Response> {
    let uploader = cx.signed_in()?.id;
    let kind = query.first("avatarType").unwrap_or("user");
    let png = ops::draft_image(&cx, uploader, Kind::of(kind)?).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/png")),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-store"),
        ),
    ];
    Ok((headers, png).into_response())
}
