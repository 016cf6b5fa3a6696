//! The handlers of fields.

use base::http::{Body, Created, Json};
use base::{Cx, Result, guard};

use super::Field;
use super::custom::{Member, custom_fields, merged};
use super::wire::FieldFull;
use crate::custom_field::{self, Definition};

pub async fn list(cx: Cx) -> Result<Json<Vec<FieldFull>>> {
    let mut tx = cx.read().await?;
    let custom = custom_fields(&cx, &mut tx).await?;
    let viewable = guard::viewable_projects(&cx);
    let visible = custom
        .fields
        .iter()
        .filter(|field| field.is_visible(&viewable));
    let members = merged(Field::ALL, visible.map(|field| field.id), false);
    let full = members.into_iter().filter_map(|member| match member {
        Member::System(field) => field.about().listed.then(|| FieldFull::new(field)),
        Member::Custom(id) => custom.get(id).map(FieldFull::custom),
    });
    Ok(Json(full.collect()))
}

pub async fn create(cx: Cx, Body(given): Body<Definition>) -> Result<Created<FieldFull>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let field = custom_field::create(&cx, &mut tx, admin, given).await?;
    tx.commit().await?;
    Ok(Created(FieldFull::custom(&field)))
}
