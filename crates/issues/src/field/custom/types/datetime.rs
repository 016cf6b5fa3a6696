//! A day and a time of it.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// Date Time Picker.
pub const TYPE: Type = Type {
    key: system!("datetime"),
    name: "Date Time Picker",
    description: "A day and a time of it.",
    searchers: &[system!("datetimerange")],
    schema: ("datetime", None),
    holds: Holds::Moment,
    is_list: false,
    operations: SET,
    is_offered: true,
};
