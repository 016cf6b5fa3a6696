//! What writing to people about an issue means.

use std::collections::BTreeSet;

use base::error::Problems;
use base::guard::{self, Granted, IssueRef};
use base::mail::{self, LINK};
use base::refs::{user_by_name, users_by_ids};
use base::{Cx, Result, Tx, messages, text};
use model::permission::may::BrowseProjects;
use model::permission::may::global::UserPicker;
use model::{GroupId, ProjectPermission, UserId};
use policy::Subject;
use serde_json::json;

use super::store;
use super::wire::{Message, Named, Recipients, Restriction};

/// How many users and groups may be named, and how many people a message goes to.
const MOST: usize = 500;
/// How many users may be named: each is looked up.
const MOST_NAMED: usize = 50;

/// Puts a message into the queue for each of its recipients who may see the issue. Returns how many those are.
///
/// # Errors
/// Invalid, with all that is wrong; Forbidden for naming somebody without the permission to browse users.
pub async fn notify(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, BrowseProjects>,
    message: &Message,
) -> Result<usize> {
    let mut problems = Problems::default();
    let nobody = Recipients::default();
    let to = message.to.as_ref().unwrap_or(&nobody);
    let free = Restriction::default();
    let restrict = message.restrict.as_ref().unwrap_or(&free);
    if !(to.users.is_empty() && to.groups.is_empty() && restrict.groups.is_empty()) {
        // Whether there is such a user or group is not told to everybody.
        guard::global::<UserPicker>(cx)?;
    }
    let groups = Groups(store::groups(tx).await?);
    let wanted = recipients(tx, issue, to, &groups, &mut problems).await?;
    let required = Required::parse(restrict, &groups, &mut problems);
    let subject = message.subject.as_deref().unwrap_or_default().trim();
    let body = message.text_body.as_deref().unwrap_or_default();
    check_texts(subject, body, &mut problems);
    problems.check()?;
    let subjects = guard::subjects_of(tx, wanted).await?;
    let browse = ProjectPermission::BrowseProjects;
    let reached = subjects.into_iter().filter(|(_, other)| {
        guard::other_on_issue(cx, other, issue, browse) && required.admits(cx, other, issue)
    });
    let reached: BTreeSet<UserId> = reached.map(|(id, _)| id).collect();
    if reached.len() > MOST {
        return Err(messages::notify_too_many(MOST));
    }
    let users = users_by_ids(tx, reached.iter().copied()).await?;
    let known = reached.iter().filter_map(|id| users.get(*id));
    let addresses: Vec<&str> = known
        .filter(|user| user.active && !user.email.is_empty())
        .map(|user| user.email.as_str())
        .collect();
    let letter = Letter::new(cx, tx, issue, subject, body).await?;
    mail::queue_each(cx, tx, &addresses, &letter.subject, &letter.text).await?;
    let payload = json!({ "issue": issue.id.0, "recipients": addresses.len() });
    tx.event(cx, "issue_notified", &payload).await?;
    Ok(addresses.len())
}

fn check_texts(subject: &str, body: &str, problems: &mut Problems) {
    if subject.is_empty() && text::is_blank(body) {
        problems.field("subject", messages::NOTIFY_EMPTY);
    }
    if text::is_longer(subject, text::MAX_LINE) || text::has_control(subject) {
        problems.field(
            "subject",
            messages::line_too_long("subject", text::MAX_LINE),
        );
    }
    if text::is_longer(body, text::MAX_LONG_TEXT) {
        problems.field("textBody", messages::text_too_long());
    }
}

/// All groups, by name in lower case.
struct Groups(Vec<(GroupId, String)>);

impl Groups {
    fn find(&self, named: &Named, field: &str, problems: &mut Problems) -> Option<GroupId> {
        let name = named.name.as_deref().unwrap_or_default();
        let lower = text::fold(name);
        let found = self.0.iter().find(|(_, known)| *known == lower);
        if found.is_none() {
            problems.field(field, messages::notify_no_such_group(name));
        }
        found.map(|(id, _)| *id)
    }
}

/// Returns everybody named, whether they may see the issue or not.
async fn recipients(
    tx: &mut Tx,
    issue: &IssueRef,
    to: &Recipients,
    groups: &Groups,
    problems: &mut Problems,
) -> Result<BTreeSet<UserId>> {
    if to.users.len() > MOST_NAMED || to.groups.len() > MOST_NAMED {
        return Err(messages::notify_too_many(MOST_NAMED));
    }
    let is_somebody = to.reporter || to.assignee || to.watchers || to.voters;
    if !is_somebody && to.users.is_empty() && to.groups.is_empty() {
        problems.field("to", messages::NOTIFY_NOBODY);
    }
    let mut all = BTreeSet::new();
    all.extend(issue.reporter.filter(|_| to.reporter));
    all.extend(issue.assignee.filter(|_| to.assignee));
    if to.watchers || to.voters {
        all.extend(store::crowd(tx, issue.id, to.watchers, to.voters).await?);
    }
    let named = to.groups.iter();
    let named: Vec<GroupId> = named
        .filter_map(|named| groups.find(named, "groups", problems))
        .collect();
    if !named.is_empty() {
        all.extend(store::members(tx, &named).await?);
    }
    for named in &to.users {
        let name = named.name.as_deref().unwrap_or_default();
        match user_by_name(tx, name).await? {
            Some(user) => {
                all.insert(user.id);
            }
            None => problems.field("users", messages::notify_no_such_user(name)),
        }
    }
    Ok(all)
}

/// What recipients must be and have: each of these groups and permissions.
struct Required {
    groups: Vec<GroupId>,
    permissions: Vec<ProjectPermission>,
}

impl Required {
    fn parse(restrict: &Restriction, groups: &Groups, problems: &mut Problems) -> Self {
        let named = restrict.groups.iter();
        let groups = named
            .filter_map(|named| groups.find(named, "restrict.groups", problems))
            .collect();
        let mut permissions = Vec::new();
        for wanted in &restrict.permissions {
            let key = wanted.key.as_deref().unwrap_or_default();
            match ProjectPermission::from_any_key(key) {
                Some(permission) => permissions.push(permission),
                None => problems.field(
                    "restrict.permissions",
                    messages::notify_no_such_permission(key),
                ),
            }
        }
        Self {
            groups,
            permissions,
        }
    }

    fn admits(&self, cx: &Cx, other: &Subject, issue: &Granted<IssueRef, BrowseProjects>) -> bool {
        let mut permissions = self.permissions.iter();
        self.groups.iter().all(|group| other.is_in(*group))
            && permissions.all(|permission| guard::other_on_issue(cx, other, issue, *permission))
    }
}

/// The mail as it is sent.
struct Letter {
    subject: String,
    text: String,
}

impl Letter {
    async fn new(
        cx: &Cx,
        tx: &mut Tx,
        issue: &IssueRef,
        subject: &str,
        body: &str,
    ) -> Result<Self> {
        let summary = store::summary(tx, issue.id)
            .await?
            .ok_or_else(messages::no_such_issue)?;
        let title = format!("({}) {summary}", issue.key);
        let link = cx.urls().page(&format!("/browse/{}", issue.key));
        let sender = &cx.signed_in()?.display_name;
        // What would be taken for the place of a link stays text.
        let body = body.replace(LINK, "{ link }");
        let text = format!("{body}\n\n--\n{sender} wrote this about {title}\n{link}\n");
        let subject = if subject.is_empty() { &title } else { subject };
        Ok(Self {
            subject: subject.chars().take(text::MAX_LINE).collect(),
            text,
        })
    }
}
