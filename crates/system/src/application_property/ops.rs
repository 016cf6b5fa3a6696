//! What a setting is now, and what changing it means.

use base::audit::{Change, Entry, Object};
use base::guard::Global;
use base::{Cx, Result, Tx, messages, text};
use model::permission::may::global::Administer;

use super::known::{ALL, Known};
use super::store;
use super::wire::Property;

/// The longest value, in characters.
const MAX_VALUE: usize = 1000;

/// Which settings are asked for.
#[derive(Default)]
pub struct Filter<'a> {
    /// What the key begins with, or is, `.*` at its end left out.
    pub key: Option<&'a str>,
    /// Whether only those are that the configuration decides.
    pub configured_only: bool,
    /// Whether these are left out.
    pub changeable_only: bool,
}

impl Filter<'_> {
    fn admits(&self, known: &Known) -> bool {
        let key = self.key.unwrap_or_default().trim_end_matches(['*', '.']);
        known.key.starts_with(key)
            && (!self.configured_only || known.is_configured())
            && (!self.changeable_only || !known.is_configured())
    }
}

/// Returns the settings asked for, by key.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(cx: &Cx, tx: &mut db::Tx, filter: &Filter<'_>) -> Result<Vec<Property>> {
    let changed = store::all(tx).await?;
    let shown = ALL.iter().filter(|known| filter.admits(known));
    Ok(shown
        .map(|known| {
            let default = default_of(cx, known);
            let value = changed.get(known.key).filter(|_| !known.is_configured());
            Property::new(known, value.unwrap_or(&default).clone(), default)
        })
        .collect())
}

/// Returns one setting.
///
/// # Errors
/// Not found.
pub async fn get(cx: &Cx, tx: &mut db::Tx, key: &str) -> Result<Property> {
    let known = Known::of(key).ok_or_else(|| messages::no_such_setting(key))?;
    let changed = store::all(tx).await?;
    let default = default_of(cx, known);
    let value = changed.get(key).filter(|_| !known.is_configured());
    Ok(Property::new(
        known,
        value.unwrap_or(&default).clone(),
        default,
    ))
}

fn default_of(cx: &Cx, known: &Known) -> String {
    match known.key {
        "jira.baseurl" => cx.urls().base().to_owned(),
        "jira.title" => cx.app.settings.title.clone(),
        _ => known.default.to_owned(),
    }
}

/// Changes a setting.
///
/// # Errors
/// Not found; Forbidden, if the configuration decides it; Invalid, if it cannot be this.
pub async fn set(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    key: &str,
    value: &str,
) -> Result<()> {
    let before = get(cx, tx, key).await?;
    let known = Known::of(key).ok_or_else(|| messages::no_such_setting(key))?;
    if known.is_configured() {
        return Err(messages::setting_is_configured(key));
    }
    if !known.admits(value) || text::is_longer(value, MAX_VALUE) || text::has_control(value) {
        return Err(messages::setting_not_valid(key));
    }
    store::set(tx, known.key, value).await?;
    let change = Change::between("Value", Some(&before.value), Some(value));
    let entry = Entry {
        category: "system",
        summary: "Setting changed",
        object: Object {
            kind: "SETTING",
            id: known.key.to_owned(),
            name: known.key,
        },
        changes: change.into_iter().collect(),
    };
    tx.audit(cx, entry).await
}
