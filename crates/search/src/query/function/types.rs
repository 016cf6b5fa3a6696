//! Functions that give issue types.

use super::{Function, Gives, Meaning};
use crate::query::bind::Scope;
use crate::query::bound::Ids;

/// `standardIssueTypes()`: those of issues that stand for themselves.
pub const STANDARD: Function = Function {
    name: "standardIssueTypes",
    n_args: (0, 0),
    gives: Gives::Types,
    want: |_, wanted| wanted.catalog = true,
    call: |_, scope| Ok(types(scope, false)),
};

/// `subtaskIssueTypes()`: those of issues that are parts of others.
pub const SUBTASK: Function = Function {
    name: "subtaskIssueTypes",
    n_args: (0, 0),
    gives: Gives::Types,
    want: |_, wanted| wanted.catalog = true,
    call: |_, scope| Ok(types(scope, true)),
};

fn types(scope: &Scope<'_>, are_subtasks: bool) -> Meaning {
    let types = scope.names.types.0.iter();
    let fitting = types.filter(|kind| kind.is_subtask == are_subtasks);
    Meaning::Ids(Ids::of(fitting.map(|kind| kind.id)))
}
