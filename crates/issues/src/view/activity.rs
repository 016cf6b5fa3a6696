//! What happened to an issue: comments, work and changes, a part at a time, with a constant number of statements.

use std::collections::HashMap;

use base::Result;
use base::guard::{Granted, IssueRef};
use base::page::PageCx;
use base::refs::Users;
use jiff::tz::TimeZone;
use model::permission::may::BrowseProjects;
use model::{IssueId, UserId};
use serde::Deserialize;

use super::changed::Changed;
use super::may::May;
use super::store::{self, Kind, Place};
use super::value::{Person, When};
use crate::comment::{self, CommentRow};
use crate::duration;
use crate::history::{self, ChangeRow};
use crate::read::Texts;
use crate::worklog::{self, WorklogRow};

/// How much of it a page has.
pub const SIZE: i64 = 50;

/// What the address says of the activity.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: Option<String>,
    #[serde(rename = "focusedCommentId")]
    comment: Option<String>,
    #[serde(rename = "focusedWorklogId")]
    worklog: Option<String>,
    start: Option<String>,
    #[serde(rename = "actionOrder")]
    order: Option<String>,
}

/// A tab: what it is called, what the reference calls it in addresses, and what it shows.
pub struct Tab {
    pub label: &'static str,
    pub name: &'static str,
    kinds: &'static [Kind],
}

macro_rules! panel {
    ($name:literal) => {
        concat!("com.atlassian.jira.plugin.system.issuetabpanels:", $name)
    };
}

/// All tabs.
pub const TABS: [Tab; 4] = [
    Tab {
        label: "All",
        name: panel!("all-tabpanel"),
        kinds: &Kind::ALL,
    },
    Tab {
        label: "Comments",
        name: panel!("comment-tabpanel"),
        kinds: &[Kind::Comment],
    },
    Tab {
        label: "Work log",
        name: panel!("worklog-tabpanel"),
        kinds: &[Kind::Worklog],
    },
    Tab {
        label: "History",
        name: panel!("changehistory-tabpanel"),
        kinds: &[Kind::Change],
    },
];
const COMMENTS: usize = 1;
const WORK: usize = 2;

/// What was read of the activity, before it is known what its texts speak of.
pub struct Part {
    tab: usize,
    places: Vec<Place>,
    total: i64,
    start: i64,
    newest_first: bool,
    focused: Option<(Kind, i64)>,
    comments: Vec<CommentRow>,
    worklogs: Vec<WorklogRow>,
    changes: Vec<ChangeRow>,
}

impl Part {
    pub async fn read(
        page: &PageCx,
        tx: &mut db::Tx,
        issue: &Granted<IssueRef, BrowseProjects>,
        asked: &Asked,
    ) -> Result<Self> {
        let focus = focus(page, tx, issue, asked).await?;
        let named = asked.page.as_deref();
        let named = TABS.iter().position(|tab| Some(tab.name) == named);
        let tab = match (named, &focus) {
            (Some(tab), None) => tab,
            (Some(tab), Some(place))
                if TABS
                    .get(tab)
                    .is_some_and(|tab| tab.kinds.contains(&place.kind)) =>
            {
                tab
            }
            (_, Some(place)) if place.kind == Kind::Worklog => WORK,
            _ => COMMENTS,
        };
        let kinds = TABS.get(tab).map_or(&[][..], |tab| tab.kinds);
        let viewer = page.user_id();
        let total = store::count(tx, issue.id, viewer, kinds).await?;
        let start = match focus {
            Some(place) => {
                let after = store::count_after(tx, issue.id, viewer, kinds, place).await?;
                after - after % SIZE
            }
            None => {
                let start = asked
                    .start
                    .as_deref()
                    .and_then(|text| text.parse::<i64>().ok());
                start
                    .filter(|start| (0..total).contains(start))
                    .unwrap_or(0)
            }
        };
        let places = store::part(tx, issue.id, viewer, kinds, (start, SIZE)).await?;
        let mut part = Self {
            tab,
            total,
            start,
            newest_first: asked.order.as_deref() == Some("desc"),
            focused: focus.map(|place| (place.kind, place.id)),
            comments: Vec::new(),
            worklogs: Vec::new(),
            changes: Vec::new(),
            places,
        };
        let ids = |kind| -> Vec<i64> {
            let of_kind = part.places.iter().filter(|place| place.kind == kind);
            of_kind.map(|place| place.id).collect()
        };
        let (comments, worklogs, changes) =
            (ids(Kind::Comment), ids(Kind::Worklog), ids(Kind::Change));
        if !comments.is_empty() {
            part.comments = comment::by_ids(tx, comments).await?;
        }
        if !worklogs.is_empty() {
            part.worklogs = worklog::found(tx, worklogs).await?;
        }
        if !changes.is_empty() {
            part.changes = history::by_ids(tx, changes).await?;
        }
        Ok(part)
    }

    /// Returns who did it.
    pub fn user_ids(&self) -> impl Iterator<Item = UserId> + '_ {
        let comments = self.comments.iter();
        let comments = comments.flat_map(|row| [row.author, row.update_author]);
        let worklogs = self.worklogs.iter();
        let worklogs = worklogs.flat_map(|row| [row.author, row.update_author]);
        let changes = self.changes.iter().map(|row| row.author);
        comments.chain(worklogs).chain(changes).flatten()
    }

    /// Returns its texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let comments = self.comments.iter().map(|row| row.body.as_str());
        comments.chain(self.worklogs.iter().map(|row| row.body.as_str()))
    }
}

/// Returns what the address wants to be shown, if it is there for the reader.
async fn focus(
    page: &PageCx,
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, BrowseProjects>,
    asked: &Asked,
) -> Result<Option<Place>> {
    if let Some(id) = &asked.comment
        && let Ok(row) = comment::find(page, tx, issue, id).await
    {
        let (kind, at) = (Kind::Comment, row.created_at);
        return Ok(Some(Place {
            kind,
            id: row.id.0,
            at,
        }));
    }
    if let Some(id) = &asked.worklog
        && let Ok(row) = worklog::find(page, tx, issue, id).await
    {
        let (kind, at) = (Kind::Worklog, row.created_at);
        return Ok(Some(Place {
            kind,
            id: row.id.0,
            at,
        }));
    }
    Ok(None)
}

/// The activity as it is shown.
pub struct Activity {
    pub tab: usize,
    pub entries: Vec<Entry>,
    pub total: i64,
    pub newest_first: bool,
    pub start: i64,
}

/// Something that happened.
pub struct Entry {
    pub anchor: String,
    pub id: i64,
    pub author: Option<Person>,
    pub when: When,
    pub is_focused: bool,
    pub what: What,
}

/// What happened.
pub enum What {
    Comment {
        html: String,
        edited: Option<(Option<Person>, When)>,
        audience: Option<String>,
        may_edit: bool,
        may_delete: bool,
    },
    Worklog {
        html: String,
        spent: String,
        started: When,
        audience: Option<String>,
        may_edit: bool,
        may_delete: bool,
    },
    Change(Vec<Changed>),
}

/// What entries are shown with.
pub struct With<'a> {
    pub page: &'a PageCx,
    pub issue: IssueId,
    pub users: &'a Users,
    pub texts: &'a Texts,
    pub zone: &'a TimeZone,
    pub may: &'a May,
}

impl Activity {
    pub fn new(part: Part, with: &With<'_>) -> Self {
        let mut comments: HashMap<i64, CommentRow> = part
            .comments
            .into_iter()
            .map(|row| (row.id.0, row))
            .collect();
        let mut worklogs: HashMap<i64, WorklogRow> = part
            .worklogs
            .into_iter()
            .map(|row| (row.id.0, row))
            .collect();
        let mut changes: HashMap<i64, ChangeRow> = part
            .changes
            .into_iter()
            .map(|row| (row.id.0, row))
            .collect();
        let shown = part.places.iter().filter_map(|place| match place.kind {
            Kind::Comment => comments.remove(&place.id).map(|row| said(&row, with)),
            Kind::Worklog => worklogs.remove(&place.id).map(|row| worked(&row, with)),
            Kind::Change => changes.remove(&place.id).map(|row| changed(&row, with)),
        });
        let mut entries: Vec<Entry> = shown.collect();
        let anchor = part.focused.map(|(kind, id)| anchor(kind, id));
        for entry in &mut entries {
            entry.is_focused = anchor.as_ref() == Some(&entry.anchor);
        }
        if !part.newest_first {
            entries.reverse();
        }
        Self {
            tab: part.tab,
            entries,
            total: part.total,
            newest_first: part.newest_first,
            start: part.start,
        }
    }

    /// Returns how many are before those shown.
    pub fn n_older(&self) -> i64 {
        (self.total - self.start - SIZE).max(0)
    }

    /// Returns where the older ones begin.
    pub fn older(&self) -> i64 {
        self.start + SIZE
    }

    /// Returns where the newer ones begin, if there are any.
    pub fn newer(&self) -> Option<i64> {
        (self.start > 0).then(|| (self.start - SIZE).max(0))
    }
}

fn anchor(kind: Kind, id: i64) -> String {
    let name = match kind {
        Kind::Comment => "comment",
        Kind::Worklog => "worklog",
        Kind::Change => "changehistory",
    };
    format!("{name}-{id}")
}

fn audience<A, B>(group: Option<&(A, String)>, role: Option<&(B, String)>) -> Option<String> {
    let group = group.map(|(_, name)| name.clone());
    group.or_else(|| role.map(|(_, name)| name.clone()))
}

fn said(row: &CommentRow, with: &With<'_>) -> Entry {
    let (page, may, now) = (with.page, with.may, with.page.now());
    let is_edited = row.updated_at != row.created_at;
    let edited = is_edited.then(|| {
        let by = row
            .update_author
            .filter(|_| row.update_author != row.author);
        let by = Person::of(page, with.users, by);
        (by, When::new(row.updated_at, now, with.zone))
    });
    Entry {
        anchor: anchor(Kind::Comment, row.id.0),
        id: row.id.0,
        author: Person::of(page, with.users, row.author),
        when: When::new(row.created_at, now, with.zone),
        is_focused: false,
        what: What::Comment {
            html: with.texts.html(with.issue, &row.body),
            edited,
            audience: audience(row.group.as_ref(), row.role.as_ref()),
            may_edit: may.edit_comment(row.author),
            may_delete: may.delete_comment(row.author),
        },
    }
}

fn worked(row: &WorklogRow, with: &With<'_>) -> Entry {
    let (page, may, now) = (with.page, with.may, with.page.now());
    Entry {
        anchor: anchor(Kind::Worklog, row.id.0),
        id: row.id.0,
        author: Person::of(page, with.users, row.author),
        when: When::new(row.created_at, now, with.zone),
        is_focused: false,
        what: What::Worklog {
            html: with.texts.html(with.issue, &row.body),
            spent: duration::words(row.seconds),
            started: When::new(row.started_at, now, with.zone),
            audience: audience(row.group.as_ref(), row.role.as_ref()),
            may_edit: may.edit_worklog(row.author),
            may_delete: may.delete_worklog(row.author),
        },
    }
}

fn changed(row: &ChangeRow, with: &With<'_>) -> Entry {
    Entry {
        anchor: anchor(Kind::Change, row.id.0),
        id: row.id.0,
        author: Person::of(with.page, with.users, row.author),
        when: When::new(row.created_at, with.page.now(), with.zone),
        is_focused: false,
        what: What::Change(row.items.iter().map(Changed::new).collect()),
    }
}
