//! *Bulk edit group members*: several groups at once.

use askama::Template;
use axum::response::Response;
use base::http::QueryPairs;
use base::page::{AdminPage, FieldErrors, FormPairs, PageCx, Pager, field};
use base::paging::Paging;
use base::refs::UserRef;
use base::urls::encode;
use base::{Result, messages};
use model::{GroupId, UserId};

use super::{shell, start, store};
use crate::group::{Group, bulk};

const PATH: &str = "/secure/admin/user/BulkEditUserGroups!default.jspa";
/// How many members a page of the list has.
const SIZE: i64 = 100;
/// How many groups there are to choose from at a time.
const MOST_GROUPS: i64 = 100;

/// The form: names of groups, users, and what was typed.
#[derive(Default)]
struct Sent<'a> {
    groups: Vec<&'a str>,
    group_filter: &'a str,
    start: i64,
    to_add: &'a str,
    to_remove: Vec<&'a str>,
}

struct Member {
    user: UserRef,
    /// Which of the selected groups they are in.
    groups: String,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "group_members.html")]
struct Page<'a> {
    page: &'a PageCx,
    groups: &'a [Group],
    n_groups: i64,
    /// Names of groups that are not selected.
    others: Vec<String>,
    group_filter: &'a str,
    members: Vec<Member>,
    pager: Pager,
    to_add: &'a str,
    errors: &'a FieldErrors,
}

pub async fn show(page: AdminPage, pairs: QueryPairs) -> Result<Response> {
    let sent = Sent {
        groups: pairs.all("selectedGroupsStr").collect(),
        group_filter: pairs.first("groupFilter").unwrap_or_default(),
        start: start(pairs.first("start").unwrap_or_default()),
        ..Sent::default()
    };
    let mut tx = page.read().await?;
    match FieldErrors::catch(bulk::groups_named(&mut tx, &sent.groups).await)? {
        Ok(groups) => {
            let errors = FieldErrors::none();
            let main = main(&page, &mut tx, &groups, &sent, &errors).await?;
            page.render(&shell("Bulk edit group members"), &main)
        }
        // An old bookmark names a group that is gone: the others can be chosen.
        Err(errors) => {
            let errors = errors.renamed("groups", "selectedGroupsStr");
            let main = main(&page, &mut tx, &[], &sent, &errors).await?;
            page.refuse(&shell("Bulk edit group members"), &main)
        }
    }
}

pub async fn change(page: AdminPage, form: FormPairs) -> Result<Response> {
    let sent = Sent {
        groups: form.all("selectedGroupsStr").collect(),
        group_filter: form.first("groupFilter"),
        start: start(form.first("start")),
        to_add: form.first("usersToAssignStr"),
        to_remove: form.all("usersToUnassign").collect(),
    };
    let removes = form.has("unassign");
    let mut tx = page.write().await?;
    if removes {
        // Two administrators who remove one another wait here, so that one stays.
        tx.change_policy().await?;
    }
    let mut groups = Vec::new();
    let done = do_change(&page, &mut tx, &sent, removes, &mut groups).await;
    let users = match FieldErrors::catch(done)? {
        Ok(users) => users,
        Err(errors) => {
            drop(tx);
            let field = if removes {
                "usersToUnassign"
            } else {
                "usersToAssignStr"
            };
            let errors = errors
                .renamed("users", field)
                .renamed("groups", "selectedGroupsStr");
            let mut tx = page.read().await?;
            let main = main(&page, &mut tx, &groups, &sent, &errors).await?;
            return page.refuse(&shell("Bulk edit group members"), &main);
        }
    };
    tx.commit().await?;
    let names: Vec<&str> = users.iter().map(|user| user.name.as_str()).collect();
    let who = match names.as_slice() {
        [name] => (*name).to_owned(),
        names => format!("{} users", names.len()),
    };
    let (verb, preposition) = match (removes, names.len()) {
        (true, 1) => ("was removed", "from"),
        (true, _) => ("were removed", "from"),
        (false, 1) => ("was added", "to"),
        (false, _) => ("were added", "to"),
    };
    let text = format!("{who} {verb} {preposition} {}.", bulk::names(&groups));
    let query: Vec<String> = groups
        .iter()
        .map(|group| format!("selectedGroupsStr={}", encode(&group.name)))
        .collect();
    page.done(&format!("{PATH}?{}", query.join("&")), &text)
}

/// Does what the form asks. The groups are told even if the rest fails: the page shows them again.
async fn do_change(
    page: &AdminPage,
    tx: &mut base::Tx,
    sent: &Sent<'_>,
    removes: bool,
    groups: &mut Vec<Group>,
) -> Result<Vec<UserRef>> {
    *groups = bulk::groups_named(tx, &sent.groups).await?;
    if groups.is_empty() {
        return Err(messages::no_groups_named());
    }
    let admin = page.administrator();
    if removes {
        let users = bulk::users_named(tx, &sent.to_remove.join("\n")).await?;
        bulk::leave(page, tx, admin, groups, &users).await?;
        Ok(users)
    } else {
        let users = bulk::users_named(tx, sent.to_add).await?;
        bulk::join(page, tx, admin, groups, &users).await?;
        Ok(users)
    }
}

async fn main<'a>(
    page: &'a PageCx,
    tx: &mut db::Tx,
    groups: &'a [Group],
    sent: &'a Sent<'_>,
    errors: &'a FieldErrors,
) -> Result<Page<'a>> {
    let is_selected = |name: &String| groups.iter().any(|group| group.name == *name);
    let mut others = store::names(tx, sent.group_filter, MOST_GROUPS).await?;
    others.retain(|name| !is_selected(name));
    let ids: Vec<i64> = groups.iter().map(|group| group.id.0).collect();
    let paging = Paging {
        start_at: sent.start,
        max_results: SIZE,
    };
    let (total, users) = if ids.is_empty() {
        (0, Vec::new())
    } else {
        let total = store::n_members(tx, &ids).await?;
        (total, store::members(tx, &ids, paging).await?)
    };
    let memberships = store::memberships(tx, &ids, &users).await?;
    let members = users.into_iter().map(|user| Member {
        groups: groups_of(user.id, groups, &memberships),
        is_ticked: sent.to_remove.contains(&user.name.as_str()),
        user,
    });
    let mut query: Vec<(&str, &str)> = groups
        .iter()
        .map(|group| ("selectedGroupsStr", group.name.as_str()))
        .collect();
    query.push(("groupFilter", sent.group_filter));
    Ok(Page {
        page,
        n_groups: store::n_listed(tx, "").await?,
        others,
        group_filter: sent.group_filter,
        members: members.collect(),
        pager: Pager::new(&page.link(PATH), &query, sent.start, SIZE, total),
        groups,
        to_add: sent.to_add,
        errors,
    })
}

fn groups_of(user: UserId, groups: &[Group], memberships: &[(GroupId, UserId)]) -> String {
    let names: Vec<&str> = groups
        .iter()
        .filter(|group| memberships.contains(&(group.id, user)))
        .map(|group| group.name.as_str())
        .collect();
    names.join(", ")
}
