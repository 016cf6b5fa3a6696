//! Only who is to work on the issue.

use super::{Argument, Kind};

pub const KIND: Kind = Kind {
    key: "only-assignee",
    label: "Only the assignee",
    argument: Argument::Nothing,
    holds: |cx, about, _| cx.user_id().is_some() && cx.user_id() == about.facts.assignee,
};
