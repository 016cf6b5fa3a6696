//! *Application access*: which groups have which application, and what new users are put into.

#[cfg(test)]
mod tests;

use askama::Template;
use axum::response::Response;
use base::Result;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, FormPairs, PageCx, Shell, field};
use base::urls::encode;
use base::{Tx, messages};

use super::ops::{self, Edit};
use super::store;
use crate::group::bulk;

const PATH: &str = "/secure/admin/ApplicationAccess.jspa";
const SHELL: Shell<'static> = Shell::admin(
    "Application access",
    Section::Applications,
    "Application access",
);

/// An application, as the page shows it.
struct Application {
    key: String,
    name: String,
    is_default: bool,
    n_users: i64,
    groups: Vec<Group>,
    /// What was typed into *Add group*.
    to_add: String,
    /// The ids of its fields: a page has them once for each application.
    add_id: String,
    default_id: String,
    error: Option<String>,
}

struct Group {
    name: String,
    encoded: String,
    is_default: bool,
}

#[derive(Template)]
#[template(path = "application_access.html")]
struct Page<'a> {
    page: &'a PageCx,
    applications: Vec<Application>,
    errors: &'a FieldErrors,
}

pub async fn show(page: AdminPage) -> Result<Response> {
    let errors = FieldErrors::none();
    let main = main(&page, &FormPairs::default(), &errors).await?;
    page.render(&SHELL, &main)
}

pub async fn change(page: AdminPage, form: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    // Before the groups are read: two changes at once wait for one another, and neither undoes the other.
    tx.change_accounts().await?;
    let text = match FieldErrors::catch(do_change(&page, &mut tx, &form).await)? {
        Ok(text) => text,
        Err(errors) => {
            drop(tx);
            let id = add_id(form.first("key"));
            let errors = errors.renamed("groups", &id).renamed("defaultGroups", &id);
            let main = main(&page, &form, &errors).await?;
            return page.refuse(&SHELL, &main);
        }
    };
    tx.commit().await?;
    page.done(PATH, &text)
}

/// Does what the button pressed stands for; returns what is told of it.
async fn do_change(page: &AdminPage, tx: &mut Tx, form: &FormPairs) -> Result<String> {
    let role = ops::find(tx, form.first("key")).await?;
    let mut groups: Vec<String> = role.groups.iter().map(|group| group.name.clone()).collect();
    let all = |name: &str| -> Vec<String> { form.all(name).map(str::to_owned).collect() };
    let (edit_groups, edit_defaults, is_default);
    let text;
    if form.has("remove") {
        let name = form.first("remove");
        if !groups.iter().any(|known| known == name) {
            return Err(messages::no_such_group_in("groups", name));
        }
        groups.retain(|known| known != name);
        (edit_groups, edit_defaults, is_default) = (Some(groups), None, None);
        text = format!("Group {name} has no access to {} any more.", role.name);
    } else if form.has("add") {
        let added = bulk::groups_named(tx, &[form.first("group")]).await?;
        if added.is_empty() {
            return Err(messages::no_groups_named());
        }
        text = format!("{} has access to {} now.", bulk::names(&added), role.name);
        let new = added.into_iter().map(|group| group.name);
        let new: Vec<String> = new.filter(|name| !groups.contains(name)).collect();
        groups.extend(new);
        (edit_groups, edit_defaults, is_default) = (Some(groups), None, None);
    } else {
        let ticked = all("defaultGroups");
        (edit_groups, edit_defaults) = (None, Some(ticked));
        is_default = Some(form.has("selectedByDefault"));
        text = format!("The defaults of {} were saved.", role.name);
    }
    let edit = Edit {
        groups: edit_groups.as_deref(),
        default_groups: edit_defaults.as_deref(),
        is_default,
    };
    ops::update(page, tx, page.administrator(), &role.key, edit).await?;
    Ok(text)
}

async fn main<'a>(page: &'a PageCx, form: &FormPairs, errors: &'a FieldErrors) -> Result<Page<'a>> {
    let mut tx = page.read().await?;
    let roles = store::roles(&mut tx).await?;
    let counts = store::n_users(&mut tx).await?;
    let applications = roles.into_iter().map(|role| {
        let is_sent = form.first("key") == role.key;
        let add_id = add_id(&role.key);
        Application {
            n_users: counts
                .iter()
                .find(|(key, _)| *key == role.key)
                .map_or(0, |(_, n)| *n),
            groups: role
                .groups
                .into_iter()
                .map(|group| Group {
                    encoded: encode(&group.name),
                    name: group.name,
                    is_default: group.is_default,
                })
                .collect(),
            to_add: if is_sent { form.first("group") } else { "" }.to_owned(),
            error: errors.of(&add_id).map(str::to_owned),
            add_id,
            default_id: format!("default_{}", role.key),
            key: role.key,
            name: role.name,
            is_default: role.is_default,
        }
    });
    Ok(Page {
        page,
        applications: applications.collect(),
        errors,
    })
}

fn add_id(key: &str) -> String {
    format!("group_{key}")
}
