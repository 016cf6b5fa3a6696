//! What the names in a request mean: users, groups, versions, projects, each kind looked up at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::text::fold;
use base::{Cx, Result, guard, messages};
use model::{CustomFieldOptionId, GroupId, ProjectId, UserId};
use projects::version::{self, Version};

use super::config::{Context, Opt};
use super::given::{Named, Wanted};
use super::{Atom, store};

/// What was found.
#[derive(Default)]
pub struct Found {
    users_by_name: HashMap<String, UserId>,
    users_by_key: HashMap<String, UserId>,
    groups: HashMap<String, GroupId>,
    pub versions: Vec<Version>,
    /// The projects that the caller may know of, with key and name.
    pub projects: BTreeMap<ProjectId, (String, String)>,
}

impl Found {
    /// Looks up what is named. `project` is that of the issue.
    pub async fn read(
        cx: &Cx,
        tx: &mut db::Tx,
        project: ProjectId,
        wanted: &[&Wanted],
    ) -> Result<Self> {
        let mut names = BTreeSet::new();
        let mut keys = BTreeSet::new();
        let mut groups = BTreeSet::new();
        let mut ids = BTreeSet::new();
        let mut project_keys = BTreeSet::new();
        let mut with_versions = false;
        for one in wanted {
            match one {
                Wanted::User(Named { by: "key", text }) => keys.insert(text.clone()),
                Wanted::User(named) => names.insert(fold(&named.text)),
                Wanted::Group(named) => groups.insert(fold(&named.text)),
                Wanted::Project(Named { by: "id", text }) => {
                    ProjectId::parse(text).is_some_and(|id| ids.insert(id.0))
                }
                Wanted::Project(named) => project_keys.insert(named.text.to_uppercase()),
                Wanted::Version(_) => {
                    with_versions = true;
                    true
                }
                _ => true,
            };
        }
        let list = |set: BTreeSet<String>| set.into_iter().collect::<Vec<_>>();
        let mut found = Self::default();
        for (id, name, key) in store::users(tx, &list(names), &list(keys)).await? {
            found.users_by_name.insert(name, id);
            found.users_by_key.insert(key, id);
        }
        let named = store::groups(tx, &list(groups)).await?;
        found.groups = named.into_iter().map(|(id, name)| (name, id)).collect();
        if with_versions {
            found.versions = version::of_project(tx, project).await?;
        }
        let ids: Vec<i64> = ids.into_iter().collect();
        let projects = store::projects(tx, &ids, &list(project_keys)).await?;
        if !projects.is_empty() {
            // One that the caller may not know of is not there.
            let viewable = guard::viewable_projects(cx);
            found.projects = projects
                .into_iter()
                .filter(|(id, ..)| viewable.has(*id))
                .map(|(id, key, name)| (id, (key, name)))
                .collect();
        }
        Ok(found)
    }

    /// Returns the values to store for a wanted one: two for a cascade with something below, else one. What
    /// the issue has already may stay, even if nobody could choose it any more.
    pub fn atoms(
        &self,
        context: &Context,
        before: &[Atom],
        wanted: &Wanted,
    ) -> std::result::Result<Vec<Atom>, String> {
        Ok(vec![match wanted {
            Wanted::Text(text) => Atom::Text(text.clone()),
            Wanted::Number(number) => Atom::Number(*number),
            Wanted::Day(day) => Atom::Day(day.clone()),
            Wanted::Moment(at) => Atom::Moment(*at),
            Wanted::Option(named) => Atom::Option(option(context, None, before, named)?),
            Wanted::Below(parent, child) => {
                let parent = option(context, None, before, parent)?;
                let child = option(context, Some(parent), before, child)?;
                return Ok(vec![Atom::Option(parent), Atom::Option(child)]);
            }
            Wanted::User(named) => Atom::User(self.user(named)?),
            Wanted::Group(named) => {
                let group = self.groups.get(&fold(&named.text));
                Atom::Group(*group.ok_or_else(|| messages::custom_group_unknown(&named.text))?)
            }
            Wanted::Version(named) => self.version(before, named)?,
            Wanted::Project(named) => Atom::Project(self.project(named)?),
        }])
    }

    fn user(&self, named: &Named) -> std::result::Result<UserId, String> {
        let user = match named.by {
            "key" => self.users_by_key.get(&named.text),
            _ => self.users_by_name.get(&fold(&named.text)),
        };
        user.copied()
            .ok_or_else(|| messages::user_does_not_exist(&named.text))
    }

    fn version(&self, before: &[Atom], named: &Named) -> std::result::Result<Atom, String> {
        let is_meant = |version: &&Version| match named.by {
            "id" => version.id.to_string() == named.text,
            _ => fold(&version.name) == fold(&named.text),
        };
        let may_be = |version: &&Version| {
            !version.is_archived || before.contains(&Atom::Version(version.id))
        };
        let found = self.versions.iter().filter(may_be).find(is_meant);
        found
            .map(|version| Atom::Version(version.id))
            .ok_or_else(|| messages::version_not_valid(named.by, &named.text))
    }

    fn project(&self, named: &Named) -> std::result::Result<ProjectId, String> {
        let key = named.text.to_uppercase();
        let is_meant = |(id, (known, _)): &(&ProjectId, &(String, String))| match named.by {
            "id" => id.to_string() == named.text,
            _ => *known == key,
        };
        let found = self.projects.iter().find(is_meant);
        found
            .map(|(id, _)| *id)
            .ok_or_else(|| messages::custom_project_unknown(named.by, &named.text))
    }
}

fn option(
    context: &Context,
    parent: Option<CustomFieldOptionId>,
    before: &[Atom],
    named: &Named,
) -> std::result::Result<CustomFieldOptionId, String> {
    let may_be = |option: &&Opt| !option.is_disabled || before.contains(&Atom::Option(option.id));
    let is_meant = |option: &&Opt| match named.by {
        "id" => option.id.to_string() == named.text,
        _ => fold(&option.value) == fold(&named.text),
    };
    let found = context.below(parent).filter(may_be).find(is_meant);
    found
        .map(|option| option.id)
        .ok_or_else(|| messages::option_not_valid(named.by, &named.text))
}
