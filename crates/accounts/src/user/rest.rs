//! The handlers of users.

use axum::http::StatusCode;
use base::expand::Expand;
use base::guard::{self, ChangeAccount, Granted};
use base::http::{Body, Created, Json, NoContent, Query};
use base::password::HashedPassword;
use base::refs::{GroupShort, UserRef};
use base::{Cx, Result, messages};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops::Which;
use super::wire::{Application, Edit, ListedUser, NewPassword, NewUser, Part, User};
use super::{application, ops, rules, store};
use crate::mail_link;

#[derive(Deserialize, JsonSchema)]
pub struct Asked {
    username: Option<String>,
    key: Option<String>,
    expand: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserAndApplication {
    username: Option<String>,
    application_key: Option<String>,
}

impl Asked {
    fn which(&self) -> Result<Which<'_>> {
        Which::of(self.username.as_deref(), self.key.as_deref())
    }
}

pub async fn get(cx: Cx, Query(asked): Query<Asked>) -> Result<Json<User>> {
    cx.signed_in()?;
    let which = asked.which()?;
    let mut tx = cx.read().await?;
    let user = ops::find(&mut tx, which).await?;
    show(&cx, &mut tx, &user, asked.expand.as_deref())
        .await
        .map(Json)
}

pub async fn create(cx: Cx, Body(new): Body<NewUser>) -> Result<Created<User>> {
    let admin = guard::administrator(&cx)?;
    let name = new.name.as_deref().unwrap_or_default();
    let email = new.email_address.as_deref().unwrap_or_default();
    let display_name = new.display_name.as_deref().unwrap_or_default();
    // Looked at before the password is hashed, which is work.
    ops::check(name, email, display_name)?;
    let password = match new.password.as_deref().filter(|text| !text.is_empty()) {
        Some(password) => Some(hash(&cx, password).await?),
        None => None,
    };
    let new_user = ops::NewUser {
        name,
        email,
        display_name,
        password,
    };
    let mut tx = cx.write().await?;
    let user = ops::create(
        &cx,
        &mut tx,
        admin,
        &new_user,
        new.application_keys.as_deref(),
    )
    .await?;
    if new.notification {
        mail_link::send_invitation(&cx, &mut tx, admin, &user.user).await?;
    }
    let shown = show(&cx, &mut tx, &user, None).await?;
    tx.commit().await?;
    Ok(Created(shown))
}

pub async fn update(
    cx: Cx,
    Query(asked): Query<Asked>,
    Body(edit): Body<Edit>,
) -> Result<Json<User>> {
    guard::administrator(&cx)?;
    let which = asked.which()?;
    let mut tx = cx.write().await?;
    if edit.active == Some(false) {
        tx.change_policy().await?;
    }
    let user = account(&cx, &mut tx, which).await?;
    let edit = ops::Edit {
        name: edit.name.as_deref(),
        email: edit.email_address.as_deref(),
        display_name: edit.display_name.as_deref(),
        active: edit.active,
    };
    ops::update(&cx, &mut tx, &user, edit).await?;
    let user = ops::find(&mut tx, Which::Key(&user.key)).await?;
    let shown = show(&cx, &mut tx, &user, None).await?;
    tx.commit().await?;
    Ok(Json(shown))
}

pub async fn delete(cx: Cx, Query(asked): Query<Asked>) -> Result<NoContent> {
    guard::administrator(&cx)?;
    let which = asked.which()?;
    let mut tx = cx.write().await?;
    tx.change_policy().await?;
    let user = account(&cx, &mut tx, which).await?;
    ops::delete(&cx, &mut tx, &user).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn set_password(
    cx: Cx,
    Query(asked): Query<Asked>,
    Body(new): Body<NewPassword>,
) -> Result<NoContent> {
    guard::administrator(&cx)?;
    let which = asked.which()?;
    let password = hash(&cx, new.password.as_deref().unwrap_or_default()).await?;
    let mut tx = cx.write().await?;
    let user = account(&cx, &mut tx, which).await?;
    ops::set_password(&cx, &mut tx, &user, &password).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn add_application(
    cx: Cx,
    Query(asked): Query<UserAndApplication>,
) -> Result<StatusCode> {
    guard::administrator(&cx)?;
    let (name, key) = asked.required()?;
    let mut tx = cx.write().await?;
    let user = member(&cx, &mut tx, name).await?;
    application::add_application(&cx, &mut tx, &user, key).await?;
    tx.commit().await?;
    Ok(StatusCode::OK)
}

pub async fn remove_application(
    cx: Cx,
    Query(asked): Query<UserAndApplication>,
) -> Result<NoContent> {
    guard::administrator(&cx)?;
    let (name, key) = asked.required()?;
    let mut tx = cx.write().await?;
    tx.change_policy().await?;
    let user = member(&cx, &mut tx, name).await?;
    application::remove_application(&cx, &mut tx, &user, key).await?;
    tx.commit().await?;
    Ok(NoContent)
}

impl UserAndApplication {
    fn required(&self) -> Result<(&str, &str)> {
        let required = |name: &str, value: &Option<String>| match value {
            Some(value) if !value.is_empty() => Ok(()),
            Some(_) | None => Err(messages::missing_parameter(name)),
        };
        required("username", &self.username)?;
        required("applicationKey", &self.application_key)?;
        Ok((
            self.username.as_deref().unwrap_or_default(),
            self.application_key.as_deref().unwrap_or_default(),
        ))
    }
}

async fn account(
    cx: &Cx,
    tx: &mut db::Tx,
    which: Which<'_>,
) -> Result<Granted<UserRef, ChangeAccount>> {
    let user = ops::find(tx, which).await?;
    guard::account(cx, tx, user.user).await
}

/// As [`account`], where the reference knows no 404.
async fn member(cx: &Cx, tx: &mut db::Tx, name: &str) -> Result<Granted<UserRef, ChangeAccount>> {
    let user = store::by_name(tx, name)
        .await?
        .ok_or_else(|| messages::no_such_user_to_change(name))?;
    guard::account(cx, tx, user.user).await
}

async fn hash(cx: &Cx, password: &str) -> Result<HashedPassword> {
    if let Some(reason) = rules::refuse_password(password) {
        return Err(messages::password_refused(reason));
    }
    cx.app.passwords.hash(password).await
}

/// Returns the user with what else belongs to the whole of one.
pub async fn show(
    cx: &Cx,
    tx: &mut db::Tx,
    user: &store::User,
    expand: Option<&str>,
) -> Result<User> {
    let expand = Expand::parse(expand);
    let groups = store::groups_of(tx, user.user.id).await?;
    let applications = store::applications_of(tx, user.user.id).await?;
    let groups = groups
        .iter()
        .map(|(_, name)| GroupShort::new(name, cx.urls()));
    let applications = applications
        .into_iter()
        .map(|(key, name)| Application { key, name });
    Ok(User {
        listed: ListedUser::new(user, cx.urls()),
        groups: Part::new(groups.collect(), expand.has("groups")),
        application_roles: Part::new(applications.collect(), expand.has("applicationRoles")),
        expand: "groups,applicationRoles",
    })
}
