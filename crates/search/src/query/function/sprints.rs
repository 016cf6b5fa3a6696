//! Functions that give sprints, of those that the caller may know of.

use issues::planning::State;
use jql::Call;

use super::{Function, Gives, Meaning};
use crate::query::bind::Scope;
use crate::query::bound::Ids;

/// `openSprints()`: those that are running.
pub const OPEN: Function = Function {
    name: "openSprints",
    call: |call, scope| Ok(in_state(call, scope, State::Active)),
    ..SPRINTS
};

/// `futureSprints()`: those that are planned.
pub const FUTURE: Function = Function {
    name: "futureSprints",
    call: |call, scope| Ok(in_state(call, scope, State::Future)),
    ..SPRINTS
};

/// `closedSprints()`: those that are over.
pub const CLOSED: Function = Function {
    name: "closedSprints",
    ..SPRINTS
};

const SPRINTS: Function = Function {
    name: "",
    n_args: (0, 0),
    gives: Gives::Sprints,
    want: |_, wanted| wanted.tracker.all_sprints = true,
    call: |call, scope| Ok(in_state(call, scope, State::Closed)),
};

fn in_state(_: &Call, scope: &Scope<'_>, state: State) -> Meaning {
    let sprints = scope.names.tracker.sprints.iter();
    let meant = sprints.filter(|sprint| sprint.state == state);
    Meaning::Ids(Ids::of(meant.map(|sprint| sprint.id)))
}
