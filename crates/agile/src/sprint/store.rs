//! The SQL of sprints. Who sees one is part of every statement that reads them.

use base::{Result, text};
use db::Tx;
use issues::planning::{SPRINT_COLUMNS, Sprint, read_sprint};
use model::{ProjectId, SprintId};
use search::filter::Viewer;
use search::query::Sight;
use search::{Writer, sprint_is_seen};

/// Returns those of the sprints that the caller sees; locked until the transaction ends, if they are to be
/// changed.
pub async fn seen(
    tx: &mut Tx,
    viewer: &Viewer,
    sight: &Sight,
    ids: &[i64],
    is_locked: bool,
) -> Result<Vec<Sprint>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select ")
        .push(SPRINT_COLUMNS)
        .push(" from sprint s where ");
    sql.is_one_of("s.id", ids).push(" and ");
    sprint_is_seen(&mut sql, viewer, sight);
    sql.push(" order by s.id");
    if is_locked {
        let clause = tx.dialect().for_update();
        sql.push(clause);
    }
    let (sql, params) = sql.finish();
    Ok(tx.rows(&sql, &params, read_sprint).await?)
}

pub async fn insert(tx: &mut Tx, sprint: &Sprint) -> db::Result<()> {
    tx.execute(
        "insert into sprint (id, board_id, name, lower_name, goal, state, position, start_at, end_at,
                             activated_at, completed_at, is_synced)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &[
            sprint.id.into(),
            sprint.board.into(),
            (&sprint.name).into(),
            text::fold(&sprint.name).into(),
            sprint.goal.as_deref().into(),
            sprint.state.word().into(),
            sprint.position.into(),
            sprint.start_at.into(),
            sprint.end_at.into(),
            sprint.activated_at.into(),
            sprint.completed_at.into(),
            sprint.is_synced.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, sprint: &Sprint) -> db::Result<()> {
    tx.execute(
        "update sprint set name = $2, lower_name = $3, goal = $4, state = $5, position = $6, start_at = $7,
                end_at = $8, activated_at = $9, completed_at = $10, is_synced = $11
         where id = $1",
        &[
            sprint.id.into(),
            (&sprint.name).into(),
            text::fold(&sprint.name).into(),
            sprint.goal.as_deref().into(),
            sprint.state.word().into(),
            sprint.position.into(),
            sprint.start_at.into(),
            sprint.end_at.into(),
            sprint.activated_at.into(),
            sprint.completed_at.into(),
            sprint.is_synced.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: SprintId) -> db::Result<()> {
    tx.execute("delete from sprint where id = $1", &[id.into()])
        .await?;
    Ok(())
}

/// Takes sprints out of step with others: these, or all.
pub async fn unmap(tx: &mut Tx, ids: Option<&[i64]>) -> db::Result<()> {
    const ALL: &str = "update sprint set is_synced = false where is_synced";
    match ids {
        None => tx.execute(ALL, &[]).await?,
        Some(ids) => {
            let sql = format!("{ALL} and {}", tx.dialect().is_one_of("id", 1));
            tx.execute(&sql, &[ids.to_vec().into()]).await?
        }
    };
    Ok(())
}

/// Returns the projects of a sprint's issues.
pub async fn projects_in(tx: &mut Tx, id: SprintId) -> db::Result<Vec<ProjectId>> {
    tx.rows(
        "select distinct i.project_id from issue_sprint t join issue i on i.id = t.issue_id
         where t.sprint_id = $1 order by i.project_id",
        &[id.into()],
        |row| row.take(),
    )
    .await
}

/// Returns all projects.
pub async fn all_projects(tx: &mut Tx) -> db::Result<Vec<ProjectId>> {
    let sql = "select id from project where not is_archived order by id";
    tx.rows(sql, &[], |row| row.take()).await
}
