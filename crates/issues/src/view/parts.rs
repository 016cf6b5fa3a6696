//! What stands below the fields: files, sub-tasks, links, the time, the ways on.

use base::page::PageCx;
use base::urls::encode;
use model::{IssueLinkId, RemoteLinkId};

use super::may::May;
use super::value::{Other, Person, When, class_of};
use crate::attachment::{self, AttachmentRow};
use crate::duration;
use crate::read::{IssueRow, Page, Times, aggregate, list, subtasks};
use crate::remote_link::store::LinkRow as RemoteRow;

/// An attached file.
pub struct FileView {
    pub id: i64,
    pub name: String,
    pub href: String,
    pub thumbnail: Option<String>,
    /// What stands where there is no small picture.
    pub extension: String,
    pub size: String,
    pub author: Option<Person>,
    pub when: When,
    pub may_delete: bool,
}

impl FileView {
    pub fn all(page: &PageCx, read: &Page, row: &IssueRow, may: &May) -> Vec<Self> {
        let files = list(&read.attachments, row).iter();
        files.map(|file| Self::new(page, read, file, may)).collect()
    }

    fn new(page: &PageCx, read: &Page, file: &AttachmentRow, may: &May) -> Self {
        let id = file.id;
        let thumbnail = format!("/secure/thumbnail/{id}/_thumb_{id}.png");
        let extension = file
            .name
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension);
        let extension = extension.chars().take(4).collect::<String>();
        Self {
            id: id.0,
            name: file.name.clone(),
            href: page.link(&format!("/secure/attachment/{id}/{}", encode(&file.name))),
            thumbnail: file.has_thumbnail.then(|| page.link(&thumbnail)),
            extension: extension.to_uppercase(),
            size: attachment::size_words(file.size),
            author: Person::of(page, &read.users, file.author),
            when: When::new(file.created_at, page.now(), &read.zone),
            may_delete: may.delete_file(file.author),
        }
    }
}

/// The parts of an issue that the reader sees, and how many of them are done.
pub struct Subtasks {
    pub all: Vec<Other>,
    pub n_done: usize,
}

impl Subtasks {
    pub fn new(page: &PageCx, read: &Page, row: &IssueRow) -> Self {
        let rows = subtasks(read, row);
        let all = rows.map(|row| Other::new(page, row, &read.catalog, &read.users));
        let all: Vec<Other> = all.collect();
        Self {
            n_done: all
                .iter()
                .filter(|one| one.is_resolved || one.class == "good")
                .count(),
            all,
        }
    }
}

/// Links of one kind.
pub struct Group {
    /// What the issue does, or has done to it: `blocks`.
    pub words: String,
    pub issues: Vec<(IssueLinkId, Other)>,
    pub pages: Vec<Remote>,
}

/// A link to a page elsewhere.
pub struct Remote {
    pub id: RemoteLinkId,
    pub href: String,
    pub title: String,
    pub summary: String,
    pub application: String,
    pub is_resolved: bool,
}

impl Group {
    pub fn all(page: &PageCx, read: &Page, row: &IssueRow, remote: Vec<RemoteRow>) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for known in &read.link_types.0 {
            for (words, is_outward) in [(&known.inward, false), (&known.outward, true)] {
                let links = list(&read.links, row).iter();
                let links = links.filter(|link| {
                    link.link_type == known.id && (link.source == row.id) == is_outward
                });
                let issues = links.filter_map(|link| {
                    let other = if is_outward {
                        link.destination
                    } else {
                        link.source
                    };
                    let other = read.related.get(&other)?;
                    let other = Other::new(page, other, &read.catalog, &read.users);
                    Some((link.id, other))
                });
                let issues: Vec<_> = issues.collect();
                if !issues.is_empty()
                    && let Some(group) = Self::named(&mut groups, words)
                {
                    group.issues.extend(issues);
                }
            }
        }
        for link in remote {
            let words = link.content.relationship.as_deref().unwrap_or("links to");
            if let Some(group) = Self::named(&mut groups, words) {
                group.pages.push(Remote::new(link));
            }
        }
        groups
    }

    /// Returns the group of these words, which is made if there is none.
    fn named<'g>(groups: &'g mut Vec<Self>, words: &str) -> Option<&'g mut Self> {
        let known = groups.iter().position(|group| group.words == words);
        let place = known.unwrap_or(groups.len());
        if known.is_none() {
            groups.push(Self {
                words: words.to_owned(),
                issues: Vec::new(),
                pages: Vec::new(),
            });
        }
        groups.get_mut(place)
    }
}

impl Remote {
    fn new(row: RemoteRow) -> Self {
        let content = row.content;
        Self {
            id: row.id,
            href: content.url,
            title: content.title,
            summary: content.summary.unwrap_or_default(),
            application: content
                .application_name
                .or(content.icon_title)
                .unwrap_or_default(),
            is_resolved: content.is_resolved.unwrap_or(false),
        }
    }
}

/// The time that work takes.
pub struct Time {
    pub original: Option<String>,
    pub remaining: Option<String>,
    pub spent: Option<String>,
    /// What bars are drawn of, in minutes: all of it, and the three.
    pub total: i64,
    pub n_original: i64,
    pub n_remaining: i64,
    pub n_spent: i64,
}

impl Time {
    fn new(times: Times) -> Option<Self> {
        let seconds = |part: Option<i64>| part.unwrap_or(0);
        let done = seconds(times.spent).saturating_add(seconds(times.remaining));
        let total = done.max(seconds(times.original));
        (times != Times::default()).then(|| Self {
            original: times.original.map(duration::short),
            remaining: times.remaining.map(duration::short),
            spent: times.spent.map(duration::short),
            total: (total / 60).max(1),
            n_original: seconds(times.original) / 60,
            n_remaining: seconds(times.remaining) / 60,
            n_spent: seconds(times.spent) / 60,
        })
    }

    /// Returns the issue's own, and that with its sub-tasks where these have any.
    pub fn of(read: &Page, row: &IssueRow) -> (Option<Self>, Option<Self>) {
        let all = aggregate(read, row);
        let with_subtasks = (all != row.times).then(|| Self::new(all)).flatten();
        (Self::new(row.times), with_subtasks)
    }
}

/// A way on.
pub struct Step {
    pub number: i64,
    pub name: String,
    pub description: String,
    /// The status it leads to.
    pub to: String,
    pub class: &'static str,
}

impl Step {
    pub fn all(read: &Page, row: &IssueRow) -> Vec<Self> {
        let open = read.transitions.as_ref().and_then(|open| open.get(&row.id));
        let workflow = read
            .catalog
            .workflow_of(row.workflow_scheme, row.issue_type);
        let numbers = open.map_or(&[][..], Vec::as_slice).iter();
        let steps = numbers.filter_map(|number| {
            let step = workflow?.transition(*number)?;
            let to = read.catalog.status(step.to)?;
            Some(Self {
                number: step.number,
                name: step.name.clone(),
                description: step.description.clone(),
                to: to.name.clone(),
                class: class_of(to.category),
            })
        });
        steps.collect()
    }
}
