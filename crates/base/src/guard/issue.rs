//! Permission for an issue.

use model::permission::may::{self, ProjectRight};
use model::{
    IssueId, IssueKey, IssueTypeId, ProjectId, ProjectKey, ProjectPermission, SecurityLevelId,
    StatusId, UserId, WorkflowSchemeId,
};
use policy::IssueFacts;

use super::Granted;
use super::fields::{FieldFacts, field_facts};
use super::project::stored_key;
use crate::{Cx, Error, Result, messages};

/// What is known of an issue once it may be known at all.
#[derive(Clone, Debug)]
pub struct IssueRef {
    /// The issue.
    pub id: IssueId,
    /// Its key.
    pub key: IssueKey,
    /// Its project.
    pub project: ProjectId,
    /// Its project's workflow scheme.
    pub workflow_scheme: WorkflowSchemeId,
    /// Its type.
    pub issue_type: IssueTypeId,
    /// Its status.
    pub status: StatusId,
    /// Who reported it.
    pub reporter: Option<UserId>,
    /// Who is to work on it.
    pub assignee: Option<UserId>,
    /// Its security level.
    pub level: Option<SecurityLevelId>,
    /// The people in its custom fields, as far as holders name them.
    pub fields: FieldFacts,
    /// Whether it is archived.
    pub is_archived: bool,
}

impl IssueRef {
    /// Returns what the policy needs to know of the issue.
    #[must_use]
    pub fn facts(&self) -> IssueFacts<'_> {
        IssueFacts {
            reporter: self.reporter,
            assignee: self.assignee,
            level: self.level,
            archived: self.is_archived,
            user_fields: &self.fields.users,
            group_fields: &self.fields.groups,
        }
    }
}

/// Returns the issue with proof that the caller may do `P` with it, by its key or id.
///
/// # Errors
/// Not found, also for an issue that the caller may not browse; Unauthorized for anonymous callers;
/// Forbidden if it may be seen but not this done with it.
pub async fn issue<P: ProjectRight>(
    cx: &Cx,
    tx: &mut db::Tx,
    key_or_id: &str,
) -> Result<Granted<IssueRef, P>> {
    let found = match IssueId::parse(key_or_id) {
        Some(id) => find_by_id(tx, id).await?,
        None => match IssueKey::parse(key_or_id) {
            Some(key) => find_by_key(tx, &key).await?,
            None => None,
        },
    };
    let found = with_fields(cx, tx, found).await?;
    judge(cx, found)
}

/// Returns the issue with proof that the caller may do `P` with it, by its id.
///
/// # Errors
/// As [`issue`].
pub async fn issue_by_id<P: ProjectRight>(
    cx: &Cx,
    tx: &mut db::Tx,
    id: IssueId,
) -> Result<Granted<IssueRef, P>> {
    let found = find_by_id(tx, id).await?;
    let found = with_fields(cx, tx, found).await?;
    judge(cx, found)
}

/// Returns the issues of these keys or ids, in their order, each with proof that the caller may do `P` with
/// it or with the refusal of [`issue`], in two queries however many there are.
///
/// # Errors
/// When the database cannot be read.
pub async fn issues<P: ProjectRight>(
    cx: &Cx,
    tx: &mut db::Tx,
    keys_or_ids: &[String],
) -> Result<Vec<Result<Granted<IssueRef, P>>>> {
    let ids = keys_or_ids.iter().filter_map(|text| IssueId::parse(text));
    let ids: Vec<i64> = ids.map(|id| id.0).collect();
    let keys = keys_or_ids.iter().filter_map(|text| IssueKey::parse(text));
    let keys: Vec<IssueKey> = keys.collect();
    let mut found = Vec::new();
    if !ids.is_empty() {
        found.extend(find_by_ids(tx, ids).await?);
    }
    if !keys.is_empty() {
        found.extend(find_by_keys(tx, &keys).await?);
    }
    let ids: Vec<IssueId> = found.iter().map(|issue: &IssueRef| issue.id).collect();
    let mut facts = field_facts(cx, tx, &ids).await?;
    for issue in &mut found {
        issue.fields = facts.remove(&issue.id).unwrap_or_default();
    }
    let asked = keys_or_ids.iter().map(|text| {
        let id = IssueId::parse(text);
        let key = IssueKey::parse(text);
        let is_meant = |issue: &&IssueRef| Some(issue.id) == id || Some(&issue.key) == key.as_ref();
        judge(cx, found.iter().find(is_meant).cloned())
    });
    Ok(asked.collect())
}

/// Returns whether the caller holds a further permission for an issue they were already granted.
#[must_use]
pub fn may_on_issue<P>(
    cx: &Cx,
    issue: &Granted<IssueRef, P>,
    permission: ProjectPermission,
) -> bool {
    cx.policy
        .issue(&cx.subject, issue.project, &issue.facts(), permission)
}

impl<P> Granted<IssueRef, P> {
    /// Returns proof of a further permission for the same issue.
    ///
    /// # Errors
    /// Forbidden (Unauthorized for anonymous callers) if it is not held.
    pub fn also<Q: ProjectRight>(&self, cx: &Cx) -> Result<Granted<IssueRef, Q>> {
        if may_on_issue(cx, self, Q::PERMISSION) {
            return Ok(Granted::new(self.resource.clone()));
        }
        Err(refusal(cx, &self.resource, Q::PERMISSION))
    }

    /// Returns the same issue with the lesser proof that it may be browsed: every permission for an
    /// issue includes it.
    #[must_use]
    pub fn browsed(&self) -> Granted<IssueRef, may::BrowseProjects> {
        Granted::new(self.resource.clone())
    }
}

/// Adds the people in the issue's custom fields.
async fn with_fields(
    cx: &Cx,
    tx: &mut db::Tx,
    found: Option<IssueRef>,
) -> Result<Option<IssueRef>> {
    let Some(mut issue) = found else {
        return Ok(None);
    };
    let mut facts = field_facts(cx, tx, &[issue.id]).await?;
    issue.fields = facts.remove(&issue.id).unwrap_or_default();
    Ok(Some(issue))
}

fn judge<P: ProjectRight>(cx: &Cx, found: Option<IssueRef>) -> Result<Granted<IssueRef, P>> {
    let may = |issue: &IssueRef, permission| {
        cx.policy
            .issue(&cx.subject, issue.project, &issue.facts(), permission)
    };
    let Some(issue) = found.filter(|issue| may(issue, ProjectPermission::BrowseProjects)) else {
        cx.signed_in()?;
        return Err(messages::no_such_issue());
    };
    if may(&issue, P::PERMISSION) {
        return Ok(Granted::new(issue));
    }
    Err(refusal(cx, &issue, P::PERMISSION))
}

fn refusal(cx: &Cx, issue: &IssueRef, permission: ProjectPermission) -> Error {
    if let Err(error) = cx.signed_in() {
        return error;
    }
    let key = issue.key.to_string();
    if issue.is_archived {
        return messages::issue_is_archived(&key);
    }
    match permission {
        ProjectPermission::LinkIssues => messages::no_link_permission(&key),
        other => messages::no_issue_permission(other.name(), &key),
    }
}

/// What [`read`] reads, in its order.
const COLUMNS: &str = "i.id, p.key, i.number, i.project_id, coalesce(p.workflow_scheme_id, 0), i.type_id, i.status_id, i.reporter_id, \
                       i.assignee_id, i.security_level_id, i.archived_at is not null";

async fn find_by_id(tx: &mut db::Tx, id: IssueId) -> Result<Option<IssueRef>> {
    let sql = format!(
        "select {COLUMNS} from issue i join project p on p.id = i.project_id where i.id = $1"
    );
    Ok(tx.opt(&sql, &[id.into()], read).await?)
}

async fn find_by_key(tx: &mut db::Tx, key: &IssueKey) -> Result<Option<IssueRef>> {
    let sql = format!(
        "select {COLUMNS} from project p join issue i on i.project_id = p.id and i.number = $2 where p.key = $1"
    );
    Ok(tx
        .opt(&sql, &[(&key.project).into(), key.number.into()], read)
        .await?)
}

pub(super) async fn find_by_ids(tx: &mut db::Tx, ids: Vec<i64>) -> Result<Vec<IssueRef>> {
    let sql = format!(
        "select {COLUMNS} from issue i join project p on p.id = i.project_id where {}",
        tx.dialect().is_one_of("i.id", 1)
    );
    Ok(tx.rows(&sql, &[ids.into()], read).await?)
}

async fn find_by_keys(tx: &mut db::Tx, keys: &[IssueKey]) -> Result<Vec<IssueRef>> {
    let conditions: Vec<String> = (0..keys.len())
        .map(|n| format!("p.key = ${} and i.number = ${}", 2 * n + 1, 2 * n + 2))
        .collect();
    let sql = format!(
        "select {COLUMNS} from project p join issue i on i.project_id = p.id where {}",
        conditions.join(" or ")
    );
    let params = keys
        .iter()
        .flat_map(|key| [db::Param::from(&key.project), key.number.into()]);
    let params: Vec<db::Param<'_>> = params.collect();
    Ok(tx.rows(&sql, &params, read).await?)
}

fn read(row: &mut db::Row<'_>) -> db::Result<IssueRef> {
    let id = row.take()?;
    let project: ProjectKey = stored_key(&row.take::<String>()?)?;
    Ok(IssueRef {
        id,
        key: IssueKey {
            project,
            number: row.take()?,
        },
        project: row.take()?,
        workflow_scheme: row.take()?,
        issue_type: row.take()?,
        status: row.take()?,
        reporter: row.take()?,
        assignee: row.take()?,
        level: row.take()?,
        is_archived: row.take()?,
        fields: FieldFacts::default(),
    })
}
