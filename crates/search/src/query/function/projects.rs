//! Functions that give projects, of which the caller may know.

use base::messages;
use base::text::fold;

use super::{Function, Gives, Meaning, argument};
use crate::query::bound::Ids;

/// `projectsLeadByUser()`, `projectsLeadByUser(fred)`: those that somebody leads.
pub const LEAD_BY_USER: Function = Function {
    name: "projectsLeadByUser",
    n_args: (0, 1),
    gives: Gives::Projects,
    want: |args, wanted| {
        wanted.leads = true;
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
        let projects = scope.names.leads.iter();
        let led = projects.filter(|(_, lead)| leads.contains(lead));
        Ok(Meaning::Ids(Ids::of(led.map(|(project, _)| *project))))
    },
};

/// `projectsWhereUserHasPermission("Resolve Issues")`: those in which the caller has a permission.
pub const WHERE_USER_HAS_PERMISSION: Function = Function {
    name: "projectsWhereUserHasPermission",
    n_args: (1, 1),
    gives: Gives::Projects,
    want: |args, wanted| {
        let names = args.iter().map(|name| fold(&name.text));
        wanted.permissions.extend(names);
    },
    call: |call, scope| {
        let name = argument(call, 0).unwrap_or_default();
        match scope.names.permissions.get(&fold(name)) {
            Some(projects) => Ok(Meaning::Ids(Ids::of(projects.iter().copied()))),
            None => Err(messages::jql_no_such_permission(&call.name, name)),
        }
    },
};

/// `projectsWhereUserHasRole(Administrators)`: those in which the caller has a role.
pub const WHERE_USER_HAS_ROLE: Function = Function {
    name: "projectsWhereUserHasRole",
    n_args: (1, 1),
    gives: Gives::Projects,
    want: |args, wanted| {
        wanted
            .roles
            .extend(args.iter().map(|name| fold(&name.text)));
    },
    call: |call, scope| {
        let name = argument(call, 0).unwrap_or_default();
        match scope.names.roles.get(&fold(name)) {
            Some(projects) => Ok(Meaning::Ids(Ids::of(projects.iter().copied()))),
            None => Err(messages::jql_no_such_role(&call.name, name)),
        }
    },
};
