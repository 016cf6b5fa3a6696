//! Only who reported the issue.

use super::{Argument, Kind};

pub const KIND: Kind = Kind {
    key: "only-reporter",
    label: "Only the reporter",
    argument: Argument::Nothing,
    holds: |cx, about, _| cx.user_id().is_some() && cx.user_id() == about.facts.reporter,
};
