//! The color in which an epic is shown.

use crate::field::custom::kind::{Holds, SET, Type, software};

/// Color of Epic.
pub const TYPE: Type = Type {
    key: software!("gh-epic-color"),
    name: "Color of Epic",
    description: "The color in which an epic is shown.",
    searchers: &[software!("gh-epic-color-searcher")],
    schema: ("string", None),
    holds: Holds::Line,
    is_list: false,
    operations: SET,
    is_offered: false,
};
