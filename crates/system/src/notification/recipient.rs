//! Who is told: the holders of a scheme become people, and those who do not see it or want none are left out.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use base::guard::{self, IssueRef};
use base::refs::{UserRef, Users, users_by_ids};
use base::{Cx, Result};
use model::{GroupId, IssueId, ProjectId, RoleId, UserId};
use policy::Subject;

use super::happening::{Happening, What, of_change, scheme_event};
use super::store::{self, FieldRow, HolderRow, MemberRow};
use super::world::{Deed, World};

/// The preference of who wants to be told of what they did themselves.
const OWN_CHANGES: &str = "user.notify.own.changes";
/// The preference for mail without HTML.
const MIME_TYPE: &str = "user.notifications.mimetype";

/// Whom a mail goes to, and of what.
pub struct Told<'a> {
    pub issue: &'a IssueRef,
    pub to: To,
    /// What they are told of, each with the scheme's event.
    pub parts: Vec<(&'a Happening, i64)>,
    /// Why they are told.
    pub reason: &'static str,
    /// Who did it.
    pub actor: Option<UserRef>,
}

/// Whom a mail goes to.
pub enum To {
    User {
        user: UserRef,
        wants_html: bool,
    },
    /// An address that a scheme names.
    Address(String),
}

/// Somebody whom a scheme means.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Whom {
    User(UserId),
    Address(String),
}

/// What holders are resolved with.
struct Around {
    watchers: HashMap<IssueId, Vec<UserId>>,
    leads: HashMap<IssueId, Vec<UserId>>,
    fields: Vec<FieldRow>,
    members: Vec<MemberRow>,
    groups: HashMap<GroupId, Vec<UserId>>,
}

/// Returns who is told of what.
///
/// # Errors
/// When the database cannot be read.
pub async fn told<'a>(cx: &Cx, tx: &mut db::Tx, world: &'a World) -> Result<Vec<Told<'a>>> {
    let around = Around::read(tx, world).await?;
    let mut meant = Vec::new();
    for deed in &world.deeds {
        meant.push(meant_by(world, &around, deed));
    }
    let mut users: BTreeSet<UserId> = meant
        .iter()
        .flat_map(BTreeMap::keys)
        .filter_map(|whom| match whom {
            Whom::User(id) => Some(*id),
            Whom::Address(_) => None,
        })
        .collect();
    let subjects: HashMap<UserId, Subject> = guard::subjects_of(tx, users.iter().copied())
        .await?
        .into_iter()
        .collect();
    let ids: Vec<i64> = users.iter().map(|id| id.0).collect();
    let chosen = store::preferences(tx, ids.clone(), (OWN_CHANGES, MIME_TYPE)).await?;
    let mutes: HashSet<(UserId, Option<IssueId>)> =
        store::mutes(tx, ids).await?.into_iter().collect();
    users.extend(world.deeds.iter().filter_map(actor_of));
    let users = users_by_ids(tx, users).await?;
    // Some programs set JSON, others plain text.
    let has = |user: UserId, key: &str, value: &str| {
        chosen
            .iter()
            .any(|(id, known, is)| *id == user && known == key && is.trim_matches('"') == value)
    };
    let mut told = Vec::new();
    for (deed, meant) in world.deeds.iter().zip(meant) {
        let Some(issue) = world.issues.get(&deed.issue) else {
            continue;
        };
        let actor = actor_of(deed);
        for (whom, (reason, parts)) in meant {
            let nobody = Subject::anonymous();
            let (subject, to) = match whom {
                Whom::User(id) => {
                    let is_own = actor == Some(id) && !has(id, OWN_CHANGES, "true");
                    let is_muted =
                        mutes.contains(&(id, None)) || mutes.contains(&(id, Some(issue.id)));
                    let (Some(subject), Some(user)) = (subjects.get(&id), users.get(id)) else {
                        continue;
                    };
                    if is_own || is_muted || !user.active || user.email.is_empty() {
                        continue;
                    }
                    let wants_html = !has(id, MIME_TYPE, "text");
                    let user = user.clone();
                    (subject, To::User { user, wants_html })
                }
                Whom::Address(address) => (&nobody, To::Address(address)),
            };
            if !guard::other_sees(cx, subject, issue) {
                continue;
            }
            let is_seen = |(one, _): &(&Happening, i64)| is_seen(cx, subject, issue, world, one);
            let parts: Vec<_> = parts.into_iter().filter(is_seen).collect();
            if parts.is_empty() {
                continue;
            }
            told.push(Told {
                issue,
                to,
                parts,
                reason,
                actor: actor_ref(&users, actor),
            });
        }
    }
    Ok(told)
}

fn actor_of(deed: &Deed) -> Option<UserId> {
    deed.happenings.first().and_then(|one| one.actor)
}

fn actor_ref(users: &Users, actor: Option<UserId>) -> Option<UserRef> {
    actor.and_then(|id| users.get(id)).cloned()
}

/// Returns whether somebody who sees the issue sees what happened: not all that is said is for all. What is
/// gone since is told to nobody.
fn is_seen(cx: &Cx, subject: &Subject, issue: &IssueRef, world: &World, one: &Happening) -> bool {
    let said = match &one.what {
        What::Created | What::Changed { .. } => return true,
        What::Commented { comment, .. } => world.comments.get(&comment.0),
        What::Worked { worklog, .. } => world.worklogs.get(&worklog.0),
    };
    said.is_some_and(|said| {
        guard::is_for_other(cx, subject, issue.project, (said.group, said.role))
    })
}

/// Returns the scheme's event of what happened.
fn event_of(world: &World, one: &Happening) -> i64 {
    match &one.what {
        What::Created => scheme_event::CREATED,
        What::Changed { change, fields } => {
            let items = world.items_of(*change);
            of_change(fields, |field| {
                let item = items.iter().find(|item| item.field == field)?;
                item.new_value.as_deref().filter(|value| !value.is_empty())
            })
        }
        What::Commented { is_new: true, .. } => scheme_event::COMMENTED,
        What::Commented { is_new: false, .. } => scheme_event::COMMENT_EDITED,
        What::Worked { is_new: true, .. } => scheme_event::WORK_LOGGED,
        What::Worked { is_new: false, .. } => scheme_event::WORKLOG_UPDATED,
    }
}

type Meant<'a> = BTreeMap<Whom, (&'static str, Vec<(&'a Happening, i64)>)>;

/// Returns whom the project's scheme means by each part of a deed.
fn meant_by<'a>(world: &World, around: &Around, deed: &'a Deed) -> Meant<'a> {
    let mut meant = Meant::new();
    let (Some(issue), Some(row)) = (world.issues.get(&deed.issue), world.rows.get(&deed.issue))
    else {
        return meant;
    };
    let Some(scheme) = row.scheme else {
        return meant;
    };
    for one in &deed.happenings {
        let event = event_of(world, one);
        let of_event = |holder: &&HolderRow| holder.scheme == scheme && holder.event == event;
        for holder in world.holders.iter().filter(of_event) {
            let (reason, people) = around.people(holder, issue, row.project_lead, one.actor);
            for whom in people {
                let (_, parts) = meant.entry(whom).or_insert((reason, Vec::new()));
                // Once, however many holders mean the same person.
                if parts
                    .last()
                    .is_none_or(|(last, _)| !std::ptr::eq(*last, one))
                {
                    parts.push((one, event));
                }
            }
        }
    }
    meant
}

impl Around {
    async fn read(tx: &mut db::Tx, world: &World) -> Result<Self> {
        let ids: Vec<IssueId> = world.issues.keys().copied().collect();
        let mut projects: Vec<i64> = world.issues.values().map(|issue| issue.project.0).collect();
        projects.sort_unstable();
        projects.dedup();
        let fields = store::people_fields(tx, &ids).await?;
        let members = store::role_members(tx, projects).await?;
        let groups = world.holders.iter().filter_map(|holder| holder.group);
        let groups = groups.chain(fields.iter().filter_map(|row| row.group));
        let groups = groups.chain(members.iter().filter_map(|row| row.group));
        let mut groups: Vec<i64> = groups.map(|id| id.0).collect();
        groups.sort_unstable();
        groups.dedup();
        Ok(Self {
            watchers: grouped(store::watchers(tx, &ids).await?),
            leads: grouped(store::component_leads(tx, &ids).await?),
            groups: grouped(store::group_members(tx, groups).await?),
            fields,
            members,
        })
    }

    /// Returns whom a holder means, and why they are told.
    fn people(
        &self,
        holder: &HolderRow,
        issue: &IssueRef,
        project_lead: UserId,
        actor: Option<UserId>,
    ) -> (&'static str, Vec<Whom>) {
        let one = |user: Option<UserId>| user.map(Whom::User).into_iter().collect();
        let all = |users: &[UserId]| users.iter().copied().map(Whom::User).collect();
        let of_issue = |known: &HashMap<IssueId, Vec<UserId>>| {
            all(known.get(&issue.id).map_or(&[][..], Vec::as_slice))
        };
        match holder.kind.as_str() {
            "CurrentAssignee" => ("it is assigned to you", one(issue.assignee)),
            "Reporter" => ("you reported it", one(issue.reporter)),
            "CurrentUser" => ("you did it", one(actor)),
            "ProjectLead" => ("you lead its project", one(Some(project_lead))),
            "User" => ("its project tells you", one(holder.user)),
            "AllWatchers" => ("you watch it", of_issue(&self.watchers)),
            "ComponentLead" => ("you lead one of its components", of_issue(&self.leads)),
            "Group" => (
                "its project tells your group",
                all(&holder.group.map_or_else(Vec::new, |id| self.group(id))),
            ),
            "ProjectRole" => (
                "its project tells your role",
                all(&holder
                    .role
                    .map_or_else(Vec::new, |id| self.role(issue.project, id))),
            ),
            "UserCustomField" | "GroupCustomField" => (
                "it names you",
                all(&self.field(issue.id, holder.parameter.as_deref())),
            ),
            "EmailAddress" => (
                "its project tells this address",
                holder
                    .parameter
                    .clone()
                    .map(Whom::Address)
                    .into_iter()
                    .collect(),
            ),
            _ => ("", Vec::new()),
        }
    }

    fn group(&self, id: GroupId) -> Vec<UserId> {
        self.groups.get(&id).cloned().unwrap_or_default()
    }

    fn role(&self, project: ProjectId, role: RoleId) -> Vec<UserId> {
        let members = self.members.iter();
        let members = members.filter(|row| row.project == project && row.role == role);
        let mut users = Vec::new();
        for member in members {
            users.extend(member.user);
            users.extend(member.group.map(|id| self.group(id)).unwrap_or_default());
        }
        users
    }

    /// Returns who is in a custom field, which is named as `customfield_10000`.
    fn field(&self, issue: IssueId, field: Option<&str>) -> Vec<UserId> {
        let number = field.and_then(|name| name.rsplit('_').next()?.parse::<i64>().ok());
        let mut users = Vec::new();
        for row in &self.fields {
            if row.issue == issue && Some(row.field) == number {
                users.extend(row.user);
                users.extend(row.group.map(|id| self.group(id)).unwrap_or_default());
            }
        }
        users
    }
}

fn grouped<K: Eq + std::hash::Hash, V>(pairs: Vec<(K, V)>) -> HashMap<K, Vec<V>> {
    let mut all: HashMap<K, Vec<V>> = HashMap::new();
    for (key, value) in pairs {
        all.entry(key).or_default().push(value);
    }
    all
}
