//! Functions that give versions and components, of projects that the caller may know of.

use base::messages;
use jql::{Call, Value};

use super::{Function, Gives, Meaning, argument};
use crate::query::bind::Scope;
use crate::query::bound::Ids;
use crate::query::names::{Version, Wanted};

/// The largest number of projects that can be named at once.
const MAX_PROJECTS: usize = 100;

/// `releasedVersions()`, `releasedVersions(OPS, WEB)`: those that have been released.
pub const RELEASED: Function = Function {
    name: "releasedVersions",
    call: |call, scope| all(call, scope, |version| version.is_released),
    ..VERSIONS
};

/// `unreleasedVersions()`, `unreleasedVersions(OPS)`: those that have not.
pub const UNRELEASED: Function = Function {
    name: "unreleasedVersions",
    call: |call, scope| all(call, scope, |version| !version.is_released),
    ..VERSIONS
};

/// `latestReleasedVersion(OPS)`: the last of a project's versions that has been released.
pub const LATEST_RELEASED: Function = Function {
    name: "latestReleasedVersion",
    n_args: (1, 1),
    gives: Gives::Version,
    call: |call, scope| {
        let found = in_use(call, scope, true)?;
        Ok(one(found.into_iter().max_by_key(place)))
    },
    ..VERSIONS
};

/// `earliestUnreleasedVersion(OPS)`: the first of a project's versions that has not been released.
pub const EARLIEST_UNRELEASED: Function = Function {
    name: "earliestUnreleasedVersion",
    n_args: (1, 1),
    gives: Gives::Version,
    call: |call, scope| {
        let found = in_use(call, scope, false)?;
        Ok(one(found.into_iter().min_by_key(place)))
    },
    ..VERSIONS
};

const VERSIONS: Function = Function {
    name: "",
    n_args: (0, MAX_PROJECTS),
    gives: Gives::Versions,
    want,
    call: |call, scope| all(call, scope, |_| true),
};

/// `componentsLeadByUser()`, `componentsLeadByUser(fred)`: those that somebody leads.
pub const COMPONENTS_LEAD_BY_USER: Function = Function {
    name: "componentsLeadByUser",
    n_args: (0, 1),
    gives: Gives::Components,
    want: |args, wanted| {
        wanted.tracker.leads = true;
        wanted
            .users
            .extend(args.iter().map(|user| user.text.clone()));
    },
    call: |call, scope| {
        let leads = match argument(call, 0) {
            None => scope.user.map(|user| user.0).into_iter().collect(),
            Some(name) => {
                let found = scope.names.users.find(name);
                if found.is_empty() && scope.browses_users {
                    return Err(messages::jql_no_such_user(&call.name, name));
                }
                found
            }
        };
        let components = scope.names.tracker.components.iter();
        let led = components.filter(|known| known.lead.is_some_and(|lead| leads.contains(&lead)));
        Ok(Meaning::Ids(Ids::of(led.map(|known| known.id))))
    },
};

fn want(args: &[Value], wanted: &mut Wanted) {
    wanted.tracker.all_versions = true;
    wanted
        .projects
        .extend(args.iter().map(|project| project.text.clone()));
}

/// Returns the versions of the projects named; of all, if none is.
fn of_projects<'a>(call: &Call, scope: &'a Scope<'_>) -> Result<Vec<&'a Version>, String> {
    let mut projects = Vec::new();
    for argument in &call.args {
        let found = scope.names.projects.find(&argument.text);
        let unknown = || messages::jql_no_such_project(&call.name, &argument.text);
        projects.push(found.ok_or_else(unknown)?);
    }
    let versions = scope.names.tracker.versions.iter();
    let meant =
        versions.filter(|version| projects.is_empty() || projects.contains(&version.project));
    Ok(meant.collect())
}

fn all(call: &Call, scope: &Scope<'_>, fits: impl Fn(&Version) -> bool) -> Result<Meaning, String> {
    let mut versions = of_projects(call, scope)?;
    versions.retain(|version| fits(version));
    let ids = versions.into_iter().map(|version| version.id);
    Ok(Meaning::Ids(Ids::of(ids)))
}

/// Returns the versions of the project that have been released, or those that have not; without those that
/// were put away.
fn in_use<'a>(
    call: &Call,
    scope: &'a Scope<'_>,
    is_released: bool,
) -> Result<Vec<&'a Version>, String> {
    let mut versions = of_projects(call, scope)?;
    versions.retain(|version| version.is_released == is_released && !version.is_archived);
    Ok(versions)
}

fn place(version: &&Version) -> (i64, i64) {
    (version.position, version.id)
}

fn one(version: Option<&Version>) -> Meaning {
    Meaning::Ids(Ids::of(version.map(|version| version.id)))
}
