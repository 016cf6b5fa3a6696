//! Makes somebody the assignee.

use super::{Argument, Assignee, Effect, Kind};

pub const KIND: Kind = Kind {
    key: "assign",
    label: "Assign the issue to",
    argument: Argument::Assignee,
    effect: |key| Assignee::from_key(key).map(Effect::Assign),
};
