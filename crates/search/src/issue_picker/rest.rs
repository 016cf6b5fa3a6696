//! The handler.

use base::http::{Json, Query};
use base::{Cx, Result};

use super::ops;
use super::wire::{Asked, Picked};

pub async fn get(cx: Cx, Query(asked): Query<Asked>) -> Result<Json<Picked>> {
    let mut tx = cx.read().await?;
    let sections = ops::sections(&cx, &mut tx, &asked).await?;
    let query = asked.query.as_deref().unwrap_or_default().trim();
    Ok(Json(Picked::new(&sections, query)))
}
