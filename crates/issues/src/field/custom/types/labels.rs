//! Words that anybody can make up.

use crate::field::custom::kind::{Holds, LIST, Type, system};

/// Labels.
pub const TYPE: Type = Type {
    key: system!("labels"),
    name: "Labels",
    description: "Words that anybody can make up.",
    searchers: &[system!("labelsearcher")],
    schema: ("array", Some("string")),
    holds: Holds::Label,
    is_list: true,
    operations: LIST,
    is_offered: true,
};
