//! What making and changing a component means.

use std::collections::HashMap;

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::guard::{self, Granted, ProjectRef};
use base::refs::{self, users_by_ids};
use base::{Cx, Error, Result, Tx, messages, text};
use model::permission::may::AdministerProjects;
use model::{ComponentId, ProjectId, ProjectPermission, UserId};
use serde_json::json;

use super::wire::{Around, ComponentFull, ComponentInput};
use super::{AssigneeType, Component, store};
use crate::project;

/// Returns a component of a project that the caller may know of.
///
/// # Errors
/// Not found; Unauthorized for anonymous callers.
pub async fn find(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Component> {
    if let Some(number) = ComponentId::parse(id)
        && let Some(component) = store::by_id(tx, number).await?
        && guard::viewable_projects(cx).has(component.project)
    {
        return Ok(component);
    }
    cx.signed_in()?;
    Err(messages::no_such_component(id))
}

/// Returns a component, and its project with proof that the caller administers it.
///
/// # Errors
/// As [`find`]; Forbidden.
pub async fn find_to_change(
    cx: &Cx,
    tx: &mut db::Tx,
    id: &str,
) -> Result<(Granted<ProjectRef, AdministerProjects>, Component)> {
    let component = find(cx, tx, id).await?;
    let project = guard::project(cx, tx, &component.project.to_string()).await?;
    Ok((project, component))
}

/// Returns components as they are shown, with a constant number of queries. Those of projects that the
/// caller may not know of are left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn shown(
    cx: &Cx,
    tx: &mut db::Tx,
    components: &[Component],
) -> Result<Vec<ComponentFull>> {
    if components.is_empty() {
        return Ok(Vec::new());
    }
    let viewable = guard::viewable_projects(cx);
    let mut ids: Vec<ProjectId> = components.iter().map(|known| known.project).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|id| viewable.has(*id));
    let projects = project::store::by_ids(tx, &ids, true).await?;
    let leads = components.iter().filter_map(|known| known.lead);
    let people: Vec<UserId> = leads
        .chain(projects.iter().map(|known| known.lead))
        .collect();
    let users = users_by_ids(tx, people.iter().copied()).await?;
    let subjects = guard::subjects_of(tx, people).await?;
    let mut around = HashMap::new();
    for project in &projects {
        let may = |subject| {
            let permission = ProjectPermission::AssignableUser;
            guard::other_in_viewable(cx, subject, &viewable, project.id, permission)
        };
        let assignable: HashMap<UserId, bool> = subjects
            .iter()
            .map(|(id, subject)| (*id, may(subject)))
            .collect();
        around.insert(project.id, (project, assignable));
    }
    let shown = components.iter().filter_map(|component| {
        let (project, assignable) = around.get(&component.project)?;
        let around = Around {
            project,
            users: &users,
            assignable,
        };
        Some(ComponentFull::new(component, &around, cx.urls()))
    });
    Ok(shown.collect())
}

/// Makes a component.
///
/// # Errors
/// Invalid, with all that is wrong.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    project: &Granted<ProjectRef, AdministerProjects>,
    input: ComponentInput,
) -> Result<Component> {
    let blank = Component {
        id: ComponentId(0),
        project: project.id,
        name: String::new(),
        description: None,
        lead: None,
        assignee_type: AssigneeType::ProjectDefault,
        is_archived: false,
    };
    let mut component = changed(tx, &blank, input).await?;
    component.id = ComponentId(tx.next_id("component_id").await?);
    store::insert(tx, &component)
        .await
        .map_err(|error| taken(error, &component.name))?;
    let changes = changes(tx, None, &component).await?;
    audit(cx, tx, "Component created", project, &component, changes).await?;
    event(cx, tx, "component_created", &component).await?;
    Ok(component)
}

/// Changes a component. What is not given stays.
///
/// # Errors
/// Invalid, with all that is wrong.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    project: &Granted<ProjectRef, AdministerProjects>,
    component: &Component,
    input: ComponentInput,
) -> Result<Component> {
    let Some(before) = store::lock(tx, component.id).await? else {
        return Err(messages::no_such_component(&component.id.to_string()));
    };
    let after = changed(tx, &before, input).await?;
    if after == before {
        return Ok(after);
    }
    store::update(tx, &after)
        .await
        .map_err(|error| taken(error, &after.name))?;
    let changes = changes(tx, Some(&before), &after).await?;
    audit(cx, tx, "Component updated", project, &after, changes).await?;
    event(cx, tx, "component_updated", &after).await?;
    Ok(after)
}

/// Deletes a component. What becomes of its issues was decided by whoever calls this.
///
/// # Errors
/// When the database refuses.
pub async fn remove(
    cx: &Cx,
    tx: &mut Tx,
    project: &Granted<ProjectRef, AdministerProjects>,
    component: &Component,
) -> Result<()> {
    store::delete(tx, component.id).await?;
    audit(cx, tx, "Component deleted", project, component, Vec::new()).await?;
    event(cx, tx, "component_deleted", component).await
}

/// Returns the component with what is given in the place of what it was.
async fn changed(tx: &mut Tx, before: &Component, input: ComponentInput) -> Result<Component> {
    let mut problems = Problems::default();
    let mut after = before.clone();
    if let Some(name) = input.name {
        name.trim().clone_into(&mut after.name);
    }
    if after.name.is_empty() || text::has_control(&after.name) {
        problems.field("name", messages::COMPONENT_NAME_MISSING);
    } else if text::is_longer(&after.name, text::MAX_LINE) {
        problems.field("name", messages::line_too_long("name", text::MAX_LINE));
    }
    if let Some(description) = input.description {
        if text::is_longer(&description, text::MAX_LONG_TEXT) {
            problems.field("description", messages::text_too_long());
        }
        after.description = Some(description).filter(|text| !text.is_empty());
    }
    let lead = input.lead.and_then(|person| person.name);
    match input.lead_user_name.or(lead).as_deref() {
        None => {}
        Some("") => after.lead = None,
        Some(name) => match refs::user_by_name(tx, name).await? {
            Some(user) if user.active || Some(user.id) == before.lead => after.lead = Some(user.id),
            _ => problems.field("leadUserName", messages::component_lead_unknown(name)),
        },
    }
    if let Some(word) = input.assignee_type {
        match AssigneeType::of_word(&word) {
            Some(known) => after.assignee_type = known,
            None => problems.field("assigneeType", messages::COMPONENT_ASSIGNEE_TYPE),
        }
    }
    after.is_archived = input.archived.unwrap_or(before.is_archived);
    problems.check()?;
    Ok(after)
}

async fn changes(
    tx: &mut Tx,
    before: Option<&Component>,
    after: &Component,
) -> Result<Vec<Change>> {
    let leads = [before.and_then(|known| known.lead), after.lead];
    let users = users_by_ids(tx, leads.into_iter().flatten()).await?;
    let description = |known: &Component| known.description.clone();
    let lead = |known: &Component| {
        let user = known.lead.and_then(|id| users.get(id));
        user.map(|user| user.name.clone())
    };
    let archived = |known: &Component| known.is_archived.to_string();
    let word = |known: &Component| known.assignee_type.word();
    let changes = [
        Change::between(
            "Name",
            before.map(|known| known.name.as_str()),
            Some(&after.name),
        ),
        Change::between(
            "Description",
            before.and_then(description).as_deref(),
            description(after).as_deref(),
        ),
        Change::between(
            "Lead",
            before.and_then(lead).as_deref(),
            lead(after).as_deref(),
        ),
        Change::between("Default assignee", before.map(word), Some(word(after))),
        Change::between(
            "Archived",
            before.map(archived).as_deref(),
            Some(&archived(after)),
        ),
    ];
    Ok(changes.into_iter().flatten().collect())
}

fn taken(error: db::Error, name: &str) -> Error {
    if error.is_unique("component.project_id,lower_name") {
        Error::invalid_field("name", messages::component_name_taken(name))
    } else {
        error.into()
    }
}

async fn audit(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    project: &ProjectRef,
    component: &Component,
    mut changes: Vec<Change>,
) -> Result<()> {
    changes.extend(Change::between("Project", None, Some(project.key.as_str())));
    let entry = Entry {
        category: "projects",
        summary,
        object: Object {
            kind: "PROJECT_COMPONENT",
            id: component.id.to_string(),
            name: &component.name,
        },
        changes,
    };
    tx.audit(cx, entry).await
}

async fn event(cx: &Cx, tx: &mut Tx, kind: &'static str, component: &Component) -> Result<()> {
    let payload = json!({ "component": component.id.0, "project": component.project.0 });
    tx.event(cx, kind, &payload).await
}
