//! The handlers.

use base::http::{Json, Query};
use base::{Cx, Result};

use super::ops;
use super::wire::{Data, Results, Written};
use crate::query;

pub async fn get(cx: Cx) -> Result<Json<Data>> {
    cx.signed_in()?;
    let mut tx = cx.read().await?;
    let custom = query::searchable(&cx, &mut tx).await?;
    Ok(Json(Data::new(&custom)))
}

pub async fn suggest(cx: Cx, Query(written): Query<Written>) -> Result<Json<Results>> {
    cx.signed_in()?;
    let mut tx = cx.read().await?;
    let (begun, found) = ops::suggest(&cx, &mut tx, &written).await?;
    Ok(Json(Results::new(&found, begun)))
}
