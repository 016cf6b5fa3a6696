//! The handlers of permissions.

use base::guard::{self, Granted, IssueRef, ProjectRef, View};
use base::http::{Json, Query};
use base::{Cx, Result, messages};
use model::permission::may::BrowseProjects;
use model::{GlobalPermission, IssueId, ProjectId, ProjectPermission};
use schemars::JsonSchema;
use serde::Deserialize;

use super::wire::{Held, Known, Permissions};

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Context {
    project_key: Option<String>,
    project_id: Option<String>,
    issue_key: Option<String>,
    issue_id: Option<String>,
}

/// What the permissions are asked for.
enum About {
    Issue(Box<Granted<IssueRef, BrowseProjects>>),
    Project(Box<Granted<ProjectRef, View>>),
    Anything,
}

pub async fn list(cx: Cx) -> Result<Json<Permissions<Known>>> {
    guard::administrator(&cx)?;
    Ok(Json(Permissions {
        permissions: Known::all(),
    }))
}

pub async fn list_own(cx: Cx, Query(context): Query<Context>) -> Result<Json<Permissions<Held>>> {
    cx.signed_in()?;
    let about = find(&cx, &context).await?;
    let projects = match &about {
        About::Anything => guard::viewable_projects(&cx).ids().to_vec(),
        About::Issue(_) | About::Project(_) => Vec::new(),
    };
    let has = |permission: ProjectPermission| match &about {
        About::Issue(issue) => guard::may_on_issue(&cx, issue, permission),
        About::Project(project) => guard::has_in_project(&cx, project.id, permission),
        About::Anything => projects
            .iter()
            .any(|id| guard::has_in_project(&cx, *id, permission)),
    };
    let global = GlobalPermission::ALL
        .iter()
        .map(|permission| Held::global(*permission, guard::has_global(&cx, *permission)));
    let project = ProjectPermission::ALL
        .iter()
        .flat_map(|permission| Held::project(*permission, has(*permission)));
    Ok(Json(Permissions {
        permissions: global.chain(project).collect(),
    }))
}

/// Finds what the parameters name; an issue counts more than a project.
async fn find(cx: &Cx, context: &Context) -> Result<About> {
    let given = |value: &'_ Option<String>| value.clone().filter(|value| !value.is_empty());
    let mut tx = cx.read().await?;
    if let Some(key) = given(&context.issue_key) {
        let issue = guard::issue(cx, &mut tx, &key).await?;
        return Ok(About::Issue(Box::new(issue)));
    }
    if let Some(text) = given(&context.issue_id) {
        let id =
            IssueId::parse(&text).ok_or_else(|| messages::id_not_a_number("issueId", &text))?;
        let issue = guard::issue_by_id(cx, &mut tx, id).await?;
        return Ok(About::Issue(Box::new(issue)));
    }
    if let Some(key) = given(&context.project_key) {
        let project = guard::project_to_view(cx, &mut tx, &key).await?;
        return Ok(About::Project(Box::new(project)));
    }
    if let Some(id) = given(&context.project_id) {
        if ProjectId::parse(&id).is_none() {
            return Err(messages::id_not_a_number("projectId", &id));
        }
        let project = guard::project_to_view(cx, &mut tx, &id).await?;
        return Ok(About::Project(Box::new(project)));
    }
    Ok(About::Anything)
}
