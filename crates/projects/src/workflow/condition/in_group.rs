//! Only who is in a group.

use base::guard;
use model::GroupId;

use super::{Argument, Kind};

pub const KIND: Kind = Kind {
    key: "in-group",
    label: "Only users in a group",
    argument: Argument::Group,
    holds: |cx, _, id| GroupId::parse(id).is_some_and(|group| guard::is_in_group(cx, group)),
};
