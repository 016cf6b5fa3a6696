//! Some versions of the project.

use crate::field::custom::kind::{Holds, LIST, Type, system};

/// Version Picker (multiple versions).
pub const TYPE: Type = Type {
    key: system!("multiversion"),
    name: "Version Picker (multiple versions)",
    description: "Some versions of the issue's project.",
    searchers: &[system!("versionsearcher")],
    schema: ("array", Some("version")),
    holds: Holds::Version,
    is_list: true,
    operations: LIST,
    is_offered: true,
};
