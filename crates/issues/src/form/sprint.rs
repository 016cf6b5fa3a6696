//! The sprints that an issue can be put into from its form: those of the boards that the caller sees.

use base::page::field::Choice;
use base::{Cx, Result};

use super::fields::Fields;
use super::widget::Widget;
use crate::planning::sprints_to_join;

/// Lets a sprint be chosen by who may schedule issues; others are not asked.
///
/// # Errors
/// When the database cannot be read.
pub async fn offered(cx: &Cx, tx: &mut db::Tx, fields: Fields, may: bool) -> Result<Fields> {
    if !fields.has(Widget::Sprint) {
        return Ok(fields);
    }
    if !may {
        return Ok(fields.except(Widget::Sprint));
    }
    let sprints = sprints_to_join(cx, tx).await?;
    let choices: Vec<Choice> = sprints
        .into_iter()
        .map(|sprint| Choice::new(sprint.id.to_string(), sprint.name))
        .collect();
    Ok(fields.choosing(Widget::Sprint, &choices))
}
