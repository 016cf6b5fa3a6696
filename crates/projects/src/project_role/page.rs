//! The page of a project's people: who is in which role, added and removed.

#[cfg(test)]
mod tests;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use base::guard::{self, ProjectRef};
use base::http::Path;
use base::page::{FieldErrors, FormPairs, PageCx, Shell, field};
use base::route::{Needs, Routes};
use base::{Error, Result, messages};
use model::permission::may::AdministerProjects;

use crate::role::actor::{self, Place};
use crate::role::page::members::{self, Added, Shown};
use crate::role::{self, Role, store};

pub fn routes() -> Routes {
    const PAGE: &str = "/plugins/servlet/project-config/{projectKey}/roles";
    Routes::of("projects/project_role")
        .page(PAGE, Needs::ProjectAdmin, show)
        .form(PAGE, Needs::ProjectAdmin, change)
}

#[derive(Template)]
#[template(path = "project_role_page.html")]
struct Page<'a> {
    page: &'a PageCx,
    project: &'a ProjectRef,
    roles: Vec<InRole>,
}

/// A role and who is in it, with the form that adds others.
struct InRole {
    role: Role,
    members: Vec<Shown>,
    added: Added,
    errors: FieldErrors,
    users_id: String,
    groups_id: String,
}

async fn show(page: PageCx, Path(key): Path<String>) -> Result<Response> {
    form(&page, &key, Added::default(), FieldErrors::none()).await
}

async fn form(page: &PageCx, key: &str, added: Added, errors: FieldErrors) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = guard::project::<AdministerProjects>(page, &mut tx, key).await?;
    let actors = store::actors_in(&mut tx, project.id).await?;
    let all_shown = members::shown(&mut tx, &actors).await?;
    let is_refused = !errors.is_empty();
    let mut typed = Some((added, errors));
    let mut roles = Vec::new();
    for role in store::all(&mut tx).await? {
        let mut of_role = actors.iter().filter(|actor| actor.role == role.id);
        let values: Vec<String> = of_role.by_ref().map(members::value).collect();
        let mut shown: Vec<Shown> = all_shown.clone();
        shown.retain(|member| values.contains(&member.value));
        shown.dedup_by(|a, b| a.value == b.value);
        // What was typed is kept at the role it was typed for.
        let (added, errors) = typed
            .take_if(|(added, _)| added.role == role.id.to_string())
            .unwrap_or_default();
        let users_id = format!("users_{}", role.id);
        let groups_id = format!("groups_{}", role.id);
        roles.push(InRole {
            errors: errors
                .with_id("users", &users_id)
                .with_id("groups", &groups_id),
            users_id,
            groups_id,
            role,
            members: shown,
            added,
        });
    }
    let key = project.key.to_string();
    let shell = Shell::project("Users and roles", &key, &project.name, "Users and roles");
    let main = Page {
        page,
        project: &project,
        roles,
    };
    if is_refused {
        page.refuse(&shell, &main)
    } else {
        page.render(&shell, &main)
    }
}

/// A page of who has signed in: asked before the form is read, so that nobody is told of the form's token.
struct SignedIn(PageCx);

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let page = PageCx::from_request_parts(parts, state).await?;
        page.signed_in()?;
        Ok(Self(page))
    }
}

async fn change(
    SignedIn(page): SignedIn,
    Path(key): Path<String>,
    sent: FormPairs,
) -> Result<Response> {
    let mut tx = page.write().await?;
    let project = guard::project::<AdministerProjects>(&page, &mut tx, &key).await?;
    let role = role::find(&mut tx, sent.first("id")).await?;
    let place = Place::of_project(&project);
    let text = if let Some(member) = members::removed(&sent) {
        let refusal = messages::actor_is_not_in_role;
        actor::remove(&page, &mut tx, &place, &role, member, refusal).await?;
        format!("One member of {} was removed.", role.name)
    } else {
        let added = Added::of(&sent);
        let done = members::add(&page, &mut tx, &place, &role, &added).await;
        if let Err(errors) = FieldErrors::catch(done)? {
            drop(tx);
            return form(&page, &key, added, errors).await;
        }
        format!("The members of {} were added.", role.name)
    };
    tx.commit().await?;
    let path = format!("/plugins/servlet/project-config/{}/roles", project.key);
    page.done(&path, &text)
}
