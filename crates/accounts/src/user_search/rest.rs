//! The handlers of looking for users.

use base::http::{Json, Query, QueryPairs};
use base::paging::Paging;
use base::{Cx, Result, guard, messages};
use model::permission::may;
use model::{GlobalPermission, ProjectPermission};
use policy::IssueFacts;
use schemars::JsonSchema;
use serde::Deserialize;

use super::store::Matching;
use super::wire::{Picked, PickedUser};
use super::{ops, store};
use crate::user::User;
use crate::user::wire::ListedUser;

type Users = Json<Vec<ListedUser>>;

/// How many projects `multiProjectSearch` takes.
const MOST_PROJECTS: usize = 100;
/// How many names the picker leaves out.
const MOST_EXCLUDED: usize = 100;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Search {
    username: Option<String>,
    start_at: Option<i64>,
    max_results: Option<i64>,
    #[serde(default, deserialize_with = "base::http::flag")]
    include_active: Option<bool>,
    #[serde(default, deserialize_with = "base::http::flag")]
    include_inactive: Option<bool>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct There {
    username: Option<String>,
    project: Option<String>,
    project_key: Option<String>,
    project_keys: Option<String>,
    issue_key: Option<String>,
    permissions: Option<String>,
    start_at: Option<i64>,
    max_results: Option<i64>,
}

impl There {
    fn matching(&self) -> Matching {
        Matching::new(self.username.as_deref().unwrap_or_default())
    }

    fn issue(&self) -> Option<&str> {
        given(self.issue_key.as_ref())
    }
}

pub async fn search(cx: Cx, Query(asked): Query<Search>) -> Result<Users> {
    cx.signed_in()?;
    let paging = Paging::new(asked.start_at, asked.max_results, 50, 1000)?;
    let username = given(asked.username.as_ref());
    let username = username.ok_or_else(|| messages::missing_parameter("username"))?;
    if !may_browse_users(&cx) {
        return Ok(Json(Vec::new()));
    }
    // these mean everybody.
    let everybody = matches!(username, "''" | "\"\"" | "." | "%");
    let mut matching = Matching::new(if everybody { "" } else { username });
    matching.active = asked.include_active.unwrap_or(true);
    matching.inactive = asked.include_inactive.unwrap_or(false);
    let mut tx = cx.read().await?;
    Ok(listed(
        &cx,
        &store::users(&mut tx, &matching, paging).await?,
    ))
}

pub async fn pick(cx: Cx, asked: QueryPairs) -> Result<Json<Picked>> {
    cx.signed_in()?;
    let max_results = match asked.first("maxResults") {
        Some(text) => Some(
            text.parse()
                .map_err(|_| messages::bad_query("maxResults"))?,
        ),
        None => None,
    };
    let paging = Paging::new(None, max_results, 50, 1000)?;
    if !may_browse_users(&cx) {
        return Ok(Json(Picked::new(Vec::new(), 0)));
    }
    let query = asked.first("query").unwrap_or_default();
    let excluded = asked.all("exclude").take(MOST_EXCLUDED);
    let matching = Matching::new(query).without(excluded);
    let urls = (asked.first("showAvatar") == Some("true")).then(|| cx.urls());
    let mut tx = cx.read().await?;
    let total = store::n_users(&mut tx, &matching).await?;
    let users = store::users(&mut tx, &matching, paging).await?;
    let users = users
        .iter()
        .map(|user| PickedUser::new(user, query, urls))
        .collect();
    Ok(Json(Picked::new(users, total)))
}

pub async fn search_assignable(cx: Cx, Query(asked): Query<There>) -> Result<Users> {
    cx.signed_in()?;
    let paging = Paging::new(asked.start_at, asked.max_results, 50, 100)?;
    let mut tx = cx.read().await?;
    let users = if let Some(key) = asked.issue() {
        let issue = guard::issue::<may::AssignIssues>(&cx, &mut tx, key).await?;
        ops::admitted(&mut tx, &asked.matching(), paging, |other| {
            guard::may_be_assigned(&cx, other, &issue)
        })
        .await?
    } else {
        let project = given(asked.project.as_ref());
        let project = project.ok_or_else(|| messages::neither_issue_nor_project("project"))?;
        let project = guard::project::<may::AssignIssues>(&cx, &mut tx, project).await?;
        let facts = new_issue(&cx);
        ops::admitted(&mut tx, &asked.matching(), paging, |other| {
            guard::may_be_assigned_new(&cx, other, &project, facts)
        })
        .await?
    };
    Ok(listed(&cx, &users))
}

pub async fn search_assignable_in_all(cx: Cx, Query(asked): Query<There>) -> Result<Users> {
    cx.signed_in()?;
    let paging = Paging::new(asked.start_at, asked.max_results, 50, 100)?;
    let keys = asked.project_keys.as_deref().unwrap_or_default().split(',');
    let keys: Vec<&str> = keys.map(str::trim).filter(|key| !key.is_empty()).collect();
    if keys.is_empty() {
        return Err(messages::missing_parameter("projectKeys"));
    }
    if keys.len() > MOST_PROJECTS {
        return Err(messages::bad_query("projectKeys"));
    }
    let mut tx = cx.read().await?;
    let mut projects = Vec::new();
    for key in keys {
        projects.push(guard::project::<may::AssignIssues>(&cx, &mut tx, key).await?);
    }
    let facts = new_issue(&cx);
    let users = ops::admitted(&mut tx, &asked.matching(), paging, |other| {
        projects
            .iter()
            .all(|project| guard::may_be_assigned_new(&cx, other, project, facts))
    })
    .await?;
    Ok(listed(&cx, &users))
}

pub async fn search_viewers(cx: Cx, Query(asked): Query<There>) -> Result<Users> {
    const BROWSE: ProjectPermission = ProjectPermission::BrowseProjects;
    cx.signed_in()?;
    let paging = Paging::new(asked.start_at, asked.max_results, 50, 100)?;
    let mut tx = cx.read().await?;
    let nobody = !may_browse_users(&cx) || given(asked.username.as_ref()).is_none();
    let users = if let Some(key) = asked.issue() {
        let issue = guard::issue::<may::BrowseProjects>(&cx, &mut tx, key).await?;
        if nobody {
            return Ok(Json(Vec::new()));
        }
        ops::admitted(&mut tx, &asked.matching(), paging, |other| {
            guard::other_on_issue(&cx, other, &issue, BROWSE)
        })
        .await?
    } else {
        let project = given(asked.project_key.as_ref());
        let project = project.ok_or_else(|| messages::neither_issue_nor_project("projectKey"))?;
        let project = guard::project::<may::BrowseProjects>(&cx, &mut tx, project).await?;
        if nobody {
            return Ok(Json(Vec::new()));
        }
        ops::admitted(&mut tx, &asked.matching(), paging, |other| {
            guard::other_in_project(&cx, other, &project, BROWSE)
        })
        .await?
    };
    Ok(listed(&cx, &users))
}

pub async fn search_permitted(cx: Cx, Query(asked): Query<There>) -> Result<Users> {
    cx.signed_in()?;
    let paging = Paging::new(asked.start_at, asked.max_results, 50, 1000)?;
    let permissions = ops::permissions(asked.permissions.as_deref())?;
    let mut tx = cx.read().await?;
    let users = if let Some(key) = asked.issue() {
        let issue = guard::issue::<may::BrowseProjects>(&cx, &mut tx, key).await?;
        if !guard::administers(&cx, issue.project) {
            return Err(messages::no_project_permission(
                ProjectPermission::AdministerProjects.name(),
            ));
        }
        ops::admitted(&mut tx, &asked.matching(), paging, |other| {
            permissions
                .iter()
                .all(|&permission| guard::other_on_issue(&cx, other, &issue, permission))
        })
        .await?
    } else {
        let project = given(asked.project_key.as_ref());
        let project = project.ok_or_else(|| messages::neither_issue_nor_project("projectKey"))?;
        let project = guard::project::<may::AdministerProjects>(&cx, &mut tx, project).await?;
        ops::admitted(&mut tx, &asked.matching(), paging, |other| {
            permissions
                .iter()
                .all(|&permission| guard::other_in_project(&cx, other, &project, permission))
        })
        .await?
    };
    Ok(listed(&cx, &users))
}

/// What is known of an issue yet to be created: that the caller will have reported it.
fn new_issue(cx: &Cx) -> IssueFacts<'static> {
    IssueFacts {
        reporter: cx.user_id(),
        ..IssueFacts::default()
    }
}

pub(super) fn may_browse_users(cx: &Cx) -> bool {
    guard::has_global(cx, GlobalPermission::UserPicker)
}

fn given(value: Option<&String>) -> Option<&str> {
    value.map(String::as_str).filter(|value| !value.is_empty())
}

fn listed(cx: &Cx, users: &[User]) -> Users {
    let users = users.iter().map(|user| ListedUser::new(user, cx.urls()));
    Json(users.collect())
}
