//! What making, changing and deleting a project means.

use base::audit::{Change, Entry, Object};
use base::error::Problems;
use base::guard::{self, Global, Granted, ProjectRef, View};
use base::refs::users_by_ids;
use base::{Cx, Remembered as _, Result, Tx, messages, text};
use model::permission::may::{AdministerProjects, global::Administer};
use model::{NotificationSchemeId, PermissionSchemeId, ProjectId, ProjectKey};
use serde_json::json;

use super::fields::{Checked, Fields, check};
use super::{Project, store, suggested_key};
use crate::catalog::Catalog;
use crate::offer::{self, Kind, Offers, Scheme};
use crate::template::Template;
use crate::workflow_scheme;

/// The permission scheme of projects that name none.
const DEFAULT_SCHEME: PermissionSchemeId = PermissionSchemeId(0);
/// The notification scheme of projects that name none.
const DEFAULT_NOTIFICATION_SCHEME: NotificationSchemeId = NotificationSchemeId(10000);

/// Makes a project, with the default members in its roles.
///
/// # Errors
/// Invalid, with all that is wrong with the fields.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    fields: &Fields,
) -> Result<Project> {
    tx.change_policy().await?;
    let mut problems = Problems::default();
    let checked = check(tx, fields, &mut problems).await?;
    if fields.key.is_none() {
        problems.field("projectKey", messages::PROJECT_KEY_FORM);
    }
    if fields.name.is_none() {
        problems.field("projectName", messages::PROJECT_NAME_MISSING);
    }
    if fields.lead.is_none() {
        problems.field("projectLead", messages::PROJECT_LEAD_MISSING);
    }
    find_taken(tx, None, &checked, &mut problems).await?;
    problems.check()?;
    let (Some(key), Some(name), Some(lead)) = (checked.key, checked.name, checked.lead) else {
        return Err(messages::bad_json("key, name and lead"));
    };
    let project = Project {
        id: ProjectId(tx.next_id("project_id").await?),
        key: key.to_string(),
        name,
        description: checked.description.unwrap_or_default(),
        url: checked.url.unwrap_or_default(),
        lead,
        type_key: checked
            .type_key
            .or(checked.template.map(|template| template.type_key))
            .unwrap_or("software")
            .to_owned(),
        assignee_type: checked.assignee_type.unwrap_or("PROJECT_LEAD").to_owned(),
        category: checked.category.flatten(),
        notification_scheme: checked
            .notification_scheme
            .or(Some(DEFAULT_NOTIFICATION_SCHEME)),
        is_archived: false,
        avatar: None,
    };
    let schemes = store::Schemes {
        permission: checked.permission_scheme.unwrap_or(DEFAULT_SCHEME),
        security: checked.security_scheme,
        workflow: workflow_scheme::create_for_project(tx, &project.key).await?,
    };
    store::insert(tx, &project, &schemes, cx.now()).await?;
    store::copy_default_actors(tx, project.id).await?;
    if let Some(template) = checked.template {
        start_with(cx, tx, template, &project).await?;
    }
    let changes = [
        Change::between("Key", None, Some(&project.key)),
        Change::between("Name", None, Some(&project.name)),
        Change::between("Lead", None, Some(&lead_name(tx, project.lead).await?)),
    ];
    audit(cx, tx, "Project created", &project, changes).await?;
    event(cx, tx, "project_created", &project).await?;
    Ok(project)
}

/// Gives a new project the issue type scheme of its template, a new one.
async fn start_with(cx: &Cx, tx: &mut Tx, template: &Template, project: &Project) -> Result<()> {
    let options = template.types(&Catalog::read(tx).await?);
    if options.is_empty() {
        return Ok(());
    }
    // A deleted project may have left a scheme of this name behind.
    let offers = Offers::read(tx).await?;
    let is_taken = |name: &str| {
        let mut all = offers.types.iter();
        all.any(|other| text::fold(&other.name) == text::fold(name))
    };
    let first = format!("{}: {}", project.key, template.scheme);
    let others = (2_u32..).map(|n| format!("{first} {n}"));
    let mut names = std::iter::once(first.clone()).chain(others);
    let scheme = Scheme {
        id: offer::store::next_id(tx, Kind::IssueTypes).await?,
        name: names.find(|name| !is_taken(name)).unwrap_or(first),
        description: String::new(),
        is_default: false,
        default_option: options.first().copied(),
        options,
    };
    offer::ops::insert(cx, tx, Kind::IssueTypes, &scheme).await?;
    offer::store::assign(tx, Kind::IssueTypes, Some(scheme.id), &[project.id]).await?;
    Ok(())
}

/// Returns a key that a project of this name could have, if its letters make one.
///
/// # Errors
/// When the database cannot be read.
pub async fn suggest_key(tx: &mut db::Tx, name: &str) -> Result<Option<String>> {
    let Some(key) = suggested_key::from_name(name) else {
        return Ok(None);
    };
    let taken = store::keys_from(tx, &key).await?;
    Ok(suggested_key::free(key, &taken))
}

/// Changes what was said of a project.
///
/// # Errors
/// Invalid, with all that is wrong with the fields; Forbidden for schemes and the type, which only Jira
/// administrators change.
pub async fn edit(
    cx: &Cx,
    tx: &mut Tx,
    project: &Granted<ProjectRef, AdministerProjects>,
    fields: &Fields,
) -> Result<Project> {
    tx.change_policy().await?;
    // Read again, now that such changes wait for this one: another one may have given the project
    // another scheme since.
    let project = guard::project::<AdministerProjects>(cx, tx, project.key.as_str()).await?;
    let mut problems = Problems::default();
    let key = fields.key.as_deref();
    if key.is_some_and(|key| key != project.key.as_str()) {
        problems.field("projectKey", messages::PROJECT_KEY_IS_FIXED);
    }
    let unkeyed = Fields {
        key: None,
        ..fields.clone()
    };
    let checked = check(tx, &unkeyed, &mut problems).await?;
    find_taken(tx, Some(project.id), &checked, &mut problems).await?;
    let security = checked.security_scheme.or(project.security_scheme);
    // Levels of another scheme would hide the issues from everybody.
    if security != project.security_scheme && store::has_secured_issues(tx, project.id).await? {
        problems.field("issueSecurityScheme", messages::SECURITY_LEVELS_IN_USE);
    }
    problems.check()?;
    let before = store::by_id(tx, project.id).await?;
    let schemes = store::Schemes {
        permission: checked
            .permission_scheme
            .unwrap_or(project.permission_scheme),
        security,
        workflow: project.workflow_scheme,
    };
    let after = Project {
        name: checked.name.unwrap_or_else(|| before.name.clone()),
        description: checked
            .description
            .unwrap_or_else(|| before.description.clone()),
        url: checked.url.unwrap_or_else(|| before.url.clone()),
        lead: checked.lead.unwrap_or(before.lead),
        type_key: checked
            .type_key
            .map_or_else(|| before.type_key.clone(), str::to_owned),
        assignee_type: checked
            .assignee_type
            .map_or_else(|| before.assignee_type.clone(), str::to_owned),
        category: checked.category.unwrap_or(before.category),
        notification_scheme: checked.notification_scheme.or(before.notification_scheme),
        ..before.clone()
    };
    if schemes.permission != project.permission_scheme
        || schemes.security != project.security_scheme
        || after.type_key != before.type_key
        || after.category != before.category
        || after.notification_scheme != before.notification_scheme
    {
        guard::administrator(cx)?;
    }
    store::update(tx, &after, &schemes).await?;
    let scheme_id = |id: PermissionSchemeId| id.to_string();
    let category = |id: Option<model::ProjectCategoryId>| id.map(|id| id.to_string());
    let notification = |id: Option<NotificationSchemeId>| id.map(|id| id.to_string());
    let security_id = |id: Option<model::SecuritySchemeId>| id.map(|id| id.to_string());
    let changes = [
        Change::between("Name", Some(&before.name), Some(&after.name)),
        Change::between(
            "Description",
            Some(&before.description),
            Some(&after.description),
        ),
        Change::between("URL", Some(&before.url), Some(&after.url)),
        Change::between(
            "Lead",
            Some(&lead_name(tx, before.lead).await?),
            Some(&lead_name(tx, after.lead).await?),
        ),
        Change::between("Type", Some(&before.type_key), Some(&after.type_key)),
        Change::between(
            "Default assignee",
            Some(&before.assignee_type),
            Some(&after.assignee_type),
        ),
        Change::between(
            "Permission scheme",
            Some(&scheme_id(project.permission_scheme)),
            Some(&scheme_id(schemes.permission)),
        ),
        Change::between(
            "Issue security scheme",
            security_id(project.security_scheme).as_deref(),
            security_id(schemes.security).as_deref(),
        ),
        Change::between(
            "Category",
            category(before.category).as_deref(),
            category(after.category).as_deref(),
        ),
        Change::between(
            "Notification scheme",
            notification(before.notification_scheme).as_deref(),
            notification(after.notification_scheme).as_deref(),
        ),
    ];
    audit(cx, tx, "Project updated", &after, changes).await?;
    event(cx, tx, "project_updated", &after).await?;
    Ok(after)
}

/// Deletes a project with all that is in it.
///
/// # Errors
/// When the database refuses.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    project: &Granted<ProjectRef, View>,
) -> Result<()> {
    tx.change_policy().await?;
    let scheme = project.workflow_scheme;
    let project = store::by_id(tx, project.id).await?;
    store::delete(tx, project.id).await?;
    workflow_scheme::delete_with_project(tx, &project.key, scheme).await?;
    audit(cx, tx, "Project deleted", &project, []).await?;
    event(cx, tx, "project_deleted", &project).await
}

/// Puts a project away, so that it may only be looked at, or brings it back.
///
/// # Errors
/// Forbidden, if that is how it is: the reference has it so.
pub async fn set_archived(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    project: &Granted<ProjectRef, View>,
    archived: bool,
) -> Result<()> {
    tx.change_policy().await?;
    let project = store::by_id(tx, project.id).await?;
    match (archived, project.is_archived) {
        (true, true) => return Err(messages::project_is_archived(&project.key)),
        (false, false) => return Err(messages::project_is_not_archived(&project.key)),
        _ => store::set_archived(tx, project.id, archived).await?,
    }
    let (summary, kind) = if archived {
        ("Project archived", "project_archived")
    } else {
        ("Project restored", "project_restored")
    };
    audit(cx, tx, summary, &project, []).await?;
    event(cx, tx, kind, &project).await
}

/// Notes a key or name that another project has. The lock of [`Tx::change_policy`] keeps it true.
async fn find_taken(
    tx: &mut Tx,
    own: Option<ProjectId>,
    checked: &Checked,
    problems: &mut Problems,
) -> Result<()> {
    let key = checked.key.as_ref().map(ProjectKey::as_str);
    let others = store::with_key_or_name(tx, key, checked.name.as_deref()).await?;
    for other in others.iter().filter(|other| Some(other.id) != own) {
        if key == Some(other.key.as_str()) {
            problems.field("projectKey", messages::project_key_taken(&other.name));
        }
        if other.has_name {
            problems.field("projectName", messages::PROJECT_NAME_TAKEN);
        }
    }
    Ok(())
}

async fn lead_name(tx: &mut Tx, lead: model::UserId) -> Result<String> {
    let users = users_by_ids(tx, [lead]).await?;
    Ok(users
        .get(lead)
        .map(|user| user.name.clone())
        .unwrap_or_default())
}

async fn audit<const N: usize>(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    project: &Project,
    changes: [Option<Change>; N],
) -> Result<()> {
    let entry = Entry {
        category: "projects",
        summary,
        object: Object {
            kind: "PROJECT",
            id: project.id.to_string(),
            name: &project.name,
        },
        changes: changes.into_iter().flatten().collect(),
    };
    tx.audit(cx, entry).await
}

async fn event(cx: &Cx, tx: &mut Tx, kind: &'static str, project: &Project) -> Result<()> {
    let payload = json!({ "project": project.id.0, "key": project.key });
    tx.event(cx, kind, &payload).await
}
