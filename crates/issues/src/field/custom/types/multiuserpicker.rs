//! Some users.

use crate::field::custom::kind::{Holds, LIST, Type, system};

/// User Picker (multiple users).
pub const TYPE: Type = Type {
    key: system!("multiuserpicker"),
    name: "User Picker (multiple users)",
    description: "Some users.",
    searchers: &[system!("userpickergroupsearcher")],
    schema: ("array", Some("user")),
    holds: Holds::User,
    is_list: true,
    operations: LIST,
    is_offered: true,
};
