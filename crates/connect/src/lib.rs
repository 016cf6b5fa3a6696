//! The credential procedure on any Jira: everything an administrator does so that GitLab (or another program)
//! may work with Jira, as one plan that is shown, carried out, verified, watched, renewed and taken back.
//!
//! 1. [`spec::Spec`] says what is wanted.
//! 2. [`observe::observe`] reads what is there.
//! 3. [`plan::make`] works out the difference, and who gains or loses what.
//! 4. [`apply::apply`] does it, and may be interrupted at any point.
//! 5. [`verify::verify`] makes the requests GitLab makes, as its user.
//! 6. [`status::status`], [`rotate::rotate`], [`revoke::revoke`] work with the [`record`] of what was made.
//!
//! Nothing here prints, asks a person, or knows a command line: progress goes to a [`report::Report`], secrets
//! to a [`parties::Keeper`], GitLab is behind [`gitlab_part::Gitlab`]. It works with any server that speaks
//! Jira's REST API v2, and imports nothing of this one's.

pub mod apply;
pub mod doctor;
pub mod error;
pub mod gitlab;
pub mod gitlab_part;
pub mod observe;
pub mod observed;
pub mod parties;
pub mod password;
pub mod plan;
pub mod record;
pub mod report;
pub mod revoke;
pub mod rights;
pub mod rotate;
pub mod spec;
pub mod status;
#[cfg(test)]
mod tests;
mod token;
pub mod verify;

pub use error::Error;
