//! The handlers of all users there are, of those there are twice, and of users and groups in one picker.

use base::http::{Json, Query, QueryPairs};
use base::paging::Paging;
use base::{Cx, Result, guard, messages};
use model::GlobalPermission;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::rest::may_browse_users;
use super::store::{self, Matching};
use super::wire::{Count, Part, Picked, PickedBoth, PickedUser};
use crate::group;
use crate::user::wire::ListedUser;

/// How many users a part has where the caller does not say, and at most: the reference's number.
const PART: i64 = 2000;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    cursor: Option<i64>,
    max_results: Option<i64>,
}

pub async fn list(cx: Cx, Query(asked): Query<Asked>) -> Result<Json<Part>> {
    cx.signed_in()?;
    if !may_browse_users(&cx) {
        return Err(messages::no_global_permission(
            GlobalPermission::UserPicker.name(),
        ));
    }
    let most = Paging::new(None, asked.max_results, PART, PART)?.max_results;
    let last = asked.cursor.unwrap_or(0);
    let mut tx = cx.read().await?;
    // One more than asked for tells whether there are more.
    let mut users = store::after(&mut tx, last, most + 1).await?;
    let wanted = usize::try_from(most).unwrap_or_default();
    let is_last = users.len() <= wanted;
    users.truncate(wanted);
    let next = users.last().map(|user| user.user.id.to_string());
    let next = next.filter(|_| !is_last);
    let page = |cursor: Option<&str>| {
        let cursor = cursor.map(|cursor| format!("&cursor={cursor}"));
        let cursor = cursor.unwrap_or_default();
        cx.urls()
            .api(&format!("user/list?maxResults={most}{cursor}"))
    };
    let this = asked.cursor.map(|cursor| cursor.to_string());
    Ok(Json(Part {
        self_url: page(this.as_deref()),
        next_page: next.as_deref().map(|next| page(Some(next))),
        max_results: most,
        next_cursor: next,
        is_last,
        values: users
            .iter()
            .map(|user| ListedUser::new(user, cx.urls()))
            .collect(),
    }))
}

/// There is one directory, in which a name is used once.
pub async fn count_duplicated(cx: Cx) -> Result<Json<Count>> {
    guard::administrator(&cx)?;
    Ok(Json(Count { count: 0 }))
}

/// As [`count_duplicated`].
pub async fn list_duplicated(cx: Cx) -> Result<Json<Map<String, Value>>> {
    guard::administrator(&cx)?;
    Ok(Json(Map::new()))
}

/// The pages have no settings of this kind: they are the same for everybody.
pub async fn personal_settings(cx: Cx) -> Result<Json<[(); 0]>> {
    cx.signed_in()?;
    Ok(Json([]))
}

pub async fn pick(cx: Cx, asked: QueryPairs) -> Result<Json<PickedBoth>> {
    cx.signed_in()?;
    let query = asked.first("query").unwrap_or_default();
    let max_results = match asked.first("maxResults") {
        Some(text) => Some(
            text.parse()
                .map_err(|_| messages::bad_query("maxResults"))?,
        ),
        None => None,
    };
    let paging = Paging::new(None, max_results, 50, 1000)?;
    // Whoever may not browse users learns of nobody, and is told nothing else (CVE-2019-8449).
    if !may_browse_users(&cx) {
        return Ok(Json(PickedBoth {
            users: Picked::new(Vec::new(), 0),
            groups: group::Picked::new(Vec::new(), 0, query),
        }));
    }
    let urls = (asked.first("showAvatar") == Some("true")).then(|| cx.urls());
    let matching = Matching::new(query);
    let mut tx = cx.read().await?;
    let total = store::n_users(&mut tx, &matching).await?;
    let users = store::users(&mut tx, &matching, paging).await?;
    let users = users
        .iter()
        .map(|user| PickedUser::new(user, query, urls))
        .collect();
    let (names, n_groups) = group::matching(&mut tx, query, None, paging.max_results).await?;
    Ok(Json(PickedBoth {
        users: Picked::new(users, total),
        groups: group::Picked::new(names, n_groups, query),
    }))
}
