//! The handlers of transitions.

use base::error::Problems;
use base::expand::Expand;
use base::guard;
use base::http::{Body, Json, NoContent, Path, Query};
use base::{Cx, Result, messages};
use model::ProjectPermission;
use model::permission::may::{BrowseProjects, TransitionIssues};
use projects::workflow::About;
use projects::{Transition, catalog};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops;
use super::wire::{GivenTransition, TransitionShort, Transitions, Which};
use crate::issue::given;
use crate::meta;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    transition_id: Option<String>,
    expand: Option<String>,
}

pub async fn list(
    cx: Cx,
    Path(issue): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Transitions>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let mut transitions = Vec::new();
    if guard::may_on_issue(&cx, &issue, ProjectPermission::TransitionIssues) {
        let catalog = catalog(&cx, &mut tx).await?;
        let with_fields = Expand::parse(asked.expand.as_deref()).has("transitions.fields");
        let is_asked = |number: i64| {
            asked
                .transition_id
                .as_ref()
                .is_none_or(|id| *id == number.to_string())
        };
        let facts = issue.facts();
        let about = About {
            project: issue.project,
            facts: &facts,
        };
        let follows = (issue.workflow_scheme, issue.issue_type);
        let steps: Vec<&Transition> = ops::available(&cx, &catalog, follows, issue.status, about)
            .filter(|step| is_asked(step.number))
            .collect();
        let mut fields = Vec::new();
        if with_fields {
            fields = meta::transition_meta(&cx, &mut tx, &issue, &steps).await?;
        }
        let mut fields = fields.into_iter();
        transitions = steps
            .into_iter()
            .filter_map(|step| {
                let fields = fields.next();
                TransitionShort::new(step, &catalog, cx.urls(), fields)
            })
            .collect();
    }
    Ok(Json(Transitions {
        expand: "transitions",
        transitions,
    }))
}

pub async fn transition(
    cx: Cx,
    Path(issue): Path<String>,
    Body(wanted): Body<GivenTransition>,
) -> Result<NoContent> {
    let mut problems = Problems::default();
    let given = given::read(wanted.given, &mut problems);
    let mut tx = cx.write().await?;
    let issue = guard::issue::<TransitionIssues>(&cx, &mut tx, &issue).await?;
    let id = wanted
        .transition
        .and_then(Which::id)
        .ok_or_else(messages::transition_missing)?;
    ops::transition(&cx, &mut tx, &issue, &id, given, problems).await?;
    tx.commit().await?;
    Ok(NoContent)
}
