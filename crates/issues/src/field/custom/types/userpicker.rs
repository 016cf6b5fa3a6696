//! A user.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// User Picker (single user).
pub const TYPE: Type = Type {
    key: system!("userpicker"),
    name: "User Picker (single user)",
    description: "A user.",
    searchers: &[system!("userpickergroupsearcher")],
    schema: ("user", None),
    holds: Holds::User,
    is_list: false,
    operations: SET,
    is_offered: true,
};
