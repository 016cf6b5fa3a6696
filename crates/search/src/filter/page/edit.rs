//! The page of a filter: its details, and with whom it is shared.

use askama::Template;
use axum::response::Response;
use base::http::Query;
use base::page::field::Choice;
use base::page::{FieldErrors, FormPairs, PageCx, Shell, UserPage, field};
use base::refs::{self, Users};
use base::{Cx, Result, guard, messages};
use model::{FilterShareId, GlobalPermission};

use super::{Asked, details};
use crate::filter::ops::{self, Filter};
use crate::filter::share::{self, Share, With};
use crate::filter::store::{self, Viewer};
use crate::filter::wire::{Given, NewShare};

struct ShareRow {
    id: FilterShareId,
    with: String,
    can_edit: bool,
}

#[derive(Template)]
#[template(path = "filter_edit.html")]
struct Edit<'a> {
    page: &'a PageCx,
    filter: &'a Filter,
    owner: String,
    name: &'a str,
    description: &'a str,
    jql: &'a str,
    shares: Vec<ShareRow>,
    kinds: [Choice; 5],
    kind: &'a str,
    with: &'a str,
    may_share: bool,
    may_delete: bool,
    errors: &'a FieldErrors,
}

/// Shows a filter.
pub async fn show(page: PageCx, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = page.read().await?;
    let filter = ops::get(&page, &mut tx, &asked.filter_id).await?;
    edit_form(&page, &mut tx, (&filter, None), &FieldErrors::none()).await
}

/// The page of a filter; with what was sent, if that was refused.
async fn edit_form(
    page: &PageCx,
    tx: &mut db::Tx,
    (filter, sent): (&Filter, Option<&FormPairs>),
    errors: &FieldErrors,
) -> Result<Response> {
    let shares = store::shares(tx, [filter.id].into_iter()).await?;
    let people = shares.iter().filter_map(|share| match share.with {
        With::User(user) => Some(user),
        _ => None,
    });
    let users = refs::users_by_ids(tx, people.chain([filter.owner])).await?;
    let viewer = Viewer::of(page);
    let shown = |share: &Share| ShareRow {
        id: share.id,
        with: told(share, &viewer, &users),
        can_edit: share.can_edit,
    };
    let typed = |name: &'static str| {
        sent.filter(|sent| sent.has(name))
            .map(|sent| sent.first(name))
    };
    let owner = users.get(filter.owner);
    let is_own = page.user_id() == Some(filter.owner);
    let form = Edit {
        page,
        owner: owner
            .map(|user| user.display_name.clone())
            .unwrap_or_default(),
        name: typed("filterName").unwrap_or(&filter.name),
        description: typed("filterDescription")
            .unwrap_or(filter.description.as_deref().unwrap_or_default()),
        jql: typed("jql").unwrap_or(&filter.jql),
        shares: shares.iter().map(shown).collect(),
        kinds: [
            Choice::new("authenticated", "Everybody who has logged in"),
            Choice::new("global", "Everybody, also without logging in"),
            Choice::new("group", "A group"),
            Choice::new("project", "Whoever sees a project"),
            Choice::new("user", "Somebody"),
        ],
        kind: typed("type").unwrap_or("authenticated"),
        with: typed("with").unwrap_or_default(),
        may_share: filter.is_editable
            && guard::has_global(page, GlobalPermission::CreateSharedObjects),
        may_delete: is_own || page.is_administrator(),
        filter,
        errors,
    };
    let shell = Shell::plain(&filter.name);
    page.answer_form(&shell, &form, errors)
}

fn told(share: &Share, viewer: &Viewer, users: &Users) -> String {
    match &share.with {
        With::Everybody => "Everybody".to_owned(),
        With::SignedIn => "Everybody who has logged in".to_owned(),
        With::Project(project) | With::Role(project, _) if !viewer.sees(project.id) => {
            "A project that you do not see".to_owned()
        }
        With::Project(project) => format!("Project: {}", project.name),
        With::Role(project, role) => format!("Project: {}, role: {}", project.name, role.name),
        With::Group(name) => format!("Group: {name}"),
        With::User(user) => match users.get(*user) {
            Some(user) => format!("User: {}", user.display_name),
            None => "A user".to_owned(),
        },
    }
}

/// Changes it.
pub async fn edit(page: UserPage, sent: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    let filter = ops::get(&page, &mut tx, sent.first("filterId")).await?;
    let given = Given {
        name: Some(sent.first("filterName").trim().to_owned()),
        description: Some(sent.first("filterDescription").trim().to_owned()),
        jql: Some(sent.first("jql").to_owned()),
        favourite: None,
        owner: None,
    };
    match FieldErrors::catch(ops::update(&page, &mut tx, filter.clone(), &given).await)? {
        Ok(()) => {}
        Err(errors) => return edit_form(&page, &mut tx, (&filter, Some(&sent)), &errors).await,
    }
    tx.commit().await?;
    page.done(&details(&filter), "The filter was changed.")
}

/// Shares it.
pub async fn add_share(page: UserPage, sent: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    let filter = ops::get(&page, &mut tx, sent.first("filterId")).await?;
    let new = new_share(&page, &mut tx, &sent).await?;
    let editable = ops::editable(filter.clone())?;
    match FieldErrors::catch(share::add(&page, &mut tx, &editable, &new).await)? {
        Ok(()) => {}
        Err(errors) => {
            let errors = errors
                .renamed("groupname", "with")
                .renamed("userKey", "with");
            let errors = errors.renamed("projectId", "with");
            return edit_form(&page, &mut tx, (&filter, Some(&sent)), &errors).await;
        }
    }
    tx.commit().await?;
    page.done(&details(&filter), "The filter was shared.")
}

/// Returns what the form asks for, by names, as the API asks for it, by ids. What is not there stays a name,
/// and is refused as any other.
async fn new_share(cx: &Cx, tx: &mut db::Tx, sent: &FormPairs) -> Result<NewShare> {
    let (kind, with) = (sent.first("type"), sent.first("with").trim());
    let mut new = NewShare {
        kind: Some(kind.to_owned()),
        project_id: None,
        groupname: None,
        project_role_id: None,
        user_key: None,
        view: Some(true),
        edit: Some(sent.has("edit")),
    };
    match kind {
        "group" => new.groupname = Some(with.to_owned()),
        "user" => {
            let found = match guard::has_global(cx, GlobalPermission::UserPicker) {
                true => refs::user_by_name(tx, with).await?,
                false => None,
            };
            new.user_key = Some(found.map_or_else(|| with.to_owned(), |user| user.key));
        }
        "project" => {
            let found = store::project_called(tx, with).await?;
            new.project_id = Some(found.map_or_else(String::new, |id| id.to_string()));
        }
        _ => {}
    }
    Ok(new)
}

/// Shares it no longer.
pub async fn remove_share(page: UserPage, sent: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    let filter = ops::get(&page, &mut tx, sent.first("filterId")).await?;
    let path = details(&filter);
    let id = FilterShareId::parse(sent.first("shareId"));
    let id = id.ok_or_else(messages::no_such_filter_share)?;
    let filter = ops::editable(filter)?;
    share::remove(&page, &mut tx, &filter, id).await?;
    tx.commit().await?;
    page.done(&path, "The filter is no longer shared with them.")
}
