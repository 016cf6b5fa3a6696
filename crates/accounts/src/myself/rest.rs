//! The handlers of one's own account.

use base::http::{Body, Json, NoContent, Query};
use base::{Cx, Result};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops;
use super::wire::{Edit, NewPassword};
use crate::user::rest::show;
use crate::user::wire::User;

#[derive(Deserialize, JsonSchema)]
pub struct Asked {
    expand: Option<String>,
}

pub async fn get(cx: Cx, Query(asked): Query<Asked>) -> Result<Json<User>> {
    let mut tx = cx.read().await?;
    let user = ops::find(&cx, &mut tx).await?;
    show(&cx, &mut tx, &user, asked.expand.as_deref())
        .await
        .map(Json)
}

pub async fn update(cx: Cx, Body(edit): Body<Edit>) -> Result<Json<User>> {
    let change = ops::Change {
        email: edit.email_address.as_deref(),
        display_name: edit.display_name.as_deref(),
    };
    ops::update(&cx, change, edit.password.as_deref()).await?;
    let mut tx = cx.read().await?;
    let user = ops::find(&cx, &mut tx).await?;
    show(&cx, &mut tx, &user, None).await.map(Json)
}

pub async fn set_password(cx: Cx, Body(new): Body<NewPassword>) -> Result<NoContent> {
    ops::set_password(
        &cx,
        new.password.as_deref().unwrap_or_default(),
        new.current_password.as_deref(),
    )
    .await?;
    Ok(NoContent)
}
