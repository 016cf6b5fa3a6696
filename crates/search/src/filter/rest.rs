//! The handlers of filters.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use base::http::{Body, Created, Json, NoContent, Path, parse_json};
use base::refs::{self, Users};
use base::{Cx, Result, messages};
use model::{FilterId, FilterShareId};

use super::ops::{self, Filter};
use super::share::{self, With};
use super::store::{self, Viewer};
use super::wire::{self, Column, Columns, Given, NewShare, Scope, ScopeInput};

pub async fn create(cx: Cx, Body(given): Body<Given>) -> Result<Json<wire::Filter>> {
    let user = cx.signed_in()?;
    let mut tx = cx.write().await?;
    let id = ops::create(&cx, &mut tx, user, &given).await?;
    let shown = shown(&cx, &mut tx, &id.to_string()).await?;
    tx.commit().await?;
    Ok(Json(shown))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<wire::Filter>> {
    let mut tx = cx.read().await?;
    Ok(Json(shown(&cx, &mut tx, &id).await?))
}

pub async fn update(
    cx: Cx,
    Path(id): Path<String>,
    Body(given): Body<Given>,
) -> Result<Json<wire::Filter>> {
    cx.signed_in()?;
    let mut tx = cx.write().await?;
    let mut filter = ops::get(&cx, &mut tx, &id).await?;
    ops::update(&cx, &mut tx, filter.clone(), &given).await?;
    // An administrator who has given away their own filter, shared with nobody, sees it this once more.
    if let Some(now) = ops::see(&cx, &mut tx, &id).await? {
        filter = now;
    }
    let shown = one(&cx, &mut tx, filter).await?;
    tx.commit().await?;
    Ok(Json(shown))
}

pub async fn delete(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    cx.signed_in()?;
    let mut tx = cx.write().await?;
    let filter = ops::get(&cx, &mut tx, &id).await?;
    ops::delete(&cx, &mut tx, filter).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn favourites(cx: Cx) -> Result<Json<Vec<wire::Filter>>> {
    if ops::sees_nothing(&cx) {
        cx.signed_in()?;
    }
    let mut tx = cx.read().await?;
    let filters = store::favourites(&mut tx, &Viewer::of(&cx)).await?;
    Ok(Json(all(&cx, &mut tx, filters).await?))
}

pub async fn get_default_scope(cx: Cx) -> Result<Json<Scope>> {
    let user = cx.signed_in()?;
    let mut tx = cx.read().await?;
    let is_shared = store::is_shared_by_default(&mut tx, user.id).await?;
    Ok(Json(scope(is_shared)))
}

pub async fn set_default_scope(cx: Cx, Body(asked): Body<ScopeInput>) -> Result<Json<Scope>> {
    let user = cx.signed_in()?;
    let is_shared = match asked.scope.as_deref() {
        // Sharing with people who have not signed in is done one by one.
        Some("AUTHENTICATED" | "GLOBAL") => true,
        Some("PRIVATE") => false,
        _ => return Err(messages::filter_bad_scope()),
    };
    let mut tx = cx.write().await?;
    ops::set_default_scope(&cx, &mut tx, user, is_shared).await?;
    tx.commit().await?;
    Ok(Json(scope(is_shared)))
}

fn scope(is_shared: bool) -> Scope {
    Scope {
        scope: if is_shared {
            "AUTHENTICATED"
        } else {
            "PRIVATE"
        },
    }
}

pub async fn get_columns(cx: Cx, Path(id): Path<String>) -> Result<Json<Vec<Column>>> {
    let mut tx = cx.read().await?;
    let filter = ops::get_of_part(&cx, &mut tx, &id).await?;
    let columns = ops::columns(&cx, &mut tx, &filter).await?;
    if columns.is_empty() {
        return Err(messages::filter_has_no_columns());
    }
    Ok(Json(columns.iter().map(Column::new).collect()))
}

pub async fn set_columns(
    cx: Cx,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode> {
    cx.signed_in()?;
    let columns = given_columns(&headers, &body)?.columns;
    if columns.is_empty() {
        return Err(messages::filter_bad_columns());
    }
    change_columns(&cx, &id, &columns).await?;
    Ok(StatusCode::OK)
}

pub async fn delete_columns(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    cx.signed_in()?;
    change_columns(&cx, &id, &[]).await?;
    Ok(NoContent)
}

async fn change_columns(cx: &Cx, id: &str, columns: &[String]) -> Result<()> {
    let mut tx = cx.write().await?;
    let filter = ops::get_of_part(cx, &mut tx, id).await?;
    let filter = ops::editable(filter)?;
    ops::set_columns(cx, &mut tx, &filter, columns).await?;
    tx.commit().await
}

/// What the body says of columns.
pub struct GivenColumns {
    /// The columns' ids.
    pub columns: Vec<String>,
    /// Whose they are to be, where a form says so.
    pub username: Option<String>,
}

/// Reads columns from a form, as the reference has them, or from JSON.
pub fn given_columns(headers: &HeaderMap, body: &[u8]) -> Result<GivenColumns> {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(body)
            .map_err(|error| messages::bad_query(&error.to_string()))?;
        let mut given = GivenColumns {
            columns: Vec::new(),
            username: None,
        };
        for (name, value) in pairs {
            match name.as_str() {
                "columns" => given.columns.push(value),
                "username" => given.username = Some(value),
                _ => {}
            }
        }
        return Ok(given);
    }
    if !essence.is_empty() && !essence.eq_ignore_ascii_case("application/json") {
        return Err(messages::not_json());
    }
    let columns: Columns = parse_json(body)?;
    Ok(GivenColumns {
        columns: columns.columns.unwrap_or_default(),
        username: None,
    })
}

pub async fn list_shares(cx: Cx, Path(id): Path<String>) -> Result<Json<Vec<wire::Share>>> {
    cx.signed_in()?;
    let mut tx = cx.read().await?;
    let filter = ops::get_of_part(&cx, &mut tx, &id).await?;
    Ok(Json(shares_of(&cx, &mut tx, &filter).await?))
}

pub async fn get_share(
    cx: Cx,
    Path((id, share)): Path<(String, String)>,
) -> Result<Json<wire::Share>> {
    cx.signed_in()?;
    let mut tx = cx.read().await?;
    let filter = ops::get_of_part(&cx, &mut tx, &id).await?;
    let share = share::find(&mut tx, &filter, FilterShareId::parse(&share)).await?;
    let users = users_of(&mut tx, &[], std::slice::from_ref(&share)).await?;
    Ok(Json(wire::Share::new(
        share,
        &Viewer::of(&cx),
        &users,
        cx.urls(),
    )))
}

pub async fn add_share(
    cx: Cx,
    Path(id): Path<String>,
    Body(new): Body<NewShare>,
) -> Result<Created<Vec<wire::Share>>> {
    cx.signed_in()?;
    let mut tx = cx.write().await?;
    let filter = ops::get_of_part(&cx, &mut tx, &id).await?;
    let filter = ops::editable(filter)?;
    share::add(&cx, &mut tx, &filter, &new).await?;
    let shares = shares_of(&cx, &mut tx, &filter).await?;
    tx.commit().await?;
    Ok(Created(shares))
}

pub async fn delete_share(cx: Cx, Path((id, share)): Path<(String, String)>) -> Result<NoContent> {
    cx.signed_in()?;
    let mut tx = cx.write().await?;
    let filter = ops::get_of_part(&cx, &mut tx, &id).await?;
    let filter = ops::editable(filter)?;
    let share = FilterShareId::parse(&share).ok_or_else(messages::no_such_filter_share)?;
    share::remove(&cx, &mut tx, &filter, share).await?;
    tx.commit().await?;
    Ok(NoContent)
}

async fn shown(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<wire::Filter> {
    let filter = ops::get(cx, tx, id).await?;
    one(cx, tx, filter).await
}

async fn one(cx: &Cx, tx: &mut db::Tx, filter: Filter) -> Result<wire::Filter> {
    let mut shown = all(cx, tx, vec![filter]).await?;
    shown.pop().ok_or_else(messages::filter_not_available)
}

/// Returns filters as they are shown, all with three queries.
async fn all(cx: &Cx, tx: &mut db::Tx, filters: Vec<Filter>) -> Result<Vec<wire::Filter>> {
    let viewer = Viewer::of(cx);
    let shares = store::shares(tx, filters.iter().map(|filter| filter.id)).await?;
    let users = users_of(tx, &filters, &shares).await?;
    let mut by_filter: HashMap<FilterId, Vec<wire::Share>> = HashMap::new();
    for share in shares {
        let of_it = by_filter.entry(share.filter).or_default();
        of_it.push(wire::Share::new(share, &viewer, &users, cx.urls()));
    }
    let shown = filters.into_iter().map(|filter| {
        let shares = by_filter.remove(&filter.id).unwrap_or_default();
        wire::Filter::new(filter, &users, shares, cx.urls())
    });
    Ok(shown.collect())
}

async fn shares_of(cx: &Cx, tx: &mut db::Tx, filter: &Filter) -> Result<Vec<wire::Share>> {
    let shares = store::shares(tx, [filter.id].into_iter()).await?;
    let users = users_of(tx, &[], &shares).await?;
    let viewer = Viewer::of(cx);
    let shares = shares.into_iter();
    let shares = shares.map(|share| wire::Share::new(share, &viewer, &users, cx.urls()));
    Ok(shares.collect())
}

async fn users_of(tx: &mut db::Tx, filters: &[Filter], shares: &[share::Share]) -> Result<Users> {
    let owners = filters.iter().map(|filter| filter.owner);
    let shared = shares.iter().filter_map(|share| match share.with {
        With::User(user) => Some(user),
        _ => None,
    });
    refs::users_by_ids(tx, owners.chain(shared)).await
}
