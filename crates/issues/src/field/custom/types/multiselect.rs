//! Some of several options, from a list.

use crate::field::custom::kind::{Holds, LIST, Type, system};

/// Select List (multiple choices).
pub const TYPE: Type = Type {
    key: system!("multiselect"),
    name: "Select List (multiple choices)",
    description: "Some of several options, from a list.",
    searchers: &[system!("multiselectsearcher")],
    schema: ("array", Some("option")),
    holds: Holds::Choice,
    is_list: true,
    operations: LIST,
    is_offered: true,
};
