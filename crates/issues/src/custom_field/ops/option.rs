//! What changing the options of a context means.

use base::audit::Change;
use base::error::Problems;
use base::guard::Global;
use base::text::{self, fold};
use base::{Cx, Error, Result, Tx, messages};
use model::CustomFieldOptionId;
use model::permission::may::global::Administer;
use serde_json::Value;

use super::super::store;
use super::audit;
use super::context::{changed, set_default};
use crate::field::custom::{Context, CustomField, Opt};

/// How many options one context has at most.
const MOST: usize = 10_000;

/// What to do with an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Put it before the one before it.
    Up,
    /// Put it behind the one behind it.
    Down,
    /// Let it be chosen no more.
    Disable,
    /// Let it be chosen again.
    Enable,
    /// Delete it, with the values of issues that have it.
    Delete,
}

/// Adds an option at the end.
///
/// # Errors
/// Invalid, if there is one of this name.
pub async fn add(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (field, context): (&CustomField, &Context),
    value: &str,
    parent: Option<CustomFieldOptionId>,
) -> Result<()> {
    tx.change_policy().await?;
    let value = checked(context, value, parent, None)?;
    if context.options.len() >= MOST {
        return Err(Error::invalid_field(
            "value",
            messages::too_many_values(MOST),
        ));
    }
    let id = CustomFieldOptionId(tx.next_id("custom_field_option_id").await?);
    let last = i64::try_from(context.below(parent).count()).unwrap_or(i64::MAX);
    store::insert_option(tx, context.id, (id, parent), last, &value).await?;
    let changes = Change::between("Option", None, Some(&value));
    let changes = changes.into_iter().collect();
    audit(
        cx,
        tx,
        "Custom field option added",
        (field.id, &field.name),
        changes,
    )
    .await?;
    changed(cx, tx, field).await
}

/// Gives an option another name.
///
/// # Errors
/// Invalid, if there is another one of this name.
pub async fn rename(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    (field, context): (&CustomField, &Context),
    option: &Opt,
    value: &str,
) -> Result<()> {
    tx.change_policy().await?;
    let value = checked(context, value, option.parent, Some(option.id))?;
    store::rename_option(tx, option.id, &value).await?;
    let changes = Change::between("Option", Some(&option.value), Some(&value));
    let changes = changes.into_iter().collect();
    audit(
        cx,
        tx,
        "Custom field option renamed",
        (field.id, &field.name),
        changes,
    )
    .await?;
    changed(cx, tx, field).await
}

fn checked(
    context: &Context,
    value: &str,
    parent: Option<CustomFieldOptionId>,
    own: Option<CustomFieldOptionId>,
) -> Result<String> {
    let value = value.trim();
    let mut problems = Problems::default();
    if value.is_empty() || text::has_control(value) {
        problems.field("value", messages::OPTION_MISSING);
    } else if text::is_longer(value, text::MAX_LINE) {
        problems.field("value", messages::custom_text_too_long(text::MAX_LINE));
    }
    let mut others = context.below(parent).filter(|known| Some(known.id) != own);
    if others.any(|known| fold(&known.value) == fold(value)) {
        problems.field("value", messages::option_taken(value));
    }
    let is_there = |id: &CustomFieldOptionId| {
        let mut above = context.below(None);
        above.any(|known| known.id == *id)
    };
    if parent.is_some_and(|id| !is_there(&id)) {
        problems.field("parent", messages::OPTION_PARENT_MISSING);
    }
    problems.check()?;
    Ok(value.to_owned())
}

/// Does something with an option.
///
/// # Errors
/// When the database refuses.
pub async fn step(
    cx: &Cx,
    tx: &mut Tx,
    admin: Global<Administer>,
    (field, context): (&CustomField, &Context),
    option: &Opt,
    step: Step,
) -> Result<()> {
    tx.change_policy().await?;
    let summary = match step {
        Step::Up | Step::Down => {
            let mut order: Vec<CustomFieldOptionId> =
                context.below(option.parent).map(|known| known.id).collect();
            let at = order.iter().position(|id| *id == option.id);
            let other = match step {
                Step::Up => at.and_then(|at| at.checked_sub(1)),
                _ => at.map(|at| at + 1).filter(|next| *next < order.len()),
            };
            if let (Some(at), Some(other)) = (at, other) {
                order.swap(at, other);
            }
            store::order_options(tx, &order).await?;
            "Custom field options sorted"
        }
        Step::Disable | Step::Enable => {
            store::disable_option(tx, option.id, step == Step::Disable).await?;
            "Custom field option switched"
        }
        Step::Delete => {
            if context
                .default
                .as_ref()
                .is_some_and(|value| names(value, option, context))
            {
                set_default(cx, tx, admin, field, context, None).await?;
            }
            store::delete_option(tx, option.id).await?;
            "Custom field option deleted"
        }
    };
    let word = match step {
        Step::Disable => Some("disabled"),
        Step::Enable => Some("enabled"),
        _ => None,
    };
    let changes = match step {
        Step::Delete => Change::between("Option", Some(&option.value), None),
        Step::Disable | Step::Enable => Change::between("Option", Some(&option.value), word),
        Step::Up | Step::Down => Change::between("Order", None, Some(&option.value)),
    };
    let changes = changes.into_iter().collect();
    audit(cx, tx, summary, (field.id, &field.name), changes).await?;
    changed(cx, tx, field).await
}

/// Returns whether a default names the option, or one below it.
fn names(value: &Value, option: &Opt, context: &Context) -> bool {
    let gone: Vec<String> = std::iter::once(option.id)
        .chain(context.below(Some(option.id)).map(|child| child.id))
        .map(|id| id.to_string())
        .collect();
    let text = value.to_string();
    gone.iter().any(|id| text.contains(&format!("\"{id}\"")))
}
