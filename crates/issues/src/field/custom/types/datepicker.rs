//! A day.

use crate::field::custom::kind::{Holds, SET, Type, system};

/// Date Picker.
pub const TYPE: Type = Type {
    key: system!("datepicker"),
    name: "Date Picker",
    description: "A day.",
    searchers: &[system!("daterange")],
    schema: ("date", None),
    holds: Holds::Day,
    is_list: false,
    operations: SET,
    is_offered: true,
};
