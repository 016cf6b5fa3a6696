//! How far an epic has come.

use crate::field::custom::kind::{Holds, SET, Type, software};

/// Status of Epic.
pub const TYPE: Type = Type {
    key: software!("gh-epic-status"),
    name: "Status of Epic",
    description: "How far an epic has come.",
    searchers: &[software!("gh-epic-status-searcher")],
    schema: ("option", None),
    holds: Holds::Choice,
    is_list: false,
    operations: SET,
    is_offered: false,
};
