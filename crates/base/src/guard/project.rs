//! Permission in a project.

use model::permission::may::{self, ProjectRight};
use model::{
    AvatarId, PermissionSchemeId, ProjectId, ProjectKey, ProjectPermission, SecuritySchemeId,
    UserId, WorkflowSchemeId,
};

use super::Granted;
use crate::{Cx, Error, Result, messages};

/// What is known of a project once it may be known at all.
#[derive(Clone, Debug)]
pub struct ProjectRef {
    /// The project.
    pub id: ProjectId,
    /// Its key.
    pub key: ProjectKey,
    /// Its name.
    pub name: String,
    /// Its type: `software`, `business`.
    pub type_key: String,
    /// Its lead.
    pub lead: UserId,
    /// Its permission scheme.
    pub permission_scheme: PermissionSchemeId,
    /// Its issue security scheme, if it has one.
    pub security_scheme: Option<SecuritySchemeId>,
    /// Its workflow scheme.
    pub workflow_scheme: WorkflowSchemeId,
    /// Whether it is archived.
    pub is_archived: bool,
    /// The picture chosen for it, if one was.
    pub avatar: Option<AvatarId>,
}

/// The right to know of a project: held by who browses or administers it.
#[derive(Clone, Copy, Debug)]
pub struct View;

/// Returns the project, if the caller may know of it, by its key or id.
///
/// # Errors
/// Not found, also for a project that the caller may not know of; Unauthorized for anonymous callers.
pub async fn project_to_view(
    cx: &Cx,
    tx: &mut db::Tx,
    key_or_id: &str,
) -> Result<Granted<ProjectRef, View>> {
    let found = find(tx, key_or_id).await?.filter(|project| {
        cx.policy
            .project(&cx.subject, project.id, ProjectPermission::BrowseProjects)
            || cx.policy.administers(&cx.subject, project.id)
    });
    found
        .map(Granted::new)
        .ok_or_else(|| unknown(cx, key_or_id))
}

/// Returns the project with proof that the caller may do `P` in it. `AdministerProjects` is also held by
/// Jira administrators.
///
/// # Errors
/// As [`project_to_view`]; Forbidden (Unauthorized for anonymous callers) if it may be seen but not this done.
pub async fn project<P: ProjectRight>(
    cx: &Cx,
    tx: &mut db::Tx,
    key_or_id: &str,
) -> Result<Granted<ProjectRef, P>> {
    let project = project_to_view(cx, tx, key_or_id).await?.into_inner();
    let allowed = match P::PERMISSION {
        ProjectPermission::AdministerProjects => cx.policy.administers(&cx.subject, project.id),
        permission => cx.policy.project(&cx.subject, project.id, permission),
    };
    if allowed {
        return Ok(Granted::new(project));
    }
    cx.signed_in()?;
    Err(messages::no_project_permission(P::PERMISSION.name()))
}

/// Returns the project with proof that the caller may create issues in it, or `None` if they may not
/// or there is none: creating an issue answers with an error of the field `project` (400) instead of a 403.
///
/// # Errors
/// When the database cannot be read.
pub async fn create_in(
    cx: &Cx,
    tx: &mut db::Tx,
    key_or_id: &str,
) -> Result<Option<Granted<ProjectRef, may::CreateIssues>>> {
    match project::<may::CreateIssues>(cx, tx, key_or_id).await {
        Ok(project) => Ok(Some(project)),
        Err(Error::NotFound(_) | Error::Forbidden(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn unknown(cx: &Cx, key_or_id: &str) -> Error {
    if let Err(error) = cx.signed_in() {
        return error;
    }
    if ProjectId::parse(key_or_id).is_some() {
        messages::no_such_project_id(key_or_id)
    } else {
        messages::no_such_project(key_or_id)
    }
}

/// What [`read`] reads, in its order.
const COLUMNS: &str = "p.id, p.key, p.name, p.type_key, p.lead_id, p.permission_scheme_id, p.security_scheme_id, \
                       coalesce(p.workflow_scheme_id, 0), p.is_archived, p.avatar_id";

async fn find(tx: &mut db::Tx, key_or_id: &str) -> Result<Option<ProjectRef>> {
    let found = if let Some(id) = ProjectId::parse(key_or_id) {
        tx.opt(
            &format!("select {COLUMNS} from project p where p.id = $1"),
            &[id.into()],
            read,
        )
        .await?
    } else {
        // Keys are upper case; people type them as they like.
        let key = key_or_id.to_ascii_uppercase();
        tx.opt(
            &format!("select {COLUMNS} from project p where p.key = $1"),
            &[(&key).into()],
            read,
        )
        .await?
    };
    Ok(found)
}

fn read(row: &mut db::Row<'_>) -> db::Result<ProjectRef> {
    Ok(ProjectRef {
        id: row.take()?,
        key: stored_key(&row.take::<String>()?)?,
        name: row.take()?,
        type_key: row.take()?,
        lead: row.take()?,
        permission_scheme: row.take()?,
        security_scheme: row.take()?,
        workflow_scheme: row.take()?,
        is_archived: row.take()?,
        avatar: row.take()?,
    })
}

pub(super) fn stored_key(text: &str) -> db::Result<ProjectKey> {
    ProjectKey::parse(text).ok_or_else(|| db::Error::Decode {
        column: 1,
        problem: format!("{text:?} is not a project key"),
    })
}
