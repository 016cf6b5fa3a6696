//! Some of several options, with a box each.

use crate::field::custom::kind::{Holds, LIST, Type, system};

/// Checkboxes.
pub const TYPE: Type = Type {
    key: system!("multicheckboxes"),
    name: "Checkboxes",
    description: "Some of several options, with a box each.",
    searchers: &[system!("multiselectsearcher")],
    schema: ("array", Some("option")),
    holds: Holds::Choice,
    is_list: true,
    operations: LIST,
    is_offered: true,
};
