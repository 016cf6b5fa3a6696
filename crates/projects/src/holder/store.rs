//! How holders are stored: what one is, is in exactly one of four columns, as its kind says.

use db::{Param, Row, Tx};
use model::CustomFieldId;
use policy::Holder;

/// The columns a holder is read from, in the order of [`read`].
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

/// Reads [`COLUMNS`]; a kind this version does not know is `None`, and grants nothing.
pub fn read(row: &mut Row<'_>) -> db::Result<Option<Holder>> {
    let kind: String = row.take()?;
    let (group, user, role) = (row.take()?, row.take()?, row.take()?);
    let parameter: Option<String> = row.take()?;
    let field = || {
        let number = parameter.as_deref()?.strip_prefix("customfield_")?;
        CustomFieldId::parse(number)
    };
    Ok(match kind.as_str() {
        "anyone" => Some(Holder::Anyone),
        "applicationRole" => Some(parameter.map_or(Holder::LoggedIn, Holder::Application)),
        "group" => Option::map(group, Holder::Group),
        "user" => Option::map(user, Holder::User),
        "projectRole" => Option::map(role, Holder::Role),
        "reporter" => Some(Holder::Reporter),
        "assignee" => Some(Holder::Assignee),
        "projectLead" => Some(Holder::ProjectLead),
        "userCustomField" => field().map(Holder::UserField),
        "groupCustomField" => field().map(Holder::GroupField),
        "reporterWithCreatePermission" => Some(Holder::ReporterWithCreate),
        "assigneeWithAssignablePermission" => Some(Holder::AssigneeWithAssignable),
        _ => None,
    })
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
