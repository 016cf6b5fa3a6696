//! Reads what the policy is compiled from, and keeps the versions by which a change of it is noticed.

use model::{
    CustomFieldId, GlobalPermission, GrantId, PermissionSchemeId, ProjectPermission,
    SecurityLevelId,
};
use policy::{Config, GlobalGrant, Grant, Holder, Level, Member, Project, RoleActor, Scheme};

use crate::audit::Entry;
use crate::{Cx, Result, Tx};

/// The versions of what is held in memory.
pub struct Versions {
    pub policy: i64,
    pub accounts: i64,
}

pub async fn versions(tx: &mut db::Tx) -> Result<Versions> {
    let rows = tx
        .rows("select area, version from config_version", &[], |row| {
            Ok((row.take::<String>()?, row.take()?))
        })
        .await?;
    let version = |area: &str| {
        rows.iter()
            .find(|(known, _)| known == area)
            .map_or(0, |(_, version)| *version)
    };
    Ok(Versions {
        policy: version("policy"),
        accounts: version("accounts"),
    })
}

/// Moves a version; the row stays locked until the transaction ends.
pub async fn bump(tx: &mut db::Tx, area: &'static str) -> Result<i64> {
    let sql = "update config_version set version = version + 1 where area = $1 returning version";
    Ok(tx.one(sql, &[area.into()], |row| row.take()).await?)
}

pub async fn config(tx: &mut db::Tx) -> Result<Config> {
    Ok(Config {
        projects: projects(tx).await?,
        schemes: schemes(tx).await?,
        actors: actors(tx).await?,
        levels: levels(tx).await?,
        global: global(tx).await?,
    })
}

async fn projects(tx: &mut db::Tx) -> Result<Vec<Project>> {
    let sql =
        "select id, permission_scheme_id, lead_id, is_archived, security_scheme_id from project";
    Ok(tx
        .rows(sql, &[], |row| {
            Ok(Project {
                id: row.take()?,
                scheme: row.take()?,
                lead: row.take()?,
                archived: row.take()?,
                security_scheme: row.take()?,
            })
        })
        .await?)
}

async fn schemes(tx: &mut db::Tx) -> Result<Vec<Scheme>> {
    let ids: Vec<PermissionSchemeId> = tx
        .rows("select id from permission_scheme order by id", &[], |row| {
            row.take()
        })
        .await?;
    let grants = tx
        .rows(
            "select scheme_id, id, permission, holder, group_id, user_id, role_id, parameter
             from permission_grant order by scheme_id, id",
            &[],
            |row| {
                let scheme: PermissionSchemeId = row.take()?;
                let id: GrantId = row.take()?;
                let permission = ProjectPermission::from_key(&row.take::<String>()?);
                Ok((scheme, id, permission, read_holder(row)?))
            },
        )
        .await?;
    let mut schemes: Vec<Scheme> = ids
        .into_iter()
        .map(|id| Scheme {
            id,
            grants: Vec::new(),
        })
        .collect();
    for (scheme, id, permission, holder) in grants {
        // A permission or holder this version does not know grants nothing.
        let (Some(permission), Some(holder)) = (permission, holder) else {
            continue;
        };
        if let Ok(at) = schemes.binary_search_by_key(&scheme, |known| known.id) {
            schemes[at].grants.push(Grant {
                id,
                permission,
                holder,
            });
        }
    }
    Ok(schemes)
}

async fn actors(tx: &mut db::Tx) -> Result<Vec<RoleActor>> {
    let sql = "select project_id, role_id, user_id, group_id from role_actor where project_id is not null";
    let actors = tx
        .rows(sql, &[], |row| {
            let (project, role) = (row.take()?, row.take()?);
            let member = match (row.take()?, row.take()?) {
                (Some(user), _) => Some(Member::User(user)),
                (None, Some(group)) => Some(Member::Group(group)),
                (None, None) => None,
            };
            Ok(member.map(|member| RoleActor {
                project,
                role,
                member,
            }))
        })
        .await?;
    Ok(actors.into_iter().flatten().collect())
}

async fn levels(tx: &mut db::Tx) -> Result<Vec<Level>> {
    let mut levels = tx
        .rows(
            "select id, scheme_id from security_level order by id",
            &[],
            |row| {
                Ok(Level {
                    id: row.take()?,
                    scheme: row.take()?,
                    holders: Vec::new(),
                })
            },
        )
        .await?;
    let holders = tx
        .rows(
            "select level_id, holder, group_id, user_id, role_id, parameter from security_grant",
            &[],
            |row| Ok((row.take::<SecurityLevelId>()?, read_holder(row)?)),
        )
        .await?;
    for (level, holder) in holders {
        if let (Ok(at), Some(holder)) = (
            levels.binary_search_by_key(&level, |known| known.id),
            holder,
        ) {
            levels[at].holders.push(holder);
        }
    }
    Ok(levels)
}

async fn global(tx: &mut db::Tx) -> Result<Vec<GlobalGrant>> {
    let grants = tx
        .rows(
            "select permission, group_id from global_grant",
            &[],
            |row| {
                Ok((
                    GlobalPermission::from_key(&row.take::<String>()?),
                    row.take()?,
                ))
            },
        )
        .await?;
    Ok(grants
        .into_iter()
        .filter_map(|(permission, group)| {
            Some(GlobalGrant {
                permission: permission?,
                group,
            })
        })
        .collect())
}

/// Reads the columns `holder, group_id, user_id, role_id, parameter`. A kind this version does not know is
/// `None`, and grants nothing.
///
/// # Errors
/// When the columns are others.
pub fn read_holder(row: &mut db::Row<'_>) -> db::Result<Option<Holder>> {
    let kind: String = row.take()?;
    let (group, user, role): (Option<_>, Option<_>, Option<_>) =
        (row.take()?, row.take()?, row.take()?);
    let parameter: Option<String> = row.take()?;
    let field = || {
        let number = parameter.as_deref()?.strip_prefix("customfield_")?;
        CustomFieldId::parse(number)
    };
    Ok(match kind.as_str() {
        "anyone" => Some(Holder::Anyone),
        "applicationRole" => Some(parameter.map_or(Holder::LoggedIn, Holder::Application)),
        "group" => group.map(Holder::Group),
        "user" => user.map(Holder::User),
        "projectRole" => role.map(Holder::Role),
        "reporter" => Some(Holder::Reporter),
        "assignee" => Some(Holder::Assignee),
        "projectLead" => Some(Holder::ProjectLead),
        "userCustomField" => field().map(Holder::UserField),
        "groupCustomField" => field().map(Holder::GroupField),
        "reporterWithCreatePermission" => Some(Holder::ReporterWithCreate),
        "assigneeWithAssignablePermission" => Some(Holder::AssigneeWithAssignable),
        _ => None,
    })
}

/// The row whose text is told while nothing is changed; without the row changes are made.
pub const READ_ONLY: &str = "read_only.now";

/// Returns what callers are told who would change something, if nothing is changed for now.
pub async fn read_only(tx: &mut db::Tx) -> Result<Option<String>> {
    Ok(tx
        .opt(
            "select value from setting where key = $1",
            &[READ_ONLY.into()],
            |row| row.take(),
        )
        .await?)
}

pub async fn insert_audit(
    tx: &mut Tx,
    id: i64,
    cx: &Cx,
    entry: &Entry<'_>,
    changes: &str,
    search_text: &str,
) -> Result<()> {
    tx.execute(
        "insert into audit
             (id, at, actor_id, actor_name, address, category, summary, object_kind, object_id, object_name, changes,
              search_text)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &[
            id.into(),
            cx.now().into(),
            cx.user_id().into(),
            cx.actor_name().into(),
            cx.address.map(|address| address.to_string()).into(),
            entry.category.into(),
            entry.summary.into(),
            entry.object.kind.into(),
            (&entry.object.id).into(),
            entry.object.name.into(),
            changes.into(),
            search_text.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Returns whether anybody is told of events by webhooks.
pub async fn has_webhooks(tx: &mut Tx) -> Result<bool> {
    Ok(tx
        .one(
            "select exists (select 1 from webhook where enabled)",
            &[],
            |row| row.take(),
        )
        .await?)
}

pub async fn insert_event(
    tx: &mut Tx,
    id: i64,
    cx: &Cx,
    kind: &'static str,
    payload: &str,
) -> Result<()> {
    tx.execute(
        "insert into event (id, at, kind, actor_id, payload, for_webhooks, for_mail)
         values ($1, $2, $3, $4, $5, exists (select 1 from webhook where enabled), $6)",
        &[
            id.into(),
            cx.now().into(),
            kind.into(),
            cx.user_id().into(),
            payload.into(),
            // Without a mail server nothing waits for one: nobody wants last year's news.
            (cx.app.settings.sends_mail && MAILED.contains(&kind)).into(),
        ],
    )
    .await?;
    Ok(())
}

/// The events that people are told of by mail.
const MAILED: [&str; 6] = [
    "issue_created",
    "issue_updated",
    "comment_created",
    "comment_updated",
    "worklog_created",
    "worklog_updated",
];
