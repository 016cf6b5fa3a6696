//! What anonymizing a user means, and what stands against it.

use base::guard::{ChangeAccount, Global, Granted};
use base::refs::UserRef;
use base::{Cx, Result, Tx, messages, secret};
use model::permission::may::global::SystemAdmin;
use serde_json::json;

use super::store::{self, Leads, Mask, Task};
use crate::group;
use crate::user::ops::entry;

/// What stands against anonymizing a user.
pub struct Obstacles {
    /// It is the caller.
    pub is_caller: bool,
    /// What they lead.
    pub leads: Leads,
}

impl Obstacles {
    /// Returns whether somebody has to take over what they lead.
    pub fn needs_owner(&self) -> bool {
        self.leads.projects + self.leads.components > 0
    }
}

/// Returns what stands against anonymizing a user.
///
/// # Errors
/// When the database cannot be read.
pub async fn obstacles(cx: &Cx, tx: &mut db::Tx, user: &UserRef) -> Result<Obstacles> {
    Ok(Obstacles {
        is_caller: cx.user_id() == Some(user.id),
        leads: store::leads(tx, user.id).await?,
    })
}

/// Anonymizes a user; [`Tx::change_policy`] comes before. Doing it once more changes nothing.
///
/// # Errors
/// Invalid, if it is the caller, the last administrator, or somebody has to take over what they lead.
pub async fn anonymize(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<SystemAdmin>,
    user: &Granted<UserRef, ChangeAccount>,
    owner: Option<&UserRef>,
) -> Result<Task> {
    tx.change_account(user.id).await?;
    let obstacles = obstacles(cx, tx, user).await?;
    if obstacles.is_caller {
        return Err(messages::not_yourself("anonymize"));
    }
    if obstacles.needs_owner() {
        let owner = owner.filter(|owner| owner.active && owner.id != user.id);
        let owner = owner.ok_or_else(messages::new_owner_needed)?;
        store::hand_over(tx, user.id, owner.id).await?;
    }
    let mask = mask(user);
    store::mask(tx, user.id, &mask, cx.now())
        .await
        .map_err(|error| {
            if error.is_unique("app_user.lower_name") {
                messages::user_exists()
            } else {
                error.into()
            }
        })?;
    store::forget(tx, user.id).await?;
    store::replace_names(tx, user, &mask).await?;
    group::still_administered(tx).await?;
    let task = Task {
        id: tx.next_id("background_task_id").await?,
        user_key: user.key.clone(),
        at: cx.now(),
    };
    store::insert_task(tx, &task, cx.user_id()).await?;
    let now = UserRef {
        name: mask.name,
        email: mask.email,
        display_name: mask.display_name,
        active: false,
        ..UserRef::clone(user)
    };
    tx.audit(cx, entry("User anonymized", &now, Vec::new()))
        .await?;
    tx.event(cx, "user_updated", &json!({ "user": user.key }))
        .await?;
    Ok(task)
}

/// Returns what a user is called from now on: what follows from their key, which says nothing.
fn mask(user: &UserRef) -> Mask {
    let name = user.key.to_lowercase();
    let number: String = secret::hash(&user.key).chars().take(5).collect();
    Mask {
        display_name: format!("user-{number}"),
        email: format!("{name}@jira.invalid"),
        name,
    }
}
