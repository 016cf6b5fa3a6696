//! Only who is in a role of the project.

use base::guard;
use model::RoleId;

use super::{Argument, Kind};

pub const KIND: Kind = Kind {
    key: "in-role",
    label: "Only users in a project role",
    argument: Argument::Role,
    holds: |cx, about, id| {
        RoleId::parse(id).is_some_and(|role| guard::is_in_role(cx, about.project, role))
    },
};
