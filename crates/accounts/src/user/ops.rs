//! What changing a user means.

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::guard::{self, ChangeAccount, Global, Granted};
use base::password::HashedPassword;
use base::refs::UserRef;
use base::{Cx, Result, Tx, messages};
use model::UserId;
use model::permission::may::global::Administer;
use serde_json::json;

use super::store::{self, User};
use super::{application, rules};
use crate::authenticate::session_of;
use crate::group::{self, Group, NewMember};
use crate::mail_link;

const CATEGORY: &str = "user management";
/// What a user starts with who has not chosen.
const TIME_ZONE: &str = "Etc/UTC";
const LOCALE: &str = "en_US";

/// Which user is meant.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// The one of this name.
    Name(&'a str),
    /// The one of this key.
    Key(&'a str),
}

/// A user to be made.
#[derive(Clone, Debug)]
pub struct NewUser<'a> {
    /// The name they will sign in with.
    pub name: &'a str,
    /// Their address.
    pub email: &'a str,
    /// The name they will be shown with.
    pub display_name: &'a str,
    /// Their password; without one they cannot sign in by password until they have one.
    pub password: Option<HashedPassword>,
}

/// What is to change about a user; what is `None` stays.
#[derive(Clone, Copy, Debug, Default)]
pub struct Edit<'a> {
    /// The name they sign in with.
    pub name: Option<&'a str>,
    /// Their address.
    pub email: Option<&'a str>,
    /// The name they are shown with.
    pub display_name: Option<&'a str>,
    /// Whether they may sign in.
    pub active: Option<bool>,
}

impl<'a> Which<'a> {
    /// Returns who is meant by the parameters of a request; the key counts if both are there.
    ///
    /// # Errors
    /// Invalid without either.
    pub fn of(username: Option<&'a str>, key: Option<&'a str>) -> Result<Self> {
        let given = |text: &&str| !text.is_empty();
        match (key.filter(given), username.filter(given)) {
            (Some(key), _) => Ok(Self::Key(key)),
            (None, Some(name)) => Ok(Self::Name(name)),
            (None, None) => Err(messages::user_not_named()),
        }
    }
}

/// Returns the user meant.
///
/// # Errors
/// Not found.
pub async fn find(tx: &mut db::Tx, which: Which<'_>) -> Result<User> {
    match which {
        Which::Name(name) => store::by_name(tx, name)
            .await?
            .ok_or_else(|| messages::no_such_user(name)),
        Which::Key(key) => store::by_key(tx, key)
            .await?
            .ok_or_else(|| messages::no_such_user_key(key)),
    }
}

/// Makes a user and gives them the applications of these keys; `None` are the default ones.
///
/// # Errors
/// Invalid, if something about them is missing, not valid or taken.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    new: &NewUser<'_>,
    applications: Option<&[String]>,
) -> Result<User> {
    let groups = application::groups_of(tx, applications).await?;
    for group in &groups {
        guard::members_of(cx, group.id)?;
    }
    insert(cx, tx, new, &groups).await
}

/// Makes a user whose right to exist was shown otherwise: by setting up.
pub(crate) async fn insert(
    cx: &Cx,
    tx: &mut Tx,
    new: &NewUser<'_>,
    groups: &[Group],
) -> Result<User> {
    check(new.name, new.email, new.display_name)?;
    let id = UserId(tx.next_id("app_user_id").await?);
    let user = User {
        user: UserRef {
            id,
            key: format!("JIRAUSER{id}"),
            name: new.name.to_owned(),
            email: new.email.to_owned(),
            display_name: new.display_name.to_owned(),
            active: true,
            time_zone: TIME_ZONE.to_owned(),
            avatar: None,
        },
        locale: LOCALE.to_owned(),
    };
    store::insert(tx, &user, new.password.as_ref(), cx.now())
        .await
        .map_err(taken)?;
    let changes = [
        Change::between("Username", None, Some(new.name)),
        Change::between("Full name", None, Some(new.display_name)),
        Change::between("Email", None, Some(new.email)),
    ];
    let changes = changes.into_iter().flatten().collect();
    tx.audit(cx, entry("User created", &user.user, changes))
        .await?;
    tx.event(cx, "user_created", &json!({ "user": user.user.key }))
        .await?;
    for group in groups {
        let user = &user.user;
        group::insert_member(cx, tx, NewMember { group, user }).await?;
    }
    Ok(user)
}

/// Finds everything that is wrong with a new user.
///
/// # Errors
/// Invalid.
pub fn check(name: &str, email: &str, display_name: &str) -> Result<()> {
    let mut problems = Problems::default();
    rules::check_name(name, &mut problems);
    rules::check_display_name(display_name, &mut problems);
    rules::check_email(email, &mut problems);
    problems.check()
}

/// Changes a user. A change of `active` to false is announced with [`Tx::change_policy`]
/// beforehand.
///
/// # Errors
/// Invalid, if a value is not valid or taken, or if they cannot be deactivated.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    user: &Granted<UserRef, ChangeAccount>,
    edit: Edit<'_>,
) -> Result<()> {
    let mut problems = Problems::default();
    if let Some(name) = edit.name {
        rules::check_name(name, &mut problems);
    }
    if let Some(name) = edit.display_name {
        rules::check_display_name(name, &mut problems);
    }
    if let Some(email) = edit.email {
        rules::check_email(email, &mut problems);
    }
    problems.check()?;
    let deactivated = user.active && edit.active == Some(false);
    if deactivated {
        may_be_deactivated(cx, tx, user).await?;
    }
    apply(cx, tx, user, edit).await?;
    if deactivated {
        group::still_administered(tx).await?;
    }
    Ok(())
}

/// Changes what a user may change about themselves, too.
pub(crate) async fn apply(cx: &Cx, tx: &mut Tx, user: &UserRef, edit: Edit<'_>) -> Result<()> {
    if differences(user, &edited(user, edit)).is_empty() {
        return Ok(());
    }
    tx.change_account(user.id).await?;
    // Read again, now that such changes wait for this one: what another one has changed since, above
    // all that they may not sign in any more, stays.
    let user = &store::by_id(tx, user.id)
        .await?
        .ok_or(base::Error::Retry)?
        .user;
    let changed = edited(user, edit);
    let changes = differences(user, &changed);
    store::update(tx, &changed, cx.now()).await.map_err(taken)?;
    let summary = if user.name == changed.name {
        "User updated"
    } else {
        "User renamed"
    };
    tx.audit(cx, entry(summary, &changed, changes)).await?;
    tx.event(cx, "user_updated", &json!({ "user": user.key }))
        .await
}

fn edited(user: &UserRef, edit: Edit<'_>) -> UserRef {
    let or = |new: Option<&str>, old: &str| new.unwrap_or(old).to_owned();
    UserRef {
        name: or(edit.name, &user.name),
        email: or(edit.email, &user.email),
        display_name: or(edit.display_name, &user.display_name),
        active: edit.active.unwrap_or(user.active),
        ..user.clone()
    }
}

fn differences(old: &UserRef, new: &UserRef) -> Vec<Change> {
    let active = |user: &UserRef| if user.active { "Active" } else { "Inactive" };
    let changes = [
        Change::between("Username", Some(&old.name), Some(&new.name)),
        Change::between(
            "Full name",
            Some(&old.display_name),
            Some(&new.display_name),
        ),
        Change::between("Email", Some(&old.email), Some(&new.email)),
        Change::between("Active / Inactive", Some(active(old)), Some(active(new))),
    ];
    changes.into_iter().flatten().collect()
}

async fn may_be_deactivated(cx: &Cx, tx: &mut Tx, user: &UserRef) -> Result<()> {
    if cx.user_id() == Some(user.id) {
        return Err(messages::not_yourself("deactivate"));
    }
    let projects = store::projects_led(tx, user.id).await?;
    if !projects.is_empty() {
        return Err(messages::leads_projects(&user.name, &projects));
    }
    Ok(())
}

/// Sets a user's password and ends their sessions. Their tokens stay good, as the reference has it.
///
/// # Errors
/// When the database refuses.
pub async fn set_password(
    cx: &Cx,
    tx: &mut Tx,
    user: &Granted<UserRef, ChangeAccount>,
    password: &HashedPassword,
) -> Result<()> {
    store_password(cx, tx, user, password).await
}

/// Sets a password whose owner has shown the old one.
pub(crate) async fn store_password(
    cx: &Cx,
    tx: &mut Tx,
    user: &UserRef,
    password: &HashedPassword,
) -> Result<()> {
    tx.change_account(user.id).await?;
    store::set_password(tx, user.id, password, cx.now()).await?;
    // Whoever knew the old password and signed in with it is out; who changes their own is not.
    let spare = session_of(cx).filter(|_| cx.user_id() == Some(user.id));
    store::end_sessions(tx, user.id, spare).await?;
    mail_link::end_of(cx, tx, user).await?;
    tx.audit(cx, entry("User's password changed", user, Vec::new()))
        .await
}

/// Deletes a user to whom nothing refers. [`Tx::change_policy`] comes before.
///
/// # Errors
/// Invalid, if it is the caller, the last administrator, or something refers to them.
pub async fn delete(cx: &Cx, tx: &mut Tx, user: &Granted<UserRef, ChangeAccount>) -> Result<()> {
    if cx.user_id() == Some(user.id) {
        return Err(messages::not_yourself("delete"));
    }
    tx.change_account(user.id).await?;
    let traces = store::traces(tx, user.id).await?;
    if traces != messages::Traces::default() {
        return Err(messages::user_has_traces(&user.name, traces));
    }
    store::delete(tx, user.id)
        .await
        .map_err(|error| match error {
            error if error.is_foreign_key() => messages::user_has_traces(&user.name, traces),
            error => error.into(),
        })?;
    group::still_administered(tx).await?;
    tx.audit(cx, entry("User deleted", user, Vec::new()))
        .await?;
    tx.event(cx, "user_deleted", &json!({ "user": user.key }))
        .await
}

/// Counts the user's failed sign-ins anew.
///
/// # Errors
/// When the database refuses.
pub async fn reset_failed_logins(
    cx: &Cx,
    tx: &mut Tx,
    user: &Granted<UserRef, ChangeAccount>,
) -> Result<()> {
    if !store::reset_failed_logins(tx, user.id).await? {
        return Ok(());
    }
    tx.audit(cx, entry("Failed login count reset", user, Vec::new()))
        .await
}

fn taken(error: db::Error) -> base::Error {
    if error.is_unique("app_user.lower_name") {
        messages::user_exists()
    } else {
        error.into()
    }
}

pub(crate) fn entry<'a>(
    summary: &'static str,
    user: &'a UserRef,
    changes: Vec<Change>,
) -> Entry<'a> {
    Entry {
        category: CATEGORY,
        summary,
        object: Object {
            kind: "USER",
            id: user.key.clone(),
            name: &user.name,
        },
        changes,
    }
}
