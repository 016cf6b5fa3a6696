//! A line of text that programs set.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// Text Field (read only).
pub const TYPE: Type = Type {
    key: system!("readonlyfield"),
    name: "Text Field (read only)",
    description: "A line of text that programs set.",
    searchers: &[system!("textsearcher")],
    schema: ("string", None),
    holds: Holds::Line,
    is_list: false,
    operations: SET,
    is_offered: true,
};
