//! Sets the resolution.

use model::ResolutionId;

use super::{Argument, Effect, Kind};

pub const KIND: Kind = Kind {
    key: "set-resolution",
    label: "Set the resolution to",
    argument: Argument::Resolution,
    effect: |id| ResolutionId::parse(id).map(|id| Effect::Resolution(Some(id))),
};
