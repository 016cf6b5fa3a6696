//! Takes the resolution away.

use super::{Argument, Effect, Kind};

pub const KIND: Kind = Kind {
    key: "clear-resolution",
    label: "Clear the resolution",
    argument: Argument::Nothing,
    effect: |_| Some(Effect::Resolution(None)),
};
