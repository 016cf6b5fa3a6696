//! What turning read-only mode on and off means.

use base::audit::{self, Entry, Object};
use base::guard::Global;
use base::{Cx, Error, Result, Tx, messages, text};
use model::permission::may::global::SystemAdmin;

use super::store;
use super::wire::{Change, Mode};

/// The longest message, in characters.
const MAX_MESSAGE: usize = 1000;

/// Returns the mode.
///
/// # Errors
/// When the database cannot be read.
pub async fn get(tx: &mut db::Tx) -> Result<Mode> {
    let stored = store::mode(tx).await?;
    let mut mode = match stored {
        Some(text) => {
            serde_json::from_str(&text).map_err(|error| Error::internal("read-only mode", error))?
        }
        None => Mode::default(),
    };
    if mode.message.is_empty() {
        messages::READ_ONLY.clone_into(&mut mode.message);
    }
    Ok(mode)
}

/// Changes the mode: what is left out stays.
///
/// # Errors
/// Invalid, if it is not said whether it is to be on, or something else is not valid.
pub async fn set(cx: &Cx, tx: &mut Tx, _: Global<SystemAdmin>, change: Change) -> Result<Mode> {
    tx.change_policy().await?;
    let before = get(tx).await?;
    let mut mode = before.clone();
    mode.enabled = change.enabled.ok_or_else(messages::read_only_not_said)?;
    if let Some(message) = change.message {
        if text::is_longer(&message, MAX_MESSAGE) || text::has_control(&message) {
            return Err(messages::read_only_text_too_long("message", MAX_MESSAGE));
        }
        mode.message = message;
    }
    if let Some(end) = change.end_time {
        if !end.is_empty() && end.parse::<jiff::civil::DateTime>().is_err() {
            return Err(messages::read_only_end_not_valid());
        }
        mode.end_time = Some(end).filter(|end| !end.is_empty());
    }
    if let Some(zone) = change.time_zone {
        if !zone.is_empty() && jiff::tz::TimeZone::get(&zone).is_err() {
            return Err(messages::time_zone_not_known());
        }
        mode.time_zone = Some(zone).filter(|zone| !zone.is_empty());
    }
    if mode.message.is_empty() {
        messages::READ_ONLY.clone_into(&mut mode.message);
    }
    let stored =
        serde_json::to_string(&mode).map_err(|error| Error::internal("read-only mode", error))?;
    store::set(tx, &stored, mode.enabled.then(|| told(&mode)).as_deref()).await?;
    let on = |mode: &Mode| if mode.enabled { "on" } else { "off" };
    let changes = [
        audit::Change::between("Read-only mode", Some(on(&before)), Some(on(&mode))),
        audit::Change::between("Message", Some(&before.message), Some(&mode.message)),
    ];
    let entry = Entry {
        category: "system",
        summary: "Read-only mode changed",
        object: Object {
            kind: "SETTING",
            id: "read-only".to_owned(),
            name: "Read-only mode",
        },
        changes: changes.into_iter().flatten().collect(),
    };
    tx.audit(cx, entry).await?;
    Ok(mode)
}

/// Returns the message with the end that is expected.
fn told(mode: &Mode) -> String {
    match (&mode.end_time, &mode.time_zone) {
        (Some(end), Some(zone)) => format!("{} (until about {end}, {zone})", mode.message),
        (Some(end), None) => format!("{} (until about {end})", mode.message),
        (None, _) => mode.message.clone(),
    }
}
