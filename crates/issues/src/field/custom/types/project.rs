//! A project.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// Project Picker (single project).
pub const TYPE: Type = Type {
    key: system!("project"),
    name: "Project Picker (single project)",
    description: "A project.",
    searchers: &[system!("projectsearcher")],
    schema: ("project", None),
    holds: Holds::Project,
    is_list: false,
    operations: SET,
    is_offered: true,
};
