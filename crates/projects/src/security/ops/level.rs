//! The levels of a scheme and who is in them.

use base::audit::Change;
use base::guard::Global;
use base::{Cx, Result, Tx, messages, text};
use model::permission::may::global::Administer;
use model::{SecurityGrantId, SecurityLevelId};
use policy::Holder;

use super::{check_description, is_name, record, required};
use crate::holder;
use crate::security::{Level, Scheme, store};

const UPDATED: &str = "Issue security scheme updated";

/// What becomes of the issues of a level that is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// They have no level: all who browse the project see them.
    NoLevel,
    /// They have this level of the same scheme.
    Level(SecurityLevelId),
}

/// Returns the level of this id with its scheme.
///
/// # Errors
/// Not found.
pub async fn required_level(tx: &mut db::Tx, id: &str) -> Result<(Scheme, Level)> {
    let found = match SecurityLevelId::parse(id) {
        Some(id) => store::level_by_id(tx, id).await?,
        None => None,
    };
    let level = found.ok_or_else(|| messages::no_such_security_level(id))?;
    let scheme = required(tx, &level.scheme.to_string()).await?;
    Ok((scheme, level))
}

/// Adds a level, with nobody in it.
///
/// # Errors
/// Not found; Invalid, if the name is not one or another level of the scheme has it.
pub async fn add_level(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    scheme: &str,
    name: &str,
    description: &str,
) -> Result<Level> {
    tx.change_policy().await?;
    let scheme = required(tx, scheme).await?;
    check_level(tx, &scheme, None, name, description).await?;
    let level = Level {
        id: SecurityLevelId(tx.next_id("security_level_id").await?),
        scheme: scheme.id,
        name: name.to_owned(),
        description: description.to_owned(),
    };
    store::insert_level(tx, &level, &[]).await?;
    let changes = Change::between("Level", None, Some(name));
    record(cx, tx, UPDATED, &scheme, changes.into_iter().collect()).await?;
    Ok(level)
}

/// Gives a level another name and description.
///
/// # Errors
/// As [`add_level`].
pub async fn update_level(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
    name: &str,
    description: &str,
) -> Result<Level> {
    tx.change_policy().await?;
    let (scheme, before) = required_level(tx, id).await?;
    check_level(tx, &scheme, Some(before.id), name, description).await?;
    let after = Level {
        name: name.to_owned(),
        description: description.to_owned(),
        ..before.clone()
    };
    store::update_level(tx, &after).await?;
    let changes = [
        Change::between("Level", Some(&before.name), Some(name)),
        Change::between(
            "Description of level",
            Some(&before.description),
            Some(description),
        ),
    ];
    let changes = changes.into_iter().flatten().collect();
    record(cx, tx, UPDATED, &scheme, changes).await?;
    Ok(after)
}

/// Deletes a level; its issues get another one, or none.
///
/// # Errors
/// Not found; Invalid, if it has issues and nothing is said of them, or the other level is not the scheme's.
pub async fn delete_level(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
    instead: Option<Instead>,
) -> Result<(Scheme, Level)> {
    tx.change_policy().await?;
    let (mut scheme, level) = required_level(tx, id).await?;
    let n_issues = store::n_issues(tx, &level).await?;
    let mut changes = Vec::new();
    changes.extend(Change::between("Level", Some(&level.name), None));
    if n_issues > 0 {
        let instead = instead.ok_or_else(|| messages::level_swap_missing(&level.name))?;
        let others = store::levels_of(tx, scheme.id).await?;
        let other = match instead {
            Instead::NoLevel => None,
            Instead::Level(id) => {
                let mut others = others.iter().filter(|other| other.id != level.id);
                let other = others.find(|other| other.id == id);
                Some(other.ok_or_else(|| messages::level_swap_missing(&level.name))?)
            }
        };
        store::move_issues(tx, &level, other.map(|other| other.id)).await?;
        let before = format!("{n_issues} with {}", level.name);
        let after = other.map_or("none", |other| &other.name);
        changes.extend(Change::between(
            "Level of issues",
            Some(&before),
            Some(after),
        ));
    }
    if scheme.default_level == Some(level.id) {
        changes.extend(Change::between("Default level", Some(&level.name), None));
        scheme.default_level = None;
        store::update(tx, &scheme).await?;
    }
    store::delete_level(tx, level.id).await?;
    record(cx, tx, UPDATED, &scheme, changes).await?;
    Ok((scheme, level))
}

/// Says which level new issues get that name none, or that they get none.
///
/// # Errors
/// Not found, also if the level is another scheme's.
pub async fn set_default_level(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    scheme: &str,
    level: Option<&str>,
) -> Result<Scheme> {
    tx.change_policy().await?;
    let mut scheme = required(tx, scheme).await?;
    let levels = store::levels_of(tx, scheme.id).await?;
    let named = |id: Option<SecurityLevelId>| {
        let level = levels.iter().find(|level| Some(level.id) == id);
        level.map(|level| level.name.as_str())
    };
    let before = scheme.default_level;
    scheme.default_level = match level {
        None => None,
        Some(text) => {
            let id = SecurityLevelId::parse(text);
            let known = levels.iter().find(|level| Some(level.id) == id);
            Some(
                known
                    .ok_or_else(|| messages::no_such_security_level(text))?
                    .id,
            )
        }
    };
    store::update(tx, &scheme).await?;
    let change = Change::between("Default level", named(before), named(scheme.default_level));
    record(cx, tx, UPDATED, &scheme, change.into_iter().collect()).await?;
    Ok(scheme)
}

/// Puts somebody into a level.
///
/// # Errors
/// Not found; Invalid, if they are in it.
pub async fn add_member(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    level: &str,
    holder: &Holder,
) -> Result<(Scheme, Level)> {
    tx.change_policy().await?;
    let (scheme, level) = required_level(tx, level).await?;
    let names = holder::names(tx, std::iter::once(holder)).await?;
    let members = store::members_of(tx, scheme.id).await?;
    let is_same =
        |known: &crate::security::Member| known.level == level.id && known.holder == *holder;
    if members.iter().any(is_same) {
        return Err(messages::is_in_level(&names.in_words(holder), &level.name));
    }
    store::insert_member(tx, level.id, holder).await?;
    let after = format!("{}: {}", level.name, names.describe(holder));
    let change = Change::between("Member of level", None, Some(&after));
    record(cx, tx, UPDATED, &scheme, change.into_iter().collect()).await?;
    Ok((scheme, level))
}

/// Takes somebody out of a level.
///
/// # Errors
/// Not found.
pub async fn remove_member(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    scheme: &str,
    id: &str,
) -> Result<Scheme> {
    tx.change_policy().await?;
    let scheme = required(tx, scheme).await?;
    let members = store::members_of(tx, scheme.id).await?;
    let member = members
        .iter()
        .find(|member| Some(member.id) == SecurityGrantId::parse(id))
        .ok_or_else(|| messages::no_such_level_member(id))?;
    let levels = store::levels_of(tx, scheme.id).await?;
    let level = levels.iter().find(|level| level.id == member.level);
    store::delete_member(tx, member.id).await?;
    let names = holder::names(tx, std::iter::once(&member.holder)).await?;
    let before = format!(
        "{}: {}",
        level.map_or("", |level| level.name.as_str()),
        names.describe(&member.holder)
    );
    let change = Change::between("Member of level", Some(&before), None);
    record(cx, tx, UPDATED, &scheme, change.into_iter().collect()).await?;
    Ok(scheme)
}

async fn check_level(
    tx: &mut db::Tx,
    scheme: &Scheme,
    own: Option<SecurityLevelId>,
    name: &str,
    description: &str,
) -> Result<()> {
    if !is_name(name) {
        return Err(messages::level_name_not_valid());
    }
    check_description(description)?;
    // The lock of `change_policy` keeps it true.
    let levels = store::levels_of(tx, scheme.id).await?;
    let mut others = levels.iter().filter(|level| Some(level.id) != own);
    if others.any(|other| text::fold(&other.name) == text::fold(name)) {
        return Err(messages::level_exists(name));
    }
    Ok(())
}
