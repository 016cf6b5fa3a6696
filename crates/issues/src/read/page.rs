//! All that is needed to write a page of issues, read at once.

use std::collections::HashMap;
use std::sync::Arc;

use base::expand::Expand;
use base::guard::FieldFacts;
use base::refs::{Users, users_by_ids};
use base::{Actor, Cx, Result, Urls, guard};
use jiff::tz::TimeZone;
use model::{IssueId, ProjectPermission, UserId};
use projects::component::ComponentShort;
use projects::workflow::About;
use projects::{Catalog, catalog};

use serde_json::Value;

use super::found::Found;
use super::html::Texts;
use super::store::{self, IssueRow, RelatedRow, Tally, Versions};
use crate::attachment::{self, AttachmentRow};
use crate::comment::{self, CommentRow};
use crate::field::custom::{self, Member};
use crate::field::{Field, FieldSet};
use crate::history::{self, ChangeRow};
use crate::issue_link::{self, LinkRow};
use crate::link_type::{LinkTypes, link_types};
use crate::transition::available;
use crate::worklog::{self, WorklogRow};

/// The fields that other issues are read for.
const WITH_RELATED: [Field; 6] = [
    Field::Subtasks,
    Field::Parent,
    Field::AggregateTimeSpent,
    Field::AggregateTimeEstimate,
    Field::AggregateTimeOriginalEstimate,
    Field::AggregateProgress,
];

/// What issues show besides their fields, each a name with a value.
pub type Planned = HashMap<IssueId, Vec<(&'static str, Value)>>;

/// A page of issues, as it was read.
pub struct Page {
    pub urls: Urls,
    /// The caller's time zone, for times as people read them.
    pub zone: TimeZone,
    pub shown: FieldSet,
    /// The order of the fields.
    pub order: Vec<Member>,
    /// What issues show besides their fields, if they are shown as boards see them.
    pub planned: Option<Planned>,
    pub issues: HashMap<IssueId, IssueRow>,
    pub catalog: Arc<Catalog>,
    pub users: Users,
    pub custom: custom::Values,
    pub labels: HashMap<IssueId, Vec<String>>,
    pub comments: HashMap<IssueId, Vec<CommentRow>>,
    /// Parents, sub-tasks and the other ends of links, by their own id: those the caller may see.
    pub related: HashMap<IssueId, RelatedRow>,
    /// Sub-tasks by their parent's id.
    pub subtasks: HashMap<IssueId, Vec<IssueId>>,
    /// Links by either end.
    pub links: HashMap<IssueId, Vec<LinkRow>>,
    pub link_types: Arc<LinkTypes>,
    pub components: HashMap<IssueId, Vec<ComponentShort>>,
    pub versions: Versions,
    /// Votes and watchers.
    pub tallies: HashMap<IssueId, (Tally, Tally)>,
    /// The first worklogs, and how many there are.
    pub worklogs: HashMap<IssueId, (Vec<WorklogRow>, i64)>,
    /// Attached files.
    pub attachments: HashMap<IssueId, Vec<AttachmentRow>>,
    /// Whether fields are shown as HTML, too.
    pub is_rendered: bool,
    /// What their texts speak of, if they are.
    pub texts: Texts,
    /// The numbers of the transitions that the caller may take; `None` if it was not asked.
    pub transitions: Option<HashMap<IssueId, Vec<i64>>>,
    /// What happened to each issue; `None` if it was not asked.
    pub history: Option<HashMap<IssueId, Vec<ChangeRow>>>,
}

impl Page {
    pub async fn read(
        cx: &Cx,
        tx: &mut db::Tx,
        found: &Found,
        shown: FieldSet,
        (expand, is_list): (&Expand, bool),
    ) -> Result<Self> {
        let mut page = Self {
            urls: cx.urls().clone(),
            zone: zone(cx),
            shown,
            order: Vec::new(),
            planned: None,
            issues: store::issues(tx, found.ids()).await?,
            catalog: Arc::default(),
            users: Users::default(),
            custom: custom::Values::default(),
            labels: HashMap::new(),
            comments: HashMap::new(),
            related: HashMap::new(),
            subtasks: HashMap::new(),
            links: HashMap::new(),
            link_types: Arc::default(),
            components: HashMap::new(),
            versions: Versions::default(),
            tallies: HashMap::new(),
            worklogs: HashMap::new(),
            attachments: HashMap::new(),
            is_rendered: expand.has("renderedFields"),
            texts: Texts::none(cx.urls()),
            transitions: None,
            history: None,
        };
        if page.issues.is_empty() {
            return Ok(page);
        }
        page.catalog = catalog(cx, tx).await?;
        page.read_custom(cx, tx, is_list).await?;
        if page.shown.has(Field::Labels) {
            page.labels = store::labels(tx, found.ids()).await?;
        }
        if page.shown.has(Field::Comment) {
            page.comments = comment::of_issues(cx, tx, found.ids()).await?;
        }
        if expand.has("changelog") {
            page.history = Some(history::of_issues(tx, found.ids()).await?);
        }
        page.read_things(cx, tx, found).await?;
        page.read_related(cx, tx, found).await?;
        if expand.has("transitions") {
            let fields = guard::field_facts(cx, tx, found.ids()).await?;
            page.transitions = Some(page.transitions_open_to(cx, &fields));
        }
        page.users = users_by_ids(tx, page.user_ids()).await?;
        if page.is_rendered {
            page.texts = Texts::read(cx, tx, found.ids(), page.long_texts()).await?;
        }
        Ok(page)
    }

    /// Returns all texts that are shown as HTML.
    pub fn long_texts(&self) -> impl Iterator<Item = &str> {
        let issues = self.issues.values();
        let own = issues.flat_map(|row| [row.description.as_deref(), row.environment.as_deref()]);
        let comments = self.comments.values().flatten();
        let worklogs = self.worklogs.values().flat_map(|(rows, _)| rows);
        own.flatten()
            .chain(comments.map(|row| row.body.as_str()))
            .chain(worklogs.map(|row| row.body.as_str()))
            .chain(self.custom.long_texts())
    }

    /// Reads the custom fields, and puts all fields into order.
    async fn read_custom(&mut self, cx: &Cx, tx: &mut db::Tx, is_list: bool) -> Result<()> {
        let issues = self.issues.values();
        let issues = issues.map(|row| (row.id, row.project, row.issue_type));
        let issues: Vec<_> = issues.collect();
        self.custom = custom::Values::read(cx, tx, &issues, &self.shown).await?;
        let system = if is_list { Field::OF_LISTS } else { Field::ALL };
        self.order = custom::merged(system, self.custom.ids(), is_list);
        Ok(())
    }

    /// Returns what the values of custom fields are written with.
    pub fn with(&self) -> custom::With<'_> {
        custom::With {
            users: &self.users,
            urls: &self.urls,
            zone: &self.zone,
            texts: &self.texts,
        }
    }

    /// Reads what issues hold several of.
    async fn read_things(&mut self, cx: &Cx, tx: &mut db::Tx, found: &Found) -> Result<()> {
        let shown = &self.shown;
        if shown.has(Field::Components) {
            self.components = store::components(tx, found.ids(), &self.urls).await?;
        }
        if shown.has(Field::FixVersions) || shown.has(Field::Versions) {
            self.versions = store::versions(tx, found.ids(), &self.urls).await?;
        }
        if shown.has(Field::Votes) || shown.has(Field::Watches) {
            self.tallies = store::tallies(tx, found.ids(), cx.user_id()).await?;
        }
        if shown.has(Field::Worklog) {
            self.worklogs = worklog::first_of_issues(cx, tx, found.ids()).await?;
        }
        if shown.has(Field::Attachment) {
            self.attachments = attachment::of_issues(tx, found.ids()).await?;
        }
        if shown.has(Field::IssueLinks) {
            for link in issue_link::of_issues(tx, found.ids()).await? {
                for end in [link.source, link.destination] {
                    self.links.entry(end).or_default().push(link);
                }
            }
            if !self.links.is_empty() {
                self.link_types = link_types(cx, tx).await?;
            }
        }
        Ok(())
    }

    async fn read_related(&mut self, cx: &Cx, tx: &mut db::Tx, found: &Found) -> Result<()> {
        let with_related = WITH_RELATED.iter().any(|field| self.shown.has(*field));
        if !with_related && self.links.is_empty() {
            return Ok(());
        }
        let parents = self.issues.values().filter_map(|row| row.parent);
        let mut others: Vec<IssueId> = parents.chain(self.links.keys().copied()).collect();
        others.sort_unstable();
        others.dedup();
        let related = store::related(tx, found.ids(), &others).await?;
        let ids: Vec<IssueId> = related.iter().map(|row| row.id).collect();
        let fields = guard::field_facts(cx, tx, &ids).await?;
        let is_seen = |row: &RelatedRow| is_seen(cx, row, fields.get(&row.id));
        for row in related.into_iter().filter(is_seen) {
            if let Some(parent) = row.parent.filter(|parent| self.issues.contains_key(parent)) {
                self.subtasks.entry(parent).or_default().push(row.id);
            }
            self.related.insert(row.id, row);
        }
        Ok(())
    }

    fn transitions_open_to(
        &self,
        cx: &Cx,
        fields: &HashMap<IssueId, FieldFacts>,
    ) -> HashMap<IssueId, Vec<i64>> {
        let open = |row: &IssueRow| {
            let facts = row.facts(fields.get(&row.id));
            if !guard::may(cx, row.project, &facts, ProjectPermission::TransitionIssues) {
                return Vec::new();
            }
            let about = About {
                project: row.project,
                facts: &facts,
            };
            let follows = (row.workflow_scheme, row.issue_type);
            available(cx, &self.catalog, follows, row.status, about)
                .map(|step| step.number)
                .collect()
        };
        let all = self.issues.values();
        all.map(|row| (row.id, open(row))).collect()
    }

    /// Returns everybody who is shown.
    pub fn people(&self) -> impl Iterator<Item = UserId> + use<> {
        self.user_ids().into_iter()
    }

    fn user_ids(&self) -> Vec<UserId> {
        let issues = self.issues.values().flat_map(|row| {
            let archived_by = row.archived.and_then(|(_, by)| by);
            [row.reporter, row.assignee, row.creator, archived_by]
        });
        let comments = self
            .comments
            .values()
            .flatten()
            .flat_map(|row| [row.author, row.update_author]);
        let changes = self
            .history
            .iter()
            .flat_map(HashMap::values)
            .flatten()
            .map(|row| row.author);
        let worklogs = self
            .worklogs
            .values()
            .flat_map(|(rows, _)| rows)
            .flat_map(|row| [row.author, row.update_author]);
        let attachments = self.attachments.values().flatten().map(|row| row.author);
        let people = issues.chain(comments).chain(changes).chain(worklogs);
        let people = people.chain(attachments);
        people.flatten().chain(self.custom.users()).collect()
    }
}

fn zone(cx: &Cx) -> TimeZone {
    match &cx.actor {
        Actor::User(user) => TimeZone::get(&user.time_zone).unwrap_or(TimeZone::UTC),
        Actor::Anonymous | Actor::Internal(_) => TimeZone::UTC,
    }
}

/// Tells whether the caller sees it. A part of an issue may be secret where the whole is not, for instance by its
/// reporter.
pub fn is_seen(cx: &Cx, row: &RelatedRow, fields: Option<&FieldFacts>) -> bool {
    guard::may(
        cx,
        row.project,
        &row.facts(fields),
        ProjectPermission::BrowseProjects,
    )
}
