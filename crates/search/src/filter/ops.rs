//! What reading and changing a filter means.

use std::ops::Deref;

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::guard;
use base::refs;
use base::{Cx, Error, Result, SignedIn, Tx, messages, text};
use model::permission::may::global::CreateSharedObjects;
use model::{FilterId, FilterShareId, GlobalPermission, UserId};
use serde_json::json;

use super::share::Target;
use super::store::{self, Content, Viewer};
use super::wire::{Given, OwnerInput};
use crate::column::{self, Column, Columns};
use crate::query;

/// A filter that the caller sees: it is read in no other way.
#[derive(Clone, Debug)]
pub struct Filter {
    pub id: FilterId,
    pub owner: UserId,
    pub name: String,
    pub description: Option<String>,
    pub jql: String,
    /// Whether the caller may change it.
    pub is_editable: bool,
    /// Whether it is a favourite of the caller.
    pub is_favourite: bool,
}

/// A filter that the caller may change.
#[derive(Debug)]
pub struct Editable(Filter);

impl Deref for Editable {
    type Target = Filter;

    fn deref(&self) -> &Filter {
        &self.0
    }
}

/// Returns the filter, if the caller sees it.
///
/// # Errors
/// When the database cannot be read.
pub async fn see(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Option<Filter>> {
    match FilterId::parse(id) {
        Some(id) => store::filter(tx, &Viewer::of(cx), id).await,
        None => Ok(None),
    }
}

/// Returns the filter.
///
/// # Errors
/// Invalid, if the caller does not see it; Unauthorized, if they are nobody and see no project either.
pub async fn get(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Filter> {
    match see(cx, tx, id).await? {
        Some(filter) => Ok(filter),
        None => {
            if sees_nothing(cx) {
                cx.signed_in()?;
            }
            Err(messages::filter_not_available())
        }
    }
}

/// Returns the filter a part of which is asked for.
///
/// # Errors
/// Not found, if the caller does not see it.
pub async fn get_of_part(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Filter> {
    let found = see(cx, tx, id).await?;
    found.ok_or_else(messages::no_such_filter)
}

/// Returns whether the caller is somebody to whom not even a project is shown.
pub fn sees_nothing(cx: &Cx) -> bool {
    guard::viewable_projects(cx).ids().is_empty()
}

/// Returns the filter as one that the caller may change.
///
/// # Errors
/// Invalid, if they may only see it.
pub fn editable(filter: Filter) -> Result<Editable> {
    if filter.is_editable {
        Ok(Editable(filter))
    } else {
        Err(messages::filter_not_editable())
    }
}

/// Saves a filter; it is shared as its owner has said that theirs are.
///
/// # Errors
/// Invalid, with all that is wrong with it.
pub async fn create(cx: &Cx, tx: &mut Tx, owner: &SignedIn, given: &Given) -> Result<FilterId> {
    let jql = given.jql.as_deref().unwrap_or_default();
    let content = Content {
        owner: owner.id,
        name: given.name.as_deref().unwrap_or_default(),
        description: given.description.as_deref(),
        jql,
    };
    check(&content)?;
    query::check(cx, tx, jql, None).await?;
    let id = FilterId(tx.next_id("saved_filter_id").await?);
    let now = cx.now();
    store::insert(tx, id, &content, now).await.map_err(taken)?;
    if given.favourite == Some(true) {
        store::insert_favourite(tx, owner.id, id).await?;
    }
    // Whoever may share nothing keeps it to themselves, whatever they once chose.
    if guard::has_global(cx, GlobalPermission::CreateSharedObjects)
        && store::is_shared_by_default(tx, owner.id).await?
    {
        let share = FilterShareId(tx.next_id("saved_filter_share_id").await?);
        store::put_share(tx, share, id, Target::SignedIn, false).await?;
    }
    let filter = Filter {
        id,
        owner: owner.id,
        name: content.name.to_owned(),
        description: None,
        jql: String::new(),
        is_editable: true,
        is_favourite: false,
    };
    told(
        cx,
        tx,
        "Filter created",
        "filter_created",
        &filter,
        Vec::new(),
    )
    .await?;
    Ok(id)
}

/// Changes what is given of a filter. Its owner is changed by Jira administrators, who change nothing else of
/// what they may not edit.
///
/// # Errors
/// Invalid, with what is wrong.
pub async fn update(cx: &Cx, tx: &mut Tx, filter: Filter, given: &Given) -> Result<()> {
    let owner = new_owner(cx, tx, &filter, given.owner.as_ref()).await?;
    let content = Content {
        owner,
        name: given.name.as_deref().unwrap_or(&filter.name),
        description: given
            .description
            .as_deref()
            .or(filter.description.as_deref()),
        jql: given.jql.as_deref().unwrap_or(&filter.jql),
    };
    let is_edited = content.name != filter.name
        || content.description != filter.description.as_deref()
        || content.jql != filter.jql;
    if !is_edited && owner == filter.owner {
        return if filter.is_editable {
            Ok(())
        } else {
            Err(messages::filter_not_editable())
        };
    }
    if is_edited && !filter.is_editable {
        return Err(messages::filter_not_editable());
    }
    check(&content)?;
    if content.jql != filter.jql {
        query::check(cx, tx, content.jql, Some(filter.id)).await?;
    }
    let now = cx.now();
    store::update(tx, filter.id, &content, now)
        .await
        .map_err(taken)?;
    let changes = [
        Change::between("Name", Some(&filter.name), Some(content.name)),
        Change::between(
            "Owner",
            Some(&filter.owner.to_string()),
            Some(&owner.to_string()),
        ),
        Change::between("JQL", Some(&filter.jql), Some(content.jql)),
    ];
    let changes = changes.into_iter().flatten().collect();
    told(cx, tx, "Filter updated", "filter_updated", &filter, changes).await
}

/// Deletes a filter.
///
/// # Errors
/// Invalid, if it is somebody else's and the caller no administrator.
pub async fn delete(cx: &Cx, tx: &mut Tx, filter: Filter) -> Result<()> {
    check_deletable(cx, &filter)?;
    if store::is_shown_by_board(tx, filter.id).await? {
        return Err(messages::filter_is_shown_by_board());
    }
    store::delete(tx, filter.id).await?;
    told(
        cx,
        tx,
        "Filter deleted",
        "filter_deleted",
        &filter,
        Vec::new(),
    )
    .await
}

/// Refuses to delete the filter of somebody else.
///
/// # Errors
/// Invalid, if the caller is neither its owner nor an administrator.
pub fn check_deletable(cx: &Cx, filter: &Filter) -> Result<()> {
    let is_owner = cx.user_id() == Some(filter.owner);
    if is_owner || guard::has_global(cx, GlobalPermission::Administer) {
        Ok(())
    } else {
        Err(messages::filter_not_deletable())
    }
}

/// Makes a filter that the user sees one of their favourites, or none any more.
///
/// # Errors
/// When the database refuses.
pub async fn set_favourite(
    tx: &mut Tx,
    user: UserId,
    filter: &Filter,
    is_favourite: bool,
) -> Result<()> {
    if is_favourite != filter.is_favourite {
        if is_favourite {
            store::insert_favourite(tx, user, filter.id).await?;
        } else {
            store::delete_favourite(tx, user, filter.id).await?;
        }
    }
    Ok(())
}

/// Gives a filter columns of its own; without any it shows what others show.
///
/// # Errors
/// Invalid, if one is no column of lists.
pub async fn set_columns(
    cx: &Cx,
    tx: &mut Tx,
    filter: &Editable,
    columns: &[String],
) -> Result<()> {
    let columns = Columns::of(cx, tx).await?.checked(columns)?;
    let ids = column::ids(&columns);
    store::set_columns(tx, filter.id, &ids).await?;
    let change = Change::between("Columns", None, Some(&ids.join(", ")));
    let changes = change.into_iter().collect();
    told(
        cx,
        tx,
        "Filter columns changed",
        "filter_updated",
        filter,
        changes,
    )
    .await
}

/// Returns the columns that a filter has of its own, as far as the caller may know of their fields.
///
/// # Errors
/// When the database cannot be read.
pub async fn columns(cx: &Cx, tx: &mut db::Tx, filter: &Filter) -> Result<Vec<Column>> {
    let ids = store::columns(tx, filter.id).await?;
    Ok(Columns::of(cx, tx).await?.among(&ids))
}

/// Returns the caller's favourites that they see, by name.
///
/// # Errors
/// When the database cannot be read.
pub async fn favourites(cx: &Cx, tx: &mut db::Tx) -> Result<Vec<Filter>> {
    store::favourites(tx, &Viewer::of(cx)).await
}

/// Sets whether what the user saves from now on is shared with all who sign in.
///
/// # Errors
/// Invalid, if it should be and they may share nothing.
pub async fn set_default_scope(
    cx: &Cx,
    tx: &mut Tx,
    user: &SignedIn,
    is_shared: bool,
) -> Result<()> {
    if is_shared {
        guard::global::<CreateSharedObjects>(cx).map_err(|_| messages::may_not_share_filters())?;
    }
    store::set_shared_by_default(tx, user.id, is_shared).await?;
    Ok(())
}

async fn new_owner(
    cx: &Cx,
    tx: &mut Tx,
    filter: &Filter,
    asked: Option<&OwnerInput>,
) -> Result<UserId> {
    let found = match asked {
        Some(OwnerInput { key: Some(key), .. }) => refs::user_by_key(tx, key).await?,
        Some(OwnerInput {
            name: Some(name), ..
        }) => refs::user_by_name(tx, name).await?,
        _ => return Ok(filter.owner),
    };
    // Asked before anything is told about who there is.
    if found.as_ref().is_some_and(|user| user.id == filter.owner) {
        return Ok(filter.owner);
    }
    if !guard::has_global(cx, GlobalPermission::Administer) {
        return Err(messages::filter_owner_not_changeable());
    }
    let user = found.filter(|user| user.active);
    user.map(|user| user.id)
        .ok_or_else(|| Error::invalid_field("owner", messages::FILTER_NO_SUCH_OWNER))
}

fn check(content: &Content<'_>) -> Result<()> {
    let mut problems = Problems::default();
    if text::is_blank(content.name) {
        problems.field("filterName", messages::FILTER_NAME_MISSING);
    } else if text::is_longer(content.name, text::MAX_LINE) || text::has_control(content.name) {
        problems.field("filterName", messages::FILTER_NAME_NOT_VALID);
    }
    if content
        .description
        .is_some_and(|text| text::is_longer(text, text::MAX_LONG_TEXT))
    {
        problems.field("filterDescription", messages::text_too_long());
    }
    problems.check()
}

fn taken(error: db::Error) -> Error {
    if error.is_unique("saved_filter.owner_id,lower_name") {
        messages::filter_exists()
    } else {
        error.into()
    }
}

/// Writes the audit entry and the event of a change.
pub async fn told(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    event: &'static str,
    filter: &Filter,
    changes: Vec<Change>,
) -> Result<()> {
    tx.audit(
        cx,
        Entry {
            category: "filters",
            summary,
            object: Object {
                kind: "FILTER",
                id: filter.id.to_string(),
                name: &filter.name,
            },
            changes,
        },
    )
    .await?;
    tx.event(cx, event, &json!({ "filter": filter.id.to_string() }))
        .await
}
