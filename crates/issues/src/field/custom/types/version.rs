//! A version of the project.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// Version Picker (single version).
pub const TYPE: Type = Type {
    key: system!("version"),
    name: "Version Picker (single version)",
    description: "A version of the issue's project.",
    searchers: &[system!("versionsearcher")],
    schema: ("version", None),
    holds: Holds::Version,
    is_list: false,
    operations: SET,
    is_offered: true,
};
