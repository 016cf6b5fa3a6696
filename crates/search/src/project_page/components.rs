//! The components of a project with their open issues, and the form that adds one.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::guard;
use base::http::{Path, Query};
use base::page::{FieldErrors, Form, PageCx, Pager, Shell, UserPage, field};
use base::paging::Paging;
use base::refs::users_by_ids;
use base::urls::encode;
use model::ComponentId;
use model::permission::may::AdministerProjects;
use projects::component::{self, AssigneeType, ComponentInput};
use serde::Deserialize;

use super::{Head, quoted, store, viewed};
use crate::query::sight_of;

/// How many components a page shows.
const PAGE_SIZE: i64 = 50;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    contains: String,
    start: String,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    pub name: String,
    pub description: String,
    pub lead: String,
    pub assignee_type: String,
}

#[derive(Template)]
#[template(path = "project_components.html")]
struct List<'a> {
    page: &'a PageCx,
    head: Head,
    contains: &'a str,
    rows: Vec<Row>,
    pager: Pager,
    choices: [field::Choice; 4],
    form: &'a Sent,
    errors: &'a FieldErrors,
}

struct Row {
    address: String,
    name: String,
    description: String,
    lead: Option<(String, String)>,
    assignee: &'static str,
    n_open: i64,
    open: String,
    all: String,
}

pub async fn show(page: PageCx, path: Path<String>, asked: Query<Asked>) -> Result<Response> {
    listed(
        &page,
        path,
        &asked.0,
        &Sent::default(),
        &FieldErrors::none(),
    )
    .await
}

async fn listed(
    page: &PageCx,
    Path(key): Path<String>,
    asked: &Asked,
    form: &Sent,
    errors: &FieldErrors,
) -> Result<Response> {
    let start = asked.start.parse().unwrap_or(0).max(0);
    let contains = asked.contains.trim();
    let mut tx = page.read().await?;
    let project = viewed(page, &mut tx, &key).await?;
    let paging = Paging {
        start_at: start,
        max_results: PAGE_SIZE,
    };
    let (found, total) = component::page(&mut tx, &[project.id], contains, paging).await?;
    let sight = sight_of(page, &mut tx).await?.within(&[project.id.0]);
    let ids: Vec<ComponentId> = found.iter().map(|one| one.id).collect();
    let counts = store::by_component(&mut tx, &sight, &ids).await?;
    let users = users_by_ids(&mut tx, found.iter().filter_map(|one| one.lead)).await?;
    let head = Head::new(page, &project, "Components");
    let rows = found.into_iter().map(|one| {
        let condition = format!("component = {}", quoted(&one.name));
        let lead = one.lead.and_then(|id| users.get(id));
        Row {
            address: head.at(page, &format!("components/{}", one.id)),
            n_open: counts.get(&one.id).copied().unwrap_or(0),
            open: head.search(page, &format!("{condition} AND resolution = Unresolved")),
            all: head.search(page, &condition),
            lead: lead.map(|user| {
                let path = format!("/secure/ViewProfile.jspa?name={}", encode(&user.name));
                (user.display_name.clone(), page.link(&path))
            }),
            assignee: label(one.assignee_type),
            name: one.name,
            description: one.description.unwrap_or_default(),
        }
    });
    let list = List {
        page,
        contains,
        rows: rows.collect(),
        pager: Pager::new(
            &head.at(page, "components"),
            &[("contains", contains)],
            start,
            PAGE_SIZE,
            total,
        ),
        choices: choices(),
        form,
        errors,
        head,
    };
    let shell = Shell::plain("Components");
    page.answer_form(&shell, &list, errors)
}

const CHOICES: [AssigneeType; 4] = [
    AssigneeType::ProjectDefault,
    AssigneeType::ComponentLead,
    AssigneeType::ProjectLead,
    AssigneeType::Unassigned,
];

/// Returns who may be the assignee of issues that name nobody.
pub(super) fn choices() -> [field::Choice; 4] {
    CHOICES.map(|kind| field::Choice::new(kind.word(), label(kind)))
}

fn label(kind: AssigneeType) -> &'static str {
    match kind {
        AssigneeType::ProjectDefault => "Project default",
        AssigneeType::ComponentLead => "Component lead",
        AssigneeType::ProjectLead => "Project lead",
        AssigneeType::Unassigned => "Unassigned",
    }
}

pub async fn add(
    page: UserPage,
    Path(key): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Response> {
    let mut tx = page.write().await?;
    let project = guard::project::<AdministerProjects>(&page, &mut tx, &key).await?;
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let input = ComponentInput {
        name: Some(form.name.clone()),
        description: given(&form.description),
        lead_user_name: given(&form.lead),
        assignee_type: given(&form.assignee_type),
        ..ComponentInput::default()
    };
    let made = component::create(&page, &mut tx, &project, input).await;
    let made = match FieldErrors::catch(made)? {
        Ok(made) => made,
        Err(errors) => {
            drop(tx);
            let errors = errors.renamed("leadUserName", "lead");
            return listed(&page, Path(key), &Asked::default(), &form, &errors).await;
        }
    };
    tx.commit().await?;
    let head = Head::new(&page, &project, "Components");
    let text = format!("Component {} was added.", made.name);
    page.done(&head.path("components"), &text)
}
