//! The handlers of votes.

use base::guard;
use base::http::{Json, NoContent, Path};
use base::refs::users_by_ids;
use base::{Cx, Result};
use model::ProjectPermission;
use model::permission::may::BrowseProjects;

use super::wire::Votes;
use super::{ops, store};

pub async fn list(cx: Cx, Path(issue): Path<String>) -> Result<Json<Votes>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let voters = store::of_issue(&mut tx, issue.id).await?;
    let view = ProjectPermission::ViewVotersAndWatchers;
    let shown = if guard::may_on_issue(&cx, &issue, view) {
        &voters[..]
    } else {
        &[]
    };
    let users = users_by_ids(&mut tx, shown.iter().copied()).await?;
    let people = shown
        .iter()
        .filter_map(|id| users.short(Some(*id), cx.urls()));
    Ok(Json(Votes {
        self_url: cx.urls().api(&format!("issue/{}/votes", issue.key)),
        votes: voters.len(),
        has_voted: cx.user_id().is_some_and(|id| voters.contains(&id)),
        voters: people.collect(),
    }))
}

pub async fn create(cx: Cx, Path(issue): Path<String>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    ops::vote(&cx, &mut tx, &issue).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn delete(cx: Cx, Path(issue): Path<String>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    ops::unvote(&cx, &mut tx, &issue).await?;
    tx.commit().await?;
    Ok(NoContent)
}
