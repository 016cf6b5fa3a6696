//! Where a new issue begins: in which project, of which type. Whoever has no choice is not asked.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;
use base::error::Problems;
use base::guard::{self, Granted, IssueRef, ProjectRef};
use base::http::QueryPairs;
use base::page::field::{self, Choice};
use base::page::{FieldErrors, FormPairs, PageCx, Shell, cookie};
use base::{Cx, Error, Result, messages};
use model::permission::may::{BrowseProjects, CreateIssues};
use model::{IssueTypeId, ProjectId, ProjectPermission};
use projects::{IssueType, catalog, offers};

use super::create;
use crate::meta::projects_named;

/// The cookie with the project and the type that somebody chose last.
pub const LAST: &str = "bailiwick.create";
/// How many projects a list shows at most; a project beyond them is chosen by its key.
pub const MOST_PROJECTS: usize = 500;

/// What a new issue will be.
pub struct Kind {
    pub project: Granted<ProjectRef, CreateIssues>,
    pub issue_type: IssueType,
    /// The types there are to choose from.
    pub types: Vec<Choice>,
    /// The issue that it will be a part of.
    pub parent: Option<Granted<IssueRef, BrowseProjects>>,
}

/// What came of looking for it.
pub enum Found {
    Kind(Box<Kind>),
    /// It is still to be chosen; what is wrong with what was asked for.
    Open(Box<Choosing>),
}

/// What there is to choose from.
#[derive(Debug, Default)]
pub struct Choosing {
    projects: Vec<Choice>,
    types: Vec<Choice>,
    project: String,
    issue_type: String,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "issue_create_choose.html")]
struct Page<'a> {
    page: &'a PageCx,
    choosing: &'a Choosing,
    /// What else the address says, to go on with.
    rest: Vec<(&'a str, &'a str)>,
}

/// The first step. With JavaScript the types follow when another project is chosen.
pub async fn choose(
    page: PageCx,
    headers: HeaderMap,
    QueryPairs(asked): QueryPairs,
) -> Result<Response> {
    start(&page, &headers, FormPairs(asked), true).await
}

/// The form, filled in by the address; or the first step, where something is still to be chosen.
pub async fn open(
    page: PageCx,
    headers: HeaderMap,
    QueryPairs(asked): QueryPairs,
) -> Result<Response> {
    start(&page, &headers, FormPairs(asked), false).await
}

async fn start(
    page: &PageCx,
    headers: &HeaderMap,
    asked: FormPairs,
    is_first: bool,
) -> Result<Response> {
    let mut tx = page.read().await?;
    let last = cookie::value(headers, LAST).and_then(|last| last.split_once('-'));
    match find(page, &mut tx, &asked, last.unwrap_or_default()).await? {
        // Whoever chooses another project chooses a type, too.
        Found::Kind(kind) if !asked.has("choose") || !is_first => {
            create::show(page, &mut tx, &kind, &asked).await
        }
        Found::Kind(kind) => {
            let choosing = kind.chosen(page, &mut tx).await?;
            shown(page, &choosing, &asked)
        }
        Found::Open(choosing) => shown(page, &choosing, &asked),
    }
}

fn shown(page: &PageCx, choosing: &Choosing, asked: &FormPairs) -> Result<Response> {
    const OWN: [&str; 3] = ["pid", "issuetype", "choose"];
    let rest = asked
        .0
        .iter()
        .filter(|(name, _)| !OWN.contains(&name.as_str()));
    let main = Page {
        page,
        choosing,
        rest: rest
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect(),
    };
    let shell = Shell::plain("Create issue");
    page.answer_form(&shell, &main, &choosing.errors)
}

impl Kind {
    /// Returns the same as what was chosen, to choose something else.
    async fn chosen(self: Box<Self>, page: &PageCx, tx: &mut db::Tx) -> Result<Choosing> {
        Ok(Choosing {
            projects: projects(page, tx).await?,
            project: self.project.id.to_string(),
            issue_type: self.issue_type.id.to_string(),
            types: self.types,
            errors: FieldErrors::none(),
        })
    }
}

/// Returns the projects in which the caller may create issues, by name. The others do not exist here.
///
/// # Errors
/// When the database cannot be read.
pub async fn projects(cx: &Cx, tx: &mut db::Tx) -> Result<Vec<Choice>> {
    let ids = creates_in(cx);
    let rows = projects_named(tx, &ids)
        .await?
        .into_iter()
        .take(MOST_PROJECTS);
    Ok(rows
        .map(|(id, key, name)| Choice::new(id.to_string(), format!("{name} ({key})")))
        .collect())
}

fn creates_in(cx: &Cx) -> Vec<ProjectId> {
    let may = |id: &&ProjectId| guard::has_in_project(cx, **id, ProjectPermission::CreateIssues);
    guard::viewable_projects(cx)
        .ids()
        .iter()
        .filter(may)
        .copied()
        .collect()
}

/// Finds out what is to be made: as asked for, or because there is no choice. `last` is what was made before.
///
/// # Errors
/// Unauthorized, Forbidden for who may create issues nowhere; Not found for the parent of a sub-task.
pub async fn find(
    page: &PageCx,
    tx: &mut db::Tx,
    asked: &FormPairs,
    last: (&str, &str),
) -> Result<Found> {
    let parent_id = asked.first("parentIssueId");
    let mut parent = None;
    let mut which = asked.first("pid").trim().to_owned();
    if !parent_id.is_empty() {
        let issue = guard::issue::<BrowseProjects>(page, tx, parent_id).await?;
        which = issue.project.to_string();
        parent = Some(issue);
    }
    let ids = creates_in(page);
    if ids.is_empty() {
        page.signed_in()?;
        return Err(messages::creates_nowhere());
    }
    if let ([only], true) = (ids.as_slice(), which.is_empty()) {
        which = only.to_string();
    }
    let mut problems = Problems::default();
    let mut is_chosen = !which.is_empty();
    let mut project = match which.as_str() {
        "" => None,
        which => guard::create_in(page, tx, which).await?,
    };
    if parent.is_some() && project.is_none() {
        return Err(messages::no_project_permission(
            ProjectPermission::CreateIssues.name(),
        ));
    }
    if is_chosen && project.is_none() {
        problems.field("pid", messages::CANNOT_CREATE_HERE);
        is_chosen = false;
    }
    if project.is_none() {
        let of_last = ids
            .iter()
            .find(|id| id.to_string() == last.0)
            .or(ids.first());
        if let Some(id) = of_last {
            project = guard::create_in(page, tx, &id.to_string()).await?;
        }
    }
    // Between the two questions it was taken away.
    let project = project.ok_or(Error::Retry)?;
    let catalog = catalog(page, tx).await?;
    let offers = offers(page, tx).await?;
    let types = offers.offer(&catalog, project.id).types.into_iter();
    let types: Vec<&IssueType> = types
        .filter(|known| known.is_subtask == parent.is_some())
        .collect();
    if types.is_empty() && parent.is_some() {
        return Err(messages::no_subtask_types());
    }
    let named = asked.first("issuetype").trim();
    let is_named = |known: &&&IssueType| {
        Some(known.id) == IssueTypeId::parse(named) || known.name.eq_ignore_ascii_case(named)
    };
    let found = match types.as_slice() {
        [only] if named.is_empty() => Some(*only),
        // Which one is chosen in the form itself.
        [first, ..] if named.is_empty() && parent.is_some() => Some(*first),
        types => types.iter().find(is_named).copied(),
    };
    let choices = types
        .iter()
        .map(|known| Choice::new(known.id.to_string(), &known.name));
    let choices: Vec<Choice> = choices.collect();
    if let (Some(found), true) = (found, is_chosen) {
        let issue_type = found.clone();
        return Ok(Found::Kind(Box::new(Kind {
            project,
            issue_type,
            types: choices,
            parent,
        })));
    }
    // Asking for another project's types is no mistake.
    if is_chosen && !named.is_empty() && found.is_none() && !asked.has("choose") {
        problems.field("issuetype", messages::ISSUE_TYPE_NOT_VALID);
    }
    let of_last = types.iter().find(|known| known.id.to_string() == last.1);
    let chosen = found.or(of_last.copied()).or(types.first().copied());
    Ok(Found::Open(Box::new(Choosing {
        projects: projects(page, tx).await?,
        project: project.id.to_string(),
        issue_type: chosen.map(|known| known.id.to_string()).unwrap_or_default(),
        types: choices,
        errors: problems.into(),
    })))
}
