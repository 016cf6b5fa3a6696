//! Reads what a preview needs, and puts into words what comes out.

use std::collections::HashMap;

use base::Result;
use base::guard::subjects_of;
use base::refs::{Users, users_by_ids};
use model::{PermissionSchemeId, ProjectId, UserId};
use policy::{Config, Grant, Holder, Member, Policy, RoleActor, Scheme, Subject};

use super::store::{self, Concerned};
use super::{Effect, difference, effects, permissions_concerned};

/// How many users a preview looks at.
const MAX_USERS: usize = 2000;
/// How many projects.
const MAX_PROJECTS: usize = 100;
/// How many questions it asks: users times projects times permissions.
const MAX_QUESTIONS: usize = 1_000_000;
/// How many lines it has.
const MAX_LINES: usize = 50;
/// How many people or projects a line names.
const MAX_NAMES: usize = 10;

/// Where a change counts.
#[derive(Clone, Copy, Debug)]
pub enum Where {
    /// In the projects that use the scheme.
    Scheme(PermissionSchemeId),
    /// In one project, which takes another scheme.
    Project(ProjectId),
}

/// Who gains and who loses what.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// What changes; nothing, if nothing changes for anybody.
    pub lines: Vec<Line>,
    /// How many lines there are besides.
    pub n_more: usize,
    /// Whether no project is concerned.
    pub unused: bool,
    /// Whether only some of the users were looked at.
    pub some_users: Option<usize>,
    /// Whether only some of the projects were looked at.
    pub some_projects: Option<usize>,
    /// Whether holders are concerned whom only an issue names.
    pub by_issue: bool,
}

/// A line of a preview.
#[derive(Clone, Debug)]
pub struct Line {
    /// Whether it tells of a gain.
    pub gained: bool,
    /// The permission.
    pub permission: &'static str,
    /// Who, in words.
    pub people: String,
    /// How many they are.
    pub n_people: usize,
    /// How many of them may not browse the projects.
    pub n_blind: usize,
    /// Where, in words.
    pub projects: String,
    /// How many projects.
    pub n_projects: usize,
}

impl Preview {
    /// Returns whether nothing changes for anybody, as far as could be looked at.
    #[must_use]
    pub fn is_harmless(&self) -> bool {
        self.lines.is_empty() && self.some_users.is_none() && self.some_projects.is_none()
    }
}

/// Returns who gains and loses what, if grants become others.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(
    tx: &mut db::Tx,
    place: Where,
    before: &[Grant],
    after: &[Grant],
) -> Result<Preview> {
    let mut concerned = match place {
        Where::Scheme(scheme) => store::projects_of(tx, scheme, limit(MAX_PROJECTS)).await?,
        Where::Project(project) => store::project(tx, project).await?,
    };
    let changed = difference(before, after);
    if concerned.is_empty() || changed.is_empty() {
        return Ok(Preview {
            unused: concerned.is_empty(),
            ..Preview::default()
        });
    }
    let holders: Vec<&Holder> = changed.iter().map(|(_, holder)| holder).collect();
    let both = before.iter().chain(after).cloned();
    let permissions = permissions_concerned(&changed, both);
    let ids: Vec<ProjectId> = concerned.iter().map(|one| one.project.id).collect();
    let actors = store::actors(tx, &ids).await?;
    let mut users = candidates(tx, &holders, &concerned, &actors).await?;
    let some_users = cap(&mut users, MAX_USERS);
    let n_askable = MAX_QUESTIONS / (users.len().max(1) * permissions.len().max(1));
    let some_projects = cap(&mut concerned, n_askable.clamp(1, MAX_PROJECTS));
    let subjects = subjects_of(tx, users.iter().copied()).await?;
    let mut people = in_order(&users, subjects);
    if holders.contains(&&Holder::Anyone) {
        people.insert(0, Subject::anonymous());
    }
    let policy = |grants: &[Grant]| {
        Policy::compile(Config {
            projects: concerned.iter().map(|one| one.project.clone()).collect(),
            schemes: vec![Scheme {
                id: PermissionSchemeId(0),
                grants: grants.to_vec(),
            }],
            actors: actors.clone(),
            ..Config::default()
        })
    };
    let ids: Vec<ProjectId> = concerned.iter().map(|one| one.project.id).collect();
    let found = effects(&policy(before), &policy(after), &ids, &permissions, &people);
    let n_more = found.len().saturating_sub(MAX_LINES);
    let shown: Vec<&Effect> = found.iter().take(MAX_LINES).collect();
    let named = shown.iter().flat_map(|effect| {
        let first = effect.people.iter().take(MAX_NAMES);
        first.filter_map(|idx| people.get(*idx)?.id())
    });
    let named: Vec<UserId> = named.collect();
    let names = users_by_ids(tx, named).await?;
    Ok(Preview {
        lines: shown
            .into_iter()
            .map(|effect| line(effect, &people, &names, &concerned))
            .collect(),
        n_more,
        unused: false,
        some_users,
        some_projects,
        by_issue: holders.iter().any(|holder| holder.depends_on_issue()),
    })
}

/// One more than is looked at, so that one knows whether there are more.
fn limit(most: usize) -> i64 {
    i64::try_from(most + 1).unwrap_or(i64::MAX)
}

/// Shortens the list; returns how many are left, if there were more.
fn cap<T>(list: &mut Vec<T>, most: usize) -> Option<usize> {
    let had_more = list.len() > most;
    list.truncate(most);
    had_more.then_some(most)
}

/// Returns whom the holders can mean, by name: everybody else keeps what they have.
async fn candidates(
    tx: &mut db::Tx,
    holders: &[&Holder],
    concerned: &[Concerned],
    actors: &[RoleActor],
) -> Result<Vec<UserId>> {
    let (mut users, mut groups, mut applications) = (Vec::new(), Vec::new(), Vec::new());
    for holder in holders {
        match holder {
            Holder::User(id) => users.push(*id),
            Holder::Group(id) => groups.push(*id),
            Holder::Application(key) => applications.push(key.as_str()),
            Holder::ProjectLead => {
                users.extend(concerned.iter().filter_map(|one| one.project.lead));
            }
            Holder::Role(role) => {
                for actor in actors.iter().filter(|actor| actor.role == *role) {
                    match actor.member {
                        Member::User(id) => users.push(id),
                        Member::Group(id) => groups.push(id),
                    }
                }
            }
            Holder::Anyone
            | Holder::LoggedIn
            | Holder::Reporter
            | Holder::Assignee
            | Holder::UserField(_)
            | Holder::GroupField(_)
            | Holder::ReporterWithCreate
            | Holder::AssigneeWithAssignable => {
                return Ok(store::everybody(tx, limit(MAX_USERS)).await?);
            }
        }
    }
    if !applications.is_empty() {
        groups.extend(store::application_groups(tx, &applications).await?);
    }
    Ok(store::people(tx, &users, &groups, limit(MAX_USERS)).await?)
}

fn in_order(users: &[UserId], mut subjects: HashMap<UserId, Subject>) -> Vec<Subject> {
    users.iter().filter_map(|id| subjects.remove(id)).collect()
}

fn line(effect: &Effect, people: &[Subject], names: &Users, concerned: &[Concerned]) -> Line {
    let who = effect.people.iter().take(MAX_NAMES).map(|idx| {
        let id = people.get(*idx).and_then(Subject::id);
        let user = id.and_then(|id| names.get(id));
        user.map_or_else(
            || "anonymous visitors".to_owned(),
            |user| format!("{} ({})", user.display_name, user.name),
        )
    });
    let place = effect.projects.iter().take(MAX_NAMES).map(|id| {
        let found = concerned.iter().find(|one| one.project.id == *id);
        found.map_or_else(String::new, |one| one.name.clone())
    });
    Line {
        gained: effect.gained,
        permission: effect.permission.name(),
        people: listed(&who.collect::<Vec<_>>(), effect.people.len()),
        n_people: effect.people.len(),
        n_blind: effect.n_blind,
        projects: listed(&place.collect::<Vec<_>>(), effect.projects.len()),
        n_projects: effect.projects.len(),
    }
}

/// Returns the names with commas, and how many there are besides.
pub(super) fn listed(names: &[String], total: usize) -> String {
    let n_more = total.saturating_sub(names.len());
    let mut text = names.join(", ");
    if n_more > 0 {
        text.push_str(&format!(" and {n_more} more"));
    }
    text
}
