//! Functions that give users.

use base::messages;
use base::text::fold;

use super::{Function, Gives, Meaning, argument, nothing_wanted};
use crate::query::bound::Ids;

/// `currentUser()`: who asks; nobody, if nobody has signed in.
pub const CURRENT_USER: Function = Function {
    name: "currentUser",
    n_args: (0, 0),
    gives: Gives::User,
    want: nothing_wanted,
    call: |_, scope| Ok(Meaning::Ids(Ids::of(scope.user.map(|user| user.0)))),
};

/// `membersOf("jira-software-users")`: the members of a group.
pub const MEMBERS_OF: Function = Function {
    name: "membersOf",
    n_args: (1, 1),
    gives: Gives::Users,
    want: |args, wanted| {
        wanted
            .groups
            .extend(args.iter().map(|group| fold(&group.text)));
    },
    call: |call, scope| {
        let name = argument(call, 0).unwrap_or_default();
        match scope.names.groups.get(&fold(name)) {
            Some(group) => Ok(Meaning::Ids(Ids {
                members_of: vec![*group],
                ..Ids::default()
            })),
            None if scope.browses_users => Err(messages::jql_no_such_group(&call.name, name)),
            // As with users: whoever may not browse them is not told which groups there are.
            None => Ok(Meaning::Ids(Ids::default())),
        }
    },
};
