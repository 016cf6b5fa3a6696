//! The SQL of notification schemes.

use base::paging::Paging;
use db::{Row, Tx};
use model::{NotificationSchemeId, ProjectId};

use super::{Notification, NotificationEvent, NotificationScheme};

fn read(row: &mut Row<'_>) -> db::Result<NotificationScheme> {
    Ok(NotificationScheme {
        id: row.take()?,
        name: row.take()?,
        description: row.take()?,
    })
}

/// Returns a page of the schemes by name, and how many there are; only those of certain projects, if any
/// are named.
pub async fn page(
    tx: &mut Tx,
    projects: Option<&[ProjectId]>,
    paging: Paging,
) -> db::Result<(Vec<NotificationScheme>, i64)> {
    let condition = format!(
        "($1 or s.id in (select p.notification_scheme_id from project p where {}))",
        tx.dialect().is_one_of("p.id", 2)
    );
    let ids: Vec<i64> = projects.unwrap_or_default().iter().map(|id| id.0).collect();
    let all = projects.is_none();
    let total = tx
        .one(
            &format!("select count(*) from notification_scheme s where {condition}"),
            &[all.into(), ids.clone().into()],
            |row| row.take(),
        )
        .await?;
    let sql = format!(
        "select s.id, s.name, s.description from notification_scheme s where {condition}
         order by s.lower_name, s.id limit $3 offset $4"
    );
    let params = [
        all.into(),
        ids.into(),
        paging.max_results.into(),
        paging.start_at.into(),
    ];
    Ok((tx.rows(&sql, &params, read).await?, total))
}

pub async fn by_id(
    tx: &mut Tx,
    id: NotificationSchemeId,
) -> db::Result<Option<NotificationScheme>> {
    tx.opt(
        "select id, name, description from notification_scheme where id = $1",
        &[id.into()],
        read,
    )
    .await
}

/// Returns the scheme of a project, if it has one.
pub async fn of_project(tx: &mut Tx, id: ProjectId) -> db::Result<Option<NotificationScheme>> {
    tx.opt(
        "select s.id, s.name, s.description
         from notification_scheme s join project p on p.notification_scheme_id = s.id
         where p.id = $1",
        &[id.into()],
        read,
    )
    .await
}

/// Returns all projects that use a scheme.
pub async fn projects_of(tx: &mut Tx, id: NotificationSchemeId) -> db::Result<Vec<ProjectId>> {
    tx.rows(
        "select id from project where notification_scheme_id = $1 order by id",
        &[id.into()],
        |row| row.take(),
    )
    .await
}

/// Returns the events there are, in their order.
pub async fn events(tx: &mut Tx) -> db::Result<Vec<NotificationEvent>> {
    tx.rows(
        "select id, name, description from notification_event order by position, id",
        &[],
        |row| {
            Ok(NotificationEvent {
                id: row.take()?,
                name: row.take()?,
                description: row.take()?,
            })
        },
    )
    .await
}

/// Returns who is told, by these schemes.
pub async fn notifications(
    tx: &mut Tx,
    schemes: &[NotificationScheme],
) -> db::Result<Vec<Notification>> {
    let sql = format!(
        "select id, scheme_id, event_id, kind, group_id, user_id, role_id, parameter
         from notification where {} order by id",
        tx.dialect().is_one_of("scheme_id", 1)
    );
    let ids: Vec<i64> = schemes.iter().map(|scheme| scheme.id.0).collect();
    tx.rows(&sql, &[ids.into()], |row| {
        Ok(Notification {
            id: row.take()?,
            scheme: row.take()?,
            event: row.take()?,
            kind: row.take()?,
            group: row.take()?,
            user: row.take()?,
            role: row.take()?,
            parameter: row.take()?,
        })
    })
    .await
}
