//! Who sees which dashboard, and who changes what is kept with it.

use base::{Cx, Result, Tx, guard, messages, text};
use model::UserId;

use super::store::{self, Dashboard};

/// The longest value, in characters of its JSON: the reference's limit.
const MAX_VALUE: usize = 32_768;

/// Returns the number by which dashboards are looked up for who asks: of nobody for anonymous callers.
pub fn viewer(cx: &Cx) -> UserId {
    cx.user_id().unwrap_or(UserId(0))
}

/// Returns the dashboard, if who asks sees it.
///
/// # Errors
/// Not found.
pub async fn find(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Dashboard> {
    let missing = || messages::no_such_dashboard(id);
    let number = id.parse().map_err(|_| missing())?;
    store::get(tx, viewer(cx), number)
        .await?
        .ok_or_else(missing)
}

/// Returns the number of an item of a dashboard.
///
/// # Errors
/// Not found.
pub async fn item(tx: &mut db::Tx, dashboard: &Dashboard, id: &str) -> Result<i64> {
    let missing = || messages::no_such_dashboard_item(id);
    let number = id.parse().map_err(|_| missing())?;
    if store::has_item(tx, dashboard.id, number).await? {
        Ok(number)
    } else {
        Err(missing())
    }
}

/// Refuses who may not change a dashboard: all but its owner and administrators.
///
/// # Errors
/// Unauthorized for nobody, Forbidden.
pub fn may_change(cx: &Cx, dashboard: &Dashboard) -> Result<()> {
    if dashboard.owner.is_some() && dashboard.owner == cx.user_id() {
        return Ok(());
    }
    guard::administrator(cx).map(|_| ())
}

/// Sets a property; returns whether it is new.
///
/// # Errors
/// Invalid, if the key or the value is too long.
pub async fn set(tx: &mut Tx, item: i64, key: &str, value: &str) -> Result<bool> {
    if text::is_blank(key) || text::is_longer(key, text::MAX_LINE) || text::has_control(key) {
        return Err(messages::property_key_not_valid());
    }
    if text::is_longer(value, MAX_VALUE) {
        return Err(messages::property_too_long(MAX_VALUE));
    }
    Ok(store::set(tx, item, key, value).await?)
}
