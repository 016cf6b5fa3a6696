//! Issues as JSON: member names, order and nulls of the reference.

mod parts;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use base::expand::Expand;
use model::IssueId;
use schemars::{JsonSchema, Schema as JsonShape, SchemaGenerator};
use serde::{Serialize, Serializer, ser::SerializeMap as _};
use serde_json::{Map, Value};

use super::found::Found;
use super::page::Page;
use super::rendered::Rendered;
use super::store::{IssueRow, RelatedRow};
use super::times::{self, Progress, TimeTracking};
use crate::attachment::Attachment;
use crate::comment::{Comment, CommentPage};
use crate::duration;
use crate::field::custom::{CustomField, Member};
use crate::field::{Field, Schema, names, schema};
use crate::history::Changelog;
use crate::meta::EditMeta;
use crate::transition::TransitionShort;
use crate::worklog::{Worklog, WorklogPage, WorklogRow};
use parts::{IssueLink, SecurityLevel, Votes, Watches};

pub use parts::{Related, project};

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
    editmeta: Option<EditMeta>,
}

/// The values of fields under their ids, which `GET /rest/api/2/field` lists.
type Members = Map<String, Value>;

/// The members of an issue.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct Bean<'a> {
    expand: &'static str,
    id: String,
    #[serde(rename = "self")]
    self_url: String,
    key: String,
    #[schemars(with = "Members")]
    fields: Fields<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Members")]
    rendered_fields: Option<Rendered<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<BTreeMap<Cow<'static, str>, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<BTreeMap<Cow<'static, str>, Schema>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transitions: Option<Vec<TransitionShort>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    editmeta: Option<&'a EditMeta>,
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
            editmeta: None,
        })
        .collect()
}

/// Returns an issue that stands alone, if it is on the page.
pub fn single(
    page: &Arc<Page>,
    id: IssueId,
    expand: &Expand,
    editmeta: Option<EditMeta>,
) -> Option<Issue> {
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
        editmeta,
    })
}

impl JsonSchema for Issue {
    fn schema_name() -> Cow<'static, str> {
        "Issue".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> JsonShape {
        Bean::json_schema(generator)
    }
}

impl Serialize for Issue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let page = &*self.page;
        let Some(issue) = page.issues.get(&self.id) else {
            return serializer.serialize_none();
        };
        let transitions = page.transitions.as_ref().map(|open| {
            let numbers = open.get(&issue.id).map_or(&[][..], Vec::as_slice);
            let (scheme, kind) = (issue.workflow_scheme, issue.issue_type);
            let workflow = page.catalog.workflow_of(scheme, kind);
            let steps = numbers.iter().filter_map(|n| workflow?.transition(*n));
            steps
                .filter_map(|step| TransitionShort::new(step, &page.catalog, &page.urls, None))
                .collect()
        });
        let history = page.history.as_ref().map(|history| {
            let changes = history.get(&issue.id).map_or(&[][..], Vec::as_slice);
            Changelog::new(changes, &page.users, &page.urls)
        });
        Bean {
            expand: self.expand,
            id: issue.id.to_string(),
            self_url: if page.planned.is_some() {
                let path = format!("/rest/agile/1.0/issue/{}", issue.id);
                page.urls.page(&path)
            } else {
                page.urls.api(&format!("issue/{}", issue.id))
            },
            key: issue.key(),
            fields: Fields { page, issue },
            rendered_fields: page.is_rendered.then_some(Rendered { page, issue }),
            names: (self.with_names).then(|| names(&page.shown, custom_of(page, issue))),
            schema: (self.with_schema).then(|| schema(&page.shown, custom_of(page, issue))),
            transitions,
            editmeta: self.editmeta.as_ref(),
            changelog: history,
        }
        .serialize(serializer)
    }
}

/// A field to show.
pub enum Shown<'a> {
    System(Field),
    Custom(&'a CustomField),
}

/// Returns the fields to show of an issue: those asked for, without the two that only some issues have and the
/// custom ones that do not apply to it.
pub fn members_of<'a>(page: &'a Page, issue: &IssueRow) -> impl Iterator<Item = Shown<'a>> {
    let has_parent = parent_of(page, issue).is_some();
    let has_level = issue.level.is_some();
    let (project, issue_type) = (issue.project, issue.issue_type);
    page.order.iter().filter_map(move |member| match member {
        Member::System(field) => {
            let is_there = match field {
                Field::Parent => has_parent,
                Field::Security => has_level,
                _ => true,
            };
            (is_there && page.shown.has(*field)).then_some(Shown::System(*field))
        }
        Member::Custom(id) => page
            .custom
            .applying(*id, project, issue_type)
            .map(Shown::Custom),
    })
}

fn custom_of<'a>(page: &'a Page, issue: &IssueRow) -> impl Iterator<Item = &'a CustomField> {
    members_of(page, issue).filter_map(|member| match member {
        Shown::Custom(field) => Some(field),
        Shown::System(_) => None,
    })
}

fn parent_of<'a>(page: &'a Page, issue: &IssueRow) -> Option<&'a RelatedRow> {
    page.related.get(&issue.parent?)
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
        let planned = page.planned.as_ref().and_then(|all| all.get(&issue.id));
        let mut planned = planned.into_iter().flatten();
        for member in members_of(page, issue) {
            // Where the reference has the one of them that it always shows.
            if matches!(member, Shown::System(field) if field >= Field::Summary) {
                for (name, value) in planned.by_ref() {
                    map.serialize_entry(name, value)?;
                }
            }
            let field = match member {
                Shown::System(field) => field,
                Shown::Custom(field) => {
                    let value = page.custom.json(issue.id, field, page.with());
                    map.serialize_entry(&field.key(), &value)?;
                    continue;
                }
            };
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
                Field::WorkRatio => map.serialize_entry(id, &times::work_ratio(issue.times))?,
                Field::Watches => map.serialize_entry(id, &Watches::new(page, issue))?,
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
                Field::TimeTracking => {
                    map.serialize_entry(id, &TimeTracking::new(issue.times, duration::short))?;
                }
                Field::Security => {
                    let level = issue.level.as_ref();
                    map.serialize_entry(id, &level.map(|level| SecurityLevel::new(level, urls)))?;
                }
                Field::Summary => map.serialize_entry(id, &issue.summary)?,
                Field::Creator => map.serialize_entry(id, &user(issue.creator))?,
                Field::Subtasks => {
                    let subtasks = times::subtasks(page, issue);
                    let subtasks = subtasks.map(|row| Related::new(row, catalog, urls));
                    map.serialize_entry(id, &subtasks.collect::<Vec<_>>())?;
                }
                Field::Reporter => map.serialize_entry(id, &user(issue.reporter))?,
                Field::Progress => map.serialize_entry(id, &Progress::new(issue.times))?,
                Field::AggregateProgress => {
                    map.serialize_entry(id, &Progress::new(times::aggregate(page, issue)))?;
                }
                Field::Environment => map.serialize_entry(id, &issue.environment)?,
                Field::DueDate => map.serialize_entry(id, &issue.due_date)?,
                Field::Comment => {
                    let comments = page.comments.get(&issue.id).map_or(&[][..], Vec::as_slice);
                    let comments = comments.iter().map(|row| Comment::new(row, users, urls));
                    map.serialize_entry(id, &CommentPage::all(comments.collect()))?;
                }
                Field::Votes => map.serialize_entry(id, &Votes::new(page, issue))?,
                Field::Worklog => {
                    let (worklogs, total) = worklogs_of(page, issue);
                    let worklogs = worklogs.iter().map(|row| Worklog::new(row, users, urls));
                    map.serialize_entry(id, &WorklogPage::first(worklogs.collect(), total))?;
                }
                Field::FixVersions => {
                    map.serialize_entry(id, list(&page.versions.fix, issue))?;
                }
                Field::Versions => {
                    map.serialize_entry(id, list(&page.versions.affected, issue))?;
                }
                Field::Components => map.serialize_entry(id, list(&page.components, issue))?,
                Field::IssueLinks => {
                    let links = list(&page.links, issue).iter();
                    let links = links.filter_map(|row| IssueLink::new(page, issue, row));
                    map.serialize_entry(id, &links.collect::<Vec<_>>())?;
                }
                Field::Attachment => {
                    let files = list(&page.attachments, issue).iter();
                    let files = files.map(|row| Attachment::listed(row, users, urls));
                    map.serialize_entry(id, &files.collect::<Vec<_>>())?;
                }
                Field::TimeSpent
                | Field::AggregateTimeSpent
                | Field::TimeEstimate
                | Field::AggregateTimeOriginalEstimate
                | Field::TimeOriginalEstimate
                | Field::AggregateTimeEstimate => {
                    map.serialize_entry(id, &times::seconds(page, issue, field))?;
                }
                Field::ArchivedDate => {
                    let at = issue.archived.map(|(at, _)| at.to_jira());
                    map.serialize_entry(id, &at)?;
                }
                Field::ArchivedBy => {
                    let by = issue.archived.and_then(|(_, by)| by);
                    map.serialize_entry(id, &user(by))?;
                }
                // The two of lists are never in a set.
                Field::LastViewed | Field::Thumbnail | Field::IssueKey => {
                    map.serialize_entry(id, &())?;
                }
            }
        }
        for (name, value) in planned {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// Returns what the issue has several of.
pub fn list<'a, T>(all: &'a HashMap<IssueId, Vec<T>>, issue: &IssueRow) -> &'a [T] {
    all.get(&issue.id).map_or(&[], Vec::as_slice)
}

/// Returns the first worklogs of an issue, and how many there are.
pub fn worklogs_of<'a>(page: &'a Page, issue: &IssueRow) -> (&'a [WorklogRow], i64) {
    page.worklogs
        .get(&issue.id)
        .map_or((&[], 0), |(rows, total)| (rows, *total))
}
