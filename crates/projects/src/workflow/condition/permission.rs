//! Only who holds a project permission for the issue.

use base::guard;
use model::ProjectPermission;

use super::{Argument, Kind};

pub const KIND: Kind = Kind {
    key: "permission",
    label: "Only users with a permission",
    argument: Argument::Permission,
    holds: |cx, about, key| {
        ProjectPermission::from_key(key)
            .is_some_and(|permission| guard::may(cx, about.project, about.facts, permission))
    },
};
