//! The page of the permission helper.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::error::Problems;
use base::guard::{self, Examined, Granted, IssueRef, ProjectRef};
use base::http::Query;
use base::page::field::{self, Choice};
use base::page::menu::Section;
use base::page::{FieldErrors, PageCx, Shell};
use base::refs::{UserRef, user_by_name};
use base::urls::encode;
use base::{Error, Result, messages};
use model::ProjectPermission;
use model::permission::may::{AdministerProjects, BrowseProjects};
use serde::Deserialize;

use super::remedies::Lines;
use super::words::{Part, Words};

const TITLE: &str = "Permission helper";

/// The form as it was sent: an issue's or a project's key in `issueKey`; links may name a project in
/// `project` instead.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    username: String,
    #[serde(rename = "issueKey")]
    issue_key: String,
    project: String,
    /// Not there where a link only fills in the form.
    permission: Option<String>,
}

#[derive(Template)]
#[template(path = "permission_helper_form.html")]
struct Page<'a> {
    page: &'a PageCx,
    username: &'a str,
    key: &'a str,
    permission: &'a str,
    permissions: &'a [Choice],
    errors: &'a FieldErrors,
    answer: Option<Answer>,
}

/// What is shown below the form.
struct Answer {
    allowed: bool,
    verdict: String,
    place: String,
    project: String,
    scheme: String,
    scheme_link: String,
    /// Whether the user could not even sign in.
    is_shut_out: bool,
    /// Whether what was decided still depends on the issue.
    is_open: bool,
    subject: String,
    parts: Vec<Part>,
    remedies: Lines,
}

/// What is asked about, once it may be.
struct About {
    user: Option<UserRef>,
    project: Granted<ProjectRef, AdministerProjects>,
    issue: Option<Granted<IssueRef, BrowseProjects>>,
    permission: ProjectPermission,
}

pub async fn show(page: PageCx, Query(asked): Query<Asked>) -> Result<Response> {
    page.signed_in()?;
    if !guard::may_examine(&page) {
        return Err(messages::administers_nothing());
    }
    let mut tx = page.read().await?;
    let mut errors = FieldErrors::none();
    let about = match asked.permission.as_deref() {
        None => None,
        Some(key) => match FieldErrors::catch(find(&page, &mut tx, &asked, key).await)? {
            Ok(about) => Some(about),
            Err(wrong) => {
                errors = wrong;
                None
            }
        },
    };
    let answer = match &about {
        Some(about) => Some(answer(&page, &mut tx, about).await?),
        None => None,
    };
    let key = match &answer {
        Some(answer) => answer.place.clone(),
        None => typed_key(&page, &mut tx, &asked).await?,
    };
    let template = Page {
        page: &page,
        username: asked.username.trim(),
        key: &key,
        permission: asked.permission.as_deref().unwrap_or_default(),
        permissions: &choices(),
        errors: &errors,
        answer,
    };
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::BAD_REQUEST
    };
    match &about {
        _ if page.is_administrator() => {
            let shell = Shell::admin(TITLE, Section::Issues, "Permission helper");
            page.respond(status, &shell, &template)
        }
        Some(about) => {
            let key = about.project.key.to_string();
            let shell = Shell::project(TITLE, &key, &about.project.name, "Permissions");
            page.respond(status, &shell, &template)
        }
        None => page.respond(status, &Shell::plain(TITLE), &template),
    }
}

/// Returns what stands in the field *Issue*: what was typed, or the key of the project a link names.
async fn typed_key(page: &PageCx, tx: &mut db::Tx, asked: &Asked) -> Result<String> {
    let typed = asked.issue_key.trim();
    let project = asked.project.trim();
    if !typed.is_empty() || project.is_empty() {
        return Ok(typed.to_owned());
    }
    let found = find_place(page, tx, "", project).await?;
    Ok(found.map_or_else(
        || project.to_owned(),
        |(project, _)| project.key.to_string(),
    ))
}

fn choices() -> Vec<Choice> {
    let blank = Choice::new("", "Choose…");
    let all = ProjectPermission::ALL.iter();
    let all = all.map(|permission| Choice::new(permission.key(), permission.name()));
    std::iter::once(blank).chain(all).collect()
}

/// Finds what is asked about; everything that is wrong with it is said at once.
async fn find(page: &PageCx, tx: &mut db::Tx, asked: &Asked, permission: &str) -> Result<About> {
    let mut problems = Problems::default();
    let name = asked.username.trim();
    let user = if name.is_empty() {
        None
    } else {
        let user = user_by_name(tx, name).await?;
        if user.is_none() {
            messages::no_such_user_here(&mut problems, "username", name);
        }
        user
    };
    let permission = ProjectPermission::from_any_key(permission);
    if permission.is_none() {
        messages::permission_needed(&mut problems, "permission");
    }
    let (key, of_project) = (asked.issue_key.trim(), asked.project.trim());
    let found = if key.is_empty() && of_project.is_empty() {
        messages::key_needed(&mut problems, "issueKey");
        None
    } else {
        let found = find_place(page, tx, key, of_project).await?;
        if found.is_none() {
            let named = if key.is_empty() { of_project } else { key };
            messages::nothing_of_this_key(&mut problems, "issueKey", named);
        }
        found
    };
    problems.check()?;
    let (Some((project, issue)), Some(permission)) = (found, permission) else {
        return Err(Error::Internal("a form without a problem".to_owned()));
    };
    Ok(About {
        user,
        project,
        issue,
        permission,
    })
}

type Place = (
    Granted<ProjectRef, AdministerProjects>,
    Option<Granted<IssueRef, BrowseProjects>>,
);

/// Finds the issue or project of `key`, or the project of `project` if there is no key; `None` also for
/// one the reader may not see.
async fn find_place(
    page: &PageCx,
    tx: &mut db::Tx,
    key: &str,
    project: &str,
) -> Result<Option<Place>> {
    let key = key.to_uppercase();
    let issue = match guard::issue::<BrowseProjects>(page, tx, &key).await {
        Ok(issue) => Some(issue),
        Err(Error::NotFound(_)) => None,
        Err(error) => return Err(error),
    };
    let id = issue.as_ref().map(|issue| issue.project.to_string());
    let named = if key.is_empty() { project } else { &key };
    let project = id.as_deref().unwrap_or(named);
    match guard::project::<AdministerProjects>(page, tx, project).await {
        Ok(project) => Ok(Some((project, issue))),
        Err(Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn answer(page: &PageCx, tx: &mut db::Tx, about: &About) -> Result<Answer> {
    let examined = Examined {
        project: &about.project,
        issue: about.issue.as_ref(),
        user: about.user.as_ref(),
        permission: about.permission,
    };
    let examination = guard::examine(page, tx, &examined).await?;
    let words = Words::of(tx, &examined, &examination).await?;
    let explanation = &examination.explanation;
    let parts = words.parts(&explanation.conditions);
    let is_open = explanation.allowed
        && parts.iter().any(|part| {
            let mut met = part.ways.iter().filter(|way| way.matched);
            met.all(|way| way.perhaps)
        });
    let key = about.project.key.to_string();
    let scheme_link = if page.is_administrator() {
        let id = about.project.permission_scheme;
        format!("/secure/admin/EditPermissions!default.jspa?schemeId={id}")
    } else {
        format!(
            "/plugins/servlet/project-config/{}/permissions",
            encode(&key)
        )
    };
    Ok(Answer {
        allowed: explanation.allowed,
        verdict: words.verdict(explanation.allowed, about.permission),
        place: words.place(),
        project: format!("{} ({key})", about.project.name),
        scheme: words.scheme.clone(),
        scheme_link: page.link(&scheme_link),
        is_shut_out: !examination.may_log_in,
        is_open,
        remedies: Lines::of(page, tx, &words, &examination.remedies).await?,
        subject: words.subject,
        parts,
    })
}
