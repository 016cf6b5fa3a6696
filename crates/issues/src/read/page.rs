//! All that is needed to write a page of issues, read at once.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use base::expand::Expand;
use base::refs::{Users, users_by_ids};
use base::{Actor, Cx, Result, Urls, guard};
use jiff::tz::TimeZone;
use model::{IssueId, ProjectPermission, UserId};
use projects::{Catalog, catalog};

use super::found::Found;
use super::store::{self, IssueRow, RelatedRow};
use crate::comment::{self, CommentRow};
use crate::field::{Field, FieldSet};
use crate::history::{self, ChangeRow};

/// A page of issues, as it was read.
pub struct Page {
    pub urls: Urls,
    /// The caller's time zone, for times as people read them.
    pub zone: TimeZone,
    pub shown: FieldSet,
    /// The order of the fields.
    pub order: &'static [Field],
    pub issues: HashMap<IssueId, IssueRow>,
    pub catalog: Arc<Catalog>,
    pub users: Users,
    pub labels: HashMap<IssueId, Vec<String>>,
    pub comments: HashMap<IssueId, Vec<CommentRow>>,
    /// Parents by their own id.
    pub parents: HashMap<IssueId, RelatedRow>,
    /// Sub-tasks by their parent's id.
    pub subtasks: HashMap<IssueId, Vec<RelatedRow>>,
    /// Whether fields are shown as HTML, too.
    pub is_rendered: bool,
    /// The issues the caller may transition; `None` if it was not asked.
    pub may_transition: Option<HashSet<IssueId>>,
    /// What happened to each issue; `None` if it was not asked.
    pub history: Option<HashMap<IssueId, Vec<ChangeRow>>>,
}

impl Page {
    pub async fn read(
        cx: &Cx,
        tx: &mut db::Tx,
        found: &Found,
        shown: FieldSet,
        expand: &Expand,
    ) -> Result<Self> {
        let mut page = Self {
            urls: cx.urls().clone(),
            zone: zone(cx),
            shown,
            order: Field::ALL,
            issues: store::issues(tx, found.ids()).await?,
            catalog: Arc::default(),
            users: Users::default(),
            labels: HashMap::new(),
            comments: HashMap::new(),
            parents: HashMap::new(),
            subtasks: HashMap::new(),
            is_rendered: expand.has("renderedFields"),
            may_transition: None,
            history: None,
        };
        if page.issues.is_empty() {
            return Ok(page);
        }
        page.catalog = catalog(cx, tx).await?;
        if shown.has(Field::Labels) {
            page.labels = store::labels(tx, found.ids()).await?;
        }
        if shown.has(Field::Comment) {
            page.comments = comment::of_issues(cx, tx, found.ids()).await?;
        }
        if expand.has("changelog") {
            page.history = Some(history::of_issues(tx, found.ids()).await?);
        }
        page.read_related(cx, tx, found, expand.has("transitions"))
            .await?;
        page.users = users_by_ids(tx, page.user_ids()).await?;
        Ok(page)
    }

    async fn read_related(
        &mut self,
        cx: &Cx,
        tx: &mut db::Tx,
        found: &Found,
        with_transitions: bool,
    ) -> Result<()> {
        let parents: Vec<IssueId> = self.issues.values().filter_map(|row| row.parent).collect();
        let with_related = self.shown.has(Field::Subtasks) || self.shown.has(Field::Parent);
        let related = if with_related {
            store::related(tx, found.ids(), &parents).await?
        } else {
            Vec::new()
        };
        // A part of an issue may be secret where the whole is not, for instance by its reporter.
        let is_seen = |row: &RelatedRow| {
            guard::may(
                cx,
                row.project,
                &row.facts(),
                ProjectPermission::BrowseProjects,
            )
        };
        for row in related.into_iter().filter(is_seen) {
            match row.parent {
                Some(parent) if self.issues.contains_key(&parent) => {
                    self.subtasks.entry(parent).or_default().push(row);
                }
                _ => {
                    self.parents.insert(row.id, row);
                }
            }
        }
        if with_transitions {
            let may = |row: &&IssueRow| {
                guard::may(
                    cx,
                    row.project,
                    &row.facts(),
                    ProjectPermission::TransitionIssues,
                )
            };
            self.may_transition =
                Some(self.issues.values().filter(may).map(|row| row.id).collect());
        }
        Ok(())
    }

    fn user_ids(&self) -> Vec<UserId> {
        let issues = self
            .issues
            .values()
            .flat_map(|row| [row.reporter, row.assignee, row.creator]);
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
        issues.chain(comments).chain(changes).flatten().collect()
    }
}

fn zone(cx: &Cx) -> TimeZone {
    match &cx.actor {
        Actor::User(user) => TimeZone::get(&user.time_zone).unwrap_or(TimeZone::UTC),
        Actor::Anonymous | Actor::Internal(_) => TimeZone::UTC,
    }
}
