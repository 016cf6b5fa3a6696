//! Reading what can be set, for any number of projects with the same number of queries.

use std::sync::Arc;

use base::guard::{self, Granted, IssueRef, ProjectRef};
use base::refs::ProjectShort;
use base::{Cx, Result};
use model::permission::may::CreateIssues;
use model::{ProjectId, ProjectPermission};
use projects::component::{self, Component};
use projects::screen::{Screens, screens};
use projects::version::{self, Version};
use projects::{Catalog, IssueType, Offers, Transition, catalog, offers};

use super::fields::Around;
use super::store::{self, LevelRow, ProjectRow};
use super::wire::{EditMeta, FieldMap, FieldMeta};
use crate::field::custom::{CustomFields, Holds, custom_fields};

/// What the fields of several projects can be set to.
pub struct Read {
    pub projects: Vec<ProjectRow>,
    components: Vec<Component>,
    versions: Vec<Version>,
    levels: Vec<LevelRow>,
    /// The projects that the caller may know of, if a custom field may hold one.
    known: Vec<ProjectShort>,
    custom: Arc<CustomFields>,
    pub catalog: Arc<Catalog>,
    screens: Arc<Screens>,
    pub offers: Arc<Offers>,
}

impl Read {
    /// Reads it; without the fields only the projects are read.
    pub async fn read(
        cx: &Cx,
        tx: &mut db::Tx,
        ids: &[ProjectId],
        with_fields: bool,
    ) -> Result<Self> {
        let mut read = Self {
            projects: store::projects(tx, ids).await?,
            components: Vec::new(),
            versions: Vec::new(),
            levels: Vec::new(),
            known: Vec::new(),
            custom: Arc::default(),
            catalog: catalog(cx, tx).await?,
            screens: screens(cx, tx).await?,
            offers: offers(cx, tx).await?,
        };
        if with_fields {
            read.components = component::of_projects(tx, ids).await?;
            read.versions = version::of_projects(tx, ids).await?;
            read.levels = store::levels(tx, ids).await?;
            read.custom = custom_fields(cx, tx).await?;
            let mut fields = read.custom.fields.iter();
            if fields.any(|field| matches!(field.holds(), Holds::Project)) {
                let viewable = guard::viewable_projects(cx);
                let rows = store::projects(tx, viewable.ids()).await?;
                read.known = rows.iter().map(|row| row.short(cx.urls())).collect();
            }
            let visible = guard::visible(cx);
            read.levels.retain(|level| {
                visible
                    .issues
                    .project(level.project)
                    .is_some_and(|seen| seen.levels.iter().any(|known| known.level == level.id))
            });
        }
        Ok(read)
    }

    /// Returns what the fields of one project can be set to.
    pub fn around<'a>(&'a self, cx: &'a Cx, project: &'a ProjectRow) -> Around<'a> {
        let id = project.id;
        Around {
            project,
            components: self
                .components
                .iter()
                .filter(|of| of.project == id)
                .collect(),
            versions: self.versions.iter().filter(|of| of.project == id).collect(),
            levels: self.levels.iter().filter(|of| of.project == id).collect(),
            projects: &self.known,
            custom: &self.custom,
            cx,
            catalog: &self.catalog,
            screen: self.screens.get(projects::screen::DEFAULT),
            offer: self.offers.offer(&self.catalog, id),
            urls: cx.urls(),
        }
    }
}

/// Returns what can be set in a new issue of a type in a project.
///
/// # Errors
/// When the database cannot be read.
pub async fn create_meta(
    cx: &Cx,
    tx: &mut db::Tx,
    project: &Granted<ProjectRef, CreateIssues>,
    issue_type: &IssueType,
) -> Result<Vec<FieldMeta>> {
    let read = Read::read(cx, tx, &[project.id], true).await?;
    let may = |permission| guard::has_in_project(cx, project.id, permission);
    let rows = read.projects.first();
    Ok(rows.map_or_else(Vec::new, |row| read.around(cx, row).of_new(issue_type, may)))
}

/// Returns the projects of these ids, by name: id, key, name.
///
/// # Errors
/// When the database cannot be read.
pub async fn projects_named(
    tx: &mut db::Tx,
    ids: &[ProjectId],
) -> Result<Vec<(ProjectId, String, String)>> {
    let rows = store::projects(tx, ids).await?.into_iter();
    Ok(rows.map(|row| (row.id, row.key, row.name)).collect())
}

/// Returns what can be set in an issue: nothing, if the caller may not edit it.
///
/// # Errors
/// When the database cannot be read.
pub async fn edit_meta<P>(
    cx: &Cx,
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, P>,
) -> Result<EditMeta> {
    let may = |permission| guard::may_on_issue(cx, issue, permission);
    let mut fields = Vec::new();
    if may(ProjectPermission::EditIssues) {
        let read = Read::read(cx, tx, &[issue.project], true).await?;
        let workflow = read
            .catalog
            .workflow_of(issue.workflow_scheme, issue.issue_type);
        if workflow.is_none_or(|workflow| workflow.is_editable(issue.status))
            && let Some(project) = read.projects.first()
            && let Some(issue_type) = read.catalog.issue_type(issue.issue_type)
        {
            let key = issue.key.to_string();
            let kind = (issue.workflow_scheme, issue_type);
            fields = read.around(cx, project).of_issue(&key, kind, may);
        }
    }
    Ok(EditMeta {
        fields: FieldMap(fields),
    })
}

/// Returns the fields that the screen of each of these transitions asks for; none without a screen.
///
/// # Errors
/// When the database cannot be read.
pub async fn transition_meta<P>(
    cx: &Cx,
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, P>,
    steps: &[&Transition],
) -> Result<Vec<FieldMap>> {
    let none = || FieldMap(Vec::new());
    if steps.iter().all(|step| step.screen.is_none()) {
        return Ok(steps.iter().map(|_| none()).collect());
    }
    let read = Read::read(cx, tx, &[issue.project], true).await?;
    let key = issue.key.to_string();
    let may = |permission| guard::may_on_issue(cx, issue, permission);
    let fields = steps.iter().map(|step| {
        let screen = step.screen.and_then(|id| read.screens.get(id));
        let issue_type = read.catalog.issue_type(issue.issue_type);
        match (read.projects.first(), issue_type, screen) {
            (Some(project), Some(issue_type), Some(screen)) => {
                let around = read.around(cx, project);
                FieldMap(around.of_transition((&key, issue_type), may, step, screen))
            }
            _ => none(),
        }
    });
    Ok(fields.collect())
}
