//! What making and changing an issue type means.

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::guard::Global;
use base::{Cx, Remembered as _, Result, Tx, messages, text};
use model::permission::may::global::Administer;
use model::{AvatarId, IssueTypeId, OptionId};
use serde_json::json;

use super::store;
use crate::catalog::{Catalog, IssueType};
use crate::offer::{self, Kind};

/// The longest name.
const MAX_NAME: usize = 60;

/// The avatars that a new type has, those that the reference chooses.
const NEW: AvatarId = AvatarId(10300);
const NEW_SUBTASK: AvatarId = AvatarId(10316);

/// What somebody wants an issue type to be. What is `None` was not said.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// `standard` or `subtask`.
    pub kind: Option<String>,
}

/// Makes an issue type: the last one of the default scheme.
///
/// # Errors
/// Invalid, with all that is wrong; Conflict, if the name is taken.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    fields: Fields,
) -> Result<IssueType> {
    tx.change_policy().await?;
    let catalog = Catalog::read(tx).await?;
    let mut problems = Problems::default();
    let is_subtask = match fields.kind.as_deref() {
        None | Some("standard") => false,
        Some("subtask") => true,
        Some(_) => {
            problems.field("type", messages::ISSUE_TYPE_KIND_NOT_VALID);
            false
        }
    };
    let blank = IssueType {
        id: IssueTypeId(0),
        name: String::new(),
        description: String::new(),
        is_subtask,
        icon: if is_subtask { "subtask" } else { "task" }.to_owned(),
        avatar: Some(if is_subtask { NEW_SUBTASK } else { NEW }),
    };
    let mut made = changed(&catalog, &blank, fields, problems)?;
    made.id = IssueTypeId(tx.next_id("issue_type_id").await?);
    store::insert(tx, &made).await?;
    offer::store::append_to_default(tx, Kind::IssueTypes, OptionId(made.id.0)).await?;
    audit(cx, tx, "Issue type created", None, &made).await?;
    event(cx, tx, "issue_type_created", &made).await?;
    Ok(made)
}

/// Changes an issue type. What is not said stays.
///
/// # Errors
/// Not found; Invalid, with all that is wrong; Conflict, if the name is taken.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
    fields: Fields,
) -> Result<IssueType> {
    tx.change_policy().await?;
    let catalog = Catalog::read(tx).await?;
    let before = find(&catalog, id)?;
    let after = changed(&catalog, before, fields, Problems::default())?;
    store::update(tx, &after).await?;
    audit(cx, tx, "Issue type updated", Some(before), &after).await?;
    event(cx, tx, "issue_type_updated", &after).await?;
    Ok(after)
}

/// Forgets an issue type that no issue has any more. The caller has announced the change and seen to the
/// issues.
///
/// # Errors
/// When the database refuses.
pub async fn remove(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    issue_type: &IssueType,
) -> Result<()> {
    store::delete(tx, issue_type.id).await?;
    audit(cx, tx, "Issue type deleted", None, issue_type).await?;
    event(cx, tx, "issue_type_deleted", issue_type).await
}

/// Returns the issue type of this id.
///
/// # Errors
/// Not found.
pub fn find<'a>(catalog: &'a Catalog, id: &str) -> Result<&'a IssueType> {
    IssueTypeId::parse(id)
        .and_then(|id| catalog.issue_type(id))
        .ok_or_else(|| messages::no_such_issue_type(id))
}

/// Returns the type with what is said in the place of what it was.
fn changed(
    catalog: &Catalog,
    before: &IssueType,
    fields: Fields,
    mut problems: Problems,
) -> Result<IssueType> {
    let after = IssueType {
        name: fields.name.unwrap_or_else(|| before.name.clone()),
        description: fields
            .description
            .unwrap_or_else(|| before.description.clone()),
        ..before.clone()
    };
    let name = &after.name;
    if text::is_blank(name)
        || name.trim() != name
        || text::is_longer(name, MAX_NAME)
        || text::has_control(name)
    {
        problems.field("name", messages::ISSUE_TYPE_NAME_NOT_VALID);
    }
    if text::is_longer(&after.description, text::MAX_LONG_TEXT) {
        problems.field("description", messages::text_too_long());
    }
    problems.check()?;
    let is_taken = |other: &&IssueType| other.id != before.id;
    if catalog.issue_type_named(name).filter(is_taken).is_some() {
        return Err(messages::issue_type_exists(name));
    }
    Ok(after)
}

async fn audit(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    before: Option<&IssueType>,
    after: &IssueType,
) -> Result<()> {
    let changes = [
        Change::between(
            "Name",
            before.map(|known| known.name.as_str()),
            Some(&after.name),
        ),
        Change::between(
            "Description",
            before.map(|known| known.description.as_str()),
            Some(&after.description),
        ),
    ];
    let entry = Entry {
        category: "workflows",
        summary,
        object: Object {
            kind: "ISSUE_TYPE",
            id: after.id.to_string(),
            name: &after.name,
        },
        changes: changes.into_iter().flatten().collect(),
    };
    tx.audit(cx, entry).await
}

async fn event(cx: &Cx, tx: &mut Tx, kind: &'static str, issue_type: &IssueType) -> Result<()> {
    tx.event(cx, kind, &json!({ "issueType": issue_type.id.0 }))
        .await
}
