//! One of several options, from a list.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// Select List (single choice).
pub const TYPE: Type = Type {
    key: system!("select"),
    name: "Select List (single choice)",
    description: "One of several options, from a list.",
    searchers: &[system!("multiselectsearcher")],
    schema: ("option", None),
    holds: Holds::Choice,
    is_list: false,
    operations: SET,
    is_offered: true,
};
