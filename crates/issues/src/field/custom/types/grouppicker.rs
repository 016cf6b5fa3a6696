//! A group.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// Group Picker (single group).
pub const TYPE: Type = Type {
    key: system!("grouppicker"),
    name: "Group Picker (single group)",
    description: "A group.",
    searchers: &[system!("grouppickersearcher")],
    schema: ("group", None),
    holds: Holds::Group,
    is_list: false,
    operations: SET,
    is_offered: true,
};
