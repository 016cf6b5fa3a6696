//! What making, changing and deleting a custom field means.

pub mod context;
pub mod option;

use std::collections::BTreeMap;

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::guard::Global;
use base::text::{self, fold};
use base::{Cx, Remembered as _, Result, Tx, messages};
use model::permission::may::global::Administer;
use model::{CustomFieldContextId, CustomFieldId, IssueTypeId, ProjectId};
use projects::{catalog, screen};
use serde_json::{Value, json};

use super::store::{self, ContextRow, FieldRow};
use super::wire::Definition;
use crate::field::custom::{CustomField, CustomFields, TYPES, Type};

/// How many ids one request deletes.
pub const MOST: usize = 1000;

/// Where a field applies: no list stands for all.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    pub projects: Option<Vec<ProjectId>>,
    pub types: Option<Vec<IssueTypeId>>,
}

/// Makes a field, with a context for the projects and types given.
///
/// # Errors
/// Invalid, with all that is wrong.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    given: Definition,
) -> Result<CustomField> {
    tx.change_policy().await?;
    let mut problems = Problems::default();
    let name = name(given.name.as_deref(), &mut problems);
    let description = description(given.description, &mut problems);
    let kind = kind(given.kind.as_deref(), &mut problems);
    let searcher = kind.and_then(|kind| searcher(kind, given.searcher_key, &mut problems));
    let projects = ids(given.project_ids.as_deref(), "projectIds", &mut problems);
    let types = ids(
        given.issue_type_ids.as_deref(),
        "issueTypeIds",
        &mut problems,
    );
    let reach = reach(cx, tx, projects, types, &mut problems).await?;
    problems.check()?;
    let Some(kind) = kind else {
        return Err(messages::no_custom_field_type());
    };
    let id = CustomFieldId(tx.next_id("custom_field_id").await?);
    let row = FieldRow {
        id,
        kind: kind.key,
        searcher: searcher.as_deref(),
        name: &name,
        lower_name: fold(&name),
        description: &description,
    };
    store::insert(tx, &row).await?;
    let context = ContextRow {
        id: CustomFieldContextId(tx.next_id("custom_field_context_id").await?),
        field: id,
        name: &format!("Default Configuration Scheme for {name}"),
        description: "",
        projects: reach.projects.as_deref(),
        types: reach.types.as_deref(),
    };
    store::insert_context(tx, &context).await?;
    screen::add_new_field(tx, &format!("customfield_{id}")).await?;
    let changes = [
        Change::between("Name", None, Some(&name)),
        Change::between("Type", None, Some(kind.key)),
        Change::between("Description", None, Some(&description)),
    ];
    let changes = changes.into_iter().flatten().collect();
    audit(cx, tx, "Custom field created", (id, &name), changes).await?;
    tx.event(cx, "custom_field_created", &json!({ "customField": id.0 }))
        .await?;
    find(tx, id).await
}

/// Deletes fields, with the values that issues have in them; returns why others were not.
///
/// # Errors
/// When the database refuses.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    asked: &[String],
) -> Result<(Vec<String>, BTreeMap<String, String>)> {
    tx.change_policy().await?;
    let fields = CustomFields::read(tx).await?;
    let granted = store::granted(tx).await?;
    let mut refused = BTreeMap::new();
    let mut gone: Vec<&CustomField> = Vec::new();
    for text in asked {
        let id = CustomField::id_of(text).or_else(|| CustomFieldId::parse(text));
        let problem = match id.and_then(|id| fields.get(id)) {
            None => messages::no_custom_field(text),
            Some(field) if field.is_locked => messages::CUSTOM_FIELD_LOCKED.to_owned(),
            Some(field) if granted.contains(&field.key()) => {
                messages::CUSTOM_FIELD_GRANTED.to_owned()
            }
            Some(field) => {
                if !gone.iter().any(|known| known.id == field.id) {
                    gone.push(field);
                }
                continue;
            }
        };
        refused.insert(text.clone(), problem);
    }
    if !gone.is_empty() {
        let ids: Vec<CustomFieldId> = gone.iter().map(|field| field.id).collect();
        store::delete(tx, &ids).await?;
        let keys: Vec<String> = gone.iter().map(|field| field.key()).collect();
        screen::forget_fields(tx, &keys).await?;
        // An entry for each: at most as many as a request may name.
        for field in &gone {
            let changes = Change::between("Name", Some(&field.name), None);
            let changes = changes.into_iter().collect();
            audit(
                cx,
                tx,
                "Custom field deleted",
                (field.id, &field.name),
                changes,
            )
            .await?;
        }
        let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        tx.event(cx, "custom_fields_deleted", &json!({ "customFields": ids }))
            .await?;
    }
    Ok((gone.iter().map(|field| field.key()).collect(), refused))
}

/// Returns a field as it is now and not as it is remembered.
pub async fn find(tx: &mut Tx, id: CustomFieldId) -> Result<CustomField> {
    let fields = CustomFields::read(tx).await?;
    let found = fields.get(id).cloned();
    found.ok_or_else(|| messages::custom_field_unknown(&id.to_string()))
}

pub fn name(given: Option<&str>, problems: &mut Problems) -> String {
    let name = given.unwrap_or_default().trim();
    if name.is_empty() {
        problems.field("name", messages::CUSTOM_FIELD_NAME_MISSING);
    } else if text::is_longer(name, text::MAX_LINE) {
        problems.field("name", messages::custom_text_too_long(text::MAX_LINE));
    } else if text::has_control(name) {
        problems.field("name", messages::CUSTOM_FIELD_NAME_NOT_VALID);
    }
    name.to_owned()
}

pub fn description(given: Option<String>, problems: &mut Problems) -> String {
    let description = given.unwrap_or_default();
    if text::is_longer(&description, text::MAX_LONG_TEXT) {
        problems.field("description", messages::text_too_long());
    }
    description
}

fn kind(given: Option<&str>, problems: &mut Problems) -> Option<&'static Type> {
    let key = given.unwrap_or_default();
    let found = TYPES.iter().find(|kind| kind.key == key && kind.is_offered);
    if found.is_none() {
        problems.field("type", messages::custom_field_type_not_valid(key));
    }
    found
}

/// D-034: without a searcher named, a field gets the one its type usually has, so that it can be found by.
pub fn searcher(kind: &Type, given: Option<String>, problems: &mut Problems) -> Option<String> {
    let Some(key) = given.filter(|key| !key.is_empty()) else {
        return kind.searchers.first().map(|key| (*key).to_owned());
    };
    // The administrator's form sends this for none.
    if key == "-1" {
        return None;
    }
    if !kind.searchers.contains(&key.as_str()) {
        problems.field("searcherKey", messages::custom_searcher_not_valid(&key));
    }
    Some(key)
}

/// Reads ids, which come as numbers and as texts. None, and -1, stand for all.
fn ids(given: Option<&[Value]>, member: &str, problems: &mut Problems) -> Option<Vec<i64>> {
    let given = given.filter(|ids| !ids.is_empty())?;
    let mut ids = Vec::new();
    for value in given {
        let id = match value {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        match id {
            Some(-1) => return None,
            Some(id) => ids.push(id),
            None => problems.field(member, messages::id_not_valid(&value.to_string())),
        }
    }
    Some(ids)
}

/// Returns where a field is to apply, if all of it is there.
pub async fn reach(
    cx: &Cx,
    tx: &mut Tx,
    projects: Option<Vec<i64>>,
    types: Option<Vec<i64>>,
    problems: &mut Problems,
) -> Result<Reach> {
    let mut reach = Reach::default();
    if let Some(ids) = projects {
        let known = store::projects(tx, &ids).await?;
        let missing = ids.iter().find(|id| !known.contains(&ProjectId(**id)));
        if let Some(id) = missing {
            problems.field("projectIds", messages::id_not_valid(&id.to_string()));
        }
        reach.projects = Some(known);
    }
    if let Some(ids) = types {
        let catalog = catalog(cx, tx).await?;
        let is_known = |id: &i64| catalog.issue_type(IssueTypeId(*id)).is_some();
        if let Some(id) = ids.iter().find(|id| !is_known(id)) {
            problems.field("issueTypeIds", messages::id_not_valid(&id.to_string()));
        }
        let known = ids.into_iter().filter(is_known).map(IssueTypeId);
        reach.types = Some(known.collect());
    }
    Ok(reach)
}

pub async fn audit(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    (id, name): (CustomFieldId, &str),
    changes: Vec<Change>,
) -> Result<()> {
    let entry = Entry {
        category: "fields",
        summary,
        object: Object {
            kind: "CUSTOM_FIELD",
            id: format!("customfield_{id}"),
            name,
        },
        changes,
    };
    tx.audit(cx, entry).await
}
