//! A text of several lines.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// Text Field (multi-line).
pub const TYPE: Type = Type {
    key: system!("textarea"),
    name: "Text Field (multi-line)",
    description: "A text of several lines.",
    searchers: &[system!("textsearcher")],
    schema: ("string", None),
    holds: Holds::LongText,
    is_list: false,
    operations: SET,
    is_offered: true,
};
