//! The number of what the issue was imported from.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// Import Id.
pub const TYPE: Type = Type {
    key: system!("importid"),
    name: "Import Id",
    description: "The number of what the issue was imported from.",
    searchers: &[system!("exactnumber"), system!("numberrange")],
    schema: ("number", None),
    holds: Holds::Number,
    is_list: false,
    operations: SET,
    is_offered: false,
};
