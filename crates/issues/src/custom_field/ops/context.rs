//! What changing a field, and where it applies, means.

use base::audit::Change;
use base::error::Problems;
use base::guard::Global;
use base::text::fold;
use base::{Cx, Result, Tx, messages};
use model::CustomFieldContextId;
use model::permission::may::global::Administer;
use serde_json::{Value, json};

use super::super::store::{self, ContextRow};
use super::{Reach, audit, description, find, name, searcher};
use crate::field::custom::{Context, CustomField, check_default};

/// Gives a field another name, description and searcher.
///
/// # Errors
/// Not found; Invalid.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    field: &CustomField,
    given: (&str, String, String),
) -> Result<()> {
    tx.change_policy().await?;
    let before = find(tx, field.id).await?;
    let mut problems = Problems::default();
    let name = name(Some(given.0), &mut problems);
    let description = description(Some(given.1), &mut problems);
    let searcher = searcher(before.kind, Some(given.2), &mut problems);
    if before.is_locked && name != before.name {
        problems.field("name", messages::CUSTOM_FIELD_LOCKED);
    }
    problems.check()?;
    let texts = (name.as_str(), fold(&name), description.as_str());
    store::update(tx, field.id, texts, searcher.as_deref()).await?;
    let changes = [
        Change::between("Name", Some(&before.name), Some(&name)),
        Change::between("Description", Some(&before.description), Some(&description)),
        Change::between("Searcher", before.searcher.as_deref(), searcher.as_deref()),
    ];
    let changes = changes.into_iter().flatten().collect();
    audit(cx, tx, "Custom field updated", (field.id, &name), changes).await?;
    changed(cx, tx, field).await
}

/// Makes a context of a field, or gives one another name and reach.
///
/// # Errors
/// Invalid, also where a project is in another context of the field already.
pub async fn save(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    field: &CustomField,
    id: Option<CustomFieldContextId>,
    given: (&str, String),
    reach: Reach,
) -> Result<()> {
    tx.change_policy().await?;
    let before = find(tx, field.id).await?;
    let mut problems = Problems::default();
    let name = name(Some(given.0), &mut problems);
    let description = description(Some(given.1), &mut problems);
    let others = before.contexts.iter().filter(|known| Some(known.id) != id);
    for other in others {
        let is_taken = match (&reach.projects, &other.projects) {
            (None, None) => true,
            (Some(projects), Some(taken)) => projects.iter().any(|one| taken.contains(one)),
            _ => false,
        };
        if is_taken {
            problems.field("projects", messages::context_taken(&other.name));
        }
    }
    if reach.projects.as_ref().is_some_and(Vec::is_empty) {
        problems.field("projects", messages::CONTEXT_WITHOUT_PROJECTS);
    }
    problems.check()?;
    let new = match id {
        Some(id) => id,
        None => CustomFieldContextId(tx.next_id("custom_field_context_id").await?),
    };
    let row = ContextRow {
        id: new,
        field: field.id,
        name: &name,
        description: &description,
        projects: reach.projects.as_deref(),
        types: reach.types.as_deref(),
    };
    if id.is_some() {
        store::update_context(tx, &row).await?;
    } else {
        store::insert_context(tx, &row).await?;
    }
    let old = before.contexts.iter().find(|known| Some(known.id) == id);
    let changes = [
        Change::between("Context", old.map(|old| old.name.as_str()), Some(&name)),
        Change::between(
            "Projects",
            old.map(projects_of).as_deref(),
            Some(&ids(reach
                .projects
                .as_deref()
                .map(|all| all.iter().map(|id| id.0).collect()))),
        ),
        Change::between(
            "Issue types",
            old.map(types_of).as_deref(),
            Some(&ids(reach
                .types
                .as_deref()
                .map(|all| all.iter().map(|id| id.0).collect()))),
        ),
    ];
    let changes = changes.into_iter().flatten().collect();
    audit(
        cx,
        tx,
        "Custom field context saved",
        (field.id, &field.name),
        changes,
    )
    .await?;
    changed(cx, tx, field).await
}

fn projects_of(context: &Context) -> String {
    let all = context.projects.as_ref();
    ids(all.map(|all| all.iter().map(|id| id.0).collect()))
}

fn types_of(context: &Context) -> String {
    let all = context.types.as_ref();
    ids(all.map(|all| all.iter().map(|id| id.0).collect()))
}

fn ids(ids: Option<Vec<i64>>) -> String {
    ids.map_or_else(
        || "all".to_owned(),
        |ids| {
            let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
            ids.join(", ")
        },
    )
}

/// Deletes a context with its options, and the values that issues have of them.
///
/// # Errors
/// When the database refuses.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    field: &CustomField,
    context: &Context,
) -> Result<()> {
    tx.change_policy().await?;
    if field.is_locked {
        return Err(base::Error::invalid(messages::CUSTOM_FIELD_LOCKED));
    }
    store::delete_context(tx, context.id).await?;
    let changes = Change::between("Context", Some(&context.name), None);
    let changes = changes.into_iter().collect();
    audit(
        cx,
        tx,
        "Custom field context deleted",
        (field.id, &field.name),
        changes,
    )
    .await?;
    changed(cx, tx, field).await
}

/// Sets what new issues of a context get, or takes it away.
///
/// # Errors
/// Invalid, if issues could not have it.
pub async fn set_default(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    field: &CustomField,
    context: &Context,
    default: Option<Value>,
) -> Result<()> {
    tx.change_policy().await?;
    let default = default.filter(|value| !value.is_null());
    if let Some(value) = &default {
        check_default(cx, tx, field, context, value)
            .await?
            .map_err(|problem| base::Error::invalid_field("default", problem))?;
    }
    let text = default.as_ref().map(Value::to_string);
    store::set_default(tx, context.id, text.as_deref()).await?;
    let old = context.default.as_ref().map(Value::to_string);
    let changes = Change::between("Default value", old.as_deref(), text.as_deref());
    let changes = changes.into_iter().collect();
    audit(
        cx,
        tx,
        "Custom field default updated",
        (field.id, &field.name),
        changes,
    )
    .await?;
    changed(cx, tx, field).await
}

pub async fn changed(cx: &Cx, tx: &mut Tx, field: &CustomField) -> Result<()> {
    let payload = json!({ "customField": field.id.0 });
    tx.event(cx, "custom_field_updated", &payload).await
}
