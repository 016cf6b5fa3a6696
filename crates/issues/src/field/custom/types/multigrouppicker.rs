//! Some groups.

use crate::field::custom::kind::{Holds, LIST, Type, system};

/// Group Picker (multiple groups).
pub const TYPE: Type = Type {
    key: system!("multigrouppicker"),
    name: "Group Picker (multiple groups)",
    description: "Some groups.",
    searchers: &[system!("grouppickersearcher")],
    schema: ("array", Some("group")),
    holds: Holds::Group,
    is_list: true,
    operations: LIST,
    is_offered: true,
};
