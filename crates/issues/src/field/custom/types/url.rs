//! An address of the web.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// URL Field.
pub const TYPE: Type = Type {
    key: system!("url"),
    name: "URL Field",
    description: "An address of the web.",
    searchers: &[system!("exacttextsearcher")],
    schema: ("string", None),
    holds: Holds::Url,
    is_list: false,
    operations: SET,
    is_offered: true,
};
