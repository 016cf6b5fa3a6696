//! What making, changing and deleting a category means.

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::guard::Global;
use base::{Cx, Error, Remembered as _, Result, Tx, messages, text};
use model::ProjectCategoryId;
use model::permission::may::global::Administer;
use serde_json::json;

use super::{Categories, Category, store};

/// Returns the category of this id.
///
/// # Errors
/// Not found.
pub fn find<'a>(all: &'a Categories, id: &str) -> Result<&'a Category> {
    ProjectCategoryId::parse(id)
        .and_then(|id| all.get(id))
        .ok_or_else(|| messages::no_such_category(id))
}

/// Makes a category.
///
/// # Errors
/// Invalid, with all that is wrong; Conflict, if the name is taken.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    name: Option<String>,
    description: Option<String>,
) -> Result<Category> {
    tx.change_policy().await?;
    let blank = Category {
        id: ProjectCategoryId(0),
        name: String::new(),
        description: String::new(),
    };
    let mut made = changed(&blank, name, description)?;
    made.id = ProjectCategoryId(tx.next_id("project_category_id").await?);
    store::insert(tx, &made)
        .await
        .map_err(|error| taken(error, &made.name))?;
    audit(cx, tx, "Project category created", None, &made).await?;
    event(cx, tx, "project_category_created", &made).await?;
    Ok(made)
}

/// Changes a category. What is not given stays.
///
/// # Errors
/// Not found; Invalid, with all that is wrong; Conflict, if the name is taken.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
    name: Option<String>,
    description: Option<String>,
) -> Result<Category> {
    tx.change_policy().await?;
    let all = Categories::read(tx).await?;
    let before = find(&all, id)?;
    let after = changed(before, name, description)?;
    store::update(tx, &after)
        .await
        .map_err(|error| taken(error, &after.name))?;
    audit(cx, tx, "Project category updated", Some(before), &after).await?;
    event(cx, tx, "project_category_updated", &after).await?;
    Ok(after)
}

/// Deletes a category. Its projects have none then.
///
/// # Errors
/// Not found.
pub async fn delete(cx: &Cx, tx: &mut Tx, _: Global<Administer>, id: &str) -> Result<()> {
    tx.change_policy().await?;
    let all = Categories::read(tx).await?;
    let gone = find(&all, id)?;
    store::delete(tx, gone.id).await?;
    audit(cx, tx, "Project category deleted", None, gone).await?;
    event(cx, tx, "project_category_deleted", gone).await
}

fn changed(
    before: &Category,
    name: Option<String>,
    description: Option<String>,
) -> Result<Category> {
    let mut problems = Problems::default();
    let after = Category {
        id: before.id,
        name: name.map_or_else(|| before.name.clone(), |name| name.trim().to_owned()),
        description: description.unwrap_or_else(|| before.description.clone()),
    };
    if after.name.is_empty() || text::has_control(&after.name) {
        problems.field("name", messages::CATEGORY_NAME_MISSING);
    } else if text::is_longer(&after.name, text::MAX_LINE) {
        problems.field("name", messages::line_too_long("name", text::MAX_LINE));
    }
    if text::is_longer(&after.description, text::MAX_LONG_TEXT) {
        problems.field("description", messages::text_too_long());
    }
    problems.check()?;
    Ok(after)
}

fn taken(error: db::Error, name: &str) -> Error {
    if error.is_unique("project_category.lower_name") {
        messages::category_exists(name)
    } else {
        error.into()
    }
}

async fn audit(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    before: Option<&Category>,
    after: &Category,
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
        category: "projects",
        summary,
        object: Object {
            kind: "PROJECT_CATEGORY",
            id: after.id.to_string(),
            name: &after.name,
        },
        changes: changes.into_iter().flatten().collect(),
    };
    tx.audit(cx, entry).await
}

async fn event(cx: &Cx, tx: &mut Tx, kind: &'static str, category: &Category) -> Result<()> {
    tx.event(cx, kind, &json!({ "category": category.id.0 }))
        .await
}
