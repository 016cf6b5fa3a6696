//! A number.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// Number Field.
pub const TYPE: Type = Type {
    key: system!("float"),
    name: "Number Field",
    description: "A number.",
    searchers: &[system!("exactnumber"), system!("numberrange")],
    schema: ("number", None),
    holds: Holds::Number,
    is_list: false,
    operations: SET,
    is_offered: true,
};
