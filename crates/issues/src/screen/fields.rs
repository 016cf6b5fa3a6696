//! The fields that a screen can have: what of an issue can be typed in.

use base::{Cx, Result, messages};

use crate::field::Field;
use crate::field::custom::custom_fields;

/// A field that a screen can have.
#[derive(Clone, Debug)]
pub struct Screenable {
    pub id: String,
    pub name: String,
    pub is_custom: bool,
}

/// Fields that a list has and no screen: an archived issue is not edited.
const NEVER: [Field; 2] = [Field::ArchivedDate, Field::ArchivedBy];

/// Returns all fields that a screen can have, by name.
///
/// # Errors
/// When they have to be read and cannot be.
pub async fn all(cx: &Cx, tx: &mut db::Tx) -> Result<Vec<Screenable>> {
    let system = Field::ALL.iter().filter(|field| {
        let about = field.about();
        about.orderable && about.listed && !NEVER.contains(field)
    });
    let mut all: Vec<Screenable> = system
        .map(|field| Screenable {
            id: field.id().to_owned(),
            name: field.about().name.to_owned(),
            is_custom: false,
        })
        .collect();
    let custom = custom_fields(cx, tx).await?;
    all.extend(custom.fields.iter().map(|field| Screenable {
        id: field.key(),
        name: field.name.clone(),
        is_custom: true,
    }));
    all.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    Ok(all)
}

/// Returns the field of this id.
///
/// # Errors
/// Invalid, if no screen can have it.
pub async fn find(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Screenable> {
    let all = all(cx, tx).await?;
    let found = all.into_iter().find(|field| field.id == id);
    found.ok_or_else(|| messages::field_not_for_screens(id))
}
