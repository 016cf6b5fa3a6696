//! One of several options, with a button each.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// Radio Buttons.
pub const TYPE: Type = Type {
    key: system!("radiobuttons"),
    name: "Radio Buttons",
    description: "One of several options, with a button each.",
    searchers: &[system!("multiselectsearcher")],
    schema: ("option", None),
    holds: Holds::Choice,
    is_list: false,
    operations: SET,
    is_offered: true,
};
