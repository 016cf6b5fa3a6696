//! Functions that give issues.

use base::messages;
use base::text::fold;
use jql::Call;
use model::IssueKey;

use super::{Function, Gives, Meaning, argument, nothing_wanted};
use crate::query::bind::Scope;
use crate::query::bound::{Ids, Period, Set, Test};

/// The largest number of links that can be asked for at once: the reference's.
const MAX_LINKS: usize = 100;

/// `updatedBy(fred)`, `updatedBy(fred, "-8d", "-6d")`: those that somebody created, edited or commented on.
pub const UPDATED_BY: Function = Function {
    name: "updatedBy",
    n_args: (1, 3),
    gives: Gives::Issues,
    want: |args, wanted| {
        let user = args.first().map(|user| user.text.clone());
        wanted.users.extend(user);
    },
    call: |call, scope| {
        let name = argument(call, 0).unwrap_or_default();
        let users = scope.names.users.find(name);
        if users.is_empty() && scope.browses_users {
            return Err(messages::jql_no_such_user(&call.name, name));
        }
        Ok(Meaning::Issues(Test::UpdatedBy {
            users: Ids::of(users),
            during: Period {
                from: moment(call, 1, scope)?,
                to: moment(call, 2, scope)?,
            },
            negated: false,
        }))
    },
};

/// `issuesWithRemoteLinksByGlobalId("system=…&id=7")`: those with links of these global ids.
pub const WITH_REMOTE_LINKS: Function = Function {
    name: "issuesWithRemoteLinksByGlobalId",
    n_args: (1, MAX_LINKS),
    gives: Gives::Issues,
    want: nothing_wanted,
    call: |call, _| {
        Ok(Meaning::Issues(Test::RemoteLink {
            global_ids: call.args.iter().map(|id| id.text.clone()).collect(),
            negated: false,
        }))
    },
};

/// `linkedIssues(OPS-5)`, `linkedIssues(OPS-5, "is blocked by")`: those linked with an issue; if words of a
/// kind of links are given, those of which the issue says them.
pub const LINKED: Function = Function {
    name: "linkedIssues",
    n_args: (1, 2),
    gives: Gives::Issues,
    want: |args, wanted| {
        if let Some(issue) = args.first() {
            wanted.issue(&issue.text);
        }
        wanted.tracker.link_types = true;
    },
    call: |call, scope| {
        let key = argument(call, 0).unwrap_or_default();
        let issues = &scope.names.issues;
        let by_id = || issues.ids.get(&key.parse().ok()?).copied();
        let by_key = IssueKey::parse(key).and_then(|key| issues.by_key(&key));
        let Some(to) = by_key.or_else(by_id) else {
            return Err(messages::jql_no_such_linked_issue(&call.name, key));
        };
        let types = scope.names.tracker.link_types.iter();
        let words = argument(call, 1).map(fold);
        let says = |text: &str| words.as_ref().is_none_or(|words| words == text);
        let outward = types.clone().filter(|known| says(&known.outward));
        let inward = types.filter(|known| says(&known.inward));
        let outward: Vec<i64> = outward.map(|known| known.id).collect();
        let inward: Vec<i64> = inward.map(|known| known.id).collect();
        if let Some(words) = argument(call, 1)
            && outward.is_empty()
            && inward.is_empty()
        {
            return Err(messages::jql_no_such_link_type(&call.name, words));
        }
        Ok(Meaning::Issues(Test::Linked {
            to,
            outward,
            inward,
            negated: false,
        }))
    },
};

/// `parentEpic(OPS-5)`: those that are part of one of these epics, and their sub-tasks.
pub const PARENT_EPIC: Function = Function {
    name: "parentEpic",
    n_args: (1, MAX_LINKS),
    gives: Gives::Issues,
    want: |args, wanted| {
        for issue in args {
            wanted.issue(&issue.text);
        }
    },
    call: |call, scope| {
        let issues = &scope.names.issues;
        let mut epics = Vec::new();
        for argument in &call.args {
            let by_id = || issues.ids.get(&argument.text.parse().ok()?).copied();
            let by_key = IssueKey::parse(&argument.text).and_then(|key| issues.by_key(&key));
            let unknown = || messages::jql_no_such_linked_issue(&call.name, &argument.text);
            epics.push(by_key.or_else(by_id).ok_or_else(unknown)?);
        }
        epics.sort_unstable();
        epics.dedup();
        Ok(Meaning::Issues(Test::OfEpic {
            epics,
            negated: false,
        }))
    },
};

/// `votedIssues()`: those that the caller voted for.
pub const VOTED: Function = Function {
    name: "votedIssues",
    n_args: (0, 0),
    gives: Gives::Issues,
    want: nothing_wanted,
    call: |_, scope| Ok(joined(scope, Set::Voters)),
};

/// `watchedIssues()`: those that the caller watches.
pub const WATCHED: Function = Function {
    name: "watchedIssues",
    n_args: (0, 0),
    gives: Gives::Issues,
    want: nothing_wanted,
    call: |_, scope| Ok(joined(scope, Set::Watchers)),
};

/// `issueHistory()`: those that the caller looked at lately.
pub const HISTORY: Function = Function {
    name: "issueHistory",
    n_args: (0, 0),
    gives: Gives::Issues,
    want: nothing_wanted,
    call: |_, scope| Ok(joined(scope, Set::Viewers)),
};

fn joined(scope: &Scope<'_>, set: Set) -> Meaning {
    Meaning::Issues(Test::Joined {
        set,
        user: scope.user.map(|user| user.0),
        negated: false,
    })
}

fn moment(call: &Call, idx: usize, scope: &Scope<'_>) -> Result<Option<i64>, String> {
    let Some(text) = argument(call, idx) else {
        return Ok(None);
    };
    match scope.now.value(text) {
        Some(at) => Ok(Some(at.timestamp().as_millisecond())),
        None => Err(messages::jql_bad_date_argument(&call.name, text)),
    }
}
