//! Sharing filters: with whom, and who may.

use base::audit::Change;
use base::guard;
use base::refs;
use base::{Cx, Error, Result, Tx, messages};
use model::permission::may::global::CreateSharedObjects;
use model::{
    AvatarId, FilterId, FilterShareId, GlobalPermission, GroupId, ProjectId, RoleId, UserId,
};

use super::ops::{Editable, Filter, told};
use super::store::{self, Viewer};
use super::wire::NewShare;

/// One share of a filter.
#[derive(Debug)]
pub struct Share {
    pub id: FilterShareId,
    pub filter: FilterId,
    /// Whether it lets people change the filter, and not only see it.
    pub can_edit: bool,
    pub with: With,
}

/// Whom a filter is shared with, as it is shown.
#[derive(Debug)]
pub enum With {
    Everybody,
    SignedIn,
    Project(SharedProject),
    Role(SharedProject, SharedRole),
    Group(String),
    User(UserId),
}

/// A project that a filter is shared with.
#[derive(Debug)]
pub struct SharedProject {
    pub id: ProjectId,
    pub key: String,
    pub name: String,
    pub type_key: String,
    pub avatar: Option<AvatarId>,
}

/// A role that a filter is shared with.
#[derive(Debug)]
pub struct SharedRole {
    pub id: RoleId,
    pub name: String,
    pub description: String,
}

/// Whom a filter is to be shared with.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    Everybody,
    SignedIn,
    Project(ProjectId),
    Role(ProjectId, RoleId),
    Group(GroupId),
    User(UserId),
}

impl Target {
    /// Returns the word it is stored with.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Everybody => "global",
            Self::SignedIn => "loggedin",
            Self::Project(_) => "project",
            Self::Role(..) => "role",
            Self::Group(_) => "group",
            Self::User(_) => "user",
        }
    }
}

/// Shares a filter with somebody more; with everybody instead of all others.
///
/// # Errors
/// Invalid, if the caller may share nothing, or not with them.
pub async fn add(cx: &Cx, tx: &mut Tx, filter: &Editable, new: &NewShare) -> Result<()> {
    guard::global::<CreateSharedObjects>(cx).map_err(|_| messages::may_not_share_filters())?;
    let can_edit = new.edit.unwrap_or(false);
    if new.view == Some(false) && !can_edit {
        return Err(messages::filter_share_nothing());
    }
    let target = target(cx, tx, new).await?;
    match target {
        Target::Everybody | Target::SignedIn if can_edit => {
            return Err(messages::filter_share_edit());
        }
        Target::Everybody => store::delete_shares(tx, filter.id).await?,
        _ => {}
    }
    let id = FilterShareId(tx.next_id("saved_filter_share_id").await?);
    store::put_share(tx, id, filter.id, target, can_edit).await?;
    let change = Change::between("Shared with", None, Some(target.kind()));
    told(
        cx,
        tx,
        "Filter shared",
        "filter_shared",
        filter,
        change.into_iter().collect(),
    )
    .await
}

/// Ends a share.
///
/// # Errors
/// Not found, if the filter has no such share.
pub async fn remove(cx: &Cx, tx: &mut Tx, filter: &Editable, id: FilterShareId) -> Result<()> {
    if !store::delete_share(tx, filter.id, id).await? {
        return Err(messages::no_such_filter_share());
    }
    told(
        cx,
        tx,
        "Filter no longer shared",
        "filter_unshared",
        filter,
        Vec::new(),
    )
    .await
}

/// Returns one share of a filter that the caller sees.
///
/// # Errors
/// Not found.
pub async fn find(tx: &mut db::Tx, filter: &Filter, id: Option<FilterShareId>) -> Result<Share> {
    let shares = store::shares(tx, [filter.id].into_iter()).await?;
    let mut shares = shares.into_iter();
    shares
        .find(|share| Some(share.id) == id)
        .ok_or_else(messages::no_such_filter_share)
}

/// Returns whom a share is to be with, if the caller may share with them. What the caller may not know of
/// is told like what is not there.
async fn target(cx: &Cx, tx: &mut Tx, new: &NewShare) -> Result<Target> {
    let kind = new.kind.as_deref().unwrap_or_default();
    match kind {
        "global" => Ok(Target::Everybody),
        "authenticated" | "loggedin" => Ok(Target::SignedIn),
        "group" => group(cx, tx, new.groupname.as_deref()).await,
        "user" => user(cx, tx, new.user_key.as_deref()).await,
        "project" | "projectRole" => {
            let project = new.project_id.as_deref().and_then(ProjectId::parse);
            let project = project.filter(|project| Viewer::of(cx).sees(*project));
            let Some(project) = project else {
                return Err(messages::filter_share_target("projectId"));
            };
            match new.project_role_id.as_deref() {
                None if kind == "project" => Ok(Target::Project(project)),
                role => self::role(cx, tx, project, role.and_then(RoleId::parse)).await,
            }
        }
        other => Err(messages::filter_share_kind(other)),
    }
}

fn is_administrator(cx: &Cx) -> bool {
    guard::has_global(cx, GlobalPermission::Administer)
}

fn none(field: &str) -> Error {
    messages::filter_share_target(field)
}

async fn group(cx: &Cx, tx: &mut Tx, name: Option<&str>) -> Result<Target> {
    let found = refs::group_by_name(tx, name.unwrap_or_default()).await?;
    let (group, _) = found
        .filter(|(group, _)| guard::is_in_group(cx, *group) || is_administrator(cx))
        .ok_or_else(|| none("groupname"))?;
    Ok(Target::Group(group))
}

async fn user(cx: &Cx, tx: &mut Tx, key: Option<&str>) -> Result<Target> {
    if !guard::has_global(cx, GlobalPermission::UserPicker) {
        return Err(none("userKey"));
    }
    let found = refs::user_by_key(tx, key.unwrap_or_default()).await?;
    let user = found.ok_or_else(|| none("userKey"))?;
    Ok(Target::User(user.id))
}

async fn role(cx: &Cx, tx: &mut Tx, project: ProjectId, role: Option<RoleId>) -> Result<Target> {
    let (Some(role), Some(user)) = (role, cx.user_id()) else {
        return Err(none("projectRoleId"));
    };
    match store::role_in_project(tx, role, project, user).await? {
        Some(has_role) if has_role || is_administrator(cx) => Ok(Target::Role(project, role)),
        _ => Err(none("projectRoleId")),
    }
}
