//! The handler of fields.

use base::Cx;
use base::http::Json;

use super::Field;
use super::wire::FieldFull;

pub async fn list(_: Cx) -> Json<Vec<FieldFull>> {
    let listed = Field::ALL.iter().filter(|field| field.about().listed);
    Json(listed.map(|field| FieldFull::new(*field)).collect())
}
