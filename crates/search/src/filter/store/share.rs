//! The SQL of shares.

use base::Result;
use db::{Row, Tx};
use model::{FilterId, FilterShareId, GroupId, ProjectId, RoleId, UserId};

use super::list;
use crate::filter::share::{Share, SharedProject, SharedRole, Target, With};
use crate::query::store::writer::Writer;

/// Returns how the filters are shared, in order.
pub async fn shares(tx: &mut Tx, filters: impl Iterator<Item = FilterId>) -> Result<Vec<Share>> {
    let filters: Vec<i64> = filters.map(|id| id.0).collect();
    if filters.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Writer::new(tx.dialect());
    sql.push(
        "select s.id, s.filter_id, s.can_edit, s.kind, p.id, p.key, p.name, p.type_key, p.avatar_id, \
         r.id, r.name, r.description, g.name, s.user_id \
         from saved_filter_share s left join project p on p.id = s.project_id \
         left join project_role r on r.id = s.role_id \
         left join user_group g on g.id = s.group_id where ",
    );
    sql.is_one_of("s.filter_id", &filters)
        .push(" order by s.id");
    list(tx, sql, read_share).await
}

fn read_share(row: &mut Row<'_>) -> db::Result<Share> {
    let (id, filter, can_edit) = (row.take()?, row.take()?, row.take()?);
    let kind: String = row.take()?;
    let project: (
        Option<ProjectId>,
        Option<String>,
        Option<String>,
        Option<String>,
    ) = (row.take()?, row.take()?, row.take()?, row.take()?);
    let avatar = row.take()?;
    let project = match project {
        (Some(id), Some(key), Some(name), Some(type_key)) => Some(SharedProject {
            id,
            key,
            name,
            type_key,
            avatar,
        }),
        _ => None,
    };
    let role: (Option<RoleId>, Option<String>, Option<String>) =
        (row.take()?, row.take()?, row.take()?);
    let role = match role {
        (Some(id), Some(name), Some(description)) => Some(SharedRole {
            id,
            name,
            description,
        }),
        _ => None,
    };
    let group: Option<String> = row.take()?;
    let user: Option<UserId> = row.take()?;
    let with = match (kind.as_str(), project, role, group, user) {
        ("global", ..) => With::Everybody,
        ("loggedin", ..) => With::SignedIn,
        ("project", Some(project), ..) => With::Project(project),
        ("role", Some(project), Some(role), ..) => With::Role(project, role),
        ("group", _, _, Some(group), _) => With::Group(group),
        ("user", .., Some(user)) => With::User(user),
        _ => {
            return Err(db::Error::Decode {
                column: 3,
                problem: format!("a share of kind {kind:?} without what it needs"),
            });
        }
    };
    Ok(Share {
        id,
        filter,
        can_edit,
        with,
    })
}

/// Shares a filter; where it is shared so already, only who may edit it is set anew.
pub async fn put_share(
    tx: &mut Tx,
    id: FilterShareId,
    filter: FilterId,
    target: Target,
    can_edit: bool,
) -> db::Result<()> {
    let (project, role) = match target {
        Target::Project(project) => (Some(project), None),
        Target::Role(project, role) => (Some(project), Some(role)),
        _ => (None, None),
    };
    let group: Option<GroupId> = match target {
        Target::Group(group) => Some(group),
        _ => None,
    };
    let user: Option<UserId> = match target {
        Target::User(user) => Some(user),
        _ => None,
    };
    tx.execute(
        "insert into saved_filter_share
         (id, filter_id, kind, project_id, role_id, group_id, user_id, can_edit)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (filter_id, kind, coalesce(project_id, 0), coalesce(role_id, 0),
                      coalesce(group_id, 0), coalesce(user_id, 0))
         do update set can_edit = excluded.can_edit",
        &[
            id.into(),
            filter.into(),
            target.kind().into(),
            project.into(),
            role.into(),
            group.into(),
            user.into(),
            can_edit.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete_shares(tx: &mut Tx, filter: FilterId) -> db::Result<()> {
    tx.execute(
        "delete from saved_filter_share where filter_id = $1",
        &[filter.into()],
    )
    .await?;
    Ok(())
}

/// Returns whether there was such a share.
pub async fn delete_share(tx: &mut Tx, filter: FilterId, id: FilterShareId) -> db::Result<bool> {
    let n_deleted = tx
        .execute(
            "delete from saved_filter_share where filter_id = $1 and id = $2",
            &[filter.into(), id.into()],
        )
        .await?;
    Ok(n_deleted > 0)
}

/// Returns whether there is such a role, and whether the user has it in the project.
pub async fn role_in_project(
    tx: &mut Tx,
    role: RoleId,
    project: ProjectId,
    user: UserId,
) -> db::Result<Option<bool>> {
    tx.opt(
        "select exists (select 1 from role_actor a where a.role_id = r.id and a.project_id = $2
           and (a.user_id = $3
                or a.group_id in (select m.group_id from membership m where m.user_id = $3)))
         from project_role r where r.id = $1",
        &[role.into(), project.into(), user.into()],
        |row| row.take(),
    )
    .await
}
