//! What would change the answer, in words: each change with what else it would give, and to how many.

use base::Result;
use base::page::PageCx;
use base::urls::encode;
use model::{GroupId, ProjectPermission};
use policy::{Change, Holder, Remedy};

use super::store;
use super::words::Words;

/// How many are shown; the others give more.
const MOST: usize = 8;

/// A change, as it is shown.
pub struct Line {
    pub change: String,
    /// Where it is made, if the reader may make it.
    pub link: Option<String>,
    /// What else it gives to the one asked about.
    pub gives: Vec<String>,
    /// Whom else it concerns.
    pub others: Option<String>,
}

/// The changes that are shown, and how many are not.
#[derive(Default)]
pub struct Lines {
    pub lines: Vec<Line>,
    pub n_more: usize,
}

impl Lines {
    pub async fn of(
        page: &PageCx,
        tx: &mut db::Tx,
        words: &Words<'_>,
        remedies: &[Remedy],
    ) -> Result<Self> {
        let groups = remedies
            .iter()
            .filter_map(|remedy| granted_group(&remedy.change));
        let mut ids: Vec<i64> = groups.map(|id| id.0).collect();
        ids.sort_unstable();
        ids.dedup();
        let n_members = store::n_members(tx, ids).await?;
        let others = |remedy: &Remedy| {
            let group = granted_group(&remedy.change);
            group.map_or(0, |id| n_members.get(&id).copied().unwrap_or(0) - 1)
        };
        let mut sorted: Vec<&Remedy> = remedies.iter().collect();
        // Of the grants to groups, which give the subject the same, the one to the smallest group first.
        // Only neighbors change places: what gives least is known to `policy`.
        for same in sorted.chunk_by_mut(|a, b| are_alike(a, b)) {
            same.sort_by_key(|remedy| others(remedy));
        }
        let n_projects = if remedies
            .iter()
            .any(|r| matches!(r.change, Change::Grant(..)))
        {
            store::n_projects(tx, words.examined.project.permission_scheme).await?
        } else {
            0
        };
        let writer = Writer {
            page,
            words,
            n_projects,
        };
        let shown = sorted.iter().take(MOST);
        Ok(Self {
            lines: shown
                .map(|remedy| writer.line(remedy, others(remedy)))
                .collect(),
            n_more: remedies.len().saturating_sub(MOST),
        })
    }
}

fn granted_group(change: &Change) -> Option<GroupId> {
    match change {
        Change::Grant(_, Holder::Group(id)) | Change::Admit(_, Holder::Group(id)) => Some(*id),
        _ => None,
    }
}

fn are_alike(a: &Remedy, b: &Remedy) -> bool {
    match (&a.change, &b.change) {
        (Change::Grant(a, Holder::Group(_)), Change::Grant(b, Holder::Group(_))) => a == b,
        (Change::Admit(a, Holder::Group(_)), Change::Admit(b, Holder::Group(_))) => a == b,
        _ => false,
    }
}

struct Writer<'a> {
    page: &'a PageCx,
    words: &'a Words<'a>,
    n_projects: i64,
}

impl Writer<'_> {
    fn line(&self, remedy: &Remedy, others: i64) -> Line {
        Line {
            change: self.change(&remedy.change),
            link: self.link(&remedy.change),
            gives: self.gives(remedy),
            others: self.others(&remedy.change, others),
        }
    }

    fn change(&self, change: &Change) -> String {
        let words = self.words;
        let subject = &words.subject;
        let project = &words.examined.project.key;
        let place = words.place();
        match change {
            Change::BecomeAssignee => format!("Make {subject} the assignee of {place}"),
            Change::BecomeReporter => format!("Make {subject} the reporter of {place}"),
            Change::BecomeLead => format!("Make {subject} the lead of {project}"),
            Change::JoinRole(id) => {
                format!("Add {subject} to the role {} of {project}", words.role(*id))
            }
            Change::JoinGroup(id) => format!("Add {subject} to the group {}", words.group(*id)),
            Change::Grant(permission, holder) => format!(
                "Grant '{}' to {} in {}",
                permission.name(),
                self.holder(holder),
                words.scheme
            ),
            Change::Admit(level, holder) => format!(
                "Put {} into the security level '{}'",
                self.holder(holder),
                words.level(*level)
            ),
        }
    }

    fn holder(&self, holder: &Holder) -> String {
        match holder {
            Holder::Group(id) => format!("the group {}", self.words.group(*id)),
            Holder::Role(id) => format!("the role {}", self.words.role(*id)),
            Holder::User(_) => format!("{} alone", self.words.subject),
            _ => "everybody on the web, signed in or not".to_owned(),
        }
    }

    /// Returns where the change is made. Who administers only the project may not change what others share.
    fn link(&self, change: &Change) -> Option<String> {
        let examined = self.words.examined;
        let key = encode(&examined.project.key.to_string());
        let scheme = examined.project.permission_scheme;
        let is_administrator = self.page.is_administrator();
        let path = match change {
            Change::BecomeAssignee | Change::BecomeReporter | Change::Admit(..) => return None,
            Change::BecomeLead | Change::JoinRole(_) => {
                format!("/plugins/servlet/project-config/{key}/roles")
            }
            Change::JoinGroup(_) if is_administrator => {
                let name = encode(&examined.user?.name);
                format!("/secure/admin/user/EditUserGroups!default.jspa?name={name}")
            }
            Change::Grant(permission, _) if is_administrator => format!(
                "/secure/admin/AddPermission!default.jspa?schemeId={scheme}&permissions={}",
                permission.key()
            ),
            Change::JoinGroup(_) | Change::Grant(..) => return None,
        };
        Some(self.page.link(&path))
    }

    fn gives(&self, remedy: &Remedy) -> Vec<String> {
        let words = self.words;
        let mut gives = Vec::new();
        if !remedy.gives_globally.is_empty() {
            let names = remedy.gives_globally.iter().map(|id| id.name());
            gives.push(format!("Global permissions: {}", joined(names)));
        }
        if !remedy.gives_applications.is_empty() {
            let names = remedy.gives_applications.iter();
            let names = names.map(|key| words.application(key));
            gives.push(format!("Access to {}", joined(names)));
        }
        if !remedy.gives_in_project.is_empty() {
            let names = remedy.gives_in_project.iter();
            let names = names.copied().map(ProjectPermission::name);
            gives.push(format!(
                "In {}: {}",
                words.examined.project.key,
                joined(names)
            ));
        }
        if !remedy.gives_levels.is_empty() {
            let names = remedy.gives_levels.iter().map(|id| words.level(*id));
            gives.push(format!("Issues of the security levels: {}", joined(names)));
        }
        match remedy.gives_elsewhere {
            0 => {}
            1 => gives.push("Something in 1 other project".to_owned()),
            n => gives.push(format!("Something in {n} other projects")),
        }
        gives
    }

    fn others(&self, change: &Change, n_others: i64) -> Option<String> {
        let whom = match change {
            Change::Grant(_, holder) | Change::Admit(_, holder) => match holder {
                Holder::User(_) => None,
                Holder::Group(_) if n_others <= 0 => None,
                Holder::Group(_) if n_others == 1 => Some("1 other member of the group".to_owned()),
                Holder::Group(_) => Some(format!("{n_others} other members of the group")),
                Holder::Role(_) => Some("all others in the role".to_owned()),
                _ => Some("everybody".to_owned()),
            },
            _ => return None,
        };
        let is_shared = matches!(change, Change::Grant(..)) && self.n_projects > 1;
        // How many projects there are is not for who administers one of them.
        let shared = if self.page.is_administrator() {
            format!("in all {} projects that use the scheme", self.n_projects)
        } else {
            "in all projects that use the scheme".to_owned()
        };
        match (whom, is_shared) {
            (Some(whom), true) => Some(format!("It would also be for {whom}, {shared}.")),
            (Some(whom), false) => Some(format!("It would also be for {whom}.")),
            (None, true) => Some(format!("It would count {shared}.")),
            (None, false) => None,
        }
    }
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
