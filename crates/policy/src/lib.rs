//! Who may do what, and why.
//!
//! Pure: no database, no clock, no network, and no words for people. A [`Config`] (schemes, roles,
//! groups' grants) is compiled into an immutable [`Policy`], which answers questions about a
//! [`Subject`] in nanoseconds and without allocating. The rules are those of the reference
//! (`reference/jira-model.md` §4.8), in full:
//!
//! 1. An **inactive** subject may do nothing; a **project that does not exist** allows nothing.
//! 2. A **global permission** is held through a group, or by everyone where it was granted to
//!    anyone. `SYSTEM_ADMIN` implies `ADMINISTER` and nothing else; neither is ever anyone's.
//! 3. A **project permission** is held if any grant of the project's scheme matches. Grants only
//!    add; nothing denies. Global administrators hold none of them for free.
//! 4. Holders that **depend on an issue** (reporter, assignee, custom fields) are taken to match any
//!    signed-in user while only the project is known. The exceptions are the permissions no issue
//!    is ever asked about, such as `ADMINISTER_PROJECTS`: there they match nobody, since the doubt
//!    would never be settled.
//! 5. With an issue, a permission also needs **Browse Projects** on that issue: what one may not see
//!    one may not touch. `ASSIGNABLE_USER` alone does not need it, as it says something about the
//!    person chosen, not about the person acting.
//! 6. An issue with a **security level** also needs a holder of the level to match, for every
//!    permission and every subject. A level that is not of the project's security scheme has no
//!    holders.
//! 7. An **archived project** can only be looked at, and so can an **archived issue**, which
//!    `RESTORE_ISSUES` brings back.
//! 8. A project is **administered** by who holds `ADMINISTER_PROJECTS` in it or `ADMINISTER`.
//!
//! Not here: the rules of a single thing (own comment or all comments, the visibility of a comment,
//! properties of a workflow status), which the areas add; and proofs of permission, which only
//! `base::guard` makes. Start with [`decide`](Policy::issue), then read [`visibility`]; what would turn a
//! no into a yes is [`Policy::remedies`].

mod compile;
mod config;
mod decide;
mod explain;
mod holders;
mod remedy;
mod subject;
mod viewable;
pub mod visibility;
mod walk;

#[cfg(test)]
mod naive;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use compile::Policy;
pub use config::{Config, GlobalGrant, Grant, Holder, Level, Member, Project, RoleActor, Scheme};
pub use explain::{Condition, Explanation, Requirement, Source, Why};
pub use remedy::{Change, Question, Remedy, Surroundings};
pub use subject::{IssueFacts, Subject};
pub use visibility::{LevelVisibility, ProjectVisibility, Reach, Visibility};
