//! How holders are stored: what one is, is in exactly one of four columns, as its kind says.

use base::text;
use db::{Dialect, Param, Tx};
use policy::Holder;

/// The columns a holder is read from, in the order of
/// [`read_holder`](base::guard::read_holder), which the policy is read with, too.
pub const COLUMNS: &str = "holder, group_id, user_id, role_id, parameter";

/// Returns the values of [`COLUMNS`].
pub fn columns(holder: &Holder) -> [Param<'_>; 5] {
    let mut columns = [
        Param::from(super::kind(holder)),
        Param::Null,
        Param::Null,
        Param::Null,
        Param::Null,
    ];
    let [_, group, user, role, parameter] = &mut columns;
    match holder {
        Holder::Group(id) => *group = (*id).into(),
        Holder::User(id) => *user = (*id).into(),
        Holder::Role(id) => *role = (*id).into(),
        Holder::Application(key) => *parameter = key.into(),
        Holder::UserField(id) | Holder::GroupField(id) => {
            *parameter = format!("customfield_{id}").into();
        }
        Holder::Anyone
        | Holder::LoggedIn
        | Holder::ProjectLead
        | Holder::Reporter
        | Holder::Assignee
        | Holder::ReporterWithCreate
        | Holder::AssigneeWithAssignable => {}
    }
    columns
}

/// Returns the keys and names of the applications there are.
pub async fn applications(tx: &mut Tx) -> db::Result<Vec<(String, String)>> {
    tx.rows(
        "select key, name from application_role order by key",
        &[],
        |row| Ok((row.take()?, row.take()?)),
    )
    .await
}

/// Returns the names of groups that contain the text.
pub async fn groups_like(tx: &mut Tx, text: &str, most: i64) -> db::Result<Vec<String>> {
    let sql = format!(
        "select name from user_group where {} order by lower_name limit $2",
        tx.dialect().contains("lower_name", 1)
    );
    let pattern = Dialect::like_pattern(&text::fold(text));
    tx.rows(&sql, &[pattern.into(), most.into()], |row| row.take())
        .await
}

/// Returns the names of active users whose name contains the text.
pub async fn users_like(tx: &mut Tx, text: &str, most: i64) -> db::Result<Vec<String>> {
    let sql = format!(
        "select name from app_user where active and {} order by lower_name limit $2",
        tx.dialect().contains("lower_name", 1)
    );
    let pattern = Dialect::like_pattern(&text::fold(text));
    tx.rows(&sql, &[pattern.into(), most.into()], |row| row.take())
        .await
}
