//! The SQL of components.

use base::paging::Paging;
use base::text;
use db::{Dialect, Row, Tx};
use model::{ComponentId, ProjectId};

use super::{AssigneeType, Component};

/// What [`read`] reads, in its order.
const COLUMNS: &str =
    "c.id, c.project_id, c.name, c.description, c.lead_id, c.assignee_type, c.is_archived";

fn read(row: &mut Row<'_>) -> db::Result<Component> {
    Ok(Component {
        id: row.take()?,
        project: row.take()?,
        name: row.take()?,
        description: row.take()?,
        lead: row.take()?,
        assignee_type: AssigneeType::of_word(&row.take::<String>()?)
            .unwrap_or(AssigneeType::ProjectDefault),
        is_archived: row.take()?,
    })
}

/// Returns the components of a project, by name.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_project(tx: &mut Tx, project: ProjectId) -> db::Result<Vec<Component>> {
    let sql = format!(
        "select {COLUMNS} from component c where c.project_id = $1 order by c.lower_name, c.id"
    );
    tx.rows(&sql, &[project.into()], read).await
}

/// Returns the components of several projects, by name.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_projects(tx: &mut Tx, projects: &[ProjectId]) -> db::Result<Vec<Component>> {
    let sql = format!(
        "select {COLUMNS} from component c where {} order by c.lower_name, c.id",
        tx.dialect().is_one_of("c.project_id", 1)
    );
    let projects: Vec<i64> = projects.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[projects.into()], read).await
}

pub async fn by_id(tx: &mut Tx, id: ComponentId) -> db::Result<Option<Component>> {
    let sql = format!("select {COLUMNS} from component c where c.id = $1");
    tx.opt(&sql, &[id.into()], read).await
}

/// Returns the component, which stays locked until the transaction ends.
///
/// # Errors
/// When the database cannot be read.
pub async fn lock(tx: &mut Tx, id: ComponentId) -> db::Result<Option<Component>> {
    let sql = format!(
        "select {COLUMNS} from component c where c.id = $1{}",
        tx.dialect().for_update()
    );
    tx.opt(&sql, &[id.into()], read).await
}

/// Returns the components of the projects that are in use and whose name contains the text, by name, and
/// how many there are in all.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    tx: &mut Tx,
    projects: &[ProjectId],
    contains: &str,
    paging: Paging,
) -> db::Result<(Vec<Component>, i64)> {
    let dialect = tx.dialect();
    let matches = format!(
        "{} and {} and not c.is_archived",
        dialect.is_one_of("c.project_id", 1),
        dialect.contains("c.lower_name", 2)
    );
    let projects: Vec<i64> = projects.iter().map(|id| id.0).collect();
    let pattern = Dialect::like_pattern(&text::fold(contains));
    let total = tx
        .one(
            &format!("select count(*) from component c where {matches}"),
            &[projects.clone().into(), (&pattern).into()],
            |row| row.take(),
        )
        .await?;
    let sql = format!(
        "select {COLUMNS} from component c where {matches}
         order by c.lower_name, c.id limit $3 offset $4"
    );
    let params = [
        projects.into(),
        (&pattern).into(),
        paging.max_results.into(),
        paging.start_at.into(),
    ];
    Ok((tx.rows(&sql, &params, read).await?, total))
}

pub async fn insert(tx: &mut Tx, component: &Component) -> db::Result<()> {
    tx.execute(
        "insert into component
             (id, project_id, name, lower_name, description, lead_id, assignee_type, is_archived)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            component.id.into(),
            component.project.into(),
            (&component.name).into(),
            text::fold(&component.name).into(),
            component.description.as_deref().into(),
            component.lead.into(),
            component.assignee_type.word().into(),
            component.is_archived.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, component: &Component) -> db::Result<()> {
    tx.execute(
        "update component
         set name = $2, lower_name = $3, description = $4, lead_id = $5, assignee_type = $6,
             is_archived = $7
         where id = $1",
        &[
            component.id.into(),
            (&component.name).into(),
            text::fold(&component.name).into(),
            component.description.as_deref().into(),
            component.lead.into(),
            component.assignee_type.word().into(),
            component.is_archived.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: ComponentId) -> db::Result<()> {
    tx.execute("delete from component where id = $1", &[id.into()])
        .await?;
    Ok(())
}
