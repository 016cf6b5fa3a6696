//! The SQL of administering custom fields.

use db::Tx;
use model::{CustomFieldContextId, CustomFieldId, IssueTypeId, ProjectId};

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
