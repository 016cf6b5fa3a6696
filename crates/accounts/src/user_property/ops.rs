//! What setting a user's property means, and with whose one may.

use base::guard::{self, Granted, KeepWith};
use base::refs::UserRef;
use base::{Cx, Result, Tx, messages, text};

use super::store;
use crate::user::{self, Which};

/// The longest value, in characters of its JSON: the reference's limit.
const MAX_VALUE: usize = 32_768;

/// Returns the user whose things are asked for, if the caller may have them.
///
/// # Errors
/// Invalid without a name or key; Unauthorized for nobody; Forbidden for somebody else's; Not found.
pub async fn whose(
    cx: &Cx,
    tx: &mut db::Tx,
    username: Option<&str>,
    key: Option<&str>,
) -> Result<Granted<UserRef, KeepWith>> {
    let me = cx.signed_in()?;
    let which = Which::of(username, key)?;
    let is_own = match which {
        Which::Key(key) => key == me.key,
        Which::Name(name) => text::fold(name) == text::fold(&me.name),
    };
    if !is_own {
        // Before anybody is looked up: the refusal is the same for those who exist.
        guard::administrator(cx)?;
    }
    let user = user::find(tx, which).await?;
    guard::keep_with(cx, tx, user.user).await
}

/// Sets a property; returns whether it is new.
///
/// # Errors
/// Invalid, if the key or the value is too long.
pub async fn set(
    tx: &mut Tx,
    user: &Granted<UserRef, KeepWith>,
    key: &str,
    value: &str,
) -> Result<bool> {
    if text::is_blank(key) || text::is_longer(key, text::MAX_LINE) || text::has_control(key) {
        return Err(messages::property_key_not_valid());
    }
    if text::is_longer(value, MAX_VALUE) {
        return Err(messages::property_too_long(MAX_VALUE));
    }
    Ok(store::set(tx, user.id, key, value).await?)
}
