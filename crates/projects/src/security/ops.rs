//! What making, changing and deleting a security scheme means, and who may see one.

mod level;
mod project;

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::guard::{self, Global};
use base::{Cx, Error, Result, Tx, messages, text};
use model::permission::may::global::Administer;
use model::{GlobalPermission, SecurityLevelId, SecuritySchemeId};
use policy::Holder;
use serde_json::json;

use super::{Level, Scheme, store};
use crate::holder;

pub use level::{
    Instead, add_level, add_member, delete_level, remove_member, required_level, set_default_level,
    update_level,
};
pub use project::{Move, associate};

/// A scheme to make.
#[derive(Clone, Debug, Default)]
pub struct NewScheme {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its levels.
    pub levels: Vec<NewLevel>,
    /// Which of the levels is that of issues that name none, counted from 0.
    pub default_level_idx: Option<usize>,
}

/// A level to make.
#[derive(Clone, Debug, Default)]
pub struct NewLevel {
    /// Its name.
    pub name: String,
    /// Who is in it, in words.
    pub description: String,
    /// Who is in it.
    pub holders: Vec<Holder>,
}

/// Returns the scheme of this id, if there is one.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(tx: &mut db::Tx, id: &str) -> Result<Option<Scheme>> {
    match SecuritySchemeId::parse(id) {
        Some(id) => Ok(store::by_id(tx, id).await?),
        None => Ok(None),
    }
}

/// Returns the scheme of this id, if the caller administers Jira or a project that uses it.
///
/// # Errors
/// Not found for Jira administrators; Forbidden for others, who cannot tell whether there is one.
pub async fn get(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Scheme> {
    let found = find(tx, id).await?;
    if guard::has_global(cx, GlobalPermission::Administer) {
        return found.ok_or_else(|| messages::no_such_security_scheme(id));
    }
    cx.signed_in()?;
    if let Some(scheme) = found {
        let projects = store::projects_with(tx, scheme.id).await?;
        if projects.iter().any(|id| guard::administers(cx, *id)) {
            return Ok(scheme);
        }
    }
    Err(messages::no_schemes_to_see())
}

/// Returns the level of this id, if the caller administers Jira or is in it somewhere.
///
/// # Errors
/// Not found; Unauthorized for anonymous callers.
pub async fn get_level(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Level> {
    let found = match SecurityLevelId::parse(id) {
        Some(id) => store::level_by_id(tx, id).await?,
        None => None,
    };
    let is_in = |level: &Level| {
        let visible = guard::visible(cx).issues;
        let mut levels = visible.projects.iter().flat_map(|project| &project.levels);
        levels.any(|known| known.level == level.id)
    };
    let may_see =
        |level: &Level| guard::has_global(cx, GlobalPermission::Administer) || is_in(level);
    if let Some(level) = found.filter(may_see) {
        return Ok(level);
    }
    cx.signed_in()?;
    Err(messages::no_such_security_level(id))
}

/// Makes a scheme with its levels.
///
/// # Errors
/// Invalid, if a name is not one or is taken.
pub async fn create(cx: &Cx, tx: &mut Tx, _: Global<Administer>, new: NewScheme) -> Result<Scheme> {
    tx.change_policy().await?;
    check(&new)?;
    let id = SecuritySchemeId(tx.next_id("security_scheme_id").await?);
    let mut levels = Vec::new();
    for level in new.levels {
        let id_of_level = SecurityLevelId(tx.next_id("security_level_id").await?);
        let holders = level.holders;
        let level = Level {
            id: id_of_level,
            scheme: id,
            name: level.name,
            description: level.description,
        };
        levels.push((level, holders));
    }
    let default = new.default_level_idx.and_then(|idx| levels.get(idx));
    let scheme = Scheme {
        id,
        name: new.name,
        description: new.description,
        default_level: default.map(|(level, _)| level.id),
    };
    store::insert(tx, &scheme)
        .await
        .map_err(|error| taken(error, &scheme.name))?;
    for (level, holders) in &levels {
        store::insert_level(tx, level, holders).await?;
    }
    let holders = levels.iter().flat_map(|(_, holders)| holders);
    let names = holder::names(tx, holders).await?;
    let changes = levels
        .iter()
        .flat_map(|(level, holders)| holders.iter().map(move |holder| (level, holder)))
        .filter_map(|(level, holder)| {
            let text = format!("{}: {}", level.name, names.describe(holder));
            Change::between("Member of level", None, Some(&text))
        })
        .collect();
    record(cx, tx, "Issue security scheme created", &scheme, changes).await?;
    Ok(scheme)
}

/// Gives a scheme another name and description.
///
/// # Errors
/// Not found; Invalid, if the name is not one or is taken.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
    name: &str,
    description: &str,
) -> Result<Scheme> {
    tx.change_policy().await?;
    let before = required(tx, id).await?;
    let new = NewScheme {
        name: name.to_owned(),
        description: description.to_owned(),
        ..NewScheme::default()
    };
    check(&new)?;
    let after = Scheme {
        name: new.name,
        description: new.description,
        ..before.clone()
    };
    store::update(tx, &after)
        .await
        .map_err(|error| taken(error, name))?;
    let changes = [
        Change::between("Name", Some(&before.name), Some(&after.name)),
        Change::between(
            "Description",
            Some(&before.description),
            Some(&after.description),
        ),
    ];
    let changes = changes.into_iter().flatten().collect();
    record(cx, tx, "Issue security scheme updated", &after, changes).await?;
    Ok(after)
}

/// Deletes a scheme that no project uses.
///
/// # Errors
/// Not found; Conflict, if a project uses it: its issues would be seen by all who browse it.
pub async fn delete(cx: &Cx, tx: &mut Tx, _: Global<Administer>, id: &str) -> Result<Scheme> {
    tx.change_policy().await?;
    let scheme = required(tx, id).await?;
    let (_, n_projects) = store::projects_of(tx, scheme.id, 0).await?;
    if n_projects > 0 {
        return Err(messages::security_scheme_in_use(&scheme.name));
    }
    store::delete(tx, scheme.id).await?;
    record(cx, tx, "Issue security scheme deleted", &scheme, Vec::new()).await?;
    Ok(scheme)
}

/// Returns the scheme of this id.
///
/// # Errors
/// Not found.
pub async fn required(tx: &mut db::Tx, id: &str) -> Result<Scheme> {
    find(tx, id)
        .await?
        .ok_or_else(|| messages::no_such_security_scheme(id))
}

fn taken(error: db::Error, name: &str) -> Error {
    if error.is_unique("security_scheme.lower_name") {
        messages::scheme_exists(name)
    } else {
        error.into()
    }
}

async fn record(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    scheme: &Scheme,
    changes: Vec<Change>,
) -> Result<()> {
    let entry = Entry {
        category: "permissions",
        summary,
        object: Object {
            kind: "SCHEME",
            id: scheme.id.to_string(),
            name: &scheme.name,
        },
        changes,
    };
    tx.audit(cx, entry).await?;
    let kind = match summary {
        "Issue security scheme created" => "security_scheme_created",
        "Issue security scheme deleted" => "security_scheme_deleted",
        _ => "security_scheme_updated",
    };
    tx.event(cx, kind, &json!({ "scheme": scheme.id.0 })).await
}

fn check(new: &NewScheme) -> Result<()> {
    if !is_name(&new.name) {
        return Err(messages::scheme_name_not_valid());
    }
    let mut names: Vec<String> = new
        .levels
        .iter()
        .map(|level| text::fold(&level.name))
        .collect();
    names.sort_unstable();
    names.dedup();
    if names.len() != new.levels.len() || !new.levels.iter().all(|level| is_name(&level.name)) {
        return Err(messages::level_name_not_valid());
    }
    let descriptions = new.levels.iter().map(|level| &level.description);
    for description in descriptions.chain([&new.description]) {
        check_description(description)?;
    }
    Ok(())
}

fn is_name(name: &str) -> bool {
    !(text::is_blank(name) || text::is_longer(name, text::MAX_LINE) || text::has_control(name))
}

fn check_description(description: &str) -> Result<()> {
    let mut problems = Problems::default();
    if text::is_longer(description, text::MAX_LONG_TEXT) {
        problems.field("description", messages::text_too_long());
    }
    problems.check()
}
