//! All that the page of an issue shows, read at once.

use std::borrow::Borrow;

use base::Result;
use base::expand::Expand;
use base::guard::{Granted, IssueRef};
use base::page::PageCx;
use base::page::field::Choice;
use base::refs::users_by_ids;
use model::UserId;
use model::permission::may::BrowseProjects;
use projects::screen::screens;

use super::activity::{Activity, Asked, Part, TABS, Tab, With};
use super::facts::{Facts, Source};
use super::may::May;
use super::parts::{FileView, Group, Step, Subtasks, Time};
use super::store;
use super::value::Other;
use crate::field::FieldSet;
use crate::read::{self, Found, Page, Texts};
use crate::remote_link;

/// The page of an issue.
pub struct View {
    pub id: i64,
    pub key: String,
    pub summary: String,
    pub project_key: String,
    pub project_name: String,
    pub project_icon: String,
    pub type_name: String,
    pub type_icon: String,
    pub parent: Option<Other>,
    pub may: May,
    pub is_archived: bool,
    pub is_resolved: bool,
    pub is_reporter: bool,
    pub steps: Vec<Step>,
    pub facts: Facts,
    pub files: Vec<FileView>,
    pub subtasks: Subtasks,
    pub groups: Vec<Group>,
    pub n_votes: i64,
    pub has_voted: bool,
    pub n_watchers: i64,
    pub is_watching: bool,
    pub time: Option<Time>,
    pub all_time: Option<Time>,
    pub tabs: &'static [Tab],
    pub activity: Activity,
    /// Who a comment can be for.
    pub audiences: Vec<Choice>,
}

impl View {
    pub async fn read(
        page: &PageCx,
        tx: &mut db::Tx,
        issue: &Granted<IssueRef, BrowseProjects>,
        asked: &Asked,
    ) -> Result<Self> {
        let may = May::read(page, tx, issue).await?;
        let fields = FieldSet::parse(["*all", "-comment", "-worklog"], FieldSet::all());
        let expand = Expand::parse(Some("transitions"));
        let found = Found::one(issue);
        let mut read = Page::read(page, tx, &found, fields, (&expand, false)).await?;
        let part = Part::read(page, tx, issue, asked).await?;
        let remote = remote_link::store::of_issue(tx, issue.id).await?;
        let others = read.related.values().filter_map(|row| row.assignee);
        let people: Vec<UserId> = part.user_ids().chain(others).chain(read.people()).collect();
        read.users = users_by_ids(tx, people).await?;
        let texts = read.long_texts().chain(part.texts());
        let texts = Texts::read(page, tx, &[issue.id], texts.collect::<Vec<_>>()).await?;
        read.texts = texts;
        let screens = screens(page, tx).await?;
        let audiences = match page.user_id() {
            Some(user) if may.comment => audiences(tx, issue, user).await?,
            _ => Vec::new(),
        };
        let row = read.issues.get(&issue.id);
        let row = row.ok_or_else(base::messages::no_such_issue)?;
        let source = Source {
            page,
            read: &read,
            row,
            may: &may,
            screens: &screens,
        };
        let with = With {
            page,
            issue: issue.id,
            users: &read.users,
            texts: &read.texts,
            zone: &read.zone,
            may: &may,
        };
        let (votes, watchers) = read.tallies.get(&issue.id).copied().unwrap_or_default();
        let (time, all_time) = Time::of(&read, row);
        let kind = read.catalog.issue_type(row.issue_type);
        let parent = row.parent.and_then(|id| read.related.get(&id));
        let project = read::project(row, page.urls());
        Ok(Self {
            id: issue.id.0,
            key: row.key(),
            summary: row.summary.clone(),
            project_key: row.project_key.clone(),
            project_name: row.project_name.clone(),
            project_icon: project.avatar_urls.small,
            type_name: kind.map(|kind| kind.name.clone()).unwrap_or_default(),
            type_icon: kind
                .map(|kind| kind.short(page.urls()).icon_url)
                .unwrap_or_default(),
            parent: parent.map(|row| Other::new(page, row, &read.catalog, &read.users)),
            may,
            is_archived: issue.is_archived,
            is_resolved: row.resolution.is_some(),
            is_reporter: page.user_id().is_some() && row.reporter == page.user_id(),
            steps: Step::all(&read, row),
            facts: Facts::new(&source),
            files: FileView::all(page, &read, row, &may),
            subtasks: Subtasks::new(page, &read, row),
            groups: Group::all(page, &read, row, remote),
            n_votes: votes.n,
            has_voted: votes.is_caller,
            n_watchers: watchers.n,
            is_watching: watchers.is_caller,
            time,
            all_time,
            tabs: &TABS,
            activity: Activity::new(part, &with),
            audiences,
        })
    }

    /// Returns the address of a tab of the activity, without the context path.
    pub fn tab_path(&self, tab: &Tab) -> String {
        format!("/browse/{}?page={}", self.key, tab.name)
    }

    /// Returns the address of another part or order of what the tab shows.
    pub fn part_path(&self, start: impl Borrow<i64>, newest_first: impl Borrow<bool>) -> String {
        let start = start.borrow();
        let name = self.tabs.get(self.activity.tab).map_or("", |tab| tab.name);
        let order = if *newest_first.borrow() {
            "desc"
        } else {
            "asc"
        };
        format!(
            "/browse/{}?page={name}&start={start}&actionOrder={order}#activitymodule",
            self.key
        )
    }

    /// Returns whether the reader may vote now.
    pub fn may_vote(&self) -> bool {
        self.may.take_part && !self.is_reporter && !self.is_resolved
    }
}

/// Returns who a comment of the caller can be for.
pub async fn audiences(tx: &mut db::Tx, issue: &IssueRef, user: UserId) -> Result<Vec<Choice>> {
    let known = store::audiences(tx, issue.project, user).await?;
    let choices = known.into_iter().map(|(kind, name)| {
        let of = if kind == "role" { "Role" } else { "Group" };
        Choice::new(format!("{kind}:{name}"), format!("{of}: {name}"))
    });
    let all = Choice::new("", "Everybody who sees the issue");
    Ok(std::iter::once(all).chain(choices).collect())
}
