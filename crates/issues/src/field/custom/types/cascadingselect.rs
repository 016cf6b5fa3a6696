//! One of several options, and one of those below it.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// Select List (cascading).
pub const TYPE: Type = Type {
    key: system!("cascadingselect"),
    name: "Select List (cascading)",
    description: "One of several options, and one of those below it.",
    searchers: &[system!("cascadingselectsearcher")],
    schema: ("option-with-child", None),
    holds: Holds::Cascade,
    is_list: false,
    operations: SET,
    is_offered: true,
};
