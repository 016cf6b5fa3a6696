//! Issues as JSON: member names, order and nulls of the reference.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::Urls;
use base::expand::Expand;
use base::icon::AvatarUrls;
use base::refs::ProjectShort;
use model::IssueId;
use projects::{Catalog, IssueTypeShort, PriorityShort, StatusShort};
use serde::{Serialize, Serializer, ser::SerializeMap as _};

use super::found::Found;
use super::page::Page;
use super::rendered::Rendered;
use super::store::{IssueRow, Level, RelatedRow};
use crate::comment::{Comment, CommentPage};
use crate::field::{Field, Schema, names, schema};
use crate::history::Changelog;
use crate::transition::{TransitionShort, available};

/// What an issue of a list says it could be expanded by.
const LISTED: &str = "operations,versionedRepresentations,editmeta,changelog,renderedFields";
/// What a single issue says it could be expanded by.
const SINGLE: &str =
    "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations";
/// The same, once its transitions are shown.
const SINGLE_WITH_TRANSITIONS: &str = "renderedFields,names,schema,transitions,operations,editmeta,changelog,versionedRepresentations";

/// An issue, to be serialized.
pub struct Issue {
    page: Arc<Page>,
    id: IssueId,
    expand: &'static str,
    with_names: bool,
    with_schema: bool,
}

/// The members of an issue.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Bean<'a> {
    expand: &'static str,
    id: String,
    #[serde(rename = "self")]
    self_url: String,
    key: String,
    fields: Fields<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rendered_fields: Option<Rendered<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<BTreeMap<&'static str, &'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<BTreeMap<&'static str, Schema>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transitions: Option<Vec<TransitionShort>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changelog: Option<Changelog>,
}

/// Returns the issues of a page in the order found.
pub fn listed(page: &Arc<Page>, found: &Found) -> Vec<Issue> {
    let there = found.ids().iter().filter(|id| page.issues.contains_key(id));
    there
        .map(|id| Issue {
            page: Arc::clone(page),
            id: *id,
            expand: LISTED,
            with_names: false,
            with_schema: false,
        })
        .collect()
}

/// Returns an issue that stands alone, if it is on the page.
pub fn single(page: &Arc<Page>, id: IssueId, expand: &Expand) -> Option<Issue> {
    page.issues.contains_key(&id).then(|| Issue {
        page: Arc::clone(page),
        id,
        expand: if expand.has("transitions") {
            SINGLE_WITH_TRANSITIONS
        } else {
            SINGLE
        },
        with_names: expand.has("names"),
        with_schema: expand.has("schema"),
    })
}

impl Serialize for Issue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let page = &*self.page;
        let Some(issue) = page.issues.get(&self.id) else {
            return serializer.serialize_none();
        };
        let transitions = page.may_transition.as_ref().map(|may| {
            if may.contains(&issue.id) {
                available(&page.catalog, issue.workflow, issue.status)
                    .filter_map(|step| TransitionShort::new(step, &page.catalog, &page.urls, false))
                    .collect()
            } else {
                Vec::new()
            }
        });
        let history = page.history.as_ref().map(|history| {
            let changes = history.get(&issue.id).map_or(&[][..], Vec::as_slice);
            Changelog::new(changes, &page.users, &page.urls)
        });
        Bean {
            expand: self.expand,
            id: issue.id.to_string(),
            self_url: page.urls.api(&format!("issue/{}", issue.id)),
            key: issue.key(),
            fields: Fields { page, issue },
            rendered_fields: page.is_rendered.then_some(Rendered { page, issue }),
            names: self.with_names.then(|| names(page.shown)),
            schema: self.with_schema.then(|| schema(page.shown)),
            transitions,
            changelog: history,
        }
        .serialize(serializer)
    }
}

/// Returns the fields to show of an issue: those asked for, without the two that only some issues have.
pub fn fields_of(page: &Page, issue: &IssueRow) -> impl Iterator<Item = Field> {
    let has_parent = parent_of(page, issue).is_some();
    let has_level = issue.level.is_some();
    let shown = page.order.iter().filter(|field| page.shown.has(**field));
    shown.copied().filter(move |field| match field {
        Field::Parent => has_parent,
        Field::Security => has_level,
        _ => true,
    })
}

fn parent_of<'a>(page: &'a Page, issue: &IssueRow) -> Option<&'a RelatedRow> {
    page.parents.get(&issue.parent?)
}

struct Fields<'a> {
    page: &'a Page,
    issue: &'a IssueRow,
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Page {
            urls,
            catalog,
            users,
            ..
        } = self.page;
        let (page, issue) = (self.page, self.issue);
        let user = |id| users.short(id, urls);
        let mut map = serializer.serialize_map(None)?;
        for field in fields_of(page, issue) {
            let id = field.id();
            match field {
                Field::IssueType => {
                    let kind = catalog.issue_type(issue.issue_type);
                    map.serialize_entry(id, &kind.map(|kind| kind.short(urls)))?;
                }
                Field::Parent => {
                    let parent = parent_of(page, issue);
                    map.serialize_entry(id, &parent.map(|row| Related::new(row, catalog, urls)))?;
                }
                Field::Project => map.serialize_entry(id, &project(issue, urls))?,
                Field::Resolution => {
                    let resolution = issue.resolution.and_then(|id| catalog.resolution(id));
                    map.serialize_entry(id, &resolution.map(|known| known.short(urls)))?;
                }
                Field::ResolutionDate => {
                    map.serialize_entry(id, &issue.resolved_at.map(|at| at.to_jira()))?;
                }
                Field::WorkRatio => map.serialize_entry(id, &-1)?,
                Field::Watches => map.serialize_entry(id, &Watches::new(issue, urls))?,
                Field::Created => map.serialize_entry(id, &issue.created_at.to_jira())?,
                Field::Priority => {
                    let priority = issue.priority.and_then(|id| catalog.priority(id));
                    map.serialize_entry(id, &priority.map(|known| known.short(urls)))?;
                }
                Field::Labels => {
                    let labels = page.labels.get(&issue.id).map_or(&[][..], Vec::as_slice);
                    map.serialize_entry(id, labels)?;
                }
                Field::Assignee => map.serialize_entry(id, &user(issue.assignee))?,
                Field::Updated => map.serialize_entry(id, &issue.updated_at.to_jira())?,
                Field::Status => {
                    let status = catalog.status(issue.status);
                    map.serialize_entry(id, &status.map(|status| status.short(urls)))?;
                }
                Field::Description => map.serialize_entry(id, &issue.description)?,
                Field::TimeTracking => map.serialize_entry(id, &Empty {})?,
                Field::Security => {
                    let level = issue.level.as_ref();
                    map.serialize_entry(id, &level.map(|level| SecurityLevel::new(level, urls)))?;
                }
                Field::Summary => map.serialize_entry(id, &issue.summary)?,
                Field::Creator => map.serialize_entry(id, &user(issue.creator))?,
                Field::Subtasks => {
                    let subtasks = page.subtasks.get(&issue.id).map_or(&[][..], Vec::as_slice);
                    let subtasks = subtasks.iter().map(|row| Related::new(row, catalog, urls));
                    map.serialize_entry(id, &subtasks.collect::<Vec<_>>())?;
                }
                Field::Reporter => map.serialize_entry(id, &user(issue.reporter))?,
                Field::AggregateProgress | Field::Progress => {
                    map.serialize_entry(id, &Progress::NONE)?;
                }
                Field::Environment => map.serialize_entry(id, &issue.environment)?,
                Field::DueDate => map.serialize_entry(id, &issue.due_date)?,
                Field::Comment => {
                    let comments = page.comments.get(&issue.id).map_or(&[][..], Vec::as_slice);
                    let comments = comments.iter().map(|row| Comment::new(row, users, urls));
                    map.serialize_entry(id, &CommentPage::all(comments.collect()))?;
                }
                Field::Votes => map.serialize_entry(id, &Votes::new(issue, urls))?,
                Field::Worklog => map.serialize_entry(id, &Worklogs::NONE)?,
                Field::FixVersions
                | Field::Versions
                | Field::Components
                | Field::IssueLinks
                | Field::Attachment => map.serialize_entry(id, &[(); 0])?,
                // Time tracking and archiving come later; the two of lists are never in a set.
                Field::TimeSpent
                | Field::AggregateTimeSpent
                | Field::LastViewed
                | Field::TimeEstimate
                | Field::AggregateTimeOriginalEstimate
                | Field::TimeOriginalEstimate
                | Field::AggregateTimeEstimate
                | Field::ArchivedDate
                | Field::ArchivedBy
                | Field::Thumbnail
                | Field::IssueKey => map.serialize_entry(id, &())?,
            }
        }
        map.end()
    }
}

fn project(issue: &IssueRow, urls: &Urls) -> ProjectShort {
    ProjectShort {
        self_url: urls.api(&format!("project/{}", issue.project)),
        id: issue.project.to_string(),
        key: issue.project_key.clone(),
        name: issue.project_name.clone(),
        project_type_key: issue.project_type.clone(),
        avatar_urls: AvatarUrls::of_project(urls, issue.project),
    }
}

/// `{}`.
#[derive(Serialize)]
pub struct Empty {}

/// An issue inside another one.
#[derive(Serialize)]
struct Related {
    id: String,
    key: String,
    #[serde(rename = "self")]
    self_url: String,
    fields: RelatedFields,
}

#[derive(Serialize)]
struct RelatedFields {
    summary: String,
    status: Option<StatusShort>,
    priority: Option<PriorityShort>,
    issuetype: Option<IssueTypeShort>,
}

impl Related {
    fn new(row: &RelatedRow, catalog: &Catalog, urls: &Urls) -> Self {
        let priority = row.priority.and_then(|id| catalog.priority(id));
        Self {
            id: row.id.to_string(),
            key: row.key.clone(),
            self_url: urls.api(&format!("issue/{}", row.id)),
            fields: RelatedFields {
                summary: row.summary.clone(),
                status: catalog.status(row.status).map(|known| known.short(urls)),
                priority: priority.map(|known| known.short(urls)),
                issuetype: catalog
                    .issue_type(row.issue_type)
                    .map(|known| known.short(urls)),
            },
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Watches {
    #[serde(rename = "self")]
    self_url: String,
    watch_count: i64,
    is_watching: bool,
}

impl Watches {
    fn new(issue: &IssueRow, urls: &Urls) -> Self {
        Self {
            self_url: urls.api(&format!("issue/{}/watchers", issue.key())),
            watch_count: 0,
            is_watching: false,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Votes {
    #[serde(rename = "self")]
    self_url: String,
    votes: i64,
    has_voted: bool,
}

impl Votes {
    fn new(issue: &IssueRow, urls: &Urls) -> Self {
        Self {
            self_url: urls.api(&format!("issue/{}/votes", issue.key())),
            votes: 0,
            has_voted: false,
        }
    }
}

#[derive(Serialize)]
struct SecurityLevel {
    #[serde(rename = "self")]
    self_url: String,
    id: String,
    description: String,
    name: String,
}

impl SecurityLevel {
    fn new(level: &Level, urls: &Urls) -> Self {
        Self {
            self_url: urls.api(&format!("securitylevel/{}", level.id)),
            id: level.id.to_string(),
            description: level.description.clone(),
            name: level.name.clone(),
        }
    }
}

#[derive(Serialize)]
struct Progress {
    progress: i64,
    total: i64,
}

impl Progress {
    const NONE: Self = Self {
        progress: 0,
        total: 0,
    };
}

/// The work logged on an issue: none yet. Clients read the two numbers.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Worklogs {
    start_at: i64,
    max_results: i64,
    total: i64,
    worklogs: [(); 0],
}

impl Worklogs {
    pub const NONE: Self = Self {
        start_at: 0,
        max_results: 20,
        total: 0,
        worklogs: [],
    };
}
