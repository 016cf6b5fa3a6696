//! GitLab's side: a small client of its REST API, for the settings of the integration "Jira issues".
//!
//! Written from GitLab's documentation: what is set is read back field by field, and GitLab itself can be
//! asked to call Jira. Every refusal is an [`Error`] that says what to do. Not for anything else that
//! GitLab can do. Begin with [`GitLab`].

mod call;
mod client;
mod error;
mod live;
mod part;
mod settings;
#[cfg(test)]
mod tests;
mod wire;

pub use client::{GitLab, Options};
pub use error::{Error, Reason};
pub use settings::{Difference, UNREADABLE, differences};
pub use wire::{Integration, Properties, Target, Token, Version};
