//! The short forms of users, groups, projects and the like, as other things embed them.
//!
//! An area that shows *that* somebody commented needs no more of a user than this. The full forms are in
//! the areas' `wire.rs`.

mod group;
mod project;
mod user;

pub use group::{GroupShort, GroupsRef, group_by_name, groups_by_ids};
pub use project::{ProjectShort, project_short};
pub use user::{
    UserRef, UserShort, Users, user_by_key, user_by_name, users_by_ids, users_by_names,
};
