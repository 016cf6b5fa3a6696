//! The handlers of boards.

use axum::http::StatusCode;
use base::http::{Body, Created, Json, NoContent, Path, QueryPairs};
use base::icon::AvatarUrls;
use base::refs::ProjectShort;
use base::{Cx, Result, messages};
use issues::planning::{self, State};
use jql::Query;
use model::IssueId;
use search::query;

use super::ops::{self, Board, Kind};
use super::store::{self, Narrow};
use super::wire::{self, Configuration, EpicBean, Flag, GivenBoard, VersionBean};
use crate::asked;
use crate::epic::ops as epics;
use crate::issue::ops as fields;
use crate::sprint::ops as sprints;
use crate::sprint::wire::SprintBean;
use crate::wire::{Issues, Page};

pub async fn list(cx: Cx, pairs: QueryPairs) -> Result<Json<Page<wire::Board>>> {
    let paging = asked::paging(&pairs)?;
    let mut kinds = Vec::new();
    for word in pairs.all("type").flat_map(|words| words.split(',')) {
        if !word.trim().is_empty() {
            let kind = Kind::find(word.trim());
            kinds.push(kind.ok_or_else(|| messages::bad_query(messages::BOARD_TYPE_NOT_VALID))?);
        }
    }
    let given = |name: &str| pairs.first(name).filter(|text| !text.is_empty());
    let narrow = Narrow {
        kinds,
        name: given("name").map(str::to_owned),
        among: None,
    };
    let project = given("projectKeyOrId");
    let mut tx = cx.read().await?;
    let (boards, total) = ops::list(&cx, &mut tx, narrow, project, paging).await?;
    let boards = boards
        .iter()
        .map(|board| wire::Board::new(board, cx.urls()));
    Ok(Json(Page::counted(paging, total, boards.collect())))
}

pub async fn create(cx: Cx, Body(given): Body<GivenBoard>) -> Result<Created<wire::Board>> {
    let owner = cx.signed_in()?;
    let mut tx = cx.write().await?;
    let board = ops::create(&cx, &mut tx, owner, &given).await?;
    tx.commit().await?;
    Ok(Created(wire::Board::new(&board, cx.urls())))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<wire::Board>> {
    let mut tx = cx.read().await?;
    let board = ops::see(&cx, &mut tx, &id).await?;
    Ok(Json(wire::Board::new(&board, cx.urls())))
}

pub async fn delete(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let board = ops::see(&cx, &mut tx, &id).await?;
    let board = ops::owned(&cx, board)?;
    ops::delete(&cx, &mut tx, &board).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn configuration(cx: Cx, Path(id): Path<String>) -> Result<Json<Configuration>> {
    let mut tx = cx.read().await?;
    let board = ops::see(&cx, &mut tx, &id).await?;
    let columns = ops::columns(&cx, &mut tx, &board).await?;
    let rank = fields::rank_field(&cx, &mut tx).await?;
    let estimation = fields::estimation_field(&cx, &mut tx, &board).await?;
    let configuration = Configuration::new(&board, columns, estimation, rank, cx.urls());
    Ok(Json(configuration))
}

/// Answers with the issues of a board that pass some more queries.
async fn found(
    cx: &Cx,
    tx: &mut db::Tx,
    board: &Board,
    also: impl IntoIterator<Item = Query>,
    pairs: &QueryPairs,
) -> Result<Json<Issues>> {
    let queries = [ops::query_of(board)?].into_iter().chain(also).collect();
    Ok(Json(asked::issues(cx, tx, queries, pairs).await?))
}

pub async fn issues(cx: Cx, Path(id): Path<String>, pairs: QueryPairs) -> Result<Json<Issues>> {
    let mut tx = cx.read().await?;
    let board = ops::see(&cx, &mut tx, &id).await?;
    found(&cx, &mut tx, &board, [], &pairs).await
}

pub async fn backlog(cx: Cx, Path(id): Path<String>, pairs: QueryPairs) -> Result<Json<Issues>> {
    let mut tx = cx.read().await?;
    let board = ops::see(&cx, &mut tx, &id).await?;
    let planned = query::parsed(sprints::BACKLOG)?;
    found(&cx, &mut tx, &board, [planned], &pairs).await
}

pub async fn epics(
    cx: Cx,
    Path(id): Path<String>,
    pairs: QueryPairs,
) -> Result<Json<Page<EpicBean>>> {
    let paging = asked::paging(&pairs)?;
    let mut tx = cx.read().await?;
    let board = ops::see(&cx, &mut tx, &id).await?;
    let matching = ops::matching(&cx, &mut tx, &board).await?;
    let done = asked::flag(&pairs, "done");
    let rows = store::epics(&mut tx, &matching, done, paging).await?;
    let ids: Vec<IssueId> = rows.iter().map(|row| row.id).collect();
    let known = planning::epics_of(&mut tx, &ids).await?;
    let none = planning::Epic::default();
    let epics = rows.into_iter().map(|row| {
        let epic = known.get(&row.id).unwrap_or(&none);
        EpicBean::new(row.id, row.key, row.summary, epic, cx.urls())
    });
    Ok(Json(Page::cut(paging, epics.collect())))
}

pub async fn issues_without_epic(
    cx: Cx,
    Path(id): Path<String>,
    pairs: QueryPairs,
) -> Result<Json<Issues>> {
    let mut tx = cx.read().await?;
    let board = ops::see(&cx, &mut tx, &id).await?;
    let without = query::parsed(epics::WITHOUT)?;
    found(&cx, &mut tx, &board, [without], &pairs).await
}

pub async fn issues_of_epic(
    cx: Cx,
    Path((id, epic)): Path<(String, String)>,
    pairs: QueryPairs,
) -> Result<Json<Issues>> {
    let mut tx = cx.read().await?;
    let board = ops::see(&cx, &mut tx, &id).await?;
    let epic = epics::see(&cx, &mut tx, &epic).await?;
    let with = query::parsed(&epics::with(epic.id))?;
    found(&cx, &mut tx, &board, [with], &pairs).await
}

pub async fn sprints(
    cx: Cx,
    Path(id): Path<String>,
    pairs: QueryPairs,
) -> Result<Json<Page<SprintBean>>> {
    let paging = asked::paging(&pairs)?;
    let mut tx = cx.read().await?;
    let board = ops::see(&cx, &mut tx, &id).await?;
    if board.kind == Kind::Kanban {
        return Err(messages::board_has_no_sprints());
    }
    let mut states = Vec::new();
    for word in pairs.all("state").flat_map(|words| words.split(',')) {
        if !word.trim().is_empty() {
            let state = State::find(word.trim());
            states
                .push(state.ok_or_else(|| messages::bad_query(messages::SPRINT_STATE_NOT_VALID))?);
        }
    }
    let matching = ops::matching(&cx, &mut tx, &board).await?;
    let found = store::sprints(&mut tx, board.id, &matching, &states, paging).await?;
    let sprints = found
        .iter()
        .map(|sprint| SprintBean::new(sprint, cx.urls()));
    Ok(Json(Page::cut(paging, sprints.collect())))
}

pub async fn issues_of_sprint(
    cx: Cx,
    Path((id, sprint)): Path<(String, String)>,
    pairs: QueryPairs,
) -> Result<Json<Issues>> {
    let mut tx = cx.read().await?;
    let board = ops::see(&cx, &mut tx, &id).await?;
    let sprint = sprints::see(&cx, &mut tx, &sprint).await?;
    let within = query::parsed(&sprints::within(sprint.id))?;
    found(&cx, &mut tx, &board, [within], &pairs).await
}

pub async fn projects(
    cx: Cx,
    Path(id): Path<String>,
    pairs: QueryPairs,
) -> Result<Json<Page<ProjectShort>>> {
    let paging = asked::paging(&pairs)?;
    let mut tx = cx.read().await?;
    let board = ops::see(&cx, &mut tx, &id).await?;
    let named = ops::projects_named(&cx, &mut tx, &board.jql).await?;
    let ids: Vec<i64> = named.unwrap_or_default().iter().map(|id| id.0).collect();
    let rows = store::projects(&mut tx, &ids, paging).await?;
    let shown = rows.into_iter().map(|row| ProjectShort {
        self_url: cx.urls().api(&format!("project/{}", row.id)),
        id: row.id.to_string(),
        key: row.key,
        name: row.name,
        project_type_key: row.type_key,
        avatar_urls: AvatarUrls::of_project(cx.urls(), row.id),
    });
    let total = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Ok(Json(Page::counted(paging, total, shown.collect())))
}

pub async fn versions(
    cx: Cx,
    Path(id): Path<String>,
    pairs: QueryPairs,
) -> Result<Json<Page<VersionBean>>> {
    let paging = asked::paging(&pairs)?;
    let mut tx = cx.read().await?;
    let board = ops::see(&cx, &mut tx, &id).await?;
    let projects = ops::projects(&cx, &mut tx, &board).await?;
    let released = asked::flag(&pairs, "released");
    let found = store::versions(&mut tx, &projects, released, paging).await?;
    let versions = found
        .into_iter()
        .map(|version| VersionBean::new(version, cx.urls()));
    Ok(Json(Page::cut(paging, versions.collect())))
}

pub async fn get_velocity(cx: Cx, Path(id): Path<String>) -> Result<Json<Flag>> {
    let mut tx = cx.read().await?;
    let board = ops::see(&cx, &mut tx, &id).await?;
    let value = board.refined_velocity;
    if value.is_none() {
        return Err(messages::no_such_board_setting());
    }
    Ok(Json(Flag { value }))
}

pub async fn set_velocity(
    cx: Cx,
    Path(id): Path<String>,
    Body(given): Body<Flag>,
) -> Result<StatusCode> {
    let mut tx = cx.write().await?;
    let board = ops::see(&cx, &mut tx, &id).await?;
    let board = ops::owned(&cx, board)?;
    let value = given
        .value
        .ok_or_else(|| messages::missing_parameter("value"))?;
    let is_new = ops::set_velocity(&mut tx, &board, value).await?;
    tx.commit().await?;
    Ok(if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    })
}
