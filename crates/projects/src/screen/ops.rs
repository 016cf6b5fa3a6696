//! What changing a screen means: its tabs, and the fields on them.
//!
//! Each change reads the screens as they are now, under the lock of [`Tx::change_policy`], and writes the
//! screen whole.

use base::audit::{Change, Entry, Object};
use base::guard::Global;
use base::text::{self, fold};
use base::{Cx, Error, Remembered as _, Result, Tx, messages};
use model::permission::may::global::Administer;
use model::{ScreenId, ScreenTabId};
use serde_json::json;

use super::{DEFAULT, Placed, Screen, Screens, Tab, store};

/// Where a field goes on its tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// One place up.
    Earlier,
    /// One place down.
    Later,
    /// To the top.
    First,
    /// To the bottom.
    Last,
    /// Below this field.
    After(String),
}

/// Returns the screen of this id.
///
/// # Errors
/// Invalid, as the reference has it.
pub fn find<'a>(screens: &'a Screens, id: &str) -> Result<&'a Screen> {
    let found = ScreenId::parse(id).and_then(|id| screens.get(id));
    found.ok_or_else(|| messages::no_such_screen(id))
}

/// Returns the tab of this id.
///
/// # Errors
/// Invalid, as the reference has it.
pub fn find_tab<'a>(screen: &'a Screen, id: &str) -> Result<&'a Tab> {
    let id = ScreenTabId::parse(id).ok_or_else(|| messages::no_such_tab(id))?;
    let found = screen.tabs.iter().find(|tab| tab.id == id);
    found.ok_or_else(|| messages::no_such_tab(&id.to_string()))
}

/// Adds a tab at the end.
///
/// # Errors
/// Invalid.
pub async fn add_tab(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    screen: &str,
    name: &str,
) -> Result<Tab> {
    let mut screen = begin(tx, screen).await?;
    let tab = Tab {
        id: ScreenTabId(tx.next_id("screen_tab_id").await?),
        name: checked_name(&screen, None, name)?,
        fields: Vec::new(),
    };
    screen.tabs.push(tab.clone());
    let change = Change::between("Tab", None, Some(&tab.name));
    save(cx, tx, &screen, change).await?;
    Ok(tab)
}

/// Gives a tab another name.
///
/// # Errors
/// Invalid.
pub async fn rename_tab(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (screen, tab): (&str, &str),
    name: &str,
) -> Result<Tab> {
    let mut screen = begin(tx, screen).await?;
    let at = position(&screen, tab)?;
    let id = find_tab(&screen, tab)?.id;
    let name = checked_name(&screen, Some(id), name)?;
    let tab = screen.tabs.get_mut(at);
    let tab = tab.ok_or_else(|| messages::no_such_tab(&id.to_string()))?;
    let change = Change::between("Tab", Some(&tab.name), Some(&name));
    tab.name = name;
    let tab = tab.clone();
    save(cx, tx, &screen, change).await?;
    Ok(tab)
}

/// What became of a tab that was to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// It is gone, with what was on it.
    Done,
    /// It is the last one, and stays.
    IsLast,
}

/// Deletes a tab with what is on it, unless it is the last.
///
/// # Errors
/// Invalid.
pub async fn delete_tab(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (screen, tab): (&str, &str),
) -> Result<Deletion> {
    let mut screen = begin(tx, screen).await?;
    let at = position(&screen, tab)?;
    if screen.tabs.len() == 1 {
        return Ok(Deletion::IsLast);
    }
    let gone = screen.tabs.remove(at);
    let change = Change::between("Tab", Some(&gone.name), None);
    save(cx, tx, &screen, change).await?;
    Ok(Deletion::Done)
}

/// Puts a tab at another place; the first is 0.
///
/// # Errors
/// Invalid.
pub async fn move_tab(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (screen, tab): (&str, &str),
    to: &str,
) -> Result<()> {
    let mut screen = begin(tx, screen).await?;
    let at = position(&screen, tab)?;
    let to: usize = to.parse().map_err(|_| messages::tab_position(to))?;
    if to >= screen.tabs.len() {
        return Err(messages::tab_position(&to.to_string()));
    }
    let before = names(&screen);
    let tab = screen.tabs.remove(at);
    screen.tabs.insert(to, tab);
    let change = Change::between("Tabs", Some(&before), Some(&names(&screen)));
    save(cx, tx, &screen, change).await
}

/// Adds a field at the bottom of a tab; without a tab, of the first.
///
/// # Errors
/// Invalid, if the screen has it already.
pub async fn add_field(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (screen, tab): (&str, Option<&str>),
    field: &str,
) -> Result<()> {
    let mut screen = begin(tx, screen).await?;
    let at = match tab {
        Some(tab) => position(&screen, tab)?,
        None => 0,
    };
    if screen.has(field) {
        return Err(messages::field_on_screen(field));
    }
    place(&mut screen, at, field);
    let change = Change::between("Field", None, Some(field));
    save(cx, tx, &screen, change).await
}

/// Takes a field from a tab.
///
/// # Errors
/// Invalid, if it is not on it.
pub async fn remove_field(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (screen, tab): (&str, &str),
    field: &str,
) -> Result<()> {
    let mut screen = begin(tx, screen).await?;
    let (_, fields) = fields_of(&mut screen, tab)?;
    let at = find_field(fields, field)?;
    fields.remove(at);
    let change = Change::between("Field", Some(field), None);
    save(cx, tx, &screen, change).await
}

/// Puts a field at another place of its tab.
///
/// # Errors
/// Invalid, if it is not on it, or the field it is to follow is not.
pub async fn move_field(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (screen, tab): (&str, &str),
    field: &str,
    to: &Move,
) -> Result<()> {
    let mut screen = begin(tx, screen).await?;
    let (_, fields) = fields_of(&mut screen, tab)?;
    let at = find_field(fields, field)?;
    let placed = fields.remove(at);
    let to = match to {
        Move::Earlier => at.saturating_sub(1),
        Move::Later => (at + 1).min(fields.len()),
        Move::First => 0,
        Move::Last => fields.len(),
        Move::After(other) => find_field(fields, other)? + 1,
    };
    fields.insert(to, placed);
    let change = Change::between("Field moved", None, Some(field));
    save(cx, tx, &screen, change).await
}

/// Says whether a field is shown on issues that have no value for it.
///
/// # Errors
/// Invalid, if it is not on the tab.
pub async fn set_show_when_empty(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (screen, tab): (&str, &str),
    field: &str,
    show_when_empty: bool,
) -> Result<()> {
    let mut screen = begin(tx, screen).await?;
    let (_, fields) = fields_of(&mut screen, tab)?;
    let at = find_field(fields, field)?;
    if let Some(placed) = fields.get_mut(at) {
        placed.show_when_empty = show_when_empty;
    }
    let change = Change::between("Field", None, Some(field));
    save(cx, tx, &screen, change).await
}

/// Puts a new field on the Default Screen, in the transaction that makes the field (D-049). Called after
/// `Tx::change_policy`.
///
/// # Errors
/// When the database refuses.
pub async fn add_new_field(tx: &mut Tx, field: &str) -> Result<()> {
    let screens = Screens::read(tx).await?;
    if let Some(screen) = screens.get(DEFAULT)
        && !screen.has(field)
    {
        let mut screen = screen.clone();
        place(&mut screen, 0, field);
        store::save(tx, &screen).await?;
    }
    Ok(())
}

/// Takes fields that are deleted from all screens. Called after `Tx::change_policy`.
///
/// # Errors
/// When the database refuses.
pub async fn forget_fields(tx: &mut Tx, fields: &[String]) -> Result<()> {
    Ok(store::forget_fields(tx, fields).await?)
}

async fn begin(tx: &mut Tx, screen: &str) -> Result<Screen> {
    tx.change_policy().await?;
    let screens = Screens::read(tx).await?;
    find(&screens, screen).cloned()
}

fn position(screen: &Screen, tab: &str) -> Result<usize> {
    let id = find_tab(screen, tab)?.id;
    let at = screen.tabs.iter().position(|known| known.id == id);
    at.ok_or_else(|| messages::no_such_tab(tab))
}

fn fields_of<'a>(screen: &'a mut Screen, tab: &str) -> Result<(usize, &'a mut Vec<Placed>)> {
    let at = position(screen, tab)?;
    let tab = screen.tabs.get_mut(at);
    let tab = tab.ok_or_else(|| messages::no_such_tab(""))?;
    Ok((at, &mut tab.fields))
}

fn find_field(fields: &[Placed], field: &str) -> Result<usize> {
    let at = fields.iter().position(|placed| placed.field == field);
    at.ok_or_else(|| messages::field_not_on_tab(field))
}

fn place(screen: &mut Screen, tab: usize, field: &str) {
    if let Some(tab) = screen.tabs.get_mut(tab) {
        tab.fields.push(Placed {
            field: field.to_owned(),
            show_when_empty: false,
        });
    }
}

fn names(screen: &Screen) -> String {
    let names: Vec<&str> = screen.tabs.iter().map(|tab| tab.name.as_str()).collect();
    names.join(", ")
}

fn checked_name(screen: &Screen, own: Option<ScreenTabId>, name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || text::is_longer(name, text::MAX_LINE) || text::has_control(name) {
        return Err(messages::tab_name());
    }
    let mut others = screen.tabs.iter().filter(|tab| Some(tab.id) != own);
    if others.any(|tab| fold(&tab.name) == fold(name)) {
        return Err(messages::tab_exists(name));
    }
    Ok(name.to_owned())
}

async fn save(cx: &Cx, tx: &mut Tx, screen: &Screen, change: Option<Change>) -> Result<()> {
    store::save(tx, screen).await.map_err(Error::from)?;
    let entry = Entry {
        category: "fields",
        summary: "Screen updated",
        object: Object {
            kind: "SCREEN",
            id: screen.id.to_string(),
            name: &screen.name,
        },
        changes: change.into_iter().collect(),
    };
    tx.audit(cx, entry).await?;
    let payload = json!({ "screen": screen.id.0 });
    tx.event(cx, "screen_changed", &payload).await
}
