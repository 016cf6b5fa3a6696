//! The people in custom fields of issues, as far as holders of permissions and levels name the fields.

use std::collections::HashMap;

use model::{CustomFieldId, GroupId, IssueId, UserId};

use crate::{Cx, Result};

/// The people in custom fields of one issue.
#[derive(Clone, Debug, Default)]
pub struct FieldFacts {
    /// The users.
    pub users: Vec<(CustomFieldId, UserId)>,
    /// The groups.
    pub groups: Vec<(CustomFieldId, GroupId)>,
}

/// Returns the people in custom fields of issues: nobody, and without a question to the database, where no
/// holder is about a custom field.
///
/// # Errors
/// When the database cannot be read.
pub async fn field_facts(
    cx: &Cx,
    tx: &mut db::Tx,
    issues: &[IssueId],
) -> Result<HashMap<IssueId, FieldFacts>> {
    let mut facts: HashMap<IssueId, FieldFacts> = HashMap::new();
    let fields: Vec<i64> = cx.policy.fields().iter().map(|id| id.0).collect();
    if fields.is_empty() || issues.is_empty() {
        return Ok(facts);
    }
    let sql = format!(
        "select v.issue_id, v.field_id, v.user_id, v.group_id from custom_field_value v
         where {} and {} and (v.user_id is not null or v.group_id is not null)",
        tx.dialect().is_one_of("v.issue_id", 1),
        tx.dialect().is_one_of("v.field_id", 2)
    );
    let issues: Vec<i64> = issues.iter().map(|id| id.0).collect();
    let rows = tx
        .rows(&sql, &[issues.into(), fields.into()], |row| {
            let (issue, field): (IssueId, CustomFieldId) = (row.take()?, row.take()?);
            let (user, group): (Option<UserId>, Option<GroupId>) = (row.take()?, row.take()?);
            Ok((issue, field, user, group))
        })
        .await?;
    for (issue, field, user, group) in rows {
        let of_issue = facts.entry(issue).or_default();
        of_issue.users.extend(user.map(|user| (field, user)));
        of_issue.groups.extend(group.map(|group| (field, group)));
    }
    Ok(facts)
}
