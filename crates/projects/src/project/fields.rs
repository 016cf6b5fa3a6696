//! What somebody wants a project to be, and the rules each part has to meet.

use base::error::Problems;
use base::{Remembered as _, Result, messages, refs, text};
use db::Tx;
use model::key::MAX_PROJECT_KEY;
use model::{
    NotificationSchemeId, PermissionSchemeId, ProjectCategoryId, ProjectKey, SecuritySchemeId,
    UserId,
};

use crate::category::Categories;
use crate::template::Template;
use crate::{notification_scheme, permission_scheme, project_type, security};

/// The longest name of a project: the reference's default.
const MAX_NAME: usize = 80;

/// What somebody wants a project to be. What is `None` was not said.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    /// Its key.
    pub key: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// A page elsewhere; empty for none.
    pub url: Option<String>,
    /// Its lead, by name or key.
    pub lead: Option<String>,
    /// Its type.
    pub type_key: Option<String>,
    /// Who gets issues that name nobody.
    pub assignee_type: Option<String>,
    /// The id of its permission scheme.
    pub permission_scheme: Option<String>,
    /// The id of its issue security scheme.
    pub security_scheme: Option<String>,
    /// The id of its notification scheme.
    pub notification_scheme: Option<String>,
    /// The id of its category; empty or -1 for none.
    pub category: Option<String>,
    /// The key of the template it starts with.
    pub template: Option<String>,
}

/// The same, once every part was found right.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Its key.
    pub key: Option<ProjectKey>,
    /// Its name.
    pub name: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// A page elsewhere; empty for none.
    pub url: Option<String>,
    /// Its lead.
    pub lead: Option<UserId>,
    /// Its type.
    pub type_key: Option<&'static str>,
    /// Who gets issues that name nobody.
    pub assignee_type: Option<&'static str>,
    /// Its permission scheme.
    pub permission_scheme: Option<PermissionSchemeId>,
    /// Its issue security scheme.
    pub security_scheme: Option<SecuritySchemeId>,
    /// Its notification scheme.
    pub notification_scheme: Option<NotificationSchemeId>,
    /// Its category.
    pub category: Option<Option<ProjectCategoryId>>,
    /// The template it starts with.
    pub template: Option<&'static Template>,
}

/// Checks each part that was said, and notes what is wrong.
///
/// # Errors
/// When the database cannot be read.
pub async fn check(tx: &mut Tx, fields: &Fields, problems: &mut Problems) -> Result<Checked> {
    Ok(Checked {
        key: fields
            .key
            .as_deref()
            .and_then(|key| check_key(key, problems)),
        name: fields
            .name
            .as_deref()
            .and_then(|name| check_name(name, problems)),
        description: fields
            .description
            .as_deref()
            .and_then(|description| check_description(description, problems)),
        url: fields
            .url
            .as_deref()
            .and_then(|url| check_url(url, problems)),
        type_key: fields
            .type_key
            .as_deref()
            .and_then(|key| check_type(key, problems)),
        assignee_type: fields
            .assignee_type
            .as_deref()
            .and_then(|kind| check_assignee_type(kind, problems)),
        lead: match &fields.lead {
            Some(lead) => check_lead(tx, lead, problems).await?,
            None => None,
        },
        permission_scheme: match &fields.permission_scheme {
            Some(id) => check_permission_scheme(tx, id, problems).await?,
            None => None,
        },
        security_scheme: match &fields.security_scheme {
            Some(id) => check_security_scheme(tx, id, problems).await?,
            None => None,
        },
        notification_scheme: match &fields.notification_scheme {
            Some(id) => check_notification_scheme(tx, id, problems).await?,
            None => None,
        },
        category: match &fields.category {
            Some(id) => check_category(tx, id, problems).await?,
            None => None,
        },
        template: fields
            .template
            .as_deref()
            .and_then(|key| check_template(key, problems)),
    })
}

/// Returns the key, if it is one, or notes what is wrong.
pub fn check_key(key: &str, problems: &mut Problems) -> Option<ProjectKey> {
    if text::is_longer(key, MAX_PROJECT_KEY) {
        problems.field(
            "projectKey",
            messages::project_key_too_long(MAX_PROJECT_KEY),
        );
        return None;
    }
    let key = ProjectKey::parse(key);
    if key.is_none() {
        problems.field("projectKey", messages::PROJECT_KEY_FORM);
    }
    key
}

fn check_name(name: &str, problems: &mut Problems) -> Option<String> {
    if text::is_blank(name) || text::has_control(name) {
        problems.field("projectName", messages::PROJECT_NAME_MISSING);
        return None;
    }
    if text::is_longer(name, MAX_NAME) {
        problems.field("projectName", messages::project_name_too_long(MAX_NAME));
        return None;
    }
    Some(name.to_owned())
}

fn check_description(description: &str, problems: &mut Problems) -> Option<String> {
    if text::is_longer(description, text::MAX_LONG_TEXT) {
        problems.field("projectDescription", messages::text_too_long());
        return None;
    }
    Some(description.to_owned())
}

fn check_url(url: &str, problems: &mut Problems) -> Option<String> {
    if text::is_longer(url, text::MAX_LINE) {
        problems.field(
            "projectUrl",
            messages::line_too_long("The URL", text::MAX_LINE),
        );
        return None;
    }
    let is_web = url.starts_with("http://") || url.starts_with("https://");
    if !(url.is_empty() || is_web) || text::has_control(url) {
        problems.field("projectUrl", messages::PROJECT_URL_FORM);
        return None;
    }
    Some(url.to_owned())
}

fn check_type(key: &str, problems: &mut Problems) -> Option<&'static str> {
    let known = project_type::find(key);
    if known.is_none() {
        problems.field("projectType", messages::project_type_unknown(key));
    }
    known
}

fn check_assignee_type(kind: &str, problems: &mut Problems) -> Option<&'static str> {
    let known = ["PROJECT_LEAD", "UNASSIGNED"]
        .into_iter()
        .find(|known| *known == kind);
    if known.is_none() {
        problems.field("assigneeType", messages::PROJECT_ASSIGNEE_TYPE);
    }
    known
}

async fn check_lead(tx: &mut Tx, lead: &str, problems: &mut Problems) -> Result<Option<UserId>> {
    if lead.is_empty() {
        problems.field("projectLead", messages::PROJECT_LEAD_MISSING);
        return Ok(None);
    }
    // Clients send the name; some send the key, which older versions took.
    let user = match refs::user_by_name(tx, lead).await? {
        Some(user) => Some(user),
        None => refs::user_by_key(tx, lead).await?,
    };
    let user = user.filter(|user| user.active).map(|user| user.id);
    if user.is_none() {
        problems.field("projectLead", messages::project_lead_unknown(lead));
    }
    Ok(user)
}

async fn check_permission_scheme(
    tx: &mut Tx,
    id: &str,
    problems: &mut Problems,
) -> Result<Option<PermissionSchemeId>> {
    let found = permission_scheme::find(tx, id).await?;
    if found.is_none() {
        problems.field("permissionScheme", messages::scheme_unknown(id));
    }
    Ok(found.map(|scheme| scheme.id))
}

async fn check_security_scheme(
    tx: &mut Tx,
    id: &str,
    problems: &mut Problems,
) -> Result<Option<SecuritySchemeId>> {
    let found = security::find(tx, id).await?;
    if found.is_none() {
        problems.field("issueSecurityScheme", messages::scheme_unknown(id));
    }
    Ok(found.map(|scheme| scheme.id))
}

async fn check_notification_scheme(
    tx: &mut Tx,
    id: &str,
    problems: &mut Problems,
) -> Result<Option<NotificationSchemeId>> {
    let found = notification_scheme::find(tx, id).await?;
    if found.is_none() {
        problems.field("notificationScheme", messages::scheme_unknown(id));
    }
    Ok(found.map(|scheme| scheme.id))
}

async fn check_category(
    tx: &mut Tx,
    id: &str,
    problems: &mut Problems,
) -> Result<Option<Option<ProjectCategoryId>>> {
    if id.is_empty() || id == "-1" {
        return Ok(Some(None));
    }
    let all = Categories::read(tx).await?;
    let found = ProjectCategoryId::parse(id).filter(|id| all.get(*id).is_some());
    if found.is_none() {
        problems.field("categoryId", messages::category_unknown(id));
    }
    Ok(found.map(Some))
}

fn check_template(key: &str, problems: &mut Problems) -> Option<&'static Template> {
    let known = Template::find(key);
    if known.is_none() {
        problems.field("projectTemplateKey", messages::template_unknown(key));
    }
    known
}
