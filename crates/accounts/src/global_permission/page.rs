//! *Global permissions*: which groups hold which, with a box to add one.

#[cfg(test)]
mod tests;

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::guard;
use base::http::Query;
use base::page::field::Choice;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, Form, PageCx, Shell, field};
use base::urls::encode;
use base::{Error, Result, Tx, messages, refs};
use model::GlobalPermission;
use serde::Deserialize;

use super::{confirm, ops, store};
use crate::group::Group;

pub(super) const PATH: &str = "/secure/admin/GlobalPermissions!default.jspa";
pub(super) const SHELL: Shell<'static> =
    Shell::admin("Global permissions", Section::System, "Global permissions");
/// What the form calls everybody, signed in or not: no group's name begins with a blank.
const ANYONE: &str = " anyone";
/// So many groups are offered in a drop-down; where there are more, the name is typed.
const MOST_CHOICES: i64 = 1000;

/// What the forms send.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    pub(super) action: String,
    pub(super) global_perm_type: String,
    pub(super) group_name: String,
    /// The tick for everybody, where the group's name is typed.
    pub(super) anyone: String,
}

/// A permission with those who hold it.
struct Row {
    permission: GlobalPermission,
    /// Whether the caller may change it.
    may_change: bool,
    holders: Vec<Holder>,
}

struct Holder {
    /// The group's name; none is anyone on the web.
    name: Option<String>,
    encoded: String,
}

#[derive(Template)]
#[template(path = "global_permissions.html")]
struct Page<'a> {
    page: &'a PageCx,
    rows: Vec<Row>,
    form: &'a Sent,
    permissions: Vec<Choice>,
    /// None where there are too many for a drop-down.
    groups: Option<Vec<Choice>>,
    errors: &'a FieldErrors,
}

pub async fn show(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    if asked.action == "confirm" {
        return confirm::show(&page, &asked).await;
    }
    let (form, errors) = (Sent::default(), FieldErrors::none());
    let main = main(&page, &form, &errors).await?;
    page.render(&SHELL, &main)
}

pub async fn change(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let text = match FieldErrors::catch(do_change(&page, &mut tx, &form).await)? {
        Ok(text) => text,
        Err(errors) => {
            drop(tx);
            return if form.action == "del" {
                confirm::again(&page, &form, &errors).await
            } else {
                refused(&page, &form, &errors).await
            };
        }
    };
    tx.commit().await?;
    page.done(PATH, &text)
}

/// Shows the list again, with what is wrong with the form.
pub(super) async fn refused(
    page: &AdminPage,
    form: &Sent,
    errors: &FieldErrors,
) -> Result<Response> {
    let main = main(page, form, errors).await?;
    page.refuse(&SHELL, &main)
}

async fn do_change(page: &AdminPage, tx: &mut Tx, form: &Sent) -> Result<String> {
    let (permission, group) = named(tx, form).await?;
    let admin = page.administrator();
    let who = name_of(group.as_ref());
    let name = permission.name();
    if form.action == "del" {
        ops::revoke(page, tx, admin, permission, group.as_ref()).await?;
        Ok(format!(
            "{who} does not have the permission {name} any more."
        ))
    } else {
        ops::grant(page, tx, admin, permission, group.as_ref()).await?;
        Ok(format!("{who} has the permission {name} now."))
    }
}

/// Returns what people call a group, or everybody.
pub(super) fn name_of(group: Option<&Group>) -> &str {
    group.map_or("Anyone on the web", |group| &group.name)
}

/// Returns the permission and the group that the form names; no group is anyone on the web.
pub(super) async fn named(
    tx: &mut db::Tx,
    form: &Sent,
) -> Result<(GlobalPermission, Option<Group>)> {
    let mut problems = Problems::default();
    let permission = GlobalPermission::from_key(&form.global_perm_type);
    if permission.is_none() {
        problems.field("globalPermType", messages::GLOBAL_PERMISSION_MISSING);
    }
    let group = if form.group_name == ANYONE || !form.anyone.is_empty() {
        None
    } else if form.group_name.is_empty() {
        problems.field("groupName", messages::GLOBAL_GROUP_MISSING);
        None
    } else {
        let found = refs::group_by_name(tx, &form.group_name).await?;
        if found.is_none() {
            problems.field("groupName", messages::no_such_group_text(&form.group_name));
        }
        found.map(|(id, name)| Group { id, name })
    };
    match permission {
        Some(permission) if problems.is_empty() => Ok((permission, group)),
        _ => Err(Error::Invalid(problems)),
    }
}

async fn main<'a>(
    page: &'a AdminPage,
    form: &'a Sent,
    errors: &'a FieldErrors,
) -> Result<Page<'a>> {
    let mut tx = page.read().await?;
    let granted = ops::list(&mut tx, page.administrator()).await?;
    let names = store::group_names(&mut tx, MOST_CHOICES + 1).await?;
    let is_system = guard::has_global(page, GlobalPermission::SystemAdmin);
    let rows = GlobalPermission::ALL.iter().map(|permission| Row {
        permission: *permission,
        may_change: is_system || *permission != GlobalPermission::SystemAdmin,
        holders: granted
            .iter()
            .filter(|one| one.permission == *permission)
            .map(|one| Holder {
                encoded: encode(one.name.as_deref().unwrap_or_default()),
                name: one.name.clone(),
            })
            .collect(),
    });
    let rows: Vec<Row> = rows.collect();
    let mut permissions = vec![Choice::new("", "Please select a permission")];
    permissions.extend(
        rows.iter()
            .filter(|row| row.may_change)
            .map(|row| Choice::new(row.permission.key(), row.permission.name())),
    );
    let is_few = i64::try_from(names.len()).is_ok_and(|n| n <= MOST_CHOICES);
    let groups = is_few.then(|| {
        let first = [
            Choice::new("", "Please select a group"),
            Choice::new(ANYONE, "Anyone on the web"),
        ];
        let names = names.into_iter().map(|name| Choice::new(&name, &name));
        first.into_iter().chain(names).collect()
    });
    Ok(Page {
        page,
        rows,
        form,
        permissions,
        groups,
        errors,
    })
}
