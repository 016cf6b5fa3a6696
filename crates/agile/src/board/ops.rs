//! What boards mean.

use std::ops::Deref;

use base::audit::{Entry, Object};
use base::error::Problems;
use base::{Cx, Error, Result, SignedIn, Tx, guard, messages, text};
use jql::Query;
use model::{BoardId, FilterId, GlobalPermission, ProjectId, StatusId, UserId};
use projects::{StatusCategory, catalog};
use search::filter::{self, Viewer};
use search::query::{self, Matching, Validation};
use serde_json::json;

use super::store;
use super::wire::GivenBoard;
use crate::asked::all_of;

/// The longest name of a board.
const MAX_NAME: usize = 254;
/// What a Kanban board leaves out: what was released.
const UNRELEASED: &str = "fixVersion in unreleasedVersions() OR fixVersion is EMPTY";

/// The kinds of boards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// With sprints.
    Scrum,
    /// Without.
    Kanban,
}

impl Kind {
    /// Returns the word it is stored and told with.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Scrum => "scrum",
            Self::Kanban => "kanban",
        }
    }

    /// Returns the kind of this name, whatever its case.
    #[must_use]
    pub fn find(word: &str) -> Option<Self> {
        let mut all = [Self::Scrum, Self::Kanban].into_iter();
        all.find(|kind| kind.word().eq_ignore_ascii_case(word))
    }

    /// Returns what narrows its filter.
    #[must_use]
    pub fn sub_query(self) -> Option<&'static str> {
        match self {
            Self::Scrum => None,
            Self::Kanban => Some(UNRELEASED),
        }
    }
}

/// A board that the caller sees: it is read in no other way.
#[derive(Clone, Debug)]
pub struct Board {
    pub id: BoardId,
    pub name: String,
    pub kind: Kind,
    pub filter: FilterId,
    pub owner: Option<UserId>,
    pub refined_velocity: Option<bool>,
    /// The query of its filter.
    pub jql: String,
}

/// A board that the caller may change.
#[derive(Debug)]
pub struct Owned(Board);

impl Deref for Owned {
    type Target = Board;

    fn deref(&self) -> &Board {
        &self.0
    }
}

/// Returns the board.
///
/// # Errors
/// Not found, if the caller does not see it; Unauthorized, if they are nobody.
pub async fn see(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Board> {
    let found = match BoardId::parse(id) {
        Some(id) => store::board(tx, &Viewer::of(cx), id).await?,
        None => None,
    };
    if found.is_none() {
        cx.signed_in()?;
    }
    found.ok_or_else(messages::no_such_board)
}

/// Returns the board as one that the caller may change.
///
/// # Errors
/// Forbidden, if they may only see it.
pub fn owned(cx: &Cx, board: Board) -> Result<Owned> {
    let user = cx.signed_in()?;
    let is_owner = board.owner == Some(user.id);
    if is_owner || guard::has_global(cx, GlobalPermission::Administer) {
        Ok(Owned(board))
    } else {
        Err(messages::board_not_yours())
    }
}

/// Returns a page of boards.
///
/// # Errors
/// Not found, if a project is named that the caller may not know of.
pub async fn list(
    cx: &Cx,
    tx: &mut db::Tx,
    mut narrow: store::Narrow,
    project: Option<&str>,
    paging: base::paging::Paging,
) -> Result<(Vec<Board>, i64)> {
    let viewer = Viewer::of(cx);
    if let Some(project) = project {
        let project = guard::project_to_view(cx, tx, project).await?.id;
        // Which projects a filter is about is in its text only. The boards are few, and the names in all
        // their filters are looked up at once.
        let boards = store::queries(tx, &viewer, &narrow).await?;
        let read = |(id, jql): (BoardId, String)| Some((id, jql::parse(&jql).into_result().ok()?));
        let (ids, queries): (Vec<BoardId>, Vec<Query>) =
            boards.into_iter().filter_map(read).unzip();
        let projects = query::projects_of(cx, tx, &queries).await?;
        let about = ids.into_iter().zip(projects).filter(|(_, projects)| {
            let mut projects = projects.iter().flatten();
            projects.any(|known| *known == project)
        });
        narrow.among = Some(about.map(|(id, _)| id.0).collect());
    }
    store::page(tx, &viewer, &narrow, paging).await
}

/// Makes a board of a filter that its maker sees.
///
/// # Errors
/// Invalid, with all that is wrong.
pub async fn create(cx: &Cx, tx: &mut Tx, owner: &SignedIn, given: &GivenBoard) -> Result<Board> {
    let mut problems = Problems::default();
    let name = given.name.as_deref().map(str::trim).unwrap_or_default();
    if text::is_blank(name) || text::is_longer(name, MAX_NAME) || text::has_control(name) {
        problems.field("name", messages::BOARD_NAME_NOT_VALID);
    }
    let kind = given.kind.as_deref().and_then(Kind::find);
    if kind.is_none() {
        problems.field("type", messages::BOARD_TYPE_NOT_VALID);
    }
    let filter = match &given.filter_id {
        Some(id) => filter::see(cx, tx, &id.text()).await?,
        None => None,
    };
    if filter.is_none() {
        problems.field("filterId", messages::BOARD_FILTER_NOT_VALID);
    }
    problems.check()?;
    let (Some(kind), Some(filter)) = (kind, filter) else {
        return Err(Error::Internal("a board without its parts".to_owned()));
    };
    let id = BoardId(tx.next_id("board_id").await?);
    store::insert(tx, id, (name, kind, filter.id, owner.id), cx.now()).await?;
    let board = Board {
        id,
        name: name.to_owned(),
        kind,
        filter: filter.id,
        owner: Some(owner.id),
        refined_velocity: None,
        jql: filter.jql,
    };
    told(cx, tx, "Board created", "board_created", &board).await?;
    Ok(board)
}

/// Deletes a board. Its sprints stay.
///
/// # Errors
/// When the database refuses.
pub async fn delete(cx: &Cx, tx: &mut Tx, board: &Owned) -> Result<()> {
    store::delete(tx, board.id).await?;
    told(cx, tx, "Board deleted", "board_deleted", board).await
}

async fn told(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    event: &'static str,
    board: &Board,
) -> Result<()> {
    let object = Object {
        kind: "BOARD",
        id: board.id.to_string(),
        name: &board.name,
    };
    let entry = Entry {
        category: "boards",
        summary,
        object,
        changes: Vec::new(),
    };
    tx.audit(cx, entry).await?;
    tx.event(cx, event, &json!({ "board": board.id.0 })).await
}

/// Returns the query of what the board shows.
///
/// # Errors
/// Invalid, if its filter cannot be read.
pub fn query_of(board: &Board) -> Result<Query> {
    let filter = query::parsed(&board.jql)?;
    let narrowed = board.kind.sub_query().map(query::parsed).transpose()?;
    Ok(all_of([filter].into_iter().chain(narrowed)))
}

/// Returns the condition that the board shows an issue.
///
/// # Errors
/// When the database cannot be read.
pub async fn matching(cx: &Cx, tx: &mut db::Tx, board: &Board) -> Result<Matching> {
    query::matcher(cx, tx, &query_of(board)?, Validation::Off).await
}

/// Returns the projects that the board's filter says it is about, if it says so; sorted.
///
/// # Errors
/// When the database cannot be read.
pub async fn projects_named(cx: &Cx, tx: &mut db::Tx, jql: &str) -> Result<Option<Vec<ProjectId>>> {
    let Ok(query) = jql::parse(jql).into_result() else {
        return Ok(None);
    };
    let mut projects = query::projects_of(cx, tx, &[query]).await?;
    Ok(projects.pop().flatten())
}

/// Returns the projects that the board is about: those its filter names, or else those of its issues.
///
/// # Errors
/// When the database cannot be read.
pub async fn projects(cx: &Cx, tx: &mut db::Tx, board: &Board) -> Result<Vec<ProjectId>> {
    let viewable = guard::viewable_projects(cx);
    let mut projects = match projects_named(cx, tx, &board.jql).await? {
        Some(projects) => projects,
        None => {
            let matching = matching(cx, tx, board).await?;
            store::projects_with(tx, &matching).await?
        }
    };
    projects.retain(|project| viewable.has(*project));
    Ok(projects)
}

/// Returns the board's columns, each with its statuses.
///
/// # Errors
/// When the database cannot be read.
pub async fn columns(
    cx: &Cx,
    tx: &mut db::Tx,
    board: &Board,
) -> Result<Vec<(&'static str, Vec<StatusId>)>> {
    let projects = projects(cx, tx, board).await?;
    let schemes_of = store::schemes(tx, &projects).await?;
    let catalog = catalog(cx, tx).await?;
    let schemes = catalog.workflow_schemes.iter();
    let workflows = schemes
        .filter(|scheme| schemes_of.contains(&scheme.id))
        .flat_map(|scheme| {
            let mapping = &scheme.current;
            mapping.types.values().copied().chain([mapping.default])
        })
        .filter_map(|id| catalog.workflow(id));
    let used: Vec<StatusId> = workflows
        .flat_map(|workflow| workflow.steps.iter().map(|step| step.status))
        .collect();
    let of = |category: StatusCategory| {
        let statuses = catalog.statuses.iter();
        let statuses =
            statuses.filter(|known| known.category == category && used.contains(&known.id));
        statuses.map(|known| known.id).collect()
    };
    Ok(vec![
        ("To Do", of(StatusCategory::New)),
        ("In Progress", of(StatusCategory::Indeterminate)),
        ("Done", of(StatusCategory::Done)),
    ])
}

/// Sets whether the board's velocity is refined; returns whether it was never set before.
///
/// # Errors
/// When the database refuses.
pub async fn set_velocity(tx: &mut Tx, board: &Owned, value: bool) -> Result<bool> {
    store::set_velocity(tx, board.id, value).await?;
    Ok(board.refined_velocity.is_none())
}
