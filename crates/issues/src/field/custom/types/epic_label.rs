//! A short name for an epic.

use crate::field::custom::kind::{Holds, SET, Type, software};

/// Name of Epic.
pub const TYPE: Type = Type {
    key: software!("gh-epic-label"),
    name: "Name of Epic",
    description: "A short name for an epic.",
    searchers: &[software!("gh-epic-label-searcher")],
    schema: ("string", None),
    holds: Holds::Line,
    is_list: false,
    operations: SET,
    is_offered: false,
};
