//! The handlers of issues.

use base::error::Problems;
use base::expand::Expand;
use base::guard;
use base::http::{Body, Created, Json, NoContent, Path, Query, QueryPairs};
use base::{Cx, Result, messages};
use model::permission::may::{AssignIssues, BrowseProjects, DeleteIssues, EditIssues};
use schemars::JsonSchema;
use serde::Deserialize;

use super::given::{self, Person};
use super::ops;
use super::wire::{CreatedIssue, GivenAssignee, GivenIssue};
use crate::field::FieldSet;
use crate::read;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Deletion {
    delete_subtasks: Option<String>,
}

pub async fn create(cx: Cx, Body(given): Body<GivenIssue>) -> Result<Created<CreatedIssue>> {
    let mut problems = Problems::default();
    let given = given::read(given, &mut problems);
    let mut tx = cx.write().await?;
    let (id, key) = ops::create(&cx, &mut tx, given, problems).await?;
    tx.commit().await?;
    Ok(Created(CreatedIssue::new(id, &key, cx.urls())))
}

pub async fn get(
    cx: Cx,
    Path(issue): Path<String>,
    asked: QueryPairs,
) -> Result<Json<read::Issue>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let fields = FieldSet::parse(asked.all("fields"), FieldSet::all());
    let expand = asked.all("expand").collect::<Vec<_>>().join(",");
    let expand = Expand::parse(Some(&expand));
    let issue = read::issue(&cx, &mut tx, &issue, fields, &expand).await?;
    Ok(Json(issue))
}

pub async fn update(
    cx: Cx,
    Path(issue): Path<String>,
    Body(given): Body<GivenIssue>,
) -> Result<NoContent> {
    let mut problems = Problems::default();
    let given = given::read(given, &mut problems);
    let mut tx = cx.write().await?;
    let issue = guard::issue::<EditIssues>(&cx, &mut tx, &issue).await?;
    ops::edit(&cx, &mut tx, &issue, given, problems).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn assign(
    cx: Cx,
    Path(issue): Path<String>,
    Body(given): Body<GivenAssignee>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<AssignIssues>(&cx, &mut tx, &issue).await?;
    let name = given.name.ok_or_else(messages::assignee_name_missing)?;
    ops::assign(&cx, &mut tx, &issue, &Person::called(name)).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn delete(
    cx: Cx,
    Path(issue): Path<String>,
    Query(how): Query<Deletion>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<DeleteIssues>(&cx, &mut tx, &issue).await?;
    // Python's clients write `True`.
    let with_subtasks = how
        .delete_subtasks
        .is_some_and(|text| text.eq_ignore_ascii_case("true"));
    ops::delete(&cx, &mut tx, &issue, with_subtasks).await?;
    tx.commit().await?;
    Ok(NoContent)
}
