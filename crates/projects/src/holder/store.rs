//! How holders are stored: what one is, is in exactly one of four columns, as its kind says.

use db::{Param, Tx};
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
