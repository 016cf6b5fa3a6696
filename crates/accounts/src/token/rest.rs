//! The handlers of personal access tokens.

use base::http::{Body, Created, Json, NoContent, Path};
use base::{Cx, Result};

use super::ops;
use super::wire::{NewToken, Token};

pub async fn list(cx: Cx) -> Result<Json<Vec<Token>>> {
    cx.signed_in()?;
    let mut tx = cx.read().await?;
    let tokens = ops::list(&cx, &mut tx).await?;
    Ok(Json(tokens.iter().map(Token::new).collect()))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<Token>> {
    cx.signed_in()?;
    let mut tx = cx.read().await?;
    let token = ops::find(&cx, &mut tx, &id).await?;
    Ok(Json(Token::new(&token)))
}

pub async fn create(cx: Cx, Body(new): Body<NewToken>) -> Result<Created<Token>> {
    cx.signed_in()?;
    let new = ops::NewToken {
        name: new.name.as_deref().unwrap_or_default(),
        days: new.expiration_duration,
    };
    let mut tx = cx.write().await?;
    let created = ops::create(&cx, &mut tx, new).await?;
    tx.commit().await?;
    Ok(Created(Token::created(created)))
}

pub async fn delete(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    cx.signed_in()?;
    let mut tx = cx.write().await?;
    ops::delete(&cx, &mut tx, &id).await?;
    tx.commit().await?;
    Ok(NoContent)
}
