//! What making a security scheme means, and who may see one.

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::guard::{self, Global};
use base::{Cx, Result, Tx, messages, text};
use model::permission::may::global::Administer;
use model::{GlobalPermission, SecurityLevelId, SecuritySchemeId};
use policy::Holder;
use serde_json::json;

use super::{Level, Scheme, store};
use crate::holder;

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
        .map_err(|error| match error {
            error if error.is_unique("security_scheme.lower_name") => {
                messages::scheme_exists(&scheme.name)
            }
            error => error.into(),
        })?;
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
    let entry = Entry {
        category: "permissions",
        summary: "Issue security scheme created",
        object: Object {
            kind: "SCHEME",
            id: scheme.id.to_string(),
            name: &scheme.name,
        },
        changes,
    };
    tx.audit(cx, entry).await?;
    tx.event(
        cx,
        "security_scheme_created",
        &json!({ "scheme": scheme.id.0 }),
    )
    .await?;
    Ok(scheme)
}

fn check(new: &NewScheme) -> Result<()> {
    let is_name = |name: &str| {
        !(text::is_blank(name) || text::is_longer(name, text::MAX_LINE) || text::has_control(name))
    };
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
    let mut problems = Problems::default();
    let descriptions = new.levels.iter().map(|level| &level.description);
    for description in descriptions.chain([&new.description]) {
        if text::is_longer(description, text::MAX_LONG_TEXT) {
            problems.field("description", messages::text_too_long());
        }
    }
    problems.check()
}
