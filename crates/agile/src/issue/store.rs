//! The SQL of estimates.

use db::Tx;
use model::{CustomFieldId, IssueId};

/// Returns the number that an issue has in a field.
pub async fn number(tx: &mut Tx, issue: IssueId, field: CustomFieldId) -> db::Result<Option<f64>> {
    let found = tx
        .opt(
            "select number_value from custom_field_value where issue_id = $1 and field_id = $2",
            &[issue.into(), field.into()],
            |row| row.take::<Option<f64>>(),
        )
        .await?;
    Ok(found.flatten())
}
