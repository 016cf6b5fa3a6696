//! What changing one's own account means.

use base::error::Problems;
use base::{Cx, Result, messages};

use crate::authenticate::confirm_own;
use crate::mail_link;
use crate::user::{self, User, rules};

/// What users may change about themselves; what is `None` stays.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// Their address.
    pub email: Option<&'a str>,
    /// The name they are shown with.
    pub display_name: Option<&'a str>,
}

/// Returns the caller.
///
/// # Errors
/// Unauthorized for nobody.
pub async fn find(cx: &Cx, tx: &mut db::Tx) -> Result<User> {
    let id = cx.signed_in()?.id;
    // Gone since the request came: then the credential is not valid any more.
    user::store::by_id(tx, id)
        .await?
        .ok_or_else(messages::credential_not_valid)
}

/// Changes the caller's address and full name.
///
/// # Errors
/// Unauthorized for nobody; Invalid, if the password is not the caller's or a value is not valid.
pub async fn update(cx: &Cx, change: Change<'_>, password: Option<&str>) -> Result<()> {
    cx.signed_in()?;
    let mut problems = Problems::default();
    if let Some(name) = change.display_name {
        rules::check_display_name(name, &mut problems);
    }
    if let Some(email) = change.email {
        rules::check_email(email, &mut problems);
    }
    problems.check()?;
    confirm(cx, "password", password).await?;
    let mut tx = cx.write().await?;
    let user = find(cx, &mut tx).await?.user;
    let edit = user::Edit {
        email: change.email,
        display_name: change.display_name,
        ..user::Edit::default()
    };
    user::ops::apply(cx, &mut tx, &user, edit).await?;
    if change.email.is_some_and(|email| email != user.email) {
        let user = find(cx, &mut tx).await?.user;
        mail_link::send_verification(cx, &mut tx, &user).await?;
    }
    tx.commit().await
}

/// Changes the caller's password and ends their other sessions.
///
/// # Errors
/// Unauthorized for nobody; Invalid, if the current password is not right or the new one not valid.
pub async fn set_password(cx: &Cx, new: &str, current: Option<&str>) -> Result<()> {
    cx.signed_in()?;
    if let Some(reason) = rules::refuse_password(new) {
        return Err(messages::password_refused(reason));
    }
    confirm(cx, "currentPassword", current).await?;
    // Hashed before the transaction, for which others wait.
    let hash = cx.app.passwords.hash(new).await?;
    let mut tx = cx.write().await?;
    let user = find(cx, &mut tx).await?.user;
    user::ops::store_password(cx, &mut tx, &user, &hash).await?;
    tx.commit().await
}

async fn confirm(cx: &Cx, field: &str, password: Option<&str>) -> Result<()> {
    // Left out is a slip, not a guess.
    let Some(password) = password else {
        return Err(messages::wrong_own_password(field));
    };
    if confirm_own(cx, password).await? {
        Ok(())
    } else {
        Err(messages::wrong_own_password(field))
    }
}
