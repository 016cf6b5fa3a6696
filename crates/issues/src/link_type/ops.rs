//! What making, changing and deleting a link type means.

use std::collections::BTreeMap;

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::guard::Global;
use base::{Cx, Error, Remembered as _, Result, Tx, messages, text};
use model::permission::may::global::Administer;
use model::{IssueId, LinkTypeId};
use serde_json::json;

use super::wire::LinkTypeInput;
use super::{LinkType, LinkTypes, store};
use crate::history;
use crate::issue_link::{Direction, item};

/// Makes a link type.
///
/// # Errors
/// Invalid, with all that is wrong.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    input: LinkTypeInput,
) -> Result<LinkType> {
    tx.change_policy().await?;
    let blank = LinkType {
        id: LinkTypeId(0),
        name: String::new(),
        inward: String::new(),
        outward: String::new(),
    };
    let mut made = changed(&blank, input)?;
    made.id = LinkTypeId(tx.next_id("issue_link_type_id").await?);
    store::insert(tx, &made)
        .await
        .map_err(|error| taken(error, &made.name))?;
    audit(cx, tx, "Issue link type created", None, &made).await?;
    event(cx, tx, "issue_link_type_created", made.id).await?;
    Ok(made)
}

/// Changes a link type.
///
/// # Errors
/// Not found; Invalid, with all that is wrong.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: LinkTypeId,
    input: LinkTypeInput,
) -> Result<LinkType> {
    tx.change_policy().await?;
    let before = find(tx, id).await?;
    let after = changed(&before, input)?;
    if after == before {
        return Ok(after);
    }
    store::update(tx, &after)
        .await
        .map_err(|error| taken(error, &after.name))?;
    audit(cx, tx, "Issue link type updated", Some(&before), &after).await?;
    event(cx, tx, "issue_link_type_updated", id).await?;
    Ok(after)
}

/// Deletes a link type with its links, which the histories of their issues tell.
///
/// # Errors
/// Not found.
pub async fn delete(cx: &Cx, tx: &mut Tx, _: Global<Administer>, id: LinkTypeId) -> Result<()> {
    tx.change_policy().await?;
    let gone = find(tx, id).await?;
    let mut items: BTreeMap<IssueId, Vec<history::Item>> = BTreeMap::new();
    for ends in store::links_of(tx, id).await? {
        let (source, destination) = (ends.source, ends.destination);
        let out = item(&gone, Direction::Outward, &destination.1).reversed();
        let back = item(&gone, Direction::Inward, &source.1).reversed();
        items.entry(source.0).or_default().push(out);
        items.entry(destination.0).or_default().push(back);
    }
    store::delete(tx, id, cx.now()).await?;
    let items: Vec<_> = items.into_iter().collect();
    history::record_each(cx, tx, &items).await?;
    audit(cx, tx, "Issue link type deleted", Some(&gone), &gone).await?;
    let issues: Vec<i64> = items.iter().map(|(id, _)| id.0).collect();
    let payload = json!({ "linkType": id.0, "issues": issues });
    tx.event(cx, "issue_link_type_deleted", &payload).await
}

/// Puts the types into the order of their names; returns them so.
///
/// # Errors
/// Invalid, for an order that is none.
pub async fn reset_order(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    direction: Option<&str>,
) -> Result<LinkTypes> {
    tx.change_policy().await?;
    let mut types = LinkTypes::read(tx).await?;
    types
        .0
        .sort_by_key(|known| (text::fold(&known.name), known.id));
    let order = match direction.map(str::to_ascii_uppercase).as_deref() {
        None | Some("" | "ASC") => Vec::new(),
        Some("DESC") => {
            types.0.reverse();
            types.0.iter().map(|known| known.id).collect()
        }
        Some(other) => return Err(messages::bad_direction(other)),
    };
    store::set_order(tx, &order).await?;
    ordered(cx, tx, &types).await?;
    Ok(types)
}

/// Gives a type another place, from 0.
///
/// # Errors
/// Not found; Invalid, for a place that there is not.
pub async fn move_to(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: LinkTypeId,
    place: Option<usize>,
) -> Result<LinkType> {
    tx.change_policy().await?;
    let moved = find(tx, id).await?;
    let mut types = LinkTypes::read(tx).await?;
    types.0.retain(|known| known.id != id);
    let place = place.filter(|place| *place <= types.0.len());
    let place = place.ok_or_else(messages::bad_position)?;
    types.0.insert(place, moved.clone());
    let order: Vec<LinkTypeId> = types.0.iter().map(|known| known.id).collect();
    store::set_order(tx, &order).await?;
    ordered(cx, tx, &types).await?;
    Ok(moved)
}

async fn ordered(cx: &Cx, tx: &mut Tx, types: &LinkTypes) -> Result<()> {
    let names: Vec<&str> = types.0.iter().map(|known| known.name.as_str()).collect();
    let change = Change::between("Order", None, Some(&names.join(", ")));
    let entry = Entry {
        category: "system",
        summary: "Issue link types ordered",
        object: Object {
            kind: "ISSUE_LINK_TYPE",
            id: String::new(),
            name: "",
        },
        changes: change.into_iter().collect(),
    };
    tx.audit(cx, entry).await?;
    tx.event(cx, "issue_link_types_ordered", &json!({})).await
}

async fn find(tx: &mut Tx, id: LinkTypeId) -> Result<LinkType> {
    let types = LinkTypes::read(tx).await?;
    let found = types.get(id).cloned();
    found.ok_or_else(|| messages::no_such_link_type(&id.to_string()))
}

fn changed(before: &LinkType, input: LinkTypeInput) -> Result<LinkType> {
    let mut problems = Problems::default();
    let mut pick = |name: &str, given: Option<String>, before: &str| {
        let text = given.map_or_else(|| before.to_owned(), |text| text.trim().to_owned());
        let is_fine = !text.is_empty()
            && !text::is_longer(&text, text::MAX_LINE)
            && !text::has_control(&text);
        if !is_fine {
            problems.field(name, messages::LINK_TYPE_TEXT);
        }
        text
    };
    let after = LinkType {
        id: before.id,
        name: pick("name", input.name, &before.name),
        inward: pick("inward", input.inward, &before.inward),
        outward: pick("outward", input.outward, &before.outward),
    };
    problems.check()?;
    Ok(after)
}

fn taken(error: db::Error, name: &str) -> Error {
    if error.is_unique("issue_link_type.lower_name") {
        messages::link_type_exists(name)
    } else {
        error.into()
    }
}

async fn audit(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    before: Option<&LinkType>,
    after: &LinkType,
) -> Result<()> {
    let change = |name, of: fn(&LinkType) -> &String| {
        Change::between(
            name,
            before.map(|known| of(known).as_str()),
            Some(of(after)),
        )
    };
    let changes = [
        change("Name", |known| &known.name),
        change("Inward description", |known| &known.inward),
        change("Outward description", |known| &known.outward),
    ];
    let entry = Entry {
        category: "system",
        summary,
        object: Object {
            kind: "ISSUE_LINK_TYPE",
            id: after.id.to_string(),
            name: &after.name,
        },
        changes: changes.into_iter().flatten().collect(),
    };
    tx.audit(cx, entry).await
}

async fn event(cx: &Cx, tx: &mut Tx, kind: &'static str, id: LinkTypeId) -> Result<()> {
    tx.event(cx, kind, &json!({ "linkType": id.0 })).await
}
