//! The people of a project: its lead, those of its components, and its roles as far as the caller may know.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Path;
use base::page::{PageCx, Shell};
use base::refs::{UserRef, users_by_ids};
use base::urls::encode;
use projects::component;
use projects::project_role::{InRole, roles_shown};

use super::{Head, face, viewed};

#[derive(Template)]
#[template(path = "project_people.html")]
struct Page<'a> {
    page: &'a PageCx,
    head: Head,
    /// The leads: who, where their profile is, what they lead.
    leads: Vec<(Person, String)>,
    roles: Vec<(InRole, Vec<Person>)>,
}

struct Person {
    name: String,
    address: String,
    picture: String,
    is_active: bool,
}

impl Person {
    fn new(page: &PageCx, user: &UserRef) -> Self {
        let path = format!("/secure/ViewProfile.jspa?name={}", encode(&user.name));
        Self {
            name: user.display_name.clone(),
            address: page.link(&path),
            picture: face(page, user),
            is_active: user.active,
        }
    }
}

pub async fn show(page: PageCx, Path(key): Path<String>) -> Result<Response> {
    let mut tx = page.read().await?;
    let project = viewed(&page, &mut tx, &key).await?;
    let roles = roles_shown(&page, &mut tx, &project).await?;
    let components = component::of_project(&mut tx, project.id).await?;
    let in_use = || components.iter().filter(|one| !one.is_archived);
    let leading = in_use().filter_map(|one| one.lead);
    let members = roles.iter().flat_map(|role| role.users.iter().copied());
    let users = users_by_ids(&mut tx, leading.chain(members).chain([project.lead])).await?;
    let mut leads = Vec::new();
    if let Some(user) = users.get(project.lead) {
        leads.push((Person::new(&page, user), "Project lead".to_owned()));
    }
    let mut of_components: Vec<(&UserRef, Vec<&str>)> = Vec::new();
    for one in in_use() {
        let Some(user) = one.lead.and_then(|id| users.get(id)) else {
            continue;
        };
        match of_components
            .iter_mut()
            .find(|(known, _)| known.id == user.id)
        {
            Some((_, names)) => names.push(&one.name),
            None => of_components.push((user, vec![&one.name])),
        }
    }
    leads.extend(of_components.into_iter().map(|(user, names)| {
        (
            Person::new(&page, user),
            format!("Lead of {}", names.join(", ")),
        )
    }));
    let roles = roles.into_iter().map(|role| {
        let people = role.users.iter().filter_map(|id| users.get(*id));
        let mut people: Vec<Person> = people.map(|user| Person::new(&page, user)).collect();
        people.sort_by(|a, b| a.name.cmp(&b.name));
        (role, people)
    });
    let main = Page {
        page: &page,
        head: Head::new(&page, &project, "People"),
        leads,
        roles: roles.collect(),
    };
    page.render(&Shell::plain("People"), &main)
}
