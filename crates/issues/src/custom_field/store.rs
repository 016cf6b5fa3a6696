//! The SQL of administering custom fields.

use std::fmt::Write as _;

use db::Tx;
use model::{CustomFieldContextId, CustomFieldId, CustomFieldOptionId, IssueTypeId, ProjectId};

/// A field without its contexts.
pub struct FieldRow<'a> {
    pub id: CustomFieldId,
    pub kind: &'a str,
    pub searcher: Option<&'a str>,
    pub name: &'a str,
    pub lower_name: String,
    pub description: &'a str,
}

/// A context without its options.
pub struct ContextRow<'a> {
    pub id: CustomFieldContextId,
    pub field: CustomFieldId,
    pub name: &'a str,
    pub description: &'a str,
    pub projects: Option<&'a [ProjectId]>,
    pub types: Option<&'a [IssueTypeId]>,
}

pub async fn insert(tx: &mut Tx, row: &FieldRow<'_>) -> db::Result<()> {
    tx.execute(
        "insert into custom_field (id, type_key, searcher_key, name, lower_name, description, is_locked)
         values ($1, $2, $3, $4, $5, $6, $7)",
        &[
            row.id.into(),
            row.kind.into(),
            row.searcher.into(),
            row.name.into(),
            (&row.lower_name).into(),
            row.description.into(),
            false.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn insert_context(tx: &mut Tx, row: &ContextRow<'_>) -> db::Result<()> {
    tx.execute(
        "insert into custom_field_context
             (id, field_id, name, description, is_all_projects, is_all_types)
         values ($1, $2, $3, $4, $5, $6)",
        &[
            row.id.into(),
            row.field.into(),
            row.name.into(),
            row.description.into(),
            row.projects.is_none().into(),
            row.types.is_none().into(),
        ],
    )
    .await?;
    insert_reach(tx, row).await
}

/// Stores which projects and types a context is for. What is not there any more is left out.
async fn insert_reach(tx: &mut Tx, row: &ContextRow<'_>) -> db::Result<()> {
    if let Some(projects) = row.projects {
        let ids: Vec<i64> = projects.iter().map(|id| id.0).collect();
        let sql = format!(
            "insert into custom_field_context_project (field_id, project_id, context_id)
             select $1, p.id, $2 from project p where {}",
            tx.dialect().is_one_of("p.id", 3)
        );
        tx.execute(&sql, &[row.field.into(), row.id.into(), ids.into()])
            .await?;
    }
    if let Some(types) = row.types {
        let ids: Vec<i64> = types.iter().map(|id| id.0).collect();
        let sql = format!(
            "insert into custom_field_context_type (context_id, type_id)
             select $1, t.id from issue_type t where {}",
            tx.dialect().is_one_of("t.id", 2)
        );
        tx.execute(&sql, &[row.id.into(), ids.into()]).await?;
    }
    Ok(())
}

/// Deletes fields with everything that belongs to them.
pub async fn delete(tx: &mut Tx, ids: &[CustomFieldId]) -> db::Result<()> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let sql = format!(
        "delete from custom_field where {}",
        tx.dialect().is_one_of("id", 1)
    );
    tx.execute(&sql, &[ids.into()]).await?;
    Ok(())
}

/// Returns the fields, as the API writes their ids, that grants of permissions and security levels name.
pub async fn granted(tx: &mut Tx) -> db::Result<Vec<String>> {
    tx.rows(
        "select g.parameter from permission_grant g
         where g.holder in ('userCustomField', 'groupCustomField') and g.parameter is not null
         union
         select s.parameter from security_grant s
         where s.holder in ('userCustomField', 'groupCustomField') and s.parameter is not null",
        &[],
        |row| row.take(),
    )
    .await
}

/// Returns which of these projects there are.
pub async fn projects(tx: &mut Tx, ids: &[i64]) -> db::Result<Vec<ProjectId>> {
    let sql = format!(
        "select p.id from project p where {} order by p.id",
        tx.dialect().is_one_of("p.id", 1)
    );
    tx.rows(&sql, &[ids.to_vec().into()], |row| row.take())
        .await
}

/// Gives a field other texts: name, that in lower case, description; and another searcher.
pub async fn update(
    tx: &mut Tx,
    id: CustomFieldId,
    (name, lower_name, description): (&str, String, &str),
    searcher: Option<&str>,
) -> db::Result<()> {
    tx.execute(
        "update custom_field set name = $2, lower_name = $3, description = $4, searcher_key = $5 where id = $1",
        &[
            id.into(),
            name.into(),
            lower_name.into(),
            description.into(),
            searcher.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update_context(tx: &mut Tx, row: &ContextRow<'_>) -> db::Result<()> {
    tx.execute(
        "update custom_field_context
         set name = $2, description = $3, is_all_projects = $4, is_all_types = $5 where id = $1",
        &[
            row.id.into(),
            row.name.into(),
            row.description.into(),
            row.projects.is_none().into(),
            row.types.is_none().into(),
        ],
    )
    .await?;
    for table in ["custom_field_context_project", "custom_field_context_type"] {
        let sql = format!("delete from {table} where context_id = $1");
        tx.execute(&sql, &[row.id.into()]).await?;
    }
    insert_reach(tx, row).await
}

pub async fn delete_context(tx: &mut Tx, id: CustomFieldContextId) -> db::Result<()> {
    let sql = "delete from custom_field_context where id = $1";
    tx.execute(sql, &[id.into()]).await?;
    Ok(())
}

pub async fn set_default(
    tx: &mut Tx,
    id: CustomFieldContextId,
    value: Option<&str>,
) -> db::Result<()> {
    let sql = "update custom_field_context set default_value = $2 where id = $1";
    tx.execute(sql, &[id.into(), value.into()]).await?;
    Ok(())
}

pub async fn insert_option(
    tx: &mut Tx,
    context: CustomFieldContextId,
    (id, parent): (CustomFieldOptionId, Option<CustomFieldOptionId>),
    position: i64,
    value: &str,
) -> db::Result<()> {
    tx.execute(
        "insert into custom_field_option (id, context_id, parent_id, position, value, is_disabled)
         values ($1, $2, $3, $4, $5, $6)",
        &[
            id.into(),
            context.into(),
            parent.into(),
            position.into(),
            value.into(),
            false.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn rename_option(tx: &mut Tx, id: CustomFieldOptionId, value: &str) -> db::Result<()> {
    let sql = "update custom_field_option set value = $2 where id = $1";
    tx.execute(sql, &[id.into(), value.into()]).await?;
    Ok(())
}

pub async fn disable_option(
    tx: &mut Tx,
    id: CustomFieldOptionId,
    is_disabled: bool,
) -> db::Result<()> {
    let sql = "update custom_field_option set is_disabled = $2 where id = $1";
    tx.execute(sql, &[id.into(), is_disabled.into()]).await?;
    Ok(())
}

pub async fn delete_option(tx: &mut Tx, id: CustomFieldOptionId) -> db::Result<()> {
    let sql = "delete from custom_field_option where id = $1";
    tx.execute(sql, &[id.into()]).await?;
    Ok(())
}

/// Puts options into this order, a thousand with one statement.
pub async fn order_options(tx: &mut Tx, order: &[CustomFieldOptionId]) -> db::Result<()> {
    let numbered: Vec<(usize, &CustomFieldOptionId)> = order.iter().enumerate().collect();
    for part in numbered.chunks(1000) {
        let mut sql = String::from("update custom_field_option set position = case id");
        for (position, id) in part {
            // Numbers of our own.
            let _ = write!(sql, " when {id} then {position}");
        }
        let ids: Vec<i64> = part.iter().map(|(_, id)| id.0).collect();
        let is_one = tx.dialect().is_one_of("id", 1);
        let _ = write!(sql, " else position end where {is_one}");
        tx.execute(&sql, &[ids.into()]).await?;
    }
    Ok(())
}

/// Returns how many issues have an option, or one below it.
pub async fn n_chosen(tx: &mut Tx, id: CustomFieldOptionId) -> db::Result<i64> {
    tx.one(
        "select count(distinct v.issue_id) from custom_field_value v
         join custom_field_option o on o.id = v.option_id
         where o.id = $1 or o.parent_id = $1",
        &[id.into()],
        |row| row.take(),
    )
    .await
}

/// Returns all projects, by name: id and name.
pub async fn all_projects(tx: &mut Tx) -> db::Result<Vec<(ProjectId, String)>> {
    let sql = "select id, name from project order by lower_name, id";
    tx.rows(sql, &[], |row| Ok((row.take()?, row.take()?)))
        .await
}
