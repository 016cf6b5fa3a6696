//! From rows to a policy: everything sorted, so that each look-up is a binary search.

use std::sync::Arc;

use model::{
    CustomFieldId, GlobalPermission, GrantId, GroupId, PermissionSchemeId, ProjectId,
    ProjectPermission, RoleId, SecurityLevelId, SecuritySchemeId, UserId,
};

use crate::config::{Config, Grant, Holder, Member, RoleActor};

/// The compiled configuration: immutable, shared by all requests, replaced as a whole.
///
/// The default one knows no project and grants nothing.
#[derive(Debug, Default)]
pub struct Policy {
    /// By id.
    pub(crate) projects: Box<[Project]>,
    pub(crate) schemes: Box<[Scheme]>,
    /// By scheme, then id.
    pub(crate) levels: Box<[Level]>,
    /// By [`GlobalPermission::index`]; in each `None`, which is anyone, comes first.
    pub(crate) global: Box<[Box<[Option<GroupId>]>]>,
    /// The custom fields that holders name, sorted.
    pub(crate) fields: Box<[CustomFieldId]>,
}

#[derive(Clone, Debug)]
pub(crate) struct Project {
    pub(crate) id: ProjectId,
    /// The place in [`Policy::schemes`], so that a decision does not search for it.
    pub(crate) scheme_idx: Option<usize>,
    pub(crate) lead: Option<UserId>,
    pub(crate) archived: bool,
    pub(crate) security_scheme: Option<SecuritySchemeId>,
    /// By id; a role without actors is left out. Shared with what is supposed of the project.
    pub(crate) roles: Arc<[Role]>,
}

#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) id: RoleId,
    pub(crate) users: Box<[UserId]>,
    pub(crate) groups: Box<[GroupId]>,
}

#[derive(Clone, Debug)]
pub(crate) struct Scheme {
    id: PermissionSchemeId,
    /// By [`ProjectPermission::index`].
    pub(crate) rules: Box<[Box<[Rule]>]>,
}

/// A grant, where its scheme and permission are known.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) holder: Holder,
    pub(crate) grant: GrantId,
}

#[derive(Clone, Debug)]
pub(crate) struct Level {
    scheme: SecuritySchemeId,
    pub(crate) id: SecurityLevelId,
    pub(crate) holders: Box<[Holder]>,
}

impl Policy {
    /// Compiles the configuration. There is nothing in one that could be wrong: what names
    /// something missing grants nothing.
    #[must_use]
    pub fn compile(config: Config) -> Self {
        let fields = fields(&config);
        let schemes = sorted_by_id(config.schemes, |scheme| scheme.id)
            .into_iter()
            .map(|scheme| Scheme {
                id: scheme.id,
                rules: compile_grants(scheme.grants),
            })
            .collect::<Box<[Scheme]>>();

        let mut actors = config.actors;
        actors.sort_by_key(|actor| (actor.project, actor.role));
        let projects = sorted_by_id(config.projects, |project| project.id)
            .into_iter()
            .map(|project| Project {
                id: project.id,
                scheme_idx: schemes.binary_search_by_key(&project.scheme, |s| s.id).ok(),
                lead: project.lead,
                archived: project.archived,
                security_scheme: project.security_scheme,
                roles: compile_roles(actors_of(&actors, project.id)),
            })
            .collect();

        let levels = sorted_by_id(config.levels, |level| (level.scheme, level.id))
            .into_iter()
            .map(|level| Level {
                scheme: level.scheme,
                id: level.id,
                holders: sorted_set(level.holders),
            })
            .collect();

        let global = GlobalPermission::ALL
            .iter()
            .map(|permission| {
                let grants = config
                    .global
                    .iter()
                    .filter(|grant| grant.permission == *permission);
                sorted_set(grants.map(|grant| grant.group).collect())
            })
            .collect();

        Self {
            projects,
            schemes,
            levels,
            global,
            fields,
        }
    }

    /// Returns the custom fields that any holder names: only of these need anybody know who is in them.
    #[must_use]
    pub fn fields(&self) -> &[CustomFieldId] {
        &self.fields
    }

    pub(crate) fn find_project(&self, id: ProjectId) -> Option<&Project> {
        find_by_id(&self.projects, &id, |project| project.id)
    }

    pub(crate) fn rules(&self, project: &Project, permission: ProjectPermission) -> &[Rule] {
        let scheme = project.scheme_idx.and_then(|idx| self.schemes.get(idx));
        scheme
            .and_then(|scheme| scheme.rules.get(permission.index()))
            .map_or(&[], |rules| rules)
    }

    pub(crate) fn level_of(&self, project: &Project, level: SecurityLevelId) -> Option<&Level> {
        find_by_id(&self.levels, &(project.security_scheme?, level), |l| {
            (l.scheme, l.id)
        })
    }

    pub(crate) fn levels_of(&self, project: &Project) -> &[Level] {
        let Some(scheme) = project.security_scheme else {
            return &[];
        };
        let start = self.levels.partition_point(|level| level.scheme < scheme);
        let end = self.levels.partition_point(|level| level.scheme <= scheme);
        self.levels.get(start..end).unwrap_or_default()
    }

    pub(crate) fn global_grants(&self, permission: GlobalPermission) -> &[Option<GroupId>] {
        self.global
            .get(permission.index())
            .map_or(&[], |groups| groups)
    }
}

impl Project {
    pub(crate) fn role(&self, id: RoleId) -> Option<&Role> {
        find_by_id(&self.roles, &id, |role| role.id)
    }
}

fn compile_grants(mut grants: Vec<Grant>) -> Box<[Box<[Rule]>]> {
    // Cheap tests first, so that most decisions end at the first rule.
    grants.sort_by(|a, b| (a.permission, &a.holder, a.id).cmp(&(b.permission, &b.holder, b.id)));
    let mut grants = grants.into_iter().peekable();
    let mut rules = Vec::with_capacity(ProjectPermission::ALL.len());
    for permission in ProjectPermission::ALL {
        let mut of_permission = Vec::new();
        while let Some(grant) = grants.next_if(|grant| grant.permission == *permission) {
            of_permission.push(Rule {
                holder: grant.holder,
                grant: grant.id,
            });
        }
        rules.push(of_permission.into_boxed_slice());
    }
    rules.into_boxed_slice()
}

/// Returns the part of the actors, sorted by project, that is the project's.
fn actors_of(actors: &[RoleActor], project: ProjectId) -> &[RoleActor] {
    let start = actors.partition_point(|actor| actor.project < project);
    let end = actors.partition_point(|actor| actor.project <= project);
    actors.get(start..end).unwrap_or_default()
}

fn compile_roles(actors: &[RoleActor]) -> Arc<[Role]> {
    let by_role = actors.chunk_by(|a, b| a.role == b.role);
    let roles = by_role.filter_map(|actors| {
        let mut users = Vec::new();
        let mut groups = Vec::new();
        for actor in actors {
            match actor.member {
                Member::User(user) => users.push(user),
                Member::Group(group) => groups.push(group),
            }
        }
        let id = actors.first()?.role;
        Some(Role {
            id,
            users: sorted_set(users),
            groups: sorted_set(groups),
        })
    });
    roles.collect()
}

/// Sorts rows by id; of several with the same id the first stays.
fn sorted_by_id<T, K: Ord>(mut rows: Vec<T>, id: impl Fn(&T) -> K) -> Vec<T> {
    rows.sort_by_key(&id);
    rows.dedup_by_key(|row| id(row));
    rows
}

fn sorted_set<T: Ord>(mut items: Vec<T>) -> Box<[T]> {
    items.sort_unstable();
    items.dedup();
    items.into_boxed_slice()
}

fn find_by_id<'a, T, K: Ord>(rows: &'a [T], id: &K, id_of: impl Fn(&T) -> K) -> Option<&'a T> {
    rows.binary_search_by(|row| id_of(row).cmp(id))
        .ok()
        .and_then(|idx| rows.get(idx))
}

fn fields(config: &Config) -> Box<[CustomFieldId]> {
    let grants = config.schemes.iter().flat_map(|scheme| &scheme.grants);
    let levels = config.levels.iter().flat_map(|level| &level.holders);
    let holders = grants.map(|grant| &grant.holder).chain(levels);
    let fields = holders.filter_map(|holder| match holder {
        Holder::UserField(field) | Holder::GroupField(field) => Some(*field),
        _ => None,
    });
    sorted_set(fields.collect())
}
