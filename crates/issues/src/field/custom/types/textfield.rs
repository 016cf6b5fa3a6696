//! A line of text.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// Text Field (single line).
pub const TYPE: Type = Type {
    key: system!("textfield"),
    name: "Text Field (single line)",
    description: "A line of text.",
    searchers: &[system!("textsearcher")],
    schema: ("string", None),
    holds: Holds::Line,
    is_list: false,
    operations: SET,
    is_offered: true,
};
