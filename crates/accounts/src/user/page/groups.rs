//! *Edit user groups*: which groups one user is in.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::{AdminPage, FieldErrors, FormPairs, PageCx, field};
use base::refs::UserRef;
use base::urls::encode;
use base::{Tx, messages};

use super::{Named, find, shell};
use crate::group::bulk;
use crate::user::store;

/// A group the user is in.
struct Member {
    name: String,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "user_groups.html")]
struct Page<'a> {
    page: &'a PageCx,
    user: &'a UserRef,
    encoded: String,
    groups: Vec<Member>,
    to_join: &'a str,
    errors: &'a FieldErrors,
}

pub async fn show(page: AdminPage, Query(named): Query<Named>) -> Result<Response> {
    let mut tx = page.read().await?;
    let user = named.find(&mut tx).await?;
    let (form, errors) = (FormPairs::default(), FieldErrors::none());
    let main = main(&page, &mut tx, &user, &form, &errors).await?;
    page.render(&shell("Edit user groups"), &main)
}

pub async fn change(page: AdminPage, form: FormPairs) -> Result<Response> {
    let leaves = form.has("leave");
    let mut tx = page.write().await?;
    if leaves {
        // Two administrators who remove one another wait here, so that one stays.
        tx.change_policy().await?;
    }
    let user = find(&mut tx, "name", form.first("name")).await?;
    let names = match FieldErrors::catch(do_change(&page, &mut tx, &user, &form, leaves).await)? {
        Ok(names) => names,
        Err(errors) => {
            drop(tx);
            let field = if leaves {
                "groupsToLeave"
            } else {
                "groupsToJoin"
            };
            let errors = errors.renamed("groups", field).renamed("users", field);
            let mut tx = page.read().await?;
            let main = main(&page, &mut tx, &user, &form, &errors).await?;
            return page.refuse(&shell("Edit user groups"), &main);
        }
    };
    tx.commit().await?;
    let text = if leaves {
        format!("{} was removed from {names}.", user.name)
    } else {
        format!("{} was added to {names}.", user.name)
    };
    let path = "/secure/admin/user/EditUserGroups!default.jspa";
    page.done(&format!("{path}?name={}", encode(&user.name)), &text)
}

/// Does what the form asks; returns the names of the groups.
async fn do_change(
    page: &AdminPage,
    tx: &mut Tx,
    user: &UserRef,
    form: &FormPairs,
    leaves: bool,
) -> Result<String> {
    let field = if leaves {
        "groupsToLeave"
    } else {
        "groupsToJoin"
    };
    let texts: Vec<&str> = form.all(field).collect();
    let groups = bulk::groups_named(tx, &texts).await?;
    if groups.is_empty() {
        return Err(messages::no_groups_named());
    }
    let users = std::slice::from_ref(user);
    let admin = page.administrator();
    if leaves {
        bulk::leave(page, tx, admin, &groups, users).await?;
    } else {
        bulk::join(page, tx, admin, &groups, users).await?;
    }
    Ok(bulk::names(&groups))
}

async fn main<'a>(
    page: &'a PageCx,
    tx: &mut db::Tx,
    user: &'a UserRef,
    form: &'a FormPairs,
    errors: &'a FieldErrors,
) -> Result<Page<'a>> {
    let groups = store::groups_of(tx, user.id).await?;
    let groups = groups.into_iter().map(|(_, name)| Member {
        is_ticked: form.all("groupsToLeave").any(|ticked| ticked == name),
        name,
    });
    Ok(Page {
        page,
        encoded: encode(&user.name),
        groups: groups.collect(),
        to_join: form.first("groupsToJoin"),
        user,
        errors,
    })
}
